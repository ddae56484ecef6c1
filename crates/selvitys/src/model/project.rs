//! The project document.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Attachment, Budget, Contact, Deviation, Goals, Governance, Grant, Link, Money, Organisation,
    Package, Part, PartialDate, Participant, Period, PrivateService, Risk, SelfAssessment, Share,
    Strategy, Text,
};

/// One project whole (hankekokonaisuus): a region's project with its grants, from draft to final
/// account.
///
/// What a source does not say stays absent. Whatever an applicant may have got wrong is kept as it
/// stands and judged by a rule; only what cannot be represented is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// The address of the schema, for editors.
    #[serde(rename = "$schema")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The version of this document format.
    pub format: FormatVersion,
    /// Names the project.
    pub id: String,
    /// The project's name.
    pub name: Text,
    /// What in the document is made up to show how it could go on: every report says it in its
    /// head. Absent where all of it is true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub illustrative: Option<Text>,
    /// The region (maakunta), by its two-digit code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The wellbeing services county (hyvinvointialue), by its two-digit code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub county: Option<String>,
    /// In short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Text>,
    /// Purpose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Text>,
    /// The situation at the start, and what the project is joined to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Text>,
    /// The main goal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub main_goal: Option<Text>,
    /// Results aimed at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_results: Option<Text>,
    /// Pages elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Topics, as the public page names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Text>,
    /// Phenomena, as the public page names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phenomena: Vec<Text>,
    /// The day on which the public page or the document was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<PartialDate>,
    /// The day on which it was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<PartialDate>,
    /// What the project is built on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strategy: Option<Strategy>,
    /// Plans that a statute asks for by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plans: Option<Plans>,
    /// Organisations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organisations: Vec<Organisation>,
    /// Municipalities that take part. Rules count only those listed here: a municipality that
    /// administers the project or carries it out stands here too, beside its place under `organisations`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<Participant>,
    /// Services that municipalities buy from private providers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub private_services: Vec<PrivateService>,
    /// Contacts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// Bodies and writing groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub governance: Option<Governance>,
    /// Grants.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grants: Vec<Grant>,
    /// Budgets, one for each version of each grant's budget.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub budgets: Vec<Budget>,
    /// Focus areas that targets and self-assessments are set out by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub focus_areas: Vec<Part>,
    /// Views that cut across all packages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<Part>,
    /// Packages of the work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packages: Vec<Package>,
    /// Goals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goals: Option<Goals>,
    /// The project's period and milestones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<Schedule>,
    /// Risks, and how the project prepares for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub risks: Vec<Risk>,
    /// Deviations from the plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deviations: Vec<Deviation>,
    /// Results, under the headings of the public page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<ResultHeading>,
    /// Self-assessments, round by round.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub self_assessments: Vec<SelfAssessment>,
    /// Statements that someone answers for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declarations: Vec<Declaration>,
    /// What a call asks for beyond this model, by the ids that the call defines.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub contents: BTreeMap<String, Content>,
    /// Papers that belong to the document and are kept elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// What a text claims about its own counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stated_counts: Vec<StatedCount>,
    /// Parts that a public edition leaves out, beside the persons, e-mail addresses and telephone
    /// numbers of contacts, which it always leaves out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confidential: Vec<Confidential>,
}

/// A part of the document that a public edition leaves out.
///
/// What remains may give the part away: where a figure of a budget line is left out, the total
/// and the figures of the other lines tell it by subtraction. Totals are left as they are; where
/// one tells what must not be told, it is listed too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Confidential {
    /// Where it stands: a JSON Pointer into the document as a whole, such as
    /// `/budgets/0/lines/2/realised` or `/private_services/1`.
    pub at: String,
    /// Why it is left out, such as the provision that it rests on. The public edition says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}

/// The version of the document format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub enum FormatVersion {
    /// The first version.
    #[default]
    #[serde(rename = "1")]
    V1,
}

/// Plans that a statute asks for by name (13/2020 5 §, 7/2020 7 §).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plans {
    /// How the project is evaluated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evaluation: Option<Text>,
    /// How residents, clients, organisations and companies take part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participation: Option<Text>,
    /// How the results are put to use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exploitation: Option<Text>,
    /// What is known already of an activity developed earlier that the project introduces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub experience: Option<Text>,
    /// How the project stands to other central projects of its area.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related_projects: Vec<RelatedProject>,
}

/// Another project, and how this one stands to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RelatedProject {
    /// The other project.
    pub title: Text,
    /// How this one stands to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<Text>,
}

/// The project's period and milestones.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// The period of the project as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Milestones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
}

/// A heading for results on the public page, and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResultHeading {
    /// The heading.
    pub title: Text,
    /// The goal that it is about, by the call's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<String>,
    /// The results; absent when nothing stands under the heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
}

/// A point in time that the project names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// What happens.
    pub title: Text,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The day on which it was reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<PartialDate>,
}

/// A statement that someone answers for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    /// What is stated, by the id that a rulebook gives it, such as `handled-in-steering-group`.
    pub statement: String,
    /// Whether it is stated to be so.
    pub holds: bool,
    /// Who states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Text>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// What shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Text>,
}

/// A content that a call defines; exactly one of the types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Content {
    /// A text.
    Text(Text),
    /// A sum in euros.
    Money(Money),
    /// A date.
    Date(PartialDate),
    /// A count.
    Count(u64),
    /// A share.
    Share(Share),
    /// One of the choices that the call lists.
    Choice(String),
    /// Rows of cells, by the columns that the call names.
    Table(Vec<BTreeMap<String, String>>),
}

/// What a text claims about a count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatedCount {
    /// The words of the claim, quoted.
    pub claim: Text,
    /// What is counted.
    pub of: Countable,
    /// The count claimed.
    pub count: u64,
}

/// What a document lists and a text may claim a count of.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Countable {
    /// Municipalities that take part.
    Participants,
    /// Municipalities of the project's own region that take part.
    ParticipantsOfRegion,
    /// Organisations.
    Organisations,
    /// Organisations that host developers.
    Developers,
    /// Packages of kind sub-project.
    SubProjects,
    /// Packages of kind work package.
    WorkPackages,
    /// Packages of kind part.
    PackageParts,
    /// Programmes of the strategy.
    Programmes,
    /// Parts that the programmes share.
    SharedParts,
    /// Programmes and shared parts together.
    Parts,
    /// Links of the strategy.
    Links,
    /// Principles of the strategy.
    Principles,
    /// Common objectives.
    CommonObjectives,
    /// Focus areas.
    FocusAreas,
    /// Views that cut across all packages.
    Views,
    /// Rows of the goal table.
    Goals,
    /// Measures of the goal table.
    Measures,
    /// Indicators of the goal table.
    Indicators,
    /// Bodies.
    Bodies,
    /// Writing groups.
    WritingGroups,
    /// Budget lines.
    BudgetLines,
}
