//! Identifiers are valid.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, From, Kind, Reckoning, Sink, Subject, Thing, Term, key_of};
use super::business_id::{self, is_business_id};
use crate::finding::{Op, RegisterEntry, Truth, Value};
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
        let mut judge = |at: At, id: &str, like: Like| {
            let valid = Truth::from(like.is_valid(id));
            out.decide(valid, None, || {
                let case = Case::at(at).value("id", Value::Code(id.to_owned()));
                case.reckoned(like.reckon(at, id, valid))
            });
        };
        match (self.of, subject.thing) {
            (Identifier::BusinessId, Thing::Organisation(number)) => {
                let organisation = project.organisations.get(number);
                if let Some(id) = organisation.and_then(|one| one.business_id.as_deref()) {
                    judge(At::Organisation(number, "business_id"), id, Like::BusinessId);
                }
            }
            (Identifier::Municipality, _) => {
                for (number, one) in project.participants.iter().enumerate() {
                    judge(At::Participant(number), &one.municipality, Like::Municipality);
                }
                for (number, one) in project.private_services.iter().enumerate() {
                    let at = At::PrivateService(number, "municipality");
                    judge(at, &one.municipality, Like::Municipality);
                }
                for (number, one) in project.organisations.iter().enumerate() {
                    for code in &one.stands_for {
                        judge(At::Organisation(number, "stands_for"), code, Like::Municipality);
                    }
                }
                for (number, grant) in project.grants.iter().enumerate() {
                    for code in grant.decision.iter().flat_map(|decision| &decision.area) {
                        judge(At::Grant(number, "decision/area"), code, Like::Municipality);
                    }
                }
            }
            (Identifier::Region, _) => {
                if let Some(code) = &project.region {
                    judge(At::Field("region"), code, Like::Region);
                }
            }
            (Identifier::County, _) => {
                if let Some(code) = &project.county {
                    judge(At::Field("county"), code, Like::County);
                }
            }
            (Identifier::Reference, _) => references(ctx, &mut judge),
            _ => {}
        }
    }
}

/// What makes an id valid.
#[derive(Clone, Copy)]
enum Like {
    BusinessId,
    Municipality,
    Region,
    County,
    /// The thing that it names: where it stands if there is one, and where one would.
    Thing(Option<At>, At),
}

impl Like {
    fn is_valid(self, id: &str) -> bool {
        match self {
            Like::BusinessId => is_business_id(id),
            Like::Municipality => register::municipality(id).is_some(),
            Like::Region => register::region(id).is_some(),
            Like::County => register::county(id).is_some(),
            Like::Thing(found, _) => found.is_some(),
        }
    }

    fn reckon(self, at: At, id: &str, valid: Truth) -> Reckoning {
        let entry = |entry: fn(String) -> RegisterEntry| From::Register(entry(id.to_owned()));
        let mut how = Reckoning::default();
        let own = how.at(at, Value::Code(id.to_owned()));
        let area = |area: Option<&register::Area>| {
            area.map(|area| Value::titled(id.to_owned(), area.name()))
        };
        let (from, same) = match self {
            Like::BusinessId => {
                business_id::reckon(id, own, &mut how);
                return how;
            }
            Like::Municipality => {
                let town = register::municipality(id);
                let town = town.map(|town| Value::Municipality(town.code.to_owned()));
                (entry(RegisterEntry::Municipality), town)
            }
            Like::Region => (entry(RegisterEntry::Region), area(register::region(id))),
            Like::County => (entry(RegisterEntry::County), area(register::county(id))),
            Like::Thing(found, list) => {
                let same = found.map(|_| Value::Code(id.to_owned()));
                (From::At(found.unwrap_or(list)), same)
            }
        };
        let same = how.used(from, same);
        how.truth(Op::OneOf, [own, same], valid);
        how
    }
}

/// The rules of a call that no rulebook describes were not checked: that leaves the answer open,
/// and is no fault of the project's.
fn call(number: usize, ctx: &Context<'_>, out: &mut Sink) {
    let Some(grant) = ctx.index.project.grants.get(number) else { return };
    let at = At::Grant(number, "call");
    let known = ctx.books.call(&grant.call).is_some();
    let truth = if known { Truth::Yes } else { Truth::Unknown };
    out.decide(truth, None, || {
        let id = Value::Code(grant.call.clone());
        let mut how = Reckoning::default();
        let book = From::Rulebook(grant.call.as_str().into());
        let mut terms = vec![how.used(book, known.then(|| id.clone()))];
        if !known {
            terms.push(how.at(at, id.clone()));
        }
        how.truth(Op::IsPresent, terms, truth);
        Case::at(at).value("id", id).reckoned(how)
    });
}

fn references(ctx: &Context<'_>, judge: &mut impl FnMut(At, &str, Like)) {
    let project = ctx.index.project;
    let organisation = |id: &str| {
        let found = project.organisations.iter().position(|one| one.id == id);
        Like::Thing(found.map(|one| At::Organisation(one, "id")), At::Field("organisations"))
    };
    let grant = |id: &str| {
        let found = project.grants.iter().position(|one| one.id == id);
        Like::Thing(found.map(|one| At::Grant(one, "id")), At::Field("grants"))
    };
    let area = |id: &str| {
        let found = project.focus_areas.iter().position(|one| one.id == id);
        Like::Thing(found.map(At::FocusArea), At::Field("focus_areas"))
    };
    let view = |id: &str| {
        let found = project.views.iter().position(|one| one.id == id);
        Like::Thing(found.map(At::View), At::Field("views"))
    };
    let line = |found: Option<usize>, list: At| {
        Like::Thing(found.map(|line| At::Line(line, "id")), list)
    };
    for (number, one) in project.grants.iter().enumerate() {
        let recipient = one.decision.as_ref().and_then(|decision| decision.recipient.as_ref());
        if let Some(id) = recipient {
            judge(At::Grant(number, "decision/recipient"), id, organisation(id));
        }
        for (payment, paid) in one.payments.iter().enumerate() {
            if let Some(id) = &paid.claim {
                let at = At::OfGrant(number, "payments", payment, "claim");
                let claim = one.claims.iter().position(|claim| claim.id == *id);
                let claim = claim.map(|claim| At::OfGrant(number, "claims", claim, "id"));
                judge(at, id, Like::Thing(claim, At::Grant(number, "claims")));
            }
        }
    }
    for (number, budget) in project.budgets.iter().enumerate() {
        judge(At::Budget(number, "grant"), &budget.grant, grant(&budget.grant));
        for (headline, one) in budget.headlines.iter().enumerate() {
            let at = At::Headline(number, headline);
            for id in &one.lines {
                judge(at, id, line(ctx.index.line(number, id), At::Budget(number, "lines")));
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
            judge(At::Package(number, "views"), id, view(id));
        }
        for lead in &package.leads {
            let id = &lead.organisation;
            judge(At::Package(number, "leads"), id, organisation(id));
        }
        for id in &package.lines {
            let mut budgets = 0..project.budgets.len();
            let found = budgets.find_map(|budget| ctx.index.line(budget, id));
            judge(At::Package(number, "lines"), id, line(found, At::Field("budgets")));
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
