//! The certain repairs, as fixes of what an assessment finds.

use std::collections::{BTreeMap, HashMap};

use super::plan::Outcome;
use super::{each_plan, patch};
use crate::finding::PatchOp;
use crate::index::Index;
use crate::place::At;
use crate::rulebook::{Id, Rulebooks};

/// Fixes by what is broken.
#[derive(Default)]
pub(crate) struct Fixes {
    /// Of an equation: its rule, and the cell that is a sum or a share by it.
    equations: HashMap<(Id, At), Vec<PatchOp>>,
    /// Of a line that has lost its figures.
    lines: HashMap<usize, Vec<PatchOp>>,
}

impl Fixes {
    pub(crate) fn new(index: &Index<'_>, books: &Rulebooks) -> Self {
        let mut fixes = Fixes::default();
        each_plan(index, books, &mut |_, _, system, plan| {
            for part in &plan.parts {
                let Outcome::Certain(set) = &part.outcome else {
                    continue;
                };
                let patch = patch::of(&set.cells, &[], system, plan, index);
                let broken = part
                    .broken
                    .iter()
                    .filter_map(|one| system.equations.get(*one));
                for equation in broken {
                    let Some(cell) = system.cells.get(equation.whole) else {
                        continue;
                    };
                    let key = (equation.rule.id.clone(), cell.at);
                    fixes.equations.insert(key, patch.clone());
                }
            }
            let mut lost: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for cell in &plan.fills {
                let at = system.cells.get(*cell).map(|cell| cell.at);
                if let Some(At::Cell(line, ..)) = at {
                    lost.entry(line).or_default().push(*cell);
                }
            }
            for (line, cells) in lost {
                let patch = patch::of(&[], &cells, system, plan, index);
                fixes.lines.entry(line).or_default().extend(patch);
            }
        });
        fixes
    }

    /// The fix of an equation that does not hold, where it is certain.
    pub(crate) fn of_equation(&self, rule: &Id, at: At) -> Option<Vec<PatchOp>> {
        self.equations.get(&(rule.clone(), at)).cloned()
    }

    /// The figures of a line that states none, where the rest determines them.
    pub(crate) fn of_line(&self, line: usize) -> Option<Vec<PatchOp>> {
        self.lines.get(&line).cloned()
    }
}
