//! Why a cell has the value that a repair gives it: each equation that says so, step by step.

use super::equations::{Equation, Form, System, euros};
use super::{Reason, plan::Plan};
use crate::check::money_value;
use crate::finding::{Op, Step, Value};
use crate::index::Index;
use crate::model::{Money, Share};
use crate::range::Range;

/// Looks for the reasons of values, with the cells that a repair gives a value to.
pub(super) struct Reasons<'a> {
    system: &'a System<'a>,
    plan: &'a Plan,
    index: &'a Index<'a>,
    /// The cells that are changed or filled in, marked.
    given: Vec<bool>,
    /// The equations that each cell stands in.
    standing: Vec<Vec<usize>>,
}

impl<'a> Reasons<'a> {
    pub(super) fn new(system: &'a System<'a>, plan: &'a Plan, index: &'a Index<'a>) -> Self {
        let mut given = vec![false; system.cells.len()];
        for cell in plan.changed().chain(plan.fills.iter().copied()) {
            if let Some(slot) = given.get_mut(cell) {
                *slot = true;
            }
        }
        let mut standing = vec![Vec::new(); system.cells.len()];
        for (number, equation) in system.equations.iter().enumerate() {
            for cell in equation.cells() {
                if let Some(standing) = standing.get_mut(cell) {
                    standing.push(number);
                }
            }
        }
        Reasons {
            system,
            plan,
            index,
            given,
            standing,
        }
    }

    /// The reasons for the value of a cell: those that rest on nothing else first, and of them
    /// those that leave no other value.
    pub(super) fn of(&self, cell: usize) -> Vec<Reason> {
        let numbers = self.standing.get(cell).into_iter().flatten();
        let equations = numbers.filter_map(|number| self.system.equations.get(*number));
        let mut reasons: Vec<Reason> = equations
            .filter_map(|equation| self.reason(equation, cell))
            .collect();
        reasons.sort_by_key(|reason| {
            (
                !reason.rests_on.is_empty(),
                !matches!(reason.value, Value::Money(_)),
            )
        });
        reasons
    }

    fn reason(&self, equation: &Equation<'_>, cell: usize) -> Option<Reason> {
        let (steps, range) = match &equation.form {
            Form::Sum(parts) => self.sum(equation.whole, parts, cell)?,
            Form::Share {
                of,
                share,
                tolerance,
            } => self.share(equation.whole, *of, *share, *tolerance, cell)?,
        };
        let others = equation.cells().filter(|other| *other != cell);
        let given = others.filter(|other| self.given.get(*other).copied().unwrap_or_default());
        let place = |cell: usize| {
            self.system
                .cells
                .get(cell)
                .map(|cell| cell.at.place(self.index))
        };
        Some(Reason {
            rule: equation.rule.id.clone(),
            place: place(equation.whole)?,
            steps,
            value: money_value(range)?,
            rests_on: given.filter_map(place).collect(),
        })
    }

    /// What is known of a cell after the repair.
    fn known(&self, cell: usize) -> Option<Range<Money>> {
        let value = euros(self.plan.values.get(cell).copied().flatten()?);
        let stated = self.system.cells.get(cell)?.stated;
        let half = stated.map_or(Money::ZERO, |stated| stated.highest() - stated.amount);
        Some(Range::between(value - half, value + half))
    }

    fn sum(
        &self,
        whole: usize,
        parts: &[(usize, bool)],
        cell: usize,
    ) -> Option<(Vec<Step>, Range<Money>)> {
        let none = Range::exact(Money::ZERO);
        let rest: Vec<Range<Money>> = parts
            .iter()
            .filter(|(part, _)| *part != cell)
            .map(|(part, added)| {
                let known = self.known(*part)?;
                Some(if *added { known } else { none.minus(known) })
            })
            .collect::<Option<_>>()?;
        let sum = rest.iter().copied().fold(none, Range::plus);
        let alone = rest.is_empty();
        let mut steps = Vec::new();
        if rest.len() > 1 || whole == cell {
            steps.push(step(Op::Sum, rest, sum)?);
        }
        if whole == cell {
            return Some((steps, sum));
        }
        // A cell that stands twice is worked out by none of its places alone.
        let mut own = parts.iter().filter(|(part, _)| *part == cell);
        let (Some((_, added)), None) = (own.next(), own.next()) else {
            return None;
        };
        let total = self.known(whole)?;
        if alone && *added {
            return Some((steps, total));
        }
        let (from, less) = if *added { (total, sum) } else { (sum, total) };
        let range = from.minus(less);
        steps.push(step(Op::Difference, vec![from, less], range)?);
        Some((steps, range))
    }

    fn share(
        &self,
        part: usize,
        of: usize,
        share: Share,
        tolerance: Money,
        cell: usize,
    ) -> Option<(Vec<Step>, Range<Money>)> {
        let (other, op) = if cell == part {
            (of, Op::Product)
        } else {
            (part, Op::Quotient)
        };
        let other = self.known(other)?.value()?;
        let reckoned = |sum: Money| match op {
            Op::Product => Some(sum.times(share)),
            _ => sum
                .decimal()
                .checked_div(share.decimal())
                .map(Money::from_decimal),
        };
        let exact = reckoned(other)?;
        let step = Step {
            op,
            operands: vec![Value::Money(other), Value::Share(share)],
            result: Value::Money(exact),
        };
        // Where the exact share is the value itself, no rounding is needed.
        let value = euros(self.plan.values.get(cell).copied().flatten()?);
        let range = if exact == value {
            Range::exact(exact)
        } else if op == Op::Product {
            Range::between(exact - tolerance, exact + tolerance)
        } else {
            let ends = (reckoned(other - tolerance)?, reckoned(other + tolerance)?);
            Range::between(ends.0.min(ends.1), ends.0.max(ends.1))
        };
        Some((vec![step], range))
    }
}

fn step(op: Op, operands: Vec<Range<Money>>, result: Range<Money>) -> Option<Step> {
    let operands = operands
        .into_iter()
        .map(money_value)
        .collect::<Option<_>>()?;
    Some(Step {
        op,
        operands,
        result: money_value(result)?,
    })
}
