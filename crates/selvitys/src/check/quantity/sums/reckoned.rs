//! A sum on its way, with how it was reckoned.

use super::super::{Amount, Reading};
use crate::finding::{Asked, Op};
use crate::model::Money;
use crate::place::At;
use crate::range::Range;

/// A sum with how it was reckoned. What it says to be missing would have to be known to tell it
/// exactly; nothing is where it is known, but for the rounding of cents.
#[derive(Debug, Clone)]
pub(super) struct Reckoned {
    pub(super) reading: Reading,
}

impl Reckoned {
    /// A sum as stated at a place, or what is missing.
    pub(super) fn stated(sum: Option<Money>, at: At, missing: Asked) -> Self {
        let range = sum.map_or(Range::unknown(), Range::exact);
        let missing = sum.is_none().then_some(missing);
        Reckoned {
            reading: Reading {
                at: Some(at),
                missing,
                ..Reading::new(Amount::Money(range))
            },
        }
    }

    /// Nothing at all.
    pub(super) fn nothing() -> Self {
        Reckoned {
            reading: Reading::nothing(),
        }
    }

    /// What another quantity came to; where that is not exact, this is missing.
    pub(super) fn read(reading: Reading, missing: Asked) -> Self {
        let missing = (!reading.is_exact()).then_some(missing);
        Reckoned {
            reading: Reading { missing, ..reading },
        }
    }

    pub(super) fn range(&self) -> Range<Money> {
        self.reading.money()
    }

    /// Sums together; not known when one of them is not.
    pub(super) fn sum(sums: impl IntoIterator<Item = Reckoned>) -> Self {
        let mut sums: Vec<Reckoned> = sums.into_iter().collect();
        match sums.len() {
            0 => Reckoned::nothing(),
            1 => sums.swap_remove(0),
            _ => {
                let range = sums.iter().map(Reckoned::range).reduce(Range::plus);
                let missing = sums.iter().find_map(|one| one.reading.missing);
                let mut all = sums.into_iter();
                let mut sum = all.next().unwrap_or_else(Reckoned::nothing);
                sum.then(Op::Sum, all, range.unwrap_or(Range::unknown()));
                sum.reading.missing = missing;
                sum
            }
        }
    }

    fn then(&mut self, op: Op, others: impl IntoIterator<Item = Reckoned>, range: Range<Money>) {
        let missing = self.reading.missing;
        let before = std::mem::replace(&mut self.reading, Reading::nothing());
        let others = others.into_iter().map(|other| other.reading);
        self.reading = before.then(op, others, Amount::Money(range));
        self.reading.missing = missing;
    }

    fn lacks(&mut self, missing: Option<Asked>) {
        self.reading.missing = self.reading.missing.or(missing);
    }

    /// Less another sum; nothing is done where that is certainly none.
    pub(super) fn less(&mut self, other: Reckoned) {
        self.lacks(other.reading.missing);
        if other.range() == Range::exact(Money::ZERO) {
            return;
        }
        let range = self.range().minus(other.range());
        self.then(Op::Difference, [other], range);
    }

    /// So much of it as a share stands for. Sums are not below zero here.
    pub(super) fn times(&mut self, share: &Reading, missing: Asked) {
        let (sum, of) = (self.range(), share.share());
        let range = Range {
            low: sum.low.zip(of.low).map(|(sum, share)| sum.times(share)),
            high: sum.high.zip(of.high).map(|(sum, share)| sum.times(share)),
        };
        self.lacks(of.value().is_none().then_some(missing));
        self.then(
            Op::Product,
            [Reckoned {
                reading: share.clone(),
            }],
            range,
        );
    }

    /// At most another sum. Of what that is not known to be, all or nothing may be left.
    pub(super) fn at_most(&mut self, most: Reckoned, missing: Asked) {
        let (sum, bound) = (self.range(), most.range());
        let range = Range {
            low: sum.low.zip(bound.low).map(|(a, b)| a.min(b)),
            high: match (sum.high, bound.high) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            },
        };
        if range != sum {
            self.lacks(bound.value().is_none().then_some(missing));
            self.then(Op::Least, [most], range);
        }
    }

    /// At least nothing.
    pub(super) fn not_negative(&mut self) {
        let range = self.range().not_negative();
        if range != self.range() {
            self.then(Op::Greatest, [Reckoned::nothing()], range);
        }
    }

    /// From a lower sum on, because something is not known.
    pub(super) fn down_to(&mut self, lower: Reckoned, missing: Asked) {
        let (low, high) = (lower.range().low, self.range().high);
        if low < self.range().low {
            self.lacks(Some(missing));
            let missing = self.reading.missing;
            let upper = std::mem::replace(self, lower);
            self.then(Op::Between, [upper], Range { low, high });
            self.reading.missing = missing;
        }
    }

    /// Any sum between this and another, and those themselves.
    pub(super) fn or(&mut self, other: Reckoned) {
        let (one, another) = (self.range(), other.range());
        let range = Range {
            low: one.low.zip(another.low).map(|(a, b)| a.min(b)),
            high: one.high.zip(another.high).map(|(a, b)| a.max(b)),
        };
        if range != one {
            self.then(Op::Span, [other], range);
        }
    }
}
