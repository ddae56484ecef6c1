//! What a kind found of one thing, and where it puts that.

use smallvec::SmallVec;

use super::{Absent, Reading, Reckoning};
use crate::finding::{Asked, Assumption, Distance, NotApplicable, Truth, Value, Values};
use crate::place::At;

/// What a kind found of one thing.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) at: At,
    pub(crate) values: Values,
    pub(crate) distance: Option<Distance>,
    pub(crate) reckoning: Reckoning,
    pub(crate) missing: SmallVec<[Asked; 8]>,
    pub(crate) assumes: Vec<Assumption>,
    /// The project that the case is about, by number, where several are assessed together.
    pub(crate) document: usize,
}

impl Case {
    pub(crate) fn at(at: At) -> Self {
        Case {
            at,
            values: Values::default(),
            distance: None,
            reckoning: Reckoning::default(),
            missing: SmallVec::new(),
            assumes: Vec::new(),
            document: 0,
        }
    }

    pub(crate) fn value(mut self, name: &'static str, value: impl Into<Option<Value>>) -> Self {
        if let Some(value) = value.into() {
            self.values.insert(name, value);
        }
        self
    }

    pub(crate) fn distance(mut self, distance: impl Into<Option<Distance>>) -> Self {
        self.distance = distance.into();
        self
    }

    /// How it was reckoned; the last step decides.
    pub(crate) fn reckoned(mut self, reckoning: Reckoning) -> Self {
        self.reckoning = reckoning;
        self
    }

    /// What the quantities that it was reckoned from take for granted.
    pub(crate) fn assumed_by<'r>(self, readings: impl IntoIterator<Item = &'r Reading>) -> Self {
        let assumes = readings.into_iter().flat_map(|one| &one.assumes).cloned();
        self.assume(assumes)
    }

    pub(crate) fn assume(mut self, assumes: impl IntoIterator<Item = Assumption>) -> Self {
        self.assumes.extend(assumes);
        self.assumes.sort_unstable();
        self.assumes.dedup();
        self
    }

    pub(crate) fn missing(mut self, missing: impl IntoIterator<Item = Asked>) -> Self {
        self.missing.extend(missing);
        self.missing.sort_unstable();
        self.missing.dedup();
        self
    }
}

/// Where a kind puts what it found.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    /// Whether it counts alone: no case is made.
    pub(crate) silent: bool,
    pub(crate) met: u64,
    pub(crate) faulty: u64,
    pub(crate) open: u64,
    /// How far the closest call is from its bound, where that can be told.
    pub(crate) least: Option<Distance>,
    pub(crate) closest: Option<Case>,
    /// Whether the last subject gave the closest call.
    pub(crate) moved: bool,
    pub(crate) faults: Vec<Case>,
    pub(crate) unclear: Vec<Case>,
    pub(crate) skipped: SmallVec<[NotApplicable; 1]>,
    pub(crate) skips: u64,
    /// What is met, gathered only when each is to be shown.
    pub(crate) passes: Option<Vec<Case>>,
    /// Cells of met equations, gathered only when broken ones must be explained.
    pub(crate) sound: Option<Vec<At>>,
}

impl Sink {
    /// One that counts, and makes no case.
    pub(crate) fn silent() -> Self {
        Sink {
            silent: true,
            ..Sink::default()
        }
    }

    /// A verdict by truth, where no case would be made of it.
    pub(crate) fn count(&mut self, truth: Truth, distance: Option<Distance>) {
        debug_assert!(self.silent, "a case is to be made");
        self.decide(truth, distance, || Case::at(At::Root));
    }

    /// A verdict by truth; the case is made only when it is kept.
    pub(crate) fn decide(
        &mut self,
        truth: Truth,
        distance: Option<Distance>,
        case: impl FnOnce() -> Case,
    ) {
        match truth {
            Truth::Yes => self.met(distance, case),
            Truth::No => self.fault(|| case().distance(distance)),
            Truth::Unknown => self.open(case),
        }
    }

    /// Certainly not met.
    pub(crate) fn fault(&mut self, case: impl FnOnce() -> Case) {
        self.faulty += 1;
        if !self.silent {
            self.faults.push(case());
        }
    }

    /// Left open.
    pub(crate) fn open(&mut self, case: impl FnOnce() -> Case) {
        self.open += 1;
        if !self.silent {
            self.unclear.push(case());
        }
    }

    /// Met; kept as evidence when it is the closest call so far.
    pub(crate) fn met(&mut self, distance: Option<Distance>, case: impl FnOnce() -> Case) {
        let closer = self.met == 0 || closer(distance.as_ref(), self.least.as_ref());
        self.met += 1;
        if closer {
            self.moved = true;
            self.least.clone_from(&distance);
        }
        if self.silent || !(closer || self.passes.is_some()) {
            return;
        }
        let case = case().distance(distance);
        if let Some(passes) = &mut self.passes {
            passes.push(case.clone());
        }
        if closer {
            self.closest = Some(case);
        }
    }

    /// Not concerned, and why.
    pub(crate) fn skip(&mut self, reason: NotApplicable) {
        self.skips += 1;
        if !self.skipped.contains(&reason) {
            self.skipped.push(reason);
        }
    }

    pub(crate) fn absent(&mut self, absent: Absent) {
        self.skip(match absent {
            Absent::NoSubject => NotApplicable::NoSubject,
            Absent::NoNumber(name) => NotApplicable::NoNumber(name),
        });
    }
}

/// Whether one distance is less than another of the same unit.
fn closer(one: Option<&Distance>, other: Option<&Distance>) -> bool {
    match (
        one.map(|distance| &distance.by),
        other.map(|distance| &distance.by),
    ) {
        (Some(Value::Money(one)), Some(Value::Money(other))) => one < other,
        (Some(Value::Points(one)), Some(Value::Points(other))) => one < other,
        (Some(Value::Days(one)), Some(Value::Days(other))) => one < other,
        (Some(Value::Count(one)), Some(Value::Count(other))) => one < other,
        (Some(_), None) => true,
        _ => false,
    }
}
