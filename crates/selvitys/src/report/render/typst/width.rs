//! How wide a table must be, and on what paper it finds room. The core has no font: letters are
//! taken a little wider than Source Sans draws them, so that a figure never leaves its column.

use crate::report::document::{Table, Value, bare};
use crate::report::picture::{Weight, label};
use crate::report::render::cell_text;
use crate::words::Locale;

/// A length in thousandths: of the size of type, or of a point.
type Milli = u32;

/// How wide the digits of Source Sans are, semi-bold too, where the widest are a thousand.
const FIGURES: i32 = 900;
/// Between what stands in two columns.
const GAP: Milli = 1_000;
/// What a column of words needs at least, where it has more than that to say.
const WORDS: Milli = 7_500;
/// What the head of a column needs at least.
const HEAD: Milli = 6_000;
/// What words are read with ease in, and what the names of rows are beside several figures.
const EASY: Milli = 13_000;
const NAMES: Milli = 22_000;
/// What one column may ask for.
const MOST: Milli = 36_000;
/// What the text of a card is narrower than the page, in thousandths of a point.
const CARD: Milli = 27_000;

/// How far a row of a tree is moved in at most.
pub(super) const DEEPEST: usize = 8;

/// A page that a table can stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Paper {
    /// The page of the running text.
    Upright,
    /// A page of its own, so many millimetres wide.
    Wide(u32),
}

/// How a table is set.
pub(super) struct Layout {
    pub(super) paper: Paper,
    /// The size of type, in tenths of a point.
    pub(super) size: u32,
    /// The columns, in Typst's own lengths.
    pub(super) columns: Vec<String>,
}

/// What a column asks for.
struct Need {
    /// Without it, a figure would not stand on its line.
    least: Milli,
    /// With it, words do not break at every turn.
    easy: Milli,
    /// All of it on one line.
    natural: Milli,
}

/// Papers by width of text in thousandths of a point, each with the sizes of type tried on it.
const PAPERS: [(Paper, Milli, [u32; 4]); 3] = [
    (Paper::Upright, 470_000, [95, 90, 85, 80]),
    (Paper::Wide(297), 739_000, [90, 85, 80, 75]),
    (Paper::Wide(420), 1_088_000, [85, 80, 75, 70]),
];
const SMALLEST: u32 = 70;
/// The margins of a wide page, left and right together, in millimetres.
const MARGINS: u32 = 36;

pub(super) fn layout(table: &Table, locale: &Locale, in_card: bool) -> Layout {
    let needs = needs(table, locale);
    let least: Milli = needs.iter().map(|need| need.least + GAP).sum();
    let easy: Milli = needs.iter().map(|need| need.easy + GAP).sum();
    for (paper, room, sizes) in PAPERS {
        let room = if in_card { room - CARD } else { room };
        let set = |size: u32| Layout {
            paper,
            size,
            columns: columns(&needs, room * 10 / size),
        };
        if let Some(size) = sizes.into_iter().find(|size| easy <= room * 10 / size) {
            return set(size);
        }
        if let Some(size) = sizes.last().filter(|size| least <= room * 10 / **size) {
            return set(*size);
        }
    }
    // No sheet is so wide: the page is made as wide as the table.
    let points = least / 1_000 * SMALLEST / 10;
    Layout {
        paper: Paper::Wide(points * 2 / 5 + MARGINS),
        size: SMALLEST,
        columns: columns(&needs, least),
    }
}

/// The columns: as wide as what they hold where that leaves a small table, else shares of the
/// whole width.
fn columns(needs: &[Need], room: Milli) -> Vec<String> {
    let natural: Milli = needs.iter().map(|need| need.natural + GAP).sum();
    if natural <= room && needs.len() < 4 {
        let own = needs.iter().map(|need| em(need.natural + GAP));
        return own.collect();
    }
    let mut widths: Vec<Milli> = needs.iter().map(|need| need.least + GAP).collect();
    let mut spare = room.saturating_sub(widths.iter().sum());
    spare -= grow(&mut widths, spare, needs, |need| need.easy - need.least);
    spare -= grow(&mut widths, spare, needs, |need| need.natural - need.easy);
    if let Some(first) = widths.first_mut() {
        *first += spare;
    }
    let shares = widths.iter();
    shares
        .map(|width| format!("{}fr", thousandths(*width)))
        .collect()
}

/// Gives each column its part of what is spare, by what it wishes for. Says how much was given.
fn grow(
    widths: &mut [Milli],
    spare: Milli,
    needs: &[Need],
    wish: impl Fn(&Need) -> Milli,
) -> Milli {
    let wished: Milli = needs.iter().map(&wish).sum();
    let given = spare.min(wished);
    for (width, need) in widths.iter_mut().zip(needs) {
        let part = u64::from(wish(need)) * u64::from(given) / u64::from(wished.max(1));
        *width += u32::try_from(part).unwrap_or_default();
    }
    given
}

fn needs(table: &Table, locale: &Locale) -> Vec<Need> {
    let columns = table.columns.iter().enumerate();
    columns
        .map(|(place, _)| need(table, place, locale))
        .collect()
}

fn need(table: &Table, place: usize, locale: &Locale) -> Need {
    let title = &table.columns[place].title;
    let numeric = table.columns[place].numeric;
    // A head may stand on several lines, and be hyphenated.
    let word = longest_word(title);
    let mut least = word.min(HEAD);
    let mut easy = word.min(WORDS);
    let mut natural = if numeric {
        easy
    } else {
        width(title).min(MOST)
    };
    let figures = table.columns.iter().filter(|column| column.numeric).count();
    let wish = if place == 0 && figures > 1 {
        NAMES
    } else {
        EASY
    };
    for row in &table.rows {
        let Some(cell) = row.cells.get(place) else {
            continue;
        };
        let indent = if place == 0 { depth(row.level) } else { 0 };
        let (shortest, whole) = match &cell.value {
            Value::Text(text) => {
                let whole = width(&bare(text)).min(MOST);
                (whole.min(WORDS), whole)
            }
            other => {
                let whole = figure(&cell_text(other, locale));
                (whole, whole)
            }
        };
        least = least.max(shortest + indent);
        easy = easy.max(whole.min(wish).max(shortest) + indent);
        natural = natural.max(whole + indent);
    }
    let easy = easy.max(least);
    Need {
        least,
        easy,
        natural: natural.max(easy),
    }
}

/// The indentation of a row of a tree, which report.typ draws.
fn depth(level: usize) -> Milli {
    u32::try_from(level.min(DEEPEST)).unwrap_or_default() * 1_000
}

fn longest_word(text: &str) -> Milli {
    let words = text.split([' ', '-', '/', '\n']);
    words.map(width).max().unwrap_or(0)
}

/// Words on one line.
fn width(text: &str) -> Milli {
    measured(text, 1_000)
}

/// A figure, whose digits are narrower in Source Sans than in any font that those widths do for.
fn figure(text: &str) -> Milli {
    measured(text, FIGURES)
}

fn measured(text: &str, size: i32) -> Milli {
    u32::try_from(label::width(text, size, Weight::Regular)).unwrap_or(MOST)
}

fn em(width: Milli) -> String {
    format!("{}em", thousandths(width))
}

fn thousandths(width: Milli) -> String {
    format!("{}.{:02}", width / 1_000, width % 1_000 / 10)
}
