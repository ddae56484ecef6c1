//! Where the values of a document stand in its text.

use std::collections::HashMap;
use std::ops::Range;

use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;

use super::position::Cursor;
use super::walk::key_range;
use super::{ReadError, parsed};
use crate::pointer::{number, unescape};

/// Finds the text of a value by its JSON Pointer, to show a finding in the document.
///
/// It is about places alone: whether the document is a project is not looked at, and a text that is
/// not JSON has none. It is made in one pass, and keeps no part of the text but the fields' names.
///
/// ```
/// use selvitys::SourceMap;
/// let text = r#"{"id": "pohjois-savo", "name": {"fi": "Pohjois-Savo"}}"#;
/// let map = SourceMap::new(text)?;
/// let name = map.span("/name/fi");
/// assert_eq!(&text[name.start..name.end], r#""Pohjois-Savo""#);
/// assert_eq!((name.line, name.column, name.exact), (1, 39, true));
/// // What is not there is shown where it would belong.
/// let swedish = map.span("/name/sv");
/// assert_eq!(&text[swedish.start..swedish.end], r#""name""#);
/// assert!(!swedish.exact);
/// # Ok::<(), selvitys::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceMap {
    root: Node,
}

/// A part of a text.
///
/// ```
/// let map = selvitys::SourceMap::new("{\n  \"id\": \"ä\"\n}")?;
/// let id = map.span("/id");
/// assert_eq!((id.start..id.end, id.line, id.column), (10..14, 2, 9));
/// # Ok::<(), selvitys::ReadError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The line of the first byte, from 1.
    pub line: usize,
    /// The column of the first byte in characters, from 1.
    pub column: usize,
    /// Whether it is what was asked for, and not only the nearest thing around it.
    pub exact: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Node {
    key: Option<Span>,
    value: Span,
    inside: Inside,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Inside {
    Nothing,
    Items(Vec<Node>),
    Fields(HashMap<String, Node>),
}

impl SourceMap {
    /// Reads the places of a text. Of a field that stands twice the last one counts.
    ///
    /// ```
    /// use selvitys::SourceMap;
    /// assert!(SourceMap::new("[1, 2]").is_ok());
    /// assert!(SourceMap::new("[1, 2").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// The text is blank, not JSON, or nested too deep.
    pub fn new(text: &str) -> Result<Self, ReadError> {
        let (text, base, value) = parsed(text)?;
        let cursor = Cursor::new(text);
        let root = Places { cursor, base }.node(None, &value);
        Ok(SourceMap { root })
    }

    /// The value at a pointer (RFC 6901). Of one that the document does not have, the name of the
    /// nearest value around it that the document has, else that value's bracket.
    ///
    /// ```
    /// let map = selvitys::SourceMap::new(r#"{"a/b": [10, 20]}"#)?;
    /// assert_eq!(map.span("/a~1b/1").start, 13);
    /// assert_eq!((map.span("/a~1b/2").start, map.span("/a~1b/2").exact), (1, false));
    /// assert_eq!((map.span("/c").start, map.span("/c").end), (0, 1));
    /// # Ok::<(), selvitys::ReadError>(())
    /// ```
    #[must_use]
    pub fn span(&self, pointer: &str) -> Span {
        match self.find(pointer) {
            Ok(node) => node.value,
            Err(around) => {
                let bracket = Span {
                    end: around.value.start + 1,
                    ..around.value
                };
                Span {
                    exact: false,
                    ..around.key.unwrap_or(bracket)
                }
            }
        }
    }

    /// The name of the field at a pointer, with its quotes. The items of a list, the document
    /// itself and what the document does not have are without.
    ///
    /// ```
    /// let map = selvitys::SourceMap::new(r#"{"links": [{}]}"#)?;
    /// assert_eq!(map.key_span("/links").map(|key| key.start..key.end), Some(1..8));
    /// assert_eq!(map.key_span("/links/0"), None);
    /// # Ok::<(), selvitys::ReadError>(())
    /// ```
    #[must_use]
    pub fn key_span(&self, pointer: &str) -> Option<Span> {
        self.find(pointer).ok()?.key
    }

    /// What to point at for a pointer, on one line: the value, or of a value of many lines its name,
    /// else its first line. The text is the one that the map was made from.
    ///
    /// ```
    /// let text = "{\n  \"links\": [\n    {\"a\": 1}\n  ]\n}";
    /// let map = selvitys::SourceMap::new(text)?;
    /// let marked = |pointer| {
    ///     let span = map.mark(text, pointer);
    ///     &text[span.start..span.end]
    /// };
    /// assert_eq!((marked("/links"), marked("/links/0"), marked("")), ("\"links\"", "{\"a\": 1}", "{"));
    /// # Ok::<(), selvitys::ReadError>(())
    /// ```
    #[must_use]
    pub fn mark(&self, text: &str, pointer: &str) -> Span {
        let span = self.span(pointer);
        let value = text.get(span.start..span.end).unwrap_or_default();
        match (value.find(['\r', '\n']), self.key_span(pointer)) {
            (None, _) => span,
            (Some(_), Some(key)) => Span {
                exact: span.exact,
                ..key
            },
            (Some(line), None) => Span {
                end: span.start + line,
                ..span
            },
        }
    }

    /// The node of a pointer, else the last one on the way to it.
    fn find(&self, pointer: &str) -> Result<&Node, &Node> {
        let mut node = &self.root;
        let mut steps = pointer.split('/');
        if !steps.next().unwrap_or_default().is_empty() {
            return Err(node);
        }
        for step in steps {
            let name = unescape(step);
            let next = match &node.inside {
                Inside::Nothing => None,
                Inside::Fields(fields) => fields.get(&name),
                Inside::Items(items) => number(step).and_then(|number| items.get(number)),
            };
            node = next.ok_or(node)?;
        }
        Ok(node)
    }
}

/// Makes nodes in the order of the text, so that lines and columns need one pass.
struct Places<'a> {
    cursor: Cursor<'a>,
    base: usize,
}

