//! The fonts, as bytes in the program: the same on every machine.

use std::fmt::Write as _;
use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use unicode_segmentation::UnicodeSegmentation;

/// In the order in which a letter is looked for where the text names no font.
static FILES: LazyLock<Vec<&'static [u8]>> = LazyLock::new(|| {
    vec![
        include_bytes!("../fonts/source-sans/SourceSans3-Regular.otf"),
        include_bytes!("../fonts/source-sans/SourceSans3-It.otf"),
        include_bytes!("../fonts/source-sans/SourceSans3-Semibold.otf"),
        include_bytes!("../fonts/source-sans/SourceSans3-SemiboldIt.otf"),
        include_bytes!("../fonts/source-sans/SourceSans3-Bold.otf"),
        include_bytes!("../fonts/source-sans/SourceSans3-BoldIt.otf"),
        // Before DejaVu, which has some emoji and none of the signs that are made of several.
        include_bytes!("../fonts/noto-emoji/NotoEmoji-Regular.ttf"),
        dejavu::sans::regular(),
        dejavu::sans_mono::regular(),
    ]
});

/// Fonts and what they can show.
pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
}

/// Read once; every document shares them.
pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let fonts: Vec<Font> = FILES
        .iter()
        .flat_map(|file| Font::iter(Bytes::new(*file)))
        .collect();
    Fonts {
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
    }
});

impl Fonts {
    /// Whether a character can be shown and found again. Letters for private use mean nothing to
    /// another reader, and PDF/A forbids them.
    fn shows(&self, character: char) -> bool {
        let private = matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
        let unseen = matches!(character, '\u{feff}' | '\u{fff0}'..='\u{fffb}');
        !private
            && !unseen
            && (character.is_control()
                || self
                    .fonts
                    .iter()
                    .any(|font| font.info().coverage.contains(u32::from(character))))
    }

    /// The text with each character that no font can show written as its code point; so also what
    /// is to stand on a letter and is not in a font with it, which would be left out in silence.
    pub(crate) fn showable(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for sign in text.graphemes(true) {
            if sign.is_ascii() || sign.chars().nth(1).is_none() || self.shows_whole(sign) {
                point(sign, |character| self.shows(character), &mut out);
                continue;
            }
            let first = sign.chars().next().map_or(0, char::len_utf8);
            point(&sign[..first], |character| self.shows(character), &mut out);
            point(&sign[first..], joins, &mut out);
        }
        out
    }

    /// Whether one font has all that makes up one sign.
    fn shows_whole(&self, sign: &str) -> bool {
        let has = |font: &Font| {
            let coverage = &font.info().coverage;
            sign.chars()
                .all(|c| joins(c) || coverage.contains(u32::from(c)))
        };
        self.fonts.iter().any(has)
    }

    /// The text with some lines, counted from 1, in the letters of the first font alone.
    pub(crate) fn plain(&self, text: &str, lines: &[usize]) -> String {
        let first = self.fonts.first().map(|font| &font.info().coverage);
        let stands = |c: char| {
            let marks = matches!(c, '\u{300}'..='\u{36f}');
            !marks && first.is_some_and(|coverage| coverage.contains(u32::from(c)))
        };
        let mut out = String::with_capacity(text.len());
        for (number, line) in text.split_inclusive('\n').enumerate() {
            if lines.contains(&(number + 1)) {
                point(line, stands, &mut out);
            } else {
                out.push_str(line);
            }
        }
        out
    }
}

/// What joins signs or chooses between their forms, and shows nothing itself.
fn joins(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

/// Writes a text with code points for what cannot be shown.
fn point(text: &str, shown: impl Fn(char) -> bool, out: &mut String) {
    for character in text.chars() {
        if character.is_ascii() || shown(character) {
            out.push(character);
        } else {
            let _ = write!(out, "[U+{:04X}]", u32::from(character));
        }
    }
}
