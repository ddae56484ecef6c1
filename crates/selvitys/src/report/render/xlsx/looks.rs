//! How cells look: few styles, the colours of the page.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::report::document::Tone;

const INK: u32 = 0x1D_2430;
const SOFT: u32 = 0x4C_5666;
const WASH: u32 = 0xF3_F5F8;
const RULE: u32 = 0xC9_D0DA;
const ACCENT: u32 = 0x00_3D7D;

/// Words, wrapped, from the top of the cell.
pub(super) fn words() -> Format {
    Format::new()
        .set_font_color(INK)
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::Top)
        .set_text_wrap()
}

/// Words beside which others stand: the name of a fact.
pub(super) fn label() -> Format {
    words().set_bold().set_font_color(SOFT)
}

/// Words of a tone.
pub(super) fn toned(tone: Tone) -> Format {
    let colour: u32 = match tone {
        Tone::Good => 0x1D_6339,
        Tone::Open => 0x5B_3A86,
        Tone::Advice => 0x1F_5673,
        Tone::Warning => 0x7A_4A00,
        Tone::Error => 0xA1_121D,
        Tone::Plain => INK,
    };
    words()
        .set_bold()
        .set_font_color(colour)
        .set_background_color(WASH)
}

/// A heading, of the document at level 1.
pub(super) fn heading(level: u8) -> Format {
    let size = match level {
        0 | 1 => 20.0,
        2 => 15.0,
        3 => 12.5,
        _ => 11.0,
    };
    Format::new()
        .set_bold()
        .set_font_size(size)
        .set_font_color(ACCENT)
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::Top)
}

/// Something quiet: the kind of document, a note, the last lines.
pub(super) fn quiet() -> Format {
    words().set_font_color(SOFT)
}

/// Words that lead elsewhere.
pub(super) fn link(of: &Format) -> Format {
    of.clone()
        .set_font_color(ACCENT)
        .set_underline(rust_xlsxwriter::FormatUnderline::Single)
}

/// The heading of a column.
pub(super) fn column(numeric: bool) -> Format {
    let side = if numeric {
        FormatAlign::Right
    } else {
        FormatAlign::Left
    };
    Format::new()
        .set_bold()
        .set_font_color(INK)
        .set_background_color(WASH)
        .set_border_bottom(FormatBorder::Medium)
        .set_border_bottom_color(ACCENT)
        .set_align(side)
        .set_align(FormatAlign::Bottom)
        .set_text_wrap()
}

/// A cell of a table.
pub(super) fn cell(numeric: bool, total: bool) -> Format {
    let side = if numeric {
        FormatAlign::Right
    } else {
        FormatAlign::Left
    };
    let format = words()
        .set_align(side)
        .set_border_bottom(FormatBorder::Hair)
        .set_border_bottom_color(RULE);
    if total {
        format
            .set_bold()
            .set_border_top(FormatBorder::Thin)
            .set_border_top_color(INK)
    } else {
        format
    }
}
