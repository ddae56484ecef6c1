//! Dates that are still to come, with what they rest on.

use crate::deadlines::{Deadline, DeadlineState, deadlines};
use crate::report::document::{Block, Cell, Column, Row, Table, plain};
use crate::report::section::compliance::basis_spans;
use crate::report::section::{SectionBody, Source};
use crate::words::Presenter;

/// The dates that are to come, and those that are not known; nothing where there are none.
pub(super) fn deadlines_to_come(source: &Source<'_>) -> Option<SectionBody> {
    let all = deadlines(source.project, source.books, source.assessment.record.as_of);
    let open =
        |date: &Deadline| matches!(date.state, DeadlineState::Coming | DeadlineState::Unknown);
    let dates: Vec<Deadline> = all.dates.into_iter().filter(open).collect();
    (!dates.is_empty()).then_some(SectionBody::Deadlines(dates))
}

pub(in crate::report::section) fn deadline_blocks(
    dates: &[Deadline],
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let word = |key: &str| says.word("deadlines", key);
    let whole = || says.word("progress", "whole_project");
    let row = |date: &Deadline| {
        let day = match (&date.missing, date.state) {
            (Some(missing), DeadlineState::Unknown) => {
                let missing = says.asked(*missing);
                says.fill("deadlines", "needs", &[("missing", &missing)])
            }
            _ => says.deadline_day(date),
        };
        Row::of(vec![
            Cell::text(plain(says.deadline_title(date))).at(date.place.pointer.clone()),
            Cell::text(plain(says.deadline_object(date).unwrap_or_else(whole))),
            Cell::text(plain(day)),
            Cell::text(basis_spans(&date.basis, says)),
        ])
    };
    out.push(Block::Table(Table {
        caption: says.word("progress", "deadlines_caption"),
        columns: vec![
            Column::words(word("what")),
            Column::words(says.word("progress", "object")),
            Column::words(word("day")),
            Column::words(word("basis")),
        ],
        rows: dates.iter().map(row).collect(),
    }));
}
