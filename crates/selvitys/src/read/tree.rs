//! The text as a tree with positions, and where it is not JSON.

use std::ops::Range;

use jsonc_parser::ast::Value;
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::position::Lines;
use super::scan::{DEEPEST, string_end};
use super::{ReadProblemKind, SyntaxFault};

/// Where something is wrong, and what.
pub(super) type Fault = (Range<usize>, ReadProblemKind);

/// Everything that the parser could take beside JSON is off.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Parses a text that the scan found shallow enough; gives the first fault of one that is not JSON.
pub(super) fn parse(text: &str) -> Result<Value<'_>, Fault> {
    match parse_to_ast(text, &CollectOptions::default(), &STRICT) {
        Ok(parsed) => parsed.value.ok_or((0..0, ReadProblemKind::Empty)),
        Err(error) => {
            let (span, kind) = fault(text, &error);
            // The parser passes over characters that JSON does not allow; the first of them, if it
            // stands before what the parser stumbled at, is what is wrong.
            let mut first = None;
            strays(text, &mut |span, fault| {
                first.get_or_insert((span, ReadProblemKind::Syntax { fault }));
                false
            });
            Err(first
                .filter(|(stray, _)| stray.start < span.end)
                .unwrap_or((span, kind)))
        }
    }
}

fn fault(text: &str, error: &ParseError) -> Fault {
    use ParseErrorKind as Kind;
    let span = error.range().start..error.range().end.min(text.len());
    let end = text.trim_end().len();
    let fault = match error.kind() {
        Kind::NestingDepthExceeded => return (span, ReadProblemKind::TooDeep { limit: DEEPEST }),
        Kind::String(jsonc_parser::ParseStringErrorKind::UnterminatedStringLiteral) => {
            SyntaxFault::UnclosedString
        }
        Kind::String(_) => SyntaxFault::WrongEscape,
        Kind::CommentsNotAllowed | Kind::UnterminatedCommentBlock => SyntaxFault::Comment,
        Kind::UnterminatedObject | Kind::UnterminatedArray => return ends_early(text),
        _ if span.start >= end => return ends_early(text),
        Kind::ExpectedColonAfterObjectKey => SyntaxFault::MissingColon,
        Kind::ExpectedObjectValue => SyntaxFault::MissingValue,
        Kind::ExpectedComma => missing_comma(text, span.start),
        Kind::TrailingCommasNotAllowed => SyntaxFault::TrailingComma,
        Kind::UnexpectedComma => SyntaxFault::ExtraComma,
        Kind::MultipleRootJsonValues => SyntaxFault::AfterEnd,
        Kind::SingleQuotedStringsNotAllowed => SyntaxFault::WrongQuotes,
        Kind::ExpectedStringObjectProperty => unquoted_name(text, span.start),
        Kind::BareDecimalPointNumbersNotAllowed
        | Kind::ExpectedDigit
        | Kind::ExpectedDigitFollowingNegativeSign
        | Kind::ExpectedPlusMinusOrDigitInNumberLiteral
        | Kind::HexadecimalNumbersNotAllowed
        | Kind::NonFiniteNumbersNotAllowed
        | Kind::UnaryPlusNumbersNotAllowed => SyntaxFault::WrongNumber,
        _ => unexpected(text, span.start),
    };
    (span, ReadProblemKind::Syntax { fault })
}

/// A text that ends with brackets open: the fault stands at its end.
fn ends_early(text: &str) -> Fault {
    let end = text.trim_end().len();
    let open = innermost(text);
    (
        end..end,
        ReadProblemKind::Syntax {
            fault: SyntaxFault::EndsEarly { open },
        },
    )
}

/// Two values without a comma; without a blank either, they are meant as one.
fn missing_comma(text: &str, at: usize) -> SyntaxFault {
    let (before, rest) = text.split_at_checked(at).unwrap_or_default();
    match (before.chars().next_back(), rest.chars().next()) {
        (Some('"'), Some(next)) if next.is_alphanumeric() => SyntaxFault::UnescapedQuote,
        (Some(_), Some(next)) if next.is_alphanumeric() || next == '-' => SyntaxFault::WrongNumber,
        _ => SyntaxFault::MissingComma,
    }
}

