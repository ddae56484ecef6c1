//! A part is exactly a share of a whole.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::share_at_most::{ShareCase, read_shares};
use super::{Context, Formula, Inequality, Kind, Quantity, Sink, Subject, Term, ratio, share_value};
use crate::finding::{Distance, Side, Value};
use crate::lint::Bounded;
use crate::model::{Money, Share};
use crate::range::{Range, Truth};
use crate::rulebook::Unit;

/// A part is exactly a share of a whole, apart from a rounding that the rule allows.
///
/// A difference of exactly the tolerance passes. A whole of zero asks for a part of zero.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareEquals {
    /// The part.
    pub part: Quantity,
    /// The whole.
    pub of: Quantity,
    /// The share that the part must be.
    pub share: Quantity,
    /// How far the part may lie from the share, in euros, because documents round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<Money>,
}

impl Kind for ShareEquals {
    const NAME: &'static str = "share-equals";
    const VALUES: &'static [&'static str] =
        &["part", "whole", "share", "limit", "required", "distance"];

    fn formula(&self) -> Formula<'_> {
        let Self { part, of, share, tolerance } = self;
        let line = match tolerance {
            Some(sum) => {
                Formula::new("share_equals_within").with("tolerance", Term::Money(*sum))
            }
            None => Formula::new("share_equals"),
        };
        line.money("part", part).money("of", of).share("share", share)
    }

    fn quantities(&self) -> Vec<(&'static str, &Quantity, Unit)> {
        vec![
            ("part", &self.part, Unit::Money),
            ("of", &self.of, Unit::Money),
            ("share", &self.share, Unit::Share),
        ]
    }

    fn asks(&self, subject: &Subject<'_>, ctx: &Context<'_>) -> Option<Vec<Inequality>> {
        let Ok(read) = read_shares(&self.part, &self.of, &self.share, subject, ctx) else {
            return Some(Vec::new());
        };
        let required = required(read.whole.money(), read.limit.share());
        Some(Inequality::meets(read.part.money(), self.widen(required)).into())
    }

    fn bounds(&self) -> Vec<Bounded<'_>> {
        vec![Bounded {
            what: format!("{} / {}", self.part.words(), self.of.words()),
            unit: Unit::Share,
            least: Some(&self.share),
            greatest: Some(&self.share),
            less: false,
        }]
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let read = read_shares(&self.part, &self.of, &self.share, subject, ctx);
        let ShareCase { part, whole, limit } = match read {
            Ok(read) => read,
            Err(absent) => return out.absent(absent),
        };
        let required = required(whole.money(), limit.share());
        let truth = part.money().meets(self.widen(required));
        let distance = apart(part.money(), required);
        out.decide(truth, distance.clone(), || {
            ShareCase { part, whole, limit }
                .case(subject)
                .value("required", super::money_value(required))
                .value("distance", distance.map(|distance| distance.by))
        });
    }
}

impl ShareEquals {
    /// What is required, with the rounding that the rule allows.
    fn widen(&self, required: Range<Money>) -> Range<Money> {
        let slack = self.tolerance.unwrap_or_default();
        Range {
            low: required.low.map(|sum| sum - slack),
            high: required.high.map(|sum| sum + slack),
        }
    }
}

fn required(whole: Range<Money>, share: Range<Share>) -> Range<Money> {
    let times = |sum: Option<Money>, share: Option<Share>| {
        sum.zip(share).map(|(sum, share)| sum.times(share))
    };
    Range { low: times(whole.low, share.low), high: times(whole.high, share.high) }
}

/// How far apart two ranges certainly are.
pub(super) fn apart(one: Range<Money>, other: Range<Money>) -> Option<Distance> {
    let gap = |low: Option<Money>, high: Option<Money>| {
        low.zip(high).map(|(low, high)| low - high).filter(|gap| *gap > Money::ZERO)
    };
    let by = gap(one.low, other.high).or_else(|| gap(other.low, one.high));
    match (one.meets(other), by) {
        (Truth::Unknown, _) => None,
        (_, by) => Some(Distance { side: Side::Apart, by: Value::Money(by.unwrap_or_default()) }),
    }
}

impl ShareCase {
    pub(super) fn case(&self, subject: &Subject<'_>) -> super::Case {
        let missing = [&self.part, &self.whole, &self.limit]
            .into_iter()
            .filter(|reading| reading.value().is_none())
            .filter_map(|reading| reading.missing);
        let shown = ratio(self.part.money(), self.whole.money());
        super::Case::at(self.part.at.unwrap_or(subject.thing.at()))
            .value("part", self.part.value())
            .value("whole", self.whole.value())
            .value("limit", self.limit.value())
            .value("share", share_value(shown))
            .operand(&self.part)
            .operand(&self.whole)
            .operand(&self.limit)
            .step(self.quotient())
            .missing(missing)
    }
}
