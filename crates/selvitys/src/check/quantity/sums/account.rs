//! What of a grant is earned, due and to be returned (688/2001 12 §, 20 §; 13/2020 6 § 1 mom.).

use super::super::{Amount, Given, Reading, parse};
use super::Reckoned;
use crate::check::{Context, Quantity, Subject};
use crate::finding::{Asked, Op, Truth};
use crate::model::{Claim, Figure, Grant, IncomeRule, Money, PartialDate, Payment, Share, Status};
use crate::place::At;
use crate::range::Range;
use crate::rulebook::Unit;

/// A part of a reckoning of what is due or to be returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Costs,
    Income,
    CostsLessIncome,
    ShareOfCosts,
    ShareLessIncome,
    Earned,
    Brought,
    Advances,
    Due,
    ToReturn,
}

/// To what the parts of a reckoning are shown.
pub(super) type Shown<'s> = &'s mut dyn FnMut(Part, &Reckoned);

/// A grant with what its payments are reckoned by.
pub(super) struct Account<'g> {
    number: usize,
    pub(super) grant: &'g Grant,
    /// The grant's share of the costs.
    pub(super) share: Reading,
    /// The sum granted.
    pub(super) granted: Reckoned,
    /// Income as the budget has it realised.
    income: Reckoned,
}

impl<'g> Account<'g> {
    /// The share is the decision's, else the number that the rulebook names. Where the rulebook
    /// only bounds it, it is anything up to the bound.
    pub(super) fn new(
        number: usize,
        grant: &'g Grant,
        quantity: &Quantity,
        subject: &Subject<'_>,
        ctx: &Context<'_>,
    ) -> Self {
        let decided = grant.decision.as_ref().and_then(|decision| decision.rate);
        let decided = decided.map(|rate| Reading {
            at: Some(At::Grant(number, "decision/rate")),
            ..Reading::new(Amount::Share(Range::exact(rate)))
        });
        let figure = |figure, status| ctx.grant_figure(subject.grant, figure, Some(status));
        let granted = figure(Figure::Grant, Status::Granted);
        let income = figure(Figure::Income, Status::Realised);
        Account {
            number,
            grant,
            share: decided.unwrap_or_else(|| share_of_rulebook(number, quantity, subject, ctx)),
            granted: Reckoned::read(granted, Asked::DecisionAmount),
            income: Reckoned::read(income, Asked::ClaimCosts),
        }
    }

    /// A sum that a claim states in a field.
    pub(super) fn stated(
        &self,
        claim: usize,
        field: &'static str,
        sum: Option<Money>,
        missing: Asked,
    ) -> Reckoned {
        let at = At::OfGrant(self.number, "claims", claim, field);
        Reckoned::stated(sum, at, missing)
    }

    /// The costs of a claim, as far as the authority has said that it accepts them.
    pub(super) fn counted(&self, claim: usize) -> Reckoned {
        let one = self.grant.claims.get(claim);
        match one.and_then(|one| one.accepted) {
            Some(sum) => self.stated(claim, "accepted", Some(sum), Asked::AcceptedCosts),
            None => self.costs_of(claim),
        }
    }

    pub(super) fn costs_of(&self, claim: usize) -> Reckoned {
        let costs = self.grant.claims.get(claim).and_then(|one| one.costs);
        self.stated(claim, "costs", costs, Asked::ClaimCosts)
    }

    /// The costs of so many claims, as far as the authority has said that it accepts them.
    pub(super) fn costs(&self, claims: usize) -> Reckoned {
        Reckoned::sum((0..claims).map(|claim| self.counted(claim)))
    }

    /// The income that so many claims state.
    fn income_of(&self, claims: usize) -> Reckoned {
        let claims = self.grant.claims.iter().enumerate().take(claims);
        Reckoned::sum(claims.filter_map(|(claim, one)| {
            let income = one.income?;
            Some(self.stated(claim, "income", Some(income), Asked::ClaimCosts))
        }))
    }

    /// The grant's share of costs, at most the sum granted.
    fn earned(&self, costs: Reckoned, income: Reckoned) -> Reckoned {
        self.earned_by_parts(costs, income, &mut |_, _| {})
    }

