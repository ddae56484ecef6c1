//! Gathering a reckoning: operands and steps as they are used.
//!
//! It is made only for a case that is kept, so it may follow a value down to what the document
//! states.

use crate::finding::{Argument, Asked, Op, RegisterEntry, Truth, Value};
use crate::index::Index;
use crate::model::{Countable, Figure, Money, Status};
use crate::place::At;
use crate::range::Range;
use crate::rulebook::{Bases, Id};

use super::{Context, Given, Reading, Subject, money_value};

/// Operands and steps, in the order in which they were used.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reckoning {
    pub(crate) operands: Vec<Used>,
    pub(crate) steps: Vec<Done>,
}

/// A value and where it comes from.
#[derive(Debug, Clone)]
pub(crate) struct Used {
    pub(crate) from: From,
    pub(crate) value: Option<Value>,
}

/// Where a value comes from.
#[derive(Debug, Clone)]
pub(crate) enum From {
    /// The document that the case is about.
    At(At),
    /// One of several documents, by number.
    In(usize, At),
    /// A number or a list of a rulebook, with its basis as in force.
    Param {
        book: Id,
        name: Id,
        basis: Bases,
    },
    /// A field of the rule's check.
    Rule(&'static str),
    Register(RegisterEntry),
    Rulebook(Id),
    /// The exception that a rule of the call allows, by the rule's id.
    Exception(String),
    AsOf,
    Stage,
}

/// A step.
#[derive(Debug, Clone)]
pub(crate) struct Done {
    pub(crate) op: Op,
    pub(crate) terms: Vec<Argument>,
    pub(crate) result: Option<Value>,
    /// What it works out, where the document does not state it.
    pub(crate) at: Option<At>,
}

/// A fixed value.
pub(crate) fn fixed(value: Value) -> Argument {
    Argument::Fixed(value)
}

impl Reckoning {
    /// A value, and where it comes from.
    pub(crate) fn used(&mut self, from: From, value: impl Into<Option<Value>>) -> Argument {
        let value = value.into();
        self.operands.push(Used { from, value });
        Argument::Operand(self.operands.len() - 1)
    }

    /// Something that is not stated, and what is to be known of it: it cannot be told.
    pub(crate) fn unstated(at: At, open: Asked) -> Self {
        let mut how = Reckoning::default();
        let nothing = how.at(at, None);
        how.truth(
            Op::IsPresent,
            [nothing, fixed(Value::Asked(open))],
            Truth::Unknown,
        );
        how
    }

    /// A value of the document.
    pub(crate) fn at(&mut self, at: At, value: impl Into<Option<Value>>) -> Argument {
        self.used(From::At(at), value)
    }

    /// A step.
    pub(crate) fn step(
        &mut self,
        op: Op,
        terms: impl Into<Vec<Argument>>,
        result: impl Into<Option<Value>>,
    ) -> Argument {
        self.steps.push(Done {
            op,
            terms: terms.into(),
            result: result.into(),
            at: None,
        });
        Argument::Step(self.steps.len() - 1)
    }

    /// A step whose result is whether something holds.
    pub(crate) fn truth(
        &mut self,
        op: Op,
        terms: impl Into<Vec<Argument>>,
        truth: Truth,
    ) -> Argument {
        self.step(op, terms, Value::Truth(truth))
    }

    /// The result of the last step.
    pub(crate) fn last(&self) -> Option<Argument> {
        self.steps.len().checked_sub(1).map(Argument::Step)
    }

    /// The places of the document that it used or worked out, and whether their value is known.
    pub(crate) fn places(&self) -> impl Iterator<Item = (At, bool)> {
        let used = self.operands.iter().filter_map(|used| match used.from {
            From::At(at) => Some((at, used.value.is_some())),
            _ => None,
        });
        let worked_out = self.steps.iter();
        let worked_out = worked_out.filter_map(|step| Some((step.at?, step.result.is_some())));
        used.chain(worked_out)
    }

    /// The difference of two sums, the greater first; nothing when one is not known.
    pub(crate) fn gap(
        &mut self,
        (one, a): (&Argument, Range<Money>),
        (other, b): (&Argument, Range<Money>),
    ) -> Option<Argument> {
        if a.is_unknown() || b.is_unknown() {
            return None;
        }
        let (pair, gap) = if a.low > b.low {
            ([one, other], a.minus(b))
        } else {
            ([other, one], b.minus(a))
        };
        Some(self.step(Op::Difference, pair.map(Argument::clone), money_value(gap)))
    }
}

impl Reckoning {
    /// What a quantity came to, down to what the document and the rulebooks state.
    pub(crate) fn read(
        &mut self,
        reading: &Reading,
        subject: &Subject<'_>,
        ctx: &Context<'_>,
    ) -> Argument {
        if let Some(made) = &reading.made {
            let terms = made.from.iter().map(|one| self.read(one, subject, ctx));
            let terms: Vec<Argument> = terms.collect();
            return self.step(made.op, terms, reading.value());
        }
        match (reading.at, &reading.param) {
            (Some(At::Cell(line, status, figure)), _) => self.cell(line, status, figure, ctx.index),
            (Some(at @ At::Lines(budget, status, figure)), _) => {
                let roots: Vec<usize> = ctx.index.roots(budget).collect();
                self.lines(&roots, status, figure, reading.value(), at, ctx.index)
            }
            (Some(At::Counted(what)), _) => self.counted(what, reading.value(), ctx),
            (Some(At::Earmarks(line)), _) => self.earmarks(line, reading, ctx),
            (Some(at), _) => self.at(at, reading.value()),
            (None, Some(name)) => {
                let from = From::param(name, subject, ctx);
                self.used(from, reading.value())
            }
            (None, None) => match (reading.given, reading.value()) {
                (Given::Fixed, Some(value)) => fixed(value),
                (Given::AsOf, value) => self.used(From::AsOf, value),
                (_, value) => self.used(From::Rule("literal"), value),
            },
        }
    }

