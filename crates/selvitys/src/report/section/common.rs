//! What sections share: things that are named by an id elsewhere in the document, and the small
//! forms in which texts of the document are laid out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Source;
use crate::model::{Part, PartialDate, Period, Text};
use crate::report::document::{Block, Cell, Span, Spans, Table, Value, plain};
use crate::report::view::{period, spans};
use crate::rulebook::Kind;
use crate::words::{Presenter, capital};

/// Something that the document names by its id, with its title where the document has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedThing {
    /// Its id.
    pub id: String,
    /// Its title; absent when nothing in the document has the id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
}

impl NamedThing {
    /// The thing with an id, among those of a kind.
    pub(super) fn of<'a>(id: &str, mut all: impl Iterator<Item = (&'a str, &'a Text)>) -> Self {
        let found = all.find(|(known, _)| *known == id);
        NamedThing {
            id: id.to_owned(),
            title: found.map(|(_, title)| title.clone()),
        }
    }

    /// The things with ids, among parts of the strategy, focus areas or views.
    pub(super) fn parts(ids: &[String], parts: &[Part]) -> Vec<Self> {
        let all = || parts.iter().map(|part| (part.id.as_str(), &part.title));
        ids.iter().map(|id| NamedThing::of(id, all())).collect()
    }

    pub(super) fn spans(&self, says: &Presenter<'_>) -> Spans {
        match &self.title {
            Some(title) => spans(title, says),
            None => vec![Span::Code(self.id.clone())],
        }
    }
}

impl Source<'_> {
    /// The organisation with an id.
    pub(super) fn organisation(&self, id: &str) -> NamedThing {
        let all = self.project.organisations.iter();
        NamedThing::of(id, all.map(|one| (one.id.as_str(), &one.name)))
    }

    /// The calls of grants, by the grants' ids; a grant that the document does not have stays an
    /// id.
    pub(super) fn calls(&self, grants: &[String]) -> Vec<String> {
        let call = |id: &String| {
            let mut all = self.project.grants.iter();
            let grant = all.find(|grant| grant.id == *id);
            grant.map_or_else(|| id.clone(), |grant| grant.call.clone())
        };
        grants.iter().map(call).collect()
    }

    /// Where a code stands among the lists of the calls: their order is the order of reports.
    pub(super) fn rank(&self, code: &str) -> usize {
        let grants = self.project.grants.iter();
        let books = grants.flat_map(|grant| self.books.layer(&grant.call));
        let params = books.flat_map(|book| book.file.params.values());
        let values = params.flat_map(|param| &param.values);
        let mut codes = values.flat_map(|value| &value.codes);
        codes.position(|one| one.code == code).unwrap_or(usize::MAX)
    }
}

/// How the blocks of a section stand: below a heading of a level, in a kind of report.
#[derive(Debug, Clone, Copy)]
pub(super) struct Under {
    pub(super) level: u8,
    pub(super) kind: Kind,
}

impl Under {
    /// The same, one level deeper.
    pub(super) fn deeper(self) -> Self {
        Under {
            level: (self.level + 1).min(4),
            ..self
        }
    }

    /// Whether the blocks are for the public page: it has no headings and no tables of ours.
    pub(super) fn page(self) -> bool {
        self.kind == Kind::Innokyla
    }

    /// A title within the section: a heading, and on the public page a line.
    pub(super) fn title(self, title: Spans, out: &mut Vec<Block>) {
        if self.page() || self.level >= 4 {
            let mut line = title;
            line.push(Span::Plain(":".to_owned()));
            out.push(Block::Paragraph(line));
        } else {
            out.push(Block::Heading(self.level + 1, title));
        }
    }
}

/// Texts of the document, one below the other.
pub(super) fn list(texts: &[Text], says: &Presenter<'_>) -> Block {
    Block::List(texts.iter().map(|text| spans(text, says)).collect())
}

/// Pieces of running text in one line.
pub(super) fn joined(pieces: impl IntoIterator<Item = Spans>) -> Spans {
    let mut all = Vec::new();
    for piece in pieces {
        if !all.is_empty() {
            all.push(Span::Plain("; ".to_owned()));
        }
        all.extend(piece);
    }
    all
}

/// A name and what belongs to it, in one line.
pub(super) fn labelled(label: Spans, text: Spans) -> Spans {
    let mut line = label;
    line.push(Span::Plain(": ".to_owned()));
    line.extend(text);
    line
}

/// A text with something in brackets after it.
pub(super) fn with_aside(text: Spans, aside: Spans) -> Spans {
    if aside.is_empty() {
        return text;
    }
    let mut line = text;
    line.push(Span::Plain(" (".to_owned()));
    line.extend(aside);
    line.push(Span::Plain(")".to_owned()));
    line
}

/// A goal or content of a call, by the code that its rulebook gives it.
pub(super) fn code(code: &str, says: &Presenter<'_>) -> Spans {
    let words = says.field(code);
    if words == code {
        vec![Span::Code(words)]
    } else {
        plain(capital(&words))
    }
}

/// A cell with a text, or with nothing.
pub(super) fn text_cell(text: Option<&Text>, says: &Presenter<'_>) -> Cell {
    text.map_or_else(Cell::empty, |text| Cell::text(spans(text, says)))
}

/// A cell with running text, or with nothing.
pub(super) fn spans_cell(text: Spans) -> Cell {
    if text.is_empty() {
        Cell::empty()
    } else {
        Cell::text(text)
    }
}

/// A cell with a date, or with nothing.
pub(super) fn date_cell(date: Option<PartialDate>) -> Cell {
    date.map_or_else(Cell::empty, Cell::date)
}

/// A period in words: its days, and the words of the source where they are stated.
pub(super) fn period_spans(one: &Period, says: &Presenter<'_>) -> Spans {
    let days = period(one.start, one.end, says);
    // The words of the source are quoted where they say it otherwise.
    let alike = |stated: &str| stated.replace('-', "–") == days;
    match &one.stated {
        None => plain(days),
        Some(stated) if alike(stated) => plain(days),
        Some(stated) if days.is_empty() => plain(format!("”{stated}”")),
        Some(stated) => plain(format!("{days} (”{stated}”)")),
    }
}

/// A table without the columns in which no row has anything. For tables without formulas.
pub(super) fn trimmed(mut table: Table) -> Table {
    let filled = |column: usize| {
        let mut rows = table.rows.iter();
        column == 0
            || rows.any(|row| {
                let cell = row.cells.get(column);
                cell.is_some_and(|cell| !matches!(cell.value, Value::Empty))
            })
    };
    let keep: Vec<bool> = (0..table.columns.len()).map(filled).collect();
    let kept = |column: usize| keep.get(column).copied().unwrap_or(true);
    let columns = table.columns.into_iter().enumerate();
    table.columns = columns
        .filter_map(|(number, column)| kept(number).then_some(column))
        .collect();
    for row in &mut table.rows {
        let cells = std::mem::take(&mut row.cells).into_iter().enumerate();
        row.cells = cells
            .filter_map(|(number, cell)| kept(number).then_some(cell))
            .collect();
    }
    table
}