    /// The same, with each part shown on the way.
    pub(super) fn earned_by_parts(
        &self,
        mut costs: Reckoned,
        income: Reckoned,
        shown: Shown<'_>,
    ) -> Reckoned {
        let decision = self.grant.decision.as_ref();
        let rule = decision.and_then(|decision| decision.income_rule);
        let income = Reckoned {
            reading: Reading {
                missing: None,
                ..income.reading
            },
        };
        shown(Part::Income, &income);
        if rule == Some(IncomeRule::LowersCosts) {
            costs.less(income.clone());
        }
        costs.not_negative();
        shown(Part::CostsLessIncome, &costs);
        costs.times(&self.share, Asked::GrantRate);
        shown(Part::ShareOfCosts, &costs);
        match rule {
            Some(IncomeRule::LowersGrant) => costs.less(income),
            None => {
                let mut lowered = costs.clone();
                lowered.less(income);
                costs.down_to(lowered, Asked::DecisionIncomeEffect);
            }
            Some(IncomeRule::LowersCosts | IncomeRule::NoEffect) => {}
        }
        shown(Part::ShareLessIncome, &costs);
        costs.at_most(self.granted.clone(), Asked::DecisionAmount);
        costs.not_negative();
        shown(Part::Earned, &costs);
        costs
    }

    /// What so many claims have earned of the grant.
    fn earned_by(&self, claims: usize) -> Reckoned {
        self.earned(self.costs(claims), self.income_of(claims))
    }

    /// What claims have earned of the grant, with one that counts by the costs that it states.
    fn earned_with(&self, claim: usize, shown: Shown<'_>) -> Reckoned {
        let before = (0..claim).map(|one| self.counted(one));
        let costs = Reckoned::sum(before.chain([self.costs_of(claim)]));
        shown(Part::Costs, &costs);
        self.earned_by_parts(costs, self.income_of(claim + 1), shown)
    }

    /// What is due on a claim; nothing is known of one that is not there.
    pub(super) fn due(&self, claim: usize) -> Reckoned {
        self.due_by_parts(claim, &mut |_, _| {})
    }

    /// The same, with each part shown on the way.
    pub(super) fn due_by_parts(&self, claim: usize, shown: Shown<'_>) -> Reckoned {
        let claims = &self.grant.claims;
        let (Some(this), Some(before)) = (claims.get(claim), claims.get(..claim)) else {
            let at = At::Grant(self.number, "claims");
            return Reckoned::stated(None, at, Asked::Claims);
        };
        let earned_before = self.earned_by(claim);
        let mut brought = Reckoned::sum((0..claim).map(|one| self.brought(one)));
        let mut advances = self.advances_by(this.submitted);
        let returned = self.returned_by(this.submitted);
        if returned.range() != Range::exact(Money::ZERO) {
            // A return settles what claims brought in excess, then advances, then claims.
            let mut excess = brought.clone();
            excess.less(earned_before.clone());
            excess.not_negative();
            let mut of_advances = returned.clone();
            of_advances.less(excess);
            of_advances.at_most(advances.clone(), Asked::AdvanceTerms);
            of_advances.not_negative();
            let mut of_claims = returned;
            of_claims.less(of_advances.clone());
            of_claims.not_negative();
            advances.less(of_advances);
            advances.not_negative();
            brought.less(of_claims);
            brought.not_negative();
        }
        shown(Part::Brought, &brought);
        shown(Part::Advances, &advances);
        let mut due = self.earned_with(claim, shown);
        let mut own = due.clone();
        own.less(earned_before.clone());
        // What claims before this one have not brought of what they earned.
        let short = earned_before.range().minus(brought.range());
        let paid = Reckoned::sum([brought.clone(), advances.clone()]);
        due.less(brought);
        let rounding = self.rounding(before);
        let within = |sum: Option<Money>| sum.is_some_and(|sum| sum.abs() < rounding);
        if within(short.low) && within(short.high) {
            // Claims may have been rounded one by one.
            due.or(own);
        } else if before.iter().any(|one| one.accepted.is_none())
            && short.high.is_none_or(|short| short > Money::ZERO)
        {
            // The authority may not have accepted the rest, or it may still be paid.
            due.down_to(own, Asked::AcceptedCosts);
        }
        let mut settled = due.clone();
        settled.less(advances);
        let mut left = self.granted.clone();
        left.less(paid);
        due.at_most(left, Asked::DecisionAmount);
        due.down_to(settled, Asked::AdvanceTerms);
        due.not_negative();
        shown(Part::Due, &due);
        due
    }

