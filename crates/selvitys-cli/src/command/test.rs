//! `selvitys test`: the examples of rulebooks, as they are written.

use std::io::{self, Write};
use std::path::Path;

use selvitys::{
    ExampleError, Gap, Lang, Missing, Mutant, MutantAt, Mutation, Presenter, Problem, Proof,
    RuleStatus, RulebookFiles, Rulebooks, Scope, Verdict, phrase,
};

use crate::arguments::Test;
use crate::failure::Failure;

pub(crate) fn run(test: &Test, lang: Lang, out: &mut dyn Write) -> Result<u8, Failure> {
    let folders: Vec<&Path> = test.folders.iter().map(AsRef::as_ref).collect();
    let files = RulebookFiles::read(&folders)?;
    let books = files.load()?;
    let mut scope = Scope::of(files.own());
    let mut rules = books.rules();
    rules.retain(|(book, rule)| scope.holds(book, rule) && rule.status == RuleStatus::Active);
    if let Some(wanted) = &test.rule {
        scope = scope.rule(wanted);
        if !rules.iter().any(|(_, rule)| rule.id == *wanted) {
            return Err(Failure::no_rule(wanted, &rules));
        }
        rules.retain(|(_, rule)| rule.id == *wanted);
    }
    let proof = Proof::new(&books, scope);
    let show = Show {
        files: &files,
        books: &books,
        says: Presenter::new(&books, lang),
    };
    let failures = proof.failures();
    for failure in failures {
        show.failure(failure, out)?;
    }
    let say = |key: &str, values: &[(&str, usize)]| {
        let values: Vec<(&str, String)> = values
            .iter()
            .map(|(name, count)| (*name, count.to_string()))
            .collect();
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, count)| (*name, count.as_str()))
            .collect();
        phrase("test", key, lang, &values)
    };
    let examples: usize = rules.iter().map(|(_, rule)| rule.examples.len()).sum();
    writeln!(
        out,
        "{}",
        say(
            "summary",
            &[
                ("rules", rules.len()),
                ("ran", examples),
                ("failed", failures.len())
            ]
        )
    )?;
    if !failures.is_empty() {
        return Ok(crate::FOUND);
    }
    let gaps = proof.gaps();
    for gap in &gaps {
        writeln!(out, "{}", show.gap(gap))?;
    }
    if test.no_mutants {
        return Ok(if gaps.is_empty() {
            crate::CLEAN
        } else {
            crate::FOUND
        });
    }
    let mutants = proof.mutants();
    let survivors = proof.unnoticed(&mutants);
    let mut shown: Vec<Problem> = survivors
        .iter()
        .map(|mutant| show.survivor(mutant))
        .collect();
    shown.sort();
    for problem in &shown {
        writeln!(out, "{problem}")?;
    }
    let noticed = mutants.len() - survivors.len();
    writeln!(
        out,
        "{}",
        say("mutants", &[("tried", mutants.len()), ("noticed", noticed)])
    )?;
    let sound = gaps.is_empty() && survivors.is_empty();
    Ok(if sound { crate::CLEAN } else { crate::FOUND })
}

struct Show<'a> {
    files: &'a RulebookFiles,
    books: &'a Rulebooks,
    says: Presenter<'a>,
}

