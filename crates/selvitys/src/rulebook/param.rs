//! Numbers of a rulebook: each with a unit, a basis, and the dates between which it holds.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Bases, Localized};

/// A number, date or list that rules name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Parameter")]
pub struct Param {
    /// What it is, as a noun.
    pub title: Localized,
    /// Of which kind its values are.
    pub unit: Unit,
    /// Which date chooses among its values.
    #[serde(default)]
    pub by: By,
    /// Its values, each with the first day that it holds from and its own basis.
    pub values: Vec<ParamValue>,
}

/// One value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Value of a parameter")]
pub struct ParamValue {
    /// The first day on which it holds; from the beginning, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day on which it holds; without end, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// On what it rests.
    pub basis: Bases,
    /// What a reader must know of the value: that it is a published maximum, or inferred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<Localized>,
    /// A single value: a share `0.80`, a sum `70000000.00`, a date `2022-10-31`, a count `30`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The other end, where it is not known which value was in force: one from `value` to this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<String>,
    /// A value for each region, by its code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub by_region: BTreeMap<String, String>,
    /// A list of codes or phrases, each with its words where it has any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<Code>,
    /// Rounds with the days by which they are due.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<RoundDue>,
}

/// A code of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// The code, as documents write it.
    pub code: String,
    /// What it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Localized>,
}

/// A round of self-assessment and the day by which it is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoundDue {
    /// The round, such as `spring-2021`.
    pub round: crate::model::Round,
    /// The last day for it.
    pub due: Date,
}

/// Of which kind a parameter's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// A share of a whole, such as `0.80`.
    Share,
    /// A sum in euros, such as `70000000.00`.
    Money,
    /// A day, such as `2022-10-31`.
    Date,
    /// A number of things, such as `30`.
    Count,
    /// A list of codes or phrases.
    Codes,
    /// Rounds of self-assessment with the days by which they are due.
    Rounds,
}

/// Which date chooses among the values of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(title = "Choosing date")]
pub enum By {
    /// The day that the assessment is made for.
    #[default]
    AsOf,
    /// The day of the grant decision. While none is made, every value may count that is in force
    /// on the day of the assessment or comes into force later; where the decision's day is not
    /// known, every one from the opening of the call on.
    Award,
    /// The day on which the call opened.
    CallOpened,
    /// The day of what the rule ranges over: the end of a claim's period, the day of a payment, an
    /// extension, a commitment, a declaration; of a grant, the day on which it was applied for.
    /// While there is none, the day of the assessment.
    Event,
}

impl Unit {
    /// The word in data.
    pub fn key(self) -> &'static str {
        match self {
            Unit::Share => "share",
            Unit::Money => "money",
            Unit::Date => "date",
            Unit::Count => "count",
            Unit::Codes => "codes",
            Unit::Rounds => "rounds",
        }
    }
}

impl By {
    /// All of them.
    pub const ALL: [By; 4] = [By::AsOf, By::Award, By::CallOpened, By::Event];
}

impl ParamValue {
    /// Whether there is a day on which this and another value are in force.
    pub(crate) fn meets(&self, other: &ParamValue) -> bool {
        let before = |end: Option<Date>, start: Option<Date>| {
            end.zip(start).is_some_and(|(end, start)| end < start)
        };
        !before(self.until, other.from) && !before(other.until, self.from)
    }
}

impl Param {
    /// The values in force on some day from one day to another.
    pub(crate) fn between(&self, first: Date, last: Date) -> impl Iterator<Item = &ParamValue> {
        self.values.iter().filter(move |value| {
            value.from.is_none_or(|from| from <= last)
                && value.until.is_none_or(|until| first <= until)
        })
    }

    /// The value in force on a day.
    pub fn on(&self, day: Date) -> Option<&ParamValue> {
        self.values.iter().find(|value| {
            value.from.is_none_or(|from| from <= day)
                && value.until.is_none_or(|until| day <= until)
        })
    }
}
