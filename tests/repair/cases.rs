//! Budgets whose repair is known beforehand.

#![expect(
    clippy::needless_pass_by_value,
    reason = "documents are written where they are used"
)]

use selvitys::repair::{Reason, Why};
use selvitys::{Argument, PatchOp, Project, Rulebooks, Stage, Value, Verdict, assess, edit};
use selvitys_tests::{project, text};
use serde_json::{Value as Json, json};

use crate::budgets::{budget, changes, line, only, repairs, several, shares, shown, with_children};

#[test]
fn the_scanned_budget_is_repaired_as_its_sums_prove() {
    const TKIO: &str = "/budgets/1/lines/0/children/1/children/4/applied";
    const AREA_3: &str = "/budgets/1/lines/0/children/2/applied";
    let repairs = repairs(&project("as-scanned/pohjois-pohjanmaa"));
    let [repair] = repairs.as_slice() else {
        panic!("{repairs:?}")
    };
    assert_eq!(repair.budget, "ru-budget");
    assert_eq!(repair.unresolved, []);
    assert_eq!(
        changes(repair),
        [
            format!("{TKIO}/grant: 260000.00 -> 760000.00"),
            format!("{TKIO}/own: 150000.00 -> 190000.00"),
        ]
    );
    let fills: Vec<String> = repair.fills.iter().map(shown).collect();
    assert_eq!(
        fills,
        [
            format!("{AREA_3}/total: - -> 7792000.00"),
            format!("{AREA_3}/grant: - -> 6233600.00"),
            format!("{AREA_3}/own: - -> 1558400.00"),
        ]
    );
    // The stated share and the column prove it each on its own, the row with the other figure.
    let reasons = |reasons: &[Reason]| -> Vec<(String, usize)> {
        let reasons = reasons.iter();
        reasons
            .map(|one| (one.rule.clone(), one.rests_on.len()))
            .collect()
    };
    let of = |rule: &str, rests_on: usize| (rule.to_owned(), rests_on);
    assert_eq!(
        reasons(&repair.changes[0].reasons),
        [
            of("children-do-not-add-up", 0),
            of("line-grant-share-differs", 0),
            of("row-does-not-add-up", 1),
        ]
    );
    // The lines above and below prove the lost row; the text's 7,8 million agrees.
    assert_eq!(
        reasons(&repair.fills[0].reasons)[..3],
        [
            of("children-do-not-add-up", 0),
            of("children-do-not-add-up", 0),
            of("headline-does-not-match", 0),
        ]
    );
    let agrees = &repair.fills[0].reasons[2].value;
    assert_eq!(
        serde_json::to_value(agrees).unwrap(),
        json!({"money-range": ["7750000.00", "7850000.00"]})
    );
}

#[test]
fn every_reason_is_reckoned_from_the_document() {
    let repairs = repairs(&project("as-scanned/pohjois-pohjanmaa"));
    let changes = repairs
        .iter()
        .flat_map(|one| one.changes.iter().chain(&one.fills));
    let sum = |value: &Value| match value {
        Value::Money(sum) => Some(sum.decimal()),
        Value::Share(share) => Some(share.decimal()),
        _ => None,
    };
    let mut reckoned = 0;
    for (change, reason) in changes.flat_map(|one| one.reasons.iter().map(move |why| (one, why))) {
        for step in &reason.steps {
            let value = |argument: &Argument| {
                match argument {
                    Argument::Operand(number) => reason.operands[*number].value.as_ref(),
                    Argument::Step(number) => reason.steps[*number].result.as_ref(),
                    Argument::Fixed(value) => Some(value),
                }
                .and_then(sum)
            };
            let operands: Option<Vec<_>> = step.operands.iter().map(value).collect();
            let Some(operands) = operands else { continue };
            let result = match serde_json::to_value(step.op).unwrap().as_str().unwrap() {
                "sum" => operands.iter().sum(),
                "difference" => operands[0] - operands[1],
                "product" => operands[0] * operands[1],
                "quotient" => operands[0] / operands[1],
                other => panic!("unknown: {other}"),
            };
            assert_eq!(
                step.result.as_ref().and_then(sum),
                Some(result),
                "{reason:?}"
            );
            reckoned += 1;
        }
        if let Some(value) = sum(&reason.value) {
            assert_eq!(sum(&change.to), Some(value), "{reason:?}");
        }
    }
    assert!(reckoned > 20, "only {reckoned} steps");
}

