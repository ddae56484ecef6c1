//! What a check may look at beside its subject.

use jiff::civil::Date;

use super::{Amount, Reading, Subject, Texts, quantity};
use crate::finding::{Asked, Assumption};
use crate::index::Index;
use crate::model::{Figure, Grant, Money, PartialDate, Status};
use crate::place::At;
use crate::range::Range;
use crate::rulebook::{By, Param, ParamValue, Rulebook, Rulebooks, Stage, Unit};

/// What a check may look at beside its subject.
pub(crate) struct Context<'a> {
    pub(crate) index: &'a Index<'a>,
    /// All documents of a joint assessment; the one alone otherwise.
    pub(crate) all: &'a [Index<'a>],
    pub(crate) books: &'a Rulebooks,
    /// The rulebook that the rule stands in.
    pub(crate) book: &'a str,
    pub(crate) as_of: Date,
    pub(crate) stage: Stage,
    pub(crate) texts: &'a Texts,
}

impl Context<'_> {
    /// The grant of a subject.
    pub(crate) fn grant(&self, subject: &Subject<'_>) -> Option<&Grant> {
        subject
            .grant
            .and_then(|number| self.index.project.grants.get(number))
    }

    /// A parameter and its value in force for a subject.
    pub(crate) fn param(&self, name: &str, subject: &Subject<'_>) -> Option<(&Param, &ParamValue)> {
        self.param_and_book(name, subject)
            .map(|(_, param, value)| (param, value))
    }

    /// What a number in force takes for granted, where its rulebook remarks on it.
    pub(crate) fn assumption(&self, name: &str, subject: &Subject<'_>) -> Option<Assumption> {
        let (book, _, value) = self.param_and_book(name, subject)?;
        value.remark.as_ref().map(|_| Assumption::Number {
            book: book.file.id.clone(),
            param: name.to_owned(),
        })
    }

    fn param_and_book(
        &self,
        name: &str,
        subject: &Subject<'_>,
    ) -> Option<(&Rulebook, &Param, &ParamValue)> {
        let scope = subject.call.unwrap_or(self.book);
        let (book, param) = self
            .books
            .param_and_book(scope, name)
            .or_else(|| self.books.param_and_book(self.book, name))?;
        let day = match param.by {
            By::AsOf => self.as_of,
            By::Award => self
                .grant(subject)
                .and_then(|grant| grant.decision.as_ref())
                .and_then(|decision| decision.date)
                .map_or(self.as_of, PartialDate::earliest),
            By::CallOpened => subject
                .call
                .and_then(|call| self.books.call(call)?.opened)
                .unwrap_or(self.as_of),
        };
        param.on(day).map(|value| (book, param, value))
    }

    /// A single number in force for a subject; of the project's region, where it goes by region.
    pub(crate) fn number(&self, name: &str, subject: &Subject<'_>) -> Option<(Unit, String)> {
        let (param, value) = self.param(name, subject)?;
        let single = value.value.clone().or_else(|| {
            let region = self.index.project.region.as_deref()?;
            value.by_region.get(region).cloned()
        })?;
        Some((param.unit, single))
    }

    /// The status in which a line's figures count at this stage.
    pub(crate) fn status_of_line(&self, line: usize) -> Status {
        let known = |status: &Status| {
            Figure::ALL
                .iter()
                .any(|figure| !self.index.figure(line, *figure, *status).is_unknown())
        };
        self.statuses()
            .into_iter()
            .find(known)
            .unwrap_or(Status::Applied)
    }

    /// The statuses in which figures count at this stage, the first that is known first.
    pub(crate) fn statuses(&self) -> [Status; 3] {
        match self.stage {
            Stage::Draft | Stage::Application => {
                [Status::Applied, Status::Granted, Status::Realised]
            }
            Stage::Decision | Stage::Interim => {
                [Status::Granted, Status::Applied, Status::Realised]
            }
            Stage::Payment | Stage::Final => [Status::Realised, Status::Granted, Status::Applied],
        }
    }

    /// Whether the budget of a grant sets apart the costs that entitle to it.
    pub(crate) fn states_eligible(&self, grant: Option<usize>) -> bool {
        let grant = grant.and_then(|number| self.index.project.grants.get(number));
        let budget = grant.and_then(|grant| self.index.budget_of(grant));
        let lines = budget.and_then(|(number, _)| self.index.budget_lines.get(number).copied());
        let (first, end) = lines.unwrap_or_default();
        let mut nodes = (first..end).filter_map(|at| self.index.lines.get(at));
        nodes.any(|node| {
            self.statuses()
                .iter()
                .any(|status| node.line.stated(Figure::Eligible, *status).is_some())
        })
    }

    /// A figure of a grant as a whole: of its budget, else of its decision or application.
    pub(crate) fn grant_figure(
        &self,
        grant: Option<usize>,
        figure: Figure,
        status: Option<Status>,
    ) -> Reading {
        let none = || Reading {
            amount: Amount::Money(Range::unknown()),
            at: Some(At::Asked(Asked::Budget)),
            param: None,
            missing: None,
            steps: Vec::new(),
            assumes: Vec::new(),
            stated: None,
        };
        let Some((number, grant)) =
            grant.and_then(|number| self.index.project.grants.get(number).map(|g| (number, g)))
        else {
            return none();
        };
        let statuses = status.map_or_else(|| self.statuses().to_vec(), |status| vec![status]);
        for status in statuses {
            let outright = match (figure, status) {
                (Figure::Grant, Status::Granted) => grant
                    .decision
                    .as_ref()
                    .and_then(|decision| decision.amount)
                    .map(|sum| (Range::exact(sum), "decision/amount")),
                (Figure::Grant, Status::Applied) => {
                    grant.applied.map(|sum| (quantity::stated(sum), "applied"))
                }
                _ => None,
            };
            let budget = self.index.budget_of(grant).and_then(|(budget, _)| {
                let (first, end) = self.index.budget_lines.get(budget).copied()?;
                let roots: Vec<usize> = (first..end)
                    .filter(|line| {
                        self.index
                            .lines
                            .get(*line)
                            .is_some_and(|n| n.parent.is_none())
                    })
                    .collect();
                let range = roots
                    .iter()
                    .map(|line| self.index.figure(*line, figure, status))
                    .fold(Range::exact(Money::ZERO), Range::plus);
                let at = match roots.as_slice() {
                    [] => return None,
                    [root] => At::Cell(*root, status, figure),
                    _ => At::Budget(budget, "lines"),
                };
                (!range.is_unknown()).then_some((range, at))
            });
            let chosen = match (status, budget, outright) {
                (Status::Granted, _, Some((range, field))) | (_, None, Some((range, field))) => {
                    Some((range, At::Grant(number, field)))
                }
                (_, Some(budget), _) => Some(budget),
                (_, None, None) => None,
            };
            if let Some((range, at)) = chosen {
                return Reading {
                    amount: Amount::Money(range),
                    at: Some(at),
                    ..none()
                };
            }
        }
        none()
    }
}
