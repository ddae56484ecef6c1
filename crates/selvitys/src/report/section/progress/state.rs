//! Where the project is, in figures.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::measures::{MeasureCount, count_facts, counts, rows};
use crate::check::{grant_statement, ratio, share_value};
use crate::deadlines::{Deadline, DeadlineState, deadlines};
use crate::model::{Figure, Grant, PartialDate, Share, Status};
use crate::report::document::{At, Block, Cell, Column, Formula, Row, Spans, Table, plain};
use crate::report::section::account::{
    KnownValue, follows, leaves_out_money, number_of, places, with_grant,
};
use crate::report::section::{SectionBody, Source};
use crate::report::view::period;
use crate::words::Presenter;

/// Where the project is, in figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StateSection {
    /// The day for which it is told.
    pub as_of: Date,
    /// The first day: of the project, else of the grant that starts first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<PartialDate>,
    /// The last day: of the project, else of the grant that ends last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<PartialDate>,
    /// How many days the project lasts, and how many of them are past: where both ends are known to
    /// the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<DaysPast>,
    /// The grants.
    pub grants: Vec<GrantState>,
    /// Whether their money is not told, because a public edition leaves out some of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withheld: bool,
    /// How many measures are in which state.
    pub measures: Vec<MeasureCount>,
    /// The date that comes next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Deadline>,
}

/// Days of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DaysPast {
    /// All of them.
    pub all: u64,
    /// Those past, the day of the report among them.
    pub past: u64,
}

/// The money of a grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantState {
    /// The call of the grant.
    pub call: String,
    /// The sum granted.
    pub granted: KnownValue,
    /// The costs as budgeted.
    pub budgeted: KnownValue,
    /// The costs as realised.
    pub realised: KnownValue,
    /// The share of the budget that is used.
    pub used: KnownValue,
    /// What was paid, less what was returned.
    pub paid: KnownValue,
}

/// Nothing where the document has neither a grant nor a period nor a measure.
pub(super) fn state(source: &Source<'_>) -> Option<SectionBody> {
    let as_of = source.assessment.record.as_of;
    let whole = source
        .project
        .schedule
        .as_ref()
        .and_then(|one| one.period.as_ref());
    let grants = source.grants();
    let start = whole.and_then(|period| period.start);
    let start = start.or(grants
        .iter()
        .filter_map(|grant| grant.start())
        .min_by_key(|day| day.earliest()));
    let end = whole.and_then(|period| period.end);
    let end = end.or(grants
        .iter()
        .filter_map(|grant| grant.end())
        .max_by_key(|day| day.latest()));
    let measures = rows(source);
    if grants.is_empty() && start.is_none() && end.is_none() && measures.is_empty() {
        return None;
    }
    let all = deadlines(source.project, source.books, as_of).dates;
    let next = all
        .into_iter()
        .find(|date| date.state == DeadlineState::Coming);
    let withheld = leaves_out_money(source);
    let states = grants.iter().filter(|_| !withheld);
    let states = states.filter_map(|grant| grant_state(grant, source));
    Some(SectionBody::State(Box::new(StateSection {
        as_of,
        start,
        end,
        days: days(start, end, as_of),
        grants: states.collect(),
        withheld,
        measures: counts(&measures),
        next,
    })))
}

/// The days of a closed period, and those that are past; nothing where an end is coarse, or they
/// stand the wrong way round.
fn days(start: Option<PartialDate>, end: Option<PartialDate>, as_of: Date) -> Option<DaysPast> {
    let (Some(PartialDate::Day(first)), Some(PartialDate::Day(last))) = (start, end) else {
        return None;
    };
    let count = |to: Date| -> Option<u64> {
        let days = first.until(to).ok()?.get_days();
        u64::try_from(days.checked_add(1)?.max(0)).ok()
    };
    let all = count(last).filter(|days| *days > 0)?;
    Some(DaysPast {
        all,
        past: count(as_of)?.min(all),
    })
}

