//! A value as far as it is known, with where it comes from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assess::with_context;
use crate::check::{Context, From, Reading, Reckoning, Subject, grant_subject};
use crate::finding::{Asked, Value};
use crate::model::{Grant, Money};
use crate::report::document::Value as Shown;
use crate::report::document::{At, Cell, Formula, Row, Spans, plain};
use crate::report::section::Source;
use crate::rulebook::Bases;
use crate::words::{Presenter, capital};

/// A sum or a share as far as it is known, with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KnownValue {
    /// The value, or the two that it lies between; absent where nothing is known of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// Where the document states it, by JSON Pointer; absent where it is reckoned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<String>,
    /// From what in the document it is reckoned, by JSON Pointer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    /// On what a number of a rulebook that it rests on rests itself.
    #[serde(default, skip_serializing_if = "Bases::is_empty")]
    pub basis: Bases,
    /// What would have to be known to tell it exactly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Asked>,
}

impl KnownValue {
    /// What a reading says.
    pub(in crate::report::section) fn of(
        reading: &Reading,
        subject: &Subject<'_>,
        ctx: &Context<'_>,
    ) -> Self {
        let mut how = Reckoning::default();
        how.read(reading, subject, ctx);
        let mut from: Vec<String> = Vec::new();
        for (at, _) in how.places() {
            let pointer = at.pointer(ctx.index);
            if !from.contains(&pointer) {
                from.push(pointer);
            }
        }
        let basis = how.operands.iter().filter_map(|used| match &used.from {
            From::Param { basis, .. } => Some(basis),
            _ => None,
        });
        let value = reading.value();
        let alone = how.steps.is_empty() && from.len() == 1 && value.is_some();
        let (stated, from) = if alone {
            (from.pop(), Vec::new())
        } else {
            (None, from)
        };
        KnownValue {
            stated,
            from,
            basis: Bases::joined(basis),
            missing: reading.missing.filter(|_| !reading.is_exact()),
            value,
        }
    }

    /// A sum that the document states at a place.
    pub(in crate::report::section) fn stated(sum: Money, pointer: impl Into<String>) -> Self {
        KnownValue {
            value: Some(Value::Money(sum)),
            stated: Some(pointer.into()),
            ..KnownValue::default()
        }
    }

    /// A sum that is reckoned from what stands at places.
    pub(in crate::report::section) fn reckoned(sum: Money, from: Vec<String>) -> Self {
        KnownValue {
            value: Some(Value::Money(sum)),
            from,
            ..KnownValue::default()
        }
    }

    /// The sum, where it is one.
    pub(in crate::report::section) fn money(&self) -> Option<Money> {
        match self.value {
            Some(Value::Money(sum)) => Some(sum),
            _ => None,
        }
    }

    /// Whether it is certainly nothing.
    pub(in crate::report::section) fn is_nothing(&self) -> bool {
        self.money() == Some(Money::ZERO)
    }

    /// As a cell of a table.
    pub(in crate::report::section) fn cell(&self, says: &Presenter<'_>) -> Cell {
        let cell = match &self.value {
            Some(Value::Money(sum)) => Cell::money(*sum),
            Some(Value::Share(share)) => Cell::share(*share),
            _ => Cell::text(self.words(says)),
        };
        match &self.stated {
            Some(pointer) => cell.at(pointer.clone()),
            None => cell.reckoned(self.from.clone()),
        }
    }

    /// As running text.
    pub(in crate::report::section) fn words(&self, says: &Presenter<'_>) -> Spans {
        plain(self.value.as_ref().map_or_else(
            || says.word("unit_words", "unknown"),
            |value| says.value(value),
        ))
    }

    /// What is missing to tell it exactly, as a sentence; nothing where it is known exactly.
    pub(in crate::report::section) fn needs(
        &self,
        what: &str,
        says: &Presenter<'_>,
    ) -> Option<Spans> {
        let exact = matches!(self.value, Some(Value::Money(_) | Value::Share(_)));
        let key = match (exact, self.value.is_some()) {
            (true, _) => return None,
            (false, true) => "not_exact",
            (false, false) => "not_known",
        };
        let what = capital(what);
        let Some(missing) = self.missing else {
            let text = says.fill("account", &format!("{key}_bare"), &[("what", &what)]);
            return Some(plain(text));
        };
        let missing = says.asked(missing);
        let values = [("what", what.as_str()), ("missing", &missing)];
        Some(plain(says.fill("account", key, &values)))
    }
}

/// The number of a grant in the document.
pub(in crate::report::section) fn number_of(grant: &Grant, source: &Source<'_>) -> Option<usize> {
    let mut grants = source.project.grants.iter();
    grants.position(|one| std::ptr::eq(one, grant) || one.id == grant.id)
}

/// Reads quantities of a grant in the way of the rules.
pub(in crate::report::section) fn with_grant<T>(
    number: usize,
    source: &Source<'_>,
    then: impl FnOnce(&Context<'_>, &Subject<'_>) -> Option<T>,
) -> Option<T> {
    let record = &source.assessment.record;
    with_context(
        source.project,
        source.books,
        record.as_of,
        record.stage,
        |ctx| then(ctx, &grant_subject(number, ctx)?),
    )
}

/// Says how a cell comes from others of its table, where that gives exactly what the cell shows.
pub(in crate::report::section) fn follows(rows: &mut [Row], at: At, formula: Formula) {
    if matches!(&formula, Formula::Sum(cells) if cells.is_empty()) {
        return;
    }
    let result = worth(rows, &formula);
    let cell = rows
        .get_mut(at.row)
        .and_then(|row| row.cells.get_mut(at.column));
    if let Some(cell) = cell
        && let (Some(result), Some(shown)) = (result, number(&cell.value))
        && result == shown
    {
        cell.formula = Some(formula);
    }
}

fn number(value: &Shown) -> Option<rust_decimal::Decimal> {
    match value {
        Shown::Money(sum) => Some(sum.decimal()),
        Shown::Share(share) => Some(share.decimal()),
        Shown::Number(number) => Some(*number),
        _ => None,
    }
}

/// What a formula gives.
fn worth(rows: &[Row], formula: &Formula) -> Option<rust_decimal::Decimal> {
    let of = |at: &At| number(&rows.get(at.row)?.cells.get(at.column)?.value);
    let sum = |cells: &[At]| -> Option<rust_decimal::Decimal> { cells.iter().map(of).sum() };
    match formula {
        Formula::Sum(cells) => sum(cells),
        Formula::Less { from, less } => Some(sum(from)? - sum(less)?),
        Formula::Share { part, whole } => of(part)?.checked_div(of(whole)?),
        Formula::Product { one, other } => of(one)?.checked_mul(of(other)?),
    }
}
