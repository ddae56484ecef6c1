//! A date lies within bounds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::not_after::{Order, days};
use super::{Case, Context, Formula, Inequality, Kind, Quantity, Reading, Reckoning, Sink, Subject, lacking};
use crate::finding::{Distance, NotApplicable, Op, Side, Truth};
use crate::lint::Bounded;
use crate::rulebook::{Said, Unit};

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

    fn wrong_fields(&self) -> Option<(&'static str, Said)> {
        let open = self.from.is_none() && self.until.is_none();
        open.then(|| ("date", Said::new("from_or_until")))
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
        let truth = early.and(late);
        let after = until.as_ref().and_then(|until| days(date.date(), until.date()));
        let before = from.as_ref().and_then(|from| days(from.date(), date.date()));
        let by = |one: Option<Order>, side| one.map(|one| Distance { side, by: one.by() });
        let distance = match (truth, early) {
            (Truth::No, Truth::No) => by(before, Side::Early),
            (Truth::No, _) => by(after, Side::Late),
            (Truth::Yes, _) => {
                let nearer = [after, before].into_iter().flatten().min_by_key(|one| one.days.abs());
                by(nearer, Side::Within)
            }
            (Truth::Unknown, _) => None,
        };
        out.decide(truth, distance.clone(), || {
            let mut how = Reckoning::default();
            let day = how.read(&date, subject, ctx);
            let mut holds = Vec::new();
            let bounds = [
                (&from, before, Op::NotBefore, early),
                (&until, after, Op::NotAfter, late),
            ];
            for (bound, order, op, truth) in bounds {
                let Some(bound) = bound else { continue };
                let bound = how.read(bound, subject, ctx);
                match (order, op) {
                    (Some(order), Op::NotBefore) => order.step(&mut how, &bound, &day),
                    (Some(order), _) => order.step(&mut how, &day, &bound),
                    (None, _) => {}
                }
                holds.push(how.truth(op, [day.clone(), bound], truth));
            }
            if holds.len() > 1 {
                how.truth(Op::All, holds, truth);
            }
            let readings = || std::iter::once(&date).chain(&from).chain(&until);
            let value = |one: &Option<Reading>| one.as_ref().and_then(Reading::value);
            Case::at(date.at.unwrap_or(subject.thing.at()))
                .value("date", date.value())
                .value("from", value(&from))
                .value("until", value(&until))
                .value("distance", distance.map(|distance| distance.by))
                .reckoned(how)
                .assumed_by(readings())
                .missing(lacking(readings()).filter(|_| truth == Truth::Unknown))
        });
    }
}
