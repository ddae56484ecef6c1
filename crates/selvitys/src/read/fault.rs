//! In which way a text is not JSON; types of values, found and expected.

/// In which way a text is not JSON.
///
/// ```
/// use selvitys::{Project, ReadProblemKind, SyntaxFault};
/// let error = Project::from_json(r#"{"format": "1",}"#).unwrap_err();
/// let fault = SyntaxFault::TrailingComma;
/// assert_eq!(error.problems[0].kind, ReadProblemKind::Syntax { fault });
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SyntaxFault {
    /// The text ends before it is complete.
    EndsEarly {
        /// The innermost bracket that is open, and its line.
        open: Option<(char, usize)>,
    },
    /// A closing bracket that does not fit the one that is open.
    WrongBracket {
        /// The closing bracket.
        found: char,
        /// The bracket that is open.
        open: char,
        /// The line of the open bracket.
        line: usize,
    },
    /// Something stands after the end of the document.
    AfterEnd,
    /// A string that is not closed, or not on its line.
    UnclosedString,
    /// A character in a string that must be written as an escape.
    ControlCharacter {
        /// The character.
        character: char,
    },
    /// A quote in a string that is not written as an escape, and so ends the string.
    UnescapedQuote,
    /// An escape in a string that JSON does not have.
    WrongEscape,
    /// No comma between two values or fields.
    MissingComma,
    /// A comma after the last value or field.
    TrailingComma,
    /// A comma where a value belongs.
    ExtraComma,
    /// No colon after the name of a field.
    MissingColon,
    /// No value after the colon.
    MissingValue,
    /// A name of a field without quotes.
    UnquotedKey,
    /// A word without quotes that is none of `true`, `false` and `null`.
    UnquotedWord {
        /// The word.
        word: String,
    },
    /// Quotes other than `"`.
    WrongQuotes,
    /// A comment.
    Comment,
    /// A number in a form that JSON does not have.
    WrongNumber,
    /// A character that cannot stand here.
    Unexpected {
        /// The character.
        character: char,
    },
}

/// A type of JSON value.
///
/// ```
/// use selvitys::{JsonType, Project, ReadProblemKind};
/// let error = Project::from_json("[]").unwrap_err();
/// let kind = &error.problems[0].kind;
/// assert!(matches!(kind, ReadProblemKind::WrongType { found: JsonType::List, .. }));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JsonType {
    /// `{...}`
    Object,
    /// `[...]`
    List,
    /// `"..."`
    String,
    /// Digits.
    Number,
    /// `true` or `false`
    Boolean,
    /// `null`
    Null,
}

/// What may stand at a place of a document.
///
/// ```
/// use selvitys::{Project, ReadProblemKind, Shape};
/// let error = Project::from_json(r#"{"format": "1", "id": "x", "name": "Hanke"}"#).unwrap_err();
/// let ReadProblemKind::WrongType { expected, .. } = &error.problems[0].kind else { panic!() };
/// assert_eq!(expected, &[Shape::Text]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Shape {
    /// An object.
    Object,
    /// An object with exactly one of these fields.
    OneField(Vec<String>),
    /// A free text by language.
    Text,
    /// A list.
    List,
    /// Any string.
    String,
    /// One of these strings.
    Choice(Vec<String>),
    /// A sum of money.
    Money,
    /// A share.
    Share,
    /// A day, month or year.
    Date,
    /// A round of self-assessment.
    Round,
    /// A count.
    Count,
    /// `true` or `false`.
    Boolean,
}
