//! From what was decided to cases: what is told of a rule is worked out for the subjects that it is
//! told of, and for no others.

use super::decide::{Changes, Ground, Judged, Marks, Run, of_best_grant};
use crate::check::{Case, Sink, Subject};
use crate::finding::{Verdict, Waiver};
use crate::rulebook::{Bases, Rule, Severity};

/// A case that becomes a finding.
pub(super) struct Found<'a> {
    pub(super) rule: &'a Rule,
    /// The grant that its subject belongs to, by number.
    pub(super) grant: Option<usize>,
    pub(super) outcome: usize,
    pub(super) severity: Severity,
    pub(super) verdict: Verdict,
    pub(super) case: Case,
    pub(super) basis: Bases,
    pub(super) waiver: Option<Waiver>,
}

/// What is told of a rule beside its findings.
pub(super) struct Shown {
    /// Of what is met, the closest call with its basis.
    pub(super) closest: Option<(Case, Bases)>,
    /// On what it rests, where that is not for its findings to say.
    pub(super) basis: Bases,
}

impl<'a> Run<'a> {
    /// The cases of a rule, of which the outcome has a number; with all that it is met for where
    /// that is asked.
    pub(super) fn cases<'b>(
        &self,
        (number, judged, marks): (usize, &Judged<'b>, &Marks),
        on: &Ground<'a>,
        found: &mut Vec<Found<'b>>,
        passes: Option<&mut Vec<(Case, Bases)>>,
    ) -> Shown {
        let (rule, ctx) = (judged.rule, &on.ctx);
        let subjects = on.scope.subjects(rule.over, ctx).unwrap_or_default();
        let subjects = of_best_grant(subjects, rule, ctx);
        let calls = marks.calls.iter().filter_map(|first| subjects.get(*first));
        let calls = calls.map(|first| (first.call, Run::basis(rule, first, ctx)));
        let calls: Vec<(Option<&str>, Bases)> = calls.collect();
        let basis = |subject: &Subject<'_>| {
            let known = calls.iter().find(|(call, _)| *call == subject.call);
            known.map_or_else(Bases::default, |(_, basis)| basis.clone())
        };
        if let Some(passes) = passes {
            for subject in self.judged_subjects(rule, &subjects, on) {
                let mut sink = Sink {
                    passes: Some(Vec::new()),
                    ..Sink::default()
                };
                rule.check.decide(subject, ctx, &mut sink);
                let met = sink.passes.into_iter().flatten();
                passes.extend(met.map(|case| (case, basis(subject))));
            }
        }
        let mut changes = Changes::of(self.books, rule);
        for subject in marks.found.iter().filter_map(|at| subjects.get(*at)) {
            let mut sink = Sink::default();
            rule.check.decide(subject, ctx, &mut sink);
            let severity = self.severity(rule, changes.by(subject.call));
            let faults = sink.faults.into_iter().map(|case| (Verdict::NotMet, case));
            let unclear = sink.unclear.into_iter();
            let unclear = unclear.map(|case| (Verdict::CannotTell, case));
            for (verdict, case) in faults.chain(unclear) {
                let (verdict, case, waiver) = self.except(rule, subject, verdict, case, ctx);
                found.push(Found {
                    rule,
                    grant: subject.grant,
                    outcome: number,
                    severity,
                    verdict,
                    case,
                    basis: basis(subject),
                    waiver,
                });
            }
        }
        let closest = marks.closest.and_then(|at| subjects.get(at));
        Shown {
            closest: closest.and_then(|subject| {
                let mut sink = Sink::default();
                rule.check.decide(subject, ctx, &mut sink);
                sink.closest.map(|case| (case, basis(subject)))
            }),
            // What is found gives a basis of its own: see `tell`.
            basis: match judged.verdict {
                Verdict::Met => Bases::joined(calls.iter().map(|(_, basis)| basis)),
                _ => Bases::default(),
            },
        }
    }

    /// The subjects that a rule is decided for.
    fn judged_subjects<'s>(
        &'s self,
        rule: &'s Rule,
        subjects: &'s [Subject<'a>],
        on: &'s Ground<'a>,
    ) -> impl Iterator<Item = &'s Subject<'a>> {
        let mut changes = Changes::of(self.books, rule);
        subjects.iter().filter(move |subject| {
            let change = changes.by(subject.call);
            self.kept_out(rule, subject, change, &on.ctx).is_none()
        })
    }
}
