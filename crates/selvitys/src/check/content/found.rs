//! Where something that a rule asks for stands.

use crate::check::{Context, Subject};
use crate::finding::Asked;
use crate::model::{Decision, Figure, FinalAccount, Package, Role, Text};
use crate::place::At;

/// Where something stands, `at` being its own place; nothing when it is nowhere.
pub(super) fn found(asked: Asked, at: At, subject: &Subject<'_>, ctx: &Context<'_>) -> Option<At> {
    let project = ctx.index.project;
    let grant = ctx.grant(subject);
    let here = |there: bool| there.then_some(at);
    let of_grant = |field: &'static str| subject.grant.map_or(at, |one| At::Grant(one, field));
    let says = |text: Option<&Text>| text.is_some_and(|text| ctx.texts.says(text));
    let plan = |get: fn(&crate::model::Plans) -> Option<&Text>| {
        here(says(project.plans.as_ref().and_then(get)))
    };
    let decided = |get: fn(&Decision) -> bool| {
        here(
            grant
                .and_then(|grant| grant.decision.as_ref())
                .is_some_and(get),
        )
    };
    let decided_in_words = |get: fn(&Decision) -> Option<&Text>| {
        here(says(
            grant
                .and_then(|grant| grant.decision.as_ref())
                .and_then(get),
        ))
    };
    let accounted = |get: fn(&FinalAccount) -> bool| {
        here(
            grant
                .and_then(|grant| grant.final_account.as_ref())
                .is_some_and(get),
        )
    };
    let accounted_in_words = |get: fn(&FinalAccount) -> Option<&Text>| {
        here(says(
            grant
                .and_then(|grant| grant.final_account.as_ref())
                .and_then(get),
        ))
    };
    let any = |there: bool, field: &'static str| there.then(|| of_grant(field));
    match asked {
        Asked::Coordinator => organisation(&[Role::Coordinator], ctx),
        Asked::Implementers => organisation(&[Role::Implementer], ctx).or_else(|| {
            (!project.participants.is_empty()).then_some(At::Asked(Asked::Participants))
        }),
        Asked::Participants | Asked::Commitments => here(!project.participants.is_empty()),
        Asked::Objectives => objectives(subject, ctx),
        Asked::Measures => measures(subject, ctx),
        Asked::Results => {
            let said = here(says(project.expected_results.as_ref()));
            said.or_else(|| {
                package(subject, ctx, "deliverables", |one| {
                    ctx.texts.any(&one.deliverables)
                })
            })
        }
        Asked::GrantAmount => figure(Figure::Grant, subject, ctx),
        Asked::TotalCosts => figure(Figure::Total, subject, ctx),
        Asked::Budget => {
            let (number, budget) = ctx.index.budget_of(grant?)?;
            (!budget.lines.is_empty()).then_some(At::Budget(number, "lines"))
        }
        Asked::Timetable | Asked::End => timetable(at, subject, ctx),
        Asked::Organisation => {
            let bodies = project
                .governance
                .as_ref()
                .is_some_and(|one| !one.bodies.is_empty());
            here(bodies).or_else(|| package(subject, ctx, "leads", |one| !one.leads.is_empty()))
        }
        Asked::EvaluationPlan => plan(|plans| plans.evaluation.as_ref()),
        Asked::ParticipationPlan => plan(|plans| plans.participation.as_ref()),
        Asked::ExploitationPlan => plan(|plans| plans.exploitation.as_ref()),
        Asked::RelatedProjects => {
            let related = project
                .plans
                .iter()
                .flat_map(|plans| &plans.related_projects);
            here(ctx.texts.any(related.map(|one| &one.title)))
        }
        Asked::Purpose => here(says(project.purpose.as_ref())),
        Asked::Region => here(project.region.is_some()),
        Asked::County => here(project.county.is_some()),
        Asked::Created => here(project.created.is_some()),
        Asked::Modified => here(project.modified.is_some()),
        Asked::GrantDecision => any(
            grant.is_some_and(|grant| grant.decision.is_some()),
            "decision",
        ),
        Asked::CostClasses => {
            let mut lines = ctx.index.lines.iter();
            let line = lines.position(|node| !node.line.cost_classes.is_empty())?;
            Some(At::Line(line, "cost_classes"))
        }
        Asked::NationalGoals => package(subject, ctx, "national_goals", |one| {
            !one.national_goals.is_empty()
        }),
        Asked::LeadField => package(subject, ctx, "leads", |one| {
            one.leads.iter().any(|lead| lead.field.is_some())
        }),
        Asked::Declaration => here(!project.declarations.is_empty()),
        Asked::ResultText => {
            let number = project
                .results
                .iter()
                .position(|one| says(one.text.as_ref()))?;
            Some(At::Result(number))
        }
        Asked::Start => {
            let (number, grant) = subject.grant.zip(grant)?;
            grant
                .start()
                .map(|_| crate::check::starts_at(grant, number))
        }
        Asked::ContractEnd | Asked::OptionUsed => {
            let services = &project.private_services;
            let number = services.iter().position(|one| one.contract_end.is_some())?;
            Some(At::PrivateService(number, "contract_end"))
        }
        Asked::DecisionRecipient => decided(|one| one.recipient.is_some()),
        Asked::DecisionPurpose => decided_in_words(|one| one.purpose.as_ref()),
        Asked::DecisionAmount => decided(|one| one.amount.is_some()),
        Asked::DecisionEligibleCosts => decided_in_words(|one| one.eligible_costs.as_ref()),
        Asked::DecisionIncomeEffect => decided_in_words(|one| one.income_effect.as_ref()),
        Asked::DecisionPeriod => decided(|one| one.period.is_some()),
        Asked::GrantRate => decided(|one| one.rate.is_some()),
        Asked::ClaimsDue => decided(|one| one.claims_due.is_some()),
        Asked::FinalAccountDue => decided(|one| one.final_account_due.is_some()),
        Asked::FinalAccount => accounted(|_| true),
        Asked::FinalProject => accounted_in_words(|one| one.project.as_ref()),
        Asked::FinalProgress => accounted_in_words(|one| one.progress.as_ref()),
        Asked::FinalExecution => accounted_in_words(|one| one.execution.as_ref()),
        Asked::FinalResults => accounted_in_words(|one| one.results.as_ref()),
        Asked::FinalEffectiveness => accounted_in_words(|one| one.effectiveness.as_ref()),
        Asked::FinalChangedPractices => accounted_in_words(|one| one.changed_practices.as_ref()),
        Asked::FinalUsability => accounted_in_words(|one| one.usability.as_ref()),
        Asked::FinalCosts => accounted(|one| one.costs.is_some()),
        Asked::AuditorStatement => accounted(|one| one.auditor_statement.is_some()),
        Asked::ApplicationDate => any(
            grant.is_some_and(|grant| grant.applied_on.is_some()),
            "applied_on",
        ),
        Asked::Claims | Asked::ClaimDate | Asked::ClaimCosts | Asked::ClaimedSum => any(
            grant.is_some_and(|grant| !grant.claims.is_empty()),
            "claims",
        ),
        Asked::Payments | Asked::PaymentDate => any(
            grant.is_some_and(|grant| !grant.payments.is_empty()),
            "payments",
        ),
        Asked::AcceptedCosts => {
            let claims = grant.map_or(&[][..], |grant| grant.claims.as_slice());
            any(claims.iter().any(|one| one.accepted.is_some()), "claims")
        }
        Asked::ReturnDate => {
            let returns = grant.map_or(&[][..], |grant| grant.returns.as_slice());
            any(returns.iter().any(|one| one.date.is_some()), "returns")
        }
        Asked::KeptUntil => any(
            grant.is_some_and(|grant| grant.kept_until.is_some()),
            "kept_until",
        ),
        Asked::ExtensionDecision => {
            let extended = grant
                .is_some_and(|grant| grant.extensions.iter().any(|one| one.decision.is_some()));
            any(extended, "extensions")
        }
        Asked::CommitmentDate => {
            let dated = project.participants.iter().position(|one| {
                one.commitment
                    .as_ref()
                    .is_some_and(|one| one.date.is_some())
            });
            dated.map(At::Participant)
        }
        Asked::DeclarationDate => {
            let dated = project
                .declarations
                .iter()
                .position(|one| one.date.is_some());
            dated.map(|number| At::Declaration(number, "date"))
        }
        Asked::Reached => {
            let milestones = project.schedule.iter().flat_map(|one| &one.milestones);
            let reached = milestones
                .enumerate()
                .find(|(_, one)| one.reached.is_some());
            reached.map(|(number, _)| At::Milestone(number, "reached"))
        }
        Asked::RoundDate => {
            let mut rounds = project.self_assessments.iter();
            rounds.position(|one| one.given.is_some()).map(At::Round)
        }
        Asked::ProcessGoals => here(
            project
                .goals
                .as_ref()
                .is_some_and(|goals| !goals.process.is_empty()),
        ),
        Asked::OrganisationKind => {
            let kind = project
                .organisations
                .iter()
                .position(|one| one.kind.is_some());
            kind.map(|number| At::Organisation(number, "kind"))
        }
        Asked::PrivateServiceParticipation
        | Asked::CommittedParties
        | Asked::FundingShares
        | Asked::ExperienceAccount
        | Asked::Figures
        | Asked::ResourceImpact
        | Asked::AccountingReport
        | Asked::DeclarationEvidence
        | Asked::ExceptionDecision
        | Asked::IndicatorTarget
        | Asked::IndicatorBaseline
        | Asked::AdvanceTerms
        | Asked::NumberInForce
        | Asked::Content => None,
    }
}

