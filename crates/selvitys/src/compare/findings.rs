//! Findings of two versions, matched by rule and by the thing that they are of.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{Identities, KeptFinding};
use crate::assess::Assessment;
use crate::finding::{Finding, Value};

/// What a finding is known by: its rule, its place by names, and the codes that it speaks of.
pub(crate) type Key = (String, String, Vec<(String, String)>);

#[derive(Default)]
pub(crate) struct Matched {
    pub(crate) new: Vec<Finding>,
    pub(crate) gone: Vec<Finding>,
    pub(crate) kept: Vec<KeptFinding>,
}

/// Findings of two versions, whose places are known by names.
pub(super) fn matched(before: (&Json, &Assessment), after: (&Json, &Assessment)) -> Matched {
    let mut places = (Identities::new(before.0), Identities::new(after.0));
    let known = before.1.findings.iter();
    let known: Vec<Key> = known.map(|one| known_by(&mut places.0, one)).collect();
    let found = after.1.findings.iter();
    let found: Vec<Key> = found.map(|one| known_by(&mut places.1, one)).collect();
    matched_by((before.1, &known), (after.1, &found))
}

/// Findings of two assessments, each with what it is known by.
pub(crate) fn matched_by(
    (before, known): (&Assessment, &[Key]),
    (after, found): (&Assessment, &[Key]),
) -> Matched {
    let mut open: BTreeMap<&Key, Vec<usize>> = BTreeMap::new();
    for (number, key) in known.iter().enumerate() {
        open.entry(key).or_default().push(number);
    }
    let was = |number: usize| before.findings.get(number);
    // Of several that are known by the same, those that say the same are the same; then the first.
    let found: Vec<(&Key, &Finding)> = found.iter().zip(&after.findings).collect();
    let mut pairs: Vec<Option<usize>> = found
        .iter()
        .map(|(key, finding)| {
            let alike = open.get_mut(key)?;
            let same =
                |number: &usize| was(*number).is_some_and(|one| one.values == finding.values);
            let at = alike.iter().position(same)?;
            Some(alike.remove(at))
        })
        .collect();
    for ((key, _), pair) in found
        .iter()
        .zip(&mut pairs)
        .filter(|(_, pair)| pair.is_none())
    {
        let alike = open.get_mut(key).filter(|alike| !alike.is_empty());
        *pair = alike.map(|alike| alike.remove(0));
    }
    let mut matched = Matched::default();
    for ((_, after), pair) in found.into_iter().zip(pairs) {
        match pair.and_then(was) {
            Some(before) => matched.kept.push(KeptFinding {
                before: before.clone(),
                after: after.clone(),
            }),
            None => matched.new.push(after.clone()),
        }
    }
    let mut left: Vec<usize> = open.into_values().flatten().collect();
    left.sort_unstable();
    matched.gone = left.into_iter().filter_map(was).cloned().collect();
    matched
}

/// What a finding of a document is known by, in this version of it and in others.
pub(crate) fn known_by(places: &mut Identities<'_>, finding: &Finding) -> Key {
    known_at(places.of(&finding.place.pointer), finding)
}

/// What a finding is known by at a place.
pub(crate) fn known_at(place: String, finding: &Finding) -> Key {
    let codes = finding.values.iter().filter(|(_, value)| {
        matches!(
            value,
            Value::Code(_)
                | Value::Municipality(_)
                | Value::Round(_)
                | Value::Figure(_)
                | Value::Asked(_)
        )
    });
    let codes = codes.map(|(name, value)| (name.to_owned(), value.as_data()));
    (finding.rule.to_string(), place, codes.collect())
}
