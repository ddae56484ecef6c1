//! An explanation for the terminal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Cited, ExampleTold, Explanation, Number, NumberValue, OverrideTold};
use crate::rulebook::{RuleStatus, Stage};
use crate::words::Presenter;

/// A change that an example makes.
pub(crate) enum Change {
    /// As data: a pointer, or a pointer and its value.
    Data(String),
    Words(String),
}

impl Change {
    fn text(&self) -> &str {
        match self {
            Change::Data(text) | Change::Words(text) => text,
        }
    }
}

impl Presenter<'_> {
    /// An explanation as text: what the command `explain` prints.
    pub fn explanation(&self, one: &Explanation) -> String {
        let mut out = String::new();
        let word = |key: &str| self.word("explain", key);
        let _ = writeln!(out, "{}\n{}\n", one.requirement, one.rule);
        if one.status == RuleStatus::Retired {
            let _ = writeln!(out, "{}\n", word("retired"));
        }
        for (key, text) in self.facts(one) {
            let _ = writeln!(out, "{}: {text}", word(key));
        }
        for one in &one.basis {
            let _ = writeln!(out, "{}: {}", word("basis"), cited(one));
        }
        for line in one.overrides.iter().map(|one| self.overridden(one)) {
            let _ = writeln!(out, "{}: {line}", word("overrides"));
        }
        if !one.numbers.is_empty() {
            let _ = writeln!(out, "\n{}:", word("numbers"));
        }
        for number in &one.numbers {
            self.write_number(number, &mut out);
        }
        if one.examples.is_empty() {
            return out;
        }
        let _ = writeln!(out, "\n{}:", word("examples"));
        if let Some(start) = self.examples_start(&one.rulebook.id) {
            let _ = writeln!(out, "  {start}");
        }
        for example in &one.examples {
            let verdict = self.verdict(example.verdict);
            let _ = writeln!(out, "\n  {verdict}: {}", example.name);
            for (name, change) in self.changes(example) {
                let _ = writeln!(out, "    {name}: {}", change.text());
            }
            for line in &example.output {
                let _ = writeln!(out, "    {}: {line}", word("output"));
            }
        }
        out
    }

    /// The facts of a rule that are a line each, by the keys of their names.
    pub(crate) fn facts(&self, one: &Explanation) -> Vec<(&'static str, String)> {
        let mut facts = vec![
            ("fault", one.fault.clone()),
            ("severity", self.severity(one.severity)),
            ("why", one.why.clone()),
            ("what_to_do", one.advice.clone()),
            ("formula", one.formula.clone()),
            ("over", self.word_of("over", &one.over)),
        ];
        if !one.applies.is_empty() {
            facts.push(("applies", one.applies.join("; ")));
        }
        facts.push(("stages", self.stages(&one.stages)));
        if !one.advises.is_empty() {
            facts.push(("advises", self.stages(&one.advises)));
        }
        if let Some(exception) = &one.exception {
            let basis: Vec<String> = exception.basis.iter().map(cited).collect();
            let basis = basis.join("; ");
            facts.push(("exception", format!("{} [{basis}]", exception.text)));
        }
        facts.push(("rulebook", one.rulebook.title.clone()));
        facts
    }

    fn stages(&self, stages: &[Stage]) -> String {
        if stages.is_empty() {
            return self.word("explain", "all_stages");
        }
        let names: Vec<String> = stages.iter().map(|one| self.stage(*one)).collect();
        names.join(", ")
    }

    /// What another rulebook makes of a rule, as a sentence.
    pub(crate) fn overridden(&self, one: &OverrideTold) -> String {
        let severity = one.severity.map(|one| self.severity(one));
        let severity = severity.unwrap_or_default();
        let key = if one.off {
            "switched_off"
        } else {
            "other_severity"
        };
        let values = [
            ("book", one.rulebook.as_str()),
            ("severity", &severity),
            ("reason", &one.reason),
        ];
        self.fill("explain", key, &values)
    }

    /// When a value of a number is in force.
    pub(crate) fn in_force(&self, value: &NumberValue) -> String {
        let day = |key: &str, day| {
            let day = self.locale().date(day);
            self.fill("explain", key, &[(key, &day)])
        };
        let bounds = [
            value.from.map(|from| day("from", from)),
            value.until.map(|until| day("until", until)),
        ];
        let bounds: Vec<String> = bounds.into_iter().flatten().collect();
        if bounds.is_empty() {
            self.word("explain", "always")
        } else {
            bounds.join(", ")
        }
    }

    fn write_number(&self, number: &Number, out: &mut String) {
        for value in &number.values {
            let basis: Vec<String> = value.basis.iter().map(cited).collect();
            let (in_force, by) = (self.in_force(value), self.word_of("chosen_by", &number.by));
            let when = [("in_force", in_force.as_str()), ("by", &by)];
            let when = self.fill("explain", "when", &when);
            let _ = writeln!(
                out,
                "  {} ({}): {} ({when}) [{}: {}]",
                number.title,
                number.name,
                value.value,
                number.rulebook,
                basis.join("; "),
            );
            if let Some(remark) = &value.remark {
                let _ = writeln!(out, "    {remark}");
            }
        }
    }

    /// What all examples start from; nothing when the rulebooks have no model project.
    pub(crate) fn examples_start(&self, book: &str) -> Option<String> {
        let day = self.books().examples_as_of(book)?;
        let day = self.locale().date(day);
        let stage = self.stage(Stage::Application);
        let values = [("day", day.as_str()), ("stage", &stage)];
        Some(self.fill("explain", "examples_start", &values))
    }

    /// What an example changes, name by name.
    pub(crate) fn changes(&self, example: &ExampleTold) -> Vec<(String, Change)> {
        let word = |key: &str| self.word("explain", key);
        let data = |key: &str, text: String| (word(key), Change::Data(text));
        let words = |key: &str, text: String| (word(key), Change::Words(text));
        let removed = example
            .remove
            .iter()
            .map(|one| data("removed", one.clone()));
        let of = |key, values: &BTreeMap<String, serde_json::Value>| -> Vec<(String, Change)> {
            let lines = values
                .iter()
                .map(|(at, value)| data(key, format!("{at} = {value}")));
            lines.collect()
        };
        let mut changes: Vec<(String, Change)> = removed
            .chain(of("set", &example.set))
            .chain(of("other_document", &example.other))
            .collect();
        if changes.is_empty() {
            changes.push(words("project", word("as_it_is")));
        }
        let day = example.as_of.map(|day| self.locale().date(day));
        changes.extend(day.map(|day| words("day", day)));
        let stage = example.stage.map(|stage| self.stage(stage));
        changes.extend(stage.map(|stage| words("stage", stage)));
        changes
    }
}

fn cited(one: &Cited) -> String {
    match &one.address {
        Some(address) => format!("{}, {address}", one.words),
        None => one.words.clone(),
    }
}
