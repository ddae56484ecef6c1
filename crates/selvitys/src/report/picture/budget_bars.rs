//! A budget as bars: by area, each bar by who pays.

use super::chart::{self, BODY, GAP, Key, SMALL, STRONG, Scale, WIDTH};
use super::drawing::{Anchor, Drawing, Letters, Role, Weight};
use super::label::{Setting, width};
use crate::model::{Figure, Money, Stated, Status, Text};
use crate::report::document::Picture;
use crate::report::{BudgetCell, BudgetRow, BudgetSection};
use crate::words::{Presenter, capital};

/// Where the labels end and the bars begin.
const LABELS: i32 = 2450;
const BAR: i32 = 190;

/// Who pays, in the order in which the parts of a bar lie.
const PARTS: [Figure; 4] = [
    Figure::Grant,
    Figure::Own,
    Figure::OtherPublic,
    Figure::OtherPrivate,
];

/// A budget by area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BudgetBars {
    pub(crate) call: Option<String>,
    pub(crate) status: Status,
    pub(crate) bars: Vec<BudgetBar>,
    pub(crate) total: Option<BudgetBar>,
}

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BudgetBar {
    /// The line; the bar of all lines together has none.
    pub(crate) title: Option<Text>,
    /// All costs, as stated, else as reckoned.
    pub(crate) total: Option<Stated>,
    /// What each pays, in the order of the bar.
    pub(crate) parts: Vec<(Figure, Stated)>,
    /// The grant's share of the eligible costs, where both are exact.
    pub(crate) grant_share: Option<crate::model::Share>,
}

impl BudgetBars {
    /// The areas of a budget: its lines below the first that sums all, else its lines at the top.
    /// Nothing when no line has a sum.
    pub(crate) fn of(budget: &BudgetSection) -> Option<Self> {
        let top: Vec<&BudgetRow> = budget.rows.iter().filter(|row| row.level == 0).collect();
        let (areas, total) = match top.as_slice() {
            [one] if one.sums => {
                let below = budget.rows.iter().filter(|row| row.level == 1);
                (below.collect(), Some(*one))
            }
            _ => (top, None),
        };
        let bar = |row: &BudgetRow| bar(row, budget);
        let bars: Vec<BudgetBar> = areas.into_iter().map(bar).collect();
        if bars.iter().all(|bar| bar.length().is_none()) {
            return None;
        }
        let total = total.map(|row| BudgetBar {
            title: None,
            ..bar(row)
        });
        Some(BudgetBars {
            call: budget.call.clone(),
            status: budget.status,
            bars,
            total,
        })
    }

    /// The area with the greatest sum, where it is known that no other has a greater.
    fn greatest(&self) -> Option<(&BudgetBar, Stated)> {
        let sums = self.bars.iter().map(|bar| bar.total);
        let sums: Vec<Stated> = sums.collect::<Option<_>>()?;
        let (at, sum) = sums.iter().enumerate().max_by_key(|(_, sum)| sum.amount)?;
        let rival = |(other, one): (usize, &Stated)| other != at && one.highest() >= sum.lowest();
        let alone = self.bars.len() > 1 && !sums.iter().enumerate().any(rival);
        alone.then_some((self.bars.get(at)?, *sum))
    }

    /// What the picture finds.
    pub(crate) fn text(&self, says: &Presenter<'_>) -> String {
        let mut said = Vec::new();
        let whole = self.total.as_ref();
        if let Some(sum) = whole.and_then(|bar| bar.total) {
            let sum = stated(sum, says);
            said.push(says.fill("picture", "sum", &[("sum", &sum)]));
        }
        if let Some((bar, sum)) = self.greatest() {
            let title = bar.title.as_ref().map(|title| says.text(title));
            let (title, sum) = (title.unwrap_or_default(), stated(sum, says));
            let values = [("title", title.as_str()), ("sum", sum.as_str())];
            said.push(says.fill("picture", "greatest", &values));
        }
        if let Some(share) = whole.and_then(|bar| bar.grant_share) {
            let share = says.locale().share(share);
            said.push(says.fill("picture", "grant_share", &[("share", &share)]));
        }
        let undivided = self.bars.iter().filter(|bar| bar.is_undivided()).count();
        if undivided > 0 {
            let count = says.locale().count(undivided as u64);
            said.push(says.fill("picture", "undivided_bars", &[("count", &count)]));
        }
        said.join(" ")
    }

    /// The picture.
    pub(crate) fn picture(&self, name: &str, says: &Presenter<'_>) -> Picture {
        Picture {
            name: name.to_owned(),
            title: self.title(says),
            text: self.text(says),
            drawing: self.draw(says),
        }
    }

    fn title(&self, says: &Presenter<'_>) -> String {
        let call = self.call.as_ref().map(|call| says.call(call));
        let status = says.word("status", self.status.key());
        match call {
            Some(call) => {
                let values = [("call", call.as_str()), ("status", status.as_str())];
                says.fill("picture", "budget_title", &values)
            }
            None => says.fill("picture", "budget_title_alone", &[("status", &status)]),
        }
    }

