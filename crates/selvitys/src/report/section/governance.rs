//! Bodies and writing groups.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{
    NamedThing, Under, joined, labelled, spans_cell, text_cell, trimmed, with_aside,
};
use super::goals::word;
use super::packages::{PackageName, name_spans};
use super::{SectionBody, Source};
use crate::check::key_of;
use crate::model::{BodyKind, SubArea, Text, WritingGroup};
use crate::report::document::{Block, Cell, Column, Row, Span, Spans, Table, plain};
use crate::report::view::spans;
use crate::words::Presenter;

/// The kinds of body, from those who steer down to those who work.
const KINDS: [BodyKind; 8] = [
    BodyKind::Steering,
    BodyKind::PoliticalSteering,
    BodyKind::PoliticalMonitoring,
    BodyKind::Leadership,
    BodyKind::Preparatory,
    BodyKind::Office,
    BodyKind::WorkingGroup,
    BodyKind::Network,
];

/// Who steers and who writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GovernanceSection {
    /// The bodies, by kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bodies: Vec<BodyRow>,
    /// The sub-areas that members come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sub_areas: Vec<SubArea>,
    /// The writing groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub writing_groups: Vec<WritingGroupRow>,
}

/// A body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BodyRow {
    /// Its name.
    pub title: Text,
    /// What kind of body it is.
    pub kind: BodyKind,
    /// Who sits in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Text>,
    /// The bodies that it reports to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports_to: Vec<NamedThing>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<Text>,
    /// Whether it belonged to an earlier project.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub earlier: bool,
}

/// A group that writes a part of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WritingGroupRow {
    /// The group.
    pub group: WritingGroup,
    /// The packages that it writes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packages: Vec<PackageName>,
}

pub(super) fn build(source: &Source<'_>) -> Option<SectionBody> {
    let governance = source.project.governance.as_ref()?;
    let titles = || {
        let bodies = governance.bodies.iter();
        bodies.map(|body| (body.id.as_str(), &body.title))
    };
    let of_kind = |kind: BodyKind| governance.bodies.iter().filter(move |one| one.kind == kind);
    let bodies = KINDS.into_iter().flat_map(of_kind).map(|body| BodyRow {
        title: body.title.clone(),
        kind: body.kind,
        members: body.members.clone(),
        reports_to: body
            .reports_to
            .iter()
            .map(|id| NamedThing::of(id, titles()))
            .collect(),
        task: body.task.clone(),
        earlier: body.earlier,
    });
    let packages = |group: &WritingGroup| {
        let nodes = source.index.packages.iter();
        let written = nodes.filter(|node| group.packages.contains(&node.package.id));
        written.map(|node| PackageName::of(node.package)).collect()
    };
    let groups = governance.writing_groups.iter();
    let section = GovernanceSection {
        bodies: bodies.collect(),
        sub_areas: governance.sub_areas.clone(),
        writing_groups: groups
            .map(|group| WritingGroupRow {
                group: group.clone(),
                packages: packages(group),
            })
            .collect(),
    };
    let empty = section.bodies.is_empty()
        && section.sub_areas.is_empty()
        && section.writing_groups.is_empty();
    (!empty).then_some(SectionBody::Governance(section))
}

pub(super) fn blocks(
    section: &GovernanceSection,
    under: Under,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    if !section.bodies.is_empty() {
        under.title(plain(says.field("bodies")), out);
        out.push(Block::Table(bodies(&section.bodies, says)));
    }
    let groups = &section.writing_groups;
    if groups.is_empty() {
        if !section.sub_areas.is_empty() {
            let areas = section.sub_areas.iter();
            let areas = joined(areas.map(|area| spans(&area.title, says)));
            let label = plain(says.field("sub_areas"));
            out.push(Block::Paragraph(labelled(label, areas)));
        }
        return;
    }
    under.title(plain(says.field("writing_groups")), out);
    if !section.sub_areas.is_empty() {
        out.push(Block::Table(matrix(section, says)));
    }
    let told = groups.iter().filter_map(|row| group(row, section, says));
    let told: Vec<Spans> = told.collect();
    if !told.is_empty() {
        out.push(Block::List(told));
    }
}

fn bodies(rows: &[BodyRow], says: &Presenter<'_>) -> Table {
    let row = |one: &BodyRow| {
        let aside = one
            .earlier
            .then(|| plain(says.word("plan", "earlier_body")));
        let name = with_aside(spans(&one.title, says), aside.unwrap_or_default());
        let members = joined(one.members.iter().map(|text| spans(text, says)));
        let reports = joined(one.reports_to.iter().map(|body| body.spans(says)));
        Row::of(vec![
            Cell::text(name),
            Cell::text(plain(word("body_kind", &key_of(&one.kind), says))),
            text_cell(one.task.as_ref(), says),
            spans_cell(members),
            spans_cell(reports),
        ])
    };
    trimmed(Table {
        caption: says.word("plan", "bodies_caption"),
        columns: vec![
            Column::words(says.word("plan", "body")),
            Column::words(says.field("kind")),
            Column::words(says.field("task")),
            Column::words(says.field("members")),
            Column::words(says.field("reports_to")),
        ],
        rows: rows.iter().map(row).collect(),
    })
}

/// From which sub-areas each group has writers, and from which its chair comes.
fn matrix(section: &GovernanceSection, says: &Presenter<'_>) -> Table {
    let mut columns = vec![Column::words(says.word("plan", "writing_group"))];
    let areas = section.sub_areas.iter();
    columns.extend(areas.map(|area| Column::words(says.text(&area.title))));
    let row = |row: &WritingGroupRow| {
        let mut cells = vec![Cell::text(spans(&row.group.title, says))];
        cells.extend(section.sub_areas.iter().map(|area| {
            let key = if row.group.chairs.contains(&area.id) {
                "chairs"
            } else if row.group.covers.contains(&area.id) {
                "takes_part"
            } else {
                "not_in"
            };
            Cell::text(plain(says.word("plan", key)))
        }));
        Row::of(cells)
    };
    Table {
        caption: says.word("plan", "writing_caption"),
        columns,
        rows: section.writing_groups.iter().map(row).collect(),
    }
}

/// The packages that a group writes, areas that the document does not define, and the remark.
fn group(
    row: &WritingGroupRow,
    section: &GovernanceSection,
    says: &Presenter<'_>,
) -> Option<Spans> {
    let mut told = Vec::new();
    if !row.packages.is_empty() {
        let packages = row.packages.iter().map(|one| name_spans(one, says));
        told.push(labelled(
            plain(says.word("plan", "writes")),
            joined(packages),
        ));
    }
    let known = |id: &&String| section.sub_areas.iter().any(|area| area.id == **id);
    for (key, ids) in [("covers", &row.group.covers), ("chairs", &row.group.chairs)] {
        let others = ids.iter().filter(|id| !known(id));
        let others = joined(others.map(|id| plain(id.as_str())));
        if !others.is_empty() {
            told.push(labelled(plain(says.field(key)), others));
        }
    }
    told.extend(row.group.note.as_ref().map(|note| spans(note, says)));
    let mut line = Vec::new();
    for one in told {
        line.push(Span::Plain(
            if line.is_empty() { ": " } else { ". " }.to_owned(),
        ));
        line.extend(one);
    }
    let title = spans(&row.group.title, says);
    (!line.is_empty()).then(|| title.into_iter().chain(line).collect())
}
