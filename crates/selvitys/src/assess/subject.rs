//! Which things a rule is decided for.

use crate::check::{Context, Subject, Thing};
use crate::finding::NotApplicable;
use crate::index::{Index, LineNode};
use crate::model::{Figure, Grant, GrantStatus, Line, Money, Role, Status};
use crate::rulebook::{Has, Over, Rulebook};

/// What a rulebook concerns of a document.
pub(crate) struct Scope<'a> {
    /// Whether it holds for every document, with a grant or without.
    general: bool,
    /// The grants under the rulebook, by number.
    grants: Vec<usize>,
    /// Of each grant the call, as its rulebook is called; none where no rulebook describes it.
    calls: Vec<Option<&'a str>>,
    /// Of each budget its grant, where that is under the rulebook.
    of_budgets: Vec<Option<usize>>,
}

impl<'a> Scope<'a> {
    pub(crate) fn new(book: &Rulebook, ctx: &Context<'a>) -> Self {
        let general = book.file.general;
        let (index, books) = (ctx.index, ctx.books);
        let under =
            |(_, grant): &(usize, &Grant)| general || books.reaches(&grant.call, &book.file.id);
        let grants: Vec<usize> = index
            .grants()
            .filter(under)
            .map(|(number, _)| number)
            .collect();
        let call = |grant: &Grant| books.book(&grant.call).map(|book| book.file.id.as_str());
        let of_budget = |budget: usize| {
            index
                .grant_of_budget(budget)
                .filter(|grant| grants.contains(grant))
        };
        Scope {
            general,
            calls: index.project.grants.iter().map(call).collect(),
            of_budgets: (0..index.project.budgets.len()).map(of_budget).collect(),
            grants,
        }
    }

    /// The subjects of what ranges over something, or why it has none.
    pub(crate) fn subjects(
        &self,
        over: Over,
        ctx: &Context<'a>,
    ) -> Result<Vec<Subject<'a>>, NotApplicable> {
        let Scope {
            general, grants, ..
        } = self;
        let general = *general;
        let with = |thing: Thing, grant: usize| Subject {
            thing,
            grant: Some(grant),
            call: self.calls.get(grant).copied().flatten(),
        };
        let alone = |thing: Thing| Subject {
            thing,
            grant: None,
            call: None,
        };
        if grants.is_empty() && !general && over != Over::Together {
            return Err(NotApplicable::NoGrant);
        }
        // What no grant is named for belongs to the only grant that there is.
        let sole = match grants.as_slice() {
            [sole] => Some(*sole),
            _ => None,
        };
        let project = ctx.index.project;
        // A thing of the document, once where the rule is general and else once a grant.
        let for_each_grant = |thing: Thing, grants: &[usize]| -> Vec<Subject<'a>> {
            if general {
                vec![alone(thing)]
            } else {
                grants.iter().map(|grant| with(thing, *grant)).collect()
            }
        };
        let each = |count: usize, thing: fn(usize) -> Thing| -> Vec<Subject<'a>> {
            let things = (0..count).map(thing);
            things
                .flat_map(|thing| for_each_grant(thing, grants))
                .collect()
        };
        let of_grants =
            |grants: &[usize], count: fn(&Grant) -> usize, thing: fn(usize, usize) -> Thing| {
                let mut subjects = Vec::new();
                for number in grants {
                    let count = project.grants.get(*number).map_or(0, count);
                    subjects.extend((0..count).map(|one| with(thing(*number, one), *number)));
                }
                subjects
            };
        // A thing of a package, once for each grant that pays for the package.
        let of_package = |at: usize, thing: Thing| -> Vec<Subject<'a>> {
            let Some(node) = ctx.index.packages.get(at) else {
                return Vec::new();
            };
            let own = grants.iter().filter(|grant| {
                let id = project.grants.get(**grant).map(|grant| &grant.id);
                id.is_some_and(|id| node.grants.contains(id))
            });
            let own: Vec<Subject<'a>> = own.map(|grant| with(thing, *grant)).collect();
            match sole {
                _ if !(own.is_empty() && node.grants.is_empty()) => own,
                Some(grant) => vec![with(thing, grant)],
                None if general => vec![alone(thing)],
                None => Vec::new(),
            }
        };
        let of_budget = |budget: usize| self.of_budgets.get(budget).copied().flatten();
        Ok(match over {
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
                .flat_map(|(budget, one)| {
                    (0..one.headlines.len()).map(move |number| (budget, number))
                })
                .filter_map(|(budget, number)| match of_budget(budget) {
                    Some(grant) => Some(with(Thing::Headline(budget, number), grant)),
                    None => general.then(|| alone(Thing::Headline(budget, number))),
                })
                .collect(),
            Over::Package => (0..ctx.index.packages.len())
                .flat_map(|at| of_package(at, Thing::Package(at)))
                .collect(),
            Over::Participant => each(project.participants.len(), Thing::Participant),
            Over::PrivateService => each(project.private_services.len(), Thing::PrivateService),
            Over::Organisation => each(project.organisations.len(), Thing::Organisation),
            Over::Goal => each(
                project.goals.as_ref().map_or(0, |goals| goals.table.len()),
                Thing::Goal,
            ),
            Over::StatedCount => each(project.stated_counts.len(), Thing::StatedCount),
            Over::Milestone => {
                let milestones = project.schedule.as_ref().map(|one| one.milestones.len());
                each(milestones.unwrap_or(0), Thing::Milestone)
            }
            Over::Round => each(project.self_assessments.len(), Thing::Round),
            Over::Declaration => each(project.declarations.len(), Thing::Declaration),
            Over::WritingGroup => {
                let groups = project
                    .governance
                    .as_ref()
                    .map(|one| one.writing_groups.len());
                each(groups.unwrap_or(0), Thing::WritingGroup)
            }
            Over::Measure => measures(ctx.index)
                .into_iter()
                .flat_map(|thing| match thing {
                    Thing::PackageMeasure(at, _) => of_package(at, thing),
                    _ => for_each_grant(thing, grants),
                })
                .collect(),
            Over::Indicator => indicators(ctx.index)
                .into_iter()
                .flat_map(|thing| for_each_grant(thing, grants))
                .collect(),
            Over::Claim => of_grants(grants, |grant| grant.claims.len(), Thing::Claim),
            Over::Payment => of_grants(grants, |grant| grant.payments.len(), Thing::Payment),
            Over::Extension => of_grants(grants, |grant| grant.extensions.len(), Thing::Extension),
            Over::Exception => of_grants(grants, |grant| grant.exceptions.len(), Thing::Exception),
        })
    }
}

