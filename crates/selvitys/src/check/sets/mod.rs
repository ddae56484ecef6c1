//! Sets of codes and cells that rules compare.

use std::borrow::Cow;
use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Context, Subject, Thing};
use crate::finding::Asked;
use crate::model::Field;
use crate::place::At;
use crate::register;
use crate::rulebook::Over;

mod parties;
mod work;

use parties::of_parties;
use work::of_work;

/// A set that a document or the register gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(title = "Set")]
pub enum SetOf {
    /// National goals or objects that the project advances, in packages or in words.
    NationalGoals,
    /// Contents of the call that packages carry.
    Themes,
    /// The fields that a package promises a lead for.
    LeadsPromised,
    /// The fields that a package has a lead for.
    LeadFields,
    /// Municipalities that take part, by code.
    Participants,
    /// Municipalities of the region, or of the area that the grant decision sets instead.
    Area,
    /// Goals of the goal table; the common objectives, where there is no table.
    Goals,
    /// Goals that have an indicator.
    GoalsWithIndicator,
    /// Programmes and shared parts of the strategy.
    Parts,
    /// Programmes and shared parts that a link belongs to.
    LinkedParts,
    /// Headings for results, by number.
    ResultHeadings,
    /// Headings for results under which text stands, by number.
    ResultsWithText,
    /// Kinds of the organisations that administer the project; of the one that the rule looks at,
    /// where it ranges over organisations.
    CoordinatorKinds,
    /// Kinds of the organisations that administer the project or carry it out; of the one that
    /// the rule looks at, where it ranges over organisations.
    ImplementerKinds,
    /// Calls under which the document has a grant that was granted.
    GrantedCalls,
    /// The region of the project.
    Region,
    /// National goals that process goals belong to.
    ProcessGoals,
    /// National goals that packages advance by measures of their own, or that have targets.
    DirectGoals,
    /// Views that cut across all packages.
    Views,
    /// Views that a package takes.
    PackageViews,
    /// Parts of the region that writers come from.
    SubAreas,
    /// Parts of the region that a writing group has writers from.
    CoveredSubAreas,
    /// Budget lines of the grant without children.
    LeafLines,
    /// Budget lines of the grant that packages use, with the lines below them.
    PackageLines,
    /// The county of the project.
    County,
    /// Counties of the municipalities of the project's region.
    CountiesOfRegion,
}

/// Codes as the document, the register or a rulebook writes them.
pub(crate) type Codes<'a> = BTreeSet<Cow<'a, str>>;

/// The members of a set: those that are certain, and whether there may be more.
#[derive(Debug, Default)]
pub(crate) struct Members<'a> {
    pub(crate) certain: Codes<'a>,
    /// What would have to be known to tell whether there are more.
    pub(crate) open: Option<Asked>,
    /// Those that are certainly not among them, whatever else may be.
    pub(crate) barred: Codes<'a>,
    pub(crate) at: Option<At>,
}

impl SetOf {
    /// Whether a document can leave it open which members it has.
    pub(crate) fn may_be_open(self) -> bool {
        match self {
            SetOf::NationalGoals
            | SetOf::Themes
            | SetOf::LeadFields
            | SetOf::Participants
            | SetOf::Area
            | SetOf::CoordinatorKinds
            | SetOf::ImplementerKinds
            | SetOf::Region
            | SetOf::CountiesOfRegion => true,
            SetOf::LeadsPromised
            | SetOf::Goals
            | SetOf::GoalsWithIndicator
            | SetOf::Parts
            | SetOf::LinkedParts
            | SetOf::ResultHeadings
            | SetOf::ResultsWithText
            | SetOf::GrantedCalls
            | SetOf::County
            | SetOf::ProcessGoals
            | SetOf::DirectGoals
            | SetOf::Views
            | SetOf::PackageViews
            | SetOf::SubAreas
            | SetOf::CoveredSubAreas
            | SetOf::LeafLines
            | SetOf::PackageLines => false,
        }
    }

