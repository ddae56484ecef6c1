//! Formats: one file each. A renderer knows blocks, and nothing of grants.

#[cfg(feature = "docx")]
mod docx;
mod html;
mod json;
mod markdown;
mod typst;
#[cfg(feature = "xlsx")]
mod xlsx;

#[cfg(feature = "docx")]
pub(super) use docx::docx;
pub(super) use html::html;
pub(super) use json::json;
pub(super) use markdown::{markdown, markdown_page};
pub(super) use typst::typst;
#[cfg(feature = "xlsx")]
pub(super) use xlsx::xlsx;

use super::document::{Table, Tone, Value, bare};
use crate::words::Locale;

/// A cell's words, for formats whose cells hold text.
fn cell_text(value: &Value, locale: &Locale) -> String {
    match value {
        Value::Empty => "–".to_owned(),
        Value::Text(spans) => bare(spans),
        Value::Money(sum) => locale.cell(*sum),
        Value::Rounded(sum, nearest) => {
            format!(
                "{} ±\u{a0}{}",
                locale.cell(*sum),
                locale.cell(half(*nearest))
            )
        }
        Value::Share(share) => locale.share(*share),
        Value::Number(number) => locale.number(*number),
        Value::Date(date) => locale.partial(*date),
    }
}

fn half(unit: crate::model::Money) -> crate::model::Money {
    crate::model::Money::from_decimal(unit.decimal() / rust_decimal::Decimal::TWO)
}

/// Whether a table has nothing to show.
fn is_empty(table: &Table) -> bool {
    table.rows.is_empty()
}

/// Only addresses of the web become links: a document cannot smuggle in a script.
fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// The name of a tone in a style.
fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Open => "open",
        Tone::Advice => "advice",
        Tone::Warning => "warning",
        Tone::Error => "error",
        Tone::Plain => "plain",
    }
}
