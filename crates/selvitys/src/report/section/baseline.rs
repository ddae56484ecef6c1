//! The situation at the start: the document's own account, earlier work, needs that were named.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Under, labelled, list, period_spans, with_aside};
use super::{SectionBody, Source};
use crate::model::{Background, Needs, Text};
use crate::report::document::{Block, plain};
use crate::report::view::spans;
use crate::words::Presenter;

/// The situation at the start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BaselineSection {
    /// As the document tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// Earlier work that the project builds on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub background: Vec<Background>,
    /// Needs that an authority or an evaluation named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Needs>,
}

pub(super) fn build(source: &Source<'_>) -> Option<SectionBody> {
    let project = source.project;
    let section = BaselineSection {
        text: project.baseline.clone(),
        background: project
            .strategy
            .as_ref()
            .map_or_else(Vec::new, |one| one.background.clone()),
        needs: project
            .strategy
            .as_ref()
            .map_or_else(Vec::new, |one| one.needs.clone()),
    };
    let empty = section.text.is_none() && section.background.is_empty() && section.needs.is_empty();
    (!empty).then_some(SectionBody::Baseline(section))
}

pub(super) fn blocks(
    section: &BaselineSection,
    under: Under,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    if let Some(text) = &section.text {
        out.push(Block::Paragraph(spans(text, says)));
    }
    if !section.background.is_empty() {
        under.title(plain(says.word("plan", "earlier_work")), out);
        for one in &section.background {
            let period = one.period.as_ref();
            let period = period.map_or_else(Vec::new, |period| period_spans(period, says));
            let title = with_aside(spans(&one.title, says), period);
            out.push(Block::Paragraph(match &one.text {
                Some(text) => labelled(title, spans(text, says)),
                None => title,
            }));
            if !one.items.is_empty() {
                out.push(list(&one.items, says));
            }
        }
    }
    if !section.needs.is_empty() {
        under.title(plain(says.word("plan", "needs")), out);
        for one in &section.needs {
            let date = one.date.map(|date| plain(says.partial(date)));
            let by = with_aside(spans(&one.by, says), date.unwrap_or_default());
            out.push(Block::Paragraph(by));
            if !one.needs.is_empty() {
                out.push(list(&one.needs, says));
            }
        }
    }
}
