//! A date is not after another.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, Inequality, Kind, Quantity, Reckoning, Sink, Subject, Whose, lacking};
use crate::finding::{Distance, NotApplicable, Op, Side, Argument, Truth, Value};
use crate::range::Range;
use crate::lint::Bounded;
use crate::rulebook::Unit;

/// A date is not after another; the same day passes.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NotAfter {
    /// The date.
    pub date: Quantity,
    /// The date that it may not be after.
    pub limit: Quantity,
    /// Whether the rule concerns only dates that the document states: what is not stated is then
    /// no open question.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stated_only: bool,
}

/// How a date lies to another, in days; positive when it is later.
#[derive(Debug, Clone, Copy)]
pub(super) struct Order {
    pub(super) days: i64,
    /// Whether both dates are known to the day.
    exact: bool,
}

/// How many days `date` is after `limit`, when both are exact days or the verdict is certain.
pub(super) fn days(date: Range<Date>, limit: Range<Date>) -> Option<Order> {
    let (from, to) = match date.at_most(limit) {
        Truth::No => (limit.high?, date.low?),
        Truth::Yes => (limit.low?, date.high?),
        Truth::Unknown => return None,
    };
    let days = i64::from((to - from).get_days());
    let exact = date.value().is_some() && limit.value().is_some();
    Some(Order { days, exact })
}

impl Order {
    /// How many days, or that there are at least so many.
    pub(super) fn by(self) -> Value {
        let days = self.days.abs();
        if self.exact { Value::Days(days) } else { Value::DaysAtLeast(days) }
    }

    /// The step that counts them, from the earlier to the later day.
    pub(super) fn step(self, how: &mut Reckoning, date: &Argument, limit: &Argument) {
        let pair = if self.days > 0 { [limit, date] } else { [date, limit] };
        how.step(Op::DaysBetween, pair.map(Argument::clone), self.by());
    }
}

impl Kind for NotAfter {
    const NAME: &'static str = "not-after";
    const VALUES: &'static [&'static str] = &["date", "limit", "distance"];

    fn formula(&self) -> Formula<'_> {
        let Self { date, limit, stated_only } = self;
        let key = if *stated_only { "not_after_stated" } else { "not_after" };
        Formula::new(key).date("date", date).date("limit", limit)
    }

    fn quantities(&self) -> Vec<(&'static str, &Quantity, Unit)> {
        vec![("date", &self.date, Unit::Date), ("limit", &self.limit, Unit::Date)]
    }

    fn asks(&self, subject: &Subject<'_>, ctx: &Context<'_>) -> Option<Vec<Inequality>> {
        let read = |quantity: &Quantity| quantity.read(Unit::Date, subject, ctx);
        let (Ok(date), Ok(limit)) = (read(&self.date), read(&self.limit)) else {
            return Some(Vec::new());
        };
        let (date, limit) = (date.date(), limit.date());
        let unstated = date.is_unknown() || limit.is_unknown();
        if self.stated_only && unstated {
            return Some(Vec::new());
        }
        Some(vec![Inequality::at_most(date, limit)])
    }

    fn bounds(&self) -> Vec<Bounded<'_>> {
        let bound = |what: &Quantity, least, greatest| Bounded {
            what: what.words(),
            unit: Unit::Date,
            least,
            greatest,
            less: false,
        };
        vec![
            bound(&self.date, None, Some(&self.limit)),
            bound(&self.limit, Some(&self.date), None),
        ]
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let both = (&self.date, &self.limit);
        let (date, limit) = match Quantity::read_both(both, Unit::Date, subject, ctx) {
            Ok(read) => read,
            Err(absent) => return out.absent(absent),
        };
        if self.stated_only && (date.date().is_unknown() || limit.date().is_unknown()) {
            return out.skip(NotApplicable::NoSubject);
        }
        let truth = date.date().at_most(limit.date());
        let order = days(date.date(), limit.date());
        let distance = order.map(|order| Distance {
            side: if order.days > 0 { Side::Late } else { Side::Within },
            by: order.by(),
        });
        out.decide(truth, distance.clone(), || {
            let mut how = Reckoning::default();
            let [one, other] = [&date, &limit].map(|one| how.read(one, subject, ctx));
            if let Some(order) = order {
                order.step(&mut how, &one, &other);
            }
            how.truth(Op::NotAfter, [one, other], truth);
            let missing = lacking([&date, &limit]).filter(|_| truth == Truth::Unknown);
            // The fault stands where the subject's own date stands: in the date or in the limit.
            let own = if self.date.of == Some(Whose::Grant) { limit.at } else { date.at };
            let own = own.or(limit.at);
            Case::at(own.unwrap_or(subject.thing.at()))
                .value("date", date.value())
                .value("limit", limit.value())
                .value("distance", distance.map(|distance| distance.by))
                .reckoned(how)
                .assumed_by([&date, &limit])
                .missing(missing)
        });
    }
}
