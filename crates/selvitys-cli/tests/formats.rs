//! `selvitys check --format`: what other programs get, with the exit codes of any check.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{err, out, selvitys};
use serde_json::Value as Json;

const SCAN: &str = "examples/as-scanned/pohjois-pohjanmaa.json";
const FORMATS: [&str; 5] = ["json", "sarif", "junit", "github", "csv"];

fn check(files: &[&str], format: &str, lang: &str) -> std::process::Output {
    let mut arguments = vec!["check"];
    arguments.extend(files);
    arguments.extend(["--as-of", "2020-03-01", "--stage", "application"]);
    arguments.extend(["--format", format, "--lang", lang]);
    selvitys(&arguments)
}

#[test]
fn a_format_changes_what_is_printed_and_not_the_exit_code() {
    for format in FORMATS {
        let wrong = check(&[SCAN], format, "fi");
        assert_eq!(
            (wrong.status.code(), err(&wrong).as_str()),
            (Some(1), ""),
            "{format}"
        );
        let sound = check(
            &["crates/selvitys/rulebooks/common/base.json"],
            format,
            "fi",
        );
        assert_eq!(
            (sound.status.code(), err(&sound).as_str()),
            (Some(0), ""),
            "{format}"
        );
        assert!(out(&wrong).contains(SCAN), "{format}");
    }
}

#[test]
fn without_a_format_and_with_text_the_same_is_printed() {
    let named = check(&[SCAN], "text", "fi");
    let mut arguments = vec!["check", SCAN, "--as-of", "2020-03-01"];
    arguments.extend(["--stage", "application", "--lang", "fi"]);
    assert_eq!(out(&named), out(&selvitys(&arguments)));
}

#[test]
fn every_format_takes_several_documents() {
    let files = [SCAN, "examples/lappi.json"];
    for format in FORMATS {
        let text = out(&check(&files, format, "en"));
        assert!(files.iter().all(|file| text.contains(file)), "{format}");
        assert!(text.contains("municipality-in-two-projects"), "{format}");
    }
    let json: Json = serde_json::from_str(&out(&check(&files, "json", "en"))).unwrap();
    let documents: Vec<&Json> = json["parts"].as_array().unwrap().iter().collect();
    assert_eq!(documents.len(), 3);
    assert_eq!(documents[2]["shown"][0]["document"], SCAN);
    let sarif: Json = serde_json::from_str(&out(&check(&files, "sarif", "en"))).unwrap();
    assert_eq!(sarif["runs"].as_array().unwrap().len(), 1);
    assert_eq!(sarif["runs"][0]["artifacts"].as_array().unwrap().len(), 2);
}

#[test]
fn words_are_in_the_language_asked_for_and_data_in_none() {
    let csv = |lang: &str| out(&check(&[SCAN], "csv", lang));
    let (fi, sv) = (csv("fi"), csv("sv"));
    assert!(fi.contains("Alarivien summa ei vastaa riviä"));
    assert!(!sv.contains("Alarivien summa"));
    assert_eq!(fi.lines().next(), sv.lines().next());
    assert!(sv.contains(",not-met,") && sv.contains(",40000.00,EUR,"));
}

#[test]
fn the_text_output_and_the_data_hold_the_same_findings() {
    let json: Json = serde_json::from_str(&out(&check(&[SCAN], "json", "en"))).unwrap();
    let text = out(&check(&[SCAN], "text", "en"));
    let found = json["parts"][0]["shown"].as_array().unwrap();
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for one in found {
        let message = one["message"].as_str().unwrap();
        let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
        // What a cause says in its heading is not said again of each rule below it.
        assert!(joined.contains(message.trim_end_matches('.')), "{message}");
    }
}

#[test]
fn a_wrong_format_and_a_wrong_document_are_named() {
    let unknown = selvitys(&["check", SCAN, "--format", "xml"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(err(&unknown).contains("sarif"), "{}", err(&unknown));
    for format in FORMATS {
        // One document that cannot be read stops the command before anything is printed.
        let output = check(&[SCAN, "Cargo.toml"], format, "en");
        assert_eq!(output.status.code(), Some(2), "{format}");
        assert_eq!(out(&output), "", "{format}");
        assert!(err(&output).contains("Cargo.toml"), "{}", err(&output));
    }
}
