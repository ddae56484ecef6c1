//! What keeps a document from being read, as data; the words come last.

use std::fmt;
use std::ops::Range;

use super::{ReadProblemKind, shown, words};
use crate::model::Lang;

/// Everything that keeps a document from being read, all at once, in the order of the text.
///
/// It is about a document that cannot be read at all. What a document says and should not say is a
/// finding of an assessment, not an error.
///
/// ```
/// use selvitys::Project;
/// let text = r#"{"format": "1", "id": 7, "nmae": {"fi": "Hanke"}}"#;
/// let error = Project::from_json(text).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "1:1: the field `name` is missing; it is required here\n\
///      1:23: /id: found a number, expected a string `\"...\"`\n\
///      1:26: /nmae: there is no field `nmae` here; the nearest right name is `name`"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct ReadError {
    /// The problems, at most 1,000. Where there are more, the last one says how many are left out.
    pub problems: Vec<ReadProblem>,
}

/// One problem, and where it is.
///
/// ```
/// use selvitys::{Lang, Project, ReadProblemKind};
/// let error = Project::from_json("{\n  \"format\": \"1\",\n").unwrap_err();
/// let problem = &error.problems[0];
/// assert!(matches!(problem.kind, ReadProblemKind::Syntax { .. }));
/// assert_eq!((problem.line, problem.column), (2, 17));
/// assert_eq!(problem.message(Lang::Fi), "asiakirja loppuu kesken: rivin 1 `{` on sulkematta");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadProblem {
    /// What is wrong.
    pub kind: ReadProblemKind,
    /// The value or field it is about, as a JSON Pointer; empty where it is about the text itself.
    /// A missing field is a problem of the object that lacks it.
    pub pointer: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The bytes of the text that it is about.
    pub span: Range<usize>,
}

impl ReadProblem {
    /// What was found, what is expected and what to do, in one line.
    ///
    /// ```
    /// use selvitys::{Lang, Project};
    /// let text = r#"{"format": "1", "id": "x", "name": {}}"#;
    /// let error = Project::from_json(text).unwrap_err();
    /// assert_eq!(
    ///     error.problems[0].message(Lang::Sv),
    ///     "texten saknas på alla språk; skriv den på åtminstone ett: `fi`, `sv`, `en`"
    /// );
    /// ```
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        words::kind(&self.kind, lang)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, problem) in self.problems.iter().enumerate() {
            if number > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl fmt::Display for ReadProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.line, self.column)?;
        if !self.pointer.is_empty() {
            write!(f, "{}: ", shown(&self.pointer))?;
        }
        f.write_str(&self.message(Lang::En))
    }
}
