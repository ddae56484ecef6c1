//! A round of self-assessment says something of its own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::content::same_text;
use super::matrix_complete::named;
use super::{Case, Context, Formula, Kind, Reckoning, Sink, Subject, Thing};
use crate::finding::{NotApplicable, Op, Truth, Value};
use crate::model::{Entry, SelfAssessment, Text};
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
        let earlier = rounds.iter().enumerate().filter(|(_, one)| order(one) < order(round));
        let before: Vec<(usize, &SelfAssessment)> = earlier.collect();
        let mut compared = false;
        for (entry, cell) in round.entries.iter().enumerate() {
            let Some(text) = cell.text.as_ref().filter(|text| ctx.texts.says(text)) else {
                continue;
            };
            let entries = before.iter().flat_map(|(number, one)| {
                let entries = one.entries.iter().enumerate();
                entries.map(move |(entry, other)| (*number, one.round, entry, other))
            });
            let same_cell: Vec<_> =
                entries.filter(|(.., other)| same_place(cell, other)).collect();
            if same_cell.is_empty() {
                continue;
            }
            compared = true;
            let copied = same_cell.iter().find(|(.., other)| {
                other.text.as_ref().is_some_and(|other| same_text(text, other))
            });
            let truth = Truth::from(copied.is_none());
            out.decide(truth, None, || {
                let said = |text: &Text| Value::text(text.clone());
                let mut how = Reckoning::default();
                let mut terms = vec![how.at(At::Entry(number, entry), said(text))];
                let against = copied.map_or(same_cell.as_slice(), std::slice::from_ref);
                terms.extend(against.iter().map(|(round, _, entry, other)| {
                    how.at(At::Entry(*round, *entry), other.text.as_ref().map(said))
                }));
                how.truth(Op::Differs, terms, truth);
                let case = Case::at(At::Entry(number, entry))
                    .value("round", Value::Round(round.round))
                    .value("earlier", copied.map(|(_, round, ..)| Value::Round(*round)))
                    .reckoned(how);
                named(case, &cell.goal, cell.focus_area.as_deref(), ctx)
            });
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
