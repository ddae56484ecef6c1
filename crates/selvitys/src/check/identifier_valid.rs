//! Identifiers are valid.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, Kind, Sink, Subject, Term, Thing, key_of};
use crate::finding::Value;
use crate::place::At;
use crate::register;

/// Identifiers of one kind are valid. Only what the document states is judged.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentifierValid {
    /// Of which kind.
    pub of: Identifier,
}

/// A kind of identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Identifier {
    /// A business id with its check digit (288/2001 3 §).
    BusinessId,
    /// A municipality code of the 2021 division.
    Municipality,
    /// A region code.
    Region,
    /// A code of a wellbeing services county.
    County,
    /// The id of a call that a loaded rulebook describes.
    Call,
    /// An id by which the document names something of its own.
    Reference,
}

impl Kind for IdentifierValid {
    const NAME: &'static str = "identifier-valid";
    const VALUES: &'static [&'static str] = &["id"];

    fn formula(&self) -> Formula<'_> {
        let Self { of } = self;
        Formula::new("identifier_valid").with("of", Term::Word("identifier", key_of(of)))
    }

    fn may_fail(&self) -> bool {
        self.of != Identifier::Call
    }

    // A rulebook that is not loaded may describe the call.
    fn may_be_open(&self, _draft: bool) -> bool {
        self.of == Identifier::Call
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let project = ctx.index.project;
        if let (Identifier::Call, Thing::Grant(number)) = (self.of, subject.thing) {
            return call(number, ctx, out);
        }
        let mut judge = |at: At, id: &str, valid: bool| {
            let case = || Case::at(at).value("id", Value::Code(id.to_owned()));
            if valid { out.met(None, case) } else { out.faults.push(case()) }
        };
        match (self.of, subject.thing) {
            (Identifier::BusinessId, Thing::Organisation(number)) => {
                let organisation = project.organisations.get(number);
                if let Some(id) = organisation.and_then(|one| one.business_id.as_deref()) {
                    judge(At::Organisation(number, "business_id"), id, is_business_id(id));
                }
            }
            (Identifier::Municipality, _) => {
                let known = |code: &str| register::municipality(code).is_some();
                for (number, one) in project.participants.iter().enumerate() {
                    judge(At::Participant(number), &one.municipality, known(&one.municipality));
                }
                for (number, one) in project.private_services.iter().enumerate() {
                    let at = At::PrivateService(number, "municipality");
                    judge(at, &one.municipality, known(&one.municipality));
                }
                for (number, one) in project.organisations.iter().enumerate() {
                    for code in &one.stands_for {
                        judge(At::Organisation(number, "stands_for"), code, known(code));
                    }
                }
                for (number, grant) in project.grants.iter().enumerate() {
                    for code in grant.decision.iter().flat_map(|decision| &decision.area) {
                        judge(At::Grant(number, "decision/area"), code, known(code));
                    }
                }
            }
            (Identifier::Region, _) => {
                if let Some(code) = &project.region {
                    judge(At::Field("region"), code, register::region(code).is_some());
                }
            }
            (Identifier::County, _) => {
                if let Some(code) = &project.county {
                    judge(At::Field("county"), code, register::county(code).is_some());
                }
            }
            (Identifier::Reference, _) => references(ctx, &mut judge),
            _ => {}
        }
    }
}

/// The rules of a call that no rulebook describes were not checked: that leaves the answer open,
/// and is no fault of the project's.
fn call(number: usize, ctx: &Context<'_>, out: &mut Sink) {
    let Some(grant) = ctx.index.project.grants.get(number) else { return };
    let at = At::Grant(number, "call");
    let case = || Case::at(at).value("id", Value::Code(grant.call.clone()));
    match ctx.books.call(&grant.call) {
        Some(_) => out.met(None, case),
        None => out.unclear.push(case()),
    }
}

