//! One rule alone, for those who write rules: its examples need nothing else decided.

use jiff::civil::Date;

use super::decide::{Documents, Run};
use super::settle::evidence;
use crate::finding::{Evidence, Finding, NotApplicable, Outcome};
use crate::model::Project;
use crate::rulebook::{Over, RuleStatus, Rulebooks, Stage};

/// What one rule says, without the others and without a record.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleAssessment {
    /// What the rule says.
    pub outcome: Outcome,
    /// Its faults, and what it cannot tell; the outcome names them by number.
    pub findings: Vec<Finding>,
    /// What shows of each thing that it is met for; empty where it was not asked for.
    pub passes: Vec<Evidence>,
}

/// Decides one rule: what [`assess`](super::assess) says of it, or
/// [`assess_together`](super::assess_together) where the rule ranges over several documents, at a
/// fraction of the cost. Of several documents a rule over one looks at the first. Nothing when no rulebook has the rule, or
/// it is retired.
///
/// ```
/// use selvitys::{assess_rule, Project, Rulebooks, Stage, Verdict};
/// let project = Project::from_json(r#"{"format": "1", "id": "demo", "name": {"fi": "Malli"}}"#)?;
/// let today = jiff::civil::date(2020, 3, 1);
/// let books = Rulebooks::builtin();
/// let said = assess_rule(&[project], books, "business-id-invalid", today, Stage::Draft);
/// assert!(said.is_some_and(|said| said.outcome.verdict == Verdict::NotApplicable));
/// # Ok::<(), selvitys::ReadError>(())
/// ```
pub fn assess_rule(
    projects: &[Project],
    books: &Rulebooks,
    rule: &str,
    as_of: Date,
    stage: Stage,
) -> Option<RuleAssessment> {
    decide(projects, books, rule, as_of, stage, false)
}

/// As [`assess_rule`], with what shows of each thing that the rule is met for, and not only of the
/// closest call.
///
/// ```
/// use selvitys::{assess_rule_in_full, Project, Rulebooks, Stage};
/// let text = r#"{"format": "1", "id": "demo", "name": {"fi": "Malli"}, "region": "17"}"#;
/// let project = Project::from_json(text)?;
/// let today = jiff::civil::date(2020, 3, 1);
/// let books = Rulebooks::builtin();
/// let said = assess_rule_in_full(&[project], books, "region-code-unknown", today, Stage::Draft);
/// assert_eq!(said.map(|said| said.passes.len()), Some(1));
/// # Ok::<(), selvitys::ReadError>(())
/// ```
pub fn assess_rule_in_full(
    projects: &[Project],
    books: &Rulebooks,
    rule: &str,
    as_of: Date,
    stage: Stage,
) -> Option<RuleAssessment> {
    decide(projects, books, rule, as_of, stage, true)
}

fn decide(
    projects: &[Project],
    books: &Rulebooks,
    rule: &str,
    as_of: Date,
    stage: Stage,
    in_full: bool,
) -> Option<RuleAssessment> {
    let found = books.rule(rule);
    let (book, rule) = found.filter(|(_, rule)| rule.status == RuleStatus::Active)?;
    let documents = Documents::new(projects, books);
    let run = documents.run(books, as_of, stage);
    let several = rule.over == Over::Together;
    let none = |reason| Run::not_applicable(book, rule, reason);
    let judged = if several && projects.len() < 2 {
        none(NotApplicable::Together)
    } else {
        match run.ground(book) {
            Some(ground) => run.decide((book, rule), &ground),
            None => none(NotApplicable::NoSubject),
        }
    };
    let mut passes = Vec::new();
    let (outcomes, findings, _) = run.tell(vec![judged], several, in_full.then_some(&mut passes));
    let passes = passes.into_iter();
    let passes = passes.map(|(case, basis)| evidence(case, basis, &run, several));
    Some(RuleAssessment {
        outcome: outcomes.into_iter().next()?,
        findings,
        passes: passes.collect(),
    })
}
