//! The self-assessments, round by round, goal by goal, focus area by focus area.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{NamedThing, Under, code, labelled};
use super::{SectionBody, Source};
use crate::model::{Entry, PartialDate, Round, SelfAssessment, Text};
use crate::report::document::{Block, Span, Spans, plain};
use crate::report::view::spans;
use crate::words::{Presenter, capital};

/// A round of self-assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoundRow {
    /// Which round.
    pub round: Round,
    /// The day on which it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<PartialDate>,
    /// What it says, goal by goal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<RoundGoal>,
}

/// What a round says of a goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoundGoal {
    /// The goal, by the call's id.
    pub goal: String,
    /// By focus area; first what is about the goal as a whole.
    pub entries: Vec<RoundEntry>,
}

/// What stands under a heading of a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoundEntry {
    /// The focus area; absent when it is about the goal as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus_area: Option<NamedThing>,
    /// How far the goal is, in the words of the template.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Text>,
    /// What the round says; absent when the heading stands empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
}

pub(super) fn build(source: &Source<'_>) -> Option<SectionBody> {
    let mut rounds: Vec<&SelfAssessment> = source.project.self_assessments.iter().collect();
    // A round describes the start before all else, whatever its year.
    rounds.sort_by_key(|one| one.round);
    let rows: Vec<RoundRow> = rounds.iter().map(|one| round(one, source)).collect();
    (!rows.is_empty()).then_some(SectionBody::SelfAssessments(rows))
}

fn round(one: &SelfAssessment, source: &Source<'_>) -> RoundRow {
    let areas = &source.project.focus_areas;
    let place = |entry: &Entry| match &entry.focus_area {
        None => 0,
        Some(id) => {
            let known = areas.iter().position(|area| area.id == *id);
            known.map_or(usize::MAX, |at| at + 1)
        }
    };
    let mut entries: Vec<&Entry> = one.entries.iter().collect();
    entries
        .sort_by_cached_key(|entry| (source.rank(&entry.goal), entry.goal.clone(), place(entry)));
    let mut goals: Vec<RoundGoal> = Vec::new();
    for entry in entries {
        let title = |id: &String| {
            let areas = areas.iter().map(|area| (area.id.as_str(), &area.title));
            NamedThing::of(id, areas)
        };
        let row = RoundEntry {
            focus_area: entry.focus_area.as_ref().map(title),
            status: entry.status.clone(),
            text: entry.text.clone(),
        };
        match goals.last_mut().filter(|last| last.goal == entry.goal) {
            Some(last) => last.entries.push(row),
            None => goals.push(RoundGoal {
                goal: entry.goal.clone(),
                entries: vec![row],
            }),
        }
    }
    RoundRow {
        round: one.round,
        given: one.given,
        goals,
    }
}

pub(super) fn blocks(
    rounds: &[RoundRow],
    under: Under,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    for round in rounds {
        let title = if under.page() {
            let round = says.round(round.round);
            says.fill("plan", "round_on_page", &[("round", &round)])
        } else {
            capital(&says.round(round.round))
        };
        out.push(Block::Heading(under.level + 1, plain(title)));
        if !under.page() {
            let given = round.given.map_or_else(
                || says.word("plan", "not_stated"),
                |date| says.partial(date),
            );
            let label = plain(says.field("given"));
            out.push(Block::Paragraph(labelled(label, plain(given))));
        }
        if round.goals.is_empty() {
            let text = says.word("plan", "round_empty");
            out.push(Block::Paragraph(plain(text)));
        }
        for goal in &round.goals {
            let level = (under.level + 2).min(4);
            out.push(Block::Heading(level, code(&goal.goal, says)));
            for entry in &goal.entries {
                out.push(Block::Paragraph(entry_spans(entry, says)));
            }
        }
    }
}

/// The focus area, how far the goal is, and the text or that there is none.
fn entry_spans(entry: &RoundEntry, says: &Presenter<'_>) -> Spans {
    let mut line = Vec::new();
    if let Some(area) = &entry.focus_area {
        line = labelled(area.spans(says), Vec::new());
    }
    if let Some(status) = &entry.status {
        line.extend(spans(status, says));
        line.push(Span::Plain(". ".to_owned()));
    }
    match &entry.text {
        Some(text) => line.extend(spans(text, says)),
        None => line.extend(plain(says.word("plan", "heading_empty"))),
    }
    line
}
