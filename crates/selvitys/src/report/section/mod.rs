//! The sections that reports are made of: one file each, with its data, how it is built from a
//! project and how it is laid out in blocks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Report;
use super::header::{Edition, header};
use super::picture::{Coverage, OverTime, RegionPlace, ScheduleChart};
use crate::assess::Record;
use crate::deadlines::Deadline;
use crate::finding::{Counts, Outcome};
use crate::model::{
    AuditorStatement, Declaration, GoalRow, Grant, PrivateService, RelatedProject, ResultHeading,
    Risk,
};
use crate::rulebook::ReportPart;

mod account;
mod asked;
mod baseline;
mod budget;
mod call_contents;
mod cards;
mod common;
mod compliance;
mod contacts;
mod declarations;
mod goal_table;
mod goals;
mod governance;
mod layout;
mod lines;
mod links;
mod missing;
mod organisations;
mod packages;
mod page;
mod participants;
mod pictures;
mod private_services;
mod progress;
mod record;
mod related_projects;
mod results;
mod self_assessments;
mod source;
mod strategy;
mod texts;
mod withheld;

pub use account::*;
pub use baseline::BaselineSection;
pub use budget::*;
pub use call_contents::{CallContentsSection, GivenContent, ThemeRow};
pub use cards::CardItem;
pub use common::NamedThing;
pub use compliance::ConcernRow;
pub use contacts::ContactRow;
pub use goals::{Advancing, GoalText, GoalTexts, GoalsSection, NationalGoal};
pub use governance::{BodyRow, GovernanceSection, WritingGroupRow};
pub use lines::{LineSum, LineUsed, LinesUsed};
pub use links::LinkRow;
pub use missing::*;
pub use organisations::RoleGroup;
pub use packages::{LeadRow, PackageItem, PackageName, PackagesSection};
pub use page::PageField;
pub use participants::{ParticipantRow, ParticipantsSection, PopulationRow};
pub use progress::*;
pub use self_assessments::{RoundEntry, RoundGoal, RoundRow};
pub use strategy::{CommonObjective, StrategySection};
pub use texts::*;
pub use withheld::*;

pub(super) use compliance::{cited_spans, reckoned};
pub(super) use layout::blocks;
pub(super) use source::Source;

/// A section of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Which part of the report it is.
    pub part: ReportPart,
    /// The grant that it is about, if about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<SectionGrant>,
    /// What it says.
    pub body: SectionBody,
}

/// The grant that a section is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SectionGrant {
    /// The grant's id in the document.
    pub id: String,
    /// Its call, by the id of the call's rulebook.
    pub call: String,
}

/// What a section says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SectionBody {
    /// Said in place of a part that the report must contain and the document does not have.
    Missing(MissingPart),
    /// Said in place of a part that is left out of a public edition.
    Withheld(Withheld),
    /// Texts of the document.
    Texts(Vec<TextItem>),
    /// The situation at the start.
    Baseline(BaselineSection),
    /// What the project is built on.
    Strategy(StrategySection),
    /// What the project aims at.
    Goals(GoalsSection),
    /// The packages of the work.
    Packages(PackagesSection),
    /// The goal table.
    GoalTable(Vec<GoalRow>),
    /// Sub-projects, each on a page.
    Cards(Vec<CardItem>),
    /// The organisations, by role.
    Organisations(Vec<RoleGroup>),
    /// The municipalities that take part.
    Participants(ParticipantsSection),
    /// Services bought from private providers.
    PrivateServices(Vec<PrivateService>),
    /// Bodies and writing groups.
    Governance(GovernanceSection),
    /// Other projects, and how this one stands to them.
    RelatedProjects(Vec<RelatedProject>),
    /// Contents of calls.
    CallContents(CallContentsSection),
    /// Statements that someone answers for.
    Declarations(Vec<Declaration>),
    /// Whom to ask.
    Contacts(Vec<ContactRow>),
    /// Pages elsewhere.
    Links(Vec<LinkRow>),
    /// What stands under a heading of the public page.
    Page(PageField),
    /// Results, under the headings of the public page.
    Results(Vec<ResultHeading>),
    /// The self-assessments, round by round.
    SelfAssessments(Vec<RoundRow>),
    /// A budget.
    Budget(BudgetSection),
    /// Periods and dates as a picture.
    Schedule(ScheduleChart),
    /// What self-assessments say of each goal in each focus area.
    Coverage(Coverage),
    /// A grant's place among the shares of all regions.
    Place(RegionPlace),
    /// The realised costs of a grant, claim by claim.
    OverTime(OverTime),
    /// Where the project is, in figures.
    State(Box<StateSection>),
    /// Measures, and whether they are done.
    Measures(MeasuresSection),
    /// What comes out of the work.
    Deliverables(Vec<DeliverableRow>),
    /// Milestones, and whether they are reached.
    Milestones(MilestonesSection),
    /// Realised costs and funding of a grant against its budget.
    Costs(Box<CostsSection>),
    /// Deviations from the plan.
    Deviations(Vec<DeviationRow>),
    /// Indicators with their values.
    Indicators(Vec<IndicatorRow>),
    /// Risks.
    Risks(Vec<Risk>),
    /// Dates to come.
    Deadlines(Vec<Deadline>),
    /// Papers that belong to the document.
    Attachments(Vec<AttachmentRow>),
    /// The decision on a grant.
    Decision(Box<DecisionSection>),
    /// The costs that a claim is about.
    ClaimCosts(Box<ClaimCostsSection>),
    /// What is to be paid on a claim.
    ClaimSum(ClaimSumSection),
    /// The claims of a grant, payments and returns.
    Claims(ClaimsSection),
    /// Where a claim is signed.
    Confirmation(ConfirmationSection),
    /// How a grant stands in the end.
    Settlement(Box<SettlementSection>),
    /// The auditor's statement.
    Auditor(AuditorStatement),
    /// How many rules have which verdict.
    Counts(Counts),
    /// Faults, the gravest first, with what else has the same cause.
    Faults(Vec<ConcernRow>),
    /// What cannot be told.
    Open(Vec<ConcernRow>),
    /// What is waived.
    Waived(Vec<ConcernRow>),
    /// Rules that are met, with what shows it.
    Met(Vec<Outcome>),
    /// Rules whose reckoning rests on what is left out of a public edition.
    WithheldRules(Vec<Outcome>),
    /// Rules that do not apply, and why.
    NotApplicable(Vec<Outcome>),
    /// From what the report was made, and what it does not say.
    Record(Record),
}

