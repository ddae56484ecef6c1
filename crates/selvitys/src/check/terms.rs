//! Sets as terms of a reckoning: their members with their names, and where they come from.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::finding::{Argument, RegisterEntry, Value};
use crate::model::Text;
use crate::place::At;
use crate::register;

use super::sets::{Codes, Members};
use super::{Context, From, Reckoning, SetOf, Subject};

/// Members of a set as one value; open when there may be more.
pub(super) fn list(set: SetOf, codes: &Codes<'_>, open: bool, ctx: &Context<'_>) -> Value {
    let titles = if codes.is_empty() {
        HashMap::new()
    } else {
        titles(set, ctx)
    };
    let all = codes
        .iter()
        .map(|code| match (set, titles.get(code.as_ref())) {
            (SetOf::Participants | SetOf::Area, _) => Value::Municipality(code.to_string()),
            (SetOf::Region, _) => area(code, register::region(code)),
            (SetOf::County | SetOf::CountiesOfRegion, _) => area(code, register::county(code)),
            (SetOf::ResultHeadings | SetOf::ResultsWithText, _) => {
                let number = code.parse::<usize>().ok();
                let result = number.and_then(|number| ctx.index.project.results.get(number));
                titled(code, result.map(|result| &result.title))
            }
            (_, title) => titled(code, title.copied()),
        });
    let all = all.collect();
    if open {
        Value::Open(all)
    } else {
        Value::Several(all)
    }
}

/// No set of the register is longer: a set of which each fault speaks is written out up to here.
pub(super) const WRITTEN_OUT: usize = 400;

/// A member of a set, by its code alone.
pub(super) fn one(set: SetOf, code: &str) -> Value {
    match set {
        SetOf::Participants | SetOf::Area => Value::Municipality(code.to_owned()),
        _ => Value::Code(code.to_owned()),
    }
}

/// Members of a set as one value, by their codes alone.
pub(super) fn codes<'c>(
    set: SetOf,
    codes: impl Iterator<Item = &'c Cow<'c, str>>,
    open: bool,
) -> Value {
    let all = codes.map(|code| one(set, code)).collect();
    if open {
        Value::Open(all)
    } else {
        Value::Several(all)
    }
}

fn titled(code: &str, title: Option<&Text>) -> Value {
    match title {
        Some(title) => Value::titled(code.to_owned(), title.clone()),
        None => Value::Code(code.to_owned()),
    }
}

fn area(code: &str, area: Option<&register::Area>) -> Value {
    titled(code, area.map(register::Area::name).as_ref())
}

/// What the members of a set are called that the document names itself.
fn titles<'a>(set: SetOf, ctx: &Context<'a>) -> HashMap<&'a str, &'a Text> {
    let project = ctx.index.project;
    match set {
        SetOf::Goals | SetOf::GoalsWithIndicator => {
            let rows = project.goals.iter().flat_map(|goals| &goals.table);
            let rows = rows.map(|row| (row.id.as_str(), &row.goal));
            let common = project
                .strategy
                .iter()
                .flat_map(|one| &one.common_objectives);
            common
                .map(|one| (one.id.as_str(), &one.title))
                .chain(rows)
                .collect()
        }
        SetOf::Parts | SetOf::LinkedParts => {
            let strategy = project.strategy.iter();
            let parts = strategy.flat_map(|one| one.programmes.iter().chain(&one.shared_parts));
            parts.map(|part| (part.id.as_str(), &part.title)).collect()
        }
        SetOf::Views | SetOf::PackageViews => project
            .views
            .iter()
            .map(|view| (view.id.as_str(), &view.title))
            .collect(),
        SetOf::SubAreas | SetOf::CoveredSubAreas => {
            let areas = project.governance.iter().flat_map(|one| &one.sub_areas);
            areas.map(|area| (area.id.as_str(), &area.title)).collect()
        }
        SetOf::LeafLines | SetOf::PackageLines => {
            let lines = ctx.index.lines.iter().map(|node| node.line);
            lines.map(|line| (line.id.as_str(), &line.title)).collect()
        }
        _ => HashMap::new(),
    }
}

impl Reckoning {
    /// A set, and where it comes from.
    pub(super) fn set(
        &mut self,
        set: SetOf,
        members: &Members<'_>,
        subject: &Subject<'_>,
        ctx: &Context<'_>,
    ) -> Argument {
        let value = list(set, &members.certain, members.open.is_some(), ctx);
        self.used(source(set, members, subject, ctx), value)
    }

    /// A list of a rulebook.
    pub(super) fn list(
        &mut self,
        name: &str,
        subject: &Subject<'_>,
        ctx: &Context<'_>,
    ) -> Argument {
        let codes = ctx.param(name, subject).map(|(_, value)| {
            let codes = value
                .codes
                .iter()
                .map(|code| Value::Code(code.code.clone()));
            Value::Several(codes.collect())
        });
        self.used(From::param(name, subject, ctx), codes)
    }
}

/// Where the members of a set come from: the register, where it gives them for the region.
pub(super) fn source(
    set: SetOf,
    members: &Members<'_>,
    subject: &Subject<'_>,
    ctx: &Context<'_>,
) -> From {
    let at = members.at.unwrap_or(subject.thing.at());
    match (&ctx.index.project.region, at, set) {
        (Some(region), At::Field("region"), SetOf::Area) => {
            From::Register(RegisterEntry::MunicipalitiesOf(region.clone()))
        }
        (Some(region), At::Field("region"), SetOf::CountiesOfRegion) => {
            From::Register(RegisterEntry::CountiesOf(region.clone()))
        }
        _ => From::At(at),
    }
}
