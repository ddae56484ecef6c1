//! Cost classes of lines are among those listed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Kind, Sink, Subject};
use crate::finding::{Asked, NotApplicable, Value};
use crate::place::At;
use crate::rulebook::Unit;

/// Every cost class of a grant's budget is in a list of the rulebook.
///
/// When no line of the budget says of which class it is, it cannot be told.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostClassAllowed {
    /// The classes, a list of the rulebook.
    pub classes: String,
}

impl Kind for CostClassAllowed {
    const NAME: &'static str = "cost-class-allowed";
    const VALUES: &'static [&'static str] = &["class"];

    fn lists(&self) -> Vec<(&'static str, &str, Unit)> {
        vec![("classes", &self.classes, Unit::Codes)]
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let Some((_, allowed)) = ctx.param(&self.classes, subject) else {
            return out.skip(NotApplicable::NoNumber(self.classes.clone()));
        };
        let budget = ctx.grant(subject).and_then(|grant| ctx.index.budget_of(grant));
        let Some((budget, _)) = budget else { return out.skip(NotApplicable::NoSubject) };
        let (first, end) = ctx.index.budget_lines.get(budget).copied().unwrap_or_default();
        let mut stated = false;
        for at in first..end {
            let Some(node) = ctx.index.lines.get(at) else { continue };
            for class in &node.line.cost_classes {
                stated = true;
                let case = || {
                    Case::at(At::Line(at, "cost_classes")).value("class", Value::Code(class.clone()))
                };
                if allowed.codes.iter().any(|code| code.code == *class) {
                    out.met(None, case);
                } else {
                    out.faults.push(case());
                }
            }
        }
        if !stated {
            out.unclear.push(Case::at(At::Budget(budget, "lines")).missing([Asked::CostClasses]));
        }
    }
}
