//! What the pictures share: the scale of money, the key, signs, labels beside rows.

use rust_decimal::Decimal;

use super::drawing::{Anchor, Drawing, Fill, Letters, Pattern, Point, Role, Weight};
use super::label::{Setting, width};
use crate::model::{Lang, Money, Text};
use crate::report::document::{Table, Value};
use crate::words::Presenter;

/// How wide every picture is.
pub(super) const WIDTH: i32 = 7600;
/// The tallest that rows together may be, so that a picture stands on a page; the table beside it
/// has them all.
pub(super) const TALLEST: i32 = 9200;
pub(super) const BODY: Letters = Letters::new(130, Weight::Regular, Role::Ink);
pub(super) const STRONG: Letters = Letters::new(130, Weight::Bold, Role::Ink);
pub(super) const SMALL: Letters = Letters::new(120, Weight::Regular, Role::Soft);
/// From one line of letters to the next.
pub(super) const LEADING: i32 = 160;
/// Between a label and what it labels.
pub(super) const GAP: i32 = 120;

/// A sign: its form says what it says, whatever its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A filled lozenge.
    Reached,
    /// The edge of a lozenge.
    Ahead,
    /// A filled triangle.
    Passed,
}

/// What stands before a word of the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Surface(Fill),
    Line(Role),
    Dashed(Role),
    Sign(Sign),
}

impl Sign {
    pub(super) fn draw(self, drawing: &mut Drawing, (x, y): Point) {
        let lozenge = [(x, y - 65), (x + 65, y), (x, y + 65), (x - 65, y)];
        match self {
            Sign::Reached => drawing.polygon(&lozenge, Role::Good, true),
            Sign::Ahead => drawing.polygon(&lozenge, Role::Ink, false),
            Sign::Passed => {
                let triangle = [(x, y - 65), (x + 65, y + 55), (x - 65, y + 55)];
                drawing.polygon(&triangle, Role::Error, true);
            }
        }
    }
}

/// The key, in as many lines as it takes. Returns where it ends.
pub(super) fn key(drawing: &mut Drawing, top: i32, entries: &[(Key, String)], lang: Lang) -> i32 {
    let (mark, height) = (220, 210);
    let setting = Setting {
        lang,
        size: SMALL.size,
        weight: SMALL.weight,
        room: WIDTH - mark - 60,
        lines: 1,
    };
    let (mut x, mut y) = (0, top);
    for (key, words) in entries {
        let words = setting.line(words);
        let wide = mark + 70 + width(&words, SMALL.size, SMALL.weight);
        if x > 0 && x + wide > WIDTH {
            x = 0;
            y += height;
        }
        let middle = y + 70;
        match key {
            Key::Surface(fill) => drawing.rect((x, y), (mark, 140), *fill),
            Key::Line(role) => drawing.line(&[(x, middle), (x + mark, middle)], *role, 20),
            Key::Dashed(role) => drawing.dashed(&[(x, middle), (x + mark, middle)], *role, 15),
            Key::Sign(sign) => sign.draw(drawing, (x + mark / 2, middle)),
        }
        drawing.text((x + mark + 70, y + 113), Anchor::Start, SMALL, words);
        x += wide + 260;
    }
    if entries.is_empty() { top } else { y + height }
}

/// A scale of money from nothing up.
pub(super) struct Scale {
    /// The sums at its marks, the first of them nothing.
    pub(super) marks: Vec<Decimal>,
    /// The unit that the marks are written in.
    unit: Decimal,
    /// The key of the unit's words.
    pub(super) words: &'static str,
    room: i32,
}

impl Scale {
    /// A scale on which the greatest sum fits into the room.
    pub(super) fn new(greatest: Money, room: i32) -> Self {
        let greatest = greatest.decimal().max(Decimal::ONE);
        let steps = (0..24_u32).flat_map(|power| {
            let ten = Decimal::from(10_u128.pow(power));
            [1_u32, 2, 5].map(|times| ten * Decimal::from(times))
        });
        let enough = |step: &Decimal| *step * Decimal::from(6) >= greatest;
        let step = steps.into_iter().find(enough).unwrap_or(greatest);
        let mut marks = vec![Decimal::ZERO];
        let mut mark = Decimal::ZERO;
        while mark < greatest {
            mark += step;
            marks.push(mark);
        }
        let (unit, words) = if greatest >= Decimal::from(1_000_000) {
            (Decimal::from(1_000_000), "millions")
        } else if greatest >= Decimal::from(10_000) {
            (Decimal::from(1_000), "thousands")
        } else {
            (Decimal::ONE, "euros")
        };
        Scale {
            marks,
            unit,
            words,
            room,
        }
    }