impl Show<'_> {
    /// An example that does not hold: where it stands, what it expects, and what the rule says.
    fn failure(&self, failure: &selvitys::Failure<'_>, out: &mut dyn Write) -> io::Result<()> {
        let selvitys::Failure {
            book,
            rule,
            number,
            example,
            error,
            ..
        } = failure;
        let key = match error {
            ExampleError::Verdict(..) => "verdict",
            ExampleError::Findings(..) => "findings",
            ExampleError::Value(..) => "values",
            ExampleError::Pointer(pointer) if example.remove.contains(pointer) => "remove",
            ExampleError::Pointer(pointer) if example.other.contains_key(pointer) => "other",
            ExampleError::Pointer(_) => "set",
            _ => "name",
        };
        let number = number.to_string();
        let mut path = vec!["example", &number, key];
        match error {
            ExampleError::Value(name, ..) => path.push(name),
            ExampleError::Pointer(pointer) if key != "remove" => path.push(pointer),
            _ => {}
        }
        let said = example.assess(self.books, book, rule).ok();
        let mut words = self.words(error);
        if let ExampleError::Value(name, actual, expected) = error
            && actual.is_empty()
        {
            let values = said.iter().filter_map(|said| {
                let first = said.findings.first().map(|one| &one.values);
                first.or(said.outcome.closest.as_ref().map(|one| &one.values))
            });
            let known: Vec<&str> = values.flatten().map(|(name, _)| name.as_str()).collect();
            let known = known.join(", ");
            let values = [
                ("name", name.as_str()),
                ("expected", expected),
                ("known", &known),
            ];
            words = phrase("test", "value_missing", self.says.lang(), &values);
        }
        let message = format!("\"{}\": {words}", example.name);
        let problem: Problem = self.files.in_rule(&book.file.id, &rule.id, &path, message);
        writeln!(out, "{problem}")?;
        let Some(said) = said else { return Ok(()) };
        let lang = self.says.lang();
        for finding in &said.findings {
            let place = self.says.place(&finding.place);
            let message = self.says.message(finding);
            let values = [("place", place.as_str()), ("message", message.as_str())];
            let line = phrase("test", "at_place", lang, &values);
            writeln!(out, "  `{}` {line}", finding.verdict.key())?;
        }
        let evidence = self.says.evidence(&said.outcome);
        if said.outcome.verdict == Verdict::Met && !evidence.is_empty() {
            let values = [("evidence", evidence.as_str())];
            writeln!(out, "  {}", phrase("test", "shown_by", lang, &values))?;
        }
        for reason in &said.outcome.reasons {
            let reason = self.says.reason(reason);
            let values = [("reason", reason.as_str())];
            writeln!(out, "  {}", phrase("test", "because", lang, &values))?;
        }
        Ok(())
    }

    /// What the examples of a rule do not show.
    fn gap(&self, gap: &Gap<'_>) -> Problem {
        let say = |key: &str, values: &[(&str, &str)]| {
            let words = phrase("test", key, self.says.lang(), values);
            format!("{}: {words}", gap.rule.id)
        };
        let (book, rule) = (&gap.book.file.id, &gap.rule.id);
        match gap.missing {
            Missing::Verdict(verdict) => {
                let words = say("gap_verdict", &[("verdict", verdict.key())]);
                self.files.in_rule(book, rule, &["example"], words)
            }
            Missing::Name(number) => {
                let name = gap
                    .rule
                    .examples
                    .get(number)
                    .map_or("", |one| one.name.as_str());
                let words = say("gap_name", &[("name", name)]);
                self.files
                    .in_rule(book, rule, &["example", &number.to_string(), "name"], words)
            }
            Missing::Bound => self
                .files
                .in_rule(book, rule, &["check"], say("gap_bound", &[])),
        }
    }

    /// A change that no example notices.
    fn survivor(&self, mutant: &Mutant) -> Problem {
        let rules = mutant.rules().join(", ");
        let say = |key: &str, values: &[(&str, &str)]| {
            let values = [values, &[("rules", rules.as_str())]].concat();
            phrase("test", key, self.says.lang(), &values)
        };
        let words = match mutant.change() {
            Mutation::Moved { from, to, .. } => say("moved", &[("from", from), ("to", to)]),
            Mutation::Dropped(what) => say("dropped", &[("what", what)]),
            Mutation::Added(what) => say("added", &[("what", what)]),
            Mutation::Exchanged { from, to } => say("exchanged", &[("from", from), ("to", to)]),
        };
        let path = mutant.path();
        let words = format!("{}: {words}", path.join("."));
        match mutant.at() {
            MutantAt::Rule(rule) => self.files.in_rule(mutant.book(), rule, &path, words),
            MutantAt::Heading => self.files.in_heading(mutant.book(), &path, words),
        }
    }

    fn words(&self, error: &ExampleError) -> String {
        let say =
            |key: &str, values: &[(&str, &str)]| phrase("test", key, self.says.lang(), values);
        match error {
            ExampleError::Verdict(actual, expected) => say(
                "verdict",
                &[("actual", actual.key()), ("expected", expected.key())],
            ),
            ExampleError::Value(name, actual, expected) => say(
                "value",
                &[("name", name), ("actual", actual), ("expected", expected)],
            ),
            ExampleError::Findings(actual, expected) => {
                let (actual, expected) = (actual.to_string(), expected.to_string());
                say("findings", &[("actual", &actual), ("expected", &expected)])
            }
            ExampleError::NoBase => say("no_base", &[]),
            ExampleError::Pointer(pointer) => say("pointer", &[("pointer", pointer)]),
            ExampleError::Project(error) => {
                let problems = error.problems.iter().map(|problem| {
                    let message = problem.message(self.says.lang());
                    format!("{}: {message}", problem.pointer)
                });
                let problems: Vec<String> = problems.collect();
                say("project", &[("error", &problems.join("; "))])
            }
            other => other.to_string(),
        }
    }
}
