//! Something is declared.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, Kind, Reckoning, Sink, Subject, Term};
use super::content::declaration;
use crate::finding::{Asked, NotApplicable, Op, Truth, Value};
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
    /// Municipalities, a list of the rulebook: asked only where one of them takes part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub among: Option<String>,
}

impl Kind for Declared {
    const NAME: &'static str = "declared";
    const VALUES: &'static [&'static str] = &[];

    fn formula(&self) -> Formula<'_> {
        let Self { statement, among } = self;
        let line = match among {
            Some(list) => Formula::new("declared_among").with("among", Term::Param(list)),
            None => Formula::new("declared"),
        };
        line.with("statement", Term::Statement(statement))
    }

    fn may_be_open(&self, _draft: bool) -> bool {
        true
    }

    fn lists(&self) -> Vec<(&'static str, &str, Unit)> {
        let among = self.among.as_deref();
        among.map(|list| ("among", list, Unit::Codes)).into_iter().collect()
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        if let Some(list) = &self.among {
            let Some((_, towns)) = ctx.param(list, subject) else {
                return out.skip(NotApplicable::NoNumber(list.as_str().into()));
            };
            let takes_part = |code: &str| {
                let mut all = ctx.index.project.participants.iter();
                all.any(|one| one.municipality == code)
            };
            if !towns.codes.iter().any(|town| takes_part(&town.code)) {
                return out.skip(NotApplicable::NoSubject);
            }
        }
        let found = declaration(&self.statement, ctx);
        let truth = found.map_or(Truth::Unknown, |(_, one)| Truth::from(one.holds));
        out.decide(truth, None, || {
            let list = At::Asked(Asked::Declaration);
            let at = found.map_or(list, |(number, _)| At::Declaration(number, ""));
            let holds = found.map_or(list, |(number, _)| At::Declaration(number, "holds"));
            let mut how = Reckoning::default();
            let says = how.at(holds, found.map(|(_, one)| Value::Truth(Truth::from(one.holds))));
            how.truth(Op::Holds, [says], truth);
            Case::at(at).reckoned(how).missing(found.is_none().then_some(Asked::Declaration))
        });
    }
}
