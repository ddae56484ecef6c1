//! Milestones, and whether they are reached.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::DoneState;
use crate::model::{PartialDate, Text};
use crate::place::At;
use crate::report::document::{Block, Cell, Column, Row, Table, plain};
use crate::report::section::{SectionBody, Source};
use crate::report::view::spans;
use crate::words::Presenter;

/// Milestones, and whether they are reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MilestonesSection {
    /// The day for which it is told.
    pub as_of: Date,
    /// The milestones.
    pub milestones: Vec<MilestoneRow>,
}

/// A milestone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MilestoneRow {
    /// The milestone in the document, by JSON Pointer.
    pub place: String,
    /// What happens.
    pub title: Text,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The day on which it was reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<PartialDate>,
    /// How it stands with it; absent where a public edition leaves out what would tell it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<DoneState>,
}

/// Nothing where the document names none.
pub(super) fn milestones(source: &Source<'_>) -> Option<SectionBody> {
    let as_of = source.assessment.record.as_of;
    let schedule = source.project.schedule.as_ref();
    let all = schedule.map_or(&[][..], |one| &one.milestones);
    let rows = all.iter().enumerate().map(|(at, one)| MilestoneRow {
        place: At::Milestone(at, "").pointer(&source.index),
        title: one.title.clone(),
        date: one.date,
        reached: one.reached,
        state: DoneState::told(one.date, one.reached, source),
    });
    let milestones: Vec<MilestoneRow> = rows.collect();
    (!milestones.is_empty()).then_some(SectionBody::Milestones(MilestonesSection {
        as_of,
        milestones,
    }))
}

pub(in crate::report::section) fn milestone_blocks(
    one: &MilestonesSection,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let word = |key: &str| says.word("progress", key);
    let date = |date: Option<PartialDate>| date.map_or_else(Cell::empty, Cell::date);
    let row = |row: &MilestoneRow| {
        let state = row.state.map(|state| plain(state.words(says)));
        Row::of(vec![
            Cell::text(spans(&row.title, says)).at(row.place.clone()),
            date(row.date),
            date(row.reached),
            state.map_or_else(Cell::empty, Cell::text),
        ])
    };
    let day = says.locale().date(one.as_of);
    out.push(Block::Table(Table {
        caption: says.fill("progress", "milestones_on", &[("day", &day)]),
        columns: ["milestone", "due", "reached", "state"]
            .map(|key| Column::words(word(key)))
            .into(),
        rows: one.milestones.iter().map(row).collect(),
    }));
}
