//! Progress reports, payment claims and final accounts: their figures worked out anew from the
//! document, on both sides of every bound.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and so do its helpers"
)]

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use selvitys::{
    AccountEntry, AccountLine, ClaimSumSection, Format, Kind, Lang, Project, Report, ReportPart,
    Rulebooks, SectionBody, SettlementSection, Stage, Truth, Value, assess, phrase,
};
use serde_json::{Value as Json, json};

const DAY: jiff::civil::Date = jiff::civil::date(2022, 3, 31);

fn report(document: &Json, kind: Kind) -> Report {
    let project = Project::from_json(&document.to_string()).unwrap();
    let books = Rulebooks::builtin();
    let assessment = assess(&project, books, DAY, Stage::Final);
    Report::new(kind, &project, &assessment, books)
}

fn words(report: &Report, lang: Lang) -> String {
    report
        .render_text(Format::Markdown, lang, Rulebooks::builtin())
        .unwrap()
}

/// A grant under 7/2020 with what is given of it.
#[expect(
    clippy::needless_pass_by_value,
    reason = "what is given is written where it is passed"
)]
fn grant(given: Json) -> Json {
    let mut grant = json!({"id": "ru", "call": "ru-2020", "status": "granted"});
    for (key, value) in given.as_object().unwrap() {
        grant[key] = value.clone();
    }
    json!({"format": "1", "id": "x", "name": {"fi": "Malli"}, "grants": [grant]})
}

fn decision(amount: &str) -> Json {
    json!({"date": "2020-06-26", "amount": amount, "rate": "0.80"})
}

fn claim_sum(document: &Json) -> ClaimSumSection {
    let report = report(document, Kind::PaymentClaim);
    let mut bodies = report.sections.into_iter().map(|section| section.body);
    let found = bodies.find_map(|body| match body {
        SectionBody::ClaimSum(one) => Some(one),
        _ => None,
    });
    found.unwrap()
}

fn settlement(document: &Json) -> SettlementSection {
    let report = report(document, Kind::Final);
    let mut bodies = report.sections.into_iter().map(|section| section.body);
    let found = bodies.find_map(|body| match body {
        SectionBody::Settlement(one) => Some(*one),
        _ => None,
    });
    found.unwrap()
}

fn line(lines: &[AccountLine], what: AccountEntry) -> Option<&Value> {
    lines
        .iter()
        .find(|line| line.what == what)?
        .sum
        .value
        .as_ref()
}

fn money(lines: &[AccountLine], what: AccountEntry) -> String {
    match line(lines, what) {
        Some(Value::Money(sum)) => sum.to_string(),
        other => panic!("{what:?}: {other:?}"),
    }
}

#[test]
fn a_claim_is_paid_up_to_the_grant_and_not_a_cent_above() {
    for (costs, requested, due, agrees) in [
        ("999.99", "799.99", "799.992", Truth::Yes),
        ("1000.00", "800.00", "800.00", Truth::Yes),
        ("1000.00", "800.01", "800.00", Truth::No),
        ("1000.00", "799.99", "800.00", Truth::No),
        ("1000.01", "800.00", "800.00", Truth::Yes),
        ("1000.01", "800.01", "800.00", Truth::No),
        // 0.80 times 33.33 is 26.664: either cent beside it will do.
        ("33.33", "26.66", "26.664", Truth::Yes),
        ("33.33", "26.67", "26.664", Truth::Yes),
        ("33.33", "26.68", "26.664", Truth::No),
        ("33.33", "26.65", "26.664", Truth::No),
    ] {
        let claim =
            json!({"id": "m1", "submitted": "2021-02-26", "costs": costs, "requested": requested});
        let document = grant(json!({"decision": decision("800.00"), "claims": [claim]}));
        let one = claim_sum(&document);
        let expected = (costs.parse::<Decimal>().unwrap() * Decimal::new(80, 2)).min(800.into());
        assert_eq!(money(&one.lines, AccountEntry::Due), due, "{costs}");
        assert_eq!(
            money(&one.lines, AccountEntry::Earned).parse(),
            Ok(expected),
            "{costs}"
        );
        assert_eq!(one.agrees, agrees, "{costs} {requested}");
        // The rules say the same, of the same sum.
        let project = Project::from_json(&document.to_string()).unwrap();
        let said = assess(&project, Rulebooks::builtin(), DAY, Stage::Payment);
        let mut findings = said.findings.iter();
        let finding = findings.find(|one| one.rule == "claim-differs-from-costs");
        assert_eq!(
            finding.is_some(),
            agrees == Truth::No,
            "{costs} {requested}"
        );
        if let Some(finding) = finding {
            assert_eq!(
                finding.values.get("to"),
                line(&one.lines, AccountEntry::Due)
            );
        }
        let text = words(&report(&document, Kind::PaymentClaim), Lang::Fi);
        let differs = phrase("account", "claim_differs", Lang::Fi, &[]);
        assert_eq!(text.contains(&differs), agrees == Truth::No, "{costs}");
        let rounding = phrase("account", "rounding", Lang::Fi, &[]);
        assert_eq!(
            text.contains(&rounding),
            due.len() > due.find('.').unwrap() + 3,
            "{costs}"
        );
    }
}