fn organisation(roles: &[Role], ctx: &Context<'_>) -> Option<At> {
    let mut all = ctx.index.project.organisations.iter();
    let number = all.position(|one| one.roles.iter().any(|role| roles.contains(role)))?;
    Some(At::Organisation(number, ""))
}

/// Whether something is for the grant of a subject: what names no grant is for all of them.
fn is_for(grants: &[String], subject: &Subject<'_>, ctx: &Context<'_>) -> bool {
    let grant = ctx.grant(subject);
    grants.is_empty() || grant.is_none_or(|grant| grants.contains(&grant.id))
}

/// The first package of the grant of which something is so.
fn package(
    subject: &Subject<'_>,
    ctx: &Context<'_>,
    field: &'static str,
    is_so: impl Fn(&Package) -> bool,
) -> Option<At> {
    let mut nodes = ctx.index.packages.iter();
    let number = nodes.position(|node| is_for(node.grants, subject, ctx) && is_so(node.package))?;
    Some(At::Package(number, field))
}

fn objectives(subject: &Subject<'_>, ctx: &Context<'_>) -> Option<At> {
    let project = ctx.index.project;
    let texts = ctx.texts;
    let of_goals = || {
        let goals = project.goals.as_ref()?;
        let process = texts.any(goals.process.iter().map(|goal| &goal.text));
        let targets = || texts.any(goals.targets.iter().map(|target| &target.text));
        let table = || texts.any(goals.table.iter().map(|row| &row.goal));
        if process {
            Some(At::Field("goals/process"))
        } else if targets() {
            Some(At::Field("goals/targets"))
        } else {
            table().then_some(At::Field("goals/table"))
        }
    };
    let main_goal = || {
        let says = project
            .main_goal
            .as_ref()
            .is_some_and(|text| texts.says(text));
        says.then_some(At::Field("main_goal"))
    };
    let common = || {
        let common = project
            .strategy
            .iter()
            .flat_map(|one| &one.common_objectives);
        let of_grant = common.filter(|one| is_for(&one.grants, subject, ctx));
        let says = texts.any(of_grant.map(|one| &one.title));
        says.then_some(At::Field("strategy/common_objectives"))
    };
    package(subject, ctx, "objectives", |one| texts.any(&one.objectives))
        .or_else(of_goals)
        .or_else(main_goal)
        .or_else(common)
}

