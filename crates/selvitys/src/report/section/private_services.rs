//! Services that municipalities buy from private providers, and how they take part for them.

use super::common::{date_cell, trimmed};
use super::{SectionBody, Source};
use crate::model::PrivateService;
use crate::report::document::{Block, Cell, Column, Row, Table, plain};
use crate::report::view::spans;
use crate::words::Presenter;

pub(super) fn build(source: &Source<'_>) -> Option<SectionBody> {
    let services = source.project.private_services.clone();
    (!services.is_empty()).then_some(SectionBody::PrivateServices(services))
}

pub(super) fn blocks(services: &[PrivateService], says: &Presenter<'_>, out: &mut Vec<Block>) {
    let row = |one: &PrivateService| {
        let option = one.option_years.map(|years| Cell::number(years.into()));
        let taking_part = one.participation.as_ref().map_or_else(
            || plain(says.word("plan", "not_stated")),
            |text| spans(text, says),
        );
        Row::of(vec![
            Cell::text(plain(says.municipality(&one.municipality))),
            Cell::text(spans(&one.service, says)),
            Cell::text(plain(one.provider.as_str())),
            date_cell(one.contract_end),
            option.unwrap_or_else(Cell::empty),
            Cell::text(taking_part),
        ])
    };
    out.push(Block::Table(trimmed(Table {
        caption: says.word("plan", "private_services_caption"),
        columns: vec![
            Column::words(says.field("municipality")),
            Column::words(says.field("service")),
            Column::words(says.field("provider")),
            Column::words(says.field("contract_end")),
            Column::figures(says.field("option_years")),
            Column::words(says.word("plan", "taking_part")),
        ],
        rows: services.iter().map(row).collect(),
    })));
}
