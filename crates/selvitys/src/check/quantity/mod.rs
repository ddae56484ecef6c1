//! What a rule speaks of: a figure, a date, a count or a number of the rulebook, with whose it is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Context, Subject, Thing};
use crate::finding::{Asked, Assumption, Op};
use crate::model::{Countable, Figure, Money, Share, Stated, Status};
use crate::place::At;
use crate::range::Range;
use crate::rulebook::{Over, Unit};

mod contents;
mod dates;
mod reading;
mod sums;

pub use dates::DateOf;
pub(crate) use dates::{ends_at, starts_at};
pub(crate) use reading::{
    Absent, Amount, Given, Reading, count_value, date_value, lacking, money_value, ratio,
    share_value,
};
pub use sums::Sum;
pub(crate) use sums::{Earning, claim_statement, grant_statement, grant_subject};

/// What a rule speaks of. It names exactly one of figure, sum, earmarks, date, count, content,
/// stated share, parameter and literal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a field of rule files that stands for itself"
)]
pub struct Quantity {
    /// Whose it is; the subject's own, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Whose>,
    /// A figure of the budget, in euros.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
    /// In which status the figure stands; by the stage, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Figures of the same subject that are added to the figure. One that is neither stated nor follows
    /// from other figures leaves the whole unknown; other funding, income and tax that nobody states
    /// are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plus: Vec<Figure>,
    /// Whether what is added counts only as far as it exceeds the costs that do not entitle to the
    /// grant: it is taken to have paid those first.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_eligible: bool,
    /// Figures of the same subject that are taken off the figure. One that is neither stated nor follows
    /// from other figures leaves the whole unknown; other funding, income and tax that nobody states
    /// are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub less: Vec<Figure>,
    /// A sum of what was claimed, paid or accounted for, in euros.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<Sum>,
    /// The sum of the parts of a line that are set aside.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub earmarks: bool,
    /// A date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<DateOf>,
    /// The declaration whose day it is, for the date `declared`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// The rounds with their due days, a parameter, for the dates `due` and `last-round-due`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounds: Option<String>,
    /// Whether the date is moved to the last day of its year first.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub year_end: bool,
    /// A parameter that is a count: so many months are added to the date (150/1930 3 §).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<String>,
    /// Whether a date, also one that a parameter sets, moves to the next working day where it is none
    /// (150/1930 5 §).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub working_day: bool,
    /// A count of what the document lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Countable>,
    /// A content that a call defines beyond the model, by its id: a sum, a date, a count or a share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// The share of a figure that the document states for every line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_share: Option<Figure>,
    /// A parameter of the rulebook, by its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub param: Option<String>,
    /// A parameter that is a share: the first parameter is multiplied by it, or a sum reckoned by it
    /// where the grant decision states no share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<String>,
    /// A parameter that is a share: where neither the decision nor `times` tells the share that a sum
    /// is reckoned by, it is anything up to this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times_up_to: Option<String>,
    /// The value itself; only for what is no number of law, such as the whole (`1.00`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub literal: Option<String>,
}

/// Whose a quantity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Whose {
    /// What the rule ranges over.
    Subject,
    /// The grant that the subject belongs to: its decision or application before its budget.
    Grant,
    /// The budget of that grant.
    Budget,
    /// The decision or the application of that grant, as it states the figure itself; of dates, the
    /// decision with what extends it.
    Paper,
    /// The document.
    Project,
}

impl Quantity {
    /// How many of its choices are made; one is right.
    pub(crate) fn choices(&self) -> usize {
        [
            self.figure.is_some(),
            self.sum.is_some(),
            self.earmarks,
            self.date.is_some(),
            self.count.is_some(),
            self.content.is_some(),
            self.stated_share.is_some(),
            self.param.is_some(),
            self.literal.is_some(),
        ]
        .into_iter()
        .filter(|chosen| *chosen)
        .count()
    }

    /// Which unit it has; nothing when a parameter or a call's definition decides.
    pub(crate) fn unit(&self) -> Option<Unit> {
        if self.figure.is_some() || self.sum.is_some() || self.earmarks {
            Some(Unit::Money)
        } else if self.date.is_some() {
            Some(Unit::Date)
        } else if self.count.is_some() {
            Some(Unit::Count)
        } else if self.stated_share.is_some() {
            Some(Unit::Share)
        } else {
            None
        }
    }

