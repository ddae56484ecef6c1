//! Two counts are the same.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, Kind, Quantity, Sink, Subject, Thing};
use crate::finding::{Distance, NotApplicable, Side, Value};
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
        let (left, right, at, claim) = match (&self.left, &self.right, subject.thing) {
            (Some(left), Some(right), _) => {
                let read = |one: &Quantity| one.read(Unit::Count, subject, ctx);
                match (read(left), read(right)) {
                    (Ok(left), Ok(right)) => {
                        let at = left.at.unwrap_or(At::Root);
                        (left.count().value(), right.count().value(), at, None)
                    }
                    (Err(absent), _) | (_, Err(absent)) => return out.absent(absent),
                }
            }
            (_, _, Thing::StatedCount(number)) => {
                let Some(stated) = ctx.index.project.stated_counts.get(number) else { return };
                let listed = super::count::count(stated.of, ctx);
                let claim = Some(Value::Text(stated.claim.clone()));
                (Some(stated.count), Some(listed), At::StatedCount(number), claim)
            }
            _ => return out.skip(NotApplicable::NoSubject),
        };
        let (Some(left), Some(right)) = (left, right) else {
            return out.skip(NotApplicable::NoSubject);
        };
        let by = Value::Count(left.abs_diff(right));
        let distance = Distance { side: Side::Apart, by: by.clone() };
        let truth = Range::exact(left).meets(Range::exact(right));
        out.decide(truth, Some(distance), || {
            Case::at(at)
                .value("left", Value::Count(left))
                .value("right", Value::Count(right))
                .value("claim", claim)
                .value("distance", by)
        });
    }
}