#[test]
fn what_was_accepted_counts_of_earlier_claims_and_what_is_claimed_of_this_one() {
    let claims = json!([
        {"id": "m1", "submitted": "2021-02-26", "costs": "500.00", "accepted": "400.00", "requested": "400.00"},
        {"id": "m2", "submitted": "2021-09-26", "costs": "300.00", "requested": "240.00"}
    ]);
    let payments = json!([{"date": "2021-03-26", "amount": "320.00", "claim": "m1"}]);
    let all = json!({"decision": decision("800.00"), "claims": claims, "payments": payments});
    let one = claim_sum(&grant(all));
    let expected = [
        (AccountEntry::CostsBefore, "400.00"),
        (AccountEntry::CostsOfClaim, "300.00"),
        (AccountEntry::Costs, "700.00"),
        (AccountEntry::ShareOfCosts, "560.00"),
        (AccountEntry::Granted, "800.00"),
        (AccountEntry::Earned, "560.00"),
        (AccountEntry::Brought, "320.00"),
        (AccountEntry::Due, "240.00"),
    ];
    for (what, sum) in expected {
        assert_eq!(money(&one.lines, what), sum, "{what:?}");
    }
    assert_eq!(
        (one.claim.as_str(), one.agrees, one.plain),
        ("m2", Truth::Yes, true)
    );
}

#[test]
fn income_lowers_costs_or_the_grant_or_nothing_as_the_decision_has_it() {
    let euros = |sum: &str| serde_json::from_value(json!({ "money": sum })).unwrap();
    let range = serde_json::from_value(json!({"money-range": ["300.00", "400.00"]})).unwrap();
    let cases: [(Option<&str>, Value); 4] = [
        (Some("lowers-costs"), euros("320.00")),
        (Some("lowers-grant"), euros("300.00")),
        (Some("no-effect"), euros("400.00")),
        (None, range),
    ];
    for (rule, due) in cases {
        let mut decision = decision("800.00");
        if let Some(rule) = rule {
            decision["income_rule"] = rule.into();
        }
        let claim = json!({"id": "m1", "submitted": "2021-02-26", "costs": "500.00", "income": "100.00", "requested": "320.00"});
        let document = grant(json!({"decision": decision, "claims": [claim]}));
        let one = claim_sum(&document);
        assert_eq!(line(&one.lines, AccountEntry::Due), Some(&due), "{rule:?}");
        assert_eq!(money(&one.lines, AccountEntry::Income), "100.00");
        let text = words(&report(&document, Kind::PaymentClaim), Lang::En);
        let key = rule.map_or("unknown".to_owned(), |rule| rule.replace('-', "_"));
        let said = phrase("income_rule", &key, Lang::En, &[]);
        assert!(text.contains(&said), "{rule:?}");
    }
}

#[test]
fn a_share_that_is_not_stated_gives_a_range_and_says_what_is_missing() {
    let claim =
        json!({"id": "m1", "submitted": "2021-02-26", "costs": "500.00", "requested": "400.00"});
    let decision = json!({"date": "2020-06-26", "amount": "800.00"});
    let document = grant(json!({"decision": decision, "claims": [claim]}));
    let one = claim_sum(&document);
    let range = serde_json::from_value(json!({"money-range": ["0.00", "400.00"]})).unwrap();
    assert_eq!(line(&one.lines, AccountEntry::Due), Some(&range));
    assert_eq!(one.agrees, Truth::Unknown);
    let text = words(&report(&document, Kind::PaymentClaim), Lang::Fi);
    assert!(text.contains("0,00\u{a0}€–400,00\u{a0}€"), "{text}");
    assert!(
        text.contains("Puuttuu: avustuksen osuus kustannuksista."),
        "{text}"
    );
    // Decree 13/2020 pays all of the costs: there the share is known without the decision.
    let tsk = document.to_string().replace("ru-2020", "tsk-2020");
    let one = claim_sum(&serde_json::from_str(&tsk).unwrap());
    assert_eq!(money(&one.lines, AccountEntry::Due), "500.00");
}

