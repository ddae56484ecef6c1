//! What a quantity comes to: an amount as a range, where it stands, what it was reckoned from and
//! what it takes for granted.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::finding::{Asked, Assumption, Op, Value};
use crate::model::{Money, PartialDate, Share};
use crate::place::At;
use crate::range::Range;
use crate::rulebook::Id;

/// What a quantity comes to.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    pub(crate) amount: Amount,
    /// Where it stands, if in the document.
    pub(crate) at: Option<At>,
    /// The parameter, if a number of the rulebook.
    pub(crate) param: Option<Id>,
    /// What is missing when it is not known.
    pub(crate) missing: Option<Asked>,
    /// From what it was reckoned, where it was.
    pub(crate) made: Option<Box<Made>>,
    /// Whence it is, where neither the document nor a parameter gives it.
    pub(crate) given: Given,
    pub(crate) assumes: Vec<Assumption>,
    /// The date as the document states it.
    pub(crate) stated: Option<PartialDate>,
}

/// Whence a reading is that neither the document nor a parameter gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Given {
    /// A field of the rule.
    ByRule,
    /// The day of the assessment.
    AsOf,
    /// A fixed value, such as nothing at all.
    Fixed,
}

/// What a reading was reckoned from. It is told step by step only where a case is kept.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    pub(crate) op: Op,
    pub(crate) from: Vec<Reading>,
}

/// An amount of one kind.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Amount {
    Money(Range<Money>),
    Share(Range<Share>),
    Date(Range<Date>),
    Count(Range<u64>),
}

impl Amount {
    /// From this to another of the same kind.
    pub(super) fn up_to(self, other: Amount) -> Amount {
        fn join<T>(low: Range<T>, high: Range<T>) -> Range<T> {
            Range {
                low: low.low,
                high: high.high,
            }
        }
        match (self, other) {
            (Amount::Money(low), Amount::Money(high)) => Amount::Money(join(low, high)),
            (Amount::Share(low), Amount::Share(high)) => Amount::Share(join(low, high)),
            (Amount::Date(low), Amount::Date(high)) => Amount::Date(join(low, high)),
            (Amount::Count(low), Amount::Count(high)) => Amount::Count(join(low, high)),
            (low, _) => low,
        }
    }
}

/// Why a quantity has no reading at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Absent {
    /// The subject has no such thing: the rule does not concern it.
    NoSubject,
    /// The parameter is not in force, or not defined for the call.
    NoNumber(Id),
}

impl Reading {
    pub(super) fn new(amount: Amount) -> Self {
        Reading {
            amount,
            at: None,
            param: None,
            missing: None,
            made: None,
            given: Given::ByRule,
            assumes: Vec::new(),
            stated: None,
        }
    }

    /// What is reckoned from this and others; it stands where this stands.
    pub(super) fn then(
        self,
        op: Op,
        others: impl IntoIterator<Item = Reading>,
        amount: Amount,
    ) -> Reading {
        let mut from = vec![self];
        from.extend(others);
        let assumes = from.iter().flat_map(|one| one.assumes.iter().cloned());
        let assumes = assumes.collect();
        let open = from.iter().find(|one| !one.is_exact());
        let missing = open.or(from.first()).and_then(|one| one.missing);
        Reading {
            at: from.first().and_then(|one| one.at),
            missing,
            assumes,
            made: Some(Box::new(Made { op, from })),
            ..Reading::new(amount)
        }
    }

    /// No money at all.
    pub(super) fn nothing() -> Reading {
        Reading {
            given: Given::Fixed,
            ..Reading::new(Amount::Money(Range::exact(Money::ZERO)))
        }
    }

    /// A sum less another.
    pub(super) fn less(self, other: Reading) -> Reading {
        let range = self.money().minus(other.money());
        self.then(Op::Difference, [other], Amount::Money(range))
    }

    /// A sum, or nothing where it is below that.
    pub(super) fn not_negative(self) -> Reading {
        let range = self.money().not_negative();
        if range == self.money() {
            self
        } else {
            self.then(Op::Greatest, [Reading::nothing()], Amount::Money(range))
        }
    }

    pub(crate) fn is_exact(&self) -> bool {
        match self.amount {
            Amount::Money(range) => range.value().is_some(),
            Amount::Share(range) => range.value().is_some(),
            Amount::Date(range) => range.value().is_some(),
            Amount::Count(range) => range.value().is_some(),
        }
    }

    pub(crate) fn money(&self) -> Range<Money> {
        match self.amount {
            Amount::Money(range) => range,
            _ => Range::unknown(),
        }
    }

    pub(crate) fn share(&self) -> Range<Share> {
        match self.amount {
            Amount::Share(range) => range,
            _ => Range::unknown(),
        }
    }

    pub(crate) fn date(&self) -> Range<Date> {
        match self.amount {
            Amount::Date(range) => range,
            _ => Range::unknown(),
        }
    }

    pub(crate) fn count(&self) -> Range<u64> {
        match self.amount {
            Amount::Count(range) => range,
            _ => Range::unknown(),
        }
    }

    /// The value as a finding shows it; nothing when nothing is known.
    pub(crate) fn value(&self) -> Option<Value> {
        match self.amount {
            Amount::Money(range) => money_value(range),
            Amount::Share(range) => share_value(range),
            Amount::Date(range) => match (range.value(), self.stated) {
                (Some(day), _) => Some(Value::Date(day)),
                (None, Some(stated)) => Some(Value::Coarse(stated)),
                (None, None) => date_value(range),
            },
            Amount::Count(range) => count_value(range),
        }
    }
}

/// What is missing of readings that are not known exactly.
pub(crate) fn lacking<'r>(
    readings: impl IntoIterator<Item = &'r Reading>,
) -> impl Iterator<Item = Asked> {
    let open = readings.into_iter().filter(|one| !one.is_exact());
    open.filter_map(|one| one.missing)
}

pub(crate) fn money_value(range: Range<Money>) -> Option<Value> {
    match range.value() {
        Some(money) => Some(Value::Money(money)),
        None if range.is_unknown() => None,
        None => Some(Value::MoneyRange(range.low, range.high)),
    }
}

pub(crate) fn date_value(range: Range<Date>) -> Option<Value> {
    match range.value() {
        Some(day) => Some(Value::Date(day)),
        None if range.is_unknown() => None,
        None => Some(Value::DateRange(range.low, range.high)),
    }
}

pub(crate) fn count_value(range: Range<u64>) -> Option<Value> {
    match range.value() {
        Some(count) => Some(Value::Count(count)),
        None if range.is_unknown() => None,
        None => Some(Value::CountRange(range.low, range.high)),
    }
}

pub(crate) fn share_value(range: Range<Share>) -> Option<Value> {
    match range.value() {
        Some(share) => Some(Value::Share(share)),
        None if range.is_unknown() => None,
        None => Some(Value::ShareRange(range.low, range.high)),
    }
}

/// The share that a part is of a whole, as far as ranges tell; nothing when the whole may be zero.
pub(crate) fn ratio(part: Range<Money>, whole: Range<Money>) -> Range<Share> {
    let positive = |sum: &Money| sum.decimal() > Decimal::ZERO;
    let divide = |part: Option<Money>, whole: Option<Money>| {
        part.zip(whole.filter(positive))
            .and_then(|(part, whole)| part.share_of(whole))
    };
    Range {
        low: divide(part.low, whole.high),
        high: divide(part.high, whole.low),
    }
}
