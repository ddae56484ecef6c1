//! A schedule as data: periods and points in time, and what they leave open.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::index::Index;
use crate::model::{Grant, Measure, PartialDate, Period, Text};

/// A schedule: the project, its grants, their budgets, packages, measures and milestones, as far as
/// the document dates them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScheduleChart {
    /// The day that it is seen from.
    pub as_of: Date,
    /// The period that everything should lie in: that of the project, else of its grant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// What is dated.
    pub rows: Vec<ScheduleRow>,
}

/// Something that has a period or a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScheduleRow {
    /// What it is.
    pub kind: ScheduleKind,
    /// Its title, where it has one of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// The call of its grant, where it is named by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<String>,
    /// How deep it hangs in a tree.
    pub level: usize,
    /// Its period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Its date, where it is a point in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The day on which it was reached or done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<PartialDate>,
}

/// What a row of a schedule is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ScheduleKind {
    /// The project as a whole.
    Project,
    /// A grant.
    Grant,
    /// A budget line with a period of its own.
    Budget,
    /// A part of the grant's period that no budget line is for.
    Gap,
    /// A package of the work.
    Package,
    /// A measure with a date of its own.
    Measure,
    /// A milestone.
    Milestone,
}

/// How it stands with a row, seen from a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// A period, or a point in time that is not over.
    Ahead,
    /// Reached or done.
    Reached,
    /// Over, and not said to be reached.
    Passed,
}

impl ScheduleKind {
    pub(super) const ALL: [ScheduleKind; 7] = [
        ScheduleKind::Project,
        ScheduleKind::Grant,
        ScheduleKind::Budget,
        ScheduleKind::Gap,
        ScheduleKind::Package,
        ScheduleKind::Measure,
        ScheduleKind::Milestone,
    ];

    pub(super) fn key(self) -> &'static str {
        match self {
            ScheduleKind::Project => "project",
            ScheduleKind::Grant => "grant",
            ScheduleKind::Budget => "budget",
            ScheduleKind::Gap => "gap",
            ScheduleKind::Package => "package",
            ScheduleKind::Measure => "measure",
            ScheduleKind::Milestone => "milestone",
        }
    }
}

impl ScheduleChart {
    /// All that a project dates; nothing when it dates nothing.
    pub(crate) fn of(index: &Index<'_>, as_of: Date) -> Option<Self> {
        let project = index.project;
        let own = project.schedule.as_ref();
        let period = own.and_then(|schedule| schedule.period.clone());
        let mut rows = Vec::new();
        if let Some(period) = &period {
            rows.push(ScheduleRow::over(ScheduleKind::Project, period.clone()));
        }
        for (_, grant) in index.grants() {
            rows.extend(grant_row(grant));
            if let Some((number, _)) = index.budget_of(grant) {
                rows.extend(budget_rows(index, number, grant));
            }
        }
        let milestones = own.iter().flat_map(|schedule| &schedule.milestones);
        rows.extend(milestones.map(|one| ScheduleRow {
            title: Some(one.title.clone()),
            date: one.date,
            reached: one.reached,
            ..ScheduleRow::bare(ScheduleKind::Milestone)
        }));
        for node in &index.packages {
            let package = node.package;
            let mut level = 0;
            let mut above = node.parent;
            while let Some(parent) = above.and_then(|at| index.packages.get(at)) {
                level += 1;
                above = parent.parent;
            }
            rows.extend(package.period.clone().map(|period| ScheduleRow {
                title: Some(package.title.clone()),
                level,
                ..ScheduleRow::over(ScheduleKind::Package, period)
            }));
            rows.extend(package.measures.iter().filter_map(measure_row));
        }
        let goals = project.goals.iter().flat_map(|goals| &goals.table);
        rows.extend(goals.flat_map(|goal| goal.measures.iter().filter_map(measure_row)));
        rows.retain(|row| !row.dates().is_empty());
        let chart = ScheduleChart {
            as_of,
            period: period.or_else(|| only_grant(index)),
            rows,
        };
        (!chart.rows.is_empty()).then_some(chart)
    }

