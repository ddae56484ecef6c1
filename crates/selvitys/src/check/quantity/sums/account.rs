//! What of a grant is earned, due and to be returned (688/2001 12 §, 20 §; 13/2020 6 § 1 mom.).

use super::Reckoned;
use crate::check::{Context, Subject};
use crate::finding::Asked;
use crate::model::{Claim, Figure, Grant, IncomeRule, Money, PartialDate, Payment, Share, Status};
use crate::range::{Range, Truth};

/// A grant with what its payments are reckoned by.
pub(super) struct Account<'g> {
    pub(super) grant: &'g Grant,
    /// The grant's share of the costs.
    share: Range<Share>,
    /// The sum granted.
    granted: Range<Money>,
    /// Income as the budget has it realised.
    income: Range<Money>,
}

impl<'g> Account<'g> {
    /// The share is the decision's, else the number that the rulebook names. Where the rulebook
    /// only bounds it, it is anything within the bounds.
    pub(super) fn new(
        grant: &'g Grant,
        rate: Option<&str>,
        subject: &Subject<'_>,
        ctx: &Context<'_>,
    ) -> Self {
        let decided = grant.decision.as_ref().and_then(|decision| decision.rate);
        let number = || {
            let number = ctx.number(rate?, subject)?;
            let low: Share = number.value.parse().ok()?;
            let high = number.up_to.map_or(Some(low), |high| high.parse().ok())?;
            Some(Range::between(low, high))
        };
        let share = decided.map_or_else(|| number().unwrap_or(Range::unknown()), Range::exact);
        let figure = |figure, status| {
            let reading = ctx.grant_figure(subject.grant, figure, Some(status));
            reading.money()
        };
        Account {
            grant,
            share,
            granted: figure(Figure::Grant, Status::Granted),
            income: figure(Figure::Income, Status::Realised),
        }
    }

    /// The grant's share of costs, at most the sum granted.
    fn earned(&self, mut costs: Reckoned, income: Range<Money>) -> Reckoned {
        let decision = self.grant.decision.as_ref();
        let rule = decision.and_then(|decision| decision.income_rule);
        let income = Reckoned {
            range: income,
            steps: Vec::new(),
            missing: None,
        };
        if rule == Some(IncomeRule::LowersCosts) {
            costs.less(income.clone());
        }
        costs.not_negative();
        costs.times(self.share, Asked::GrantRate);
        match rule {
            Some(IncomeRule::LowersGrant) => costs.less(income),
            None => {
                let low = costs.range.minus(income.range).low;
                costs.down_to(low, Asked::DecisionIncomeEffect);
            }
            Some(IncomeRule::LowersCosts | IncomeRule::NoEffect) => {}
        }
        costs.at_most(self.granted, Asked::DecisionAmount);
        costs.not_negative();
        costs
    }

    /// What claims have earned of the grant, and one more with the costs that it states.
    fn earned_by(&self, claims: &[Claim], this: Option<&Claim>) -> Reckoned {
        let costs = claims.iter().map(|one| one.accepted.or(one.costs));
        let costs = costs.chain(this.map(|one| one.costs));
        let income = claims.iter().chain(this).filter_map(|one| one.income);
        self.earned(
            Reckoned::sum(costs, Asked::ClaimCosts),
            Range::exact(income.sum()),
        )
    }