    /// What it names that has no effect on what it speaks of, with what would give it one. A
    /// parameter has the given unit.
    pub(crate) fn idle(&self, unit: Unit) -> Option<(&'static str, &'static str)> {
        let figure = self.figure.is_some();
        let date = self.date.is_some();
        let day = self.param.is_some() && unit == Unit::Date;
        let of_day = match unit {
            Unit::Date => "`date` or `param`",
            _ => "`date`",
        };
        let declared = self.date == Some(DateOf::Declared);
        let round = matches!(self.date, Some(DateOf::Due | DateOf::LastRoundDue));
        let idle = [
            (
                "of",
                self.of.is_some() && !figure && !date,
                "`figure` or `date`",
            ),
            ("status", self.status.is_some() && !figure, "`figure`"),
            ("plus", !self.plus.is_empty() && !figure, "`figure`"),
            ("less", !self.less.is_empty() && !figure, "`figure`"),
            (
                "on_eligible",
                self.on_eligible && self.plus.is_empty(),
                "`plus`",
            ),
            (
                "statement",
                self.statement.is_some() && !declared,
                "`date = \"declared\"`",
            ),
            (
                "rounds",
                self.rounds.is_some() && !round,
                "`date = \"due\"` or `date = \"last-round-due\"`",
            ),
            ("year_end", self.year_end && !date, "`date`"),
            ("months", self.months.is_some() && !date, "`date`"),
            ("working_day", self.working_day && !date && !day, of_day),
            (
                "times",
                self.times.is_some() && self.param.is_none() && self.sum.is_none(),
                "`param` or `sum`",
            ),
            (
                "times_up_to",
                self.times_up_to.is_some() && self.sum.is_none(),
                "`sum`",
            ),
        ];
        let found = idle.into_iter().find(|(_, idle, _)| *idle);
        found.map(|(field, _, with)| (field, with))
    }

    /// The same words for the same quantity, whoever names it.
    pub(crate) fn words(&self) -> String {
        let of = self.of.filter(|of| *of != Whose::Subject);
        let named = Quantity { of, ..self.clone() };
        serde_json::to_string(&named).unwrap_or_default()
    }

