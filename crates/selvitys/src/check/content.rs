//! Whether something that a rule asks for is in the document: not empty and not a placeholder.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Context, Subject, Thing, key_of};
use crate::finding::{Asked, NotApplicable};
use crate::model::{AttachmentKind, Content, Figure, FinalAccount, Goals, ImpactKind, Role, Text};
use crate::place::At;

/// Something that a rule asks a document for: a part of the model, or `contents.<id>` for what a
/// call defines beyond it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContentOf {
    /// A part of the model.
    Part(Asked),
    /// A content of the call, by its id.
    Call(String),
}

impl ContentOf {
    fn name(&self) -> String {
        match self {
            ContentOf::Part(asked) => key_of(asked),
            ContentOf::Call(id) => format!("contents.{id}"),
        }
    }

    /// Whether a document can leave it open whether it must be there at all.
    pub(crate) fn may_be_open(&self) -> bool {
        matches!(
            self,
            ContentOf::Part(
                Asked::PrivateServiceParticipation
                    | Asked::ExperienceAccount
                    | Asked::FundingShares
                    | Asked::CommittedParties
            )
        )
    }

    /// What findings call it.
    pub(crate) fn asked(&self) -> Asked {
        match self {
            ContentOf::Part(asked) => *asked,
            ContentOf::Call(_) => Asked::Content,
        }
    }
}

impl fmt::Display for ContentOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

impl Serialize for ContentOf {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.name())
    }
}

impl<'de> Deserialize<'de> for ContentOf {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = String::deserialize(from)?;
        match name.strip_prefix("contents.") {
            Some(id) => Ok(ContentOf::Call(id.to_owned())),
            None => {
                let name = serde::de::value::StringDeserializer::<D::Error>::new(name);
                Asked::deserialize(name).map(ContentOf::Part)
            }
        }
    }
}

impl JsonSchema for ContentOf {
    fn schema_name() -> Cow<'static, str> {
        "ContentOf".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let part = generator.subschema_for::<Asked>();
        json_schema!({
            "description": "A part of the model, or `contents.<id>` for what a call defines beyond it.",
            "anyOf": [part, { "type": "string", "pattern": "^contents\\.[a-z0-9-]+$" }]
        })
    }
}

/// Texts that stand in for a text, folded to lower case.
#[derive(Debug, Clone, Default)]
pub(crate) struct Texts {
    placeholders: Vec<String>,
    /// No text with more bytes than this, marks aside, is a placeholder.
    longest: usize,
}

impl Texts {
    pub(crate) fn new<'a>(placeholders: impl Iterator<Item = &'a str>) -> Self {
        let placeholders: Vec<String> = placeholders.map(fold).collect();
        // Folding case may change how many bytes a letter takes, at most threefold.
        let longest = placeholders.iter().map(String::len).max().unwrap_or(0) * 3;
        Texts {
            placeholders,
            longest,
        }
    }

    /// Whether a text is only a placeholder, apart from case, spaces and closing marks.
    pub(crate) fn is_placeholder(&self, text: &str) -> bool {
        let bare = strip(text);
        bare.len() <= self.longest && self.placeholders.contains(&bare.to_lowercase())
    }

    /// Whether a text says something in at least one language.
    pub(crate) fn says(&self, text: &Text) -> bool {
        text.each().any(|(_, text)| self.says_plainly(text))
    }

    /// Whether a text without languages says something.
    pub(crate) fn says_plainly(&self, text: &str) -> bool {
        !text.trim().is_empty() && !self.is_placeholder(text)
    }

    fn any<'a>(&self, texts: impl IntoIterator<Item = &'a Text>) -> bool {
        texts.into_iter().any(|text| self.says(text))
    }
}

/// A text without spaces and closing marks at its ends.
fn strip(text: &str) -> &str {
    let marks =
        |c: char| c.is_whitespace() || matches!(c, '.' | '…' | '!' | ':' | '[' | ']' | '<' | '>');
    text.trim_matches(marks)
}

