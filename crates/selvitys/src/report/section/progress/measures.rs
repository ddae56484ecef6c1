//! Measures: what was promised, and whether it is done.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::check::key_of;
use crate::deadlines::{DeadlineState, state};
use crate::model::{Measure, PartialDate, Text};
use crate::place::At;
use crate::range::Range;
use crate::report::document::{Block, Cell, Column, Row, Table, plain};
use crate::report::section::{SectionBody, Source};
use crate::report::view::spans;
use crate::words::{Presenter, capital};

/// Measures of the work and of the goal table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasuresSection {
    /// The day for which it is told how it stands with them.
    pub as_of: Date,
    /// How many there are in each state.
    pub counts: Vec<MeasureCount>,
    /// The measures: those of packages in the order of the document, then those of the goal table.
    pub measures: Vec<MeasureRow>,
}

/// How many measures are in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasureCount {
    /// The state.
    pub state: DoneState,
    /// How many.
    pub count: u64,
}

/// A measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasureRow {
    /// The measure in the document, by JSON Pointer.
    pub place: String,
    /// What is done.
    pub text: Text,
    /// The package or the goal that it belongs to.
    pub of: Text,
    /// The date that it promises.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<PartialDate>,
    /// The day on which it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<PartialDate>,
    /// How it stands with it; absent where a public edition leaves out what would tell it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<DoneState>,
}

/// How it stands with something that is promised.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum DoneState {
    /// Done by the day promised.
    InTime,
    /// Done after it.
    Late,
    /// Done; no day was promised, or coarse dates do not tell whether in time.
    Done,
    /// Not done, and the day promised is past.
    Overdue,
    /// Not done, and the day promised is not past.
    ToCome,
    /// Neither promised for a day nor done.
    Undated,
}

impl DoneState {
    const ALL: [DoneState; 6] = [
        DoneState::InTime,
        DoneState::Late,
        DoneState::Done,
        DoneState::Overdue,
        DoneState::ToCome,
        DoneState::Undated,
    ];

    /// Of something with these dates, on a day.
    fn of(due: Option<PartialDate>, done: Option<PartialDate>, as_of: Date) -> Self {
        let by = done.map(|day| Range::of(Some(day)));
        match (state(Range::of(due), by, as_of), done) {
            (DeadlineState::Met, _) => DoneState::InTime,
            (DeadlineState::Late, _) => DoneState::Late,
            (DeadlineState::Done, _) | (DeadlineState::Unknown, Some(_)) => DoneState::Done,
            (DeadlineState::Past, _) => DoneState::Overdue,
            (DeadlineState::Coming, _) => DoneState::ToCome,
            (DeadlineState::Unknown, None) => DoneState::Undated,
        }
    }

    /// The same on the day of the report; nothing of what is not done where a public edition leaves
    /// out days on which something was due or done.
    pub(super) fn told(
        due: Option<PartialDate>,
        done: Option<PartialDate>,
        source: &Source<'_>,
    ) -> Option<Self> {
        let dates = ["/due", "/done", "/date", "/reached"];
        let hidden = source.leaves_out(|place| dates.iter().any(|end| place.ends_with(end)));
        let known = !hidden || (due.is_some() && done.is_some());
        known.then(|| DoneState::of(due, done, source.assessment.record.as_of))
    }

    pub(super) fn words(self, says: &Presenter<'_>) -> String {
        says.word("done_state", &key_of(&self))
    }
}

/// Nothing where the document names no measure.
pub(super) fn measures(source: &Source<'_>) -> Option<SectionBody> {
    let measures = rows(source);
    (!measures.is_empty()).then(|| {
        SectionBody::Measures(MeasuresSection {
            as_of: source.assessment.record.as_of,
            counts: counts(&measures),
            measures,
        })
    })
}

pub(super) fn rows(source: &Source<'_>) -> Vec<MeasureRow> {
    let index = &source.index;
    let row = |place: At, of: &Text, measure: &Measure| MeasureRow {
        place: place.pointer(index),
        text: measure.text.clone(),
        of: of.clone(),
        due: measure.due,
        done: measure.done,
        state: DoneState::told(measure.due, measure.done, source),
    };
    let mut rows = Vec::new();
    for (at, node) in index.packages.iter().enumerate() {
        let own = node.package.measures.iter().enumerate();
        rows.extend(own.map(|(number, one)| {
            row(At::PackageMeasure(at, number, ""), &node.package.title, one)
        }));
    }
    let table = source
        .project
        .goals
        .as_ref()
        .map_or(&[][..], |goals| &goals.table);
    for (at, goal) in table.iter().enumerate() {
        let own = goal.measures.iter().enumerate();
        rows.extend(own.map(|(number, one)| row(At::RowMeasure(at, number, ""), &goal.goal, one)));
    }
    rows
}

pub(super) fn counts(measures: &[MeasureRow]) -> Vec<MeasureCount> {
    let count = |state: DoneState| MeasureCount {
        state,
        count: measures
            .iter()
            .filter(|row| row.state == Some(state))
            .count() as u64,
    };
    let counts = DoneState::ALL.into_iter().map(count);
    counts.filter(|one| one.count > 0).collect()
}

/// How many in each state, a name and a number each.
pub(super) fn count_facts(
    counts: &[MeasureCount],
    says: &Presenter<'_>,
) -> Vec<(String, crate::report::document::Spans)> {
    let fact = |one: &MeasureCount| {
        let count = plain(says.locale().count(one.count));
        (capital(&one.state.words(says)), count)
    };
    counts.iter().map(fact).collect()
}

pub(in crate::report::section) fn measure_blocks(
    one: &MeasuresSection,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let word = |key: &str| says.word("progress", key);
    if !one.counts.is_empty() {
        out.push(Block::Facts(count_facts(&one.counts, says)));
    }
    let date = |date: Option<PartialDate>| date.map_or_else(Cell::empty, Cell::date);
    let row = |row: &MeasureRow| {
        let state = row.state.map(|state| plain(state.words(says)));
        Row::of(vec![
            Cell::text(spans(&row.text, says)).at(row.place.clone()),
            Cell::text(spans(&row.of, says)),
            date(row.due),
            date(row.done),
            state.map_or_else(Cell::empty, Cell::text),
        ])
    };
    let day = says.locale().date(one.as_of);
    out.push(Block::Table(Table {
        caption: says.fill("progress", "measures_caption", &[("day", &day)]),
        columns: ["measure", "package_or_goal", "due", "done", "state"]
            .map(|key| Column::words(word(key)))
            .into(),
        rows: one.measures.iter().map(row).collect(),
    }));
}