    fn draw(&self, says: &Presenter<'_>) -> Drawing {
        let mut drawing = Drawing::new(WIDTH);
        let labels: Vec<Vec<String>> = self.bars.iter().map(|bar| bar.label(says)).collect();
        let shown = chart::fitting(&labels);
        let all = || self.bars.iter().take(shown).chain(&self.total);
        let sums = all().map(|bar| {
            bar.length()
                .map_or_else(String::new, |sum| stated(sum, says))
        });
        let sums: Vec<String> = sums.collect();
        let widest = sums.iter().map(|sum| width(sum, BODY.size, Weight::Bold));
        let room = WIDTH - LABELS - GAP - widest.max().unwrap_or(0);
        let greatest = all()
            .filter_map(BudgetBar::length)
            .map(|sum| sum.amount)
            .max();
        let scale = Scale::new(greatest.unwrap_or(Money::ZERO), room);

        let mut y = self.key(&mut drawing, says) + 60;
        let top = y;
        let mut bars = Drawing::new(WIDTH);
        for (bar, sum) in all().zip(&sums) {
            let letters = bar.letters();
            let lines = bar.label(says);
            let height = chart::row_height(lines.len());
            if bar.title.is_none() {
                bars.line(&[(0, y), (WIDTH, y)], Role::Soft, 12);
                y += 20;
            }
            let middle = y + height / 2;
            chart::beside(&mut bars, 0, middle, letters, &lines);
            let end = bar.draw(&mut bars, middle - BAR / 2, &scale);
            chart::value(&mut bars, (end, middle), letters, sum);
            y += height;
        }
        // The scale lies behind the bars.
        let mut free = 0;
        for (number, mark) in scale.marks.iter().enumerate() {
            let x = LABELS + scale.along(*mark);
            let role = if number == 0 { Role::Soft } else { Role::Rule };
            drawing.line(&[(x, top), (x, y)], role, 10);
            let words = scale.written(*mark, says);
            let half = width(&words, SMALL.size, SMALL.weight) / 2 + 1;
            if x - half >= free {
                drawing.text((x, y + 150), Anchor::Middle, SMALL, words);
                free = x + half + 40;
            }
        }
        drawing.shapes.append(&mut bars.shapes);
        let unit = says.word("picture", scale.words);
        drawing.text((0, y + 150), Anchor::Start, SMALL, unit);
        drawing.height = chart::more(&mut drawing, y + 190, shown, self.bars.len(), says);
        drawing
    }

    fn key(&self, drawing: &mut Drawing, says: &Presenter<'_>) -> i32 {
        let all = || self.bars.iter().chain(&self.total);
        let has = |figure: &Figure| all().any(|bar| bar.parts.iter().any(|(one, _)| one == figure));
        let mut entries: Vec<(Key, String)> = PARTS
            .into_iter()
            .filter(has)
            .map(|one| {
                (
                    Key::Surface(chart::fill_of(one)),
                    capital(&says.figure(one)),
                )
            })
            .collect();
        if all().any(BudgetBar::is_undivided) {
            let fill = chart::fill_of(Figure::Total);
            entries.push((Key::Surface(fill), says.word("picture", "undivided")));
        }
        chart::key(drawing, 0, &entries, says.lang())
    }
}

impl BudgetBar {
    fn letters(&self) -> Letters {
        match self.title {
            Some(_) => BODY,
            None => STRONG,
        }
    }

    fn label(&self, says: &Presenter<'_>) -> Vec<String> {
        let (words, lang) = match &self.title {
            Some(title) => chart::words(title, says),
            None => (says.word("picture", "all"), says.lang()),
        };
        let setting = Setting {
            lang,
            size: BODY.size,
            weight: self.letters().weight,
            room: LABELS - GAP,
            lines: 3,
        };
        setting.lines(&words)
    }

    /// The sum that stands beside the bar: all costs, else what its parts come to.
    fn length(&self) -> Option<Stated> {
        let parts = || self.parts.iter().map(|(_, part)| part.amount).sum();
        self.total
            .or_else(|| (!self.parts.is_empty()).then(|| Stated::exact(parts())))
    }

    fn is_undivided(&self) -> bool {
        self.parts.is_empty() && self.total.is_some()
    }

    /// Draws the bar and returns where it ends.
    fn draw(&self, drawing: &mut Drawing, y: i32, scale: &Scale) -> i32 {
        if self.parts.is_empty() {
            let sum = self.total.map_or(Money::ZERO, |sum| sum.amount);
            let end = LABELS + scale.along(sum.decimal());
            drawing.rect(
                (LABELS, y),
                (end - LABELS, BAR),
                chart::fill_of(Figure::Total),
            );
            return end;
        }
        let (mut from, mut before) = (LABELS, Money::ZERO);
        for (figure, part) in &self.parts {
            before = before + part.amount;
            let end = LABELS + scale.along(before.decimal());
            drawing.rect((from, y), (end - from, BAR), chart::fill_of(*figure));
            from = end.max(from);
        }
        from
    }
}

fn bar(row: &BudgetRow, budget: &BudgetSection) -> BudgetBar {
    let amount = |figure: Figure| {
        let cells = budget.figures.iter().zip(&row.cells);
        let mut cells = cells.filter(|(one, _)| **one == figure);
        let (_, BudgetCell { stated, reckoned }) = cells.next()?;
        stated.or_else(|| reckoned.map(Stated::exact))
    };
    let parts = PARTS
        .into_iter()
        .filter_map(|figure| Some((figure, amount(figure)?)));
    let mut parts: Vec<(Figure, Stated)> = parts.collect();
    // Own funding of nothing alone does not divide the costs.
    if !parts.iter().any(|(_, part)| part.amount != Money::ZERO) {
        parts.clear();
    }
    BudgetBar {
        title: Some(row.title.clone()),
        total: amount(Figure::Total),
        parts,
        grant_share: row.grant_share,
    }
}

/// A sum with what it is rounded to.
pub(super) fn stated(sum: Stated, says: &Presenter<'_>) -> String {
    let amount = says.locale().money(sum.amount);
    match sum.nearest {
        None => amount,
        Some(_) => says.fill("picture", "about", &[("sum", &amount)]),
    }
}