/// Whether a text is a business id: at most seven digits, a hyphen, and the digit that 288/2001
/// 3 § reckons from them, from right to left with the weights 2, 4, 8, 5, 10, 9, 7. Six digits
/// are an old id without its leading zero; fewer are not in use.
pub(crate) fn is_business_id(text: &str) -> bool {
    const WEIGHTS: [u32; 7] = [2, 4, 8, 5, 10, 9, 7];
    let Some((number, check)) = text.split_once('-') else { return false };
    let digits: Option<Vec<u32>> = number.chars().map(|c| c.to_digit(10)).collect();
    let check = check.parse::<u32>().ok().filter(|_| check.len() == 1);
    let (Some(digits), Some(check)) = (digits, check) else { return false };
    if !(6..=7).contains(&digits.len()) {
        return false;
    }
    let sum: u32 = digits.iter().rev().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    match sum % 11 {
        0 => check == 0,
        1 => false,
        rest => check == 11 - rest,
    }
}

fn references(ctx: &Context<'_>, judge: &mut impl FnMut(At, &str, bool)) {
    let project = ctx.index.project;
    let organisation = |id: &str| project.organisations.iter().any(|one| one.id == id);
    let grant = |id: &str| project.grants.iter().any(|one| one.id == id);
    let area = |id: &str| project.focus_areas.iter().any(|one| one.id == id);
    for (number, one) in project.grants.iter().enumerate() {
        let recipient = one.decision.as_ref().and_then(|decision| decision.recipient.as_ref());
        if let Some(id) = recipient {
            judge(At::Grant(number, "decision/recipient"), id, organisation(id));
        }
        for (payment, paid) in one.payments.iter().enumerate() {
            if let Some(id) = &paid.claim {
                let at = At::OfGrant(number, "payments", payment, "claim");
                judge(at, id, one.claims.iter().any(|claim| claim.id == *id));
            }
        }
    }
    for (number, budget) in project.budgets.iter().enumerate() {
        judge(At::Budget(number, "grant"), &budget.grant, grant(&budget.grant));
        for (headline, one) in budget.headlines.iter().enumerate() {
            let at = At::Headline(number, headline);
            for id in &one.lines {
                judge(at, id, ctx.index.line(number, id).is_some());
            }
            if let Some(id) = &one.partner {
                judge(at, id, organisation(id));
            }
        }
    }
    for (number, node) in ctx.index.lines.iter().enumerate() {
        if let Some(id) = &node.line.partner {
            judge(At::Line(number, "partner"), id, organisation(id));
        }
    }
    for (number, node) in ctx.index.packages.iter().enumerate() {
        let package = node.package;
        for id in &package.grants {
            judge(At::Package(number, "grants"), id, grant(id));
        }
        for id in &package.focus_areas {
            judge(At::Package(number, "focus_areas"), id, area(id));
        }
        for id in &package.views {
            let known = project.views.iter().any(|one| one.id == *id);
            judge(At::Package(number, "views"), id, known);
        }
        for lead in &package.leads {
            let known = organisation(&lead.organisation);
            judge(At::Package(number, "leads"), &lead.organisation, known);
        }
        for id in &package.lines {
            let budgets = 0..project.budgets.len();
            let known = budgets.into_iter().any(|budget| ctx.index.line(budget, id).is_some());
            judge(At::Package(number, "lines"), id, known);
        }
    }
    for (number, one) in project.participants.iter().enumerate() {
        if let Some(id) = &one.through {
            judge(At::Participant(number), id, organisation(id));
        }
    }
    for (round, assessment) in project.self_assessments.iter().enumerate() {
        for (number, entry) in assessment.entries.iter().enumerate() {
            if let Some(id) = &entry.focus_area {
                judge(At::Entry(round, number), id, area(id));
            }
        }
    }
    if let Some(goals) = &project.goals {
        for (number, target) in goals.targets.iter().enumerate() {
            if let Some(id) = &target.focus_area {
                judge(At::Target(number), id, area(id));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_business_id;

    #[test]
    fn check_digits_follow_the_act() {
        for valid in ["0211675-2", "2050864-5", "2447229-9", "211675-2"] {
            assert!(is_business_id(valid), "{valid}");
        }
        for wrong in
            ["0211675-3", "211675-3", "11675-2", "0211675", "02116752", "0211675-22", "021167a-2", "", "-", "1111111-"]
        {
            assert!(!is_business_id(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_remainder_of_one_is_no_business_id() {
        // 7*0+9*0+10*0+5*0+8*0+4*1+2*4 = 12, and 12 mod 11 = 1: such numbers are not used.
        for check in 0..=9 {
            assert!(!is_business_id(&format!("0000014-{check}")));
        }
    }
}
