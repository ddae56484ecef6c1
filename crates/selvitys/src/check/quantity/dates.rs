//! Dates of things, and the dates that a statute reckons from them.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Absent, Amount, Given, Quantity, Reading, Whose};
use crate::calendar;
use crate::check::{Context, Subject, Thing};
use crate::finding::{Asked, Op};
use crate::model::{Grant, PartialDate, Period};
use crate::place::At;
use crate::range::Range;
use crate::rulebook::Unit;

/// A date of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(title = "Date")]
pub enum DateOf {
    /// The day that the assessment is made for.
    AsOf,
    /// The first day of its period.
    Start,
    /// The last day of its period.
    End,
    /// The last day of the grant that the subject belongs to; where it belongs to none, or the
    /// grant's end is not stated, the latest last day of the project's timetable and its grants.
    LastDay,
    /// The last day of a grant's period before an extension.
    PreviousEnd,
    /// The day it was made.
    Created,
    /// The day it was last changed.
    Modified,
    /// The last day of a contract, options included.
    ContractEnd,
    /// The day on which the grant was applied for.
    Applied,
    /// The day of the grant decision; of an extension, of its decision.
    Decided,
    /// The day on which a municipality committed itself.
    Committed,
    /// The day of a declaration.
    Declared,
    /// The day on which a claim was submitted.
    Submitted,
    /// The day of a payment.
    Paid,
    /// The day of the last payment of a grant.
    LastPaid,
    /// The day by which it is due: a milestone, a measure, a round, a grant's final account.
    Due,
    /// The day on which it was reached, done or given: a milestone, a measure, a round, a grant's
    /// final account.
    Done,
    /// The last day for claiming payment of a grant: the day that the decision sets. Where it
    /// states none, it is not before the end of the year of award and the months after it, when
    /// the right lapses unless a decree or the decision sets another time (688/2001 29 § 1 mom.).
    ClaimsDue,
    /// The day of the auditor's statement on a grant.
    AuditorStatement,
    /// The day until which the documents of a grant are kept.
    KeptUntil,
    /// The last day on which an exception holds.
    Until,
    /// The due day of the last round that is past.
    LastRoundDue,
}

/// A date of the document, where it would stand, and what is missing without it.
struct Dated {
    date: Option<PartialDate>,
    at: At,
    missing: Asked,
}

impl Dated {
    #[expect(
        clippy::unnecessary_wraps,
        reason = "stands beside the ways to a date that may find nothing"
    )]
    fn new(date: Option<PartialDate>, at: At, missing: Asked) -> Option<Self> {
        Some(Dated { date, at, missing })
    }

    /// One that concerns the rule only where it is stated.
    fn stated(date: Option<PartialDate>, at: At, missing: Asked) -> Option<Self> {
        date.and_then(|date| Dated::new(Some(date), at, missing))
    }

    fn start(period: Option<&Period>, at: At) -> Option<Self> {
        Dated::new(period?.start, at, Asked::Start)
    }

    fn end(period: Option<&Period>, at: At) -> Option<Self> {
        Dated::new(period?.end, at, Asked::End)
    }
}

impl Quantity {
    /// A date with what is reckoned from it.
    pub(super) fn date_of(
        &self,
        date: DateOf,
        subject: &Subject<'_>,
        ctx: &Context<'_>,
    ) -> Result<Reading, Absent> {
        if date == DateOf::ClaimsDue {
            return self.claims_due(subject, ctx);
        }
        let reading = self.plain_date(date, subject, ctx)?;
        self.move_on(reading, subject, ctx)
    }

    /// Moves a date as the quantity says.
    fn move_on(
        &self,
        mut reading: Reading,
        subject: &Subject<'_>,
        ctx: &Context<'_>,
    ) -> Result<Reading, Absent> {
        if self.year_end {
            reading = Quantity::moved(reading, Op::YearEnd, None, |day| {
                Date::new(day.year(), 12, 31).unwrap_or(day)
            });
        }
        if let Some(name) = &self.months {
            let missing = || Absent::NoNumber(name.as_str().into());
            let number = ctx.number(name, subject).ok_or_else(missing)?;
            let months: u32 = number.value.parse().map_err(|_| missing())?;
            let mut by = Reading::new(Amount::Count(Range::exact(u64::from(months))));
            by.param = Some(number.name.clone());
            reading = Quantity::moved(reading, Op::PlusMonths, Some(by), |day| {
                calendar::plus_months(day, months)
            });
        }
        Ok(self.to_working_day(reading))
    }

