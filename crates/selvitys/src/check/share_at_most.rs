//! A part is at most a share of a whole.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Absent, Context, Formula, Inequality, Kind, Quantity, Reading, Reckoning, Sink, Subject, money_value, ratio, share_value};
use crate::finding::{Distance, Op, Side, Argument, Truth, Value};
use crate::lint::Bounded;
use crate::model::{Money, Share};
use crate::range::Range;
use crate::rulebook::Unit;

/// A part is at most a share of a whole; exactly the share passes, unless `less` is set.
///
/// Of a whole that is not positive no share can be told.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareAtMost {
    /// The part.
    pub part: Quantity,
    /// The whole.
    pub of: Quantity,
    /// The greatest share.
    pub limit: Quantity,
    /// Whether the part must be less than the share, so that exactly the share does not pass.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub less: bool,
}

/// The three quantities of a share.
pub(super) struct ShareCase {
    pub(super) part: Reading,
    pub(super) whole: Reading,
    pub(super) limit: Reading,
}

pub(super) fn read_shares(
    part: &Quantity,
    whole: &Quantity,
    limit: &Quantity,
    subject: &Subject<'_>,
    ctx: &Context<'_>,
) -> Result<ShareCase, Absent> {
    let limit = limit.read(Unit::Share, subject, ctx)?;
    // A grant applied for is no share of costs realised: both stand in the same status.
    if let (Some(of_part), Some(of_whole)) = (part.figure, whole.figure) {
        for status in ctx.statuses() {
            let read = |quantity: &Quantity, figure| {
                let status = quantity.status.or(Some(status));
                quantity.figures_of(figure, status, subject, ctx)
            };
            let (part, whole) = (read(part, of_part), read(whole, of_whole));
            if !part.money().is_unknown() && !whole.money().is_unknown() {
                return Ok(ShareCase { part, whole, limit });
            }
        }
    }
    Ok(ShareCase {
        part: part.read(Unit::Money, subject, ctx)?,
        whole: whole.read(Unit::Money, subject, ctx)?,
        limit,
    })
}

/// The quantities of a share as terms of a reckoning.
pub(super) struct Shares {
    pub(super) part: Argument,
    pub(super) whole: Argument,
    pub(super) limit: Argument,
    /// The share that the part is of the whole.
    pub(super) share: Argument,
}

impl ShareCase {
    /// The three quantities, and the share that the one is of the other.
    pub(super) fn reckon(
        &self,
        how: &mut Reckoning,
        subject: &Subject<'_>,
        ctx: &Context<'_>,
    ) -> Shares {
        let part = how.read(&self.part, subject, ctx);
        let whole = how.read(&self.whole, subject, ctx);
        let limit = how.read(&self.limit, subject, ctx);
        let share = share_value(ratio(self.part.money(), self.whole.money()));
        let share = how.step(Op::Quotient, [part.clone(), whole.clone()], share);
        Shares { part, whole, limit, share }
    }
}

impl Kind for ShareAtMost {
    const NAME: &'static str = "share-at-most";
    const VALUES: &'static [&'static str] =
        &["part", "whole", "share", "limit", "most", "distance"];

    fn formula(&self) -> Formula<'_> {
        let Self { part, of, limit, less } = self;
        let key = if *less { "share_less" } else { "share_at_most" };
        Formula::new(key).money("part", part).money("of", of).share("limit", limit)
    }

    fn evidence(&self) -> &'static str {
        if self.less { "share-less" } else { Self::NAME }
    }

    fn quantities(&self) -> Vec<(&'static str, &Quantity, Unit)> {
        vec![
            ("part", &self.part, Unit::Money),
            ("of", &self.of, Unit::Money),
            ("limit", &self.limit, Unit::Share),
        ]
    }

    fn asks(&self, subject: &Subject<'_>, ctx: &Context<'_>) -> Option<Vec<Inequality>> {
        let Ok(read) = read_shares(&self.part, &self.of, &self.limit, subject, ctx) else {
            return Some(Vec::new());
        };
        let (part, whole) = (read.part.money(), read.whole.money());
        let most = product(whole, read.limit.share());
        let order = if self.less { Inequality::less } else { Inequality::at_most };
        // Of a whole that is not positive no share can be told.
        let some = Range { low: whole.high, high: whole.high };
        let positive = Inequality::less(Range::exact(Money::ZERO), some);
        Some(vec![positive, order(part, most)])
    }

    fn bounds(&self) -> Vec<Bounded<'_>> {
        vec![Bounded {
            what: format!("{} / {}", self.part.words(), self.of.words()),
            unit: Unit::Share,
            least: None,
            greatest: Some(&self.limit),
            less: self.less,
        }]
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let read = match read_shares(&self.part, &self.of, &self.limit, subject, ctx) {
            Ok(read) => read,
            Err(absent) => return out.absent(absent),
        };
        let (part, whole, limit) = (read.part.money(), read.whole.money(), read.limit.share());
        // Compared as part <= share x whole: a division could round the last digit away.
        let most = product(whole, limit);
        let no_share = whole.high.is_some_and(|whole| whole <= Money::ZERO);
        let truth = if no_share {
            Truth::Unknown
        } else if self.less {
            part.less_than(most)
        } else {
            part.at_most(most)
        };
        let distance = distance(part, whole, limit, truth);
        out.decide(truth, distance.clone(), || {
            let op = if self.less { Op::LessThan } else { Op::AtMost };
            let mut how = Reckoning::default();
            let of = read.reckon(&mut how, subject, ctx);
            if let (Some(distance), Some(share), Some(limit)) =
                (&distance, ratio(part, whole).value(), limit.value())
            {
                let both = [of.share.clone(), of.limit.clone()];
                let [one, other] = both;
                let pair = if share > limit { [one, other] } else { [other, one] };
                how.step(Op::Difference, pair, distance.by.clone());
            }
            if no_share {
                how.truth(op, [of.share, of.limit], truth);
            } else {
                let bound = how.step(Op::Product, [of.whole, of.limit], money_value(most));
                how.gap((&of.part, part), (&bound, most));
                how.truth(op, [of.part, bound], truth);
            }
            read.case(subject)
                .reckoned(how)
                .value("most", money_value(most))
                .value("distance", distance.map(|distance| distance.by))
        });
    }
}

fn product(whole: Range<Money>, share: Range<Share>) -> Range<Money> {
    let times = |sum: Option<Money>, share: Option<Share>| {
        sum.zip(share).map(|(sum, share)| sum.times(share))
    };
    Range { low: times(whole.low, share.low), high: times(whole.high, share.high) }
}

/// The distance in percentage points, where exact values tell it.
fn distance(
    part: Range<Money>,
    whole: Range<Money>,
    limit: Range<Share>,
    truth: Truth,
) -> Option<Distance> {
    let share = ratio(part, whole).value()?.decimal();
    let limit = limit.value()?.decimal();
    let by = Value::Points(Share::from_decimal((share - limit).abs()));
    let side = if truth == Truth::Yes { Side::Within } else { Side::Over };
    Some(Distance { side, by })
}
