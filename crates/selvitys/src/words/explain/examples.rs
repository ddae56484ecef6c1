//! Examples of a rule, run, and what the rule says of them.

use super::ExampleTold;
use crate::assess::RuleAssessment;
use crate::example::ExampleError;
use crate::finding::{Finding, Verdict};
use crate::rulebook::{Example, Rule, Rulebook, Rulebooks};
use crate::words::Presenter;

/// An example and what its rule says of it: the same in every language.
pub(crate) struct ExampleRun<'a> {
    example: &'a Example,
    said: Result<RuleAssessment, ExampleError>,
}

impl<'a> ExampleRun<'a> {
    pub(crate) fn all(books: &Rulebooks, book: &Rulebook, rule: &'a Rule) -> Vec<Self> {
        let run = |example: &'a Example| ExampleRun {
            example,
            said: example.assess(books, book, rule),
        };
        let mut runs: Vec<ExampleRun<'_>> = rule.examples.iter().map(run).collect();
        let order = |run: &ExampleRun<'_>| {
            let verdict = run.verdict();
            Verdict::ALL.iter().position(|one| *one == verdict)
        };
        runs.sort_by_key(order);
        runs
    }

    fn verdict(&self) -> Verdict {
        match &self.said {
            Ok(said) => said.outcome.verdict,
            Err(_) => self.example.verdict,
        }
    }
}

impl Presenter<'_> {
    pub(super) fn example(&self, rule: &Rule, run: &ExampleRun<'_>) -> ExampleTold {
        let Example {
            name,
            verdict: _,
            as_of,
            stage,
            remove,
            set,
            other,
            findings: _,
            values: _,
        } = run.example;
        let output = match &run.said {
            Ok(said) => self.said(rule, said),
            Err(error) => vec![error.to_string()],
        };
        ExampleTold {
            name: name.clone(),
            verdict: run.verdict(),
            as_of: *as_of,
            stage: *stage,
            remove: remove.clone(),
            set: set.clone(),
            other: other.clone(),
            output,
        }
    }

    /// What a rule says, line by line, as reports say it.
    fn said(&self, rule: &Rule, said: &RuleAssessment) -> Vec<String> {
        let outcome = &said.outcome;
        match outcome.verdict {
            Verdict::NotApplicable => {
                let reasons = outcome.reasons.iter();
                reasons.map(|reason| self.reason(reason)).collect()
            }
            Verdict::Met => {
                let evidence = self.evidence(outcome);
                let otherwise = || rule.requirement.get(self.lang()).to_owned();
                vec![if evidence.is_empty() {
                    otherwise()
                } else {
                    evidence
                }]
            }
            _ => {
                let findings = said.findings.iter();
                findings.map(|finding| self.found(finding)).collect()
            }
        }
    }

    /// A finding as one line: its place, what is wrong there, and what waives it.
    fn found(&self, finding: &Finding) -> String {
        let place = self.place(&finding.place);
        let message = self.message(finding);
        let mut line = if place.is_empty() {
            message
        } else {
            format!("{place}: {message}")
        };
        if let Some(waiver) = &finding.waiver {
            line.push(' ');
            line.push_str(&self.waiver(waiver));
        }
        line
    }
}
