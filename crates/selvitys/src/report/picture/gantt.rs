//! A schedule as a Gantt chart.

use rust_decimal::Decimal;

use super::axis::{Axis, LABELS, grid};
use super::chart::{self, BODY, GAP, Key, SMALL, STRONG, Sign, TALLEST, WIDTH};
use super::drawing::{Drawing, Fill, Letters, Pattern, Role, Weight};
use super::label::{Setting, width};
use super::schedule::{ScheduleChart, ScheduleKind, ScheduleRow, Standing};
use crate::model::{Lang, PartialDate, Period};
use crate::report::document::{Cell, Column, Picture, Row, Table, plain};
use crate::report::view::spans;
use crate::words::Presenter;

const BAR: i32 = 120;
/// The most rows that the text names of those with one fault; the table has them all.
const MOST_NAMED: usize = 5;
/// The most characters of a title in the text; the table has it whole.
const LONGEST: usize = 90;
const INDENT: i32 = 110;

/// The picture, its text and its table.
pub(crate) fn picture(chart: &ScheduleChart, name: &str, says: &Presenter<'_>) -> Picture {
    let budget = chart.rows.iter().all(|row| {
        let of_budget = [ScheduleKind::Grant, ScheduleKind::Budget, ScheduleKind::Gap];
        of_budget.contains(&row.kind)
    });
    let title = if budget {
        "budget_periods_title"
    } else {
        "schedule_title"
    };
    Picture {
        name: name.to_owned(),
        title: says.word("picture", title),
        text: text(chart, says),
        drawing: draw(chart, says),
    }
}

/// What the picture finds.
pub(crate) fn text(chart: &ScheduleChart, says: &Presenter<'_>) -> String {
    let mut said = Vec::new();
    let dates = || chart.rows.iter().flat_map(ScheduleRow::dates);
    let first = dates().min_by_key(|date| date.earliest());
    let last = dates().max_by_key(|date| date.latest());
    if let Some((first, last)) = first.zip(last) {
        let (first, last) = (says.partial(first), says.partial(last));
        let values = [("first", first.as_str()), ("last", last.as_str())];
        said.push(says.fill("picture", "from_to", &values));
    }
    for row in chart
        .rows
        .iter()
        .filter(|row| row.kind == ScheduleKind::Gap)
    {
        let period = row.period.as_ref().map(|one| period_words(one, says));
        let values = [("period", period.unwrap_or_default())];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        said.push(says.fill("picture", "no_budget_for", &values));
    }
    let rows = |which: &dyn Fn(&ScheduleRow) -> bool| -> Vec<&ScheduleRow> {
        chart.rows.iter().filter(|row| which(row)).collect()
    };
    for (all, first, found) in [
        (
            "outside",
            "outside_first",
            rows(&|row| chart.reaches_out(row)),
        ),
        (
            "passed",
            "passed_first",
            rows(&|row| chart.standing(row) == Standing::Passed),
        ),
    ] {
        if found.is_empty() {
            continue;
        }
        let count = says.locale().number(Decimal::from(found.len()));
        let named = found.iter().take(MOST_NAMED);
        let titles: Vec<String> = named.map(|row| dated_title(row, says)).collect();
        let titles = titles.join("; ");
        let key = if found.len() > MOST_NAMED { first } else { all };
        let values = [("titles", titles.as_str()), ("count", count.as_str())];
        said.push(says.fill("picture", key, &values));
    }
    said.join(" ")
}