#[test]
fn the_patch_of_the_scanned_budget_makes_it_the_corrected_one() {
    let scanned = text("as-scanned/pohjois-pohjanmaa");
    let repairs = repairs(&Project::from_json(&scanned).unwrap());
    let patch: Vec<PatchOp> = repairs.into_iter().flat_map(|one| one.patch).collect();
    let repaired = edit(&scanned, &patch).unwrap();
    let project = Project::from_json(&repaired).unwrap();
    assert_eq!(self::repairs(&project), []);
    // Byte for byte, apart from the document's name and the schema's address.
    let scanned = repaired
        .replace("\"../../schemas", "\"../schemas")
        .replace("-as-scanned\"", "\"");
    assert!(scanned == text("pohjois-pohjanmaa"));
}

#[test]
fn findings_carry_the_fix_where_it_is_certain() {
    let project = project("as-scanned/pohjois-pohjanmaa");
    let day = jiff::civil::date(2020, 3, 1);
    let assessment = assess(&project, Rulebooks::builtin(), day, Stage::Application);
    let mut with: Vec<(&str, usize)> = assessment
        .findings
        .iter()
        .filter_map(|one| Some((one.rule.as_str(), one.fix.as_ref()?.len())))
        .collect();
    with.sort_unstable();
    // Each change of a figure is tested and replaced; a lost row is one field.
    assert_eq!(
        with,
        [
            ("children-do-not-add-up", 4),
            ("children-do-not-add-up", 4),
            ("line-grant-share-differs", 4),
            ("line-own-share-differs", 4),
            ("line-without-figures", 1),
            ("row-does-not-add-up", 4),
        ]
    );
    let fixed = assessment.findings.iter().filter(|one| one.fix.is_some());
    assert!(fixed.clone().all(|one| one.verdict == Verdict::NotMet));
}

#[test]
fn a_sound_budget_has_no_repair() {
    for name in ["pohjois-pohjanmaa", "pohjois-savo", "lappi"] {
        assert_eq!(repairs(&project(name)), [], "{name}");
    }
}

#[test]
fn where_several_figures_may_be_wrong_all_are_named() {
    // The only line: total 100, grant 70, own funding 30, shares 80 % and 20 %.
    let project = budget(json!([line("a", ["100.00", "70.00", "30.00"])]), shares());
    let (candidates, decided_by) = several(&project);
    // A euro more or less of the grant moves the total by one and a quarter.
    assert_eq!(
        candidates,
        [
            [
                "lines/0/applied/total: 100.00 -> 148.00..152.00",
                "lines/0/applied/grant: 70.00 -> 118.00..122.00"
            ],
            [
                "lines/0/applied/total: 100.00 -> 87.00..88.00",
                "lines/0/applied/own: 30.00 -> 17.00..18.00"
            ],
            [
                "lines/0/applied/grant: 70.00 -> 80.00",
                "lines/0/applied/own: 30.00 -> 20.00"
            ],
        ]
        .map(|pair| pair.map(str::to_owned).to_vec())
    );
    assert_eq!(decided_by, ["lines/0/applied/total"]);
}

#[test]
fn a_sum_without_rows_may_be_wrong_anywhere() {
    let total =
        |id: &str, sum: &str| json!({"id": id, "title": {"fi": id}, "applied": {"total": sum}});
    let children = [
        total("b", "30.00"),
        total("c", "20.00"),
        total("d", "49.00"),
    ];
    let project = budget(
        json!([with_children(total("a", "100.00"), &children)]),
        json!({}),
    );
    let (candidates, decided_by) = several(&project);
    assert_eq!(candidates.len(), 4);
    assert!(candidates.contains(&vec!["lines/0/applied/total: 100.00 -> 99.00".to_owned()]));
    assert!(candidates.contains(&vec![
        "lines/0/children/2/applied/total: 49.00 -> 50.00".to_owned()
    ]));
    assert_eq!(decided_by.len(), 3);
}

