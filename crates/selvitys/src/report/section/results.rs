//! Results, under the headings of the public page.

use super::{SectionBody, Source};
use crate::model::ResultHeading;
use crate::report::document::{Block, plain};
use crate::report::view::spans;
use crate::words::Presenter;

pub(super) fn build(source: &Source<'_>) -> Option<SectionBody> {
    let headings = source.project.results.clone();
    (!headings.is_empty()).then_some(SectionBody::Results(headings))
}

pub(super) fn blocks(
    headings: &[ResultHeading],
    level: u8,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    for heading in headings {
        out.push(Block::Heading(level + 1, spans(&heading.title, says)));
        out.push(Block::Paragraph(match &heading.text {
            Some(text) => spans(text, says),
            None => plain(says.word("plan", "heading_empty")),
        }));
    }
}
