//! A sum is at most a limit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Case, Context, Formula, Inequality, Kind, Quantity, Reckoning, Sink, Subject, Sum, money_value,
};
use crate::finding::{Distance, NotApplicable, Op, Side, Value};
use crate::lint::Bounded;
use crate::model::Money;
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

impl Kind for AmountAtMost {
    const NAME: &'static str = "amount-at-most";
    const VALUES: &'static [&'static str] = &["amount", "limit", "distance"];

    fn formula(&self) -> Formula<'_> {
        let Self { amount, limit, stated_only } = self;
        let key = if *stated_only { "amount_at_most_stated" } else { "amount_at_most" };
        Formula::new(key).money("amount", amount).money("limit", limit)
    }

    fn quantities(&self) -> Vec<(&'static str, &Quantity, Unit)> {
        vec![("amount", &self.amount, Unit::Money), ("limit", &self.limit, Unit::Money)]
    }

    fn wrong_fields(&self) -> Option<(&'static str, Said)> {
        let reckoned = self.amount.sum == Some(Sum::ToReturn);
        (self.stated_only && reckoned)
            .then(|| ("stated_only", Said::new("stated_only_reckoned")))
    }

    fn asks(&self, subject: &Subject<'_>, ctx: &Context<'_>) -> Option<Vec<Inequality>> {
        let read = |quantity: &Quantity| quantity.read(Unit::Money, subject, ctx);
        let (Ok(amount), Ok(limit)) = (read(&self.amount), read(&self.limit)) else {
            return Some(Vec::new());
        };
        let (sum, most) = (amount.money(), limit.money());
        if self.stated_only && (sum.is_unknown() || most.is_unknown()) {
            return Some(Vec::new());
        }
        Some(vec![Inequality::at_most(sum, most)])
    }

    fn bounds(&self) -> Vec<Bounded<'_>> {
        vec![Bounded {
            what: self.amount.words(),
            unit: Unit::Money,
            least: None,
            greatest: Some(&self.limit),
            less: false,
        }]
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let read = |quantity: &Quantity| quantity.read(Unit::Money, subject, ctx);
        let (amount, limit) = match (read(&self.amount), read(&self.limit)) {
            (Ok(amount), Ok(limit)) => (amount, limit),
            (Err(absent), _) | (_, Err(absent)) => return out.absent(absent),
        };
        let (sum, most) = (amount.money(), limit.money());
        if self.stated_only && (sum.is_unknown() || most.is_unknown()) {
            return out.skip(NotApplicable::NoSubject);
        }
        let room = sum.high.zip(most.low).map(|(sum, most)| most - sum);
        let excess = sum.low.zip(most.high).map(|(sum, most)| sum - most);
        let distance = match (room, excess) {
            (_, Some(excess)) if excess > Money::ZERO => {
                Some(Distance { side: Side::Over, by: Value::Money(excess) })
            }
            (Some(room), _) if room >= Money::ZERO => {
                Some(Distance { side: Side::Within, by: Value::Money(room) })
            }
            _ => None,
        };
        let missing = [&amount, &limit]
            .into_iter()
            .filter(|reading| reading.money().value().is_none())
            .filter_map(|reading| reading.missing)
            .collect::<Vec<_>>();
        out.decide(sum.at_most(most), distance.clone(), || {
            let mut how = Reckoning::default();
            let [one, other] = [&amount, &limit].map(|one| how.read(one, subject, ctx));
            how.gap((&one, sum), (&other, most));
            how.truth(Op::AtMost, [one, other], sum.at_most(most));
            Case::at(amount.at.unwrap_or(subject.thing.at()))
                .value("amount", money_value(sum))
                .value("limit", money_value(most))
                .value("distance", distance.map(|distance| distance.by))
                .reckoned(how)
                .assumed_by([&amount, &limit])
                .missing(missing)
        });
    }
}
