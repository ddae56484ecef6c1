//! What an assessment says: verdicts, findings, values. Data only; words come last.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::model::PartialDate;
use crate::rulebook::{Bases, Id, Severity, Stage};

mod asked;
mod patch;
mod place;
mod reckoning;
mod value;
mod values;
mod verdict;

pub use asked::Asked;
pub use patch::PatchOp;
pub use place::*;
pub use reckoning::*;
pub use value::*;
pub use values::Values;
pub use verdict::*;

/// A fault, or something that cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The rule, by its id.
    pub rule: Id,
    /// How grave.
    pub severity: Severity,
    /// The stage that was assessed for.
    pub stage: Stage,
    /// `not-met`, `cannot-tell` or `waived`.
    pub verdict: Verdict,
    /// Where.
    pub place: Arc<Place>,
    /// The values of the message, by their names.
    pub values: Values,
    /// How far it is from complying.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance: Option<Distance>,
    /// The values that the reckoning used, and where they come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operands: Vec<Operand>,
    /// The reckoning, step by step; the last one decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// What is missing or too coarse for a verdict, and what would decide.
    #[serde(default, skip_serializing_if = "SmallVec::is_empty")]
    pub missing: SmallVec<[Asked; 8]>,
    /// What the reckoning takes for granted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assumes: Vec<Assumption>,
    /// On what the rule and its numbers rest, as in force.
    pub basis: Bases,
    /// The exception that waives it, or was asked for it in vain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiver: Option<Waiver>,
    /// The group of findings with a common cause that it belongs to, by number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<usize>,
    /// What repairs it, where that is certain: JSON Patch (RFC 6902), to be applied whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<Vec<PatchOp>>,
}

/// An exception that was asked for a fault; granted and in force, it waives the fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// How it stands with it.
    pub state: WaiverState,
    /// The decision that grants it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// Its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The last day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<PartialDate>,
}

/// How it stands with an exception on the day of the assessment.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum WaiverState {
    /// A decision grants it, and it holds.
    Granted,
    /// A decision grants it; whether it still holds cannot be told from its coarse date.
    Unclear,
    /// A decision granted it, and it has run out.
    Expired,
    /// It is claimed without a decision.
    Claimed,
}

/// Findings with a common cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The cause.
    pub cause: Cause,
    /// The findings, by their numbers in the assessment.
    pub findings: Vec<usize>,
}

/// What several findings come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The values at these places: they explain the findings together.
    Values(Vec<Arc<Place>>),
    /// Something that several rules need is missing or too coarse.
    Missing {
        /// What.
        asked: Asked,
        /// Where it stands, or would stand.
        place: Arc<Place>,
    },
}

impl Cause {
    /// Where the cause lies.
    pub fn places(&self) -> &[Arc<Place>] {
        match self {
            Cause::Values(places) => places,
            Cause::Missing { place, .. } => std::slice::from_ref(place),
        }
    }
}

/// What one rule says of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The rule, by its id.
    pub rule: Id,
    /// The rulebook that it stands in.
    pub book: Id,
    /// How grave a fault is here.
    pub severity: Severity,
    /// The worst verdict of its subjects.
    pub verdict: Verdict,
    /// How many subjects had which verdict.
    pub counts: Counts,
    /// Of what is met, the closest call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closest: Option<Evidence>,
    /// Why it does not apply.
    #[serde(default, skip_serializing_if = "SmallVec::is_empty")]
    pub reasons: SmallVec<[NotApplicable; 1]>,
    /// Its findings, by their numbers in the assessment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<usize>,
    /// On what it rests, as in force: the basis of its findings, and without any, of what is met.
    #[serde(default, skip_serializing_if = "Bases::is_empty")]
    pub basis: Bases,
}

/// What shows that a rule is met, and how close it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Where.
    pub place: Arc<Place>,
    /// The values, by the names that the rule's message uses.
    pub values: Values,
    /// The room that is left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance: Option<Distance>,
    /// The values that the reckoning used, and where they come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operands: Vec<Operand>,
    /// The reckoning, step by step; the last one decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// What the reckoning takes for granted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assumes: Vec<Assumption>,
    /// On what the rule and its numbers rest here, as in force.
    pub basis: Bases,
}

/// What a reckoning takes for granted, because neither the document nor the statute says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Assumption {
    /// All costs entitle to the grant: the document does not set apart those that do not.
    AllCostsEligible,
    /// Other public funding pays first for costs that do not entitle to the grant.
    OtherFundingOutside,
    /// The number of a rulebook is as its remark says: the rulebook and the parameter.
    Number {
        /// The rulebook that defines it.
        book: Id,
        /// The parameter.
        param: Id,
    },
}
