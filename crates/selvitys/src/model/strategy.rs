//! What the project is built on: promises, principles, programmes, needs, common objectives.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Link, PartialDate, Period, Text};

/// What the project is built on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Strategy {
    /// The promise to those who use the services.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_promise: Option<Text>,
    /// Values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Text>,
    /// Principles, in blocks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub principles: Vec<PrincipleBlock>,
    /// Development programmes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub programmes: Vec<Part>,
    /// Parts that the programmes share.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared_parts: Vec<Part>,
    /// Pages on the development work; a page may name the part that it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Needs that an authority or an evaluation named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Needs>,
    /// Objectives common to several grants.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub common_objectives: Vec<Objective>,
    /// Services that the development is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<Text>,
    /// Earlier work that the project builds on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub background: Vec<Background>,
}

/// A block of principles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrincipleBlock {
    /// The block's title, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// The principles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub principles: Vec<Text>,
}

/// A programme or shared part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Names the part within the document.
    pub id: String,
    /// Its title.
    pub title: Text,
}

/// Needs named on one occasion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Needs {
    /// By whom, and on which occasion.
    pub by: Text,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Text>,
}

/// An objective, and the grants it applies to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// Names the objective within the document.
    pub id: String,
    /// The objective.
    pub title: Text,
    /// The grants, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grants: Vec<String>,
}

/// Earlier work that the project builds on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Background {
    /// What it was.
    pub title: Text,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// Its themes or aims, one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Text>,
}
