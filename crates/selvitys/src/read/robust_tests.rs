//! Whatever the bytes are: no panic, no overflow, no loss, no long wait.

use std::fmt::Write as _;

use serde_json::Value as Json;

use super::*;
use crate::model::Money;

const EXAMPLE: &str = include_str!("../../../../examples/pohjois-savo.json");

/// Whether what was read says all that the text says. What is absent may be written as `null`, as
/// an empty list or as `false`, and a sum with fewer decimals.
fn kept(text: &Json, read: Option<&Json>) -> bool {
    match (text, read) {
        (Json::Null | Json::Bool(false), None) => true,
        (Json::Array(items), None) => items.is_empty(),
        (Json::Object(fields), None) => fields.is_empty(),
        (Json::Object(fields), Some(read)) => fields
            .iter()
            .all(|(name, field)| kept(field, read.get(name))),
        (Json::Array(items), Some(Json::Array(read))) => {
            items.len() == read.len() && items.iter().zip(read).all(|(a, b)| kept(a, Some(b)))
        }
        (Json::String(text), Some(Json::String(read))) => {
            text == read
                || text
                    .parse::<Money>()
                    .is_ok_and(|sum| Ok(sum) == read.parse())
        }
        (text, Some(read)) => text == read,
        (_, None) => false,
    }
}

/// Reads bytes: what is taken comes back whole, and what is refused is refused in our words, at a
/// place that is there.
fn read(bytes: &[u8]) -> bool {
    match Project::from_slice(bytes) {
        Ok(project) => {
            let source = Source::new(std::str::from_utf8(bytes).unwrap()).unwrap();
            assert_eq!(source.problems(None), Ok(()), "the walk and serde agree");
            let written = project.to_json();
            assert_eq!(Project::from_json(&written).unwrap(), project);
            let text: Json = serde_json::from_slice(bytes).unwrap();
            let read = serde_json::from_str(&written).unwrap();
            assert!(kept(&text, Some(&read)), "{text}\n{read}");
            true
        }
        Err(error) => {
            assert!(!error.problems.is_empty());
            for problem in &error.problems {
                let other = matches!(problem.kind, ReadProblemKind::Other { .. });
                assert!(!other, "{error}");
                assert!(problem.span.start <= problem.span.end && problem.span.end <= bytes.len());
                assert!(problem.line >= 1 && problem.column >= 1);
                let text = String::from_utf8_lossy(bytes);
                let line = text.lines().nth(problem.line - 1).unwrap_or_default();
                assert!(problem.column <= line.chars().count() + 1, "{problem}");
            }
            false
        }
    }
}

/// A small generator of numbers, the same ones each time (Knuth's MMIX constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

#[test]
fn every_beginning_of_a_document_is_refused() {
    let bytes = EXAMPLE.trim_end().as_bytes();
    assert!(read(bytes));
    for end in (0..bytes.len()).filter(|end| end % 41 == 0 || *end < 200 || end + 200 > bytes.len())
    {
        assert!(!read(&bytes[..end]), "{end}");
        let valid = std::str::from_utf8(&bytes[..end]);
        assert!(
            valid.is_err() || SourceMap::new(valid.unwrap()).is_err(),
            "{end}"
        );
    }
}

#[test]
fn a_changed_byte_is_refused_or_kept() {
    let (mut numbers, mut taken) = (Numbers(20_261_114), 0);
    for _ in 0..2_000 {
        let mut bytes = EXAMPLE.as_bytes().to_vec();
        let place = numbers.below(bytes.len());
        // Half of the new bytes are of the kind that JSON is made of.
        let structure = br#"{}[],:"\0-e.truefalsnd /#'"#;
        bytes[place] = match numbers.below(2) {
            0 => structure[numbers.below(structure.len())],
            _ => u8::try_from(numbers.below(256)).unwrap(),
        };
        taken += usize::from(read(&bytes));
    }
    assert!((200..1_800).contains(&taken), "{taken}");
}

/// Puts a value in the place of the `number`-th one.
fn replace(json: &mut Json, number: &mut usize, with: &Json) {
    if *number == 0 {
        *json = with.clone();
    }
    *number = number.wrapping_sub(1);
    match json {
        Json::Object(fields) => fields
            .values_mut()
            .for_each(|field| replace(field, number, with)),
        Json::Array(items) => items
            .iter_mut()
            .for_each(|item| replace(item, number, with)),
        _ => {}
    }
}

