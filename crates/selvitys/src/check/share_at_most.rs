//! A part is at most a share of a whole.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::bound::Bound;
use super::shares::BoundedShare;
use super::{Context, Formula, Inequality, Kind, Quantity, Sink, Subject};
use crate::lint::Bounded;
use crate::rulebook::Unit;

/// A part is at most a share of a whole; exactly the share passes, unless `less` is set.
///
/// Of a whole that is not positive no share can be told.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareAtMost {
    /// The part.
    pub part: Quantity,
    /// The whole.
    pub of: Quantity,
    /// The greatest share.
    pub limit: Quantity,
    /// Whether the part must be less than the share, so that exactly the share does not pass.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub less: bool,
}

impl ShareAtMost {
    fn held(&self) -> BoundedShare<'_> {
        BoundedShare {
            part: &self.part,
            of: &self.of,
            bound: if self.less { Bound::LessThan } else { Bound::AtMost },
            limit: &self.limit,
            sum: "most",
        }
    }
}

impl Kind for ShareAtMost {
    const NAME: &'static str = "share-at-most";
    const VALUES: &'static [&'static str] =
        &["part", "whole", "share", "limit", "most", "distance"];

    fn formula(&self) -> Formula<'_> {
        let Self { part, of, limit, less } = self;
        let key = if *less { "share_less" } else { "share_at_most" };
        Formula::new(key).money("part", part).money("of", of).share("limit", limit)
    }

    fn evidence(&self) -> &'static str {
        if self.less { "share-less" } else { Self::NAME }
    }

    fn quantities(&self) -> Vec<(&'static str, &Quantity, Unit)> {
        self.held().quantities()
    }

    fn asks(&self, subject: &Subject<'_>, ctx: &Context<'_>) -> Option<Vec<Inequality>> {
        Some(self.held().asks(subject, ctx))
    }

    fn bounds(&self) -> Vec<Bounded<'_>> {
        self.held().bounds()
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        self.held().decide(subject, ctx, out);
    }
}
