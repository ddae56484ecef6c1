//! A table on a sheet of its own.

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::figure::{self, Shown};
use super::formula::{self, Places};
use super::looks::Look;
use super::sheet::{Sheet, rows_of};
use super::{Placed, line, looks};
use crate::model::Lang;
use crate::report::document::{At, Cell, Document, Formula, Origin, Table, Value};
use crate::report::render::cell_text;
use crate::words::Locale;

/// Above the table stand its caption and the chapter that it belongs to.
const HEAD: u32 = 2;
const NARROWEST: f64 = 9.0;
const WIDEST: f64 = 52.0;
/// An outline has no more levels.
const LEVELS: usize = 7;

pub(super) struct Grid<'a> {
    placed: &'a Placed<'a>,
    document: &'a Document,
    locale: &'a Locale,
    places: Places,
    /// The columns after which their precision stands.
    rounded: Vec<bool>,
    /// The row after the last.
    end: u32,
}

/// A figure of a table: where it stands, what it is, and where it comes from.
pub(super) struct Source<'a> {
    pub(super) sheet: &'a str,
    pub(super) cell: String,
    pub(super) row: String,
    pub(super) column: String,
    pub(super) shown: Shown<'a>,
    pub(super) origin: Option<&'a Origin>,
    /// Whether the report reckons it itself: a count, or what comes from other cells.
    pub(super) reckoned: bool,
    pub(super) formula: Option<String>,
}

impl<'a> Grid<'a> {
    pub(super) fn new(placed: &'a Placed<'a>, document: &'a Document, locale: &'a Locale) -> Self {
        let table = placed.table;
        let is_rounded =
            |cell: Option<&Cell>| cell.is_some_and(|cell| matches!(cell.value, Value::Rounded(..)));
        let rounded = (0..table.columns.len())
            .map(|column| {
                table
                    .rows
                    .iter()
                    .any(|row| is_rounded(row.cells.get(column)))
            })
            .collect::<Vec<_>>();
        let mut columns = Vec::with_capacity(rounded.len());
        let mut next: u16 = 0;
        for has_precision in &rounded {
            columns.push(next);
            next = next.saturating_add(1 + u16::from(*has_precision));
        }
        let mut rows = Vec::with_capacity(table.rows.len());
        let mut end = HEAD + 1;
        for row in &table.rows {
            rows.push(end);
            let taken = row.cells.iter().map(|cell| match &cell.value {
                Value::Text(spans) => rows_of(&line(spans).0),
                _ => 1,
            });
            end = end.saturating_add(taken.max().unwrap_or(1));
        }
        Grid {
            placed,
            document,
            locale,
            places: Places { rows, columns },
            rounded,
            end,
        }
    }

    fn lang(&self) -> Lang {
        self.document.lang
    }

