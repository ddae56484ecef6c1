//! What is reported, where, and in which words.

use std::fmt::Write as _;
use std::path::Path;

use super::*;
use crate::model::Lang;

/// A project with something added, on line 2.
pub(super) fn with(field: &str) -> String {
    format!("{{\"format\": \"1\", \"id\": \"x\", \"name\": {{\"fi\": \"Hanke\"}},\n{field}}}")
}

pub(super) fn problems(text: &str) -> Vec<ReadProblem> {
    match Project::from_json(text) {
        Ok(_) => Vec::new(),
        Err(error) => error.problems,
    }
}

/// The only problem of a text.
pub(super) fn only(text: &str) -> ReadProblem {
    let mut problems = problems(text);
    assert_eq!(problems.len(), 1, "{text}: {problems:?}");
    problems.remove(0)
}

/// Every file of `tests/bad-documents` against the messages beside it, in three languages.
/// `UPDATE=1 cargo test` writes them anew.
#[test]
fn bad_documents_get_the_messages_beside_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/bad-documents");
    let mut seen = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        seen += 1;
        let bytes = std::fs::read(&path).unwrap();
        let error = Project::from_slice(&bytes).expect_err(&format!("{}", path.display()));
        let mut found = String::new();
        for problem in &error.problems {
            let ReadProblem {
                line,
                column,
                pointer,
                span,
                ..
            } = problem;
            let start = bytes.len().min(span.start);
            let quoted = String::from_utf8_lossy(&bytes[start..bytes.len().min(span.end)]);
            let quoted = quoted.lines().next().unwrap_or_default();
            writeln!(found, "{line}:{column} {pointer} [{quoted}]").unwrap();
            for lang in Lang::ALL {
                writeln!(found, "  {}: {}", lang.tag(), problem.message(lang)).unwrap();
            }
        }
        let beside = path.with_extension("txt");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&beside, &found).unwrap();
        }
        let expected = std::fs::read_to_string(&beside).unwrap_or_default();
        assert_eq!(found, expected, "{}: run with UPDATE=1", beside.display());
    }
    assert!(seen >= 20, "{seen} documents");
}

#[test]
fn a_text_without_content_says_so() {
    for text in ["", " \n\t", "\u{feff}", "\u{feff} \n"] {
        assert_eq!(only(text).kind, ReadProblemKind::Empty, "{text:?}");
    }
}

#[test]
fn a_byte_order_mark_changes_offsets_and_no_columns() {
    let text = "\u{feff}".to_owned() + &with("\"ä\": 1");
    let problem = only(&text);
    assert_eq!(&text[problem.span.clone()], "\"ä\"");
    assert_eq!((problem.line, problem.column), (2, 1));
    assert!(Project::from_json(&("\u{feff}".to_owned() + &with("\"links\": []"))).is_ok());
    let problem = only(&"\u{feff}{}".replace("{}", "{\"format\" 1}"));
    assert_eq!((problem.column, problem.span), (11, 13..14));
}

#[test]
fn broken_utf_8_is_placed() {
    let bytes = b"\xef\xbb\xbf{\n \"\xc3\xa4\": \"\xff\"}";
    let problem = Project::from_slice(bytes).unwrap_err().problems.remove(0);
    assert_eq!(problem.kind, ReadProblemKind::NotUtf8 { offset: 13 });
    assert_eq!((problem.line, problem.column, problem.span), (2, 8, 13..14));
    let cut = Project::from_slice(b"{\"\xe2\x82")
        .unwrap_err()
        .problems
        .remove(0);
    assert_eq!(
        (cut.kind, cut.span),
        (ReadProblemKind::NotUtf8 { offset: 2 }, 2..4)
    );
}

#[test]
fn what_the_model_reads_beyond_the_schema_is_not_called_wrong() {
    let odd = r#""summary": {"fi": null, "sv": "b"}"#;
    assert!(Project::from_json(&with(odd)).is_ok());
    assert_eq!(only(&with(&format!("{odd}, \"x\": 1"))).pointer, "/x");
}

#[test]
fn an_object_for_a_sum_says_what_it_was_rounded_to() {
    let exact = r#""grants": [{"id": "g", "call": "c", "status": "applied",
        "applied": {"amount": "1.00"}}]"#;
    let problem = only(&with(exact));
    assert_eq!(problem.pointer, "/grants/0/applied");
    assert!(matches!(problem.kind, ReadProblemKind::MissingField { .. }));
}

#[test]
fn long_values_are_cut_and_messages_stay_on_their_line() {
    let problem = only(&with(&format!("\"created\": \"{}\"", "ä".repeat(10_000))));
    let message = problem.message(Lang::En);
    assert!(message.contains("ää…`"), "{message}");
    assert!(message.chars().count() < 200, "{message}");
    let problem = only(&with(r#""a\nb": 1"#));
    assert_eq!(problem.to_string().lines().count(), 1, "{problem}");
    assert_eq!(problem.pointer, "/a\nb");
}

#[test]
fn examples_come_back_as_they_were() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let project = Project::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            assert_eq!(Project::from_json(&project.to_json()).unwrap(), project);
        }
    }
}

#[test]
fn serdes_own_words_have_a_place_too() {
    let source = Source::new("{\n\"ä\": 1}").unwrap();
    let error = serde_json::from_str::<Project>(source.text).unwrap_err();
    let problem = source.other(&error).problems.remove(0);
    assert_eq!((problem.line, problem.column), (2, 3));
    let message = problem.message(Lang::En);
    assert!(
        message.contains("reader says: `unknown field `ä`"),
        "{message}"
    );
    assert!(!message.contains("at line"), "{message}");
}