    /// The next working day, where the quantity asks for it and the date is none.
    pub(super) fn to_working_day(&self, reading: Reading) -> Reading {
        if !self.working_day {
            return reading;
        }
        let next = calendar::next_working_day;
        Quantity::moved(reading, Op::NextWorkingDay, None, next)
    }

    /// The last day for claiming payment; open above where the decision states none.
    fn claims_due(&self, subject: &Subject<'_>, ctx: &Context<'_>) -> Result<Reading, Absent> {
        let decision = ctx.grant(subject).and_then(|grant| grant.decision.as_ref());
        if let (Some(due), Some(number)) = (decision.and_then(|one| one.claims_due), subject.grant)
        {
            let mut reading = Reading::new(Amount::Date(Range::of(Some(due))));
            reading.at = Some(At::Grant(number, "decision/claims_due"));
            reading.stated = Some(due);
            return Ok(reading);
        }
        let decided = self.plain_date(DateOf::Decided, subject, ctx)?;
        let lapses = self.move_on(decided, subject, ctx)?;
        let mut stated = Reading::new(Amount::Date(Range::unknown()));
        stated.at = subject
            .grant
            .map(|number| At::Grant(number, "decision/claims_due"));
        let from = Range {
            high: None,
            ..lapses.date()
        };
        let open = lapses.then(Op::Between, [stated], Amount::Date(from));
        Ok(Reading {
            missing: Some(Asked::ClaimsDue),
            ..open
        })
    }

    /// A date that is reckoned from another, day by day.
    fn moved(
        reading: Reading,
        op: Op,
        by: Option<Reading>,
        with: impl Fn(Date) -> Date,
    ) -> Reading {
        let range = reading.date();
        let moved = Range {
            low: range.low.map(&with),
            high: range.high.map(&with),
        };
        reading.then(op, by, Amount::Date(moved))
    }

    fn plain_date(
        &self,
        date: DateOf,
        subject: &Subject<'_>,
        ctx: &Context<'_>,
    ) -> Result<Reading, Absent> {
        let whose = self.of.unwrap_or(Whose::Subject);
        match date {
            DateOf::AsOf => {
                let mut reading = Reading::new(Amount::Date(Range::exact(ctx.as_of)));
                reading.given = Given::AsOf;
                return Ok(reading);
            }
            DateOf::LastRoundDue => return self.last_round_due(subject, ctx),
            DateOf::Due if matches!(subject.thing, Thing::Round(_)) => {
                return self.round_due(subject, ctx);
            }
            DateOf::LastPaid => return last_paid(subject, ctx),
            _ => {}
        }
        let found = match (date, whose) {
            (DateOf::Declared, _) => self.declared(ctx),
            (DateOf::LastDay, _) => last_day(subject, ctx),
            (_, Whose::Subject) | (DateOf::PreviousEnd, _) => of_subject(date, subject, ctx),
            (_, Whose::Project) => of_project(date, ctx),
            (DateOf::Start | DateOf::End, Whose::Paper) => of_decision(date, subject, ctx),
            (_, Whose::Grant | Whose::Budget | Whose::Paper) => of_grant(date, subject, ctx),
        };
        let Dated { date, at, missing } = found.ok_or(Absent::NoSubject)?;
        let mut reading = Reading::new(Amount::Date(Range::of(date)));
        reading.at = Some(at);
        reading.missing = Some(missing);
        reading.stated = date;
        if let (DateOf::ContractEnd, Thing::PrivateService(number)) = (self.date(), subject.thing) {
            reading = prolong(reading, number, ctx);
        }
        Ok(reading)
    }

    fn date(&self) -> DateOf {
        self.date.unwrap_or(DateOf::AsOf)
    }

    /// The day of the declaration that the quantity names; a declaration that is not made is no
    /// subject.
    fn declared(&self, ctx: &Context<'_>) -> Option<Dated> {
        let statement = self.statement.as_deref()?;
        let mut all = ctx.index.project.declarations.iter().enumerate();
        let (number, one) = all.find(|(_, one)| one.statement == statement && one.holds)?;
        Dated::new(
            one.date,
            At::Declaration(number, "date"),
            Asked::DeclarationDate,
        )
    }

    fn round_due(&self, subject: &Subject<'_>, ctx: &Context<'_>) -> Result<Reading, Absent> {
        let name = self.rounds.as_deref().unwrap_or_default();
        let missing = || Absent::NoNumber(name.into());
        let found = ctx.number_of(name, subject).ok_or_else(missing)?;
        let Thing::Round(number) = subject.thing else {
            return Err(Absent::NoSubject);
        };
        let round = ctx.index.project.self_assessments.get(number);
        let round = round.ok_or(Absent::NoSubject)?.round;
        let due = found.value.rounds.iter().find(|one| one.round == round);
        let due = due.ok_or(Absent::NoSubject)?.due;
        let mut reading = Reading::new(Amount::Date(Range::exact(due)));
        reading.param = Some(found.name.clone());
        Ok(reading)
    }