    /// The only things that have it, where not all do.
    pub(crate) fn only_over(&self) -> Option<&'static [Over]> {
        if self.earmarks || self.stated_share.is_some() {
            return Some(&[Over::Line]);
        }
        let own = self.of.is_none_or(|of| of == Whose::Subject);
        match self.date.filter(|_| own)? {
            DateOf::ContractEnd => Some(&[Over::PrivateService]),
            DateOf::Committed => Some(&[Over::Participant]),
            DateOf::Submitted => Some(&[Over::Claim]),
            DateOf::Paid => Some(&[Over::Payment]),
            DateOf::PreviousEnd => Some(&[Over::Extension]),
            DateOf::Until => Some(&[Over::Exception]),
            _ => None,
        }
    }

    /// Whether a document can leave it out, round it or state it coarsely.
    pub(crate) fn may_be_open(&self) -> bool {
        let dated = self.date.is_some_and(|date| date != DateOf::AsOf);
        let stated = self.figure.is_some() || self.content.is_some();
        stated || self.sum.is_some() || self.earmarks || dated
    }

    /// The parameters that it names.
    pub(crate) fn params(&self) -> impl Iterator<Item = &str> {
        let named = self.param.iter().chain(&self.times);
        let named = named.chain(&self.times_up_to);
        let named = named.chain(&self.months).chain(&self.rounds);
        named.map(String::as_str)
    }

    /// What it comes to for a subject; a literal is read as the given unit.
    pub(crate) fn read(
        &self,
        unit: Unit,
        subject: &Subject<'_>,
        ctx: &Context<'_>,
    ) -> Result<Reading, Absent> {
        if let Some(figure) = self.figure {
            return Ok(self.figures_of(figure, self.status, subject, ctx));
        }
        if let Some(sum) = self.sum {
            return sums::sum_of(sum, self, subject, ctx);
        }
        if self.earmarks {
            let Thing::Line(line) = subject.thing else {
                return Err(Absent::NoSubject);
            };
            return earmarks(line, ctx);
        }
        if let Some(date) = self.date {
            return self.date_of(date, subject, ctx);
        }
        if let Some(countable) = self.count {
            let mut reading = Reading::new(Amount::Count(Range::exact(super::count::count(
                countable, ctx,
            ))));
            reading.at = Some(At::Counted(countable));
            return Ok(reading);
        }
        if let Some(id) = &self.content {
            return Ok(contents::content(id, unit, ctx));
        }
        if let Some(figure) = self.stated_share {
            return stated_share(figure, subject, ctx);
        }
        if let Some(name) = &self.param {
            return self.number(name, subject, ctx);
        }
        let literal = self.literal.as_deref().unwrap_or_default();
        parse(unit, literal)
            .map(Reading::new)
            .ok_or_else(|| Absent::NoNumber(literal.into()))
    }

    /// What two quantities of one unit come to; the second is not read where the first is absent.
    pub(crate) fn read_both(
        (one, other): (&Quantity, &Quantity),
        unit: Unit,
        subject: &Subject<'_>,
        ctx: &Context<'_>,
    ) -> Result<(Reading, Reading), Absent> {
        let one = one.read(unit, subject, ctx)?;
        Ok((one, other.read(unit, subject, ctx)?))
    }

    /// The figure of the subject itself, where it is nothing else: neither added to nor taken off.
    pub(super) fn own_figure(&self) -> Option<Figure> {
        let own = self.of.is_none_or(|of| of == Whose::Subject);
        self.figure
            .filter(|_| own && self.plus.is_empty() && self.less.is_empty())
    }

    /// A figure with those that are added to it and taken off it, in a status.
    pub(super) fn figures_of(
        &self,
        figure: Figure,
        status: Option<Status>,
        subject: &Subject<'_>,
        ctx: &Context<'_>,
    ) -> Reading {
        let mut reading = self.figure_of(figure, status, subject, ctx);
        let status = status.or(match reading.at {
            Some(At::Cell(_, status, _)) => Some(status),
            _ => None,
        });
        let added = self.plus.iter().map(|figure| (Op::Sum, *figure));
        let taken = self.less.iter().map(|figure| (Op::Difference, *figure));
        for (op, other) in added.chain(taken) {
            let of = |figure| self.figure_of(figure, status, subject, ctx);
            let none_unless_stated = other.none_unless_stated();
            let mut other = of(other);
            if other.money().is_unknown() {
                if none_unless_stated {
                    continue;
                }
                let missing = other.missing;
                reading = reading.then(op, [other], Amount::Money(Range::unknown()));
                reading.missing = reading.missing.or(missing);
                continue;
            }
            if self.on_eligible && op == Op::Sum && ctx.states_eligible(subject.grant) {
                let outside = of(Figure::Total).less(of(Figure::Eligible)).not_negative();
                let rest = other.clone().less(outside).not_negative();
                if rest.money() != other.money() && !rest.money().is_unknown() {
                    reading.assumes.push(Assumption::OtherFundingOutside);
                    other = rest;
                }
            }
            let after = if op == Op::Sum {
                reading.money().plus(other.money())
            } else {
                reading.money().minus(other.money())
            };
            reading = reading.then(op, [other], Amount::Money(after));
        }
        reading
    }

    fn figure_of(
        &self,
        figure: Figure,
        status: Option<Status>,
        subject: &Subject<'_>,
        ctx: &Context<'_>,
    ) -> Reading {
        let line = match (self.of.unwrap_or(Whose::Subject), subject.thing) {
            (Whose::Subject, Thing::Line(line)) => Some(line),
            _ => None,
        };
        if let Some(line) = line {
            let status = status.unwrap_or_else(|| ctx.status_of_line(line));
            let mut reading = Reading::new(Amount::Money(ctx.index.figure(line, figure, status)));
            reading.at = Some(At::Cell(line, status, figure));
            reading.missing = Some(Asked::Figures);
            return reading;
        }
        let mut reading = match self.of {
            Some(Whose::Budget) => ctx.budget_figure(subject.grant, figure, status),
            Some(Whose::Paper) => ctx.paper_figure(subject.grant, figure, status),
            _ => ctx.grant_figure(subject.grant, figure, status),
        };
        let known = !reading.money().is_unknown();
        if figure == Figure::Eligible && known && !ctx.states_eligible(subject.grant) {
            reading.assumes.push(Assumption::AllCostsEligible);
        }
        reading.missing = Some(match figure {
            Figure::Grant => Asked::GrantAmount,
            Figure::Total | Figure::Eligible => Asked::TotalCosts,
            _ => Asked::FundingShares,
        });
        reading
    }

    fn number(
        &self,
        name: &str,
        subject: &Subject<'_>,
        ctx: &Context<'_>,
    ) -> Result<Reading, Absent> {
        let missing = || Absent::NoNumber(name.into());
        let number = ctx.number(name, subject).ok_or_else(missing)?;
        let amount = parse(number.unit, number.value).ok_or_else(missing)?;
        let mut reading = Reading::new(amount);
        if let Some(up_to) = number.up_to.and_then(|text| parse(number.unit, text)) {
            reading.amount = amount.up_to(up_to);
            reading.missing = Some(Asked::NumberInForce);
        }
        reading.param = Some(number.name.clone());
        reading.assumes.extend(number.assumes);
        let Some(times) = &self.times else {
            return Ok(self.to_working_day(reading));
        };
        let share = Quantity::share(times, subject, ctx)?;
        let (whole, part) = (reading.money(), share.share());
        let times = |whole: Option<Money>, part: Option<Share>| Some(whole?.times(part?));
        let product = Range {
            low: times(whole.low, part.low),
            high: times(whole.high, part.high),
        };
        let missing = share.missing;
        let mut reading = reading.then(Op::Product, [share], Amount::Money(product));
        reading.missing = reading.missing.or(missing);
        Ok(reading)
    }

    /// A share that the rulebook names.
    fn share(name: &str, subject: &Subject<'_>, ctx: &Context<'_>) -> Result<Reading, Absent> {
        let missing = || Absent::NoNumber(name.into());
        let number = ctx.number(name, subject).ok_or_else(missing)?;
        let amount = parse(Unit::Share, number.value).ok_or_else(missing)?;
        let mut reading = Reading::new(amount);
        if let Some(up_to) = number.up_to.and_then(|text| parse(Unit::Share, text)) {
            reading.amount = amount.up_to(up_to);
            reading.missing = Some(Asked::NumberInForce);
        }
        reading.param = Some(number.name.clone());
        reading.assumes.extend(number.assumes);
        Ok(reading)
    }
}

