//! Equations as exact whole numbers, and what is left of them when absent cells are worked out.

use std::collections::{BTreeMap, BTreeSet, HashMap};

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
        let shared = self
            .terms
            .iter()
            .fold(0, |shared, (_, factor)| gcd(shared, *factor));
        let sign = if self.terms.first().is_some_and(|(_, factor)| *factor < 0) {
            -1
        } else {
            1
        };
        let by = shared.max(1) * sign;
        for (_, factor) in &mut self.terms {
            *factor /= by;
        }
        self.slack /= by.abs();
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

    /// Both constraints with one cell worked out of them. The slack of both remains.
    fn without(&self, cell: usize, other: &Constraint) -> Result<Constraint, TooLarge> {
        let (one, two) = (self.factor(cell), other.factor(cell));
        let shared = gcd(one, two).max(1);
        let (one, two) = (two / shared, -(one / shared));
        let scaled = |constraint: &Constraint, by: i128| -> Result<Vec<(usize, i128)>, TooLarge> {
            let terms = constraint.terms.iter();
            let terms = terms.map(|(cell, factor)| Some((*cell, factor.checked_mul(by)?)));
            terms.collect::<Option<_>>().ok_or(TooLarge)
        };
        let mut terms = scaled(self, one)?;
        terms.extend(scaled(other, two)?);
        let slack = |constraint: &Constraint, by: i128| constraint.slack.checked_mul(by.abs());
        let slack = slack(self, one).zip(slack(other, two));
        let slack = slack
            .and_then(|(one, two)| one.checked_add(two))
            .ok_or(TooLarge)?;
        let of: BTreeSet<usize> = self.of.iter().chain(&other.of).copied().collect();
        Constraint::new(terms, slack, of.into_iter().collect())
    }
}

