//! The sections that reports are made of: one file each, with its data, how it is built from a
//! project and how it is laid out in blocks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Report;
use super::document::{Block, plain};
use super::header::{Edition, header};
use super::picture::{Coverage, OverTime, RegionPlace, ScheduleChart};
use crate::assess::{Assessment, Record};
use crate::deadlines::Deadline;
use crate::edition::PublicEdition;
use crate::finding::{Counts, Outcome};
use crate::index::Index;
use crate::model::{
    AuditorStatement, Declaration, GoalRow, Grant, GrantStatus, PrivateService, Project,
    RelatedProject, ResultHeading, Risk,
};
use crate::rulebook::{Basis, Kind, ReportPart, Rulebooks};
use crate::words::Presenter;

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

use common::Under;

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

/// From what sections are built.
pub(super) struct Source<'a> {
    pub(super) kind: Kind,
    pub(super) project: &'a Project,
    pub(super) index: Index<'a>,
    pub(super) assessment: &'a Assessment,
    pub(super) books: &'a Rulebooks,
    /// What the rulebooks ask for by name, and how the document stands with it.
    asks: Vec<asked::Ask>,
    /// What was left out, of a public edition.
    pub(super) edition: Option<&'a PublicEdition>,
    /// Rules whose reckoning is not shown in a public edition.
    pub(super) withheld: &'a [Outcome],
}

impl<'a> Source<'a> {
    pub(super) fn new(
        kind: Kind,
        project: &'a Project,
        assessment: &'a Assessment,
        books: &'a Rulebooks,
    ) -> Self {
        Source {
            kind,
            project,
            index: Index::new(project),
            assessment,
            books,
            asks: asked::asks(kind, project, assessment, books),
            edition: None,
            withheld: &[],
        }
    }

    /// The same, for the public edition of a document: what is asked for is looked for in the whole
    /// document, so that what is left out is not taken for missing.
    pub(super) fn public(
        mut self,
        edition: &'a PublicEdition,
        whole: &Project,
        withheld: &'a [Outcome],
    ) -> Self {
        self.asks = asked::asks(self.kind, whole, self.assessment, self.books);
        self.edition = Some(edition);
        self.withheld = withheld;
        self
    }

    /// Who asks for a part in this kind of report: the rulebooks of the calls of one grant, or of
    /// all that are not refused.
    pub(super) fn asked(
        &self,
        part: ReportPart,
        of: Option<&Grant>,
        content: Option<&str>,
    ) -> Vec<Basis> {
        let mut basis = Vec::new();
        let grants = self.project.grants.iter();
        let grants = grants.filter(|grant| match of {
            Some(of) => of.id == grant.id,
            None => grant.status != GrantStatus::Refused,
        });
        let books = grants.flat_map(|grant| self.books.layer(&grant.call));
        let asked = books.filter_map(|book| book.file.reports.get(&self.kind));
        for one in asked.flatten() {
            let same = one.part == part && one.content.as_deref() == content;
            if same && one.asked.is_none() {
                let new = one.basis.iter().filter(|one| !basis.contains(*one));
                let new: Vec<Basis> = new.cloned().collect();
                basis.extend(new);
            }
        }
        basis
    }

    /// Whether a public edition leaves out something whose place begins or ends like this.
    fn leaves_out(&self, like: impl Fn(&str) -> bool) -> bool {
        let left_out = self.edition.iter().flat_map(|edition| &edition.left_out);
        left_out.into_iter().any(|one| like(&one.whole))
    }

    /// A schedule without what a public edition would wrongly say to be lacking.
    fn published(&self, chart: ScheduleChart) -> Option<ScheduleChart> {
        let budgets = self.leaves_out(|place| place.starts_with("/budgets"));
        let reached =
            self.leaves_out(|place| place.ends_with("/reached") || place.ends_with("/done"));
        chart.lacks_nothing(budgets, reached)
    }

