//! A rule: one file that holds all of it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Bases, Id, Localized};
use crate::check::Check;

/// A rule, as its file states it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Names the fault, in kebab-case; the same as the file's name. Never used again for another.
    pub id: Id,
    /// How grave a fault is.
    pub severity: Severity,
    /// The stages at which the rule binds; all of them, where absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<Stage>,
    /// The stages at which the rule does not bind yet, or no longer, but advises.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub advises: Vec<Stage>,
    /// Whether the rule is in use.
    #[serde(default)]
    pub status: RuleStatus,
    /// What it ranges over: it is decided for each of these.
    pub over: Over,
    /// On what it rests. A rule needs one, unless a parameter that it names has a basis of its own:
    /// it rests on that too.
    #[serde(default, skip_serializing_if = "Bases::is_empty")]
    pub basis: Bases,
    /// When it applies; always, where absent.
    #[serde(default, skip_serializing_if = "Applies::is_empty")]
    pub applies: Applies,
    /// How it is decided.
    pub check: Check,
    /// What the rule asks, as a sentence: it heads the rule where it is met.
    pub requirement: Localized,
    /// What is wrong, as a heading.
    pub title: Localized,
    /// One fault, with its values in braces: `At most: {limit}.`
    pub message: Localized,
    /// What is not known and what would decide; the kind's own words, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unclear: Option<Localized>,
    /// Why the rule is there.
    pub why: Localized,
    /// What to do.
    pub advice: Localized,
    /// The exception that the law allows, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<Exception>,
    /// Examples, each under `[[example]]`: tests and documentation at once.
    #[serde(default, rename = "example", skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
}

/// How grave a fault is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Advice,
    /// Should be put right or explained.
    Warning,
    /// Stands in the way of the grant or of paying it.
    Error,
}

/// The stage of a project that it is assessed for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The plan is being written.
    Draft,
    /// The grant is applied for.
    Application,
    /// The grant is decided on.
    Decision,
    /// The project runs and reports.
    Interim,
    /// Money is claimed.
    Payment,
    /// The project has ended and gives its final account.
    Final,
}

impl Stage {
    /// All stages in order.
    pub const ALL: [Stage; 6] = [
        Stage::Draft,
        Stage::Application,
        Stage::Decision,
        Stage::Interim,
        Stage::Payment,
        Stage::Final,
    ];

    /// The word in data and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Stage::Draft => "draft",
            Stage::Application => "application",
            Stage::Decision => "decision",
            Stage::Interim => "interim",
            Stage::Payment => "payment",
            Stage::Final => "final",
        }
    }
}

impl Rule {
    /// Whether a text can be the id of a rule: in kebab-case, such as `budget-missing`.
    ///
    /// ```
    /// assert!(selvitys::Rule::is_id("budget-missing"));
    /// assert!(!selvitys::Rule::is_id("budget--Missing"));
    /// ```
    pub fn is_id(text: &str) -> bool {
        let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        text.split('-')
            .all(|word| !word.is_empty() && word.bytes().all(letter))
    }

    /// The parameters that it names.
    pub(crate) fn params(&self) -> impl Iterator<Item = &str> {
        let quantities = self.check.quantities().into_iter();
        let numbers = quantities.flat_map(|(_, quantity, _)| quantity.params());
        let lists = self.check.lists().into_iter().map(|(_, name, _)| name);
        numbers.chain(lists)
    }

    /// How grave a fault is at a stage; nothing when the rule is not decided at it.
    pub fn severity_at(&self, stage: Stage, grave: Severity) -> Option<Severity> {
        if self.advises.contains(&stage) {
            Some(Severity::Advice)
        } else if self.stages.is_empty() || self.stages.contains(&stage) {
            Some(grave)
        } else {
            None
        }
    }
}

