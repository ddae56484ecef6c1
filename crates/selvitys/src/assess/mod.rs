//! Holding a project against its rulebooks.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::check::{Case, Check, Context, Sink, Subject, Texts, Whose};
use crate::finding::{
    Answer, Asked, Counts, Evidence, Finding, Group, NotApplicable, Operand, Outcome, Verdict,
    Waiver,
};
use crate::index::Index;
use crate::model::{PartialDate, Project};
use crate::place::At;
use crate::rulebook::{
    Basis, Has, Over, Override, Rule, RuleStatus, Rulebook, Rulebooks, Severity, Stage,
};

mod group;
mod record;
mod stage;
mod subject;

pub use record::{BookRecord, ProjectRecord, Record, ReplayError};

/// What the rules say of a project: the same bytes for the same input, and no words in it.
///
/// ```
/// use selvitys::{assess, Project, Rulebooks, Stage};
/// let project = Project::from_json(r#"{"format": "1", "id": "demo", "name": {"fi": "Malli"}}"#)?;
/// let today = jiff::civil::date(2020, 3, 1);
/// let assessment = assess(&project, Rulebooks::builtin(), today, Stage::Draft);
/// assert!(assessment.findings.is_empty());
/// # Ok::<(), selvitys::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Assessment {
    /// What it was made from.
    pub record: Record,
    /// The answer as a whole.
    pub answer: Answer,
    /// How many rules have which verdict.
    pub counts: Counts,
    /// What each rule says.
    pub outcomes: Vec<Outcome>,
    /// Faults, and what cannot be told.
    pub findings: Vec<Finding>,
    /// Findings with a common cause.
    pub groups: Vec<Group>,
}

impl Assessment {
    /// Whether every rule of a statute or a call was left aside because the document has no grant
    /// under it: the answer then speaks of what is common to all documents alone.
    pub fn without_grant(&self, books: &Rulebooks) -> bool {
        let general = |id: &str| books.book(id).is_some_and(|book| book.file.general);
        let judged = |outcome: &&Outcome| outcome.verdict != Verdict::NotApplicable;
        let left_aside = |outcome: &Outcome| outcome.reasons.contains(&NotApplicable::NoGrant);
        self.outcomes.iter().any(left_aside)
            && self
                .outcomes
                .iter()
                .filter(judged)
                .all(|outcome| general(&outcome.book))
    }
}

/// Holds a project against the rulebooks, for a day and a stage.
pub fn assess(project: &Project, books: &Rulebooks, as_of: Date, stage: Stage) -> Assessment {
    run(std::slice::from_ref(project), books, as_of, stage, false)
}

/// Decides the rules that range over several projects together, and only those. Places name
/// their document.
pub fn assess_together(
    projects: &[Project],
    books: &Rulebooks,
    as_of: Date,
    stage: Stage,
) -> Assessment {
    run(projects, books, as_of, stage, true)
}

fn run(
    projects: &[Project],
    books: &Rulebooks,
    as_of: Date,
    stage: Stage,
    together: bool,
) -> Assessment {
    let all: Vec<Index<'_>> = projects.iter().map(Index::new).collect();
    let texts = Texts::new(placeholders(books));
    let mut run = Run {
        all: &all,
        books,
        as_of,
        stage,
        texts: &texts,
        found: Vec::new(),
    };
    let mut outcomes = Vec::new();
    for (book, rule) in books.rules() {
        if rule.status == RuleStatus::Retired {
            continue;
        }
        match (together, rule.over == Over::Together) {
            (true, false) => {}
            (false, true) => {
                outcomes.push(Run::not_applicable(book, rule, NotApplicable::Together));
            }
            _ => outcomes.push(run.decide(book, rule)),
        }
    }
    let found = std::mem::take(&mut run.found);
    let (findings, groups) = run.settle(found, &mut outcomes, together);
    let counts = count(&outcomes);
    Assessment {
        record: Record::new(projects, books, as_of, stage),
        answer: answer(&outcomes),
        counts,
        outcomes,
        findings,
        groups,
    }
}

/// The placeholders that the general rulebooks list.
fn placeholders(books: &Rulebooks) -> impl Iterator<Item = &str> {
    let lists = books.books().filter(|book| book.file.general);
    let lists = lists.filter_map(|book| book.file.params.get("placeholder-phrases"));
    let values = lists.flat_map(|param| &param.values);
    values
        .flat_map(|value| &value.codes)
        .map(|code| code.code.as_str())
}

