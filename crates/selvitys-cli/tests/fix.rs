//! `selvitys fix` as its users meet it: what it shows, what it writes, and what it leaves alone.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::{err, out, root, selvitys};
use selvitys::repair::Repairs;
use selvitys::{Project, Rulebooks, edit, repair};

const SCANNED: &str = "examples/as-scanned/pohjois-pohjanmaa.json";

/// The only line of a budget, with shares of 80 % and 20 %: several figures may be wrong.
const AMBIGUOUS: &str = r#"{"format": "1", "id": "case", "name": {"fi": "Tapaus"},
 "grants": [{"id": "ru", "call": "ru-2020", "status": "applied"}],
 "budgets": [{"id": "b", "grant": "ru", "version": "applied",
   "stated_shares": {"grant": "0.80", "own": "0.20"},
   "lines": [{"id": "a", "title": {"fi": "Henkilöstö", "en": "Staff"},
     "applied": {"total": "100.00", "grant": "70.00", "own": "30.00"}}]}]}
"#;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Folder(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// What is in the folder beside the files that a test put there.
    fn others(&self, known: &[&str]) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names
            .filter(|name| !known.contains(&name.as_str()))
            .collect()
    }
}

fn scanned() -> String {
    std::fs::read_to_string(root().join(SCANNED)).unwrap()
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn the_patch_is_shown_with_its_reasons_and_nothing_is_written() {
    let before = scanned();
    for lang in ["fi", "sv", "en"] {
        let output = selvitys(&["fix", SCANNED, "--lang", lang]);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(err(&output), "");
        insta::assert_snapshot!(format!("fix-{lang}"), out(&output));
    }
    assert!(before == scanned());
}

#[test]
fn a_document_that_needs_nothing_gives_0() {
    let output = selvitys(&[
        "fix",
        "examples/pohjois-pohjanmaa.json",
        "examples/lappi.json",
    ]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        out(&output),
        "examples/pohjois-pohjanmaa.json: nothing to correct.\n\
         examples/lappi.json: nothing to correct.\n"
    );
}

#[test]
fn what_is_written_is_the_patch_and_nothing_else() {
    let folder = Folder::new();
    for (name, before) in [
        ("unix.json", scanned()),
        ("windows.json", scanned().replace('\n', "\r\n")),
        ("no-last-line-end.json", scanned().trim_end().to_owned()),
        ("marked.json", format!("\u{feff}{}", scanned())),
    ] {
        let file = folder.file(name, &before);
        let output = selvitys(&["fix", path(&file), "--write", "--lang", "en"]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert!(out(&output).ends_with(&format!("Written: {}.\n", path(&file))));
        let after = text(&file);
        let again = Project::from_json(&after).unwrap();
        assert_eq!(repair(&again, Rulebooks::builtin()), [], "{name}");
        // Taking the changed lines away leaves the same bytes.
        let line_end = if before.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        };
        let put_in: Vec<&str> = after.split(line_end).skip(1418).take(5).collect();
        let block = format!("{}{line_end}", put_in.join(line_end));
        assert!(
            block.contains("7792000.00") && block.contains("1558400.00"),
            "{block}"
        );
        let rest = after
            .replacen(&block, "", 1)
            .replacen("\"760000.00\"", "\"260000.00\"", 1)
            .replacen("\"own\": \"190000.00\"", "\"own\": \"150000.00\"", 1);
        assert!(rest == before, "{name}: more than the patch was changed");
        // Once more there is nothing to do, and the file stays as it is.
        let output = selvitys(&["fix", path(&file), "--write"]);
        assert_eq!(output.status.code(), Some(0));
        assert!(text(&file) == after);
    }
    let known = [
        "unix.json",
        "windows.json",
        "no-last-line-end.json",
        "marked.json",
    ];
    assert_eq!(folder.others(&known), Vec::<String>::new());
}

#[test]
fn json_is_a_patch_that_fits_the_document() {
    let output = selvitys(&["fix", SCANNED, "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let repairs: Repairs = serde_json::from_str(&out(&output)).unwrap();
    let [document] = repairs.documents.as_slice() else {
        panic!("{repairs:?}")
    };
    assert_eq!(
        (document.document.as_str(), document.written),
        (SCANNED, false)
    );
    let ops: Vec<serde_json::Value> = document
        .patch
        .iter()
        .map(|op| serde_json::to_value(op).unwrap())
        .collect();
    let kinds: Vec<&str> = ops.iter().map(|op| op["op"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["test", "replace", "test", "replace", "add"]);
    assert!(
        ops.iter()
            .all(|op| op["path"].as_str().unwrap().starts_with("/budgets/1/"))
    );
    let repaired = edit(&scanned(), &document.patch).unwrap();
    let again = Project::from_json(&repaired).unwrap();
    assert_eq!(repair(&again, Rulebooks::builtin()), []);
}

#[test]
fn what_is_not_certain_is_named_and_never_written() {
    let folder = Folder::new();
    let file = folder.file("case.json", AMBIGUOUS);
    for lang in ["fi", "sv", "en"] {
        let output = selvitys(&["fix", path(&file), "--write", "--lang", lang]);
        assert_eq!(output.status.code(), Some(1));
        let shown = out(&output).replace(path(&file), "case.json");
        insta::assert_snapshot!(format!("fix-several-{lang}"), shown);
        assert!(text(&file) == AMBIGUOUS);
    }
}

#[test]
fn all_documents_are_written_or_none() {
    let folder = Folder::new();
    let (good, bad) = (
        folder.file("good.json", &scanned()),
        folder.file("bad.json", "{"),
    );
    let output = selvitys(&["fix", path(&good), path(&bad), "--write"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("bad.json"), "{}", err(&output));
    assert_eq!(out(&output), "");
    assert!(text(&good) == scanned());
    let (first, second) = (
        folder.file("a.json", &scanned()),
        folder.file("b.json", AMBIGUOUS),
    );
    let output = selvitys(&["fix", path(&first), path(&second), "--write"]);
    // One is written, and the other has something unresolved.
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&first) != scanned() && text(&second) == AMBIGUOUS);
}

#[test]
fn wrong_input_gets_a_clear_error_and_exit_code_2() {
    for (arguments, said) in [
        (vec!["fix"], "<FILE>"),
        (vec!["fix", "no-such-file.json"], "no-such-file.json"),
        (vec!["fix", "examples"], "examples"),
        (vec!["fix", SCANNED, "--format", "xml"], "xml"),
        (vec!["fix", "-", "--write"], "--write"),
    ] {
        let output = selvitys(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(err(&output).contains(said), "{}", err(&output));
        assert_eq!(out(&output), "");
    }
}

#[test]
fn standard_input_is_read() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_selvitys"))
        .args(["fix", "-", "--lang", "en"])
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(scanned().as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        out(&output).contains("€260,000.00 → €760,000.00"),
        "{}",
        out(&output)
    );
}

#[test]
fn check_says_that_a_repair_is_proposed() {
    for lang in ["fi", "sv", "en"] {
        let with = out(&selvitys(&[
            "check",
            SCANNED,
            "--as-of",
            "2020-03-01",
            "--lang",
            lang,
        ]));
        assert!(with.contains(&format!("selvitys fix {SCANNED}")), "{with}");
    }
    let without = out(&selvitys(&["check", "examples/pohjois-pohjanmaa.json"]));
    assert!(!without.contains("selvitys fix"), "{without}");
}

#[cfg(unix)]
#[test]
fn permissions_and_links_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new();
    let file = folder.file("real.json", &scanned());
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.0.path().join("link.json");
    symlink(&file, &link).unwrap();
    let output = selvitys(&["fix", path(&link), "--write"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(text(&file) != scanned());
    assert_eq!(
        std::fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o640
    );
}
