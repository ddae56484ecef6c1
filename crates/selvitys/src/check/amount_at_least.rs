//! A sum is at least a limit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::bound::{Bound, BoundedAmount};
use super::{Context, Formula, Inequality, Kind, Quantity, Sink, Subject};
use crate::lint::Bounded;
use crate::rulebook::Unit;

/// A sum is at least a limit; exactly the limit passes.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmountAtLeast {
    /// The sum.
    pub amount: Quantity,
    /// The least sum.
    pub limit: Quantity,
}

impl AmountAtLeast {
    fn held(&self) -> BoundedAmount<'_> {
        BoundedAmount {
            amount: &self.amount,
            bound: Bound::AtLeast,
            limit: &self.limit,
            stated_only: false,
        }
    }
}

impl Kind for AmountAtLeast {
    const NAME: &'static str = "amount-at-least";
    const VALUES: &'static [&'static str] = &["amount", "limit", "distance"];

    fn formula(&self) -> Formula<'_> {
        let Self { amount, limit } = self;
        Formula::new("amount_at_least").money("amount", amount).money("limit", limit)
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