pub(super) fn build(source: &Source<'_>, edition: Edition) -> Report {
    let kind = source.kind;
    let mut report = Report {
        kind,
        header: header(source.project, source.assessment, edition),
        sections: Vec::new(),
        not_stated: Vec::new(),
    };
    let mut parts = kind.parts();
    while let Some(part) = parts.first() {
        let together = parts.iter().take_while(|next| next.of_grant()).count();
        let (now, later) = parts.split_at(together.max(1));
        let grants = source.grants();
        if together == 0 {
            add(*part, None, source, &mut report);
        } else if grants.is_empty() {
            // Without a grant there is nothing to account for: that is told, part by part.
            for part in now {
                add(*part, None, source, &mut report);
            }
        }
        for grant in grants {
            for part in now.iter().filter(|_| together > 0) {
                add(*part, Some(grant), source, &mut report);
            }
        }
        parts = later;
    }
    report
}

/// Adds a part as the document has it; one that it does not have is told, and never left out
/// silently.
fn add(part: ReportPart, grant: Option<&Grant>, source: &Source<'_>, report: &mut Report) {
    let of = grant.map(|grant| SectionGrant {
        id: grant.id.clone(),
        call: grant.call.clone(),
    });
    let section = |body| Section {
        part,
        grant: of.clone(),
        body,
    };
    let bodies = bodies(part, grant, source);
    let lacking = source.lacking(part, grant);
    if bodies.is_empty() && lacking.is_empty() {
        if let Some(withheld) = withheld::of(part, grant, source) {
            report
                .sections
                .push(section(SectionBody::Withheld(withheld)));
            return;
        }
        let basis = source.asked(part, grant, None);
        if !basis.is_empty() || source.kind.rests_on(part) {
            let missing = MissingPart {
                content: None,
                asked: None,
                call: None,
                basis,
            };
            report.sections.push(section(SectionBody::Missing(missing)));
        } else if missing::is_told(part) {
            report.not_stated.push(NotStated {
                part,
                grant: of,
                asked_in_some_cases: source.asked_in_some_cases(part, grant),
            });
        }
        return;
    }
    let lacking = lacking.into_iter().map(SectionBody::Missing);
    let bodies = bodies.into_iter().chain(lacking);
    report.sections.extend(bodies.map(section));
}

/// What a part says; nothing where the document has nothing of it.
fn bodies(part: ReportPart, grant: Option<&Grant>, source: &Source<'_>) -> Vec<SectionBody> {
    let one = |body: Option<SectionBody>| body.into_iter().collect();
    match part {
        ReportPart::Budget => budget::build(source),
        ReportPart::CallContents => call_contents::build(source),
        ReportPart::Baseline => one(baseline::build(source)),
        ReportPart::Strategy => one(strategy::build(source)),
        ReportPart::Goals => one(goals::build(source)),
        ReportPart::Packages => one(packages::build(source)),
        ReportPart::GoalTable => one(goal_table::build(source)),
        ReportPart::Cards => one(cards::build(source)),
        ReportPart::Organisations => one(organisations::build(source)),
        ReportPart::Participants => one(participants::build(source)),
        ReportPart::PrivateServices => one(private_services::build(source)),
        ReportPart::Governance => one(governance::build(source)),
        ReportPart::RelatedProjects => one(related_projects::build(source)),
        ReportPart::Declarations => one(declarations::build(source)),
        ReportPart::Contacts => one(contacts::build(source)),
        ReportPart::Links => one(links::build(source)),
        ReportPart::Results => one(results::build(source)),
        ReportPart::SelfAssessments => one(self_assessments::build(source)),
        ReportPart::PageName
        | ReportPart::PagePeriod
        | ReportPart::Funder
        | ReportPart::Page
        | ReportPart::Topics
        | ReportPart::Phenomena => one(page::build(part, source)),
        ReportPart::Counts
        | ReportPart::Faults
        | ReportPart::Open
        | ReportPart::Waived
        | ReportPart::Met
        | ReportPart::WithheldRules
        | ReportPart::NotApplicable => compliance::build(part, source).into_iter().collect(),
        ReportPart::Record => vec![SectionBody::Record(source.assessment.record.clone())],
        _ => {
            let mut bodies = pictures::build(part, source);
            bodies.extend(account::build(part, grant, source));
            bodies.extend(progress::build(part, source));
            bodies.extend(texts::build(part, grant, source));
            bodies
        }
    }
}
