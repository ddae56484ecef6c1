//! At least one code of a list is covered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::covers_all::{needed, place};
use super::sets::Codes;
use super::{Case, Context, Formula, Kind, Reckoning, SetOf, Sink, Subject, fixed, Term};
use crate::finding::{Distance, Op, Side, Truth, Value};
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
        let codes = needed.codes();
        let common: Codes<'_> =
            codes.intersection(&members.certain).cloned().collect();
        let covered = common.len() as u64;
        let (truth, distance) = match (covered, members.open) {
            (1.., _) => (Truth::Yes, Distance { side: Side::Within, by: Value::Count(covered - 1) }),
            (0, Some(_)) => (Truth::Unknown, Distance { side: Side::Short, by: Value::Count(1) }),
            (0, None) => (Truth::No, Distance { side: Side::Short, by: Value::Count(1) }),
        };
        out.decide(truth, Some(distance), || {
            let mut how = Reckoning::default();
            let asked = needed.term(&mut how, subject, ctx);
            let held = how.set(self.by, &members, subject, ctx);
            let shared = needed.list(&common, ctx);
            let shared = how.step(Op::Common, [asked.clone(), held.clone()], shared);
            let count = how.step(Op::Count, [shared], Value::Count(covered));
            if covered > 0 {
                let one = fixed(Value::Count(1));
                how.step(Op::Difference, [count, one], Value::Count(covered - 1));
            }
            how.truth(Op::HasAny, [held, asked], truth);
            Case::at(place(&members, subject))
                .value("covered", Value::Count(covered))
                .value("needed", Value::Count(codes.len() as u64))
                .reckoned(how)
                .missing(members.open.filter(|_| truth == Truth::Unknown))
        });
    }
}
