//! How a verdict was reckoned: the values with where they come from, and each step with its result.
//!
//! A reckoning stands on its own: each step's result follows from its operands alone, each operand
//! is a value that the document states, a number of a rulebook, an entry of the register, a fixed
//! number, or the result of an earlier step, and the last step's result is the verdict.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Place, Value};
use crate::rulebook::{Bases, Id};

/// A value that a reckoning used, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Operand {
    /// Where it comes from.
    pub from: Origin,
    /// The value; absent when it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
}

impl Operand {
    /// Where it stands in the document, if it comes from there.
    pub fn place(&self) -> Option<&Arc<Place>> {
        match &self.from {
            Origin::Place(place) => Some(place),
            _ => None,
        }
    }

    /// Leaves out where in the document it stands; what it is stays.
    pub(crate) fn forget_pointer(&mut self) {
        if let Origin::Place(place) = &mut self.from {
            Arc::make_mut(place).pointer = String::new();
        }
    }
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// From the document.
    Place(Arc<Place>),
    /// From a rulebook: a number or a list of it.
    Param {
        /// The rulebook, by its id.
        book: Id,
        /// The parameter, by its name.
        name: Id,
        /// On what its value rests, as in force.
        #[serde(default, skip_serializing_if = "Bases::is_empty")]
        basis: Bases,
    },
    /// From the rule itself: a field of its check.
    Rule(String),
    /// From the register of municipalities.
    Register(RegisterEntry),
    /// A loaded rulebook itself, by its id.
    Rulebook(Id),
    /// The exception that a rule of the call allows, by the rule's id.
    Exception(String),
    /// The day that the assessment was made for.
    AsOf,
    /// The stage that the assessment was made for.
    Stage,
}

/// An entry of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RegisterEntry {
    /// A municipality, by its code.
    Municipality(String),
    /// The population of a municipality on the last day of a year.
    Population {
        /// The municipality, by its code.
        municipality: String,
        /// The year.
        year: u16,
    },
    /// A region, by its code.
    Region(String),
    /// The municipalities of a region, by its code.
    MunicipalitiesOf(String),
    /// A wellbeing services county, by its code.
    County(String),
    /// The wellbeing services counties of a region, by its code.
    CountiesOf(String),
}

/// One step of a reckoning: an operator, what it was used on, and the result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What was done.
    pub op: Op,
    /// On what, in order.
    pub operands: Vec<Argument>,
    /// What came out; absent when it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
    /// The place in the document whose value it works out, where the document does not state it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Arc<Place>>,
}

/// What a step reckons with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Argument {
    /// An operand of the reckoning, by its number.
    Operand(usize),
    /// The result of an earlier step, by its number.
    Step(usize),
    /// A fixed value, such as a weight of a check digit.
    Fixed(Value),
}

/// An operator of a reckoning.
///
/// Sums, shares, dates and counts may be ranges. Arithmetic is done on the ends; a comparison of
/// ranges is true or false only where every choice within them gives the same. With an operand that
/// is not known there is no result, and a comparison is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// The sum of all operands.
    Sum,
    /// The first less the second.
    Difference,
    /// The first times the second.
    Product,
    /// The first times the second, rounded up to the next whole.
    ProductRoundedUp,
    /// The first divided by the second, to 28 digits; nothing where the second may be zero or less.
    Quotient,
    /// What is left of the first when it is divided by the second as often as it goes.
    Remainder,
    /// Each member of the second times the member of the first at the same place, added up.
    WeightedSum,
    /// From the lowest that the first may be to the highest that the second may be.
    Between,
    /// From the lowest to the highest that any operand may be.
    Span,
    /// Days from the first to the second.
    DaysBetween,
    /// The least of all operands; where one may be any sum above, the others bound it.
    Least,
    /// The greatest of all operands; where one may be any sum below, the others bound it.
    Greatest,
    /// The first in whole cents: with a fraction of a cent it lies between the cents on either side.
    ToCents,
    /// The day after the first.
    NextDay,
    /// The last day of the year of the first.
    YearEnd,
    /// The first day, so many months later (150/1930 3 §).
    PlusMonths,
    /// The first day, so many years later.
    PlusYears,
    /// The first day, or the next working day after it (150/1930 5 §).
    NextWorkingDay,
    /// The latest of all days; unknown at an end where one operand is.
    Latest,
    /// The digits of the first, in order.
    Digits,
    /// The last member of the first.
    Last,
    /// How many members the first has.
    Count,
    /// How many operands there are.
    CountAll,
    /// The members of the first that are not among those known of the second.
    Lacking,
    /// The members that the first and the second have in common.
    Common,
    /// Whether the first is at most the second.
    AtMost,
    /// Whether the first is less than the second.
    LessThan,
    /// Whether the first is at least the second.
    AtLeast,
    /// Whether the first is the second, or no further from it than the third. Ranges are the same
    /// when they have a value in common: a rounded sum is any sum that rounds to it.
    Equals,
    /// Whether the first is certainly the second; where ranges have values in common, unknown.
    Is,
    /// Whether the first day is not after the second.
    NotAfter,
    /// Whether the first day is not before the second.
    NotBefore,
    /// Whether the first is among the members of the second, or is the second; among nothing, it
    /// is not. Among a set that may have more members, what is not found is unknown.
    OneOf,
    /// Whether the first, apart from case, spaces and marks at its ends, is none of the second.
    NotOneOf,
    /// Whether the first text is in no language, apart from case and spaces, the same as one of
    /// the others. Texts of less than 30 signs are not compared.
    Differs,
    /// Whether the first has all members of the second; what a set that may have more members
    /// lacks is unknown, save what a third operand says that it certainly has not.
    HasAll,
    /// Whether the first has at least one member of the second; unknown where none is known and
    /// there may be more.
    HasAny,
    /// Whether the first is there. With a second operand, which says what leaves it open, what is
    /// not there is unknown.
    IsPresent,
    /// Whether the first is not there.
    IsAbsent,
    /// Whether what the first says holds; unsaid, it is unknown.
    Holds,
    /// Whether the first is written as one of the second: `0` stands for any digit, any other
    /// sign for itself.
    IsWritten,
    /// Whether all operands hold.
    All,
    /// Whether at least one operand holds.
    Any,
}

/// Whether something holds, as far as what is known tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Truth {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// What is known leaves it open.
    Unknown,
}

impl Truth {
    /// The word in data.
    pub fn key(self) -> &'static str {
        match self {
            Truth::Yes => "yes",
            Truth::No => "no",
            Truth::Unknown => "unknown",
        }
    }

    pub(crate) fn not(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
        }
    }

    /// Whether both hold.
    pub(crate) fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::Yes, Truth::Yes) => Truth::Yes,
            (Truth::No, _) | (_, Truth::No) => Truth::No,
            _ => Truth::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Truth::Yes } else { Truth::No }
    }
}
