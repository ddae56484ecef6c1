//! The command as its users meet it: what it prints, its exit codes, and what wrong input gives.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::process::{Command, Stdio};

use common::{err, out, root, selvitys};

const PP: &str = "examples/pohjois-pohjanmaa.json";

#[test]
fn check_points_into_the_document() {
    for lang in ["fi", "sv", "en"] {
        let arguments = [
            "check",
            PP,
            "--as-of",
            "2020-03-01",
            "--stage",
            "application",
            "--lang",
            lang,
        ];
        let output = selvitys(&arguments);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(err(&output), "");
        insta::assert_snapshot!(format!("check-{lang}"), out(&output));
    }
}

#[test]
fn check_exits_with_0_when_nothing_is_of_severity_error() {
    let arguments = [
        "check",
        "examples/pohde.json",
        "--as-of",
        "2022-12-31",
        "--lang",
        "en",
    ];
    let output = selvitys(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
    insta::assert_snapshot!("check-pohde", out(&output));
}

#[test]
fn several_documents_are_also_checked_together() {
    let arguments = [
        "check",
        PP,
        "examples/lappi.json",
        "--as-of",
        "2020-03-01",
        "--stage",
        "application",
    ];
    let text = out(&selvitys(&arguments));
    assert!(text.contains("municipality-in-two-projects"), "{text}");
    assert!(text.contains("Simo"), "{text}");
}

#[test]
fn the_day_and_stage_that_the_command_chose_are_said() {
    let text = out(&selvitys(&["check", PP, "--lang", "en"]));
    let last: Vec<&str> = text.lines().rev().take(2).collect();
    assert!(
        last.iter().any(|line| line.contains("application")),
        "{last:?}"
    );
}

#[test]
fn report_writes_every_kind_format_and_language() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("new/folder");
    let to = to.to_str().unwrap();
    let arguments = [
        "report",
        PP,
        "--as-of",
        "2020-03-01",
        "--stage",
        "application",
        "--format",
        "html,md,json",
        "--lang",
        "fi,sv,en",
        "--out",
        to,
    ];
    let output = selvitys(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let mut names: Vec<String> = std::fs::read_dir(to)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let mut wanted = Vec::new();
    for kind in selvitys::Kind::ALL.map(selvitys::Kind::key) {
        for lang in ["en", "fi", "sv"] {
            for format in ["html", "md"] {
                wanted.push(format!(
                    "pohjois-pohjanmaa_2020-03-01_{kind}.{lang}.{format}"
                ));
            }
        }
        wanted.push(format!("pohjois-pohjanmaa_2020-03-01_{kind}.json"));
    }
    wanted.sort();
    assert_eq!(names, wanted);
    assert!(out(&output).contains("Does not meet the requirements"));
}

#[test]
fn nothing_is_written_when_the_folder_cannot_be() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "mine").unwrap();
    let arguments = ["report", PP, "--out", file.to_str().unwrap()];
    let output = selvitys(&arguments);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("file"), "{}", err(&output));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn explain_says_a_rule_as_prose() {
    for lang in ["fi", "sv", "en"] {
        let output = selvitys(&["explain", "regional-ceiling-exceeded", "--lang", lang]);
        assert_eq!(output.status.code(), Some(0));
        insta::assert_snapshot!(format!("explain-{lang}"), out(&output));
    }
    let output = selvitys(&["explain", "regional-ceiling-exceded"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).contains("regional-ceiling-exceeded"),
        "{}",
        err(&output)
    );
}

