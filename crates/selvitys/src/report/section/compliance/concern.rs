//! Cards of what was found: one for each cause, and for each rule with findings of its own.

use std::sync::Arc;

use super::ConcernRow;
use crate::finding::{Cause, Finding, Verdict};
use crate::report::document::{Block, Card, Span, Spans, Tone, plain};
use crate::rulebook::{Basis, Severity};
use crate::words::{Cited, Presenter};

/// How many places a rule's card lists in full before it goes on in one line each.
const IN_FULL: usize = 3;

/// What was found with one cause, or of one rule.
pub(super) fn card(row: &ConcernRow, says: &Presenter<'_>) -> Block {
    let (title, blocks) = match (&row.cause, row.findings.first()) {
        (Some(cause), _) => (says.cause(cause, row.verdict), of_cause(cause, row, says)),
        (None, Some(first)) => {
            let title = says.heading_of(&first.rule, row.verdict);
            (title, of_rule(first, row, says))
        }
        (None, None) => (String::new(), Vec::new()),
    };
    let tone = match (row.verdict, row.severity) {
        (Verdict::CannotTell, _) => Tone::Open,
        (Verdict::Waived, _) => Tone::Plain,
        (_, Severity::Error) => Tone::Error,
        (_, Severity::Warning) => Tone::Warning,
        (_, Severity::Advice) => Tone::Advice,
    };
    Block::Card(Card {
        level: 3,
        tone,
        label: says.label(row.verdict, row.severity),
        title: plain(title),
        blocks,
    })
}

/// A rule with what was found: each place with its values, then why, what to do and the basis.
fn of_rule(first: &Finding, row: &ConcernRow, says: &Presenter<'_>) -> Vec<Block> {
    let word = |key: &str| says.word("report", key);
    let mut blocks = Vec::new();
    let same = same_message(&row.findings, says);
    match same {
        // One sentence for all, and the places below it.
        Some(message) if row.findings.len() > 1 => {
            let places = row.findings.iter().map(|one| place(one, says));
            blocks.push(Block::Paragraph(plain(message)));
            blocks.push(Block::List(places.collect()));
        }
        _ => {
            let mut spans = row.findings.iter().map(|one| finding_spans(one, says));
            blocks.extend(spans.by_ref().take(IN_FULL).map(Block::Paragraph));
            let rest: Vec<Spans> = spans.collect();
            if !rest.is_empty() {
                blocks.push(Block::List(rest));
            }
        }
    }
    let to_do = says.what_to_do_about_finding(first);
    blocks.push(Block::Facts(vec![
        (word("what_to_do"), plain(to_do)),
        (word("why"), plain(says.why(&first.rule))),
        (word("basis"), basis_spans(&row.basis, says)),
        (word("rule"), vec![Span::Code(first.rule.to_string())]),
    ]));
    blocks
}

/// A cause with the rules that depend on it, each with its words and its basis.
fn of_cause(cause: &Cause, row: &ConcernRow, says: &Presenter<'_>) -> Vec<Block> {
    let word = |key: &str| says.word("report", key);
    let places = cause.places().iter().map(|place| says.place(place));
    let places: Vec<String> = places.filter(|place| !place.is_empty()).collect();
    let members = row.findings.iter().map(|finding| {
        let mut spans = vec![
            Span::Strong(says.member_label(finding)),
            Span::Plain(" ".to_owned()),
        ];
        spans.extend(
            says.member_text(finding, cause)
                .map(|text| Span::Plain(format!("{text} "))),
        );
        spans.push(Span::Plain(format!("{} (", says.why(&finding.rule))));
        spans.extend(basis_spans(&finding.basis, says));
        spans.push(Span::Plain("; ".to_owned()));
        spans.push(Span::Code(finding.rule.to_string()));
        spans.push(Span::Plain(")".to_owned()));
        spans
    });
    let mut blocks = vec![
        Block::Paragraph(plain(says.rules_of_cause(row.findings.iter()))),
        Block::List(members.collect()),
    ];
    let mut facts = Vec::new();
    if let Some(first) = row.findings.first() {
        let to_do = says.what_to_do_about_finding(first);
        facts.push((word("what_to_do"), plain(to_do)));
    }
    if !places.is_empty() {
        facts.push((word("place"), plain(places.join("; "))));
    }
    blocks.push(Block::Facts(facts));
    blocks
}

fn same_message(findings: &[Finding], says: &Presenter<'_>) -> Option<String> {
    let mut messages = findings.iter().map(|finding| says.message(finding));
    let first = messages.next()?;
    messages.all(|message| message == first).then_some(first)
}

fn place(finding: &Finding, says: &Presenter<'_>) -> Spans {
    let place = says.place(&finding.place);
    if place.is_empty() {
        plain(says.word("report", "document"))
    } else {
        plain(place)
    }
}

pub(in crate::report) fn finding_spans(finding: &Finding, says: &Presenter<'_>) -> Spans {
    let mut spans = Vec::new();
    let place = says.place(&finding.place);
    if !place.is_empty() {
        spans.push(Span::Strong(format!("{place}:")));
        spans.push(Span::Plain(" ".to_owned()));
    }
    spans.push(Span::Plain(says.message(finding)));
    if let Some(waiver) = &finding.waiver {
        spans.push(Span::Plain(format!(" {}", says.waiver(waiver))));
    }
    spans
}

/// A finding on its own, where it belongs in a report.
pub(in crate::report) fn finding_card(finding: &Finding, level: u8, says: &Presenter<'_>) -> Block {
    let tone = match (finding.verdict, finding.severity) {
        (Verdict::CannotTell, _) => Tone::Open,
        (_, Severity::Error) => Tone::Error,
        (_, Severity::Warning) => Tone::Warning,
        (_, Severity::Advice) => Tone::Advice,
    };
    Block::Card(Card {
        tone,
        label: says.label(finding.verdict, finding.severity),
        title: plain(says.heading_of(&finding.rule, finding.verdict)),
        level,
        blocks: vec![Block::Paragraph(finding_spans(finding, says))],
    })
}

pub(in crate::report) fn basis_spans(basis: &[Arc<Basis>], says: &Presenter<'_>) -> Spans {
    cited_spans(&says.cited(basis))
}

/// Citations in a row, those with an address as links.
pub(in crate::report) fn cited_spans(cited: &[Cited]) -> Spans {
    let mut spans = Vec::new();
    for one in cited {
        if !spans.is_empty() {
            spans.push(Span::Plain("; ".to_owned()));
        }
        spans.push(match &one.address {
            Some(address) => Span::Link(one.words.clone(), address.clone()),
            None => Span::Plain(one.words.clone()),
        });
    }
    spans
}
