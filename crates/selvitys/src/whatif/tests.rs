//! What-if on the model project: values put, taken away and refused, and bounds to the cent.

use jiff::civil::{Date, date};
use serde_json::{Value as Json, json};

use super::*;
use crate::finding::{Asked, Value, Verdict};
use crate::model::{Money, Project};
use crate::pointer;

const GRANT: &str = "/budgets/1/lines/0/applied/grant";
const DAY: Date = date(2020, 3, 1);

/// The model project with some places set.
fn project(set: &[(&str, Json)]) -> Project {
    let base = Rulebooks::builtin().base("tsk-2020").unwrap();
    let mut json: Json = serde_json::from_str(base).unwrap();
    for (pointer, value) in set {
        let steps = pointer::steps(pointer).unwrap();
        pointer::make(&mut json, &steps, value.clone()).unwrap();
    }
    Project::from_json(&json.to_string()).unwrap()
}

fn edits(texts: &[&str]) -> Vec<Edit> {
    let edits = texts.iter().map(|text| Edit::parse(text).unwrap());
    edits.collect()
}

fn then(project: &Project, texts: &[&str], solve: &[&str]) -> Result<WhatIf, WhatIfError> {
    let solve: Vec<String> = solve.iter().map(|one| (*one).to_owned()).collect();
    let books = Rulebooks::builtin();
    what_if(
        project,
        &edits(texts),
        &solve,
        books,
        DAY,
        Stage::Application,
    )
}

fn solved(project: &Project, pointer: &str) -> Solved {
    let mut then = then(project, &[], &[pointer]).unwrap();
    then.solved.remove(0)
}

/// The ends of the only interval, with the rules that bind them.
fn ends(admitted: &Admitted) -> [(Option<String>, Vec<&str>); 2] {
    let [only] = admitted.intervals.as_slice() else {
        panic!("{admitted:#?}")
    };
    [&only.least, &only.greatest].map(|end| {
        let rules = end.by.iter().map(|one| one.rule.as_str());
        (end.value.as_ref().map(Value::as_data), rules.collect())
    })
}

#[test]
fn values_of_the_command_line_are_what_the_model_wants() {
    for (text, value) in [
        ("/grants/0/applied=1225000.00", json!("1225000.00")),
        ("/grants/0/applied=1225000", json!("1225000")),
        ("/grants/0/decision/rate=0.8", json!("0.8")),
        ("/grants/0/period/end=2022", json!("2022")),
        ("/name/fi=true", json!("true")),
        ("/name/fi=A=B", json!("A=B")),
        ("/name/fi=\"12\"", json!("12")),
        ("/name={\"fi\": \"Hanke\"}", json!({"fi": "Hanke"})),
        ("/declarations/0/holds=false", json!(false)),
        ("/stated_counts/0/count=30", json!(30)),
        ("/nowhere=1", json!("1")),
    ] {
        assert_eq!(Edit::parse(text).unwrap().value, Some(value), "{text}");
    }
    assert_eq!(Edit::parse("/region=null").unwrap().value, None);
    for text in ["/region", "region=06", ""] {
        assert!(Edit::parse(text).is_err(), "{text}");
    }
}

#[test]
fn what_is_not_there_is_made_and_shown_as_the_document_writes_it() {
    let edits = [
        "/grants/0/decision/amount=1",
        "/grants/-={\"id\": \"more\", \"call\": \"tsk-2021\", \"status\": \"possible\"}",
        "/region=null",
    ];
    let then = then(&project(&[]), &edits, &[]).unwrap();
    let shown = then.edits.iter().map(|edit| {
        let (before, after) = (edit.before.as_ref(), edit.after.as_ref());
        (edit.place.pointer.as_str(), before, after)
    });
    let (one, region) = (json!("1.00"), json!("12"));
    let grant = json!({"id": "more", "call": "tsk-2021", "status": "possible"});
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            ("/grants/0/decision/amount", None, Some(&one)),
            ("/grants/2", None, Some(&grant)),
            ("/region", Some(&region), None),
        ]
    );
    let before = then.edits[2].value_before();
    assert_eq!(before, Some(Value::Code("12".to_owned())));
}

