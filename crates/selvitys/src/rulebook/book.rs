//! A rulebook: the file that heads a folder of rules.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Bound, Code, Example, Id, Kind, Localized, Param, Requirement, Rule, Severity, Source, Unit,
};

/// What `rulebook.toml` states.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BookFile {
    /// Names the rulebook; the same as its folder.
    pub id: Id,
    /// The rulebook's own version.
    pub version: String,
    /// Its title.
    pub title: Localized,
    /// The rulebooks that it builds on, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<String>,
    /// Whether its rules hold for every document, with a grant or without.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub general: bool,
    /// The project that examples start from, by the name of its JSON file beside this one; else that
    /// of the books it uses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// The day that examples are assessed for; else that of the books it uses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub examples_as_of: Option<Date>,
    /// What a call's rulebook says of the call; only for the rulebook of a call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<Call>,
    /// Documents that rules and numbers rest on, each under an id of its own:
    /// `[sources.decree-13-2020]`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sources: BTreeMap<String, Source>,
    /// Numbers, dates and lists that rules name, each under its name: `[params.greatest-share]`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, Param>,
    /// Dates that bind a project, each under an id of its own: `[deadline.final-account]`.
    #[serde(
        default,
        rename = "deadline",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub deadlines: BTreeMap<String, Bound>,
    /// What reports must contain, each part under the kind of report that must have it:
    /// `[[report.final]]`.
    #[serde(default, rename = "report", skip_serializing_if = "BTreeMap::is_empty")]
    pub reports: BTreeMap<Kind, Vec<Requirement>>,
    /// Changes to rules of the books that it uses, each under the id of its rule:
    /// `[override.budget-missing]`.
    #[serde(
        default,
        rename = "override",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub overrides: BTreeMap<String, Override>,
    /// Examples of rules of the books that it uses, each under the id of its rule: what this book's
    /// numbers and overrides make of them. `[[example.budget-missing]]`.
    #[serde(
        default,
        rename = "example",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub examples: BTreeMap<String, Vec<Example>>,
}

/// What a call's rulebook says of the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// The authority that grants.
    pub authority: Localized,
    /// The day on which the call opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<Date>,
    /// Contents that the call asks for beyond the model, each under the id that documents use:
    /// `[call.contents.access-to-care]`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub contents: BTreeMap<String, CallContent>,
}

/// A content that a call asks for beyond the model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallContent {
    /// What it is.
    pub title: Localized,
    /// Of which type it is.
    #[serde(rename = "type")]
    pub kind: ContentType,
    /// Of a choice: what may be chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Code>,
    /// Of a table: its columns. Each row has all of them and no others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Code>,
}

/// The type of a content that a call asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ContentType {
    /// A text.
    Text,
    /// A sum in euros.
    Money,
    /// A date.
    Date,
    /// A count.
    Count,
    /// A share.
    Share,
    /// A choice.
    Choice,
    /// A table.
    Table,
}

impl ContentType {
    /// The unit of a content that is a number.
    pub(crate) fn unit(self) -> Option<Unit> {
        match self {
            ContentType::Money => Some(Unit::Money),
            ContentType::Date => Some(Unit::Date),
            ContentType::Count => Some(Unit::Count),
            ContentType::Share => Some(Unit::Share),
            ContentType::Text | ContentType::Choice | ContentType::Table => None,
        }
    }
}

/// A change that a rulebook makes to a rule of a book that it uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Whether the rule is switched off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub off: bool,
    /// Another severity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// Why.
    pub reason: Localized,
}

/// A rulebook: its heading and its rules.
#[derive(Debug, Clone)]
pub struct Rulebook {
    /// What `rulebook.toml` states.
    pub file: BookFile,
    /// Its rules, by id.
    pub rules: BTreeMap<String, Rule>,
    /// The project that its examples start from, as JSON text.
    pub base: Option<String>,
    /// SHA-256 of its files, in hexadecimal.
    pub hash: String,
}
