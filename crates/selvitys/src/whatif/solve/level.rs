//! What the values that rules admit come to together.

use std::collections::BTreeMap;

use super::detail::{Case, Details};
use super::invert::Found;
use super::set::Set;
use super::unknown::Unknown;
use super::{
    Admitted, Binding, Interval, IntervalEnd, OpenRule, RuleSpans, Solution, Solved, When,
};
use crate::assess::is_equation;
use crate::finding::Value;
use crate::rulebook::{Rule, Rulebook, Severity};

/// Puts together what was found of each case.
pub(super) fn settle(
    unknown: &Unknown,
    found: &BTreeMap<Case, Found>,
    details: &mut Details<'_>,
    when: &When<'_>,
) -> Solved {
    let domain = unknown.domain();
    let mut levels = Levels {
        rules: when.books.rules(),
        unknown,
        details,
        now: unknown.number().unwrap_or(domain.0),
    };
    let mut by_rule: BTreeMap<usize, Vec<(Case, &Found)>> = BTreeMap::new();
    for (case, found) in found {
        by_rule.entry(case.0).or_default().push((*case, found));
    }
    let value = |number| unknown.value(number);
    let mut solved = Solved {
        place: unknown.place.clone(),
        now: unknown.now.clone(),
        looked_at: (value(domain.0), value(domain.1)),
        required: Admitted::default(),
        clean: Admitted::default(),
        sums: None,
        rules: Vec::new(),
        never: Vec::new(),
        open: Vec::new(),
        waived: Vec::new(),
        unsolved: Vec::new(),
    };
    let mut solutions = Vec::new();
    for (rule, cases) in by_rule {
        levels.sort(rule, &cases, &mut solutions, &mut solved);
    }
    let whole = |set: &Set| set.ranges() == [domain];
    for solution in &solutions {
        solved.rules.push(levels.spans(solution));
    }
    solutions.retain(|solution| !whole(&solution.set));
    let (sums, limits): (Vec<_>, Vec<_>) = solutions.into_iter().partition(|one| one.sum);
    let errors = limits.iter().filter(|one| one.severity == Severity::Error);
    solved.required = levels.level(&errors.collect::<Vec<_>>());
    solved.clean = levels.level(&limits.iter().collect::<Vec<_>>());
    if !sums.is_empty() {
        solved.sums = Some(levels.level(&sums.iter().collect::<Vec<_>>()));
    }
    solved
}

struct Levels<'l, 'a> {
    rules: Vec<(&'l Rulebook, &'l Rule)>,
    unknown: &'l Unknown,
    details: &'l mut Details<'a>,
    /// What stands there, or the least value.
    now: i64,
}

impl Levels<'_, '_> {
    /// Sorts a rule by what was found of its cases: what binds a value, and what does not and why.
    fn sort(
        &mut self,
        rule: usize,
        cases: &[(Case, &Found)],
        solutions: &mut Vec<Solution>,
        solved: &mut Solved,
    ) {
        let id = self.id(rule);
        let now = self.details.at(self.now);
        let detail = |case: &Case| now.get(case);
        if cases
            .iter()
            .any(|(case, _)| detail(case).is_some_and(|one| one.waived))
        {
            solved.waived.push(id);
            return;
        }
        if cases.iter().any(|(_, found)| **found == Found::Cannot) {
            solved.unsolved.push(id);
            return;
        }
        let open = cases.iter().filter(|(_, found)| **found == Found::Open);
        let open: Vec<Case> = open.map(|(case, _)| *case).collect();
        if !open.is_empty() {
            let missing = open.iter().filter_map(detail).flat_map(|one| &one.missing);
            let mut missing: Vec<_> = missing.copied().collect();
            missing.sort_unstable();
            missing.dedup();
            solved.open.push(OpenRule {
                rule: id.into(),
                missing,
            });
        }
        let mut sets: Vec<(Case, Set)> = Vec::new();
        let mut never = false;
        for (case, found) in cases {
            match found {
                Found::Set(set) if set.is_empty() => never = true,
                Found::Set(set) => sets.push((*case, set.clone())),
                _ => {}
            }
        }
        if never {
            let binding = self.binding(rule, cases.iter().map(|(case, _)| *case), self.now);
            solved.never.push(Binding {
                evidence: None,
                ..binding
            });
        }
        if !sets.is_empty() {
            let grave = sets
                .iter()
                .filter_map(|(case, _)| detail(case)?.severity)
                .max();
            let severity = grave.unwrap_or(Severity::Error);
            let sum = self
                .rules
                .get(rule)
                .is_some_and(|(_, rule)| is_equation(&rule.check));
            solutions.push(Solution::new(rule, severity, sets, sum));
        }
    }

