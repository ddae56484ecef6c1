//! The time axis of a schedule: whole years, and months where there is room for them.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::chart::{self, SMALL, STRONG, WIDTH};
use super::drawing::{Anchor, Drawing, Role, Weight};
use super::label::width;
use super::schedule::{ScheduleChart, ScheduleRow};
use crate::model::PartialDate;
use crate::words::Presenter;

/// Where the labels end and time begins.
pub(super) const LABELS: i32 = 2950;
/// How far from what is dated the day of the report may lie and still be shown, in years.
const NEAR: i16 = 3;

/// From the first day to the last, whole years.
pub(super) struct Axis {
    first: Date,
    days: i64,
    years: (i16, i16),
}

impl Axis {
    pub(super) fn of(chart: &ScheduleChart) -> Option<Self> {
        let dates = || chart.rows.iter().flat_map(ScheduleRow::dates);
        let from = dates().map(PartialDate::earliest).min()?.year();
        let to = dates().map(PartialDate::latest).max()?.year();
        let now = chart.as_of.year();
        let near = (from - NEAR..=to + NEAR).contains(&now);
        let years = if near {
            (from.min(now), to.max(now))
        } else {
            (from, to)
        };
        let first = Date::constant(years.0, 1, 1);
        let last = Date::constant(years.1, 12, 31);
        Some(Axis {
            first,
            days: days(first, last) + 1,
            years,
        })
    }

    /// Where a day begins.
    pub(super) fn begin(&self, day: Date) -> i32 {
        self.at(days(self.first, day))
    }

    /// Where a day ends.
    pub(super) fn end(&self, day: Date) -> i32 {
        self.at(days(self.first, day) + 1)
    }

    fn at(&self, days: i64) -> i32 {
        let along = chart::along(
            Decimal::from(days),
            Decimal::from(self.days),
            WIDTH - LABELS,
        );
        LABELS + along
    }

    pub(super) fn shows(&self, day: Date) -> bool {
        (self.years.0..=self.years.1).contains(&day.year())
    }
}

fn days(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

/// Years, and months where there is room for them.
pub(super) fn grid(
    drawing: &mut Drawing,
    axis: &Axis,
    (y, top, below): (i32, i32, i32),
    says: &Presenter<'_>,
) {
    let (from, to) = axis.years;
    let count = i32::from(to) - i32::from(from) + 1;
    let year_width = (WIDTH - LABELS) / count.max(1);
    let number = |n: i32| {
        says.locale()
            .number(Decimal::from(n))
            .replace(['\u{a0}', ','], "")
    };
    let label = width("9999", STRONG.size, Weight::Bold) + 40;
    let every = label * count / (WIDTH - LABELS) + 1;
    // Lines at years; every so many where years are many.
    let lines = 40 * count / (WIDTH - LABELS) + 1;
    let months = [(1, "12"), (3, "10–12")].into_iter();
    let months = months.filter(|(step, widest)| {
        let room = year_width * step / 12;
        width(widest, SMALL.size, Weight::Regular) + 20 <= room
    });
    let months = months.map(|(step, _)| step).next();
    for (nth, year) in (0..).zip(from..=to) {
        let x = axis.begin(Date::constant(year, 1, 1));
        let end = axis.end(Date::constant(year, 12, 31));
        if nth % lines == 0 {
            drawing.line(&[(x, y + 20), (x, below)], Role::Rule, 12);
        }
        let words = number(i32::from(year));
        let wide = width(&words, STRONG.size, Weight::Bold);
        let centre = if every == 1 {
            i32::midpoint(x, end)
        } else {
            x + wide / 2 + 30
        };
        if nth % every == 0 && centre + wide / 2 < WIDTH {
            drawing.text((centre, y + 135), Anchor::Middle, STRONG, words);
        }
        let Some(step) = months else { continue };
        for month in (1..=12_i8).step_by(usize::try_from(step).unwrap_or(12)) {
            let begin = axis.begin(Date::constant(year, month, 1));
            let after = i32::from(month) + step;
            let end = match i8::try_from(after) {
                Ok(next) if next <= 12 => axis.begin(Date::constant(year, next, 1)),
                _ => end,
            };
            if month > 1 {
                drawing.line(&[(begin, y + 180), (begin, below)], Role::Wash, 10);
            }
            let words = if step == 1 {
                number(i32::from(month))
            } else {
                format!("{month}–{}", i32::from(month) + step - 1)
            };
            let at = (i32::midpoint(begin, end), y + 285);
            drawing.text(at, Anchor::Middle, SMALL, words);
        }
    }
    drawing.line(&[(WIDTH, y + 20), (WIDTH, below)], Role::Rule, 12);
    drawing.line(&[(0, top), (WIDTH, top)], Role::Soft, 10);
    drawing.line(&[(0, below), (WIDTH, below)], Role::Rule, 10);
}
