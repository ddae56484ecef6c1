//! The fonts, as bytes in the program: the same on every machine.

use std::fmt::Write as _;
use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// In the order in which a letter is looked for where the text names no font.
static FILES: LazyLock<Vec<&'static [u8]>> = LazyLock::new(|| {
    vec![
        include_bytes!("../fonts/source-sans/SourceSans3-Regular.otf"),
        include_bytes!("../fonts/source-sans/SourceSans3-It.otf"),
        include_bytes!("../fonts/source-sans/SourceSans3-Semibold.otf"),
        include_bytes!("../fonts/source-sans/SourceSans3-SemiboldIt.otf"),
        include_bytes!("../fonts/source-sans/SourceSans3-Bold.otf"),
        include_bytes!("../fonts/source-sans/SourceSans3-BoldIt.otf"),
        dejavu::sans::regular(),
        dejavu::sans_mono::regular(),
        include_bytes!("../fonts/noto-emoji/NotoEmoji-Regular.ttf"),
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

    /// The text with each character that no font can show written as its code point.
    pub(crate) fn showable(&self, text: &str) -> String {
        pointed(text, |character| self.shows(character))
    }

    /// The text with some lines, counted from 1, in the letters of the first font alone.
    pub(crate) fn plain(&self, text: &str, lines: &[usize]) -> String {
        let first = self.fonts.first().map(|font| &font.info().coverage);
        let stands = |c: char| {
            let marks = matches!(c, '\u{300}'..='\u{36f}');
            !marks && first.is_some_and(|coverage| coverage.contains(u32::from(c)))
        };
        let line = |(number, line): (usize, &str)| {
            if lines.contains(&(number + 1)) {
                pointed(line, stands)
            } else {
                line.to_owned()
            }
        };
        text.split_inclusive('\n').enumerate().map(line).collect()
    }
}

/// The text with code points for what cannot be shown.
fn pointed(text: &str, shown: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() || shown(character) {
            out.push(character);
        } else {
            let _ = write!(out, "[U+{:04X}]", u32::from(character));
        }
    }
    out
}
