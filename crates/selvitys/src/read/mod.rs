//! Reading a document: serde into the model, and when that fails, all that is wrong at once.
//!
//! The fast path is a scan of the bytes and serde. What serde refuses, and what it would take
//! although our schema does not allow it, is parsed once more into a tree with positions and walked
//! against the schema.

mod fault;
mod fault_words;
pub(crate) mod form;
mod kind;
mod meant;
mod position;
mod problem;
mod removal;
mod scan;
mod source_map;
mod traits;
mod tree;
mod walk;
mod words;

#[cfg(test)]
mod robust_tests;
#[cfg(test)]
mod table_tests;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

pub use fault::{JsonType, Shape, SyntaxFault};
pub(crate) use form::shapes_at;
pub use kind::ReadProblemKind;
pub use meant::nearest;
pub use problem::{ReadError, ReadProblem};
pub use source_map::{SourceMap, Span};

pub(crate) use form::fields_at;
pub(crate) use removal::{Removal, removal_at};
pub(crate) use walk::key_range;

use crate::model::Project;
use position::Sink;
use scan::{DEEPEST, Scan, scan};

impl Project {
    /// Reads a project document; a byte order mark before it is passed over.
    ///
    /// Reading is strict: a field that the model does not have, a field that stands twice, a date
    /// that is not in the calendar and whatever else cannot be represented is an error, and all
    /// errors come at once. What can be represented is read, however wrong: rules judge it.
    ///
    /// ```
    /// use selvitys::Project;
    /// let text = r#"{"format": "1", "id": "savo", "name": {"fi": "Hanke"}, "budgts": []}"#;
    /// let error = Project::from_json(text).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "1:56: /budgts: there is no field `budgts` here; the nearest right name is `budgets`"
    /// );
    /// let project = Project::from_json(&text.replace("budgts", "budgets"))?;
    /// assert_eq!(project.id, "savo");
    /// # Ok::<(), selvitys::ReadError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Whatever keeps the text from being read, all at once.
    pub fn from_json(text: &str) -> Result<Project, ReadError> {
        let source = Source::new(text)?;
        match serde_json::from_str(source.text) {
            Ok(project) if !source.doubtful => Ok(project),
            Ok(project) => source.problems(None).map(|()| project),
            // The walk finds what serde found; if it ever should not, serde's own words remain.
            Err(error) => match source.problems(Some(&error)) {
                Err(problems) => Err(problems),
                Ok(()) => Err(source.other(&error)),
            },
        }
    }

    /// Reads a project document from bytes, which must be UTF-8.
    ///
    /// ```
    /// use selvitys::{Project, ReadProblemKind};
    /// let error = Project::from_slice(b"{\"id\": \"Lappe\xe4nranta\"}").unwrap_err();
    /// assert_eq!(error.problems[0].kind, ReadProblemKind::NotUtf8 { offset: 13 });
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Project::from_json`]; bytes that are not UTF-8 are one of their own.
    pub fn from_slice(bytes: &[u8]) -> Result<Project, ReadError> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Project::from_json(text),
            Err(error) => {
                let offset = error.valid_up_to();
                let end = offset + error.error_len().unwrap_or(bytes.len() - offset);
                let valid = bytes
                    .get(..offset)
                    .and_then(|valid| std::str::from_utf8(valid).ok());
                let (valid, base) = without_mark(valid.unwrap_or_default());
                let span = offset - base..end - base;
                Err(Sink::only(
                    valid,
                    base,
                    span,
                    ReadProblemKind::NotUtf8 { offset },
                ))
            }
        }
    }

    /// Writes the document: indented by two, ending with a newline, sums with two decimals, what is
    /// absent left out. The same project is always the same text.
    ///
    /// ```
    /// use selvitys::Project;
    /// let project = Project::from_json(r#"{"format":"1","id":"savo","name":{"fi":"Hanke"}}"#)?;
    /// let text = project.to_json();
    /// assert!(text.starts_with("{\n  \"format\": \"1\",\n") && text.ends_with("}\n"));
    /// assert_eq!(Project::from_json(&text)?, project);
    /// # Ok::<(), selvitys::ReadError>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        // INVARIANT: nothing in the model refuses to be written, and the keys of maps are strings.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// A text that is neither blank nor nested too deep.
struct Source<'a> {
    /// The text without a byte order mark.
    text: &'a str,
    /// The length of the byte order mark.
    base: usize,
    /// Whether serde may take what our schema does not allow.
    doubtful: bool,
}

impl<'a> Source<'a> {
    fn new(text: &'a str) -> Result<Self, ReadError> {
        let (text, base) = without_mark(text);
        if text.trim().is_empty() {
            return Err(Sink::only(text, base, 0..0, ReadProblemKind::Empty));
        }
        match scan(text) {
            Scan::TooDeep(at) => {
                let kind = ReadProblemKind::TooDeep { limit: DEEPEST };
                Err(Sink::only(text, base, at..at + 1, kind))
            }
            found => Ok(Source {
                text,
                base,
                doubtful: found == Scan::Doubtful,
            }),
        }
    }

    /// All that is wrong with the document, as far as our schema knows.
    fn problems(&self, serde: Option<&serde_json::Error>) -> Result<(), ReadError> {
        let mut sink = Sink::default();
        match tree::parse(self.text) {
            Ok(document) => {
                tree::strays(self.text, &mut |span, fault| {
                    sink.report(span, "", || ReadProblemKind::Syntax { fault });
                    true
                });
                walk::walk(self.text, &document, &mut sink);
            }
            // What serde takes is JSON, whatever another parser says.
            Err(_) if serde.is_none() => {}
            Err((span, kind)) => sink.report(span, "", || kind),
        }
        sink.finish(self.text, self.base)
    }

    /// The problem in serde's words, where it sees it.
    fn other(&self, error: &serde_json::Error) -> ReadError {
        let lines = self.text.split_inclusive('\n');
        let start: usize = lines
            .take(error.line().saturating_sub(1))
            .map(str::len)
            .sum();
        let at = start + error.column().saturating_sub(1);
        let at = self.text.floor_char_boundary(at);
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        let kind = ReadProblemKind::Other {
            message: clip(message),
        };
        Sink::only(self.text, self.base, at..at, kind)
    }
}

/// The tree of a text, the text without a byte order mark, and the length of that mark.
pub(crate) fn parsed(text: &str) -> Result<(&str, usize, jsonc_parser::ast::Value<'_>), ReadError> {
    let source = Source::new(text)?;
    match tree::parse(source.text) {
        Ok(tree) => Ok((source.text, source.base, tree)),
        Err((span, kind)) => Err(Sink::only(source.text, source.base, span, kind)),
    }
}

fn without_mark(text: &str) -> (&str, usize) {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => (rest, text.len() - rest.len()),
        None => (text, 0),
    }
}

/// A name or value of the document as a problem keeps it: 80 characters at most.
fn clip(text: &str) -> String {
    const MOST: usize = 80;
    match text.char_indices().nth(MOST) {
        None => text.to_owned(),
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned() + "…",
    }
}

/// A text of the document in one line: control characters are written as escapes of JSON.
pub(crate) fn shown(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => line.push_str("\\n"),
            '\t' => line.push_str("\\t"),
            control if control.is_control() => {
                // Writing to a string does not fail.
                let _ = write!(line, "\\u{:04x}", u32::from(control));
            }
            other => line.push(other),
        }
    }
    line
}