fn measures(subject: &Subject<'_>, ctx: &Context<'_>) -> Option<At> {
    let texts = ctx.texts;
    let in_package = package(subject, ctx, "measures", |one| {
        texts.any(one.measures.iter().map(|measure| &measure.text))
    });
    in_package.or_else(|| {
        let mut rows = ctx
            .index
            .project
            .goals
            .iter()
            .flat_map(|goals| &goals.table);
        let row = rows.position(|row| texts.any(row.measures.iter().map(|one| &one.text)))?;
        Some(At::Goal(row, "measures"))
    })
}

/// Where a figure of the grant stands, if it is known.
fn figure(figure: Figure, subject: &Subject<'_>, ctx: &Context<'_>) -> Option<At> {
    let reading = ctx.grant_figure(subject.grant, figure, None);
    let at = reading.at.filter(|_| !reading.money().is_unknown())?;
    Some(match at {
        // What the lines below or beside it determine stands in them.
        At::Cell(line, status, figure) => {
            let node = ctx.index.lines.get(line)?;
            match node.line.stated(figure, status) {
                Some(_) => at,
                None => At::Budget(node.budget, "lines"),
            }
        }
        at => at,
    })
}

fn timetable(schedule: At, subject: &Subject<'_>, ctx: &Context<'_>) -> Option<At> {
    let of_grant = || {
        let (number, grant) = subject.grant.zip(ctx.grant(subject))?;
        grant.end().map(|_| crate::check::ends_at(grant, number))
    };
    let of_package = || {
        package(subject, ctx, "period/end", |one| {
            one.period
                .as_ref()
                .is_some_and(|period| period.end.is_some())
        })
    };
    let of_project = || {
        let one = ctx.index.project.schedule.as_ref()?;
        (one.period.is_some() || !one.milestones.is_empty()).then_some(schedule)
    };
    of_grant().or_else(of_package).or_else(of_project)
}
