//! What is doubtful in rulebooks that load: contradictions, dead rules, gaps, texts out of step with
//! the numbers. What keeps them from loading is told by loading them.

use crate::rulebook::{Rule, Rulebook, Rulebooks, Said};

mod bounds;
mod figures;
mod params;
mod rules;
mod texts;

pub(crate) use bounds::Bounded;

/// Something that is wrong or doubtful in a rulebook.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lint {
    /// Whether it must be put right.
    pub level: Level,
    /// The rulebook, by its id.
    pub book: String,
    /// The rule whose file it stands in; `rulebook.toml`, where absent.
    pub rule: Option<String>,
    /// Where in the file: keys, and in lists numbers from 0.
    pub path: Vec<String>,
    /// What is wrong.
    pub said: Said,
}

/// Whether something must be put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// It is wrong.
    Error,
    /// It may be meant.
    Warning,
}

impl Level {
    /// The word in data.
    pub fn key(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
        }
    }
}

/// What is wrong or doubtful in some of the rulebooks, chosen by their ids.
///
/// ```
/// use selvitys::{lint, Level, Rulebooks};
/// let found = lint(Rulebooks::builtin(), |_| true);
/// assert!(found.iter().all(|one| one.level == Level::Warning));
/// ```
pub fn lint(books: &Rulebooks, chosen: impl Fn(&str) -> bool) -> Vec<Lint> {
    let mut found = Lints {
        books,
        found: Vec::new(),
    };
    for book in books.books().filter(|book| chosen(&book.file.id)) {
        params::of_book(book, &mut found);
        for rule in book.rules.values() {
            rules::of_rule(book, rule, &mut found);
            bounds::of_rule(book, rule, &mut found);
            texts::of_rule(book, rule, &mut found);
        }
    }
    found.found
}

/// Where lints gather.
struct Lints<'a> {
    books: &'a Rulebooks,
    found: Vec<Lint>,
}

impl Lints<'_> {
    fn rule(&mut self, level: Level, book: &Rulebook, rule: &Rule, path: &[&str], said: Said) {
        self.found.push(Lint {
            level,
            book: book.file.id.to_string(),
            rule: Some(rule.id.to_string()),
            path: path.iter().map(|key| (*key).to_owned()).collect(),
            said,
        });
    }

    fn heading(&mut self, level: Level, book: &Rulebook, path: &[&str], said: Said) {
        self.found.push(Lint {
            level,
            book: book.file.id.to_string(),
            rule: None,
            path: path.iter().map(|key| (*key).to_owned()).collect(),
            said,
        });
    }
}

/// The rulebooks from which both of two rulebooks are seen: what holds for the one holds beside
/// the other for a grant under them.
fn views<'a>(
    books: &'a Rulebooks,
    one: &'a Rulebook,
    other: &'a Rulebook,
) -> impl Iterator<Item = &'a Rulebook> {
    let sees = |view: &Rulebook, book: &Rulebook| {
        book.file.general || books.reaches(&view.file.id, &book.file.id)
    };
    books
        .books()
        .filter(move |view| sees(view, one) && sees(view, other))
}

/// Whether a rulebook, or one that it uses, switches a rule off.
fn is_off(books: &Rulebooks, view: &Rulebook, rule: &Rule) -> bool {
    let change = books.override_of(&view.file.id, &rule.id);
    change.is_some_and(|(_, change)| change.off)
}