    fn table(&self) -> &'a Table {
        self.placed.table
    }

    pub(super) fn sheet(&self, front: &str) -> Result<Worksheet, XlsxError> {
        let table = self.table();
        let words = &self.document.words.spreadsheet;
        let mut sheet = Sheet::new(&self.placed.sheet, self.document)?;
        sheet.columns(&self.widths())?;
        let caption = if table.caption.is_empty() {
            &self.placed.chapter
        } else {
            &table.caption
        };
        sheet.text((0, 0), caption, &looks::heading(3))?;
        let chapter = if self.placed.chapter.is_empty() || self.placed.chapter == *caption {
            &self.document.cover.kind
        } else {
            &self.placed.chapter
        };
        let back = looks::heading(4);
        sheet.lead_within((1, 0), chapter, (front, "A1"), &back)?;
        for (number, column) in table.columns.iter().enumerate() {
            let Some(place) = self.places.columns.get(number) else {
                continue;
            };
            let look = looks::column(column.numeric);
            sheet.text((HEAD, *place), &column.title, &look)?;
            if self.is_rounded(number) {
                sheet.text((HEAD, place + 1), &words.precision, &look)?;
            }
        }
        sheet.heads(HEAD, HEAD)?;
        let mut inexact = false;
        for (row, of_row) in table.rows.iter().enumerate() {
            for (column, cell) in of_row.cells.iter().enumerate() {
                inexact |= self.cell(&mut sheet, At { row, column }, cell)?;
            }
        }
        self.outline(&mut sheet)?;
        if inexact {
            sheet.text((self.end + 1, 0), &words.inexact, &looks::quiet())?;
        }
        sheet.done()
    }

    fn is_rounded(&self, column: usize) -> bool {
        self.rounded.get(column).copied().unwrap_or_default()
    }

    /// Writes a cell. Gives whether it holds a figure as text.
    fn cell(&self, sheet: &mut Sheet, at: At, cell: &Cell) -> Result<bool, XlsxError> {
        let table = self.table();
        let (Some(place), Some(row)) = (self.places.of(at), table.rows.get(at.row)) else {
            return Ok(false);
        };
        let numeric = table.columns.get(at.column).is_some_and(|one| one.numeric);
        let mut look = looks::cell(numeric, row.total);
        if at.column == 0 && row.level > 0 {
            let indent = u8::try_from(row.level.min(15)).unwrap_or(15);
            look = look.with(|one| one.set_indent(indent));
        }
        let mut inexact = false;
        let shown = figure::shown(&cell.value, self.lang(), self.locale);
        match (shown, self.formula(cell)) {
            (Shown::Number(number, format, _), Some(formula)) => {
                sheet.formula(
                    place,
                    &formula,
                    number,
                    &look.with(|one| one.set_num_format(format)),
                )?;
            }
            (shown, _) => inexact |= write(sheet, place, &shown, look)?,
        }
        if self.is_rounded(at.column) {
            let look = looks::cell(numeric, row.total);
            let precision = figure::precision(&cell.value, self.lang(), self.locale);
            inexact |= write(sheet, (place.0, place.1 + 1), &precision, look)?;
        }
        Ok(inexact)
    }

    fn formula(&self, cell: &Cell) -> Option<String> {
        let formula = cell.formula.as_ref()?;
        formula::written(formula, &cell.value, self.table(), &self.places)
    }

    /// What hangs from a row folds into it.
    fn outline(&self, sheet: &mut Sheet) -> Result<(), XlsxError> {
        let rows = &self.table().rows;
        for (number, row) in rows.iter().enumerate() {
            let later = rows.iter().skip(number + 1);
            let below = later.take_while(|one| one.level > row.level).count();
            if below == 0 || row.level >= LEVELS {
                continue;
            }
            let first = self.places.rows.get(number + 1);
            let after = self
                .places
                .rows
                .get(number + 1 + below)
                .unwrap_or(&self.end);
            if let Some(first) = first {
                sheet.group(*first, after - 1)?;
            }
        }
        Ok(())
    }

    /// Widths of the columns by what stands in them: no number may show as `###`.
    fn widths(&self) -> Vec<f64> {
        let table = self.table();
        let mut widths = Vec::new();
        for (number, column) in table.columns.iter().enumerate() {
            let longest_word = |text: &str| text.split_whitespace().map(length).max();
            let mut words = longest_word(&column.title).unwrap_or(0);
            let mut figures = 0;
            let mut precision = longest_word(&self.document.words.spreadsheet.precision);
            for row in &table.rows {
                let Some(cell) = row.cells.get(number) else {
                    continue;
                };
                match figure::shown(&cell.value, self.lang(), self.locale) {
                    Shown::Nothing => {}
                    Shown::Words(spans) => {
                        let indent = if number == 0 { 2 * row.level } else { 0 };
                        let (text, _) = line(spans);
                        let longest = text.lines().map(length).max().unwrap_or(0);
                        words = words.max(longest + indent);
                    }
                    Shown::Number(_, _, text)
                    | Shown::Day(_, _, text)
                    | Shown::Coarse(text)
                    | Shown::Inexact(text) => figures = figures.max(length(&text)),
                }
                if let Shown::Number(_, _, text) | Shown::Inexact(text) =
                    figure::precision(&cell.value, self.lang(), self.locale)
                {
                    precision = precision.max(Some(length(&text)));
                }
            }
            widths.push(width(words).min(WIDEST).max(width(figures)));
            if self.is_rounded(number) {
                widths.push(width(precision.unwrap_or(0)));
            }
        }
        widths
    }

    /// The figures of the table with where they come from.
    pub(super) fn figures(&self) -> Vec<Source<'a>> {
        let table = self.table();
        let words = &self.document.words.spreadsheet;
        let mut figures = Vec::new();
        for (row, of_row) in table.rows.iter().enumerate() {
            for (column, cell) in of_row.cells.iter().enumerate() {
                let is_figure = match &cell.value {
                    Value::Empty | Value::Text(_) => false,
                    Value::Date(_) => cell.origin.is_some(),
                    _ => true,
                };
                let Some(place) = self.places.of(At { row, column }).filter(|_| is_figure) else {
                    continue;
                };
                let head = of_row.cells.first().filter(|_| column > 0);
                let told = |formula: &Formula| {
                    // Where the value is not what its formula gives, it does not come from it.
                    formula::written(formula, &cell.value, table, &self.places)?;
                    formula::told(formula, &self.places, words)
                };
                let formula = cell.formula.as_ref().and_then(told);
                figures.push(Source {
                    sheet: &self.placed.sheet,
                    cell: row_col_to_cell(place.0, place.1),
                    row: head.map_or_else(String::new, |one| cell_text(&one.value, self.locale)),
                    column: table
                        .columns
                        .get(column)
                        .map_or_else(String::new, |one| one.title.clone()),
                    shown: figure::shown(&cell.value, self.lang(), self.locale),
                    origin: cell.origin.as_ref(),
                    reckoned: formula.is_some() || matches!(cell.value, Value::Number(_)),
                    formula,
                });
            }
        }
        figures
    }
}

/// Writes what a cell shows. Gives whether it is a figure as text.
pub(super) fn write(
    sheet: &mut Sheet,
    at: (u32, u16),
    shown: &Shown<'_>,
    look: Look,
) -> Result<bool, XlsxError> {
    match shown {
        Shown::Nothing => sheet.blank(at, &look)?,
        Shown::Words(spans) => {
            let (text, to) = line(spans);
            match to {
                Some(address) => sheet.link(at, &text, address, &look)?,
                None => sheet.text(at, &text, &look)?,
            };
        }
        Shown::Number(number, format, _) => {
            sheet.number(at, *number, &look.with(|one| one.set_num_format(format)))?;
        }
        Shown::Day(date, format, _) => {
            sheet.date(at, date, &look.with(|one| one.set_num_format(format)))?;
        }
        Shown::Coarse(text) => {
            sheet.text(at, text, &look)?;
        }
        Shown::Inexact(text) => {
            sheet.text(at, text, &look)?;
            return Ok(true);
        }
    }
    Ok(false)
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// The width of so many characters: letters are wider than the digit that widths are counted in, and
/// bold ones more so.
pub(super) fn width(characters: usize) -> f64 {
    let characters = u32::try_from(characters).unwrap_or(u32::MAX);
    (f64::from(characters) * 1.14 + 3.5).max(NARROWEST)
}
