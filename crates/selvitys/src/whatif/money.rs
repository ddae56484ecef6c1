//! The money of each grant before changes and after them.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Turn;
use crate::assess::{Told, with_context};
use crate::check::{Context, Reckoning, Subject, Thing, money_value, ratio, share_value};
use crate::finding::{Assumption, Op, Operand, Place, Step, Value};
use crate::model::{Figure, Money, Project, Status};
use crate::place::At;
use crate::range::Range;
use crate::rulebook::{Rulebooks, Stage};

/// The figures of a grant as a whole, in one status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantMoney {
    /// The grant.
    pub place: Place,
    /// In which status the figures stand.
    pub status: Status,
    /// The figures that are known before or after.
    pub figures: Vec<FigureTurn>,
    /// The grant's share of the costs that entitle to it.
    pub rate: RateTurn,
}

/// A figure of a grant; nothing where it is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FigureTurn {
    /// Which figure.
    pub figure: Figure,
    /// The sum.
    pub sum: Turn<Option<Value>>,
}

/// The grant's share of the costs that entitle to it; nothing where it is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RateTurn {
    /// The share.
    pub share: Turn<Option<Value>>,
    /// The figures that it was reckoned from, and where they stand.
    pub operands: Turn<Vec<Operand>>,
    /// How it was reckoned.
    pub steps: Turn<Vec<Step>>,
    /// What the reckoning takes for granted.
    pub assumes: Turn<Vec<Assumption>>,
}

/// What a document says of the money of one grant in one status.
struct Sums {
    figures: [Range<Money>; Figure::ALL.len()],
    assumes: Vec<Assumption>,
}

impl Sums {
    fn new(grant: Option<usize>, status: Status, ctx: &Context<'_>) -> Self {
        let figures = Figure::ALL.map(|figure| {
            let reading = ctx.grant_figure(grant, figure, Some(status));
            reading.money()
        });
        let sums = Sums {
            figures,
            assumes: Vec::new(),
        };
        let assumed = !sums.of(Figure::Eligible).is_unknown() && !ctx.states_eligible(grant);
        Sums {
            assumes: assumed
                .then_some(Assumption::AllCostsEligible)
                .into_iter()
                .collect(),
            ..sums
        }
    }

    fn of(&self, figure: Figure) -> Range<Money> {
        let all = Figure::ALL.iter().zip(self.figures);
        let mut found = all.filter(|(known, _)| **known == figure);
        found.next().map_or(Range::unknown(), |(_, range)| range)
    }

    fn rate(&self, grant: Option<usize>, status: Status, ctx: &Context<'_>) -> Rate {
        let (sum, costs) = (self.of(Figure::Grant), self.of(Figure::Eligible));
        let share = share_value(ratio(sum, costs));
        let mut how = Reckoning::default();
        if let Some(share) = share.clone() {
            let subject = Subject {
                thing: Thing::Project,
                grant,
                call: None,
            };
            let figures = [Figure::Grant, Figure::Eligible];
            let pair = figures.map(|figure| {
                let reading = ctx.grant_figure(grant, figure, Some(status));
                how.read(&reading, &subject, ctx)
            });
            how.step(Op::Quotient, pair, share);
        }
        let told = Told {
            all: ctx.all,
            document: 0,
            together: false,
        };
        let (operands, steps) = told.reckoning(how);
        Rate {
            share,
            operands,
            steps,
        }
    }
}

/// The grant's share, with how it was reckoned.
struct Rate {
    share: Option<Value>,
    operands: Vec<Operand>,
    steps: Vec<Step>,
}

pub(super) fn money(
    before: &Project,
    after: &Project,
    books: &Rulebooks,
    as_of: Date,
    stage: Stage,
) -> Vec<GrantMoney> {
    with_context(before, books, as_of, stage, |now| {
        with_context(after, books, as_of, stage, |then| {
            let pairs = then.index.grants().flat_map(|(number, grant)| {
                // A change may move it to another number.
                let mut grants = now.index.grants();
                let before = grants.find(|(_, one)| one.id == grant.id);
                let numbers = (before.map(|(number, _)| number), number);
                Status::ALL.map(|status| (numbers, status))
            });
            let turns = pairs.filter_map(|((before, after), status)| {
                of_grant((before, now), (after, then), status)
            });
            turns.collect()
        })
    })
}

/// Nothing when neither document knows a figure of the grant in the status.
fn of_grant(
    (number, now): (Option<usize>, &Context<'_>),
    (grant, then): (usize, &Context<'_>),
    status: Status,
) -> Option<GrantMoney> {
    let before = Sums::new(number, status, now);
    let after = Sums::new(Some(grant), status, then);
    let figures: Vec<FigureTurn> = Figure::ALL
        .into_iter()
        .map(|figure| FigureTurn {
            figure,
            sum: Turn {
                before: money_value(before.of(figure)),
                after: money_value(after.of(figure)),
            },
        })
        .filter(|turn| turn.sum.before.is_some() || turn.sum.after.is_some())
        .collect();
    if figures.is_empty() {
        return None;
    }
    let (was, is) = (
        before.rate(number, status, now),
        after.rate(Some(grant), status, then),
    );
    Some(GrantMoney {
        place: At::Grant(grant, "").place(then.index),
        status,
        figures,
        rate: RateTurn {
            share: Turn {
                before: was.share,
                after: is.share,
            },
            operands: Turn {
                before: was.operands,
                after: is.operands,
            },
            steps: Turn {
                before: was.steps,
                after: is.steps,
            },
            assumes: Turn {
                before: before.assumes,
                after: after.assumes,
            },
        },
    })
}
