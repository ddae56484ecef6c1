//! Typst text, which `selvitys-pdf` sets as PDF. All of a document stands in string literals; how it
//! looks is in `report.typ`.

mod literal;
mod width;

use std::fmt::Write as _;

use self::literal::{literal, parts, pieces};
use self::width::{Layout, Paper, layout};
use super::{cell_text, class, is_empty, is_web};
use crate::report::document::{
    Block, Card, Cell, Cover, Document, Picture, Row, Span, Table, Value, bare,
};
use crate::report::picture::svg;
use crate::words::Locale;

const STYLE: &str = include_str!("report.typ");

/// A document with fewer chapters needs no list of them.
const CHAPTERS: usize = 4;
/// How many letters of a title stand at the head of each page.
const RUNNING_HEAD: usize = 80;
/// How many blocks go with a wide table to its page: its headings, and a word or two before it.
const BEFORE: usize = 3;
/// A card of so many lines stands on one page whole.
const UNBROKEN: usize = 22;
/// Letters of a line of a card, on the safe side.
const LINE: usize = 70;
/// The room for a picture on a page, in points: width and height.
const PICTURE: (i64, i64) = (470, 600);
/// A row with more letters than this in a cell may go on over the page.
const LONG_CELL: usize = 600;

pub(in crate::report) fn typst(document: &Document, locale: &Locale) -> String {
    let mut out = format!("{STYLE}\n#report(\n");
    let date = document.date;
    let _ = writeln!(out, "  title: {},", literal(&document.title));
    let _ = writeln!(out, "  kind: {},", literal(&document.cover.kind));
    let _ = writeln!(
        out,
        "  head: {},",
        literal(&shortened(&bare(&document.cover.title)))
    );
    let _ = writeln!(
        out,
        "  date: datetime(year: {}, month: {}, day: {}),",
        date.year(),
        date.month(),
        date.day()
    );
    let _ = writeln!(out, "  lang: {},", literal(document.lang.tag()));
    let _ = writeln!(out, "  paged: {},\n  {{", document.paged);
    cover(&document.cover, &mut out);
    let chapter = |block: &&Block| matches!(block, Block::Heading(2, _));
    if document.blocks.iter().filter(chapter).count() >= CHAPTERS {
        let _ = writeln!(out, "contents({})", literal(&document.words.contents));
    }
    out.push_str(&body(&document.blocks, locale));
    let _ = writeln!(out, "colophon({})\n  }},\n)", words(&document.colophon));
    out
}

/// The blocks, as calls.
fn body(blocks: &[Block], locale: &Locale) -> String {
    let mut pages = Pages {
        locale,
        level: 1,
        pieces: Vec::new(),
    };
    for block in blocks {
        pages.add(block);
    }
    pages.text()
}

fn shortened(title: &str) -> String {
    if title.chars().count() <= RUNNING_HEAD {
        return title.to_owned();
    }
    let start: String = title.chars().take(RUNNING_HEAD).collect();
    format!("{}…", start.trim_end())
}

fn cover(cover: &Cover, out: &mut String) {
    let _ = writeln!(
        out,
        "cover(\n  kind: {},\n  title: {},",
        words(&cover.kind),
        spans(&cover.title)
    );
    let notices = cover.notices.iter();
    let notices = notices.map(|(tone, label, text)| (*tone, label, spans(text)));
    let answer = cover
        .answer
        .iter()
        .map(|(tone, word, text)| (*tone, word, words(text)));
    out.push_str("  notices: (\n");
    for (tone, label, text) in notices.chain(answer) {
        let _ = writeln!(
            out,
            "    ({}, {}, {text}),",
            literal(class(tone)),
            words(label)
        );
    }
    out.push_str("  ),\n");
    pairs(&cover.facts, out);
    out.push_str(")\n");
}

/// The blocks, in pages upright and wide.
struct Pages<'a> {
    locale: &'a Locale,
    /// The level of the heading that the next block stands under.
    level: u8,
    pieces: Vec<Piece>,
}

/// Calls that follow each other on paper of one kind.
struct Piece {
    paper: Paper,
    is_heading: bool,
    text: String,
}

