//! A project looked at for the solver: what every rule asks of it, subject by subject.

use jiff::civil::Date;

use super::decide::{Documents, Ground, OneCase, Run};
use super::placeholders;
use super::settle::evidence;
use crate::check::{Context, Inequality, Sink, Subject, Texts};
use crate::finding::{Evidence, Verdict};
use crate::index::Index;
use crate::model::Project;
use crate::rulebook::{Bases, Over, Rule, RuleStatus, Rulebooks, Severity, Stage};

/// A rule and one of its subjects.
pub(crate) struct Look<'r, 'a> {
    /// The rule's number among all.
    pub(crate) number: usize,
    pub(crate) rule: &'a Rule,
    pub(crate) subject: Subject<'a>,
    /// The number of the first subject beside which this one is an alternative: a rule is complied
    /// with when it is for one of them.
    pub(crate) case: usize,
    /// Whether the subject is not judged at all.
    pub(crate) kept_out: bool,
    /// How grave a fault would be.
    pub(crate) severity: Severity,
    pub(crate) ctx: &'r Context<'a>,
    run: &'r Run<'a>,
}

impl Look<'_, '_> {
    /// On what the rule rests for the subject.
    pub(crate) fn basis(&self) -> Bases {
        Run::basis(self.rule, &self.subject, self.ctx)
    }

    /// Whether a decision waives a fault of the subject.
    pub(crate) fn waived(&self) -> bool {
        let (rule, subject) = (self.rule, &self.subject);
        self.run.verdict_of_fault(rule, subject, self.ctx) == Verdict::Waived
    }

    /// What shows that the rule is met for the subject, of what it found.
    pub(crate) fn evidence(&self, found: Sink) -> Option<Evidence> {
        let case = found.closest?;
        let basis = Run::basis(self.rule, &self.subject, self.ctx);
        Some(evidence(case, basis, self.run, false))
    }

    /// What the rule asks of the subject, where it can be said by inequalities.
    pub(crate) fn asks(&self) -> Option<Vec<Inequality>> {
        if self.kept_out {
            return Some(Vec::new());
        }
        self.rule.check.asks(&self.subject, self.ctx)
    }

    /// What the rule finds of the subject.
    pub(crate) fn finds(&self) -> Sink {
        let mut sink = Sink::default();
        if !self.kept_out {
            self.rule.check.decide(&self.subject, self.ctx, &mut sink);
        }
        sink
    }
}

/// Shows every subject of every rule that is looked at in the stage and ranges over one document.
pub(crate) fn look(
    project: &Project,
    books: &Rulebooks,
    as_of: Date,
    stage: Stage,
    each: &mut dyn FnMut(&Look<'_, '_>),
) {
    let documents = Documents::new(std::slice::from_ref(project), books);
    documents.run(books, as_of, stage).look(each);
}

/// Gives the context of a project apart from any rule.
pub(crate) fn with_context<T>(
    project: &Project,
    books: &Rulebooks,
    as_of: Date,
    stage: Stage,
    then: impl FnOnce(&Context<'_>) -> T,
) -> T {
    let index = Index::new(project);
    let texts = Texts::new(placeholders(books));
    then(&Context {
        index: &index,
        all: std::slice::from_ref(&index),
        books,
        book: "",
        as_of,
        stage,
        texts: &texts,
    })
}

impl<'a> Run<'a> {
    fn look(&self, each: &mut dyn FnMut(&Look<'_, 'a>)) {
        let books = self.books.in_order().into_iter();
        let grounds: Vec<Ground<'_>> = books.filter_map(|book| self.ground(book)).collect();
        let rules = grounds
            .iter()
            .flat_map(|on| on.book.rules.values().map(move |rule| (on, rule)));
        for (rule_number, (on, rule)) in rules.enumerate() {
            let left_out = rule.status == RuleStatus::Retired || rule.over == Over::Together;
            if left_out || !self.at_stage(rule) {
                continue;
            }
            let ctx = &on.ctx;
            let Ok(subjects) = on.scope.subjects(rule.over, ctx) else {
                continue;
            };
            let same = OneCase::of(rule);
            let mut case = 0;
            for (number, subject) in subjects.iter().enumerate() {
                let first = subjects.get(case);
                if !first.is_some_and(|first| same.holds(first, subject)) {
                    case = number;
                }
                let change = subject
                    .call
                    .and_then(|call| self.books.override_of(call, &rule.id));
                let kept_out = self.kept_out(rule, subject, change, ctx).is_some();
                let severity = self.severity(rule, change);
                each(&Look {
                    severity,
                    run: self,
                    number: rule_number,
                    rule,
                    subject: *subject,
                    case,
                    kept_out,
                    ctx,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;

    use super::*;
    use crate::finding::Truth;

    /// The real projects, at every stage.
    fn projects() -> Vec<Project> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
        let names = [
            "pohjois-pohjanmaa",
            "as-scanned/pohjois-pohjanmaa",
            "pohjois-savo",
            "pohjois-karjala",
            "lappi",
            "pohde",
        ];
        let read = |name| std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap();
        names
            .into_iter()
            .map(|name| Project::from_json(&read(name)).unwrap())
            .collect()
    }

    /// What inequalities say when taken together.
    fn truth(asks: &[Inequality]) -> Truth {
        let holds: Vec<_> = asks.iter().map(|one| one.holds()).collect();
        if holds.contains(&Some(false)) {
            Truth::No
        } else if holds.contains(&None) {
            Truth::Unknown
        } else {
            Truth::Yes
        }
    }

    /// How often a kind was looked at that did not hold, and that did.
    type Seen = BTreeMap<&'static str, [u64; 2]>;

    fn compare(
        project: &Project,
        books: &Rulebooks,
        (as_of, stage): (Date, Stage),
        seen: &mut Seen,
    ) {
        look(project, books, as_of, stage, &mut |look| {
            let Some(asks) = look.asks() else { return };
            let found = look.finds();
            let clean = found.faults.is_empty() && found.unclear.is_empty();
            let holds = truth(&asks) == Truth::Yes;
            assert_eq!(holds, clean, "{} {:?}", look.rule.id, look.subject);
            let count = seen.entry(look.rule.check.kind()).or_default();
            count[usize::from(holds)] += u64::from(!asks.is_empty());
        });
    }

    #[test]
    fn what_a_kind_asks_holds_exactly_when_it_finds_nothing() {
        let mut seen = Seen::new();
        let own = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/rulebooks");
        let books = &Rulebooks::load(own.as_ref()).unwrap();
        for project in projects() {
            for stage in Stage::ALL {
                compare(&project, books, (date(2022, 12, 31), stage), &mut seen);
            }
        }
        // The examples of rules stand on their bounds and a cent or day beyond them.
        for (book, rule) in books.rules() {
            let base = books.base(&book.file.id).unwrap();
            for example in &rule.examples {
                let as_of = example
                    .as_of
                    .or(books.examples_as_of(&book.file.id))
                    .unwrap();
                let stage = example.stage.unwrap_or(Stage::Application);
                let projects = example.projects(base, rule).unwrap();
                compare(&projects[0], books, (as_of, stage), &mut seen);
            }
        }
        seen.retain(|_, [not, yes]| *not > 0 || *yes > 0);
        assert!(
            seen.values().all(|[not, yes]| *not > 0 && *yes > 0),
            "{seen:?}"
        );
        for kind in ["amount-at-least", "share-at-least"] {
            assert!(seen.contains_key(kind), "{seen:?}");
        }
        assert!(seen.len() >= 10, "{seen:?}");
    }
}