    /// What is due on a claim; nothing is known of one that is not there.
    pub(super) fn due(&self, claim: usize) -> Reckoned {
        let claims = &self.grant.claims;
        let (Some(this), Some(before)) = (claims.get(claim), claims.get(..claim)) else {
            return Reckoned::stated(None, Asked::Claims);
        };
        let earned_before = self.earned_by(before, None).range;
        let mut brought = sum_of(before.iter().map(|one| self.brought(one)));
        let returned = self.returned_by(this.submitted);
        // What was returned and no claim had brought, was of an advance.
        let of_advances = returned.range.minus(brought.range).not_negative();
        let advances = self
            .advances_by(this.submitted)
            .minus(of_advances)
            .not_negative();
        brought.less(returned);
        brought.not_negative();
        let mut due = self.earned_by(before, Some(this));
        let own = due.range.minus(earned_before);
        // What claims before this one have not brought of what they earned.
        let short = earned_before.minus(brought.range);
        let paid = brought.range.plus(advances);
        due.less(brought);
        let rounding = self.rounding(before);
        let within = |sum: Option<Money>| sum.is_some_and(|sum| sum.abs() < rounding);
        if within(short.low) && within(short.high) {
            // Claims may have been rounded one by one.
            due.range.low = due.range.low.min(own.low);
            due.range.high = due.range.high.max(own.high);
        } else if before.iter().any(|one| one.accepted.is_none())
            && short.high.is_none_or(|short| short > Money::ZERO)
        {
            // The authority may not have accepted the rest, or it may still be paid.
            due.down_to(own.low, Asked::AcceptedCosts);
        }
        let low = due.range.minus(advances).low;
        due.at_most(self.granted.minus(paid), Asked::DecisionAmount);
        due.down_to(low, Asked::AdvanceTerms);
        due.not_negative();
        due
    }

    /// By less than this sum, claims may differ from their shares because cents were rounded.
    fn rounding(&self, claims: &[Claim]) -> Money {
        let share = self.share.value();
        let fraction = |claim: &&Claim| {
            let own = claim.accepted.or(claim.costs).zip(share);
            own.is_some_and(|(costs, share)| !costs.times(share).is_in_cents())
        };
        let rounded = claims.iter().filter(fraction).count();
        Money::from_cents(i64::try_from(rounded).unwrap_or(i64::MAX))
    }

    /// What was paid on a claim; nothing when nothing was.
    fn paid_on(&self, claim: &Claim) -> Option<Money> {
        let payments = self.grant.payments.iter();
        let mut of_claim = payments
            .filter(|one| one.claim.as_deref() == Some(&claim.id))
            .map(|one| one.amount)
            .peekable();
        of_claim.peek()?;
        Some(of_claim.sum())
    }

    /// What a claim that is not paid yet will bring: what it asks for, as far as its costs are
    /// accepted.
    fn pending(&self, claim: &Claim) -> Reckoned {
        let mut pending = Reckoned::stated(claim.requested, Asked::ClaimedSum);
        if let Some(accepted) = claim.accepted {
            let mut share = Reckoned::stated(Some(accepted), Asked::AcceptedCosts);
            share.times(self.share, Asked::GrantRate);
            pending.at_most(share.range, Asked::GrantRate);
        }
        pending
    }

    /// What a claim has brought, or will.
    fn brought(&self, claim: &Claim) -> Reckoned {
        self.paid_on(claim).map_or_else(
            || self.pending(claim),
            |paid| Reckoned::stated(Some(paid), Asked::Payments),
        )
    }

    /// What a claim asks for, as far as it still stands after what was paid on it.
    fn standing(&self, claim: &Claim) -> Reckoned {
        let requested = Reckoned::stated(claim.requested, Asked::ClaimedSum);
        match self.paid_on(claim) {
            None => self.pending(claim),
            Some(paid) if claim.requested.is_some_and(|sum| sum <= paid) => requested,
            Some(paid) if claim.accepted.is_some() => Reckoned::stated(Some(paid), Asked::Payments),
            Some(paid) => {
                let mut standing = requested;
                standing.down_to(Some(paid), Asked::AcceptedCosts);
                standing
            }
        }
    }

    /// What the claims ask for together.
    pub(super) fn requested(&self) -> Reckoned {
        sum_of(self.grant.claims.iter().map(|one| self.standing(one)))
    }

    /// What was paid and not returned.
    pub(super) fn paid(&self) -> Reckoned {
        let paid = self.grant.payments.iter().map(|one| Some(one.amount));
        let returned = self.grant.returns.iter().map(|one| Some(one.amount));
        let mut paid = Reckoned::sum(paid, Asked::Payments);
        paid.less(Reckoned::sum(returned, Asked::Payments));
        paid
    }

