//! A period is covered by budget lines.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::not_after::days;
use super::{Case, Context, Formula, Inequality, Kind, Reckoning, Sink, Subject, date_value, ends_at};
use crate::finding::{Asked, Distance, NotApplicable, Op, Side, Argument, Truth, Value};
use crate::model::PartialDate;
use crate::place::At;
use crate::range::Range;

/// The period of a grant is covered by the periods of its budget lines, to the last day.
///
/// A line without a period of its own is for the whole period. All lines that end early are one
/// fault: they have one cause.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodCovered {}

impl Kind for PeriodCovered {
    const NAME: &'static str = "period-covered";
    const VALUES: &'static [&'static str] = &["gap", "distance", "lines", "end"];

    fn formula(&self) -> Formula<'_> {
        Formula::new("period_covered")
    }

    fn asks(&self, subject: &Subject<'_>, ctx: &Context<'_>) -> Option<Vec<Inequality>> {
        let Some(periods) = periods(subject, ctx) else { return Some(Vec::new()) };
        if periods.undated.is_some() || periods.dated.is_empty() {
            return Some(Vec::new());
        }
        Some(vec![Inequality::at_most(periods.last, periods.covered())])
    }

    fn may_be_open(&self, _draft: bool) -> bool {
        true
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let Some(periods) = periods(subject, ctx) else {
            return out.skip(NotApplicable::NoSubject);
        };
        let at = periods.ends_at;
        if let Some(line) = periods.undated {
            // It is for the whole period: nothing is left to reckon.
            return out.met(None, || {
                let mut how = Reckoning::default();
                let period = how.at(At::Line(line, "period"), None);
                how.truth(Op::IsAbsent, [period], Truth::Yes);
                Case::at(at).reckoned(how)
            });
        }
        if periods.dated.is_empty() {
            return out.skip(NotApplicable::NoSubject);
        }
        let (last, covered) = (periods.last, periods.covered());
        let order = days(last, covered);
        let truth = last.at_most(covered);
        let uncovered = order.filter(|order| order.days > 0);
        let distance = order.map(|order| Distance {
            side: if order.days > 0 { Side::Short } else { Side::Within },
            by: order.by(),
        });
        let gap = covered.high.zip(last.low).filter(|_| uncovered.is_some());
        let gap = gap.and_then(|(covered, last)| {
            let from = covered.tomorrow().ok()?;
            Some(Value::Period(PartialDate::Day(from), PartialDate::Day(last)))
        });
        out.decide(truth, distance.clone(), || {
            let mut how = Reckoning::default();
            let end = how.at(at, date_value(last));
            let ends = periods.dated.iter().map(|one| {
                how.at(At::Line(one.stated_by, "period/end"), date_value(one.end))
            });
            let ends: Vec<Argument> = ends.collect();
            let covers = how.step(Op::Latest, ends, date_value(covered));
            if let Some(order) = order {
                order.step(&mut how, &end, &covers);
            }
            how.truth(Op::NotAfter, [end, covers], truth);
            let open = truth == Truth::Unknown;
            Case::at(at)
                .value("gap", gap)
                .value("lines", Value::Count(periods.dated.len() as u64))
                .value("end", last.value().map(Value::Date))
                .value("distance", distance.map(|distance| distance.by))
                .reckoned(how)
                .missing(open.then_some(Asked::End))
        });
    }
}

/// The period of a grant, and those of its lines.
struct Periods {
    /// Where the last day of the grant stands.
    ends_at: At,
    /// The last day of the grant.
    last: Range<Date>,
    /// The last days of the lines that have a period.
    dated: Vec<Dated>,
    /// A line that has none.
    undated: Option<usize>,
}

/// The last day of a line.
struct Dated {
    end: Range<Date>,
    /// The line that states it: itself, or one above it.
    stated_by: usize,
}

impl Periods {
    /// The last day that lines cover.
    fn covered(&self) -> Range<Date> {
        // A line whose period has no stated end may reach any day.
        let open_end = self.dated.iter().any(|one| one.end.high.is_none());
        Range {
            low: self.dated.iter().filter_map(|one| one.end.low).max(),
            high: self.dated.iter().filter_map(|one| one.end.high).max().filter(|_| !open_end),
        }
    }
}

/// Nothing when there is no grant, or no budget of it.
fn periods(subject: &Subject<'_>, ctx: &Context<'_>) -> Option<Periods> {
    let (number, grant) = subject.grant.zip(ctx.grant(subject))?;
    let (budget, _) = ctx.index.budget_of(grant)?;
    let (first, end) = ctx.index.budget_lines.get(budget).copied().unwrap_or_default();
    let leaves = (first..end).filter(|at| {
        ctx.index.lines.get(*at).is_some_and(|node| node.line.children.is_empty())
    });
    let last = Range::of(grant.end());
    let mut periods = Periods { ends_at: ends_at(grant, number), last, dated: Vec::new(), undated: None };
    for leaf in leaves {
        match end_of(leaf, ctx) {
            Some(dated) => periods.dated.push(dated),
            None => periods.undated = Some(leaf),
        }
    }
    Some(periods)
}

/// The last day of a line: its own, else that of the nearest line above it that has a period.
fn end_of(line: usize, ctx: &Context<'_>) -> Option<Dated> {
    let mut at = Some(line);
    while let Some((at_line, node)) = at.and_then(|at| Some((at, ctx.index.lines.get(at)?))) {
        if let Some(period) = &node.line.period {
            return Some(Dated { end: Range::of(period.end), stated_by: at_line });
        }
        at = node.parent;
    }
    None
}