pub(super) fn gcd(one: i128, other: i128) -> i128 {
    let (mut one, mut other) = (one.abs(), other.abs());
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

/// The most constraints that may come of working out one absent cell.
const MOST: usize = 64;

/// Works absent cells out of constraints: what remains holds for stated cells exactly when absent
/// ones can be filled in so that everything holds.
///
/// This is Fourier and Motzkin's elimination. Where one of the constraints of a cell has no slack
/// it defines the cell, and the others follow from it.
pub(super) fn work_out(
    constraints: Vec<Constraint>,
    absent: &dyn Fn(usize) -> bool,
) -> Result<Vec<Constraint>, TooLarge> {
    let mut pool = Pool::default();
    for constraint in constraints {
        pool.put(constraint, absent);
    }
    // The cell in fewest constraints first: of two constraints one remains.
    while let Some((_, cell)) = pool.by_count.pop_first() {
        let standing = pool.standing.remove(&cell).unwrap_or_default();
        let taken: Vec<Constraint> = standing
            .iter()
            .filter_map(|number| pool.take(*number, absent))
            .collect();
        let exact = taken.iter().enumerate().filter(|(_, one)| one.slack == 0);
        let pivot = exact
            .min_by_key(|(_, one)| one.terms.len())
            .map(|(at, _)| at);
        let mut made = Vec::new();
        for (at, one) in taken.iter().enumerate() {
            for (other_at, other) in taken.iter().enumerate().skip(at + 1) {
                if pivot.is_none_or(|pivot| pivot == at || pivot == other_at) {
                    made.push(one.without(cell, other)?);
                }
            }
        }
        if made.len() > MOST && pivot.is_none() {
            return Err(TooLarge);
        }
        for constraint in made {
            pool.put(constraint, absent);
        }
    }
    Ok(pool.constraints.into_iter().flatten().collect())
}

/// Constraints by number, and where absent cells stand in them.
#[derive(Default)]
struct Pool {
    constraints: Vec<Option<Constraint>>,
    /// Of constraints with the same terms the one with the least slack says all.
    known: HashMap<Vec<(usize, i128)>, usize>,
    standing: HashMap<usize, BTreeSet<usize>>,
    by_count: BTreeSet<(usize, usize)>,
}

impl Pool {
    fn put(&mut self, constraint: Constraint, absent: &dyn Fn(usize) -> bool) {
        if constraint.terms.is_empty() {
            return;
        }
        if let Some(known) = self.known.get(&constraint.terms) {
            if let Some(Some(kept)) = self.constraints.get_mut(*known) {
                kept.slack = kept.slack.min(constraint.slack);
                kept.of.extend(constraint.of);
                kept.of.sort_unstable();
                kept.of.dedup();
            }
            return;
        }
        let number = self.constraints.len();
        for (cell, _) in constraint.terms.iter().filter(|(cell, _)| absent(*cell)) {
            let standing = self.standing.entry(*cell).or_default();
            self.by_count.remove(&(standing.len(), *cell));
            standing.insert(number);
            self.by_count.insert((standing.len(), *cell));
        }
        self.known.insert(constraint.terms.clone(), number);
        self.constraints.push(Some(constraint));
    }

    fn take(&mut self, number: usize, absent: &dyn Fn(usize) -> bool) -> Option<Constraint> {
        let constraint = self.constraints.get_mut(number)?.take()?;
        self.known.remove(&constraint.terms);
        for (cell, _) in constraint.terms.iter().filter(|(cell, _)| absent(*cell)) {
            if let Some(standing) = self.standing.get_mut(cell) {
                self.by_count.remove(&(standing.len(), *cell));
                standing.remove(&number);
                self.by_count.insert((standing.len(), *cell));
            }
        }
        Some(constraint)
    }
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

    #[test]
    fn an_absent_cell_that_is_defined_is_put_in_where_it_stands() {
        // 0 = 1 + 9, and 9 = 2 + 3, and 9 is four fifths of 4: cell 9 is absent.
        let all = vec![
            constraint(&[(0, 1), (1, -1), (9, -1)], 0, 0),
            constraint(&[(9, 1), (2, -1), (3, -1)], 0, 1),
            constraint(&[(9, 5), (4, -4)], 2500, 2),
        ];
        let mut left = work_out(all, &|cell| cell == 9).unwrap();
        left.sort_by_key(|one| one.terms.clone());
        assert_eq!(
            left,
            [
                Constraint {
                    terms: vec![(0, 1), (1, -1), (2, -1), (3, -1)],
                    slack: 0,
                    of: vec![0, 1]
                },
                Constraint {
                    terms: vec![(0, 5), (1, -5), (4, -4)],
                    slack: 2500,
                    of: vec![0, 2]
                },
            ]
            .into_iter()
            .collect::<Vec<_>>()
        );
    }

    #[test]
    fn an_absent_cell_that_is_only_bounded_bounds_what_stands_with_it() {
        let all = vec![
            constraint(&[(9, 1), (0, -1)], 3, 0),
            constraint(&[(9, 1), (1, -1)], 4, 1),
            constraint(&[(9, 1), (2, -1)], 5, 2),
        ];
        let left = work_out(all, &|cell| cell == 9).unwrap();
        let mut slacks: Vec<_> = left
            .iter()
            .map(|one| (one.terms[0].0, one.terms[1].0, one.slack))
            .collect();
        slacks.sort_unstable();
        assert_eq!(slacks, [(0, 1, 7), (0, 2, 8), (1, 2, 9)]);
    }

    #[test]
    fn a_cell_that_stands_once_says_nothing() {
        let all = vec![
            constraint(&[(9, 1), (0, -1), (8, 1)], 0, 0),
            constraint(&[(0, 1), (1, -1)], 0, 1),
        ];
        let left = work_out(all, &|cell| cell > 7).unwrap();
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].of, [1]);
    }

    #[test]
    fn of_constraints_with_the_same_terms_the_tightest_remains() {
        let all = vec![
            constraint(&[(0, 1), (1, -1)], 5, 0),
            constraint(&[(0, -2), (1, 2)], 4, 1),
        ];
        let left = work_out(all, &|_| false).unwrap();
        assert_eq!(
            left,
            [Constraint {
                terms: vec![(0, 1), (1, -1)],
                slack: 2,
                of: vec![0, 1]
            }]
        );
    }

    #[test]
    fn many_lost_rows_leave_one_bound_each_way() {
        // Rows 1..=300 of an area are lost: t, g and o of each, with shares 80 % and 20 %.
        let (mut all, count) = (Vec::new(), 300usize);
        for row in 0..count {
            let (t, g, o) = (10 + 3 * row, 11 + 3 * row, 12 + 3 * row);
            all.push(constraint(&[(t, 1), (g, -1), (o, -1)], 0, all.len()));
            all.push(constraint(&[(g, 5), (t, -4)], 2500, all.len()));
            all.push(constraint(&[(o, 5), (t, -1)], 2500, all.len()));
        }
        for figure in 0..3 {
            let lost = (0..count).map(|row| (10 + figure + 3 * row, -1));
            let terms: Vec<_> = std::iter::once((figure, 1)).chain(lost).collect();
            all.push(constraint(&terms, 0, all.len()));
        }
        let left = work_out(all, &|cell| cell >= 10).unwrap();
        let exact: Vec<_> = left.iter().filter(|one| one.slack == 0).collect();
        assert_eq!(exact.len(), 1, "{left:?}");
        assert_eq!(exact[0].terms, [(0, 1), (1, -1), (2, -1)]);
        assert!(
            left.iter()
                .all(|one| one.terms.iter().all(|(cell, _)| *cell < 3))
        );
    }
}
