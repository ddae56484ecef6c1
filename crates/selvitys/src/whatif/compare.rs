//! Two assessments of one project, held against each other.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::moved::Moved;
use crate::assess::{Assessment, is_equation};
use crate::compare::{KeptFinding, Key, known_at, matched_by};
use crate::finding::{Distance, Finding, Outcome, Place, Verdict};
use crate::rulebook::{Bases, Id, Rulebooks, Severity};

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
    pub rule: Id,
    /// The rulebook that it stands in.
    pub book: Id,
    /// How grave a fault would be.
    pub severity: Severity,
    /// The worst verdict of its subjects.
    pub verdict: Turn<Verdict>,
    /// On what it rests, after the changes; before them where it does not apply then.
    pub basis: Bases,
}

/// A distance to a bound that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DistanceTurn {
    /// The rule, by its id.
    pub rule: Id,
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

/// Findings that turn up, that go, and that say something else.
pub(super) struct Turned {
    pub(super) new: Vec<Finding>,
    pub(super) gone: Vec<Finding>,
    pub(super) changed: Vec<KeptFinding>,
}

/// A finding is the same when its rule, place and verdict are, whatever its values.
pub(super) fn findings(before: &Assessment, after: &Assessment, moved: &Moved) -> Turned {
    let known = |one: &Finding| known_at(one.place.pointer.clone(), one);
    let known: Vec<Key> = before.findings.iter().map(known).collect();
    let found = |one: &Finding| known_at(moved.origin(&one.place.pointer), one);
    let found: Vec<Key> = after.findings.iter().map(found).collect();
    let matched = matched_by((before, &known), (after, &found));
    let is_same = |kept: &KeptFinding| kept.before.verdict == kept.after.verdict;
    let (same, turned): (Vec<_>, Vec<_>) = matched.kept.into_iter().partition(is_same);
    let (mut new, mut gone) = (matched.new, matched.gone);
    for kept in turned {
        new.push(kept.after);
        gone.push(kept.before);
    }
    let has_changed = |kept: &KeptFinding| kept.has_changed();
    let mut changed: Vec<KeptFinding> = same.into_iter().filter(has_changed).collect();
    // Their groups are numbers in assessments that are not at hand here.
    let kept = changed
        .iter_mut()
        .flat_map(|kept| [&mut kept.before, &mut kept.after]);
    for finding in new.iter_mut().chain(&mut gone).chain(kept) {
        finding.group = None;
    }
    Turned { new, gone, changed }
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

/// Where something stands in the document before.
fn place(place: &Place, moved: Option<&Moved>) -> String {
    moved.map_or_else(
        || place.pointer.clone(),
        |moved| moved.origin(&place.pointer),
    )
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
            rule: rule.to_owned().into(),
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
    all.map(|(rule, at, distance)| ((rule.as_str(), place(at, moved)), (at.as_ref(), distance)))
        .collect()
}
