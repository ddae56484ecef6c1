//! What rules look for in a document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that a rule looks for in a document and the reports name in words.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// The organisation that administers the project.
    Coordinator,
    /// Organisations or municipalities that carry the project out.
    Implementers,
    /// Parties that carry out or take part, the coordinator aside.
    CommittedParties,
    /// Objectives or goals.
    Objectives,
    /// Measures.
    Measures,
    /// Results aimed at.
    Results,
    /// The sum of grant applied for.
    GrantAmount,
    /// A budget.
    Budget,
    /// Total costs.
    TotalCosts,
    /// Shares of funding by who pays.
    FundingShares,
    /// A timetable.
    Timetable,
    /// How the project is organised.
    Organisation,
    /// A plan for evaluating the project.
    EvaluationPlan,
    /// A plan for taking part.
    ParticipationPlan,
    /// A plan for putting the results to use.
    ExploitationPlan,
    /// Experience of an activity developed earlier.
    ExperienceAccount,
    /// How municipalities take part for services bought from private providers.
    PrivateServiceParticipation,
    /// How the project stands to others.
    RelatedProjects,
    /// Figures of a budget line.
    Figures,
    /// A settled answer on resources.
    ResourceImpact,
    /// Text under a heading of results.
    ResultText,
    /// The first day of a period.
    Start,
    /// The last day of a period.
    End,
    /// The last day of a contract.
    ContractEnd,
    /// A day on which something was made.
    Created,
    /// A day on which something was changed.
    Modified,
    /// Which municipalities take part.
    Participants,
    /// Which region the project is of.
    Region,
    /// By which municipalities a commitment was made.
    Commitments,
    /// Cost classes.
    CostClasses,
    /// Which national goals a package advances.
    NationalGoals,
    /// For which field a lead is.
    LeadField,
    /// A declaration.
    Declaration,
    /// A content that a call defines.
    Content,
    /// The grant decision.
    GrantDecision,
    /// Whether an option to prolong a contract is used.
    OptionUsed,
    /// The purpose of the project.
    Purpose,
}
