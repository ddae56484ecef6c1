//! Turning round what a kind asks: for which values of one place an inequality holds.
//!
//! Every quantity that rules read is a sum, a product with a share, a least or greatest of others,
//! or a date moved by a calendar: as one place grows, it grows throughout, or shrinks throughout.
//! An inequality of which one side moves therefore turns from holding to not holding once at most,
//! and so does one of sums of which both sides move evenly. Where that cannot be seen at the values
//! looked at, nothing is said.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::probe::{Key, Probe};
use super::set::Set;
use crate::check::{Inequality, Point};

/// For which values a case is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// For these.
    Set(Set),
    /// Another value that is missing leaves it open.
    Open,
    /// It cannot be told by turning the rule round.
    Cannot,
}

/// For which values all holds that a rule asks of a subject. Each stretch of values is given by the
/// values at which it is looked at, ascending, its ends among them; within one the same numbers of
/// the rulebook are in force.
pub(super) fn admitted(probe: &mut Probe<'_>, key: Key, stretches: &[Vec<i64>]) -> Found {
    let mut all = Set::empty();
    let mut open = false;
    for stretch in stretches {
        match within(probe, key, stretch) {
            Found::Set(set) => all = all.unite(&set),
            Found::Open => open = true,
            Found::Cannot => return Found::Cannot,
        }
    }
    if open { Found::Open } else { Found::Set(all) }
}

fn within(probe: &mut Probe<'_>, key: Key, stretch: &[i64]) -> Found {
    let Some((first, last)) = stretch.first().zip(stretch.last()) else {
        return Found::Set(Set::empty());
    };
    let mut rows: Vec<Vec<Inequality>> = Vec::with_capacity(stretch.len());
    for value in stretch {
        match probe.sight(*value).get(&key) {
            Some(Some(asks)) => rows.push(asks.clone()),
            _ => return Found::Cannot,
        }
    }
    let count = rows.first().map_or(0, Vec::len);
    if rows.iter().any(|row| row.len() != count) {
        return Found::Cannot;
    }
    let mut set = Set::between(*first, *last);
    let mut open = false;
    for number in 0..count {
        let column = rows.iter().filter_map(|row| row.get(number).copied());
        let one = Column {
            key,
            number,
            samples: stretch.iter().copied().zip(column).collect(),
        };
        match one.solve(probe) {
            Found::Set(one) => set = set.intersect(&one),
            Found::Open => open = true,
            Found::Cannot => return Found::Cannot,
        }
    }
    // What never holds is not open, whatever the missing value may be.
    if open && !set.is_empty() {
        Found::Open
    } else {
        Found::Set(set)
    }
}

/// One inequality at several values of the place.
struct Column {
    key: Key,
    /// Which of those that the rule asks.
    number: usize,
    samples: Vec<(i64, Inequality)>,
}

impl Column {
    fn solve(&self, probe: &mut Probe<'_>) -> Found {
        let holds: Vec<Option<bool>> = self.samples.iter().map(|(_, one)| one.holds()).collect();
        if holds.iter().all(Option::is_none) {
            return Found::Open;
        }
        let (Some(holds), true) = (
            holds.into_iter().collect::<Option<Vec<bool>>>(),
            self.turns_once(),
        ) else {
            return Found::Cannot;
        };
        let ends = self.samples.first().zip(self.samples.last());
        let Some(((first, _), (last, _))) = ends else {
            return Found::Cannot;
        };
        let mut turns = holds
            .windows(2)
            .enumerate()
            .filter(|(_, pair)| pair[0] != pair[1]);
        let whole = || match holds.first() {
            Some(true) => Set::between(*first, *last),
            _ => Set::empty(),
        };
        let at = match (turns.next(), turns.next()) {
            (None, _) => return Found::Set(whole()),
            (Some((at, _)), None) => at,
            _ => return Found::Cannot,
        };
        let Some([below, above]) = self.samples.get(at..at + 2) else {
            return Found::Cannot;
        };
        // From a value for which it holds towards one for which it does not.
        let rising = holds.get(at) == Some(&false);
        let (from, to) = if rising {
            (above, below)
        } else {
            (below, above)
        };
        match self.search(*from, *to, probe) {
            None => Found::Cannot,
            Some(bound) if rising => Found::Set(Set::between(bound, *last)),
            Some(bound) => Found::Set(Set::between(*first, bound)),
        }
    }

    /// Whether it can be seen that it turns at most once.
    fn turns_once(&self) -> bool {
        let moves = |side: fn(&Inequality) -> Option<Point>| {
            self.samples
                .windows(2)
                .any(|pair| side(&pair[0].1) != side(&pair[1].1))
        };
        match (moves(|one| one.left), moves(|one| one.right)) {
            (false, false) => true,
            (true, true) => self.is_even(),
            _ => {
                let rooms: Option<Vec<Decimal>> =
                    self.samples.iter().map(|(_, one)| room(one)).collect();
                rooms.is_some_and(|rooms| rooms.is_sorted() || rooms.is_sorted_by(|a, b| a >= b))
            }
        }
    }

