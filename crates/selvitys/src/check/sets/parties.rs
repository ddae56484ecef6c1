//! Sets of the parties: what kinds of organisation, which calls, which region and county.

use std::borrow::Cow;

use super::{Codes, Members, SetOf};
use crate::check::{Context, Subject, Thing, key_of};
use crate::finding::Asked;
use crate::model::{GrantStatus, OrganisationKind, Role};
use crate::place::At;
use crate::register;

pub(super) fn of_parties<'a>(
    which: SetOf,
    subject: &Subject<'_>,
    ctx: &Context<'a>,
) -> Members<'a> {
    let project = ctx.index.project;
    match which {
        SetOf::CoordinatorKinds => kinds(&[Role::Coordinator], subject, ctx),
        SetOf::ImplementerKinds => kinds(&[Role::Coordinator, Role::Implementer], subject, ctx),
        SetOf::GrantedCalls => {
            let with = |status: GrantStatus| {
                let grants = project.grants.iter();
                let grants = grants.filter(move |grant| grant.status == status);
                grants.map(|grant| Cow::from(&grant.call))
            };
            // A grant that the document does not speak of may have been granted all the same.
            Members {
                certain: with(GrantStatus::Granted).collect(),
                open: Some(Asked::GrantDecision),
                barred: with(GrantStatus::Refused).collect(),
                at: Some(At::Field("grants")),
            }
        }
        SetOf::Region => Members {
            certain: project.region.iter().map(Cow::from).collect(),
            open: project.region.is_none().then_some(Asked::Region),
            at: Some(At::Field("region")),
            ..Members::default()
        },
        SetOf::County => Members {
            // A code that no county has is a fault of its own.
            certain: project
                .county
                .iter()
                .filter(|code| register::county(code).is_some())
                .map(Cow::from)
                .collect(),
            open: None,
            at: Some(At::Field("county")),
            ..Members::default()
        },
        _ => counties_of_region(ctx),
    }
}

/// The kinds of the organisation that the rule looks at, or of all, that have one of the roles.
///
/// An organisation whose kind is not stated leaves the set open. A group is no organisation: what
/// the organisations in it are is not stated by naming the group.
fn kinds<'a>(roles: &[Role], subject: &Subject<'_>, ctx: &Context<'a>) -> Members<'a> {
    let organisations = ctx.index.project.organisations.iter().enumerate();
    let parties: Vec<_> = organisations
        .filter(|(number, _)| match subject.thing {
            Thing::Organisation(own) => own == *number,
            _ => true,
        })
        .map(|(_, one)| one)
        .filter(|one| one.roles.iter().any(|role| roles.contains(role)))
        .filter(|one| one.kind != Some(OrganisationKind::Group))
        .collect();
    let unsaid = parties.iter().any(|one| one.kind.is_none());
    Members {
        certain: parties
            .iter()
            .filter_map(|one| one.kind.as_ref().map(key_of))
            .map(Cow::from)
            .collect(),
        open: unsaid.then_some(Asked::OrganisationKind),
        at: Some(match subject.thing {
            Thing::Organisation(number) => At::Organisation(number, "kind"),
            _ => At::Field("organisations"),
        }),
        ..Members::default()
    }
}

fn counties_of_region<'a>(ctx: &Context<'a>) -> Members<'a> {
    let region = ctx.index.project.region.as_deref();
    let towns = region.map_or(&[][..], register::municipalities_of);
    let certain: Codes<'a> = towns.iter().map(|town| Cow::from(town.county)).collect();
    Members {
        open: certain.is_empty().then_some(Asked::Region),
        certain,
        at: Some(At::Field("region")),
        ..Members::default()
    }
}
