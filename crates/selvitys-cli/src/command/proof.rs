//! What `selvitys test` shows: examples that do not hold, what none shows, what none notices.

use std::io::{self, Write};

use selvitys::{
    ExampleAt, ExampleError, Gap, Missing, Mutant, MutantAt, Mutation, Presenter, RulebookFiles,
    Rulebooks, TextPlace, Verdict, phrase,
};

/// Shows what does not hold, with its place in the files.
pub(super) struct Show<'a> {
    pub(super) files: &'a RulebookFiles,
    pub(super) books: &'a Rulebooks,
    pub(super) says: Presenter<'a>,
}

impl Show<'_> {
    /// An example that does not hold: where it stands, what it expects, and what the rule says.
    pub(super) fn failure(
        &self,
        failure: &selvitys::Failure<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let selvitys::Failure {
            book,
            rule,
            at,
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
        let (number, in_heading) = match at {
            ExampleAt::Rule(number) => (number.to_string(), false),
            ExampleAt::Heading(number) => (number.to_string(), true),
        };
        let mut path = if in_heading {
            vec!["example", &rule.id, &number, key]
        } else {
            vec!["example", &number, key]
        };
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
            let known: Vec<&str> = values.flatten().map(|(name, _)| name).collect();
            let known = known.join(", ");
            let values = [
                ("name", name.as_str()),
                ("expected", expected),
                ("known", &known),
            ];
            words = phrase("test", "value_missing", self.says.lang(), &values);
        }
        let place = if in_heading {
            self.files.in_heading(&book.file.id, &path)
        } else {
            self.files.in_rule(&book.file.id, &rule.id, &path)
        };
        writeln!(out, "{place}: \"{}\": {words}", example.name)?;
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
    pub(super) fn gap(&self, gap: &Gap<'_>) -> (TextPlace, String) {
        let say = |key: &str, values: &[(&str, &str)]| {
            let words = phrase("test", key, self.says.lang(), values);
            format!("{}: {words}", gap.rule.id)
        };
        let (book, rule) = (&gap.book.file.id, &gap.rule.id);
        match gap.missing {
            Missing::Verdict(verdict) => {
                let words = say("gap_verdict", &[("verdict", verdict.key())]);
                (self.files.in_rule(book, rule, &["example"]), words)
            }
            Missing::Name(number) => {
                let name = gap
                    .rule
                    .examples
                    .get(number)
                    .map_or("", |one| one.name.as_str());
                let words = say("gap_name", &[("name", name)]);
                let path = ["example", &number.to_string(), "name"];
                (self.files.in_rule(book, rule, &path), words)
            }
            Missing::Bound => (
                self.files.in_rule(book, rule, &["check"]),
                say("gap_bound", &[]),
            ),
        }
    }

    /// A change that no example notices.
    pub(super) fn survivor(&self, mutant: &Mutant) -> (TextPlace, String) {
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
        let place = match mutant.at() {
            MutantAt::Rule(rule) => self.files.in_rule(mutant.book(), rule, &path),
            MutantAt::Heading => self.files.in_heading(mutant.book(), &path),
        };
        (place, words)
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
