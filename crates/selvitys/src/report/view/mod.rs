//! From a report to blocks in one language: what the sections share, and a file for each of them.

mod budget;
mod concern;
mod reckoning;
mod record;
mod rules;

pub(super) use concern::cited_spans;
pub(super) use reckoning::verdict as reckoned;

use super::document::{Block, Card, Cover, Document, DocumentWords, Span, Spans, Tone, plain};
use super::sections::{ConcernRow, HeaderGrant, Section};
use super::{Kind, Report};
use crate::check::key_of;
use crate::finding::Answer;
use crate::model::{PartialDate, Text};
use crate::register;
use crate::rulebook::Severity;
use crate::words::Presenter;

pub(super) fn document(report: &Report, says: &Presenter<'_>) -> Document {
    let header = &report.header;
    let kind = match report.kind {
        Kind::Budget => says.word("report", "budget"),
        Kind::Compliance => says.word("report", "compliance"),
    };
    let name = spans(&header.name, says);
    let mut blocks = Vec::new();
    if header.grants.is_empty() {
        blocks.push(Block::Paragraph(plain(says.word("report", "no_grant"))));
    }
    for section in &report.sections {
        // Before what the report was made from stands how its results were reached.
        if report.kind == Kind::Compliance && matches!(section, Section::Record(_)) {
            reckoning::blocks(&report.sections, says, &mut blocks);
        }
        section_blocks(section, says, &mut blocks);
    }
    Document {
        lang: says.lang(),
        title: format!("{kind}: {}", says.text(&header.name)),
        cover: Cover {
            kind,
            title: name,
            facts: cover_facts(report, says),
            answer: Some((
                answer_tone(header.answer),
                says.answer(header.answer),
                says.answer_text(header.answer),
            )),
        },
        blocks,
        colophon: says.fill(
            "report",
            "generated_by",
            &[("version", env!("CARGO_PKG_VERSION"))],
        ),
        words: DocumentWords {
            contents: says.word("report", "contents"),
            skip: says.word("report", "skip_to_content"),
        },
    }
}

/// A text of the document; marked when it is in another language than the report.
pub(super) fn spans(text: &Text, says: &Presenter<'_>) -> Spans {
    let (words, lang) = text.get(says.lang());
    if lang == says.lang() {
        plain(words)
    } else {
        vec![Span::Foreign(words.to_owned(), lang)]
    }
}

fn answer_tone(answer: Answer) -> Tone {
    match answer {
        Answer::NotCompliant => Tone::Error,
        Answer::Incomplete => Tone::Open,
        Answer::CompliantWithRemarks => Tone::Warning,
        Answer::Compliant => Tone::Good,
    }
}

fn cover_facts(report: &Report, says: &Presenter<'_>) -> Vec<(String, Spans)> {
    let header = &report.header;
    let word = |key: &str| says.word("report", key);
    let mut facts = Vec::new();
    let area = |area: Option<&register::Area>, code: &String| {
        area.map_or_else(|| plain(code.as_str()), |area| spans(&area.name(), says))
    };
    if let Some(code) = &header.region {
        facts.push((word("region"), area(register::region(code), code)));
    }
    if let Some(code) = &header.county {
        facts.push((word("county"), area(register::county(code), code)));
    }
    for grant in &header.grants {
        facts.push((word("grant"), plain(grant_line(grant, says))));
    }
    facts.push((word("stage"), plain(says.stage(header.stage))));
    facts.push((word("as_of"), plain(says.locale().date(header.as_of))));
    facts
}

fn grant_line(grant: &HeaderGrant, says: &Presenter<'_>) -> String {
    let status = says.word("grant_status", key_of(&grant.status).as_str());
    let mut line = format!("{} ({status})", says.call(&grant.call));
    if grant.start.is_some() || grant.end.is_some() {
        line.push_str(", ");
        line.push_str(&period(grant.start, grant.end, says));
    }
    line
}

pub(super) fn period(
    start: Option<PartialDate>,
    end: Option<PartialDate>,
    says: &Presenter<'_>,
) -> String {
    let one = |key: &str, date| says.fill("report", key, &[("day", &says.partial(date))]);
    match (start, end) {
        (Some(start), Some(end)) => says.locale().period(start, end),
        (Some(start), None) => one("starts", start),
        (None, Some(end)) => one("ends", end),
        (None, None) => String::new(),
    }
}

fn section_blocks(section: &Section, says: &Presenter<'_>, out: &mut Vec<Block>) {
    let chapter = |key: &str| Block::Heading(2, plain(says.word("report", key)));
    match section {
        Section::Counts(counts) => {
            out.push(chapter("summary"));
            out.push(rules::counts(*counts, says));
        }
        Section::Faults(rows) => {
            for severity in [Severity::Error, Severity::Warning, Severity::Advice] {
                let of_severity: Vec<&ConcernRow> =
                    rows.iter().filter(|row| row.severity == severity).collect();
                if of_severity.is_empty() {
                    continue;
                }
                out.push(chapter(match severity {
                    Severity::Error => "errors",
                    Severity::Warning => "warnings",
                    Severity::Advice => "advice",
                }));
                out.extend(of_severity.into_iter().map(|row| concern::card(row, says)));
            }
        }
        Section::Open(rows) if !rows.is_empty() => {
            out.push(chapter("cannot_tell_heading"));
            out.push(Block::Paragraph(plain(
                says.word("report", "cannot_tell_text"),
            )));
            out.extend(rows.iter().map(|row| concern::card(row, says)));
        }
        Section::Waived(rows) if !rows.is_empty() => {
            out.push(chapter("waived_heading"));
            out.extend(rows.iter().map(|row| concern::card(row, says)));
        }
        Section::Met(outcomes) if !outcomes.is_empty() => {
            out.push(chapter("met_heading"));
            out.push(Block::Table(rules::table(
                outcomes,
                "evidence",
                "met_caption",
                says,
            )));
        }
        Section::NotApplicable(outcomes) if !outcomes.is_empty() => {
            out.push(chapter("not_applicable_heading"));
            out.push(Block::Table(rules::table(
                outcomes,
                "reason",
                "not_applicable_caption",
                says,
            )));
        }
        Section::Open(_) | Section::Waived(_) | Section::Met(_) | Section::NotApplicable(_) => {}
        Section::Budget(budget) => budget::blocks(budget, says, out),
        Section::NoBudget => {
            out.push(Block::Card(Card {
                tone: Tone::Warning,
                label: says.word("report", "missing"),
                title: plain(says.word("report", "budget")),
                blocks: vec![Block::Paragraph(plain(says.word("report", "no_budget")))],
            }));
        }
        Section::Record(record) => record::blocks(record, says, out),
    }
}
