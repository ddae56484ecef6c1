//! A sheet with its print set-up. The only place that writes cells: text goes in as text, numbers as
//! numbers, and formulas come from `formula` alone.

use std::collections::BTreeMap;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Url, Worksheet, XlsxError};

use super::clean;
use super::looks::{self, Look, SIZE};
use crate::report::document::Document;

/// What a cell can hold, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;
const LONGEST_ADDRESS: usize = 2_079;
const MOST_LINKS: usize = 65_530;
/// What fits on an upright page at a size that can be read, in characters.
const UPRIGHT: f64 = 105.0;
const A4: u8 = 9;
/// The height of a line of running text, and the greatest of a row, in points.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 409.0;

pub(super) struct Sheet {
    page: Worksheet,
    links: usize,
    widths: Vec<f64>,
    /// How high rows must be for what stands in them: not every program finds that out itself.
    heights: BTreeMap<u32, f64>,
}

impl Sheet {
    pub(super) fn new(name: &str, document: &Document) -> Result<Self, XlsxError> {
        let mut page = Worksheet::new();
        page.set_name(name)?;
        page.set_paper_size(A4);
        page.set_print_fit_to_pages(1, 0);
        page.set_margins(0.6, 0.6, 0.8, 0.8, 0.4, 0.4);
        page.set_screen_gridlines(false);
        page.set_header(format!("&L&9 {}", margin(&document.title)));
        page.set_footer(format!(
            "&L&9 {}&R&9 {} &P / &N",
            margin(&document.id),
            margin(&document.words.spreadsheet.page)
        ));
        Ok(Sheet {
            page,
            links: 0,
            widths: Vec::new(),
            heights: BTreeMap::new(),
        })
    }

    /// Widths of columns, in characters.
    pub(super) fn columns(&mut self, widths: &[f64]) -> Result<(), XlsxError> {
        for (column, width) in (0..).zip(widths) {
            self.page.set_column_width(column, *width)?;
            self.widths.push(*width);
        }
        Ok(())
    }

    /// What stands above this row stays on the screen, and this much of it on every page.
    pub(super) fn heads(&mut self, first: u32, last: u32) -> Result<(), XlsxError> {
        // Beside a wide table the names of its rows stay in view as well.
        let names = u16::from(self.is_wide());
        self.page.set_freeze_panes(last + 1, names)?;
        self.page.set_repeat_rows(first, last)?;
        Ok(())
    }

    fn is_wide(&self) -> bool {
        self.widths.iter().sum::<f64>() > UPRIGHT
    }

