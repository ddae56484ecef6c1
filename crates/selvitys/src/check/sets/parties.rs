//! Sets of the parties: what kinds of organisation, which calls, which region and county.

use std::collections::BTreeSet;

use super::{Members, SetOf};
use crate::check::Context;
use crate::finding::Asked;
use crate::model::{GrantStatus, OrganisationKind, Role};
use crate::place::At;
use crate::register;

pub(super) fn of_parties(which: SetOf, ctx: &Context<'_>) -> Members {
    let project = ctx.index.project;
    match which {
        SetOf::CoordinatorKinds => kinds(&[Role::Coordinator], ctx),
        SetOf::ImplementerKinds => kinds(&[Role::Coordinator, Role::Implementer], ctx),
        SetOf::GrantedCalls => {
            let granted = project
                .grants
                .iter()
                .filter(|grant| grant.status == GrantStatus::Granted);
            Members {
                certain: granted.map(|grant| grant.call.clone()).collect(),
                open: None,
                at: Some(At::Field("grants")),
            }
        }
        SetOf::Region => Members {
            certain: project.region.iter().cloned().collect(),
            open: project.region.is_none().then_some(Asked::Region),
            at: Some(At::Field("region")),
        },
        SetOf::County => Members {
            certain: project.county.iter().cloned().collect(),
            open: None,
            at: Some(At::Field("county")),
        },
        _ => counties_of_region(ctx),
    }
}

/// Organisations whose kind is not stated leave the set open.
fn kinds(roles: &[Role], ctx: &Context<'_>) -> Members {
    let organisations = ctx.index.project.organisations.iter();
    let parties: Vec<_> = organisations
        .filter(|one| one.roles.iter().any(|role| roles.contains(role)))
        .collect();
    let word = |kind: OrganisationKind| {
        let word = serde_json::to_value(kind).ok();
        word.and_then(|word| word.as_str().map(str::to_owned))
    };
    let unsaid = parties.iter().any(|one| one.kind.is_none());
    let open = if parties.is_empty() {
        Some(Asked::Coordinator)
    } else {
        unsaid.then_some(Asked::OrganisationKind)
    };
    Members {
        certain: parties
            .iter()
            .filter_map(|one| one.kind.and_then(word))
            .collect(),
        open,
        at: Some(At::Field("organisations")),
    }
}

fn counties_of_region(ctx: &Context<'_>) -> Members {
    let region = ctx.index.project.region.as_deref();
    let towns = register::municipalities().filter(|town| Some(town.region) == region);
    let certain: BTreeSet<String> = towns.map(|town| town.county.to_owned()).collect();
    Members {
        open: certain.is_empty().then_some(Asked::Region),
        certain,
        at: Some(At::Field("region")),
    }
}