#[test]
fn more_than_four_wrong_figures_are_said_to_be() {
    // Of each of five lines the grant is wrong, and with the sum of grants no four explain it.
    let lines: Vec<Json> = (0..5)
        .map(|at| line(&format!("l{at}"), ["100.00", "77.00", "20.00"]))
        .collect();
    let project = budget(
        json!([with_children(
            line("a", ["500.00", "400.00", "100.00"]),
            &lines
        )]),
        shares(),
    );
    let repairs = repairs(&project);
    let [repair] = repairs.as_slice() else {
        panic!("{repairs:?}")
    };
    assert_eq!((&repair.changes, &repair.patch), (&vec![], &vec![]));
    let [unresolved] = repair.unresolved.as_slice() else {
        panic!("{repair:?}")
    };
    assert_eq!(unresolved.why, Why::MoreThan(4));
    let broken = |rule: &str| {
        unresolved
            .broken
            .iter()
            .filter(|one| one.rule == rule)
            .count()
    };
    assert_eq!(broken("row-does-not-add-up"), 5);
    assert_eq!(broken("line-grant-share-differs"), 5);
    assert_eq!(broken("children-do-not-add-up"), 1);
}

#[test]
fn four_wrong_figures_are_still_repaired() {
    let lines: Vec<Json> = (0..4)
        .map(|at| line(&format!("l{at}"), ["100.00", "77.00", "20.00"]))
        .collect();
    let project = budget(
        json!([with_children(
            line("a", ["400.00", "320.00", "80.00"]),
            &lines
        )]),
        shares(),
    );
    assert_eq!(
        only(&project),
        [0, 1, 2, 3].map(|at| format!("lines/0/children/{at}/applied/grant: 77.00 -> 80.00"))
    );
}

/// A line of 12 543 200 euros with a headline for its total.
fn headline(amount: Json, total: &str) -> Project {
    let headline =
        json!({"title": {"fi": "Summa"}, "figure": "total", "lines": ["a"], "amount": amount});
    let mut more = shares();
    more["headlines"] = json!([headline]);
    let share = |share: i64| {
        let cents: i64 = total.replace('.', "").parse().unwrap();
        let part = cents * share / 10;
        format!("{}.{:02}", part / 100, part % 100)
    };
    budget(json!([line("a", [total, &share(8), &share(2)])]), more)
}

#[test]
fn a_rounded_sum_holds_up_to_half_its_unit_and_not_a_cent_beyond() {
    let rounded = json!({"amount": "12540000.00", "nearest": "10000.00"});
    for (total, holds) in [
        ("12545000.00", true),
        ("12545000.05", false),
        ("12535000.00", true),
        ("12534999.95", false),
    ] {
        let project = headline(rounded.clone(), total);
        assert_eq!(repairs(&project).is_empty(), holds, "{total}");
    }
}

#[test]
fn a_wrong_sum_of_the_text_is_rounded_anew() {
    let lost_comma = json!({"amount": "1254000000.00", "nearest": "1000000.00"});
    assert_eq!(
        only(&headline(lost_comma, "12543200.00")),
        ["headlines/0: 1254000000.00 -> 13000000.00"]
    );
    assert_eq!(
        only(&headline(json!("12.54"), "12543200.00")),
        ["headlines/0: 12.54 -> 12543200.00"]
    );
    // Half a unit lies as near to one rounded sum as to the next.
    let half = json!({"amount": "1.00", "nearest": "1000.00"});
    let (candidates, decided_by) = several(&headline(half, "12500.00"));
    assert_eq!(
        candidates,
        [["headlines/0: 1.00 -> 12000.00..13000.00".to_owned()]]
    );
    assert_eq!(decided_by, ["headlines/0"]);
}

#[test]
fn the_patch_of_a_headline_keeps_the_unit_it_was_rounded_to() {
    let rounded = headline(
        json!({"amount": "1.00", "nearest": "1000.00"}),
        "12543200.00",
    );
    let patch = &repairs(&rounded)[0].patch;
    let path = "/budgets/0/headlines/0/amount/amount".to_owned();
    assert_eq!(
        *patch,
        [
            PatchOp::Test {
                path: path.clone(),
                value: "1.00".into()
            },
            PatchOp::Replace {
                path,
                value: "12543000.00".into()
            },
        ]
    );
    let exact = repairs(&headline(json!("1.00"), "12543200.00"));
    assert_eq!(exact[0].patch[1].path(), "/budgets/0/headlines/0/amount");
}