    /// What was paid on a claim, less what was returned of a payment above it. A return settles
    /// such payments in the order of their claims.
    pub(super) fn kept_of_payments_on(&self, claim: usize) -> Option<Reckoned> {
        let claims = &self.grant.claims;
        let one = claims.get(claim)?;
        let paid = self.paid_on(one)?;
        let excess = |claim: &Claim| {
            let excess = self.paid_on(claim).zip(claim.requested);
            excess.map_or(Money::ZERO, |(paid, asked)| (paid - asked).max(Money::ZERO))
        };
        let returned: Money = self.grant.returns.iter().map(|one| one.amount).sum();
        let before: Money = claims.iter().take(claim).map(excess).sum();
        let settled = (returned - before).max(Money::ZERO).min(excess(one));
        let mut kept = Reckoned::stated(Some(paid), Asked::Payments);
        kept.less(Reckoned::stated(Some(settled), Asked::Payments));
        Some(kept)
    }

    /// What was paid and exceeds what the costs have earned.
    pub(super) fn to_return(&self) -> Reckoned {
        let claims = &self.grant.claims;
        let account = self.grant.final_account.as_ref();
        let costs = match account.and_then(|account| account.costs) {
            None if !claims.is_empty() => costs(claims),
            costs => Reckoned::stated(costs, Asked::FinalCosts),
        };
        let stated: Vec<Money> = claims.iter().filter_map(|one| one.income).collect();
        let income = match (stated.is_empty(), self.income.is_unknown()) {
            (true, false) => self.income,
            _ => Range::exact(stated.into_iter().sum()),
        };
        let mut surplus = self.paid();
        surplus.less(self.earned(costs, income));
        surplus.not_negative();
        surplus
    }

    /// What was returned by the day of a claim: what certainly was, to what may have been.
    fn returned_by(&self, day: Option<PartialDate>) -> Reckoned {
        let returned = self.grant.returns.iter().map(|one| (one.date, one.amount));
        let range = by(day, returned);
        let missing = if day.is_none() {
            Asked::ClaimDate
        } else {
            Asked::ReturnDate
        };
        Reckoned {
            range,
            steps: Vec::new(),
            missing: range.value().is_none().then_some(missing),
        }
    }

    /// What was paid by the day of a claim and answers no claim.
    fn advances_by(&self, day: Option<PartialDate>) -> Range<Money> {
        let answers = |payment: &Payment| {
            let id = payment.claim.as_ref();
            id.is_some_and(|id| self.grant.claims.iter().any(|claim| claim.id == *id))
        };
        let payments = self.grant.payments.iter().filter(|one| !answers(one));
        by(day, payments.map(|one| (one.date, one.amount)))
    }
}

/// The costs of claims, as far as the authority has said that it accepts them.
pub(super) fn costs(claims: &[Claim]) -> Reckoned {
    let costs = claims.iter().map(|one| one.accepted.or(one.costs));
    Reckoned::sum(costs, Asked::ClaimCosts)
}

fn sum_of(all: impl Iterator<Item = Reckoned>) -> Reckoned {
    let all: Vec<Reckoned> = all.collect();
    let exact = all.iter().map(|one| one.range.value());
    let mut sum = Reckoned::sum(exact, Asked::Payments);
    sum.missing = all.iter().find_map(|one| one.missing);
    let ranges = all.iter().map(|one| one.range);
    sum.range = ranges.fold(Range::exact(Money::ZERO), Range::plus);
    sum
}

/// The sum of what happened by a day: from what certainly did to what may have.
fn by(
    day: Option<PartialDate>,
    sums: impl Iterator<Item = (Option<PartialDate>, Money)>,
) -> Range<Money> {
    let day = Range::of(day);
    sums.fold(Range::exact(Money::ZERO), |all, (date, sum)| {
        let happened = Range::of(date).at_most(day);
        all.plus(match happened {
            Truth::Yes => Range::exact(sum),
            Truth::Unknown => Range::between(Money::ZERO, sum),
            Truth::No => Range::exact(Money::ZERO),
        })
    })
}
