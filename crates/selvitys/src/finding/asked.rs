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
    /// The day on which the grant was applied for.
    ApplicationDate,
    /// The day on which a municipality committed itself.
    CommitmentDate,
    /// The day of a declaration.
    DeclarationDate,
    /// What shows that a declaration is true.
    DeclarationEvidence,
    /// The day of a claim.
    ClaimDate,
    /// The costs of a claim.
    ClaimCosts,
    /// What the authority accepted of the costs of a claim.
    AcceptedCosts,
    /// The sum that a claim asks for.
    ClaimedSum,
    /// Claims.
    Claims,
    /// Payments.
    Payments,
    /// The day of a payment.
    PaymentDate,
    /// The day of a return.
    ReturnDate,
    /// How the decision has an advance taken off later payments.
    AdvanceTerms,
    /// The report of the separate project accounting, attached to a claim.
    AccountingReport,
    /// The decision that extends a period.
    ExtensionDecision,
    /// The decision that grants an exception.
    ExceptionDecision,
    /// The day on which a milestone was reached or a measure done.
    Reached,
    /// The day on which a round was given.
    RoundDate,
    /// The recipient that the decision names.
    DecisionRecipient,
    /// The purpose that the decision states.
    DecisionPurpose,
    /// The sum that the decision grants.
    DecisionAmount,
    /// The costs that the decision accepts.
    DecisionEligibleCosts,
    /// What the decision says of income.
    DecisionIncomeEffect,
    /// The period of use that the decision sets.
    DecisionPeriod,
    /// The grant's share of the costs.
    GrantRate,
    /// The day by which the decision asks for the last payment claim.
    ClaimsDue,
    /// The day by which the decision asks for the final account.
    FinalAccountDue,
    /// The final account.
    FinalAccount,
    /// What the final account says of the project.
    FinalProject,
    /// What the final account says of the project's progress.
    FinalProgress,
    /// What the final account says of how the project was carried out.
    FinalExecution,
    /// The costs that the final account states.
    FinalCosts,
    /// The results that the final account states.
    FinalResults,
    /// What the final account says of effectiveness.
    FinalEffectiveness,
    /// What the final account says of changed ways of working.
    FinalChangedPractices,
    /// What the final account says of how the results can be used.
    FinalUsability,
    /// The auditor's statement.
    AuditorStatement,
    /// How long the documents are kept.
    KeptUntil,
    /// The target of an indicator.
    IndicatorTarget,
    /// The baseline of an indicator.
    IndicatorBaseline,
    /// Process goals.
    ProcessGoals,
    /// What kind of organisation carries the project out.
    OrganisationKind,
    /// The county.
    County,
    /// Which of two values of a number was in force.
    NumberInForce,
}
