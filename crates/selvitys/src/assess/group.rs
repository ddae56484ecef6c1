//! Findings with a common cause.
//!
//! Faults that share a cell of a budget, or the same missing thing, belong together. The cause of
//! faults between cells is the smallest choice of cells, taken one after the other: the cell in
//! most broken equations, and of several the one in fewest sound ones.

use std::collections::{BTreeMap, BTreeSet};

use super::decide::{Found, Run};
use super::subject;
use crate::check::{Check, Sink};
use crate::finding::{Group, Verdict};
use crate::place::At;

/// What faults may share: a place in a document.
type Key = (usize, At);

pub(super) fn groups(found: &[Found<'_>], run: &Run<'_>) -> Vec<Group> {
    let keys: Vec<BTreeSet<Key>> = found.iter().map(keys).collect();
    let mut members: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (number, keys) in keys.iter().enumerate() {
        for key in keys {
            members.entry(*key).or_default().push(number);
        }
    }
    let mut leader: Vec<usize> = (0..found.len()).collect();
    for sharing in members.values() {
        for pair in sharing.windows(2) {
            if let [one, other] = pair {
                join(&mut leader, *one, *other);
            }
        }
    }
    let mut together: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for number in 0..found.len() {
        together
            .entry(top(&leader, number))
            .or_default()
            .push(number);
    }
    let mut groups = Vec::new();
    let mut sound = None;
    for findings in together.into_values().filter(|findings| findings.len() > 1) {
        let sound = sound.get_or_insert_with(|| sound_cells(run));
        let causes = causes(&findings, &keys, sound);
        let place = |(document, at): &Key| run.all.get(*document).map(|index| at.place(index));
        groups.push(Group {
            causes: causes.iter().filter_map(place).collect(),
            findings,
        });
    }
    groups
}

fn keys(found: &Found<'_>) -> BTreeSet<Key> {
    if found.verdict != Verdict::NotMet {
        return BTreeSet::new();
    }
    let document = found.case.document;
    let cells = found.case.operands.iter().filter_map(|(at, ..)| *at);
    let cells = cells
        .filter(|at| matches!(at, At::Cell(..)))
        .map(|at| (document, at));
    let mut keys: BTreeSet<Key> = cells.collect();
    if !found.case.missing.is_empty() {
        keys.insert((document, found.case.at));
    }
    keys
}

fn top(leader: &[usize], mut number: usize) -> usize {
    while let Some(next) = leader.get(number).copied().filter(|next| *next != number) {
        number = next;
    }
    number
}

fn join(leader: &mut [usize], one: usize, other: usize) {
    let (one, other) = (top(leader, one), top(leader, other));
    let (low, high) = (one.min(other), one.max(other));
    if let Some(slot) = leader.get_mut(high) {
        *slot = low;
    }
}

fn causes(findings: &[usize], keys: &[BTreeSet<Key>], sound: &BTreeMap<Key, usize>) -> Vec<Key> {
    let mut open: Vec<&BTreeSet<Key>> = findings.iter().filter_map(|one| keys.get(*one)).collect();
    let mut causes = Vec::new();
    while !open.is_empty() {
        let mut broken: BTreeMap<Key, usize> = BTreeMap::new();
        for key in open.iter().flat_map(|keys| keys.iter()) {
            *broken.entry(*key).or_default() += 1;
        }
        let cause = broken
            .into_iter()
            .max_by(|(one, broken), (other, broken_too)| {
                let soundness = |key| sound.get(key).copied().unwrap_or(0);
                broken
                    .cmp(broken_too)
                    .then(soundness(other).cmp(&soundness(one)))
                    .then(other.cmp(one))
            });
        let Some((cause, _)) = cause else { break };
        open.retain(|keys| !keys.contains(&cause));
        causes.push(cause);
    }
    causes.sort();
    causes
}

/// In how many equations that hold each cell stands. Asked only when some do not hold.
fn sound_cells(run: &Run<'_>) -> BTreeMap<Key, usize> {
    let mut counts = BTreeMap::new();
    for (book, rule) in run
        .books
        .rules()
        .into_iter()
        .filter(|(_, rule)| is_equation(&rule.check))
    {
        let Some(ctx) = run.context(book) else {
            continue;
        };
        let mut sink = Sink {
            sound: Some(Vec::new()),
            ..Sink::default()
        };
        for subject in subject::subjects(book, rule.over, &ctx).unwrap_or_default() {
            rule.check.decide(&subject, &ctx, &mut sink);
        }
        for at in sink.sound.unwrap_or_default() {
            *counts.entry((0, at)).or_default() += 1;
        }
    }
    counts
}

/// Whether a check is an equation between cells of a budget.
fn is_equation(check: &Check) -> bool {
    matches!(check, Check::SumMatches(_))
}
