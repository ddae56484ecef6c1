//! Sets of values: ranges of whole steps (cents, days), ascending and apart.

/// The values that are admitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Set(Vec<(i64, i64)>);

impl Set {
    pub(super) fn empty() -> Self {
        Set(Vec::new())
    }

    /// From the first to the last value, both in it; empty when the last is before the first.
    pub(super) fn between(first: i64, last: i64) -> Self {
        Set((first <= last)
            .then_some((first, last))
            .into_iter()
            .collect())
    }

    pub(super) fn ranges(&self) -> &[(i64, i64)] {
        &self.0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn has(&self, value: i64) -> bool {
        let within = |(first, last): &(i64, i64)| (*first..=*last).contains(&value);
        self.0.iter().any(within)
    }

    pub(super) fn intersect(&self, other: &Set) -> Set {
        let pairs = self
            .0
            .iter()
            .flat_map(|one| other.0.iter().map(move |two| (one, two)));
        let common = pairs.map(|(one, two)| (one.0.max(two.0), one.1.min(two.1)));
        Set(common.filter(|(first, last)| first <= last).collect())
    }

    pub(super) fn unite(&self, other: &Set) -> Set {
        let mut all: Vec<(i64, i64)> = self.0.iter().chain(&other.0).copied().collect();
        all.sort_unstable();
        let mut united: Vec<(i64, i64)> = Vec::with_capacity(all.len());
        for (first, last) in all {
            match united.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => {
                    before.1 = before.1.max(last);
                }
                _ => united.push((first, last)),
            }
        }
        Set(united)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(ranges: &[(i64, i64)]) -> Set {
        let sets = ranges
            .iter()
            .map(|(first, last)| Set::between(*first, *last));
        sets.fold(Set::empty(), |all, one| all.unite(&one))
    }

    #[test]
    fn ranges_that_touch_become_one() {
        assert_eq!(set(&[(1, 3), (4, 6)]).ranges(), [(1, 6)]);
        assert_eq!(set(&[(5, 6), (1, 3)]).ranges(), [(1, 3), (5, 6)]);
        assert_eq!(set(&[(1, 9), (2, 3), (9, 9)]).ranges(), [(1, 9)]);
        assert!(set(&[(3, 2)]).is_empty());
    }

    #[test]
    fn what_both_have_is_in_the_intersection_and_nothing_else() {
        let (one, other) = (set(&[(1, 5), (8, 12), (20, 20)]), set(&[(4, 9), (12, 30)]));
        let both = one.intersect(&other);
        assert_eq!(both.ranges(), [(4, 5), (8, 9), (12, 12), (20, 20)]);
        for value in 0..=31 {
            assert_eq!(
                both.has(value),
                one.has(value) && other.has(value),
                "{value}"
            );
            assert_eq!(
                one.unite(&other).has(value),
                one.has(value) || other.has(value),
                "{value}"
            );
        }
    }
}
