//! Rulebooks that someone writes: another call without Rust, and errors that point at the line.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use selvitys::{Project, Rulebooks, Stage, Verdict, assess};

fn file(path: &str, text: &str) -> (String, String) {
    (path.to_owned(), text.to_owned())
}

const HEADING: &str = r#"
id = "oma-2024"
version = "1"
uses = ["common"]
title = { fi = "Kunnan avustus", sv = "Kommunens understöd", en = "A municipality's grant" }

[call]
authority = { fi = "kunta", sv = "kommunen", en = "the municipality" }
[call.contents.risk-plan]
type = "text"
title = { fi = "riskisuunnitelma", sv = "riskplan", en = "risk plan" }

[sources.oma-call]
rank = "call"
title = { fi = "Hakuilmoitus", sv = "Utlysning", en = "Call" }
publisher = { fi = "kunta", sv = "kommunen", en = "the municipality" }
date = "2024-01-15"

[params.greatest-share]
unit = "share"
title = { fi = "enimmäisosuus", sv = "högsta andel", en = "greatest share" }
values = [{ value = "0.50", basis = [{ source = "oma-call" }] }]
"#;

fn rule(id: &str, check: &str) -> String {
    let text = |key: &str| format!("[{key}]\nfi = \"x\"\nsv = \"x\"\nen = \"x\"\n");
    let texts: String = ["requirement", "title", "message", "why", "advice"]
        .map(text)
        .concat();
    format!(
        "id = \"{id}\"\nseverity = \"error\"\nover = \"grant\"\nbasis = [{{ source = \"oma-call\" }}]\n{check}\n{texts}"
    )
}

#[test]
fn a_new_call_needs_no_rust() {
    let share = rule(
        "oma-share",
        "[check.share-at-most]\npart = { figure = \"grant\" }\nof = { figure = \"total\" }\nlimit = { param = \"greatest-share\" }",
    );
    let content = rule(
        "oma-risk-plan",
        "[check.required]\nall = [\"contents.risk-plan\"]",
    );
    let books = Rulebooks::with_files([
        file("oma-2024/rulebook.toml", HEADING),
        file("oma-2024/rules/oma-share.toml", &share),
        file("oma-2024/rules/oma-risk-plan.toml", &content),
    ])
    .unwrap();
    let document = |grant: &str, own: &str, contents: &str| {
        Project::from_json(&format!(
            r#"{{"format": "1", "id": "p", "name": {{"fi": "P"}},
                "grants": [{{"id": "g", "call": "oma-2024", "status": "applied"}}],
                "budgets": [{{"id": "b", "grant": "g", "version": "applied", "lines": [
                    {{"id": "l", "title": {{"fi": "L"}},
                      "applied": {{"total": "100.00", "grant": "{grant}", "own": "{own}"}}}}]}}],
                "contents": {contents}}}"#
        ))
        .unwrap()
    };
    let day = jiff::civil::date(2024, 2, 1);
    let verdict = |project: &Project, rule: &str| {
        let assessment = assess(project, &books, day, Stage::Application);
        assessment
            .outcomes
            .iter()
            .find(|one| one.rule == rule)
            .unwrap()
            .verdict
    };
    let good = document(
        "50.00",
        "50.00",
        r#"{"risk-plan": {"text": {"fi": "Riskit on arvioitu."}}}"#,
    );
    let bad = document("50.01", "49.99", "{}");
    assert_eq!(verdict(&good, "oma-share"), Verdict::Met);
    assert_eq!(verdict(&bad, "oma-share"), Verdict::NotMet);
    assert_eq!(verdict(&good, "oma-risk-plan"), Verdict::Met);
    assert_eq!(verdict(&bad, "oma-risk-plan"), Verdict::NotMet);
    // The decrees' rules do not concern a grant of another call.
    assert_eq!(
        verdict(&good, "ru-grant-above-greatest-share"),
        Verdict::NotApplicable
    );
}

/// What loading says of wrong files, all of it at once.
fn errors(files: &[(&str, String)]) -> String {
    let files = files.iter().map(|(path, text)| file(path, text));
    Rulebooks::with_files(files).unwrap_err().to_string()
}

#[test]
fn every_problem_is_named_with_its_file_line_and_column() {
    let heading = HEADING.replace("uses = [\"common\"]", "uses = [\"commom\"]");
    let unknown_param = rule(
        "oma-share",
        "[check.share-at-most]\npart = { figure = \"grant\" }\nof = { figure = \"total\" }\nlimit = { param = \"greatest-shore\" }",
    );
    let wrong_unit = rule(
        "oma-amount",
        "[check.amount-at-most]\namount = { date = \"end\" }\nlimit = { param = \"greatest-share\" }",
    );
    let no_swedish = rule("oma-text", "[check.declared]\nstatement = \"x\"").replacen(
        "[title]\nfi = \"x\"\nsv = \"x\"",
        "[title]\nfi = \"x\"",
        1,
    );
    let wrong_value = rule("oma-value", "[check.declared]\nstatement = \"x\"").replacen(
        "[message]\nfi = \"x\"",
        "[message]\nfi = \"{share}\"",
        1,
    );
    let unknown_kind = rule(
        "oma-kind",
        "[check.share-at-least]\npart = { figure = \"grant\" }",
    );
    let wrong_name = rule("another-id", "[check.declared]\nstatement = \"x\"");
    insta::assert_snapshot!(errors(&[
        ("oma-2024/rulebook.toml", heading),
        ("oma-2024/rules/oma-share.toml", unknown_param),
        ("oma-2024/rules/oma-amount.toml", wrong_unit),
        ("oma-2024/rules/oma-text.toml", no_swedish),
        ("oma-2024/rules/oma-value.toml", wrong_value),
        ("oma-2024/rules/oma-kind.toml", unknown_kind),
        ("oma-2024/rules/oma-name.toml", wrong_name),
        (
            "no-heading/rules/x.toml",
            rule("x", "[check.declared]\nstatement = \"x\"")
        ),
    ]));
}

#[test]
fn a_practice_cannot_make_an_error() {
    let heading = HEADING.replace("rank = \"call\"", "rank = \"practice\"");
    let declared = rule("oma-text", "[check.declared]\nstatement = \"x\"");
    let said = errors(&[
        ("oma-2024/rulebook.toml", heading),
        ("oma-2024/rules/oma-text.toml", declared),
    ]);
    assert!(said.contains("oma-text.toml:2:1: an error needs"), "{said}");
}

#[test]
fn two_values_cannot_hold_on_the_same_day() {
    let heading = HEADING.replace(
        "values = [{ value = \"0.50\", basis = [{ source = \"oma-call\" }] }]",
        "values = [{ until = \"2024-06-30\", value = \"0.50\", basis = [{ source = \"oma-call\" }] }, { from = \"2024-06-30\", value = \"0.60\", basis = [{ source = \"oma-call\" }] }]",
    );
    let said = errors(&[("oma-2024/rulebook.toml", heading)]);
    assert!(
        said.contains("two values are in force on the same day"),
        "{said}"
    );
}
