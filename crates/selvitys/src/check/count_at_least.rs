//! There are at least so many of something.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, Kind, Quantity, Reckoning, Sink, Subject};
use crate::finding::{Asked, Distance, Op, Side, Truth, Value};
use crate::lint::Bounded;
use crate::model::Countable;
use crate::rulebook::Unit;

/// There are at least so many of something; exactly so many pass. Of none it cannot be told: the
/// document may not list them.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountAtLeast {
    /// What is counted.
    pub count: Quantity,
    /// The least number.
    pub limit: Quantity,
}

impl Kind for CountAtLeast {
    const NAME: &'static str = "count-at-least";
    const VALUES: &'static [&'static str] = &["count", "limit", "distance"];

    fn formula(&self) -> Formula<'_> {
        let Self { count, limit } = self;
        Formula::new("count_at_least").count("count", count).count("limit", limit)
    }

    fn quantities(&self) -> Vec<(&'static str, &Quantity, Unit)> {
        vec![("count", &self.count, Unit::Count), ("limit", &self.limit, Unit::Count)]
    }

    // Of none it cannot be told; a number of the rulebook is never none of what is listed.
    fn may_be_open(&self, _draft: bool) -> bool {
        let Self { count, limit } = self;
        count.count.is_some() || count.may_be_open() || limit.may_be_open()
    }

    fn bounds(&self) -> Vec<Bounded<'_>> {
        vec![Bounded {
            what: self.count.words(),
            unit: Unit::Count,
            least: Some(&self.limit),
            greatest: None,
            less: false,
        }]
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let read = |quantity: &Quantity| quantity.read(Unit::Count, subject, ctx);
        let (count, limit) = match (read(&self.count), read(&self.limit)) {
            (Ok(count), Ok(limit)) => (count, limit),
            (Err(absent), _) | (_, Err(absent)) => return out.absent(absent),
        };
        // A number that is stated as nought is one; a list without anything may be no list.
        let none = self.count.count.is_some() && count.count().value() == Some(0);
        let asked = self.count.count.map_or(Asked::Participants, asked);
        let truth = if none { Truth::Unknown } else { limit.count().at_most(count.count()) };
        let both = count.count().value().zip(limit.count().value());
        let distance = both.map(|(count, limit)| Distance {
            side: if count < limit { Side::Short } else { Side::Within },
            by: Value::Count(count.abs_diff(limit)),
        });
        out.decide(truth, distance.clone(), || {
            let at = count.at.unwrap_or(subject.thing.at());
            let how = if none {
                Reckoning::unstated(at, asked)
            } else {
                let mut how = Reckoning::default();
                let [many, least] = [&count, &limit].map(|one| how.read(one, subject, ctx));
                if let (Some(distance), Some((count, limit))) = (&distance, both) {
                    let mut pair = [many.clone(), least.clone()];
                    if count < limit {
                        pair.reverse();
                    }
                    how.step(Op::Difference, pair, distance.by.clone());
                }
                how.truth(Op::AtLeast, [many, least], truth);
                how
            };
            Case::at(at)
                .value("count", count.value())
                .value("limit", limit.value())
                .value("distance", distance.map(|distance| distance.by))
                .reckoned(how)
                .assumed_by([&count, &limit])
                .missing(none.then_some(asked))
        });
    }
}

/// What the document would have to list for a count not to be none.
fn asked(what: Countable) -> Asked {
    match what {
        Countable::Participants | Countable::ParticipantsOfRegion => Asked::Participants,
        Countable::Organisations => Asked::Implementers,
        Countable::Developers | Countable::Bodies | Countable::WritingGroups => {
            Asked::Organisation
        }
        Countable::BudgetLines => Asked::Budget,
        Countable::CommonObjectives | Countable::Goals => Asked::Objectives,
        Countable::Measures => Asked::Measures,
        Countable::SubProjects
        | Countable::WorkPackages
        | Countable::PackageParts
        | Countable::Programmes
        | Countable::SharedParts
        | Countable::Parts
        | Countable::Links
        | Countable::Principles
        | Countable::FocusAreas
        | Countable::Indicators
        | Countable::Views => Asked::Content,
    }
}
