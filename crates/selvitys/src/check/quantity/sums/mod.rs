//! Sums of what was claimed, paid, returned and accounted for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::account::Account;
use self::reckoned::Reckoned;
use super::{Absent, Quantity, Reading};
use crate::check::{Context, Subject, Thing};
use crate::finding::Asked;
use crate::place::At;

mod account;
mod reckoned;
mod statement;

pub(crate) use statement::{Earning, claim_statement, grant_statement, grant_subject};

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
    /// What is due on a claim: the grant's share of the costs of this claim and those before it,
    /// at most what was granted, less what those before it brought and what was paid in advance.
    ///
    /// Of claims before it those costs count that the authority has said it accepts. Income counts
    /// as the decision has it; where the decision does not say, anything may be meant between all
    /// of it and none. An advance may be taken off all at once or bit by bit.
    Due,
    /// What was paid on a claim, less what was returned of a payment above the claim.
    Paid,
    /// What the claims of a grant ask for together; of what was paid only in part, what still
    /// stands.
    RequestedInAll,
    /// The costs that the claims of a grant state together, as far as they were accepted.
    CostsInAll,
    /// What was paid of a grant, less what was returned.
    PaidInAll,
    /// What was paid of a grant and exceeds its share of the costs, less what was returned.
    ToReturn,
    /// The costs that the final account of a grant states.
    FinalCosts,
}

impl Sum {
    /// Whether it is reckoned from things that may leave it between two sums.
    pub(crate) fn may_be_open(self) -> bool {
        matches!(self, Sum::Due | Sum::RequestedInAll | Sum::ToReturn)
    }
}

pub(super) fn sum_of(
    sum: Sum,
    quantity: &Quantity,
    subject: &Subject<'_>,
    ctx: &Context<'_>,
) -> Result<Reading, Absent> {
    let number = subject.grant.ok_or(Absent::NoSubject)?;
    let grant = ctx.index.project.grants.get(number);
    let grant = grant.ok_or(Absent::NoSubject)?;
    let account = || Account::new(number, grant, quantity, subject, ctx);
    let (reckoned, at) = match (sum, subject.thing) {
        (Sum::RequestedInAll, _) if !grant.claims.is_empty() => {
            (account().requested(), At::Grant(number, "claims"))
        }
        (Sum::CostsInAll, _) if !grant.claims.is_empty() => (
            account().costs(grant.claims.len()),
            At::Grant(number, "claims"),
        ),
        (Sum::PaidInAll, _) if !grant.payments.is_empty() => {
            (account().paid(), At::Grant(number, "payments"))
        }
        (Sum::ToReturn, _) if !grant.payments.is_empty() => {
            let field = if grant.returns.is_empty() {
                "payments"
            } else {
                "returns"
            };
            (account().to_return(), At::Grant(number, field))
        }
        (Sum::FinalCosts, _) => {
            grant.final_account.as_ref().ok_or(Absent::NoSubject)?;
            (
                account().final_costs(),
                At::Grant(number, "final_account/costs"),
            )
        }
        (_, Thing::Claim(_, claim)) => {
            let (reckoned, field) = of_claim(sum, claim, &account()).ok_or(Absent::NoSubject)?;
            (reckoned, At::OfGrant(number, "claims", claim, field))
        }
        _ => return Err(Absent::NoSubject),
    };
    let reading = reckoned.reading;
    // A sum of one thing is that thing, and stands where it stands.
    let at = reading.at.filter(|_| reading.made.is_none()).unwrap_or(at);
    Ok(Reading {
        at: Some(at),
        ..reading
    })
}

/// A sum of one claim and the field that it stands in.
fn of_claim(sum: Sum, claim: usize, account: &Account<'_>) -> Option<(Reckoned, &'static str)> {
    let one = account.grant.claims.get(claim)?;
    Some(match sum {
        Sum::Costs => (
            account.stated(claim, "costs", one.costs, Asked::ClaimCosts),
            "costs",
        ),
        Sum::CostsByClass => {
            let classes = one.by_class.iter().map(|class| Some(class.amount));
            (!one.by_class.is_empty()).then_some(())?;
            let classes =
                classes.map(|sum| account.stated(claim, "by_class", sum, Asked::ClaimCosts));
            (Reckoned::sum(classes), "by_class")
        }
        Sum::Requested => (account.requested_on(claim), "requested"),
        Sum::Due => (account.due(claim), "costs"),
        Sum::Paid => (account.kept_of_payments_on(claim)?, ""),
        _ => return None,
    })
}
