//! A date lies within bounds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::not_after::{Order, days};
use super::{Case, Context, Formula, Inequality, Kind, Quantity, Reading, Sink, Subject};
use crate::finding::{Distance, NotApplicable, Side};
use crate::lint::Bounded;
use crate::range::Truth;
use crate::rulebook::Unit;

/// A date is not before a first day and not after a last one; the days themselves pass.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DateWithin {
    /// The date.
    pub date: Quantity,
    /// The first day allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Quantity>,
    /// The last day allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Quantity>,
    /// Whether it is the day of something that may still be done: a day that is not stated is then
    /// no open question while the last day allowed is not past.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub awaited: bool,
}

impl Kind for DateWithin {
    const NAME: &'static str = "date-within";
    const VALUES: &'static [&'static str] = &["date", "from", "until", "distance"];

    fn formula(&self) -> Formula<'_> {
        let Self { date, from, until, awaited } = self;
        let line = match (from, until) {
            (Some(from), Some(until)) if *awaited => {
                Formula::new("date_within_awaited").date("from", from).date("until", until)
            }
            (Some(from), Some(until)) => {
                Formula::new("date_within").date("from", from).date("until", until)
            }
            (Some(from), None) => Formula::new("date_not_before").date("from", from),
            (None, Some(until)) if *awaited => {
                Formula::new("date_not_after_awaited").date("until", until)
            }
            (None, Some(until)) => Formula::new("date_not_after").date("until", until),
            (None, None) => Formula::new("date_within"),
        };
        line.date("date", date)
    }

    fn quantities(&self) -> Vec<(&'static str, &Quantity, Unit)> {
        let bounds = [("from", &self.from), ("until", &self.until)];
        let bounds = bounds.into_iter().filter_map(|(name, one)| one.as_ref().map(|q| (name, q)));
        std::iter::once(("date", &self.date))
            .chain(bounds)
            .map(|(name, quantity)| (name, quantity, Unit::Date))
            .collect()
    }

    fn asks(&self, subject: &Subject<'_>, ctx: &Context<'_>) -> Option<Vec<Inequality>> {
        let read = |quantity: &Quantity| quantity.read(Unit::Date, subject, ctx);
        let bound = |quantity: &Option<Quantity>| quantity.as_ref().map(read).transpose();
        let (Ok(date), Ok(from), Ok(until)) =
            (read(&self.date), bound(&self.from), bound(&self.until))
        else {
            return Some(Vec::new());
        };
        let date = date.date();
        let last = until.as_ref().and_then(|until| until.date().high);
        if self.awaited && date.is_unknown() && last.is_some_and(|last| ctx.as_of <= last) {
            return Some(Vec::new());
        }
        let early = from.map(|from| Inequality::at_most(from.date(), date));
        let late = until.map(|until| Inequality::at_most(date, until.date()));
        Some(early.into_iter().chain(late).collect())
    }

    fn wrong_fields(&self) -> Option<(&'static str, &'static str)> {
        let open = self.from.is_none() && self.until.is_none();
        open.then_some(("date", "from_or_until"))
    }

    fn bounds(&self) -> Vec<Bounded<'_>> {
        vec![Bounded {
            what: self.date.words(),
            unit: Unit::Date,
            least: self.from.as_ref(),
            greatest: self.until.as_ref(),
            less: false,
        }]
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let date = match self.date.read(Unit::Date, subject, ctx) {
            Ok(date) => date,
            Err(absent) => return out.absent(absent),
        };
        let bound = |quantity: &Option<Quantity>| {
            quantity.as_ref().map(|quantity| quantity.read(Unit::Date, subject, ctx)).transpose()
        };
        let (from, until) = match (bound(&self.from), bound(&self.until)) {
            (Ok(from), Ok(until)) => (from, until),
            (Err(absent), _) | (_, Err(absent)) => return out.absent(absent),
        };
        let last = until.as_ref().and_then(|until| until.date().high);
        if self.awaited
            && date.date().is_unknown()
            && let Some(last) = last.filter(|last| ctx.as_of <= *last)
        {
            return out.skip(NotApplicable::NotYetDue(last));
        }
        let early = from.as_ref().map_or(Truth::Yes, |from| from.date().at_most(date.date()));
        let late = until.as_ref().map_or(Truth::Yes, |until| date.date().at_most(until.date()));
        let truth = match (early, late) {
            (Truth::Yes, Truth::Yes) => Truth::Yes,
            (Truth::No, _) | (_, Truth::No) => Truth::No,
            _ => Truth::Unknown,
        };
        let order = |one: Option<Order>, side| {
            one.map(|one| Distance {
                side: if one.days > 0 { side } else { Side::Within },
                by: one.by(),
            })
        };
        let after = until.as_ref().and_then(|until| days(date.date(), until.date()));
        let before = from.as_ref().and_then(|from| days(from.date(), date.date()));
        let distance = match (truth, early) {
            (Truth::No, Truth::No) => order(before, Side::Early),
            (Truth::No, _) => order(after, Side::Late),
            // The nearer bound is the closer call.
            _ => match (before, after) {
                (Some(before), Some(after)) if before.days > after.days => {
                    order(Some(before), Side::Early)
                }
                (before, after) => {
                    order(after, Side::Late).or_else(|| order(before, Side::Early))
                }
            },
        };
        let missing = std::iter::once(&date)
            .chain([&from, &until].into_iter().flatten())
            .filter(|reading| reading.date().value().is_none())
            .filter_map(|reading| reading.missing)
            .collect::<Vec<_>>();
        out.decide(truth, distance.clone(), || {
            let value = |one: &Option<Reading>| one.as_ref().and_then(Reading::value);
            let mut case = Case::at(date.at.unwrap_or(subject.thing.at()))
                .value("date", date.value())
                .value("from", value(&from))
                .value("until", value(&until))
                .value("distance", distance.map(|distance| distance.by))
                .operand(&date);
            for bound in [&from, &until].into_iter().flatten() {
                case = case.operand(bound);
            }
            for order in [after, before].into_iter().flatten() {
                case = case.step(order.step());
            }
            case.missing(if truth == Truth::Unknown { missing } else { Vec::new() })
        });
    }
}
