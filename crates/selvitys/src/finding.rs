//! What an assessment says: verdicts, findings, values. Data only; words come last.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Figure, Money, PartialDate, Round, Share, Text};
use crate::rulebook::{Basis, Severity, Stage};

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

/// A value in a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Euros; fractions of a cent only where they were computed.
    Money(
        #[serde(with = "exact")]
        #[schemars(with = "exact::Euros")]
        Money,
    ),
    /// Euros known only to lie between two sums.
    MoneyRange(
        #[serde(with = "exact::maybe")]
        #[schemars(with = "Option<exact::Euros>")]
        Option<Money>,
        #[serde(with = "exact::maybe")]
        #[schemars(with = "Option<exact::Euros>")]
        Option<Money>,
    ),
    /// A share of a whole.
    Share(Share),
    /// A share known only to lie between two.
    ShareRange(Option<Share>, Option<Share>),
    /// A difference of shares, in percentage points.
    Points(Share),
    /// A day.
    Date(Date),
    /// A date as the document states it.
    Coarse(PartialDate),
    /// A closed period: its first and last day.
    Period(PartialDate, PartialDate),
    /// A number of days.
    Days(i64),
    /// A number of things.
    Count(u64),
    /// A text of the document or of a rulebook.
    Text(Text),
    /// Something as the document writes it: a code, an id.
    Code(String),
    /// A municipality, by its code.
    Municipality(String),
    /// A round of self-assessment.
    Round(Round),
    /// A figure of a budget line.
    Figure(Figure),
    /// What a rule asks a document for.
    Asked(Asked),
    /// A unit of time and how many of it.
    Several(Vec<Value>),
}

/// Computed sums: a document's money has at most two decimals, a computed sum as many as it takes.
mod exact {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

    use crate::model::Money;

    /// The schema of a computed sum.
    pub(super) struct Euros;

    impl JsonSchema for Euros {
        fn schema_name() -> Cow<'static, str> {
            "ComputedMoney".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "Euros, exact, as a string; fractions of a cent only where they were computed.",
                "type": "string",
                "pattern": "^-?[0-9]{1,20}\\.[0-9]{2,28}$",
            })
        }
    }

    pub(super) fn serialize<S: Serializer>(sum: &Money, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(sum)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Money, D::Error> {
        let text = Cow::<'de, str>::deserialize(from)?;
        Money::parse_exact(&text).ok_or_else(|| D::Error::custom("not a computed sum"))
    }

    pub(super) mod maybe {
        use super::{Cow, Deserialize, Deserializer, Money, Serializer};
        use serde::de::Error as _;

        #[expect(clippy::ref_option, reason = "serde asks for this form")]
        pub(in super::super) fn serialize<S: Serializer>(
            sum: &Option<Money>,
            to: S,
        ) -> Result<S::Ok, S::Error> {
            match sum {
                Some(sum) => to.collect_str(sum),
                None => to.serialize_none(),
            }
        }

        pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
            from: D,
        ) -> Result<Option<Money>, D::Error> {
            let text = Option::<Cow<'de, str>>::deserialize(from)?;
            text.map(|text| {
                Money::parse_exact(&text).ok_or_else(|| D::Error::custom("not a computed sum"))
            })
            .transpose()
        }
    }
}

impl Value {
    /// The value as data writes it: what the examples of rules compare.
    pub fn as_data(&self) -> String {
        let bound = |value: Option<String>| value.unwrap_or_else(|| "?".to_owned());
        match self {
            Value::Money(sum) => sum.to_string(),
            Value::MoneyRange(low, high) => {
                format!(
                    "{}..{}",
                    bound(low.map(|s| s.to_string())),
                    bound(high.map(|s| s.to_string()))
                )
            }
            Value::Share(share) | Value::Points(share) => share.to_string(),
            Value::ShareRange(low, high) => {
                format!(
                    "{}..{}",
                    bound(low.map(|s| s.to_string())),
                    bound(high.map(|s| s.to_string()))
                )
            }
            Value::Date(day) => day.to_string(),
            Value::Coarse(date) => date.to_string(),
            Value::Period(first, last) => format!("{first}/{last}"),
            Value::Days(days) => days.to_string(),
            Value::Count(count) => count.to_string(),
            Value::Text(text) => text.get(crate::model::Lang::Fi).0.to_owned(),
            Value::Code(code) | Value::Municipality(code) => code.clone(),
            Value::Round(round) => round.to_string(),
            Value::Figure(figure) => figure.key().to_owned(),
            Value::Asked(asked) => crate::check::ContentOf::Part(*asked).to_string(),
            Value::Several(values) => values
                .iter()
                .map(Value::as_data)
                .collect::<Vec<_>>()
                .join(", "),
        }
    }
}