fn measures(index: &Index<'_>) -> Vec<Thing> {
    let packages = index.packages.iter().enumerate();
    let of_packages = packages.flat_map(|(at, node)| {
        (0..node.package.measures.len()).map(move |number| Thing::PackageMeasure(at, number))
    });
    let rows = index
        .project
        .goals
        .iter()
        .flat_map(|goals| goals.table.iter().enumerate());
    let of_rows = rows.flat_map(|(at, row)| {
        (0..row.measures.len()).map(move |number| Thing::RowMeasure(at, number))
    });
    of_packages.chain(of_rows).collect()
}

fn indicators(index: &Index<'_>) -> Vec<Thing> {
    let rows = index
        .project
        .goals
        .iter()
        .flat_map(|goals| goals.table.iter().enumerate());
    rows.flat_map(|(at, row)| {
        (0..row.indicators.len()).map(move |number| Thing::Indicator(at, number))
    })
    .collect()
}

/// Whether the document has something, for a subject.
pub(crate) fn has(has: Has, subject: &Subject<'_>, ctx: &Context<'_>) -> bool {
    let project = ctx.index.project;
    match has {
        Has::Budget => ctx
            .grant(subject)
            .and_then(|grant| ctx.index.budget_of(grant))
            .is_some_and(|(_, budget)| !budget.lines.is_empty()),
        Has::Granted => ctx
            .grant(subject)
            .is_some_and(|grant| grant.status == GrantStatus::Granted),
        Has::ProcessGoals => project
            .goals
            .as_ref()
            .is_some_and(|goals| !goals.process.is_empty()),
        Has::OtherImplementers => {
            let others = project.organisations.iter().any(|one| {
                one.roles.contains(&Role::Implementer) && !one.roles.contains(&Role::Coordinator)
            });
            others || project.participants.len() > 1
        }
        Has::Delegated => {
            let coordinator = project
                .organisations
                .iter()
                .find(|one| one.roles.contains(&Role::Coordinator));
            let own = coordinator.map(|one| one.id.as_str());
            budget_nodes(subject, ctx).any(|node| node.partner.is_some() && node.partner != own)
        }
        Has::PersonnelCosts => budget_lines(subject, ctx)
            .any(|line| line.cost_classes.iter().any(|class| class == "personnel")),
        Has::RecoverableVat => states(Figure::RecoverableVat, subject, ctx),
        Has::RoundDated => match subject.thing {
            Thing::Round(number) => {
                let round = project.self_assessments.get(number);
                round.is_some_and(|round| round.given.is_some())
            }
            _ => false,
        },
        Has::WritersByArea => match subject.thing {
            Thing::WritingGroup(number) => {
                let governance = project.governance.as_ref();
                let group = governance.and_then(|one| one.writing_groups.get(number));
                group.is_some_and(|one| !(one.covers.is_empty() && one.chairs.is_empty()))
            }
            _ => false,
        },
        Has::PackageLines => ctx
            .index
            .packages
            .iter()
            .any(|node| !node.package.lines.is_empty()),
        Has::Decision => ctx
            .grant(subject)
            .is_some_and(|grant| grant.decision.is_some()),
        Has::EligibleCosts => states(Figure::Eligible, subject, ctx),
        Has::OtherPublic => states(Figure::OtherPublic, subject, ctx),
        Has::Income => states(Figure::Income, subject, ctx),
        Has::FinalAccount => ctx
            .grant(subject)
            .is_some_and(|grant| grant.final_account.is_some()),
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

/// Whether a line states a figure of which there is some; of a grant, whether a line of its budget
/// does.
fn states(figure: Figure, subject: &Subject<'_>, ctx: &Context<'_>) -> bool {
    let statuses = [Status::Applied, Status::Granted, Status::Realised];
    let states = |line: &Line| {
        let mut stated = statuses
            .iter()
            .filter_map(|status| line.stated(figure, *status));
        stated.any(|sum| sum.amount != Money::ZERO)
    };
    match subject.thing {
        Thing::Line(at) => ctx
            .index
            .lines
            .get(at)
            .is_some_and(|node| states(node.line)),
        _ => budget_lines(subject, ctx).any(states),
    }
}

/// The lines of the budget of a subject's grant.
fn budget_lines<'c>(subject: &Subject<'_>, ctx: &'c Context<'_>) -> impl Iterator<Item = &'c Line> {
    budget_nodes(subject, ctx).map(|node| node.line)
}

fn budget_nodes<'c>(
    subject: &Subject<'_>,
    ctx: &'c Context<'_>,
) -> impl Iterator<Item = &'c LineNode<'c>> {
    let budget = ctx
        .grant(subject)
        .and_then(|grant| ctx.index.budget_of(grant));
    let lines = budget.and_then(|(number, _)| ctx.index.budget_lines.get(number).copied());
    let (first, end) = lines.unwrap_or_default();
    (first..end).filter_map(|at| ctx.index.lines.get(at))
}
