//! Deviations from the plan, and risks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Deviation, Risk, Text};
use crate::report::document::{Block, Cell, Column, Row, Span, Spans, Table, plain};
use crate::report::section::{SectionBody, Source};
use crate::report::view::spans;
use crate::words::Presenter;

/// A deviation from the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeviationRow {
    /// The deviation as the document has it.
    pub deviation: Deviation,
    /// The package that it concerns, by its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package: Option<Text>,
}

/// Nothing where the document names none.
pub(super) fn deviations(source: &Source<'_>) -> Option<SectionBody> {
    let row = |one: &Deviation| {
        let mut packages = source.index.packages.iter();
        let package = one.package.as_ref().and_then(|id| {
            packages
                .find(|node| node.package.id == *id)
                .map(|node| node.package.title.clone())
        });
        DeviationRow {
            deviation: one.clone(),
            package,
        }
    };
    let rows: Vec<DeviationRow> = source.project.deviations.iter().map(row).collect();
    (!rows.is_empty()).then_some(SectionBody::Deviations(rows))
}

/// Nothing where the document names none.
pub(super) fn risks(source: &Source<'_>) -> Option<SectionBody> {
    let risks = &source.project.risks;
    (!risks.is_empty()).then(|| SectionBody::Risks(risks.clone()))
}

pub(in crate::report::section) fn deviation_blocks(
    rows: &[DeviationRow],
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let word = |key: &str| says.word("progress", key);
    for row in rows {
        let one = &row.deviation;
        let title: String = spans(&one.title, says).iter().map(Span::text).collect();
        out.push(Block::Paragraph(vec![Span::Strong(title)]));
        let mut facts: Vec<(String, Spans)> = Vec::new();
        let mut add = |key: &str, value: Option<Spans>| {
            facts.extend(value.map(|value| (word(key), value)));
        };
        let text = |text: &Option<Text>| text.as_ref().map(|text| spans(text, says));
        let package = text(&row.package);
        let id = one.package.as_ref().map(|id| plain(id.as_str()));
        let whole = plain(word("whole_project"));
        add("package", package.or(id).or(Some(whole)));
        add("day", one.date.map(|day| plain(says.partial(day))));
        add("reason", text(&one.reason));
        add("effect", text(&one.effect));
        add(
            "decision",
            one.decision.as_ref().map(|number| plain(number.as_str())),
        );
        out.push(Block::Facts(facts));
    }
}

pub(in crate::report::section) fn risk_blocks(
    risks: &[Risk],
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let word = |key: &str| says.word("progress", key);
    let row = |risk: &Risk| {
        let precaution = risk.precaution.as_ref();
        Row::of(vec![
            Cell::text(spans(&risk.title, says)),
            precaution.map_or_else(Cell::empty, |text| Cell::text(spans(text, says))),
        ])
    };
    out.push(Block::Table(Table {
        caption: word("risks_caption"),
        columns: ["risk", "precaution"]
            .map(|key| Column::words(word(key)))
            .into(),
        rows: risks.iter().map(row).collect(),
    }));
}
