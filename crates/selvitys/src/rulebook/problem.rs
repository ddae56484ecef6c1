//! What is wrong with a rulebook: data first, the words last.

use std::fmt;

use crate::model::Lang;
use crate::words::Texts;

/// Everything that keeps rulebooks from loading, all at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct RulebookError {
    /// The problems, in the order of files and lines.
    pub problems: Vec<Problem>,
}

/// One problem, and where it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file: its path on disk where it was read from there, else that within the rulebooks.
    pub file: String,
    /// The line, from 1; 0 where the problem has no line.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong and what is expected.
    pub said: Said,
}

/// What is wrong, as a code and the values of its sentence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    code: &'static str,
    values: Vec<(&'static str, String)>,
    /// Values that are sentences themselves, by their languages.
    words: Vec<(&'static str, Lang, String)>,
}

impl Said {
    pub(crate) fn new(code: &'static str) -> Self {
        Said {
            code,
            values: Vec::new(),
            words: Vec::new(),
        }
    }

    /// What is said of a name that is not known: `near`, where one that is known is like it.
    pub(crate) fn unknown<'a>(
        [far, near]: [&'static str; 2],
        field: &'static str,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let said = match crate::nearest(name, known) {
            Some(nearest) => Said::new(near).with("nearest", nearest),
            None => Said::new(far),
        };
        said.with(field, name)
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    pub(crate) fn with_words(mut self, name: &'static str, words: impl Fn(Lang) -> String) -> Self {
        let words = Lang::ALL.map(|lang| (name, lang, words(lang)));
        self.words.extend(words);
        self
    }

    /// Names what is wrong, in kebab-case; the same in every language.
    pub fn code(&self) -> String {
        self.code.replace('_', "-")
    }

    /// The values of its sentence, by name.
    pub fn values(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
    }

    /// What is wrong and what is expected, in one language.
    pub fn message(&self, lang: Lang) -> String {
        let words = self.words.iter().filter(|(_, of, _)| *of == lang);
        let words = words.map(|(name, _, words)| (*name, words.as_str()));
        let values: Vec<(&str, &str)> = self.values().chain(words).collect();
        Texts::get().fill("rulebook_problem", self.code, lang, &values)
    }
}

impl Problem {
    /// The problem with its place, on one line: `file:line:column: message`.
    pub fn line(&self, lang: Lang) -> String {
        let said = self.said.message(lang);
        if self.line == 0 {
            format!("{}: {said}", self.file)
        } else {
            format!("{}:{}:{}: {said}", self.file, self.line, self.column)
        }
    }
}

impl fmt::Display for RulebookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, problem) in self.problems.iter().enumerate() {
            if number > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line(Lang::En))
    }
}

/// Line and column of a byte offset, both from 1; the column in characters.
pub(crate) fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset.min(text.len())).unwrap_or(text);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let column = before.get(start..).map_or(0, |line| line.chars().count()) + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    fn codes(folder: &Path, into: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                codes(&path, into);
                continue;
            }
            let code = std::fs::read_to_string(&path).unwrap();
            let code = code.split("#[cfg(test)]").next().unwrap_or_default();
            let literals = code.split('"').skip(1).step_by(2);
            into.extend(literals.map(str::to_owned));
        }
    }

    #[test]
    fn every_problem_has_its_words_and_no_words_are_left_over() {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut named = BTreeSet::new();
        for folder in ["rulebook", "lint", "check"] {
            codes(&src.join(folder), &mut named);
        }
        let words = Texts::get().section("rulebook_problem");
        let words: BTreeSet<&str> = words.collect();
        let left: Vec<&&str> = words.iter().filter(|key| !named.contains(**key)).collect();
        assert!(left.is_empty(), "{left:?}");
        let mut code = String::new();
        for file in ["rulebook/load.rs", "rulebook/prove.rs", "rulebook/files.rs"] {
            code += &std::fs::read_to_string(src.join(file)).unwrap();
        }
        for file in ["params", "rules", "bounds", "texts"] {
            code += &std::fs::read_to_string(src.join("lint").join(format!("{file}.rs"))).unwrap();
        }
        let mut said = code.split("Said::new(\"").skip(1);
        assert!(said.clone().count() > 40);
        assert!(said.all(|rest| {
            rest.split('"')
                .next()
                .is_some_and(|key| words.contains(key))
        }));
    }

    #[test]
    fn a_problem_is_one_line_in_each_language() {
        let problem = Problem {
            file: "oma/rulebook.toml".to_owned(),
            line: 3,
            column: 1,
            said: Said::new("unknown_rulebook").with("id", "commom"),
        };
        let lines = Lang::ALL.map(|lang| problem.line(lang));
        assert_eq!(
            lines,
            [
                "oma/rulebook.toml:3:1: Sääntökirjaa ei ole: `commom`.",
                "oma/rulebook.toml:3:1: Regelboken finns inte: `commom`.",
                "oma/rulebook.toml:3:1: no rulebook has the id `commom`",
            ]
        );
        assert_eq!(problem.said.code(), "unknown-rulebook");
    }
}