#[test]
fn a_partners_share_is_the_line_less_what_is_someone_elses() {
    let project = |share: &str, theirs: [&str; 3]| {
        let mut other = line("b", theirs);
        other["partner"] = json!("neighbour");
        let whole = with_children(
            line("a", ["100.00", "80.00", "20.00"]),
            &[line("c", ["70.00", "56.00", "14.00"]), other],
        );
        let headline = json!({"title": {"fi": "Osuus"}, "figure": "total", "lines": ["a"],
                              "partner": "own", "amount": share});
        let mut more = shares();
        more["headlines"] = json!([headline]);
        budget(json!([whole]), more)
    };
    assert_eq!(repairs(&project("70.00", ["30.00", "24.00", "6.00"])), []);
    assert_eq!(
        only(&project("100.00", ["30.00", "24.00", "6.00"])),
        ["headlines/0: 100.00 -> 70.00"]
    );
    // The share proves the line that it leaves out, beside the sum and the row.
    let misread = repairs(&project("70.00", ["80.00", "24.00", "6.00"]));
    assert_eq!(
        changes(&misread[0]),
        ["lines/0/children/1/applied/total: 80.00 -> 30.00"]
    );
    let rules: Vec<&str> = misread[0].changes[0]
        .reasons
        .iter()
        .map(|one| one.rule.as_str())
        .collect();
    assert_eq!(
        rules,
        [
            "children-do-not-add-up",
            "line-grant-share-differs",
            "line-own-share-differs",
            "partner-share-does-not-match",
            "row-does-not-add-up",
        ]
    );
}

#[test]
fn a_stated_share_leaves_half_a_euro_and_not_a_cent_more() {
    for (grant, own, holds) in [
        ("80.50", "19.50", true),
        ("80.51", "19.49", false),
        ("79.50", "20.50", true),
        ("79.49", "20.51", false),
    ] {
        let project = budget(json!([line("a", ["100.00", grant, own])]), shares());
        assert_eq!(repairs(&project).is_empty(), holds, "{grant} {own}");
    }
}

#[test]
fn a_budget_in_whole_euros_is_repaired_in_whole_euros() {
    // 80 % of 1 001 is 800,80: documents round to 801, and 20 % to 200.
    let lost = json!({"id": "b", "title": {"fi": "b"}, "applied": {"total": "1001.00"}});
    let beside = line("a", ["1000.00", "800.00", "200.00"]);
    let repairs = repairs(&budget(json!([beside, lost]), shares()));
    let fills: Vec<String> = repairs[0].fills.iter().map(shown).collect();
    assert_eq!(
        fills,
        [
            "lines/1/applied/grant: - -> 801.00",
            "lines/1/applied/own: - -> 200.00"
        ]
    );
}

#[test]
fn what_the_rest_does_not_determine_stays_open() {
    // Two lines of an area are lost: their sum is known, and no more.
    let lost = |id: &str| json!({"id": id, "title": {"fi": id}});
    let known = line("b", ["10.00", "8.00", "2.00"]);
    let whole = with_children(
        line("a", ["100.00", "80.00", "20.00"]),
        &[known, lost("c"), lost("d")],
    );
    assert_eq!(repairs(&budget(json!([whole]), shares())), []);
}

#[test]
fn a_lost_row_shows_what_else_is_wrong() {
    // The lost line is 90 by the sum of totals, but its grant would be 70 and its own funding 18.
    let lost = json!({"id": "c", "title": {"fi": "c"}});
    let known = line("b", ["10.00", "8.00", "2.00"]);
    let whole = with_children(line("a", ["100.00", "80.00", "20.00"]), &[known, lost]);
    let mut more = shares();
    more["headlines"] =
        json!([{"title": {"fi": "Summa"}, "figure": "grant", "lines": ["c"], "amount": "70.00"}]);
    let repairs = repairs(&budget(json!([whole]), more));
    assert_eq!(changes(&repairs[0]), ["headlines/0: 70.00 -> 72.00"]);
    let fills: Vec<String> = repairs[0].fills.iter().map(shown).collect();
    assert_eq!(
        fills,
        [
            "lines/0/children/1/applied/total: - -> 90.00",
            "lines/0/children/1/applied/grant: - -> 72.00",
            "lines/0/children/1/applied/own: - -> 18.00",
        ]
    );
}