#[test]
fn a_pointer_that_leads_nowhere_names_what_is_nearest() {
    for (text, message) in [
        (
            "/grants/9/period/end=2020",
            "The pointer leads nowhere: `/grants/9/period/end`. The nearest place that the document has: `/grants`, a list. Items in it: 2; the first is `0`, and `-` adds a new one at the end.",
        ),
        (
            "/id/x=1",
            "The pointer leads nowhere: `/id/x`. The nearest place that the document has: `/id`.",
        ),
        (
            "/contacts/3/role=x",
            "The pointer leads nowhere: `/contacts/3/role`. The nearest place that the document has: `/`.",
        ),
        (
            "/main_goal/sv=null",
            "The pointer leads nowhere: `/main_goal/sv`. The nearest place that the document has: `/main_goal`.",
        ),
        (
            "/grants/0/perod/end=2020",
            "The changed document cannot be read.\n/grants/0/perod: there is no field `perod` here; the nearest right name is `period`",
        ),
        (
            "/grants/0/applied=1 225 000,00",
            "The changed document cannot be read.\n/grants/0/applied: `1 225 000,00` is not a sum of money; write `\"1225000.00\"`",
        ),
    ] {
        let error = then(&project(&[]), &[text], &[]).unwrap_err();
        assert_eq!(error.to_string(), message, "{text}");
        for lang in Lang::ALL {
            assert!(!error.message(lang).is_empty());
        }
    }
}

#[test]
fn only_sums_and_dates_are_solved_for() {
    for pointer in [
        "/name/fi",
        "/grants/0/decision/rate",
        "/budgets",
        "",
        "/grants/0",
    ] {
        let error = then(&project(&[]), &[], &[pointer]).unwrap_err();
        assert_eq!(error, WhatIfError::NotSolvable(pointer.to_owned()));
    }
    for pointer in ["/nmae", "/grants/7/period/end", "/headlines/0/amount"] {
        let error = then(&project(&[]), &[], &[pointer]).unwrap_err();
        assert!(!matches!(error, WhatIfError::NotSolvable(_)), "{error}");
    }
    let error = then(&project(&[]), &[], &["grants"]).unwrap_err();
    assert_eq!(error, WhatIfError::NotPointer("grants".to_owned()));
}

#[test]
fn verdicts_findings_distances_and_money_turn_with_one_figure() {
    let project = project(&[]);
    let then = then(
        &project,
        &["/budgets/1/lines/0/applied/grant=800000.01"],
        &[],
    )
    .unwrap();
    assert_eq!(then.answer.before, Answer::Compliant);
    assert_eq!(then.answer.after, Answer::NotCompliant);
    let turned = then
        .verdicts
        .iter()
        .find(|one| one.rule == "ru-grant-above-greatest-share");
    let turned = turned.unwrap();
    assert_eq!(
        (turned.verdict.before, turned.verdict.after),
        (Verdict::Met, Verdict::NotMet)
    );
    assert!(
        turned
            .basis
            .iter()
            .any(|basis| basis.source == "decree-7-2020")
    );
    assert!(then.gone.is_empty());
    let sums: Vec<&str> = then
        .broken_sums
        .iter()
        .map(|at| then.new[*at].rule.as_str())
        .collect();
    assert_eq!(sums, ["row-does-not-add-up", "children-do-not-add-up"]);
    let ru = then
        .money
        .iter()
        .find(|one| one.place.pointer == "/grants/1")
        .unwrap();
    let grant = ru
        .figures
        .iter()
        .find(|one| one.figure == crate::model::Figure::Grant)
        .unwrap();
    let sum = |cents| Some(Value::Money(Money::from_cents(cents)));
    assert_eq!(
        grant.sum,
        Turn {
            before: sum(80_000_000),
            after: sum(80_000_001)
        }
    );
    assert_eq!(
        ru.rate.share.after,
        Some(Value::Share("0.80000001".parse().unwrap()))
    );
    let last = ru.rate.steps.after.last().map(|step| step.op);
    assert_eq!(last, Some(crate::finding::Op::Quotient));
    // And back again: what was new is gone.
    let changed = super::tests::project(&[(GRANT, json!("800000.01"))]);
    let back = super::tests::then(&changed, &["/budgets/1/lines/0/applied/grant=800000"], &[]);
    let back = back.unwrap();
    let rules = |findings: &[Finding]| -> Vec<String> {
        findings.iter().map(|one| one.rule.to_string()).collect()
    };
    assert_eq!(rules(&back.gone), rules(&then.new));
    assert!(back.new.is_empty() && back.broken_sums.is_empty());
}

