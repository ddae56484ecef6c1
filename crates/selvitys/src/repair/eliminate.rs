//! Working absent cells out of constraints.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap, HashSet};

use super::constraint::{Constraint, SHORT, TooLarge};

/// The most constraints that may come of working out one absent cell.
const MOST: usize = 64;

/// Works absent cells out of constraints: what remains holds for stated cells exactly when absent
/// ones can be filled in so that everything holds.
///
/// This is Fourier and Motzkin's elimination. Where one of the constraints of a cell has no slack
/// it defines the cell, and the others follow from it. A constraint that an elimination changes
/// keeps its number, so that a sum of thousands of lost rows is not registered anew for each.
pub(super) fn work_out(
    constraints: Vec<Constraint>,
    absent: &dyn Fn(usize) -> bool,
) -> Result<Vec<Constraint>, TooLarge> {
    let mut pool = Pool::new(absent);
    for mut constraint in constraints {
        let of = pool.origins.leaf(std::mem::take(&mut constraint.of));
        pool.put(Live { constraint, of });
    }
    pool.queue_all();
    let mut done: HashSet<usize> = HashSet::new();
    // The cell in fewest constraints first: of two constraints one remains.
    while let Some(Reverse((count, cell))) = pool.queue.pop() {
        if done.contains(&cell) {
            continue;
        }
        let standing = pool.standing(cell);
        if standing.len() > count {
            pool.queue.push(Reverse((standing.len(), cell)));
            continue;
        }
        done.insert(cell);
        pool.eliminate(cell, &standing)?;
    }
    Ok(pool.finish())
}

/// A constraint, and the node of its origins.
struct Live {
    constraint: Constraint,
    of: usize,
}

/// Constraints by number, and where absent cells stand in them.
struct Pool<'a> {
    absent: &'a dyn Fn(usize) -> bool,
    constraints: Vec<Option<Live>>,
    /// Of short constraints with the same terms the one with the least slack says all.
    known: HashMap<Vec<(usize, i128)>, usize>,
    /// The constraints that a cell may stand in: in some it no longer does.
    registered: HashMap<usize, Vec<usize>>,
    /// Absent cells by the number of constraints that they stood in.
    queue: BinaryHeap<Reverse<(usize, usize)>>,
    origins: Origins,
}

impl<'a> Pool<'a> {
    fn new(absent: &'a dyn Fn(usize) -> bool) -> Self {
        Pool {
            absent,
            constraints: Vec::new(),
            known: HashMap::new(),
            registered: HashMap::new(),
            queue: BinaryHeap::new(),
            origins: Origins::default(),
        }
    }

    fn queue_all(&mut self) {
        let counts = self
            .registered
            .iter()
            .map(|(cell, standing)| (standing.len(), *cell));
        self.queue = counts.map(Reverse).collect();
    }

    /// The constraints that a cell stands in.
    fn standing(&mut self, cell: usize) -> Vec<usize> {
        let mut numbers = self.registered.remove(&cell).unwrap_or_default();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.retain(|number| {
            self.live(*number)
                .is_some_and(|one| one.constraint.factor(cell) != 0)
        });
        self.registered.insert(cell, numbers.clone());
        numbers
    }

    fn live(&self, number: usize) -> Option<&Live> {
        self.constraints.get(number).and_then(Option::as_ref)
    }

    fn eliminate(&mut self, cell: usize, standing: &[usize]) -> Result<(), TooLarge> {
        let width = |number: &usize| {
            self.live(*number)
                .map_or(0, |one| one.constraint.terms.len())
        };
        let exact = |number: &&usize| {
            self.live(**number)
                .is_some_and(|one| one.constraint.slack == 0)
        };
        let pivot = standing
            .iter()
            .filter(exact)
            .min_by_key(|number| width(number))
            .copied();
        // Of two constraints the shorter one is put into the longer.
        let pivot = match standing {
            [_, _] => pivot.or_else(|| standing.iter().min_by_key(|number| width(number)).copied()),
            _ => pivot,
        };
        let Some(pivot) = pivot else {
            return self.eliminate_pairs(cell, standing);
        };
        let Some(defining) = self.drop(pivot) else {
            return Ok(());
        };
        for number in standing.iter().filter(|number| **number != pivot) {
            let Some(one) = self.take(*number) else {
                continue;
            };
            let constraint = one.constraint.without(cell, &defining.constraint)?;
            let of = self.origins.both(one.of, defining.of);
            // Only what the pivot brings is new to the constraint.
            let new = defining.constraint.terms.iter().map(|(cell, _)| *cell);
            let new: Vec<usize> = new
                .filter(|cell| one.constraint.factor(*cell) == 0)
                .collect();
            self.put_at(*number, Live { constraint, of }, &new);
        }
        Ok(())
    }

