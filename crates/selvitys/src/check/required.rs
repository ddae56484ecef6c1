//! Something is there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::content::Presence;
use super::{Case, ContentOf, Context, Formula, Kind, Sink, Subject, Term};
use crate::finding::{Distance, Side, Value};
use crate::rulebook::Stage;

/// Something that is asked for is there: not empty, and not a placeholder.
///
/// What is missing is a fault from the stage `application` on; in a draft it cannot be told yet.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Required {
    /// All of these are asked for; each that is missing is a fault of its own.
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
            let case = |at| Case::at(at).value("asked", Value::Asked(asked));
            let lacking = Distance { side: Side::Lacking, by: Value::Count(1) };
            match content.presence(subject, ctx) {
                Presence::Present(at) => out.met(None, || case(at)),
                Presence::NotAsked(reason) => out.skip(reason),
                Presence::Unknown(at, what) => out.unclear.push(case(at).missing([what])),
                Presence::Absent(at) if ctx.stage == Stage::Draft => {
                    out.unclear.push(case(at).missing([asked]));
                }
                Presence::Absent(at) => {
                    out.faults.push(case(at).missing([asked]).distance(lacking));
                }
                Presence::Copied(at, original) => {
                    let case = case(at).missing([asked]).distance(lacking);
                    let original = Value::Field(original.to_owned());
                    out.faults.push(case.value("copied-from", original));
                }
                Presence::Deferred(at, promised) => {
                    let case = case(at).missing([asked]).distance(lacking);
                    out.faults.push(case.value("promised", promised.map(Value::Coarse)));
                }
            }
        }
    }
}