impl Pages<'_> {
    fn add(&mut self, block: &Block) {
        let paper = self.paper(block, false);
        let mut text = String::new();
        self.block(block, false, &mut text);
        if let Paper::Wide(_) = paper {
            self.take_along(paper);
        }
        let is_heading = matches!(block, Block::Heading(..));
        self.pieces.push(Piece {
            paper,
            is_heading,
            text,
        });
    }

    /// The headings of a wide table, and a word or two under them, go where it goes.
    fn take_along(&mut self, paper: Paper) {
        let upright = |piece: &&Piece| piece.paper == Paper::Upright;
        let tail = self.pieces.iter().rev().take_while(upright).take(BEFORE);
        let tail: Vec<bool> = tail.map(|piece| piece.is_heading).collect();
        let Some(first) = tail.iter().position(|is_heading| *is_heading) else {
            return;
        };
        let headings = tail[first..].iter().take_while(|is_heading| **is_heading);
        let count = first + headings.count();
        let start = self.pieces.len() - count;
        for piece in &mut self.pieces[start..] {
            piece.paper = paper;
        }
    }

    fn text(&self) -> String {
        let mut out = String::new();
        for run in self.pieces.chunk_by(|one, other| one.paper == other.paper) {
            let body: String = run.iter().map(|piece| piece.text.as_str()).collect();
            match run.first().map(|piece| piece.paper) {
                Some(Paper::Wide(width)) => {
                    let _ = writeln!(out, "wide({width}mm, {{\n{body}}})");
                }
                _ => out.push_str(&body),
            }
        }
        out
    }

    /// The paper that a block needs.
    fn paper(&self, block: &Block, in_card: bool) -> Paper {
        match block {
            Block::Table(table) if !is_empty(table) => layout(table, self.locale, in_card).paper,
            Block::Card(card) => {
                let papers = card.blocks.iter().map(|block| self.paper(block, true));
                papers.max().unwrap_or(Paper::Upright)
            }
            _ => Paper::Upright,
        }
    }

    fn block(&mut self, block: &Block, in_card: bool, out: &mut String) {
        match block {
            Block::Heading(level, text) => {
                // A reader who goes by headings must not fall down a step.
                self.level = (*level).clamp(2, self.level + 1);
                let _ = writeln!(out, "heading(level: {}, {})", self.level, spans(text));
            }
            Block::Paragraph(text) => {
                let _ = writeln!(out, "par({})", spans(text));
            }
            Block::List(items) if items.is_empty() => {}
            Block::List(items) => {
                out.push_str("list(\n");
                for item in items {
                    let _ = writeln!(out, "  {},", spans(item));
                }
                out.push_str(")\n");
            }
            Block::Facts(facts) if facts.is_empty() => {}
            Block::Facts(facts) => {
                out.push_str("facts(\n");
                pairs(facts, out);
                out.push_str(")\n");
            }
            Block::Table(table) => self.table(table, in_card, out),
            Block::Card(card) => self.card(card, out),
            Block::Picture(one) => picture(one, out),
        }
    }

    fn card(&mut self, card: &Card, out: &mut String) {
        let outside = self.level;
        self.level = card.level.clamp(2, outside + 1);
        let whole = if lines(&card.blocks) <= UNBROKEN {
            ", whole: true"
        } else {
            ""
        };
        let _ = writeln!(
            out,
            "card({}, {}, {}, {}{whole}, {{",
            literal(class(card.tone)),
            literal(&card.label),
            self.level,
            spans(&card.title)
        );
        for block in &card.blocks {
            self.block(block, true, out);
        }
        out.push_str("})\n");
        self.level = outside;
    }

    fn table(&self, table: &Table, in_card: bool, out: &mut String) {
        if is_empty(table) {
            return;
        }
        let Layout { size, columns, .. } = layout(table, self.locale, in_card);
        out.push_str("tabulate(\n");
        if !table.caption.is_empty() {
            let _ = writeln!(out, "  caption: {},", words(&table.caption));
        }
        let _ = writeln!(out, "  size: {}.{}pt,", size / 10, size % 10);
        let _ = writeln!(out, "  columns: ({},),", columns.join(", "));
        let right = table.columns.iter().enumerate();
        let right = right.filter(|(_, column)| column.numeric);
        let right: Vec<String> = right.map(|(place, _)| format!("{place},")).collect();
        let _ = writeln!(out, "  right: ({}),", right.join(" "));
        let heads = table.columns.iter().map(|column| words(&column.title));
        let _ = writeln!(out, "  heads: ({},),", heads.collect::<Vec<_>>().join(", "));
        for row in &table.rows {
            self.row(row, table.columns.len(), out);
        }
        out.push_str(")\n");
    }

    fn row(&self, row: &Row, columns: usize, out: &mut String) {
        out.push_str("  row(");
        if row.level > 0 {
            let _ = write!(out, "level: {}, ", row.level.min(width::DEEPEST));
        }
        if row.total {
            out.push_str("total: true, ");
        }
        if row.cells.iter().any(is_long) {
            out.push_str("long: true, ");
        }
        let mut cells: Vec<String> = row
            .cells
            .iter()
            .map(|cell| self.cell(&cell.value))
            .collect();
        // A row that says less than the table has columns must not draw the next one up.
        cells.resize(columns, "\"\"".to_owned());
        let _ = writeln!(out, "{}),", cells.join(", "));
    }

    fn cell(&self, value: &Value) -> String {
        match value {
            Value::Text(text) => spans(text),
            other => literal(&cell_text(other, self.locale)),
        }
    }
}