/// A number of a rulebook, or a literal, as an amount of its unit.
pub(crate) fn parse(unit: Unit, text: &str) -> Option<Amount> {
    match unit {
        Unit::Money => text
            .parse()
            .ok()
            .map(|sum| Amount::Money(Range::exact(sum))),
        Unit::Share => text
            .parse()
            .ok()
            .map(|share| Amount::Share(Range::exact(share))),
        Unit::Date => text.parse().ok().map(|day| Amount::Date(Range::exact(day))),
        Unit::Count => text
            .parse()
            .ok()
            .map(|count| Amount::Count(Range::exact(count))),
        Unit::Codes | Unit::Rounds => None,
    }
}

fn earmarks(line: usize, ctx: &Context<'_>) -> Result<Reading, Absent> {
    let Some(node) = ctx.index.lines.get(line) else {
        return Err(Absent::NoSubject);
    };
    if node.line.of_which.is_empty() {
        return Err(Absent::NoSubject);
    }
    let parts = node.line.of_which.iter().map(|part| part.amount);
    let range = parts
        .map(stated)
        .fold(Range::exact(Money::ZERO), Range::plus);
    let mut reading = Reading::new(Amount::Money(range));
    reading.at = Some(At::Earmarks(line));
    Ok(reading)
}

pub(crate) fn stated(stated: Stated) -> Range<Money> {
    Range::between(stated.lowest(), stated.highest())
}

/// The share of a figure that the budget of a line states for every line of it.
pub(super) fn share_of_lines(
    figure: Figure,
    line: usize,
    ctx: &Context<'_>,
) -> Option<(usize, Share)> {
    let number = ctx.index.lines.get(line)?.budget;
    let budget = ctx.index.project.budgets.get(number)?;
    let share = budget.stated_shares.as_ref()?.of(figure)?;
    Some((number, share))
}

fn stated_share(
    figure: Figure,
    subject: &Subject<'_>,
    ctx: &Context<'_>,
) -> Result<Reading, Absent> {
    let Thing::Line(line) = subject.thing else {
        return Err(Absent::NoSubject);
    };
    let (budget, share) = share_of_lines(figure, line, ctx).ok_or(Absent::NoSubject)?;
    let mut reading = Reading::new(Amount::Share(Range::exact(share)));
    reading.at = Some(At::Budget(
        budget,
        if figure == Figure::Own {
            "stated_shares/own"
        } else {
            "stated_shares/grant"
        },
    ));
    Ok(reading)
}