    /// Whether the room changes by the same for each cent, at all values looked at. Of two values
    /// alone nothing can be seen.
    fn is_even(&self) -> bool {
        let points: Option<Vec<(Decimal, Decimal)>> = self
            .samples
            .iter()
            .map(|(value, one)| Some((Decimal::from(*value), room(one)?)))
            .collect();
        let Some([zero, one, rest @ ..]) = points.as_deref() else {
            return false;
        };
        let (run, rise) = (one.0 - zero.0, one.1 - zero.1);
        let on_line =
            |point: &(Decimal, Decimal)| (point.1 - zero.1) * run == rise * (point.0 - zero.0);
        !rest.is_empty() && rest.iter().all(on_line)
    }

    /// The last value, on the way to one for which it does not hold, for which it does.
    fn search(
        &self,
        from: (i64, Inequality),
        to: (i64, Inequality),
        probe: &mut Probe<'_>,
    ) -> Option<i64> {
        let (mut holds, mut fails) = (from, to);
        let mut last_held = true;
        for turn in 0_u32.. {
            let (near, far) = (holds.0, fails.0);
            let apart = near.abs_diff(far);
            if apart == 1 {
                return Some(near);
            }
            let towards = (far - near).signum();
            // On a straight line the second guess is its neighbour and the search ends; on any
            // other, halving ends it.
            let guess = match turn % 3 {
                0 => guess(&holds, &fails)?,
                1 if last_held => near + towards,
                1 => far - towards,
                _ => i64::midpoint(near, far),
            };
            let inner = (near + towards, far - towards);
            let guess = guess.clamp(inner.0.min(inner.1), inner.0.max(inner.1));
            let sight = probe.sight(guess);
            let asks = sight.get(&self.key)?.as_ref()?;
            let one = *asks.get(self.number)?;
            last_held = one.holds()?;
            if last_held {
                holds = (guess, one);
            } else {
                fails = (guess, one);
            }
        }
        None
    }
}

/// How far the left side is below the right one, in euros or days.
fn room(one: &Inequality) -> Option<Decimal> {
    match (one.left?, one.right?) {
        (Point::Money(left), Point::Money(right)) => Some((right - left).decimal()),
        (Point::Day(left), Point::Day(right)) => Some(Decimal::from((right - left).get_days())),
        _ => None,
    }
}

/// Where a straight line through two values comes to no room.
fn guess(holds: &(i64, Inequality), fails: &(i64, Inequality)) -> Option<i64> {
    let (above, below) = (room(&holds.1)?, room(&fails.1)?);
    let part = above.checked_div(above - below)?;
    let way = Decimal::from(fails.0 - holds.0) * part;
    Some(holds.0 + way.trunc().to_i64()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Thing;
    use crate::model::Money;

    /// An inequality of sums at several values; both sides in cents.
    fn column(samples: &[(i64, i64, i64)]) -> Column {
        let sum = |cents: i64| Some(Point::Money(Money::from_cents(cents)));
        let sample = |(value, left, right): &(i64, i64, i64)| {
            let one = Inequality {
                left: sum(*left),
                right: sum(*right),
                less: false,
            };
            (*value, one)
        };
        Column {
            key: Key {
                rule: 0,
                case: 0,
                thing: Thing::Project,
                grant: None,
            },
            number: 0,
            samples: samples.iter().map(sample).collect(),
        }
    }

    #[test]
    fn an_inequality_is_turned_round_only_where_it_turns_once() {
        for (samples, turns_once, what) in [
            (
                &[(0, 5, 9), (10, 5, 9), (20, 5, 9)][..],
                true,
                "neither side moves",
            ),
            (
                &[(0, 0, 9), (10, 10, 9), (20, 20, 9)],
                true,
                "the left side grows",
            ),
            (
                &[(0, 0, 9), (10, 7, 9), (20, 7, 9)],
                true,
                "it grows and then stays",
            ),
            (
                &[(0, 0, 9), (10, 10, 9), (20, 3, 9)],
                false,
                "it grows and shrinks",
            ),
            (
                &[(0, 9, 20), (10, 9, 10), (20, 9, 0)],
                true,
                "the right side shrinks",
            ),
            (
                &[(0, 0, 5), (10, 10, 13), (20, 20, 21)],
                true,
                "both move evenly",
            ),
            (
                &[(0, 0, 5), (10, 10, 13), (20, 20, 22)],
                false,
                "both move, not evenly",
            ),
            (
                &[(0, 0, 5), (10, 10, 13)],
                false,
                "both move, and two values show nothing",
            ),
        ] {
            assert_eq!(column(samples).turns_once(), turns_once, "{what}");
        }
    }

    #[test]
    fn the_guess_is_where_a_straight_line_has_no_room_left() {
        let line = column(&[(0, 0, 750), (1_000, 1_000, 750)]);
        let [from, to] = line.samples.as_slice() else {
            panic!()
        };
        assert_eq!(guess(from, to), Some(750));
        assert_eq!(guess(to, from), Some(750));
    }
}