    /// The only things that it is a set of, where not of all.
    pub(crate) fn only_over(self) -> Option<&'static [Over]> {
        match self {
            SetOf::LeadsPromised | SetOf::LeadFields | SetOf::PackageViews => {
                Some(&[Over::Package])
            }
            SetOf::CoveredSubAreas => Some(&[Over::WritingGroup]),
            _ => None,
        }
    }

    pub(crate) fn members<'a>(self, subject: &Subject<'_>, ctx: &Context<'a>) -> Members<'a> {
        match self {
            SetOf::NationalGoals => national_goals(subject, ctx),
            SetOf::Themes => themes(subject, ctx),
            SetOf::LeadsPromised | SetOf::LeadFields => leads(self, subject, ctx),
            SetOf::Participants => Members {
                certain: ctx
                    .index
                    .project
                    .participants
                    .iter()
                    .map(|one| Cow::from(&one.municipality))
                    .collect(),
                open: ctx
                    .index
                    .project
                    .participants
                    .is_empty()
                    .then_some(Asked::Participants),
                at: Some(At::Asked(Asked::Participants)),
                ..Members::default()
            },
            SetOf::Area => area(subject, ctx),
            SetOf::Goals | SetOf::GoalsWithIndicator => goals(self, ctx),
            SetOf::Parts | SetOf::LinkedParts => parts(self, ctx),
            SetOf::CoordinatorKinds
            | SetOf::ImplementerKinds
            | SetOf::GrantedCalls
            | SetOf::Region
            | SetOf::County
            | SetOf::CountiesOfRegion => of_parties(self, subject, ctx),
            SetOf::ProcessGoals
            | SetOf::DirectGoals
            | SetOf::Views
            | SetOf::PackageViews
            | SetOf::SubAreas
            | SetOf::CoveredSubAreas
            | SetOf::LeafLines
            | SetOf::PackageLines => of_work(self, subject, ctx),
            SetOf::ResultHeadings | SetOf::ResultsWithText => {
                let results = ctx
                    .index
                    .project
                    .results
                    .iter()
                    .enumerate()
                    .filter(|(_, one)| {
                        self == SetOf::ResultHeadings
                            || one.text.as_ref().is_some_and(|text| ctx.texts.says(text))
                    });
                Members {
                    certain: results
                        .map(|(number, _)| number.to_string().into())
                        .collect(),
                    open: None,
                    at: Some(At::Field("results")),
                    ..Members::default()
                }
            }
        }
    }
}

fn of_grant(grants: &[String], subject: &Subject<'_>, ctx: &Context<'_>) -> bool {
    grants.is_empty()
        || ctx
            .grant(subject)
            .is_none_or(|grant| grants.contains(&grant.id))
}

/// A package that says of no goal which it advances leaves it open which the project advances.
fn national_goals<'a>(subject: &Subject<'_>, ctx: &Context<'a>) -> Members<'a> {
    let mut certain = BTreeSet::new();
    let (mut silent, mut packages) = (false, false);
    for node in &ctx.index.packages {
        if !of_grant(node.grants, subject, ctx) {
            continue;
        }
        packages = true;
        certain.extend(
            node.package
                .national_goals
                .iter()
                .map(|advance| Cow::from(&advance.goal)),
        );
        let mut above = Some(node);
        let mut says = false;
        while let Some(package) = above {
            says |= !package.package.national_goals.is_empty();
            above = package
                .parent
                .and_then(|parent| ctx.index.packages.get(parent));
        }
        silent |= !says && node.package.children.is_empty();
    }
    let mut in_words = false;
    if let Some(goals) = &ctx.index.project.goals {
        certain.extend(
            goals
                .advanced
                .iter()
                .map(|advance| Cow::from(&advance.goal)),
        );
        certain.extend(goals.process.iter().map(|goal| Cow::from(&goal.goal)));
        certain.extend(goals.targets.iter().map(|target| Cow::from(&target.goal)));
        in_words =
            !(goals.advanced.is_empty() && goals.process.is_empty() && goals.targets.is_empty());
    }
    let open = silent || (!packages && !in_words);
    Members {
        certain,
        open: open.then_some(Asked::NationalGoals),
        at: Some(if packages || !in_words {
            At::Asked(Asked::NationalGoals)
        } else {
            At::Field("goals")
        }),
        ..Members::default()
    }
}

