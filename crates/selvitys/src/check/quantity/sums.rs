//! Sums of what was claimed, paid, returned and accounted for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Absent, Amount, Reading, money_value};
use crate::check::{Context, Subject, Thing};
use crate::finding::{Asked, Op, Step, Value};
use crate::model::{Claim, Figure, Grant, Money, Share};
use crate::place::At;
use crate::range::Range;

/// A sum of what was claimed, paid, returned or accounted for, in euros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sum {
    /// The costs that a claim states.
    Costs,
    /// The costs of a claim, summed by its cost classes.
    CostsByClass,
    /// What a claim asks for.
    Requested,
    /// What is due on a claim: the costs of this claim and those before it, times the grant's share,
    /// less what was paid on those before it. Income lowers the costs where the decision says so;
    /// where it does not say, both are possible.
    Due,
    /// What was paid on a claim.
    Paid,
    /// What the claims of a grant ask for together.
    RequestedInAll,
    /// The costs that the claims of a grant state together.
    CostsInAll,
    /// What was paid of a grant.
    PaidInAll,
    /// What was paid of a grant and exceeds its share of the costs, less what was returned.
    ToReturn,
    /// The costs that the final account of a grant states.
    FinalCosts,
}

/// A sum with where it stands and how it was reckoned.
struct Reckoned {
    range: Range<Money>,
    steps: Vec<Step>,
    missing: Option<Asked>,
}

pub(super) fn sum_of(
    sum: Sum,
    rate: Option<&str>,
    subject: &Subject<'_>,
    ctx: &Context<'_>,
) -> Result<Reading, Absent> {
    let number = subject.grant.ok_or(Absent::NoSubject)?;
    let grant = ctx.index.project.grants.get(number);
    let grant = grant.ok_or(Absent::NoSubject)?;
    let claim = match subject.thing {
        Thing::Claim(_, claim) => grant.claims.get(claim).map(|one| (claim, one)),
        _ => None,
    };
    let of_claim = |claim: usize, field| At::OfGrant(number, "claims", claim, field);
    let (reckoned, at) = match (sum, claim) {
        (Sum::Costs, Some((at, one))) => {
            (given(one.costs, Asked::ClaimCosts), of_claim(at, "costs"))
        }
        (Sum::CostsByClass, Some((at, one))) => {
            if one.by_class.is_empty() {
                return Err(Absent::NoSubject);
            }
            let classes = one.by_class.iter().map(|class| Some(class.amount));
            (add(classes, Asked::ClaimCosts), of_claim(at, "by_class"))
        }
        (Sum::Requested, Some((at, one))) => (
            given(one.requested, Asked::ClaimedSum),
            of_claim(at, "requested"),
        ),
        (Sum::Due, Some((at, _))) => (due(at, grant, rate, subject, ctx), of_claim(at, "costs")),
        (Sum::Paid, Some((at, one))) => {
            let mut paid = paid_on(grant, one).peekable();
            if paid.peek().is_none() {
                return Err(Absent::NoSubject);
            }
            (add(paid, Asked::Payments), of_claim(at, ""))
        }
        (Sum::RequestedInAll | Sum::CostsInAll, _) => {
            if grant.claims.is_empty() {
                return Err(Absent::NoSubject);
            }
            let requested = sum == Sum::RequestedInAll;
            let sums = grant.claims.iter().map(|claim| {
                if requested {
                    claim.requested
                } else {
                    claim.costs
                }
            });
            let missing = if requested {
                Asked::ClaimedSum
            } else {
                Asked::ClaimCosts
            };
            (add(sums, missing), At::Grant(number, "claims"))
        }
        (Sum::PaidInAll, _) => {
            if grant.payments.is_empty() {
                return Err(Absent::NoSubject);
            }
            (paid_in_all(grant), At::Grant(number, "payments"))
        }
        (Sum::ToReturn, _) => {
            if grant.payments.is_empty() {
                return Err(Absent::NoSubject);
            }
            (
                to_return(grant, rate, subject, ctx),
                At::Grant(number, "returns"),
            )
        }
        (Sum::FinalCosts, _) => {
            let account = grant.final_account.as_ref().ok_or(Absent::NoSubject)?;
            (
                given(account.costs, Asked::FinalCosts),
                At::Grant(number, "final_account/costs"),
            )
        }
        _ => return Err(Absent::NoSubject),
    };
    let mut reading = Reading::new(Amount::Money(reckoned.range));
    reading.at = Some(at);
    reading.steps = reckoned.steps;
    reading.missing = reckoned.missing;
    Ok(reading)
}

fn given(sum: Option<Money>, missing: Asked) -> Reckoned {
    Reckoned {
        range: sum.map_or(Range::unknown(), Range::exact),
        steps: Vec::new(),
        missing: Some(missing),
    }
}

fn add(sums: impl Iterator<Item = Option<Money>>, missing: Asked) -> Reckoned {
    let Some(sums) = sums.collect::<Option<Vec<Money>>>() else {
        return given(None, missing);
    };
    let total = sums.iter().fold(Money::ZERO, |total, sum| total + *sum);
    let mut reckoned = given(Some(total), missing);
    if sums.len() > 1 {
        reckoned.steps.push(Step {
            op: Op::Sum,
            operands: sums.into_iter().map(Value::Money).collect(),
            result: Value::Money(total),
        });
    }
    reckoned
}

