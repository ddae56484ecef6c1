//! The equations of one budget in one status: what its rules say of sums and shares, as cells.

use std::collections::HashMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::constraint::{Constraint, TooLarge};
use super::network::Stated as Numeric;
use crate::model::{Figure, Money, Share, Stated};
use crate::place::At;
use crate::rulebook::Rule;

/// A figure of a line, or a headline's sum.
pub(super) struct Cell {
    pub(super) at: At,
    pub(super) stated: Option<Stated>,
    /// Whether it is absent although a line beside it states the same figure.
    pub(super) lost: bool,
}

/// What a cell must come to.
pub(super) enum Form {
    /// The sum of the parts, those marked `false` taken away.
    Sum(Vec<(usize, bool)>),
    /// A share of another cell, apart from a rounding that the rule allows.
    Share {
        of: usize,
        share: Share,
        tolerance: Money,
    },
}

/// An equation of a budget.
pub(super) struct Equation<'a> {
    /// The rule that asks for it.
    pub(super) rule: &'a Rule,
    /// The cell that is a sum or a share.
    pub(super) whole: usize,
    pub(super) form: Form,
}

impl Equation<'_> {
    /// The cells that stand in it.
    pub(super) fn cells(&self) -> impl Iterator<Item = usize> + '_ {
        let (parts, of) = match &self.form {
            Form::Sum(parts) => (parts.as_slice(), None),
            Form::Share { of, .. } => (&[][..], Some(*of)),
        };
        std::iter::once(self.whole)
            .chain(parts.iter().map(|(cell, _)| *cell))
            .chain(of)
    }
}

/// The equations of one budget in one status, and their cells.
pub(super) struct System<'a> {
    pub(super) cells: Vec<Cell>,
    pub(super) equations: Vec<Equation<'a>>,
    pub(super) numbers: HashMap<At, usize>,
}

impl System<'_> {
    /// Whether the line of a cell states nothing at all.
    pub(super) fn row_is_lost(&self, cell: usize) -> bool {
        let Some(At::Cell(line, status, _)) = self.cells.get(cell).map(|cell| cell.at) else {
            return false;
        };
        let cell = |figure| self.numbers.get(&At::Cell(line, status, figure));
        let mut cells = Figure::ALL.into_iter().filter_map(cell);
        cells.all(|cell| {
            self.cells
                .get(*cell)
                .is_none_or(|cell| cell.stated.is_none())
        })
    }

    /// The equations as constraints, by number.
    pub(super) fn constraints(&self) -> Result<Vec<Constraint>, TooLarge> {
        let half = |cell: usize| -> Result<i128, TooLarge> {
            let stated = self.cells.get(cell).and_then(|cell| cell.stated);
            stated.map_or(Ok(0), |stated| {
                thousandths(stated.highest() - stated.amount)
            })
        };
        let equations = self.equations.iter().enumerate();
        equations
            .map(|(number, equation)| {
                let whole = equation.whole;
                let (terms, slack) = match &equation.form {
                    Form::Sum(parts) => {
                        let mut slack = half(whole)?;
                        let mut terms = vec![(whole, 1)];
                        for (cell, added) in parts {
                            terms.push((*cell, if *added { -1 } else { 1 }));
                            slack = slack.checked_add(half(*cell)?).ok_or(TooLarge)?;
                        }
                        (terms, slack)
                    }
                    Form::Share {
                        of,
                        share,
                        tolerance,
                    } => {
                        let share = share.decimal().normalize();
                        let unit = 10i128.checked_pow(share.scale()).ok_or(TooLarge)?;
                        let part = share.mantissa();
                        let times = |by: i128, sum: i128| by.checked_mul(sum).ok_or(TooLarge);
                        let own = times(unit, half(whole)?)?;
                        let other = times(part.abs(), half(*of)?)?;
                        let rounding = times(unit, thousandths(*tolerance)?)?;
                        let slack = own
                            .checked_add(other)
                            .and_then(|sum| sum.checked_add(rounding));
                        (vec![(whole, unit), (*of, -part)], slack.ok_or(TooLarge)?)
                    }
                };
                Constraint::new(terms, slack, vec![number])
            })
            .collect()
    }

    /// The cells as numbers, in thousandths of a euro; absent ones as nothing.
    pub(super) fn numeric(&self) -> Result<Vec<Numeric>, TooLarge> {
        let step = self.step()?;
        let cells = self.cells.iter().map(|cell| {
            let Some(stated) = cell.stated else {
                return Ok(Numeric {
                    value: 0,
                    step,
                    negative: false,
                });
            };
            let value = thousandths(stated.amount)?;
            let unit = stated.nearest.map_or(Ok(0), thousandths)?.abs();
            let step = if unit == 0 { step } else { unit };
            Ok(Numeric {
                value,
                step,
                negative: value < 0,
            })
        });
        cells.collect()
    }

    /// The unit of exact figures: euros where all of them are whole euros, else cents.
    fn step(&self) -> Result<i128, TooLarge> {
        let stated = self.cells.iter().filter_map(|cell| cell.stated);
        let exact = stated.filter(|stated| stated.nearest.is_none());
        let amounts = exact.map(|stated| thousandths(stated.amount));
        let amounts = amounts.collect::<Result<Vec<i128>, TooLarge>>()?;
        Ok(if amounts.iter().all(|amount| amount % 1000 == 0) {
            1000
        } else {
            10
        })
    }
}

/// A sum in thousandths of a euro.
fn thousandths(sum: Money) -> Result<i128, TooLarge> {
    let sum = sum
        .decimal()
        .checked_mul(Decimal::ONE_THOUSAND)
        .ok_or(TooLarge)?;
    if sum.fract().is_zero() {
        sum.to_i128().ok_or(TooLarge)
    } else {
        Err(TooLarge)
    }
}

/// Thousandths of a euro as a sum.
pub(super) fn euros(thousandths: i128) -> Money {
    Money::from_decimal(Decimal::from_i128_with_scale(thousandths, 3).normalize())
}
