//! Several ways to repair a budget: what each would change, and which figures decide between them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::equations::{System, euros};
use super::network::Candidate as Set;
use super::solve::Between;
use super::{Candidate, Change, Why};
use crate::finding::Value;
use crate::index::Index;

/// The candidates, in the order of the document, and what would decide between them.
pub(super) fn several(sets: &[Set], system: &System<'_>, index: &Index<'_>) -> Why {
    let at = |cell: usize| system.cells.get(cell).map(|cell| cell.at);
    let mut sets = sets.to_vec();
    for set in &mut sets {
        let cells = set.cells.drain(..).zip(set.values.drain(..));
        let mut pairs: Vec<(usize, Between)> = cells.collect();
        pairs.sort_by_key(|(cell, _)| at(*cell));
        (set.cells, set.values) = pairs.into_iter().unzip();
    }
    sets.sort_by_key(|set| set.cells.iter().map(|cell| at(*cell)).collect::<Vec<_>>());
    let change = |cell: &usize, range: &Between| {
        let found = system.cells.get(*cell)?;
        let to = match range.value() {
            Some(value) => Value::Money(euros(value)),
            None => Value::MoneyRange(range.low.map(euros), range.high.map(euros)),
        };
        Some(Change {
            place: found.at.place(index),
            from: found.stated.map(|stated| Value::Money(stated.amount)),
            to,
            reasons: Vec::new(),
        })
    };
    let candidates = sets.iter().map(|set| {
        let changes = set.cells.iter().zip(&set.values);
        Candidate {
            changes: changes
                .filter_map(|(cell, range)| change(cell, range))
                .collect(),
        }
    });
    // Of figures that decide equally much the first in the document is named.
    let mut order: Vec<usize> = sets
        .iter()
        .flat_map(|set| set.cells.iter().copied())
        .collect();
    order.sort_by_key(|cell| at(*cell));
    order.dedup();
    let rank: HashMap<usize, usize> = order
        .iter()
        .enumerate()
        .map(|(rank, cell)| (*cell, rank))
        .collect();
    let mut ranked = sets.clone();
    for cell in ranked.iter_mut().flat_map(|set| &mut set.cells) {
        *cell = rank.get(cell).copied().unwrap_or_default();
    }
    let deciding = deciding(&ranked).into_iter();
    let deciding = deciding.filter_map(|rank| system.cells.get(*order.get(rank)?));
    Why::Several {
        candidates: candidates.collect(),
        decided_by: deciding.map(|cell| cell.at.place(index)).collect(),
    }
}

/// Cells whose true values leave at most one of the sets: each set says what it expects of a cell,
/// a new value or the stated one. Chosen one after the other, the one that tells most apart first.
fn deciding(sets: &[Set]) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    if let [only] = sets {
        // Nothing but the values themselves is open.
        let open = only
            .cells
            .iter()
            .zip(&only.values)
            .filter(|(_, range)| range.value().is_none());
        return open.map(|(cell, _)| *cell).collect();
    }
    // Sets that expect the same of all chosen cells are in one group.
    let mut groups: Vec<usize> = vec![0; sets.len()];
    loop {
        let mut sizes: HashMap<usize, usize> = HashMap::new();
        for group in &groups {
            *sizes.entry(*group).or_default() += 1;
        }
        if sizes.len() == sets.len() {
            return chosen;
        }
        // What a cell would tell apart: the groups that it would make beyond those that there are.
        let mut expected: BTreeMap<usize, HashMap<usize, BTreeMap<Expected, usize>>> =
            BTreeMap::new();
        for (set, group) in sets.iter().zip(&groups) {
            for (cell, range) in set.cells.iter().zip(&set.values) {
                let of_group = expected
                    .entry(*cell)
                    .or_default()
                    .entry(*group)
                    .or_default();
                *of_group.entry((range.low, range.high)).or_default() += 1;
            }
        }
        let gain = |groups: &HashMap<usize, BTreeMap<Expected, usize>>| -> usize {
            let gains = groups.iter().map(|(group, values)| {
                let with: usize = values.values().sum();
                let without = sizes.get(group).is_some_and(|size| *size > with);
                values.len() + usize::from(without) - 1
            });
            gains.sum()
        };
        let known: BTreeSet<usize> = chosen.iter().copied().collect();
        let best = expected
            .iter()
            .filter(|(cell, _)| !known.contains(cell))
            .map(|(cell, groups)| (gain(groups), std::cmp::Reverse(*cell)))
            .max();
        let Some((1.., std::cmp::Reverse(cell))) = best else {
            return chosen;
        };
        chosen.push(cell);
        let mut renamed: HashMap<(usize, Option<Expected>), usize> = HashMap::new();
        for (set, group) in sets.iter().zip(&mut groups) {
            let at = set.cells.iter().position(|one| *one == cell);
            let expects = at
                .and_then(|at| set.values.get(at))
                .map(|range| (range.low, range.high));
            let count = renamed.len();
            *group = *renamed.entry((*group, expects)).or_insert(count);
        }
    }
}

/// What a set expects of a cell: from where to where its new value lies.
type Expected = (Option<i128>, Option<i128>);

#[cfg(test)]
mod tests {
    use super::*;

    fn set(values: &[(usize, i128)]) -> Set {
        let (cells, values) = values
            .iter()
            .map(|(cell, value)| (*cell, Between::exactly(*value)))
            .unzip();
        Set { cells, values }
    }

    #[test]
    fn one_figure_decides_between_two() {
        assert_eq!(deciding(&[set(&[(3, 10)]), set(&[(5, 20)])]), [3]);
    }

    #[test]
    fn of_three_single_figures_two_decide() {
        let sets = [set(&[(3, 10)]), set(&[(5, 20)]), set(&[(7, 20)])];
        assert_eq!(deciding(&sets), [3, 5]);
    }

    #[test]
    fn a_figure_that_each_set_gives_another_value_decides_alone() {
        let sets = [
            set(&[(1, 10), (9, 1)]),
            set(&[(2, 10), (9, 2)]),
            set(&[(3, 10), (9, 3)]),
            set(&[(4, 10), (5, 3)]),
        ];
        assert_eq!(deciding(&sets), [9]);
    }

    #[test]
    fn of_one_set_its_open_values_decide() {
        let open = Between {
            low: Some(1),
            high: Some(2),
        };
        let one = Set {
            cells: vec![4, 6],
            values: vec![Between::exactly(5), open],
        };
        assert_eq!(deciding(&[one]), [6]);
    }
}
