//! What renderers draw: blocks that know nothing of grants. Private; it may change any day.

use rust_decimal::Decimal;

use crate::model::{Lang, Money, Share};

/// A document in one language.
pub(crate) struct Document {
    pub(crate) lang: Lang,
    pub(crate) title: String,
    pub(crate) cover: Cover,
    pub(crate) blocks: Vec<Block>,
    /// The last lines: by what it was made.
    pub(crate) colophon: String,
    pub(crate) words: DocumentWords,
}

/// The few words that renderers need themselves.
pub(crate) struct DocumentWords {
    pub(crate) contents: String,
    pub(crate) skip: String,
}

/// The head of the document.
pub(crate) struct Cover {
    /// Above the title: what kind of document it is.
    pub(crate) kind: String,
    pub(crate) title: Spans,
    pub(crate) facts: Vec<(String, Spans)>,
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
}

/// Blocks that belong together.
pub(crate) struct Card {
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

/// A cell. Amounts stay amounts until they are drawn.
pub(crate) enum Cell {
    Empty,
    Text(Spans),
    Money(Money),
    /// A sum as stated and rounded: shown with its precision.
    Rounded(Money, Money),
    Share(Share),
    Number(Decimal),
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

/// Running text in the document's language alone.
pub(crate) fn plain(text: impl Into<String>) -> Spans {
    vec![Span::Plain(text.into())]
}

/// The words of running text without marks.
pub(crate) fn bare(spans: &[Span]) -> String {
    spans.iter().map(Span::text).collect()
}
