//! Repairs of budgets in words.

use super::Presenter;
use crate::finding::{Argument, Op, Place, Step, Value};
use crate::repair::{Candidate, Change, Reason, Why};

/// The most operands of a sum that are written out.
const WRITTEN_OUT: usize = 6;

impl Presenter<'_> {
    /// What a candidate would change, a figure each.
    pub fn candidate(&self, candidate: &Candidate) -> Vec<String> {
        let changes = candidate.changes.iter();
        changes.map(|change| self.changed(change)).collect()
    }

    /// A figure with its change.
    pub fn changed(&self, change: &Change) -> String {
        let place = self.place(&change.place);
        let from = change.from.as_ref().map(|from| self.value(from));
        let change = self.moved(from, Some(self.value(&change.to)));
        self.fill(
            "repair",
            "changed",
            &[("place", &place), ("change", &change)],
        )
    }

    /// Why a figure has its new value: what the rule asks, of which sum, and the reckoning.
    pub fn repair_reason(&self, reason: &Reason, change: &Change) -> String {
        let value = self.value(&reason.value);
        let steps: Vec<String> = reason
            .steps
            .iter()
            .map(|step| self.reckoning(step, reason))
            .collect();
        let reckoning = if steps.is_empty() {
            value.clone()
        } else {
            steps.join("; ")
        };
        let requirement = self.requirement(&reason.rule);
        let mut values = vec![
            ("requirement", requirement.as_str()),
            ("reckoning", &reckoning),
        ];
        let place = self.place(&tail(&reason.place));
        let own = row(&reason.place) == row(&change.place);
        let mut said = if own {
            vec![self.fill("repair", "of_row", &values)]
        } else {
            values.push(("place", &place));
            vec![self.fill("repair", "of_sum", &values)]
        };
        let last = reason.steps.last().and_then(|step| step.result.as_ref());
        if last.is_some_and(|last| *last != reason.value) {
            said.push(self.fill("repair", "within", &[("range", &value)]));
        }
        if !reason.rests_on.is_empty() {
            said.push(self.word("repair", "rests_on"));
        }
        said.join(" ")
    }

    /// Why something is not repaired with certainty.
    pub fn not_repaired(&self, why: &Why) -> String {
        match why {
            Why::Several { candidates, .. } if candidates.len() == 1 => {
                self.word("repair", "one_open")
            }
            Why::Several { candidates, .. } => self.fill(
                "repair",
                "several",
                &[("count", &candidates.len().to_string())],
            ),
            Why::MoreThan(count) => {
                self.fill("repair", "more_than", &[("count", &count.to_string())])
            }
            Why::TooMany => self.word("repair", "too_many"),
            Why::TooLarge => self.word("repair", "too_large"),
        }
    }

    /// A step as people write it: `4 029 600,00 € − 3 269 600,00 € = 760 000,00 €`.
    fn reckoning(&self, step: &Step, reason: &Reason) -> String {
        let said = |value: Option<&Value>| {
            value.map_or_else(|| self.word("unit_words", "unknown"), |one| self.value(one))
        };
        let result = said(step.result.as_ref());
        let sign = match step.op {
            // One figure alone is no sum.
            Op::Sum if step.operands.len() == 1 => return result,
            Op::Sum if step.operands.len() > WRITTEN_OUT => {
                let count = step.operands.len().to_string();
                return self.fill("repair", "many", &[("count", &count), ("sum", &result)]);
            }
            Op::Sum => " + ",
            Op::Difference => " − ",
            Op::Product => " × ",
            _ => " / ",
        };
        let operands = step.operands.iter().map(|operand| {
            said(match operand {
                Argument::Operand(at) => {
                    reason.operands.get(*at).and_then(|one| one.value.as_ref())
                }
                Argument::Step(at) => reason.steps.get(*at).and_then(|one| one.result.as_ref()),
                Argument::Fixed(value) => Some(value),
            })
        });
        format!("{} = {result}", operands.collect::<Vec<_>>().join(sign))
    }
}

/// The row that a figure stands in.
fn row(place: &Place) -> &str {
    place.pointer.rsplit_once('/').map_or("", |(row, _)| row)
}

/// A place by its last two steps: the line and the figure, or the headline.
fn tail(place: &Place) -> Place {
    let from = place.path.len().saturating_sub(2);
    Place {
        path: place.path.get(from..).unwrap_or_default().to_vec(),
        ..place.clone()
    }
}
