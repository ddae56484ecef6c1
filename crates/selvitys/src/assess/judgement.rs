//! Deciding every rule, and telling what was decided only when it is asked for.

use std::cell::{OnceCell, RefCell};
use std::fmt;
use std::ops::Deref;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::answer::{answer, count};
use super::decide::{Documents, Judged, Run};
use super::{Assessment, Record};
use crate::finding::{Answer, Counts, NotApplicable, Verdict};
use crate::model::Project;
use crate::rulebook::{Over, RuleStatus, Rulebooks, Stage};

/// Every rule decided for a project; what is to be said of it is told when it is first asked for.
///
/// It reads as the [`Assessment`] that it becomes. The answer, the counts and the verdicts cost
/// nothing more; findings with their places, reckonings and causes, and the record with its hash,
/// are made whole when the first of them is read.
///
/// ```
/// use selvitys::{assess, Answer, Project, Rulebooks, Stage};
/// let project = Project::from_json(r#"{"format": "1", "id": "demo", "name": {"fi": "Malli"}}"#)?;
/// let today = jiff::civil::date(2020, 3, 1);
/// let judgement = assess(&project, Rulebooks::builtin(), today, Stage::Draft);
/// assert_eq!(judgement.answer(), Answer::Compliant);
/// assert!(judgement.findings.is_empty());
/// let assessment = judgement.into_assessment();
/// assert_eq!(assessment.record.as_of, today);
/// # Ok::<(), selvitys::ReadError>(())
/// ```
pub struct Judgement<'a> {
    projects: &'a [Project],
    books: &'a Rulebooks,
    as_of: Date,
    stage: Stage,
    together: bool,
    answer: Answer,
    counts: Counts,
    untold: RefCell<Option<Untold<'a>>>,
    told: OnceCell<Assessment>,
}

/// What was decided, as long as it is not told.
#[derive(Default)]
struct Untold<'a> {
    documents: Documents<'a>,
    judged: Vec<Judged<'a>>,
}

/// Holds a project against the rulebooks, for a day and a stage.
pub fn assess<'a>(
    project: &'a Project,
    books: &'a Rulebooks,
    as_of: Date,
    stage: Stage,
) -> Judgement<'a> {
    judge(std::slice::from_ref(project), books, as_of, stage, false)
}

/// Decides the rules that range over several projects together, and only those. Places name
/// their document.
pub fn assess_together<'a>(
    projects: &'a [Project],
    books: &'a Rulebooks,
    as_of: Date,
    stage: Stage,
) -> Judgement<'a> {
    judge(projects, books, as_of, stage, true)
}

fn judge<'a>(
    projects: &'a [Project],
    books: &'a Rulebooks,
    as_of: Date,
    stage: Stage,
    together: bool,
) -> Judgement<'a> {
    let documents = Documents::new(projects, books);
    let run = documents.run(books, as_of, stage);
    let rules = books.books().map(|book| book.rules.len()).sum();
    let mut judged = Vec::with_capacity(rules);
    for book in books.in_order() {
        let ground = run.ground(book);
        let rules = book.rules.values();
        for rule in rules.filter(|rule| rule.status != RuleStatus::Retired) {
            let none = |reason| Run::not_applicable(book, rule, reason);
            judged.push(match (together, rule.over == Over::Together, &ground) {
                (true, false, _) => continue,
                (false, true, _) => none(NotApplicable::Together),
                (.., Some(ground)) => run.decide((book, rule), ground),
                (.., None) => none(NotApplicable::NoSubject),
            });
        }
    }
    Judgement {
        projects,
        books,
        as_of,
        stage,
        together,
        answer: answer(&judged),
        counts: count(&judged),
        untold: RefCell::new(Some(Untold { documents, judged })),
        told: OnceCell::new(),
    }
}