#[test]
fn a_claim_without_costs_is_not_known_and_not_nothing() {
    let claim = json!({"id": "m1", "submitted": "2021-02-26", "requested": "400.00"});
    let document = grant(json!({"decision": decision("800.00"), "claims": [claim]}));
    let one = claim_sum(&document);
    assert_eq!(line(&one.lines, AccountEntry::CostsOfClaim), None);
    assert!(!matches!(
        line(&one.lines, AccountEntry::Due),
        Some(Value::Money(_))
    ));
    let text = words(&report(&document, Kind::PaymentClaim), Lang::Fi);
    let missing = "Puuttuu: maksatushakemuksen kustannukset.";
    assert!(text.contains(missing), "{text}");
}

#[test]
fn a_small_sum_may_be_kept_and_a_cent_more_may_not() {
    for (decided, paid, surplus, within) in [
        ("2020-06-26", "799.99", "99.99", Truth::Yes),
        ("2020-06-26", "800.00", "100.00", Truth::Yes),
        ("2020-06-26", "800.01", "100.01", Truth::No),
        ("2018-12-31", "710.00", "10.00", Truth::Yes),
        ("2018-12-31", "710.01", "10.01", Truth::No),
    ] {
        let decision = json!({"date": decided, "amount": "1000.00", "rate": "0.80"});
        let document = grant(json!({
            "decision": decision,
            "payments": [{"date": "2021-03-26", "amount": paid}],
            "final_account": {"costs": "875.00"}
        }));
        let one = settlement(&document);
        assert_eq!(money(&one.lines, AccountEntry::Earned), "700.00");
        assert_eq!(money(&one.lines, AccountEntry::ToReturn), surplus);
        assert_eq!(money(&one.lines, AccountEntry::ToPay), "0.00");
        assert_eq!(one.within_limit, Some(within), "{decided} {paid}");
        let text = words(&report(&document, Kind::Final), Lang::Fi);
        assert_eq!(
            text.contains("Määrä on palautettava viipymättä."),
            within == Truth::No
        );
    }
}

#[test]
fn what_is_returned_is_owed_no_more_and_what_is_not_paid_is_still_to_be_paid() {
    let account = json!({
        "decision": decision("1000.00"),
        "payments": [{"date": "2021-03-26", "amount": "900.00"}],
        "returns": [{"date": "2022-02-01", "amount": "200.00"}],
        "final_account": {"costs": "875.00"}
    });
    let one = settlement(&grant(account));
    assert_eq!(money(&one.lines, AccountEntry::Kept), "700.00");
    assert_eq!(money(&one.lines, AccountEntry::ToReturn), "0.00");
    let account = json!({
        "decision": decision("1000.00"),
        "payments": [{"date": "2021-03-26", "amount": "650.00"}],
        "final_account": {"costs": "875.00"}
    });
    let one = settlement(&grant(account));
    assert_eq!(money(&one.lines, AccountEntry::ToPay), "50.00");
    // Where no payment is stated, nothing is said to be owed either way.
    let account = json!({"decision": decision("1000.00"), "final_account": {"costs": "875.00"}});
    let document = grant(account);
    let one = settlement(&document);
    assert_eq!(line(&one.lines, AccountEntry::ToPay), None);
    let said = phrase("account", "no_payments", Lang::Sv, &[]);
    assert!(words(&report(&document, Kind::Final), Lang::Sv).contains(&said));
}

#[test]
fn the_report_is_about_the_last_claim_that_is_not_answered() {
    let claim = |id: &str, day: &str| json!({"id": id, "submitted": day, "costs": "100.00", "requested": "80.00"});
    let claims = [
        claim("m1", "2021-02-01"),
        claim("m2", "2021-08-01"),
        claim("m3", "2022-02-01"),
    ];
    for (paid, about) in [
        (vec!["m1"], "m3"),
        (vec!["m1", "m3"], "m2"),
        (vec!["m1", "m2", "m3"], "m3"),
        (vec![], "m3"),
    ] {
        let payments: Vec<Json> = paid
            .iter()
            .map(|id| json!({"date": "2022-03-01", "amount": "80.00", "claim": id}))
            .collect();
        let document =
            grant(json!({"decision": decision("800.00"), "claims": claims, "payments": payments}));
        assert_eq!(claim_sum(&document).claim, about, "{paid:?}");
    }
}

