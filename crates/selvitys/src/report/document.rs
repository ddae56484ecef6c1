//! What renderers draw: blocks that know nothing of grants. Private; it may change any day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::picture::Drawing;
use crate::model::{Lang, Money, PartialDate, Share, Stated};

/// A document in one language.
pub(crate) struct Document {
    pub(crate) lang: Lang,
    pub(crate) title: String,
    /// The project's id.
    pub(crate) id: String,
    /// The day that it is made for: metadata take it in place of a clock.
    pub(crate) date: Date,
    pub(crate) cover: Cover,
    /// Whether each chapter begins a page of its own, on paper.
    pub(crate) paged: bool,
    pub(crate) blocks: Vec<Block>,
    /// The last lines: by what it was made.
    pub(crate) colophon: String,
    pub(crate) words: DocumentWords,
}

/// The few words that renderers need themselves.
pub(crate) struct DocumentWords {
    pub(crate) contents: String,
    pub(crate) skip: String,
    pub(crate) spreadsheet: SpreadsheetWords,
}

/// What a workbook says of itself and of its figures.
pub(crate) struct SpreadsheetWords {
    pub(crate) report: String,
    pub(crate) sources: String,
    pub(crate) sources_title: String,
    pub(crate) tables: String,
    pub(crate) table: String,
    pub(crate) sheet: String,
    pub(crate) cell: String,
    pub(crate) row: String,
    pub(crate) column: String,
    pub(crate) value: String,
    pub(crate) origin: String,
    pub(crate) stated: String,
    pub(crate) computed: String,
    pub(crate) untold: String,
    pub(crate) place: String,
    pub(crate) reckoning: String,
    pub(crate) sum: String,
    pub(crate) difference: String,
    pub(crate) share: String,
    pub(crate) product: String,
    pub(crate) precision: String,
    pub(crate) inexact: String,
    pub(crate) page: String,
    pub(crate) language: String,
}

/// The head of the document.
pub(crate) struct Cover {
    /// Above the title: what kind of document it is.
    pub(crate) kind: String,
    pub(crate) title: Spans,
    pub(crate) facts: Vec<(String, Spans)>,
    /// What a reader must know before all else, each with its tone, its label and its text: that
    /// the document is illustrative, that the edition is public.
    pub(crate) notices: Vec<(Tone, String, Spans)>,
    /// The answer: how grave, in a few words, and in a sentence.
    pub(crate) answer: Option<(Tone, String, String)>,
}

/// Running text.
pub(crate) type Spans = Vec<Span>;

/// A piece of running text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Span {
    /// Words in the document's language.
    Plain(String),
    /// Words in another language.
    Foreign(String, Lang),
    /// Words that stand out.
    Strong(String),
    /// Something as data writes it: an id, a pointer.
    Code(String),
    /// Words that lead elsewhere.
    Link(String, String),
}

/// How grave something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Good,
    Open,
    Advice,
    Warning,
    Error,
    Plain,
}

/// A block of a document.
pub(crate) enum Block {
    /// A heading of level 2 to 4.
    Heading(u8, Spans),
    Paragraph(Spans),
    List(Vec<Spans>),
    /// Names and what belongs to them.
    Facts(Vec<(String, Spans)>),
    Table(Table),
    /// Blocks that belong together under a title of their own.
    Card(Card),
    /// A picture; the table of its data follows as a block of its own.
    Picture(Picture),
}

/// A picture.
pub(crate) struct Picture {
    /// Names it within the document, as files are named: small letters, digits and hyphens.
    pub(crate) name: String,
    pub(crate) title: String,
    /// What the picture finds: all that it says, for those who do not see it.
    pub(crate) text: String,
    pub(crate) drawing: Drawing,
}

/// Blocks that belong together.
pub(crate) struct Card {
    /// The level of its title as a heading, 3 or 4: one deeper than the heading that it is under.
    pub(crate) level: u8,
    pub(crate) tone: Tone,
    /// A short word for the tone.
    pub(crate) label: String,
    pub(crate) title: Spans,
    pub(crate) blocks: Vec<Block>,
}

/// A table with one row of headings.
pub(crate) struct Table {
    pub(crate) caption: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
}

/// A column.
pub(crate) struct Column {
    pub(crate) title: String,
    pub(crate) numeric: bool,
}

/// A row; its first cell heads it.
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    /// How deep it hangs in a tree.
    pub(crate) level: usize,
    /// Whether it sums others.
    pub(crate) total: bool,
}

/// A cell: its value, how it comes from other cells, and where it stands in the project document.
pub(crate) struct Cell {
    pub(crate) value: Value,
    pub(crate) formula: Option<Formula>,
    pub(crate) origin: Option<Origin>,
}