    /// Without a defining constraint each pair of bounds makes one.
    fn eliminate_pairs(&mut self, cell: usize, standing: &[usize]) -> Result<(), TooLarge> {
        let taken: Vec<Live> = standing
            .iter()
            .filter_map(|number| self.drop(*number))
            .collect();
        if taken.len() * taken.len().saturating_sub(1) / 2 > MOST {
            return Err(TooLarge);
        }
        for (at, one) in taken.iter().enumerate() {
            for other in taken.iter().skip(at + 1) {
                let constraint = one.constraint.without(cell, &other.constraint)?;
                let of = self.origins.both(one.of, other.of);
                self.put(Live { constraint, of });
            }
        }
        Ok(())
    }

    fn put(&mut self, live: Live) {
        let new: Vec<usize> = live
            .constraint
            .terms
            .iter()
            .map(|(cell, _)| *cell)
            .collect();
        self.constraints.push(None);
        self.put_at(self.constraints.len() - 1, live, &new);
    }

    /// Puts a constraint at its number, registering the cells that are new to it.
    fn put_at(&mut self, number: usize, live: Live, new: &[usize]) {
        let terms = &live.constraint.terms;
        if terms.is_empty() {
            return;
        }
        if terms.len() <= SHORT {
            if let Some(known) = self.known.get(terms).copied()
                && let Some(Some(kept)) = self.constraints.get_mut(known)
            {
                kept.constraint.slack = kept.constraint.slack.min(live.constraint.slack);
                kept.of = self.origins.both(kept.of, live.of);
                return;
            }
            self.known.insert(terms.clone(), number);
        }
        for cell in new.iter().filter(|cell| (self.absent)(**cell)) {
            self.registered.entry(*cell).or_default().push(number);
        }
        if let Some(slot) = self.constraints.get_mut(number) {
            *slot = Some(live);
        }
    }

    /// Takes a constraint out to be changed.
    fn take(&mut self, number: usize) -> Option<Live> {
        let live = self.constraints.get_mut(number)?.take()?;
        if live.constraint.terms.len() <= SHORT {
            self.known.remove(&live.constraint.terms);
        }
        Some(live)
    }

    /// Takes a constraint out for good: its cells stand in one less.
    fn drop(&mut self, number: usize) -> Option<Live> {
        let live = self.take(number)?;
        if live.constraint.terms.len() <= SHORT {
            for (cell, _) in live
                .constraint
                .terms
                .iter()
                .filter(|(cell, _)| (self.absent)(*cell))
            {
                let count = self.standing(*cell).len();
                self.queue.push(Reverse((count, *cell)));
            }
        }
        Some(live)
    }

    fn finish(self) -> Vec<Constraint> {
        let Pool {
            constraints,
            origins,
            ..
        } = self;
        let live = constraints.into_iter().flatten();
        live.map(|one| Constraint {
            of: origins.equations(one.of),
            ..one.constraint
        })
        .collect()
    }
}

/// From which equations constraints follow: a tree that is walked only at the end.
#[derive(Default)]
struct Origins(Vec<Origin>);

enum Origin {
    Equations(Vec<usize>),
    Both(usize, usize),
}

impl Origins {
    fn leaf(&mut self, equations: Vec<usize>) -> usize {
        self.0.push(Origin::Equations(equations));
        self.0.len() - 1
    }

    fn both(&mut self, one: usize, other: usize) -> usize {
        self.0.push(Origin::Both(one, other));
        self.0.len() - 1
    }

    fn equations(&self, node: usize) -> Vec<usize> {
        let (mut found, mut seen, mut next) = (BTreeSet::new(), HashSet::new(), vec![node]);
        while let Some(node) = next.pop() {
            match self.0.get(node) {
                Some(Origin::Equations(equations)) => found.extend(equations.iter().copied()),
                Some(Origin::Both(one, other)) => {
                    next.extend([*one, *other].into_iter().filter(|node| seen.insert(*node)));
                }
                None => {}
            }
        }
        found.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn constraint(terms: &[(usize, i128)], slack: i128, of: usize) -> Constraint {
        Constraint::new(terms.iter().copied(), slack, vec![of]).unwrap()
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
