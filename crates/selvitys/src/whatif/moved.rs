//! Where things stand after items of lists were taken away: the others move up.

use crate::pointer;

/// The places that are taken away, as they are in the document before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moved {
    taken: Vec<Vec<String>>,
}

impl Moved {
    pub(super) fn new(mut taken: Vec<Vec<String>>) -> Self {
        let number = |step: &String| pointer::number(step);
        // The last items first, so that those before them keep their numbers.
        taken.sort_by(|one, other| {
            let pairs = one
                .iter()
                .zip(other)
                .map(|(one, other)| number(other).cmp(&number(one)).then_with(|| other.cmp(one)));
            let differs = pairs.into_iter().find(|order| order.is_ne());
            differs.unwrap_or_else(|| other.len().cmp(&one.len()))
        });
        taken.dedup();
        Moved { taken }
    }

    /// The places, in an order in which they can be taken away one after the other.
    pub(super) fn taken(&self) -> &[Vec<String>] {
        &self.taken
    }

    /// The numbers of the items taken away of a list, ascending; the list as it is before.
    fn of_list(&self, list: &[String]) -> Vec<usize> {
        let items = self.taken.iter().filter_map(|taken| {
            let (last, above) = taken.split_last()?;
            (above == list).then(|| pointer::number(last)).flatten()
        });
        let mut items: Vec<usize> = items.collect();
        items.sort_unstable();
        items
    }

    /// Where something stands after, that stands at a place before and is not taken away.
    pub(super) fn forward(&self, before: &[String]) -> Vec<String> {
        let steps = before.iter().enumerate().map(|(depth, step)| {
            let Some(number) = pointer::number(step) else {
                return step.clone();
            };
            let list = before.get(..depth).unwrap_or_default();
            let gone = self.of_list(list).into_iter().filter(|gone| *gone < number);
            (number - gone.count()).to_string()
        });
        steps.collect()
    }

    /// Where something stood before, that stands at a pointer after.
    pub(super) fn origin(&self, after: &str) -> String {
        let Some(steps) = pointer::steps(after).filter(|_| !self.taken.is_empty()) else {
            return after.to_owned();
        };
        let mut before: Vec<String> = Vec::with_capacity(steps.len());
        for step in steps {
            let origin = pointer::number(&step).map(|number| {
                let gone = self.of_list(&before).into_iter();
                gone.fold(number, |number, gone| number + usize::from(gone <= number))
            });
            before.push(origin.map_or(step, |number| number.to_string()));
        }
        pointer::join(&before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(taken: &[&str]) -> Moved {
        let steps = taken.iter().map(|one| pointer::steps(one).unwrap());
        Moved::new(steps.collect())
    }

    #[test]
    fn what_stands_behind_what_is_taken_away_moves_up_and_is_traced_back() {
        let moved = moved(&["/a/1", "/a/3", "/a/0/b/2", "/c"]);
        for (before, after) in [
            ("/a/0", "/a/0"),
            ("/a/2/x", "/a/1/x"),
            ("/a/4", "/a/2"),
            ("/a/10", "/a/8"),
            ("/a/0/b/3", "/a/0/b/2"),
            ("/a/2/b/3", "/a/1/b/3"),
            ("/d/5", "/d/5"),
        ] {
            let steps = pointer::steps(before).unwrap();
            assert_eq!(pointer::join(&moved.forward(&steps)), after, "{before}");
            assert_eq!(moved.origin(after), before, "{after}");
        }
    }

    #[test]
    fn the_last_items_and_what_lies_deepest_is_taken_away_first() {
        let moved = moved(&["/a/2", "/a/10", "/a/10/b", "/a/2", "/a/9/x"]);
        let taken: Vec<String> = moved.taken().iter().map(|one| pointer::join(one)).collect();
        assert_eq!(taken, ["/a/10/b", "/a/10", "/a/9/x", "/a/2"]);
    }
}