    /// How far along a sum lies; what is below nothing lies at its start.
    pub(super) fn along(&self, sum: Decimal) -> i32 {
        let whole = self.marks.last().copied().unwrap_or(Decimal::ONE);
        along(sum, whole, self.room)
    }

    /// A mark as it is written.
    pub(super) fn written(&self, mark: Decimal, says: &Presenter<'_>) -> String {
        says.locale().number((mark / self.unit).normalize())
    }
}

/// How far along a room a part of a whole lies.
pub(super) fn along(part: Decimal, whole: Decimal, room: i32) -> i32 {
    use rust_decimal::prelude::ToPrimitive as _;
    let share = part.checked_div(whole).unwrap_or_default();
    let share = share.clamp(Decimal::ZERO, Decimal::ONE);
    (share * Decimal::from(room)).round().to_i32().unwrap_or(0)
}

/// Words of the document and the language that they are in.
pub(super) fn words(text: &Text, says: &Presenter<'_>) -> (String, Lang) {
    let (words, lang) = text.get(says.lang());
    (words.to_owned(), lang)
}

/// A label in lines beside a row; `middle` is the middle of the row.
pub(super) fn beside(
    drawing: &mut Drawing,
    x: i32,
    middle: i32,
    letters: Letters,
    lines: &[String],
) {
    let count = i32::try_from(lines.len()).unwrap_or(1);
    let mut y = middle - (count - 1) * LEADING / 2 + letters.size * 35 / 100;
    for line in lines {
        drawing.text((x, y), Anchor::Start, letters, line.as_str());
        y += LEADING;
    }
}

/// A value after the end of a bar, on ground of its own where lines of the scale run behind it.
pub(super) fn value(drawing: &mut Drawing, (end, middle): Point, letters: Letters, words: &str) {
    let ground = Fill::new(Role::Paper, Pattern::Solid);
    let wide = width(words, letters.size, letters.weight);
    drawing.rect((end + 20, middle - 90), (wide + 60, 180), ground);
    drawing.text((end + GAP / 2, middle + 45), Anchor::Start, letters, words);
}

/// How high a row is whose label has so many lines.
pub(super) fn row_height(lines: usize) -> i32 {
    let lines = i32::try_from(lines).unwrap_or(1).max(1);
    lines * LEADING + 90
}

/// How many rows fit, by the lines of their labels.
pub(super) fn fitting(labels: &[Vec<String>]) -> usize {
    let mut below = 0;
    let fits = labels.iter().take_while(|lines| {
        below += row_height(lines.len());
        below <= TALLEST
    });
    fits.count()
}

/// Says below a picture that it does not show all rows. Returns where that ends.
pub(super) fn more(
    drawing: &mut Drawing,
    y: i32,
    shown: usize,
    all: usize,
    says: &Presenter<'_>,
) -> i32 {
    if shown == all {
        return y;
    }
    let count = |n: usize| says.locale().number(Decimal::from(n));
    let values = [("shown", count(shown)), ("all", count(all))];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let words = says.fill("picture", "not_all", &values);
    drawing.text((0, y + 130), Anchor::Start, SMALL, words);
    y + 200
}

/// The fill of a figure of a budget.
pub(super) fn fill_of(figure: crate::model::Figure) -> Fill {
    use crate::model::Figure;
    match figure {
        Figure::Grant => Fill::new(Role::First, Pattern::Solid),
        Figure::Own => Fill::new(Role::Second, Pattern::Hatch),
        Figure::OtherPublic => Fill::new(Role::Third, Pattern::Dots),
        Figure::OtherPrivate => Fill::new(Role::Fourth, Pattern::CrossHatch),
        _ => Fill::new(Role::Soft, Pattern::Outline),
    }
}

/// Takes away columns that no row has anything in; the first stays.
pub(super) fn drop_empty_columns(table: &mut Table) {
    let filled = |at: usize| {
        let mut rows = table.rows.iter();
        at == 0
            || rows
                .any(|row| !matches!(row.cells.get(at).map(|one| &one.value), Some(Value::Empty)))
    };
    let kept: Vec<bool> = (0..table.columns.len()).map(filled).collect();
    let keeps = |at: &mut usize| {
        *at += 1;
        kept.get(*at - 1).copied().unwrap_or(true)
    };
    let mut at = 0;
    table.columns.retain(|_| keeps(&mut at));
    for row in &mut table.rows {
        let mut at = 0;
        row.cells.retain(|_| keeps(&mut at));
    }
}
