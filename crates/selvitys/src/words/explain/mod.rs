//! A rule explained: what it asks, why, on what basis, on which numbers, and what its examples
//! say. The same for the terminal, for Markdown and as data.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::Presenter;
use crate::finding::Verdict;
use crate::model::Lang;
use crate::rulebook::{Applies, Basis, By, Id, Over, Rule, RuleStatus, Rulebook, Severity, Stage};

mod examples;
mod formula;
mod numbers;
mod text;

pub(crate) use examples::ExampleRun;
pub(crate) use text::Change;

/// A rule explained in one language. Enums are data; texts are words.
///
/// ```
/// use selvitys::{Lang, Presenter, Rulebooks};
/// let says = Presenter::new(Rulebooks::builtin(), Lang::En);
/// let one = says.explain("regional-ceiling-exceeded").expect("a built-in rule");
/// assert_eq!(one.rulebook.id, "asetus-13-2020");
/// assert!(one.formula.contains('≤'));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Explanation {
    /// The rule's id.
    pub rule: Id,
    /// The language of the texts.
    pub lang: Lang,
    /// The rulebook that the rule stands in.
    pub rulebook: Named,
    /// Whether the rule is in use.
    pub status: RuleStatus,
    /// How grave a fault is.
    pub severity: Severity,
    /// What the rule asks, as a sentence.
    pub requirement: String,
    /// What is wrong, as a heading.
    pub fault: String,
    /// Why the rule is there.
    pub why: String,
    /// What to do.
    pub advice: String,
    /// The kind of check.
    pub kind: String,
    /// What the check asks, as one line.
    pub formula: String,
    /// What the rule ranges over.
    pub over: Over,
    /// When it applies; always, where empty.
    pub applies: Vec<String>,
    /// The stages at which it binds; all of them, where empty.
    pub stages: Vec<Stage>,
    /// The stages at which it advises.
    pub advises: Vec<Stage>,
    /// The exception that the law allows, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exception: Option<ExceptionTold>,
    /// On what it rests.
    pub basis: Vec<Cited>,
    /// The numbers that it names, as each rulebook sets them.
    pub numbers: Vec<Number>,
    /// What other rulebooks make of it.
    pub overrides: Vec<OverrideTold>,
    /// Its examples, each with what the rule says of it.
    pub examples: Vec<ExampleTold>,
}

/// Something by its id and its title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Named {
    /// The id.
    pub id: String,
    /// The title.
    pub title: String,
}

/// A place in a source, as it is cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Cited {
    /// The citation.
    pub words: String,
    /// Where it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// The exception that the law allows from a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExceptionTold {
    /// What is allowed, and where a decision would say it.
    pub text: String,
    /// On what it rests.
    pub basis: Vec<Cited>,
}

/// A number that a rule names, as one rulebook sets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Number {
    /// Its name in rule files.
    pub name: String,
    /// What it is.
    pub title: String,
    /// The rulebook that sets it.
    pub rulebook: Id,
    /// Which date chooses among its values.
    pub by: By,
    /// Its values.
    pub values: Vec<NumberValue>,
}

/// A value of a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NumberValue {
    /// The value, as the language writes it.
    pub value: String,
    /// The first day on which it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day on which it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// On what it rests.
    pub basis: Vec<Cited>,
    /// What a reader must know of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

/// What another rulebook makes of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OverrideTold {
    /// The rulebook.
    pub rulebook: Id,
    /// Whether it switches the rule off.
    pub off: bool,
    /// The severity that it sets instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// Why.
    pub reason: String,
}

/// An example: what it changes, and what the rule says then.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ExampleTold {
    /// What it shows, in English: its name in the rule's file.
    pub name: String,
    /// What the rule says.
    pub verdict: Verdict,
    /// The day that it is assessed for, where it is not that of the rulebook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The stage that it is assessed for, where it is not the usual one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// What it takes out of the model project.
    pub remove: Vec<String>,
    /// What it puts in.
    pub set: BTreeMap<String, serde_json::Value>,
    /// What it puts into the second document.
    pub other: BTreeMap<String, serde_json::Value>,
    /// What the rule says of it, line by line.
    pub output: Vec<String>,
}

impl Explanation {
    /// The explanation as JSON text.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

impl Presenter<'_> {
    /// A rule explained; nothing when no rulebook has it.
    pub fn explain(&self, rule: &str) -> Option<Explanation> {
        let (book, rule) = self.books().rule(rule)?;
        let runs = ExampleRun::all(self.books(), book, rule);
        Some(self.explained(book, rule, &runs))
    }

    /// A rule explained, its examples having been run.
    pub(crate) fn explained(
        &self,
        book: &Rulebook,
        rule: &Rule,
        runs: &[ExampleRun<'_>],
    ) -> Explanation {
        let lang = self.lang();
        let text = |text: &crate::rulebook::Localized| text.get(lang).to_owned();
        let exception = rule.exception.as_ref().map(|one| ExceptionTold {
            text: text(&one.text),
            basis: self.cited(&one.basis),
        });
        let overrides = self.books().books().filter_map(|other| {
            let one = other.file.overrides.get(rule.id.as_str())?;
            Some(OverrideTold {
                rulebook: other.file.id.clone(),
                off: one.off,
                severity: one.severity,
                reason: text(&one.reason),
            })
        });
        Explanation {
            rule: rule.id.clone(),
            lang,
            rulebook: Named {
                id: book.file.id.to_string(),
                title: text(&book.file.title),
            },
            status: rule.status,
            severity: rule.severity,
            requirement: text(&rule.requirement),
            fault: text(&rule.title),
            why: text(&rule.why),
            advice: text(&rule.advice),
            kind: rule.check.kind().to_owned(),
            formula: self.formula(rule),
            over: rule.over,
            applies: self.applies(&rule.applies),
            stages: rule.stages.clone(),
            advises: rule.advises.clone(),
            exception,
            basis: self.cited(&rule.basis),
            numbers: self.numbers(book, rule),
            overrides: overrides.collect(),
            examples: runs.iter().map(|run| self.example(rule, run)).collect(),
        }
    }

    pub(crate) fn cited(&self, basis: &[Arc<Basis>]) -> Vec<Cited> {
        let words = self.basis(basis).into_iter();
        let all = words.zip(basis).map(|(words, one)| Cited {
            words,
            address: self.address(one),
        });
        all.collect()
    }

    /// When a rule applies, condition by condition.
    fn applies(&self, applies: &Applies) -> Vec<String> {
        let Applies {
            has,
            awarded_from,
            awarded_before,
        } = applies;
        let has = has.iter().map(|one| self.word_of("has", one));
        let from = awarded_from.map(|day| {
            let day = self.locale().date(day);
            self.fill("applies", "awarded_from", &[("from", &day)])
        });
        let before = awarded_before.map(|day| {
            let day = self.locale().date(day);
            self.fill("applies", "awarded_before", &[("before", &day)])
        });
        has.chain(from).chain(before).collect()
    }

    /// The word for a value of a closed set.
    pub(crate) fn word_of(&self, section: &str, value: &impl Serialize) -> String {
        self.word(section, &crate::check::key_of(value))
    }
}
