//! Rules: how many have which verdict, cards of what was found, tables of what is met.

use crate::finding::{Counts, Finding, Group, Outcome, Place, Verdict};
use crate::report::document::{Block, Card, Cell, Column, Row, Span, Spans, Table, Tone, plain};
use crate::report::sections::RuleRow;
use crate::rulebook::{Basis, Severity};
use crate::words::Presenter;

/// How many places a rule's card lists in full before it goes on in one line each.
const IN_FULL: usize = 3;

pub(super) fn counts(counts: Counts, says: &Presenter<'_>) -> Block {
    let word = |key: &str| says.word("report", key);
    let rows = Verdict::ALL.into_iter().map(|verdict| {
        let count = match verdict {
            Verdict::NotMet => counts.not_met,
            Verdict::CannotTell => counts.cannot_tell,
            Verdict::Waived => counts.waived,
            Verdict::Met => counts.met,
            Verdict::NotApplicable => counts.not_applicable,
        };
        Row {
            cells: vec![
                Cell::Text(plain(says.verdict(verdict))),
                Cell::Number(count.into()),
            ],
            level: 0,
            total: false,
        }
    });
    Block::Table(Table {
        caption: word("counts_caption"),
        columns: vec![
            Column {
                title: word("verdict"),
                numeric: false,
            },
            Column {
                title: word("rules"),
                numeric: true,
            },
        ],
        rows: rows.collect(),
    })
}

/// A rule with what was found: each place with its values, then why, what to do and the basis.
pub(super) fn card(row: &RuleRow, says: &Presenter<'_>) -> Block {
    let outcome = &row.outcome;
    let word = |key: &str| says.word("report", key);
    let mut blocks = Vec::new();
    let shown = row
        .findings
        .iter()
        .filter(|one| one.verdict == outcome.verdict);
    let others = row
        .findings
        .iter()
        .filter(|one| one.verdict != outcome.verdict);
    let findings: Vec<&Finding> = shown.chain(others).collect();
    let same = same_message(&findings, says);
    match same {
        // One sentence for all, and the places below it.
        Some(message) if findings.len() > 1 => {
            blocks.push(Block::Paragraph(plain(message)));
            blocks.push(Block::List(
                findings.iter().map(|one| place(one, says)).collect(),
            ));
        }
        _ => {
            for finding in findings.iter().take(IN_FULL) {
                blocks.push(Block::Paragraph(finding_spans(finding, says)));
            }
            let rest: Vec<Spans> = findings
                .iter()
                .skip(IN_FULL)
                .map(|one| finding_spans(one, says))
                .collect();
            if !rest.is_empty() {
                blocks.push(Block::List(rest));
            }
        }
    }
    // Where the cause is the place itself, there is nothing more to say.
    let own = |group: &&Group| {
        let at = |cause: &Place| findings.iter().any(|finding| finding.place == *cause);
        !group.causes.iter().all(at)
    };
    for group in row.groups.iter().filter(own) {
        let causes: Vec<String> = group.causes.iter().map(|cause| says.place(cause)).collect();
        let label = Span::Strong(format!("{}:", word("common_cause")));
        blocks.push(Block::Paragraph(vec![
            label,
            Span::Plain(format!(" {}", causes.join("; "))),
        ]));
    }
    blocks.push(Block::Facts(vec![
        (word("what_to_do"), plain(says.what_to_do(outcome))),
        (word("why"), plain(says.why(&outcome.rule))),
        (word("basis"), basis_spans(&outcome.basis, says)),
        (word("rule"), vec![Span::Code(outcome.rule.clone())]),
    ]));
    let (tone, label) = match (outcome.verdict, outcome.severity) {
        (Verdict::CannotTell, _) => (Tone::Open, says.verdict(outcome.verdict)),
        (Verdict::Waived, _) => (Tone::Plain, says.verdict(outcome.verdict)),
        (_, Severity::Error) => (Tone::Error, says.severity(outcome.severity)),
        (_, Severity::Warning) => (Tone::Warning, says.severity(outcome.severity)),
        (_, Severity::Advice) => (Tone::Advice, says.severity(outcome.severity)),
    };
    Block::Card(Card {
        tone,
        label,
        title: plain(says.heading(outcome)),
        blocks,
    })
}

fn same_message(findings: &[&Finding], says: &Presenter<'_>) -> Option<String> {
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

pub(super) fn finding_spans(finding: &Finding, says: &Presenter<'_>) -> Spans {
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

fn basis_spans(basis: &[Basis], says: &Presenter<'_>) -> Spans {
    let mut spans = Vec::new();
    for (number, (one, words)) in basis.iter().zip(says.basis(basis)).enumerate() {
        if number > 0 {
            spans.push(Span::Plain("; ".to_owned()));
        }
        spans.push(match says.address(one) {
            Some(address) => Span::Link(words, address),
            None => Span::Plain(words),
        });
    }
    spans
}

/// Rules in a table: title, what shows it or why not, basis.
pub(super) fn table(
    outcomes: &[Outcome],
    second: &str,
    caption: &str,
    says: &Presenter<'_>,
) -> Table {
    let word = |key: &str| says.word("report", key);
    let column = |key: &str| Column {
        title: word(key),
        numeric: false,
    };
    let rows = outcomes.iter().map(|outcome| {
        let said = match outcome.verdict {
            Verdict::NotApplicable => {
                let reasons: Vec<String> = outcome
                    .reasons
                    .iter()
                    .map(|reason| says.reason(reason))
                    .collect();
                reasons.join(" ")
            }
            _ => says.evidence(outcome),
        };
        let mut evidence = plain(said);
        if outcome.verdict == Verdict::Met && outcome.counts.met > 1 {
            let count = says.locale().count(outcome.counts.met);
            let text = says.fill("report", "of_subjects", &[("n", &count)]);
            evidence.push(Span::Plain(format!(" {text}")));
        }
        Row {
            cells: vec![
                Cell::Text(plain(says.requirement(&outcome.rule))),
                Cell::Text(evidence),
                Cell::Text(basis_spans(&outcome.basis, says)),
            ],
            level: 0,
            total: false,
        }
    });
    Table {
        caption: word(caption),
        columns: vec![column("rule"), column(second), column("basis")],
        rows: rows.collect(),
    }
}
