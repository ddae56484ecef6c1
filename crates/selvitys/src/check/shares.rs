//! A part, a whole and a share: what the kinds that reckon with shares have in common.

use super::bound::Bound;
use super::quantity::share_of_lines;
use super::{
    Absent, Case, Context, Inequality, Quantity, Reading, Reckoning, Sink, Subject, Thing,
    money_value, ratio, share_value,
};
use crate::finding::{Argument, Distance, Op, Side, Truth, Value};
use crate::lint::Bounded;
use crate::model::{Money, Share, Status};
use crate::range::Range;
use crate::rulebook::Unit;

/// The three quantities of a share.
pub(super) struct ShareCase {
    pub(super) part: Reading,
    pub(super) whole: Reading,
    pub(super) limit: Reading,
}

/// The statuses of the whole that a part in a status is a share of: its own, as a grant applied for
/// is no share of costs realised. A grant that was decided on is held against a limit above with
/// the costs applied for where the decision states no others: no more costs are accepted than were
/// applied for, and what was decided is never passed over for what was applied for.
fn pairs_with(status: Status, limited: bool) -> &'static [Status] {
    match status {
        Status::Applied => &[Status::Applied],
        Status::Granted if limited => &[Status::Granted, Status::Applied],
        Status::Granted => &[Status::Granted],
        Status::Realised => &[Status::Realised],
    }
}

