//! Holding a project against its rulebooks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::finding::{Answer, Counts, Finding, Group, NotApplicable, Outcome, Verdict};
use crate::rulebook::Rulebooks;

mod answer;
mod cases;
mod concern;
mod decide;
mod exception;
mod group;
mod judgement;
mod look;
mod one;
mod record;
mod settle;
mod stage;
pub(crate) mod subject;
mod told;

pub use concern::{About, Concern};
pub(crate) use group::is_equation;
pub use judgement::{Judgement, assess, assess_together};
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
/// let assessment = assess(&project, Rulebooks::builtin(), today, Stage::Draft).into_assessment();
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

/// The placeholders that the general rulebooks list.
pub(crate) fn placeholders(books: &Rulebooks) -> impl Iterator<Item = &str> {
    let lists = books.books().filter(|book| book.file.general);
    let lists = lists.filter_map(|book| book.file.params.get("placeholder-phrases"));
    let values = lists.flat_map(|param| &param.values);
    values
        .flat_map(|value| &value.codes)
        .map(|code| code.code.as_str())
}
