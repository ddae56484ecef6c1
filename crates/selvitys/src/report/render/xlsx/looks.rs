//! How cells look: few styles, the colours of the page.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::report::document::Tone;

const INK: u32 = 0x1D_2430;
const SOFT: u32 = 0x4C_5666;
const WASH: u32 = 0xF3_F5F8;
const RULE: u32 = 0xC9_D0DA;
const ACCENT: u32 = 0x00_3D7D;

/// A format, with what the height of a row is reckoned from.
#[derive(Clone)]
pub(super) struct Look {
    pub(super) format: Format,
    pub(super) size: f64,
    pub(super) wraps: bool,
}

/// The size of running text, in points.
pub(super) const SIZE: f64 = 11.0;

impl Look {
    fn of(format: Format) -> Self {
        Look {
            format,
            size: SIZE,
            wraps: false,
        }
    }

    pub(super) fn with(mut self, change: impl FnOnce(Format) -> Format) -> Self {
        self.format = change(self.format);
        self
    }

    pub(super) fn wrapped(mut self) -> Self {
        self.wraps = true;
        self.with(Format::set_text_wrap)
    }
}

/// Words, wrapped, from the top of the cell.
pub(super) fn words() -> Look {
    let format = Format::new()
        .set_font_color(INK)
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::Top);
    Look::of(format).wrapped()
}

/// Words beside which others stand: the name of a fact.
pub(super) fn label() -> Look {
    words().with(|one| one.set_bold().set_font_color(SOFT))
}

/// Words of a tone.
pub(super) fn toned(tone: Tone) -> Look {
    let colour: u32 = match tone {
        Tone::Good => 0x1D_6339,
        Tone::Open => 0x5B_3A86,
        Tone::Advice => 0x1F_5673,
        Tone::Warning => 0x7A_4A00,
        Tone::Error => 0xA1_121D,
        Tone::Plain => INK,
    };
    words().with(|one| {
        one.set_bold()
            .set_font_color(colour)
            .set_background_color(WASH)
    })
}

/// A heading, of the document at level 1.
pub(super) fn heading(level: u8) -> Look {
    let size = match level {
        0 | 1 => 20.0,
        2 => 15.0,
        3 => 12.5,
        _ => 11.0,
    };
    let format = Format::new()
        .set_bold()
        .set_font_size(size)
        .set_font_color(ACCENT)
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::Top);
    Look {
        size,
        ..Look::of(format)
    }
}

/// Something quiet: the kind of document, a note, the last lines.
pub(super) fn quiet() -> Look {
    words().with(|one| one.set_font_color(SOFT))
}

/// Words that lead elsewhere.
pub(super) fn link(of: &Look) -> Look {
    of.clone().with(|one| {
        one.set_font_color(ACCENT)
            .set_underline(FormatUnderline::Single)
    })
}

/// Figures stand at the right, a little from the words after them.
fn side(format: Format, numeric: bool) -> Format {
    if numeric {
        format.set_align(FormatAlign::Right).set_indent(1)
    } else {
        format.set_align(FormatAlign::Left)
    }
}

/// The heading of a column.
pub(super) fn column(numeric: bool) -> Look {
    let format = Format::new()
        .set_bold()
        .set_font_color(INK)
        .set_background_color(WASH)
        .set_border_bottom(FormatBorder::Medium)
        .set_border_bottom_color(ACCENT)
        .set_align(FormatAlign::Bottom);
    Look::of(side(format, numeric)).wrapped()
}

/// A cell of a table.
pub(super) fn cell(numeric: bool, total: bool) -> Look {
    let lined = |format: Format| {
        side(format, numeric)
            .set_border_bottom(FormatBorder::Hair)
            .set_border_bottom_color(RULE)
    };
    let look = words().with(lined);
    if total {
        look.with(|one| {
            one.set_bold()
                .set_border_top(FormatBorder::Thin)
                .set_border_top_color(INK)
        })
    } else {
        look
    }
}