impl Judgement<'_> {
    /// The answer as a whole.
    pub fn answer(&self) -> Answer {
        self.answer
    }

    /// How many rules have which verdict.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// What a rule says; nothing when no rulebook has it, or it is retired.
    ///
    /// ```
    /// use selvitys::{assess, Project, Rulebooks, Stage, Verdict};
    /// let text = r#"{"format": "1", "id": "demo", "name": {"fi": "Malli"}, "region": "99"}"#;
    /// let project = Project::from_json(text)?;
    /// let today = jiff::civil::date(2020, 3, 1);
    /// let judgement = assess(&project, Rulebooks::builtin(), today, Stage::Draft);
    /// assert_eq!(judgement.verdict("region-code-unknown"), Some(Verdict::NotMet));
    /// # Ok::<(), selvitys::ReadError>(())
    /// ```
    pub fn verdict(&self, rule: &str) -> Option<Verdict> {
        if let Some(told) = self.told.get() {
            let outcome = told.outcomes.iter().find(|one| one.rule == rule);
            return outcome.map(|one| one.verdict);
        }
        let untold = self.untold.borrow();
        let mut judged = untold.iter().flat_map(|untold| &untold.judged);
        let found = judged.find(|one| one.rule.id == rule);
        found.map(|one| one.verdict)
    }

    /// All that is said, as data that stands on its own.
    pub fn into_assessment(mut self) -> Assessment {
        self.told.take().unwrap_or_else(|| self.tell())
    }

    /// Tells what was decided; once, for then it is told.
    fn tell(&self) -> Assessment {
        let untold = self.untold.take().unwrap_or_default();
        let run = untold.documents.run(self.books, self.as_of, self.stage);
        let (outcomes, findings, groups) = run.tell(untold.judged, self.together, None);
        Assessment {
            record: Record::new(self.projects, self.books, self.as_of, self.stage),
            answer: self.answer,
            counts: self.counts,
            outcomes,
            findings,
            groups,
        }
    }
}

impl Deref for Judgement<'_> {
    type Target = Assessment;

    /// Tells all, the first time.
    fn deref(&self) -> &Assessment {
        self.told.get_or_init(|| self.tell())
    }
}

impl Serialize for Judgement<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.deref().serialize(to)
    }
}

impl fmt::Debug for Judgement<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = self.told.get();
        to.debug_struct("Judgement")
            .field("answer", &self.answer)
            .field("counts", &self.counts)
            .field("told", &told)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::assess::assess_rule_in_full;
    use crate::finding::{Evidence, Finding, Outcome};

    /// What was counted when the rule was decided is what is told of it.
    fn agree(outcome: &Outcome, findings: &[Finding], passes: Option<&[Evidence]>) {
        let counts = outcome.counts;
        let own: Vec<&Finding> = outcome.findings.iter().map(|at| &findings[*at]).collect();
        for verdict in [Verdict::NotMet, Verdict::CannotTell, Verdict::Waived] {
            let told = own.iter().filter(|one| one.verdict == verdict).count();
            assert_eq!(told as u64, counts.of(verdict), "{outcome:?}");
        }
        assert_eq!(outcome.closest.is_some(), counts.met > 0, "{outcome:?}");
        if let Some(passes) = passes {
            assert_eq!(passes.len() as u64, counts.met, "{outcome:?}");
            let closest = outcome.closest.as_ref();
            assert!(
                closest.is_none_or(|one| passes.contains(one)),
                "{outcome:?}"
            );
        }
        assert!(own.iter().all(|one| one.severity == outcome.severity));
    }

    #[test]
    fn what_was_decided_is_what_is_told() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
        let books = Rulebooks::builtin();
        for name in [
            "pohjois-pohjanmaa",
            "as-scanned/pohjois-pohjanmaa",
            "reporting-year/pohjois-pohjanmaa",
            "lappi",
        ] {
            let text = std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap();
            let project = Project::from_json(&text).unwrap();
            for stage in Stage::ALL {
                let judgement = assess(&project, books, date(2022, 12, 31), stage);
                let rules = books.rules();
                let rules = rules.iter().map(|(_, rule)| rule.id.as_str());
                let verdicts: Vec<_> = rules.map(|rule| (rule, judgement.verdict(rule))).collect();
                let (answer, counts) = (judgement.answer(), judgement.counts());
                for outcome in &judgement.outcomes {
                    agree(outcome, &judgement.findings, None);
                }
                assert!(judgement.outcomes.iter().any(|one| one.counts.met > 0));
                for (rule, verdict) in verdicts {
                    assert_eq!(judgement.verdict(rule), verdict, "{rule}");
                }
                let assessment = judgement.into_assessment();
                assert_eq!((assessment.answer, assessment.counts), (answer, counts));
            }
        }
    }

    #[test]
    fn of_each_example_of_a_rule_what_was_decided_is_what_is_told() {
        let own = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/rulebooks");
        let books = &Rulebooks::load(own.as_ref()).unwrap();
        for (book, rule) in books.rules() {
            let base = books.base(&book.file.id).unwrap();
            for example in &rule.examples {
                let as_of = example.as_of.or(books.examples_as_of(&book.file.id));
                let stage = example.stage.unwrap_or(Stage::Application);
                let projects = example.projects(base, rule).unwrap();
                let said =
                    assess_rule_in_full(&projects, books, &rule.id, as_of.unwrap(), stage).unwrap();
                agree(&said.outcome, &said.findings, Some(&said.passes));
            }
        }
    }
}
