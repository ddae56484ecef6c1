//! How wide the columns of a table are: fixed, so that a long word breaks within its cell instead of
//! pushing the table over the edge of the page.

use crate::report::document::{Table, Value, bare};
use crate::report::render::cell_text;
use crate::words::Locale;

/// The text's width on the page, in twentieths of a point: A4 less two margins of 2 cm.
pub(super) const TEXT: usize = 9638;
/// What a character takes on average, and a cell's two margins.
const CHARACTER: usize = 96;
const MARGINS: usize = 200;
/// More than this of a word, or of a text, asks for no more room.
const LONGEST_WORD: usize = 24;
/// Where room is short, a longer word of a text breaks.
const BREAKABLE: usize = 14;
const LONGEST_TEXT: usize = 160;

/// What one column asks for: at least, with its heading whole, with its words whole, on one line.
#[derive(Clone, Copy, Default)]
struct Wish {
    least: usize,
    headed: usize,
    worded: usize,
    whole: usize,
}

/// The widths of a table's columns. A table of two columns stays as narrow as its contents; in others
/// the room goes first to headings, then to whole words, then to whole lines.
pub(super) fn widths(table: &Table, locale: &Locale) -> Vec<usize> {
    let wishes: Vec<Wish> = (0..table.columns.len())
        .map(|number| wish(table, number, locale))
        .collect();
    let all = |take: fn(&Wish) -> usize| wishes.iter().map(take).collect::<Vec<_>>();
    let steps = [
        all(|wish| wish.least),
        all(|wish| wish.headed),
        all(|wish| wish.worded),
        all(|wish| wish.whole),
    ];
    let sum = |widths: &[usize]| widths.iter().sum::<usize>();
    let [least, .., whole] = &steps;
    if sum(whole) <= TEXT && table.columns.len() < 3 {
        return whole.clone();
    }
    for pair in steps.windows(2) {
        if let [low, high] = pair
            && (sum(low)..sum(high)).contains(&TEXT)
        {
            return between(low, high, sum(low), sum(high));
        }
    }
    let fits = if sum(whole) <= TEXT { whole } else { least };
    let all = sum(fits).max(1);
    fits.iter().map(|width| width * TEXT / all).collect()
}

/// The room that is left after the lower widths, shared out by what each lacks to the higher.
fn between(low: &[usize], high: &[usize], from: usize, to: usize) -> Vec<usize> {
    let room = TEXT.saturating_sub(from);
    let lack = to.saturating_sub(from).max(1);
    let pairs = low.iter().zip(high);
    pairs
        .map(|(low, high)| low + high.saturating_sub(*low) * room / lack)
        .collect()
}

fn wish(table: &Table, number: usize, locale: &Locale) -> Wish {
    let room = |characters: usize| characters * CHARACTER + MARGINS;
    let title = table
        .columns
        .get(number)
        .map_or("", |column| column.title.as_str());
    let mut word = 3;
    let mut text = longest_line(title);
    for row in &table.rows {
        let Some(cell) = row.cells.get(number) else {
            continue;
        };
        let words = match &cell.value {
            Value::Text(spans) => bare(spans),
            other => cell_text(other, locale),
        };
        // A row further in has so much less room.
        let indent = if number == 0 { row.level * 3 } else { 0 };
        word = word.max(longest_word(&words) + indent);
        text = text.max(longest_line(&words) + indent);
    }
    let word = word.min(LONGEST_WORD);
    let numeric = table
        .columns
        .get(number)
        .is_some_and(|column| column.numeric);
    // A figure does not break.
    let least = if numeric { word } else { word.min(BREAKABLE) };
    // Headings are set in smaller letters.
    let title = longest_word(title).min(LONGEST_WORD) * 7 / 8;
    let worded = word.max(title);
    Wish {
        least: room(least),
        headed: room(least.max(title)),
        worded: room(worded),
        whole: room(worded.max(text.min(LONGEST_TEXT))),
    }
}

fn longest_word(text: &str) -> usize {
    let words = text.split([' ', '\n', '\t', '-', '/']);
    words.map(|word| word.chars().count()).max().unwrap_or(0)
}

fn longest_line(text: &str) -> usize {
    text.lines()
        .map(|line| line.chars().count())
        .max()
        .unwrap_or(0)
}
