//! Parts that are a picture with the table of its data.

use super::{SectionBody, Source};
use crate::index::{Index, sum_of_lines};
use crate::model::{Figure, Grant, Money, Status};
use crate::report::document::Block;
use crate::report::picture::{Coverage, OverTime, RegionPlace, ScheduleChart, gantt};
use crate::rulebook::ReportPart;
use crate::words::Presenter;

/// The goals that a rulebook has as headings of the self-assessment.
const HEADINGS: &str = "self-assessment-goals";

/// The pictures of a part; nothing where the document has nothing to draw.
pub(super) fn build(part: ReportPart, source: &Source<'_>) -> Vec<SectionBody> {
    let as_of = source.assessment.record.as_of;
    let of_grants = |one: &dyn Fn(&Grant) -> Option<SectionBody>| {
        let grants = source.grants().into_iter();
        grants.filter_map(one).collect()
    };
    match part {
        ReportPart::Schedule => ScheduleChart::of(&source.index, as_of)
            .and_then(|chart| source.published(chart))
            .map(SectionBody::Schedule)
            .into_iter()
            .collect(),
        ReportPart::Coverage => Coverage::of(source.project, &headings(source))
            .map(SectionBody::Coverage)
            .into_iter()
            .collect(),
        ReportPart::Place => of_grants(&|grant| {
            let sum = sum_of(&source.index, grant);
            let place = RegionPlace::of(source.project, grant, sum, source.books, as_of);
            place.map(SectionBody::Place)
        }),
        // Costs of which a part is left out add up to nothing.
        ReportPart::Costs if source.leaves_out(|place| place.contains("/claims")) => Vec::new(),
        ReportPart::Costs => of_grants(&|grant| {
            let costs = OverTime::of(&source.index, grant);
            costs.map(SectionBody::OverTime)
        }),
        _ => Vec::new(),
    }
}

/// The goals that the rulebooks of the project's calls have as headings.
fn headings(source: &Source<'_>) -> Vec<String> {
    let as_of = source.assessment.record.as_of;
    let mut goals: Vec<String> = Vec::new();
    for grant in source.grants() {
        let param = source.books.param(&grant.call, HEADINGS);
        let value = param.and_then(|param| param.on(as_of));
        let codes = value.into_iter().flat_map(|value| &value.codes);
        for code in codes {
            if !goals.contains(&code.code) {
                goals.push(code.code.clone());
            }
        }
    }
    goals
}

/// What a grant comes to, and whether it is granted or applied for: as decided, else as budgeted,
/// else as applied for. Nothing where that is not exact.
fn sum_of(index: &Index<'_>, grant: &Grant) -> Option<(Status, Money)> {
    let decided = grant.decision.as_ref().and_then(|one| one.amount);
    if let Some(sum) = decided {
        return Some((Status::Granted, sum));
    }
    let budgeted = |status: Status| {
        let (number, _) = index.budget_of(grant)?;
        let figures = index
            .roots(number)
            .map(|root| index.figure(root, Figure::Grant, status));
        let sum = sum_of_lines(Figure::Grant, figures).value()?;
        (sum != Money::ZERO).then_some((status, sum))
    };
    let applied = grant.applied.filter(|sum| sum.nearest.is_none());
    budgeted(Status::Granted)
        .or_else(|| budgeted(Status::Applied))
        .or_else(|| applied.map(|sum| (Status::Applied, sum.amount)))
}

/// The picture and its table.
pub(super) fn blocks(body: &SectionBody, says: &Presenter<'_>, out: &mut Vec<Block>) {
    let (picture, table) = match body {
        SectionBody::Schedule(one) => (
            gantt::picture(one, "schedule", says),
            gantt::table(one, says),
        ),
        SectionBody::Coverage(one) => (one.picture("coverage", says), one.table(says)),
        SectionBody::Place(one) => (one.picture("place", says), one.table(says)),
        SectionBody::OverTime(one) => (one.picture("costs-over-time", says), one.table(says)),
        _ => return,
    };
    out.push(Block::Picture(picture));
    out.push(Block::Table(table));
}
