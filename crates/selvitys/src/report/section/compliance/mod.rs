//! What the rules say: how many have which verdict, what was found, what is met, what does not
//! apply, and how each result was reached.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{SectionBody, Source};
use crate::assess::{About, Concern};
use crate::finding::{Cause, Finding, Outcome, Verdict};
use crate::report::document::{Block, plain};
use crate::rulebook::{Bases, ReportPart, Severity};
use crate::words::Presenter;

mod concern;
mod reckoning;
mod rules;

pub(in crate::report) use concern::cited_spans;
pub(super) use concern::{basis_spans, finding_card, finding_spans};
pub(super) use reckoning::blocks as reckonings;
pub(super) use reckoning::steps;
pub(in crate::report) use reckoning::verdict as reckoned;

/// What was found with one cause, or of one rule that has none in common with another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConcernRow {
    /// The common cause; absent where all findings are of one rule alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// The gravest verdict of the findings.
    pub verdict: Verdict,
    /// How grave that verdict is here.
    pub severity: Severity,
    /// The findings, those of the gravest verdict first.
    pub findings: Vec<Finding>,
    /// On what they rest, each basis once.
    pub basis: Bases,
}

/// The body of a part; nothing when no rule has its verdict.
pub(super) fn build(part: ReportPart, source: &Source<'_>) -> Option<SectionBody> {
    let assessment = source.assessment;
    let rows = |verdict: Verdict| -> Option<Vec<ConcernRow>> {
        let concerns = assessment.concerns();
        let of_verdict = concerns.iter().filter(|one| one.verdict == verdict);
        let rows: Vec<ConcernRow> = of_verdict.map(row).collect();
        (!rows.is_empty()).then_some(rows)
    };
    let outcomes = |verdict: Verdict| -> Option<Vec<Outcome>> {
        let of_verdict = assessment
            .outcomes
            .iter()
            .filter(|one| one.verdict == verdict);
        let mut outcomes: Vec<Outcome> = of_verdict.cloned().collect();
        outcomes.sort_by_key(|outcome| std::cmp::Reverse(outcome.severity));
        (!outcomes.is_empty()).then_some(outcomes)
    };
    match part {
        ReportPart::Counts => Some(SectionBody::Counts(assessment.counts)),
        ReportPart::Faults => rows(Verdict::NotMet).map(SectionBody::Faults),
        ReportPart::Open => rows(Verdict::CannotTell).map(SectionBody::Open),
        ReportPart::Waived => rows(Verdict::Waived).map(SectionBody::Waived),
        ReportPart::Met => outcomes(Verdict::Met).map(SectionBody::Met),
        ReportPart::WithheldRules => {
            let withheld = source.withheld.to_vec();
            (!withheld.is_empty()).then_some(SectionBody::WithheldRules(withheld))
        }
        ReportPart::NotApplicable => {
            outcomes(Verdict::NotApplicable).map(SectionBody::NotApplicable)
        }
        _ => None,
    }
}

fn row(concern: &Concern<'_>) -> ConcernRow {
    ConcernRow {
        cause: match concern.about {
            About::Rule(_) => None,
            About::Cause(group) => Some(group.cause.clone()),
        },
        verdict: concern.verdict,
        severity: concern.severity,
        findings: concern.findings.iter().map(|one| (*one).clone()).collect(),
        basis: concern.basis(),
    }
}

/// The blocks of a part, its headings among them.
pub(super) fn blocks(body: &SectionBody, says: &Presenter<'_>, out: &mut Vec<Block>) {
    let chapter = |key: &str| Block::Heading(2, plain(says.word("report", key)));
    match body {
        SectionBody::Counts(counts) => {
            out.push(chapter("summary"));
            out.push(rules::counts(*counts, says));
        }
        SectionBody::Faults(rows) => {
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
        SectionBody::Open(rows) => {
            out.push(chapter("cannot_tell_heading"));
            out.push(Block::Paragraph(plain(
                says.word("report", "cannot_tell_text"),
            )));
            out.extend(rows.iter().map(|row| concern::card(row, says)));
        }
        SectionBody::Waived(rows) => {
            out.push(chapter("waived_heading"));
            out.extend(rows.iter().map(|row| concern::card(row, says)));
        }
        SectionBody::Met(outcomes) => {
            out.push(chapter("met_heading"));
            let table = rules::table(outcomes, "evidence", "met_caption", says);
            out.push(Block::Table(table));
        }
        SectionBody::WithheldRules(outcomes) => {
            out.push(Block::Heading(
                2,
                plain(says.word("part", "withheld_rules")),
            ));
            out.push(Block::Paragraph(plain(
                says.word("notices", "withheld_rules"),
            )));
            out.push(Block::Table(rules::withheld(outcomes, says)));
        }
        SectionBody::NotApplicable(outcomes) => {
            out.push(chapter("not_applicable_heading"));
            let table = rules::table(outcomes, "reason", "not_applicable_caption", says);
            out.push(Block::Table(table));
        }
        _ => {}
    }
}
