//! Whether something that a rule asks for is there, where that takes more than a look at one field.

use super::ContentOf;
use super::found::found;
use crate::check::{Context, Subject, Thing};
use crate::finding::{Asked, NotApplicable};
use crate::model::{AttachmentKind, Content, Declaration, Figure, ImpactKind, Role, Text};
use crate::place::At;

/// Whether something is there.
pub(crate) enum Presence<'a> {
    Present(At),
    Absent(At),
    /// What would have to be known.
    Unknown(At, Asked),
    /// Put off to a date that the document names, or to none.
    Deferred(At, Option<crate::model::PartialDate>),
    NotAsked(NotApplicable),
    /// Only a copy of a text that stands elsewhere.
    Copied(At, Copy<'a>),
}

/// A text, and the one that it copies with the field in which that stands.
pub(crate) struct Copy<'a> {
    pub(crate) text: &'a Text,
    pub(crate) original: &'a Text,
    pub(crate) field: &'static str,
}

impl ContentOf {
    /// Whether it is in the document, for a subject.
    pub(crate) fn presence<'a>(&self, subject: &Subject<'_>, ctx: &Context<'a>) -> Presence<'a> {
        match self {
            ContentOf::Call(id) => call_content(id, ctx),
            ContentOf::Part(Asked::PrivateServiceParticipation) => private_services(subject, ctx),
            ContentOf::Part(Asked::ExperienceAccount) => experience(ctx),
            ContentOf::Part(Asked::FundingShares) => funding_shares(subject, ctx),
            ContentOf::Part(Asked::CommittedParties) => committed_parties(ctx),
            ContentOf::Part(Asked::Figures) => figures(subject, ctx),
            ContentOf::Part(Asked::ResourceImpact) => resource_impact(subject, ctx),
            ContentOf::Part(asked) => {
                if let Some(presence) = of_thing(*asked, subject, ctx) {
                    return presence;
                }
                if let Some(copy) = copied_plan(*asked, ctx) {
                    return Presence::Copied(At::Asked(*asked), copy);
                }
                let at = match (in_grant(*asked), subject.grant) {
                    (Some(field), Some(grant)) => At::Grant(grant, field),
                    _ => At::Asked(*asked),
                };
                match found(*asked, at, subject, ctx) {
                    Some(at) => Presence::Present(at),
                    None => Presence::Absent(at),
                }
            }
        }
    }
}

/// The account that a statute asks for, with what is in it.
fn of_thing(asked: Asked, subject: &Subject<'_>, ctx: &Context<'_>) -> Option<Presence<'static>> {
    let project = ctx.index.project;
    let (there, at) = match (asked, subject.thing) {
        (Asked::AccountingReport, Thing::Claim(grant, number)) => {
            let claim = project.grants.get(grant)?.claims.get(number)?;
            let report = project.attachments.iter().any(|one| {
                one.kind == AttachmentKind::AccountingReport
                    && one.of.as_deref() == Some(claim.id.as_str())
            });
            (report, At::Asked(asked))
        }
        (Asked::DeclarationEvidence, Thing::Declaration(number)) => {
            let declaration = project.declarations.get(number)?;
            if !declaration.holds {
                return Some(Presence::NotAsked(NotApplicable::NoSubject));
            }
            let evidence = declaration.evidence.as_ref();
            let says = evidence.is_some_and(|text| ctx.texts.says(text));
            (says, At::Declaration(number, "evidence"))
        }
        (Asked::ExceptionDecision, Thing::Exception(grant, number)) => {
            let exception = project.grants.get(grant)?.exceptions.get(number)?;
            let at = At::OfGrant(grant, "exceptions", number, "decision");
            (exception.decision.is_some(), at)
        }
        (Asked::IndicatorTarget | Asked::IndicatorBaseline, Thing::Indicator(row, number)) => {
            let rows = &project.goals.as_ref()?.table;
            let indicator = rows.get(row)?.indicators.get(number)?;
            let (value, field) = if asked == Asked::IndicatorTarget {
                (indicator.target.as_deref(), "target")
            } else {
                (indicator.baseline.as_deref(), "baseline")
            };
            let says = value.is_some_and(|text| ctx.texts.says_plainly(text));
            (says, At::Indicator(row, number, field))
        }
        _ => return None,
    };
    Some(if there {
        Presence::Present(at)
    } else {
        Presence::Absent(at)
    })
}

