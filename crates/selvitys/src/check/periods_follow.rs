//! Periods follow one another.

use jiff::civil::Date;
use jiff::ToSpan as _;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, Kind, Reckoning, Sink, Subject, Thing, date_value, fixed};
use super::not_after::days;
use crate::finding::{Argument, Asked, Distance, NotApplicable, Op, Side, Truth, Value};
use crate::model::Grant;
use crate::place::At;
use crate::range::Range;

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
struct Claimed {
    claim: usize,
    start: Range<Date>,
    end: Range<Date>,
}

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
        let Some((first, later)) = periods.split_first() else {
            return out.skip(NotApplicable::NoSubject);
        };
        if later.is_empty() {
            return out.skip(NotApplicable::NoSubject);
        }
        // A claim without a period may lie between two others.
        let unknown = periods.iter().find(|one| one.start.is_unknown()).map(|one| one.claim);
        let mut last = Last::new(number, first);
        for claimed in later {
            self.between(&last, claimed, unknown, out);
            last.add(claimed);
        }
    }
}

impl PeriodsFollow {
    fn between(&self, last: &Last<'_>, after: &Claimed, unknown: Option<usize>, out: &mut Sink) {
        let (grant, end, start) = (last.grant, last.end, after.start);
        let next = Range {
            low: end.low.map(|day| day.saturating_add(1.day())),
            high: end.high.map(|day| day.saturating_add(1.day())),
        };
        // The first day that may be, against the first day that is.
        let (op, holds) = match self.without {
            Between::Overlap => (Op::NotBefore, next.at_most(start)),
            Between::Gap => (Op::NotAfter, start.at_most(next)),
        };
        let between = unknown.filter(|_| self.without == Between::Gap && holds == Truth::No);
        let truth = if between.is_some() { Truth::Unknown } else { holds };
        let order = days(start, next);
        let distance = order.map(|order| Distance {
            side: if truth == Truth::Yes { Side::Within } else { Side::Apart },
            by: order.by(),
        });
        let at = At::OfGrant(grant, "claims", after.claim, "period/start");
        let date = |range: Range<Date>| range.value().map(Value::Date);
        out.decide(truth, distance.clone(), || {
            let mut how = Reckoning::default();
            let ended = last.reckon(&mut how);
            let begun = how.at(at, date_value(start));
            let soonest = how.step(Op::NextDay, [ended], date_value(next));
            if let Some(order) = order {
                order.step(&mut how, &begun, &soonest);
            }
            let follows = how.truth(op, [begun, soonest], holds);
            if let Some(claim) = between {
                let period = At::OfGrant(grant, "claims", claim, "period");
                let nothing = [how.at(period, None), fixed(Value::Asked(Asked::Start))];
                let other = how.truth(Op::IsPresent, nothing, Truth::Unknown);
                how.truth(Op::Any, [follows, other], truth);
            }
            Case::at(at)
                .value("end", date(end))
                .value("start", date(start))
                .value("distance", distance.map(|distance| distance.by))
                .reckoned(how)
                .missing((truth == Truth::Unknown).then_some(Asked::Start))
        });
    }
}

/// The last day of several periods: a long one may end after a later one.
struct Last<'c> {
    grant: usize,
    end: Range<Date>,
    /// The periods that settle the earliest and the latest that the day may be.
    by: Vec<&'c Claimed>,
}

impl<'c> Last<'c> {
    fn new(grant: usize, first: &'c Claimed) -> Self {
        Last { grant, end: first.end, by: vec![first] }
    }

    fn add(&mut self, more: &'c Claimed) {
        let low = self.end.low.max(more.end.low);
        let high = self.end.high.zip(more.end.high).map(|(a, b)| a.max(b));
        self.end = Range { low, high };
        self.by.push(more);
        let settles_low = self.by.iter().find(|one| one.end.low == low).copied();
        let settles_high = self.by.iter().find(|one| one.end.high == high).copied();
        self.by = settles_low.into_iter().chain(settles_high).collect();
        self.by.dedup_by_key(|one| one.claim);
    }

    fn reckon(&self, how: &mut Reckoning) -> Argument {
        let ends = self.by.iter().map(|one| {
            let at = At::OfGrant(self.grant, "claims", one.claim, "period/end");
            how.at(at, date_value(one.end))
        });
        let mut ends: Vec<Argument> = ends.collect();
        match ends.len() {
            1 => ends.swap_remove(0),
            _ => how.step(Op::Latest, ends, date_value(self.end)),
        }
    }
}

/// The periods of claims in the order of their first days.
fn periods(grant: &Grant) -> Vec<Claimed> {
    let claims = grant.claims.iter().enumerate();
    let mut periods: Vec<Claimed> = claims
        .map(|(number, claim)| {
            let period = claim.period.as_ref();
            let start = Range::of(period.and_then(|period| period.start));
            let end = Range::of(period.and_then(|period| period.end));
            Claimed { claim: number, start, end }
        })
        .collect();
    let first = |claimed: &Claimed| claimed.start.low.unwrap_or(Date::MAX);
    periods.sort_by_key(|claimed| (first(claimed), claimed.claim));
    periods
}
