//! Grants: what was applied for, decided, extended, excepted. What was claimed and accounted for
//! stands in `account.rs`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Claim, FinalAccount, Money, PartialDate, Payment, Period, Return, Share, Stated, Text,
};

/// A state grant of the project, under one call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// Names the grant within the document.
    pub id: String,
    /// The call that it is under, by the id of the call's rulebook, such as `tsk-2020`.
    pub call: String,
    /// How far the grant is.
    pub status: GrantStatus,
    /// The sum applied for, where the document states one apart from the budget.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applied: Option<Stated>,
    /// The day on which it was applied for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applied_on: Option<PartialDate>,
    /// The period applied for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The grant decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// Further money that the document reckons with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<FundingOption>,
    /// Later decisions that move the end of the period.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
    /// Exceptions claimed or granted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<GrantException>,
    /// Payment claims, in the order in which they were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    /// What the authority has paid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments: Vec<Payment>,
    /// What the recipient has returned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returns: Vec<Return>,
    /// The final account (loppuselvitys).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub final_account: Option<FinalAccount>,
    /// The day until which the documents of the grant are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_until: Option<PartialDate>,
    /// A remark of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// How far a grant is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum GrantStatus {
    /// The project reckons with it.
    Possible,
    /// Applied for.
    Applied,
    /// Granted.
    Granted,
    /// Refused.
    Refused,
}

/// A grant decision (688/2001 11 §).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The recipient, by the id of its organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// What the grant is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Text>,
    /// The sum granted, in euros.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Which costs are accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eligible_costs: Option<Text>,
    /// What income does to the grant, in the decision's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub income_effect: Option<Text>,
    /// How the grant is reckoned where there is income, as those words have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub income_rule: Option<IncomeRule>,
    /// The greatest share of eligible costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Share>,
    /// The period of use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The municipalities of an area that differs from the region, by code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub area: Vec<String>,
    /// Terms and restrictions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Text>,
    /// The day by which the last payment claim is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claims_due: Option<PartialDate>,
    /// The day by which the final account is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub final_account_due: Option<PartialDate>,
}

/// How a grant is reckoned where the project has income (688/2001 11 § 4 mom. 3 kohta).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum IncomeRule {
    /// Income is taken off the costs before the grant's share is.
    LowersCosts,
    /// Income is taken off the grant.
    LowersGrant,
    /// Income changes nothing.
    NoEffect,
}

/// Further money that the document reckons with, without a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundingOption {
    /// What it is.
    pub title: Text,
    /// The period it would be for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// One sum of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Stated>,
    /// How many such sums.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// Whether the source itself puts it in question.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub uncertain: bool,
}

/// A later decision that moves the end of the period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// The decision's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// The decision's day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The new last day.
    pub end: PartialDate,
}

/// An exception from a rule, claimed or granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantException {
    /// The rule, by its id.
    pub rule: String,
    /// The decision that grants it; without one it is a claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// The decision's day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The last day on which it holds; without one it does not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<PartialDate>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}

impl Grant {
    /// The period as last decided, else as applied for.
    pub fn period_in_force(&self) -> Option<&Period> {
        self.decision
            .as_ref()
            .and_then(|decision| decision.period.as_ref())
            .or(self.period.as_ref())
    }

    /// The last day of the period, as last extended.
    pub fn end(&self) -> Option<PartialDate> {
        self.extensions
            .iter()
            .map(|extension| extension.end)
            .max_by_key(|end| end.latest())
            .or_else(|| self.period_in_force().and_then(|period| period.end))
    }

    /// The first day of the period.
    pub fn start(&self) -> Option<PartialDate> {
        self.period_in_force().and_then(|period| period.start)
    }
}
