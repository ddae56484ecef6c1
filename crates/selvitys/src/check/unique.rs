//! Ids stand once.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, Kind, Sink, Subject};
use crate::finding::Value;
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
    let mut seen = HashSet::new();
    for (at, id) in ids {
        let case = || Case::at(at).value("id", Value::Code(id.to_owned()));
        if seen.insert(id) { out.met(None, case) } else { out.faults.push(case()) }
    }
}
