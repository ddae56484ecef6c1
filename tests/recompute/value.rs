//! Values of an assessment as its JSON writes them, read without any type of the library.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::Value as Json;

/// A value of a reckoning.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Val {
    /// Not known.
    Unknown,
    /// Of a unit, from the lowest to the highest; an absent end is not known.
    Number(Unit, Option<Decimal>, Option<Decimal>),
    /// Days, from the earliest to the latest.
    Day(Option<Date>, Option<Date>),
    /// Members of a list or a set by what they are known by, and whether there may be more.
    Set(Vec<String>, bool),
    /// Something known by a code.
    Code(String),
    /// A text in its languages.
    Text(BTreeMap<String, String>),
    /// A text by its length.
    Signs(u64),
    /// Whether something holds: absent when it is open.
    Truth(Option<bool>),
    /// What needs no reckoning: what is asked for, a stage, a figure.
    Other(Json),
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Money,
    Share,
    Points,
    Count,
    /// Days; or at least so many, between coarse dates.
    Days,
    DaysAtLeast,
}

impl Val {
    /// Reads a value; nothing is what is not known.
    pub(crate) fn read(json: Option<&Json>) -> Result<Val, String> {
        let Some(json) = json else {
            return Ok(Val::Unknown);
        };
        let fields = json.as_object().filter(|fields| fields.len() == 1);
        let (kind, inner) = fields
            .and_then(|fields| fields.iter().next())
            .ok_or_else(|| format!("no value: {json}"))?;
        let number =
            |unit, one: &Json| exact(one).map(|one| Val::Number(unit, Some(one), Some(one)));
        let range = |unit, pair: &Json| Some(Val::Number(unit, exact(&pair[0]), exact(&pair[1])));
        let text = || inner.as_str().map(str::to_owned);
        let value = match kind.as_str() {
            "money" => number(Unit::Money, inner),
            "money-range" => range(Unit::Money, inner),
            "share" => number(Unit::Share, inner),
            "share-range" => range(Unit::Share, inner),
            "points" => number(Unit::Points, inner),
            "count" => number(Unit::Count, inner),
            "count-range" => range(Unit::Count, inner),
            "days" => number(Unit::Days, inner),
            "days-at-least" => number(Unit::DaysAtLeast, inner),
            "date" => day(inner).map(|day| Val::Day(Some(day), Some(day))),
            "date-range" => Some(Val::Day(day(&inner[0]), day(&inner[1]))),
            "coarse" => inner
                .as_str()
                .and_then(coarse)
                .map(|(a, b)| Val::Day(Some(a), Some(b))),
            "several" | "open" => members(inner).map(|all| Val::Set(all, kind == "open")),
            "code" | "municipality" | "round" => text().map(Val::Code),
            "titled" => inner[0].as_str().map(|code| Val::Code(code.to_owned())),
            "text" => Some(Val::Text(languages(inner))),
            "signs" => inner.as_u64().map(Val::Signs),
            "truth" => match inner.as_str() {
                Some("yes") => Some(Val::Truth(Some(true))),
                Some("no") => Some(Val::Truth(Some(false))),
                Some("unknown") => Some(Val::Truth(None)),
                _ => None,
            },
            "asked" | "stage" | "figure" | "field" => Some(Val::Other(inner.clone())),
            _ => None,
        };
        value.ok_or_else(|| format!("cannot read the value {json}"))
    }

    /// Whether a choice is left.
    pub(crate) fn is_exact(&self) -> bool {
        match self {
            Val::Number(_, low, high) => low.is_some() && low == high,
            Val::Day(low, high) => low.is_some() && low == high,
            _ => true,
        }
    }
}

/// The exact number of a JSON string or number.
pub(crate) fn exact(json: &Json) -> Option<Decimal> {
    match json {
        Json::String(text) => text.parse().ok(),
        Json::Number(number) => number.to_string().parse().ok(),
        _ => None,
    }
}

pub(crate) fn day(json: &Json) -> Option<Date> {
    json.as_str()?.parse().ok()
}

/// The first and the last day that a year, a month or a day may mean.
pub(crate) fn coarse(text: &str) -> Option<(Date, Date)> {
    let first: Date = match text.len() {
        4 => format!("{text}-01-01").parse().ok()?,
        7 => format!("{text}-01").parse().ok()?,
        _ => text.parse().ok()?,
    };
    let last = match text.len() {
        4 => first.last_of_year(),
        7 => first.last_of_month(),
        _ => first,
    };
    Some((first, last))
}

pub(crate) fn languages(json: &Json) -> BTreeMap<String, String> {
    let fields = json.as_object().into_iter().flatten();
    let texts = fields.filter_map(|(lang, text)| Some((lang.clone(), text.as_str()?.to_owned())));
    texts.collect()
}

fn members(json: &Json) -> Option<Vec<String>> {
    let all = json.as_array()?.iter();
    let key = |one: &Json| match Val::read(Some(one)).ok()? {
        Val::Code(code) => Some(code),
        Val::Number(_, Some(number), _) => Some(number.to_string()),
        Val::Text(texts) => Some(format!("{texts:?}")),
        _ => None,
    };
    all.map(key).collect()
}

/// A text without spaces and closing marks at its ends.
pub(crate) fn strip(text: &str) -> &str {
    let marks = ['.', '…', '!', ':', '[', ']', '<', '>'];
    text.trim_matches(|c: char| c.is_whitespace() || marks.contains(&c))
}
