//! Every cell of a matrix that must be filled is filled.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, Kind, Sink, Subject, Term};
use crate::finding::{Asked, Distance, NotApplicable, Side, Value};
use crate::model::{Entry, Text};
use crate::place::At;
use crate::rulebook::Unit;

/// The self-assessments that are due are there, or their headings hold text, or each target is
/// reported on. A round counts from the day after the one it is due by.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MatrixComplete {
    /// Which cells must be filled.
    pub cells: Cells,
    /// The rounds with their due days, a parameter of the rulebook.
    pub rounds: String,
    /// For targets, the goals that have headings of their own, a list of the rulebook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goals: Option<String>,
}

/// Which cells of the matrix must be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Cells {
    /// The rounds themselves.
    Rounds,
    /// Each heading that a round has.
    Headings,
    /// Each target, in each round.
    Targets,
}

impl Kind for MatrixComplete {
    const NAME: &'static str = "matrix-complete";
    const VALUES: &'static [&'static str] = &["round", "due", "goal", "focus-area"];

    fn formula(&self) -> Formula<'_> {
        let Self { cells, rounds, goals } = self;
        let key = match cells {
            Cells::Rounds => "matrix_complete_rounds",
            Cells::Headings => "matrix_complete_headings",
            Cells::Targets => "matrix_complete_targets",
        };
        let line = Formula::new(key).with("rounds", Term::Param(rounds));
        match goals {
            Some(goals) => line.with("goals", Term::Param(goals)),
            None => line,
        }
    }

    fn lists(&self) -> Vec<(&'static str, &str, Unit)> {
        let goals = self.goals.as_deref().map(|goals| ("goals", goals, Unit::Codes));
        let rounds = ("rounds", self.rounds.as_str(), Unit::Rounds);
        std::iter::once(rounds).chain(goals).collect()
    }

    fn wrong_fields(&self) -> Option<(&'static str, &'static str)> {
        let asked = self.cells == Cells::Targets;
        (asked != self.goals.is_some()).then_some(("cells", "goals_of_targets"))
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let Some((_, rounds)) = ctx.param(&self.rounds, subject) else {
            return out.skip(NotApplicable::NoNumber(self.rounds.clone()));
        };
        let mut goals: BTreeSet<&str> = BTreeSet::new();
        if let Some(name) = &self.goals {
            let Some((_, list)) = ctx.param(name, subject) else {
                return out.skip(NotApplicable::NoNumber(name.clone()));
            };
            goals.extend(list.codes.iter().map(|code| code.code.as_str()));
        }
        let given = &ctx.index.project.self_assessments;
        for wanted in &rounds.rounds {
            let position = given.iter().position(|one| one.round == wanted.round);
            let round = position.and_then(|number| given.get(number).map(|one| (number, one)));
            let value = |case: Case| {
                case.value("round", Value::Round(wanted.round)).value("due", Value::Date(wanted.due))
            };
            // The round may still be given on the day that it is due by.
            if ctx.as_of <= wanted.due {
                out.skip(NotApplicable::NotYetDue(wanted.due));
                continue;
            }
            match (self.cells, round) {
                (Cells::Rounds, Some((number, _))) => {
                    out.met(None, || value(Case::at(At::Round(number))));
                }
                (Cells::Rounds, None) => {
                    let late = Distance {
                        side: Side::Late,
                        by: Value::Days(i64::from((ctx.as_of - wanted.due).get_days())),
                    };
                    out.faults.push(value(Case::at(At::Field("self_assessments"))).distance(late));
                }
                (Cells::Headings, Some((number, one))) => {
                    for (entry, cell) in one.entries.iter().enumerate() {
                        let case = || {
                            let case = value(Case::at(At::Entry(number, entry)));
                            named(case, &cell.goal, cell.focus_area.as_deref(), ctx)
                        };
                        if says(cell, ctx) {
                            out.met(None, case);
                        } else {
                            out.faults.push(case().missing([Asked::ResultText]));
                        }
                    }
                }
                (Cells::Targets, Some((number, one))) => {
                    let project = ctx.index.project;
                    let targets = project.goals.iter().flat_map(|goals| &goals.targets);
                    for target in targets.filter(|target| goals.contains(target.goal.as_str())) {
                        // A heading without focus area reports on the goal as a whole.
                        let reported = one.entries.iter().any(|entry| {
                            entry.goal == target.goal
                                && (entry.focus_area == target.focus_area
                                    || entry.focus_area.is_none())
                        });
                        let case = || {
                            let case = value(Case::at(At::Round(number)));
                            named(case, &target.goal, target.focus_area.as_deref(), ctx)
                        };
                        if reported { out.met(None, case) } else { out.faults.push(case()) }
                    }
                }
                (Cells::Headings | Cells::Targets, None) => out.skip(NotApplicable::NoSubject),
            }
        }
    }
}

fn says(entry: &Entry, ctx: &Context<'_>) -> bool {
    entry.text.as_ref().is_some_and(|text| ctx.texts.says(text))
}

/// Names a cell by its goal and focus area.
pub(super) fn named(case: Case, goal: &str, focus_area: Option<&str>, ctx: &Context<'_>) -> Case {
    let mut areas = ctx.index.project.focus_areas.iter();
    let area = focus_area.map(|id| {
        let title = areas.find(|area| area.id == id).map(|area| area.title.clone());
        Value::Text(title.unwrap_or_else(|| Text::fi(id)))
    });
    case.value("goal", Value::Code(goal.to_owned())).value("focus-area", area)
}
