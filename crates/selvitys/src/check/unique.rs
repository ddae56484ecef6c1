//! Ids stand once.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, Kind, Reckoning, Sink, Subject, fixed};
use crate::finding::{Distance, Op, Side, Truth, Value};
use crate::place::At;

/// Each id names one thing of its kind: organisations, grants, packages, the lines of one budget,
/// the municipalities that take part.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unique {}

impl Kind for Unique {
    const NAME: &'static str = "unique";
    const VALUES: &'static [&'static str] = &["id"];

    fn formula(&self) -> Formula<'_> {
        Formula::new("unique")
    }

    fn decide(&self, _: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let project = ctx.index.project;
        let organisations = project.organisations.iter().enumerate();
        each(organisations.map(|(n, one)| (At::Organisation(n, "id"), one.id.as_str())), out);
        let grants = project.grants.iter().enumerate();
        each(grants.map(|(n, one)| (At::Grant(n, "id"), one.id.as_str())), out);
        let packages = ctx.index.packages.iter().enumerate();
        each(packages.map(|(n, one)| (At::Package(n, "id"), one.package.id.as_str())), out);
        let budgets = project.budgets.iter().enumerate();
        each(budgets.map(|(n, one)| (At::Budget(n, "id"), one.id.as_str())), out);
        let towns = project.participants.iter().enumerate();
        each(towns.map(|(n, one)| (At::Participant(n), one.municipality.as_str())), out);
        for (first, end) in &ctx.index.budget_lines {
            let lines = (*first..*end).filter_map(|at| ctx.index.lines.get(at).map(|n| (at, n)));
            each(lines.map(|(at, node)| (At::Line(at, "id"), node.line.id.as_str())), out);
        }
    }
}

fn each<'a>(ids: impl Iterator<Item = (At, &'a str)>, out: &mut Sink) {
    let most = ids.size_hint().1.unwrap_or_default();
    let mut seen: HashMap<&str, At> = HashMap::with_capacity(most);
    for (at, id) in ids {
        let first = *seen.entry(id).or_insert(at);
        let truth = Truth::from(first == at);
        let once_too_often = Distance { side: Side::Over, by: Value::Count(1) };
        out.decide(truth, (first != at).then_some(once_too_often), || {
            let value = || Value::Code(id.to_owned());
            let mut how = Reckoning::default();
            let mut uses = vec![how.at(at, value())];
            if first != at {
                uses.insert(0, how.at(first, value()));
            }
            let count = Value::Count(uses.len() as u64);
            let count = how.step(Op::CountAll, uses, count);
            how.truth(Op::AtMost, [count, fixed(Value::Count(1))], truth);
            Case::at(at).value("id", value()).reckoned(how)
        });
    }
}