/// Something that a rule looks for in a document and the reports name in words.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// The organisation that administers the project.
    Coordinator,
    /// Organisations or municipalities that carry the project out.
    Implementers,
    /// Parties that carry out or take part, the coordinator aside.
    CommittedParties,
    /// Objectives or goals.
    Objectives,
    /// Measures.
    Measures,
    /// Results aimed at.
    Results,
    /// The sum of grant applied for.
    GrantAmount,
    /// A budget.
    Budget,
    /// Total costs.
    TotalCosts,
    /// Shares of funding by who pays.
    FundingShares,
    /// A timetable.
    Timetable,
    /// How the project is organised.
    Organisation,
    /// A plan for evaluating the project.
    EvaluationPlan,
    /// A plan for taking part.
    ParticipationPlan,
    /// A plan for putting the results to use.
    ExploitationPlan,
    /// Experience of an activity developed earlier.
    ExperienceAccount,
    /// How municipalities take part for services bought from private providers.
    PrivateServiceParticipation,
    /// How the project stands to others.
    RelatedProjects,
    /// Figures of a budget line.
    Figures,
    /// A settled answer on resources.
    ResourceImpact,
    /// Text under a heading of results.
    ResultText,
    /// The first day of a period.
    Start,
    /// The last day of a period.
    End,
    /// The last day of a contract.
    ContractEnd,
    /// A day on which something was made.
    Created,
    /// A day on which something was changed.
    Modified,
    /// Which municipalities take part.
    Participants,
    /// Which region the project is of.
    Region,
    /// By which municipalities a commitment was made.
    Commitments,
    /// Cost classes.
    CostClasses,
    /// Which national goals a package advances.
    NationalGoals,
    /// For which field a lead is.
    LeadField,
    /// A declaration.
    Declaration,
    /// A content that a call defines.
    Content,
    /// The grant decision.
    GrantDecision,
    /// Whether an option to prolong a contract is used.
    OptionUsed,
    /// The purpose of the project.
    Purpose,
}

/// How far a thing is from its bound, and on which side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Distance {
    /// On which side of the bound it is.
    pub side: Side,
    /// How far: money, percentage points, days or a count; never negative.
    pub by: Value,
}

/// On which side of a bound something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Within the bound: room that is left.
    Within,
    /// Less than asked for.
    Short,
    /// More than allowed.
    Over,
    /// Earlier than allowed.
    Early,
    /// Later than allowed.
    Late,
    /// Apart from what it should equal.
    Apart,
    /// Without what is asked for.
    Lacking,
}

/// Where something stands in a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Which document, where several are assessed together: its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// JSON Pointer (RFC 6901); of what is missing, the pointer at which it would stand.
    pub pointer: String,
    /// The titles of the objects on the way there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<PathStep>,
}

/// A step of a path in words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PathStep {
    /// A part of the document, by its field's name.
    Field(String),
    /// An object that has a title of its own.
    Title(TitleText),
    /// A municipality, by its code.
    Municipality(String),
    /// The call of a grant, by the id of its rulebook.
    Call(String),
    /// A figure of a budget line.
    Figure(Figure),
}

/// A title in the languages that it has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct TitleText {
    /// In Finnish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fi: Option<String>,
    /// In Swedish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sv: Option<String>,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl From<&Text> for TitleText {
    fn from(text: &Text) -> Self {
        TitleText {
            fi: text.fi.clone(),
            sv: text.sv.clone(),
            en: text.en.clone(),
        }
    }
}

impl From<&TitleText> for Text {
    fn from(title: &TitleText) -> Self {
        Text {
            fi: title.fi.clone(),
            sv: title.sv.clone(),
            en: title.en.clone(),
        }
    }
}

/// A value that a reckoning used, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Operand {
    /// Where in the document; absent for a number of a rulebook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The parameter of the rulebook, for a number of a rulebook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub param: Option<String>,
    /// The value; absent when the document does not state it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
}

/// One step of a reckoning: an operator, what it was used on, and the result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What was done.
    pub op: Op,
    /// On what, in order.
    pub operands: Vec<Value>,
    /// What came out.
    pub result: Value,
}

/// An operator of a reckoning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// The sum of all operands.
    Sum,
    /// The first less the second.
    Difference,
    /// The first times the second.
    Product,
    /// The first divided by the second.
    Quotient,
    /// Days from the first to the second.
    DaysBetween,
}

/// A fault, or something that cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The rule, by its id.
    pub rule: String,
    /// How grave.
    pub severity: Severity,
    /// The stage that was assessed for.
    pub stage: Stage,
    /// `not-met`, `cannot-tell` or `waived`.
    pub verdict: Verdict,
    /// Where.
    pub place: Place,
    /// The values of the message, by their names.
    pub values: BTreeMap<String, Value>,
    /// How far it is from complying.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance: Option<Distance>,
    /// What else the reckoning used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operands: Vec<Operand>,
    /// The reckoning, step by step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// What is missing or too coarse for a verdict, and what would decide.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Asked>,
    /// On what the rule and its numbers rest, as in force.
    pub basis: Vec<Basis>,
    /// The exception that waives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiver: Option<Waiver>,
    /// The group of findings with a common cause that it belongs to, by number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<usize>,
}

/// The exception that waives a fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The decision that grants it.
    pub decision: String,
    /// Its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The last day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<PartialDate>,
}

/// Findings with a common cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The places whose values explain the findings together.
    pub causes: Vec<Place>,
    /// The findings, by their numbers in the assessment.
    pub findings: Vec<usize>,
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
    SwitchedOff(String),
    /// The rule is about several documents together.
    Together,
    /// The numbers that the rule needs are not in force.
    NoNumber(String),
    /// The grant was awarded on the other side of a date.
    Award,
}

/// What one rule says of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The rule, by its id.
    pub rule: String,
    /// The rulebook that it stands in.
    pub book: String,
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
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<NotApplicable>,
    /// Its findings, by their numbers in the assessment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<usize>,
    /// On what it rests, as in force.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<Basis>,
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

/// What shows that a rule is met, and how close it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Where.
    pub place: Place,
    /// The values, by the names that the rule's message uses.
    pub values: BTreeMap<String, Value>,
    /// The room that is left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance: Option<Distance>,
    /// The reckoning, step by step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}
