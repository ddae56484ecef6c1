//! Deciding one rule for all its subjects.

use std::borrow::Cow;

use jiff::civil::Date;
use smallvec::{SmallVec, smallvec};

use super::answer::worst;
use super::placeholders;
use super::subject::{self, Scope};
use crate::check::{Context, Sink, Subject, Texts, Whose};
use crate::finding::{Counts, NotApplicable, Verdict};
use crate::index::Index;
use crate::model::{PartialDate, Project};
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

/// Documents laid out for deciding rules.
#[derive(Default)]
pub(super) struct Documents<'a> {
    all: Vec<Index<'a>>,
    texts: Texts,
}

impl<'a> Documents<'a> {
    pub(super) fn new(projects: &'a [Project], books: &Rulebooks) -> Self {
        Documents {
            all: projects.iter().map(Index::new).collect(),
            texts: Texts::new(placeholders(books)),
        }
    }

    pub(super) fn run<'r>(&'r self, books: &'r Rulebooks, as_of: Date, stage: Stage) -> Run<'r> {
        Run {
            all: &self.all,
            books,
            as_of,
            stage,
            texts: &self.texts,
        }
    }
}

/// What a rule says, with nothing told of it yet.
pub(super) struct Judged<'b> {
    pub(super) book: &'b Rulebook,
    pub(super) rule: &'b Rule,
    pub(super) severity: Severity,
    pub(super) verdict: Verdict,
    pub(super) counts: Counts,
    pub(super) reasons: SmallVec<[NotApplicable; 1]>,
    /// Nothing where it was not decided for any subject.
    pub(super) marks: Option<Marks>,
}

/// The subjects of a rule that something is to be told of, by their numbers.
#[derive(Default)]
pub(super) struct Marks {
    /// Of what is met, the one that gave the closest call.
    pub(super) closest: Option<usize>,
    /// Those at fault or left open.
    pub(super) found: Vec<usize>,
    /// The first of each call: the numbers are the call's, and so is the basis.
    pub(super) calls: SmallVec<[usize; 2]>,
}

/// A rulebook, and what it concerns of the document.
pub(super) struct Ground<'a> {
    pub(super) book: &'a Rulebook,
    pub(super) ctx: Context<'a>,
    pub(super) scope: Scope<'a>,
}

/// What the calls of a document make of one rule, looked up once a call.
pub(super) struct Changes<'a> {
    books: &'a Rulebooks,
    rule: &'a str,
    known: SmallVec<[(&'a str, Option<Change<'a>>); 2]>,
}

/// A change to a rule, and the rulebook that makes it.
pub(super) type Change<'a> = (&'a str, &'a Override);

impl<'a> Changes<'a> {
    pub(super) fn of(books: &'a Rulebooks, rule: &'a Rule) -> Self {
        Changes {
            books,
            rule: &rule.id,
            known: SmallVec::new(),
        }
    }

