//! Solving for one place: the values of it for which the rules that read it would be met, found by
//! turning round what each kind of check asks, and proven by deciding the rules at each bound and
//! one cent or day beyond it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::WhatIfError;
use super::draft::Draft;
use crate::finding::{Asked, Evidence, Place, Value};
use crate::rulebook::{Bases, By, Id, Rulebooks, Severity, Stage};

mod detail;
mod invert;
mod level;
mod probe;
mod set;
mod unknown;

use detail::{Case, Details};
use invert::{Found, admitted};
use probe::{Key, Probe};
use set::Set;
use unknown::{Axis, Unknown, ordinal};

/// Which values of one place the rules admit, all else as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Solved {
    /// The place.
    pub place: Place,
    /// What stands there; absent when nothing does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Value>,
    /// The least and the greatest value that was looked at.
    pub looked_at: (Value, Value),
    /// For which values no rule is broken that makes an error. Sums of the budget are apart.
    pub required: Admitted,
    /// For which values no rule is broken, warnings and advice included. Sums are apart.
    pub clean: Admitted,
    /// For which values the sums of the budget add up, the other figures as they are; absent when
    /// no sum reads the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sums: Option<Admitted>,
    /// The rules that read the place, each with the values for which it is met.
    pub rules: Vec<RuleSpans>,
    /// The rules that are met for no value: something else is wrong too. They bind nothing here.
    pub never: Vec<Binding>,
    /// The rules that another missing value leaves open. They bind nothing here.
    pub open: Vec<OpenRule>,
    /// The rules that a decision waives. They bind nothing here.
    pub waived: Vec<String>,
    /// The rules that read the place and cannot be turned round: check their verdicts.
    pub unsolved: Vec<String>,
}

/// For which values several rules are met together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Admitted {
    /// The values, ascending; none when the rules contradict each other.
    pub intervals: Vec<Interval>,
    /// Where there are none: rules that admit no value together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflict: Vec<Binding>,
}

/// Values from a least to a greatest one, both among them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// The least value.
    pub least: IntervalEnd,
    /// The greatest value.
    pub greatest: IntervalEnd,
}

/// An end of a span.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IntervalEnd {
    /// The value; absent when no rule bounds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// The rules that are no longer met beyond it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Binding>,
}

/// A rule that bounds a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Binding {
    /// The rule, by its id.
    pub rule: Id,
    /// How grave a fault is.
    pub severity: Severity,
    /// On what it rests, numbers in force included.
    pub basis: Bases,
    /// Whether the law allows an exception from it.
    pub exception: bool,
    /// What shows that it is met at the bound: the reckoning there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
}

/// A rule that reads the place, with the values for which it is met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleSpans {
    /// The rule, by its id.
    pub rule: Id,
    /// The rulebook that it stands in.
    pub book: Id,
    /// How grave a fault is.
    pub severity: Severity,
    /// Whether it is a sum of the budget: it holds with the other figures as they are.
    pub sum: bool,
    /// The values, ascending: the least and the greatest; absent where it has no bound.
    pub spans: Vec<(Option<Value>, Option<Value>)>,
}

/// A rule that a missing value leaves open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenRule {
    /// The rule, by its id.
    pub rule: Id,
    /// What is missing.
    pub missing: Vec<Asked>,
}

/// With which rulebooks, for which day and stage.
pub(super) struct When<'a> {
    pub(super) books: &'a Rulebooks,
    pub(super) as_of: Date,
    pub(super) stage: Stage,
}

/// A rule and the values for which it is met.
struct Solution {
    rule: usize,
    set: Set,
    /// By case, for the evidence at a bound.
    cases: Vec<(Case, Set)>,
    severity: Severity,
    sum: bool,
}

pub(super) fn solve(draft: &Draft, pointer: &str, when: &When<'_>) -> Result<Solved, WhatIfError> {
    let unknown = Unknown::new(draft, pointer)?;
    let stretches = stretches(&unknown, when);
    let values: Vec<i64> = stretches.iter().flatten().copied().collect();
    let mut probe = Probe::new(&unknown, when, &values);
    let mut keys: BTreeMap<Case, Vec<Key>> = BTreeMap::new();
    if let Some(first) = values.first() {
        for key in probe.sight(*first).keys() {
            keys.entry((key.rule, key.case)).or_default().push(*key);
        }
    }
    let mut found: BTreeMap<Case, Found> = BTreeMap::new();
    for case in probe.reading().clone() {
        let alternatives = keys.get(&case).map_or(&[][..], Vec::as_slice);
        found.insert(case, of_case(&mut probe, alternatives, &stretches));
    }
    let mut details = Details::new(probe);
    details.prove(&mut found, unknown.domain());
    Ok(level::settle(&unknown, &found, &mut details, when))
}

/// A case is met when it is for one of its subjects.
fn of_case(probe: &mut Probe<'_>, alternatives: &[Key], stretches: &[Vec<i64>]) -> Found {
    let mut all = Set::empty();
    let mut open = alternatives.is_empty();
    for key in alternatives {
        match admitted(probe, *key, stretches) {
            Found::Set(set) => all = all.unite(&set),
            Found::Open => open = true,
            Found::Cannot => return Found::Cannot,
        }
    }
    if open { Found::Open } else { Found::Set(all) }
}

/// The values at which the document is looked at, a stretch for each time in which the same numbers
/// of the rulebooks are in force.
fn stretches(unknown: &Unknown, when: &When<'_>) -> Vec<Vec<i64>> {
    let (first, last) = unknown.domain();
    let now = unknown.number().unwrap_or(first).clamp(first, last - 100);
    match unknown.axis {
        Axis::Money => {
            // Some rules concern only what is more than nothing: nothing stands alone.
            let mut values = vec![first + 1, now.max(first + 1), now + 100, last / 1000, last];
            values.sort_unstable();
            values.dedup();
            vec![vec![first], values]
        }
        Axis::Date => {
            let mut starts = switches(when);
            starts.push(first);
            starts.sort_unstable();
            starts.dedup();
            let ends = starts.iter().skip(1).map(|next| next - 1).chain([last]);
            starts
                .iter()
                .zip(ends)
                .map(|(start, end)| {
                    if *start == end {
                        vec![end]
                    } else {
                        vec![*start, end]
                    }
                })
                .collect()
        }
    }
}

/// The days from which a date of the document may choose another number of a rulebook, or another
/// rule.
fn switches(when: &When<'_>) -> Vec<i64> {
    let mut days = vec![ordinal(when.as_of), ordinal(when.as_of) + 1];
    for book in when.books.books() {
        let chosen = book.file.params.values();
        let chosen = chosen.filter(|param| matches!(param.by, By::Award | By::Event));
        for value in chosen.flat_map(|param| &param.values) {
            days.extend(value.from.map(ordinal));
            days.extend(value.until.map(|until| ordinal(until) + 1));
        }
    }
    for (_, rule) in when.books.rules() {
        days.extend(rule.applies.awarded_from.map(ordinal));
        days.extend(rule.applies.awarded_before.map(ordinal));
    }
    days
}

impl Solution {
    fn new(rule: usize, severity: Severity, cases: Vec<(Case, Set)>, sum: bool) -> Self {
        let sets = cases.iter().map(|(_, set)| set.clone());
        let set = sets.reduce(|all, one| all.intersect(&one));
        Solution {
            rule,
            set: set.unwrap_or_else(Set::empty),
            cases,
            severity,
            sum,
        }
    }
}
