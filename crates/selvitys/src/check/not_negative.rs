//! No figure is negative.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Case, Context, Formula, Inequality, Kind, Reckoning, Sink, Subject, Thing, fixed, money_value,
};
use crate::finding::{Distance, NotApplicable, Op, Side, Truth, Value};
use crate::model::{Figure, Money, Status};
use crate::place::At;
use crate::range::Range;
use crate::rulebook::Over;

/// No figure of a budget line is below zero; zero passes.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NotNegative {}

impl Kind for NotNegative {
    const NAME: &'static str = "not-negative";
    const VALUES: &'static [&'static str] = &["figure", "amount"];

    fn formula(&self) -> Formula<'_> {
        Formula::new("not_negative")
    }

    fn asks(&self, subject: &Subject<'_>, ctx: &Context<'_>) -> Option<Vec<Inequality>> {
        let Thing::Line(line) = subject.thing else { return Some(Vec::new()) };
        let line = ctx.index.lines.get(line).map(|node| node.line);
        let mut asked = Vec::new();
        for status in Status::ALL {
            let stated = |figure: Figure| line?.stated(figure, status);
            // A figure rounded to zero is not below it.
            let sums = Figure::ALL.into_iter().filter_map(stated).map(|sum| sum.amount);
            asked.extend(sums.map(|sum| {
                Inequality::at_most(Range::exact(Money::ZERO), Range::exact(sum))
            }));
        }
        Some(asked)
    }

    fn only_over(&self) -> Option<&'static [Over]> {
        Some(&[Over::Line])
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let Thing::Line(line) = subject.thing else {
            return out.skip(NotApplicable::NoSubject);
        };
        let Some(node) = ctx.index.lines.get(line) else { return };
        let mut stated = false;
        for status in Status::ALL {
            let Some(figures) = node.line.figures(status) else { continue };
            for figure in Figure::ALL {
                let Some(sum) = figures.get(figure) else { continue };
                stated = true;
                // A figure rounded to zero is not below it.
                let truth = if sum.amount.is_negative() {
                    Range::exact(Money::ZERO).at_most(super::quantity::stated(sum))
                } else {
                    Truth::Yes
                };
                let distance = (truth == Truth::No)
                    .then(|| super::quantity::stated(sum).value())
                    .flatten()
                    .map(|sum| Distance { side: Side::Short, by: Value::Money(sum.abs()) });
                out.decide(truth, distance, || {
                    let range = super::quantity::stated(sum);
                    let at = At::Cell(line, status, figure);
                    // What counts is the sum as written, where rounding alone leaves it open.
                    let as_written = truth == Truth::Yes && range.low < Some(Money::ZERO);
                    let counts = if as_written { Range::exact(sum.amount) } else { range };
                    let mut how = Reckoning::default();
                    let own = how.at(at, money_value(counts));
                    let zero = fixed(Value::Money(Money::ZERO));
                    if truth == Truth::No {
                        how.gap((&own, counts), (&zero, Range::exact(Money::ZERO)));
                    }
                    how.truth(Op::AtLeast, [own, zero], truth);
                    Case::at(at)
                        .value("figure", Value::Figure(figure))
                        .value("amount", money_value(range))
                        .reckoned(how)
                });
            }
        }
        if !stated {
            out.skip(NotApplicable::NoSubject);
        }
    }
}
