//! Which things a rule is decided for.

use std::cell::OnceCell;

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
    /// The subjects of each thing that rules range over, listed once for all of them.
    lists: [OnceCell<Result<Vec<Subject<'a>>, NotApplicable>>; Over::COUNT],
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
            lists: [const { OnceCell::new() }; Over::COUNT],
        }
    }

    /// The subjects of what ranges over something, or why it has none.
    pub(crate) fn subjects(
        &self,
        over: Over,
        ctx: &Context<'a>,
    ) -> Result<&[Subject<'a>], NotApplicable> {
        match &self.lists[over as usize].get_or_init(|| self.list(over, ctx)) {
            Ok(subjects) => Ok(subjects),
            Err(reason) => Err(reason.clone()),
        }
    }

    fn list(&self, over: Over, ctx: &Context<'a>) -> Result<Vec<Subject<'a>>, NotApplicable> {
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
        let mut all: Vec<Subject<'a>> = Vec::new();
        // A thing of the document, once where the rule is general and else once a grant.
        let for_each_grant = |thing: Thing, all: &mut Vec<Subject<'a>>| {
            if general {
                all.push(alone(thing));
            } else {
                all.extend(grants.iter().map(|grant| with(thing, *grant)));
            }
        };
        let each = |count: usize, thing: fn(usize) -> Thing, all: &mut Vec<Subject<'a>>| {
            (0..count).for_each(|number| for_each_grant(thing(number), all));
        };
        let of_grants = |count: fn(&Grant) -> usize,
                         thing: fn(usize, usize) -> Thing,
                         all: &mut Vec<Subject<'a>>| {
            for number in grants {
                let count = project.grants.get(*number).map_or(0, count);
                all.extend((0..count).map(|one| with(thing(*number, one), *number)));
            }
        };
        // A thing of a package, once for each grant that pays for the package.
        let of_package = |at: usize, thing: Thing, all: &mut Vec<Subject<'a>>| {
            let Some(node) = ctx.index.packages.get(at) else {
                return;
            };
            let before = all.len();
            let own = grants.iter().filter(|grant| {
                let id = project.grants.get(**grant).map(|grant| &grant.id);
                id.is_some_and(|id| node.grants.contains(id))
            });
            all.extend(own.map(|grant| with(thing, *grant)));
            if all.len() > before || !node.grants.is_empty() {
                return;
            }
            match sole {
                Some(grant) => all.push(with(thing, grant)),
                None if general => all.push(alone(thing)),
                None => {}
            }
        };
        // A thing of a budget, under the grant that the budget is of.
        let in_budget = |budget: usize, thing: Thing, all: &mut Vec<Subject<'a>>| match self
            .of_budgets
            .get(budget)
            .copied()
            .flatten()
        {
            Some(grant) => all.push(with(thing, grant)),
            None if general => all.push(alone(thing)),
            None => {}
        };
        match over {
            Over::Together => all.push(alone(Thing::Project)),
            Over::Project => all.push(match grants.first() {
                Some(grant) if !general => with(Thing::Project, *grant),
                _ => alone(Thing::Project),
            }),
            Over::Grant => all.extend(
                grants
                    .iter()
                    .map(|grant| with(Thing::Grant(*grant), *grant)),
            ),
            Over::Line => {
                all.reserve(ctx.index.lines.len());
                for (at, node) in ctx.index.lines.iter().enumerate() {
                    in_budget(node.budget, Thing::Line(at), &mut all);
                }
            }
            Over::Headline => {
                for (budget, one) in project.budgets.iter().enumerate() {
                    for number in 0..one.headlines.len() {
                        in_budget(budget, Thing::Headline(budget, number), &mut all);
                    }
                }
            }
            Over::Package => {
                for at in 0..ctx.index.packages.len() {
                    of_package(at, Thing::Package(at), &mut all);
                }
            }
            Over::Participant => each(project.participants.len(), Thing::Participant, &mut all),
            Over::PrivateService => {
                let count = project.private_services.len();
                each(count, Thing::PrivateService, &mut all);
            }
            Over::Organisation => {
                each(project.organisations.len(), Thing::Organisation, &mut all);
            }
            Over::Goal => {
                let count = project.goals.as_ref().map_or(0, |goals| goals.table.len());
                each(count, Thing::Goal, &mut all);
            }
            Over::StatedCount => each(project.stated_counts.len(), Thing::StatedCount, &mut all),
            Over::Milestone => {
                let milestones = project.schedule.as_ref().map(|one| one.milestones.len());
                each(milestones.unwrap_or(0), Thing::Milestone, &mut all);
            }
            Over::Round => each(project.self_assessments.len(), Thing::Round, &mut all),
            Over::Declaration => each(project.declarations.len(), Thing::Declaration, &mut all),
            Over::WritingGroup => {
                let governance = project.governance.as_ref();
                let groups = governance.map(|one| one.writing_groups.len());
                each(groups.unwrap_or(0), Thing::WritingGroup, &mut all);
            }
            Over::Measure => {
                for thing in measures(ctx.index) {
                    match thing {
                        Thing::PackageMeasure(at, _) => of_package(at, thing, &mut all),
                        _ => for_each_grant(thing, &mut all),
                    }
                }
            }
            Over::Indicator => {
                for thing in indicators(ctx.index) {
                    for_each_grant(thing, &mut all);
                }
            }
            Over::Claim => of_grants(|grant| grant.claims.len(), Thing::Claim, &mut all),
            Over::Payment => of_grants(|grant| grant.payments.len(), Thing::Payment, &mut all),
            Over::Extension => {
                of_grants(|grant| grant.extensions.len(), Thing::Extension, &mut all);
            }
            Over::Exception => {
                of_grants(|grant| grant.exceptions.len(), Thing::Exception, &mut all);
            }
        }
        Ok(all)
    }
}

fn measures<'i>(index: &'i Index<'_>) -> impl Iterator<Item = Thing> + 'i {
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
    of_packages.chain(of_rows)
}

fn indicators<'i>(index: &'i Index<'_>) -> impl Iterator<Item = Thing> + 'i {
    let rows = index
        .project
        .goals
        .iter()
        .flat_map(|goals| goals.table.iter().enumerate());
    rows.flat_map(|(at, row)| {
        (0..row.indicators.len()).map(move |number| Thing::Indicator(at, number))
    })
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
