//! Running the examples of rules: the base project, changed as the example says, and assessed.

use jiff::civil::Date;
use serde_json::Value as Json;

use crate::assess::{RuleAssessment, assess_rule};
use crate::finding::{Value, Verdict};
use crate::model::Project;
use crate::pointer;
use crate::read::ReadError;
use crate::rulebook::{Example, Over, Rule, Rulebook, Rulebooks, Stage};

/// Why an example does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExampleError {
    /// No rulebook on the way down has a base project, or a day to assess it for.
    #[error("neither the rulebook nor one that it uses has a base project and `examples_as_of`")]
    NoBase,
    /// A pointer leads nowhere in the base project.
    #[error("`{0}` leads nowhere in the base project")]
    Pointer(String),
    /// The changed project cannot be read.
    #[error("the changed project cannot be read: {0}")]
    Project(ReadError),
    /// No rulebook has the example's rule.
    #[error("no rulebook has the rule `{0}`")]
    NoRule(String),
    /// The rule says something else.
    #[error("the rule says `{actual}`, the example `{expected}`", actual = .0.key(), expected = .1.key())]
    Verdict(Verdict, Verdict),
    /// The rule finds more or less.
    #[error("the rule finds {0}, the example {1}")]
    Findings(usize, usize),
    /// A value of the first finding is another.
    #[error("the value `{0}` is `{1}`, the example has `{2}`")]
    Value(String, String, String),
}

/// What an example assesses, and for when.
#[derive(Debug)]
pub(crate) struct Setting {
    projects: Vec<Project>,
    as_of: Date,
    stage: Stage,
}

impl Setting {
    /// What a rule says of it.
    pub(crate) fn assess(
        &self,
        books: &Rulebooks,
        rule: &str,
    ) -> Result<RuleAssessment, ExampleError> {
        assess_rule(&self.projects, books, rule, self.as_of, self.stage)
            .ok_or_else(|| ExampleError::NoRule(rule.to_owned()))
    }
}

impl Example {
    /// What the example's rule says of the example's project.
    ///
    /// # Errors
    ///
    /// When the example cannot be set up.
    pub fn assess(
        &self,
        books: &Rulebooks,
        book: &Rulebook,
        rule: &Rule,
    ) -> Result<RuleAssessment, ExampleError> {
        self.setting(books, book, rule)?.assess(books, &rule.id)
    }

    /// What the example assesses.
    pub(crate) fn setting(
        &self,
        books: &Rulebooks,
        book: &Rulebook,
        rule: &Rule,
    ) -> Result<Setting, ExampleError> {
        let base = books.base(&book.file.id).ok_or(ExampleError::NoBase)?;
        let as_of = self
            .as_of
            .or_else(|| books.examples_as_of(&book.file.id))
            .ok_or(ExampleError::NoBase)?;
        Ok(Setting {
            projects: self.projects(base, rule)?,
            as_of,
            stage: self.stage.unwrap_or(Stage::Application),
        })
    }

    /// The base project as the example changes it; two of them for a rule over several documents.
    pub(crate) fn projects(&self, base: &str, rule: &Rule) -> Result<Vec<Project>, ExampleError> {
        let read = |text: &str| Project::from_json(text).map_err(ExampleError::Project);
        let Ok(mut json) = serde_json::from_str::<Json>(base) else {
            return read(base).map(|project| vec![project]);
        };
        let lost = |pointer: &String| ExampleError::Pointer(pointer.clone());
        for pointer in &self.remove {
            pointer::steps(pointer)
                .and_then(|steps| pointer::remove(&mut json, &steps))
                .ok_or_else(|| lost(pointer))?;
        }
        let set = |json: &mut Json, pointer: &String, value: &Json| {
            pointer::steps(pointer)
                .and_then(|steps| pointer::set(json, &steps, value.clone()))
                .ok_or_else(|| lost(pointer))
        };
        for (pointer, value) in &self.set {
            set(&mut json, pointer, value)?;
        }
        let mut documents = vec![json.clone()];
        if rule.over == Over::Together {
            let mut other = json;
            for (pointer, value) in &self.other {
                set(&mut other, pointer, value)?;
            }
            documents.push(other);
        }
        documents
            .iter()
            .map(|json| read(&json.to_string()))
            .collect()
    }

    /// Whether the example holds.
    ///
    /// # Errors
    ///
    /// What does not hold, or why the example cannot be set up.
    pub fn prove(
        &self,
        books: &Rulebooks,
        book: &Rulebook,
        rule: &Rule,
    ) -> Result<(), ExampleError> {
        self.compare(&self.assess(books, book, rule)?)
    }

    /// Whether what a rule says is what the example expects.
    ///
    /// # Errors
    ///
    /// The first thing that is not.
    pub fn compare(&self, said: &RuleAssessment) -> Result<(), ExampleError> {
        let verdict = said.outcome.verdict;
        if verdict != self.verdict {
            return Err(ExampleError::Verdict(verdict, self.verdict));
        }
        let found = said.findings.len();
        if let Some(expected) = self.findings.filter(|expected| *expected != found) {
            return Err(ExampleError::Findings(found, expected));
        }
        let closest = said.outcome.closest.as_ref();
        let values = said
            .findings
            .first()
            .map(|one| &one.values)
            .or(closest.map(|one| &one.values));
        for (name, expected) in &self.values {
            let actual = values
                .and_then(|values| values.get(name))
                .map(Value::as_data);
            let actual = actual.unwrap_or_default();
            if actual != *expected {
                return Err(ExampleError::Value(name.clone(), actual, expected.clone()));
            }
        }
        Ok(())
    }
}