    fn last_round_due(&self, subject: &Subject<'_>, ctx: &Context<'_>) -> Result<Reading, Absent> {
        let name = self.rounds.as_deref().unwrap_or_default();
        let missing = || Absent::NoNumber(name.into());
        let found = ctx.number_of(name, subject).ok_or_else(missing)?;
        let past = found.value.rounds.iter().map(|one| one.due);
        let last = past.filter(|due| *due < ctx.as_of).max();
        let mut reading = Reading::new(Amount::Date(Range::exact(last.ok_or(Absent::NoSubject)?)));
        reading.param = Some(found.name.clone());
        Ok(reading)
    }

    /// The unit that a date's months must have.
    pub(crate) fn date_params(&self) -> impl Iterator<Item = (&str, Unit)> {
        let months = self.months.iter().map(|name| (name.as_str(), Unit::Count));
        let rounds = self.rounds.iter().map(|name| (name.as_str(), Unit::Rounds));
        months.chain(rounds)
    }
}

fn of_subject(date: DateOf, subject: &Subject<'_>, ctx: &Context<'_>) -> Option<Dated> {
    let project = ctx.index.project;
    let grant = |number: usize| project.grants.get(number);
    match (subject.thing, date) {
        (Thing::Project, _) => of_project(date, ctx),
        (Thing::Package(number), DateOf::Start | DateOf::End) => {
            let period = ctx.index.packages.get(number)?.package.period.as_ref();
            if date == DateOf::Start {
                Dated::start(period, At::Package(number, "period"))
            } else {
                Dated::end(period, At::Package(number, "period/end"))
            }
        }
        (Thing::Line(number), DateOf::Start | DateOf::End) => {
            let period = ctx.index.lines.get(number)?.line.period.as_ref();
            if date == DateOf::Start {
                Dated::start(period, At::Line(number, "period"))
            } else {
                Dated::end(period, At::Line(number, "period/end"))
            }
        }
        (Thing::PrivateService(number), DateOf::ContractEnd) => {
            let service = project.private_services.get(number)?;
            let at = At::PrivateService(number, "contract_end");
            Dated::new(service.contract_end, at, Asked::ContractEnd)
        }
        (Thing::Participant(number), DateOf::Committed) => {
            let commitment = project.participants.get(number)?.commitment.as_ref()?;
            let at = At::Participant(number);
            Dated::new(commitment.date, at, Asked::CommitmentDate)
        }
        (Thing::Claim(of, number), _) => {
            let claim = grant(of)?.claims.get(number)?;
            let at = |field| At::OfGrant(of, "claims", number, field);
            let period = claim.period.as_ref();
            match date {
                DateOf::Start => Dated::new(
                    period.and_then(|one| one.start),
                    at("period/start"),
                    Asked::Start,
                ),
                DateOf::End => {
                    Dated::new(period.and_then(|one| one.end), at("period/end"), Asked::End)
                }
                DateOf::Submitted => Dated::new(claim.submitted, at("submitted"), Asked::ClaimDate),
                _ => of_grant(date, subject, ctx),
            }
        }
        (Thing::Payment(of, number), DateOf::Paid) => {
            let payment = grant(of)?.payments.get(number)?;
            let at = At::OfGrant(of, "payments", number, "date");
            Dated::new(payment.date, at, Asked::PaymentDate)
        }
        (Thing::Extension(of, number), _) => {
            let extension = grant(of)?.extensions.get(number)?;
            let at = |field| At::OfGrant(of, "extensions", number, field);
            match date {
                DateOf::Decided => Dated::new(extension.date, at("date"), Asked::ExtensionDecision),
                DateOf::End => Dated::new(Some(extension.end), at("end"), Asked::End),
                DateOf::PreviousEnd => previous_end(grant(of)?, of, number),
                _ => of_grant(date, subject, ctx),
            }
        }
        (Thing::Exception(of, number), DateOf::Until) => {
            let exception = grant(of)?.exceptions.get(number)?;
            let at = At::OfGrant(of, "exceptions", number, "until");
            Dated::stated(exception.until, at, Asked::End)
        }
        (Thing::Milestone(number), DateOf::Due | DateOf::Done) => {
            let one = project.schedule.as_ref()?.milestones.get(number)?;
            if date == DateOf::Due {
                Dated::stated(one.date, At::Milestone(number, "date"), Asked::Timetable)
            } else {
                Dated::new(
                    one.reached,
                    At::Milestone(number, "reached"),
                    Asked::Reached,
                )
            }
        }
        (Thing::PackageMeasure(package, number), DateOf::Due | DateOf::Done) => {
            let one = ctx
                .index
                .packages
                .get(package)?
                .package
                .measures
                .get(number)?;
            let at = |field| At::PackageMeasure(package, number, field);
            if date == DateOf::Due {
                Dated::stated(one.due, at("due"), Asked::Timetable)
            } else {
                Dated::new(one.done, at("done"), Asked::Reached)
            }
        }
        (Thing::RowMeasure(row, number), DateOf::Due | DateOf::Done) => {
            let rows = &project.goals.as_ref()?.table;
            let one = rows.get(row)?.measures.get(number)?;
            let at = |field| At::RowMeasure(row, number, field);
            if date == DateOf::Due {
                Dated::stated(one.due, at("due"), Asked::Timetable)
            } else {
                Dated::new(one.done, at("done"), Asked::Reached)
            }
        }
        (Thing::Round(number), DateOf::Done) => {
            let round = project.self_assessments.get(number)?;
            Dated::new(round.given, At::Round(number), Asked::RoundDate)
        }
        _ => of_grant(date, subject, ctx),
    }
}

