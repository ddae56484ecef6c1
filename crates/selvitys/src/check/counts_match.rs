//! Two counts are the same.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, Kind, Quantity, Reading, Reckoning, Sink, Subject, Thing};
use crate::finding::{Distance, NotApplicable, Op, Side, Argument, Value};
use crate::model::Countable;
use crate::place::At;
use crate::range::Range;
use crate::rulebook::{Over, Unit};

/// Two counts are the same: two that the rule names, or a count that a text claims and the count
/// of what the document lists.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountsMatch {
    /// The one count; the claimed one of a stated count, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Quantity>,
    /// The other count; that of what the document lists, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub right: Option<Quantity>,
}

impl Kind for CountsMatch {
    const NAME: &'static str = "counts-match";
    const VALUES: &'static [&'static str] = &["left", "right", "claim", "distance"];

    fn formula(&self) -> Formula<'_> {
        match self {
            Self { left: Some(left), right: Some(right) } => {
                Formula::new("counts_match").count("left", left).count("right", right)
            }
            Self { .. } => Formula::new("counts_match_stated"),
        }
    }

    fn quantities(&self) -> Vec<(&'static str, &Quantity, Unit)> {
        let both = [("left", &self.left), ("right", &self.right)];
        both.into_iter()
            .filter_map(|(name, one)| one.as_ref().map(|one| (name, one, Unit::Count)))
            .collect()
    }

    // What is not named is that of a stated count.
    fn only_over(&self) -> Option<&'static [Over]> {
        let named = self.left.is_some() && self.right.is_some();
        (!named).then_some(&[Over::StatedCount])
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let (counts, at, claim) = match (&self.left, &self.right, subject.thing) {
            (Some(left), Some(right), _) => {
                let read = |one: &Quantity| one.read(Unit::Count, subject, ctx);
                match (read(left), read(right)) {
                    (Ok(left), Ok(right)) => {
                        let at = left.at.unwrap_or(At::Root);
                        (Counts::Named(Box::new([left, right])), at, None)
                    }
                    (Err(absent), _) | (_, Err(absent)) => return out.absent(absent),
                }
            }
            (_, _, Thing::StatedCount(number)) => {
                let Some(stated) = ctx.index.project.stated_counts.get(number) else { return };
                let listed = super::count::count(stated.of, ctx);
                let claim = Some(Value::text(stated.claim.clone()));
                let at = At::StatedCount(number);
                (Counts::Stated { at, stated: stated.count, of: stated.of, listed }, at, claim)
            }
            _ => return out.skip(NotApplicable::NoSubject),
        };
        let Some([left, right]) = counts.values() else {
            return out.skip(NotApplicable::NoSubject);
        };
        let by = Value::Count(left.abs_diff(right));
        let truth = Range::exact(left).meets(Range::exact(right));
        // Counts that are the same have no room to speak of.
        let apart = (left != right).then(|| Distance { side: Side::Apart, by: by.clone() });
        out.decide(truth, apart, || {
            let mut how = Reckoning::default();
            let terms = counts.reckon(&mut how, subject, ctx);
            if left != right {
                let mut pair = terms.clone();
                if left < right {
                    pair.reverse();
                }
                how.step(Op::Difference, pair, by.clone());
            }
            how.truth(Op::Equals, terms, truth);
            Case::at(at)
                .value("left", Value::Count(left))
                .value("right", Value::Count(right))
                .value("claim", claim)
                .value("distance", by)
                .reckoned(how)
        });
    }
}

/// Two counts and where they come from.
enum Counts {
    /// Two that the rule names.
    Named(Box<[Reading; 2]>),
    /// One that a text claims, and that of what the document lists.
    Stated { at: At, stated: u64, of: Countable, listed: u64 },
}

impl Counts {
    fn values(&self) -> Option<[u64; 2]> {
        match self {
            Counts::Named(both) => {
                let [left, right] = both.as_ref();
                Some([left.count().value()?, right.count().value()?])
            }
            Counts::Stated { stated, listed, .. } => Some([*stated, *listed]),
        }
    }

    fn reckon(&self, how: &mut Reckoning, subject: &Subject<'_>, ctx: &Context<'_>) -> [Argument; 2] {
        match self {
            Counts::Named(both) => {
                let [left, right] = both.as_ref();
                [how.read(left, subject, ctx), how.read(right, subject, ctx)]
            }
            Counts::Stated { at, stated, of, listed } => {
                let claimed = how.at(*at, Value::Count(*stated));
                [claimed, how.counted(*of, Some(Value::Count(*listed)), ctx)]
            }
        }
    }
}
