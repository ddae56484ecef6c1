//! `selvitys explain RULE FILE`: what a rule says of documents, with every value and every step.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{err, out, root, selvitys};
use serde_json::Value as Json;

const PROJECT: &str = "examples/pohjois-pohjanmaa.json";

fn explain(rule: &str, more: &[&str]) -> std::process::Output {
    let mut arguments = vec!["explain", rule, PROJECT, "--as-of", "2020-03-01"];
    arguments.extend(more);
    selvitys(&arguments)
}

#[test]
fn the_reckoning_is_told_in_three_languages() {
    for lang in ["fi", "sv", "en"] {
        for rule in [
            "regional-ceiling-exceeded",
            "provider-contract-ends-early",
            "ru-municipality-outside-region",
        ] {
            let output = explain(rule, &["--lang", lang]);
            assert_eq!((output.status.code(), err(&output).as_str()), (Some(0), ""));
            let shown = out(&output);
            // Of many municipalities that are within, two show how the others stand too.
            let verdicts: Vec<&str> = shown.split("\n\n").take(5).collect();
            insta::assert_snapshot!(format!("{rule}-{lang}"), verdicts.join("\n\n"));
        }
    }
}

#[test]
fn the_page_is_markdown() {
    let output = explain(
        "regional-ceiling-exceeded",
        &["--format", "md", "--lang", "sv"],
    );
    insta::assert_snapshot!("page-sv", out(&output));
}

#[test]
fn data_are_valid_against_their_schema_and_hold_every_pass() {
    let schema = root().join("schemas/rule-verdicts.schema.json");
    let schema = serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    let output = explain("line-own-share-differs", &["--format", "json"]);
    let json: Json = serde_json::from_str(&out(&output)).unwrap();
    assert!(schema.is_valid(&json));
    let told = &json[0];
    let verdicts = told["verdicts"].as_array().unwrap();
    assert_eq!(
        told["counts"]["met"].as_u64(),
        u64::try_from(verdicts.len()).ok()
    );
    assert!(verdicts.len() > 20, "{}", verdicts.len());
    for verdict in verdicts {
        let steps = verdict["steps"].as_array().unwrap();
        assert_eq!(steps.last().unwrap()["op"], "equals");
        assert_eq!(steps.len(), verdict["reasoning"].as_array().unwrap().len());
    }
}

#[test]
fn a_rule_over_several_documents_looks_at_them_together() {
    let all = ["examples/pohjois-pohjanmaa.json", "examples/lappi.json"];
    let mut arguments = vec!["explain", "region-has-two-projects"];
    arguments.extend(all);
    arguments.extend([
        "--as-of",
        "2020-03-01",
        "--stage",
        "application",
        "--format",
        "json",
    ]);
    let json: Json = serde_json::from_str(&out(&selvitys(&arguments))).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 1);
    assert_eq!(json[0]["document"], "pohjois-pohjanmaa, lappi");
    // One document each for the others.
    arguments[1] = "region-code-unknown";
    let json: Json = serde_json::from_str(&out(&selvitys(&arguments))).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 2);
}

#[test]
fn a_day_without_a_document_and_a_rule_that_is_not_there_are_errors() {
    let output = selvitys(&["explain", "row-does-not-add-up", "--as-of", "2020-03-01"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("FILE"), "{}", err(&output));
    let output = explain("row-does-not-add-upp", &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).contains("row-does-not-add-up"),
        "{}",
        err(&output)
    );
    let output = selvitys(&["explain", "row-does-not-add-up", "examples/nowhere.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("nowhere.json"), "{}", err(&output));
}
