//! Self-assessments: rounds, and what each says by goal and focus area.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{PartialDate, Text};

/// One round of self-assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SelfAssessment {
    /// Which round.
    pub round: Round,
    /// The day on which it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<PartialDate>,
    /// What it says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Entry>,
}

/// What a round says of one goal, in one focus area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The goal, by the call's id.
    pub goal: String,
    /// The focus area, by its id; absent when the entry is about the goal as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus_area: Option<String>,
    /// How far the goal is, in the words of the template.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Text>,
    /// What the round says; absent when the heading stands empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
}

/// A round of self-assessment: `baseline-2020`, `spring-2021`, `autumn-2021`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Round {
    /// The year that it describes.
    pub year: i16,
    /// The time of the year.
    pub season: Season,
}

/// The time of the year that a round describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    /// April.
    Spring,
    /// October.
    Autumn,
    /// The situation at the start.
    Baseline,
}

/// Why a text is not a round.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a round: write `spring-2021`, `autumn-2021` or `baseline-2020`")]
pub struct RoundError(String);

impl Season {
    /// The word in a document.
    pub fn key(self) -> &'static str {
        match self {
            Season::Spring => "spring",
            Season::Autumn => "autumn",
            Season::Baseline => "baseline",
        }
    }
}

impl FromStr for Round {
    type Err = RoundError;

    fn from_str(text: &str) -> Result<Self, RoundError> {
        let wrong = || RoundError(text.to_owned());
        let (season, year) = text.split_once('-').ok_or_else(wrong)?;
        let season = [Season::Spring, Season::Autumn, Season::Baseline]
            .into_iter()
            .find(|known| known.key() == season)
            .ok_or_else(wrong)?;
        if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(wrong());
        }
        Ok(Round {
            year: year.parse().map_err(|_| wrong())?,
            season,
        })
    }
}

impl fmt::Display for Round {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:04}", self.season.key(), self.year)
    }
}

impl Serialize for Round {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Round {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Round {
    fn schema_name() -> Cow<'static, str> {
        "Round".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A round of self-assessment: the season that it describes, and the year.",
            "type": "string",
            "pattern": "^(spring|autumn|baseline)-[0-9]{4}$",
            "examples": ["spring-2021", "autumn-2021", "baseline-2020"],
        })
    }
}