    fn id(&self, rule: usize) -> String {
        let known = self.rules.get(rule);
        known
            .map(|(_, rule)| rule.id.clone())
            .unwrap_or_default()
            .to_string()
    }

    fn spans(&self, solution: &Solution) -> RuleSpans {
        let rule = self.rules.get(solution.rule);
        let (first, last) = self.unknown.domain();
        let bound =
            |value: i64| (value != first && value != last).then(|| self.unknown.value(value));
        RuleSpans {
            rule: self.id(solution.rule).into(),
            book: rule
                .map(|(book, _)| book.file.id.clone())
                .unwrap_or_default(),
            severity: solution.severity,
            sum: solution.sum,
            spans: solution
                .set
                .ranges()
                .iter()
                .map(|(least, greatest)| (bound(*least), bound(*greatest)))
                .collect(),
        }
    }

    /// A rule with its reckoning for a value.
    fn binding(
        &mut self,
        rule: usize,
        cases: impl IntoIterator<Item = Case>,
        value: i64,
    ) -> Binding {
        let at = self.details.at(value);
        let mut details = cases.into_iter().filter_map(|case| at.get(&case));
        let detail = details.next().cloned().unwrap_or_default();
        let known = self.rules.get(rule).map(|(_, rule)| *rule);
        let is_sum = known.is_some_and(|rule| is_equation(&rule.check));
        Binding {
            rule: self.id(rule).into(),
            severity: detail.severity.unwrap_or(Severity::Error),
            basis: detail.basis,
            exception: known.is_some_and(|rule| rule.exception.is_some()),
            // Of several sums the one that came closest is not the one that the place is in.
            evidence: detail.evidence.filter(|_| !is_sum),
        }
    }

    /// The values for which all of some rules are met.
    fn level(&mut self, solutions: &[&Solution]) -> Admitted {
        let (first, last) = self.unknown.domain();
        let whole = Set::between(first, last);
        let set = solutions
            .iter()
            .fold(whole, |all, one| all.intersect(&one.set));
        if set.is_empty() {
            let conflict = conflict(solutions).into_iter().map(|solution| {
                let cases = solution.cases.iter().map(|(case, _)| *case);
                let binding = self.binding(solution.rule, cases, self.now);
                Binding {
                    evidence: None,
                    ..binding
                }
            });
            return Admitted {
                intervals: Vec::new(),
                conflict: conflict.collect(),
            };
        }
        let intervals = set.ranges().iter().map(|(least, greatest)| Interval {
            least: self.end(*least, least - 1, solutions),
            greatest: self.end(*greatest, greatest + 1, solutions),
        });
        Admitted {
            intervals: intervals.collect(),
            conflict: Vec::new(),
        }
    }

    /// An end of a span, with the rules that are not met for the value beyond it.
    fn end(&mut self, value: i64, beyond: i64, solutions: &[&Solution]) -> IntervalEnd {
        let (first, last) = self.unknown.domain();
        if !(first..=last).contains(&beyond) {
            return IntervalEnd::default();
        }
        let mut by = Vec::new();
        for solution in solutions.iter().filter(|one| !one.set.has(beyond)) {
            let cases = solution.cases.iter().filter(|(_, set)| !set.has(beyond));
            by.push(self.binding(solution.rule, cases.map(|(case, _)| *case), value));
        }
        IntervalEnd {
            value: Some(self.value(value)),
            by,
        }
    }

    fn value(&self, number: i64) -> Value {
        self.unknown.value(number)
    }
}

/// Rules that admit no value together: two of them where two suffice.
fn conflict<'s>(solutions: &[&'s Solution]) -> Vec<&'s Solution> {
    for (number, one) in solutions.iter().enumerate() {
        for other in solutions.get(number + 1..).unwrap_or_default() {
            if one.set.intersect(&other.set).is_empty() {
                return vec![one, other];
            }
        }
    }
    solutions.to_vec()
}
