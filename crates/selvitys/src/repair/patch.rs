//! A repair as JSON Patch.

use serde_json::{Map, Value as Json};

use super::equations::{System, euros};
use super::plan::Plan;
use crate::finding::PatchOp;
use crate::index::Index;
use crate::place::At;

/// The patch of changed and filled cells, in the order of the document.
pub(super) fn of(
    changed: &[usize],
    filled: &[usize],
    system: &System<'_>,
    plan: &Plan,
    index: &Index<'_>,
) -> Vec<PatchOp> {
    let mut patch = Vec::new();
    let value = |cell: usize| {
        let value = plan.values.get(cell).copied().flatten();
        value.map(|value| Json::String(euros(value).to_string()))
    };
    for cell in changed {
        let Some((found, value)) = system.cells.get(*cell).zip(value(*cell)) else {
            continue;
        };
        let Some(stated) = found.stated else { continue };
        let mut path = found.at.place(index).pointer;
        if matches!(found.at, At::Headline(..)) {
            path.push_str("/amount");
        }
        // A rounded sum is an object that keeps the unit it was rounded to.
        if stated.nearest.is_some() {
            path.push_str("/amount");
        }
        let old = Json::String(stated.amount.to_string());
        patch.push(PatchOp::Test {
            path: path.clone(),
            value: old,
        });
        patch.push(PatchOp::Replace { path, value });
    }
    // The figures of a line that states none in the status come as one field.
    let mut whole: Option<(String, Map<String, Json>)> = None;
    for cell in filled {
        let Some((found, value)) = system.cells.get(*cell).zip(value(*cell)) else {
            continue;
        };
        let At::Cell(line, status, figure) = found.at else {
            continue;
        };
        let states = index
            .lines
            .get(line)
            .is_some_and(|node| node.line.figures(status).is_some());
        let pointer = At::Line(line, "").place(index).pointer;
        let path = format!("{pointer}/{}", status.key());
        if states {
            let path = format!("{path}/{}", figure.key());
            patch.push(PatchOp::Add { path, value });
            continue;
        }
        match &mut whole {
            Some((known, figures)) if *known == path => {
                figures.insert(figure.key().to_owned(), value);
            }
            _ => {
                patch.extend(whole.take().map(add));
                let figures = Map::from_iter([(figure.key().to_owned(), value)]);
                whole = Some((path, figures));
            }
        }
    }
    patch.extend(whole.map(add));
    patch
}

fn add((path, figures): (String, Map<String, Json>)) -> PatchOp {
    PatchOp::Add {
        path,
        value: Json::Object(figures),
    }
}
