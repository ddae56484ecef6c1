//! The budget lines that a package uses, with their figures and what they come to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::budget::{reckoned, status_of};
use super::{BudgetCell, Source};
use crate::finding::Value as Told;
use crate::model::{Figure, Grant, Money, Status, Text};
use crate::place::At as Place;
use crate::range::Range;
use crate::report::document::{At, Block, Cell, Column, Formula, Row, Span, Table, plain};
use crate::report::view::spans;
use crate::words::{Presenter, capital};

/// The figures of budget lines that packages show.
const FIGURES: [Figure; 3] = [Figure::Total, Figure::Grant, Figure::Own];

/// The lines of a budget that a package uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinesUsed {
    /// The call of the budget's grant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<String>,
    /// In which status the figures stand.
    pub status: Status,
    /// The figures, in the order of the columns.
    pub figures: Vec<Figure>,
    /// The lines.
    pub rows: Vec<LineUsed>,
    /// What the lines come to, a sum a figure; absent where there is one line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sums: Vec<LineSum>,
}

/// A budget line that a package uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineUsed {
    /// The line in the document, by JSON Pointer.
    pub place: String,
    /// The line's title.
    pub title: Text,
    /// Whether the package uses a line above it too, which holds its figures already.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub within: bool,
    /// A cell a figure.
    pub cells: Vec<BudgetCell>,
}

/// What lines come to together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineSum {
    /// The least that it can be; absent when it is not known.
    pub low: Option<Money>,
    /// The most that it can be; absent when it is not known.
    pub high: Option<Money>,
}

/// The lines with ids, by the budgets that count; and the ids that no budget has.
pub(super) fn used(
    ids: &[String],
    grants: &[String],
    source: &Source<'_>,
) -> (Vec<LinesUsed>, Vec<String>) {
    let index = &source.index;
    let pays = |grant: &&Grant| grants.is_empty() || grants.contains(&grant.id);
    let paying = source.project.grants.iter().filter(pays);
    let counting = paying.filter_map(|grant| index.budget_of(grant));
    let mut budgets: Vec<usize> = counting.map(|(number, _)| number).collect();
    let others = 0..source.project.budgets.len();
    let mut unknown: Vec<String> = Vec::new();
    let mut all = Vec::new();
    for number in others {
        let has = |id: &String| index.line(number, id).is_some();
        let elsewhere = |id: &String| budgets.iter().any(|one| index.line(*one, id).is_some());
        // A line that no budget of the package's own grants has is looked for in the others.
        if !budgets.contains(&number) && ids.iter().any(|id| has(id) && !elsewhere(id)) {
            budgets.push(number);
        }
    }
    budgets.sort_unstable();
    for number in &budgets {
        let lines = ids.iter().filter_map(|id| index.line(*number, id));
        let lines: Vec<usize> = lines.collect();
        if !lines.is_empty() {
            all.push(of_budget(*number, &lines, source));
        }
    }
    for id in ids {
        if !budgets.iter().any(|one| index.line(*one, id).is_some()) {
            unknown.push(id.clone());
        }
    }
    (all, unknown)
}

fn of_budget(number: usize, lines: &[usize], source: &Source<'_>) -> LinesUsed {
    let index = &source.index;
    let status = status_of(number, index);
    let known = |figure: &Figure| {
        let mut lines = lines.iter();
        lines.any(|at| !index.figure(*at, *figure, status).is_unknown())
    };
    let figures: Vec<Figure> = FIGURES.into_iter().filter(known).collect();
    let within = |at: usize| {
        let mut above = index.lines.get(at).and_then(|node| node.parent);
        while let Some(parent) = above {
            if lines.contains(&parent) {
                return true;
            }
            above = index.lines.get(parent).and_then(|node| node.parent);
        }
        false
    };
    let rows = lines.iter().filter_map(|at| {
        let node = index.lines.get(*at)?;
        let cell = |figure: &Figure| BudgetCell {
            stated: node.line.stated(*figure, status),
            reckoned: reckoned(*at, *figure, status, index),
        };
        Some(LineUsed {
            place: Place::Line(*at, "").pointer(index),
            title: node.line.title.clone(),
            within: within(*at),
            cells: figures.iter().map(cell).collect(),
        })
    });
    let counted = || lines.iter().filter(|at| !within(**at));
    let sum = |figure: &Figure| {
        let each = counted().map(|at| index.figure(*at, *figure, status));
        let sum = each.fold(Range::exact(Money::ZERO), Range::plus);
        LineSum {
            low: sum.low,
            high: sum.high,
        }
    };
    let several = lines.len() > 1;
    LinesUsed {
        call: source
            .project
            .budgets
            .get(number)
            .and_then(|budget| source.calls(std::slice::from_ref(&budget.grant)).pop()),
        status,
        rows: rows.collect(),
        sums: if several {
            figures.iter().map(sum).collect()
        } else {
            Vec::new()
        },
        figures,
    }
}

