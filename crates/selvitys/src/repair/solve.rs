//! A few whole unknowns that stand together in several inequalities: which values each may have.

use std::collections::HashMap;

use super::constraint::{TooLarge, gcd};

/// Where a whole number lies; an absent end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Between {
    pub(super) low: Option<i128>,
    pub(super) high: Option<i128>,
}

impl Between {
    pub(super) fn exactly(value: i128) -> Self {
        Between {
            low: Some(value),
            high: Some(value),
        }
    }

    pub(super) fn is_empty(self) -> bool {
        self.low
            .zip(self.high)
            .is_some_and(|(low, high)| low > high)
    }

    /// The value, where only one is possible.
    pub(super) fn value(self) -> Option<i128> {
        self.low.filter(|low| self.high == Some(*low))
    }

    pub(super) fn and(self, other: Between) -> Between {
        let low = self.low.into_iter().chain(other.low).max();
        Between {
            low,
            high: self.high.into_iter().chain(other.high).min(),
        }
    }

    fn plus(self, other: Between) -> Result<Between, TooLarge> {
        let add = |one: Option<i128>, other: Option<i128>| match (one, other) {
            (Some(one), Some(other)) => one.checked_add(other).map(Some).ok_or(TooLarge),
            _ => Ok(None),
        };
        Ok(Between {
            low: add(self.low, other.low)?,
            high: add(self.high, other.high)?,
        })
    }

    fn times(self, by: i128) -> Result<Between, TooLarge> {
        let times = |one: Option<i128>| {
            one.map(|one| one.checked_mul(by).ok_or(TooLarge))
                .transpose()
        };
        let (low, high) = (times(self.low)?, times(self.high)?);
        Ok(if by < 0 {
            Between {
                low: high,
                high: low,
            }
        } else {
            Between { low, high }
        })
    }

    pub(super) fn minus(self, other: Between) -> Result<Between, TooLarge> {
        self.plus(other.times(-1)?)
    }

    /// The whole numbers whose product with `by` lies here.
    pub(super) fn over(self, by: i128) -> Between {
        let (low, high) = if by < 0 {
            (self.high, self.low)
        } else {
            (self.low, self.high)
        };
        Between {
            low: low.map(|low| low.div_euclid(by) + i128::from(low.rem_euclid(by) != 0 && by > 0)),
            high: high
                .map(|high| high.div_euclid(by) - i128::from(high.rem_euclid(by) != 0 && by < 0)),
        }
    }
}

/// An inequality: the sum of factor times unknown lies in a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// A factor for each unknown.
    pub(super) factors: Vec<i128>,
    pub(super) sum: Between,
}

/// The most inequalities that working out an unknown may leave.
const MOST_ROWS: usize = 2_000;
/// The most values of an unknown that are tried one by one.
const MOST_VALUES: i128 = 100_000;

/// The values that each unknown may have where all inequalities hold; nothing when none do.
///
/// Of each unknown the lowest and the highest value are exact: with both, everything can hold.
pub(super) fn solve(rows: &[Row], within: &[Between]) -> Result<Option<Vec<Between>>, TooLarge> {
    let Some(narrow) = narrowed(rows, within)? else {
        return Ok(None);
    };
    let mut found = narrow.clone();
    for (unknown, slot) in found.iter_mut().enumerate() {
        let Some(low) = end(rows, &narrow, unknown, false)? else {
            return Ok(None);
        };
        let Some(high) = end(rows, &narrow, unknown, true)? else {
            return Ok(None);
        };
        *slot = Between { low, high };
    }
    Ok(Some(found))
}

/// The lowest or the highest value of an unknown with which everything can hold: nothing inside
/// when it is open, nothing at all when no value is possible.
#[expect(
    clippy::option_option,
    reason = "an open end is not the same as no value"
)]
fn end(
    rows: &[Row],
    within: &[Between],
    unknown: usize,
    highest: bool,
) -> Result<Option<Option<i128>>, TooLarge> {
    let range = within.get(unknown).copied().unwrap_or_default();
    let (from, step) = if highest {
        (range.high, -1)
    } else {
        (range.low, 1)
    };
    let Some(mut value) = from else {
        // What is open this way is so for every value of the others that allows one.
        return Ok(holds(rows, within)?.then_some(None));
    };
    for _ in 0..MOST_VALUES {
        if (Between {
            low: Some(value),
            high: Some(value),
        })
        .and(range)
        .is_empty()
        {
            return Ok(None);
        }
        let mut with = within.to_vec();
        if let Some(slot) = with.get_mut(unknown) {
            *slot = Between::exactly(value);
        }
        if holds(rows, &with)? {
            return Ok(Some(Some(value)));
        }
        value += step;
    }
    Err(TooLarge)
}

