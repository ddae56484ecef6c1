//! At least one code of a list is covered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::covers_all::{needed, place};
use super::{Case, Context, Formula, Kind, SetOf, Sink, Subject, Term};
use crate::finding::{Distance, Side, Value};
use crate::rulebook::{Over, Unit};

/// At least one member of a list is among the members of a set of the document.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoversAny {
    /// The list, a parameter of the rulebook.
    pub list: String,
    /// The set that must hold one of them.
    pub by: SetOf,
}

impl Kind for CoversAny {
    const NAME: &'static str = "covers-any";
    const VALUES: &'static [&'static str] = &["covered", "needed"];

    fn formula(&self) -> Formula<'_> {
        let Self { list, by } = self;
        Formula::new("covers_any").with("list", Term::Param(list)).with("by", Term::Set(*by))
    }

    fn lists(&self) -> Vec<(&'static str, &str, Unit)> {
        vec![("list", &self.list, Unit::Codes)]
    }

    fn may_be_open(&self, _draft: bool) -> bool {
        self.by.may_be_open()
    }

    fn only_over(&self) -> Option<&'static [Over]> {
        self.by.only_over()
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let needed = match needed(Some(&self.list), None, subject, ctx) {
            Ok(needed) => needed,
            Err(reason) => return out.skip(reason),
        };
        let members = self.by.members(subject, ctx);
        let covered = needed.codes.intersection(&members.certain).count() as u64;
        let case = || {
            Case::at(place(&members, subject))
                .value("covered", Value::Count(covered))
                .value("needed", Value::Count(needed.codes.len() as u64))
        };
        let short = Distance { side: Side::Short, by: Value::Count(1) };
        match (covered, members.open) {
            (1.., _) => {
                let room = Distance { side: Side::Within, by: Value::Count(covered - 1) };
                out.met(Some(room), case);
            }
            (0, Some(what)) => out.unclear.push(case().missing([what])),
            (0, None) => out.faults.push(case().distance(short)),
        }
    }
}
