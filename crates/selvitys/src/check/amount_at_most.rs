//! A sum is at most a limit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::bound::{Bound, BoundedAmount};
use super::{Context, Formula, Inequality, Kind, Quantity, Sink, Subject, Sum};
use crate::lint::Bounded;
use crate::rulebook::{Said, Unit};

/// A sum is at most a limit; exactly the limit passes.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmountAtMost {
    /// The sum.
    pub amount: Quantity,
    /// The greatest sum.
    pub limit: Quantity,
    /// Whether the rule concerns only sums that the document states: what is not stated is then no
    /// open question.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stated_only: bool,
}

impl AmountAtMost {
    fn held(&self) -> BoundedAmount<'_> {
        BoundedAmount {
            amount: &self.amount,
            bound: Bound::AtMost,
            limit: &self.limit,
            stated_only: self.stated_only,
        }
    }
}

impl Kind for AmountAtMost {
    const NAME: &'static str = "amount-at-most";
    const VALUES: &'static [&'static str] = &["amount", "limit", "distance"];

    fn formula(&self) -> Formula<'_> {
        let Self { amount, limit, stated_only } = self;
        let key = if *stated_only { "amount_at_most_stated" } else { "amount_at_most" };
        Formula::new(key).money("amount", amount).money("limit", limit)
    }

    fn quantities(&self) -> Vec<(&'static str, &Quantity, Unit)> {
        self.held().quantities()
    }

    fn wrong_fields(&self) -> Option<(&'static str, Said)> {
        let reckoned = self.amount.sum == Some(Sum::ToReturn);
        (self.stated_only && reckoned)
            .then(|| ("stated_only", Said::new("stated_only_reckoned")))
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
