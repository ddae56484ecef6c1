//! Dates that bind a project, as a rulebook states them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Applies, Bases, Localized, Over};
use crate::check::Quantity;

/// A date that binds a project, or each of the things that it ranges over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Deadline")]
pub struct Bound {
    /// What is due, or what happens, as a noun.
    pub title: Localized,
    /// What it ranges over.
    pub over: Over,
    /// When it applies.
    #[serde(default, skip_serializing_if = "Applies::is_empty")]
    pub applies: Applies,
    /// The day. Either this or `rounds`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Quantity>,
    /// Rounds with their due days, a parameter: one date for each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounds: Option<String>,
    /// The day on which it was done; absent for what only happens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Quantity>,
    /// On what it rests; a date that is a parameter rests on the parameter's basis too.
    pub basis: Bases,
}

impl Bound {
    /// The parameters that it names.
    pub(crate) fn params(&self) -> impl Iterator<Item = &str> {
        let quantities = [&self.due, &self.done].into_iter().flatten();
        let named = quantities.flat_map(Quantity::params);
        named.chain(self.rounds.as_deref())
    }
}
