//! The styles: all looks of the text stand here, and none in the text.

use super::picture::{LetterStyle, colour as on_paper};
use crate::model::Lang;
use crate::report::document::Tone;
use crate::report::render::class;

const STYLES: &str = include_str!("styles.xml");
const LEVEL: &str = include_str!("style_level.xml");
const TONE: &str = include_str!("style_tone.xml");
const LETTERS: &str = include_str!("style_letters.xml");

/// How deep the rows of a tree are told apart.
pub(super) const LEVELS: usize = 5;
/// How far a row stands in for each level, in twentieths of a point.
const INDENT: usize = 220;

/// The language with its country, as word processors name dictionaries.
pub(super) fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::Fi => "fi-FI",
        Lang::Sv => "sv-FI",
        Lang::En => "en-GB",
    }
}

/// The colours of `report.css` on paper.
fn colour(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "1D6339",
        Tone::Open => "5B3A86",
        Tone::Advice => "1F5673",
        Tone::Warning => "7A4A00",
        Tone::Error => "A1121D",
        Tone::Plain => "4C5666",
    }
}

pub(super) fn styles(language: &str, paged: bool, letters: &[LetterStyle]) -> String {
    let mut out = STYLES.replace("{language}", language);
    out = out.replace("{page}", if paged { "<w:pageBreakBefore/>" } else { "" });
    for level in 1..=LEVELS {
        let indent = (level * INDENT).to_string();
        let style = LEVEL.replace("{level}", &level.to_string());
        out.push_str(&style.replace("{indent}", &indent));
    }
    for one in [
        Tone::Good,
        Tone::Open,
        Tone::Advice,
        Tone::Warning,
        Tone::Error,
        Tone::Plain,
    ] {
        let style = TONE.replace("{tone}", class(one));
        out.push_str(&style.replace("{colour}", colour(one)));
    }
    for one in letters {
        // In halves of a point, and in twentieths for the line: six fifths of the letters.
        let (size, line) = (one.half_points, one.half_points * 12);
        let style = LETTERS
            .replace("{id}", &one.id())
            .replace("{name}", &one.name())
            .replace("{line}", &line.to_string())
            .replace("{align}", one.align())
            .replace("{bold}", if one.bold { "<w:b/><w:bCs/>" } else { "" })
            .replace("{colour}", on_paper(one.role))
            .replace("{size}", &size.to_string());
        out.push_str(&style);
    }
    out.push_str("</w:styles>\n");
    out
}
