//! What a report must contain and the document does not have; and what the document says nothing
//! of, though no one asks for it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::layout::{own_title, part_title};
use super::{Section, SectionBody, SectionGrant, cited_spans};
use crate::finding::Asked;
use crate::report::Report;
use crate::report::document::{Block, Card, Span, Spans, Tone, plain};
use crate::rulebook::{Bases, Kind, ReportPart};
use crate::words::{Presenter, capital};

/// A part that the report must contain and the document does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MissingPart {
    /// Of contents that a call asks for: which, by the call's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// Of what a part should say: which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Asked>,
    /// Of contents that a call defines: the call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<String>,
    /// Who asks for it; nothing where this kind of report is nothing without it.
    pub basis: Bases,
}

/// A part of which the document says nothing, and which no one asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NotStated {
    /// The part.
    pub part: ReportPart,
    /// The grant that it would be about, if about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<SectionGrant>,
    /// Who asks for it in some cases, where the document does not say whether it is one of them.
    #[serde(default, skip_serializing_if = "Bases::is_empty")]
    pub asked_in_some_cases: Bases,
}

/// Whether it is told that a part is not there: where no rule has a verdict, there is nothing to
/// tell.
pub(super) fn is_told(part: ReportPart) -> bool {
    !matches!(
        part,
        ReportPart::Counts
            | ReportPart::Faults
            | ReportPart::Open
            | ReportPart::Waived
            | ReportPart::Met
            | ReportPart::WithheldRules
            | ReportPart::NotApplicable
            | ReportPart::Reckonings
            // Where there is no claim, there is nothing to sign.
            | ReportPart::Confirmation
    )
}

/// In place of the part.
pub(super) fn blocks(missing: &MissingPart, level: u8, says: &Presenter<'_>, out: &mut Vec<Block>) {
    out.push(Block::Card(Card {
        level: level + 1,
        tone: Tone::Warning,
        label: says.word("lacks", "label"),
        // The part's own name is the heading above: only what is less than the part is named here.
        title: match (&missing.content, missing.asked) {
            (Some(content), _) => plain(says.content_words(content)),
            (None, Some(asked)) => plain(capital(&says.asked(asked))),
            (None, None) => plain(says.word("lacks", "not_there")),
        },
        blocks: vec![
            Block::Paragraph(asked(missing, says)),
            Block::Paragraph(plain(says.word("lacks", "to_do"))),
        ],
    }));
}

fn title(part: ReportPart, missing: &MissingPart, kind: Kind, says: &Presenter<'_>) -> Spans {
    match (&missing.content, missing.asked) {
        (Some(content), _) => plain(says.content_words(content)),
        (None, Some(asked)) => plain(capital(&says.asked(asked))),
        (None, None) => plain(part_title(part, kind, says)),
    }
}

/// Who asks for it.
fn asked(missing: &MissingPart, says: &Presenter<'_>) -> Spans {
    if let Some(call) = missing.call.as_ref().filter(|_| missing.basis.is_empty()) {
        let call = says.call(call);
        return plain(says.fill("lacks", "defined_by", &[("call", &call)]));
    }
    if missing.basis.is_empty() {
        return plain(says.word("lacks", "rests_on"));
    }
    let mut spans = plain(format!("{} ", says.word("lacks", "asked_by")));
    spans.extend(cited_spans(&says.cited(&missing.basis)));
    spans.push(Span::Plain(".".to_owned()));
    spans
}

/// On top of the report: what it must contain and does not have.
pub(super) fn summary(report: &Report, says: &Presenter<'_>, out: &mut Vec<Block>) {
    let item = |section: &Section| {
        let SectionBody::Missing(missing) = &section.body else {
            return None;
        };
        let mut spans = vec![Span::Strong(
            title(section.part, missing, report.kind, says)
                .iter()
                .map(Span::text)
                .collect(),
        )];
        if let Some(grant) = &section.grant {
            spans.push(Span::Plain(format!(" ({})", says.call(&grant.call))));
        }
        spans.push(Span::Plain(". ".to_owned()));
        spans.extend(asked(missing, says));
        Some(spans)
    };
    let items: Vec<Spans> = report.lacks().filter_map(item).collect();
    if items.is_empty() {
        return;
    }
    let count = says.locale().count(items.len() as u64);
    out.push(Block::Heading(2, plain(says.word("lacks", "heading"))));
    let text = says.fill("lacks", "introduction", &[("n", &count)]);
    out.push(Block::Paragraph(plain(text)));
    out.push(Block::List(items));
}

/// At the end: what the document says nothing of.
pub(super) fn not_stated(
    parts: &[NotStated],
    kind: Kind,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    if parts.is_empty() {
        return;
    }
    out.push(Block::Heading(2, plain(says.word("lacks", "not_stated"))));
    let text = says.word("lacks", "not_stated_text");
    out.push(Block::Paragraph(plain(text)));
    let item = |one: &NotStated| {
        // On the public page several parts stand under one heading: each is then named apart.
        let title = part_title(one.part, kind, says);
        let mut alike = kind.parts().iter();
        let shared = alike.any(|part| *part != one.part && part_title(*part, kind, says) == title);
        let mut spans = plain(if shared {
            own_title(one.part, says)
        } else {
            title
        });
        if let Some(grant) = &one.grant {
            spans.push(Span::Plain(format!(" ({})", says.call(&grant.call))));
        }
        if !one.asked_in_some_cases.is_empty() {
            let text = says.word("lacks", "in_some_cases");
            spans.push(Span::Plain(format!(". {text} ")));
            spans.extend(cited_spans(&says.cited(&one.asked_in_some_cases)));
            spans.push(Span::Plain(".".to_owned()));
        }
        spans
    };
    out.push(Block::List(parts.iter().map(item).collect()));
}
