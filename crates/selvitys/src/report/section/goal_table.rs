//! The goal table: goals with their measures, what they do to resources, and their indicators.

use super::common::{Under, date_cell, text_cell, trimmed};
use super::goals::word;
use super::{SectionBody, Source};
use crate::check::key_of;
use crate::model::{GoalRow, Indicator, IndicatorValue};
use crate::report::document::{Block, Cell, Column, Row, Span, Spans, Table, plain};
use crate::report::view::spans;
use crate::words::Presenter;

pub(super) fn build(source: &Source<'_>) -> Option<SectionBody> {
    let rows = source.project.goals.as_ref()?.table.clone();
    (!rows.is_empty()).then_some(SectionBody::GoalTable(rows))
}

pub(super) fn blocks(rows: &[GoalRow], under: Under, says: &Presenter<'_>, out: &mut Vec<Block>) {
    out.push(Block::Table(measures(rows, says)));
    under.title(plain(says.word("plan", "resource_impacts")), out);
    out.push(Block::Table(impacts(rows, says)));
    under.title(plain(says.field("indicators")), out);
    if rows.iter().all(|row| row.indicators.is_empty()) {
        let text = says.word("plan", "no_indicators");
        out.push(Block::Paragraph(plain(text)));
    } else {
        out.push(Block::Table(indicators(rows, says)));
    }
}

/// A goal with the number that the source gives it.
fn goal(row: &GoalRow, says: &Presenter<'_>) -> Spans {
    let number = row.number.iter();
    let number = number.map(|number| Span::Plain(format!("{number} ")));
    number.chain(spans(&row.goal, says)).collect()
}

fn said(key: &str, says: &Presenter<'_>) -> Cell {
    Cell::text(plain(says.word("plan", key)))
}

fn below(cells: Vec<Cell>) -> Row {
    Row {
        cells,
        level: 1,
        total: false,
    }
}

/// Each goal, below it what it consists of and what is done.
fn measures(rows: &[GoalRow], says: &Presenter<'_>) -> Table {
    let mut lines = Vec::new();
    for row in rows {
        lines.push(Row::of(vec![
            Cell::text(goal(row, says)),
            Cell::text(plain(says.field("goal"))),
            Cell::empty(),
            Cell::empty(),
        ]));
        lines.extend(row.sub_goals.iter().map(|one| {
            below(vec![
                Cell::text(spans(one, says)),
                said("sub_goal", says),
                Cell::empty(),
                Cell::empty(),
            ])
        }));
        lines.extend(row.measures.iter().map(|one| {
            below(vec![
                Cell::text(spans(&one.text, says)),
                said("measure", says),
                date_cell(one.due),
                date_cell(one.done),
            ])
        }));
        if row.measures.is_empty() {
            lines.push(below(vec![
                said("no_measures", says),
                said("measure", says),
                Cell::empty(),
                Cell::empty(),
            ]));
        }
    }
    trimmed(Table {
        caption: says.word("plan", "goal_table_caption"),
        columns: vec![
            Column::words(says.word("plan", "goal_or_measure")),
            Column::words(says.field("kind")),
            Column::words(says.word("plan", "promised")),
            Column::words(says.field("done")),
        ],
        rows: lines,
    })
}

/// What each goal does to resources; that nothing is stated of one is said.
fn impacts(rows: &[GoalRow], says: &Presenter<'_>) -> Table {
    let row = |row: &GoalRow| {
        let impact = row.resource_impact.as_ref();
        Row::of(vec![
            Cell::text(goal(row, says)),
            impact.map_or_else(
                || said("not_stated", says),
                |one| Cell::text(plain(word("impact_kind", &key_of(&one.kind), says))),
            ),
            text_cell(impact.and_then(|one| one.text.as_ref()), says),
            date_cell(impact.and_then(|one| one.due)),
        ])
    };
    trimmed(Table {
        caption: says.word("plan", "impacts_caption"),
        columns: vec![
            Column::words(says.field("goal")),
            Column::words(says.word("plan", "impact_answer")),
            Column::words(says.field("resource_impact")),
            Column::words(says.word("plan", "promised_by")),
        ],
        rows: rows.iter().map(row).collect(),
    })
}

/// Each goal, below it its indicators; that a goal has none is said.
fn indicators(rows: &[GoalRow], says: &Presenter<'_>) -> Table {
    let mut lines = Vec::new();
    for row in rows {
        let mut head = vec![Cell::text(goal(row, says))];
        head.extend((1..INDICATOR_COLUMNS).map(|_| Cell::empty()));
        lines.push(Row::of(head));
        lines.extend(row.indicators.iter().map(|one| indicator(one, says)));
        if row.indicators.is_empty() {
            let mut none = vec![said("no_indicator", says)];
            none.extend((1..INDICATOR_COLUMNS).map(|_| Cell::empty()));
            lines.push(below(none));
        }
    }
    trimmed(Table {
        caption: says.word("plan", "indicators_caption"),
        columns: vec![
            Column::words(says.word("plan", "goal_or_indicator")),
            Column::words(says.field("unit")),
            Column::words(says.field("baseline")),
            Column::words(says.field("target")),
            Column::words(says.field("direction")),
            Column::words(says.word("plan", "latest_value")),
            Column::words(says.field("date")),
        ],
        rows: lines,
    })
}

const INDICATOR_COLUMNS: usize = 7;

fn indicator(one: &Indicator, says: &Presenter<'_>) -> Row {
    let value = |value: Option<&String>| {
        value.map_or_else(
            || said("not_stated", says),
            |value| Cell::text(plain(value.as_str())),
        )
    };
    let latest = one.values.iter().max_by_key(|value| value.date.latest());
    let direction = one
        .direction
        .map(|one| plain(word("direction", &key_of(&one), says)));
    below(vec![
        Cell::text(spans(&one.title, says)),
        text_cell(one.unit.as_ref(), says),
        value(one.baseline.as_ref()),
        value(one.target.as_ref()),
        direction.map_or_else(Cell::empty, Cell::text),
        value(latest.map(|one: &IndicatorValue| &one.value)),
        date_cell(latest.map(|one| one.date)),
    ])
}