fn themes<'a>(subject: &Subject<'_>, ctx: &Context<'a>) -> Members<'a> {
    let mut certain = BTreeSet::new();
    let mut packages = false;
    for node in &ctx.index.packages {
        if of_grant(node.grants, subject, ctx) {
            packages = true;
            certain.extend(node.package.themes.iter().map(Cow::from));
        }
    }
    let of_packages = certain.len();
    if let Some(goals) = &ctx.index.project.goals {
        certain.extend(
            goals
                .process
                .iter()
                .flat_map(|goal| goal.themes.iter().map(Cow::from)),
        );
        certain.extend(
            goals
                .targets
                .iter()
                .flat_map(|target| target.themes.iter().map(Cow::from)),
        );
    }
    let in_words = certain.len() > of_packages;
    let lines = ctx.index.lines.iter().flat_map(|node| &node.line.of_which);
    certain.extend(lines.filter_map(|part| part.theme.as_ref().map(Cow::from)));
    // No package says what it holds: it is open what the project holds.
    let open = !packages || certain.is_empty();
    Members {
        certain,
        open: open.then_some(Asked::Content),
        at: Some(if packages || !in_words {
            At::Asked(Asked::Objectives)
        } else {
            At::Field("goals")
        }),
        ..Members::default()
    }
}

fn leads<'a>(which: SetOf, subject: &Subject<'_>, ctx: &Context<'a>) -> Members<'a> {
    let Thing::Package(number) = subject.thing else {
        return Members::default();
    };
    let Some(node) = ctx.index.packages.get(number) else {
        return Members::default();
    };
    let word = |field: Field| match field {
        Field::Social => Cow::from("social"),
        Field::Health => Cow::from("health"),
    };
    let package = node.package;
    if which == SetOf::LeadsPromised {
        let certain = package
            .leads_promised
            .iter()
            .map(|field| word(*field))
            .collect();
        return Members {
            certain,
            open: None,
            at: Some(At::Package(number, "leads_promised")),
            ..Members::default()
        };
    }
    let unsaid = package.leads.iter().any(|lead| lead.field.is_none());
    Members {
        certain: package
            .leads
            .iter()
            .filter_map(|lead| lead.field.map(word))
            .collect(),
        open: unsaid.then_some(Asked::LeadField),
        at: Some(At::Package(number, "leads")),
        ..Members::default()
    }
}

fn area<'a>(subject: &Subject<'_>, ctx: &Context<'a>) -> Members<'a> {
    let decided = ctx.grant(subject).and_then(|grant| grant.decision.as_ref());
    if let Some(area) = decided
        .map(|decision| &decision.area)
        .filter(|area| !area.is_empty())
    {
        let at = subject
            .grant
            .map(|number| At::Grant(number, "decision/area"));
        return Members {
            certain: area.iter().map(Cow::from).collect(),
            open: None,
            at,
            ..Members::default()
        };
    }
    let region = ctx.index.project.region.as_deref();
    let towns = region.map_or(&[][..], register::municipalities_of);
    Members {
        certain: towns.iter().map(|town| Cow::from(town.code)).collect(),
        open: region
            .and_then(register::region)
            .is_none()
            .then_some(Asked::Region),
        at: Some(At::Field("region")),
        ..Members::default()
    }
}

fn parts<'a>(which: SetOf, ctx: &Context<'a>) -> Members<'a> {
    let strategy = ctx.index.project.strategy.as_ref();
    let certain = strategy.map_or_else(BTreeSet::new, |strategy| match which {
        SetOf::LinkedParts => strategy
            .links
            .iter()
            .filter_map(|link| link.part.as_ref().map(Cow::from))
            .collect(),
        _ => {
            let parts = strategy.programmes.iter().chain(&strategy.shared_parts);
            parts.map(|part| Cow::from(&part.id)).collect()
        }
    });
    Members {
        certain,
        open: None,
        at: Some(At::Field("strategy/links")),
        ..Members::default()
    }
}

fn goals<'a>(which: SetOf, ctx: &Context<'a>) -> Members<'a> {
    let project = ctx.index.project;
    let table = project
        .goals
        .as_ref()
        .map_or(&[][..], |goals| goals.table.as_slice());
    let with_indicator = which == SetOf::GoalsWithIndicator;
    if table.is_empty() {
        let common = project
            .strategy
            .as_ref()
            .map(|one| one.common_objectives.as_slice());
        let ids = common
            .unwrap_or_default()
            .iter()
            .map(|one| Cow::from(&one.id));
        let certain = if with_indicator {
            BTreeSet::new()
        } else {
            ids.collect()
        };
        let at = Some(At::Field("strategy/common_objectives"));
        return Members {
            certain,
            open: None,
            at,
            ..Members::default()
        };
    }
    let rows = table
        .iter()
        .filter(|row| !with_indicator || !row.indicators.is_empty());
    Members {
        certain: rows.map(|row| Cow::from(&row.id)).collect(),
        open: None,
        at: Some(At::Field("goals/table")),
        ..Members::default()
    }
}
