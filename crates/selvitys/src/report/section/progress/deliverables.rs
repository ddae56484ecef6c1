//! What comes out of the work, package by package.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::Text;
use crate::place::At;
use crate::report::document::{Block, Cell, Column, Row, Table, plain};
use crate::report::section::{SectionBody, Source};
use crate::report::view::spans;
use crate::words::Presenter;

/// Something that comes out of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeliverableRow {
    /// The package in the document, by JSON Pointer.
    pub place: String,
    /// The package.
    pub package: Text,
    /// What comes out of it.
    pub deliverable: Text,
}

/// Nothing where no package names any.
pub(super) fn deliverables(source: &Source<'_>) -> Option<SectionBody> {
    let index = &source.index;
    let packages = index.packages.iter().enumerate();
    let rows = packages.flat_map(|(at, node)| {
        node.package
            .deliverables
            .iter()
            .map(move |deliverable| DeliverableRow {
                place: At::Package(at, "").pointer(index),
                package: node.package.title.clone(),
                deliverable: deliverable.clone(),
            })
    });
    let rows: Vec<DeliverableRow> = rows.collect();
    (!rows.is_empty()).then_some(SectionBody::Deliverables(rows))
}

pub(in crate::report::section) fn deliverable_blocks(
    rows: &[DeliverableRow],
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let word = |key: &str| says.word("progress", key);
    out.push(Block::Paragraph(plain(word("deliverables_note"))));
    let row = |row: &DeliverableRow| {
        Row::of(vec![
            Cell::text(spans(&row.deliverable, says)),
            Cell::text(spans(&row.package, says)),
        ])
    };
    out.push(Block::Table(Table {
        caption: word("deliverables_caption"),
        columns: ["deliverable", "package"]
            .map(|key| Column::words(word(key)))
            .into(),
        rows: rows.iter().map(row).collect(),
    }));
}
