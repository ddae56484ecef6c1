//! Whom to ask. An edition that is public has no persons in its document, so none come here.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{NamedThing, Under, joined, labelled, trimmed};
use super::{SectionBody, Source};
use crate::model::Text;
use crate::report::document::{Block, Cell, Column, Row, Spans, Table, plain};
use crate::report::view::spans;
use crate::words::Presenter;

/// Whom to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactRow {
    /// In which role.
    pub role: Text,
    /// Of which organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<NamedThing>,
    /// The person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// E-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

pub(super) fn build(source: &Source<'_>) -> Option<SectionBody> {
    let rows = source.project.contacts.iter().map(|one| ContactRow {
        role: one.role.clone(),
        organisation: one.organisation.as_ref().map(|id| source.organisation(id)),
        person: one.person.clone(),
        email: one.email.clone(),
        phone: one.phone.clone(),
    });
    let rows: Vec<ContactRow> = rows.collect();
    (!rows.is_empty()).then_some(SectionBody::Contacts(rows))
}

pub(super) fn blocks(
    rows: &[ContactRow],
    under: Under,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    if under.page() {
        let line = |row: &ContactRow| {
            let organisation = row.organisation.as_ref().map(|one| one.spans(says));
            let known: Vec<Spans> = organisation.into_iter().chain(person(row)).collect();
            if known.is_empty() {
                spans(&row.role, says)
            } else {
                labelled(spans(&row.role, says), joined(known))
            }
        };
        out.extend(rows.iter().map(|row| Block::Paragraph(line(row))));
        return;
    }
    let row = |row: &ContactRow| {
        let mut cells = vec![Cell::text(spans(&row.role, says))];
        let organisation = row.organisation.as_ref().map_or_else(
            || plain(says.word("plan", "not_stated")),
            |one| one.spans(says),
        );
        cells.push(Cell::text(organisation));
        let person = [&row.person, &row.email, &row.phone];
        cells.extend(person.map(|one| {
            let one = one.as_ref().map(|one| Cell::text(plain(one.as_str())));
            one.unwrap_or_else(Cell::empty)
        }));
        Row::of(cells)
    };
    out.push(Block::Table(trimmed(Table {
        caption: says.word("plan", "contacts_caption"),
        columns: vec![
            Column::words(says.field("role")),
            Column::words(says.field("organisation")),
            Column::words(says.field("person")),
            Column::words(says.field("email")),
            Column::words(says.field("phone")),
        ],
        rows: rows.iter().map(row).collect(),
    })));
}

/// The person and how to reach them, as far as the document says.
fn person(row: &ContactRow) -> impl Iterator<Item = Spans> {
    let known = [&row.person, &row.email, &row.phone].into_iter().flatten();
    known.map(|one| plain(one.as_str()))
}