struct Run<'a> {
    all: &'a [Index<'a>],
    books: &'a Rulebooks,
    as_of: Date,
    stage: Stage,
    texts: &'a Texts,
    found: Vec<Found<'a>>,
}

/// What the calls of a document make of one rule, looked up once a call.
struct Changes<'a> {
    books: &'a Rulebooks,
    rule: &'a str,
    known: Vec<(&'a str, Option<(&'a str, &'a Override)>)>,
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
struct Found<'a> {
    rule: &'a Rule,
    outcome: usize,
    severity: Severity,
    verdict: Verdict,
    case: Case,
    basis: Vec<Basis>,
    waiver: Option<Waiver>,
}

impl<'a> Run<'a> {
    fn not_applicable(book: &Rulebook, rule: &Rule, reason: NotApplicable) -> Outcome {
        Outcome {
            rule: rule.id.clone(),
            book: book.file.id.clone(),
            severity: rule.severity,
            verdict: Verdict::NotApplicable,
            counts: Counts::default(),
            closest: None,
            reasons: vec![reason],
            findings: Vec::new(),
            basis: rule.basis.clone(),
        }
    }

    fn context(&self, book: &'a Rulebook) -> Option<Context<'a>> {
        Some(Context {
            index: self.all.first()?,
            all: self.all,
            books: self.books,
            book: &book.file.id,
            as_of: self.as_of,
            stage: self.stage,
            texts: self.texts,
        })
    }

    fn decide(&mut self, book: &'a Rulebook, rule: &'a Rule) -> Outcome {
        let none = |reason| Run::not_applicable(book, rule, reason);
        if !rule.stages.is_empty() && !rule.stages.contains(&self.stage) {
            return none(NotApplicable::Stage);
        }
        let Some(ctx) = self.context(book) else {
            return none(NotApplicable::NoSubject);
        };
        let subjects = match subject::subjects(book, rule, &ctx) {
            Ok(subjects) => subjects,
            Err(reason) => return none(reason),
        };
        let mut outcome = none(NotApplicable::NoSubject);
        outcome.reasons.clear();
        outcome.basis.clear();
        let mut sink = Sink::default();
        let mut severity: Option<Severity> = None;
        let mut bases: Vec<(Option<&str>, Vec<Basis>)> = Vec::new();
        let mut changes = Changes {
            books: self.books,
            rule: &rule.id,
            known: Vec::new(),
        };
        for subject in of_best_grant(subjects, rule, &ctx) {
            let change = subject.call.and_then(|call| changes.of(call));
            if let Some(reason) = self.kept_out(rule, &subject, change, &ctx) {
                sink.skip(reason);
                continue;
            }
            let (met, skips) = (sink.met, sink.skips);
            rule.check.decide(&subject, &ctx, &mut sink);
            let silent = sink.met == met && sink.skips == skips;
            let (faults, unclear) = (sink.faults.split_off(0), sink.unclear.split_off(0));
            if silent && faults.is_empty() && unclear.is_empty() {
                continue;
            }
            // The numbers are the call's: one basis for all subjects of a call.
            let known = bases.iter().position(|(call, _)| *call == subject.call);
            let number = known.unwrap_or_else(|| {
                bases.push((subject.call, Run::basis(rule, &subject, &ctx)));
                bases.len() - 1
            });
            let basis = bases
                .get(number)
                .map_or(&[][..], |(_, basis)| basis.as_slice());
            merge(&mut outcome.basis, basis);
            let grave = change
                .and_then(|(_, change)| change.severity)
                .unwrap_or(rule.severity);
            severity = severity.max(Some(grave));
            let cases = faults.into_iter().map(|case| (Verdict::NotMet, case));
            for (verdict, case) in
                cases.chain(unclear.into_iter().map(|case| (Verdict::CannotTell, case)))
            {
                let (verdict, case, waiver) = self.except(rule, &subject, verdict, case, &ctx);
                outcome.counts.add(verdict);
                self.found.push(Found {
                    rule,
                    outcome: 0,
                    severity: grave,
                    verdict,
                    case,
                    basis: basis.to_vec(),
                    waiver,
                });
            }
        }
        outcome.counts.met = sink.met;
        outcome.counts.not_applicable = sink.skips;
        outcome.severity = severity.unwrap_or(rule.severity);
        outcome.verdict = worst(outcome.counts);
        outcome.closest = sink.closest.map(|case| evidence(case, ctx.index));
        if outcome.verdict == Verdict::NotApplicable {
            outcome.reasons = sink.skipped;
            if outcome.reasons.is_empty() {
                outcome.reasons.push(NotApplicable::NoSubject);
            }
            outcome.basis.clear();
        }
        outcome
    }

    /// Why a subject is not judged at all.
    fn kept_out(
        &self,
        rule: &Rule,
        subject: &Subject<'_>,
        change: Option<(&str, &Override)>,
        ctx: &Context<'_>,
    ) -> Option<NotApplicable> {
        if let Some((book, change)) = change
            && change.off
        {
            return Some(NotApplicable::SwitchedOff(book.to_owned()));
        }
        let decided = ctx.grant(subject).and_then(|grant| grant.decision.as_ref());
        let awarded = decided
            .and_then(|decision| decision.date)
            .map_or(self.as_of, PartialDate::earliest);
        let early = rule.applies.awarded_from.is_some_and(|from| awarded < from);
        let late = rule
            .applies
            .awarded_before
            .is_some_and(|before| awarded >= before);
        if early || late {
            return Some(NotApplicable::Award);
        }
        let has = |has: &Has| subject::has(*has, subject, ctx);
        (!rule.applies.has.iter().all(has)).then_some(NotApplicable::NoSubject)
    }

    /// What an exception that the law allows makes of a fault.
    fn except(
        &self,
        rule: &Rule,
        subject: &Subject<'_>,
        verdict: Verdict,
        case: Case,
        ctx: &Context<'_>,
    ) -> (Verdict, Case, Option<Waiver>) {
        if rule.exception.is_none() || verdict != Verdict::NotMet {
            return (verdict, case, None);
        }
        let grant = ctx.grant(subject);
        let exceptions = grant.map_or(&[][..], |grant| grant.exceptions.as_slice());
        let granted = exceptions
            .iter()
            .filter(|one| one.rule == rule.id)
            .find_map(|one| {
                let holds = one.until.is_none_or(|until| self.as_of <= until.latest());
                let decision = one.decision.clone().filter(|_| holds)?;
                Some(Waiver {
                    decision,
                    date: one.date,
                    until: one.until,
                })
            });
        if let Some(waiver) = granted {
            return (Verdict::Waived, case, Some(waiver));
        }
        let undecided =
            self.stage <= Stage::Application && grant.is_some_and(|grant| grant.decision.is_none());
        if undecided {
            let case = case.missing([Asked::GrantDecision]).distance(None);
            return (Verdict::CannotTell, case, None);
        }
        (verdict, case, None)
    }

    /// On what a rule rests for a subject: its own basis and that of the numbers in force.
    fn basis(rule: &Rule, subject: &Subject<'_>, ctx: &Context<'_>) -> Vec<Basis> {
        let quantities = rule.check.quantities();
        let numbers = quantities
            .iter()
            .flat_map(|(_, quantity, _)| quantity.params());
        let lists = rule.check.lists();
        let values = numbers
            .chain(lists.iter().map(|(_, name, _)| *name))
            .filter_map(|name| ctx.param(name, subject));
        let mut basis = rule.basis.clone();
        merge(&mut basis, values.flat_map(|(_, value)| &value.basis));
        basis
    }

    /// Puts findings in order, numbers them, and groups them by cause.
    fn settle(
        &self,
        mut found: Vec<Found<'a>>,
        outcomes: &mut [Outcome],
        together: bool,
    ) -> (Vec<Finding>, Vec<Group>) {
        for one in &mut found {
            one.outcome = outcomes
                .iter()
                .position(|outcome| outcome.rule == one.rule.id)
                .unwrap_or_default();
        }
        found.sort_by(|a, b| {
            (a.case.document, a.case.at, &a.rule.id).cmp(&(b.case.document, b.case.at, &b.rule.id))
        });
        let groups = group::groups(&found, self);
        let mut findings = Vec::with_capacity(found.len());
        for (number, one) in found.into_iter().enumerate() {
            if let Some(outcome) = outcomes.get_mut(one.outcome) {
                outcome.findings.push(number);
            }
            let index = self.all.get(one.case.document).or(self.all.first());
            let Some(index) = index else { continue };
            let mut finding = finding(one, self.stage, index);
            if together {
                finding.place.document = Some(index.project.id.clone());
            }
            finding.group = groups
                .iter()
                .position(|group| group.findings.contains(&number));
            findings.push(finding);
        }
        // What is found rests on the calls that it concerns, not on those that are complied with.
        for outcome in outcomes.iter_mut().filter(|one| !one.findings.is_empty()) {
            outcome.basis.clear();
            for finding in outcome.findings.iter().filter_map(|at| findings.get(*at)) {
                merge(&mut outcome.basis, &finding.basis);
            }
        }
        (findings, groups)
    }
}

/// Puts in what is not there yet.
fn merge<'b>(basis: &mut Vec<Basis>, more: impl IntoIterator<Item = &'b Basis>) {
    for one in more {
        if !basis.contains(one) {
            basis.push(one.clone());
        }
    }
}

