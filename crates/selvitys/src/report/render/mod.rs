//! Formats: one file each. A renderer knows blocks, and nothing of grants.

mod html;
mod json;
mod markdown;

pub(super) use html::html;
pub(super) use json::json;
pub(super) use markdown::{markdown, markdown_page};

use super::document::{Cell, Table, bare};
use crate::words::Locale;

/// A cell's words, for formats whose cells hold text.
fn cell_text(cell: &Cell, locale: &Locale) -> String {
    match cell {
        Cell::Empty => "–".to_owned(),
        Cell::Text(spans) => bare(spans),
        Cell::Money(sum) => locale.cell(*sum),
        Cell::Rounded(sum, nearest) => {
            format!(
                "{} ±\u{a0}{}",
                locale.cell(*sum),
                locale.cell(half(*nearest))
            )
        }
        Cell::Share(share) => locale.share(*share),
        Cell::Number(number) => locale.number(*number),
    }
}

fn half(unit: crate::model::Money) -> crate::model::Money {
    crate::model::Money::from_decimal(unit.decimal() / rust_decimal::Decimal::TWO)
}

/// Whether a table has nothing to show.
fn is_empty(table: &Table) -> bool {
    table.rows.is_empty()
}
