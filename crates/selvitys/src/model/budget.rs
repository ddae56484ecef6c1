//! Budgets: versions, lines, figures, headlines.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ClassCosts, Money, PartialDate, Period, Share, Stated, Text};

/// One version of one grant's budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// Names the budget within the document.
    pub id: String,
    /// The grant that the budget belongs to, by its id.
    pub grant: String,
    /// Which version it is.
    pub version: Version,
    /// The decision that an amended version rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// The day of the version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The shares of funding that the document states for every line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_shares: Option<StatedShares>,
    /// The lines, as a tree.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Line>,
    /// Budgeted costs by cost class, where the budget states them apart from its lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_class: Vec<ClassCosts>,
    /// Sums that the text states of lines of the table, often rounded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headlines: Vec<Headline>,
    /// A remark of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// Which version of the budget it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Version {
    /// As applied for.
    Applied,
    /// As the grant decision confirms it.
    Decided,
    /// As a later decision amends it.
    Amended,
}

/// The funding shares that a document states for each of its budget lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatedShares {
    /// The grant's share of the total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<Share>,
    /// Own funding's share of the total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<Share>,
}

/// One line of a budget. It may state figures *and* have children; both are kept as stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Names the line within its budget.
    pub id: String,
    /// The line's title.
    pub title: Text,
    /// Figures applied for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applied: Option<Figures>,
    /// Figures granted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted: Option<Figures>,
    /// Figures realised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub realised: Option<Figures>,
    /// Cost classes of the line, by the ids that the call's rulebook lists.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cost_classes: Vec<String>,
    /// The period that the line's money is for, where the document states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The organisation whose share the line is; its children follow unless they say otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<String>,
    /// Parts of the line's total that are set aside for something.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub of_which: Vec<Earmark>,
    /// A remark of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// The lines that this one consists of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Line>,
}

/// The figures of a line in one status, each in euros and as stated.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// All costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Stated>,
    /// Costs that entitle to the grant; the total, where it is not stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eligible: Option<Stated>,
    /// State grant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<Stated>,
    /// Own funding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<Stated>,
    /// Other public funding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_public: Option<Stated>,
    /// Other private funding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_private: Option<Stated>,
    /// Income of the project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub income: Option<Stated>,
    /// Value added tax within the total that does not remain the recipient's final cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recoverable_vat: Option<Stated>,
}

/// One of the figures of a line.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    /// All costs.
    Total,
    /// Costs that entitle to the grant.
    Eligible,
    /// State grant.
    Grant,
    /// Own funding.
    Own,
    /// Other public funding.
    OtherPublic,
    /// Other private funding.
    OtherPrivate,
    /// Income.
    Income,
    /// Value added tax that does not remain a final cost.
    RecoverableVat,
}

/// At which point of the project a figure stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Applied for.
    Applied,
    /// Granted.
    Granted,
    /// Realised.
    Realised,
}

/// A part of a line's total that is set aside for something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Earmark {
    /// What it is set aside for.
    pub title: Text,
    /// The part, in euros.
    pub amount: Stated,
    /// The theme of the call that the part serves, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
}

/// A sum that the text states of one or several lines together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Headline {
    /// Where and as what the sum is stated.
    pub title: Text,
    /// Which figure of the lines it sums.
    pub figure: Figure,
    /// In which status; applied, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The lines that it sums, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    /// Only the share of this organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<String>,
    /// The sum as stated.
    pub amount: Stated,
}

impl Figure {
    /// All of them, in the order of a budget table.
    pub const ALL: [Figure; 8] = [
        Figure::Total,
        Figure::Eligible,
        Figure::Grant,
        Figure::Own,
        Figure::OtherPublic,
        Figure::OtherPrivate,
        Figure::Income,
        Figure::RecoverableVat,
    ];

    /// Whether there is none of it where it is not stated: other funding, income, recoverable tax.
    pub(crate) fn none_unless_stated(self) -> bool {
        matches!(
            self,
            Figure::OtherPublic | Figure::OtherPrivate | Figure::Income | Figure::RecoverableVat
        )
    }

    /// The field's name in the document.
    pub fn key(self) -> &'static str {
        match self {
            Figure::Total => "total",
            Figure::Eligible => "eligible",
            Figure::Grant => "grant",
            Figure::Own => "own",
            Figure::OtherPublic => "other_public",
            Figure::OtherPrivate => "other_private",
            Figure::Income => "income",
            Figure::RecoverableVat => "recoverable_vat",
        }
    }
}

impl Status {
    /// All of them, in the order of time.
    pub const ALL: [Status; 3] = [Status::Applied, Status::Granted, Status::Realised];

    /// The field's name in the document.
    pub fn key(self) -> &'static str {
        match self {
            Status::Applied => "applied",
            Status::Granted => "granted",
            Status::Realised => "realised",
        }
    }
}

impl StatedShares {
    /// The share of the total that is stated of a figure.
    pub fn of(&self, figure: Figure) -> Option<Share> {
        match figure {
            Figure::Grant => self.grant,
            Figure::Own => self.own,
            _ => None,
        }
    }
}

impl Figures {
    /// One of the figures, if the document states it.
    pub fn get(&self, figure: Figure) -> Option<Stated> {
        match figure {
            Figure::Total => self.total,
            Figure::Eligible => self.eligible,
            Figure::Grant => self.grant,
            Figure::Own => self.own,
            Figure::OtherPublic => self.other_public,
            Figure::OtherPrivate => self.other_private,
            Figure::Income => self.income,
            Figure::RecoverableVat => self.recoverable_vat,
        }
    }

    /// Whether no figure is stated.
    pub fn is_empty(&self) -> bool {
        Figure::ALL.iter().all(|figure| self.get(*figure).is_none())
    }
}

impl Line {
    /// The figures in one status, if the line states any.
    pub fn figures(&self, status: Status) -> Option<&Figures> {
        match status {
            Status::Applied => self.applied.as_ref(),
            Status::Granted => self.granted.as_ref(),
            Status::Realised => self.realised.as_ref(),
        }
    }

    /// One figure as stated.
    pub fn stated(&self, figure: Figure, status: Status) -> Option<Stated> {
        self.figures(status).and_then(|figures| figures.get(figure))
    }

    /// Whether the line states a figure in any status.
    pub fn states_figures(&self) -> bool {
        Status::ALL.iter().any(|status| {
            self.figures(*status)
                .is_some_and(|figures| !figures.is_empty())
        })
    }
}

impl From<Money> for Stated {
    fn from(amount: Money) -> Self {
        Stated::exact(amount)
    }
}
