//! Two sums are the same.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, Inequality, Kind, Quantity, Reading, Sink, Subject, money_value};
use crate::finding::{Asked, Distance, Op, Side, Step, Value};
use crate::model::Money;
use crate::range::Truth;
use crate::rulebook::Unit;

/// Two sums are the same; a rounded sum is the same as an exact one within half its unit.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmountEquals {
    /// The sum.
    pub amount: Quantity,
    /// The sum that it must be.
    pub to: Quantity,
}

impl Kind for AmountEquals {
    const NAME: &'static str = "amount-equals";
    const VALUES: &'static [&'static str] = &["amount", "to", "distance"];

    fn formula(&self) -> Formula<'_> {
        let Self { amount, to } = self;
        Formula::new("amount_equals").money("amount", amount).money("to", to)
    }

    fn quantities(&self) -> Vec<(&'static str, &Quantity, Unit)> {
        vec![("amount", &self.amount, Unit::Money), ("to", &self.to, Unit::Money)]
    }

    fn asks(&self, subject: &Subject<'_>, ctx: &Context<'_>) -> Option<Vec<Inequality>> {
        let read = |quantity: &Quantity| quantity.read(Unit::Money, subject, ctx);
        let (Ok(amount), Ok(to)) = (read(&self.amount), read(&self.to)) else {
            return Some(Vec::new());
        };
        let mut asked = Inequality::meets(amount.money(), to.money()).to_vec();
        asked.extend(open(&amount, &to).then(Inequality::open));
        Some(asked)
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let read = |quantity: &Quantity| quantity.read(Unit::Money, subject, ctx);
        let (amount, to) = match (read(&self.amount), read(&self.to)) {
            (Ok(amount), Ok(to)) => (amount, to),
            (Err(absent), _) | (_, Err(absent)) => return out.absent(absent),
        };
        let (sum, other) = (amount.money(), to.money());
        let truth = equal(&amount, &to);
        let difference = sum.value().zip(other.value()).map(|(sum, other)| sum - other);
        let distance = difference.filter(|apart| *apart != Money::ZERO).map(|apart| Distance {
            side: Side::Apart,
            by: Value::Money(apart.abs()),
        });
        let step = sum.value().zip(other.value()).map(|(sum, other)| Step {
            op: Op::Difference,
            operands: vec![Value::Money(sum), Value::Money(other)],
            result: Value::Money(sum - other),
        });
        let missing = [&amount, &to]
            .into_iter()
            .filter(|reading| reading.money().value().is_none())
            .filter_map(|reading| reading.missing)
            .collect::<Vec<_>>();
        out.decide(truth, distance.clone(), || {
            Case::at(amount.at.unwrap_or(subject.thing.at()))
                .value("amount", money_value(sum))
                .value("to", money_value(other))
                .value("distance", distance.map(|distance| distance.by))
                .operand(&amount)
                .operand(&to)
                .step(step)
                .missing(missing)
        });
    }
}

/// What was rounded equals what lies within half its unit. Where it is open what income does to a
/// sum, what lies between is open too.
fn equal(amount: &Reading, to: &Reading) -> Truth {
    match amount.money().meets(to.money()) {
        Truth::Yes if open(amount, to) => Truth::Unknown,
        truth => truth,
    }
}

/// Whether it is open what income does to one of the sums.
fn open(amount: &Reading, to: &Reading) -> bool {
    [amount, to].into_iter().any(|reading| {
        reading.missing == Some(Asked::DecisionIncomeEffect) && reading.money().value().is_none()
    })
}