#[test]
fn figures_that_only_a_total_states_are_not_lost() {
    // The lines state totals alone, as plans do: nothing is missing.
    let total =
        |id: &str, sum: &str| json!({"id": id, "title": {"fi": id}, "applied": {"total": sum}});
    let children = [total("b", "60.00"), total("c", "40.00")];
    let whole = with_children(
        json!({"id": "a", "title": {"fi": "a"}, "applied": {"own": "0.00"}}),
        &children,
    );
    assert_eq!(repairs(&budget(json!([whole]), json!({}))), []);
}

#[test]
fn statuses_are_repaired_apart() {
    let mut one = line("a", ["100.00", "80.00", "20.00"]);
    one["granted"] = json!({"total": "100.00", "grant": "8.00", "own": "20.00"});
    let repairs = repairs(&budget(json!([one]), shares()));
    let [repair] = repairs.as_slice() else {
        panic!("{repairs:?}")
    };
    assert_eq!(repair.status, selvitys::Status::Granted);
    assert_eq!(changes(repair), ["lines/0/granted/grant: 8.00 -> 80.00"]);
}

#[test]
fn eligible_costs_that_are_not_stated_are_the_total() {
    let mut whole = line("a", ["100.00", "80.00", "20.00"]);
    whole["applied"]["eligible"] = json!("95.00");
    let mut part = line("b", ["60.00", "48.00", "12.00"]);
    part["applied"]["eligible"] = json!("55.00");
    let children = [part.clone(), line("c", ["40.00", "32.00", "8.00"])];
    assert_eq!(
        repairs(&budget(
            json!([with_children(whole.clone(), &children)]),
            shares()
        )),
        []
    );
    part["applied"]["eligible"] = json!("5.00");
    let children = [part, line("c", ["40.00", "32.00", "8.00"])];
    let (candidates, _) = several(&budget(json!([with_children(whole, &children)]), shares()));
    assert_eq!(
        candidates,
        [
            ["lines/0/applied/eligible: 95.00 -> 45.00".to_owned()],
            ["lines/0/children/0/applied/eligible: 5.00 -> 55.00".to_owned()],
        ]
    );
}

#[test]
fn figures_beyond_exact_reckoning_are_said_to_be() {
    let mut more = shares();
    more["stated_shares"]["grant"] = json!("0.8000000000000000000000000001");
    let project = budget(
        json!([line("a", ["999999999999999.00", "1.00", "2.00"])]),
        more,
    );
    let repairs = repairs(&project);
    assert_eq!(repairs[0].unresolved[0].why, Why::TooLarge);
    assert_eq!(repairs[0].patch, []);
}

#[test]
fn a_budget_of_deep_and_wide_lines_is_repaired() {
    // A hundred areas of a hundred lines each, with three wrong figures in one area.
    let leaf = |id: String, grant: &str| line(&id, ["100.00", grant, "20.00"]);
    let areas: Vec<Json> = (0..100)
        .map(|area| {
            let grant = |at: usize| {
                if area == 42 && at % 40 == 7 {
                    "8.00"
                } else {
                    "80.00"
                }
            };
            let lines: Vec<Json> = (0..100)
                .map(|at| leaf(format!("l{area}-{at}"), grant(at)))
                .collect();
            with_children(
                line(&format!("a{area}"), ["10000.00", "8000.00", "2000.00"]),
                &lines,
            )
        })
        .collect();
    let whole = with_children(line("a", ["1000000.00", "800000.00", "200000.00"]), &areas);
    assert_eq!(
        only(&budget(json!([whole]), shares())),
        [7, 47, 87]
            .map(|at| format!("lines/0/children/42/children/{at}/applied/grant: 8.00 -> 80.00"))
    );
}
