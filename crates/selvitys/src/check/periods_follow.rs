//! Periods follow one another.

use jiff::civil::Date;
use jiff::ToSpan as _;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, Kind, Sink, Subject, Thing};
use crate::finding::{Asked, Distance, NotApplicable, Op, Side, Step, Value};
use crate::model::Grant;
use crate::place::At;
use crate::range::{Range, Truth};

/// The periods of a grant's claims follow one another: none begins before the one before it has
/// ended, or none begins later than the day after.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodsFollow {
    /// What may not be between them.
    pub without: Between,
}

/// What may not be between two periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Between {
    /// Days that belong to both.
    Overlap,
    /// Days that belong to neither.
    Gap,
}

/// The first and the last day of a claim's period, with the claim's number.
type Claimed = (usize, Range<Date>, Range<Date>);

impl Kind for PeriodsFollow {
    const NAME: &'static str = "periods-follow";
    const VALUES: &'static [&'static str] = &["end", "start", "distance"];

    fn formula(&self) -> Formula<'_> {
        let Self { without } = self;
        Formula::new(match without {
            Between::Overlap => "periods_without_overlap",
            Between::Gap => "periods_without_gap",
        })
    }

    fn evidence(&self) -> &'static str {
        match self.without {
            Between::Overlap => "periods-without-overlap",
            Between::Gap => "periods-without-gap",
        }
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let Thing::Grant(number) = subject.thing else {
            return out.skip(NotApplicable::NoSubject);
        };
        let grant = ctx.index.project.grants.get(number);
        let periods = grant.map(periods).unwrap_or_default();
        let Some(((_, _, end), later)) = periods.split_first() else {
            return out.skip(NotApplicable::NoSubject);
        };
        if later.is_empty() {
            return out.skip(NotApplicable::NoSubject);
        }
        // A claim without a period may lie between two others.
        let all_known = periods.iter().all(|(_, start, _)| !start.is_unknown());
        let mut last = *end;
        for (claim, start, end) in later {
            self.between(number, *claim, last, *start, all_known, out);
            // A long period may end after a later one.
            last = Range {
                low: last.low.max(end.low),
                high: last.high.zip(end.high).map(|(a, b)| a.max(b)),
            };
        }
    }
}

impl PeriodsFollow {
    fn between(
        &self,
        grant: usize,
        claim: usize,
        end: Range<Date>,
        start: Range<Date>,
        all_known: bool,
        out: &mut Sink,
    ) {
        let next = Range {
            low: end.low.map(|day| day.saturating_add(1.day())),
            high: end.high.map(|day| day.saturating_add(1.day())),
        };
        // The first day that may be, against the first day that is.
        let truth = match self.without {
            Between::Overlap => next.at_most(start),
            Between::Gap => match start.at_most(next) {
                Truth::No if !all_known => Truth::Unknown,
                truth => truth,
            },
        };
        let days = next.value().zip(start.value()).map(|(next, start)| {
            let days = i64::from((start - next).get_days());
            (next, start, days)
        });
        let told = days.filter(|(.., days)| *days == 0 || truth == Truth::No);
        let distance = told.map(|(.., days)| Distance {
            side: if days == 0 { Side::Within } else { Side::Apart },
            by: Value::Days(days.abs()),
        });
        let step = days.map(|(next, start, days)| Step {
            op: Op::DaysBetween,
            operands: vec![Value::Date(next), Value::Date(start)],
            result: Value::Days(days),
        });
        let at = At::OfGrant(grant, "claims", claim, "period/start");
        let date = |range: Range<Date>| range.value().map(Value::Date);
        out.decide(truth, distance.clone(), || {
            Case::at(at)
                .value("end", date(end))
                .value("start", date(start))
                .value("distance", distance.map(|distance| distance.by))
                .step(step)
                .missing((truth == Truth::Unknown).then_some(Asked::Start))
        });
    }
}

/// The periods of claims in the order of their first days.
fn periods(grant: &Grant) -> Vec<Claimed> {
    let claims = grant.claims.iter().enumerate();
    let mut periods: Vec<Claimed> = claims
        .map(|(number, claim)| {
            let period = claim.period.as_ref();
            let start = period.and_then(|period| period.start);
            let end = period.and_then(|period| period.end);
            (number, Range::of(start), Range::of(end))
        })
        .collect();
    let first = |claimed: &Claimed| claimed.1.low.unwrap_or(Date::MAX);
    periods.sort_by_key(|claimed| (first(claimed), claimed.0));
    periods
}