#[test]
fn what_is_lacking_is_told_at_its_place_and_on_top() {
    let lacks = |document: &Json, kind: Kind| -> Vec<ReportPart> {
        report(document, kind)
            .lacks()
            .map(|section| section.part)
            .collect()
    };
    let bare = grant(json!({"decision": decision("800.00")}));
    assert_eq!(
        lacks(&bare, Kind::PaymentClaim),
        [ReportPart::ClaimCosts, ReportPart::ClaimSum]
    );
    let asked = [
        ReportPart::AccountExecution,
        ReportPart::AccountResults,
        ReportPart::AccountEffectiveness,
        ReportPart::AccountChangedPractices,
        ReportPart::AccountUsability,
        ReportPart::AccountCosts,
        ReportPart::AuditorStatement,
    ];
    assert_eq!(lacks(&bare, Kind::Final), asked);
    // Decree 13/2020 asks for other parts, and for no auditor.
    let tsk = serde_json::from_str(&bare.to_string().replace("ru-2020", "tsk-2020")).unwrap();
    let asked = [
        ReportPart::AccountProject,
        ReportPart::AccountProgress,
        ReportPart::AccountExecution,
        ReportPart::AccountCosts,
    ];
    assert_eq!(lacks(&tsk, Kind::Final), asked);
    // Decree 13/2020 names no contents of progress reports.
    assert_eq!(lacks(&tsk, Kind::Progress), []);
    let text = words(&report(&bare, Kind::Final), Lang::Fi);
    let title = phrase("part", "auditor_statement", Lang::Fi, &[]);
    // On top, and as the heading of the part, under which it says who asks for it.
    assert!(text.matches(&title).count() >= 2, "{text}");
}

fn year() -> Json {
    serde_json::from_str(&selvitys_tests::text("reporting-year/pohjois-pohjanmaa")).unwrap()
}

fn sum(value: &Json) -> Decimal {
    value
        .as_str()
        .map_or(Decimal::ZERO, |text| text.parse().unwrap())
}

/// Everything that the year's reports may reckon, worked out from the document by hand.
fn reckoned(document: &Json) -> BTreeSet<Decimal> {
    let mut all = BTreeSet::from([Decimal::ZERO]);
    let list = |value: &Json| value.as_array().cloned().unwrap_or_default();
    for grant in list(&document["grants"]) {
        let rate = sum(&grant["decision"]["rate"]);
        let amount = sum(&grant["decision"]["amount"]);
        let budget = list(&document["budgets"])
            .into_iter()
            .find(|one| one["grant"] == grant["id"] && one["version"] == "decided")
            .unwrap();
        let (mut costs, mut claimed, mut requested, mut accepted) = Default::default();
        let (mut before, mut brought): (Decimal, Decimal) = Default::default();
        let mut paid = Decimal::ZERO;
        for claim in list(&grant["claims"]) {
            let own = sum(&claim["costs"]);
            let answer = &claim["accepted"];
            let all_costs = before + own;
            let earned = (all_costs * rate).min(amount);
            all.extend([
                before,
                all_costs,
                all_costs * rate,
                earned,
                brought,
                earned - brought,
            ]);
            before += if answer.is_null() { own } else { sum(answer) };
            claimed += own;
            requested += sum(&claim["requested"]);
            accepted += sum(answer);
            let payments = list(&grant["payments"]);
            let answers = payments.iter().filter(|one| one["claim"] == claim["id"]);
            brought += answers.map(|one| sum(&one["amount"])).sum::<Decimal>();
            costs = before;
            all.extend([claimed, requested, accepted, costs]);
        }
        for payment in list(&grant["payments"]) {
            paid += sum(&payment["amount"]);
        }
        let account = &grant["final_account"]["costs"];
        let final_costs = if account.is_null() {
            costs
        } else {
            sum(account)
        };
        let earned = (final_costs * rate).min(amount);
        all.extend([
            paid,
            final_costs * rate,
            earned,
            (paid - earned).max(0.into()),
        ]);
        all.insert((earned - paid).max(0.into()));
        let mut used_in_all = Decimal::ZERO;
        let mut class_budget = Decimal::ZERO;
        for class in list(&budget["by_class"]) {
            let claims = list(&grant["claims"]);
            let own = claims.iter().flat_map(|claim| list(&claim["by_class"]));
            let own = own.filter(|one| one["class"] == class["class"]);
            let used: Decimal = own.map(|one| sum(&one["amount"])).sum();
            used_in_all += used;
            class_budget += sum(&class["amount"]);
            all.extend([used, sum(&class["amount"]) - used]);
        }
        all.extend([used_in_all, class_budget, class_budget - used_in_all]);
        let mut lines = list(&budget["lines"]);
        while let Some(line) = lines.pop() {
            lines.extend(list(&line["children"]));
            let (granted, realised) = (&line["granted"]["total"], &line["realised"]["total"]);
            all.insert(sum(granted) - sum(realised));
        }
    }
    all
}

