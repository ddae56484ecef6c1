//! `selvitys what-if` as its users meet it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const PP: &str = "examples/pohjois-pohjanmaa.json";
const GRANT: &str = "/budgets/1/lines/0/applied/grant";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn what_if(file: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_selvitys"))
        .args([
            "what-if",
            file,
            "--as-of",
            "2020-03-01",
            "--stage",
            "application",
        ])
        .args(arguments)
        .current_dir(root())
        .env("LC_ALL", "C")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn what_changes_is_said_in_three_languages() {
    for lang in ["fi", "sv", "en"] {
        let output = what_if(
            PP,
            &[
                "--set",
                "/budgets/1/lines/0/applied/grant=12600000",
                "--set",
                "/grants/0/period/end=2022-12-31",
                "--set",
                "/private_services/0=null",
                "--lang",
                lang,
            ],
        );
        assert_eq!(output.status.code(), Some(1), "{}", err(&output));
        insta::assert_snapshot!(format!("what-if-{lang}"), out(&output));
    }
}

#[test]
fn what_is_solved_for_is_said_in_three_languages_with_the_rule_that_binds() {
    for lang in ["fi", "sv", "en"] {
        let output = what_if(
            PP,
            &[
                "--solve",
                GRANT,
                "--solve",
                "/budgets/1/lines/0/applied/own",
                "--solve",
                "/grants/0/period/end",
                "--solve",
                "/schedule/period/end",
                "--lang",
                lang,
            ],
        );
        assert_eq!(output.status.code(), Some(1), "{}", err(&output));
        insta::assert_snapshot!(format!("solve-{lang}"), out(&output));
    }
}

#[test]
fn the_exit_code_is_that_of_the_changed_document() {
    let base = "crates/selvitys/rulebooks/common/base.json";
    for (value, code) in [("800000.00", 0), ("800000.01", 1)] {
        let set = format!("{GRANT}={value}");
        let output = what_if(base, &["--set", &set]);
        assert_eq!(output.status.code(), Some(code), "{}", out(&output));
    }
    let text = std::fs::read(root().join(base)).unwrap();
    what_if(base, &["--set", "/region=null"]);
    assert_eq!(
        std::fs::read(root().join(base)).unwrap(),
        text,
        "the document was written"
    );
}

#[test]
fn json_is_data_alone_and_the_same_in_every_language() {
    let arguments = [
        "--set",
        "/grants/0/period/end=2022-12-31",
        "--solve",
        GRANT,
        "--format",
        "json",
    ];
    let of = |lang: &str| {
        let output = what_if(PP, &[&arguments[..], &["--lang", lang]].concat());
        assert_eq!(err(&output), "");
        out(&output)
    };
    let text = of("fi");
    assert_eq!(text, of("sv"));
    let then: selvitys::WhatIf = serde_json::from_str(&text).unwrap();
    assert_eq!(then.solved.len(), 1);
    assert_eq!(then.edits.len(), 1);
}

#[test]
fn what_cannot_be_done_says_where_and_what_to_do() {
    let cases: [(&str, &[&str]); 9] = [
        ("no-value", &["--set", "/grants/0/period/end"]),
        (
            "not-a-pointer",
            &["--set", "grants/0/period/end=2022-12-31"],
        ),
        ("nowhere", &["--set", "/grants/9/period/end=2022-12-31"]),
        ("wrong-name", &["--set", "/grants/0/perod/end=2022-12-31"]),
        ("wrong-date", &["--set", "/grants/0/period/end=31.12.2022"]),
        (
            "wrong-sum",
            &["--set", "/budgets/1/lines/0/applied/grant=1 225 000,00"],
        ),
        ("text", &["--solve", "/name/fi"]),
        ("share", &["--solve", "/budgets/1/stated_shares/grant"]),
        ("nothing-asked", &[]),
    ];
    let mut said = String::new();
    for (name, arguments) in cases {
        for lang in ["fi", "sv", "en"] {
            let output = what_if(PP, &[arguments, &["--lang", lang]].concat());
            assert_eq!(output.status.code(), Some(2), "{name}");
            assert_eq!(out(&output), "", "{name}");
            writeln!(said, "{name} {lang}\n{}", err(&output)).unwrap();
        }
    }
    insta::assert_snapshot!("what-if-wrong", said);
}
