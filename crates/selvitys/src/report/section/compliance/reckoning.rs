//! How each result was reached: for every rule that was decided the values, where they stand and
//! the steps, faults and passes alike.

use super::ConcernRow;
use super::concern::{basis_spans, cited_spans};
use crate::finding::{Finding, Outcome, Verdict};
use crate::report::document::{Block, Span, Spans, plain};
use crate::report::section::{Section, SectionBody};
use crate::rulebook::{Bases, Severity};
use crate::words::{Presenter, StepTold, ValueTold, VerdictTold};

/// A rule with its verdicts, in the order of the report.
struct Entry<'s> {
    rule: &'s str,
    verdict: Verdict,
    severity: Severity,
    basis: Bases,
    told: Vec<VerdictTold>,
}

/// The chapter, from what the sections of a report hold; nothing when no rule was decided.
pub(in crate::report) fn blocks(sections: &[Section], says: &Presenter<'_>, out: &mut Vec<Block>) {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for section in sections {
        match &section.body {
            SectionBody::Faults(rows) | SectionBody::Open(rows) | SectionBody::Waived(rows) => {
                let findings = rows.iter().flat_map(|row: &ConcernRow| &row.findings);
                findings.for_each(|finding| add_finding(finding, says, &mut entries));
            }
            SectionBody::Met(outcomes) => {
                entries.extend(outcomes.iter().filter_map(|one| of_met(one, says)));
            }
            _ => {}
        }
    }
    if entries.is_empty() {
        return;
    }
    out.push(Block::Heading(2, plain(says.word("reckoning", "heading"))));
    out.push(Block::Paragraph(plain(
        says.word("reckoning", "introduction"),
    )));
    for entry in &entries {
        out.push(Block::Heading(3, plain(says.requirement(entry.rule))));
        let mut spans = vec![
            Span::Strong(says.label(entry.verdict, entry.severity)),
            Span::Plain(" (".to_owned()),
            Span::Code(entry.rule.to_owned()),
            Span::Plain("; ".to_owned()),
        ];
        spans.extend(basis_spans(&entry.basis, says));
        spans.push(Span::Plain(")".to_owned()));
        out.push(Block::Paragraph(spans));
        for told in &entry.told {
            verdict(told, says, out);
        }
    }
}

/// A verdict with its values and its steps.
pub(in crate::report) fn verdict(told: &VerdictTold, says: &Presenter<'_>, out: &mut Vec<Block>) {
    let place = match told.place_words.as_str() {
        "" => says.word("report", "document"),
        place => place.to_owned(),
    };
    let mut spans = vec![Span::Strong(format!("{place}:"))];
    let text = match told.text.as_str() {
        "" => says.verdict(told.verdict),
        text => text.to_owned(),
    };
    spans.push(Span::Plain(format!(" {text}")));
    out.push(Block::Paragraph(spans));
    out.push(steps(&told.values, &told.reasoning, says));
}

/// The values and the steps of a reckoning.
pub(in crate::report) fn steps(
    values: &[ValueTold],
    steps: &[StepTold],
    says: &Presenter<'_>,
) -> Block {
    let values = values.iter().map(|value| {
        let mut spans = plain(says.value_line(value));
        if !value.basis.is_empty() {
            spans.push(Span::Plain(" [".to_owned()));
            spans.extend(cited_spans(&value.basis));
            spans.push(Span::Plain("]".to_owned()));
        }
        spans
    });
    let steps = steps.iter();
    let steps = steps.map(|step| plain(says.numbered(step.number, &step.text)));
    Block::List(values.chain(steps).collect::<Vec<Spans>>())
}

fn add_finding<'s>(finding: &'s Finding, says: &Presenter<'_>, entries: &mut Vec<Entry<'s>>) {
    let told = says.told_finding(finding);
    let known = entries.iter_mut().find(|one| finding.rule == one.rule);
    let Some(entry) = known else {
        entries.push(Entry {
            rule: &finding.rule,
            verdict: finding.verdict,
            severity: finding.severity,
            basis: finding.basis.clone(),
            told: vec![told],
        });
        return;
    };
    entry.basis = entry.basis.with(&finding.basis);
    entry.told.push(told);
}

fn of_met<'s>(outcome: &'s Outcome, says: &Presenter<'_>) -> Option<Entry<'s>> {
    let told = says.told_evidence(&outcome.rule, outcome.closest.as_ref()?);
    Some(Entry {
        rule: &outcome.rule,
        verdict: outcome.verdict,
        severity: outcome.severity,
        basis: outcome.basis.clone(),
        told: vec![told],
    })
}
