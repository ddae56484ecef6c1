//! Two versions of a document: what is found in one and not in the other, and what has changed.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assess::{Assessment, ProjectRecord};
use crate::finding::{Answer, Counts, Finding, Place, Verdict};
use crate::model::{Money, PartialDate, Project, Stated};
use crate::rulebook::{Severity, Stage};

mod documents;
mod findings;
mod identity;
mod path;

pub(crate) use findings::{Key, known_at, known_by, matched_by};
pub(crate) use identity::Identities;
pub(crate) use path::place;

/// What has changed between two versions of a document, as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Comparison {
    /// The version before.
    pub before: ComparedVersion,
    /// The version after.
    pub after: ComparedVersion,
    /// What is found after and was not before.
    pub new: Vec<Finding>,
    /// What was found before and is not after.
    pub gone: Vec<Finding>,
    /// What is found in both.
    pub kept: Vec<KeptFinding>,
    /// Sums that are not the same, those of added and removed parts among them.
    pub amounts: Vec<AmountChange>,
    /// Dates that are not the same, those of added and removed parts among them.
    pub dates: Vec<DateChange>,
    /// Parts of the document after that were not there before.
    pub added: Vec<Place>,
    /// Parts of the document before that are not there after.
    pub removed: Vec<Place>,
    /// Where else values are not the same: texts, codes, counts, shares.
    pub others: Vec<Place>,
}

/// A version that was compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComparedVersion {
    /// The document.
    pub project: ProjectRecord,
    /// The day that it was assessed for.
    pub as_of: Date,
    /// The stage that it was assessed for.
    pub stage: Stage,
    /// The answer of its assessment.
    pub answer: Answer,
    /// How many rules have which verdict.
    pub counts: Counts,
}

/// A finding that stands in both versions: the same rule, of the same thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeptFinding {
    /// As it was.
    pub before: Finding,
    /// As it is.
    pub after: Finding,
}

impl KeptFinding {
    /// Whether it says something else now: another verdict, severity, value or distance.
    pub fn has_changed(&self) -> bool {
        let said = |one: &Finding| {
            (
                one.verdict,
                one.severity,
                one.values.clone(),
                one.distance.clone(),
                one.missing.clone(),
            )
        };
        said(&self.before) != said(&self.after)
    }
}

/// A sum that is not the same in both versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmountChange {
    /// Where: in the version after, or of what was removed in the one before.
    pub place: Place,
    /// Before; absent where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Stated>,
    /// After; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Stated>,
    /// After less before, where both are stated exactly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<Money>,
}

/// A date that is not the same in both versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DateChange {
    /// Where: in the version after, or of what was removed in the one before.
    pub place: Place,
    /// Before; absent where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<PartialDate>,
    /// After; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<PartialDate>,
    /// Days from the one to the other, where both are days; negative when it is earlier now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<i64>,
}

/// Compares two versions of a document, each with what the rules say of it.
///
/// A finding is the same where its rule is, and the thing that it is of: budget lines, packages and
/// the like are known by their ids or titles, so that a line put in before others changes nothing.
/// Both assessments should be for one day, one stage and the same rulebooks; otherwise findings
/// change with those too.
///
/// ```
/// use selvitys::{assess, compare, Project, Rulebooks, Stage};
/// let before = r#"{"format": "1", "id": "demo", "name": {"fi": "Malli"}, "region": "77",
///   "schedule": {"period": {"end": "2022-10-30"}}}"#;
/// let after = before.replace("77", "17").replace("10-30", "10-31");
/// let (before, after) = (Project::from_json(before)?, Project::from_json(&after)?);
/// let day = jiff::civil::date(2020, 3, 1);
/// let check = |project| assess(project, Rulebooks::builtin(), day, Stage::Draft);
/// let changes = compare((&before, &check(&before)), (&after, &check(&after)));
/// assert_eq!(changes.gone[0].rule, "region-code-unknown");
/// assert_eq!(changes.dates[0].days, Some(1));
/// assert!(changes.new.is_empty() && !changes.has_new_errors());
/// # Ok::<(), selvitys::ReadError>(())
/// ```
pub fn compare(before: (&Project, &Assessment), after: (&Project, &Assessment)) -> Comparison {
    let tree = |project: &Project| serde_json::to_value(project).unwrap_or_default();
    let trees = (tree(before.0), tree(after.0));
    let matched = findings::matched((&trees.0, before.1), (&trees.1, after.1));
    let changes = documents::changes(&trees.0, &trees.1);
    Comparison {
        before: ComparedVersion::new(before.1),
        after: ComparedVersion::new(after.1),
        new: matched.new,
        gone: matched.gone,
        kept: matched.kept,
        amounts: changes.amounts,
        dates: changes.dates,
        added: changes.added,
        removed: changes.removed,
        others: changes.others,
    }
}

impl ComparedVersion {
    fn new(assessment: &Assessment) -> Self {
        let record = &assessment.record;
        let none = || ProjectRecord {
            id: String::new(),
            sha256: String::new(),
        };
        ComparedVersion {
            // INVARIANT: an assessment of one document names it.
            project: record.projects.first().cloned().unwrap_or_else(none),
            as_of: record.as_of,
            stage: record.stage,
            answer: assessment.answer,
            counts: assessment.counts,
        }
    }
}

impl Comparison {
    /// Whether the version after has a fault of severity error that the one before had not: a new
    /// finding, or one that was open, waived or less grave.
    pub fn has_new_errors(&self) -> bool {
        let error =
            |one: &Finding| one.verdict == Verdict::NotMet && one.severity == Severity::Error;
        let worse = |one: &KeptFinding| error(&one.after) && !error(&one.before);
        self.new.iter().any(error) || self.kept.iter().any(worse)
    }
}