/// Whether whole values within the ranges make everything hold.
fn holds(rows: &[Row], within: &[Between]) -> Result<bool, TooLarge> {
    let Some(narrow) = narrowed(rows, within)? else {
        return Ok(false);
    };
    let width = |range: &Between| range.low.zip(range.high).map(|(low, high)| high - low);
    let open = narrow
        .iter()
        .enumerate()
        .filter(|(_, range)| range.value().is_none());
    let Some((unknown, range)) = open.min_by_key(|(_, range)| width(range).unwrap_or(i128::MAX))
    else {
        return Ok(true);
    };
    let (from, step) = match (range.low, range.high) {
        (Some(low), _) => (low, 1),
        (None, Some(high)) => (high, -1),
        (None, None) => (0, 1),
    };
    for tried in 0..MOST_VALUES {
        let value = from + tried * step;
        if Between::exactly(value).and(*range).is_empty() {
            return Ok(false);
        }
        let mut with = narrow.clone();
        if let Some(slot) = with.get_mut(unknown) {
            *slot = Between::exactly(value);
        }
        if holds(rows, &with)? {
            return Ok(true);
        }
    }
    Err(TooLarge)
}

/// Ranges narrowed by all inequalities together; nothing when one of them is empty. With every
/// unknown narrowed to one value, everything holds.
fn narrowed(rows: &[Row], within: &[Between]) -> Result<Option<Vec<Between>>, TooLarge> {
    let mut ranges = within.to_vec();
    loop {
        let before = ranges.clone();
        for unknown in 0..ranges.len() {
            let Some(range) = projected(rows, &ranges, unknown)? else {
                return Ok(None);
            };
            let Some(slot) = ranges.get_mut(unknown) else {
                continue;
            };
            *slot = slot.and(range);
            if slot.is_empty() {
                return Ok(None);
            }
        }
        if ranges == before {
            return Ok(Some(ranges));
        }
    }
}

/// The range of one unknown when all others are worked out.
fn projected(
    rows: &[Row],
    ranges: &[Between],
    unknown: usize,
) -> Result<Option<Between>, TooLarge> {
    let count = ranges.len();
    let bounds = ranges.iter().enumerate().map(|(at, range)| {
        let factors = (0..count).map(|other| i128::from(other == at)).collect();
        Row {
            factors,
            sum: *range,
        }
    });
    let mut left: Vec<Row> = rows.iter().cloned().chain(bounds).collect();
    for other in (0..count).filter(|other| *other != unknown) {
        let Some(next) = without(left, other)? else {
            return Ok(None);
        };
        left = next;
    }
    let mut range = Between::default();
    for row in left {
        let factor = row.factors.get(unknown).copied().unwrap_or_default();
        if factor != 0 {
            range = range.and(row.sum.over(factor));
        }
    }
    Ok(Some(range))
}

/// The inequalities with one unknown worked out of them; nothing when they contradict each other.
fn without(rows: Vec<Row>, unknown: usize) -> Result<Option<Vec<Row>>, TooLarge> {
    let factor = |row: &Row| row.factors.get(unknown).copied().unwrap_or_default();
    let (with, mut left): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| factor(row) != 0);
    let pivot = with.iter().position(|row| row.sum.value().is_some());
    for (at, one) in with.iter().enumerate() {
        for (other_at, other) in with.iter().enumerate().skip(at + 1) {
            if pivot.is_some_and(|pivot| pivot != at && pivot != other_at) {
                continue;
            }
            let shared = gcd(factor(one), factor(other)).max(1);
            let (by, by_other) = (factor(other) / shared, factor(one) / shared);
            let factors = one.factors.iter().zip(&other.factors).map(|(one, other)| {
                one.checked_mul(by)?
                    .checked_sub(other.checked_mul(by_other)?)
            });
            let factors: Vec<i128> = factors.collect::<Option<_>>().ok_or(TooLarge)?;
            let sum = one.sum.times(by)?.minus(other.sum.times(by_other)?)?;
            left.push(Row { factors, sum });
        }
    }
    if left.len() > MOST_ROWS {
        return Err(TooLarge);
    }
    // Of inequalities in the same direction the narrowest says all.
    let mut narrowest: HashMap<Vec<i128>, Between> = HashMap::new();
    for row in left {
        let shared = row
            .factors
            .iter()
            .fold(0, |shared, factor| gcd(shared, *factor));
        if shared == 0 {
            if row.sum.and(Between::exactly(0)).is_empty() {
                return Ok(None);
            }
            continue;
        }
        let sign = if row.factors.iter().any(|factor| *factor != 0) {
            first_sign(&row)
        } else {
            1
        };
        let factors = row
            .factors
            .iter()
            .map(|factor| factor / (shared * sign))
            .collect();
        let sum = row.sum.over(shared * sign);
        let kept = narrowest.entry(factors).or_default();
        *kept = kept.and(sum);
        if kept.is_empty() {
            return Ok(None);
        }
    }
    Ok(Some(
        narrowest
            .into_iter()
            .map(|(factors, sum)| Row { factors, sum })
            .collect(),
    ))
}