/// A name without quotes, or the decimals after a comma.
fn unquoted_name(text: &str, at: usize) -> SyntaxFault {
    let (before, rest) = text.split_at_checked(at).unwrap_or_default();
    let number = before
        .strip_suffix(',')
        .is_some_and(|one| one.ends_with(char::is_numeric));
    if number && rest.starts_with(char::is_numeric) {
        SyntaxFault::WrongNumber
    } else {
        SyntaxFault::UnquotedKey
    }
}

/// Something that cannot stand where it does.
fn unexpected(text: &str, at: usize) -> SyntaxFault {
    let (before, rest) = text.split_at_checked(at).unwrap_or_default();
    let word_end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    let word = rest
        .get(..word_end.unwrap_or(rest.len()))
        .unwrap_or_default();
    if !word.is_empty() && before.ends_with('"') {
        return SyntaxFault::UnescapedQuote;
    }
    if !word.is_empty() {
        return SyntaxFault::UnquotedWord {
            word: super::clip(word),
        };
    }
    match rest.chars().next() {
        None => SyntaxFault::EndsEarly {
            open: innermost(text),
        },
        Some(found @ ('}' | ']')) => match innermost(before) {
            Some((open, line)) if (open == '{') != (found == '}') => {
                SyntaxFault::WrongBracket { found, open, line }
            }
            Some(_) if before.trim_end().ends_with(':') => SyntaxFault::MissingValue,
            None if !before.trim().is_empty() => SyntaxFault::AfterEnd,
            _ => SyntaxFault::Unexpected { character: found },
        },
        Some(',') => SyntaxFault::ExtraComma,
        Some('\'' | '`' | '\u{b4}' | '“' | '”' | '„' | '‘' | '’' | '»' | '«') => {
            SyntaxFault::WrongQuotes
        }
        Some(character) => SyntaxFault::Unexpected { character },
    }
}

/// The innermost bracket that is open at the end of a text, and its line.
fn innermost(text: &str) -> Option<(char, usize)> {
    let bytes = text.as_bytes();
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at = string_end(bytes, at);
                continue;
            }
            b'{' | b'[' => open.push((char::from(*byte), at)),
            b'}' | b']' => drop(open.pop()),
            _ => {}
        }
        at += 1;
    }
    open.pop()
        .map(|(bracket, at)| (bracket, Lines::new(text).line(at)))
}

/// Characters that JSON does not allow and the parser passes over: control characters in strings,
/// blanks of other alphabets between values. Goes on as long as `found` says so.
pub(super) fn strays(text: &str, found: &mut impl FnMut(Range<usize>, SyntaxFault) -> bool) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let mut end = at + 1;
        let fault = match byte {
            b'"' => {
                end = string_end(bytes, at);
                in_string(text, at, end)
            }
            0x0b | 0x0c => Some((
                at..end,
                SyntaxFault::Unexpected {
                    character: char::from(*byte),
                },
            )),
            0x80.. => {
                let character = text.get(at..).and_then(|rest| rest.chars().next());
                end = at + character.map_or(1, char::len_utf8);
                character
                    .filter(|character| character.is_whitespace())
                    .map(|character| (at..end, SyntaxFault::Unexpected { character }))
            }
            _ => None,
        };
        if let Some((span, fault)) = fault
            && !found(span, fault)
        {
            return;
        }
        at = end;
    }
}

/// The first control character of a string; a line break means that the string is not closed.
fn in_string(text: &str, start: usize, end: usize) -> Option<(Range<usize>, SyntaxFault)> {
    let string = text.as_bytes().get(start..end)?;
    let at = string.iter().position(|byte| *byte < 0x20)?;
    let character = char::from(*string.get(at)?);
    Some(match character {
        '\n' | '\r' => (start..start + at, SyntaxFault::UnclosedString),
        character => (
            start + at..start + at + 1,
            SyntaxFault::ControlCharacter { character },
        ),
    })
}
