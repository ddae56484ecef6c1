//! The smallest sets of cells whose change makes everything hold: an exact search.
//!
//! Where equations do not hold with some cells free to change, every set that repairs them frees
//! another cell of those equations. So the search branches over the cells of what is broken, least
//! cells first, and what was branched over before is left out of the later branches: each set is
//! met once. A branch ends when more equations without a common cell are broken than cells may
//! still be freed.

use std::collections::{HashMap, HashSet};

use super::constraint::TooLarge;
use super::network::{Candidate, Conflict, Examined, Network};
use super::solve::Between;

/// How many cells of one component of broken equations are searched exactly.
pub(super) const MOST_CELLS: usize = 4;
/// How many sets are looked at before a component is given up as too wide.
const MOST_SETS: usize = 400_000;
/// The most candidates that are worth naming.
const MOST_FOUND: usize = 20_000;
/// Constraints with fewer cells are compared cell by cell, others are remembered.
const NARROW: usize = 200;

/// What the search of one component comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// The smallest sets, all of the same size.
    Sets(Vec<Candidate>),
    /// No set of at most [`MOST_CELLS`] cells repairs it.
    Beyond,
    /// Too many sets to look at, or to name.
    TooWide,
}

impl Network {
    /// The smallest sets of cells whose change makes the constraints hold, and with them all that
    /// the changed cells stand in.
    pub(super) fn search(&self, roots: &[usize]) -> Result<Found, TooLarge> {
        let mut search = Search {
            network: self,
            roots,
            free: Vec::new(),
            left_out: HashSet::new(),
            found: Vec::new(),
            looked_at: 0,
            common: HashMap::new(),
        };
        for cells in 1..=MOST_CELLS {
            if !search.descend(cells)? {
                return Ok(Found::TooWide);
            }
            if !search.found.is_empty() {
                return Ok(Found::Sets(search.found));
            }
        }
        Ok(Found::Beyond)
    }
}

struct Search<'a> {
    network: &'a Network,
    roots: &'a [usize],
    free: Vec<usize>,
    left_out: HashSet<usize>,
    found: Vec<Candidate>,
    looked_at: usize,
    /// Whether two wide constraints have a cell in common.
    common: HashMap<(usize, usize), bool>,
}

