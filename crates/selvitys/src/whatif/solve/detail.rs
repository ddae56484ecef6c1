//! The rules decided at a bound and beyond it: the proof, and the reckoning there.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::invert::Found;
use super::probe::Probe;
use crate::finding::{Asked, Evidence};
use crate::rulebook::{Bases, Severity};

/// A rule and one of its cases, by their numbers.
pub(super) type Case = (usize, usize);

/// What a rule finds of one case for one value.
#[derive(Debug, Clone, Default)]
pub(super) struct Detail {
    /// Whether it is met, or does not apply, for one of the subjects.
    pub(super) clean: bool,
    pub(super) severity: Option<Severity>,
    pub(super) basis: Bases,
    pub(super) evidence: Option<Evidence>,
    pub(super) missing: Vec<Asked>,
    pub(super) waived: bool,
}

/// What rules find, by value.
pub(super) struct Details<'a> {
    probe: Probe<'a>,
    known: HashMap<i64, Rc<BTreeMap<Case, Detail>>>,
}

impl<'a> Details<'a> {
    pub(super) fn new(probe: Probe<'a>) -> Self {
        Details {
            probe,
            known: HashMap::new(),
        }
    }

    /// What the rules that read the place find for a value of it.
    pub(super) fn at(&mut self, value: i64) -> Rc<BTreeMap<Case, Detail>> {
        if let Some(known) = self.known.get(&value) {
            return Rc::clone(known);
        }
        let mut all: BTreeMap<Case, Detail> = BTreeMap::new();
        self.probe.look(value, &mut |look| {
            let case = (look.number, look.case);
            if !self.probe.reading().contains(&case) {
                return;
            }
            let found = look.finds();
            let clean = found.faults.is_empty() && found.unclear.is_empty();
            let detail = all.entry(case).or_default();
            // Of subjects that are one case the first for which it is met counts.
            let better = clean && !detail.clean;
            if detail.severity.is_none() || better {
                let missing = found.unclear.iter().flat_map(|case| &case.missing);
                *detail = Detail {
                    clean,
                    severity: Some(look.severity),
                    basis: look.basis(),
                    missing: missing.copied().collect(),
                    waived: look.waived(),
                    evidence: look.evidence(found),
                };
            }
        });
        let all = Rc::new(all);
        self.known.insert(value, Rc::clone(&all));
        all
    }

    /// Decides each rule at the bounds that were found for it and one step beyond them. What does
    /// not come out as found cannot be told by turning the rule round.
    pub(super) fn prove(&mut self, found: &mut BTreeMap<Case, Found>, domain: (i64, i64)) {
        for (case, found) in found {
            let Found::Set(set) = &*found else { continue };
            let mut is_clean = |value: i64| {
                let at = self.at(value);
                at.get(case).is_some_and(|detail| detail.clean)
            };
            let right = |value: i64, is_clean: &mut dyn FnMut(i64) -> bool| {
                let looked_at = (domain.0..=domain.1).contains(&value);
                !looked_at || is_clean(value) == set.has(value)
            };
            let ranges = set.ranges().iter();
            let bounds = ranges.flat_map(|(first, last)| [first - 1, *first, *last, last + 1]);
            let mut bounds = bounds.chain([domain.0, domain.1]);
            if !bounds.all(|value| right(value, &mut is_clean)) {
                *found = Found::Cannot;
            }
        }
    }
}