#[test]
fn a_changed_value_is_refused_or_kept() {
    let values = serde_json::json!([
        null, true, false, 0, -1, 2020, 12.5, 1e30, "", "x", "0.80", "2020-02-31", "2020-02", "fi",
        [], {}, [[]], [{}], ["x"], [null, null, null], ["2020", "2021", null], {"fi": "x"},
        {"fi": null}, {"area": null}, {"applied": null}, [{"implementer": null}], {"amount": "1"},
        {"text": {"en": "x"}}, {"amount": "1", "nearest": "2"}, {"start": "2020", "end": null}
    ]);
    let values = values.as_array().unwrap();
    let (mut numbers, mut taken) = (Numbers(2_020), 0);
    for _ in 0..500 {
        let mut json: Json = serde_json::from_str(EXAMPLE).unwrap();
        let value = &values[numbers.below(values.len())];
        replace(&mut json, &mut numbers.below(600), value);
        taken += usize::from(read(json.to_string().as_bytes()));
    }
    assert!((50..450).contains(&taken), "{taken}");
}

#[test]
fn a_removed_or_doubled_line_is_refused_or_kept() {
    let lines: Vec<&str> = EXAMPLE.lines().collect();
    for number in (0..lines.len()).step_by(3) {
        let without: Vec<_> = [&lines[..number], &lines[number + 1..]].concat();
        let twice: Vec<_> = [&lines[..=number], &lines[number..]].concat();
        read(without.join("\n").as_bytes());
        read(twice.join("\n").as_bytes());
    }
}

#[test]
fn two_megabytes_of_brackets_are_refused_at_once() {
    for bracket in ["[", "{", "[{", "{\"children\":[", "{\"a\":"] {
        let text = bracket.repeat(2_000_000 / bracket.len());
        let error = Project::from_json(&text).unwrap_err();
        assert_eq!(error.problems.len(), 1);
        assert_eq!(
            error.problems[0].kind,
            ReadProblemKind::TooDeep { limit: 100 }
        );
        assert_eq!(SourceMap::new(&text).unwrap_err(), error);
    }
}

#[test]
fn a_document_that_is_almost_too_deep_is_read_and_walked() {
    let package = r#"{"id": "p", "kind": "part", "title": {"fi": "Osa"}, "children": ["#;
    let deep = format!("{}{}", package.repeat(49), "]}".repeat(49));
    let text =
        format!(r#"{{"format": "1", "id": "x", "name": {{"fi": "x"}}, "packages": [{deep}]}}"#);
    assert!(read(text.as_bytes()));
    let problems = Project::from_json(&text.replace("[]", "[0]"))
        .unwrap_err()
        .problems;
    assert_eq!(
        problems[0].pointer,
        format!("/packages/0{}", "/children/0".repeat(49))
    );
}

#[test]
fn two_megabytes_of_anything_are_refused_in_passing() {
    for part in [
        "]", "\"", "\\", "\n", "\u{a0}", "ä", "0", ",", "1,", "\"a\":", "{},", "// ", "\0",
    ] {
        let text = part.repeat(2_000_000 / part.len());
        assert!(Project::from_json(&text).is_err());
        assert!(Project::from_json(&format!("[{text}]")).is_err());
        assert!(Project::from_json(&format!("{{\"roles\":[{text}]}}")).is_err());
    }
}

#[test]
fn two_megabytes_of_wrong_fields_are_counted_to_the_last() {
    let mut text = "{\"format\": \"1\", \"id\": \"x\", \"name\": {\"fi\": \"ä\"}".to_owned();
    let mut fields = 0;
    while text.len() < 2_000_000 {
        write!(text, ", \"wrong{fields}\": 1").unwrap();
        fields += 1;
    }
    text.push('}');
    let problems = Project::from_json(&text).unwrap_err().problems;
    assert_eq!(problems.len(), 1_000);
    assert_eq!(problems[998].pointer, "/wrong998");
    assert_eq!(
        problems[999].kind,
        ReadProblemKind::TooMany {
            left_out: fields - 999
        }
    );
    assert_eq!(problems[999].span.start, text.find("\"wrong999\"").unwrap());
}

#[test]
fn a_thousand_problems_are_all_listed() {
    let text = format!("{{\"topics\": [{}0]}}", "0,".repeat(996));
    let problems = Project::from_json(&text).unwrap_err().problems;
    assert_eq!(problems.len(), 1_000, "three missing fields and 997 topics");
    assert_eq!(problems[999].pointer, "/topics/996");
}

#[test]
fn a_name_of_megabytes_is_not_multiplied() {
    let name = "n".repeat(1_000_000);
    let table = "{\"a\": 1},".repeat(5_000);
    let text = format!("{{\"contents\": {{\"{name}\": {{\"table\": [{table}{{}}]}}}}}}");
    let problems = Project::from_json(&text).unwrap_err().problems;
    let bytes: usize = problems.iter().map(|problem| problem.pointer.len()).sum();
    assert!(bytes < 4_000_000, "{bytes}");
    let left_out = 5_003 - (problems.len() - 1);
    assert_eq!(
        problems.last().unwrap().kind,
        ReadProblemKind::TooMany { left_out }
    );
}