    /// The grants that parts of a grant are about: those granted, else those not refused.
    fn grants(&self) -> Vec<&Grant> {
        let with = |wanted: &dyn Fn(GrantStatus) -> bool| -> Vec<&Grant> {
            let grants = self.project.grants.iter();
            grants.filter(|grant| wanted(grant.status)).collect()
        };
        let granted = with(&|status| status == GrantStatus::Granted);
        if granted.is_empty() {
            with(&|status| status != GrantStatus::Refused)
        } else {
            granted
        }
    }
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
        if together == 0 {
            add(*part, None, source, &mut report);
        }
        for grant in source.grants() {
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

/// The blocks of all sections.
pub(super) fn blocks(report: &Report, says: &Presenter<'_>) -> Vec<Block> {
    let mut out = Vec::new();
    missing::summary(report, says, &mut out);
    let mut grant: Option<&SectionGrant> = None;
    let mut group = None;
    let mut headed = None;
    for section in &report.sections {
        if section.part == ReportPart::Record {
            // Before what the report was made from stands what it does not have, and how the
            // results were reached.
            missing::not_stated(&report.not_stated, report.kind, says, &mut out);
            if report.kind == Kind::Compliance {
                compliance::reckonings(&report.sections, says, &mut out);
            }
        }
        if section.grant.as_ref() != grant {
            grant = section.grant.as_ref();
            headed = None;
            if let Some(grant) = grant {
                out.push(Block::Heading(2, plain(says.call(&grant.call))));
            }
        }
        let of = section.part.group(report.kind);
        if let Some(key) = of.filter(|_| of != group) {
            out.push(Block::Heading(2, plain(says.word("page_group", key))));
        }
        group = of;
        let below = section.grant.is_some() || of.is_some();
        let level = if below { 3 } else { 2 };
        // Parts of one title stand under one heading.
        let title = part_title(section.part, report.kind, says);
        if !heads_itself(section, report.kind) && headed.as_ref() != Some(&title) {
            out.push(Block::Heading(level, plain(title.as_str())));
        }
        headed = Some(title);
        body_blocks(section, report.kind, level, says, &mut out);
    }
    out
}

/// What a part is called in a kind of report.
pub(super) fn part_title(part: ReportPart, kind: Kind, says: &Presenter<'_>) -> String {
    let key = crate::check::key_of(&part).replace('-', "_");
    if kind == Kind::Innokyla && says.has("part_of_page", &key) {
        says.word("part_of_page", &key)
    } else {
        own_title(part, says)
    }
}

/// What a part is called in reports other than the public page.
pub(super) fn own_title(part: ReportPart, says: &Presenter<'_>) -> String {
    says.word("part", &crate::check::key_of(&part))
}

/// Whether a section writes its headings itself.
fn heads_itself(section: &Section, kind: Kind) -> bool {
    match section.body {
        SectionBody::Budget(_) => kind == Kind::Budget,
        SectionBody::Cards(_) => kind == Kind::Card,
        SectionBody::Counts(_)
        | SectionBody::Faults(_)
        | SectionBody::Open(_)
        | SectionBody::Waived(_)
        | SectionBody::Met(_)
        | SectionBody::WithheldRules(_)
        | SectionBody::NotApplicable(_)
        | SectionBody::Record(_) => true,
        _ => false,
    }
}

/// The blocks of a section below its heading, which has this level.
fn body_blocks(
    section: &Section,
    kind: Kind,
    level: u8,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let under = Under { level, kind };
    match &section.body {
        SectionBody::Missing(one) => missing::blocks(one, level, says, out),
        SectionBody::Withheld(one) => withheld::blocks(one, says, out),
        SectionBody::Texts(items) => texts::blocks(items, says, out),
        SectionBody::Budget(one) => {
            let level = if kind == Kind::Budget { 2 } else { level + 1 };
            budget::blocks(one, level, says, out);
        }
        SectionBody::Schedule(_)
        | SectionBody::Coverage(_)
        | SectionBody::Place(_)
        | SectionBody::OverTime(_) => pictures::blocks(&section.body, says, out),
        SectionBody::State(one) => progress::state_blocks(one, says, out),
        SectionBody::Measures(one) => progress::measure_blocks(one, says, out),
        SectionBody::Deliverables(rows) => progress::deliverable_blocks(rows, says, out),
        SectionBody::Milestones(one) => progress::milestone_blocks(one, says, out),
        SectionBody::Deviations(rows) => progress::deviation_blocks(rows, says, out),
        SectionBody::Indicators(rows) => progress::indicator_blocks(rows, says, out),
        SectionBody::Risks(risks) => progress::risk_blocks(risks, says, out),
        SectionBody::Deadlines(dates) => progress::deadline_blocks(dates, says, out),
        SectionBody::Attachments(rows) => progress::attachment_blocks(rows, says, out),
        SectionBody::Costs(one) => account::costs_blocks(one, level, says, out),
        SectionBody::Decision(one) => account::decision_blocks(one, says, out),
        SectionBody::ClaimCosts(one) => account::claim_costs_blocks(one, says, out),
        SectionBody::ClaimSum(one) => account::claim_sum_blocks(one, level, says, out),
        SectionBody::Claims(one) => account::claims_blocks(one, level, says, out),
        SectionBody::Confirmation(one) => account::confirmation_blocks(one, says, out),
        SectionBody::Settlement(one) => account::settlement_blocks(one, says, out),
        SectionBody::Auditor(one) => account::auditor_blocks(one, says, out),
        SectionBody::Record(record) => record::blocks(record, says, out),
        SectionBody::Baseline(one) => baseline::blocks(one, under, says, out),
        SectionBody::Strategy(one) => strategy::blocks(one, under, says, out),
        SectionBody::Goals(one) => goals::blocks(one, under, says, out),
        SectionBody::Packages(one) => packages::blocks(one, under, says, out),
        SectionBody::GoalTable(rows) => goal_table::blocks(rows, under, says, out),
        SectionBody::Cards(cards) => cards::blocks(cards, level, says, out),
        SectionBody::Organisations(all) => organisations::blocks(all, under, says, out),
        SectionBody::Participants(one) => participants::blocks(one, under, says, out),
        SectionBody::PrivateServices(all) => private_services::blocks(all, says, out),
        SectionBody::Governance(one) => governance::blocks(one, under, says, out),
        SectionBody::RelatedProjects(all) => related_projects::blocks(all, says, out),
        SectionBody::CallContents(one) => call_contents::blocks(one, under, says, out),
        SectionBody::Declarations(all) => declarations::blocks(all, says, out),
        SectionBody::Contacts(rows) => contacts::blocks(rows, under, says, out),
        SectionBody::Links(rows) => links::blocks(rows, says, out),
        SectionBody::Page(field) => page::blocks(field, says, out),
        SectionBody::Results(all) => results::blocks(all, level, says, out),
        SectionBody::SelfAssessments(rounds) => self_assessments::blocks(rounds, under, says, out),
        body => compliance::blocks(body, says, out),
    }
}
