//! A project looked at for the solver: what every rule asks of it, subject by subject.

use super::decide::{Run, same_case};
use super::subject;
use crate::check::{Context, Inequality, Sink, Subject};
use crate::rulebook::{Rule, Rulebook};

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

impl<'a> Run<'a> {
    /// Shows every subject of every rule that binds at the stage and ranges over one document.
    pub(super) fn look(&self, each: &mut dyn FnMut(&Look<'_, 'a>)) {
        for (book, rule) in self.books.rules() {
            if !self.binds(rule) {
                continue;
            }
            let Some(ctx) = self.context(book) else { return };
            let Ok(subjects) = subject::subjects(book, rule, &ctx) else {
                continue;
            };
            let mut case = 0;
            for (number, subject) in subjects.iter().enumerate() {
                let first = subjects.get(case);
                if !first.is_some_and(|first| same_case(rule, first, subject)) {
                    case = number;
                }
                let change = subject.call.and_then(|call| self.books.override_of(call, &rule.id));
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
