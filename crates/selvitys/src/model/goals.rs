//! Goals: national goals and the ways to them, targets, the goal table, indicators.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Advance, Measure, PartialDate, Text};

/// What the project aims at.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Goals {
    /// Ways to national goals that the document states for the project as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub advanced: Vec<Advance>,
    /// Process goals: what must change so that a benefit goal is reached.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub process: Vec<ProcessGoal>,
    /// Targets by goal and focus area.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<Target>,
    /// The goal table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub table: Vec<GoalRow>,
}

/// A change that the project must make so that a benefit goal is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProcessGoal {
    /// The benefit goal, by the call's id.
    pub goal: String,
    /// The change.
    pub text: Text,
    /// Contents that a call requires by name, by the call's ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
}

/// A target set for a goal within a focus area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The goal, by the call's id.
    pub goal: String,
    /// The focus area, by its id; absent when the target is common to all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus_area: Option<String>,
    /// The target.
    pub text: Text,
    /// Contents that a call requires by name, by the call's ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
}

/// A row of the goal table: goal, measures, resource impact, indicators.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoalRow {
    /// Names the row within the document.
    pub id: String,
    /// The number that the source gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The goal.
    pub goal: Text,
    /// What the goal consists of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sub_goals: Vec<Text>,
    /// What is done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Measure>,
    /// What it does to resources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource_impact: Option<ResourceImpact>,
    /// By what it is measured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator>,
}

/// What a goal does to resources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResourceImpact {
    /// What kind of answer the document gives.
    pub kind: ImpactKind,
    /// The answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// The date by which a deferred answer is promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<PartialDate>,
}

/// What kind of answer the document gives of resources.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ImpactKind {
    /// A figure.
    Quantified,
    /// Words without a figure.
    Qualitative,
    /// Present resources suffice.
    None,
    /// The answer is put off.
    Deferred,
}

/// By what a goal is measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Names the indicator within the document.
    pub id: String,
    /// What it measures.
    pub title: Text,
    /// Its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Text>,
    /// The value at the start, as the document writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<String>,
    /// The value aimed at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Which way is better.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// Values by date.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<IndicatorValue>,
}

/// Which way of an indicator is better.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Up.
    Up,
    /// Down.
    Down,
}

/// A value of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorValue {
    /// On which date.
    pub date: PartialDate,
    /// The value, as the document writes it.
    pub value: String,
}
