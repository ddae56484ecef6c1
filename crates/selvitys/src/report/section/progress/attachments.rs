//! Papers that belong to the document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::check::key_of;
use crate::model::Attachment;
use crate::report::document::{Block, Cell, Column, Row, Table, plain};
use crate::report::section::{SectionBody, Source};
use crate::report::view::spans;
use crate::words::Presenter;

/// A paper, and what it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttachmentRow {
    /// The paper as the document has it.
    pub attachment: Attachment,
    /// The call of the grant that it belongs to, or whose claim it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<String>,
    /// The claim that it belongs to, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
}

/// Nothing where the document lists none.
pub(super) fn attachments(source: &Source<'_>) -> Option<SectionBody> {
    let row = |one: &Attachment| {
        let of = one.of.as_ref();
        let mut grants = source.project.grants.iter();
        let claims = |id: &String| {
            let all = source.project.grants.iter();
            let mut all =
                all.flat_map(|grant| grant.claims.iter().map(move |claim| (grant, claim)));
            all.find(|(_, claim)| claim.id == *id)
        };
        let grant = of.and_then(|id| grants.find(|grant| grant.id == *id));
        let claim = of.filter(|_| grant.is_none()).and_then(claims);
        AttachmentRow {
            attachment: one.clone(),
            call: grant
                .or(claim.map(|(grant, _)| grant))
                .map(|grant| grant.call.clone()),
            claim: claim.map(|(_, claim)| claim.id.clone()),
        }
    };
    let rows: Vec<AttachmentRow> = source.project.attachments.iter().map(row).collect();
    (!rows.is_empty()).then_some(SectionBody::Attachments(rows))
}

pub(in crate::report::section) fn attachment_blocks(
    rows: &[AttachmentRow],
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let word = |key: &str| says.word("progress", key);
    let row = |row: &AttachmentRow| {
        let one = &row.attachment;
        let of = match (&row.claim, &row.call, &one.of) {
            (Some(claim), Some(call), _) => {
                let call = says.call(call);
                let values = [("call", call.as_str()), ("claim", claim)];
                says.fill("progress", "of_claim", &values)
            }
            (None, Some(call), _) => says.call(call),
            (_, None, Some(of)) => of.clone(),
            (_, None, None) => word("whole_project"),
        };
        Row::of(vec![
            Cell::text(spans(&one.title, says)),
            Cell::text(plain(says.word("attachment_kind", &key_of(&one.kind)))),
            Cell::text(plain(of)),
            one.date.map_or_else(Cell::empty, Cell::date),
        ])
    };
    out.push(Block::Table(Table {
        caption: word("attachments_caption"),
        columns: ["attachment", "attachment_kind", "belongs_to", "day"]
            .map(|key| Column::words(word(key)))
            .into(),
        rows: rows.iter().map(row).collect(),
    }));
}
