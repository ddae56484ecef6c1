//! What payment claims and final accounts say of a grant: its decision, costs, claims, payments,
//! and how it stands in the end.

use super::{SectionBody, Source, Withheld};
use crate::model::Grant;
use crate::rulebook::{Kind, ReportPart};

mod auditor;
mod claims;
mod classes;
mod confirmation;
mod costs;
mod decision;
mod funding;
mod known;
mod statement;
#[cfg(test)]
mod tests;

pub use claims::*;
pub use classes::*;
pub use confirmation::*;
pub use costs::*;
pub use decision::*;
pub use funding::*;
pub use known::*;
pub use statement::*;

pub(super) use auditor::auditor_blocks;
pub(super) use claims::claims_blocks;
pub(super) use classes::claim_costs_blocks;
pub(super) use classes::places;
pub(super) use confirmation::confirmation_blocks;
pub(super) use costs::costs_blocks;
pub(super) use decision::decision_blocks;
pub(super) use known::{follows, number_of, with_grant};
pub(super) use statement::{claim_sum_blocks, settlement_blocks};

/// What a part says; nothing where it is another's, or the document has nothing of it.
pub(super) fn build(
    part: ReportPart,
    grant: Option<&Grant>,
    source: &Source<'_>,
) -> Vec<SectionBody> {
    let one = |build: &dyn Fn(&Grant) -> Option<SectionBody>| -> Vec<SectionBody> {
        grant.and_then(build).into_iter().collect()
    };
    // What some of is left out adds up to nothing: it is said to be left out as a whole.
    let reckoned = matches!(
        part,
        ReportPart::ClaimCosts
            | ReportPart::ClaimSum
            | ReportPart::Claims
            | ReportPart::AccountCosts
            | ReportPart::Settlement
            | ReportPart::Costs
    );
    if reckoned && leaves_out_money(source) {
        return vec![SectionBody::Withheld(Withheld { reason: None })];
    }
    match part {
        ReportPart::Decision => one(&|grant| decision::decision(grant, source)),
        ReportPart::ClaimCosts => one(&|grant| classes::claim_costs(grant, source)),
        ReportPart::ClaimSum => one(&|grant| statement::claim_sum(grant, source)),
        ReportPart::Claims => one(&|grant| claims::claims(grant, source)),
        ReportPart::AccountCosts => one(&|grant| costs::account_costs(grant, source)),
        ReportPart::Settlement => one(&|grant| statement::settlement(grant, source)),
        ReportPart::AuditorStatement => one(&|grant| auditor::auditor(grant)),
        ReportPart::Confirmation => confirmation::confirmation(source).into_iter().collect(),
        ReportPart::Costs if source.kind == Kind::Progress => {
            let grants = source.grants();
            let all = grants
                .iter()
                .filter_map(|grant| costs::costs(grant, source));
            all.collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a public edition leaves out sums that others are reckoned from.
pub(super) fn leaves_out_money(source: &Source<'_>) -> bool {
    let sums = [
        "/claims",
        "/payments",
        "/returns",
        "/final_account/costs",
        "/decision/amount",
        "/decision/rate",
        "/decision/income_rule",
    ];
    source.leaves_out(|place| {
        let words = place.ends_with("/note") || place.ends_with("/title");
        let whole = place.ends_with("/decision") || place.ends_with("/final_account");
        let of_grant = whole || sums.iter().any(|sum| place.contains(sum));
        !words && (place.starts_with("/grants/") && of_grant || place.starts_with("/budgets"))
    })
}

/// The claim that a report is about: the last that is not answered, else the last.
fn latest_claim(grant: &Grant) -> Option<usize> {
    let open = (0..grant.claims.len()).rfind(|claim| !is_answered(grant, *claim));
    open.or(grant.claims.len().checked_sub(1))
}

/// Whether a claim was paid, or its costs said to be accepted.
fn is_answered(grant: &Grant, claim: usize) -> bool {
    grant.claims.get(claim).is_some_and(|claim| {
        let mut payments = grant.payments.iter();
        claim.accepted.is_some() || payments.any(|one| one.claim.as_ref() == Some(&claim.id))
    })
}
