//! How the work goes on: risks and precautions, deviations from the plan.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PartialDate, Text};

/// A risk, and how the project prepares for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Risk {
    /// What may happen.
    pub title: Text,
    /// What is done so that it does not happen, or does less harm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precaution: Option<Text>,
}

/// A deviation from the plan.
///
/// ```
/// use selvitys::Deviation;
/// let deviation: Deviation = serde_json::from_str(
///     r#"{
///         "title": {"fi": "Koulutukset siirtyivät syksyyn"},
///         "reason": {"fi": "Kokoontumisrajoitukset"},
///         "package": "o4",
///         "date": "2021-05"
///     }"#,
/// )?;
/// assert_eq!(deviation.package.as_deref(), Some("o4"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deviation {
    /// What was done otherwise than planned, or was not done.
    pub title: Text,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// What it does to results, timetable or costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Text>,
    /// The package that it concerns, by its id; absent when it concerns the project as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package: Option<String>,
    /// When it came about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The number of the decision that accepts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
}
