//! Dates that may be coarse, and periods.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer};
use serde::{Deserialize as DeriveDeserialize, Serialize};

/// A year, a month or a day: EDTF level 0 (ISO 8601-2), `2022`, `2022-10` or `2022-10-31`.
///
/// A coarse date means *some day in it*, never its first or last day by guess. It is not a period.
///
/// ```
/// use selvitys::PartialDate;
/// let october: PartialDate = "2022-10".parse()?;
/// assert_eq!(october.earliest().to_string(), "2022-10-01");
/// assert_eq!(october.latest().to_string(), "2022-10-31");
/// assert!("2022-02-31".parse::<PartialDate>().is_err());
/// # Ok::<(), selvitys::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// Some day of a year.
    Year(i16),
    /// Some day of a month.
    Month(i16, i8),
    /// The day itself.
    Day(Date),
}

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date: write a day `2022-10-31`, a month `2022-10` or a year `2022`")]
pub struct DateError(String);

impl PartialDate {
    /// The first day that it may mean.
    pub fn earliest(self) -> Date {
        match self {
            PartialDate::Year(year) => Date::constant(year, 1, 1),
            PartialDate::Month(year, month) => Date::constant(year, month, 1),
            PartialDate::Day(day) => day,
        }
    }

    /// The last day that it may mean.
    pub fn latest(self) -> Date {
        match self {
            PartialDate::Year(year) => Date::constant(year, 12, 31),
            PartialDate::Month(year, month) => Date::constant(year, month, 1).last_of_month(),
            PartialDate::Day(day) => day,
        }
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let wrong = || DateError(text.to_owned());
        let mut parts = text.split('-');
        let mut number = |width: usize| match parts.next() {
            None => Ok(None),
            Some(part) if part.len() == width && part.bytes().all(|b| b.is_ascii_digit()) => {
                part.parse::<i16>().map(Some).map_err(|_| wrong())
            }
            Some(_) => Err(wrong()),
        };
        let (year, month, day) = (number(4)?.ok_or_else(wrong)?, number(2)?, number(2)?);
        if parts.next().is_some() {
            return Err(wrong());
        }
        let small = |value: i16| i8::try_from(value).map_err(|_| wrong());
        match (month, day) {
            (None, _) => Ok(PartialDate::Year(year)),
            (Some(month), None) if (1..=12).contains(&month) => {
                Ok(PartialDate::Month(year, small(month)?))
            }
            (Some(month), Some(day)) => Date::new(year, small(month)?, small(day)?)
                .map(PartialDate::Day)
                .map_err(|_| wrong()),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PartialDate::Year(year) => write!(f, "{year:04}"),
            PartialDate::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            PartialDate::Day(day) => write!(f, "{day}"),
        }
    }
}

impl Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for PartialDate {
    fn schema_name() -> Cow<'static, str> {
        "PartialDate".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A day (2022-10-31), a month (2022-10) or a year (2022). A coarse date means some day in it.",
            "type": "string",
            "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
            "examples": ["2022-10-31", "2022-10", "2022"],
        })
    }
}

/// A closed period: its last day is inside. Either end may be unstated.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, DeriveDeserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<PartialDate>,
    /// The last day, inside the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<PartialDate>,
    /// The words in which the source states the period, quoted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_days_are_dates() {
        for text in ["2020-02-29", "2022-12-31", "2022-01", "1999"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        for text in [
            "2021-02-29",
            "2022-13",
            "2022-00",
            "2022-1",
            "22-01-01",
            "2022-01-01T00:00",
            "",
            "20220101",
            "2022-01-01-01",
            "2022-",
            "-2022",
            "31.10.2022",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_leap_february_ends_on_the_29th() {
        let february: PartialDate = "2020-02".parse().unwrap();
        assert_eq!(february.latest().to_string(), "2020-02-29");
    }
}
