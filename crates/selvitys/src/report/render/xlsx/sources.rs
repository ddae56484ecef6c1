//! The sheet that says where each figure comes from.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::grid::{Source, write};
use super::looks;
use super::sheet::Sheet;
use crate::report::document::{Document, Origin};

const HEAD: u32 = 1;

pub(super) fn sheet(
    document: &Document,
    name: &str,
    figures: &[Source<'_>],
) -> Result<Worksheet, XlsxError> {
    let words = &document.words.spreadsheet;
    let mut sheet = Sheet::new(name, document)?;
    sheet.columns(&[26.0, 9.0, 36.0, 20.0, 22.0, 14.0, 40.0, 28.0])?;
    sheet.text((0, 0), &words.sources_title, &looks::heading(3))?;
    let heads = [
        (&words.sheet, false),
        (&words.cell, false),
        (&words.row, false),
        (&words.column, false),
        (&words.value, true),
        (&words.origin, false),
        (&words.place, false),
        (&words.reckoning, false),
    ];
    for (column, (title, numeric)) in (0..).zip(heads) {
        sheet.text((HEAD, column), title, &looks::column(numeric))?;
    }
    sheet.heads(HEAD, HEAD)?;
    let look = looks::cell(false, false);
    let mut row = HEAD + 1;
    for figure in figures {
        let (origin, places) = origin(figure, document);
        sheet.text((row, 0), figure.sheet, &look)?;
        let to = (figure.sheet, figure.cell.as_str());
        sheet.lead_within((row, 1), &figure.cell, to, &look)?;
        write(
            &mut sheet,
            (row, 4),
            &figure.shown,
            looks::cell(true, false),
        )?;
        sheet.text((row, 5), origin, &look)?;
        let formula = figure.formula.as_deref().unwrap_or_default();
        let texts = [
            (2, figure.row.as_str()),
            (3, &figure.column),
            (6, &places),
            (7, formula),
        ];
        let mut taken = 1;
        for (column, text) in texts {
            taken = taken.max(sheet.text((row, column), text, &look)?);
        }
        row += taken;
    }
    if row > HEAD + 1 {
        sheet.filter(HEAD, row - 1, 8)?;
    }
    sheet.done()
}

/// Whether a figure is stated or computed, and from where in the project document, a place a line.
fn origin<'a>(figure: &Source<'_>, document: &'a Document) -> (&'a str, String) {
    let words = &document.words.spreadsheet;
    match figure.origin {
        Some(Origin::Stated(place)) => (&words.stated, place.clone()),
        Some(Origin::Reckoned(places)) => (&words.computed, places.join("\n")),
        None if figure.reckoned => (&words.computed, String::new()),
        None => (&words.untold, String::new()),
    }
}
