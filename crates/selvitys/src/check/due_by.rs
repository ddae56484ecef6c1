//! Something was done by the day that it was due.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::not_after::days;
use super::{Case, Context, Formula, From, Inequality, Kind, Quantity, Reckoning, Sink, Subject, lacking};
use crate::finding::{Distance, NotApplicable, Op, Side, Truth, Value};
use crate::range::Range;
use crate::lint::Bounded;
use crate::rulebook::{Stage, Unit};

/// Something was done by the day that it was due; the day itself passes.
///
/// What is not done yet is no fault while its day is not past: the rule does not apply until then.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DueBy {
    /// The day on which it was done.
    pub done: Quantity,
    /// The day by which it was due.
    pub due: Quantity,
}

impl Kind for DueBy {
    const NAME: &'static str = "due-by";
    const VALUES: &'static [&'static str] = &["done", "due", "distance"];

    fn formula(&self) -> Formula<'_> {
        let Self { done, due } = self;
        Formula::new("due_by").date("done", done).date("due", due)
    }

    fn quantities(&self) -> Vec<(&'static str, &Quantity, Unit)> {
        vec![("done", &self.done, Unit::Date), ("due", &self.due, Unit::Date)]
    }

    fn asks(&self, subject: &Subject<'_>, ctx: &Context<'_>) -> Option<Vec<Inequality>> {
        let read = |quantity: &Quantity| quantity.read(Unit::Date, subject, ctx);
        let (Ok(done), Ok(due)) = (read(&self.done), read(&self.due)) else {
            return Some(Vec::new());
        };
        let (mut done, due) = (done.date(), due.date());
        if done.is_unknown() {
            if due.is_unknown() && ctx.stage < Stage::Final {
                return Some(Vec::new());
            }
            // Not done yet: no fault until the last day that it may be due is past.
            let last = Range { low: due.high, high: due.high };
            done = Range::exact(ctx.as_of);
            return Some(vec![Inequality::at_most(done, last)]);
        }
        Some(vec![Inequality::at_most(done, due)])
    }

    fn bounds(&self) -> Vec<Bounded<'_>> {
        vec![Bounded {
            what: self.done.words(),
            unit: Unit::Date,
            least: None,
            greatest: Some(&self.due),
            less: false,
        }]
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let both = (&self.done, &self.due);
        let (done, due) = match Quantity::read_both(both, Unit::Date, subject, ctx) {
            Ok(read) => read,
            Err(absent) => return out.absent(absent),
        };
        let undone = done.date().is_unknown();
        if undone && let Some(last) = due.date().high.filter(|last| ctx.as_of <= *last) {
            return out.skip(NotApplicable::NotYetDue(last));
        }
        // While the project runs, nobody owes what has no day yet.
        if undone && due.date().is_unknown() && ctx.stage < Stage::Final {
            return out.skip(NotApplicable::NoSubject);
        }
        // What is not done on the day of the assessment can be done on the day after at the soonest.
        let from = if undone { Range::exact(ctx.as_of) } else { done.date() };
        let truth = from.at_most(due.date());
        let order = days(from, due.date());
        let distance = order.map(|order| Distance {
            side: if order.days > 0 { Side::Late } else { Side::Within },
            by: order.by(),
        });
        out.decide(truth, distance.clone(), || {
            let mut how = Reckoning::default();
            let mut day = how.read(&done, subject, ctx);
            let last = how.read(&due, subject, ctx);
            if undone {
                how.truth(Op::IsPresent, [day], Truth::No);
                day = how.used(From::AsOf, Value::Date(ctx.as_of));
            }
            if let Some(order) = order {
                order.step(&mut how, &day, &last);
            }
            how.truth(Op::NotAfter, [day, last], truth);
            Case::at(done.at.unwrap_or(subject.thing.at()))
                .value("done", done.value())
                .value("due", due.value())
                .value("distance", distance.map(|distance| distance.by))
                .reckoned(how)
                .assumed_by([&done, &due])
                .missing(lacking([&done, &due]).filter(|_| truth != Truth::Yes))
        });
    }
}
