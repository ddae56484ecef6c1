//! `selvitys diff`: what people and programs get, and the exit codes.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{err, out, selvitys};
use serde_json::Value as Json;

const WHOLE: &str = "examples/pohjois-pohjanmaa.json";
const SCAN: &str = "examples/as-scanned/pohjois-pohjanmaa.json";

fn diff(before: &str, after: &str, more: &[&str]) -> std::process::Output {
    let mut arguments = vec!["diff", before, after, "--as-of", "2020-03-01"];
    arguments.extend(["--stage", "application"]);
    arguments.extend(more);
    selvitys(&arguments)
}

#[test]
fn the_mended_scan_is_told_in_three_languages() {
    for lang in ["fi", "sv", "en"] {
        let output = diff(SCAN, WHOLE, &["--lang", lang]);
        assert_eq!((output.status.code(), err(&output).as_str()), (Some(0), ""));
        // What remains is the same for every change; it is not what this test is about.
        let text = out(&output);
        let changes: Vec<&str> = text
            .lines()
            .take_while(|line| !line.contains(": 2"))
            .collect();
        insta::assert_snapshot!(format!("diff-{lang}"), changes.join("\n"));
    }
}

#[test]
fn new_errors_give_exit_code_1_and_point_into_the_version_after() {
    let output = diff(WHOLE, SCAN, &["--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    let text = out(&output);
    assert!(text.contains("New findings: 6"), "{text}");
    assert!(text.contains(&format!("{SCAN}:1390:30:")), "{text}");
    assert!(
        text.replace('\u{a0}', " ")
            .contains("€760,000.00 → €260,000.00. Change: −€500,000.00.")
    );
}

#[test]
fn a_document_beside_itself_has_no_differences() {
    let text = out(&diff(WHOLE, WHOLE, &["--lang", "en"]));
    assert!(text.contains("The documents do not differ."), "{text}");
    assert!(
        !text.contains("New findings") && !text.contains("have changed"),
        "{text}"
    );
}

#[test]
fn json_has_the_same_changes_and_no_words() {
    let output = diff(SCAN, WHOLE, &["--format", "json", "--lang", "sv"]);
    assert_eq!(output.status.code(), Some(0));
    let json: Json = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(json["gone"].as_array().unwrap().len(), 6);
    assert_eq!(json["amounts"][0]["difference"], "500000.00");
    assert_eq!(
        out(&output),
        out(&diff(SCAN, WHOLE, &["--format", "json", "--lang", "fi"]))
    );
}

#[test]
fn the_stage_is_that_of_the_version_after_for_both() {
    let arguments = [
        "diff",
        "examples/pohde.json",
        WHOLE,
        "--as-of",
        "2020-03-01",
    ];
    let text = out(&selvitys(&[&arguments[..], &["--lang", "en"]].concat()));
    assert!(
        text.contains("different IDs: pohde and pohjois-pohjanmaa"),
        "{text}"
    );
    assert!(text.contains("Stage: application."), "{text}");
}

#[test]
fn wrong_input_is_named_and_nothing_is_printed() {
    for (before, after, named) in [
        ("no-such.json", WHOLE, "no-such.json"),
        (WHOLE, "Cargo.toml", "Cargo.toml"),
        ("examples", WHOLE, "examples"),
        ("-", "-", "standard input"),
    ] {
        let output = diff(before, after, &["--lang", "en"]);
        assert_eq!(output.status.code(), Some(2), "{named}");
        assert_eq!(out(&output), "");
        assert!(err(&output).contains(named), "{}", err(&output));
    }
    assert_eq!(selvitys(&["diff", WHOLE]).status.code(), Some(2));
    assert_eq!(
        diff(SCAN, WHOLE, &["--format", "csv"]).status.code(),
        Some(2)
    );
}