    /// The figure of a line: as stated, else as the lines below it or its other figures give it,
    /// in the way of [`Index::figure`].
    pub(crate) fn cell(
        &mut self,
        line: usize,
        status: Status,
        figure: Figure,
        index: &Index<'_>,
    ) -> Argument {
        let at = At::Cell(line, status, figure);
        let known = money_value(index.figure(line, figure, status));
        let Some(node) = index.lines.get(line).filter(|_| known.is_some()) else {
            return self.at(at, None);
        };
        if node.line.stated(figure, status).is_some() {
            return self.at(at, known);
        }
        let children: Vec<usize> = index.children(line).collect();
        let below = children
            .iter()
            .any(|child| !index.figure(*child, figure, status).is_unknown());
        if below {
            return self.lines(&children, status, figure, known, at, index);
        }
        let is_known = |one: &Figure| !index.figure(line, *one, status).is_unknown();
        let others = [Figure::OtherPublic, Figure::OtherPrivate];
        let others = others.into_iter().filter(is_known);
        let cell = |this: &mut Self, one| this.cell(line, status, one, index);
        match figure {
            Figure::Eligible => cell(self, Figure::Total),
            Figure::Total => {
                let funding = [Figure::Grant, Figure::Own].into_iter().chain(others);
                let terms: Vec<Argument> = funding.map(|one| cell(self, one)).collect();
                self.works_out(Some(at), Op::Sum, terms, known)
            }
            Figure::Grant | Figure::Own => {
                let other = if figure == Figure::Grant {
                    Figure::Own
                } else {
                    Figure::Grant
                };
                let funding: Vec<Figure> = std::iter::once(other).chain(others).collect();
                let total = cell(self, Figure::Total);
                let known_funding = funding
                    .iter()
                    .map(|one| index.figure(line, *one, status))
                    .reduce(Range::plus);
                let mut terms: Vec<Argument> =
                    funding.into_iter().map(|one| cell(self, one)).collect();
                let funded = match terms.len() {
                    1 => terms.swap_remove(0),
                    _ => self.step(Op::Sum, terms, known_funding.and_then(money_value)),
                };
                self.works_out(Some(at), Op::Difference, [total, funded], known)
            }
            _ => self.at(at, known),
        }
    }

    /// A figure of several lines together, in the way of [`sum_of_lines`](crate::index::sum_of_lines).
    fn lines(
        &mut self,
        lines: &[usize],
        status: Status,
        figure: Figure,
        sum: Option<Value>,
        at: At,
        index: &Index<'_>,
    ) -> Argument {
        let counts = |line: &&usize| {
            !figure.none_unless_stated() || !index.figure(**line, figure, status).is_unknown()
        };
        let lines = lines.iter().filter(counts);
        let terms: Vec<Argument> = lines
            .map(|line| self.cell(*line, status, figure, index))
            .collect();
        self.works_out(Some(at), Op::Sum, terms, sum)
    }

    /// How many of a thing the document lists.
    pub(crate) fn counted(
        &mut self,
        what: Countable,
        count: Option<Value>,
        ctx: &Context<'_>,
    ) -> Argument {
        let list = self.at(At::Counted(what), super::count::listed(what, ctx));
        self.step(Op::Count, [list], count)
    }

    fn earmarks(&mut self, line: usize, reading: &Reading, ctx: &Context<'_>) -> Argument {
        let parts = ctx
            .index
            .lines
            .get(line)
            .map_or(&[][..], |node| node.line.of_which.as_slice());
        let terms = parts.iter().enumerate().map(|(number, part)| {
            let sum = super::quantity::stated(part.amount);
            self.at(At::Earmark(line, number), money_value(sum))
        });
        let terms: Vec<Argument> = terms.collect();
        match terms.as_slice() {
            [only] => only.clone(),
            _ => self.works_out(reading.at, Op::Sum, terms, reading.value()),
        }
    }

    /// A step that works out what the document does not state at its place.
    pub(crate) fn works_out(
        &mut self,
        at: Option<At>,
        op: Op,
        terms: impl Into<Vec<Argument>>,
        result: impl Into<Option<Value>>,
    ) -> Argument {
        let term = self.step(op, terms, result);
        if let Some(step) = self.steps.last_mut() {
            step.at = at;
        }
        term
    }
}

impl From {
    /// A number or a list of a rulebook, as it counts for a subject.
    pub(crate) fn param(name: &str, subject: &Subject<'_>, ctx: &Context<'_>) -> Self {
        match ctx.number_of(name, subject) {
            Some(found) => {
                let values = ctx.values(found.param, subject);
                From::Param {
                    book: found.book.clone(),
                    name: found.name.clone(),
                    basis: Bases::joined(values.map(|value| &value.basis)),
                }
            }
            None => From::Param {
                book: Id::default(),
                name: name.into(),
                basis: Bases::default(),
            },
        }
    }
}
