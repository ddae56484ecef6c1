//! The place that is solved for: a sum or a date, as a whole number of cents or days.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::Value as Json;

use crate::finding::{Place, Value};
use crate::model::{Money, Project};
use crate::read::{Shape, shapes_at};
use crate::whatif::WhatIfError;
use crate::whatif::draft::Draft;
use crate::whatif::edit;

/// What is solved for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    /// In cents.
    Money,
    /// In days from the first day of 1900.
    Date,
}

/// The place that is solved for, in a document that is otherwise as it is.
pub(super) struct Unknown {
    pub(super) axis: Axis,
    pub(super) place: Place,
    /// What stands there, if anything does.
    pub(super) now: Option<Value>,
    /// The document with some value at the place.
    draft: Draft,
    steps: Vec<String>,
}

const FIRST_DAY: Date = date(1900, 1, 1);
const LAST_DAY: Date = date(2199, 12, 31);
/// A million millions of euros: no grant is greater.
const MOST_CENTS: i64 = 100_000_000_000_000;

impl Unknown {
    pub(super) fn new(draft: &Draft, pointer: &str) -> Result<Self, WhatIfError> {
        let steps = edit::steps(pointer)?;
        let shapes = shapes_at(&steps).unwrap_or_default();
        let (axis, text) = if shapes.contains(&Shape::Money) {
            (Axis::Money, "0.00")
        } else if shapes.contains(&Shape::Date) {
            (Axis::Date, "2020-01-01")
        } else if shapes.is_empty() && draft.get(&steps).is_none() {
            // The reader names what is not there, and the nearest right name.
            let mut draft = draft.clone();
            draft.set(&steps, Json::from(""))?;
            draft.read()?;
            return Err(WhatIfError::NotSolvable(pointer.to_owned()));
        } else {
            return Err(WhatIfError::NotSolvable(pointer.to_owned()));
        };
        let now = draft.get(&steps).map(|json| edit::as_value(json, &shapes));
        let mut draft = draft.clone();
        let steps = draft.set(&steps, text.into())?;
        draft.read()?;
        Ok(Unknown {
            axis,
            place: draft.place(&steps),
            now,
            draft,
            steps,
        })
    }

    /// The values that are looked at: no sum below zero, no day before 1900 or after 2199.
    pub(super) fn domain(&self) -> (i64, i64) {
        match self.axis {
            Axis::Money => (0, MOST_CENTS),
            Axis::Date => (0, ordinal(LAST_DAY)),
        }
    }

    /// What stands there as a number, if it is exact.
    pub(super) fn number(&self) -> Option<i64> {
        match self.now.as_ref()? {
            Value::Money(sum) => i64::try_from(sum.decimal() * CENTS).ok(),
            Value::Date(day) => Some(ordinal(*day)),
            _ => None,
        }
    }

    /// A number as the value that it stands for.
    pub(super) fn value(&self, number: i64) -> Value {
        match self.axis {
            Axis::Money => Value::Money(Money::from_cents(number)),
            Axis::Date => Value::Date(day(number)),
        }
    }

    /// The document with a value at the place.
    pub(super) fn project(&self, number: i64) -> Option<Project> {
        self.draft.with(&self.steps, &self.value(number).as_data())
    }
}

const CENTS: rust_decimal::Decimal = rust_decimal::Decimal::ONE_HUNDRED;

/// A day as a number; days outside those looked at are the first or the last of them.
pub(super) fn ordinal(day: Date) -> i64 {
    i64::from((day.clamp(FIRST_DAY, LAST_DAY) - FIRST_DAY).get_days())
}

fn day(number: i64) -> Date {
    FIRST_DAY.saturating_add(number.days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_numbers_and_back() {
        for day_of in [FIRST_DAY, date(2000, 2, 29), date(2022, 10, 31), LAST_DAY] {
            assert_eq!(day(ordinal(day_of)), day_of);
        }
        assert_eq!(ordinal(date(1900, 1, 2)), 1);
        assert_eq!(ordinal(date(1899, 12, 31)), 0);
    }
}