/// The data of the picture.
pub(crate) fn table(chart: &ScheduleChart, says: &Presenter<'_>) -> Table {
    let word = |key: &str| says.word("picture", key);
    let row = |row: &ScheduleRow| {
        let date = |date: Option<PartialDate>| date.map_or_else(Cell::empty, Cell::date);
        let period = row.period.as_ref();
        let mut title = row.title.as_ref().map(|title| spans(title, says));
        if title.is_none() {
            title = Some(plain(title_words(row, says).0));
        }
        Row {
            cells: vec![
                Cell::text(title.unwrap_or_default()),
                Cell::text(plain(says.word("picture", row.kind.key()))),
                date(period.and_then(|one| one.start)),
                date(period.and_then(|one| one.end).or(row.date)),
                date(row.reached),
                remark(chart, row, says).map_or_else(Cell::empty, |words| Cell::text(plain(words))),
            ],
            level: row.level,
            total: false,
        }
    };
    let columns = ["row", "kind", "start", "end", "reached_on", "remark"];
    let mut table = Table {
        caption: word("schedule_caption"),
        columns: columns.map(|key| Column::words(word(key))).into(),
        rows: chart.rows.iter().map(row).collect(),
    };
    chart::drop_empty_columns(&mut table);
    table
}

fn remark(chart: &ScheduleChart, row: &ScheduleRow, says: &Presenter<'_>) -> Option<String> {
    let mut said = Vec::new();
    if chart.reaches_out(row) {
        said.push(says.word("picture", "is_outside"));
    }
    if chart.standing(row) == Standing::Passed {
        said.push(says.word("picture", "is_passed"));
    }
    if let Some(period) = &row.period {
        if period.start.is_none() {
            said.push(says.word("picture", "no_start"));
        }
        if period.end.is_none() {
            said.push(says.word("picture", "no_end"));
        }
    }
    (!said.is_empty()).then(|| said.join("; "))
}

fn period_words(period: &Period, says: &Presenter<'_>) -> String {
    crate::report::view::period(period.start, period.end, says)
}

fn title_words(row: &ScheduleRow, says: &Presenter<'_>) -> (String, Lang) {
    if let Some(title) = &row.title {
        return chart::words(title, says);
    }
    let kind = says.word("picture", row.kind.key());
    let words = match &row.call {
        Some(call) if row.kind == ScheduleKind::Grant => says.call(call),
        _ => kind,
    };
    (words, says.lang())
}

fn dated_title(row: &ScheduleRow, says: &Presenter<'_>) -> String {
    let title = title_words(row, says).0;
    let mut title = title.trim_end_matches('.').to_owned();
    if let Some((cut, _)) = title.char_indices().nth(LONGEST) {
        title.truncate(cut);
        title = format!("{}…", title.trim_end());
    }
    let when = match (&row.period, row.date) {
        (Some(period), _) => period_words(period, says),
        (None, Some(date)) => says.partial(date),
        (None, None) => return title,
    };
    format!("{title} ({when})")
}

fn fill(kind: ScheduleKind) -> Fill {
    match kind {
        ScheduleKind::Project => Fill::new(Role::Ink, Pattern::Solid),
        ScheduleKind::Grant => Fill::new(Role::First, Pattern::Solid),
        ScheduleKind::Budget => Fill::new(Role::Second, Pattern::Hatch),
        ScheduleKind::Gap => Fill::new(Role::Error, Pattern::CrossHatch),
        _ => Fill::new(Role::Third, Pattern::Dots),
    }
}

fn draw(chart: &ScheduleChart, says: &Presenter<'_>) -> Drawing {
    let mut drawing = Drawing::new(WIDTH);
    let Some(axis) = Axis::of(chart) else {
        return drawing;
    };
    let labels: Vec<Label> = chart.rows.iter().map(|row| Label::of(row, says)).collect();
    let shown = shown(chart, &labels);
    let y = chart::key(&mut drawing, 0, &entries(chart, &axis, says), says.lang()) + 60;
    let top = y + 330;
    let mut rows = Drawing::new(WIDTH);
    let mut below = top + 40;
    let drawn = chart.rows.iter().zip(&labels).zip(&shown);
    for ((row, label), _) in drawn.filter(|(_, shown)| **shown) {
        let middle = below + label.height() / 2;
        chart::beside(&mut rows, label.indent, middle, label.letters, &label.lines);
        draw_row(&mut rows, chart, row, middle, &axis, says);
        below += label.height();
    }
    let shown = shown.into_iter().filter(|shown| *shown).count();
    below += 40;
    grid(&mut drawing, &axis, (y, top, below), says);
    if axis.shows(chart.as_of) {
        let x = axis.begin(chart.as_of);
        drawing.dashed(&[(x, top), (x, below)], Role::Ink, 15);
    }
    drawing.shapes.append(&mut rows.shapes);
    drawing.height = chart::more(&mut drawing, below, shown, chart.rows.len(), says) + 20;
    drawing
}

