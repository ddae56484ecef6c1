//! A part is exactly a share of a whole.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::shares::{plain_shares, product, read_shares};
use super::{Context, Formula, From, Inequality, Kind, Quantity, Reckoning, Sink, Subject, Term, money_value};
use crate::finding::{Distance, Op, Side, Truth, Value};
use crate::lint::Bounded;
use crate::model::Money;
use crate::range::Range;
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
        let Ok(read) = read_shares(&self.part, &self.of, &self.share, false, subject, ctx) else {
            return Some(Vec::new());
        };
        let required = read.product();
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
        let Self { part, of, share, .. } = self;
        // A budget has thousands of lines.
        if out.silent
            && let Some((part, whole, share)) = plain_shares(part, of, share, subject, ctx)
        {
            let (truth, distance) = self.judge(part, &product(whole, Range::exact(share)));
            return out.count(truth, distance);
        }
        let read = match read_shares(part, of, share, false, subject, ctx) {
            Ok(read) => read,
            Err(absent) => return out.absent(absent),
        };
        let (part, required) = (read.part.money(), read.product());
        let (truth, distance) = self.judge(&part, &required);
        out.decide(truth, distance.clone(), || {
            let mut how = Reckoning::default();
            let of = read.reckon(&mut how, subject, ctx);
            let asked = how.step(Op::Product, [of.whole, of.limit], money_value(required));
            let gap = how.gap((&of.part, part), (&asked, required));
            let tolerance = self.tolerance.map(|sum| {
                let most = how.used(From::Rule("tolerance"), Value::Money(sum));
                if let (Some(gap), Some(distance)) = (gap, &distance)
                    && distance.side == Side::Within
                {
                    how.step(Op::Difference, [most.clone(), gap], distance.by.clone());
                }
                most
            });
            let mut terms = vec![of.part, asked];
            terms.extend(tolerance);
            how.truth(Op::Equals, terms, truth);
            read.case(subject)
                .reckoned(how)
                .value("required", money_value(required))
                .value("distance", apart(part, required).map(|distance| distance.by))
        });
    }
}

impl ShareEquals {
    fn judge(&self, part: &Range<Money>, required: &Range<Money>) -> (Truth, Option<Distance>) {
        if let (Some(part), Some(required)) = (part.value(), required.value()) {
            let gap = (part - required).abs();
            let room = self.tolerance.unwrap_or_default() - gap;
            if room.is_negative() {
                return (Truth::No, Some(Distance { side: Side::Apart, by: Value::Money(gap) }));
            }
            // What the rounding that the rule allows still leaves; without any, nothing to tell.
            let room = Distance { side: Side::Within, by: Value::Money(room) };
            return (Truth::Yes, self.tolerance.map(|_| room));
        }
        match part.meets(self.widen(*required)) {
            Truth::Yes => (Truth::Yes, None),
            truth => (truth, apart(*part, *required)),
        }
    }

    /// What is required, with the rounding that the rule allows.
    fn widen(&self, required: Range<Money>) -> Range<Money> {
        let Some(slack) = self.tolerance else { return required };
        Range {
            low: required.low.map(|sum| sum - slack),
            high: required.high.map(|sum| sum + slack),
        }
    }
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