    pub(super) fn by(&mut self, call: Option<&'a str>) -> Option<Change<'a>> {
        let call = call?;
        // Calls are nearly always the same text, not only the same words.
        let is_it = |known: &str| std::ptr::eq(known, call) || known == call;
        if let Some((_, change)) = self.known.iter().find(|(known, _)| is_it(known)) {
            return *change;
        }
        let change = self.books.override_of(call, self.rule);
        self.known.push((call, change));
        change
    }
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
            reasons: smallvec![reason],
            marks: None,
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

    /// Decides a rule. Cases are counted and not made: see [`Run::cases`].
    pub(super) fn decide<'b>(
        &self,
        (book, rule): (&'b Rulebook, &'b Rule),
        on: &Ground<'a>,
    ) -> Judged<'b> {
        let Ground { ctx, scope, .. } = on;
        let none = |reason| Run::not_applicable(book, rule, reason);
        if !self.at_stage(rule) {
            return none(NotApplicable::Stage);
        }
        let subjects = match scope.subjects(rule.over, ctx) {
            Ok(subjects) => of_best_grant(subjects, rule, ctx),
            Err(reason) => return none(reason),
        };
        let mut counts = Counts::default();
        let mut sink = Sink::silent();
        let mut severity: Option<Severity> = None;
        let mut marks = Marks::default();
        let mut changes = Changes::of(self.books, rule);
        for (number, subject) in subjects.iter().enumerate() {
            let change = changes.by(subject.call);
            if let Some(reason) = self.kept_out(rule, subject, change, ctx) {
                sink.skip(reason);
                continue;
            }
            let (met, skips) = (sink.met, sink.skips);
            let (faulty, open) = (sink.faulty, sink.open);
            sink.moved = false;
            rule.check.decide(subject, ctx, &mut sink);
            let (faulty, open) = (sink.faulty - faulty, sink.open - open);
            let sound = faulty == 0 && open == 0;
            if sound && sink.met == met && sink.skips == skips {
                continue;
            }
            let of_call = |first: &usize| {
                let first = subjects.get(*first);
                first.is_some_and(|first| first.call == subject.call)
            };
            if !marks.calls.iter().any(of_call) {
                marks.calls.push(number);
            }
            if sink.moved {
                marks.closest = Some(number);
            }
            severity = severity.max(Some(self.severity(rule, change)));
            if sound {
                continue;
            }
            marks.found.push(number);
            counts.add(Verdict::CannotTell, open);
            if faulty > 0 {
                counts.add(self.verdict_of_fault(rule, subject, ctx), faulty);
            }
        }
        counts.met = sink.met;
        counts.not_applicable = sink.skips;
        let verdict = worst(counts);
        let mut reasons = SmallVec::new();
        if verdict == Verdict::NotApplicable {
            reasons = sink.skipped;
            if reasons.is_empty() {
                reasons.push(NotApplicable::NoSubject);
            }
        }
        Judged {
            book,
            rule,
            severity: severity.unwrap_or(rule.severity),
            verdict,
            counts,
            reasons,
            marks: Some(marks),
        }
    }

    /// How grave a fault of a rule is, as a call may change it, at the stage.
    pub(super) fn severity(&self, rule: &Rule, change: Option<Change<'_>>) -> Severity {
        let grave = change.and_then(|(_, change)| change.severity);
        let grave = grave.unwrap_or(rule.severity);
        rule.severity_at(self.stage, grave).unwrap_or(grave)
    }

    /// Why a subject is not judged at all.
    pub(super) fn kept_out(
        &self,
        rule: &Rule,
        subject: &Subject<'_>,
        change: Option<Change<'_>>,
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

/// When two subjects that follow one another are one case: a package that several grants pay for,
/// and a measure of it, complies when it does under one of them, and so does the project as a whole.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum OneCase {
    Never,
    OfOneThing,
    Always,
}

impl OneCase {
    pub(super) fn of(rule: &Rule) -> Self {
        let quantities = rule.check.quantities();
        let mut quantities = quantities.iter();
        if quantities.any(|(_, quantity, _)| quantity.of == Some(Whose::Project)) {
            OneCase::Always
        } else if matches!(rule.over, Over::Package | Over::Measure) {
            OneCase::OfOneThing
        } else {
            OneCase::Never
        }
    }

    pub(super) fn holds(self, one: &Subject<'_>, other: &Subject<'_>) -> bool {
        match self {
            OneCase::Never => false,
            OneCase::OfOneThing => one.thing == other.thing,
            OneCase::Always => true,
        }
    }
}

/// Of the subjects that are one case the one that comes out best.
pub(super) fn of_best_grant<'s, 'a>(
    subjects: &'s [Subject<'a>],
    rule: &Rule,
    ctx: &Context<'_>,
) -> Cow<'s, [Subject<'a>]> {
    if subjects.len() < 2 {
        return Cow::Borrowed(subjects);
    }
    let one_case = OneCase::of(rule);
    let same = |one: &Subject<'_>, other: &Subject<'_>| one_case.holds(one, other);
    let mut pairs = subjects.windows(2);
    if one_case == OneCase::Never || !pairs.any(|pair| matches!(pair, [a, b] if same(a, b))) {
        return Cow::Borrowed(subjects);
    }
    let weigh = |subject: &Subject<'_>| {
        let mut sink = Sink::silent();
        rule.check.decide(subject, ctx, &mut sink);
        (sink.faulty, sink.open, sink.met == 0)
    };
    let groups = subjects.chunk_by(same);
    groups
        .filter_map(|group| group.iter().min_by_key(|one| weigh(one)).copied())
        .collect::<Vec<_>>()
        .into()
}
