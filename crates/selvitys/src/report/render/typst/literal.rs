//! Words as Typst string literals: nothing of a document is ever markup.

use std::fmt::Write as _;

use crate::hidden::visible;

/// Words that hyphenation breaks where a line ends: longer ones it may not know at all.
const LONGEST_WORD: usize = 32;
/// Ids, pointers and addresses, which no hyphenation knows.
const LONGEST_NAME: usize = 16;

/// One string literal.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\r' => {}
            '\n' | '\t' => out.push(' '),
            other => out.push(visible(other)),
        }
    }
    out.push('"');
    out
}

/// Literals for running text: a word that no line can hold is marked as one that breaks anywhere.
pub(super) fn pieces(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = String::new();
    for word in text.split_inclusive(is_break) {
        let bare = word.trim_end_matches(is_break);
        if is_endless(bare) {
            if !rest.is_empty() {
                out.push(literal(&rest));
                rest.clear();
            }
            out.push(breaking(bare));
            rest.push_str(&word[bare.len()..]);
        } else {
            rest.push_str(word);
        }
    }
    if !rest.is_empty() || out.is_empty() {
        out.push(literal(&rest));
    }
    out
}

/// A call for a word that may break after its signs, and anywhere where it has none.
fn breaking(word: &str) -> String {
    format!("w({})", parts(word))
}

/// The parts of a name between which a line may break, as arguments.
pub(super) fn parts(name: &str) -> String {
    let mut out = String::new();
    let sign = |c: char| matches!(c, '/' | '.' | '_' | '-' | ':' | '?' | '&' | '=' | ',' | ' ');
    for part in name.split_inclusive(sign) {
        let comma = if out.is_empty() { "" } else { ", " };
        let _ = write!(out, "{comma}{}", literal(part));
    }
    out
}

fn is_break(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

fn is_endless(word: &str) -> bool {
    let length = word.chars().count();
    let inner = word.trim_matches(|c: char| c.is_ascii_punctuation());
    // A hyphen is a place to break that every reader knows.
    let longest = inner.split('-').map(|part| part.chars().count()).max();
    if inner.chars().all(|c| c.is_alphabetic() || c == '-') {
        longest.unwrap_or(length) > LONGEST_WORD
    } else if !inner.contains(char::is_alphabetic) {
        // A figure, or a period.
        length > LONGEST_WORD
    } else {
        length > LONGEST_NAME
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(literal(r#"#set "x" \ $y$"#), r##""#set \"x\" \\ $y$""##);
        assert_eq!(literal("a\r\nb\tc"), "\"a b c\"");
        assert_eq!(literal("a\u{202e}b\0"), "\"a\u{fffd}b\u{fffd}\"");
    }

    #[test]
    fn a_word_without_end_breaks_anywhere_and_loses_nothing() {
        let long = "x".repeat(40);
        assert_eq!(pieces("yksi sana"), ["\"yksi sana\""]);
        assert_eq!(
            pieces(&format!("a {long} b")),
            [
                "\"a \"".to_owned(),
                format!("w(\"{long}\")"),
                "\" b\"".to_owned()
            ]
        );
        assert_eq!(
            pieces("https://example.org/a"),
            ["w(\"https:\", \"/\", \"/\", \"example.\", \"org/\", \"a\")"]
        );
        // Words that hyphenation breaks, amounts and dates stay whole.
        for whole in [
            "valtionavustusviranomainen",
            "hankekokonaisuus-valtionavustuslainsäädäntö",
            "1\u{a0}225\u{a0}000,00\u{a0}€",
            "1.1.2020–31.10.2022",
        ] {
            assert_eq!(pieces(whole), [literal(whole)], "{whole}");
        }
        assert_eq!(pieces(""), ["\"\""]);
    }
}