/// Where of a grant something that its decision or final account should hold would stand.
fn in_grant(asked: Asked) -> Option<&'static str> {
    Some(match asked {
        Asked::DecisionRecipient => "decision/recipient",
        Asked::DecisionPurpose => "decision/purpose",
        Asked::DecisionAmount => "decision/amount",
        Asked::DecisionEligibleCosts => "decision/eligible_costs",
        Asked::DecisionIncomeEffect => "decision/income_effect",
        Asked::DecisionPeriod => "decision/period",
        Asked::GrantRate => "decision/rate",
        Asked::ClaimsDue => "decision/claims_due",
        Asked::FinalAccountDue => "decision/final_account_due",
        Asked::FinalAccount => "final_account",
        Asked::FinalProject => "final_account/project",
        Asked::FinalProgress => "final_account/progress",
        Asked::FinalExecution => "final_account/execution",
        Asked::FinalCosts => "final_account/costs",
        Asked::FinalResults => "final_account/results",
        Asked::FinalEffectiveness => "final_account/effectiveness",
        Asked::FinalChangedPractices => "final_account/changed_practices",
        Asked::FinalUsability => "final_account/usability",
        Asked::AuditorStatement => "final_account/auditor_statement",
        _ => return None,
    })
}

fn call_content(id: &str, ctx: &Context<'_>) -> Presence<'static> {
    let contents = &ctx.index.project.contents;
    let number = contents.keys().position(|key| key == id);
    let Some((number, content)) = number.zip(contents.get(id)) else {
        return Presence::Absent(At::Asked(Asked::Content));
    };
    let at = At::Content(number);
    let says = match content {
        Content::Text(text) => ctx.texts.says(text),
        Content::Choice(choice) => !choice.trim().is_empty(),
        Content::Table(rows) => !rows.is_empty(),
        Content::Money(_) | Content::Date(_) | Content::Count(_) | Content::Share(_) => true,
    };
    if says {
        Presence::Present(at)
    } else {
        Presence::Absent(at)
    }
}

/// The declaration of something, with its number.
pub(crate) fn declaration<'a>(
    statement: &str,
    ctx: &Context<'a>,
) -> Option<(usize, &'a Declaration)> {
    let mut all = ctx.index.project.declarations.iter().enumerate();
    all.find(|(_, one)| one.statement == statement)
}

/// Whether something is declared, and how.
fn declared(statement: &str, ctx: &Context<'_>) -> Option<bool> {
    declaration(statement, ctx).map(|(_, one)| one.holds)
}

/// Asked only where services are bought from private providers at all.
fn private_services(subject: &Subject<'_>, ctx: &Context<'_>) -> Presence<'static> {
    let services = &ctx.index.project.private_services;
    let at = At::Asked(Asked::PrivateServiceParticipation);
    let says = |number: usize| {
        let text = services
            .get(number)
            .and_then(|service| service.participation.as_ref());
        text.is_some_and(|text| ctx.texts.says(text))
    };
    if let Thing::PrivateService(number) = subject.thing {
        let at = At::PrivateService(number, "participation");
        return if says(number) {
            Presence::Present(at)
        } else {
            Presence::Absent(at)
        };
    }
    match declared("no-private-services", ctx) {
        Some(true) if services.is_empty() => Presence::NotAsked(NotApplicable::NoSubject),
        _ if services.is_empty() => Presence::Unknown(at, Asked::PrivateServiceParticipation),
        _ => match (0..services.len()).find(|number| !says(*number)) {
            Some(number) => Presence::Absent(At::PrivateService(number, "participation")),
            None => Presence::Present(at),
        },
    }
}

/// Asked only of a project that introduces an activity developed and evaluated earlier.
fn experience(ctx: &Context<'_>) -> Presence<'static> {
    let at = At::Asked(Asked::ExperienceAccount);
    let text = ctx
        .index
        .project
        .plans
        .as_ref()
        .and_then(|plans| plans.experience.as_ref());
    let says = text.is_some_and(|text| ctx.texts.says(text));
    match (says, declared("introduces-earlier-activity", ctx)) {
        (true, _) => Presence::Present(at),
        (false, Some(true)) => Presence::Absent(at),
        (false, Some(false)) => Presence::NotAsked(NotApplicable::NoSubject),
        (false, None) => Presence::Unknown(at, Asked::Declaration),
    }
}

/// Who pays which share: the grant, own funding, and of the own funding each participant's.
fn funding_shares(subject: &Subject<'_>, ctx: &Context<'_>) -> Presence<'static> {
    let at = At::Asked(Asked::FundingShares);
    let known = |figure| ctx.grant_figure(subject.grant, figure, None).money();
    let own = known(Figure::Own);
    if own.is_unknown() || known(Figure::Grant).is_unknown() {
        return Presence::Absent(at);
    }
    let budget = ctx
        .grant(subject)
        .and_then(|grant| ctx.index.budget_of(grant));
    let by_partner = budget.is_some_and(|(number, budget)| {
        let (first, end) = ctx
            .index
            .budget_lines
            .get(number)
            .copied()
            .unwrap_or_default();
        let mut lines = (first..end).filter_map(|at| ctx.index.lines.get(at));
        lines.any(|node| node.partner.is_some())
            || budget
                .headlines
                .iter()
                .any(|headline| headline.partner.is_some())
    });
    let none = own
        .value()
        .is_some_and(|own| own == crate::model::Money::ZERO);
    if none || by_partner {
        Presence::Present(at)
    } else {
        Presence::Unknown(at, Asked::FundingShares)
    }
}