/// The label of a row.
struct Label {
    indent: i32,
    letters: Letters,
    lines: Vec<String>,
}

impl Label {
    fn of(row: &ScheduleRow, says: &Presenter<'_>) -> Self {
        let indent = INDENT * i32::try_from(row.level.min(3)).unwrap_or(0);
        let (words, lang) = title_words(row, says);
        let strong = matches!(row.kind, ScheduleKind::Project | ScheduleKind::Grant);
        let letters = if strong { STRONG } else { BODY };
        let setting = Setting {
            lang,
            size: letters.size,
            weight: letters.weight,
            room: LABELS - GAP - indent,
            lines: if strong { 3 } else { 2 },
        };
        Label {
            indent,
            letters,
            lines: setting.lines(&words),
        }
    }

    fn height(&self) -> i32 {
        chart::row_height(self.lines.len())
    }
}

/// Which rows are drawn: where all together are too tall, those that hang deepest are left to the
/// table first, and then the last ones.
fn shown(chart: &ScheduleChart, labels: &[Label]) -> Vec<bool> {
    // What no budget is for is always shown.
    let wanted = |row: &ScheduleRow, deepest| row.level <= deepest || row.kind == ScheduleKind::Gap;
    let tall = |deepest: usize| {
        let rows = chart.rows.iter().zip(labels);
        let rows = rows.filter(|(row, _)| wanted(row, deepest));
        rows.map(|(_, label)| label.height()).sum::<i32>()
    };
    let most = chart.rows.iter().map(|row| row.level).max().unwrap_or(0);
    let mut levels = (0..=most).rev();
    let deepest = levels.find(|level| tall(*level) <= TALLEST).unwrap_or(0);
    let mut below = 0;
    let rows = chart.rows.iter().zip(labels);
    let fits = rows.map(|(row, label)| {
        let wanted = wanted(row, deepest);
        below += if wanted { label.height() } else { 0 };
        wanted && below <= TALLEST
    });
    fits.collect()
}

fn entries(chart: &ScheduleChart, axis: &Axis, says: &Presenter<'_>) -> Vec<(Key, String)> {
    let has = |kind: ScheduleKind| chart.rows.iter().any(|row| row.kind == kind);
    let points = [ScheduleKind::Measure, ScheduleKind::Milestone];
    let surfaces = ScheduleKind::ALL.into_iter();
    let surfaces = surfaces.filter(|kind| has(*kind) && !points.contains(kind));
    let word = |key: &str| says.word("picture", key);
    let surface = |kind: ScheduleKind| (Key::Surface(fill(kind)), word(kind.key()));
    let mut entries: Vec<(Key, String)> = surfaces.map(surface).collect();
    let coarse = chart.rows.iter().any(|row| {
        let dates = row.period.iter().flat_map(|one| [one.start, one.end]);
        let mut dates = dates.flatten();
        dates.any(|date| date.earliest() != date.latest())
    });
    if coarse {
        let fill = Fill::new(Role::Soft, Pattern::Outline);
        entries.push((Key::Surface(fill), word("coarse")));
    }
    for (standing, sign, key) in [
        (Standing::Reached, Sign::Reached, "reached"),
        (Standing::Ahead, Sign::Ahead, "ahead"),
        (Standing::Passed, Sign::Passed, "passed_sign"),
    ] {
        let point = |row: &ScheduleRow| points.contains(&row.kind);
        let mut rows = chart.rows.iter().filter(|row| point(row));
        if rows.any(|row| chart.standing(row) == standing) {
            entries.push((Key::Sign(sign), word(key)));
        }
    }
    if axis.shows(chart.as_of) {
        let day = says.locale().date(chart.as_of);
        let words = says.fill("picture", "as_of", &[("day", &day)]);
        entries.push((Key::Dashed(Role::Ink), words));
    }
    entries
}