#[test]
fn the_greatest_grant_is_the_share_of_the_costs_to_the_cent() {
    // 80 % of 1 000 000,03 is 800 000,024: a cent more than 800 000,02 is too much.
    let project = project(&[
        ("/budgets/1/lines/0/applied/total", json!("1000000.03")),
        (
            "/budgets/1/lines/0/children/0/applied/total",
            json!("600000.03"),
        ),
    ]);
    let solved = solved(&project, GRANT);
    assert_eq!(
        solved.now,
        Some(Value::Money(Money::from_cents(80_000_000)))
    );
    let [least, greatest] = ends(&solved.required);
    assert_eq!(least, (None, vec![]));
    let share = (
        Some("800000.02".to_owned()),
        vec!["ru-grant-above-greatest-share"],
    );
    assert_eq!(greatest, share);
    let binding = &solved.required.intervals[0].greatest.by[0];
    let evidence = binding.evidence.as_ref().unwrap();
    assert_eq!(evidence.values["part"].as_data(), "800000.02");
    assert!(!evidence.steps.is_empty());
    assert!(!binding.basis.is_empty());
    // The rows no longer add up for any grant that both want: 800 000,03 and 800 000,00.
    let sums = solved.sums.unwrap();
    let conflict: Vec<&str> = sums.conflict.iter().map(|one| one.rule.as_str()).collect();
    assert_eq!(conflict, ["children-do-not-add-up", "row-does-not-add-up"]);
}

#[test]
fn own_funding_that_is_not_stated_is_solved_for_as_the_sums_want_it() {
    let own = "/budgets/1/lines/0/applied/own";
    let project = project(&[]);
    let edits = format!("{own}=null");
    let then = then(&project, &[&edits], &[own]).unwrap();
    let solved = &then.solved[0];
    assert_eq!(
        (solved.now.clone(), solved.place.pointer.as_str()),
        (None, own)
    );
    let only = Some("200000.00".to_owned());
    let [least, greatest] = ends(solved.sums.as_ref().unwrap());
    assert_eq!((least.0, greatest.0), (only.clone(), only));
    // Half a euro is what the rule on stated shares allows for rounding.
    let [least, greatest] = ends(&solved.clean);
    assert_eq!(
        least,
        (Some("199999.50".to_owned()), vec!["line-own-share-differs"])
    );
    assert_eq!(
        greatest,
        (Some("200000.50".to_owned()), vec!["line-own-share-differs"])
    );
}

#[test]
fn the_latest_end_is_the_day_that_the_call_sets() {
    let solved = solved(&project(&[]), "/grants/0/period/end");
    let [least, greatest] = ends(&solved.required);
    assert_eq!(
        least,
        (
            Some("2020-08-01".to_owned()),
            vec!["grant-ends-before-start"]
        )
    );
    assert_eq!(
        greatest,
        (
            Some("2022-10-31".to_owned()),
            vec!["grant-ends-after-call-period"]
        )
    );
}

#[test]
fn a_sum_that_another_missing_one_hides_is_open_and_says_what_is_missing() {
    let project = project(&[
        ("/budgets", json!([])),
        ("/grants/0/applied", json!("5.00")),
    ]);
    let solved = solved(&project, "/grants/0/applied");
    let open: Vec<_> = solved
        .open
        .iter()
        .map(|one| (one.rule.as_str(), one.missing.as_slice()))
        .collect();
    assert_eq!(
        open,
        [(
            "tsk-grant-differs-from-costs",
            [Asked::TotalCosts].as_slice()
        )]
    );
    assert!(
        solved
            .rules
            .iter()
            .any(|one| one.rule == "regional-ceiling-exceeded")
    );
}

