//! Pages elsewhere.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{NamedThing, with_aside};
use super::{SectionBody, Source};
use crate::model::{Link, Text};
use crate::report::document::{Block, Span, Spans, plain};
use crate::report::view::spans;
use crate::words::Presenter;

/// A page elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkRow {
    /// What the page is about.
    pub title: Text,
    /// Its address; absent when the source names the page without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The programme or shared part that the page belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<NamedThing>,
}

pub(super) fn build(source: &Source<'_>) -> Option<SectionBody> {
    let rows = source.project.links.iter().map(|link| row(link, source));
    let rows: Vec<LinkRow> = rows.collect();
    (!rows.is_empty()).then_some(SectionBody::Links(rows))
}

pub(super) fn row(link: &Link, source: &Source<'_>) -> LinkRow {
    let parts = || {
        let strategy = source.project.strategy.iter();
        let parts = strategy.flat_map(|one| one.programmes.iter().chain(&one.shared_parts));
        parts.map(|part| (part.id.as_str(), &part.title))
    };
    LinkRow {
        title: link.title.clone(),
        url: link.url.clone(),
        part: link.part.as_ref().map(|id| NamedThing::of(id, parts())),
    }
}

pub(super) fn blocks(rows: &[LinkRow], says: &Presenter<'_>, out: &mut Vec<Block>) {
    let items = rows.iter().map(|row| link_spans(row, says));
    out.push(Block::List(items.collect()));
}

/// A page in a line: what it is about, what it belongs to, its address or that there is none.
pub(super) fn link_spans(row: &LinkRow, says: &Presenter<'_>) -> Spans {
    let part = row.part.as_ref().map(|part| part.spans(says));
    let mut line = with_aside(spans(&row.title, says), part.unwrap_or_default());
    match &row.url {
        Some(url) => {
            line.push(Span::Plain(": ".to_owned()));
            line.push(Span::Link(url.clone(), url.clone()));
        }
        None => line.extend(plain(format!(". {}", says.word("plan", "no_address")))),
    }
    line
}
