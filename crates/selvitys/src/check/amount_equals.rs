//! Two sums are the same.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, Inequality, Kind, Quantity, Reading, Reckoning, Sink, Subject, Sum, money_value, lacking};
use crate::finding::{Argument, Distance, NotApplicable, Op, Side, Truth, Value};
use crate::model::Money;
use crate::range::Range;
use crate::rulebook::Unit;

/// Two sums are the same; a rounded sum is the same as an exact one within half its unit, and a
/// reckoned sum with a fraction of a cent the same as the cents on either side.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmountEquals {
    /// The sum.
    pub amount: Quantity,
    /// The sum that it must be.
    pub to: Quantity,
    /// Whether the rule concerns only sums that the document states: what is not stated is then no
    /// open question.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stated_only: bool,
}

impl Kind for AmountEquals {
    const NAME: &'static str = "amount-equals";
    const VALUES: &'static [&'static str] = &["amount", "to", "distance"];

    fn formula(&self) -> Formula<'_> {
        let Self { amount, to, stated_only } = self;
        let key = if *stated_only { "amount_equals_stated" } else { "amount_equals" };
        Formula::new(key).money("amount", amount).money("to", to)
    }

    fn quantities(&self) -> Vec<(&'static str, &Quantity, Unit)> {
        vec![("amount", &self.amount, Unit::Money), ("to", &self.to, Unit::Money)]
    }

    fn asks(&self, subject: &Subject<'_>, ctx: &Context<'_>) -> Option<Vec<Inequality>> {
        let read = |quantity: &Quantity| quantity.read(Unit::Money, subject, ctx);
        let (Ok(amount), Ok(to)) = (read(&self.amount), read(&self.to)) else {
            return Some(Vec::new());
        };
        let (sum, other) = (amount.money(), to.money());
        if self.stated_only && (sum.is_unknown() || other.is_unknown()) {
            return Some(Vec::new());
        }
        let open = is_open(&self.amount, &amount) || is_open(&self.to, &to);
        let mut asked = Inequality::meets(in_cents(sum), in_cents(other)).to_vec();
        asked.extend(open.then(Inequality::open));
        Some(asked)
    }

    fn may_be_open(&self, _draft: bool) -> bool {
        // A figure that is rounded may be the same.
        let reckoned = |quantity: &Quantity| quantity.sum.is_some_and(Sum::may_be_open);
        !self.stated_only || reckoned(&self.amount) || reckoned(&self.to)
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let both = (&self.amount, &self.to);
        let (amount, to) = match Quantity::read_both(both, Unit::Money, subject, ctx) {
            Ok(read) => read,
            Err(absent) => return out.absent(absent),
        };
        let (sum, other) = (amount.money(), to.money());
        if self.stated_only && (sum.is_unknown() || other.is_unknown()) {
            return out.skip(NotApplicable::NoSubject);
        }
        let truth = match in_cents(sum).meets(in_cents(other)) {
            // What was rounded may be the same; of what is open it cannot be told.
            Truth::Yes if is_open(&self.amount, &amount) || is_open(&self.to, &to) => {
                Truth::Unknown
            }
            truth => truth,
        };
        let distance = apart(sum, other).filter(|_| truth == Truth::No).map(|apart| Distance {
            side: Side::Apart,
            by: Value::Money(apart),
        });
        out.decide(truth, distance.clone(), || {
            let mut how = Reckoning::default();
            let [one, another] = [&amount, &to].map(|one| how.read(one, subject, ctx));
            if distance.is_some() {
                how.gap((&one, sum), (&another, other));
            }
            let open = is_open(&self.amount, &amount) || is_open(&self.to, &to);
            let op = if open { Op::Is } else { Op::Equals };
            let pair = [to_cents(one, sum, &mut how), to_cents(another, other, &mut how)];
            how.truth(op, pair, truth);
            Case::at(amount.at.unwrap_or(subject.thing.at()))
                .value("amount", money_value(sum))
                .value("to", money_value(other))
                .value("distance", distance.map(|distance| distance.by))
                .reckoned(how)
                .assumed_by([&amount, &to])
                .missing(lacking([&amount, &to]))
        });
    }
}

/// Whether a sum was reckoned and something that it needs is not known.
fn is_open(quantity: &Quantity, reading: &Reading) -> bool {
    let inexact = reading.money().value().is_none();
    quantity.sum.is_some() && reading.missing.is_some() && inexact
}

/// A sum as it can be paid: in whole cents.
pub(crate) fn in_cents(sum: Range<Money>) -> Range<Money> {
    Range { low: sum.low.map(Money::cents_below), high: sum.high.map(Money::cents_above) }
}

/// The step to whole cents, where a sum is not in them.
fn to_cents(term: Argument, sum: Range<Money>, how: &mut Reckoning) -> Argument {
    let cents = in_cents(sum);
    if cents == sum { term } else { how.step(Op::ToCents, [term], money_value(cents)) }
}

/// How far two sums are apart at least.
fn apart(sum: Range<Money>, other: Range<Money>) -> Option<Money> {
    let over = sum.low.zip(other.high).map(|(sum, other)| sum - other);
    let under = other.low.zip(sum.high).map(|(other, sum)| other - sum);
    over.max(under)
}
