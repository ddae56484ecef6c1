//! The values that findings carry.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Asked, Truth};
use crate::model::{Figure, Money, PartialDate, Round, Share, Text};
use crate::rulebook::Stage;

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
    /// At least so many days: a date is too coarse to tell more.
    DaysAtLeast(i64),
    /// A number of things.
    Count(u64),
    /// A text of the document or of a rulebook.
    Text(Box<Text>),
    /// Something as the document writes it: a code, an id.
    Code(String),
    /// Something that the document knows by an id, with its title.
    Titled(String, Box<Text>),
    /// A municipality, by its code.
    Municipality(String),
    /// A round of self-assessment.
    Round(Round),
    /// A figure of a budget line.
    Figure(Figure),
    /// What a rule asks a document for.
    Asked(Asked),
    /// A field of the document, as its pointer names it without the first slash.
    Field(String),
    /// Several values: a list, or all members of a set.
    Several(Vec<Value>),
    /// The members of a set that are known, where there may be more.
    Open(Vec<Value>),
    /// A number of things known only to lie between two.
    CountRange(Option<u64>, Option<u64>),
    /// A day known only to lie between two.
    DateRange(Option<Date>, Option<Date>),
    /// A text, by how many signs it has apart from spaces and marks at its ends.
    Signs(u64),
    /// A stage of a project.
    Stage(Stage),
    /// Whether something holds.
    Truth(Truth),
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
    /// A text of the document or of a rulebook.
    pub(crate) fn text(text: Text) -> Value {
        Value::Text(Box::new(text))
    }

    /// Something that the document knows by an id, with its title.
    pub(crate) fn titled(id: impl Into<String>, title: Text) -> Value {
        Value::Titled(id.into(), Box::new(title))
    }

    /// The value as data writes it: what the examples of rules compare.
    pub fn as_data(&self) -> String {
        match self {
            Value::Money(sum) => sum.to_string(),
            Value::MoneyRange(low, high) => between(*low, *high),
            Value::Share(share) | Value::Points(share) => share.to_string(),
            Value::ShareRange(low, high) => between(*low, *high),
            Value::CountRange(low, high) => between(*low, *high),
            Value::DateRange(low, high) => between(*low, *high),
            Value::Date(day) => day.to_string(),
            Value::Coarse(date) => date.to_string(),
            Value::Period(first, last) => format!("{first}/{last}"),
            Value::Days(days) | Value::DaysAtLeast(days) => days.to_string(),
            Value::Count(count) | Value::Signs(count) => count.to_string(),
            Value::Text(text) => text.get(crate::model::Lang::Fi).0.to_owned(),
            Value::Code(code)
            | Value::Municipality(code)
            | Value::Field(code)
            | Value::Titled(code, _) => code.clone(),
            Value::Round(round) => round.to_string(),
            Value::Figure(figure) => figure.key().to_owned(),
            Value::Asked(asked) => crate::check::ContentOf::Part(*asked).to_string(),
            Value::Several(values) => list(values),
            Value::Open(values) => format!("{}, ?", list(values)),
            Value::Stage(stage) => stage.key().to_owned(),
            Value::Truth(truth) => truth.key().to_owned(),
        }
    }
}

fn between(low: Option<impl ToString>, high: Option<impl ToString>) -> String {
    fn bound(value: Option<impl ToString>) -> String {
        value.map_or_else(|| "?".to_owned(), |value| value.to_string())
    }
    format!("{}..{}", bound(low), bound(high))
}

fn list(values: &[Value]) -> String {
    let values: Vec<String> = values.iter().map(Value::as_data).collect();
    values.join(", ")
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

impl Side {
    /// The word in data.
    pub fn key(self) -> &'static str {
        match self {
            Side::Within => "within",
            Side::Short => "short",
            Side::Over => "over",
            Side::Early => "early",
            Side::Late => "late",
            Side::Apart => "apart",
            Side::Lacking => "lacking",
        }
    }
}
