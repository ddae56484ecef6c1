//! Common causes in words.

use super::Presenter;
use crate::assess::{About, Concern};
use crate::finding::{Cause, Finding, Verdict};
use crate::rulebook::Severity;

impl Presenter<'_> {
    /// What heads a concern: its cause, or the fault of its rule, or what that asks while it is open.
    pub fn title_of(&self, concern: &Concern<'_>) -> String {
        match concern.about {
            About::Cause(group) => self.cause(&group.cause, concern.verdict),
            About::Rule(outcome) => self.heading_of(&outcome.rule, concern.verdict),
        }
    }

    /// What the project office does about a concern: what its gravest finding asks.
    pub fn what_to_do_about(&self, concern: &Concern<'_>) -> String {
        let first = concern.findings.first();
        first.map_or_else(String::new, |first| self.what_to_do_about_finding(first))
    }

    /// A common cause, as a heading: of something missing, whether it certainly is.
    pub fn cause(&self, cause: &Cause, verdict: Verdict) -> String {
        match cause {
            Cause::Values(_) => self.word("report", "cause_values"),
            Cause::Missing { asked, .. } if verdict == Verdict::NotMet => {
                self.fill("report", "cause_missing", &[("asked", &self.asked(*asked))])
            }
            Cause::Missing { asked, .. } => {
                let text = self.unknown(&[*asked]);
                text.trim_end_matches('.').to_owned()
            }
        }
    }

    /// The short word before what was found: how grave a fault is, else the verdict.
    pub fn label(&self, verdict: Verdict, severity: Severity) -> String {
        match verdict {
            Verdict::NotMet => self.severity(severity),
            other => self.verdict(other),
        }
    }

    /// How many rules depend on a cause, by their findings.
    pub fn rules_of_cause<'f>(&self, findings: impl Iterator<Item = &'f Finding>) -> String {
        let mut rules: Vec<&str> = findings.map(|finding| finding.rule.as_str()).collect();
        rules.sort_unstable();
        rules.dedup();
        self.fill(
            "report",
            "rules_of_cause",
            &[("n", &rules.len().to_string())],
        )
    }

    /// A finding among others of one cause: its label, and what heads it.
    pub fn member_label(&self, finding: &Finding) -> String {
        let label = self.label(finding.verdict, finding.severity);
        format!(
            "{label}: {}.",
            self.heading_of(&finding.rule, finding.verdict)
        )
    }

    /// What a finding says beyond its cause, with its place where that is another.
    pub fn member_text(&self, finding: &Finding, cause: &Cause) -> Option<String> {
        let message = self.message(finding);
        if let Cause::Missing { asked, .. } = cause
            && message == self.unknown(&[*asked])
        {
            return None;
        }
        let place = self.place(&finding.place);
        if place.is_empty() || cause.places().contains(&finding.place) {
            Some(message)
        } else {
            Some(format!("{place}: {message}"))
        }
    }
}
