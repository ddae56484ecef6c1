//! Municipalities hold a share of a region's population.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::sets::Codes;
use super::{Case, Context, Formula, From, Kind, Quantity, Reckoning, SetOf, Sink, Subject, count_value, share_value};
use crate::finding::{Asked, Distance, NotApplicable, Op, RegisterEntry, Side, Argument, Truth, Value};
use crate::lint::Bounded;
use crate::model::Share;
use crate::place::At;
use crate::range::Range;
use crate::register;
use crate::rulebook::Unit;

/// The municipalities of the area that take part, or that have committed themselves, hold at
/// least a share of the area's population; exactly the share passes.
///
/// The area is the region, or what the grant decision sets instead. A municipality that is named
/// takes part; whether it has committed itself is open until a commitment is stated.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PopulationShare {
    /// Which municipalities count.
    pub of: Counted,
    /// The least share.
    pub at_least: Quantity,
    /// The year whose last day the populations are of: a count of the rulebook.
    pub year: Quantity,
}

/// Which municipalities count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// Those that take part.
    TakingPart,
    /// Those that have committed themselves.
    Committed,
}

impl Kind for PopulationShare {
    const NAME: &'static str = "population-share";
    const VALUES: &'static [&'static str] =
        &["share", "limit", "inhabitants", "population", "counted", "municipalities", "distance", "persons"];

    fn formula(&self) -> Formula<'_> {
        let Self { of, at_least, year } = self;
        let key = match of {
            Counted::TakingPart => "population_share_taking_part",
            Counted::Committed => "population_share_committed",
        };
        Formula::new(key).share("at_least", at_least).count("year", year)
    }

    fn quantities(&self) -> Vec<(&'static str, &Quantity, Unit)> {
        vec![("at_least", &self.at_least, Unit::Share), ("year", &self.year, Unit::Count)]
    }

    fn may_be_open(&self, _draft: bool) -> bool {
        true
    }

    fn bounds(&self) -> Vec<Bounded<'_>> {
        vec![Bounded {
            what: format!("population {:?}", self.of),
            unit: Unit::Share,
            least: Some(&self.at_least),
            greatest: None,
            less: false,
        }]
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let limit = self.at_least.read(Unit::Share, subject, ctx);
        let year = self.year.read(Unit::Count, subject, ctx);
        let (limit, year) = match (limit, year) {
            (Ok(limit), Ok(year)) => (limit, year),
            (Err(absent), _) | (_, Err(absent)) => return out.absent(absent),
        };
        let year_read = year;
        let Some(year) = year_read.count().value().and_then(|year| u16::try_from(year).ok()) else {
            return out.skip(NotApplicable::NoSubject);
        };
        let area = SetOf::Area.members(subject, ctx);
        let at = At::Asked(Asked::Participants);
        if let Some(what) = area.open {
            return out.open(|| {
                let how = Reckoning::unstated(area.at.unwrap_or(at), what);
                Case::at(at).reckoned(how).missing([what])
            });
        }
        let named = SetOf::Participants.members(subject, ctx);
        let in_area: Codes<'_> = named.certain.intersection(&area.certain).cloned().collect();
        let certain = match self.of {
            Counted::TakingPart => in_area.clone(),
            Counted::Committed => committed(&in_area, ctx),
        };
        // Those of which it is open whether they count.
        let possible = match self.of {
            _ if named.open.is_some() => &area.certain,
            Counted::Committed => &in_area,
            Counted::TakingPart => &certain,
        };
        let people = |codes: &Codes<'_>| people(codes, year);
        let (Some(all), Some(low), Some(high)) =
            (people(&area.certain), people(&certain), people(possible))
        else {
            return out.skip(NotApplicable::NoNumber("population".into()));
        };
        let share = Range {
            low: Share::of_counts(low, all),
            high: Share::of_counts(high, all),
        };
        let truth = limit.share().at_most(share);
        let points = share.value().zip(limit.share().value()).map(|(share, limit)| Distance {
            side: if share < limit { Side::Short } else { Side::Within },
            by: Value::Points(Share::from_decimal((share.decimal() - limit.decimal()).abs())),
        });
        let asked = limit.share().value().and_then(|limit| limit.of_count(all));
        let persons = asked.filter(|_| low == high).map(|asked| asked.abs_diff(low));
        let missing = match self.of {
            _ if named.open.is_some() => Asked::Participants,
            Counted::Committed => Asked::Commitments,
            Counted::TakingPart => Asked::Participants,
        };
        out.decide(truth, points.clone(), || {
            let mut how = Reckoning::default();
            let least = how.read(&limit, subject, ctx);
            let whole = how.people(&area.certain, year, all);
            let mut part = how.people(&certain, year, low);
            if low != high {
                let most = how.people(possible, year, high);
                part = how.step(Op::Between, [part, most], count_value(Range::between(low, high)));
            }
            let quotient = share_value(share);
            let quotient = how.step(Op::Quotient, [part.clone(), whole.clone()], quotient);
            if let Some(points) = &points {
                let pair = match points.side {
                    Side::Short => [least.clone(), quotient.clone()],
                    _ => [quotient.clone(), least.clone()],
                };
                how.step(Op::Difference, pair, points.by.clone());
            }
            if let (Some(asked), Some(persons)) = (asked, persons) {
                let terms = [whole, least.clone()];
                let needed = how.step(Op::ProductRoundedUp, terms, Value::Count(asked));
                let pair = if asked > low { [needed, part] } else { [part, needed] };
                how.step(Op::Difference, pair, Value::Count(persons));
            }
            how.truth(Op::AtLeast, [quotient, least], truth);
            let open = truth == Truth::Unknown;
            Case::at(at)
                .value("share", share_value(share))
                .value("limit", limit.value())
                .value("inhabitants", Value::Count(low))
                .value("population", Value::Count(all))
                .value("counted", Value::Count(certain.len() as u64))
                .value("municipalities", Value::Count(area.certain.len() as u64))
                .value("distance", points.map(|points| points.by))
                .value("persons", persons.map(Value::Count))
                .assumed_by([&limit, &year_read])
                .reckoned(how)
                .missing(open.then_some(missing))
        });
    }
}

fn people(codes: &Codes<'_>, year: u16) -> Option<u64> {
    codes.iter().map(|code| register::municipality(code)?.population(year)).sum()
}

impl Reckoning {
    /// The population of municipalities, each from the register, added up.
    fn people(&mut self, codes: &Codes<'_>, year: u16, sum: u64) -> Argument {
        self.operands.reserve(codes.len());
        let each = codes.iter().map(|code| {
            let municipality = code.to_string();
            let from = From::Register(RegisterEntry::Population { municipality, year });
            let town = register::municipality(code).and_then(|town| town.population(year));
            self.used(from, town.map(Value::Count))
        });
        let each: Vec<Argument> = each.collect();
        self.step(Op::Sum, each, Value::Count(sum))
    }
}

fn committed<'a>(in_area: &Codes<'_>, ctx: &Context<'a>) -> Codes<'a> {
    let participants = ctx.index.project.participants.iter();
    participants
        .filter(|one| one.commitment.is_some() && in_area.contains(one.municipality.as_str()))
        .map(|one| Cow::from(&one.municipality))
        .collect()
}
