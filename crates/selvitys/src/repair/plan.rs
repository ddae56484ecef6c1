//! From equations to what repairs them: component by component, then what is absent.

use std::collections::{BTreeSet, VecDeque};

use super::constraint::{Constraint, TooLarge};
use super::eliminate::work_out;
use super::equations::System;
use super::network::{Candidate, Network, Stated};
use super::search::{Found, MOST_CELLS};
use super::solve::Between;

/// What is broken in one place, and what repairs it.
#[derive(Debug)]
pub(super) struct Part {
    /// The equations that do not hold, by number.
    pub(super) broken: Vec<usize>,
    pub(super) outcome: Outcome,
}

#[derive(Debug)]
pub(super) enum Outcome {
    /// One set of cells, each with one value.
    Certain(Candidate),
    /// Several sets of the same size, or one whose values are not certain.
    Several(Vec<Candidate>),
    /// More cells than are searched.
    Beyond,
    /// More sets than are looked at.
    TooWide,
    /// Numbers too great for exact reckoning.
    TooLarge,
}

/// What repairs a budget in one status.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) parts: Vec<Part>,
    /// The value of each cell when all that is certain is done; nothing where it stays open.
    pub(super) values: Vec<Option<i128>>,
    /// The lost cells that the rest determines.
    pub(super) fills: Vec<usize>,
}

impl Plan {
    pub(super) fn new(system: &System<'_>) -> Self {
        Plan::make(system).unwrap_or_else(|TooLarge| {
            let part = Part {
                broken: Vec::new(),
                outcome: Outcome::TooLarge,
            };
            Plan {
                parts: vec![part],
                ..Plan::default()
            }
        })
    }

    /// The cells that certainly change.
    pub(super) fn changed(&self) -> impl Iterator<Item = usize> + '_ {
        let certain = self.parts.iter().filter_map(|part| match &part.outcome {
            Outcome::Certain(set) => Some(&set.cells),
            _ => None,
        });
        certain.flatten().copied()
    }

    fn make(system: &System<'_>) -> Result<Self, TooLarge> {
        let constraints = system.constraints()?;
        let cells = system.numeric()?;
        let absent = |cell: usize| {
            system
                .cells
                .get(cell)
                .is_none_or(|cell| cell.stated.is_none())
        };
        let network = Network::new(work_out(constraints.clone(), &absent)?, cells.clone())?;
        let mut parts = components(&network)?;
        let mut values = values(system, &cells, &parts, &network);
        // Repairs that are each certain may still not go together.
        if !network.hold(&values)? {
            for (_, outcome) in &mut parts {
                if matches!(outcome, Outcome::Certain(_)) {
                    *outcome = Outcome::Beyond;
                }
            }
            values = self::values(system, &cells, &parts, &network);
        }
        let lost: Vec<usize> = (0..cells.len()).filter(|cell| absent(*cell)).collect();
        determine(&constraints, &cells, &lost, &mut values)?;
        let fills = lost
            .into_iter()
            .filter(|cell| fills(system, &values, *cell))
            .collect();
        let parts = parts.into_iter().map(|(roots, outcome)| {
            let constraints = roots
                .iter()
                .filter_map(|root| network.constraints.get(*root));
            let broken: BTreeSet<usize> =
                constraints.flat_map(|one| one.of.iter().copied()).collect();
            Part {
                broken: broken.into_iter().collect(),
                outcome,
            }
        });
        Ok(Plan {
            parts: parts.collect(),
            values,
            fills,
        })
    }
}

/// What repairs each component, with the constraints that are broken in it.
fn components(network: &Network) -> Result<Vec<(Vec<usize>, Outcome)>, TooLarge> {
    let mut found = Vec::new();
    for roots in network.components() {
        let sets = network.search(&roots)?;
        found.push((roots, sets));
    }
    // Components whose repairs meet in an equation are repaired together.
    let mut apart: BTreeSet<(Vec<usize>, Vec<usize>)> = BTreeSet::new();
    while let Some((one, other)) = meeting(network, &found, &apart) {
        let (Some((first, _)), Some((second, _))) = (found.get(one), found.get(other)) else {
            break;
        };
        let mut roots: Vec<usize> = first.iter().chain(second).copied().collect();
        roots.sort_unstable();
        roots.dedup();
        match network.search(&roots)? {
            sets @ Found::Sets(_) => {
                found.remove(other);
                if let Some(slot) = found.get_mut(one) {
                    *slot = (roots, sets);
                }
            }
            Found::Beyond | Found::TooWide => {
                apart.insert((first.clone(), second.clone()));
            }
        }
    }
    Ok(found
        .into_iter()
        .map(|(roots, sets)| {
            let outcome = match sets {
                Found::Sets(sets) => certain(sets),
                Found::Beyond => Outcome::Beyond,
                Found::TooWide => Outcome::TooWide,
            };
            (roots, outcome)
        })
        .collect())
}

fn certain(mut sets: Vec<Candidate>) -> Outcome {
    if let [only] = sets.as_slice()
        && only.values.iter().all(|range| range.value().is_some())
        && let Some(only) = sets.pop()
    {
        return Outcome::Certain(only);
    }
    Outcome::Several(sets)
}

