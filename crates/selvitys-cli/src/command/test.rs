//! `selvitys test`: the examples of rulebooks, as they are written.

use std::io::{self, Write};
use std::path::Path;

use selvitys::{
    Example, ExampleError, Lang, Presenter, Problem, Rule, RuleStatus, Rulebook, RulebookFiles,
    Rulebooks, Verdict, phrase,
};

use crate::arguments::Test;
use crate::failure::Failure;

pub(crate) fn run(test: &Test, lang: Lang, out: &mut dyn Write) -> Result<u8, Failure> {
    let folders: Vec<&Path> = test.folders.iter().map(AsRef::as_ref).collect();
    let files = RulebookFiles::read(&folders)?;
    let books = files.load()?;
    let mut rules = books.rules();
    rules.retain(|(book, rule)| files.is_own(&book.file.id) && rule.status == RuleStatus::Active);
    if let Some(wanted) = &test.rule {
        if !rules.iter().any(|(_, rule)| rule.id == *wanted) {
            return Err(Failure::no_rule(wanted, &rules));
        }
        rules.retain(|(_, rule)| rule.id == *wanted);
    }
    let (mut ran, mut failed) = (0_usize, 0_usize);
    let show = Show {
        files: &files,
        books: &books,
        says: Presenter::new(&books, lang),
    };
    for (book, rule) in &rules {
        if rule.examples.is_empty() {
            failed += 1;
            let words = phrase("test", "no_examples", lang, &[]);
            writeln!(
                out,
                "{}",
                files.in_rule(&book.file.id, &rule.id, &["id"], words)
            )?;
        }
        for (number, example) in rule.examples.iter().enumerate() {
            ran += 1;
            if let Err(error) = example.prove(&books, book, rule) {
                failed += 1;
                show.failure(book, rule, (number, example), &error, out)?;
            }
        }
    }
    let [rules, ran, wrong] = [rules.len(), ran, failed].map(|count| count.to_string());
    let values = [("rules", rules.as_str()), ("ran", &ran), ("failed", &wrong)];
    writeln!(out, "{}", phrase("test", "summary", lang, &values))?;
    Ok(if failed == 0 {
        crate::CLEAN
    } else {
        crate::FOUND
    })
}

struct Show<'a> {
    files: &'a RulebookFiles,
    books: &'a Rulebooks,
    says: Presenter<'a>,
}

impl Show<'_> {
    /// An example that does not hold: where it stands, what it expects, and what the rule says.
    fn failure(
        &self,
        book: &Rulebook,
        rule: &Rule,
        (number, example): (usize, &Example),
        error: &ExampleError,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let key = match error {
            ExampleError::Verdict(..) => "verdict",
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
