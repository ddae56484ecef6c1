//! What a report must contain: its kind, its parts, and who asks for which.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Bases;
use crate::finding::Asked;

/// A kind of report.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The project plan (hankesuunnitelma).
    Plan,
    /// The budget: every line with its figures (talousarvio).
    Budget,
    /// How far the project is (väliraportti).
    Progress,
    /// The self-assessments, round by round (oma-arviointi).
    SelfAssessment,
    /// The figures of payment claims (maksatushakemus).
    PaymentClaim,
    /// The final account of each grant (loppuselvitys).
    Final,
    /// Each sub-project on a page (osahankekortti).
    Card,
    /// Goals, measures, resource impacts and indicators (tavoitetaulukko).
    GoalTable,
    /// The headings of the public page, in its order (Innokylä-kuvaus).
    Innokyla,
    /// What each rule says, and on what basis (vaatimustenmukaisuus).
    Compliance,
}

impl Kind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Kind; 10] = [
        Kind::Plan,
        Kind::Budget,
        Kind::Progress,
        Kind::SelfAssessment,
        Kind::PaymentClaim,
        Kind::Final,
        Kind::Card,
        Kind::GoalTable,
        Kind::Innokyla,
        Kind::Compliance,
    ];

    /// The word on the command line, in rulebooks and in file names.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Plan => "plan",
            Kind::Budget => "budget",
            Kind::Progress => "progress",
            Kind::SelfAssessment => "self-assessment",
            Kind::PaymentClaim => "payment-claim",
            Kind::Final => "final",
            Kind::Card => "card",
            Kind::GoalTable => "goal-table",
            Kind::Innokyla => "innokyla",
            Kind::Compliance => "compliance",
        }
    }

    /// Its parts, in the order of its readers. Parts of a grant stand together, grant by grant.
    pub fn parts(self) -> &'static [ReportPart] {
        use ReportPart as P;
        match self {
            Kind::Plan => &[
                P::Summary,
                P::Baseline,
                P::Strategy,
                P::Purpose,
                P::Goals,
                P::ExpectedResults,
                P::Packages,
                P::GoalTable,
                P::CallContents,
                P::Organisations,
                P::Participants,
                P::PrivateServices,
                P::RelatedProjects,
                P::Schedule,
                P::Evaluation,
                P::Participation,
                P::Exploitation,
                P::Experience,
                P::Budget,
                P::Place,
                P::Governance,
                P::Risks,
                P::Declarations,
                P::Contacts,
                P::Links,
                P::Attachments,
                P::Record,
            ],
            Kind::Budget => &[P::Budget, P::Place, P::Record],
            Kind::Progress => &[
                P::State,
                P::Measures,
                P::Deliverables,
                P::Schedule,
                P::Costs,
                P::Deviations,
                P::Indicators,
                P::Risks,
                P::Deadlines,
                P::Record,
            ],
            Kind::SelfAssessment => &[P::Coverage, P::SelfAssessments, P::Record],
            Kind::PaymentClaim => &[
                P::Decision,
                P::ClaimCosts,
                P::ClaimSum,
                P::Claims,
                P::Declarations,
                P::Attachments,
                P::Confirmation,
                P::Record,
            ],
            Kind::Final => &[
                P::Decision,
                P::AccountProject,
                P::AccountProgress,
                P::AccountExecution,
                P::AccountResults,
                P::AccountEffectiveness,
                P::AccountChangedPractices,
                P::AccountUsability,
                P::AccountCosts,
                P::Settlement,
                P::AuditorStatement,
                P::Measures,
                P::Deliverables,
                P::Indicators,
                P::Deviations,
                P::Attachments,
                P::Record,
            ],
            Kind::Card => &[P::Cards, P::Record],
            Kind::GoalTable => &[P::GoalTable, P::Record],
            Kind::Innokyla => &[
                P::PageName,
                P::Summary,
                P::Purpose,
                P::PagePeriod,
                P::Organisations,
                P::Participants,
                P::Funder,
                P::Contacts,
                P::Page,
                P::Baseline,
                P::Strategy,
                P::MainGoal,
                P::ExpectedResults,
                P::Goals,
                P::Results,
                P::SelfAssessments,
                P::Topics,
                P::Phenomena,
                P::Links,
                P::Record,
            ],
            Kind::Compliance => &[
                P::Counts,
                P::Faults,
                P::Open,
                P::Waived,
                P::Met,
                P::WithheldRules,
                P::NotApplicable,
                P::Reckonings,
                P::Record,
            ],
        }
    }

    /// Whether the kind is nothing without this part: it is then said to be missing at its place,
    /// whoever asks for it.
    pub fn rests_on(self, part: ReportPart) -> bool {
        matches!(
            (self, part),
            (Kind::Budget, ReportPart::Budget)
                | (Kind::SelfAssessment, ReportPart::SelfAssessments)
                | (Kind::PaymentClaim, ReportPart::ClaimCosts)
                | (Kind::Final, ReportPart::AccountCosts)
                | (Kind::Card, ReportPart::Cards)
                | (Kind::GoalTable, ReportPart::GoalTable)
        )
    }
}