    /// The periods of a budget beside that of its grant; nothing when no line has a period.
    pub(crate) fn of_budget(index: &Index<'_>, number: usize, as_of: Date) -> Option<Self> {
        let budget = index.project.budgets.get(number)?;
        let grant = index
            .project
            .grants
            .iter()
            .find(|one| one.id == budget.grant)?;
        let lines = budget_rows(index, number, grant);
        if lines.is_empty() {
            return None;
        }
        let mut rows: Vec<ScheduleRow> = grant_row(grant).into_iter().collect();
        rows.extend(lines);
        rows.retain(|row| !row.dates().is_empty());
        let period = grant_row(grant).and_then(|row| row.period);
        let chart = ScheduleChart {
            as_of,
            period,
            rows,
        };
        (!chart.rows.is_empty()).then_some(chart)
    }

    /// Takes away what is said to be lacking, where the document is without the parts that may have
    /// it: budget lines, or days on which something was reached.
    pub(crate) fn lacks_nothing(mut self, budgets: bool, reached: bool) -> Option<Self> {
        let mut rows = std::mem::take(&mut self.rows);
        rows.retain(|row| {
            let gap = budgets && row.kind == ScheduleKind::Gap;
            let passed = reached && self.standing(row) == Standing::Passed;
            !(gap || passed)
        });
        self.rows = rows;
        (!self.rows.is_empty()).then_some(self)
    }

    /// Whether a row certainly reaches out of the period that all should lie in.
    pub(super) fn reaches_out(&self, row: &ScheduleRow) -> bool {
        let Some(period) = &self.period else {
            return false;
        };
        if matches!(row.kind, ScheduleKind::Project | ScheduleKind::Gap) {
            return false;
        }
        let (first, last) = (row.first(), row.last());
        let early = first.zip(period.start);
        let late = last.zip(period.end);
        early.is_some_and(|(one, start)| one.latest() < start.earliest())
            || late.is_some_and(|(one, end)| one.earliest() > end.latest())
    }

    pub(super) fn standing(&self, row: &ScheduleRow) -> Standing {
        match (row.reached, row.date) {
            (Some(_), _) => Standing::Reached,
            (None, Some(date)) if date.latest() < self.as_of => Standing::Passed,
            _ => Standing::Ahead,
        }
    }
}

impl ScheduleRow {
    fn bare(kind: ScheduleKind) -> Self {
        ScheduleRow {
            kind,
            title: None,
            call: None,
            level: 0,
            period: None,
            date: None,
            reached: None,
        }
    }

    fn over(kind: ScheduleKind, period: Period) -> Self {
        ScheduleRow {
            period: Some(period),
            ..ScheduleRow::bare(kind)
        }
    }

    /// Its dates as far as they are stated.
    pub(super) fn dates(&self) -> Vec<PartialDate> {
        let period = self.period.iter().flat_map(|one| [one.start, one.end]);
        let all = period.chain([self.date, self.reached]);
        all.flatten().collect()
    }

    pub(super) fn first(&self) -> Option<PartialDate> {
        self.period.as_ref().and_then(|one| one.start).or(self.date)
    }

    pub(super) fn last(&self) -> Option<PartialDate> {
        self.period.as_ref().and_then(|one| one.end).or(self.date)
    }
}

fn grant_row(grant: &Grant) -> Option<ScheduleRow> {
    let (start, end) = (grant.start(), grant.end());
    start.or(end)?;
    let period = Period {
        start,
        end,
        stated: None,
    };
    Some(ScheduleRow {
        call: Some(grant.call.clone()),
        ..ScheduleRow::over(ScheduleKind::Grant, period)
    })
}

fn only_grant(index: &Index<'_>) -> Option<Period> {
    let mut grants = index.grants();
    let (_, grant) = grants.next()?;
    match grants.next() {
        Some(_) => None,
        None => grant_row(grant)?.period,
    }
}

fn measure_row(measure: &Measure) -> Option<ScheduleRow> {
    measure.due.or(measure.done)?;
    Some(ScheduleRow {
        title: Some(measure.text.clone()),
        level: 1,
        date: measure.due,
        reached: measure.done,
        ..ScheduleRow::bare(ScheduleKind::Measure)
    })
}