#[test]
fn rules_lists_every_rule_once() {
    let text = out(&selvitys(&["rules", "--lang", "en"]));
    let count = text.lines().filter(|line| line.starts_with("  ")).count();
    assert_eq!(count, selvitys::Rulebooks::builtin().rules().len());
    let of_call = out(&selvitys(&["rules", "--rulebook", "ru-2020"]));
    assert!(of_call.contains("ru-grant-above-greatest-share"));
    assert!(!of_call.contains("regional-ceiling-exceeded"));
    let unknown = selvitys(&["rules", "--rulebook", "ru-2021"]);
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn schema_prints_what_is_committed() {
    for (name, _) in selvitys::schemas() {
        let text = out(&selvitys(&["schema", name]));
        let path = root().join(format!("schemas/{name}.schema.json"));
        assert!(text == std::fs::read_to_string(path).unwrap(), "{name}");
    }
}

#[test]
fn help_shows_examples() {
    insta::assert_snapshot!("help", out(&selvitys(&["--help"])));
    for command in [
        "new-rule", "what-if", "check", "diff", "fix", "report", "explain", "rules", "schema",
    ] {
        insta::assert_snapshot!(
            format!("help-{command}"),
            out(&selvitys(&[command, "--help"]))
        );
    }
}

/// Wrong input: exit code 2, something said of it, nothing on standard output, no panic.
fn refused(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wrong.json");
    std::fs::write(&path, bytes).unwrap();
    let to = folder.path().join("out");
    let path = path.to_str().unwrap();
    let output = selvitys(&[
        "report",
        path,
        "--out",
        to.to_str().unwrap(),
        "--lang",
        "en",
    ]);
    let said = err(&output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    assert_eq!(out(&output), "");
    assert!(!to.exists(), "something was written");
    said.replace(path, "wrong.json")
}

#[test]
fn wrong_input_gets_a_clear_error_and_exit_code_2() {
    let wrong: [(&str, &[u8]); 8] = [
        ("not-json", b"hello"),
        ("empty", b""),
        (
            "cut-off",
            br#"{"format": "1", "id": "x", "name": {"fi": "y"#,
        ),
        (
            "unknown-field",
            br#"{"format": "1", "id": "x", "name": {"fi": "y"}, "grant": []}"#,
        ),
        (
            "float-money",
            br#"{"format": "1", "id": "x", "name": {"fi": "y"},
 "grants": [{"id": "g", "call": "tsk-2020", "status": "applied", "applied": 1225000.10}]}"#,
        ),
        (
            "impossible-date",
            br#"{"format": "1", "id": "x", "name": {"fi": "y"}, "created": "2020-02-31"}"#,
        ),
        (
            "several",
            br#"{"format": "2", "id": 7, "name": {}, "creatd": "2020"}"#,
        ),
        (
            "broken-utf8",
            b"{\"format\": \"1\", \"id\": \"\xff\xfe\", \"name\": {\"fi\": \"y\"}}",
        ),
    ];
    for (name, bytes) in wrong {
        insta::assert_snapshot!(format!("wrong-{name}"), refused(bytes));
    }
}

#[test]
fn two_megabytes_of_nesting_are_refused() {
    let said = refused(&vec![b'['; 2 * 1024 * 1024]);
    assert!(said.len() < 4_000, "{} bytes said", said.len());
    let nested = format!("{{\"a\":{}", "{\"a\":".repeat(400_000));
    assert!(refused(nested.as_bytes()).len() < 4_000);
}

#[test]
fn what_is_no_file_is_named() {
    let folder = selvitys(&["check", "examples", "--lang", "en"]);
    assert_eq!(folder.status.code(), Some(2));
    assert!(err(&folder).contains("examples"), "{}", err(&folder));
    let missing = selvitys(&["check", "no-such-file.json"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(
        err(&missing).contains("no-such-file.json"),
        "{}",
        err(&missing)
    );
    let unknown = selvitys(&["check", PP, "--stage", "later"]);
    assert_eq!(unknown.status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("locked.json");
    std::fs::write(&path, "{}").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser reads everything; for everyone else the file is locked.
    if std::fs::read(&path).is_ok() {
        return;
    }
    let output = selvitys(&["check", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("locked.json"), "{}", err(&output));
}

#[test]
fn standard_input_is_read() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_selvitys"))
        .args(["check", "-", "--as-of", "2022-12-31", "--lang", "en"])
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let text = std::fs::read(root().join("examples/pohde.json")).unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), &text).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(out(&output).contains("with remarks"));
}