    /// By less than this sum, claims may differ from their shares because cents were rounded.
    fn rounding(&self, claims: &[Claim]) -> Money {
        let share = self.share.share().value();
        let fraction = |claim: &&Claim| {
            let own = claim.accepted.or(claim.costs).zip(share);
            own.is_some_and(|(costs, share)| !costs.times(share).is_in_cents())
        };
        let rounded = claims.iter().filter(fraction).count();
        Money::from_cents(i64::try_from(rounded).unwrap_or(i64::MAX))
    }

    pub(super) fn payment(&self, number: usize, one: &Payment) -> Reckoned {
        let at = At::OfGrant(self.number, "payments", number, "amount");
        Reckoned::stated(Some(one.amount), at, Asked::Payments)
    }

    fn returned(&self, number: usize, sum: Money) -> Reckoned {
        let at = At::OfGrant(self.number, "returns", number, "amount");
        Reckoned::stated(Some(sum), at, Asked::Payments)
    }

    /// What was paid on a claim; nothing when nothing was.
    fn paid_on(&self, claim: &Claim) -> Option<Reckoned> {
        let payments = self.grant.payments.iter().enumerate();
        let mut of_claim = payments
            .filter(|(_, one)| one.claim.as_deref() == Some(&claim.id))
            .map(|(number, one)| self.payment(number, one))
            .peekable();
        of_claim.peek()?;
        Some(Reckoned::sum(of_claim))
    }

    /// What a claim asks for.
    pub(super) fn requested_on(&self, claim: usize) -> Reckoned {
        let requested = self.grant.claims.get(claim).and_then(|one| one.requested);
        self.stated(claim, "requested", requested, Asked::ClaimedSum)
    }

    /// What a claim that is not paid yet will bring: what it asks for, as far as its costs are
    /// accepted.
    fn pending(&self, claim: usize) -> Reckoned {
        let mut pending = self.requested_on(claim);
        let one = self.grant.claims.get(claim);
        if one.is_some_and(|one| one.accepted.is_some()) {
            let mut share = self.counted(claim);
            share.times(&self.share, Asked::GrantRate);
            pending.at_most(share, Asked::GrantRate);
        }
        pending
    }

    /// What a claim has brought, or will.
    fn brought(&self, claim: usize) -> Reckoned {
        let one = self.grant.claims.get(claim);
        let paid = one.and_then(|one| self.paid_on(one));
        paid.unwrap_or_else(|| self.pending(claim))
    }

    /// What a claim asks for, as far as it still stands after what was paid on it.
    fn standing(&self, claim: usize, one: &Claim) -> Reckoned {
        let mut requested = self.requested_on(claim);
        let Some(paid) = self.paid_on(one) else {
            return self.pending(claim);
        };
        let in_full = one.requested.zip(paid.range().value());
        if in_full.is_some_and(|(asked, paid)| asked <= paid) {
            requested
        } else if one.accepted.is_some() {
            paid
        } else {
            requested.down_to(paid, Asked::AcceptedCosts);
            requested
        }
    }

    /// What the claims ask for together.
    pub(super) fn requested(&self) -> Reckoned {
        let claims = self.grant.claims.iter().enumerate();
        Reckoned::sum(claims.map(|(claim, one)| self.standing(claim, one)))
    }

    /// What was paid and not returned.
    pub(super) fn paid(&self) -> Reckoned {
        let payments = self.grant.payments.iter().enumerate();
        let mut paid = Reckoned::sum(payments.map(|(number, one)| self.payment(number, one)));
        paid.less(self.returned_in_all());
        paid
    }

    pub(super) fn returned_in_all(&self) -> Reckoned {
        let returns = self.grant.returns.iter().enumerate();
        Reckoned::sum(returns.map(|(number, one)| self.returned(number, one.amount)))
    }

    /// What was paid on a claim, less what was returned of a payment above it. A return settles
    /// such payments in the order of their claims.
    pub(super) fn kept_of_payments_on(&self, claim: usize) -> Option<Reckoned> {
        let claims = &self.grant.claims;
        let one = claims.get(claim)?;
        let mut kept = self.paid_on(one)?;
        let excess = |(number, claim): (usize, &Claim)| {
            let mut paid = self.paid_on(claim).filter(|_| claim.requested.is_some())?;
            paid.less(self.requested_on(number));
            paid.not_negative();
            Some(paid).filter(|excess| excess.range() != Range::exact(Money::ZERO))
        };
        let before = claims.iter().enumerate().take(claim).filter_map(excess);
        let mut settled = self.returned_in_all();
        settled.less(Reckoned::sum(before));
        settled.not_negative();
        let own = excess((claim, one)).unwrap_or_else(Reckoned::nothing);
        settled.at_most(own, Asked::Payments);
        kept.less(settled);
        Some(kept)
    }

