//! Two assessments of one project, held against each other.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::moved::Moved;
use crate::assess::{Assessment, is_equation};
use crate::finding::{Distance, Finding, Outcome, Place, Verdict};
use crate::rulebook::{Basis, Rulebooks, Severity};

/// Something before the changes and after them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Turn<T> {
    /// As it is.
    pub before: T,
    /// As it would be.
    pub after: T,
}

/// A rule whose verdict changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VerdictTurn {
    /// The rule, by its id.
    pub rule: String,
    /// The rulebook that it stands in.
    pub book: String,
    /// How grave a fault would be.
    pub severity: Severity,
    /// The worst verdict of its subjects.
    pub verdict: Turn<Verdict>,
    /// On what it rests, after the changes; before them where it does not apply then.
    pub basis: Vec<Basis>,
}

/// A distance to a bound that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DistanceTurn {
    /// The rule, by its id.
    pub rule: String,
    /// Where.
    pub place: Place,
    /// The distance.
    pub distance: Turn<Distance>,
}

pub(super) fn verdicts(before: &Assessment, after: &Assessment) -> Vec<VerdictTurn> {
    let pairs = pairs(before, after);
    let turned = pairs.filter(|(before, after)| before.verdict != after.verdict);
    turned
        .map(|(before, after)| VerdictTurn {
            rule: after.rule.clone(),
            book: after.book.clone(),
            severity: after.severity,
            verdict: Turn {
                before: before.verdict,
                after: after.verdict,
            },
            basis: if after.basis.is_empty() {
                before.basis.clone()
            } else {
                after.basis.clone()
            },
        })
        .collect()
}

/// The outcomes of each rule: the same rules in the same order, because the rulebooks are the same.
fn pairs<'a>(
    before: &'a Assessment,
    after: &'a Assessment,
) -> impl Iterator<Item = (&'a Outcome, &'a Outcome)> {
    before.outcomes.iter().zip(&after.outcomes)
}

/// What one assessment finds and the other does not: new ones, and those gone.
pub(super) fn findings(
    before: &Assessment,
    after: &Assessment,
    moved: &Moved,
) -> (Vec<Finding>, Vec<Finding>) {
    let now: Vec<Key<'_>> = before.findings.iter().map(|one| key(one, None)).collect();
    let then: Vec<Key<'_>> = after
        .findings
        .iter()
        .map(|one| key(one, Some(moved)))
        .collect();
    (
        beyond(&after.findings, &then, &now),
        beyond(&before.findings, &now, &then),
    )
}

/// A finding is the same when its rule, place and verdict are, whatever its values.
type Key<'a> = (&'a str, String, Verdict);

fn key<'a>(finding: &'a Finding, moved: Option<&Moved>) -> Key<'a> {
    (&finding.rule, place(&finding.place, moved), finding.verdict)
}

/// Where something stands in the document before.
fn place(place: &Place, moved: Option<&Moved>) -> String {
    moved.map_or_else(
        || place.pointer.clone(),
        |moved| moved.origin(&place.pointer),
    )
}

/// The findings of the one list that the other does not have; of equal ones as many as it lacks.
fn beyond(these: &[Finding], keys: &[Key<'_>], others: &[Key<'_>]) -> Vec<Finding> {
    let mut known: BTreeMap<&Key<'_>, usize> = BTreeMap::new();
    for other in others {
        *known.entry(other).or_default() += 1;
    }
    let mut new = Vec::new();
    for (finding, key) in these.iter().zip(keys) {
        match known.get_mut(key) {
            Some(left) if *left > 0 => *left -= 1,
            _ => new.push(Finding {
                // Its group is one of its own assessment.
                group: None,
                ..finding.clone()
            }),
        }
    }
    new
}

/// The faults that are sums of a budget that do not add up.
pub(super) fn sums(new: &[Finding], books: &Rulebooks) -> Vec<usize> {
    let is_sum = |finding: &Finding| {
        let rule = books.rule(&finding.rule);
        finding.verdict == Verdict::NotMet && rule.is_some_and(|(_, rule)| is_equation(&rule.check))
    };
    let numbered = new.iter().enumerate();
    numbered
        .filter(|(_, finding)| is_sum(finding))
        .map(|(number, _)| number)
        .collect()
}

/// Distances by rule and place: of findings, and of what came closest among what is met.
type Distances<'a> = BTreeMap<(&'a str, String), (&'a Place, &'a Distance)>;

pub(super) fn distances(
    before: &Assessment,
    after: &Assessment,
    moved: &Moved,
) -> Vec<DistanceTurn> {
    let (before, after) = (of(before, None), of(after, Some(moved)));
    let both = after.into_iter().filter_map(|(key, (place, then))| {
        let (_, now) = before.get(&key)?;
        Some((key.0, place, *now, then))
    });
    both.filter(|(.., now, then)| now != then)
        .map(|(rule, place, now, then)| DistanceTurn {
            rule: rule.to_owned(),
            place: place.clone(),
            distance: Turn {
                before: now.clone(),
                after: then.clone(),
            },
        })
        .collect()
}

fn of<'a>(assessment: &'a Assessment, moved: Option<&Moved>) -> Distances<'a> {
    let closest = assessment.outcomes.iter().filter_map(|outcome| {
        let closest = outcome.closest.as_ref()?;
        Some((&outcome.rule, &closest.place, closest.distance.as_ref()?))
    });
    let findings = assessment.findings.iter().filter_map(|finding| {
        let distance = finding.distance.as_ref()?;
        Some((&finding.rule, &finding.place, distance))
    });
    let all = closest.chain(findings);
    all.map(|(rule, at, distance)| ((rule.as_str(), place(at, moved)), (at, distance)))
        .collect()
}