/// A package that several grants pay for complies when it does under one of them, and so does the
/// project as a whole: of such subjects the one that comes out best is kept.
fn of_best_grant<'a>(
    subjects: Vec<Subject<'a>>,
    rule: &Rule,
    ctx: &Context<'_>,
) -> Vec<Subject<'a>> {
    let of_project = rule
        .check
        .quantities()
        .iter()
        .any(|(_, quantity, _)| quantity.of == Some(Whose::Project));
    let same = |one: &Subject<'_>, other: &Subject<'_>| of_project || one.thing == other.thing;
    if !(of_project || rule.over == Over::Package)
        || !subjects
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if same(a, b)))
    {
        return subjects;
    }
    let weigh = |subject: &Subject<'_>| {
        let mut sink = Sink::default();
        rule.check.decide(subject, ctx, &mut sink);
        (sink.faults.len(), sink.unclear.len(), sink.met == 0)
    };
    let groups = subjects.chunk_by(same);
    groups
        .filter_map(|group| group.iter().min_by_key(|one| weigh(one)).copied())
        .collect()
}

fn finding(found: Found<'_>, stage: Stage, index: &Index<'_>) -> Finding {
    let case = found.case;
    let operands = case.operands.into_iter().map(|(at, param, value)| Operand {
        place: at.map(|at: At| at.place(index)),
        param,
        value,
    });
    Finding {
        rule: found.rule.id.clone(),
        severity: found.severity,
        stage,
        verdict: found.verdict,
        place: case.at.place(index),
        values: case.values,
        distance: case.distance,
        operands: operands.collect(),
        steps: case.steps,
        missing: case.missing,
        assumes: case.assumes,
        basis: found.basis,
        waiver: found.waiver,
        group: None,
    }
}