#[test]
fn rules_that_admit_no_value_together_are_named() {
    let project = project(&[("/grants/0/period/start", json!("2023-01-01"))]);
    let solved = solved(&project, "/grants/0/period/end");
    let conflict: Vec<&str> = solved
        .required
        .conflict
        .iter()
        .map(|one| one.rule.as_str())
        .collect();
    assert_eq!(
        conflict,
        ["grant-ends-after-call-period", "grant-ends-before-start"]
    );
}

#[test]
fn a_rule_that_a_decision_waives_binds_nothing() {
    let rule = "full-costs-covered";
    let bound = solved(&project(&[]), GRANT);
    let spans = bound
        .rules
        .iter()
        .find(|one| one.rule == rule)
        .map(|one| &one.spans);
    let most = Value::Money(Money::from_cents(99_999_999));
    assert_eq!(spans, Some(&vec![(None, Some(most))]));
    let exception = json!({"rule": rule, "decision": "VN/1/2020", "date": "2020-02-01"});
    let waived = project(&[("/grants/1/exceptions", json!([exception]))]);
    let free = solved(&waived, GRANT);
    assert_eq!(free.waived, [rule]);
    assert!(free.rules.iter().all(|one| one.rule != rule));
    assert_eq!(free.required, bound.required);
}

#[test]
fn a_rule_that_is_broken_anyway_binds_nothing_and_is_named() {
    // The lines below add up to another total, whatever the grant.
    let project = project(&[("/budgets/1/lines/0/applied/total", json!("1000001.00"))]);
    let solved = solved(&project, GRANT);
    let never: Vec<&str> = solved.never.iter().map(|one| one.rule.as_str()).collect();
    assert_eq!(never, ["children-do-not-add-up"]);
    let [least, greatest] = ends(solved.sums.as_ref().unwrap());
    let row = (Some("800001.00".to_owned()), vec!["row-does-not-add-up"]);
    assert_eq!((&least, &greatest), (&row, &row));
}

#[test]
fn what_stands_behind_an_item_that_is_taken_away_is_still_itself() {
    let service = |municipality: &str, end: &str| {
        json!({"municipality": municipality, "service": {"fi": "Palvelu"}, "provider": "Yritys",
            "contract_end": end})
    };
    let ends = ["2023-12-31", "2021-12-31", "2022-06-30"];
    let services = ends.iter().zip(["167", "167", "167"]);
    let services: Vec<Json> = services.map(|(end, town)| service(town, end)).collect();
    let project = project(&[("/private_services", json!(services))]);
    // Both pointers speak of the document as it is.
    let edits = [
        "/private_services/0=null",
        "/private_services/2/contract_end=2022-06-29",
    ];
    let then = then(&project, &edits, &[]).unwrap();
    let places: Vec<&str> = then
        .edits
        .iter()
        .map(|one| one.place.pointer.as_str())
        .collect();
    assert_eq!(
        places,
        ["/private_services/0", "/private_services/1/contract_end"]
    );
    assert_eq!(then.edits[1].before, Some(json!("2022-06-30")));
    assert_eq!(then.edits[1].after, Some(json!("2022-06-29")));
    // The contract of 2021 is found before and after, at another number; that of 2022 is a day
    // further off, and no distance is told between two that are not the same.
    let rule = "provider-contract-ends-early";
    let of_rule = |findings: &[Finding]| findings.iter().filter(|one| one.rule == rule).count();
    assert_eq!((of_rule(&then.new), of_rule(&then.gone)), (0, 0));
    let turns: Vec<_> = then
        .distances
        .iter()
        .filter(|one| one.rule == rule)
        .collect();
    let [turn] = turns.as_slice() else {
        panic!("{turns:#?}")
    };
    assert_eq!(turn.place.pointer, "/private_services/1/contract_end");
    assert_eq!(turn.distance.before.by, Value::Days(123));
    assert_eq!(turn.distance.after.by, Value::Days(124));
}
