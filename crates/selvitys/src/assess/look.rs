//! A project looked at for the solver: what every rule asks of it, subject by subject.

use jiff::civil::Date;

use super::decide::{Run, same_case};
use super::{placeholders, subject};
use crate::check::{Context, Inequality, Sink, Subject, Texts};
use crate::index::Index;
use crate::model::Project;
use crate::rulebook::{Over, Rule, RuleStatus, Rulebook, Rulebooks, Stage};

/// A rule and one of its subjects.
pub(crate) struct Look<'r, 'a> {
    pub(crate) book: &'a Rulebook,
    pub(crate) rule: &'a Rule,
    pub(crate) subject: Subject<'a>,
    /// The number of the first subject beside which this one is an alternative: a rule is complied
    /// with when it is for one of them.
    pub(crate) case: usize,
    /// Whether the subject is not judged at all.
    pub(crate) kept_out: bool,
    pub(crate) ctx: &'r Context<'a>,
}

impl Look<'_, '_> {
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
    let all = [Index::new(project)];
    let texts = Texts::new(placeholders(books));
    let run = Run {
        all: &all,
        books,
        as_of,
        stage,
        texts: &texts,
        found: Vec::new(),
    };
    run.look(each);
}

impl<'a> Run<'a> {
    fn look(&self, each: &mut dyn FnMut(&Look<'_, 'a>)) {
        for (book, rule) in self.books.rules() {
            let left_out = rule.status == RuleStatus::Retired || rule.over == Over::Together;
            if left_out || !self.at_stage(rule) {
                continue;
            }
            let Some(ctx) = self.context(book) else {
                return;
            };
            let Ok(subjects) = subject::subjects(book, rule.over, &ctx) else {
                continue;
            };
            let same = same_case(rule);
            let mut case = 0;
            for (number, subject) in subjects.iter().enumerate() {
                let first = subjects.get(case);
                if !first.is_some_and(|first| same(first, subject)) {
                    case = number;
                }
                let change = subject
                    .call
                    .and_then(|call| self.books.override_of(call, &rule.id));
                let kept_out = self.kept_out(rule, subject, change, &ctx).is_some();
                each(&Look {
                    book,
                    rule,
                    subject: *subject,
                    case,
                    kept_out,
                    ctx: &ctx,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::range::Truth;

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

    #[test]
    fn what_a_kind_asks_holds_exactly_when_it_finds_nothing() {
        let mut seen = std::collections::BTreeMap::<&str, [u64; 2]>::new();
        let day = jiff::civil::date(2022, 12, 31);
        for project in projects() {
            for stage in Stage::ALL {
                look(&project, Rulebooks::builtin(), day, stage, &mut |look| {
                    let Some(asks) = look.asks() else { return };
                    let found = look.finds();
                    let clean = found.faults.is_empty() && found.unclear.is_empty();
                    let holds = truth(&asks) == Truth::Yes;
                    assert_eq!(holds, clean, "{} {:?}", look.rule.id, look.subject);
                    let count = seen.entry(look.rule.check.kind()).or_default();
                    count[usize::from(holds)] += u64::from(!asks.is_empty());
                });
            }
        }
        for kind in [
            "amount-at-most",
            "date-within",
            "not-after",
            "period-covered",
            "share-equals",
            "sum-matches",
        ] {
            assert!(
                seen.get(kind).is_some_and(|seen| seen[0] > 0),
                "{kind}: {seen:?}"
            );
        }
    }
}
