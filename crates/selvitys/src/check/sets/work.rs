//! Sets of the work: goals and the process goals for them, views, sub-areas, budget lines.

use std::borrow::Cow;

use super::{Codes, Members, SetOf, of_grant};
use crate::check::{Context, Subject, Thing};
use crate::model::How;
use crate::place::At;

pub(super) fn of_work<'a>(which: SetOf, subject: &Subject<'_>, ctx: &Context<'a>) -> Members<'a> {
    let (certain, at) = match which {
        SetOf::ProcessGoals => {
            let goals = ctx
                .index
                .project
                .goals
                .iter()
                .flat_map(|goals| &goals.process);
            let codes = goals.map(|goal| Cow::from(&goal.goal)).collect();
            (codes, At::Field("goals/process"))
        }
        SetOf::DirectGoals => (direct_goals(subject, ctx), At::Field("packages")),
        SetOf::Views => {
            let views = ctx.index.project.views.iter();
            (
                views.map(|view| Cow::from(&view.id)).collect(),
                At::Field("views"),
            )
        }
        SetOf::PackageViews => package_views(subject, ctx),
        SetOf::SubAreas => {
            let areas = ctx
                .index
                .project
                .governance
                .iter()
                .flat_map(|one| &one.sub_areas);
            let ids = areas.map(|area| Cow::from(&area.id)).collect();
            (ids, At::Field("governance/sub_areas"))
        }
        SetOf::CoveredSubAreas => covered(subject, ctx),
        SetOf::LeafLines => lines(subject, ctx, false),
        _ => lines(subject, ctx, true),
    };
    Members {
        certain,
        open: None,
        at: Some(at),
        ..Members::default()
    }
}

fn direct_goals<'a>(subject: &Subject<'_>, ctx: &Context<'a>) -> Codes<'a> {
    let nodes = ctx.index.packages.iter();
    let packages = nodes.filter(|node| of_grant(node.grants, subject, ctx));
    let advances = packages.flat_map(|node| &node.package.national_goals);
    let direct = advances.filter(|one| one.how == How::Directly);
    let targets = ctx
        .index
        .project
        .goals
        .iter()
        .flat_map(|goals| &goals.targets);
    let targets = targets.map(|target| Cow::from(&target.goal));
    direct
        .map(|one| Cow::from(&one.goal))
        .chain(targets)
        .collect()
}

fn package_views<'a>(subject: &Subject<'_>, ctx: &Context<'a>) -> (Codes<'a>, At) {
    let Thing::Package(number) = subject.thing else {
        return (Codes::new(), At::Root);
    };
    let node = ctx.index.packages.get(number);
    let views = node.iter().flat_map(|node| &node.package.views);
    (views.map(Cow::from).collect(), At::Package(number, "views"))
}

fn covered<'a>(subject: &Subject<'_>, ctx: &Context<'a>) -> (Codes<'a>, At) {
    let Thing::WritingGroup(number) = subject.thing else {
        return (Codes::new(), At::Root);
    };
    let governance = ctx.index.project.governance.as_ref();
    let group = governance.and_then(|one| one.writing_groups.get(number));
    let areas = group
        .iter()
        .flat_map(|group| group.covers.iter().chain(&group.chairs));
    (
        areas.map(Cow::from).collect(),
        At::WritingGroup(number, "covers"),
    )
}

/// The lowest lines of the grant's budget: all of them, or those that packages use by themselves
/// or by a line above them.
fn lines<'a>(subject: &Subject<'_>, ctx: &Context<'a>, used: bool) -> (Codes<'a>, At) {
    let budget = ctx
        .grant(subject)
        .and_then(|grant| ctx.index.budget_of(grant));
    let Some((budget, _)) = budget else {
        return (Codes::new(), At::Field("budgets"));
    };
    let (first, end) = ctx
        .index
        .budget_lines
        .get(budget)
        .copied()
        .unwrap_or_default();
    let mut in_use = vec![!used; end];
    if used {
        let packages = ctx.index.packages.iter();
        for id in packages.flat_map(|node| &node.package.lines) {
            let Some(at) = ctx.index.line(budget, id) else {
                continue;
            };
            let below = ctx.index.lines.get(at).map_or(at, |node| node.end);
            for line in in_use.get_mut(at..below).into_iter().flatten() {
                *line = true;
            }
        }
    }
    let leaves = (first..end).filter_map(|at| ctx.index.lines.get(at).map(|node| (at, node)));
    let ids = leaves
        .filter(|(at, node)| {
            node.line.children.is_empty() && in_use.get(*at).copied().unwrap_or_default()
        })
        .map(|(_, node)| Cow::from(&node.line.id));
    (ids.collect(), At::Budget(budget, "lines"))
}
