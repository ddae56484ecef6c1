//! The project's period, the grants' periods, milestones.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::DoneState;
use crate::model::{GrantStatus, PartialDate, Text};
use crate::place::At;
use crate::report::document::{Block, Cell, Column, Row, Table, plain};
use crate::report::section::{SectionBody, Source};
use crate::report::view::spans;
use crate::rulebook::Kind;
use crate::words::Presenter;

/// The project's period, the grants' periods, milestones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScheduleSection {
    /// The day for which it is told which milestones are reached.
    pub as_of: Date,
    /// The periods: the project's, then those of its grants.
    pub periods: Vec<PeriodRow>,
    /// The milestones.
    pub milestones: Vec<MilestoneRow>,
}

/// A period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodRow {
    /// The call of the grant; absent for the project as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<String>,
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<PartialDate>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<PartialDate>,
    /// Whether a later decision has moved the last day.
    pub extended: bool,
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
    /// How it stands with it.
    pub state: DoneState,
}

/// Nothing where the document has neither a period nor a milestone.
pub(super) fn schedule(source: &Source<'_>) -> Option<SectionBody> {
    let as_of = source.assessment.record.as_of;
    let schedule = source.project.schedule.as_ref();
    let whole = schedule.and_then(|one| one.period.as_ref());
    let whole = whole.map(|period| PeriodRow {
        call: None,
        start: period.start,
        end: period.end,
        extended: false,
    });
    let grants = source.project.grants.iter();
    let grants = grants.filter(|grant| grant.status != GrantStatus::Refused);
    let grants = grants.map(|grant| PeriodRow {
        call: Some(grant.call.clone()),
        start: grant.start(),
        end: grant.end(),
        extended: !grant.extensions.is_empty(),
    });
    let given = |row: &PeriodRow| row.start.is_some() || row.end.is_some();
    let periods: Vec<PeriodRow> = whole.into_iter().chain(grants).filter(given).collect();
    let milestones = schedule.map_or(&[][..], |one| &one.milestones);
    let milestones = milestones.iter().enumerate().map(|(at, one)| MilestoneRow {
        place: At::Milestone(at, "").pointer(&source.index),
        title: one.title.clone(),
        date: one.date,
        reached: one.reached,
        state: DoneState::of(one.date, one.reached, as_of),
    });
    let milestones: Vec<MilestoneRow> = milestones.collect();
    (!periods.is_empty() || !milestones.is_empty()).then_some(SectionBody::Schedule(
        ScheduleSection {
            as_of,
            periods,
            milestones,
        },
    ))
}

pub(in crate::report::section) fn schedule_blocks(
    one: &ScheduleSection,
    kind: Kind,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let word = |key: &str| says.word("progress", key);
    let date = |date: Option<PartialDate>| date.map_or_else(Cell::empty, Cell::date);
    if !one.periods.is_empty() {
        let extended = one.periods.iter().any(|row| row.extended);
        let row = |row: &PeriodRow| {
            let call = row.call.as_ref();
            let name = call.map_or_else(|| word("whole_project"), |call| says.call(call));
            let mut cells = vec![Cell::text(plain(name)), date(row.start), date(row.end)];
            if extended {
                let moved = row.extended.then(|| plain(word("extended")));
                cells.push(moved.map_or_else(Cell::empty, Cell::text));
            }
            Row::of(cells)
        };
        let mut keys = vec!["period_of", "start", "end"];
        keys.extend(extended.then_some("remark"));
        out.push(Block::Table(Table {
            caption: word("periods_caption"),
            columns: keys
                .into_iter()
                .map(|key| Column::words(word(key)))
                .collect(),
            rows: one.periods.iter().map(row).collect(),
        }));
    }
    if !one.milestones.is_empty() {
        // A plan says when; only later reports say whether.
        let follow = kind != Kind::Plan;
        let row = |row: &MilestoneRow| {
            let title = Cell::text(spans(&row.title, says)).at(row.place.clone());
            let mut cells = vec![title, date(row.date)];
            if follow {
                cells.push(date(row.reached));
                cells.push(Cell::text(plain(row.state.words(says))));
            }
            Row::of(cells)
        };
        let day = says.locale().date(one.as_of);
        let (caption, keys) = if follow {
            let caption = says.fill("progress", "milestones_on", &[("day", &day)]);
            (caption, vec!["milestone", "due", "reached", "state"])
        } else {
            (word("milestones_caption"), vec!["milestone", "due"])
        };
        out.push(Block::Table(Table {
            caption,
            columns: keys
                .into_iter()
                .map(|key| Column::words(word(key)))
                .collect(),
            rows: one.milestones.iter().map(row).collect(),
        }));
    }
}
