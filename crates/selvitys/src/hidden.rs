//! Characters that show nothing themselves and may change how what is around them reads: control
//! characters, and those that turn the direction of writing.

/// The first hidden character of a text; line breaks and tabs are none.
pub(crate) fn hidden(text: &str) -> Option<char> {
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let line_break = character == '\r' && rest.peek() == Some(&'\n');
        if is_hidden(character) && !line_break {
            return Some(character);
        }
    }
    None
}

/// The character as a report may hold it: a hidden one leaves a mark, so that nothing is lost in
/// silence.
pub(crate) fn visible(character: char) -> char {
    if is_hidden(character) {
        char::REPLACEMENT_CHARACTER
    } else {
        character
    }
}

fn is_hidden(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        other => other.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_found() {
        for plain in ["", "1 000,00 €", "rivi\nrivi\r\n\tloppu", "å\u{a0}–\u{ad}”"] {
            assert_eq!(hidden(plain), None, "{plain:?}");
        }
        for character in [
            '\0', '\u{1b}', '\r', '\u{7f}', '\u{80}', '\u{9f}', '\u{202a}', '\u{202e}', '\u{2066}',
            '\u{2069}',
        ] {
            assert_eq!(hidden(&format!("ä{character}ä")), Some(character));
            assert_eq!(visible(character), '\u{fffd}');
        }
        assert_eq!(visible('ä'), 'ä');
    }
}
