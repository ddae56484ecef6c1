//! Budgets that repair themselves: the fewest figures whose change makes everything hold.
//!
//! The sums and shares that the rules ask of a budget are equations between its cells: rows, lines
//! and the lines below them, headlines with their precision, partners' shares, stated shares. Where
//! some of them do not hold, the smallest sets of cells are looked for whose change makes all of
//! them hold again. Where there is one such set, with one value for each of its cells, the repair
//! is certain; what a row has lost and the rest determines is filled in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::finding::{Operand, PatchOp, Place, Step, Value};
use crate::index::Index;
use crate::model::{Project, Status};
use crate::rulebook::Rulebooks;

mod collect;
mod constraint;
mod decide;
mod eliminate;
mod equations;
mod fixes;
mod network;
mod patch;
mod plan;
mod reasons;
mod search;
mod solve;

use equations::System;
use plan::{Outcome, Plan};
use reasons::Reasons;

pub(crate) use collect::is_equation;
pub(crate) use fixes::Fixes;

/// What repairs one budget in one status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Repair {
    /// The budget, by its id.
    pub budget: String,
    /// The status of the figures.
    pub status: Status,
    /// Figures that are certainly wrong, with the value that everything else proves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// Figures that a row has lost, with the value that everything else determines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fills: Vec<Change>,
    /// Sums that do not hold and that cannot be repaired with certainty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unresolved: Vec<Unresolved>,
    /// The changes and the figures filled in as JSON Patch (RFC 6902).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub patch: Vec<PatchOp>,
}

/// A figure and its new value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The figure.
    pub place: Place,
    /// What the document states: a sum of money; absent when it states nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Value>,
    /// The new value: a sum of money, or the range that it lies in.
    pub to: Value,
    /// Why, each reason on its own; first those that rest on no other change. Of candidates none
    /// are given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
}

/// An equation that says what a figure is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// The rule that asks for it, by its id.
    pub rule: String,
    /// The figure that is a sum or a share by it.
    pub place: Place,
    /// The figures that the reckoning uses, as they are after the repair, and where they stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operands: Vec<Operand>,
    /// The reckoning, step by step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// What comes out: the new value, or the range that it lies in where figures were rounded.
    pub value: Value,
    /// Other changed figures that the reckoning uses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rests_on: Vec<Place>,
}

/// Sums that do not hold and that cannot be repaired with certainty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unresolved {
    /// What does not hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub broken: Vec<Broken>,
    /// Why it is not repaired.
    pub why: Why,
}

/// An equation that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Broken {
    /// The rule that asks for it, by its id.
    pub rule: String,
    /// The figure that is a sum or a share by it.
    pub place: Place,
}

/// Why sums are not repaired with certainty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Several sets of equally many figures would do, or the values of one are not certain.
    Several {
        /// The sets.
        candidates: Vec<Candidate>,
        /// Figures to hold against the source: knowing them leaves at most one candidate.
        decided_by: Vec<Place>,
    },
    /// More than this many figures are wrong: no set of so many or fewer makes everything hold.
    MoreThan(usize),
    /// There are too many ways to look at all of them.
    TooMany,
    /// The figures are too great, or too finely divided, for exact reckoning.
    TooLarge,
}

/// Figures that together would make everything hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// The figures and their new values.
    pub changes: Vec<Change>,
}

/// The repairs of several documents, as `selvitys fix --format json` prints them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Repairs {
    /// A document each.
    pub documents: Vec<DocumentRepairs>,
}

/// The repairs of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentRepairs {
    /// What it is called: the path it was read from.
    pub document: String,
    /// Whether the patch has been written to it.
    pub written: bool,
    /// All that is certain, as one JSON Patch (RFC 6902).
    pub patch: Vec<PatchOp>,
    /// What each budget needs, with the reasons.
    pub repairs: Vec<Repair>,
}

impl DocumentRepairs {
    /// The repairs of a document, not written yet.
    pub fn new(document: String, repairs: Vec<Repair>) -> Self {
        let patch = repairs
            .iter()
            .flat_map(|one| one.patch.iter().cloned())
            .collect();
        DocumentRepairs {
            document,
            written: false,
            patch,
            repairs,
        }
    }
}