pub(super) fn blocks(used: &LinesUsed, says: &Presenter<'_>, out: &mut Vec<Block>) {
    let call = used.call.as_ref().map(|call| says.call(call));
    let status = says.word("status", used.status.key());
    let values = [
        ("call", call.as_deref().unwrap_or_default()),
        ("status", status.as_str()),
    ];
    let caption = says.fill("plan", "lines_caption", &values);
    let mut columns = vec![Column::words(says.word("report", "line"))];
    let figures = used.figures.iter();
    columns.extend(figures.map(|figure| Column::figures(capital(&says.figure(*figure)))));
    let mut rows: Vec<Row> = used.rows.iter().map(|row| line(row, used, says)).collect();
    if !used.sums.is_empty() {
        rows.push(sum_row(used, says));
    }
    out.push(Block::Table(Table {
        caption,
        columns,
        rows,
    }));
    if used.rows.iter().any(|row| row.within) {
        out.push(Block::Paragraph(plain(says.word("plan", "lines_within"))));
    }
    let differing = used
        .rows
        .iter()
        .flat_map(|row| differences(row, used, says));
    let differing: Vec<_> = differing.collect();
    if !differing.is_empty() {
        out.push(Block::List(differing));
    }
}

fn line(row: &LineUsed, used: &LinesUsed, says: &Presenter<'_>) -> Row {
    let mut cells = vec![Cell::text(spans(&row.title, says))];
    for (figure, cell) in used.figures.iter().zip(&row.cells) {
        cells.push(match (cell.stated, cell.reckoned) {
            (Some(stated), _) => {
                let place = format!("{}/{}/{}", row.place, used.status.key(), figure.key());
                Cell::stated(stated).at(place)
            }
            (None, Some(sum)) => Cell::money(sum).reckoned(vec![row.place.clone()]),
            (None, None) => unknown(says),
        });
    }
    Row {
        cells,
        level: usize::from(row.within),
        total: false,
    }
}

fn unknown(says: &Presenter<'_>) -> Cell {
    Cell::text(plain(says.word("unit_words", "unknown")))
}

fn sum_row(used: &LinesUsed, says: &Presenter<'_>) -> Row {
    let mut cells = vec![Cell::text(plain(says.word("plan", "in_all")))];
    for (number, sum) in used.sums.iter().enumerate() {
        let counted = || used.rows.iter().enumerate().filter(|(_, row)| !row.within);
        let from: Vec<String> = counted().map(|(_, row)| row.place.clone()).collect();
        cells.push(match (sum.low, sum.high) {
            (Some(low), Some(high)) if low == high => {
                let cells = counted().map(|(row, _)| At {
                    row,
                    column: number + 1,
                });
                let formula = Formula::Sum(cells.collect());
                Cell::money(low).reckoned(from).by(formula)
            }
            (None, None) => unknown(says),
            (low, high) => {
                let range = says.value(&Told::MoneyRange(low, high));
                Cell::text(plain(range)).reckoned(from)
            }
        });
    }
    Row::total(cells)
}

/// A stated figure that its parts do not come to, as stated and as reckoned.
fn differences(row: &LineUsed, used: &LinesUsed, says: &Presenter<'_>) -> Vec<Vec<Span>> {
    let figures = used.figures.iter().zip(&row.cells);
    let told = figures.filter_map(|(figure, cell)| {
        let (stated, reckoned) = cell.stated.zip(cell.reckoned)?;
        if (stated.lowest()..=stated.highest()).contains(&reckoned) {
            return None;
        }
        let mut line = spans(&row.title, says);
        line.push(Span::Plain(format!(", {}: ", says.figure(*figure))));
        let (stated, computed) = (
            says.locale().money(stated.amount),
            says.locale().money(reckoned),
        );
        let values = [("stated", stated.as_str()), ("computed", computed.as_str())];
        line.push(Span::Plain(says.fill("report", "differs", &values)));
        Some(line)
    });
    told.collect()
}
