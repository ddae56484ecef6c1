//! No cell of a matrix is filled that should not be.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::matrix_complete::named;
use super::{Case, Context, Formula, Kind, Reckoning, Sink, Subject};
use crate::finding::{Distance, NotApplicable, Op, Side, Truth, Value};
use crate::place::At;

/// What a self-assessment reports on by goal and focus area has a target set for it.
///
/// Headings without text and headings for a goal as a whole are not judged.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MatrixWithin {}

impl Kind for MatrixWithin {
    const NAME: &'static str = "matrix-within";
    const VALUES: &'static [&'static str] = &["round", "goal", "focus-area"];

    fn formula(&self) -> Formula<'_> {
        Formula::new("matrix_within")
    }

    fn decide(&self, _: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let project = ctx.index.project;
        let targets = project.goals.as_ref().map_or(&[][..], |goals| goals.targets.as_slice());
        if targets.is_empty() {
            return out.skip(NotApplicable::NoSubject);
        }
        for (number, round) in project.self_assessments.iter().enumerate() {
            for (entry, cell) in round.entries.iter().enumerate() {
                if cell.text.is_none() || cell.focus_area.is_none() {
                    continue;
                }
                let target = targets.iter().position(|target| {
                    target.goal == cell.goal
                        && (target.focus_area == cell.focus_area || target.focus_area.is_none())
                });
                let truth = Truth::from(target.is_some());
                let over = Distance { side: Side::Over, by: Value::Count(1) };
                out.decide(truth, target.is_none().then_some(over), || {
                    let at = At::Entry(number, entry);
                    let goal = || Value::Code(cell.goal.clone());
                    let mut how = Reckoning::default();
                    let own = how.at(at, goal());
                    let list = target.map_or(At::Field("goals/targets"), At::Target);
                    let same = how.at(list, target.map(|_| goal()));
                    how.truth(Op::OneOf, [own, same], truth);
                    let case = Case::at(at).value("round", Value::Round(round.round));
                    named(case.reckoned(how), &cell.goal, cell.focus_area.as_deref(), ctx)
                });
            }
        }
    }
}
