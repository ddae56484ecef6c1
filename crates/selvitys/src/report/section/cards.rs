//! Sub-projects, each on a page.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{joined, labelled};
use super::packages::{PackageItem, PackageName, item, name_spans, package_blocks};
use super::{SectionBody, Source};
use crate::model::PackageKind;
use crate::report::document::{Block, plain};
use crate::words::Presenter;

/// A sub-project, with the packages that it is within and those that it consists of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CardItem {
    /// The sub-project.
    pub package: PackageItem,
    /// The packages above it, the topmost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<PackageName>,
    /// The packages below it, from the top down.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PackageItem>,
}

/// The sub-projects; where the document has none, the packages at the top of the tree.
pub(super) fn build(source: &Source<'_>) -> Option<SectionBody> {
    let nodes = &source.index.packages;
    let sub_project = |at: &usize| {
        let node = nodes.get(*at);
        node.is_some_and(|node| node.package.kind == PackageKind::SubProject)
    };
    let mut chosen: Vec<usize> = (0..nodes.len()).filter(sub_project).collect();
    if chosen.is_empty() {
        let top = |at: &usize| nodes.get(*at).is_some_and(|node| node.parent.is_none());
        chosen = (0..nodes.len()).filter(top).collect();
    }
    let cards: Vec<CardItem> = chosen.iter().filter_map(|at| card(*at, source)).collect();
    (!cards.is_empty()).then_some(SectionBody::Cards(cards))
}

fn card(at: usize, source: &Source<'_>) -> Option<CardItem> {
    let nodes = &source.index.packages;
    let node = nodes.get(at)?;
    let above = |at: usize| nodes.get(at).and_then(|node| node.parent);
    let mut within = Vec::new();
    let mut next = node.parent;
    while let Some(parent) = next {
        within.extend(nodes.get(parent).map(|node| PackageName::of(node.package)));
        next = above(parent);
    }
    within.reverse();
    let below = |number: &usize| {
        let mut next = above(*number);
        while let Some(parent) = next {
            if parent == at {
                return true;
            }
            next = above(parent);
        }
        false
    };
    let parts = (at + 1..nodes.len()).filter(below);
    let parts = parts.filter_map(|number| Some(item(number, nodes.get(number)?, source)));
    Some(CardItem {
        package: item(at, node, source),
        within,
        parts: parts.collect(),
    })
}

pub(super) fn blocks(cards: &[CardItem], level: u8, says: &Presenter<'_>, out: &mut Vec<Block>) {
    for card in cards {
        out.push(Block::Heading(level, name_spans(&card.package.name, says)));
        if !card.within.is_empty() {
            let within = joined(card.within.iter().map(|one| name_spans(one, says)));
            let label = plain(says.word("plan", "within"));
            out.push(Block::Paragraph(labelled(label, within)));
        }
        package_blocks(&card.package, true, says, out);
        for part in &card.parts {
            let deep = part.level.saturating_sub(card.package.level);
            let deep = u8::try_from(deep).unwrap_or(u8::MAX);
            let level = level.saturating_add(deep).min(4);
            out.push(Block::Heading(level, name_spans(&part.name, says)));
            package_blocks(part, true, says, out);
        }
        let lacking = lacking(card, says);
        if !lacking.is_empty() {
            let label = plain(says.word("plan", "not_stated"));
            let line = joined(lacking.into_iter().map(plain));
            out.push(Block::Paragraph(labelled(label, line)));
        }
    }
}

/// What a card is expected to say, and neither the sub-project nor a package below it does.
fn lacking(card: &CardItem, says: &Presenter<'_>) -> Vec<String> {
    let all = || std::iter::once(&card.package).chain(&card.parts);
    let said = [
        ("objectives", all().any(|one| !one.objectives.is_empty())),
        ("measures", all().any(|one| !one.measures.is_empty())),
        (
            "deliverables",
            all().any(|one| !one.deliverables.is_empty()),
        ),
        ("period", all().any(|one| one.period.is_some())),
        ("lines", all().any(|one| !one.lines.is_empty())),
        ("leads", all().any(|one| !one.leads.is_empty())),
        (
            "national_goals",
            all().any(|one| !one.national_goals.is_empty()),
        ),
    ];
    let lacking = said.into_iter().filter(|(_, said)| !said);
    lacking.map(|(key, _)| says.field(key)).collect()
}
