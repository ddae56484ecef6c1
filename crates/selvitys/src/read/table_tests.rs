//! Each kind of problem and each fault of syntax, with its values and its place.

use super::tests::{only, problems, with};
use super::*;

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

#[expect(clippy::too_many_lines, reason = "a row a kind")]
#[test]
fn each_kind_carries_its_values() {
    use ReadProblemKind as Kind;
    let some = |text: &str| Some(text.to_owned());
    for (field, pointer, column, kind) in [
        (
            r#""grants": [{"id": "g", "call": "tsk-2020", "status": "aplied"}]"#,
            "/grants/0/status",
            54,
            Kind::UnknownValue {
                value: "aplied".into(),
                nearest: some("applied"),
                allowed: texts(&["possible", "applied", "granted", "refused"]),
            },
        ),
        (
            r#""summary": {"fi": "ä", "english": "e"}"#,
            "/summary/english",
            24,
            Kind::UnknownField {
                name: "english".into(),
                nearest: None,
                allowed: texts(&["fi", "sv", "en"]),
            },
        ),
        (
            r#""schedule": {"milestones": [{"date": "2022"}]}"#,
            "/schedule/milestones/0",
            29,
            Kind::MissingField {
                name: "title".into(),
            },
        ),
        (
            r#""topics": [{"fi": "ääöö"}, 3]"#,
            "/topics/1",
            28,
            Kind::WrongType {
                found: JsonType::Number,
                expected: vec![Shape::Text],
            },
        ),
        (
            r#""contents": {"ä/~": {"money": 12.345}}"#,
            "/contents/ä~1~0/money",
            31,
            Kind::MoneyNumber {
                value: "12.345".into(),
                meant: None,
            },
        ),
        (
            r#""contents": {"a": {"money": "12,5"}}"#,
            "/contents/a/money",
            29,
            Kind::NotMoney {
                value: "12,5".into(),
                meant: some("12.50"),
            },
        ),
        (
            r#""contents": {"a": {"share": 0.125}}"#,
            "/contents/a/share",
            29,
            Kind::ShareNumber {
                value: "0.125".into(),
                meant: some("0.125"),
            },
        ),
        (
            r#""contents": {"a": {"share": "1/3"}}"#,
            "/contents/a/share",
            29,
            Kind::NotShare {
                value: "1/3".into(),
                meant: None,
            },
        ),
        (
            r#""created": "1.2.2022""#,
            "/created",
            12,
            Kind::NotDate {
                value: "1.2.2022".into(),
                meant: some("2022-02-01"),
            },
        ),
        (
            r#""created": "2020-02-31""#,
            "/created",
            12,
            Kind::NoSuchDay {
                value: "2020-02-31".into(),
                last: "2020-02-29".into(),
            },
        ),
        (
            r#""self_assessments": [{"round": "2021"}]"#,
            "/self_assessments/0/round",
            32,
            Kind::NotRound {
                value: "2021".into(),
            },
        ),
        (
            r#""contents": {"a": {"count": 1e3}}"#,
            "/contents/a/count",
            29,
            Kind::NotCount {
                value: "1e3".into(),
                greatest: u64::MAX,
            },
        ),
        (r#""purpose": {}"#, "/purpose", 12, Kind::EmptyText),
        (
            r#""purpose": {"fi": "1\u202e000"}"#,
            "/purpose/fi",
            19,
            Kind::HiddenCharacter {
                code: "U+202E".into(),
            },
        ),
        (
            "\"contents\": {\"a\u{9b}\": {\"count\": 1}}",
            "/contents/a\u{9b}",
            14,
            Kind::HiddenCharacter {
                code: "U+009B".into(),
            },
        ),
        (
            r#""created": "2022", "created": null"#,
            "/created",
            20,
            Kind::DuplicateKey {
                name: "created".into(),
                first_line: 2,
            },
        ),
        (
            r#""contents": {"a": {}}"#,
            "/contents/a",
            19,
            Kind::NotOneField {
                found: 0,
                allowed: texts(&["text", "money", "date", "count", "share", "choice", "table"]),
            },
        ),
    ] {
        let problem = only(&with(field));
        assert_eq!(problem.kind, kind, "{field}");
        assert_eq!(problem.pointer, pointer, "{field}");
        assert_eq!((problem.line, problem.column), (2, column), "{field}");
    }
}

#[test]
fn each_fault_of_syntax_is_named_at_its_place() {
    use SyntaxFault as Fault;
    for (text, fault, place) in [
        (
            "{\"a\": 1\n",
            Fault::EndsEarly {
                open: Some(('{', 1)),
            },
            (1, 8),
        ),
        (
            "[\n{\"ä\": [",
            Fault::EndsEarly {
                open: Some(('[', 2)),
            },
            (2, 8),
        ),
        ("-", Fault::EndsEarly { open: None }, (1, 2)),
        (
            "{\n\"a\": [1}",
            Fault::WrongBracket {
                found: '}',
                open: '[',
                line: 2,
            },
            (2, 8),
        ),
        ("{}}", Fault::AfterEnd, (1, 3)),
        ("{} {}", Fault::AfterEnd, (1, 4)),
        ("{\"ä\": \"ö\n\"}", Fault::UnclosedString, (1, 7)),
        (
            "{\"ä\": \"ö\t\"}",
            Fault::ControlCharacter { character: '\t' },
            (1, 9),
        ),
        ("{\"ä\": \"ö\\x\"}", Fault::WrongEscape, (1, 9)),
        ("{\"ä\": \"\\ud800\"}", Fault::WrongEscape, (1, 8)),
        ("{\"ä\": \"a \"b\" c\"}", Fault::UnescapedQuote, (1, 11)),
        ("{\"ä\": 1 \"b\": 2}", Fault::MissingComma, (1, 8)),
        ("[1 2]", Fault::MissingComma, (1, 3)),
        ("{\"ä\": 1,}", Fault::TrailingComma, (1, 8)),
        ("[1,, 2]", Fault::ExtraComma, (1, 4)),
        ("{\"ä\" 1}", Fault::MissingColon, (1, 6)),
        ("{\"ä\": }", Fault::MissingValue, (1, 7)),
        ("{ä: 1}", Fault::UnquotedKey, (1, 2)),
        (
            "{\"ä\": Yes}",
            Fault::UnquotedWord { word: "Yes".into() },
            (1, 7),
        ),
        (
            "{\"ä\": NaN }",
            Fault::UnquotedWord { word: "NaN".into() },
            (1, 7),
        ),
        ("{'ä': 1}", Fault::WrongQuotes, (1, 2)),
        ("{\"ä\": ”x”}", Fault::WrongQuotes, (1, 7)),
        ("{\"ä\": 1} // x", Fault::Comment, (1, 10)),
        ("/* x", Fault::Comment, (1, 1)),
        ("{\"ä\": 007}", Fault::WrongNumber, (1, 8)),
        ("{\"ä\": .5}", Fault::WrongNumber, (1, 7)),
        ("{\"ä\": 0xff}", Fault::WrongNumber, (1, 7)),
        ("{\"ä\": 1,5}", Fault::WrongNumber, (1, 9)),
        ("{\"ä\": #}", Fault::Unexpected { character: '#' }, (1, 7)),
        ("\0", Fault::Unexpected { character: '\0' }, (1, 1)),
    ] {
        let is_syntax = |one: &ReadProblem| matches!(one.kind, ReadProblemKind::Syntax { .. });
        let problem = problems(text).into_iter().find(is_syntax).unwrap();
        assert_eq!(problem.kind, ReadProblemKind::Syntax { fault }, "{text}");
        assert_eq!((problem.line, problem.column), place, "{text}");
        assert_eq!(problem.pointer, "", "{text}");
    }
}
