//! The municipalities that take part, how each is committed, and what share of the population
//! they have.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{NamedThing, Under, joined, labelled, text_cell, trimmed};
use super::{SectionBody, Source};
use crate::check::Check;
use crate::finding::{Value, Values};
use crate::model::{Commitment, Text};
use crate::report::document::{Block, Cell, Column, Row, Table, plain};
use crate::report::view::spans;
use crate::words::{Presenter, capital};

/// The municipalities that take part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParticipantsSection {
    /// The municipalities, in the order of the document.
    pub rows: Vec<ParticipantRow>,
    /// What the rules reckoned of their population, rule by rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub population: Vec<PopulationRow>,
}

/// A municipality that takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParticipantRow {
    /// The municipality, by its code.
    pub municipality: String,
    /// The deed by which it committed itself; without one it is named only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<Commitment>,
    /// The joint authority through which it takes part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<NamedThing>,
    /// A remark of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// The population of municipalities beside that of their area, as a rule reckoned it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PopulationRow {
    /// The rule.
    pub rule: String,
    /// The inhabitants of the municipalities that count.
    pub inhabitants: Value,
    /// The inhabitants of the area.
    pub population: Value,
    /// Their share.
    pub share: Value,
    /// The least share that is asked for.
    pub limit: Value,
}

pub(super) fn build(source: &Source<'_>) -> Option<SectionBody> {
    let rows = source.project.participants.iter().map(|one| {
        let through = one.through.as_ref().map(|id| source.organisation(id));
        ParticipantRow {
            municipality: one.municipality.clone(),
            commitment: one.commitment.clone(),
            through,
            note: one.note.clone(),
        }
    });
    let section = ParticipantsSection {
        rows: rows.collect(),
        population: population(source),
    };
    (!section.rows.is_empty()).then_some(SectionBody::Participants(section))
}

/// What the assessment reckoned, once where several rules came to the same.
fn population(source: &Source<'_>) -> Vec<PopulationRow> {
    let assessment = source.assessment;
    let mut rows: Vec<PopulationRow> = Vec::new();
    for outcome in &assessment.outcomes {
        let of_population = source
            .books
            .rule(&outcome.rule)
            .is_some_and(|(_, rule)| matches!(rule.check, Check::PopulationShare(_)));
        if !of_population {
            continue;
        }
        let findings = outcome.findings.iter();
        let findings = findings.filter_map(|number| assessment.findings.get(*number));
        let found = findings.map(|one| &one.values);
        let met = outcome.closest.iter().map(|one| &one.values);
        for values in found.chain(met) {
            let row = row(&outcome.rule, values);
            let same = |one: &PopulationRow| {
                row.as_ref().is_some_and(|row| {
                    (&one.inhabitants, &one.share, &one.limit)
                        == (&row.inhabitants, &row.share, &row.limit)
                })
            };
            if !rows.iter().any(same) {
                rows.extend(row);
            }
        }
    }
    rows
}

fn row(rule: &str, values: &Values) -> Option<PopulationRow> {
    let value = |name: &str| values.get(name).cloned();
    Some(PopulationRow {
        rule: rule.to_owned(),
        inhabitants: value("inhabitants")?,
        population: value("population")?,
        share: value("share")?,
        limit: value("limit")?,
    })
}

pub(super) fn blocks(
    section: &ParticipantsSection,
    under: Under,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    if under.page() {
        let names = section.rows.iter();
        let names = joined(names.map(|row| plain(says.municipality(&row.municipality))));
        let label = plain(says.word("plan", "municipalities"));
        out.push(Block::Paragraph(labelled(label, names)));
        return;
    }
    let count = |count: usize| says.locale().count(count as u64);
    let committed = section.rows.iter().filter(|row| row.commitment.is_some());
    let committed = committed.count();
    let values = [
        ("all", count(section.rows.len())),
        ("committed", count(committed)),
        ("named", count(section.rows.len() - committed)),
    ];
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let text = says.fill("plan", "participants_counted", &values);
    out.push(Block::Paragraph(plain(text)));
    for one in &section.population {
        let (inhabitants, population, share, limit) = (
            says.value(&one.inhabitants),
            says.value(&one.population),
            says.value(&one.share),
            says.value(&one.limit),
        );
        let values = [
            ("inhabitants", inhabitants.as_str()),
            ("population", population.as_str()),
            ("share", share.as_str()),
            ("limit", limit.as_str()),
        ];
        let requirement = says.requirement(&one.rule);
        let text = says.fill("plan", "population", &values);
        out.push(Block::Paragraph(plain(format!("{requirement} {text}"))));
    }
    out.push(Block::Table(table(&section.rows, says)));
}

fn table(rows: &[ParticipantRow], says: &Presenter<'_>) -> Table {
    let row = |row: &ParticipantRow| {
        let through = row.through.as_ref().map(|one| one.spans(says));
        Row::of(vec![
            Cell::text(plain(says.municipality(&row.municipality))),
            Cell::text(plain(commitment(row, says))),
            row.commitment
                .as_ref()
                .and_then(|one| one.body.as_ref())
                .map_or_else(Cell::empty, |body| Cell::text(spans(body, says))),
            through.map_or_else(Cell::empty, Cell::text),
            text_cell(row.note.as_ref(), says),
        ])
    };
    trimmed(Table {
        caption: says.word("plan", "participants_caption"),
        columns: vec![
            Column::words(says.field("municipality")),
            Column::words(says.field("commitment")),
            Column::words(says.field("body")),
            Column::words(says.word("plan", "through")),
            Column::words(says.field("note")),
        ],
        rows: rows.iter().map(row).collect(),
    })
}

/// The day and the decision of a commitment; or that the municipality is named only.
fn commitment(row: &ParticipantRow, says: &Presenter<'_>) -> String {
    let Some(commitment) = &row.commitment else {
        return capital(&says.word("plan", "named_only"));
    };
    let date = commitment.date.map(|date| says.partial(date));
    let known: Vec<String> = date
        .into_iter()
        .chain(commitment.decision.clone())
        .collect();
    if known.is_empty() {
        says.word("plan", "committed")
    } else {
        known.join(", ")
    }
}