/// Who has committed itself to carry the project out; being named is not yet a commitment.
fn committed_parties(ctx: &Context<'_>) -> Presence<'static> {
    let project = ctx.index.project;
    let at = At::Asked(Asked::CommittedParties);
    let committed = |one: &crate::model::Participant| one.commitment.is_some();
    let roles = [Role::Implementer, Role::Partner];
    let named =
        |one: &crate::model::Organisation| one.roles.iter().any(|role| roles.contains(role));
    if project.participants.iter().any(committed) {
        Presence::Present(at)
    } else if !project.participants.is_empty() || project.organisations.iter().any(named) {
        Presence::Unknown(at, Asked::Commitments)
    } else {
        Presence::Absent(at)
    }
}

/// Asked only of a line whose siblings state figures.
fn figures(subject: &Subject<'_>, ctx: &Context<'_>) -> Presence<'static> {
    let Thing::Line(at) = subject.thing else {
        return Presence::NotAsked(NotApplicable::NoSubject);
    };
    let index = ctx.index;
    let Some(node) = index.lines.get(at) else {
        return Presence::NotAsked(NotApplicable::NoSubject);
    };
    if node.line.states_figures() {
        return Presence::Present(At::Line(at, ""));
    }
    if node.siblings_state {
        Presence::Absent(At::Line(at, ""))
    } else {
        Presence::NotAsked(NotApplicable::NoSubject)
    }
}

fn resource_impact(subject: &Subject<'_>, ctx: &Context<'_>) -> Presence<'static> {
    let Thing::Goal(number) = subject.thing else {
        return Presence::NotAsked(NotApplicable::NoSubject);
    };
    let at = At::Goal(number, "resource_impact");
    let goals = ctx.index.project.goals.as_ref();
    let asked =
        goals.is_some_and(|goals| goals.table.iter().any(|row| row.resource_impact.is_some()));
    match goals.and_then(|goals| goals.table.get(number)?.resource_impact.as_ref()) {
        // A goal table without that column promises nothing of resources.
        None if !asked => Presence::NotAsked(NotApplicable::NoSubject),
        None => Presence::Absent(at),
        Some(impact) if impact.kind == ImpactKind::Deferred => Presence::Deferred(at, impact.due),
        Some(_) => Presence::Present(at),
    }
}

/// Texts that only a copy has in common are as long as a sentence at least.
const SENTENCE: usize = 30;

/// Whether two texts are word for word the same in a language, apart from case and spaces.
pub(crate) fn same_text(one: &Text, other: &Text) -> bool {
    let words = |text: &str| {
        let words = text.split_whitespace().map(str::to_lowercase);
        words.collect::<Vec<_>>().join(" ")
    };
    one.each().any(|(lang, text)| {
        text.chars().count() >= SENTENCE
            && other
                .each()
                .any(|(own, other)| own == lang && words(other) == words(text))
    })
}

/// The text that a plan only copies: of another plan, or a description of the project.
fn copied_plan<'a>(asked: Asked, ctx: &Context<'a>) -> Option<Copy<'a>> {
    let project = ctx.index.project;
    let plans = project.plans.as_ref()?;
    let text = match asked {
        Asked::EvaluationPlan => plans.evaluation.as_ref(),
        Asked::ParticipationPlan => plans.participation.as_ref(),
        Asked::ExploitationPlan => plans.exploitation.as_ref(),
        _ => None,
    }?;
    let others = [
        ("summary", project.summary.as_ref()),
        ("purpose", project.purpose.as_ref()),
        ("baseline", project.baseline.as_ref()),
        ("main_goal", project.main_goal.as_ref()),
        ("expected_results", project.expected_results.as_ref()),
        ("plans/evaluation", plans.evaluation.as_ref()),
        ("plans/participation", plans.participation.as_ref()),
        ("plans/exploitation", plans.exploitation.as_ref()),
        ("plans/experience", plans.experience.as_ref()),
    ];
    let mut elsewhere = others
        .into_iter()
        .filter_map(|(at, other)| Some((at, other?)));
    let (field, original) =
        elsewhere.find(|(_, other)| !std::ptr::eq(*other, text) && same_text(text, other))?;
    Some(Copy {
        text,
        original,
        field,
    })
}
