//! Budgets that repair themselves: against brute force on random budgets, on the scanned example,
//! and on the bounds of rounding.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod brute;
mod budgets;
mod cases;
mod random;

use std::collections::{BTreeMap, BTreeSet};

use brute::{Sets, Table};
use random::{Budget, Random};
use selvitys::repair::{Change, Why};
use selvitys::{Project, Repair, Rulebooks, Value, repair};

fn repairs(budget: &Budget) -> Vec<Repair> {
    let text = budget.document().to_string();
    repair(&Project::from_json(&text).unwrap(), Rulebooks::builtin())
}

fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Money(sum) => Some(
            i64::try_from(sum.decimal().mantissa()).unwrap() / 10i64.pow(sum.decimal().scale()),
        ),
        _ => None,
    }
}

/// A change as brute force names it.
fn named(change: &Change, budget: &Budget) -> (String, Option<i64>) {
    let mut pointer = change.place.pointer.clone();
    if let Some(number) = pointer.strip_prefix("/budgets/0/headlines/") {
        let headline = &budget.headlines[number.parse::<usize>().unwrap()];
        pointer.push_str(if headline.nearest == 1 {
            "/amount"
        } else {
            "/amount/amount"
        });
    }
    (pointer, whole(&change.to))
}

/// What the library found, as sets over the whole budget: each component's, combined. Nothing when
/// a component is beyond it.
fn found(repairs: &[Repair], budget: &Budget) -> Option<Sets> {
    let mut sets: Sets = BTreeSet::from([Vec::new()]);
    let mut add = |candidates: Vec<Vec<(String, Option<i64>)>>| {
        let mut combined = Sets::new();
        for one in &sets {
            for other in &candidates {
                let mut both = one.clone();
                both.extend(other.iter().cloned());
                both.sort();
                combined.insert(both);
            }
        }
        sets = combined;
    };
    for repair in repairs {
        add(vec![
            repair
                .changes
                .iter()
                .map(|change| named(change, budget))
                .collect(),
        ]);
        for unresolved in &repair.unresolved {
            let Why::Several { candidates, .. } = &unresolved.why else {
                return None;
            };
            let changes = |one: &selvitys::repair::Candidate| {
                one.changes
                    .iter()
                    .map(|change| named(change, budget))
                    .collect()
            };
            add(candidates.iter().map(changes).collect());
        }
    }
    Some(sets)
}

fn sorted(sets: Sets) -> Sets {
    sets.into_iter()
        .map(|mut set| {
            set.sort();
            set
        })
        .collect()
}

#[test]
fn the_smallest_sets_are_those_of_brute_force() {
    let mut random = Random(7);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for number in 0..300 {
        let mut budget = Budget::sound(&mut random);
        assert_eq!(
            repairs(&budget),
            [],
            "a sound budget: {}",
            budget.document()
        );
        let times = 1 + number % 3;
        budget.damage(&mut random, times);
        if random.chance(30) {
            budget.lose(&mut random);
        }
        let got = repairs(&budget);
        let shown = || format!("budget {number}: {}", budget.document());
        let table = Table::new(&budget);
        let Some(wanted) = table.smallest(3).map(sorted) else {
            let size = found(&got, &budget).map_or(4, |sets| sets.first().unwrap().len());
            assert!(size > 3, "smaller than brute force found: {}", shown());
            *seen.entry("beyond three").or_default() += 1;
            continue;
        };
        let ours = found(&got, &budget);
        assert_eq!(ours.as_ref(), Some(&wanted), "{}", shown());
        let certain = got.iter().all(|one| one.unresolved.is_empty());
        let unique = wanted.len() == 1
            && wanted
                .first()
                .unwrap()
                .iter()
                .all(|(_, value)| value.is_some());
        assert_eq!(certain, unique, "{}", shown());
        *seen
            .entry(if unique { "unique" } else { "several" })
            .or_default() += 1;
        *seen
            .entry(["none", "one", "two", "three"][wanted.first().unwrap().len()])
            .or_default() += 1;
        if unique {
            let changed = wanted.first().unwrap().iter();
            let changed = changed
                .map(|(pointer, value)| (pointer.clone(), value.unwrap()))
                .collect();
            let fills: BTreeMap<String, i64> = got
                .iter()
                .flat_map(|one| &one.fills)
                .map(|fill| (fill.place.pointer.clone(), whole(&fill.to).unwrap()))
                .collect();
            assert_eq!(fills, table.fills(&changed), "{}", shown());
            *seen
                .entry(if fills.is_empty() {
                    "nothing filled"
                } else {
                    "filled"
                })
                .or_default() += 1;
        }
    }
    for kind in ["unique", "several", "one", "two", "three", "filled"] {
        let enough = seen.get(kind).is_some_and(|count| *count >= 25);
        assert!(enough, "too few: {kind} in {seen:?}");
    }
}
