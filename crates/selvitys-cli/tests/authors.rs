//! What those who write rulebooks use: without a compiler, and against the rulebooks on disk.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod folders;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use folders::copy;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn selvitys(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_selvitys"))
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C")
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A copy of a built-in rulebook to change.
fn copy_of(book: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = root().join("crates/selvitys/rulebooks").join(book);
    copy(&from, &folder.path().join(book));
    folder
}

fn change(file: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{}: {from}", file.display());
    std::fs::write(file, text.replace(from, to)).unwrap();
}

const GREATEST: &str = r#"value = "0.80", basis = [{ source = "decree-7-2020", section = "4" }]"#;

#[test]
fn the_examples_of_the_built_in_rulebooks_run_from_their_folder() {
    // What the changes of these make of their examples is a test of the rulebooks.
    let arguments = ["test", "crates/selvitys/rulebooks", "--no-mutants"];
    let output = selvitys(&root(), &arguments);
    let text = out(&output);
    assert_eq!(output.status.code(), Some(0), "{text}{}", err(&output));
    assert!(text.ends_with(" Failed: 0.\n"), "{text}");
}

#[test]
fn an_example_that_fails_is_shown_with_its_place_and_what_the_rule_says() {
    let folder = copy_of("asetus-7-2020");
    let heading = folder.path().join("asetus-7-2020/rulebook.toml");
    change(&heading, GREATEST, &GREATEST.replace("0.80", "0.81"));
    for lang in ["fi", "sv", "en"] {
        let output = selvitys(folder.path(), &["test", "asetus-7-2020", "--lang", lang]);
        assert_eq!(output.status.code(), Some(1), "{}", err(&output));
        insta::assert_snapshot!(format!("test-failing-{lang}"), out(&output));
    }
    // The folder itself, seen from within.
    let book = folder.path().join("asetus-7-2020");
    let arguments = ["test", ".", "--rule", "ru-objectives-missing"];
    let output = selvitys(&book, &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
    assert!(out(&output).starts_with("Rules: 1."), "{}", out(&output));
}

/// Takes an example out of a rule.
fn without_example(file: &Path, name: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    let mut parts: Vec<&str> = text.split("\n[[example]]\n").collect();
    let before = parts.len();
    parts.retain(|part| !part.starts_with(&format!("name = \"{name}\"")));
    assert_eq!(parts.len() + 1, before, "{name}");
    std::fs::write(file, parts.join("\n[[example]]\n")).unwrap();
}

#[test]
fn what_no_example_shows_or_notices_is_named_with_its_place() {
    let folder = copy_of("asetus-7-2020");
    let rules = folder.path().join("asetus-7-2020/rules");
    let rule = rules.join("ru-grant-above-greatest-share.toml");
    without_example(&rule, "exactly the greatest share");
    without_example(&rule, "a rounded grant reaches over the bound");
    without_example(&rule, "granted a day before the decree came into force");
    let rule = rules.join("ru-objectives-missing.toml");
    without_example(
        &rule,
        "after the decision the application is no longer judged",
    );
    for lang in ["fi", "sv", "en"] {
        let output = selvitys(folder.path(), &["test", "asetus-7-2020", "--lang", lang]);
        assert_eq!(output.status.code(), Some(1), "{}", err(&output));
        insta::assert_snapshot!(format!("test-unnoticed-{lang}"), out(&output));
    }
    // For speed, the changes are left out.
    let arguments = [
        "test",
        "asetus-7-2020",
        "--no-mutants",
        "--rule",
        "ru-objectives-missing",
    ];
    let output = selvitys(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
    assert_eq!(out(&output).lines().count(), 1, "{}", out(&output));
}

#[test]
fn an_example_that_cannot_be_set_up_or_gives_another_value_says_why() {
    let folder = copy_of("asetus-7-2020");
    let rule = folder
        .path()
        .join("asetus-7-2020/rules/ru-objectives-missing.toml");
    change(&rule, "remove = [", "remove = [\"/nowhere/at/all\", ");
    let rule = folder
        .path()
        .join("asetus-7-2020/rules/ru-participation-too-small.toml");
    change(
        &rule,
        "counted = \"12\"",
        "counted = \"11\", amount = \"1\"",
    );
    let rule = folder
        .path()
        .join("asetus-7-2020/rules/ru-results-missing.toml");
    change(&rule, "{ fi = \"Hanke täyttää\" }", "\"Hanke täyttää\"");
    let output = selvitys(folder.path(), &["test", "asetus-7-2020"]);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    insta::assert_snapshot!("test-wrong-examples", out(&output));
}

#[test]
fn what_is_no_rulebook_or_has_errors_cannot_be_tested() {
    let folder = copy_of("asetus-7-2020");
    let says = |arguments: &[&str]| {
        let output = selvitys(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{}", out(&output));
        err(&output)
    };
    let said = says(&["test", "asetus-7-2020/rules"]);
    assert!(said.contains("no rulebook is here"), "{said}");
    let said = says(&["test", "nowhere"]);
    assert!(said.contains("nowhere: cannot be read"), "{said}");
    let said = says(&["test", "asetus-7-2020", "asetus-7-2020"]);
    assert!(
        said.contains("another folder holds a rulebook of the same name"),
        "{said}"
    );
    let said = says(&["test", "asetus-7-2020", "--rule", "ru-object-mising"]);
    assert!(said.contains("ru-object-missing"), "{said}");
    let rule = folder
        .path()
        .join("asetus-7-2020/rules/ru-participation-too-small.toml");
    change(
        &rule,
        "{ param = \"ru-population-share\" }",
        "{ param = \"ru-population-shore\" }",
    );
    let said = says(&["test", "asetus-7-2020"]);
    let place = "asetus-7-2020/rules/ru-participation-too-small.toml:9:1: no rulebook defines";
    assert!(said.contains(place), "{said}");
}

#[test]
fn lint_names_what_is_wrong_or_doubtful_in_three_languages_and_as_data() {
    let folder = copy_of("asetus-7-2020");
    let book = folder.path().join("asetus-7-2020");
    let rule = book.join("rules/ru-grant-above-greatest-share.toml");
    let text = std::fs::read_to_string(&rule).unwrap();
    let why = text.split("[why]\nfi = \"").nth(1).unwrap();
    let why = why.split('"').next().unwrap();
    change(&rule, why, "Enintään 75 %.");
    let arguments = ["lint", "asetus-7-2020"];
    for lang in ["fi", "sv", "en"] {
        let output = selvitys(folder.path(), &[&arguments[..], &["--lang", lang]].concat());
        assert_eq!(output.status.code(), Some(1), "{}", err(&output));
        insta::assert_snapshot!(format!("lint-{lang}"), out(&output));
    }
    let output = selvitys(
        folder.path(),
        &[&arguments[..], &["--format", "json"]].concat(),
    );
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    let rows: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    let first = &rows[0];
    assert_eq!(first["level"], "error");
    assert_eq!(first["code"], "figure-differs");
    assert_eq!(
        first["file"],
        "asetus-7-2020/rules/ru-grant-above-greatest-share.toml"
    );
    assert!(
        first["line"].as_u64().is_some_and(|line| line > 20),
        "{first}"
    );
    // What does not load is told the same way.
    change(
        &rule,
        "{ param = \"ru-greatest-share\" }",
        "{ param = \"ru-greatest-shore\" }",
    );
    let output = selvitys(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    let said = out(&output);
    let place = "rules/ru-grant-above-greatest-share.toml:11:1: error[unknown-param-near]: ";
    assert!(said.contains(place), "{said}");
    let output = selvitys(folder.path(), &["lint", "nowhere"]);
    assert_eq!(output.status.code(), Some(2), "{}", out(&output));
}

#[test]
fn the_built_in_rulebooks_lint_without_errors_from_their_folder() {
    let output = selvitys(&root(), &["lint", "crates/selvitys/rulebooks"]);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}{}",
        out(&output),
        err(&output)
    );
}
