//! An exception is from a rule that allows one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, From, Kind, Reckoning, Sink, Subject, Thing};
use crate::finding::{Argument, NotApplicable, Op, Truth, Value};
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
        // What a call that no rulebook describes allows cannot be told.
        let truth = match ctx.books.call(&own.call) {
            _ if allowed => Truth::Yes,
            Some(_) => Truth::No,
            None => Truth::Unknown,
        };
        out.decide(truth, None, || {
            let at = At::OfGrant(grant, "exceptions", number, "rule");
            let id = || Value::Code(exception.rule.clone());
            let mut how = Reckoning::default();
            let rule = how.used(From::Exception(exception.rule.clone()), allowed.then(id));
            let known = truth != Truth::Unknown;
            let call = (!known).then(|| {
                how.at(At::Grant(grant, "call"), Value::Code(own.call.clone()))
            });
            let terms: Vec<Argument> = std::iter::once(rule).chain(call).collect();
            how.truth(Op::IsPresent, terms, truth);
            Case::at(at).value("rule", id()).reckoned(how)
        });
    }
}
