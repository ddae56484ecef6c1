//! The packages of the work in their tree, each with all that the document says of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::NamedThing;
use super::lines::{LinesUsed, used};
use super::{SectionBody, Source};
use crate::check::key_of;
use crate::index::PackageNode;
use crate::model::{Advance, Field, Measure, Package, PackageKind, Part, Period, Text};
use crate::place::At;
use crate::report::document::{Span, Spans};
use crate::report::view::spans;
use crate::words::{Presenter, capital};

mod view;

pub(super) use view::{blocks, package_blocks};

/// The packages of the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PackagesSection {
    /// The packages from the top down, each before those that it consists of.
    pub packages: Vec<PackageItem>,
    /// Views that cut across all packages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<Part>,
}

/// What a package is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PackageName {
    /// Its level in the tree.
    pub kind: PackageKind,
    /// The number that the source gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its title.
    pub title: Text,
}

/// A package, with what it names by id resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PackageItem {
    /// The package in the document, by JSON Pointer.
    pub place: String,
    /// How deep it hangs.
    pub level: usize,
    /// What it is called.
    pub name: PackageName,
    /// The calls whose grants pay for it, its own or of the package above.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<String>,
    /// National goals that it advances.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub national_goals: Vec<Advance>,
    /// Focus areas that it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub focus_areas: Vec<NamedThing>,
    /// Contents that a call requires by name, by the call's ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    /// Views that cut across all packages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<NamedThing>,
    /// What it aims at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objectives: Vec<Text>,
    /// What is done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Measure>,
    /// What comes out of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deliverables: Vec<Text>,
    /// Who leads it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leads: Vec<LeadRow>,
    /// The fields that the plan itself promises a lead for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leads_promised: Vec<Field>,
    /// Its period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The budget lines that it uses, budget by budget.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LinesUsed>,
    /// Budget lines that it names and no budget has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown_lines: Vec<String>,
    /// A remark of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// The packages that it consists of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<PackageName>,
}

/// Who leads a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeadRow {
    /// The organisation.
    pub organisation: NamedThing,
    /// For which field; absent when the source does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
    /// Whether the source calls it preliminary.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tentative: bool,
}

impl PackageName {
    pub(super) fn of(package: &Package) -> Self {
        PackageName {
            kind: package.kind,
            number: package.number.clone(),
            title: package.title.clone(),
        }
    }
}

pub(super) fn build(source: &Source<'_>) -> Option<SectionBody> {
    let nodes = source.index.packages.iter().enumerate();
    let packages = nodes.map(|(number, node)| item(number, node, source));
    let section = PackagesSection {
        packages: packages.collect(),
        views: source.project.views.clone(),
    };
    let empty = section.packages.is_empty() && section.views.is_empty();
    (!empty).then_some(SectionBody::Packages(section))
}

/// A package of the index as a section has it.
pub(super) fn item(number: usize, node: &PackageNode<'_>, source: &Source<'_>) -> PackageItem {
    let package = node.package;
    let mut level = 0;
    let mut above = node.parent;
    while let Some(parent) = above.and_then(|parent| source.index.packages.get(parent)) {
        level += 1;
        above = parent.parent;
    }
    let (lines, unknown_lines) = used(&package.lines, node.grants, source);
    PackageItem {
        place: At::Package(number, "").pointer(&source.index),
        level,
        name: PackageName::of(package),
        calls: source.calls(node.grants),
        national_goals: package.national_goals.clone(),
        focus_areas: NamedThing::parts(&package.focus_areas, &source.project.focus_areas),
        themes: package.themes.clone(),
        views: NamedThing::parts(&package.views, &source.project.views),
        objectives: package.objectives.clone(),
        measures: package.measures.clone(),
        deliverables: package.deliverables.clone(),
        leads: package
            .leads
            .iter()
            .map(|lead| LeadRow {
                organisation: source.organisation(&lead.organisation),
                field: lead.field,
                tentative: lead.tentative,
            })
            .collect(),
        leads_promised: package.leads_promised.clone(),
        period: package.period.clone(),
        lines,
        unknown_lines,
        note: package.note.clone(),
        children: package.children.iter().map(PackageName::of).collect(),
    }
}

/// A package by its kind, its number and its title.
pub(super) fn name_spans(name: &PackageName, says: &Presenter<'_>) -> Spans {
    let kind = capital(&says.word("package_kind", &key_of(&name.kind)));
    let label = match &name.number {
        Some(number) => format!("{kind} {number}: "),
        None => format!("{kind}: "),
    };
    let mut line = vec![Span::Plain(label)];
    line.extend(spans(&name.title, says));
    line
}
