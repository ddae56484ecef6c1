//! Every cell of a matrix that must be filled is filled.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, From, Kind, Reckoning, Sink, Subject, Term};
use crate::finding::{Asked, Distance, NotApplicable, Op, Side, Truth, Value};
use crate::model::Text;
use crate::place::At;
use crate::rulebook::{Said, Unit};

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

    fn wrong_fields(&self) -> Option<(&'static str, Said)> {
        let asked = self.cells == Cells::Targets;
        (asked != self.goals.is_some()).then(|| ("cells", Said::new("goals_of_targets")))
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let Some((_, rounds)) = ctx.param(&self.rounds, subject) else {
            return out.skip(NotApplicable::NoNumber(self.rounds.as_str().into()));
        };
        let mut goals: BTreeSet<&str> = BTreeSet::new();
        if let Some(name) = &self.goals {
            let Some((_, list)) = ctx.param(name, subject) else {
                return out.skip(NotApplicable::NoNumber(name.as_str().into()));
            };
            goals.extend(list.codes.iter().map(|code| code.code.as_str()));
        }
        let given = &ctx.index.project.self_assessments;
        for wanted in &rounds.rounds {
            // The round may still be given on the day that it is due by.
            if ctx.as_of <= wanted.due {
                out.skip(NotApplicable::NotYetDue(wanted.due));
                continue;
            }
            let position = given.iter().position(|one| one.round == wanted.round);
            let round = position.and_then(|number| given.get(number).map(|one| (number, one)));
            let case = |at: At, how: Reckoning| {
                Case::at(at)
                    .value("round", Value::Round(wanted.round))
                    .value("due", Value::Date(wanted.due))
                    .reckoned(how)
            };
            match (self.cells, round) {
                (Cells::Rounds, _) => {
                    let late = i64::from((ctx.as_of - wanted.due).get_days());
                    let at = position.map_or(At::Field("self_assessments"), At::Round);
                    let late = Distance { side: Side::Late, by: Value::Days(late) };
                    let distance = position.is_none().then(|| late.clone());
                    let truth = Truth::from(position.is_some());
                    out.decide(truth, distance, || {
                        let mut how = Reckoning::default();
                        let due = From::param(&self.rounds, subject, ctx);
                        let due = how.used(due, Value::Date(wanted.due));
                        let today = how.used(From::AsOf, Value::Date(ctx.as_of));
                        how.step(Op::DaysBetween, [due, today], late.by);
                        let round = position.map(|_| Value::Round(wanted.round));
                        let round = how.at(at, round);
                        how.truth(Op::IsPresent, [round], truth);
                        case(at, how)
                    });
                }
                (Cells::Headings, Some((number, one))) => {
                    for (entry, cell) in one.entries.iter().enumerate() {
                        let says = cell.text.as_ref().filter(|text| ctx.texts.says(text));
                        let truth = Truth::from(says.is_some());
                        out.decide(truth, lacking(truth), || {
                            let at = At::Entry(number, entry);
                            let mut how = Reckoning::default();
                            let text = how.at(at, says.map(|text| ctx.texts.measure(text)));
                            how.truth(Op::IsPresent, [text], truth);
                            let case = named(case(at, how), &cell.goal, cell.focus_area.as_deref(), ctx);
                            case.missing(says.is_none().then_some(Asked::ResultText))
                        });
                    }
                }
                (Cells::Targets, Some((number, one))) => {
                    let project = ctx.index.project;
                    let targets = project.goals.iter().flat_map(|goals| &goals.targets).enumerate();
                    let targets = targets.filter(|(_, one)| goals.contains(one.goal.as_str()));
                    for (target_number, target) in targets {
                        // A heading without focus area reports on the goal as a whole.
                        let reported = one.entries.iter().position(|entry| {
                            entry.goal == target.goal
                                && (entry.focus_area == target.focus_area
                                    || entry.focus_area.is_none())
                        });
                        let truth = Truth::from(reported.is_some());
                        out.decide(truth, lacking(truth), || {
                            let mut how = Reckoning::default();
                            let goal = || Value::Code(target.goal.clone());
                            let set = how.at(At::Target(target_number), goal());
                            let entry = reported.map_or(At::Round(number), |entry| At::Entry(number, entry));
                            let entry = how.at(entry, reported.map(|_| goal()));
                            how.truth(Op::OneOf, [set, entry], truth);
                            let case = case(At::Round(number), how);
                            named(case, &target.goal, target.focus_area.as_deref(), ctx)
                        });
                    }
                }
                (Cells::Headings | Cells::Targets, None) => out.skip(NotApplicable::NoSubject),
            }
        }
    }
}

/// A cell that is not filled lacks one thing.
pub(super) fn lacking(truth: Truth) -> Option<Distance> {
    (truth == Truth::No).then_some(Distance { side: Side::Lacking, by: Value::Count(1) })
}

/// Names a cell by its goal and focus area.
pub(super) fn named(case: Case, goal: &str, focus_area: Option<&str>, ctx: &Context<'_>) -> Case {
    let mut areas = ctx.index.project.focus_areas.iter();
    let area = focus_area.map(|id| {
        let title = areas.find(|area| area.id == id).map(|area| area.title.clone());
        Value::text(title.unwrap_or_else(|| Text::fi(id)))
    });
    case.value("goal", Value::Code(goal.to_owned())).value("focus-area", area)
}