    /// The costs that the final account states.
    pub(super) fn final_costs(&self) -> Reckoned {
        let account = self.grant.final_account.as_ref();
        let at = At::Grant(self.number, "final_account/costs");
        Reckoned::stated(account.and_then(|one| one.costs), at, Asked::FinalCosts)
    }

    /// What was paid and exceeds what the costs have earned.
    pub(super) fn to_return(&self) -> Reckoned {
        self.to_return_by_parts(&mut |_, _| {})
    }

    /// The same, with each part shown on the way.
    pub(super) fn to_return_by_parts(&self, shown: Shown<'_>) -> Reckoned {
        let claims = &self.grant.claims;
        let stated = self.final_costs();
        let costs = if stated.range().is_unknown() && !claims.is_empty() {
            self.costs(claims.len())
        } else {
            stated
        };
        shown(Part::Costs, &costs);
        let of_claims = claims.iter().any(|one| one.income.is_some());
        let income = if of_claims || self.income.range().is_unknown() {
            self.income_of(claims.len())
        } else {
            self.income.clone()
        };
        let mut surplus = self.paid();
        surplus.less(self.earned_by_parts(costs, income, shown));
        surplus.not_negative();
        shown(Part::ToReturn, &surplus);
        surplus
    }

    /// What was returned by the day of a claim: what certainly was, to what may have been.
    fn returned_by(&self, day: Option<PartialDate>) -> Reckoned {
        let returns = self.grant.returns.iter().enumerate();
        let returns = returns.map(|(number, one)| (one.date, self.returned(number, one.amount)));
        let missing = if day.is_none() {
            Asked::ClaimDate
        } else {
            Asked::ReturnDate
        };
        by(day, returns, Some(missing))
    }

    /// What was paid by the day of a claim and answers no claim.
    fn advances_by(&self, day: Option<PartialDate>) -> Reckoned {
        let answers = |payment: &Payment| {
            let id = payment.claim.as_ref();
            id.is_some_and(|id| self.grant.claims.iter().any(|claim| claim.id == *id))
        };
        let payments = self.grant.payments.iter().enumerate();
        let advances = payments.filter(|(_, one)| !answers(one));
        let advances = advances.map(|(number, one)| (one.date, self.payment(number, one)));
        by(day, advances, None)
    }
}

/// The share that the rulebook names, or anything up to the one that it names as a bound; where it
/// names none, only the decision could.
fn share_of_rulebook(
    grant: usize,
    quantity: &Quantity,
    subject: &Subject<'_>,
    ctx: &Context<'_>,
) -> Reading {
    let number = |name: &Option<String>| {
        let name = name.as_deref()?;
        let number = ctx.number(name, subject)?;
        let amount = parse(Unit::Share, number.value)?;
        let up_to = number.up_to.and_then(|text| parse(Unit::Share, text));
        Some(Reading {
            param: Some(number.name.clone()),
            ..Reading::new(up_to.map_or(amount, |up_to| amount.up_to(up_to)))
        })
    };
    if let Some(share) = number(&quantity.times) {
        return share;
    }
    number(&quantity.times_up_to).map_or_else(
        || Reading {
            at: Some(At::Grant(grant, "decision/rate")),
            ..Reading::new(Amount::Share(Range::unknown()))
        },
        |most| {
            let none = Reading {
                given: Given::Fixed,
                ..Reading::new(Amount::Share(Range::exact(Share::NONE)))
            };
            let range = Range {
                low: Some(Share::NONE),
                high: most.share().high,
            };
            none.then(Op::Between, [most], Amount::Share(range))
        },
    )
}

/// The sum of what happened by a day: from what certainly did to what may have.
fn by(
    day: Option<PartialDate>,
    sums: impl Iterator<Item = (Option<PartialDate>, Reckoned)>,
    missing: Option<Asked>,
) -> Reckoned {
    let day = Range::of(day);
    let counted = sums.filter_map(|(date, sum)| match Range::of(date).at_most(day) {
        Truth::Yes => Some(sum),
        Truth::No => None,
        Truth::Unknown => {
            let range = Range {
                low: Some(Money::ZERO),
                high: sum.range().high,
            };
            let from = Reading::nothing();
            let mut reading = from.then(Op::Between, [sum.reading], Amount::Money(range));
            reading.missing = missing;
            Some(Reckoned { reading })
        }
    });
    Reckoned::sum(counted)
}