impl Search<'_> {
    /// Looks at the sets that free so many more cells. Says whether all of them were looked at.
    fn descend(&mut self, left: usize) -> Result<bool, TooLarge> {
        self.looked_at += 1;
        if self.looked_at > MOST_SETS || self.found.len() > MOST_FOUND {
            return Ok(false);
        }
        let mut conflicts = match self.network.examine(self.roots, &self.free)? {
            Examined::Holds(values) => {
                self.keep(&values);
                return Ok(true);
            }
            Examined::Broken(conflicts) => conflicts,
        };
        if left == 0 {
            return Ok(true);
        }
        conflicts.sort_by_key(|conflict| self.width(conflict));
        if self.apart(&conflicts) > left {
            return Ok(true);
        }
        let Some((first, others)) = conflicts.split_first() else {
            return Ok(true);
        };
        let mut cells: Vec<usize> = first
            .iter()
            .flat_map(|number| self.network.terms(*number))
            .map(|(cell, _)| *cell)
            .collect();
        cells.sort_unstable();
        cells.dedup();
        cells.retain(|cell| !self.free.contains(cell) && !self.left_out.contains(cell));
        if left == 1 {
            // The last cell stands in everything that is still broken.
            cells.retain(|cell| others.iter().all(|other| self.stands(*cell, other)));
        }
        let mut whole = true;
        for cell in &cells {
            self.free.push(*cell);
            whole = self.descend(left - 1)?;
            self.free.pop();
            self.left_out.insert(*cell);
            if !whole {
                break;
            }
        }
        for cell in &cells {
            self.left_out.remove(cell);
        }
        Ok(whole)
    }

    fn keep(&mut self, values: &[Between]) {
        let steps = self.free.iter().zip(values).map(|(cell, range)| {
            let step = self.network.cells.get(*cell).map_or(1, |cell| cell.step);
            let times = |value: Option<i128>| value.map(|value| value * step);
            (
                *cell,
                Between {
                    low: times(range.low),
                    high: times(range.high),
                },
            )
        });
        let mut pairs: Vec<(usize, Between)> = steps.collect();
        pairs.sort_by_key(|(cell, _)| *cell);
        let (cells, values) = pairs.into_iter().unzip();
        self.found.push(Candidate { cells, values });
    }

    /// The most cells that a conflict can have.
    fn width(&self, conflict: &[usize]) -> usize {
        conflict
            .iter()
            .map(|number| self.network.terms(*number).len())
            .sum()
    }

    fn stands(&self, cell: usize, conflict: &[usize]) -> bool {
        let constraints = conflict
            .iter()
            .filter_map(|one| self.network.constraints.get(*one));
        constraints.into_iter().any(|one| one.factor(cell) != 0)
    }

    /// How many of the conflicts certainly have no cell in common that could still be freed.
    fn apart(&mut self, conflicts: &[Conflict]) -> usize {
        let mut apart: Vec<&Conflict> = Vec::new();
        for conflict in conflicts {
            if apart.iter().all(|other| !self.share(other, conflict)) {
                apart.push(conflict);
            }
        }
        apart.len()
    }

    /// Whether two conflicts share a cell that is not free yet. Of wide ones a free cell counts too.
    fn share(&mut self, one: &Conflict, other: &Conflict) -> bool {
        if self.width(one).min(self.width(other)) <= NARROW {
            let (narrow, wide) = if self.width(one) <= self.width(other) {
                (one, other)
            } else {
                (other, one)
            };
            let mut cells = narrow.iter().flat_map(|number| self.network.terms(*number));
            return cells.any(|(cell, _)| !self.free.contains(cell) && self.stands(*cell, wide));
        }
        one.iter().any(|one| {
            other.iter().any(|other| {
                let key = (*one.min(other), *one.max(other));
                if let Some(known) = self.common.get(&key) {
                    return *known;
                }
                let terms = self.network.terms(*one);
                let wide = self.network.constraints.get(*other);
                let common =
                    wide.is_some_and(|wide| terms.iter().any(|(cell, _)| wide.factor(*cell) != 0));
                self.common.insert(key, common);
                common
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair::constraint::Constraint;
    use crate::repair::network::Stated;

    fn network(values: &[i128], constraints: &[(&[(usize, i128)], i128)]) -> Network {
        let cells = values.iter().map(|value| Stated {
            value: *value,
            step: 1,
            negative: false,
        });
        let constraints = constraints
            .iter()
            .enumerate()
            .map(|(number, (terms, slack))| {
                Constraint::new(terms.iter().copied(), *slack, vec![number]).unwrap()
            });
        Network::new(constraints.collect(), cells.collect()).unwrap()
    }

    fn sets(network: &Network) -> Vec<(Vec<usize>, Vec<Option<i128>>)> {
        let [component] = network.components().try_into().unwrap();
        let Found::Sets(sets) = network.search(&component).unwrap() else {
            panic!("not found")
        };
        sets.into_iter()
            .map(|set| {
                (
                    set.cells,
                    set.values.iter().map(|range| range.value()).collect(),
                )
            })
            .collect()
    }

    /// Cells 0, 1, 2 are a row: total, grant, own. 3 and 4 are a sibling's grant and own; 5 and 6
    /// the sums of grants and of own funding.
    const ROW: &[(usize, i128)] = &[(0, 1), (1, -1), (2, -1)];
    const GRANT: &[(usize, i128)] = &[(1, 5), (0, -4)];
    const OWN: &[(usize, i128)] = &[(2, 5), (0, -1)];
    const GRANTS: &[(usize, i128)] = &[(5, 1), (1, -1), (3, -1)];
    const OWNS: &[(usize, i128)] = &[(6, 1), (2, -1), (4, -1)];

    #[test]
    fn two_misread_figures_are_found_and_set_right() {
        let all = &[(ROW, 0), (GRANT, 2), (OWN, 2), (GRANTS, 0), (OWNS, 0)];
        let network = network(&[950, 260, 150, 40, 10, 800, 200], all);
        assert_eq!(network.broken().len(), 5);
        assert_eq!(sets(&network), [(vec![1, 2], vec![Some(760), Some(190)])]);
    }

    #[test]
    fn several_ways_are_all_found() {
        let network = network(&[100, 70, 30], &[(ROW, 0), (GRANT, 0), (OWN, 0)]);
        assert_eq!(
            sets(&network),
            [
                (vec![0, 1], vec![Some(150), Some(120)]),
                (vec![1, 2], vec![Some(80), Some(20)]),
            ]
        );
    }

    #[test]
    fn what_is_sound_is_not_broken_by_a_repair() {
        // The row is 10 short; the grant's sum holds, so only the total can be wrong.
        let network = network(
            &[90, 80, 20, 40, 10, 120, 30],
            &[(ROW, 0), (GRANTS, 0), (OWNS, 0)],
        );
        assert_eq!(sets(&network), [(vec![0], vec![Some(100)])]);
    }

    #[test]
    fn errors_that_cancel_each_other_are_found_together() {
        // The totals of both rows (0 and 3) are wrong, their sum (6) is right; 7 and 8 are the sums
        // of grants and of own funding.
        let network = network(
            &[110, 80, 20, 40, 40, 10, 150, 120, 30],
            &[
                (ROW, 0),
                (&[(3, 1), (4, -1), (5, -1)], 0),
                (&[(6, 1), (0, -1), (3, -1)], 0),
                (&[(7, 1), (1, -1), (4, -1)], 0),
                (&[(8, 1), (2, -1), (5, -1)], 0),
            ],
        );
        let components = network.components();
        assert_eq!(components.len(), 2);
        for component in &components {
            let Found::Sets(found) = network.search(component).unwrap() else {
                panic!()
            };
            assert!(found.iter().any(|set| set.cells == [0, 3]
                && set.values == [Between::exactly(100), Between::exactly(50)]));
        }
    }

    #[test]
    fn a_value_is_not_made_negative() {
        // 10 = 80 + 20: only the total can change, for no other may be less than nothing.
        let network = network(&[10, 80, 20], &[(ROW, 0)]);
        assert_eq!(sets(&network), [(vec![0], vec![Some(100)])]);
    }

    #[test]
    fn five_wrong_cells_are_beyond_the_search() {
        // Cell 10 is the sum of 0..5, and 5..10 are their doubles.
        let doubles: Vec<Vec<(usize, i128)>> =
            (0..5).map(|at| vec![(at + 5, 1), (at, -2)]).collect();
        let mut all: Vec<(&[(usize, i128)], i128)> = doubles
            .iter()
            .map(|double| (double.as_slice(), 0))
            .collect();
        let sum: Vec<(usize, i128)> = std::iter::once((10, 1))
            .chain((0..5).map(|at| (at, -1)))
            .collect();
        all.push((&sum, 0));
        let beyond = network(&[2, 4, 6, 8, 10, 2, 4, 6, 8, 10, 15], &all);
        let component = beyond.components().remove(0);
        assert_eq!(beyond.search(&component).unwrap(), Found::Beyond);
        let one = network(&[1, 2, 3, 4, 6, 2, 4, 6, 8, 10, 15], &all);
        assert_eq!(sets(&one), [(vec![4], vec![Some(5)])]);
    }
}