/// Two components whose repairs change cells of the same equation.
fn meeting(
    network: &Network,
    found: &[(Vec<usize>, Found)],
    apart: &BTreeSet<(Vec<usize>, Vec<usize>)>,
) -> Option<(usize, usize)> {
    let touched: Vec<Option<(usize, BTreeSet<usize>)>> = found
        .iter()
        .map(|(_, sets)| {
            let Found::Sets(sets) = sets else { return None };
            let size = sets.first().map_or(0, |set| set.cells.len());
            let cells = sets.iter().flat_map(|set| &set.cells);
            Some((
                size,
                cells
                    .flat_map(|cell| network.standing(*cell))
                    .copied()
                    .collect(),
            ))
        })
        .collect();
    let numbered = || touched.iter().enumerate();
    for (one, first) in numbered() {
        for (other, second) in numbered().skip(one + 1) {
            let (Some((size, first)), Some((other_size, second))) = (first, second) else {
                continue;
            };
            let key = || Some((found.get(one)?.0.clone(), found.get(other)?.0.clone()));
            let small = *size.max(other_size) <= MOST_CELLS;
            if small && !first.is_disjoint(second) && !key().is_some_and(|key| apart.contains(&key))
            {
                return Some((one, other));
            }
        }
    }
    None
}

/// The values of all cells after what is certain; nothing for what is absent or in doubt.
fn values(
    system: &System<'_>,
    cells: &[Stated],
    parts: &[(Vec<usize>, Outcome)],
    network: &Network,
) -> Vec<Option<i128>> {
    let stated = system.cells.iter().zip(cells);
    let mut values: Vec<Option<i128>> = stated
        .map(|(cell, number)| cell.stated.map(|_| number.value))
        .collect();
    let mut put = |cell: usize, value: Option<i128>| {
        if let Some(slot) = values.get_mut(cell) {
            *slot = value;
        }
    };
    for (roots, outcome) in parts {
        match outcome {
            Outcome::Certain(set) => {
                for (cell, range) in set.cells.iter().zip(&set.values) {
                    put(*cell, range.value());
                }
            }
            Outcome::Several(sets) => {
                sets.iter()
                    .flat_map(|set| &set.cells)
                    .for_each(|cell| put(*cell, None));
            }
            Outcome::Beyond | Outcome::TooWide | Outcome::TooLarge => {
                let constraints = roots
                    .iter()
                    .filter_map(|root| network.constraints.get(*root));
                let cells = constraints.flat_map(|one| &one.terms);
                cells.for_each(|(cell, _)| put(*cell, None));
            }
        }
    }
    values
}

/// Works out absent cells from equations in which they are the only one that is not known.
fn determine(
    constraints: &[Constraint],
    cells: &[Stated],
    absent: &[usize],
    values: &mut [Option<i128>],
) -> Result<(), TooLarge> {
    let wanted: BTreeSet<usize> = absent.iter().copied().collect();
    let mut standing: Vec<Vec<usize>> = vec![Vec::new(); cells.len()];
    let mut next: VecDeque<usize> = VecDeque::new();
    for (number, constraint) in constraints.iter().enumerate() {
        let mut waits = false;
        for (cell, _) in constraint
            .terms
            .iter()
            .filter(|(cell, _)| wanted.contains(cell))
        {
            if let Some(standing) = standing.get_mut(*cell) {
                standing.push(number);
                waits = true;
            }
        }
        if waits {
            next.push_back(number);
        }
    }
    let mut ranges = vec![
        Between {
            low: Some(0),
            high: None
        };
        cells.len()
    ];
    while let Some(number) = next.pop_front() {
        let Some(constraint) = constraints.get(number) else {
            continue;
        };
        let known = |cell: usize| values.get(cell).copied().flatten();
        let mut open = constraint
            .terms
            .iter()
            .filter(|(cell, _)| known(*cell).is_none());
        let (Some((cell, factor)), None) = (open.next(), open.next()) else {
            continue;
        };
        if !wanted.contains(cell) {
            continue;
        }
        let (Some(range), Some(number)) = (ranges.get_mut(*cell), cells.get(*cell)) else {
            continue;
        };
        *range = range.and(says(constraint, *cell, *factor, number.step, &known)?);
        if let Some(value) = range.value() {
            if let Some(slot) = values.get_mut(*cell) {
                *slot = Some(value * number.step);
            }
            next.extend(standing.get(*cell).into_iter().flatten());
        }
    }
    Ok(())
}

/// What a constraint says of one of its cells, in steps of its unit, when the others are known.
fn says(
    constraint: &Constraint,
    cell: usize,
    factor: i128,
    step: i128,
    known: &dyn Fn(usize) -> Option<i128>,
) -> Result<Between, TooLarge> {
    let others = |other: usize| {
        if other == cell {
            0
        } else {
            known(other).unwrap_or_default()
        }
    };
    let rest = constraint.sum(others)?;
    let slack = constraint.slack;
    let low = (-slack).checked_sub(rest).ok_or(TooLarge)?;
    let high = slack.checked_sub(rest).ok_or(TooLarge)?;
    let by = factor.checked_mul(step).ok_or(TooLarge)?;
    Ok(Between {
        low: Some(low),
        high: Some(high),
    }
    .over(by))
}

/// Whether a cell that was worked out is one that the document has lost. Where a row states other
/// figures, what comes to nothing was left out on purpose.
fn fills(system: &System<'_>, values: &[Option<i128>], cell: usize) -> bool {
    let lost = system.cells.get(cell).is_some_and(|cell| cell.lost);
    match values.get(cell).copied().flatten() {
        Some(0) => lost && system.row_is_lost(cell),
        Some(_) => lost,
        None => false,
    }
}