fn fold(text: &str) -> String {
    strip(text).to_lowercase()
}

/// Whether something is there.
pub(crate) enum Presence {
    Present(At),
    Absent(At),
    /// What would have to be known.
    Unknown(At, Asked),
    /// Put off to a date that the document names, or to none.
    Deferred(At, Option<crate::model::PartialDate>),
    NotAsked(NotApplicable),
    /// Only a copy of the text that stands elsewhere.
    Copied(At, &'static str),
}

impl ContentOf {
    /// Whether it is in the document, for a subject.
    pub(crate) fn presence(&self, subject: &Subject<'_>, ctx: &Context<'_>) -> Presence {
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
                if let Some(original) = copied_plan(*asked, ctx) {
                    return Presence::Copied(At::Asked(*asked), original);
                }
                let at = match (in_grant(*asked), subject.grant) {
                    (Some(field), Some(grant)) => At::Grant(grant, field),
                    _ => At::Asked(*asked),
                };
                if is_there(*asked, subject, ctx) {
                    Presence::Present(at)
                } else {
                    Presence::Absent(at)
                }
            }
        }
    }
}

fn is_there(asked: Asked, subject: &Subject<'_>, ctx: &Context<'_>) -> bool {
    let project = ctx.index.project;
    let texts = ctx.texts;
    let grant = ctx.grant(subject);
    let plans = project.plans.as_ref();
    let goals = project.goals.as_ref();
    let plan = |get: fn(&crate::model::Plans) -> Option<&Text>| {
        plans.and_then(get).is_some_and(|text| texts.says(text))
    };
    let has_role = |roles: &[Role]| {
        project
            .organisations
            .iter()
            .any(|one| one.roles.iter().any(|role| roles.contains(role)))
    };
    // A package without a grant of its own or above it belongs to every grant.
    let packages = || {
        let of_grant = |grants: &[String]| {
            grants.is_empty() || grant.is_none_or(|grant| grants.contains(&grant.id))
        };
        ctx.index
            .packages
            .iter()
            .filter(move |node| of_grant(node.grants))
            .map(|node| node.package)
    };
    let goal_texts = |goals: &Goals| {
        texts.any(goals.process.iter().map(|goal| &goal.text))
            || texts.any(goals.targets.iter().map(|target| &target.text))
            || texts.any(goals.table.iter().map(|row| &row.goal))
    };
    let decision = || grant.and_then(|grant| grant.decision.as_ref());
    let account = || grant.and_then(|grant| grant.final_account.as_ref());
    let accounts_for = |get: fn(&FinalAccount) -> Option<&Text>| {
        account().and_then(get).is_some_and(|text| texts.says(text))
    };
    let known = |figure| {
        !ctx.grant_figure(subject.grant, figure, None)
            .money()
            .is_unknown()
    };
    match asked {
        Asked::Coordinator => has_role(&[Role::Coordinator]),
        Asked::Implementers => has_role(&[Role::Implementer]) || !project.participants.is_empty(),
        Asked::Participants | Asked::Commitments => !project.participants.is_empty(),
        Asked::Objectives => {
            packages().any(|package| texts.any(&package.objectives))
                || goals.is_some_and(goal_texts)
                || project
                    .main_goal
                    .as_ref()
                    .is_some_and(|text| texts.says(text))
                || project.strategy.as_ref().is_some_and(|strategy| {
                    let of_grant = |grants: &[String]| {
                        grants.is_empty() || grant.is_none_or(|grant| grants.contains(&grant.id))
                    };
                    let common = strategy.common_objectives.iter();
                    texts.any(
                        common
                            .filter(|one| of_grant(&one.grants))
                            .map(|one| &one.title),
                    )
                })
        }
        Asked::Measures => {
            packages().any(|package| texts.any(package.measures.iter().map(|one| &one.text)))
                || goals.is_some_and(|goals| {
                    let measures = goals.table.iter().flat_map(|row| &row.measures);
                    texts.any(measures.map(|measure| &measure.text))
                })
        }
        Asked::Results => {
            project
                .expected_results
                .as_ref()
                .is_some_and(|text| texts.says(text))
                || packages().any(|package| texts.any(&package.deliverables))
        }
        Asked::GrantAmount => known(Figure::Grant),
        Asked::TotalCosts => known(Figure::Total),
        Asked::Budget => grant
            .and_then(|grant| ctx.index.budget_of(grant))
            .is_some_and(|(_, budget)| !budget.lines.is_empty()),
        Asked::Timetable | Asked::End => {
            grant.and_then(crate::model::Grant::end).is_some()
                || packages().any(|one| one.period.as_ref().is_some_and(|one| one.end.is_some()))
                || project
                    .schedule
                    .as_ref()
                    .is_some_and(|one| one.period.is_some() || !one.milestones.is_empty())
        }
        Asked::Organisation => {
            project
                .governance
                .as_ref()
                .is_some_and(|one| !one.bodies.is_empty())
                || packages().any(|package| !package.leads.is_empty())
        }
        Asked::EvaluationPlan => plan(|plans| plans.evaluation.as_ref()),
        Asked::ParticipationPlan => plan(|plans| plans.participation.as_ref()),
        Asked::ExploitationPlan => plan(|plans| plans.exploitation.as_ref()),
        Asked::RelatedProjects => plans
            .is_some_and(|plans| texts.any(plans.related_projects.iter().map(|one| &one.title))),
        Asked::Purpose => project
            .purpose
            .as_ref()
            .is_some_and(|text| texts.says(text)),
        Asked::Region => project.region.is_some(),
        Asked::Created => project.created.is_some(),
        Asked::Modified => project.modified.is_some(),
        Asked::GrantDecision => grant.is_some_and(|grant| grant.decision.is_some()),
        Asked::CostClasses => ctx
            .index
            .lines
            .iter()
            .any(|node| !node.line.cost_classes.is_empty()),
        Asked::NationalGoals => packages().any(|package| !package.national_goals.is_empty()),
        Asked::LeadField => packages().any(|one| one.leads.iter().any(|lead| lead.field.is_some())),
        Asked::Declaration => !project.declarations.is_empty(),
        Asked::ResultText => texts.any(
            project
                .results
                .iter()
                .filter_map(|result| result.text.as_ref()),
        ),
        Asked::Start => grant.and_then(crate::model::Grant::start).is_some(),
        Asked::ContractEnd | Asked::OptionUsed => project
            .private_services
            .iter()
            .any(|one| one.contract_end.is_some()),
        Asked::DecisionRecipient => decision().is_some_and(|one| one.recipient.is_some()),
        Asked::DecisionPurpose => decision()
            .and_then(|one| one.purpose.as_ref())
            .is_some_and(|text| texts.says(text)),
        Asked::DecisionAmount => decision().is_some_and(|one| one.amount.is_some()),
        Asked::DecisionEligibleCosts => decision()
            .and_then(|one| one.eligible_costs.as_ref())
            .is_some_and(|text| texts.says(text)),
        Asked::DecisionIncomeEffect => decision()
            .and_then(|one| one.income_effect.as_ref())
            .is_some_and(|text| texts.says(text)),
        Asked::DecisionPeriod => decision().is_some_and(|one| one.period.is_some()),
        Asked::GrantRate => decision().is_some_and(|one| one.rate.is_some()),
        Asked::ClaimsDue => decision().is_some_and(|one| one.claims_due.is_some()),
        Asked::FinalAccountDue => decision().is_some_and(|one| one.final_account_due.is_some()),
        Asked::FinalAccount => account().is_some(),
        Asked::FinalProject => accounts_for(|one| one.project.as_ref()),
        Asked::FinalProgress => accounts_for(|one| one.progress.as_ref()),
        Asked::FinalExecution => accounts_for(|one| one.execution.as_ref()),
        Asked::FinalResults => accounts_for(|one| one.results.as_ref()),
        Asked::FinalEffectiveness => accounts_for(|one| one.effectiveness.as_ref()),
        Asked::FinalChangedPractices => accounts_for(|one| one.changed_practices.as_ref()),
        Asked::FinalUsability => accounts_for(|one| one.usability.as_ref()),
        Asked::FinalCosts => account().is_some_and(|one| one.costs.is_some()),
        Asked::AuditorStatement => account().is_some_and(|one| one.auditor_statement.is_some()),
        Asked::ApplicationDate => grant.is_some_and(|grant| grant.applied_on.is_some()),
        Asked::Claims | Asked::ClaimDate | Asked::ClaimCosts | Asked::ClaimedSum => {
            grant.is_some_and(|grant| !grant.claims.is_empty())
        }
        Asked::Payments | Asked::PaymentDate => {
            grant.is_some_and(|grant| !grant.payments.is_empty())
        }
        Asked::AcceptedCosts => {
            grant.is_some_and(|grant| grant.claims.iter().any(|one| one.accepted.is_some()))
        }
        Asked::ReturnDate => {
            grant.is_some_and(|grant| grant.returns.iter().any(|one| one.date.is_some()))
        }
        Asked::KeptUntil => grant.is_some_and(|grant| grant.kept_until.is_some()),
        Asked::ExtensionDecision => {
            grant.is_some_and(|grant| grant.extensions.iter().any(|one| one.decision.is_some()))
        }
        Asked::CommitmentDate => project.participants.iter().any(|one| {
            one.commitment
                .as_ref()
                .is_some_and(|one| one.date.is_some())
        }),
        Asked::DeclarationDate => project.declarations.iter().any(|one| one.date.is_some()),
        Asked::Reached => project
            .schedule
            .as_ref()
            .is_some_and(|one| one.milestones.iter().any(|one| one.reached.is_some())),
        Asked::RoundDate => project
            .self_assessments
            .iter()
            .any(|one| one.given.is_some()),
        Asked::ProcessGoals => goals.is_some_and(|goals| !goals.process.is_empty()),
        Asked::OrganisationKind => project.organisations.iter().any(|one| one.kind.is_some()),
        Asked::County => project.county.is_some(),
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
        | Asked::Content => false,
    }
}

