//! Something is declared.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::content::declared;
use super::{Case, Context, Kind, Sink, Subject};
use crate::finding::Asked;
use crate::place::At;

/// The document declares that something is so.
///
/// Declared not to be so, it is a fault; undeclared, it cannot be told.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// The statement, by the id that documents use.
    pub statement: String,
}

impl Kind for Declared {
    const NAME: &'static str = "declared";
    const VALUES: &'static [&'static str] = &[];

    fn decide(&self, _: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let at = At::Asked(Asked::Declaration);
        match declared(&self.statement, ctx) {
            Some(true) => out.met(None, || Case::at(at)),
            Some(false) => out.faults.push(Case::at(at)),
            None => out.unclear.push(Case::at(at).missing([Asked::Declaration])),
        }
    }
}
