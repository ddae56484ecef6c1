//! From a reckoning as kinds of check gather it to one as data.

use std::sync::Arc;

use crate::check::{Done, From, Reckoning, Used};
use crate::finding::{Operand, Origin, Place, Step};
use crate::index::Index;
use crate::place::At;

/// Makes places of documents into data, with pointer and path.
pub(crate) struct Told<'r, 'a> {
    pub(crate) all: &'r [Index<'a>],
    /// The document that it is about, by number.
    pub(crate) document: usize,
    /// Whether places name their document.
    pub(crate) together: bool,
}

impl Told<'_, '_> {
    pub(crate) fn place(&self, document: usize, at: At) -> Arc<Place> {
        let index = self.all.get(document).or(self.all.first());
        match index {
            Some(index) if self.together => Arc::new(Place {
                document: Some(index.project.id.clone()),
                ..at.place(index)
            }),
            Some(index) => index.place(at),
            None => Arc::default(),
        }
    }

    fn operand(&self, used: Used) -> Operand {
        let from = match used.from {
            From::At(at) => Origin::Place(self.place(self.document, at)),
            From::In(document, at) => Origin::Place(self.place(document, at)),
            From::Param { book, name, basis } => Origin::Param { book, name, basis },
            From::Rule(field) => Origin::Rule(field.to_owned()),
            From::Register(entry) => Origin::Register(entry),
            From::Rulebook(id) => Origin::Rulebook(id),
            From::Exception(rule) => Origin::Exception(rule),
            From::AsOf => Origin::AsOf,
            From::Stage => Origin::Stage,
        };
        Operand {
            from,
            value: used.value,
        }
    }

    fn step(&self, done: Done) -> Step {
        Step {
            op: done.op,
            operands: done.terms,
            result: done.result,
            place: done.at.map(|at| self.place(self.document, at)),
        }
    }

    pub(crate) fn reckoning(&self, reckoning: Reckoning) -> (Vec<Operand>, Vec<Step>) {
        let operands = reckoning.operands.into_iter().map(|one| self.operand(one));
        let steps = reckoning.steps.into_iter().map(|one| self.step(one));
        (operands.collect(), steps.collect())
    }
}
