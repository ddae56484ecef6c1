//! Holding a project against its rulebooks.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::check::Texts;
use crate::finding::{Answer, Counts, Finding, Group, NotApplicable, Outcome, Verdict};
use crate::index::Index;
use crate::model::Project;
use crate::rulebook::{Over, RuleStatus, Rulebooks, Stage};

mod answer;
mod concern;
mod decide;
mod exception;
mod group;
mod look;
mod one;
mod record;
mod settle;
mod stage;
pub(crate) mod subject;
mod told;

use answer::{answer, count};
pub use concern::{About, Concern};
use decide::Run;
pub(crate) use group::is_equation;
pub(crate) use look::{Look, look, with_context};

pub use one::{RuleAssessment, assess_rule, assess_rule_in_full};
pub use record::{BookRecord, ProjectRecord, Record, ReplayError};
pub(crate) use told::Told;

/// What the rules say of a project: the same bytes for the same input, and no words in it.
///
/// ```
/// use selvitys::{assess, Project, Rulebooks, Stage};
/// let project = Project::from_json(r#"{"format": "1", "id": "demo", "name": {"fi": "Malli"}}"#)?;
/// let today = jiff::civil::date(2020, 3, 1);
/// let assessment = assess(&project, Rulebooks::builtin(), today, Stage::Draft);
/// assert!(assessment.findings.is_empty());
/// # Ok::<(), selvitys::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Assessment {
    /// What it was made from.
    pub record: Record,
    /// The answer as a whole.
    pub answer: Answer,
    /// How many rules have which verdict.
    pub counts: Counts,
    /// What each rule says.
    pub outcomes: Vec<Outcome>,
    /// Faults, and what cannot be told.
    pub findings: Vec<Finding>,
    /// Findings with a common cause.
    pub groups: Vec<Group>,
}

impl Assessment {
    /// Whether every rule of a statute or a call was left aside because the document has no grant
    /// under it: the answer then speaks of what is common to all documents alone.
    pub fn without_grant(&self, books: &Rulebooks) -> bool {
        let general = |id: &str| books.book(id).is_some_and(|book| book.file.general);
        let judged = |outcome: &&Outcome| outcome.verdict != Verdict::NotApplicable;
        let left_aside = |outcome: &Outcome| outcome.reasons.contains(&NotApplicable::NoGrant);
        self.outcomes.iter().any(left_aside)
            && self
                .outcomes
                .iter()
                .filter(judged)
                .all(|outcome| general(&outcome.book))
    }
}

/// Holds a project against the rulebooks, for a day and a stage.
pub fn assess(project: &Project, books: &Rulebooks, as_of: Date, stage: Stage) -> Assessment {
    run(std::slice::from_ref(project), books, as_of, stage, false)
}

/// Decides the rules that range over several projects together, and only those. Places name
/// their document.
pub fn assess_together(
    projects: &[Project],
    books: &Rulebooks,
    as_of: Date,
    stage: Stage,
) -> Assessment {
    run(projects, books, as_of, stage, true)
}

fn run(
    projects: &[Project],
    books: &Rulebooks,
    as_of: Date,
    stage: Stage,
    together: bool,
) -> Assessment {
    let all: Vec<Index<'_>> = projects.iter().map(Index::new).collect();
    let texts = Texts::new(placeholders(books));
    let mut run = Run {
        all: &all,
        books,
        as_of,
        stage,
        texts: &texts,
        found: Vec::new(),
        passes: None,
    };
    let rules = books.books().map(|book| book.rules.len()).sum();
    let mut outcomes = Vec::with_capacity(rules);
    for book in books.in_order() {
        let ground = run.ground(book);
        let rules = book.rules.values();
        for rule in rules.filter(|rule| rule.status != RuleStatus::Retired) {
            let none = |reason| Run::not_applicable(book, rule, reason);
            outcomes.push(match (together, rule.over == Over::Together, &ground) {
                (true, false, _) => continue,
                (false, true, _) => none(NotApplicable::Together),
                (.., Some(ground)) => run.decide(outcomes.len(), rule, ground),
                (.., None) => none(NotApplicable::NoSubject),
            });
        }
    }
    let found = std::mem::take(&mut run.found);
    let (findings, groups) = run.settle(found, &mut outcomes, together);
    let counts = count(&outcomes);
    Assessment {
        record: Record::new(projects, books, as_of, stage),
        answer: answer(&outcomes),
        counts,
        outcomes,
        findings,
        groups,
    }
}

/// The placeholders that the general rulebooks list.
pub(crate) fn placeholders(books: &Rulebooks) -> impl Iterator<Item = &str> {
    let lists = books.books().filter(|book| book.file.general);
    let lists = lists.filter_map(|book| book.file.params.get("placeholder-phrases"));
    let values = lists.flat_map(|param| &param.values);
    values
        .flat_map(|value| &value.codes)
        .map(|code| code.code.as_str())
}
#[cfg(test)]
mod sizes {
    #[test]
    fn sizes() {
        use crate::check::*;
        use crate::finding::*;
        println!(
            "Value {} Operand {} Step {} Argument {} Place {} PathStep {} Finding {} Outcome {} Evidence {} Case {} Used {} Done {} Reading {} Distance {} At {} NotApplicable {} Subject {} Sink {} Assumption {} Money {} Range<Money> {} Share {} PartialDate {} Text {}",
            size_of::<Value>(),
            size_of::<Operand>(),
            size_of::<Step>(),
            size_of::<Argument>(),
            size_of::<Place>(),
            size_of::<PathStep>(),
            size_of::<Finding>(),
            size_of::<Outcome>(),
            size_of::<Evidence>(),
            size_of::<Case>(),
            size_of::<Used>(),
            size_of::<Done>(),
            size_of::<Reading>(),
            size_of::<Distance>(),
            size_of::<crate::place::At>(),
            size_of::<NotApplicable>(),
            size_of::<Subject>(),
            size_of::<Sink>(),
            size_of::<Assumption>(),
            size_of::<crate::model::Money>(),
            size_of::<crate::range::Range<crate::model::Money>>(),
            size_of::<crate::model::Share>(),
            size_of::<crate::model::PartialDate>(),
            size_of::<crate::model::Text>()
        );
    }
}