/// What repairs the budgets of a project: the fewest figures whose change makes its sums and
/// stated shares hold, with the reasons. A budget that is sound is not among the results.
///
/// The equations are those that the rulebooks state of sums and stated shares. The result is exact
/// for up to four figures in each place where sums do not hold: there is no smaller set of figures,
/// and no other of the same size. New values are not negative unless the old one was, and whole
/// euros where all exact figures of the budget are.
///
/// ```
/// use selvitys::{Money, Project, Rulebooks, Value, repair};
/// let project = Project::from_json(r#"{"format": "1", "id": "demo", "name": {"fi": "Malli"},
///   "grants": [{"id": "ru", "call": "ru-2020", "status": "applied"}],
///   "budgets": [{"id": "b", "grant": "ru", "version": "applied",
///     "stated_shares": {"grant": "0.80", "own": "0.20"},
///     "lines": [{"id": "a", "title": {"fi": "Henkilöstö"},
///       "applied": {"total": "950000.00", "grant": "260000.00", "own": "190000.00"}}]}]}"#)?;
/// let repairs = repair(&project, Rulebooks::builtin());
/// let change = &repairs[0].changes[0];
/// assert_eq!(change.place.pointer, "/budgets/0/lines/0/applied/grant");
/// assert_eq!(change.to, Value::Money(Money::from_cents(76_000_000)));
/// assert_eq!(change.reasons.len(), 2);
/// # Ok::<(), selvitys::ReadError>(())
/// ```
pub fn repair(project: &Project, books: &Rulebooks) -> Vec<Repair> {
    let index = Index::new(project);
    let mut repairs = Vec::new();
    each_plan(&index, books, &mut |budget, status, system, plan| {
        let id = project
            .budgets
            .get(budget)
            .map(|budget| budget.id.clone())
            .unwrap_or_default();
        repairs.extend(repair_of(id, status, system, plan, &index));
    });
    repairs
}

/// Works out what repairs each budget in each status that it states figures in.
fn each_plan(
    index: &Index<'_>,
    books: &Rulebooks,
    each: &mut dyn FnMut(usize, Status, &System<'_>, &Plan),
) {
    for budget in 0..index.project.budgets.len() {
        let rules = collect::rules(index, books, budget);
        for status in Status::ALL {
            let system = System::new(index, &rules, budget, status);
            if !system.equations.is_empty() {
                each(budget, status, &system, &Plan::new(&system));
            }
        }
    }
}

fn repair_of(
    budget: String,
    status: Status,
    system: &System<'_>,
    plan: &Plan,
    index: &Index<'_>,
) -> Option<Repair> {
    let reasons = Reasons::new(system, plan, index);
    let change = |cell: usize| {
        let found = system.cells.get(cell)?;
        Some(Change {
            place: found.at.place(index),
            from: found.stated.map(|stated| Value::Money(stated.amount)),
            to: Value::Money(equations::euros(plan.values.get(cell).copied().flatten()?)),
            reasons: reasons.of(cell),
        })
    };
    let mut changed: Vec<usize> = plan.changed().collect();
    let mut filled = plan.fills.clone();
    for cells in [&mut changed, &mut filled] {
        cells.sort_by_key(|cell| system.cells.get(*cell).map(|cell| cell.at));
    }
    let unresolved = plan.parts.iter().filter_map(|part| {
        let why = match &part.outcome {
            Outcome::Certain(_) => return None,
            Outcome::Several(sets) => decide::several(sets, system, index),
            Outcome::Beyond => Why::MoreThan(search::MOST_CELLS),
            Outcome::TooWide => Why::TooMany,
            Outcome::TooLarge => Why::TooLarge,
        };
        let equations = part
            .broken
            .iter()
            .filter_map(|number| system.equations.get(*number));
        let broken = equations.filter_map(|equation| {
            let place = system.cells.get(equation.whole)?.at.place(index);
            Some(Broken {
                rule: equation.rule.id.to_string(),
                place,
            })
        });
        Some(Unresolved {
            broken: broken.collect(),
            why,
        })
    });
    let repair = Repair {
        budget,
        status,
        changes: changed.iter().filter_map(|cell| change(*cell)).collect(),
        fills: filled.iter().filter_map(|cell| change(*cell)).collect(),
        unresolved: unresolved.collect(),
        patch: patch::of(&changed, &filled, system, plan, index),
    };
    let empty = repair.patch.is_empty() && repair.unresolved.is_empty();
    (!empty).then_some(repair)
}
