//! Counts of what a document lists.

use super::Context;
use crate::model::{Countable, PackageKind, Role};

/// How many of a thing the document lists.
pub(crate) fn count(what: Countable, ctx: &Context<'_>) -> u64 {
    let project = ctx.index.project;
    let strategy = project.strategy.as_ref();
    let goals = project.goals.as_ref();
    let of_strategy = |get: fn(&crate::model::Strategy) -> usize| strategy.map_or(0, get);
    let packages = |kind: PackageKind| {
        ctx.index
            .packages
            .iter()
            .filter(|node| node.package.kind == kind)
            .count()
    };
    let counted = match what {
        Countable::Participants => project.participants.len(),
        Countable::ParticipantsOfRegion => project
            .participants
            .iter()
            .filter_map(|one| crate::register::municipality(&one.municipality))
            .filter(|town| Some(town.region) == project.region.as_deref())
            .count(),
        Countable::Organisations => project.organisations.len(),
        Countable::Developers => project
            .organisations
            .iter()
            .filter(|one| one.roles.contains(&Role::Developer))
            .count(),
        Countable::SubProjects => packages(PackageKind::SubProject),
        Countable::WorkPackages => packages(PackageKind::WorkPackage),
        Countable::PackageParts => packages(PackageKind::Part),
        Countable::Programmes => of_strategy(|one| one.programmes.len()),
        Countable::SharedParts => of_strategy(|one| one.shared_parts.len()),
        Countable::Parts => of_strategy(|one| one.programmes.len() + one.shared_parts.len()),
        Countable::Links => of_strategy(|one| one.links.len()),
        Countable::Principles => of_strategy(|one| {
            one.principles
                .iter()
                .map(|block| block.principles.len())
                .sum()
        }),
        Countable::CommonObjectives => of_strategy(|one| one.common_objectives.len()),
        Countable::FocusAreas => project.focus_areas.len(),
        Countable::Views => project.views.len(),
        Countable::Goals => goals.map_or(0, |goals| goals.table.len()),
        Countable::Measures => goals.map_or(0, |goals| {
            goals.table.iter().map(|row| row.measures.len()).sum()
        }),
        Countable::Indicators => goals.map_or(0, |goals| {
            goals.table.iter().map(|row| row.indicators.len()).sum()
        }),
        Countable::Bodies => project
            .governance
            .as_ref()
            .map_or(0, |one| one.bodies.len()),
        Countable::WritingGroups => project
            .governance
            .as_ref()
            .map_or(0, |one| one.writing_groups.len()),
        Countable::BudgetLines => ctx.index.lines.len(),
    };
    counted as u64
}

/// Where the things stand.
pub(crate) fn field(what: Countable) -> &'static str {
    match what {
        Countable::Participants | Countable::ParticipantsOfRegion => "participants",
        Countable::Organisations | Countable::Developers => "organisations",
        Countable::SubProjects | Countable::WorkPackages | Countable::PackageParts => "packages",
        Countable::Programmes | Countable::Parts => "strategy/programmes",
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