/// A part of reports.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ReportPart {
    /// The project in short.
    Summary,
    /// The situation at the start, earlier work, needs named by authorities.
    Baseline,
    /// Purpose and main goal.
    Purpose,
    /// Service promise, values, principles, programmes.
    Strategy,
    /// Goals and how they are advanced; process goals and targets.
    Goals,
    /// Results aimed at.
    ExpectedResults,
    /// The packages of the work with their objectives, measures and deliverables.
    Packages,
    /// The goal table.
    GoalTable,
    /// The project's period and milestones.
    Schedule,
    /// The budgets.
    Budget,
    /// The region's place in the programme.
    Place,
    /// Who administers and carries out the project, partners, stakeholders.
    Organisations,
    /// The municipalities that take part, and their commitments.
    Participants,
    /// Services that municipalities buy from private providers.
    PrivateServices,
    /// Bodies and writing groups.
    Governance,
    /// How the project is evaluated.
    Evaluation,
    /// How residents, clients, organisations and companies take part.
    Participation,
    /// How the results are put to use.
    Exploitation,
    /// What is known of an activity developed earlier.
    Experience,
    /// How the project stands to other projects.
    RelatedProjects,
    /// Risks and preparing for them.
    Risks,
    /// What a call asks for beyond the model.
    CallContents,
    /// Statements that someone answers for.
    Declarations,
    /// Whom to ask.
    Contacts,
    /// Papers that belong to the document.
    Attachments,
    /// Where the project is: its period, its money, its measures in figures.
    State,
    /// What is done, and when it was done.
    Measures,
    /// What has come out of the work.
    Deliverables,
    /// Realised costs against the budget.
    Costs,
    /// Deviations from the plan.
    Deviations,
    /// Values of the indicators.
    Indicators,
    /// Dates that are still to come.
    Deadlines,
    /// Which goals and focus areas the self-assessments cover.
    Coverage,
    /// The self-assessments.
    SelfAssessments,
    /// The grant decision. Of a grant.
    Decision,
    /// The costs claimed, by cost class and against the budget. Of a grant.
    ClaimCosts,
    /// What is to be paid. Of a grant.
    ClaimSum,
    /// The claims made so far. Of a grant.
    Claims,
    /// Where the claim is signed.
    Confirmation,
    /// What the project was. Of a grant.
    AccountProject,
    /// How it went forward. Of a grant.
    AccountProgress,
    /// How it was carried out. Of a grant.
    AccountExecution,
    /// The results achieved. Of a grant.
    AccountResults,
    /// Effectiveness. Of a grant.
    AccountEffectiveness,
    /// Changed ways of working. Of a grant.
    AccountChangedPractices,
    /// How the results can be put to use. Of a grant.
    AccountUsability,
    /// Realised costs and funding. Of a grant.
    AccountCosts,
    /// Claims, payments, returns, and what is to be returned. Of a grant.
    Settlement,
    /// The auditor's statement. Of a grant.
    AuditorStatement,
    /// Sub-projects, each on a page.
    Cards,
    /// The name, on the public page.
    PageName,
    /// The time of activity, on the public page.
    PagePeriod,
    /// Who funds, on the public page.
    Funder,
    /// When the public page was made and last changed.
    Page,
    /// The main goal, on the public page; elsewhere it stands with the purpose.
    MainGoal,
    /// Topics of the public page.
    Topics,
    /// Phenomena of the public page.
    Phenomena,
    /// Pages elsewhere.
    Links,
    /// Results, under the headings of the public page.
    Results,
    /// How many rules have which verdict.
    Counts,
    /// Faults.
    Faults,
    /// What cannot be told.
    Open,
    /// What is waived.
    Waived,
    /// What is met.
    Met,
    /// Rules whose reckoning rests on what is left out of a public edition.
    WithheldRules,
    /// What does not apply.
    NotApplicable,
    /// How each result was reached.
    Reckonings,
    /// From what the report was made, and what it does not say.
    Record,
}

impl ReportPart {
    /// Whether the part is about one grant.
    pub fn of_grant(self) -> bool {
        matches!(
            self,
            ReportPart::Decision
                | ReportPart::ClaimCosts
                | ReportPart::ClaimSum
                | ReportPart::Claims
                | ReportPart::AccountProject
                | ReportPart::AccountProgress
                | ReportPart::AccountExecution
                | ReportPart::AccountResults
                | ReportPart::AccountEffectiveness
                | ReportPart::AccountChangedPractices
                | ReportPart::AccountUsability
                | ReportPart::AccountCosts
                | ReportPart::Settlement
                | ReportPart::AuditorStatement
        )
    }

    /// The group of headings that the part stands in, where a kind of report has groups: the
    /// public page has one for its basic facts.
    pub(crate) fn group(self, kind: Kind) -> Option<&'static str> {
        let basic = matches!(
            self,
            ReportPart::PageName
                | ReportPart::Summary
                | ReportPart::Purpose
                | ReportPart::PagePeriod
                | ReportPart::Organisations
                | ReportPart::Participants
                | ReportPart::Funder
                | ReportPart::Contacts
                | ReportPart::Page
        );
        (kind == Kind::Innokyla && basic).then_some("basics")
    }
}

/// A part that a report must contain, and who asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// The part; one that the kind of report has.
    pub part: ReportPart,
    /// Of the part `call-contents`: which content, by the id that a call defines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// What the part must say, by the word that rules use: it is lacking where a rule that
    /// requires it finds it lacking, and what stands elsewhere in the document is there. Without
    /// it, the part as a whole is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Asked>,
    /// On what it rests.
    pub basis: Bases,
}
