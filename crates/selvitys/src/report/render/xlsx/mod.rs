//! A workbook: the report in words, a sheet a table, and a sheet that says where each figure comes
//! from. Text is written as text alone: nothing that a document says can become a formula.

mod figure;
mod formula;
mod front;
mod grid;
mod looks;
mod names;
mod sheet;
mod sources;

#[cfg(test)]
mod tests;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use self::names::Names;
use super::is_empty;
use crate::hidden::visible;
use crate::report::document::{Block, Document, Spans, Table, bare};
use crate::report::{Format, RenderError};
use crate::words::Locale;

/// A table, with the chapter that it stands in and the sheet that it goes to.
struct Placed<'a> {
    table: &'a Table,
    chapter: String,
    sheet: String,
}

pub(in crate::report) fn xlsx(
    document: &Document,
    locale: &Locale,
) -> Result<Vec<u8>, RenderError> {
    workbook(document, locale).map_err(|error| RenderError::Unwritable {
        format: Format::Xlsx.key(),
        reason: error.to_string(),
    })
}

fn workbook(document: &Document, locale: &Locale) -> Result<Vec<u8>, XlsxError> {
    let words = &document.words.spreadsheet;
    let mut names = Names::new(&words.table);
    let front = names.take(&[&words.report]);
    let sources = names.take(&[&words.sources]);
    let mut tables = Vec::new();
    place(
        &document.blocks,
        &mut String::new(),
        &mut names,
        &mut tables,
    );

    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(document)?);
    workbook.push_worksheet(front::sheet(document, &front, &sources, &tables)?);
    let mut figures = Vec::new();
    for placed in &tables {
        let grid = grid::Grid::new(placed, document, locale);
        workbook.push_worksheet(grid.sheet(&front)?);
        figures.extend(grid.figures());
    }
    workbook.push_worksheet(sources::sheet(document, &sources, &figures)?);
    workbook.save_to_buffer()
}

/// Every table in reading order, those in cards too.
fn place<'a>(
    blocks: &'a [Block],
    chapter: &mut String,
    names: &mut Names,
    into: &mut Vec<Placed<'a>>,
) {
    for block in blocks {
        match block {
            Block::Heading(_, text) => *chapter = bare(text),
            Block::Table(table) if !is_empty(table) => {
                // A caption's unit and addition can be left out of a name.
                let caption = table.caption.as_str();
                let first = caption
                    .split([',', ':', ';', '('])
                    .next()
                    .unwrap_or(caption);
                into.push(Placed {
                    table,
                    chapter: chapter.clone(),
                    sheet: names.take(&[first, chapter, caption]),
                });
            }
            Block::Card(card) => {
                let mut title = bare(&card.title);
                place(&card.blocks, &mut title, names, into);
            }
            _ => {}
        }
    }
}

/// What the file says of itself. A day of the document stands in place of a clock, and no person.
fn properties(document: &Document) -> Result<DocProperties, XlsxError> {
    let date = document.date;
    let year = u16::try_from(date.year()).unwrap_or_default();
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    // Before 1900 a workbook has no days; a document dated so says so in its words.
    let created = ExcelDateTime::from_ymd(year, month, day)
        .or_else(|_| ExcelDateTime::from_ymd(1900, 1, 1))?;
    Ok(DocProperties::new()
        .set_title(clean(&document.title))
        .set_subject(clean(&document.cover.kind))
        .set_comment(clean(&document.colophon))
        .set_creation_datetime(&created)
        .set_custom_property(&document.words.spreadsheet.language, document.lang.tag()))
}

/// Text as a file may hold it: what shows nothing leaves a mark.
fn clean(text: &str) -> String {
    let kept = text.chars().filter(|one| *one != '\r');
    kept.map(visible).collect()
}

/// Running text for one cell: its words, and the address that they lead to. Of more addresses than
/// a cell can have, each stands in brackets after its words.
fn line(spans: &Spans) -> (String, Option<&str>) {
    use crate::report::document::Span;
    let links = |span: &Span| matches!(span, Span::Link(_, address) if super::is_web(address));
    let only = spans.iter().filter(|span| links(span)).count() == 1;
    let mut text = String::new();
    let mut to = None;
    for span in spans {
        text.push_str(span.text());
        if let Span::Link(words, address) = span
            && links(span)
        {
            if only && sheet::can_lead(address) {
                to = Some(address.as_str());
            } else if words != address {
                text.push_str(" (");
                text.push_str(address);
                text.push(')');
            }
        }
    }
    (text, to)
}
