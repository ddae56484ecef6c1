//! Something is there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::content::Presence;
use super::{Case, ContentOf, Context, Formula, From, Kind, Reckoning, Sink, Subject, Term};
use crate::finding::{Distance, Op, Side, Truth, Value};
use crate::place::At;
use crate::rulebook::Stage;

/// Something that is asked for is there: not empty, and not a placeholder.
///
/// What is missing is a fault from the stage `application` on; in a draft it cannot be told yet.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Required {
    /// All of these are asked for; each that is missing is a fault of its own. A part of the document
    /// by its word, such as `objectives`, or a content of the call by its id: `contents.<id>`.
    pub all: Vec<ContentOf>,
}

impl Kind for Required {
    const NAME: &'static str = "required";
    const VALUES: &'static [&'static str] = &["asked", "promised"];

    fn formula(&self) -> Formula<'_> {
        let Self { all } = self;
        Formula::new("required").with("all", Term::Contents(all))
    }

    // What is not there yet may still come into a draft.
    fn may_be_open(&self, draft: bool) -> bool {
        draft || self.all.iter().any(ContentOf::may_be_open)
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        for content in &self.all {
            let asked = content.asked();
            let named = || match content {
                ContentOf::Part(part) => Value::Asked(*part),
                ContentOf::Call(id) => Value::Code(id.clone()),
            };
            let case = |at: At, how: Reckoning| Case::at(at).value("asked", named()).reckoned(how);
            let lacks = |at: At, how: Reckoning| {
                let lacking = Distance { side: Side::Lacking, by: Value::Count(1) };
                case(at, how).missing([asked]).distance(lacking)
            };
            match content.presence(subject, ctx) {
                Presence::NotAsked(reason) => out.skip(reason),
                Presence::Present(at) => out.met(None, || {
                    let mut how = Reckoning::default();
                    let there = how.at(at, named());
                    how.truth(Op::IsPresent, [there], Truth::Yes);
                    case(at, how)
                }),
                Presence::Unknown(at, what) => {
                    out.open(|| case(at, Reckoning::unstated(at, what)).missing([what]));
                }
                Presence::Absent(at) if ctx.stage == Stage::Draft => out.open(|| {
                    let mut how = Reckoning::default();
                    let nothing = how.at(at, None);
                    let stage = how.used(From::Stage, Value::Stage(ctx.stage));
                    how.truth(Op::IsPresent, [nothing, stage], Truth::Unknown);
                    case(at, how).missing([asked])
                }),
                Presence::Absent(at) => out.fault(|| lacks(at, absent(at))),
                Presence::Copied(at, copy) => out.fault(|| {
                    let mut how = Reckoning::default();
                    let text = how.at(at, Value::text(copy.text.clone()));
                    let original = Value::text(copy.original.clone());
                    let original = how.at(At::Field(copy.field), original);
                    how.truth(Op::Differs, [text, original], Truth::No);
                    let original = Value::Field(copy.field.to_owned());
                    lacks(at, how).value("copied-from", original)
                }),
                Presence::Deferred(at, promised) => out.fault(|| {
                    lacks(at, absent(at)).value("promised", promised.map(Value::Coarse))
                }),
            }
        }
    }
}

/// Something that is not there.
fn absent(at: At) -> Reckoning {
    let mut how = Reckoning::default();
    let nothing = how.at(at, None);
    how.truth(Op::IsPresent, [nothing], Truth::No);
    how
}
