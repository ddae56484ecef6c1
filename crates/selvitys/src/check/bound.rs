//! Bounds from above and from below: what the kinds that hold a sum against one have in common.

use super::{Case, Context, Inequality, Quantity, Reckoning, Sink, Subject, lacking, money_value};
use crate::finding::{Distance, NotApplicable, Op, Side, Truth, Value};
use crate::lint::Bounded;
use crate::model::Money;
use crate::range::Range;
use crate::rulebook::Unit;

/// How something is held against its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// At most the limit; exactly the limit passes.
    AtMost,
    /// Less than the limit.
    LessThan,
    /// At least the limit; exactly the limit passes.
    AtLeast,
}

impl Bound {
    pub(super) fn truth(self, sum: Range<Money>, limit: Range<Money>) -> Truth {
        match self {
            Bound::AtMost => sum.at_most(limit),
            Bound::LessThan => sum.less_than(limit),
            Bound::AtLeast => limit.at_most(sum),
        }
    }

    pub(super) fn asks(self, sum: Range<Money>, limit: Range<Money>) -> Inequality {
        match self {
            Bound::AtMost => Inequality::at_most(sum, limit),
            Bound::LessThan => Inequality::less(sum, limit),
            Bound::AtLeast => Inequality::at_most(limit, sum),
        }
    }

    /// The step that decides; its operands are what is bounded and the limit, in this order.
    pub(super) fn op(self) -> Op {
        match self {
            Bound::AtMost => Op::AtMost,
            Bound::LessThan => Op::LessThan,
            Bound::AtLeast => Op::AtLeast,
        }
    }

    /// On which side of the limit a fault lies.
    pub(super) fn beyond(self) -> Side {
        match self {
            Bound::AtMost | Bound::LessThan => Side::Over,
            Bound::AtLeast => Side::Short,
        }
    }

    pub(super) fn bounded(self, what: String, unit: Unit, limit: &Quantity) -> Bounded<'_> {
        let least = self == Bound::AtLeast;
        Bounded {
            what,
            unit,
            least: least.then_some(limit),
            greatest: (!least).then_some(limit),
            less: self == Bound::LessThan,
        }
    }

    /// How far a sum certainly lies beyond its limit, or at least how much room it has.
    fn distance(self, sum: Range<Money>, limit: Range<Money>) -> Option<Distance> {
        let (lesser, greater) = match self {
            Bound::AtMost | Bound::LessThan => (sum, limit),
            Bound::AtLeast => (limit, sum),
        };
        let room = lesser.high.zip(greater.low).map(|(one, other)| other - one);
        let fault = lesser.low.zip(greater.high).map(|(one, other)| one - other);
        let (side, by) = match (room, fault) {
            (_, Some(fault)) if fault > Money::ZERO => (self.beyond(), fault),
            (Some(room), _) if room >= Money::ZERO => (Side::Within, room),
            _ => return None,
        };
        let by = Value::Money(by);
        Some(Distance { side, by })
    }
}

/// A sum that is held against a limit.
pub(super) struct BoundedAmount<'a> {
    pub(super) amount: &'a Quantity,
    pub(super) bound: Bound,
    pub(super) limit: &'a Quantity,
    /// Whether what is not stated is no open question.
    pub(super) stated_only: bool,
}

impl<'a> BoundedAmount<'a> {
    pub(super) fn quantities(&self) -> Vec<(&'static str, &'a Quantity, Unit)> {
        vec![
            ("amount", self.amount, Unit::Money),
            ("limit", self.limit, Unit::Money),
        ]
    }

    pub(super) fn bounds(&self) -> Vec<Bounded<'a>> {
        let what = self.amount.words();
        vec![self.bound.bounded(what, Unit::Money, self.limit)]
    }

    pub(super) fn asks(&self, subject: &Subject<'_>, ctx: &Context<'_>) -> Vec<Inequality> {
        let read = |quantity: &Quantity| quantity.read(Unit::Money, subject, ctx);
        let (Ok(amount), Ok(limit)) = (read(self.amount), read(self.limit)) else {
            return Vec::new();
        };
        let (sum, limit) = (amount.money(), limit.money());
        if self.stated_only && (sum.is_unknown() || limit.is_unknown()) {
            return Vec::new();
        }
        vec![self.bound.asks(sum, limit)]
    }

    pub(super) fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let both = (self.amount, self.limit);
        let (amount, limit) = match Quantity::read_both(both, Unit::Money, subject, ctx) {
            Ok(read) => read,
            Err(absent) => return out.absent(absent),
        };
        let (sum, bound) = (amount.money(), limit.money());
        if self.stated_only && (sum.is_unknown() || bound.is_unknown()) {
            return out.skip(NotApplicable::NoSubject);
        }
        let truth = self.bound.truth(sum, bound);
        let distance = self.bound.distance(sum, bound);
        out.decide(truth, distance.clone(), || {
            let mut how = Reckoning::default();
            let [one, other] = [&amount, &limit].map(|one| how.read(one, subject, ctx));
            how.gap((&one, sum), (&other, bound));
            how.truth(self.bound.op(), [one, other], truth);
            Case::at(amount.at.unwrap_or(subject.thing.at()))
                .value("amount", money_value(sum))
                .value("limit", money_value(bound))
                .value("distance", distance.map(|distance| distance.by))
                .reckoned(how)
                .assumed_by([&amount, &limit])
                .missing(lacking([&amount, &limit]))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euros(low: i64, high: i64) -> Range<Money> {
        Range::between(Money::from_cents(low), Money::from_cents(high))
    }

    #[test]
    fn a_least_sum_is_held_as_a_greatest_one_from_the_other_side() {
        let limit = euros(1000, 1000);
        for (sum, truth, distance) in [
            (euros(1001, 1001), Truth::Yes, Some((Side::Within, 1))),
            (euros(1000, 1000), Truth::Yes, Some((Side::Within, 0))),
            (euros(999, 999), Truth::No, Some((Side::Short, 1))),
            (euros(1000, 1100), Truth::Yes, Some((Side::Within, 0))),
            (euros(950, 1050), Truth::Unknown, None),
            (euros(900, 999), Truth::No, Some((Side::Short, 1))),
            (Range::unknown(), Truth::Unknown, None),
        ] {
            let bound = Bound::AtLeast;
            assert_eq!(bound.truth(sum, limit), truth, "{sum:?}");
            let said = bound.distance(sum, limit);
            let said = said.map(|one| (one.side, one.by));
            let distance = distance.map(|(side, by)| (side, Value::Money(Money::from_cents(by))));
            assert_eq!(said, distance, "{sum:?}");
            let holds = bound.asks(sum, limit).holds();
            assert_eq!(holds == Some(true), truth == Truth::Yes, "{sum:?}");
        }
    }
}
