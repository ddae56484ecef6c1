//! An exception is from a rule that allows one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, Kind, Sink, Subject, Thing};
use crate::finding::{NotApplicable, Value};
use crate::place::At;
use crate::rulebook::Over;

/// An exception that a grant claims or was granted is from a rule of its call, or of a book below
/// it, from which the law allows exceptions. Of a call that no rulebook describes it cannot be told.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExceptionAllowed {}

impl Kind for ExceptionAllowed {
    const NAME: &'static str = "exception-allowed";
    const VALUES: &'static [&'static str] = &["rule"];

    fn formula(&self) -> Formula<'_> {
        Formula::new("exception_allowed")
    }

    fn only_over(&self) -> Option<&'static [Over]> {
        Some(&[Over::Exception])
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let Thing::Exception(grant, number) = subject.thing else {
            return out.skip(NotApplicable::NoSubject);
        };
        let grants = &ctx.index.project.grants;
        let Some(own) = grants.get(grant) else { return };
        let Some(exception) = own.exceptions.get(number) else { return };
        let rule = ctx.books.rule(&exception.rule);
        let allowed = rule.is_some_and(|(book, rule)| {
            rule.exception.is_some() && ctx.books.reaches(&own.call, &book.file.id)
        });
        let case = || {
            Case::at(At::OfGrant(grant, "exceptions", number, "rule"))
                .value("rule", Value::Code(exception.rule.clone()))
        };
        match ctx.books.call(&own.call) {
            _ if allowed => out.met(None, case),
            Some(_) => out.faults.push(case()),
            None => out.unclear.push(case()),
        }
    }
}
