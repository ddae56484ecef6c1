//! Constraints between stated cells, where each cell stands, and whether all can hold when some
//! cells are free.

use std::collections::HashSet;

use super::constraint::{Constraint, TooLarge};
use super::solve::{Between, Row, solve};

/// A cell as the search sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stated {
    /// Its value as stated.
    pub(super) value: i128,
    /// A changed value is a multiple of this.
    pub(super) step: i128,
    /// Whether a changed value may be negative: where the stated one is.
    pub(super) negative: bool,
}

/// Constraints between stated cells, and where each cell stands.
pub(super) struct Network {
    pub(super) constraints: Vec<Constraint>,
    pub(super) cells: Vec<Stated>,
    /// What the terms of each constraint come to as stated.
    sums: Vec<i128>,
    standing: Vec<Vec<usize>>,
}

/// A set of cells whose change makes everything hold, and the values that each may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) cells: Vec<usize>,
    /// For each cell the lowest and the highest value.
    pub(super) values: Vec<Between>,
}

/// Constraints that cannot hold together unless another of their cells is freed.
pub(super) type Conflict = Vec<usize>;

/// Whether everything can hold when some cells are free.
pub(super) enum Examined {
    /// It can: in the order of the cells, where each new value lies, in steps of its unit.
    Holds(Vec<Between>),
    /// It cannot.
    Broken(Vec<Conflict>),
}

impl Network {
    pub(super) fn new(constraints: Vec<Constraint>, cells: Vec<Stated>) -> Result<Self, TooLarge> {
        let value = |cell: usize| cells.get(cell).map_or(0, |cell| cell.value);
        let sums = constraints
            .iter()
            .map(|one| one.sum(value))
            .collect::<Result<Vec<_>, _>>()?;
        let mut standing = vec![Vec::new(); cells.len()];
        for (number, constraint) in constraints.iter().enumerate() {
            for (cell, _) in &constraint.terms {
                if let Some(standing) = standing.get_mut(*cell) {
                    standing.push(number);
                }
            }
        }
        Ok(Network {
            constraints,
            cells,
            sums,
            standing,
        })
    }

    /// The constraints that do not hold as stated.
    pub(super) fn broken(&self) -> Vec<usize> {
        let all = self.constraints.iter().zip(&self.sums).enumerate();
        all.filter(|(_, (one, sum))| sum.abs() > one.slack)
            .map(|(number, _)| number)
            .collect()
    }

    /// Broken constraints that share cells, directly or through others.
    pub(super) fn components(&self) -> Vec<Vec<usize>> {
        let mut left: HashSet<usize> = self.broken().into_iter().collect();
        let mut components = Vec::new();
        for first in self.broken() {
            if !left.remove(&first) {
                continue;
            }
            let (mut component, mut next) = (Vec::new(), vec![first]);
            while let Some(number) = next.pop() {
                component.push(number);
                for (cell, _) in self.terms(number) {
                    let near = self.standing(*cell).iter().filter(|near| left.remove(near));
                    next.extend(near.copied().collect::<Vec<_>>());
                }
            }
            component.sort_unstable();
            components.push(component);
        }
        components
    }

    /// The constraints that a cell stands in.
    pub(super) fn standing(&self, cell: usize) -> &[usize] {
        self.standing.get(cell).map_or(&[], Vec::as_slice)
    }

    /// Whether everything holds with other values, as far as they are known.
    pub(super) fn hold(&self, values: &[Option<i128>]) -> Result<bool, TooLarge> {
        let known = |cell: usize| values.get(cell).copied().flatten();
        for constraint in &self.constraints {
            let decided = constraint
                .terms
                .iter()
                .all(|(cell, _)| known(*cell).is_some());
            let sum = || constraint.sum(|cell| known(cell).unwrap_or_default());
            if decided && sum()?.abs() > constraint.slack {
                return Ok(false);
            }
        }
        Ok(true)
    }

    pub(super) fn terms(&self, number: usize) -> &[(usize, i128)] {
        self.constraints
            .get(number)
            .map_or(&[], |one| one.terms.as_slice())
    }

