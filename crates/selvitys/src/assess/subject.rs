//! Which things a rule is decided for.

use crate::check::{Context, Subject, Thing};
use crate::finding::NotApplicable;
use crate::model::GrantStatus;
use crate::rulebook::{Has, Over, Rule, Rulebook};

/// The subjects of a rule, or why it has none.
pub(super) fn subjects<'a>(
    book: &Rulebook,
    rule: &Rule,
    ctx: &Context<'a>,
) -> Result<Vec<Subject<'a>>, NotApplicable> {
    let general = book.file.general;
    let call = |grant: usize| {
        let grant = ctx.index.project.grants.get(grant)?;
        ctx.books
            .book(&grant.call)
            .map(|book| book.file.id.as_str())
    };
    let with = |thing: Thing, grant: usize| Subject {
        thing,
        grant: Some(grant),
        call: call(grant),
    };
    let alone = |thing: Thing| Subject {
        thing,
        grant: None,
        call: None,
    };
    let under = |number: &usize| {
        let grant = ctx.index.project.grants.get(*number);
        general || grant.is_some_and(|grant| ctx.books.reaches(&grant.call, &book.file.id))
    };
    let grants: Vec<usize> = ctx
        .index
        .grants()
        .map(|(number, _)| number)
        .filter(under)
        .collect();
    if grants.is_empty() && !general && rule.over != Over::Together {
        return Err(NotApplicable::NoGrant);
    }
    // What no grant is named for belongs to the only grant that there is.
    let sole = match grants.as_slice() {
        [sole] => Some(*sole),
        _ => None,
    };
    let project = ctx.index.project;
    let each = |count: usize, thing: fn(usize) -> Thing| -> Vec<Subject<'a>> {
        let things = (0..count).map(thing);
        if general {
            things.map(alone).collect()
        } else {
            things
                .flat_map(|thing| grants.iter().map(move |grant| with(thing, *grant)))
                .collect()
        }
    };
    let of_budget = |budget: usize| ctx.index.grant_of_budget(budget).filter(under);
    Ok(match rule.over {
        Over::Together => vec![alone(Thing::Project)],
        Over::Project => match grants.first() {
            Some(grant) if !general => vec![with(Thing::Project, *grant)],
            _ => vec![alone(Thing::Project)],
        },
        Over::Grant => grants
            .iter()
            .map(|grant| with(Thing::Grant(*grant), *grant))
            .collect(),
        Over::Line => ctx
            .index
            .lines
            .iter()
            .enumerate()
            .filter_map(|(at, node)| match of_budget(node.budget) {
                Some(grant) => Some(with(Thing::Line(at), grant)),
                None => general.then(|| alone(Thing::Line(at))),
            })
            .collect(),
        Over::Headline => project
            .budgets
            .iter()
            .enumerate()
            .flat_map(|(budget, one)| (0..one.headlines.len()).map(move |number| (budget, number)))
            .filter_map(|(budget, number)| match of_budget(budget) {
                Some(grant) => Some(with(Thing::Headline(budget, number), grant)),
                None => general.then(|| alone(Thing::Headline(budget, number))),
            })
            .collect(),
        Over::Package => {
            let mut subjects = Vec::new();
            for (at, node) in ctx.index.packages.iter().enumerate() {
                let own = grants.iter().filter(|grant| {
                    let id = project.grants.get(**grant).map(|grant| &grant.id);
                    id.is_some_and(|id| node.grants.contains(id))
                });
                let before = subjects.len();
                subjects.extend(own.map(|grant| with(Thing::Package(at), *grant)));
                if subjects.len() == before && node.grants.is_empty() {
                    match sole {
                        Some(grant) => subjects.push(with(Thing::Package(at), grant)),
                        None if general => subjects.push(alone(Thing::Package(at))),
                        None => {}
                    }
                }
            }
            subjects
        }
        Over::Participant => each(project.participants.len(), Thing::Participant),
        Over::PrivateService => each(project.private_services.len(), Thing::PrivateService),
        Over::Organisation => each(project.organisations.len(), Thing::Organisation),
        Over::Goal => each(
            project.goals.as_ref().map_or(0, |goals| goals.table.len()),
            Thing::Goal,
        ),
        Over::StatedCount => each(project.stated_counts.len(), Thing::StatedCount),
    })
}

/// Whether the document has something, for a subject.
pub(super) fn has(has: Has, subject: &Subject<'_>, ctx: &Context<'_>) -> bool {
    let project = ctx.index.project;
    match has {
        Has::Budget => ctx
            .grant(subject)
            .and_then(|grant| ctx.index.budget_of(grant))
            .is_some_and(|(_, budget)| !budget.lines.is_empty()),
        Has::Granted => ctx
            .grant(subject)
            .is_some_and(|grant| grant.status == GrantStatus::Granted),
        Has::Targets => project
            .goals
            .as_ref()
            .is_some_and(|goals| !goals.targets.is_empty()),
        Has::StrategyLinks => project.strategy.as_ref().is_some_and(|strategy| {
            let parts = strategy.programmes.len() + strategy.shared_parts.len();
            !strategy.links.is_empty() && parts > 0
        }),
        Has::Goals => {
            project
                .goals
                .as_ref()
                .is_some_and(|goals| !goals.table.is_empty())
                || project
                    .strategy
                    .as_ref()
                    .is_some_and(|one| !one.common_objectives.is_empty())
        }
    }
}
