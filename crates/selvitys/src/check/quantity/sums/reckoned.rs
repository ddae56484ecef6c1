//! A sum on its way, with how it was reckoned.

use crate::check::money_value;
use crate::finding::{Asked, Op, Step, Value};
use crate::model::{Money, Share};
use crate::range::Range;

/// A sum with how it was reckoned, and what would have to be known to tell it exactly.
#[derive(Debug, Clone)]
pub(super) struct Reckoned {
    pub(super) range: Range<Money>,
    pub(super) steps: Vec<Step>,
    /// Nothing where the sum is known, but for the rounding of cents.
    pub(super) missing: Option<Asked>,
}

impl Reckoned {
    /// A sum as stated, or what is missing.
    pub(super) fn stated(sum: Option<Money>, missing: Asked) -> Self {
        Reckoned {
            range: sum.map_or(Range::unknown(), Range::exact),
            steps: Vec::new(),
            missing: sum.is_none().then_some(missing),
        }
    }

    /// Sums together; not known when one of them is not.
    pub(super) fn sum(sums: impl IntoIterator<Item = Option<Money>>, missing: Asked) -> Self {
        let Some(sums) = sums.into_iter().collect::<Option<Vec<Money>>>() else {
            return Reckoned::stated(None, missing);
        };
        let total = sums.iter().copied().sum();
        let mut sum = Reckoned::stated(Some(total), missing);
        if sums.len() > 1 {
            sum.steps.push(Step {
                op: Op::Sum,
                operands: sums.into_iter().map(Value::Money).collect(),
                result: Value::Money(total),
            });
        }
        sum
    }

    fn then(&mut self, op: Op, other: Range<Money>, range: Range<Money>) {
        let values = [self.range, other, range].map(money_value);
        if let [Some(before), Some(other), Some(result)] = values {
            self.steps.push(Step {
                op,
                operands: vec![before, other],
                result,
            });
        }
        self.range = range;
    }

    /// Less another sum; nothing is done where that is certainly none.
    pub(super) fn less(&mut self, other: Reckoned) {
        self.missing = self.missing.or(other.missing);
        if other.range == Range::exact(Money::ZERO) {
            return;
        }
        self.steps.extend(other.steps);
        self.then(Op::Difference, other.range, self.range.minus(other.range));
    }

    /// So much of it as a share stands for. Sums are not below zero here.
    pub(super) fn times(&mut self, share: Range<Share>, missing: Asked) {
        let times = |sum: Option<Money>, share: Option<Share>| Some(sum?.times(share?));
        let range = Range {
            low: times(self.range.low, share.low),
            high: times(self.range.high, share.high),
        };
        match share.value() {
            None => self.missing = self.missing.or(Some(missing)),
            Some(share) => {
                if let (Some(sum), Some(result)) = (money_value(self.range), money_value(range)) {
                    self.steps.push(Step {
                        op: Op::Product,
                        operands: vec![sum, Value::Share(share)],
                        result,
                    });
                }
            }
        }
        self.range = range;
    }

    /// At most another sum. Of what that is not known to be, all or nothing may be left.
    pub(super) fn at_most(&mut self, most: Range<Money>, missing: Asked) {
        let range = Range {
            low: self.range.low.zip(most.low).map(|(a, b)| a.min(b)),
            high: match (self.range.high, most.high) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            },
        };
        let binds = range != self.range;
        if binds && most.value().is_none() {
            self.missing = self.missing.or(Some(missing));
        }
        if binds {
            self.then(Op::Least, most, range);
        }
    }

    /// At least nothing.
    pub(super) fn not_negative(&mut self) {
        let zero = Money::ZERO;
        let range = Range {
            low: Some(self.range.low.map_or(zero, |sum| sum.max(zero))),
            high: self.range.high.map(|sum| sum.max(zero)),
        };
        if self.range.low.is_some_and(|sum| sum < zero) {
            self.then(Op::Greatest, Range::exact(zero), range);
        }
        self.range = range;
    }

    /// From a lower sum on, because something is not known.
    pub(super) fn down_to(&mut self, low: Option<Money>, missing: Asked) {
        if low < self.range.low {
            self.range.low = low;
            self.missing = self.missing.or(Some(missing));
        }
    }
}