fn evidence(case: Case, index: &Index<'_>) -> Evidence {
    Evidence {
        place: case.at.place(index),
        values: case.values,
        distance: case.distance,
        steps: case.steps,
        assumes: case.assumes,
    }
}

/// The worst verdict that was counted.
fn worst(counts: Counts) -> Verdict {
    if counts.not_met > 0 {
        Verdict::NotMet
    } else if counts.cannot_tell > 0 {
        Verdict::CannotTell
    } else if counts.waived > 0 {
        Verdict::Waived
    } else if counts.met > 0 {
        Verdict::Met
    } else {
        Verdict::NotApplicable
    }
}

fn count(outcomes: &[Outcome]) -> Counts {
    let mut counts = Counts::default();
    for outcome in outcomes {
        counts.add(outcome.verdict);
    }
    counts
}

/// The answer as a whole.
fn answer(outcomes: &[Outcome]) -> Answer {
    let any = |verdict: Verdict, error: bool| {
        outcomes
            .iter()
            .any(|one| one.verdict == verdict && (one.severity == Severity::Error || !error))
    };
    // A rule that is not met may hide that it cannot be told of another subject.
    let open = outcomes
        .iter()
        .any(|one| one.severity == Severity::Error && one.counts.cannot_tell > 0);
    if any(Verdict::NotMet, true) {
        Answer::NotCompliant
    } else if open {
        Answer::Incomplete
    } else if any(Verdict::NotMet, false) || any(Verdict::Waived, false) {
        Answer::CompliantWithRemarks
    } else {
        Answer::Compliant
    }
}

/// Whether a check is an equation between cells of a budget.
fn is_equation(check: &Check) -> bool {
    matches!(check, Check::SumMatches(_))
}
