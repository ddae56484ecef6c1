//! Budgets written down for a case, and their repairs as text.

#![expect(
    clippy::needless_pass_by_value,
    reason = "documents are written where they are used"
)]

use selvitys::repair::{Change, Why};
use selvitys::{Project, Repair, Rulebooks, Value, repair};
use serde_json::{Value as Json, json};

/// The repairs of a project under the built-in rules.
pub(crate) fn repairs(project: &Project) -> Vec<Repair> {
    repair(project, Rulebooks::builtin())
}

/// A project with one budget: its lines, and what else it states.
pub(crate) fn budget(lines: Json, more: Json) -> Project {
    let mut budget = json!({"id": "b", "grant": "ru", "version": "applied", "lines": lines});
    for (name, value) in more.as_object().unwrap() {
        budget[name] = value.clone();
    }
    let document = json!({
        "format": "1", "id": "case", "name": {"fi": "Tapaus"},
        "grants": [{"id": "ru", "call": "ru-2020", "status": "applied"}],
        "budgets": [budget],
    });
    Project::from_json(&document.to_string()).unwrap()
}

/// A line with its total, grant and own funding.
pub(crate) fn line(id: &str, figures: [&str; 3]) -> Json {
    let [total, grant, own] = figures;
    let figures = json!({"total": total, "grant": grant, "own": own});
    json!({"id": id, "title": {"fi": id}, "applied": figures})
}

/// A line with the lines below it.
pub(crate) fn with_children(mut line: Json, children: &[Json]) -> Json {
    line["children"] = json!(children);
    line
}

/// The shares that a budget states for every line.
pub(crate) fn shares() -> Json {
    json!({"stated_shares": {"grant": "0.80", "own": "0.20"}})
}

/// A change as `pointer below the budget: from -> to`.
pub(crate) fn shown(change: &Change) -> String {
    let pointer = change
        .place
        .pointer
        .trim_start_matches("/budgets/0/")
        .to_owned();
    let value = |value: &Value| match value {
        Value::Money(sum) => sum.to_string(),
        Value::MoneyRange(Some(low), Some(high)) => format!("{low}..{high}"),
        other => panic!("{other:?} is no sum"),
    };
    let from = change.from.as_ref().map_or("-".to_owned(), value);
    format!("{pointer}: {from} -> {}", value(&change.to))
}

/// The changes of a repair.
pub(crate) fn changes(repair: &Repair) -> Vec<String> {
    repair.changes.iter().map(shown).collect()
}

/// The candidates of the only place that is not repaired with certainty, and what decides.
pub(crate) fn several(project: &Project) -> (Vec<Vec<String>>, Vec<String>) {
    let repairs = repairs(project);
    let [repair] = repairs.as_slice() else {
        panic!("{repairs:?}")
    };
    assert_eq!((repair.changes.len(), repair.patch.len()), (0, 0));
    let [unresolved] = repair.unresolved.as_slice() else {
        panic!("{repair:?}")
    };
    let Why::Several {
        candidates,
        decided_by,
    } = &unresolved.why
    else {
        panic!("{unresolved:?}")
    };
    let candidates = candidates
        .iter()
        .map(|one| one.changes.iter().map(shown).collect());
    let places = decided_by.iter().map(|place| place.pointer.clone());
    let places = places.map(|one| one.trim_start_matches("/budgets/0/").to_owned());
    (candidates.collect(), places.collect())
}

/// The only certain changes.
pub(crate) fn only(project: &Project) -> Vec<String> {
    let repairs = repairs(project);
    let [repair] = repairs.as_slice() else {
        panic!("{repairs:?}")
    };
    assert_eq!(repair.unresolved, []);
    changes(repair)
}