/// About how many lines blocks take.
fn lines(blocks: &[Block]) -> usize {
    let of = |text: &str| text.chars().count() / LINE + 1;
    let line = |block: &Block| match block {
        Block::Heading(_, text) | Block::Paragraph(text) => of(&bare(text)) + 1,
        Block::List(items) => items.iter().map(|item| of(&bare(item))).sum(),
        Block::Facts(facts) => facts.iter().map(|(_, value)| of(&bare(value)) + 1).sum(),
        Block::Table(table) => table.rows.len() * 2 + 3,
        Block::Card(card) => lines(&card.blocks) + 3,
        Block::Picture(_) => UNBROKEN,
    };
    blocks.iter().map(line).sum()
}

fn is_long(cell: &Cell) -> bool {
    matches!(&cell.value, Value::Text(text) if bare(text).chars().count() > LONG_CELL)
}

fn picture(picture: &Picture, out: &mut String) {
    let Picture {
        title,
        text,
        drawing,
        ..
    } = picture;
    // Tenths of a unit, of which 96 make an inch: no larger than it is drawn, and on the page.
    let (width, height) = (drawing.width.max(1), drawing.height.max(1));
    let size = if i64::from(height) * PICTURE.0 > i64::from(width) * PICTURE.1 {
        format!("height: {}pt", PICTURE.1.min(i64::from(height) * 3 / 40))
    } else {
        format!("width: {}pt", PICTURE.0.min(i64::from(width) * 3 / 40))
    };
    let _ = writeln!(
        out,
        "picture(\n  {},\n  {},\n  {},\n  {size},\n)",
        words(title),
        literal(text),
        literal(&svg::file(drawing, title, text))
    );
}

fn pairs(pairs: &[(String, Vec<Span>)], out: &mut String) {
    for (name, value) in pairs {
        let _ = writeln!(out, "  ({}, {}),", words(name), spans(value));
    }
}

/// Words without marks, as one argument.
fn words(text: &str) -> String {
    together(pieces(text))
}

/// Running text as one argument.
fn spans(spans: &[Span]) -> String {
    together(spans.iter().flat_map(span).collect())
}

fn together(pieces: Vec<String>) -> String {
    match <[String; 1]>::try_from(pieces) {
        Ok([one]) => one,
        Err(pieces) => format!("t({})", pieces.join(", ")),
    }
}

fn span(span: &Span) -> Vec<String> {
    let joined = |text: &str| pieces(text).join(", ");
    match span {
        Span::Foreign(text, lang) => {
            vec![format!(
                "foreign({}, {})",
                literal(lang.tag()),
                joined(text)
            )]
        }
        Span::Strong(text) => vec![format!("strong({})", words(text))],
        Span::Code(text) => vec![format!("code({})", parts(text))],
        Span::Link(text, address) if is_web(address) => {
            vec![format!("link({}, {})", literal(address), words(text))]
        }
        Span::Plain(text) | Span::Link(text, _) => pieces(text),
    }
}

#[cfg(test)]
mod tests;
