//! What the project is built on: promise, values, principles, programmes, common objectives.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Under, joined, labelled, list, with_aside};
use super::links::{LinkRow, link_spans, row};
use super::{SectionBody, Source};
use crate::model::{Part, PrincipleBlock, Text};
use crate::report::document::{Block, plain};
use crate::report::view::spans;
use crate::words::Presenter;

/// What the project is built on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StrategySection {
    /// The promise to those who use the services.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_promise: Option<Text>,
    /// Values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Text>,
    /// Principles, in blocks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub principles: Vec<PrincipleBlock>,
    /// Development programmes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub programmes: Vec<Part>,
    /// Parts that the programmes share.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared_parts: Vec<Part>,
    /// Services that the development is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<Text>,
    /// Objectives common to several grants.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub common_objectives: Vec<CommonObjective>,
    /// Pages on the development work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkRow>,
}

/// An objective, and the calls whose grants it applies to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommonObjective {
    /// The objective.
    pub title: Text,
    /// The calls, by the ids of their rulebooks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<String>,
}

pub(super) fn build(source: &Source<'_>) -> Option<SectionBody> {
    let strategy = source.project.strategy.as_ref()?;
    let section = StrategySection {
        service_promise: strategy.service_promise.clone(),
        values: strategy.values.clone(),
        principles: strategy.principles.clone(),
        programmes: strategy.programmes.clone(),
        shared_parts: strategy.shared_parts.clone(),
        services: strategy.services.clone(),
        common_objectives: strategy
            .common_objectives
            .iter()
            .map(|one| CommonObjective {
                title: one.title.clone(),
                calls: source.calls(&one.grants),
            })
            .collect(),
        links: strategy.links.iter().map(|one| row(one, source)).collect(),
    };
    let empty = section.service_promise.is_none()
        && section.values.is_empty()
        && section.principles.is_empty()
        && section.programmes.is_empty()
        && section.shared_parts.is_empty()
        && section.services.is_empty()
        && section.common_objectives.is_empty()
        && section.links.is_empty();
    (!empty).then_some(SectionBody::Strategy(section))
}

pub(super) fn blocks(
    section: &StrategySection,
    under: Under,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let title = |key: &str, out: &mut Vec<Block>| under.title(plain(says.field(key)), out);
    if let Some(promise) = &section.service_promise {
        let label = plain(says.field("service_promise"));
        out.push(Block::Paragraph(labelled(label, spans(promise, says))));
    }
    if !section.values.is_empty() {
        under.title(plain(says.word("plan", "values")), out);
        out.push(list(&section.values, says));
    }
    if !section.principles.is_empty() {
        title("principles", out);
        principles(&section.principles, says, out);
    }
    for (key, parts) in [
        ("programmes", &section.programmes),
        ("shared_parts", &section.shared_parts),
    ] {
        if !parts.is_empty() {
            title(key, out);
            let items = parts.iter().map(|part| spans(&part.title, says));
            out.push(Block::List(items.collect()));
        }
    }
    if !section.services.is_empty() {
        title("services", out);
        out.push(list(&section.services, says));
    }
    objectives(&section.common_objectives, under, says, out);
    if !section.links.is_empty() {
        title("links", out);
        let items = section.links.iter().map(|one| link_spans(one, says));
        out.push(Block::List(items.collect()));
    }
}

/// Blocks of principles: one list where none has a title, and each after its title otherwise.
fn principles(blocks: &[PrincipleBlock], says: &Presenter<'_>, out: &mut Vec<Block>) {
    let several = blocks.len() > 1;
    for (number, block) in blocks.iter().enumerate() {
        if let Some(title) = &block.title {
            out.push(Block::Paragraph(spans(title, says)));
        } else if several {
            let n = says.locale().count(number as u64 + 1);
            let text = says.fill("plan", "principle_block", &[("n", &n)]);
            out.push(Block::Paragraph(plain(text)));
        }
        if !block.principles.is_empty() {
            out.push(list(&block.principles, says));
        }
    }
}

/// The calls of each objective are said once, where they are the same for all.
fn objectives(
    objectives: &[CommonObjective],
    under: Under,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let Some(first) = objectives.first() else {
        return;
    };
    under.title(plain(says.field("common_objectives")), out);
    let calls = |one: &CommonObjective| joined(one.calls.iter().map(|call| plain(says.call(call))));
    let alike = objectives.iter().all(|one| one.calls == first.calls);
    if alike && !first.calls.is_empty() {
        let label = plain(says.word("plan", "objectives_of_calls"));
        out.push(Block::Paragraph(labelled(label, calls(first))));
    }
    let item = |one: &CommonObjective| {
        let aside = if alike { Vec::new() } else { calls(one) };
        with_aside(spans(&one.title, says), aside)
    };
    out.push(Block::List(objectives.iter().map(item).collect()));
}
