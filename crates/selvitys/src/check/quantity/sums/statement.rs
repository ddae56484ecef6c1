//! What a claim or a grant comes to, part by part, as the rules reckon it: for those who print it.

use super::account::{Account, Part};
use super::{Quantity, Reading, Reckoned, Sum};
use crate::check::{Context, Subject, Thing};
use crate::model::Grant;
use crate::rulebook::Unit;

/// What costs have earned of a grant, part by part.
pub(crate) struct Earning {
    /// The costs that count.
    pub(crate) costs: Reading,
    /// Income of the same time.
    pub(crate) income: Reading,
    /// The costs less income, where the decision has it so.
    pub(crate) costs_less_income: Reading,
    /// The grant's share of the costs.
    pub(crate) rate: Reading,
    /// So much of the costs.
    pub(crate) share_of_costs: Reading,
    /// That less income, where the decision has it so.
    pub(crate) share_less_income: Reading,
    /// The sum granted.
    pub(crate) granted: Reading,
    /// That share, at most the sum granted.
    pub(crate) earned: Reading,
}

/// What is due on a claim, part by part.
pub(crate) struct ClaimStatement {
    /// The costs of the claims before it, as far as they were accepted.
    pub(crate) before: Reading,
    /// The costs of the claim itself.
    pub(crate) own: Reading,
    pub(crate) earning: Earning,
    /// What claims before it have brought or will.
    pub(crate) brought: Reading,
    /// What was paid in advance.
    pub(crate) advances: Reading,
    /// What is due.
    pub(crate) due: Reading,
    /// What is asked for.
    pub(crate) requested: Reading,
}

/// How a grant stands when all is accounted for, part by part.
pub(crate) struct GrantStatement {
    pub(crate) earning: Earning,
    /// The costs of the claims, as far as they were accepted.
    pub(crate) claimed: Option<Reading>,
    /// What was paid.
    pub(crate) paid: Reading,
    /// What was returned.
    pub(crate) returned: Reading,
    /// What was paid and not returned.
    pub(crate) kept: Reading,
    /// What was paid and exceeds what the costs have earned.
    pub(crate) to_return: Reading,
    /// What the costs have earned and was not paid.
    pub(crate) to_pay: Reading,
    /// What need not be returned, where a rule says so.
    pub(crate) least: Option<Reading>,
}

/// The parts as they were shown.
#[derive(Default)]
struct Parts(Vec<(Part, Reading)>);

impl Parts {
    fn take(&mut self, part: Part) -> Reading {
        let found = self.0.iter().position(|(known, _)| *known == part);
        found.map_or_else(Reading::nothing, |at| self.0.swap_remove(at).1)
    }

    fn earning(&mut self, account: &Account<'_>) -> Earning {
        Earning {
            costs: self.take(Part::Costs),
            income: self.take(Part::Income),
            costs_less_income: self.take(Part::CostsLessIncome),
            rate: account.share.clone(),
            share_of_costs: self.take(Part::ShareOfCosts),
            share_less_income: self.take(Part::ShareLessIncome),
            granted: account.granted.reading.clone(),
            earned: self.take(Part::Earned),
        }
    }
}

/// What is due on a claim of a grant; nothing where there is no such claim.
pub(crate) fn claim_statement(
    number: usize,
    claim: usize,
    ctx: &Context<'_>,
) -> Option<ClaimStatement> {
    let grant = ctx.index.project.grants.get(number)?;
    grant.claims.get(claim)?;
    let subject = grant_subject(number, ctx)?;
    let (quantity, _) = asked_by_rule(Sum::Due, grant, ctx);
    let account = Account::new(number, grant, &quantity, &subject, ctx);
    let mut parts = Parts::default();
    let due = account.due_by_parts(claim, &mut |part, sum| {
        parts.0.push((part, sum.reading.clone()));
    });
    Some(ClaimStatement {
        before: account.costs(claim).reading,
        own: account.costs_of(claim).reading,
        earning: parts.earning(&account),
        brought: parts.take(Part::Brought),
        advances: parts.take(Part::Advances),
        due: due.reading,
        requested: account.requested_on(claim).reading,
    })
}

/// How a grant stands when all is accounted for; nothing where neither costs nor payments are
/// known of it.
pub(crate) fn grant_statement(number: usize, ctx: &Context<'_>) -> Option<GrantStatement> {
    let grant = ctx.index.project.grants.get(number)?;
    let costs = grant.final_account.as_ref().and_then(|one| one.costs);
    if costs.is_none() && grant.claims.is_empty() && grant.payments.is_empty() {
        return None;
    }
    let subject = grant_subject(number, ctx)?;
    let (quantity, others) = asked_by_rule(Sum::ToReturn, grant, ctx);
    let account = Account::new(number, grant, &quantity, &subject, ctx);
    let mut parts = Parts::default();
    let to_return = account.to_return_by_parts(&mut |part, sum| {
        parts.0.push((part, sum.reading.clone()));
    });
    let earning = parts.earning(&account);
    let payments = grant.payments.iter().enumerate();
    let paid = Reckoned::sum(payments.map(|(at, one)| account.payment(at, one)));
    let mut to_pay = Reckoned {
        reading: earning.earned.clone(),
    };
    to_pay.less(account.paid());
    to_pay.not_negative();
    let least = others
        .iter()
        .find_map(|limit| limit.read(Unit::Money, &subject, ctx).ok());
    Some(GrantStatement {
        earning,
        claimed: (!grant.claims.is_empty()).then(|| account.costs(grant.claims.len()).reading),
        paid: paid.reading,
        returned: account.returned_in_all().reading,
        kept: account.paid().reading,
        to_return: to_return.reading,
        to_pay: to_pay.reading,
        least,
    })
}

/// A grant as rules are decided for it.
pub(crate) fn grant_subject<'a>(number: usize, ctx: &Context<'a>) -> Option<Subject<'a>> {
    let grant = ctx.index.project.grants.get(number)?;
    let call = ctx.books.book(&grant.call);
    Some(Subject {
        thing: Thing::Grant(number),
        grant: Some(number),
        call: call.map(|book| book.file.id.as_str()),
    })
}

/// The sum as a rule of the grant's call names it, with the numbers that it is reckoned by, and
/// the bounds that the rule holds it against; the sum alone where no rule names it.
fn asked_by_rule(sum: Sum, grant: &Grant, ctx: &Context<'_>) -> (Quantity, Vec<Quantity>) {
    let books = ctx.books.layer(&grant.call);
    for rule in books.flat_map(|book| book.rules.values()) {
        let all = rule.check.quantities();
        let Some((_, found, _)) = all.iter().find(|(_, one, _)| one.sum == Some(sum)) else {
            continue;
        };
        let found = (*found).clone();
        let others = all.iter().filter(|(_, one, _)| one.sum.is_none());
        return (found, others.map(|(_, one, _)| (*one).clone()).collect());
    }
    let alone = Quantity {
        sum: Some(sum),
        ..Quantity::default()
    };
    (alone, Vec::new())
}
