//! From cases to findings: in order, numbered, grouped by cause.

use std::cell::OnceCell;

use super::cases::{Found, Shown};
use super::decide::{Ground, Judged, Run};
use super::group;
use super::told::Told;
use crate::check::Case;
use crate::finding::{Asked, Evidence, Finding, Group, Outcome, PatchOp, Verdict};
use crate::place::At;
use crate::repair::{Fixes, is_equation};
use crate::rulebook::Bases;

impl Run<'_> {
    /// What the rules say as data, with the findings in order, numbered and grouped by cause.
    pub(super) fn tell(
        &self,
        judged: Vec<Judged<'_>>,
        together: bool,
        mut passes: Option<&mut Vec<(Case, Bases)>>,
    ) -> (Vec<Outcome>, Vec<Finding>, Vec<Group>) {
        let mut found = Vec::new();
        let mut ground: Option<Ground<'_>> = None;
        let mut outcomes = Vec::with_capacity(judged.len());
        for (number, one) in judged.into_iter().enumerate() {
            let same = |on: &Ground<'_>| std::ptr::eq(on.book, one.book);
            if !ground.as_ref().is_some_and(same) {
                ground = self.ground(one.book);
            }
            let shown = match (&one.marks, &ground) {
                (Some(marks), Some(on)) => {
                    let told = (number, &one, marks);
                    self.cases(told, on, &mut found, passes.as_deref_mut())
                }
                _ => Shown {
                    closest: None,
                    basis: one.rule.basis.clone(),
                },
            };
            outcomes.push(outcome(one, shown, self, together));
        }
        found.sort_by(|a, b| {
            (a.case.document, a.case.at, &a.rule.id).cmp(&(b.case.document, b.case.at, &b.rule.id))
        });
        let groups = group::groups(&found, self, together);
        let mut group_of = vec![None; found.len()];
        for (group, number) in groups.iter().enumerate().flat_map(|(group, one)| {
            let numbers = one.findings.iter();
            numbers.map(move |number| (group, *number))
        }) {
            if let Some(slot) = group_of.get_mut(number) {
                *slot = slot.or(Some(group));
            }
        }
        let mut findings = Vec::with_capacity(found.len());
        // Worked out only when a sum or a share is broken, or a line has lost its figures.
        let fixes: Vec<OnceCell<Fixes>> = self.all.iter().map(|_| OnceCell::new()).collect();
        for (number, one) in found.into_iter().enumerate() {
            if let Some(outcome) = outcomes.get_mut(one.outcome) {
                outcome.findings.push(number);
            }
            let document = one.case.document;
            let fixes = || {
                let index = self.all.get(document)?;
                let known = fixes.get(document)?;
                Some(known.get_or_init(|| Fixes::new(index, self.books)))
            };
            let fix = fix(&one, fixes);
            let mut finding = finding(one, self, together);
            finding.fix = fix;
            finding.group = group_of.get(number).copied().flatten();
            findings.push(finding);
        }
        // What is found rests on the calls that it concerns, not on those that are complied with.
        for outcome in outcomes.iter_mut().filter(|one| !one.findings.is_empty()) {
            let own = outcome.findings.iter().filter_map(|at| findings.get(*at));
            outcome.basis = Bases::joined(own.map(|finding| &finding.basis));
        }
        (outcomes, findings, groups)
    }
}

fn outcome(judged: Judged<'_>, shown: Shown, run: &Run<'_>, together: bool) -> Outcome {
    let closest = shown.closest;
    Outcome {
        rule: judged.rule.id.clone(),
        book: judged.book.file.id.clone(),
        severity: judged.severity,
        verdict: judged.verdict,
        counts: judged.counts,
        closest: closest.map(|(case, basis)| evidence(case, basis, run, together)),
        reasons: judged.reasons,
        findings: Vec::new(),
        basis: shown.basis,
    }
}

/// What certainly repairs a fault.
fn fix<'f>(found: &Found<'_>, fixes: impl FnOnce() -> Option<&'f Fixes>) -> Option<Vec<PatchOp>> {
    if found.verdict != Verdict::NotMet {
        return None;
    }
    match found.case.at {
        At::Line(line, "") if found.case.missing.contains(&Asked::Figures) => {
            fixes()?.of_line(line)
        }
        at if is_equation(found.rule) => fixes()?.of_equation(&found.rule.id, at),
        _ => None,
    }
}

fn finding(found: Found<'_>, run: &Run<'_>, together: bool) -> Finding {
    let case = found.case;
    let told = Told {
        all: run.all,
        document: case.document,
        together,
    };
    let (operands, steps) = told.reckoning(case.reckoning);
    Finding {
        rule: found.rule.id.clone(),
        severity: found.severity,
        stage: run.stage,
        verdict: found.verdict,
        place: told.place(case.document, case.at),
        values: case.values,
        distance: case.distance,
        operands,
        steps,
        missing: case.missing,
        assumes: case.assumes,
        basis: found.basis,
        waiver: found.waiver,
        group: None,
        fix: None,
    }
}

pub(super) fn evidence(case: Case, basis: Bases, run: &Run<'_>, together: bool) -> Evidence {
    let told = Told {
        all: run.all,
        document: case.document,
        together,
    };
    let (operands, steps) = told.reckoning(case.reckoning);
    Evidence {
        place: told.place(case.document, case.at),
        values: case.values,
        distance: case.distance,
        operands,
        steps,
        assumes: case.assumes,
        basis,
    }
}
