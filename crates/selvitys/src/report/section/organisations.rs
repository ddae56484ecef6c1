//! The organisations, by what they do in the project.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Under, joined, labelled, spans_cell, text_cell, trimmed};
use super::goals::word;
use super::{SectionBody, Source};
use crate::check::key_of;
use crate::model::{Organisation, Role};
use crate::report::document::{Block, Cell, Column, Row, Table, plain};
use crate::report::view::spans;
use crate::words::Presenter;

/// The roles in the order of a plan: who answers for the project first.
const ROLES: [Role; 8] = [
    Role::Coordinator,
    Role::Implementer,
    Role::Developer,
    Role::Partner,
    Role::Stakeholder,
    Role::Preparer,
    Role::Funder,
    Role::Supervisor,
];

/// The organisations with a role; one with several stands under each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleGroup {
    /// The role; absent for organisations whose role the document does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The organisations.
    pub organisations: Vec<Organisation>,
}

pub(super) fn build(source: &Source<'_>) -> Option<SectionBody> {
    let all = &source.project.organisations;
    let with = |role: Role| RoleGroup {
        role: Some(role),
        organisations: all
            .iter()
            .filter(|one| one.roles.contains(&role))
            .cloned()
            .collect(),
    };
    let without = RoleGroup {
        role: None,
        organisations: all
            .iter()
            .filter(|one| one.roles.is_empty())
            .cloned()
            .collect(),
    };
    let groups = ROLES.into_iter().map(with).chain([without]);
    let groups = groups.filter(|group| !group.organisations.is_empty());
    let groups: Vec<RoleGroup> = groups.collect();
    (!groups.is_empty()).then_some(SectionBody::Organisations(groups))
}

pub(super) fn blocks(
    groups: &[RoleGroup],
    under: Under,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    for group in groups {
        let role = group.role.map_or_else(
            || says.word("plan", "role_not_stated"),
            |role| word("role", &key_of(&role), says),
        );
        if under.page() {
            let names = group.organisations.iter();
            let names = joined(names.map(|one| spans(&one.name, says)));
            out.push(Block::Paragraph(labelled(plain(role), names)));
        } else {
            under.title(plain(role.as_str()), out);
            out.push(Block::Table(table(&group.organisations, &role, says)));
        }
    }
}

fn table(all: &[Organisation], role: &str, says: &Presenter<'_>) -> Table {
    let row = |one: &Organisation| {
        let kind = one
            .kind
            .map(|kind| plain(word("organisation_kind", &key_of(&kind), says)));
        let id = one.business_id.as_ref().map(|id| plain(id.as_str()));
        let towns = one.stands_for.iter();
        let towns = joined(towns.map(|code| plain(says.municipality(code))));
        Row::of(vec![
            Cell::text(spans(&one.name, says)),
            spans_cell(kind.unwrap_or_default()),
            spans_cell(id.unwrap_or_default()),
            spans_cell(towns),
            text_cell(one.note.as_ref(), says),
        ])
    };
    trimmed(Table {
        caption: says.fill("plan", "organisations_caption", &[("role", role)]),
        columns: vec![
            Column::words(says.field("organisation")),
            Column::words(says.field("kind")),
            Column::words(says.field("business_id")),
            Column::words(says.field("stands_for")),
            Column::words(says.field("note")),
        ],
        rows: all.iter().map(row).collect(),
    })
}