fn paid_on<'a>(grant: &'a Grant, claim: &'a Claim) -> impl Iterator<Item = Option<Money>> + 'a {
    let of_claim = grant
        .payments
        .iter()
        .filter(|one| one.claim.as_deref() == Some(&claim.id));
    of_claim.map(|one| Some(one.amount))
}

fn paid_in_all(grant: &Grant) -> Reckoned {
    let paid = grant.payments.iter().map(|one| Some(one.amount));
    add(paid, Asked::Payments)
}

/// The grant's share of costs: as the decision states it, else the share that the rulebook names.
fn share(
    grant: &Grant,
    rate: Option<&str>,
    subject: &Subject<'_>,
    ctx: &Context<'_>,
) -> Option<Share> {
    let decided = grant.decision.as_ref().and_then(|decision| decision.rate);
    decided.or_else(|| ctx.number(rate?, subject)?.value.parse().ok())
}

impl Reckoned {
    fn then(&mut self, op: Op, other: Range<Money>, range: Range<Money>) {
        let values = [self.range, other, range].map(money_value);
        if let [Some(before), Some(other), Some(result)] = values {
            self.steps.push(Step {
                op,
                operands: vec![before, other],
                result,
            });
        }
        self.range = range;
    }

    fn less(&mut self, other: Range<Money>) {
        self.then(Op::Difference, other, self.range.minus(other));
    }

    /// Costs, lowered by income where the decision says so; anything between where it does not.
    fn after_income(&mut self, income: Money, grant: &Grant) {
        if income == Money::ZERO {
            return;
        }
        let says = grant
            .decision
            .as_ref()
            .is_some_and(|decision| decision.income_effect.is_some());
        let costs = self.range;
        self.less(Range::exact(income));
        if !says {
            self.range.high = costs.high;
            self.missing = Some(Asked::DecisionIncomeEffect);
        }
    }

    fn times(&mut self, share: Option<Share>) {
        let Some(share) = share else {
            self.range = Range::unknown();
            self.missing = Some(Asked::GrantRate);
            return;
        };
        let times = |sum: Option<Money>| sum.map(|sum| sum.times(share));
        let range = Range {
            low: times(self.range.low),
            high: times(self.range.high),
        };
        if let (Some(before), Some(result)) = (money_value(self.range), money_value(range)) {
            self.steps.push(Step {
                op: Op::Product,
                operands: vec![before, Value::Share(share)],
                result,
            });
        }
        self.range = range;
    }
}

fn due(
    claim: usize,
    grant: &Grant,
    rate: Option<&str>,
    subject: &Subject<'_>,
    ctx: &Context<'_>,
) -> Reckoned {
    let so_far = grant.claims.get(..=claim).unwrap_or_default();
    let mut due = add(so_far.iter().map(|one| one.costs), Asked::ClaimCosts);
    if due.range.is_unknown() {
        return due;
    }
    let income = so_far.iter().filter_map(|one| one.income);
    due.after_income(income.fold(Money::ZERO, |all, one| all + one), grant);
    due.times(share(grant, rate, subject, ctx));
    let before = grant.claims.get(..claim).unwrap_or_default();
    let paid = before.iter().flat_map(|one| paid_on(grant, one));
    let paid = add(paid, Asked::Payments);
    if claim > 0 && !due.range.is_unknown() {
        due.steps.extend(paid.steps);
        due.less(paid.range);
    }
    due
}

/// What exceeds the grant's share of the final costs, and the sum decided, less what was returned.
fn to_return(
    grant: &Grant,
    rate: Option<&str>,
    subject: &Subject<'_>,
    ctx: &Context<'_>,
) -> Reckoned {
    let stated = grant.final_account.as_ref().and_then(|one| one.costs);
    let mut earned = match stated {
        Some(costs) => given(Some(costs), Asked::FinalCosts),
        None if grant.claims.is_empty() => given(None, Asked::FinalCosts),
        None => add(grant.claims.iter().map(|one| one.costs), Asked::FinalCosts),
    };
    if earned.range.is_unknown() {
        return earned;
    }
    let income = grant.claims.iter().filter_map(|one| one.income);
    earned.after_income(income.fold(Money::ZERO, |all, one| all + one), grant);
    earned.times(share(grant, rate, subject, ctx));
    if earned.range.is_unknown() {
        return earned;
    }
    let granted = ctx.grant_figure(
        subject.grant,
        Figure::Grant,
        Some(crate::model::Status::Granted),
    );
    if let Some(most) = granted.money().value() {
        let least = |sum: Option<Money>| sum.map(|sum| sum.min(most));
        let range = Range {
            low: least(earned.range.low),
            high: least(earned.range.high),
        };
        if range != earned.range {
            earned.then(Op::Least, Range::exact(most), range);
        }
    }
    let mut surplus = paid_in_all(grant);
    surplus.missing = earned.missing;
    surplus.steps.extend(earned.steps);
    surplus.less(earned.range);
    if !grant.returns.is_empty() {
        let returned = add(
            grant.returns.iter().map(|one| Some(one.amount)),
            Asked::Payments,
        );
        surplus.steps.extend(returned.steps);
        surplus.less(returned.range);
    }
    surplus
}
