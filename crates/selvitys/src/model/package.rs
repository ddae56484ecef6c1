//! The packages of the work: areas, sub-projects, parts and work packages in one tree.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PartialDate, Period, Text};

/// One package of the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// Names the package within the document.
    pub id: String,
    /// The number that the source gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its level in the tree.
    pub kind: PackageKind,
    /// Its title.
    pub title: Text,
    /// The grants that pay for it, by their ids; its children follow unless they say otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grants: Vec<String>,
    /// National goals or objects of the call that it advances.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub national_goals: Vec<Advance>,
    /// Focus areas of the project that it belongs to, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub focus_areas: Vec<String>,
    /// Contents that a call requires by name, such as `lape-family-centre`, by the call's ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    /// Views that cut across all packages, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<String>,
    /// What it aims at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objectives: Vec<Text>,
    /// What is done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Measure>,
    /// What comes out of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deliverables: Vec<Text>,
    /// Who leads it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leads: Vec<Lead>,
    /// The fields that the plan itself promises a lead for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leads_promised: Vec<Field>,
    /// Its period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The budget lines that it uses, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    /// A remark of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// The packages that it consists of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Package>,
}

/// A package's level in the tree.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum PackageKind {
    /// An area that holds sub-projects (osa-alue).
    Area,
    /// A sub-project (osahanke).
    SubProject,
    /// A part of a sub-project.
    Part,
    /// A work package (työpaketti).
    WorkPackage,
}

/// How a national goal or object is advanced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Advance {
    /// The goal or object, by the call's id: `H1` to `H5`, `R1` to `R6`.
    pub goal: String,
    /// In which way.
    pub how: How,
    /// The goals through which it is advanced by consequence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub through: Vec<String>,
    /// How, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
}

/// In which way a goal is advanced.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// By measures of its own.
    Directly,
    /// As a consequence of what advances other goals.
    ByConsequence,
    /// The document says in words how.
    InWords,
}

/// Something that is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// What.
    pub text: Text,
    /// The date that the measure itself promises.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<PartialDate>,
    /// The day on which it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<PartialDate>,
}

/// Who leads a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lead {
    /// The organisation, by its id.
    pub organisation: String,
    /// For which field; absent when the source does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
    /// Whether the source calls it preliminary.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tentative: bool,
}

/// Social welfare or health care.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// Social welfare.
    Social,
    /// Health care.
    Health,
}
