//! What one rule says of a document, with the reckoning of each verdict.

use std::fmt::Write as _;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::explain::Cited;
use super::{Presenter, VerdictTold};
use crate::assess::RuleAssessment;
use crate::finding::{Counts, Distance, Verdict};
use crate::model::Lang;
use crate::rulebook::{Id, Severity, Stage};

/// What one rule says of a document in one language, each verdict with its reckoning: faults and
/// what cannot be told first, then everything that it is met for.
///
/// ```
/// use selvitys::{assess_rule_in_full, Lang, Presenter, Project, Rulebooks, Stage};
/// let text = r#"{"format": "1", "id": "demo", "name": {"fi": "Malli"}, "region": "17"}"#;
/// let project = Project::from_json(text)?;
/// let (books, day) = (Rulebooks::builtin(), jiff::civil::date(2020, 3, 1));
/// let said = assess_rule_in_full(&[project], books, "region-code-unknown", day, Stage::Draft);
/// let says = Presenter::new(books, Lang::En);
/// let told = said.map(|said| says.told_rule("demo", &said, day, Stage::Draft));
/// assert!(told.is_some_and(|told| says.rule_told(&told).contains("Pohjois-Pohjanmaa")));
/// # Ok::<(), selvitys::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RuleTold {
    /// The rule's id.
    pub rule: Id,
    /// The document's id.
    pub document: String,
    /// The language of the texts.
    pub lang: Lang,
    /// The day that was assessed for.
    pub as_of: Date,
    /// The stage that was assessed for.
    pub stage: Stage,
    /// What the rule asks, as a sentence.
    pub requirement: String,
    /// How grave a fault is here.
    pub severity: Severity,
    /// The worst verdict.
    pub verdict: Verdict,
    /// How many things had which verdict.
    pub counts: Counts,
    /// Why the rule does not apply, a sentence each.
    pub reasons: Vec<String>,
    /// Each verdict with its reckoning.
    pub verdicts: Vec<VerdictTold>,
    /// On what the rule rests.
    pub basis: Vec<Cited>,
}

impl Presenter<'_> {
    /// What a rule says of a document, in words beside the data.
    pub fn told_rule(
        &self,
        document: &str,
        said: &RuleAssessment,
        as_of: Date,
        stage: Stage,
    ) -> RuleTold {
        let outcome = &said.outcome;
        let found = said.findings.iter().map(|one| self.told_finding(one));
        let met = said.passes.iter();
        let met = met.map(|one| self.told_evidence(&outcome.rule, one));
        let reasons = outcome.reasons.iter().map(|one| self.reason(one));
        let own = self.books().rule(&outcome.rule);
        let basis = match (&*outcome.basis, own) {
            ([], Some((_, rule))) => self.cited(&rule.basis),
            (basis, _) => self.cited(basis),
        };
        RuleTold {
            rule: outcome.rule.clone(),
            document: document.to_owned(),
            lang: self.lang(),
            as_of,
            stage,
            requirement: self.requirement(&outcome.rule),
            severity: outcome.severity,
            verdict: outcome.verdict,
            counts: outcome.counts,
            reasons: reasons.collect(),
            verdicts: found.chain(met).collect(),
            basis,
        }
    }

    /// What a rule says of a document as text: what the command `explain RULE FILE` prints.
    pub fn rule_told(&self, told: &RuleTold) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "{}\n{}\n", told.requirement, told.rule);
        for line in self.told_head(told) {
            let _ = writeln!(out, "{line}");
        }
        for one in &told.basis {
            let basis = self.word("explain", "basis");
            let address = one.address.iter().map(|one| format!(", {one}"));
            let address: String = address.collect();
            let _ = writeln!(out, "{basis}: {}{address}", one.words);
        }
        for verdict in &told.verdicts {
            self.write_verdict(verdict, &mut out);
        }
        out
    }

    /// For what was assessed, and what came out, a line each.
    pub(crate) fn told_head(&self, told: &RuleTold) -> Vec<String> {
        let (as_of, stage) = (self.locale().date(told.as_of), self.stage(told.stage));
        let values = [
            ("document", told.document.as_str()),
            ("as_of", &as_of),
            ("stage", &stage),
        ];
        let label = self.label(told.verdict, told.severity);
        let counted = self.counted(told.counts);
        let said = [("verdict", label.as_str()), ("counts", &counted)];
        let result = if counted.is_empty() {
            self.fill("reckoning", "result_alone", &said)
        } else {
            self.fill("reckoning", "result", &said)
        };
        let lines = [self.fill("reckoning", "assessed", &values), result];
        lines.into_iter().chain(told.reasons.clone()).collect()
    }

    fn write_verdict(&self, one: &VerdictTold, out: &mut String) {
        let place = match one.place_words.as_str() {
            "" => self.word("report", "document"),
            place => place.to_owned(),
        };
        let _ = writeln!(out, "\n{}: {place}", self.verdict(one.verdict));
        let text = &one.text;
        if !text.is_empty() {
            let _ = writeln!(out, "  {text}");
        }
        if !one.values.is_empty() {
            let _ = writeln!(out, "  {}:", self.word("reckoning", "values"));
        }
        for value in &one.values {
            let basis: Vec<&str> = value.basis.iter().map(|one| one.words.as_str()).collect();
            let basis = match basis.as_slice() {
                [] => String::new(),
                basis => format!(" [{}]", basis.join("; ")),
            };
            let _ = writeln!(out, "    {}{basis}", self.value_line(value));
        }
        let _ = writeln!(out, "  {}:", self.word("reckoning", "steps"));
        for step in &one.reasoning {
            let _ = writeln!(out, "    {}", self.numbered(step.number, &step.text));
        }
        // What the text says already is not said twice.
        let untold = |one: &&Distance| !text.contains(&self.value(&one.by));
        if let Some(distance) = one.distance.as_ref().filter(untold) {
            let _ = writeln!(out, "  {}", self.distance(distance));
        }
    }

    /// How many had which verdict, those that there are, in one line.
    pub fn counted(&self, counts: Counts) -> String {
        let parts = Verdict::ALL.into_iter().filter_map(|verdict| {
            let count = counts.of(verdict);
            let count = (count > 0).then(|| self.locale().count(count))?;
            let values = [("verdict", self.verdict(verdict)), ("n", count)];
            let values = values.each_ref().map(|(name, one)| (*name, one.as_str()));
            Some(self.fill("reckoning", "counted", &values))
        });
        parts.collect::<Vec<_>>().join(" · ")
    }
}
