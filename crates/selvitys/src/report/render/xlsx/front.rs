//! The first sheet: the report in words, and where its tables are.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::looks::Look;
use super::sheet::{Sheet, wrapped};
use super::{Placed, clean, is_empty, line, looks};
use crate::report::document::{Block, Card, Document, Spans, bare, plain};

const LABELS: f64 = 30.0;
const TEXTS: f64 = 75.0;
/// A longer heading stands in the column of texts, where it wraps.
const SHORT: usize = 60;
/// The lines of a text in one row.
const MOST_LINES: usize = 25;

struct Front<'a> {
    sheet: Sheet,
    row: u32,
    tables: std::slice::Iter<'a, Placed<'a>>,
    document: &'a Document,
}

pub(super) fn sheet(
    document: &Document,
    name: &str,
    sources: &str,
    tables: &[Placed<'_>],
) -> Result<Worksheet, XlsxError> {
    let mut sheet = Sheet::new(name, document)?;
    sheet.columns(&[LABELS, TEXTS])?;
    let mut front = Front {
        sheet,
        row: 0,
        tables: tables.iter(),
        document,
    };
    front.cover()?;
    front.contents(sources, tables)?;
    for block in &document.blocks {
        front.block(block, 2)?;
    }
    front.row += 1;
    front.text(1, &document.colophon, &looks::quiet())?;
    front.sheet.done()
}

impl Front<'_> {
    fn cover(&mut self) -> Result<(), XlsxError> {
        let cover = &self.document.cover;
        self.text(0, &cover.kind, &looks::label())?;
        self.heading(1, &cover.title)?;
        self.facts(&cover.facts)?;
        for (tone, label, text) in &cover.notices {
            self.pair(label, text, &looks::toned(*tone))?;
        }
        if let Some((tone, answer, text)) = &cover.answer {
            let text = plain(text.as_str());
            self.pair(answer, &text, &looks::toned(*tone))?;
        }
        Ok(())
    }

    /// The tables with the sheets that they stand on.
    fn contents(&mut self, sources: &str, tables: &[Placed<'_>]) -> Result<(), XlsxError> {
        let words = &self.document.words.spreadsheet;
        self.row += 1;
        self.text(0, &words.tables, &looks::heading(2))?;
        for placed in tables {
            let caption = &placed.table.caption;
            let told = match (placed.chapter.as_str(), caption.as_str()) {
                (chapter, "") => chapter.to_owned(),
                (chapter, caption) if caption.starts_with(chapter) => caption.to_owned(),
                (chapter, caption) => format!("{chapter}: {caption}"),
            };
            self.contents_line(&placed.sheet, &told)?;
        }
        self.contents_line(sources, &words.sources_title)
    }

    fn contents_line(&mut self, sheet: &str, told: &str) -> Result<(), XlsxError> {
        let look = looks::words();
        self.sheet
            .lead_within((self.row, 0), sheet, (sheet, "A1"), &look)?;
        self.text(1, told, &look)
    }

    fn block(&mut self, block: &Block, above: u8) -> Result<(), XlsxError> {
        match block {
            Block::Heading(level, text) => {
                self.row += 1;
                self.heading((*level).clamp(2, 4), text)
            }
            Block::Paragraph(text) => self.spans(text, &looks::words()),
            Block::List(items) => {
                for item in items {
                    let (text, to) = line(item);
                    let item = format!("• {text}");
                    self.leading(&item, to, &looks::words())?;
                }
                Ok(())
            }
            Block::Facts(pairs) => self.facts(pairs),
            Block::Table(table) if is_empty(table) => Ok(()),
            Block::Table(_) => {
                let Some(placed) = self.tables.next() else {
                    return Ok(());
                };
                let words = &self.document.words.spreadsheet;
                self.text_beside(&words.table, &looks::label())?;
                let to = (placed.sheet.as_str(), "A1");
                let told = if placed.table.caption.is_empty() {
                    &placed.sheet
                } else {
                    &placed.table.caption
                };
                let rows = self
                    .sheet
                    .lead_within((self.row, 1), told, to, &looks::words())?;
                self.row += rows;
                Ok(())
            }
            Block::Card(card) => self.card(card, above),
            // What the picture finds stands for it; its data stand on a sheet of their own.
            Block::Picture(picture) => {
                self.text_beside(&picture.title, &looks::label())?;
                self.leading(&picture.text, None, &looks::words())
            }
        }
    }

    fn card(&mut self, card: &Card, above: u8) -> Result<(), XlsxError> {
        self.row += 1;
        self.pair(&card.label, &card.title, &looks::toned(card.tone))?;
        let level = (above + 1).min(4);
        for block in &card.blocks {
            self.block(block, level)?;
        }
        Ok(())
    }

    fn heading(&mut self, level: u8, text: &Spans) -> Result<(), XlsxError> {
        let text = bare(text);
        let look = looks::heading(level);
        if text.chars().count() <= SHORT {
            self.text(0, &text, &look)
        } else {
            self.text(1, &text, &look.wrapped())
        }
    }

    fn facts(&mut self, pairs: &[(String, Spans)]) -> Result<(), XlsxError> {
        for (name, value) in pairs {
            self.text_beside(name, &looks::label())?;
            self.spans(value, &looks::words())?;
        }
        Ok(())
    }

    fn pair(&mut self, label: &str, text: &Spans, look: &Look) -> Result<(), XlsxError> {
        self.text_beside(label, look)?;
        self.spans(text, look)
    }

    fn spans(&mut self, text: &Spans, look: &Look) -> Result<(), XlsxError> {
        let (text, to) = line(text);
        self.leading(&text, to, look)
    }

    fn leading(&mut self, text: &str, to: Option<&str>, look: &Look) -> Result<(), XlsxError> {
        if let Some(address) = to {
            self.row += self.sheet.link((self.row, 1), text, address, look)?;
            return Ok(());
        }
        // A row can only be so high: a text that needs more goes on in the next.
        let text = clean(text);
        for lines in wrapped(&text, self.sheet.room(1, look)).chunks(MOST_LINES) {
            self.text(1, &lines.concat(), look)?;
        }
        Ok(())
    }

    fn text(&mut self, column: u16, text: &str, look: &Look) -> Result<(), XlsxError> {
        self.row += self.sheet.text((self.row, column), text, look)?;
        Ok(())
    }

    /// Text beside which other text follows in the same row.
    fn text_beside(&mut self, text: &str, look: &Look) -> Result<(), XlsxError> {
        self.sheet.text((self.row, 0), text, look)?;
        Ok(())
    }
}