fn draw_row(
    drawing: &mut Drawing,
    chart: &ScheduleChart,
    row: &ScheduleRow,
    middle: i32,
    axis: &Axis,
    says: &Presenter<'_>,
) {
    if let Some(period) = &row.period {
        draw_period(drawing, row.kind, period, middle, axis);
    }
    let Some(day) = row.reached.or(row.date) else {
        return;
    };
    let centre =
        |date: PartialDate| i32::midpoint(axis.begin(date.earliest()), axis.end(date.latest()));
    if let Some((due, reached)) = row.date.zip(row.reached) {
        // From when it was due to when it was reached.
        drawing.line(
            &[(centre(due), middle), (centre(reached), middle)],
            Role::Good,
            12,
        );
    } else if day.earliest() != day.latest() {
        let ends = [
            (axis.begin(day.earliest()), middle),
            (axis.end(day.latest()), middle),
        ];
        drawing.line(&ends, Role::Soft, 12);
    }
    let sign = match chart.standing(row) {
        Standing::Reached => Sign::Reached,
        Standing::Ahead => Sign::Ahead,
        Standing::Passed => Sign::Passed,
    };
    let x = centre(day).clamp(LABELS + 70, WIDTH - 70);
    sign.draw(drawing, (x, middle));
    let words = says.partial(day);
    let wide = width(&words, SMALL.size, Weight::Regular);
    // The day stands after its sign, or before it where there is no room.
    let right = axis.end(day.latest()).max(x) + 110;
    if right + wide <= WIDTH {
        chart::value(drawing, (right - GAP / 2, middle), SMALL, &words);
    } else {
        let left = axis.begin(day.earliest()).min(x) - 110;
        let left = (left - wide).max(LABELS);
        chart::value(drawing, (left - GAP / 2, middle), SMALL, &words);
    }
}

/// A bar: filled where the period certainly is, an edge where it may be, an arrow where no end is
/// stated.
fn draw_period(
    drawing: &mut Drawing,
    kind: ScheduleKind,
    period: &Period,
    middle: i32,
    axis: &Axis,
) {
    let arrow = BAR * 2 / 3;
    let left = period
        .start
        .map_or(LABELS + arrow, |start| axis.begin(start.earliest()));
    let right = period
        .end
        .map_or(WIDTH - arrow, |end| axis.end(end.latest()));
    let from = period
        .start
        .map_or(left, |start| axis.begin(start.latest()));
    let to = period.end.map_or(right, |end| axis.end(end.earliest()));
    // A period of a day is still seen; one that ends before it starts is drawn as what it spans.
    let (left, right) = (left.min(right - 20), right.max(left + 20));
    let fill = fill(kind);
    let top = middle - BAR / 2;
    let edge = Fill::new(fill.role, Pattern::Outline);
    if left < from || to < right {
        drawing.rect((left, top), (right - left, BAR), edge);
    }
    if from < to || (from == left && to == right) {
        let (from, to) = (from.min(to - 20).max(left), to.max(from + 20).min(right));
        drawing.rect((from, top), (to - from, BAR), fill);
    }
    for (open, x, tip) in [
        (period.start.is_none(), LABELS + arrow, LABELS + 10),
        (period.end.is_none(), WIDTH - arrow, WIDTH - 10),
    ] {
        if open {
            let points = [(tip, middle), (x, top), (x, top + BAR)];
            drawing.polygon(&points, fill.role, fill.pattern == Pattern::Solid);
        }
    }
}
