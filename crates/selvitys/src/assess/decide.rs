//! Deciding one rule for all its subjects.

use std::borrow::Cow;

use jiff::civil::Date;
use smallvec::{SmallVec, smallvec};

use super::answer::worst;
use super::subject::{self, Scope};
use crate::check::{Case, Context, Sink, Subject, Texts, Whose};
use crate::finding::{Counts, NotApplicable, Verdict, Waiver};
use crate::index::Index;
use crate::model::PartialDate;
use crate::rulebook::{Bases, Has, Over, Override, Rule, Rulebook, Rulebooks, Severity, Stage};

/// What rules are decided with.
#[derive(Clone, Copy)]
pub(super) struct Run<'a> {
    pub(super) all: &'a [Index<'a>],
    pub(super) books: &'a Rulebooks,
    pub(super) as_of: Date,
    pub(super) stage: Stage,
    pub(super) texts: &'a Texts,
}

/// What was found, rule after rule.
#[derive(Default)]
pub(super) struct Kept<'b> {
    pub(super) found: Vec<Found<'b>>,
    /// What is met with its basis, gathered only when each is to be shown.
    pub(super) passes: Option<Vec<(Case, Bases)>>,
    /// Emptied for each rule; its room serves the next.
    pub(super) sink: Sink,
}

/// What a rule says, with nothing told of it yet.
pub(super) struct Judged<'b> {
    pub(super) book: &'b Rulebook,
    pub(super) rule: &'b Rule,
    pub(super) severity: Severity,
    pub(super) verdict: Verdict,
    pub(super) counts: Counts,
    /// Of what is met, the closest call and its basis.
    pub(super) closest: Option<Box<(Case, Bases)>>,
    pub(super) reasons: SmallVec<[NotApplicable; 1]>,
    /// On what it rests, where that is not for its findings to say.
    pub(super) basis: Bases,
}

/// A rulebook, and what it concerns of the document.
pub(super) struct Ground<'a> {
    pub(super) book: &'a Rulebook,
    pub(super) ctx: Context<'a>,
    pub(super) scope: Scope<'a>,
}

