//! Where a claim is signed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Organisation, Role, Text};
use crate::report::document::{Block, plain};
use crate::report::section::{SectionBody, Source};
use crate::report::view::spans;
use crate::words::Presenter;

/// Where a claim is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmationSection {
    /// The claims that are signed, by their ids.
    pub claims: Vec<String>,
    /// Those who sign: the coordinators, or who the decisions name as recipients.
    pub signs: Vec<SigningParty>,
}

/// An organisation that signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SigningParty {
    /// Its name.
    pub name: Text,
    /// Its business id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_id: Option<String>,
}

/// Nothing where no claim is made.
pub(super) fn confirmation(source: &Source<'_>) -> Option<SectionBody> {
    let grants = source.grants();
    let claims = grants.iter().filter_map(|grant| {
        let claim = super::latest_claim(grant)?;
        let id = grant.claims.get(claim)?.id.clone();
        Some((id, super::is_answered(grant, claim)))
    });
    let all: Vec<(String, bool)> = claims.collect();
    // What is decided is not signed again, unless nothing is open.
    let none_open = all.iter().all(|(_, answered)| *answered);
    let open = all
        .into_iter()
        .filter(|(_, answered)| none_open || !answered);
    let claims: Vec<String> = open.map(|(id, _)| id).collect();
    if claims.is_empty() {
        return None;
    }
    let all = &source.project.organisations;
    let coordinator = |one: &&Organisation| one.roles.contains(&Role::Coordinator);
    let mut signs: Vec<&Organisation> = all.iter().filter(coordinator).collect();
    if signs.is_empty() {
        let decisions = grants.iter().filter_map(|grant| grant.decision.as_ref());
        let named: Vec<&String> = decisions.filter_map(|one| one.recipient.as_ref()).collect();
        signs = all.iter().filter(|one| named.contains(&&one.id)).collect();
    }
    let party = |one: &&Organisation| SigningParty {
        name: one.name.clone(),
        business_id: one.business_id.clone(),
    };
    Some(SectionBody::Confirmation(ConfirmationSection {
        claims,
        signs: signs.iter().map(party).collect(),
    }))
}

/// A line to write on.
const LINE: &str = "______________________________";

pub(in crate::report::section) fn confirmation_blocks(
    one: &ConfirmationSection,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let word = |key: &str| says.word("account", key);
    let claims = one.claims.join("; ");
    let text = says.fill("account", "signs_claims", &[("claims", &claims)]);
    out.push(Block::Paragraph(plain(text)));
    if one.signs.is_empty() {
        out.push(Block::Paragraph(plain(word("no_signer"))));
    }
    out.push(Block::Paragraph(plain(word("by_hand"))));
    let mut facts = Vec::new();
    for party in &one.signs {
        facts.push((word("signer"), spans(&party.name, says)));
        if let Some(id) = &party.business_id {
            facts.push((says.field("business_id"), plain(id.as_str())));
        }
    }
    let lines = ["place", "date", "signature", "printed_name", "role"];
    facts.extend(lines.map(|key| (word(key), plain(LINE))));
    out.push(Block::Facts(facts));
}
