//! Public editions of reports: nothing that the document marks as confidential, no person, in no
//! format and no language; and nothing untrue said in its stead.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use selvitys::{Edition, Format, Kind, Lang, Project, Report, Rulebooks, SectionBody, Verdict};
use selvitys_tests::{Case, REPORTING_YEAR};
use serde_json::{Value, json};

/// A mark that would show wherever it comes through.
const SECRET: &str = "Salaisuus-Ö4711";

fn project(change: impl FnOnce(&mut Value)) -> Project {
    let mut json = serde_json::to_value(REPORTING_YEAR.project()).unwrap();
    change(&mut json);
    serde_json::from_value(json).unwrap()
}

/// Everything that can be had of the public edition of every kind of report, as bytes.
fn all(project: &Project) -> Vec<(String, Vec<u8>)> {
    let books = Rulebooks::builtin();
    let assessment = REPORTING_YEAR.assess_project(project);
    let mut all = Vec::new();
    for kind in Kind::ALL {
        let report = Report::public(kind, project, &assessment, books).unwrap();
        for format in Format::ALL {
            for lang in Lang::ALL {
                let name = format!("{} {} {}", kind.key(), format.key(), lang.tag());
                all.push((name, report.render(format, lang, books).unwrap()));
            }
        }
    }
    all
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

#[test]
fn confidential_texts_and_persons_are_in_no_format() {
    let secret = project(|json| {
        json["risks"][0]["title"] = json!({ "fi": SECRET });
        json["contacts"] = json!([{ "role": { "fi": "Hankejohtaja" }, "person": SECRET,
            "email": "Osoite-Ö4711", "phone": "Numero-Ö4711" }]);
        json["confidential"] = json!([{ "at": "/risks/0" }]);
    });
    for (name, bytes) in all(&secret) {
        for text in [SECRET, "Osoite-Ö4711", "Numero-Ö4711"] {
            assert!(!holds(&bytes, text), "{name}: {text}");
        }
    }
    // The same comes through where it is not marked: the test can fail.
    let books = Rulebooks::builtin();
    let assessment = REPORTING_YEAR.assess_project(&secret);
    let report = Report::new(Kind::Plan, &secret, &assessment, books);
    let whole = report.render(Format::Json, Lang::Fi, books).unwrap();
    assert!(holds(&whole, SECRET));
}

#[test]
fn a_confidential_figure_is_in_no_reckoning() {
    let amount = "1234567.89";
    let secret = project(|json| {
        json["grants"][0]["claims"][0]["costs"] = json!(amount);
        json["confidential"] = json!([{ "at": "/grants/0/claims/0" }]);
        if let Some(payments) = json["grants"][0]["payments"].as_array_mut() {
            payments.clear();
        }
        json["attachments"] = json!([]);
    });
    for (name, bytes) in all(&secret) {
        for text in [amount, "1\u{a0}234\u{a0}567,89", "1,234,567.89"] {
            assert!(!holds(&bytes, text), "{name}");
        }
    }
    let books = Rulebooks::builtin();
    let assessment = REPORTING_YEAR.assess_project(&secret);
    let report = Report::public(Kind::Compliance, &secret, &assessment, books).unwrap();
    let withheld = report
        .sections
        .iter()
        .find_map(|section| match &section.body {
            SectionBody::WithheldRules(rules) => Some(rules),
            _ => None,
        });
    // The verdict is that of the whole document, its grounds are not told.
    for outcome in withheld.unwrap() {
        let whole = assessment
            .outcomes
            .iter()
            .find(|one| one.rule == outcome.rule);
        assert_eq!(whole.unwrap().verdict, outcome.verdict);
        assert!(outcome.closest.is_none() && outcome.findings.is_empty());
    }
    assert_eq!(report.header.answer, assessment.answer);
}

#[test]
fn what_is_left_out_is_said_to_be_and_not_missing() {
    let secret = project(|json| json["confidential"] = json!([{ "at": "/risks" }]));
    let books = Rulebooks::builtin();
    let assessment = REPORTING_YEAR.assess_project(&secret);
    let report = Report::public(Kind::Plan, &secret, &assessment, books).unwrap();
    let risks = report
        .sections
        .iter()
        .find(|one| one.part == selvitys::ReportPart::Risks);
    assert!(matches!(risks.unwrap().body, SectionBody::Withheld(_)));
    assert!(matches!(report.header.edition, Edition::Public { left_out } if left_out > 0));
    let text = report
        .render_text(Format::Markdown, Lang::Fi, books)
        .unwrap();
    assert!(text.contains(&selvitys::phrase("notices", "withheld", Lang::Fi, &[])));
}

#[test]
fn without_anything_to_leave_out_the_rules_say_the_same() {
    let case: Case = selvitys_tests::CASES[0];
    let (project, assessment) = (case.project(), case.assess());
    let books = Rulebooks::builtin();
    let report = Report::public(Kind::Compliance, &project, &assessment, books).unwrap();
    let whole = Report::new(Kind::Compliance, &project, &assessment, books);
    assert_eq!(report.sections, whole.sections);
    let met = assessment
        .outcomes
        .iter()
        .filter(|one| one.verdict == Verdict::Met);
    assert!(met.count() > 10);
}

#[test]
fn a_part_that_cannot_be_left_out_stops_the_report() {
    let wrong = project(|json| json["confidential"] = json!([{ "at": "/risks/99" }]));
    let assessment = REPORTING_YEAR.assess_project(&wrong);
    let error = Report::public(Kind::Plan, &wrong, &assessment, Rulebooks::builtin()).unwrap_err();
    assert!(error.to_string().contains("/risks/99"), "{error}");
}
