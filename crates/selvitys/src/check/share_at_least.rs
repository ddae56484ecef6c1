//! A part is at least a share of a whole.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::bound::Bound;
use super::shares::BoundedShare;
use super::{Context, Formula, Inequality, Kind, Quantity, Sink, Subject};
use crate::lint::Bounded;
use crate::rulebook::Unit;

/// A part is at least a share of a whole; exactly the share passes.
///
/// Of a whole that is not positive no share can be told.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareAtLeast {
    /// The part.
    pub part: Quantity,
    /// The whole.
    pub of: Quantity,
    /// The least share.
    pub limit: Quantity,
}

impl ShareAtLeast {
    fn held(&self) -> BoundedShare<'_> {
        BoundedShare {
            part: &self.part,
            of: &self.of,
            bound: Bound::AtLeast,
            limit: &self.limit,
            sum: "least",
        }
    }
}

impl Kind for ShareAtLeast {
    const NAME: &'static str = "share-at-least";
    const VALUES: &'static [&'static str] =
        &["part", "whole", "share", "limit", "least", "distance"];

    fn formula(&self) -> Formula<'_> {
        let Self { part, of, limit } = self;
        let line = Formula::new("share_at_least").money("part", part);
        line.money("of", of).share("limit", limit)
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
