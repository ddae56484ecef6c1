//! What rules look for in a document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that a rule looks for in a document and the reports name in words; each with the place of
/// the document that fills it for the kind `required`.
///
/// What is said of the grant is looked for in the grant of what the rule ranges over, so that such a
/// rule ranges over `grant` or something of a grant. A package is of a grant that it names under
/// `grants`, or of every grant where it names none. A text that is empty or only a placeholder fills
/// nothing.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// The organisation that administers the project: one of `organisations` with the role
    /// `coordinator`.
    Coordinator,
    /// Organisations or municipalities that carry the project out: one of `organisations` with the role
    /// `implementer`, or any of `participants`.
    Implementers,
    /// Parties that carry out or take part, the coordinator aside: one of `participants` with a
    /// `commitment`. Where some are only named, or organisations with the role `implementer` or
    /// `partner`, it is open.
    CommittedParties,
    /// Objectives or goals: `objectives` of a package of the grant, `goals/process`, `goals/targets`,
    /// `goals/table`, `main_goal` or `strategy/common_objectives` of the grant; one of them is enough.
    Objectives,
    /// Measures: `measures` of a package of the grant, or of a row of `goals/table`.
    Measures,
    /// Results aimed at: `expected_results`, or `deliverables` of a package of the grant.
    Results,
    /// The sum of grant applied for, or granted once it is: the figure `grant` of the grant's budget,
    /// or what its lines or other figures determine; or the grant's `applied`, or `amount` of its
    /// `decision`.
    GrantAmount,
    /// A budget: one of `budgets` that names the grant and has `lines`.
    Budget,
    /// Total costs: the figure `total` of the grant's budget, or what its lines or other figures
    /// determine.
    TotalCosts,
    /// Shares of funding by who pays: the figures `grant` and `own` of the grant's budget and, where
    /// own funding is more than nothing, a line or headline with a `partner`; without one it is open.
    FundingShares,
    /// A timetable: the last day of the grant or of a package of it, `schedule/period` or
    /// `schedule/milestones`.
    Timetable,
    /// How the project is organised: `governance/bodies`, or `leads` of a package of the grant.
    Organisation,
    /// A plan for evaluating the project: `plans/evaluation`, no copy of another text.
    EvaluationPlan,
    /// A plan for taking part: `plans/participation`, no copy of another text.
    ParticipationPlan,
    /// A plan for putting the results to use: `plans/exploitation`, no copy of another text.
    ExploitationPlan,
    /// Experience of an activity developed earlier: `plans/experience`. Asked where the declaration
    /// `introduces-earlier-activity` holds; undeclared, it is open.
    ExperienceAccount,
    /// How municipalities take part for services bought from private providers: `participation` of each
    /// of `private_services`. Where none is listed it is open, unless the declaration
    /// `no-private-services` holds.
    PrivateServiceParticipation,
    /// How the project stands to others: `plans/related_projects`.
    RelatedProjects,
    /// Figures of a budget line, asked where a line beside it states some: `applied`, `granted` or
    /// `realised`. Only over `line`.
    Figures,
    /// A settled answer on resources: `resource_impact` of a row of `goals/table`, of another kind than
    /// `deferred`. Only over `goal`.
    ResourceImpact,
    /// Text under a heading of results: `text` of one of `results`.
    ResultText,
    /// The first day of a period: the grant's, in `extensions`, `decision/period` or `period`.
    Start,
    /// The last day of a period: filled as `timetable` is.
    End,
    /// The last day of a contract: `contract_end` of one of `private_services`.
    ContractEnd,
    /// A day on which something was made: `created` of the document.
    Created,
    /// A day on which something was changed: `modified` of the document.
    Modified,
    /// Which municipalities take part: `participants`.
    Participants,
    /// Which region the project is of: `region`.
    Region,
    /// By which municipalities a commitment was made: `participants`, committed or only named.
    Commitments,
    /// Cost classes: `cost_classes` of any budget line.
    CostClasses,
    /// Which national goals a package advances: `national_goals` of a package of the grant.
    NationalGoals,
    /// For which field a lead is: `field` of one of the `leads` of a package of the grant.
    LeadField,
    /// A declaration: any of `declarations`. One in particular is asked for by the kind `declared`.
    Declaration,
    /// A content that a call defines; rules name it as `contents.<id>`. This word itself nothing fills.
    Content,
    /// The grant decision: the grant's `decision`.
    GrantDecision,
    /// Whether an option to prolong a contract is used: `contract_end` of one of `private_services`.
    OptionUsed,
    /// The purpose of the project: `purpose`.
    Purpose,
    /// The day on which the grant was applied for: the grant's `applied_on`.
    ApplicationDate,
    /// The day on which a municipality committed itself: `commitment/date` of one of `participants`.
    CommitmentDate,
    /// The day of a declaration: `date` of one of `declarations`.
    DeclarationDate,
    /// What shows that a declaration is true: `evidence` of a declaration that holds. Only over
    /// `declaration`.
    DeclarationEvidence,
    /// The day of a claim: any of the grant's `claims`.
    ClaimDate,
    /// The costs of a claim: any of the grant's `claims`.
    ClaimCosts,
    /// What the authority accepted of the costs of a claim: `accepted` of one of the grant's `claims`.
    AcceptedCosts,
    /// The sum that a claim asks for: any of the grant's `claims`.
    ClaimedSum,
    /// Claims: the grant's `claims`.
    Claims,
    /// Payments: the grant's `payments`.
    Payments,
    /// The day of a payment: any of the grant's `payments`.
    PaymentDate,
    /// The day of a return: `date` of one of the grant's `returns`.
    ReturnDate,
    /// How the decision has an advance taken off later payments: a word of findings, which nothing
    /// fills.
    AdvanceTerms,
    /// The report of the separate project accounting, attached to a claim: one of `attachments` of the
    /// kind `accounting-report` whose `of` is the claim's id. Only over `claim`.
    AccountingReport,
    /// The decision that extends a period: `decision` of one of the grant's `extensions`.
    ExtensionDecision,
    /// The decision that grants an exception: `decision` of the exception. Only over `exception`.
    ExceptionDecision,
    /// The day on which a milestone was reached or a measure done: `reached` of one of
    /// `schedule/milestones`.
    Reached,
    /// The day on which a round was given: `given` of one of `self_assessments`.
    RoundDate,
    /// The recipient that the decision names: `decision/recipient` of the grant.
    DecisionRecipient,
    /// The purpose that the decision states: `decision/purpose` of the grant.
    DecisionPurpose,
    /// The sum that the decision grants: `decision/amount` of the grant.
    DecisionAmount,
    /// The costs that the decision accepts: `decision/eligible_costs` of the grant.
    DecisionEligibleCosts,
    /// What the decision says of income: `decision/income_effect` of the grant.
    DecisionIncomeEffect,
    /// The period of use that the decision sets: `decision/period` of the grant.
    DecisionPeriod,
    /// The grant's share of the costs: `decision/rate` of the grant.
    GrantRate,
    /// The day by which the decision asks for the last payment claim: `decision/claims_due` of the
    /// grant.
    ClaimsDue,
    /// The day by which the decision asks for the final account: `decision/final_account_due` of the
    /// grant.
    FinalAccountDue,
    /// The final account: the grant's `final_account`.
    FinalAccount,
    /// What the final account says of the project: `final_account/project` of the grant.
    FinalProject,
    /// What the final account says of the project's progress: `final_account/progress` of the grant.
    FinalProgress,
    /// What the final account says of how the project was carried out: `final_account/execution` of the
    /// grant.
    FinalExecution,
    /// The costs that the final account states: `final_account/costs` of the grant.
    FinalCosts,
    /// The results that the final account states: `final_account/results` of the grant.
    FinalResults,
    /// What the final account says of effectiveness: `final_account/effectiveness` of the grant.
    FinalEffectiveness,
    /// What the final account says of changed ways of working: `final_account/changed_practices` of the
    /// grant.
    FinalChangedPractices,
    /// What the final account says of how the results can be used: `final_account/usability` of the
    /// grant.
    FinalUsability,
    /// The auditor's statement: `final_account/auditor_statement` of the grant.
    AuditorStatement,
    /// How long the documents are kept: the grant's `kept_until`.
    KeptUntil,
    /// The target of an indicator: its `target`. Only over `indicator`.
    IndicatorTarget,
    /// The baseline of an indicator: its `baseline`. Only over `indicator`.
    IndicatorBaseline,
    /// Process goals: `goals/process`.
    ProcessGoals,
    /// What kind of organisation carries the project out: `kind` of one of `organisations`.
    OrganisationKind,
    /// The county: `county`.
    County,
    /// Which of two values of a number was in force: a word of findings, which nothing fills.
    NumberInForce,
}
