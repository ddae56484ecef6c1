//! The fonts, as bytes in the program: the same on every machine.

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
        let mut out = String::with_capacity(text.len());
        for character in text.chars() {
            if character.is_ascii() || self.shows(character) {
                out.push(character);
            } else {
                out.push_str(&format!("[U+{:04X}]", u32::from(character)));
            }
        }
        out
    }
}
