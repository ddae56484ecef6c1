//! Formulas: written only where they give exactly the value that the report shows.

use rust_decimal::{Decimal, RoundingStrategy};
use rust_xlsxwriter::utility::{cell_range, row_col_to_cell};

use super::figure::amount;
use crate::report::document::{At, Formula, SpreadsheetWords, Table, Value};

/// The most arguments of a function, and the longest formula, that every program reads.
const MOST_ARGUMENTS: usize = 250;
const LONGEST: usize = 8_000;

/// Where the cells of a table stand on its sheet.
pub(super) struct Places {
    /// The row of each row of the table.
    pub(super) rows: Vec<u32>,
    /// The column of each column of the table.
    pub(super) columns: Vec<u16>,
}

impl Places {
    pub(super) fn of(&self, at: At) -> Option<(u32, u16)> {
        Some((*self.rows.get(at.row)?, *self.columns.get(at.column)?))
    }

    /// The cells by name, those that follow one another as one range.
    fn ranges(&self, cells: &[At]) -> Option<Vec<String>> {
        let mut ranges: Vec<((u32, u16), (u32, u16))> = Vec::new();
        for cell in cells {
            let (row, column) = self.of(*cell)?;
            match ranges.last_mut() {
                Some((_, last)) if last.1 == column && last.0 + 1 == row => last.0 = row,
                _ => ranges.push(((row, column), (row, column))),
            }
        }
        let name = |(first, last): &((u32, u16), (u32, u16))| {
            if first == last {
                row_col_to_cell(first.0, first.1)
            } else {
                cell_range(first.0, first.1, last.0, last.1)
            }
        };
        Some(ranges.iter().map(name).collect())
    }

    fn cell(&self, at: At) -> Option<String> {
        self.of(at)
            .map(|(row, column)| row_col_to_cell(row, column))
    }

    fn sum(&self, cells: &[At]) -> Option<String> {
        let mut terms = self.ranges(cells)?;
        while terms.len() > MOST_ARGUMENTS {
            let groups = terms.chunks(MOST_ARGUMENTS);
            terms = groups
                .map(|group| format!("SUM({})", group.join(",")))
                .collect();
        }
        match terms.as_slice() {
            [one] if !one.contains(':') => Some(one.clone()),
            terms => Some(format!("SUM({})", terms.join(","))),
        }
    }
}

/// The formula of a cell, where it gives the cell's value.
pub(super) fn written(
    formula: &Formula,
    value: &Value,
    table: &Table,
    places: &Places,
) -> Option<String> {
    let shown = amount(value)?.normalize();
    let given = evaluated(formula, table)?;
    // Binary sums of cents are a hair beside the cent: the formula rounds it away.
    let (text, given) = match value {
        Value::Share(_) => (unrounded(formula, places)?, given),
        Value::Number(_) if shown.scale() == 0 && given == shown => {
            (unrounded(formula, places)?, given)
        }
        _ => {
            let places_of = |one: &Value| match one {
                Value::Number(_) => shown.scale(),
                _ => shown.scale().max(2),
            };
            let digits = places_of(value);
            let rounded =
                given.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
            (
                format!("ROUND({},{digits})", unrounded(formula, places)?),
                rounded,
            )
        }
    };
    (given == shown && text.len() < LONGEST).then(|| format!("={text}"))
}

fn unrounded(formula: &Formula, places: &Places) -> Option<String> {
    Some(match formula {
        Formula::Sum(cells) => {
            let sum = places.sum(cells)?;
            if sum.starts_with("SUM(") {
                sum
            } else {
                format!("SUM({sum})")
            }
        }
        Formula::Less { from, less } => {
            format!("{}-{}", places.sum(from)?, places.sum(less)?)
        }
        Formula::Share { part, whole } => {
            format!("{}/{}", places.cell(*part)?, places.cell(*whole)?)
        }
        Formula::Product { one, other } => {
            format!("{}*{}", places.cell(*one)?, places.cell(*other)?)
        }
    })
}

/// What a formula gives, exactly; nothing where a cell of it is no number on its sheet.
fn evaluated(formula: &Formula, table: &Table) -> Option<Decimal> {
    let of = |at: &At| {
        let cell = table.rows.get(at.row)?.cells.get(at.column)?;
        let held = match &cell.value {
            // A share is never held exactly; it reads as it does.
            Value::Share(_) => true,
            value => super::figure::exact(amount(value)?).is_some(),
        };
        amount(&cell.value).filter(|_| held)
    };
    let sum = |cells: &[At]| {
        let mut cells = cells.iter();
        cells.try_fold(Decimal::ZERO, |sum, at| sum.checked_add(of(at)?))
    };
    let given = match formula {
        Formula::Sum(cells) if cells.is_empty() => return None,
        Formula::Sum(cells) => sum(cells)?,
        Formula::Less { from, less } if from.is_empty() || less.is_empty() => return None,
        Formula::Less { from, less } => sum(from)?.checked_sub(sum(less)?)?,
        Formula::Share { part, whole } => of(part)?.checked_div(of(whole)?)?,
        Formula::Product { one, other } => of(one)?.checked_mul(of(other)?)?,
    };
    Some(given.normalize())
}

/// A formula in words and names of cells.
pub(super) fn told(formula: &Formula, places: &Places, words: &SpreadsheetWords) -> Option<String> {
    let list = |cells: &[At]| places.ranges(cells).map(|names| names.join(", "));
    Some(match formula {
        Formula::Sum(cells) => format!("{}: {}", words.sum, list(cells)?),
        Formula::Less { from, less } => {
            format!("{}: {} − {}", words.difference, list(from)?, list(less)?)
        }
        Formula::Share { part, whole } => format!(
            "{}: {} / {}",
            words.share,
            places.cell(*part)?,
            places.cell(*whole)?
        ),
        Formula::Product { one, other } => format!(
            "{}: {} × {}",
            words.product,
            places.cell(*one)?,
            places.cell(*other)?
        ),
    })
}
