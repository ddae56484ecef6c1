//! Verdicts, and the answer as a whole.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rulebook::Id;

/// What a rule says of a document, or of one thing in it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The rule does not concern it, or not yet.
    NotApplicable,
    /// Certainly met.
    Met,
    /// Not met, but a decision grants an exception that the law allows.
    Waived,
    /// What is known leaves it open.
    CannotTell,
    /// Certainly not met.
    NotMet,
}

impl Verdict {
    /// All of them, the gravest first.
    pub const ALL: [Verdict; 5] = [
        Verdict::NotMet,
        Verdict::CannotTell,
        Verdict::Waived,
        Verdict::Met,
        Verdict::NotApplicable,
    ];

    /// The word in data.
    pub fn key(self) -> &'static str {
        match self {
            Verdict::NotMet => "not-met",
            Verdict::CannotTell => "cannot-tell",
            Verdict::Waived => "waived",
            Verdict::Met => "met",
            Verdict::NotApplicable => "not-applicable",
        }
    }
}

/// The answer of an assessment as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// A rule of severity error is not met.
    NotCompliant,
    /// No error is certain, but one cannot be told.
    Incomplete,
    /// No error; warnings, advice or waivers.
    CompliantWithRemarks,
    /// Nothing to remark.
    Compliant,
}

impl Answer {
    /// The word in data.
    pub fn key(self) -> &'static str {
        match self {
            Answer::NotCompliant => "not-compliant",
            Answer::Incomplete => "incomplete",
            Answer::CompliantWithRemarks => "compliant-with-remarks",
            Answer::Compliant => "compliant",
        }
    }
}

/// Why a rule does not apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NotApplicable {
    /// The document has no grant under the rulebook.
    NoGrant,
    /// The rule does not bind at this stage.
    Stage,
    /// The document has nothing that the rule ranges over.
    NoSubject,
    /// Not due until this day.
    NotYetDue(Date),
    /// A rulebook switches the rule off: the book, by its id.
    SwitchedOff(Id),
    /// The rule is about several documents together.
    Together,
    /// The numbers that the rule needs are not in force.
    NoNumber(Id),
    /// The grant was awarded on the other side of a date.
    Award,
}

/// How many subjects of a rule had which verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Counts {
    /// Certainly met.
    pub met: u64,
    /// Certainly not met.
    pub not_met: u64,
    /// Left open.
    pub cannot_tell: u64,
    /// Not concerned.
    pub not_applicable: u64,
    /// Waived.
    pub waived: u64,
}

impl Counts {
    /// How many have a verdict.
    pub fn of(self, verdict: Verdict) -> u64 {
        match verdict {
            Verdict::Met => self.met,
            Verdict::NotMet => self.not_met,
            Verdict::CannotTell => self.cannot_tell,
            Verdict::NotApplicable => self.not_applicable,
            Verdict::Waived => self.waived,
        }
    }

    /// Counts so many more of a verdict.
    pub(crate) fn add(&mut self, verdict: Verdict, more: u64) {
        match verdict {
            Verdict::Met => self.met += more,
            Verdict::NotMet => self.not_met += more,
            Verdict::CannotTell => self.cannot_tell += more,
            Verdict::NotApplicable => self.not_applicable += more,
            Verdict::Waived => self.waived += more,
        }
    }
}