impl Places<'_> {
    fn span(&mut self, range: &Range<usize>) -> Span {
        let (line, column) = self.cursor.at(range.start);
        Span {
            start: range.start + self.base,
            end: range.end + self.base,
            line,
            column,
            exact: true,
        }
    }

    fn node(&mut self, key: Option<Range<usize>>, value: &Value<'_>) -> Node {
        let key = key.map(|key| self.span(&key));
        let span = self.span(&(value.start()..value.end()));
        let inside = match value {
            Value::Array(list) => Inside::Items(
                list.elements
                    .iter()
                    .map(|item| self.node(None, item))
                    .collect(),
            ),
            Value::Object(object) => {
                let mut fields = HashMap::with_capacity(object.properties.len());
                for field in &object.properties {
                    let node = self.node(Some(key_range(field)), &field.value);
                    fields.insert(field.name.as_str().to_owned(), node);
                }
                Inside::Fields(fields)
            }
            _ => Inside::Nothing,
        };
        Node {
            key,
            value: span,
            inside,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_are_read_as_the_rfc_says() {
        let text =
            r#"{"": 0, "a/b": 1, "c%d": 2, "m~n": 3, "~1": 4, " ": [5, [6]], "ö": {"€": 7}}"#;
        let map = SourceMap::new(text).unwrap();
        for (pointer, value) in [
            ("", text),
            ("/", "0"),
            ("/a~1b", "1"),
            ("/c%d", "2"),
            ("/m~0n", "3"),
            ("/~01", "4"),
            ("/ /0", "5"),
            ("/ /1/0", "6"),
            ("/ö/€", "7"),
        ] {
            let span = map.span(pointer);
            assert_eq!(
                (&text[span.start..span.end], span.exact),
                (value, true),
                "{pointer}"
            );
        }
        for (pointer, around) in [
            ("a~1b", "{"),
            ("/x", "{"),
            ("/x/y/z", "{"),
            ("/a~1b/c", r#""a/b""#),
            ("/ /00", r#"" ""#),
            ("/ /-", r#"" ""#),
            ("/ /+1", r#"" ""#),
            ("/ /99999999999999999999999", r#"" ""#),
            ("/ /1/7", "["),
            ("/ö/$", r#""ö""#),
        ] {
            let span = map.span(pointer);
            assert_eq!(
                (&text[span.start..span.end], span.exact),
                (around, false),
                "{pointer}"
            );
            assert_eq!(map.key_span(pointer), None, "{pointer}");
        }
    }

    #[test]
    fn columns_count_characters_after_a_byte_order_mark_too() {
        let text = "\u{feff}{\n  \"ä\": \"ö€\", \"b\": 1\n}";
        let map = SourceMap::new(text).unwrap();
        let one = map.span("/b");
        assert_eq!(
            (one.line, one.column, &text[one.start..one.end]),
            (2, 19, "1")
        );
        let key = map.key_span("/b").unwrap();
        assert_eq!(
            (key.line, key.column, &text[key.start..key.end]),
            (2, 14, "\"b\"")
        );
        assert_eq!(map.span("/c").column, 1);
    }

    #[test]
    fn building_is_linear_in_the_text() {
        // A name of 10 kB with 200,000 values in it: pointers kept whole would take 2 GB.
        let text = format!(
            "{{\"{}\": [{}0]}}",
            "n".repeat(10_000),
            "0,".repeat(200_000)
        );
        let map = SourceMap::new(&text).unwrap();
        let last = map.span(&format!("/{}/200000", "n".repeat(10_000)));
        assert_eq!((last.end, last.exact), (text.len() - 2, true));
    }
}