/// Each `value` of a report that is a sum of money, with where it is stated.
fn sums(value: &Json, out: &mut Vec<(Decimal, Option<String>)>) {
    match value {
        Json::Object(fields) => {
            if let Some(money) = value["value"].get("money") {
                let stated = value["stated"].as_str().map(str::to_owned);
                let given = fields.keys().all(|key| {
                    ["value", "stated", "from", "basis", "missing"].contains(&key.as_str())
                });
                // Operands of a reckoning carry their own place.
                if given && (stated.is_some() || value.get("from").is_some_and(Json::is_array)) {
                    out.push((sum(money), stated));
                }
            }
            fields.values().for_each(|one| sums(one, out));
        }
        Json::Array(all) => all.iter().for_each(|one| sums(one, out)),
        _ => {}
    }
}

#[test]
fn every_amount_of_the_year_is_stated_or_worked_out_by_hand() {
    let document = year();
    let by_hand = reckoned(&document);
    for kind in [Kind::Progress, Kind::PaymentClaim, Kind::Final] {
        let mut found = Vec::new();
        sums(
            &serde_json::to_value(report(&document, kind)).unwrap(),
            &mut found,
        );
        for (sum, stated) in &found {
            match stated {
                Some(pointer) => {
                    let value = document
                        .pointer(pointer)
                        .unwrap_or_else(|| panic!("{pointer}"));
                    assert_eq!(self::sum(value), *sum, "{pointer}");
                }
                None => assert!(by_hand.contains(sum), "{}: {sum}", kind.key()),
            }
        }
        assert!(found.len() > 40, "{}: {}", kind.key(), found.len());
    }
}

#[test]
fn the_year_ends_as_its_readme_says() {
    let document = year();
    let report = report(&document, Kind::Final);
    let of = |grant: &str| {
        let mut sections = report.sections.iter();
        let found = sections.find_map(|section| match &section.body {
            SectionBody::Settlement(one)
                if section.grant.as_ref().is_some_and(|own| own.id == grant) =>
            {
                Some(one)
            }
            _ => None,
        });
        found.unwrap()
    };
    let (tsk, ru) = (of("tsk"), of("ru"));
    assert_eq!(money(&ru.lines, AccountEntry::Earned), "8142320.00");
    assert_eq!(money(&ru.lines, AccountEntry::Paid), "8161200.00");
    assert_eq!(money(&ru.lines, AccountEntry::ToReturn), "18880.00");
    assert_eq!(ru.within_limit, Some(Truth::No));
    assert_eq!(ru.due.len(), 1);
    assert_eq!(money(&tsk.lines, AccountEntry::ToReturn), "0.00");
    assert_eq!(money(&tsk.lines, AccountEntry::ToPay), "1412775.10");
    assert_eq!(tsk.not_accepted_yet, ["tsk-m3"]);
}

#[test]
fn nothing_is_silently_shorter() {
    let document = year();
    let text = words(&report(&document, Kind::Progress), Lang::Fi);
    let mut packages = document["packages"].as_array().cloned().unwrap();
    let mut measures = 0;
    while let Some(package) = packages.pop() {
        packages.extend(package["children"].as_array().cloned().unwrap_or_default());
        measures += package["measures"].as_array().map_or(0, Vec::len);
        for deliverable in package["deliverables"].as_array().into_iter().flatten() {
            assert!(
                text.contains(deliverable["fi"].as_str().unwrap()),
                "{deliverable}"
            );
        }
    }
    for row in document["goals"]["table"].as_array().unwrap() {
        measures += row["measures"].as_array().map_or(0, Vec::len);
        for indicator in row["indicators"].as_array().into_iter().flatten() {
            assert!(
                text.contains(indicator["title"]["fi"].as_str().unwrap()),
                "{indicator}"
            );
        }
    }
    let report = report(&document, Kind::Progress);
    let rows = report
        .sections
        .iter()
        .find_map(|section| match &section.body {
            SectionBody::Measures(one) => Some(one),
            _ => None,
        });
    let rows = rows.unwrap();
    assert_eq!(rows.measures.len(), measures);
    let counted: u64 = rows.counts.iter().map(|one| one.count).sum();
    assert_eq!(counted, measures as u64);
    for list in ["deviations", "risks"] {
        for one in document[list].as_array().unwrap() {
            assert!(text.contains(one["title"]["fi"].as_str().unwrap()), "{one}");
        }
    }
}
