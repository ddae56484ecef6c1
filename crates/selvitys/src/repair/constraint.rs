//! Equations as exact whole numbers.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Numbers too great for exact reckoning. No budget of real money comes near.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooLarge;

/// What cells must come to: the sum of factor times value lies within `slack` of zero.
///
/// Values are thousandths of a euro, so that half a cent is a whole number of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Constraint {
    /// Cells with their factors, by cell; no factor is zero.
    pub(super) terms: Vec<(usize, i128)>,
    /// How far the sum may lie from zero, because figures were rounded.
    pub(super) slack: i128,
    /// The equations of the budget that it follows from, by number.
    pub(super) of: Vec<usize>,
}

/// Constraints of more terms are not compared with others.
pub(super) const SHORT: usize = 8;

impl Constraint {
    /// Puts terms of the same cell together and divides by what all numbers share.
    pub(super) fn new(
        terms: impl IntoIterator<Item = (usize, i128)>,
        slack: i128,
        of: Vec<usize>,
    ) -> Result<Self, TooLarge> {
        let mut sums: BTreeMap<usize, i128> = BTreeMap::new();
        for (cell, factor) in terms {
            let sum = sums.entry(cell).or_default();
            *sum = sum.checked_add(factor).ok_or(TooLarge)?;
        }
        let terms = sums.into_iter().filter(|(_, factor)| *factor != 0);
        let mut one = Constraint {
            terms: terms.collect(),
            slack,
            of,
        };
        one.normalise();
        Ok(one)
    }

    /// The same constraint in smallest whole numbers, its first factor positive. Values are whole,
    /// so a fraction of slack allows nothing.
    fn normalise(&mut self) {
        let mut shared = 0;
        for (_, factor) in &self.terms {
            shared = gcd(shared, *factor);
            if shared == 1 {
                break;
            }
        }
        let sign = if self.terms.first().is_some_and(|(_, factor)| *factor < 0) {
            -1
        } else {
            1
        };
        let by = shared.max(1) * sign;
        if by != 1 {
            for (_, factor) in &mut self.terms {
                *factor /= by;
            }
            self.slack /= by.abs();
        }
    }

    /// The factor of a cell; zero where it does not stand.
    pub(super) fn factor(&self, cell: usize) -> i128 {
        let found = self.terms.binary_search_by_key(&cell, |(known, _)| *known);
        found
            .ok()
            .and_then(|at| self.terms.get(at))
            .map_or(0, |(_, factor)| *factor)
    }

    /// What the terms come to.
    pub(super) fn sum(&self, value: impl Fn(usize) -> i128) -> Result<i128, TooLarge> {
        self.terms.iter().try_fold(0i128, |sum, (cell, factor)| {
            let term = factor.checked_mul(value(*cell)).ok_or(TooLarge)?;
            sum.checked_add(term).ok_or(TooLarge)
        })
    }

    /// Both constraints with one cell worked out of them. The slack of both remains; from which
    /// equations it follows is left to the caller.
    pub(super) fn without(&self, cell: usize, other: &Constraint) -> Result<Constraint, TooLarge> {
        let (own, others) = (self.factor(cell), other.factor(cell));
        let shared = gcd(own, others).max(1);
        let (by, by_other) = (others / shared, -(own / shared));
        let slack = |constraint: &Constraint, by: i128| constraint.slack.checked_mul(by.abs());
        let slack = slack(self, by).zip(slack(other, by_other));
        let slack = slack
            .and_then(|(one, two)| one.checked_add(two))
            .ok_or(TooLarge)?;
        let mut one = Constraint {
            terms: merged(&self.terms, by, &other.terms, by_other)?,
            slack,
            of: Vec::new(),
        };
        // Of a long constraint only what has grown is made smaller: nothing is compared with it.
        if one.terms.len() <= SHORT || by.abs() > 1 || by_other.abs() > 1 {
            one.normalise();
        }
        Ok(one)
    }
}

/// Two lists of terms, each times a factor, as one list by cell.
fn merged(
    one: &[(usize, i128)],
    by: i128,
    other: &[(usize, i128)],
    by_other: i128,
) -> Result<Vec<(usize, i128)>, TooLarge> {
    let mut terms = Vec::with_capacity(one.len() + other.len());
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    let times = |factor: i128, by: i128| factor.checked_mul(by).ok_or(TooLarge);
    loop {
        let order = match (one.peek(), other.peek()) {
            (None, None) => return Ok(terms),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((first, _)), Some((second, _))) => first.cmp(second),
        };
        let own = if order.is_le() { one.next() } else { None };
        let others = if order.is_ge() { other.next() } else { None };
        let cell = own.or(others).map_or(0, |(cell, _)| *cell);
        let own = times(own.map_or(0, |(_, factor)| *factor), by)?;
        let others = times(others.map_or(0, |(_, factor)| *factor), by_other)?;
        let factor = own.checked_add(others).ok_or(TooLarge)?;
        if factor != 0 {
            terms.push((cell, factor));
        }
    }
}

pub(super) fn gcd(one: i128, other: i128) -> i128 {
    let (mut one, mut other) = (one.abs(), other.abs());
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

#[cfg(test)]
mod tests {
    use super::*;

    fn constraint(terms: &[(usize, i128)], slack: i128, of: usize) -> Constraint {
        Constraint::new(terms.iter().copied(), slack, vec![of]).unwrap()
    }

    #[test]
    fn a_constraint_is_written_in_smallest_whole_numbers() {
        let one = constraint(&[(2, 4), (0, -6), (2, 4)], 10, 0);
        assert_eq!(one.terms, [(0, 3), (2, -4)]);
        assert_eq!(one.slack, 5);
        assert_eq!(one.factor(1), 0);
        assert_eq!(one.sum(|cell| [5, 0, 2][cell]), Ok(7));
        assert_eq!(one.sum(|_| i128::MAX), Err(TooLarge));
    }
}