fn of_project(date: DateOf, ctx: &Context<'_>) -> Option<Dated> {
    let project = ctx.index.project;
    let period = || project.schedule.as_ref()?.period.as_ref();
    match date {
        DateOf::Created => Dated::new(project.created, At::Field("created"), Asked::Created),
        DateOf::Modified => Dated::new(project.modified, At::Field("modified"), Asked::Modified),
        DateOf::Start => Dated::start(period(), At::Field("schedule/period")),
        DateOf::End => Dated::end(period(), At::Field("schedule/period/end")),
        _ => None,
    }
}

fn of_grant(date: DateOf, subject: &Subject<'_>, ctx: &Context<'_>) -> Option<Dated> {
    let number = subject.grant?;
    let grant = ctx.index.project.grants.get(number)?;
    let at = |field| At::Grant(number, field);
    let decision = grant.decision.as_ref();
    let account = grant.final_account.as_ref();
    match date {
        DateOf::Created | DateOf::Modified => of_project(date, ctx),
        DateOf::Start => Dated::new(grant.start(), starts_at(grant, number), Asked::Start),
        DateOf::End => Dated::new(grant.end(), ends_at(grant, number), Asked::End),
        DateOf::Applied => Dated::new(grant.applied_on, at("applied_on"), Asked::ApplicationDate),
        DateOf::Decided => Dated::new(
            decision.and_then(|one| one.date),
            at("decision/date"),
            Asked::GrantDecision,
        ),
        DateOf::Due => Dated::new(
            decision.and_then(|one| one.final_account_due),
            at("decision/final_account_due"),
            Asked::FinalAccountDue,
        ),
        DateOf::Done => Dated::new(
            account.and_then(|one| one.given),
            at("final_account/given"),
            Asked::FinalAccount,
        ),
        DateOf::AuditorStatement => Dated::new(
            account?.auditor_statement.as_ref()?.date,
            at("final_account/auditor_statement/date"),
            Asked::AuditorStatement,
        ),
        DateOf::KeptUntil => Dated::stated(grant.kept_until, at("kept_until"), Asked::KeptUntil),
        _ => None,
    }
}

/// The first or the last day of the period that the decision sets, as last extended.
fn of_decision(date: DateOf, subject: &Subject<'_>, ctx: &Context<'_>) -> Option<Dated> {
    let number = subject.grant?;
    let grant = ctx.index.project.grants.get(number)?;
    let period = grant.decision.as_ref().and_then(|one| one.period.as_ref());
    let (day, at) = match date {
        DateOf::Start => (
            period.and_then(|one| one.start),
            At::Grant(number, "decision/period"),
        ),
        _ if grant.extensions.is_empty() => (
            period.and_then(|one| one.end),
            At::Grant(number, "decision/period/end"),
        ),
        _ => (grant.end(), ends_at(grant, number)),
    };
    Dated::new(day, at, Asked::DecisionPeriod)
}

