//! The kinds of problems of reading, with the values that their messages need.

use super::{JsonType, Shape, SyntaxFault};

/// What is wrong, with the values that its message needs.
///
/// Names and values of the document longer than 80 characters are cut here, and end in `…`.
///
/// ```
/// use selvitys::{Project, ReadProblemKind};
/// let text = r#"{"format": "2", "id": "x", "name": {"fi": "Hanke"}}"#;
/// let error = Project::from_json(text).unwrap_err();
/// let ReadProblemKind::UnknownValue { value, allowed, .. } = &error.problems[0].kind else {
///     panic!()
/// };
/// assert_eq!((value.as_str(), allowed.as_slice()), ("2", ["1".to_owned()].as_slice()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadProblemKind {
    /// The bytes from an offset on are not UTF-8.
    NotUtf8 {
        /// The offset in bytes.
        offset: usize,
    },
    /// Nothing but blanks.
    Empty,
    /// Brackets nested deeper than is read.
    TooDeep {
        /// How many levels are read.
        limit: usize,
    },
    /// Not JSON.
    Syntax {
        /// In which way.
        fault: SyntaxFault,
    },
    /// A field that the model does not have at this place.
    UnknownField {
        /// Its name.
        name: String,
        /// The nearest right name, if one is near enough.
        nearest: Option<String>,
        /// The names of the fields that may stand here.
        allowed: Vec<String>,
    },
    /// A required field that is not there.
    MissingField {
        /// Its name.
        name: String,
    },
    /// A field that stands twice in one object.
    DuplicateKey {
        /// Its name.
        name: String,
        /// The line of the first one.
        first_line: usize,
    },
    /// A value of a type that cannot stand here.
    WrongType {
        /// The type found.
        found: JsonType,
        /// What may stand here.
        expected: Vec<Shape>,
    },
    /// A string that is none of the words that may stand here.
    UnknownValue {
        /// The string.
        value: String,
        /// The nearest right word, if one is near enough.
        nearest: Option<String>,
        /// The words that may stand here.
        allowed: Vec<String>,
    },
    /// A string that is not a sum of money.
    NotMoney {
        /// The string.
        value: String,
        /// The sum that it probably means, as it is to be written.
        meant: Option<String>,
    },
    /// A JSON number where a sum of money belongs.
    MoneyNumber {
        /// The number as the text has it.
        value: String,
        /// The same sum as it is to be written.
        meant: Option<String>,
    },
    /// A string that is not a share.
    NotShare {
        /// The string.
        value: String,
        /// The share that it probably means, as it is to be written.
        meant: Option<String>,
    },
    /// A JSON number where a share belongs.
    ShareNumber {
        /// The number as the text has it.
        value: String,
        /// The same share as it is to be written; none for a number above 1, which may be per cent.
        meant: Option<String>,
    },
    /// A string that is not a date.
    NotDate {
        /// The string.
        value: String,
        /// The date that it probably means, as it is to be written.
        meant: Option<String>,
    },
    /// A day that its month does not have.
    NoSuchDay {
        /// The day.
        value: String,
        /// The last day of the month.
        last: String,
    },
    /// A string that is not a round of self-assessment.
    NotRound {
        /// The string.
        value: String,
    },
    /// A number that is not a count.
    NotCount {
        /// The number as the text has it.
        value: String,
        /// The greatest count that is read here.
        greatest: u64,
    },
    /// A free text without any language.
    EmptyText,
    /// A character that shows nothing itself, but may change what is shown around it: a control
    /// character, or one that turns the direction of writing.
    HiddenCharacter {
        /// The character's number, such as `U+202E`.
        code: String,
    },
    /// Not exactly one of the fields that exclude each other.
    NotOneField {
        /// How many fields are there.
        found: usize,
        /// The fields, one of which is to be there.
        allowed: Vec<String>,
    },
    /// Not read for another reason, which the JSON reader gives in English.
    Other {
        /// The reason.
        message: String,
    },
    /// There are more problems than are listed; it stands where the first one left out does.
    TooMany {
        /// How many are left out.
        left_out: usize,
    },
}