    /// How many letters of a line a column has room for. Programs without the font that widths are
    /// counted in show a wider one.
    pub(super) fn room(&self, column: u16, look: &Look) -> usize {
        let width = self.widths.get(usize::from(column)).copied();
        let letters = width.unwrap_or(UPRIGHT) / 1.06 * SIZE / look.size;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the width of a column is a small number above nought"
        )]
        let letters = letters as usize;
        letters.max(1)
    }

    fn grow(&mut self, (row, column): (u32, u16), text: &str, look: &Look) {
        let lines = if look.wraps {
            wrapped(text, self.room(column, look)).len()
        } else {
            1
        };
        let lines = f64::from(u32::try_from(lines).unwrap_or(u32::MAX));
        let height = lines * LINE * look.size / SIZE + (look.size - SIZE).max(0.0) / 2.0;
        let known = self.heights.entry(row).or_default();
        *known = known.max(height);
    }

    /// Text in a cell, and in the cells below it where it is longer than a cell can hold. Gives the
    /// number of rows.
    pub(super) fn text(
        &mut self,
        (row, column): (u32, u16),
        text: &str,
        look: &Look,
    ) -> Result<u32, XlsxError> {
        let text = clean(text);
        let mut rows = 0;
        for piece in pieces(&text) {
            self.grow((row + rows, column), piece, look);
            // The library takes a text that looks like its own markup for that markup.
            let markup = piece.starts_with("<r>") && piece.ends_with("</r>");
            if markup && let Some((first, rest)) = piece.split_at_checked(1) {
                let plain = Format::new();
                let parts = [(&plain, first), (&plain, rest)];
                self.page.write_rich_string_with_format(
                    row + rows,
                    column,
                    &parts,
                    &look.format,
                )?;
            } else {
                self.page
                    .write_string_with_format(row + rows, column, piece, &look.format)?;
            }
            rows += 1;
        }
        Ok(rows.max(1))
    }

    /// Text that leads to an address of the web; where a cell cannot, the address stands after it.
    pub(super) fn link(
        &mut self,
        at: (u32, u16),
        text: &str,
        address: &str,
        look: &Look,
    ) -> Result<u32, XlsxError> {
        let shown = clean(text);
        let leads = can_lead(address) && self.links < MOST_LINKS && can_show(&shown);
        if !leads {
            let text = if text.contains(address) {
                text.to_owned()
            } else {
                format!("{text} ({address})")
            };
            return self.text(at, &text, look);
        }
        self.grow(at, &shown, look);
        self.lead(at, &Url::new(address).set_text(shown), look)
    }

    /// Text that leads to a cell of this workbook.
    pub(super) fn lead_within(
        &mut self,
        at: (u32, u16),
        text: &str,
        (sheet, cell): (&str, &str),
        look: &Look,
    ) -> Result<u32, XlsxError> {
        let shown = clean(text);
        if self.links >= MOST_LINKS || !can_show(&shown) {
            return self.text(at, text, look);
        }
        let to = format!("internal:'{}'!{cell}", sheet.replace('\'', "''"));
        self.grow(at, &shown, look);
        self.lead(at, &Url::new(to).set_text(shown), look)
    }

    fn lead(
        &mut self,
        (row, column): (u32, u16),
        url: &Url,
        look: &Look,
    ) -> Result<u32, XlsxError> {
        self.page
            .write_url_with_format(row, column, url, &looks::link(look).format)?;
        self.links += 1;
        Ok(1)
    }

    pub(super) fn number(
        &mut self,
        (row, column): (u32, u16),
        number: f64,
        look: &Look,
    ) -> Result<(), XlsxError> {
        self.page
            .write_number_with_format(row, column, number, &look.format)?;
        Ok(())
    }

    /// A formula with the value that it gives: programs show that until they reckon anew.
    pub(super) fn formula(
        &mut self,
        (row, column): (u32, u16),
        formula: &str,
        gives: f64,
        look: &Look,
    ) -> Result<(), XlsxError> {
        let formula = Formula::new(formula).set_result(gives.to_string());
        self.page
            .write_formula_with_format(row, column, formula, &look.format)?;
        Ok(())
    }

    pub(super) fn date(
        &mut self,
        (row, column): (u32, u16),
        date: &ExcelDateTime,
        look: &Look,
    ) -> Result<(), XlsxError> {
        self.page
            .write_datetime_with_format(row, column, date, &look.format)?;
        Ok(())
    }

    pub(super) fn blank(
        &mut self,
        (row, column): (u32, u16),
        look: &Look,
    ) -> Result<(), XlsxError> {
        self.page.write_blank(row, column, &look.format)?;
        Ok(())
    }

    /// Rows that hang from the row above them can be folded away.
    pub(super) fn group(&mut self, first: u32, last: u32) -> Result<(), XlsxError> {
        self.page.group_symbols_above(true);
        self.page.group_rows(first, last)?;
        Ok(())
    }

    /// A filter over the rows.
    pub(super) fn filter(&mut self, head: u32, last: u32, columns: u16) -> Result<(), XlsxError> {
        self.page.autofilter(head, 0, last, columns - 1)?;
        Ok(())
    }

    pub(super) fn done(mut self) -> Result<Worksheet, XlsxError> {
        if self.is_wide() {
            self.page.set_landscape();
        }
        for (row, height) in &self.heights {
            if *height > LINE {
                self.page.set_row_height(*row, height.min(HIGHEST))?;
            }
        }
        Ok(self.page)
    }
}

/// Whether a cell can lead to an address.
pub(super) fn can_lead(address: &str) -> bool {
    let odd = |one: char| {
        one.is_control() || one.is_whitespace() || matches!(one, '\u{fffe}' | '\u{ffff}')
    };
    // Escaping may make one character three.
    super::super::is_web(address) && address.len() * 3 < LONGEST_ADDRESS && !address.contains(odd)
}

fn can_show(text: &str) -> bool {
    let units = text.encode_utf16().count();
    (1..=LONGEST_TEXT).contains(&units) && !(text.starts_with("<r>") && text.ends_with("</r>"))
}

/// How many rows a text takes.
pub(super) fn rows_of(text: &str) -> u32 {
    let rows = pieces(&clean(text)).len().max(1);
    u32::try_from(rows).unwrap_or(u32::MAX)
}

/// The text in pieces that a cell can hold.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut units) = (0, 0);
    for (at, one) in text.char_indices() {
        if units + one.len_utf16() > LONGEST_TEXT {
            pieces.push(&text[start..at]);
            (start, units) = (at, 0);
        }
        units += one.len_utf16();
    }
    pieces.push(&text[start..]);
    pieces
}

/// The text in the lines that it takes in a cell, each with what ends it.
pub(super) fn wrapped(text: &str, room: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let (mut start, mut letters, mut gap) = (0, 0, None);
    for (at, one) in text.char_indices() {
        if letters == room {
            let end = gap.unwrap_or(at);
            lines.push(&text[start..end]);
            letters = text[end..at].chars().count();
            (start, gap) = (end, None);
        }
        let after = at + one.len_utf8();
        if one == '\n' {
            lines.push(&text[start..after]);
            (start, letters, gap) = (after, 0, None);
            continue;
        }
        if one == ' ' || one == '-' {
            gap = Some(after);
        }
        letters += 1;
    }
    lines.push(&text[start..]);
    lines
}

/// A text in the margin of a page: `&` begins a code there, and there is room for a line.
fn margin(text: &str) -> String {
    const ROOM: usize = 90;
    let text = clean(text).replace(['\n', '\t'], " ");
    let shown: String = if text.chars().count() > ROOM {
        text.chars().take(ROOM - 1).chain(['…']).collect()
    } else {
        text
    };
    // Doubled, so that no code can be made of what the document says.
    shown.replace('&', "&&")
}
