//! What a check may look at beside its subject.

use jiff::civil::Date;

use super::{Amount, Given, Reading, Subject, Texts, Thing, is_less, quantity};
use crate::finding::{Asked, Assumption};
use crate::index::{Index, sum_of_lines};
use crate::model::{Figure, Grant, GrantStatus, Money, PartialDate, Status};
use crate::place::At;
use crate::range::Range;
use crate::rulebook::{By, Id, Param, ParamValue, Rulebooks, Stage, Unit};

/// A number of a rulebook as its file writes it.
pub(crate) struct Number<'a> {
    pub(crate) name: &'a Id,
    pub(crate) unit: Unit,
    pub(crate) value: &'a str,
    /// The other end, where it is not known which of the two was in force.
    pub(crate) up_to: Option<&'a str>,
    /// What it takes for granted.
    pub(crate) assumes: Option<Assumption>,
}

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

impl<'a> Context<'a> {
    /// The grant of a subject.
    pub(crate) fn grant(&self, subject: &Subject<'_>) -> Option<&'a Grant> {
        subject
            .grant
            .and_then(|number| self.index.project.grants.get(number))
    }

    /// A parameter and its value in force for a subject.
    pub(crate) fn param(
        &self,
        name: &str,
        subject: &Subject<'_>,
    ) -> Option<(&'a Param, &'a ParamValue)> {
        self.number_of(name, subject)
            .map(|found| (found.param, found.value))
    }

    /// What a number in force takes for granted, where its rulebook remarks on it.
    pub(crate) fn assumption(&self, name: &str, subject: &Subject<'_>) -> Option<Assumption> {
        self.number_of(name, subject)?.assumption()
    }

    /// A parameter in force for a subject, with the rulebook that defines it.
    pub(crate) fn number_of(&self, name: &str, subject: &Subject<'_>) -> Option<InForce<'a>> {
        let scope = subject.call.unwrap_or(self.book);
        let (book, name, param) = self
            .books
            .param_and_book(scope, name)
            .or_else(|| self.books.param_and_book(self.book, name))?;
        let (first, last) = self.choosing_days(param.by, subject);
        // What may come into force only later does not count yet.
        let known = || param.on(last).filter(|_| last <= self.as_of);
        let value = param.on(first).or_else(known)?;
        Some(InForce {
            book: &book.file.id,
            name,
            param,
            value,
        })
    }

    /// The first and the last day that may choose among the values of a number. A day that a
    /// document states coarsely may be any within it. A grant that was made may have been made on
    /// any day from the opening of its call up to now, and one that was not on any day from now on.
    fn choosing_days(&self, by: By, subject: &Subject<'_>) -> (Date, Date) {
        let within = |date: PartialDate| (date.earliest(), date.latest());
        let now = (self.as_of, self.as_of);
        let opened = || self.books.call(subject.call?)?.opened;
        match by {
            By::AsOf => now,
            By::Award => {
                let grant = self.grant(subject);
                let decision = grant.and_then(|grant| grant.decision.as_ref());
                let made = grant.is_some_and(|grant| grant.status == GrantStatus::Granted);
                match decision.and_then(|decision| decision.date) {
                    Some(date) => within(date),
                    None if made => (opened().unwrap_or(self.as_of).min(self.as_of), self.as_of),
                    None if grant.is_some() => (self.as_of, Date::MAX),
                    None => now,
                }
            }
            By::CallOpened => opened().map_or(now, |day| (day, day)),
            By::Event => self.event(subject).map_or(now, within),
        }
    }

    /// The values of a number that may be in force for a subject: one, unless the day that chooses
    /// among them is not known well enough.
    pub(crate) fn values(
        &self,
        param: &'a Param,
        subject: &Subject<'_>,
    ) -> impl Iterator<Item = &'a ParamValue> {
        let (first, last) = self.choosing_days(param.by, subject);
        param.between(first, last)
    }

    /// The day of what a rule ranges over, by which a number `by = "event"` is chosen.
    fn event(&self, subject: &Subject<'_>) -> Option<PartialDate> {
        let project = self.index.project;
        let grant = self.grant(subject);
        match subject.thing {
            Thing::Claim(_, number) => {
                let claim = grant?.claims.get(number)?;
                let end = claim.period.as_ref().and_then(|period| period.end);
                end.or(claim.submitted)
            }
            Thing::Payment(_, number) => grant?.payments.get(number)?.date,
            Thing::Extension(_, number) => grant?.extensions.get(number)?.date,
            Thing::Exception(_, number) => grant?.exceptions.get(number)?.date,
            Thing::Participant(number) => {
                project.participants.get(number)?.commitment.as_ref()?.date
            }
            Thing::Round(number) => project.self_assessments.get(number)?.given,
            Thing::Declaration(number) => project.declarations.get(number)?.date,
            Thing::Milestone(number) => project.schedule.as_ref()?.milestones.get(number)?.date,
            _ => grant?.applied_on,
        }
    }

    /// A single number in force for a subject; of the project's region, where it goes by region.
    pub(crate) fn number(&self, name: &str, subject: &Subject<'_>) -> Option<Number<'a>> {
        let found = self.number_of(name, subject)?;
        let InForce { param, value, .. } = found;
        let single = |value: &'a ParamValue| {
            let own = value.value.as_ref().or_else(|| {
                let region = self.index.project.region.as_deref()?;
                value.by_region.get(region)
            })?;
            Some((own.as_str(), value.up_to.as_deref()))
        };
        let (mut least, mut up_to) = single(value)?;
        if param.values.len() > 1 {
            for (low, high) in self.values(param, subject).filter_map(single) {
                let high = high.unwrap_or(low);
                let greatest = up_to.unwrap_or(least);
                if is_less(param.unit, greatest, high) {
                    up_to = Some(high);
                }
                if is_less(param.unit, low, least) {
                    up_to = up_to.or(Some(greatest));
                    least = low;
                }
            }
        }
        Some(Number {
            unit: param.unit,
            value: least,
            up_to,
            name: found.name,
            assumes: found.assumption(),
        })
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
        self.first_known(grant, status, |number, grant, status| {
            let stated = stated_by_paper(number, grant, figure, status);
            let budget = || self.in_budget(grant, figure, status);
            match status {
                // A decision outweighs the budget; an application is as its budget has it.
                Status::Granted => stated.or_else(budget),
                _ => budget().or(stated),
            }
        })
    }

    /// A figure of the budget of a grant.
    pub(crate) fn budget_figure(
        &self,
        grant: Option<usize>,
        figure: Figure,
        status: Option<Status>,
    ) -> Reading {
        self.first_known(grant, status, |_, grant, status| {
            self.in_budget(grant, figure, status)
        })
    }

    /// A figure as the decision or the application of a grant states it.
    pub(crate) fn paper_figure(
        &self,
        grant: Option<usize>,
        figure: Figure,
        status: Option<Status>,
    ) -> Reading {
        self.first_known(grant, status, |number, grant, status| {
            stated_by_paper(number, grant, figure, status)
        })
    }

    /// The figure in the first status, by the stage, in which it is known.
    fn first_known(
        &self,
        grant: Option<usize>,
        status: Option<Status>,
        find: impl Fn(usize, &Grant, Status) -> Option<(Range<Money>, At)>,
    ) -> Reading {
        let known = grant.and_then(|number| {
            let grant = self.index.project.grants.get(number)?;
            match status {
                Some(status) => find(number, grant, status),
                None => {
                    let mut found = self.statuses().into_iter();
                    found.find_map(|status| find(number, grant, status))
                }
            }
        });
        let (range, at) = known.unwrap_or((Range::unknown(), At::Asked(Asked::Budget)));
        Reading {
            amount: Amount::Money(range),
            at: Some(at),
            param: None,
            missing: None,
            made: None,
            given: Given::ByRule,
            assumes: Vec::new(),
            stated: None,
        }
    }

    fn in_budget(
        &self,
        grant: &Grant,
        figure: Figure,
        status: Status,
    ) -> Option<(Range<Money>, At)> {
        let (budget, _) = self.index.budget_of(grant)?;
        let roots = self.index.roots(budget);
        let figures = roots
            .clone()
            .map(|line| self.index.figure(line, figure, status));
        let range = sum_of_lines(figure, figures);
        let mut roots = roots.fuse();
        let at = match (roots.next(), roots.next()) {
            (None, _) => return None,
            (Some(root), None) => At::Cell(root, status, figure),
            _ => At::Lines(budget, status, figure),
        };
        (!range.is_unknown()).then_some((range, at))
    }
}

/// A parameter and its value in force, and whose they are.
pub(crate) struct InForce<'a> {
    pub(crate) book: &'a Id,
    pub(crate) name: &'a Id,
    pub(crate) param: &'a Param,
    pub(crate) value: &'a ParamValue,
}

impl InForce<'_> {
    /// What the number takes for granted, where its rulebook remarks on it.
    fn assumption(&self) -> Option<Assumption> {
        self.value.remark.as_ref().map(|_| Assumption::Number {
            book: self.book.clone(),
            param: self.name.clone(),
        })
    }
}

fn stated_by_paper(
    number: usize,
    grant: &Grant,
    figure: Figure,
    status: Status,
) -> Option<(Range<Money>, At)> {
    let (range, field) = match (figure, status) {
        (Figure::Grant, Status::Granted) => {
            let sum = grant.decision.as_ref()?.amount?;
            (Range::exact(sum), "decision/amount")
        }
        (Figure::Grant, Status::Applied) => (quantity::stated(grant.applied?), "applied"),
        _ => return None,
    };
    Some((range, At::Grant(number, field)))
}
