//! Blanks: what a new rule leaves for its author to write.
//!
//! A blank is a text of its own form, as a value or as a key. A file that holds one does not load, so
//! that nothing can be taken for filled in that is not.

use toml_edit::{Document, Item, Key, TableLike, Value};

const START: &str = "<fill in";
const END: char = '>';

/// A blank that is left in a file.
pub(super) struct Blank {
    /// Where it starts, in bytes.
    pub(super) offset: usize,
    /// What is to be written.
    pub(super) what: String,
}

/// A blank for something that is to be written.
pub(crate) fn blank(what: &str) -> String {
    format!("{START}: {what}{END}")
}

/// The blanks that are left in a TOML text, in no certain order. A text that is no TOML has none.
pub(super) fn blanks(text: &str) -> Vec<Blank> {
    let mut found = Vec::new();
    if text.contains(START)
        && let Ok(document) = Document::parse(text)
    {
        table(document.as_table(), &mut found);
    }
    found
}

fn table(table: &dyn TableLike, found: &mut Vec<Blank>) {
    for (name, item) in table.iter() {
        let key = table
            .get_key_value(name)
            .and_then(|(key, _)| Key::span(key));
        text(name, key, found);
        match item {
            Item::None => {}
            Item::Value(one) => value(one, found),
            Item::Table(one) => self::table(one, found),
            Item::ArrayOfTables(all) => all.iter().for_each(|one| self::table(one, found)),
        }
    }
}

fn value(of: &Value, found: &mut Vec<Blank>) {
    match of {
        Value::String(one) => text(one.value(), of.span(), found),
        Value::Array(all) => all.iter().for_each(|one| value(one, found)),
        Value::InlineTable(one) => table(one, found),
        _ => {}
    }
}

fn text(text: &str, span: Option<std::ops::Range<usize>>, found: &mut Vec<Blank>) {
    let rest = text.trim().strip_prefix(START);
    if let Some(what) = rest.and_then(|rest| rest.strip_suffix(END)) {
        found.push(Blank {
            offset: span.map_or(0, |span| span.start),
            what: what.trim_start_matches(':').trim().to_owned(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_found_as_values_and_as_keys_with_their_places() {
        let text = "id = \"x\"\nover = \"<fill in: what>\"\n[[example]]\nset = { \"<fill in: where>\" = [\"<fill in>\"] }\n# \"<fill in: no>\"\n";
        let mut found: Vec<(usize, String)> = blanks(text)
            .into_iter()
            .map(|one| (one.offset, one.what))
            .collect();
        found.sort();
        let at = |part: &str| text.find(part).unwrap();
        let expected = [
            (at("\"<fill in: what"), "what"),
            (at("\"<fill in: where"), "where"),
            (at("\"<fill in>"), ""),
        ];
        assert_eq!(found, expected.map(|(at, what)| (at, what.to_owned())));
        assert_eq!(blank("a day"), "<fill in: a day>");
    }

    #[test]
    fn other_texts_are_no_blanks() {
        for text in [
            "a = \"x <fill in: y>\"",
            "a = \"<fill in: y> x\"",
            "a = \"<fill",
            "= <fill in>",
        ] {
            assert!(blanks(text).is_empty(), "{text}");
        }
    }
}