/// The lines of a budget that have a period of their own, and what their periods leave open of the
/// grant's. A line without a period is for the whole, and then nothing is left open.
fn budget_rows(index: &Index<'_>, number: usize, grant: &Grant) -> Vec<ScheduleRow> {
    let (first, end) = index.budget_lines.get(number).copied().unwrap_or_default();
    let nodes = || (first..end).filter_map(|at| index.lines.get(at));
    let dated = nodes().filter_map(|node| {
        let period = node.line.period.clone()?;
        Some(ScheduleRow {
            title: Some(node.line.title.clone()),
            level: 1,
            ..ScheduleRow::over(ScheduleKind::Budget, period)
        })
    });
    let mut rows: Vec<ScheduleRow> = dated.collect();
    if rows.is_empty() {
        return rows;
    }
    let leaves = nodes().filter(|node| node.line.children.is_empty());
    let mut periods = Vec::new();
    for leaf in leaves {
        let mut at = Some(leaf);
        let mut found = None;
        while let (Some(node), None) = (at, found) {
            found = node.line.period.as_ref();
            at = node.parent.and_then(|parent| index.lines.get(parent));
        }
        match found {
            Some(period) => periods.push(period),
            None => return rows,
        }
    }
    let gap = |(first, last): (Date, Date)| ScheduleRow {
        call: Some(grant.call.clone()),
        level: 1,
        ..ScheduleRow::over(
            ScheduleKind::Gap,
            Period {
                start: Some(PartialDate::Day(first)),
                end: Some(PartialDate::Day(last)),
                stated: None,
            },
        )
    };
    rows.extend(
        gaps(&periods, grant.start(), grant.end())
            .into_iter()
            .map(gap),
    );
    rows
}

/// What of a period certainly lies in no other: where dates are coarse, each period counts at its
/// longest and the whole at its shortest. What lies before the first stated day of a whole whose
/// start is not stated is no gap.
fn gaps(
    periods: &[&Period],
    start: Option<PartialDate>,
    end: Option<PartialDate>,
) -> Vec<(Date, Date)> {
    let Some(last) = end.map(PartialDate::earliest) else {
        return Vec::new();
    };
    let mut spans: Vec<(Date, Date)> = periods
        .iter()
        .map(|one| {
            let from = one.start.map_or(Date::MIN, PartialDate::earliest);
            (from, one.end.map_or(Date::MAX, PartialDate::latest))
        })
        .collect();
    spans.sort_unstable();
    // The first day not yet covered.
    let mut open = match start {
        Some(start) => start.latest(),
        None => match spans.first() {
            Some((from, _)) => *from,
            None => return Vec::new(),
        },
    };
    let mut gaps = Vec::new();
    for (from, to) in spans {
        if from > open
            && let Ok(before) = from.yesterday()
            && open <= before.min(last)
        {
            gaps.push((open, before.min(last)));
        }
        match to.tomorrow() {
            Ok(next) => open = open.max(next),
            Err(_) => return gaps,
        }
    }
    if open <= last {
        gaps.push((open, last));
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(start: &str, end: &str) -> Period {
        let date = |text: &str| (!text.is_empty()).then(|| text.parse().unwrap());
        Period {
            start: date(start),
            end: date(end),
            stated: None,
        }
    }

    fn found(periods: &[Period], whole: &Period) -> Vec<String> {
        let periods: Vec<&Period> = periods.iter().collect();
        let gaps = gaps(&periods, whole.start, whole.end).into_iter();
        gaps.map(|(from, to)| format!("{from}/{to}")).collect()
    }

    #[test]
    fn what_no_line_is_for_is_found() {
        let whole = period("2020-01-01", "2022-10-31");
        let lines = [
            period("2020", "2020-12-31"),
            period("2021-06-01", "2021-12-31"),
        ];
        assert_eq!(
            found(&lines, &whole),
            ["2021-01-01/2021-05-31", "2022-01-01/2022-10-31"]
        );
    }

    #[test]
    fn what_may_be_covered_is_no_gap() {
        let whole = period("2020", "2022");
        // The lines may begin on the first of January and end on the last of December.
        assert!(found(&[period("2020", "2021"), period("2022", "2022")], &whole).is_empty());
        assert!(found(&[period("2020", "")], &whole).is_empty());
        assert!(found(&[period("2020-01", "2021-01")], &period("2020-01", "")).is_empty());
    }

    #[test]
    fn a_start_that_is_not_stated_opens_no_gap() {
        let lines = [period("", "2021-12-31")];
        assert_eq!(
            found(&lines, &period("", "2022-10-31")),
            ["2022-01-01/2022-10-31"]
        );
    }
}