fn first_sign(row: &Row) -> i128 {
    row.factors
        .iter()
        .find(|factor| **factor != 0)
        .map_or(1, |factor| factor.signum())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(low: i128, high: i128) -> Between {
        Between {
            low: Some(low),
            high: Some(high),
        }
    }

    fn row(factors: &[i128], low: i128, high: i128) -> Row {
        Row {
            factors: factors.to_vec(),
            sum: between(low, high),
        }
    }

    #[test]
    fn a_range_over_a_factor_keeps_whole_numbers_only() {
        assert_eq!(between(-7, 7).over(2), between(-3, 3));
        assert_eq!(between(-7, 7).over(-2), between(-3, 3));
        assert_eq!(between(5, 9).over(-4), between(-2, -2));
        assert!(between(5, 7).over(4).is_empty());
        let open = Between {
            low: Some(5),
            high: None,
        };
        assert_eq!(
            open.over(-2),
            Between {
                low: None,
                high: Some(-3)
            }
        );
    }

    #[test]
    fn two_equations_give_two_values() {
        let rows = [row(&[1, 1], 950, 950), row(&[1, -4], 0, 0)];
        let solved = solve(&rows, &[Between::default(); 2]).unwrap();
        assert_eq!(
            solved,
            Some(vec![Between::exactly(760), Between::exactly(190)])
        );
    }

    #[test]
    fn what_has_no_whole_solution_has_none() {
        let none = solve(&[row(&[2, 4], 7, 7)], &[between(0, 9); 2]).unwrap();
        assert_eq!(none, None);
        let none = solve(
            &[row(&[1, 1], 3, 3), row(&[1, 1], 4, 4)],
            &[Between::default(); 2],
        );
        assert_eq!(none, Ok(None));
    }

    #[test]
    fn ranges_are_exact_at_both_ends() {
        // x + y = 5 and x - y is from 1 to 3: (3, 2) and (4, 1).
        let rows = [row(&[1, 1], 5, 5), row(&[1, -1], 1, 3)];
        let solved = solve(&rows, &[Between::default(); 2]).unwrap();
        assert_eq!(solved, Some(vec![between(3, 4), between(1, 2)]));
    }

    #[test]
    fn an_open_end_stays_open() {
        let rows = [Row {
            factors: vec![1, -1],
            sum: Between {
                low: Some(2),
                high: None,
            },
        }];
        let within = [Between {
            low: Some(0),
            high: None,
        }; 2];
        let solved = solve(&rows, &within).unwrap().unwrap();
        assert_eq!(
            solved[0],
            Between {
                low: Some(2),
                high: None
            }
        );
        assert_eq!(
            solved[1],
            Between {
                low: Some(0),
                high: None
            }
        );
    }

    #[test]
    fn whole_numbers_are_tried_where_fractions_would_do() {
        // 3x + 5y = 1 with 0 <= x, y <= 2 has fractions, and the whole (2, -1) lies outside.
        assert_eq!(solve(&[row(&[3, 5], 1, 1)], &[between(0, 2); 2]), Ok(None));
        let solved = solve(&[row(&[3, 5], 11, 11)], &[between(0, 9); 2]).unwrap();
        assert_eq!(solved, Some(vec![Between::exactly(2), Between::exactly(1)]));
    }

    #[test]
    fn numbers_beyond_reckoning_are_said_to_be() {
        let rows = [
            row(&[i128::MAX / 2, 3], 1, 1),
            row(&[i128::MAX / 3, 7], 1, 1),
        ];
        assert_eq!(solve(&rows, &[Between::default(); 2]), Err(TooLarge));
    }
}
