//! A rule as prose: what the command `explain` prints.

use std::fmt::Write as _;

use super::Presenter;
use crate::finding::Verdict;
use crate::rulebook::{Param, ParamValue, Rule, Rulebook, Unit};

impl Presenter<'_> {
    /// A rule as prose, with its numbers, its basis and its examples; nothing when no rule has
    /// the id.
    pub fn explain(&self, rule: &str) -> Option<String> {
        let (book, rule) = self.books().rule(rule)?;
        let mut out = String::new();
        let lang = self.lang();
        let word = |key: &str| self.word("report", key);
        let _ = writeln!(out, "{}\n{}\n", rule.requirement.get(lang), rule.id);
        let mut line = |name: String, text: &str| {
            let _ = writeln!(out, "{name}: {text}");
        };
        line(word("fault"), rule.title.get(lang));
        line(word("severity"), &self.severity(rule.severity));
        line(word("why"), rule.why.get(lang));
        line(word("what_to_do"), rule.advice.get(lang));
        for (basis, words) in rule.basis.iter().zip(self.basis(&rule.basis)) {
            let address = self
                .address(basis)
                .map_or_else(String::new, |one| format!(", {one}"));
            line(word("basis"), &format!("{words}{address}"));
        }
        line(word("rulebook"), book.file.title.get(lang));
        if !rule.stages.is_empty() {
            let stages: Vec<String> = rule.stages.iter().map(|one| self.stage(*one)).collect();
            line(word("stages"), &stages.join(", "));
        }
        if let Some(exception) = &rule.exception {
            line(word("exception"), exception.text.get(lang));
        }
        self.numbers(book, rule, &mut out);
        let _ = writeln!(out, "\n{}:", word("examples"));
        for verdict in Verdict::ALL {
            for example in rule.examples.iter().filter(|one| one.verdict == verdict) {
                let _ = writeln!(out, "  {}: {}", self.verdict(verdict), example.name);
            }
        }
        Some(out)
    }

    /// The numbers of a rule, with the calls that set them.
    fn numbers(&self, book: &Rulebook, rule: &Rule, out: &mut String) {
        let quantities = rule.check.quantities();
        let named = quantities
            .iter()
            .flat_map(|(_, quantity, _)| quantity.params());
        let lists = rule.check.lists();
        let named = named.chain(lists.iter().map(|(_, name, _)| *name));
        let mut lines = Vec::new();
        for name in named {
            for other in self.books().books() {
                let near = self.books().reaches(&other.file.id, &book.file.id)
                    || self.books().reaches(&book.file.id, &other.file.id);
                let Some(param) = other.file.params.get(name).filter(|_| near) else {
                    continue;
                };
                for value in &param.values {
                    lines.push(self.number(&other.file.id, param, value));
                }
            }
        }
        lines.dedup();
        if lines.is_empty() {
            return;
        }
        let _ = writeln!(out, "\n{}:", self.word("report", "numbers"));
        for line in lines {
            let _ = writeln!(out, "  {line}");
        }
    }

    fn number(&self, book: &str, param: &Param, value: &ParamValue) -> String {
        let lang = self.lang();
        let shown = match (&value.value, param.unit) {
            (Some(text), _) => self.shown(param.unit, text),
            (None, Unit::Codes) => {
                let words = value.codes.iter().map(|code| {
                    code.title
                        .as_ref()
                        .map_or(code.code.as_str(), |title| title.get(lang))
                });
                words.collect::<Vec<_>>().join("; ")
            }
            (None, Unit::Rounds) => {
                let rounds = value.rounds.iter().map(|round| {
                    format!(
                        "{}: {}",
                        self.round(round.round),
                        self.locale().date(round.due)
                    )
                });
                rounds.collect::<Vec<_>>().join("; ")
            }
            (None, _) => {
                let regions = value.by_region.iter().map(|(code, text)| {
                    let name = crate::register::region(code).map(|area| self.text(&area.name()));
                    let name = name.unwrap_or_else(|| code.clone());
                    format!("{name} {}", self.shown(param.unit, text))
                });
                regions.collect::<Vec<_>>().join("; ")
            }
        };
        let basis = self.basis(&value.basis).join("; ");
        format!("{}: {shown} [{book}: {basis}]", param.title.get(lang))
    }

    fn shown(&self, unit: Unit, text: &str) -> String {
        let locale = self.locale();
        let shown = match unit {
            Unit::Share => text.parse().ok().map(|share| locale.share(share)),
            Unit::Money => text.parse().ok().map(|sum| locale.money(sum)),
            Unit::Date => text.parse().ok().map(|day| locale.date(day)),
            Unit::Count | Unit::Codes | Unit::Rounds => None,
        };
        shown.unwrap_or_else(|| text.to_owned())
    }
}