impl Severity {
    /// The word in data.
    pub fn key(self) -> &'static str {
        match self {
            Severity::Advice => "advice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Whether a rule is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RuleStatus {
    /// Decided and reported.
    #[default]
    Active,
    /// No longer decided; kept so that its id is not used again.
    Retired,
}

/// What a rule ranges over.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Over {
    /// The document as a whole.
    Project,
    /// Each grant under the rulebook: of its call, or of a call whose rulebook uses it.
    Grant,
    /// Each budget line.
    Line,
    /// Each headline of a budget: a sum that the plan states of several lines together.
    Headline,
    /// Each package: an area, a sub-project, a part of one or a work package.
    Package,
    /// Each municipality that takes part.
    Participant,
    /// Each privately produced service.
    PrivateService,
    /// Each organisation.
    Organisation,
    /// Each row of the goal table.
    Goal,
    /// Each stated count: how many of something the document says in words that there are.
    StatedCount,
    /// Each claim of each grant.
    Claim,
    /// Each payment of each grant.
    Payment,
    /// Each extension of each grant.
    Extension,
    /// Each exception of each grant.
    Exception,
    /// Each milestone.
    Milestone,
    /// Each measure of packages, under the grants of its package, and of the goal table.
    Measure,
    /// Each indicator of the goal table.
    Indicator,
    /// Each round of self-assessment.
    Round,
    /// Each declaration.
    Declaration,
    /// Each writing group.
    WritingGroup,
    /// Several documents together, such as the projects of several regions.
    Together,
}

impl Over {
    /// How many there are.
    pub(crate) const COUNT: usize = Over::Together as usize + 1;

    /// Whether it is a grant or belongs to one. What a general rule says of anything else it says of
    /// the document, whatever call its grants are under.
    pub(crate) fn is_under_a_grant(self) -> bool {
        match self {
            Over::Grant
            | Over::Line
            | Over::Headline
            | Over::Package
            | Over::Measure
            | Over::Claim
            | Over::Payment
            | Over::Extension
            | Over::Exception => true,
            Over::Project
            | Over::Participant
            | Over::PrivateService
            | Over::Organisation
            | Over::Goal
            | Over::StatedCount
            | Over::Milestone
            | Over::Indicator
            | Over::Round
            | Over::Declaration
            | Over::WritingGroup
            | Over::Together => false,
        }
    }
}

/// Closed conditions under which a rule applies.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Conditions")]
pub struct Applies {
    /// Only what the document has all of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub has: Vec<Has>,
    /// Only grants awarded on this day or after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awarded_from: Option<Date>,
    /// Only grants awarded before this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awarded_before: Option<Date>,
}

impl Applies {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Applies::default()
    }
}

/// What a document has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(title = "What a document has")]
pub enum Has {
    /// A budget of the grant, with lines.
    Budget,
    /// A grant that was granted.
    Granted,
    /// Targets by goal and focus area.
    Targets,
    /// Programmes or shared parts of the strategy, and pages on them.
    StrategyLinks,
    /// Goals: rows of the goal table, or common objectives.
    Goals,
    /// Process goals.
    ProcessGoals,
    /// An organisation beside the coordinator that carries the project out.
    OtherImplementers,
    /// A budget line that is the share of an organisation which is not the coordinator.
    Delegated,
    /// Personnel costs in the budget of the grant.
    PersonnelCosts,
    /// Value added tax that the budget sets apart as recoverable.
    RecoverableVat,
    /// A grant decision.
    Decision,
    /// Costs that entitle to the grant, set apart from the total.
    EligibleCosts,
    /// Other public funding.
    OtherPublic,
    /// Income.
    Income,
    /// A final account of the grant.
    FinalAccount,
    /// The day on which the round was given.
    RoundDated,
    /// The sub-areas from which the writing group has writers.
    WritersByArea,
    /// Budget lines that packages name as theirs.
    PackageLines,
}

/// The exception that the law allows from a rule.
///
/// Until the grant is decided on, a fault cannot be told: the decision may grant the exception.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// What is allowed, and where a decision would say it.
    pub text: Localized,
    /// On what the exception rests.
    pub basis: Bases,
}

/// An example of a rule: a change to the base project, and what the rule says then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What the example shows.
    pub name: String,
    /// What the rule says of it.
    pub verdict: crate::finding::Verdict,
    /// The day to assess for; the base's own, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The stage to assess for; `application`, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// Values to take out of the base project first, by JSON Pointer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remove: Vec<String>,
    /// Values to put in then, by JSON Pointer; `/-` at the end appends to a list.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: BTreeMap<String, serde_json::Value>,
    /// Changes that make the second document of a rule over several.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub other: BTreeMap<String, serde_json::Value>,
    /// How many faults and open questions the rule finds in all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub findings: Option<usize>,
    /// Values that the first finding must carry, or what shows that the rule is met, as the message would show them in data form.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
}
