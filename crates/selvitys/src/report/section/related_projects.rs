//! How the project stands to other projects.

use super::common::labelled;
use super::{SectionBody, Source};
use crate::model::RelatedProject;
use crate::report::document::{Block, plain};
use crate::report::view::spans;
use crate::words::Presenter;

pub(super) fn build(source: &Source<'_>) -> Option<SectionBody> {
    let related = source.project.plans.as_ref()?.related_projects.clone();
    (!related.is_empty()).then_some(SectionBody::RelatedProjects(related))
}

pub(super) fn blocks(related: &[RelatedProject], says: &Presenter<'_>, out: &mut Vec<Block>) {
    let item = |one: &RelatedProject| {
        let relation = one.relation.as_ref().map_or_else(
            || plain(says.word("plan", "relation_not_stated")),
            |text| spans(text, says),
        );
        labelled(spans(&one.title, says), relation)
    };
    out.push(Block::List(related.iter().map(item).collect()));
}