/// What the calls of a document make of one rule, looked up once a call.
struct Changes<'a> {
    books: &'a Rulebooks,
    rule: &'a str,
    known: SmallVec<[(&'a str, Option<(&'a str, &'a Override)>); 2]>,
}

impl<'a> Changes<'a> {
    fn of(&mut self, call: &'a str) -> Option<(&'a str, &'a Override)> {
        if let Some((_, change)) = self.known.iter().find(|(known, _)| *known == call) {
            return *change;
        }
        let change = self.books.override_of(call, self.rule);
        self.known.push((call, change));
        change
    }
}

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

impl<'a> Run<'a> {
    /// What a rule says that does not apply.
    pub(super) fn not_applicable<'b>(
        book: &'b Rulebook,
        rule: &'b Rule,
        reason: NotApplicable,
    ) -> Judged<'b> {
        Judged {
            book,
            rule,
            severity: rule.severity,
            verdict: Verdict::NotApplicable,
            counts: Counts::default(),
            closest: None,
            reasons: smallvec![reason],
            basis: rule.basis.clone(),
        }
    }

    /// A rulebook with what it concerns; nothing where there is no document.
    pub(super) fn ground(&self, book: &'a Rulebook) -> Option<Ground<'a>> {
        let ctx = Context {
            index: self.all.first()?,
            all: self.all,
            books: self.books,
            book: &book.file.id,
            as_of: self.as_of,
            stage: self.stage,
            texts: self.texts,
        };
        let scope = Scope::new(book, &ctx);
        Some(Ground { book, ctx, scope })
    }

    /// Whether a rule is looked at in the stage at all.
    pub(super) fn at_stage(&self, rule: &Rule) -> bool {
        rule.severity_at(self.stage, rule.severity).is_some()
    }

    /// Decides a rule, of which the outcome has a number.
    pub(super) fn decide<'b>(
        &self,
        number: usize,
        (book, rule): (&'b Rulebook, &'b Rule),
        on: &Ground<'a>,
        kept: &mut Kept<'b>,
    ) -> Judged<'b> {
        let Ground { ctx, scope, .. } = on;
        let none = |reason| Run::not_applicable(book, rule, reason);
        if !self.at_stage(rule) {
            return none(NotApplicable::Stage);
        }
        let subjects = match scope.subjects(rule.over, ctx) {
            Ok(subjects) => subjects,
            Err(reason) => return none(reason),
        };
        let mut counts = Counts::default();
        let Kept {
            found,
            passes: all_passes,
            sink,
        } = kept;
        sink.clear(all_passes.is_some());
        let mut severity: Option<Severity> = None;
        // The basis of the subject that gave the closest call.
        let mut closest_call = 0;
        // The numbers are the call's: one basis for all subjects of a call.
        let mut bases: SmallVec<[(Option<&str>, Bases); 2]> = SmallVec::new();
        let mut changes = Changes {
            books: self.books,
            rule: &rule.id,
            known: SmallVec::new(),
        };
        for subject in of_best_grant(subjects, rule, ctx).iter() {
            let change = subject.call.and_then(|call| changes.of(call));
            if let Some(reason) = self.kept_out(rule, subject, change, ctx) {
                sink.skip(reason);
                continue;
            }
            let (met, skips) = (sink.met, sink.skips);
            sink.moved = false;
            rule.check.decide(subject, ctx, sink);
            let sound = sink.faults.is_empty() && sink.unclear.is_empty();
            if sound && sink.met == met && sink.skips == skips {
                continue;
            }
            let known = bases.iter().position(|(call, _)| *call == subject.call);
            let of_call = known.unwrap_or_else(|| {
                bases.push((subject.call, Run::basis(rule, subject, ctx)));
                bases.len() - 1
            });
            if sink.moved {
                closest_call = of_call;
            }
            if let (Some(all), Some(passes)) = (&mut *all_passes, &mut sink.passes) {
                let basis = basis_of(&bases, of_call);
                all.extend(passes.drain(..).map(|case| (case, basis.clone())));
            }
            let grave = self.severity(rule, change);
            severity = severity.max(Some(grave));
            if sound {
                continue;
            }
            let faults = sink.faults.drain(..).map(|case| (Verdict::NotMet, case));
            let unclear = sink.unclear.drain(..);
            let unclear = unclear.map(|case| (Verdict::CannotTell, case));
            for (verdict, case) in faults.chain(unclear) {
                let (verdict, case, waiver) = self.except(rule, subject, verdict, case, ctx);
                counts.add(verdict);
                found.push(Found {
                    rule,
                    grant: subject.grant,
                    outcome: number,
                    severity: grave,
                    verdict,
                    case,
                    basis: basis_of(&bases, of_call),
                    waiver,
                });
            }
        }
        counts.met = sink.met;
        counts.not_applicable = sink.skips;
        let verdict = worst(counts);
        if verdict == Verdict::NotApplicable && sink.skipped.is_empty() {
            sink.skipped.push(NotApplicable::NoSubject);
        }
        // What is found gives a basis of its own: see `settle`.
        let basis = match verdict {
            Verdict::Met => Bases::joined(bases.iter().map(|(_, basis)| basis)),
            _ => Bases::default(),
        };
        let reasons = std::mem::take(&mut sink.skipped);
        let closest = sink.closest.take();
        Judged {
            book,
            rule,
            severity: severity.unwrap_or(rule.severity),
            verdict,
            counts,
            closest: closest.map(|case| Box::new((case, basis_of(&bases, closest_call)))),
            reasons: match verdict {
                Verdict::NotApplicable => reasons,
                _ => SmallVec::new(),
            },
            basis,
        }
    }

    /// How grave a fault of a rule is, as a call may change it, at the stage.
    pub(super) fn severity(&self, rule: &Rule, change: Option<(&str, &Override)>) -> Severity {
        let grave = change.and_then(|(_, change)| change.severity);
        let grave = grave.unwrap_or(rule.severity);
        rule.severity_at(self.stage, grave).unwrap_or(grave)
    }

    /// Why a subject is not judged at all.
    pub(super) fn kept_out(
        &self,
        rule: &Rule,
        subject: &Subject<'_>,
        change: Option<(&str, &Override)>,
        ctx: &Context<'_>,
    ) -> Option<NotApplicable> {
        if let Some((book, change)) = change
            && change.off
        {
            return Some(NotApplicable::SwitchedOff(book.into()));
        }
        let awarded = || {
            let decided = ctx.grant(subject).and_then(|grant| grant.decision.as_ref());
            let date = decided.and_then(|decision| decision.date);
            date.map_or(self.as_of, PartialDate::earliest)
        };
        let early = rule
            .applies
            .awarded_from
            .is_some_and(|from| awarded() < from);
        let late = rule
            .applies
            .awarded_before
            .is_some_and(|before| awarded() >= before);
        if early || late {
            return Some(NotApplicable::Award);
        }
        let has = |has: &Has| subject::has(*has, subject, ctx);
        (!rule.applies.has.iter().all(has)).then_some(NotApplicable::NoSubject)
    }

    /// On what a rule rests for a subject: its own basis and that of the numbers in force.
    pub(super) fn basis(rule: &Rule, subject: &Subject<'_>, ctx: &Context<'a>) -> Bases {
        let values = rule.params().filter_map(|name| ctx.param(name, subject));
        let values = values.flat_map(|(param, _)| ctx.values(param, subject));
        values.fold(rule.basis.clone(), |known, value| known.with(&value.basis))
    }
}

/// The basis of the call that has a number.
fn basis_of(bases: &[(Option<&str>, Bases)], call: usize) -> Bases {
    let found = bases.get(call);
    found.map_or_else(Bases::default, |(_, basis)| basis.clone())
}

/// Whether two subjects that follow one another are one case: a package that several grants pay
/// for, and a measure of it, complies when it does under one of them, and so does the project as a
/// whole.
pub(super) fn same_case(rule: &Rule) -> impl Fn(&Subject<'_>, &Subject<'_>) -> bool + use<> {
    let of_project = rule
        .check
        .quantities()
        .iter()
        .any(|(_, quantity, _)| quantity.of == Some(Whose::Project));
    let of_package = matches!(rule.over, Over::Package | Over::Measure);
    move |one, other| of_project || (of_package && one.thing == other.thing)
}

/// Of the subjects that are one case the one that comes out best.
fn of_best_grant<'s, 'a>(
    subjects: &'s [Subject<'a>],
    rule: &Rule,
    ctx: &Context<'_>,
) -> Cow<'s, [Subject<'a>]> {
    if subjects.len() < 2 {
        return Cow::Borrowed(subjects);
    }
    let same = same_case(rule);
    let mut pairs = subjects.windows(2);
    if !pairs.any(|pair| matches!(pair, [a, b] if same(a, b))) {
        return Cow::Borrowed(subjects);
    }
    let weigh = |subject: &Subject<'_>| {
        let mut sink = Sink::default();
        rule.check.decide(subject, ctx, &mut sink);
        (sink.faults.len(), sink.unclear.len(), sink.met == 0)
    };
    let groups = subjects.chunk_by(&same);
    groups
        .filter_map(|group| group.iter().min_by_key(|one| weigh(one)).copied())
        .collect::<Vec<_>>()
        .into()
}
