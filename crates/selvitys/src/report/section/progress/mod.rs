//! What reports of progress say: where the project is, what is done, what deviates, what is to come.

use super::{SectionBody, Source};
use crate::rulebook::{Kind, ReportPart};

mod attachments;
mod dates;
mod deliverables;
mod deviations;
mod indicators;
mod measures;
mod milestones;

mod state;

pub use attachments::*;
pub use deliverables::*;
pub use deviations::*;
pub use indicators::*;
pub use measures::*;
pub use milestones::*;

pub use state::*;

pub(super) use attachments::attachment_blocks;
pub(super) use dates::deadline_blocks;
pub(super) use deliverables::deliverable_blocks;
pub(super) use deviations::{deviation_blocks, risk_blocks};
pub(super) use indicators::indicator_blocks;
pub(super) use measures::measure_blocks;
pub(super) use milestones::milestone_blocks;
pub(super) use state::state_blocks;

/// What a part says; nothing where it is another's, or the document has nothing of it.
pub(super) fn build(part: ReportPart, source: &Source<'_>) -> Vec<SectionBody> {
    let body = match part {
        ReportPart::State => state::state(source),
        ReportPart::Measures if source.kind != Kind::Innokyla => measures::measures(source),
        ReportPart::Deliverables => deliverables::deliverables(source),
        // A plan says when; only later reports say whether.
        ReportPart::Schedule if source.kind != Kind::Plan => milestones::milestones(source),
        ReportPart::Deviations => deviations::deviations(source),
        ReportPart::Risks => deviations::risks(source),
        ReportPart::Indicators => indicators::indicators(source),
        ReportPart::Deadlines => dates::deadlines_to_come(source),
        ReportPart::Attachments => attachments::attachments(source),
        _ => None,
    };
    body.into_iter().collect()
}