/// A field of a grant's period: in the decision, and in the application.
type OfPeriod = [&'static str; 2];

const PERIOD: OfPeriod = ["decision/period", "period"];
const PERIOD_END: OfPeriod = ["decision/period/end", "period/end"];

/// Where the period in force stands.
fn period_at(grant: &Grant, number: usize, [decided, applied]: OfPeriod) -> At {
    let decision = grant.decision.as_ref();
    let by_decision = decision.is_some_and(|decision| decision.period.is_some());
    At::Grant(number, if by_decision { decided } else { applied })
}

/// Where the first day of a grant's period stands.
pub(crate) fn starts_at(grant: &Grant, number: usize) -> At {
    period_at(grant, number, PERIOD)
}

/// Where the last day of a grant's period stands, as last extended.
pub(crate) fn ends_at(grant: &Grant, number: usize) -> At {
    let extensions = grant.extensions.iter().enumerate();
    let last = extensions.max_by_key(|(_, one)| one.end.latest());
    match last {
        Some((extension, _)) => At::OfGrant(number, "extensions", extension, "end"),
        None => period_at(grant, number, PERIOD_END),
    }
}

/// Up to when the money of a subject lasts: its grant's, else the project's.
fn last_day(subject: &Subject<'_>, ctx: &Context<'_>) -> Option<Dated> {
    let end = |number: usize, grant: &Grant| grant.end().map(|end| (end, ends_at(grant, number)));
    let own = subject.grant.zip(ctx.grant(subject));
    let own = own.and_then(|(number, grant)| end(number, grant));
    let latest = || {
        let timetable = of_project(DateOf::End, ctx);
        let timetable = timetable.and_then(|one| one.date.map(|date| (date, one.at)));
        let grants = ctx.index.grants();
        let grants = grants.filter_map(|(number, grant)| end(number, grant));
        grants.chain(timetable).max_by_key(|(end, _)| end.latest())
    };
    let (date, at) = own.or_else(latest)?;
    Dated::stated(Some(date), at, Asked::End)
}

/// The end that an extension prolongs: of the extension before it, else of the period.
fn previous_end(grant: &Grant, of: usize, number: usize) -> Option<Dated> {
    let before = number.checked_sub(1);
    match before.and_then(|before| grant.extensions.get(before).map(|one| (before, one))) {
        Some((before, one)) => {
            let at = At::OfGrant(of, "extensions", before, "end");
            Dated::new(Some(one.end), at, Asked::End)
        }
        None => {
            let end = grant.period_in_force().and_then(|period| period.end);
            Dated::new(end, period_at(grant, of, PERIOD_END), Asked::End)
        }
    }
}

fn last_paid(subject: &Subject<'_>, ctx: &Context<'_>) -> Result<Reading, Absent> {
    let number = subject.grant.ok_or(Absent::NoSubject)?;
    let grant = ctx.index.project.grants.get(number);
    let payments = &grant.ok_or(Absent::NoSubject)?.payments;
    if payments.is_empty() {
        return Err(Absent::NoSubject);
    }
    let days = payments.iter().enumerate().map(|(payment, one)| {
        let mut day = Reading::new(Amount::Date(Range::of(one.date)));
        day.at = Some(At::OfGrant(number, "payments", payment, "date"));
        day.missing = Some(Asked::PaymentDate);
        day.stated = one.date;
        day
    });
    let days: Vec<Reading> = days.collect();
    let open = days.iter().any(|day| day.date().high.is_none());
    let latest = Range {
        low: days.iter().filter_map(|day| day.date().low).max(),
        high: days
            .iter()
            .filter_map(|day| day.date().high)
            .max()
            .filter(|_| !open),
    };
    let at = Some(At::Grant(number, "payments"));
    let mut days = days.into_iter();
    let first = days.next().ok_or(Absent::NoSubject)?;
    Ok(Reading {
        at,
        ..first.then(Op::Latest, days, Amount::Date(latest))
    })
}

/// An option may prolong a contract: its end then lies anywhere up to the option's.
fn prolong(reading: Reading, number: usize, ctx: &Context<'_>) -> Reading {
    let service = ctx.index.project.private_services.get(number);
    let Some(years) = service.and_then(|service| service.option_years) else {
        return reading;
    };
    let range = reading.date();
    let mut by = Reading::new(Amount::Count(Range::exact(u64::from(years))));
    by.at = Some(At::PrivateService(number, "option_years"));
    let later = |end| calendar::plus_months(end, 12 * u32::from(years));
    let with_option = Quantity::moved(reading.clone(), Op::PlusYears, Some(by), later);
    let high = with_option.date().high;
    let low = range.low;
    let mut between = reading.then(
        Op::Between,
        [with_option],
        Amount::Date(Range { low, high }),
    );
    between.missing = Some(Asked::OptionUsed);
    between
}
