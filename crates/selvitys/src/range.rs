//! What is known of a quantity: that it lies between a lowest and a highest value.

use std::borrow::Borrow;

use jiff::civil::Date;

use crate::finding::Truth;
use crate::model::{Money, PartialDate};

/// A quantity that lies from `low` to `high`; an absent end is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range<T> {
    pub(crate) low: Option<T>,
    pub(crate) high: Option<T>,
}

impl<T: Copy + Ord> Range<T> {
    pub(crate) fn exact(value: T) -> Self {
        Range {
            low: Some(value),
            high: Some(value),
        }
    }

    pub(crate) fn between(low: T, high: T) -> Self {
        Range {
            low: Some(low),
            high: Some(high),
        }
    }

    pub(crate) fn unknown() -> Self {
        Range {
            low: None,
            high: None,
        }
    }

    pub(crate) fn is_unknown(self) -> bool {
        self.low.is_none() && self.high.is_none()
    }

    /// The value, where only one is possible.
    pub(crate) fn value(self) -> Option<T> {
        self.low.filter(|low| self.high == Some(*low))
    }

    /// Whether this is at most `bound`; equal is at most.
    pub(crate) fn at_most(self, bound: Range<T>) -> Truth {
        match (self.high, bound.low) {
            (Some(high), Some(low)) if high <= low => Truth::Yes,
            _ => match (self.low, bound.high) {
                (Some(low), Some(high)) if low > high => Truth::No,
                _ => Truth::Unknown,
            },
        }
    }

    /// Whether this is less than `bound`; equal is not.
    pub(crate) fn less_than(self, bound: Range<T>) -> Truth {
        bound.at_most(self).not()
    }

    /// Whether two ranges are certainly equal, certainly apart, or may meet.
    ///
    /// A stated range meets an exact sum when the sum lies inside it: a rounded headline *is* the
    /// exact sum. So a value inside the other's range counts as equal.
    pub(crate) fn meets(self, other: Range<T>) -> Truth {
        let (Some(low), Some(high)) = (self.low, self.high) else {
            return Truth::Unknown;
        };
        let (Some(from), Some(to)) = (other.low, other.high) else {
            return Truth::Unknown;
        };
        if low <= to && from <= high {
            Truth::Yes
        } else {
            Truth::No
        }
    }
}

impl Range<Money> {
    pub(crate) fn plus(self, other: Self) -> Self {
        Range {
            low: self.low.zip(other.low).map(|(a, b)| a + b),
            high: self.high.zip(other.high).map(|(a, b)| a + b),
        }
    }

    /// The sum of several; of none, nothing at all.
    pub(crate) fn sum<R: Borrow<Self>>(parts: impl IntoIterator<Item = R>) -> Self {
        let mut parts = parts.into_iter();
        let Some(first) = parts.next() else {
            return Range::exact(Money::ZERO);
        };
        let Range { mut low, mut high } = *first.borrow();
        // As long as all are exact, both ends are one.
        let mut exact = low == high;
        for part in parts {
            let part = part.borrow();
            let still = exact && part.low == part.high;
            if exact && !still {
                high = low;
            }
            exact = still;
            low = low.zip(part.low).map(|(sum, one)| sum + one);
            if !exact {
                high = high.zip(part.high).map(|(sum, one)| sum + one);
            }
        }
        Range {
            low,
            high: if exact { low } else { high },
        }
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        Range {
            low: self.low.zip(other.high).map(|(a, b)| a - b),
            high: self.high.zip(other.low).map(|(a, b)| a - b),
        }
    }

    /// What of it is above zero; nothing is known of what is not known at all.
    pub(crate) fn not_negative(self) -> Self {
        if self.is_unknown() {
            return self;
        }
        Range {
            low: Some(self.low.unwrap_or(Money::ZERO).max(Money::ZERO)),
            high: self.high.map(|sum| sum.max(Money::ZERO)),
        }
    }
}

impl Range<Date> {
    /// The days that a date may mean; unknown when it is absent.
    pub(crate) fn of(date: Option<PartialDate>) -> Self {
        date.map_or(Range::unknown(), |date| {
            Range::between(date.earliest(), date.latest())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_decides_only_what_lies_wholly_on_one_side() {
        let bound = Range::exact(10);
        for (low, high, truth) in [
            (9, 10, Truth::Yes),
            (10, 10, Truth::Yes),
            (10, 11, Truth::Unknown),
            (11, 11, Truth::No),
            (11, 12, Truth::No),
        ] {
            assert_eq!(
                Range::between(low, high).at_most(bound),
                truth,
                "{low}-{high}"
            );
        }
        assert_eq!(Range::unknown().at_most(bound), Truth::Unknown);
        assert_eq!(
            Range {
                low: Some(11),
                high: None
            }
            .at_most(bound),
            Truth::No
        );
        assert_eq!(
            Range {
                low: None,
                high: Some(10)
            }
            .at_most(bound),
            Truth::Yes
        );
    }

    #[test]
    fn equal_is_at_most_but_not_less() {
        assert_eq!(Range::exact(10).at_most(Range::exact(10)), Truth::Yes);
        assert_eq!(Range::exact(10).less_than(Range::exact(10)), Truth::No);
        assert_eq!(Range::exact(9).less_than(Range::exact(10)), Truth::Yes);
    }

    #[test]
    fn a_rounded_sum_meets_what_lies_within_half_a_unit() {
        let headline = Range::between(12_315_000, 12_325_000);
        assert_eq!(headline.meets(Range::exact(12_315_000)), Truth::Yes);
        assert_eq!(headline.meets(Range::exact(12_314_999)), Truth::No);
        assert_eq!(headline.meets(Range::exact(12_325_001)), Truth::No);
        assert_eq!(headline.meets(Range::unknown()), Truth::Unknown);
    }
}
