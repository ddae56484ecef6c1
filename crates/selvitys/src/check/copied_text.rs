//! A round of self-assessment says something of its own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::content::same_text;
use super::matrix_complete::named;
use super::{Case, Context, Formula, Kind, Sink, Subject, Thing};
use crate::finding::{NotApplicable, Value};
use crate::model::{Entry, SelfAssessment};
use crate::place::At;
use crate::rulebook::Over;

/// What a round of self-assessment says of a goal and focus area is not word for word what an
/// earlier round says of them.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CopiedText {}

impl Kind for CopiedText {
    const NAME: &'static str = "copied-text";
    const VALUES: &'static [&'static str] = &["round", "earlier", "goal", "focus-area"];

    fn formula(&self) -> Formula<'_> {
        Formula::new("copied_text")
    }

    fn only_over(&self) -> Option<&'static [Over]> {
        Some(&[Over::Round])
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let Thing::Round(number) = subject.thing else {
            return out.skip(NotApplicable::NoSubject);
        };
        let rounds = &ctx.index.project.self_assessments;
        let Some(round) = rounds.get(number) else { return };
        let before: Vec<&SelfAssessment> =
            rounds.iter().filter(|one| order(one) < order(round)).collect();
        let mut compared = false;
        for (entry, cell) in round.entries.iter().enumerate() {
            let Some(text) = cell.text.as_ref().filter(|text| ctx.texts.says(text)) else {
                continue;
            };
            let earlier = before.iter().flat_map(|round| {
                round.entries.iter().map(move |entry| (round.round, entry))
            });
            let mut same_cell = earlier.filter(|(_, other)| same_place(cell, other)).peekable();
            if same_cell.peek().is_none() {
                continue;
            }
            compared = true;
            let copied = same_cell.find(|(_, other)| {
                other.text.as_ref().is_some_and(|other| same_text(text, other))
            });
            let case = || {
                let case = Case::at(At::Entry(number, entry))
                    .value("round", Value::Round(round.round))
                    .value("earlier", copied.map(|(round, _)| Value::Round(round)));
                named(case, &cell.goal, cell.focus_area.as_deref(), ctx)
            };
            if copied.is_some() { out.faults.push(case()) } else { out.met(None, case) }
        }
        if !compared {
            out.skip(NotApplicable::NoSubject);
        }
    }
}

/// Rounds in the order of time: the baseline of a year is given in its autumn.
fn order(round: &SelfAssessment) -> (i16, crate::model::Season) {
    (round.round.year, round.round.season)
}

fn same_place(one: &Entry, other: &Entry) -> bool {
    one.goal == other.goal && one.focus_area == other.focus_area
}
