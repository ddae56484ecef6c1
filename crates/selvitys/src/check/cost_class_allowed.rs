//! Cost classes of lines are among those listed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, Kind, Reckoning, Sink, Subject, Thing, Term};
use crate::finding::{Asked, NotApplicable, Op, Truth, Value};
use crate::model::{Figure, Money};
use crate::place::At;
use crate::rulebook::{Said, Unit};

/// Every cost class of a grant's budget, or of a claim, is in a list of the rulebook, or in none
/// that is excluded.
///
/// A line belongs to a class that it states, or that a line above or all below it do. Where costs
/// belong to no class, it cannot be told whether they are in the list.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostClassAllowed {
    /// The classes, a list of the rulebook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classes: Option<String>,
    /// Instead, the classes that are excluded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excluded: Option<String>,
}

impl Kind for CostClassAllowed {
    const NAME: &'static str = "cost-class-allowed";
    const VALUES: &'static [&'static str] = &["class"];

    fn formula(&self) -> Formula<'_> {
        let Self { classes, excluded } = self;
        match (classes, excluded) {
            (None, Some(list)) => {
                Formula::new("cost_class_excluded").with("excluded", Term::Param(list))
            }
            (list, _) => {
                let list = list.as_deref().unwrap_or_default();
                Formula::new("cost_class_allowed").with("classes", Term::Param(list))
            }
        }
    }

    fn lists(&self) -> Vec<(&'static str, &str, Unit)> {
        let classes = self.classes.as_deref().map(|list| ("classes", list, Unit::Codes));
        let excluded = self.excluded.as_deref().map(|list| ("excluded", list, Unit::Codes));
        classes.into_iter().chain(excluded).collect()
    }

    fn wrong_fields(&self) -> Option<(&'static str, Said)> {
        let one = self.classes.is_some() != self.excluded.is_some();
        (!one).then(|| ("classes", Said::new("classes_or_excluded")))
    }

    fn may_be_open(&self, _draft: bool) -> bool {
        self.classes.is_some()
    }

    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let name = self.classes.as_deref().or(self.excluded.as_deref()).unwrap_or_default();
        let Some((_, list)) = ctx.param(name, subject) else {
            return out.skip(NotApplicable::NoNumber(name.into()));
        };
        let excludes = self.classes.is_none();
        let (stated, none) = match subject.thing {
            Thing::Claim(grant, number) => of_claim(grant, number, ctx),
            _ => match of_budget(subject, ctx) {
                Some(found) => found,
                None => return out.skip(NotApplicable::NoSubject),
            },
        };
        let open = if stated.is_empty() { Some(none) } else { of_no_class(subject, ctx) };
        if let Some(at) = open.filter(|_| !excludes) {
            out.open(|| {
                let how = Reckoning::unstated(at, Asked::CostClasses);
                Case::at(at).reckoned(how).missing([Asked::CostClasses])
            });
        }
        for (at, class) in stated {
            let listed = list.codes.iter().any(|code| code.code == class);
            let truth = Truth::from(listed != excludes);
            out.decide(truth, None, || {
                let value = Value::Code(class.to_owned());
                let mut how = Reckoning::default();
                let one = how.at(at, value.clone());
                let list = how.list(name, subject, ctx);
                let op = if excludes { Op::NotOneOf } else { Op::OneOf };
                how.truth(op, [one, list], truth);
                Case::at(at).value("class", value).reckoned(how)
            });
        }
    }
}

/// Classes with their places, and where they would stand.
type Stated<'c> = (Vec<(At, &'c str)>, At);

fn of_claim<'c>(grant: usize, number: usize, ctx: &'c Context<'_>) -> Stated<'c> {
    let at = At::OfGrant(grant, "claims", number, "by_class");
    let grant = ctx.index.project.grants.get(grant);
    let claim = grant.and_then(|grant| grant.claims.get(number));
    let classes = claim.iter().flat_map(|claim| &claim.by_class);
    (classes.map(|one| (at, one.class.as_str())).collect(), at)
}

fn of_budget<'c>(subject: &Subject<'_>, ctx: &'c Context<'_>) -> Option<Stated<'c>> {
    let (budget, _) = ctx.index.budget_of(ctx.grant(subject)?)?;
    let (first, end) = ctx.index.budget_lines.get(budget).copied()?;
    let nodes = (first..end).filter_map(|at| ctx.index.lines.get(at).map(|node| (at, node)));
    let classes = nodes.flat_map(|(at, node)| {
        let classes = node.line.cost_classes.iter();
        classes.map(move |class| (At::Line(at, "cost_classes"), class.as_str()))
    });
    Some((classes.collect(), At::Budget(budget, "lines")))
}

/// The first line of a grant's budget that has costs and belongs to no class.
fn of_no_class(subject: &Subject<'_>, ctx: &Context<'_>) -> Option<At> {
    let Thing::Grant(_) = subject.thing else {
        return None;
    };
    let (budget, _) = ctx.index.budget_of(ctx.grant(subject)?)?;
    let (first, end) = ctx.index.budget_lines.get(budget).copied()?;
    let states = |at: usize| {
        let node = ctx.index.lines.get(at);
        node.is_some_and(|node| !node.line.cost_classes.is_empty())
    };
    let has_costs = |at: usize| {
        let total = ctx.index.figure(at, Figure::Total, ctx.status_of_line(at));
        !total.is_unknown() && total.value() != Some(Money::ZERO)
    };
    let mut open = (first..end).filter(|at| {
        let above = std::iter::successors(Some(*at), |at| ctx.index.lines.get(*at)?.parent);
        ctx.index.children(*at).next().is_none()
            && has_costs(*at)
            && !above.into_iter().any(states)
    });
    open.next().map(|at| At::Line(at, "cost_classes"))
}
