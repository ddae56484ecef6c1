//! Why a cell has the value that a repair gives it: each equation that says so, step by step.

use super::equations::{Equation, Form, System, euros};
use super::{Reason, plan::Plan};
use crate::assess::Told;
use crate::check::{Reckoning, fixed, money_value};
use crate::finding::{Argument, Op, Value};
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
        let (how, range) = match &equation.form {
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
        let told = Told {
            all: std::slice::from_ref(self.index),
            document: 0,
            together: false,
        };
        let (operands, steps) = told.reckoning(how);
        Some(Reason {
            rule: equation.rule.id.to_string(),
            place: place(equation.whole)?,
            operands,
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

    /// A cell with what is known of it after the repair.
    fn term(&self, cell: usize, how: &mut Reckoning) -> Option<(Argument, Range<Money>)> {
        let known = self.known(cell)?;
        let at = self.system.cells.get(cell)?.at;
        Some((how.at(at, money_value(known)), known))
    }

    /// Some cells added up; nothing to reckon where there is but one.
    fn total(&self, cells: &[usize], how: &mut Reckoning) -> Option<(Argument, Range<Money>)> {
        let terms: Option<Vec<_>> = cells.iter().map(|cell| self.term(*cell, how)).collect();
        let mut terms = terms?;
        if terms.len() == 1 {
            return terms.pop();
        }
        let ranges = terms.iter().map(|(_, known)| *known);
        let sum = ranges.fold(Range::exact(Money::ZERO), Range::plus);
        let terms: Vec<Argument> = terms.into_iter().map(|(term, _)| term).collect();
        Some((how.step(Op::Sum, terms, money_value(sum)), sum))
    }

    fn sum(
        &self,
        whole: usize,
        parts: &[(usize, bool)],
        cell: usize,
    ) -> Option<(Reckoning, Range<Money>)> {
        let mut how = Reckoning::default();
        // What stands beside the cell on either side of the equation: those that are added to it
        // and those that it is taken from.
        let rest = |added: bool| -> Vec<usize> {
            let rest = parts
                .iter()
                .filter(|(part, one)| *part != cell && *one == added);
            rest.map(|(part, _)| *part).collect()
        };
        let (mut on, mut off) = (rest(true), rest(false));
        if whole != cell {
            // A cell that stands twice is worked out by none of its places alone.
            let mut own = parts.iter().filter(|(part, _)| *part == cell);
            let (Some((_, added)), None) = (own.next(), own.next()) else {
                return None;
            };
            off.push(whole);
            if *added {
                std::mem::swap(&mut on, &mut off);
            }
        }
        let (more, sum) = self.total(&on, &mut how)?;
        let range = if off.is_empty() {
            // What is but another cell is still told as a sum.
            if how.last().is_none() {
                how.step(Op::Sum, [more], money_value(sum));
            }
            sum
        } else {
            let (less, taken) = self.total(&off, &mut how)?;
            let range = sum.minus(taken);
            how.step(Op::Difference, [more, less], money_value(range));
            range
        };
        Some((how, range))
    }

    fn share(
        &self,
        part: usize,
        of: usize,
        share: Share,
        tolerance: Money,
        cell: usize,
    ) -> Option<(Reckoning, Range<Money>)> {
        let (from, op) = if cell == part {
            (of, Op::Product)
        } else {
            (part, Op::Quotient)
        };
        let mut how = Reckoning::default();
        let (term, known) = self.term(from, &mut how)?;
        let other = known.value()?;
        let reckoned = |sum: Money| match op {
            Op::Product => Some(sum.times(share)),
            _ => sum
                .decimal()
                .checked_div(share.decimal())
                .map(Money::from_decimal),
        };
        let exact = reckoned(other)?;
        let share = fixed(Value::Share(share));
        how.step(op, [term, share], Value::Money(exact));
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
        Some((how, range))
    }
}