fn grant_state(grant: &Grant, source: &Source<'_>) -> Option<GrantState> {
    let number = number_of(grant, source)?;
    with_grant(number, source, |ctx, subject| {
        let read = |figure, status| {
            let reading = ctx.grant_figure(Some(number), figure, Some(status));
            (reading.money(), KnownValue::of(&reading, subject, ctx))
        };
        let (_, granted) = read(Figure::Grant, Status::Granted);
        let (realised, realised_known) = read(Figure::Total, Status::Realised);
        let decided = read(Figure::Total, Status::Granted);
        let (budgeted, budgeted_known) = if decided.0.is_unknown() {
            read(Figure::Total, Status::Applied)
        } else {
            decided
        };
        // What is paid is not known where the document states no payment.
        let paid = grant_statement(number, ctx).filter(|_| !grant.payments.is_empty());
        let both = !budgeted.is_unknown() && !realised.is_unknown();
        let from = [&budgeted_known, &realised_known].map(places);
        Some(GrantState {
            call: grant.call.clone(),
            granted,
            used: KnownValue {
                value: share_value(ratio(realised, budgeted)).filter(|_| both),
                from: from.concat(),
                ..KnownValue::default()
            },
            budgeted: budgeted_known,
            realised: realised_known,
            paid: paid.map_or_else(KnownValue::default, |all| {
                KnownValue::of(&all.kept, subject, ctx)
            }),
        })
    })
}

pub(in crate::report::section) fn state_blocks(
    one: &StateSection,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let word = |key: &str| says.word("progress", key);
    let mut facts: Vec<(String, Spans)> = Vec::new();
    let whole = period(one.start, one.end, says);
    if !whole.is_empty() {
        facts.push((word("project_period"), plain(whole)));
    }
    match one.days {
        Some(days) => {
            let (all, past) = (
                says.locale().count(days.all),
                says.locale().count(days.past),
            );
            let share = Share::of_counts(days.past, days.all);
            let share = share.map_or_else(String::new, |share| says.locale().share(share));
            let values = [("past", past.as_str()), ("all", &all), ("share", &share)];
            facts.push((
                word("days_past"),
                plain(says.fill("progress", "days_of", &values)),
            ));
        }
        None => facts.push((word("days_past"), plain(word("days_not_known")))),
    }
    if let Some(next) = &one.next {
        let text = format!("{}, {}", says.deadline(next), says.deadline_day(next));
        facts.push((word("next_date"), plain(text)));
    }
    out.push(Block::Facts(facts));
    if one.withheld {
        out.push(Block::Paragraph(plain(says.word("account", "withheld"))));
    }
    if !one.grants.is_empty() {
        let row = |grant: &GrantState| {
            let mut cells = vec![Cell::text(plain(says.call(&grant.call)))];
            let sums = [
                &grant.granted,
                &grant.budgeted,
                &grant.realised,
                &grant.used,
                &grant.paid,
            ];
            cells.extend(sums.map(|sum| sum.cell(says)));
            Row::of(cells)
        };
        let mut rows: Vec<Row> = one.grants.iter().map(row).collect();
        for row in 0..rows.len() {
            let formula = Formula::Share {
                part: At { row, column: 3 },
                whole: At { row, column: 2 },
            };
            follows(&mut rows, At { row, column: 4 }, formula);
        }
        let mut columns = vec![Column::words(says.word("report", "grant"))];
        let keys = ["granted", "budgeted", "realised", "used", "paid"];
        columns.extend(keys.map(|key| Column::figures(word(key))));
        out.push(Block::Table(Table {
            caption: word("money_caption"),
            columns,
            rows,
        }));
    }
    if !one.measures.is_empty() {
        out.push(Block::Paragraph(plain(word("measures_in_all"))));
        out.push(Block::Facts(count_facts(&one.measures, says)));
    }
}
