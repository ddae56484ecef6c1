//! Counts of what a document lists.

use super::Context;
use crate::finding::Value;
use crate::model::{Countable, PackageKind, Role, Text};

/// How many of a thing the document lists.
pub(crate) fn count(what: Countable, ctx: &Context<'_>) -> u64 {
    let mut count = 0;
    each(what, ctx, &mut |_| count += 1);
    count
}

/// The things of a kind that the document lists, as it names them.
pub(crate) fn listed(what: Countable, ctx: &Context<'_>) -> Value {
    let mut all = Vec::new();
    each(what, ctx, &mut |one| all.push(one.value()));
    Value::Several(all)
}

/// What a listed thing is named by.
enum Named<'a> {
    Town(&'a str),
    Title(&'a Text),
}

impl Named<'_> {
    fn value(&self) -> Value {
        match self {
            Named::Town(code) => Value::Municipality((*code).to_owned()),
            Named::Title(title) => Value::text((*title).clone()),
        }
    }
}

fn each<'a>(what: Countable, ctx: &Context<'a>, see: &mut dyn FnMut(Named<'a>)) {
    let project = ctx.index.project;
    let participants = project
        .participants
        .iter()
        .map(|one| one.municipality.as_str());
    let organisations = project.organisations.iter();
    let strategy = project.strategy.iter();
    let rows = project.goals.iter().flat_map(|goals| &goals.table);
    let governance = project.governance.iter();
    let mut titles = |titles: &mut dyn Iterator<Item = &'a Text>| {
        titles.map(Named::Title).for_each(&mut *see);
    };
    match what {
        Countable::Participants => participants.map(Named::Town).for_each(see),
        Countable::ParticipantsOfRegion => participants
            .filter(|code| {
                let town = crate::register::municipality(code);
                town.is_some_and(|town| Some(town.region) == project.region.as_deref())
            })
            .map(Named::Town)
            .for_each(see),
        Countable::Organisations => titles(&mut organisations.map(|one| &one.name)),
        Countable::Developers => titles(
            &mut organisations
                .filter(|one| one.roles.contains(&Role::Developer))
                .map(|one| &one.name),
        ),
        Countable::SubProjects => titles(&mut packages(PackageKind::SubProject, ctx)),
        Countable::WorkPackages => titles(&mut packages(PackageKind::WorkPackage, ctx)),
        Countable::PackageParts => titles(&mut packages(PackageKind::Part, ctx)),
        Countable::Programmes => {
            titles(
                &mut strategy
                    .flat_map(|one| &one.programmes)
                    .map(|one| &one.title),
            );
        }
        Countable::SharedParts => {
            titles(
                &mut strategy
                    .flat_map(|one| &one.shared_parts)
                    .map(|one| &one.title),
            );
        }
        Countable::Parts => titles(
            &mut strategy
                .flat_map(|one| one.programmes.iter().chain(&one.shared_parts))
                .map(|one| &one.title),
        ),
        Countable::Links => {
            titles(&mut strategy.flat_map(|one| &one.links).map(|one| &one.title));
        }
        Countable::Principles => titles(
            &mut strategy.flat_map(|one| one.principles.iter().flat_map(|block| &block.principles)),
        ),
        Countable::CommonObjectives => {
            titles(
                &mut strategy
                    .flat_map(|one| &one.common_objectives)
                    .map(|one| &one.title),
            );
        }
        Countable::FocusAreas => titles(&mut project.focus_areas.iter().map(|one| &one.title)),
        Countable::Views => titles(&mut project.views.iter().map(|one| &one.title)),
        Countable::Goals => titles(&mut rows.map(|row| &row.goal)),
        Countable::Measures => {
            titles(&mut rows.flat_map(|row| &row.measures).map(|one| &one.text));
        }
        Countable::Indicators => {
            titles(&mut rows.flat_map(|row| &row.indicators).map(|one| &one.title));
        }
        Countable::Bodies => {
            titles(&mut governance.flat_map(|one| &one.bodies).map(|one| &one.title));
        }
        Countable::WritingGroups => {
            titles(
                &mut governance
                    .flat_map(|one| &one.writing_groups)
                    .map(|one| &one.title),
            );
        }
        Countable::BudgetLines => {
            titles(&mut ctx.index.lines.iter().map(|node| &node.line.title));
        }
    }
}

fn packages<'a>(kind: PackageKind, ctx: &Context<'a>) -> impl Iterator<Item = &'a Text> {
    let nodes = ctx
        .index
        .packages
        .iter()
        .filter(move |node| node.package.kind == kind);
    nodes.map(|node| &node.package.title)
}

/// Where the things stand.
pub(crate) fn field(what: Countable) -> &'static str {
    match what {
        Countable::Participants | Countable::ParticipantsOfRegion => "participants",
        Countable::Organisations | Countable::Developers => "organisations",
        Countable::SubProjects | Countable::WorkPackages | Countable::PackageParts => "packages",
        Countable::Programmes => "strategy/programmes",
        Countable::Parts => "strategy",
        Countable::SharedParts => "strategy/shared_parts",
        Countable::Links => "strategy/links",
        Countable::Principles => "strategy/principles",
        Countable::CommonObjectives => "strategy/common_objectives",
        Countable::FocusAreas => "focus_areas",
        Countable::Views => "views",
        Countable::Goals | Countable::Measures | Countable::Indicators => "goals/table",
        Countable::Bodies => "governance/bodies",
        Countable::WritingGroups => "governance/writing_groups",
        Countable::BudgetLines => "budgets",
    }
}
