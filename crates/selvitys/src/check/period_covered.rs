//! A period is covered by budget lines.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::not_after::days;
use super::{Case, Context, Formula, Inequality, Kind, Sink, Subject};
use crate::finding::{Asked, Distance, NotApplicable, Op, Side, Step, Value};
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
        if periods.undated || periods.dated.is_empty() {
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
        let at = At::Grant(periods.grant, "period/end");
        if periods.undated {
            return out.met(None, || Case::at(at));
        }
        if periods.dated.is_empty() {
            return out.skip(NotApplicable::NoSubject);
        }
        let (last, covered) = (periods.last, periods.covered());
        let dated = periods.dated;
        let order = days(last, covered);
        let truth = last.at_most(covered);
        let uncovered = order.filter(|order| order.days > 0);
        let distance = order.map(|order| Distance {
            side: if order.days > 0 { Side::Short } else { Side::Within },
            by: Value::Days(order.days.abs()),
        });
        let gap = covered.high.zip(last.low).filter(|_| uncovered.is_some());
        let gap = gap.and_then(|(covered, last)| {
            let from = covered.tomorrow().ok()?;
            Some(Value::Period(PartialDate::Day(from), PartialDate::Day(last)))
        });
        out.decide(truth, distance.clone(), || {
            let mut case = Case::at(at)
                .value("gap", gap)
                .value("lines", Value::Count(dated.len() as u64))
                .value("end", last.value().map(Value::Date))
                .value("distance", distance.map(|distance| distance.by))
                .step(uncovered.and_then(|order| {
                    let (from, to) = (covered.high?, last.low?);
                    Some(Step {
                        op: Op::DaysBetween,
                        operands: vec![Value::Date(from), Value::Date(to)],
                        result: Value::Days(order.days),
                    })
                }));
            for (leaf, end) in &dated {
                let value = end.value().map(Value::Date);
                case.operands.push((Some(At::Line(*leaf, "period")), None, value));
            }
            let open = truth == crate::range::Truth::Unknown;
            case.missing(open.then_some(Asked::End))
        });
    }
}

/// The period of a grant, and those of its lines.
struct Periods {
    /// The grant, by number.
    grant: usize,
    /// The last day of the grant.
    last: Range<Date>,
    /// The lines that have a period, and its last day.
    dated: Vec<(usize, Range<Date>)>,
    /// Whether a line has none.
    undated: bool,
}

impl Periods {
    /// The last day that lines cover.
    fn covered(&self) -> Range<Date> {
        // A line whose period has no stated end may reach any day.
        let open_end = self.dated.iter().any(|(_, end)| end.high.is_none());
        Range {
            low: self.dated.iter().filter_map(|(_, end)| end.low).max(),
            high: self.dated.iter().filter_map(|(_, end)| end.high).max().filter(|_| !open_end),
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
    let mut periods = Periods { grant: number, last, dated: Vec::new(), undated: false };
    for leaf in leaves {
        match end_of(leaf, ctx) {
            Some(end) => periods.dated.push((leaf, end)),
            None => periods.undated = true,
        }
    }
    Some(periods)
}

/// The last day of a line: its own, else that of the nearest line above it that has a period.
fn end_of(line: usize, ctx: &Context<'_>) -> Option<Range<Date>> {
    let mut at = Some(line);
    while let Some(node) = at.and_then(|at| ctx.index.lines.get(at)) {
        if let Some(period) = &node.line.period {
            return Some(Range::of(period.end));
        }
        at = node.parent;
    }
    None
}
