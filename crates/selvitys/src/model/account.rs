//! What a grant is claimed and accounted for: claims, payments, returns, the final account.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Money, PartialDate, Period, Text};

/// A payment claim (maksatushakemus): the realised costs of a period, and what is asked for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Names the claim within its grant.
    pub id: String,
    /// The period whose costs are claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The day on which it was submitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted: Option<PartialDate>,
    /// The realised, eligible costs of the period, in euros.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub costs: Option<Money>,
    /// The same costs by cost class.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_class: Vec<ClassCosts>,
    /// What the authority accepted of the costs, in euros, once it has said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Money>,
    /// Income of the project in the period, in euros.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub income: Option<Money>,
    /// The sum asked for, in euros.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested: Option<Money>,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// Costs of one cost class: realised in a claim, budgeted in a budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassCosts {
    /// The cost class, by the id that the call's rulebook lists.
    pub class: String,
    /// The costs, in euros.
    pub amount: Money,
}

/// A payment of the grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// The day of payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The sum paid, in euros.
    pub amount: Money,
    /// The claim that it answers, by its id; an advance has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
}

/// Grant money that the recipient has returned (688/2001 20 §).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Return {
    /// The day of the return.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The sum returned, in euros.
    pub amount: Money,
}

/// The final account of a grant (13/2020 9 §, 7/2020 9 §).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FinalAccount {
    /// The day on which it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<PartialDate>,
    /// What the project was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<Text>,
    /// How it went forward.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<Text>,
    /// How it was carried out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub execution: Option<Text>,
    /// The results achieved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub results: Option<Text>,
    /// Its effectiveness.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effectiveness: Option<Text>,
    /// Ways of working that changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_practices: Option<Text>,
    /// How the results can be put to use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usability: Option<Text>,
    /// The realised, eligible costs of the whole grant, in euros.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub costs: Option<Money>,
    /// The auditor's statement on the use of the grant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auditor_statement: Option<AuditorStatement>,
}

/// An auditor's statement on the use of the grant.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditorStatement {
    /// Its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The firm or office of the auditor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auditor: Option<Text>,
    /// What it states, in short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
}

/// A paper that belongs to the document and is kept elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// Its title.
    pub title: Text,
    /// What kind of paper it is.
    pub kind: AttachmentKind,
    /// The grant or the claim that it belongs to, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
}

/// What kind of paper an attachment is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum AttachmentKind {
    /// The project plan.
    ProjectPlan,
    /// The list of the municipalities' commitments.
    Commitments,
    /// The report of the separate project accounting.
    AccountingReport,
    /// The auditor's statement.
    AuditorStatement,
    /// A contract.
    Contract,
    /// Anything else.
    Other,
}