pub(super) fn read_shares(
    part: &Quantity,
    whole: &Quantity,
    limit: &Quantity,
    limited: bool,
    subject: &Subject<'_>,
    ctx: &Context<'_>,
) -> Result<ShareCase, Absent> {
    let limit = limit.read(Unit::Share, subject, ctx)?;
    if let (Some(of_part), Some(of_whole)) = (part.figure, whole.figure) {
        let read = |quantity: &Quantity, figure, status| {
            let status = quantity.status.or(Some(status));
            quantity.figures_of(figure, status, subject, ctx)
        };
        for status in ctx.statuses() {
            let part = read(part, of_part, status);
            if part.money().is_unknown() {
                continue;
            }
            let wholes = pairs_with(status, limited).iter();
            let mut wholes = wholes.map(|status| read(whole, of_whole, *status));
            if let Some(whole) = wholes.find(|whole| !whole.money().is_unknown()) {
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

/// A part, a whole and a share of a line that its budget states, where they are plain figures: what
/// [`read_shares`] comes to, apart from where it stands.
pub(super) fn plain_shares<'c>(
    part: &Quantity,
    whole: &Quantity,
    limit: &Quantity,
    subject: &Subject<'_>,
    ctx: &Context<'c>,
) -> Option<(&'c Range<Money>, &'c Range<Money>, Share)> {
    let Thing::Line(line) = subject.thing else {
        return None;
    };
    let (of_part, of_whole) = (part.own_figure()?, whole.own_figure()?);
    let (_, share) = share_of_lines(limit.stated_share?, line, ctx)?;
    let read = |quantity: &Quantity, figure, status| {
        let status = quantity.status.unwrap_or(status);
        ctx.index.worked_out(line, figure, status)
    };
    ctx.statuses().into_iter().find_map(|status| {
        let part = read(part, of_part, status);
        let whole = read(whole, of_whole, status);
        let known = !part.is_unknown() && !whole.is_unknown();
        known.then_some((part, whole, share))
    })
}

/// A share of a whole in euros.
pub(super) fn product(whole: &Range<Money>, share: Range<Share>) -> Range<Money> {
    let times = |sum: Option<Money>, share: Option<Share>| {
        sum.zip(share).map(|(sum, share)| sum.times(share))
    };
    if let (Some(sum), Some(share)) = (whole.value(), share.value()) {
        return Range::exact(sum.times(share));
    }
    Range {
        low: times(whole.low, share.low),
        high: times(whole.high, share.high),
    }
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
        Shares {
            part,
            whole,
            limit,
            share,
        }
    }

    /// The share of the whole, in euros: a part is held against this, as a division could round
    /// the last digit away.
    pub(super) fn product(&self) -> Range<Money> {
        product(&self.whole.money(), self.limit.share())
    }

    pub(super) fn case(&self, subject: &Subject<'_>) -> Case {
        let missing = [&self.part, &self.whole, &self.limit]
            .into_iter()
            .filter(|reading| reading.value().is_none())
            .filter_map(|reading| reading.missing);
        let shown = ratio(self.part.money(), self.whole.money());
        Case::at(self.part.at.unwrap_or(subject.thing.at()))
            .value("part", self.part.value())
            .value("whole", self.whole.value())
            .value("limit", self.limit.value())
            .value("share", share_value(shown))
            .assumed_by([&self.part, &self.whole, &self.limit])
            .missing(missing)
    }
}

/// A part of a whole that is held against a share of it.
pub(super) struct BoundedShare<'a> {
    pub(super) part: &'a Quantity,
    pub(super) of: &'a Quantity,
    pub(super) bound: Bound,
    pub(super) limit: &'a Quantity,
    /// The name of the value for messages that is the share in euros.
    pub(super) sum: &'static str,
}

impl<'a> BoundedShare<'a> {
    pub(super) fn quantities(&self) -> Vec<(&'static str, &'a Quantity, Unit)> {
        vec![
            ("part", self.part, Unit::Money),
            ("of", self.of, Unit::Money),
            ("limit", self.limit, Unit::Share),
        ]
    }

    pub(super) fn bounds(&self) -> Vec<Bounded<'a>> {
        let what = format!("{} / {}", self.part.words(), self.of.words());
        vec![self.bound.bounded(what, Unit::Share, self.limit)]
    }

    fn read(&self, subject: &Subject<'_>, ctx: &Context<'_>) -> Result<ShareCase, Absent> {
        let limited = self.bound != Bound::AtLeast;
        read_shares(self.part, self.of, self.limit, limited, subject, ctx)
    }

    pub(super) fn asks(&self, subject: &Subject<'_>, ctx: &Context<'_>) -> Vec<Inequality> {
        let Ok(read) = self.read(subject, ctx) else {
            return Vec::new();
        };
        let whole = read.whole.money();
        // Of a whole that is not positive no share can be told.
        let some = Range {
            low: whole.high,
            high: whole.high,
        };
        let positive = Inequality::less(Range::exact(Money::ZERO), some);
        vec![positive, self.bound.asks(read.part.money(), read.product())]
    }

    pub(super) fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let read = match self.read(subject, ctx) {
            Ok(read) => read,
            Err(absent) => return out.absent(absent),
        };
        let (part, whole, limit) = (read.part.money(), read.whole.money(), read.limit.share());
        let sum = read.product();
        let no_share = whole.high.is_some_and(|whole| whole <= Money::ZERO);
        let truth = if no_share {
            Truth::Unknown
        } else {
            self.bound.truth(part, sum)
        };
        let distance = self.distance(ratio(part, whole), limit, truth);
        out.decide(truth, distance.clone(), || {
            let op = self.bound.op();
            let mut how = Reckoning::default();
            let of = read.reckon(&mut how, subject, ctx);
            if let (Some(distance), Some(share), Some(limit)) =
                (&distance, ratio(part, whole).value(), limit.value())
            {
                let both = [of.share.clone(), of.limit.clone()];
                let [one, other] = both;
                let pair = if share > limit {
                    [one, other]
                } else {
                    [other, one]
                };
                how.step(Op::Difference, pair, distance.by.clone());
            }
            if no_share {
                how.truth(op, [of.share, of.limit], truth);
            } else {
                let bound = how.step(Op::Product, [of.whole, of.limit], money_value(sum));
                how.gap((&of.part, part), (&bound, sum));
                how.truth(op, [of.part, bound], truth);
            }
            read.case(subject)
                .reckoned(how)
                .value(self.sum, money_value(sum))
                .value("distance", distance.map(|distance| distance.by))
        });
    }

    /// The distance in percentage points, where exact values tell it.
    fn distance(&self, share: Range<Share>, limit: Range<Share>, truth: Truth) -> Option<Distance> {
        let share = share.value()?.decimal();
        let limit = limit.value()?.decimal();
        let by = Value::Points(Share::from_decimal((share - limit).abs()));
        let side = if truth == Truth::Yes {
            Side::Within
        } else {
            self.bound.beyond()
        };
        Some(Distance { side, by })
    }
}