/// The account that a statute asks for, with what is in it.
fn of_thing(asked: Asked, subject: &Subject<'_>, ctx: &Context<'_>) -> Option<Presence> {
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

fn call_content(id: &str, ctx: &Context<'_>) -> Presence {
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

/// Whether something is declared, and how.
pub(crate) fn declared(statement: &str, ctx: &Context<'_>) -> Option<bool> {
    let mut all = ctx.index.project.declarations.iter();
    all.find(|one| one.statement == statement)
        .map(|one| one.holds)
}

/// Asked only where services are bought from private providers at all.
fn private_services(subject: &Subject<'_>, ctx: &Context<'_>) -> Presence {
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
fn experience(ctx: &Context<'_>) -> Presence {
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
fn funding_shares(subject: &Subject<'_>, ctx: &Context<'_>) -> Presence {
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
fn committed_parties(ctx: &Context<'_>) -> Presence {
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
fn figures(subject: &Subject<'_>, ctx: &Context<'_>) -> Presence {
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
    if index.siblings_state(at) {
        Presence::Absent(At::Line(at, ""))
    } else {
        Presence::NotAsked(NotApplicable::NoSubject)
    }
}

fn resource_impact(subject: &Subject<'_>, ctx: &Context<'_>) -> Presence {
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

/// Where the text stands that a plan only copies: another plan, or a description of the project.
fn copied_plan(asked: Asked, ctx: &Context<'_>) -> Option<&'static str> {
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
    let (at, _) =
        elsewhere.find(|(_, other)| !std::ptr::eq(*other, text) && same_text(text, other))?;
    Some(at)
}