/// What a cell shows. Amounts stay amounts until they are drawn.
pub(crate) enum Value {
    Empty,
    Text(Spans),
    Money(Money),
    /// A sum as stated and rounded: shown with its precision.
    Rounded(Money, Money),
    Share(Share),
    Number(Decimal),
    Date(PartialDate),
}

/// A cell of the same table, both counted from nought; the row of headings is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct At {
    pub(crate) row: usize,
    pub(crate) column: usize,
}

/// How a cell comes from other cells of its table. It gives exactly the value that the cell shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Formula {
    /// The sum of the cells.
    Sum(Vec<At>),
    /// The sum of the first less the sum of the others.
    Less { from: Vec<At>, less: Vec<At> },
    /// One cell as a share of another.
    Share { part: At, whole: At },
    /// One cell times another.
    Product { one: At, other: At },
}

/// Where a figure comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Stated in the project document, at this JSON Pointer.
    Stated(String),
    /// Reckoned from what stands at these JSON Pointers.
    Reckoned(Vec<String>),
}

impl From<Value> for Cell {
    fn from(value: Value) -> Self {
        Cell {
            value,
            formula: None,
            origin: None,
        }
    }
}

impl Cell {
    pub(crate) fn empty() -> Self {
        Value::Empty.into()
    }

    pub(crate) fn text(text: Spans) -> Self {
        Value::Text(text).into()
    }

    pub(crate) fn money(sum: Money) -> Self {
        Value::Money(sum).into()
    }

    /// A sum as the document states it, with its precision.
    pub(crate) fn stated(stated: Stated) -> Self {
        match stated.nearest {
            Some(nearest) => Value::Rounded(stated.amount, nearest).into(),
            None => Cell::money(stated.amount),
        }
    }

    pub(crate) fn share(share: Share) -> Self {
        Value::Share(share).into()
    }

    pub(crate) fn number(number: Decimal) -> Self {
        Value::Number(number).into()
    }

    pub(crate) fn date(date: PartialDate) -> Self {
        Value::Date(date).into()
    }

    /// The same cell, stated at a JSON Pointer.
    pub(crate) fn at(mut self, pointer: impl Into<String>) -> Self {
        self.origin = Some(Origin::Stated(pointer.into()));
        self
    }

    /// The same cell, reckoned from what stands at JSON Pointers.
    pub(crate) fn reckoned(mut self, from: Vec<String>) -> Self {
        self.origin = Some(Origin::Reckoned(from));
        self
    }

    /// The same cell, with how it comes from others of its table.
    pub(crate) fn by(mut self, formula: Formula) -> Self {
        self.formula = Some(formula);
        self
    }
}

impl Column {
    /// A column of words.
    pub(crate) fn words(title: impl Into<String>) -> Self {
        Column {
            title: title.into(),
            numeric: false,
        }
    }

    /// A column of figures.
    pub(crate) fn figures(title: impl Into<String>) -> Self {
        Column {
            title: title.into(),
            numeric: true,
        }
    }
}

impl Row {
    /// A row that hangs from no other.
    pub(crate) fn of(cells: Vec<Cell>) -> Self {
        Row {
            cells,
            level: 0,
            total: false,
        }
    }

    /// A row that sums others.
    pub(crate) fn total(cells: Vec<Cell>) -> Self {
        Row {
            cells,
            level: 0,
            total: true,
        }
    }
}

impl Span {
    pub(crate) fn text(&self) -> &str {
        match self {
            Span::Plain(text)
            | Span::Foreign(text, _)
            | Span::Strong(text)
            | Span::Code(text)
            | Span::Link(text, _) => text,
        }
    }
}

/// Goes through the pictures in the order in which they stand.
pub(crate) fn each_picture<'a>(blocks: &'a [Block], see: &mut dyn FnMut(&'a Picture)) {
    for block in blocks {
        match block {
            Block::Picture(picture) => see(picture),
            Block::Card(card) => each_picture(&card.blocks, see),
            _ => {}
        }
    }
}

/// Tells pictures of one name apart by numbers, in the order in which they stand.
pub(crate) fn name_pictures(blocks: &mut [Block]) {
    number_pictures(blocks, &mut BTreeMap::new());
}

fn number_pictures(blocks: &mut [Block], seen: &mut BTreeMap<String, usize>) {
    for block in blocks {
        match block {
            Block::Picture(picture) => {
                let count = seen.entry(picture.name.clone()).or_default();
                *count += 1;
                if *count > 1 {
                    picture.name = format!("{}-{count}", picture.name);
                }
            }
            Block::Card(card) => number_pictures(&mut card.blocks, seen),
            _ => {}
        }
    }
}

/// Running text in the document's language alone.
pub(crate) fn plain(text: impl Into<String>) -> Spans {
    vec![Span::Plain(text.into())]
}

/// The words of running text without marks.
pub(crate) fn bare(spans: &[Span]) -> String {
    spans.iter().map(Span::text).collect()
}
