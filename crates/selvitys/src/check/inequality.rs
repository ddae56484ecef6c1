//! What a kind of check asks, as inequalities: what the solver turns round in one unknown.

use jiff::civil::Date;

use crate::model::Money;
use crate::range::Range;

/// Something may not be more than something else. It holds certainly when the highest value that
/// the left side may have is not above the lowest of the right side.
///
/// A kind says by inequalities exactly what [`Kind::decide`](super::Kind::decide) decides: a
/// subject is at no fault and nothing of it is open when all of them hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Inequality {
    /// What may not be more; nothing when it is not known.
    pub(crate) left: Option<Point>,
    /// What it may not be more than; nothing when it is not known.
    pub(crate) right: Option<Point>,
    /// Whether the left side must be less, so that equal does not pass.
    pub(crate) less: bool,
}

/// A value on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Point {
    Money(Money),
    Day(Date),
}

impl From<Money> for Point {
    fn from(sum: Money) -> Self {
        Point::Money(sum)
    }
}

impl From<Date> for Point {
    fn from(day: Date) -> Self {
        Point::Day(day)
    }
}

impl Inequality {
    /// The one is at most the other; equal passes.
    pub(crate) fn at_most<T: Into<Point>>(left: Range<T>, right: Range<T>) -> Self {
        Inequality {
            left: left.high.map(T::into),
            right: right.low.map(T::into),
            less: false,
        }
    }

    /// The one is less than the other; equal does not pass.
    pub(crate) fn less<T: Into<Point>>(left: Range<T>, right: Range<T>) -> Self {
        Inequality {
            less: true,
            ..Inequality::at_most(left, right)
        }
    }

    /// Two ranges meet, as [`Range::meets`] says: neither lies wholly above the other.
    pub(crate) fn meets<T: Into<Point> + Copy>(one: Range<T>, other: Range<T>) -> [Self; 2] {
        let below = |one: Range<T>, other: Range<T>| Inequality {
            left: one.low.map(T::into),
            right: other.high.map(T::into),
            less: false,
        };
        [below(one, other), below(other, one)]
    }

    /// What is left open whatever the sides may be.
    pub(crate) fn open() -> Self {
        Inequality {
            left: None,
            right: None,
            less: false,
        }
    }

    /// Whether it holds; nothing when a side is not known.
    pub(crate) fn holds(self) -> Option<bool> {
        let order = match (self.left?, self.right?) {
            (Point::Money(left), Point::Money(right)) => left.cmp(&right),
            (Point::Day(left), Point::Day(right)) => left.cmp(&right),
            _ => return None,
        };
        Some(order.is_lt() || (order.is_eq() && !self.less))
    }
}
