//! Something is declared.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::content::declared;
use super::{Case, Context, Quantity, Sink, Subject};
use crate::finding::Asked;
use crate::place::At;
use crate::rulebook::Unit;

/// The document declares that something is so.
///
/// Declared not to be so, it is a fault; undeclared, it cannot be told.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// The statement, by the id that documents use.
    pub statement: String,
}

impl Declared {
    pub(super) const NAME: &'static str = "declared";
    pub(super) const VALUES: &'static [&'static str] = &[];

    pub(super) fn quantities(&self) -> Vec<(&'static str, &Quantity, Unit)> {
        Vec::new()
    }

    pub(super) fn lists(&self) -> Vec<(&'static str, &str, Unit)> {
        Vec::new()
    }

    pub(super) fn decide(&self, _: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let at = At::Asked(Asked::Declaration);
        match declared(&self.statement, ctx) {
            Some(true) => out.met(None, || Case::at(at)),
            Some(false) => out.faults.push(Case::at(at)),
            None => out.unclear.push(Case::at(at).missing([Asked::Declaration])),
        }
    }
}
