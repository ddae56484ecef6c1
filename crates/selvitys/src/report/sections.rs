//! The sections that reports are made of, as data.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assess::Record;
use crate::finding::{Answer, Cause, Counts, Finding, Outcome, Verdict};
use crate::model::{
    Earmark, Figure, FundingOption, GrantStatus, Money, PartialDate, Period, Share, Stated, Status,
    Text, Version,
};
use crate::rulebook::{Basis, Severity, Stage};

/// What stands at the head of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// The project's id.
    pub project: String,
    /// The project's name.
    pub name: Text,
    /// The region, by its code.
    pub region: Option<String>,
    /// The wellbeing services county, by its code.
    pub county: Option<String>,
    /// The grants.
    pub grants: Vec<HeaderGrant>,
    /// The day that the report is made for.
    pub as_of: Date,
    /// The stage that it is made for.
    pub stage: Stage,
    /// The answer of the assessment.
    pub answer: Answer,
}

/// A grant, as the head of a report names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeaderGrant {
    /// The call, by the id of its rulebook.
    pub call: String,
    /// How far it is.
    pub status: GrantStatus,
    /// The first day of its period.
    pub start: Option<PartialDate>,
    /// The last day of its period.
    pub end: Option<PartialDate>,
}

/// A section of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
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
    /// Rules that do not apply, and why.
    NotApplicable(Vec<Outcome>),
    /// A budget.
    Budget(BudgetSection),
    /// Said instead of a budget: the document has none.
    NoBudget,
    /// From what the report was made, and what it does not say.
    Record(Record),
}

/// What was found with one cause, or of one rule that has none in common with another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConcernRow {
    /// The common cause; absent where all findings are of one rule alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// The gravest verdict of the findings.
    pub verdict: Verdict,
    /// How grave that verdict is here.
    pub severity: Severity,
    /// The findings, those of the gravest verdict first.
    pub findings: Vec<Finding>,
    /// On what they rest, each basis once.
    pub basis: Vec<Basis>,
}

/// A budget: its lines as stated and as reckoned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetSection {
    /// The call of its grant.
    pub call: Option<String>,
    /// Which version it is.
    pub version: Version,
    /// In which status its figures stand.
    pub status: Status,
    /// The figures that it has, in the order of the columns.
    pub figures: Vec<Figure>,
    /// Its lines from the top down, each above those it consists of.
    pub rows: Vec<BudgetRow>,
    /// Sums that the text states.
    pub headlines: Vec<HeadlineRow>,
    /// Further money that the document reckons with.
    pub options: Vec<FundingOption>,
    /// What the source remarks.
    pub notes: Vec<Text>,
    /// Faults of the budget, as the assessment found them.
    pub findings: Vec<Finding>,
}

/// A line of a budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetRow {
    /// The line's title.
    pub title: Text,
    /// How deep it hangs.
    pub level: usize,
    /// Whether it sums others.
    pub sums: bool,
    /// A cell a figure.
    pub cells: Vec<BudgetCell>,
    /// The grant's share of the total, where both are exact.
    pub grant_share: Option<Share>,
    /// The period that the money is for.
    pub period: Option<Period>,
    /// Parts that are set aside.
    pub earmarks: Vec<Earmark>,
    /// What the source remarks on the line.
    pub note: Option<Text>,
}

/// A figure of a line: as stated, and as its parts come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetCell {
    /// As stated.
    pub stated: Option<Stated>,
    /// Reckoned from the lines below it or from the row, where exact.
    pub reckoned: Option<Money>,
}

/// A sum that the text states, beside the exact one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeadlineRow {
    /// Where and as what it is stated.
    pub title: Text,
    /// Which figure it sums.
    pub figure: Figure,
    /// As stated.
    pub stated: Stated,
    /// What its lines come to, where exact.
    pub reckoned: Option<Money>,
    /// Whose share, if not the whole.
    pub partner: Option<Text>,
}
