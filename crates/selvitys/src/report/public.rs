//! The public edition of a report: of the published document, with what the rules say of the whole
//! one, as far as it tells nothing of what is left out.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::assess::{Assessment, assess};
use crate::edition::PublicEdition;
use crate::finding::{Evidence, Finding, Group, Outcome};
use crate::rulebook::Rulebooks;

/// An assessment without what rests on parts that are left out, and the rules that it concerns.
pub(super) struct PublicAssessment {
    pub(super) assessment: Assessment,
    /// The outcomes of rules whose reckoning rests on what is left out, without it.
    pub(super) withheld: Vec<Outcome>,
}

/// What the rules say of the whole document, told as far as the published one shows the same: a
/// rule whose values differ between the two rests on what is left out. Answer and counts stay those
/// of the whole document.
pub(super) fn assessment(
    whole: &Assessment,
    edition: &PublicEdition,
    books: &Rulebooks,
) -> PublicAssessment {
    let record = &whole.record;
    let published = assess(&edition.project, books, record.as_of, record.stage);
    let mut result = PublicAssessment {
        assessment: Assessment {
            record: whole.record.clone(),
            answer: whole.answer,
            counts: whole.counts,
            outcomes: Vec::new(),
            findings: Vec::new(),
            groups: Vec::new(),
        },
        withheld: Vec::new(),
    };
    // Of the findings of the published document, their new numbers.
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    for outcome in &whole.outcomes {
        let same = published
            .outcomes
            .iter()
            .find(|one| one.rule == outcome.rule);
        let Some(same) = same.filter(|same| shows_the_same(outcome, whole, same, &published))
        else {
            result.withheld.push(Outcome {
                closest: None,
                reasons: smallvec::SmallVec::new(),
                findings: Vec::new(),
                ..outcome.clone()
            });
            continue;
        };
        let mut shown = same.clone();
        for number in &mut shown.findings {
            let finding = published.findings.get(*number).cloned();
            numbers.insert(*number, result.assessment.findings.len());
            *number = result.assessment.findings.len();
            result.assessment.findings.extend(finding);
        }
        result.assessment.outcomes.push(shown);
    }
    for finding in &mut result.assessment.findings {
        finding.group = None;
    }
    for group in &published.groups {
        let members = group
            .findings
            .iter()
            .filter_map(|number| numbers.get(number));
        let findings: Vec<usize> = members.copied().collect();
        if findings.len() < 2 {
            continue;
        }
        let number = result.assessment.groups.len();
        for member in &findings {
            if let Some(finding) = result.assessment.findings.get_mut(*member) {
                finding.group = Some(number);
            }
        }
        result.assessment.groups.push(Group {
            cause: group.cause.clone(),
            findings,
        });
    }
    result
}

fn shows_the_same(one: &Outcome, of: &Assessment, other: &Outcome, of_other: &Assessment) -> bool {
    let findings = |outcome: &Outcome, of: &Assessment| -> Vec<Finding> {
        let numbers = outcome.findings.iter();
        let findings = numbers.filter_map(|number| of.findings.get(*number));
        findings.map(without_place).collect()
    };
    let closest = |outcome: &Outcome| outcome.closest.as_ref().map(evidence_without_place);
    (one.verdict, one.counts, &one.reasons) == (other.verdict, other.counts, &other.reasons)
        && closest(one) == closest(other)
        && findings(one, of) == findings(other, of_other)
}

/// A finding as far as it does not say where it stands: what is left out moves what comes after it.
fn without_place(finding: &Finding) -> Finding {
    let mut finding = finding.clone();
    Arc::make_mut(&mut finding.place).pointer = String::new();
    finding.group = None;
    finding.fix = None;
    for operand in &mut finding.operands {
        operand.forget_pointer();
    }
    finding
}

fn evidence_without_place(evidence: &Evidence) -> Evidence {
    let mut evidence = evidence.clone();
    Arc::make_mut(&mut evidence.place).pointer = String::new();
    for operand in &mut evidence.operands {
        operand.forget_pointer();
    }
    evidence
}
