//! Indicators with their values, and whether they go towards their targets.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::check::key_of;
use crate::model::{Direction, Indicator, IndicatorValue, Text};
use crate::place::At;
use crate::report::document::{Block, Cell, Column, Row, Span, Table, plain};
use crate::report::section::{SectionBody, Source};
use crate::report::view::spans;
use crate::words::Presenter;

/// An indicator with its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorRow {
    /// The indicator in the document, by JSON Pointer.
    pub place: String,
    /// The goal that it measures.
    pub goal: Text,
    /// The indicator as the document has it.
    pub indicator: Indicator,
    /// The last of its values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<IndicatorValue>,
    /// How the last value stands to the target.
    pub course: Course,
}

/// How a value stands to a target.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Course {
    /// The target is reached.
    Reached,
    /// It is nearer to the target than the baseline is.
    Towards,
    /// It is where the baseline is.
    Unchanged,
    /// It is farther from the target than the baseline is.
    Away,
    /// The target is not reached; without a baseline no more can be told.
    NotReached,
    /// The values are not all numbers, or one is not stated.
    CannotTell,
}

/// Nothing where the document names no indicator.
pub(super) fn indicators(source: &Source<'_>) -> Option<SectionBody> {
    let table = source
        .project
        .goals
        .as_ref()
        .map_or(&[][..], |goals| &goals.table);
    // What is left out of a public edition may be the last value, or what it is compared with.
    let hidden = source.leaves_out(|place| place.contains("/indicators/"));
    let rows = table.iter().enumerate().flat_map(|(goal, row)| {
        row.indicators.iter().enumerate().map(move |(number, one)| {
            let latest = one.values.iter().max_by_key(|value| value.date.latest());
            IndicatorRow {
                place: At::Indicator(goal, number, "").pointer(&source.index),
                goal: row.goal.clone(),
                course: if hidden {
                    Course::CannotTell
                } else {
                    course(one, latest)
                },
                latest: latest.cloned(),
                indicator: one.clone(),
            }
        })
    });
    let rows: Vec<IndicatorRow> = rows.collect();
    (!rows.is_empty()).then_some(SectionBody::Indicators(rows))
}

/// A number as a document writes it: digits, and at most one comma or point before decimals.
fn number(text: &str) -> Option<Decimal> {
    let text = text.trim().replacen('\u{2212}', "-", 1);
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let (whole, part) = digits.split_once([',', '.']).unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (plain(whole) && plain(part)).then(|| Decimal::from_str_exact(&text.replace(',', ".")).ok())?
}

fn course(one: &Indicator, latest: Option<&IndicatorValue>) -> Course {
    let of = |text: Option<&String>| text.and_then(|text| number(text));
    let (base, target) = (of(one.baseline.as_ref()), of(one.target.as_ref()));
    let latest = of(latest.map(|latest| &latest.value));
    let (Some(target), Some(latest)) = (target, latest) else {
        return Course::CannotTell;
    };
    let up = match (one.direction, base) {
        (Some(direction), base) => {
            let up = direction == Direction::Up;
            // A target on the wrong side of the baseline tells nothing.
            if base.is_some_and(|base| if up { target < base } else { target > base }) {
                return Course::CannotTell;
            }
            up
        }
        (None, Some(base)) if base != target => target > base,
        (None, _) if latest == target => return Course::Reached,
        (None, _) => return Course::CannotTell,
    };
    let reached = if up {
        latest >= target
    } else {
        latest <= target
    };
    match base {
        _ if reached => Course::Reached,
        None => Course::NotReached,
        Some(base) if latest == base => Course::Unchanged,
        Some(base) if (latest > base) == up => Course::Towards,
        Some(_) => Course::Away,
    }
}

pub(in crate::report::section) fn indicator_blocks(
    rows: &[IndicatorRow],
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let word = |key: &str| says.word("progress", key);
    let text = |text: Option<&String>| {
        text.map_or_else(Cell::empty, |text| Cell::text(plain(text.as_str())))
    };
    let row = |row: &IndicatorRow| {
        let one = &row.indicator;
        let mut title = spans(&one.title, says);
        if let Some(unit) = &one.unit {
            title.push(Span::Plain(", ".to_owned()));
            title.extend(spans(unit, says));
        }
        let value =
            |value: &IndicatorValue| format!("{}: {}", says.partial(value.date), value.value);
        let values: Vec<String> = one.values.iter().map(value).collect();
        let direction = one
            .direction
            .map(|one| says.word("direction", &key_of(&one)));
        Row::of(vec![
            Cell::text(title).at(row.place.clone()),
            Cell::text(spans(&row.goal, says)),
            text(one.baseline.as_ref()),
            text(one.target.as_ref()),
            direction.map_or_else(Cell::empty, |word| Cell::text(plain(word))),
            if values.is_empty() {
                Cell::empty()
            } else {
                Cell::text(plain(values.join("; ")))
            },
            Cell::text(plain(says.word("course", &key_of(&row.course)))),
        ])
    };
    let columns = [
        "indicator",
        "goal",
        "baseline",
        "target",
        "direction",
        "values",
        "course",
    ];
    out.push(Block::Table(Table {
        caption: word("indicators_caption"),
        columns: columns.map(|key| Column::words(word(key))).into(),
        rows: rows.iter().map(row).collect(),
    }));
    out.push(Block::Paragraph(plain(word("course_note"))));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course_of(base: &str, target: &str, direction: Option<Direction>, latest: &str) -> Course {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let one = Indicator {
            id: "i".to_owned(),
            title: Text::fi("Mittari"),
            unit: None,
            baseline: text(base),
            target: text(target),
            direction,
            values: Vec::new(),
        };
        let latest = IndicatorValue {
            date: "2021-12-31".parse().unwrap(),
            value: latest.to_owned(),
        };
        course(&one, Some(&latest))
    }

    #[test]
    fn a_value_is_compared_only_where_all_are_numbers() {
        let (up, down) = (Some(Direction::Up), Some(Direction::Down));
        for (base, target, direction, latest, expected) in [
            ("41", "80", up, "80", Course::Reached),
            ("41", "80", up, "79,9", Course::Towards),
            ("41", "80", up, "41", Course::Unchanged),
            ("41", "80", up, "40,9", Course::Away),
            ("1,5", "1,3", down, "1.3", Course::Reached),
            ("1,5", "1,3", down, "1,6", Course::Away),
            ("1,5", "1,3", None, "1,4", Course::Towards),
            ("", "80", up, "79", Course::NotReached),
            ("", "80", up, "81", Course::Reached),
            ("", "80", None, "81", Course::CannotTell),
            ("80", "41", up, "60", Course::CannotTell),
            ("noin 40", "80", up, "81", Course::Reached),
            ("41", "yli 80", up, "81", Course::CannotTell),
            ("41", "80", up, "n. 60", Course::CannotTell),
            ("41", "80", up, "1 000", Course::CannotTell),
        ] {
            assert_eq!(
                course_of(base, target, direction, latest),
                expected,
                "{base} {latest}"
            );
        }
    }
}
