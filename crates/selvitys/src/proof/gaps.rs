//! What the examples of a rule do not show.

use std::collections::BTreeSet;

use super::{Proof, in_use};
use crate::assess::RuleAssessment;
use crate::check::Check;
use crate::finding::{Value, Verdict};
use crate::model::Money;
use crate::rulebook::{Over, Rule, Rulebook, Stage};

/// Something that no example of a rule shows, and that one should.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Gap<'a> {
    /// The rulebook of the rule.
    pub book: &'a Rulebook,
    /// The rule.
    pub rule: &'a Rule,
    /// What is not shown.
    pub missing: Missing,
}

/// What the examples of a rule do not show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// A verdict that the rule can give.
    Verdict(Verdict),
    /// A case exactly on the rule's bound.
    Bound,
    /// Two examples have the same name; the number is that of the later one, from 0.
    Name(usize),
}

impl<'a> Proof<'a> {
    /// What the examples of the scope's rules do not show: each verdict that a rule can give, a case
    /// exactly on its bound where it has one, and names of their own.
    pub fn gaps(&self) -> Vec<Gap<'a>> {
        let mut gaps = Vec::new();
        for (book, rule) in in_use(self.books).filter(|(book, rule)| self.scope.holds(book, rule)) {
            let mut gap = |missing| {
                gaps.push(Gap {
                    book,
                    rule,
                    missing,
                });
            };
            let prepared = self.prepared.get(rule.id.as_str());
            let prepared = prepared.map_or(&[][..], Vec::as_slice);
            let shown: BTreeSet<Verdict> = prepared.iter().map(|one| one.example.verdict).collect();
            for verdict in Verdict::ALL {
                if self.can_give(book, rule, verdict) && !shown.contains(&verdict) {
                    gap(Missing::Verdict(verdict));
                }
            }
            let bounds: Vec<bool> = prepared.iter().filter_map(|one| one.on_bound).collect();
            if !bounds.is_empty() && !bounds.contains(&true) {
                gap(Missing::Bound);
            }
            let mut names = BTreeSet::new();
            for (number, example) in rule.examples.iter().enumerate() {
                if !names.insert(&example.name) {
                    gap(Missing::Name(number));
                }
            }
        }
        gaps
    }

    /// Whether a rule can give a verdict, with the rulebooks that are there.
    fn can_give(&self, book: &Rulebook, rule: &Rule, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Met => {
                let calls = self
                    .books
                    .books()
                    .filter_map(|book| book.file.call.as_ref());
                let mut contents = calls.flat_map(|call| &call.contents);
                !matches!(rule.check, Check::ContentAsDefined(_)) || contents.next().is_some()
            }
            Verdict::NotMet => rule.check.may_fail(),
            // Until the decision it is open whether an exception is granted.
            Verdict::CannotTell => {
                let draft = rule.severity_at(Stage::Draft, rule.severity).is_some();
                rule.check.may_be_open(draft) || rule.exception.is_some()
            }
            Verdict::Waived => rule.exception.is_some(),
            Verdict::NotApplicable => {
                !book.file.general
                    || rule.over != Over::Project
                    || !rule.stages.is_empty()
                    || !rule.applies.is_empty()
            }
        }
    }
}

/// Whether something lies exactly on its bound; nothing where there is none to lie on. What is met
/// tells how far from its bound it is, where the rule has one.
pub(super) fn on_bound(said: &RuleAssessment) -> Option<bool> {
    let found = said.findings.iter().filter_map(|one| one.distance.as_ref());
    if found.into_iter().any(|one| is_zero(&one.by)) {
        return Some(true);
    }
    let met = said.outcome.closest.as_ref()?.distance.as_ref()?;
    Some(is_zero(&met.by))
}

fn is_zero(by: &Value) -> bool {
    match by {
        Value::Money(sum) => *sum == Money::ZERO,
        Value::Points(points) => points.decimal().is_zero(),
        Value::Days(days) => *days == 0,
        Value::Count(count) => *count == 0,
        _ => false,
    }
}
