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
}

impl Said {
    pub(crate) fn new(code: &'static str) -> Self {
        Said {
            code,
            values: Vec::new(),
        }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, value.into()));
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
        let values: Vec<(&str, &str)> = self.values().collect();
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