    /// Whether the constraints hold when the cells may have any value.
    pub(super) fn examine(&self, roots: &[usize], free: &[usize]) -> Result<Examined, TooLarge> {
        let mut active: Vec<usize> = roots.to_vec();
        active.extend(free.iter().flat_map(|cell| self.standing(*cell)));
        active.sort_unstable();
        active.dedup();
        let cell = |cell: usize| self.cells.get(cell).copied();
        let mut conflicts: Vec<Conflict> = Vec::new();
        let mut rows: Vec<(usize, Row)> = Vec::new();
        for number in active {
            let Some(constraint) = self.constraints.get(number) else {
                continue;
            };
            let sum = self.sums.get(number).copied().unwrap_or_default();
            let mut fixed = sum;
            let mut factors = Vec::with_capacity(free.len());
            for one in free {
                let factor = constraint.factor(*one);
                let Some(stated) = cell(*one) else { continue };
                let part = factor.checked_mul(stated.value).ok_or(TooLarge)?;
                fixed = fixed.checked_sub(part).ok_or(TooLarge)?;
                factors.push(factor.checked_mul(stated.step).ok_or(TooLarge)?);
            }
            let slack = constraint.slack;
            if factors.iter().all(|factor| *factor == 0) {
                if fixed.abs() > slack {
                    conflicts.push(vec![number]);
                }
                continue;
            }
            let low = (-slack).checked_sub(fixed).ok_or(TooLarge)?;
            let high = slack.checked_sub(fixed).ok_or(TooLarge)?;
            let sum = Between {
                low: Some(low),
                high: Some(high),
            };
            rows.push((number, Row { factors, sum }));
        }
        let mut known: Vec<Known> = free
            .iter()
            .map(|one| Known::new(cell(*one).is_some_and(|cell| cell.negative)))
            .collect();
        while narrow(&rows, &mut known, &mut conflicts)? {}
        if !conflicts.is_empty() {
            return Ok(Examined::Broken(conflicts));
        }
        let ranges: Vec<Between> = known.iter().map(|one| one.range).collect();
        if ranges.iter().all(|range| range.value().is_some()) {
            return Ok(Examined::Holds(ranges));
        }
        let together: Vec<Row> = rows.iter().map(|(_, row)| row.clone()).collect();
        Ok(match solve(&together, &ranges)? {
            Some(ranges) => Examined::Holds(ranges),
            None => Examined::Broken(vec![rows.into_iter().map(|(number, _)| number).collect()]),
        })
    }
}

/// What is known of a free cell, and by which constraints.
struct Known {
    range: Between,
    low_by: Vec<usize>,
    high_by: Vec<usize>,
    /// Whether its range came out empty: it tells nothing any more.
    dead: bool,
}

impl Known {
    fn new(negative: bool) -> Self {
        let low = (!negative).then_some(0);
        let range = Between { low, high: None };
        Known {
            range,
            low_by: Vec::new(),
            high_by: Vec::new(),
            dead: false,
        }
    }

    fn by(&self) -> impl Iterator<Item = usize> + '_ {
        self.low_by.iter().chain(&self.high_by).copied()
    }
}

/// Narrows the cells that are the last open ones of a constraint. Says whether anything changed.
fn narrow(
    rows: &[(usize, Row)],
    known: &mut [Known],
    conflicts: &mut Vec<Conflict>,
) -> Result<bool, TooLarge> {
    let mut changed = false;
    for (number, row) in rows {
        let mut sum = row.sum;
        let mut open = None;
        let mut by = vec![*number];
        let mut tells = true;
        for (at, factor) in row
            .factors
            .iter()
            .enumerate()
            .filter(|(_, factor)| **factor != 0)
        {
            let Some(one) = known.get(at) else { continue };
            match one.range.value().filter(|_| !one.dead) {
                Some(value) => {
                    let part = factor.checked_mul(value).ok_or(TooLarge)?;
                    sum = sum.minus(Between::exactly(part))?;
                    by.extend(one.by());
                }
                None if open.is_none() && !one.dead => open = Some((at, *factor)),
                None => tells = false,
            }
        }
        if !tells {
            continue;
        }
        by.sort_unstable();
        by.dedup();
        let Some((at, factor)) = open else {
            if sum.and(Between::exactly(0)).is_empty() && !conflicts.contains(&by) {
                conflicts.push(by);
            }
            continue;
        };
        let Some(one) = known.get_mut(at) else {
            continue;
        };
        let new = sum.over(factor);
        let narrower = one.range.and(new);
        if narrower.low != one.range.low {
            one.low_by.clone_from(&by);
        }
        if narrower.high != one.range.high {
            one.high_by = by;
        }
        if narrower != one.range {
            one.range = narrower;
            changed = true;
        }
        if narrower.is_empty() {
            let mut by: Vec<usize> = one.by().collect();
            by.sort_unstable();
            by.dedup();
            conflicts.push(by);
            one.dead = true;
        }
    }
    Ok(changed)
}
