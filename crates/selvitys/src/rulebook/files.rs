//! Rulebooks from folders, with their texts: for those who write them.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use super::folder::builtin_files;
use super::load::rule_at;
use super::position::offset;
use super::problem::position;
use super::{Problem, RulebookError, Rulebooks, Said};

/// The rulebooks of folders as they lie on disk, beside the built-in ones.
///
/// A rulebook with the id of a built-in one takes its place, so that the built-in ones can be
/// tried as they are written.
#[derive(Debug, Clone)]
pub struct RulebookFiles {
    /// Path within the rulebooks, and text.
    files: Vec<(String, String)>,
    /// Path within the rulebooks, and path on disk, of what was read.
    on_disk: Vec<(String, PathBuf)>,
    own: BTreeSet<String>,
}

/// A place in a file of a rulebook.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextPlace {
    /// The file: its path on disk where it was read from there, else that within the rulebooks.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for TextPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl RulebookFiles {
    /// Reads folders: each is a rulebook, or holds one rulebook a folder.
    ///
    /// # Errors
    ///
    /// When something cannot be read, when a folder holds no rulebook, or when two of them hold
    /// one of the same name.
    pub fn read(folders: &[&Path]) -> Result<RulebookFiles, RulebookError> {
        let mut read = RulebookFiles {
            files: Vec::new(),
            on_disk: Vec::new(),
            own: BTreeSet::new(),
        };
        for folder in folders {
            read.add(folder).map_err(|problem| RulebookError {
                problems: vec![problem],
            })?;
        }
        let kept = builtin_files().into_iter().filter(|(path, _)| {
            let book = path.split_once('/').map(|(book, _)| book);
            book.is_some_and(|book| !read.own.contains(book))
        });
        read.files.extend(kept);
        Ok(read)
    }

    fn add(&mut self, folder: &Path) -> Result<(), Problem> {
        let cannot = |path: &Path, error: std::io::Error| {
            at(
                path,
                Said::new("cannot_read").with("error", error.to_string()),
            )
        };
        let books = if folder.join("rulebook.toml").is_file() {
            vec![folder.to_owned()]
        } else {
            let mut books = Vec::new();
            for entry in std::fs::read_dir(folder).map_err(|error| cannot(folder, error))? {
                let path = entry.map_err(|error| cannot(folder, error))?.path();
                if path.is_dir() && !is_hidden(&path) {
                    books.push(path);
                }
            }
            books.sort();
            books
        };
        if books.is_empty() {
            return Err(at(folder, Said::new("no_rulebook_here")));
        }
        for book in books {
            // `.` and `..` have names too.
            let full = book.canonicalize().map_err(|error| cannot(&book, error))?;
            let Some(name) = full.file_name().and_then(|name| name.to_str()) else {
                return Err(at(&book, Said::new("folder_no_id")));
            };
            if !self.own.insert(name.to_owned()) {
                return Err(at(&book, Said::new("folder_twice")));
            }
            if !book.join("rulebook.toml").is_file() {
                return Err(at(&book, Said::new("no_heading")));
            }
            let mut found = Vec::new();
            list(&book, name, &mut found).map_err(|(path, error)| cannot(&path, error))?;
            found.sort();
            for (inside, path) in found {
                let text = std::fs::read_to_string(&path).map_err(|error| cannot(&path, error))?;
                self.files.push((inside.clone(), text));
                self.on_disk.push((inside, path));
            }
        }
        Ok(())
    }

    /// The ids of the rulebooks that were read from folders.
    pub fn own(&self) -> impl Iterator<Item = &str> {
        self.own.iter().map(String::as_str)
    }

    /// Whether a rulebook was read from a folder.
    pub fn is_own(&self, book: &str) -> bool {
        self.own.contains(book)
    }

    /// The ids that rules have by their files, each with its rulebook, whether they load or not.
    pub fn rules(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter_map(|(path, _)| rule_at(path))
    }

    /// The rulebooks, proven as a whole.
    ///
    /// # Errors
    ///
    /// All problems of all files at once, with the files' paths on disk.
    pub fn load(&self) -> Result<Rulebooks, RulebookError> {
        let books = Rulebooks::from_files(self.files.iter().cloned());
        books.map_err(|mut error| {
            for problem in &mut error.problems {
                problem.file = self.shown(&problem.file);
            }
            error
        })
    }

    /// The path within the rulebooks of a rule's file.
    fn rule_file(book: &str, rule: &str) -> String {
        format!("{book}/rules/{rule}.toml")
    }

    /// Where a key of a rule's file stands; in a list a step is the number of the item, from 0.
    pub fn in_rule(&self, book: &str, rule: &str, path: &[&str]) -> TextPlace {
        self.place(&RulebookFiles::rule_file(book, rule), path)
    }

    /// Where a key of a `rulebook.toml` stands, as [`RulebookFiles::in_rule`].
    pub fn in_heading(&self, book: &str, path: &[&str]) -> TextPlace {
        self.place(&format!("{book}/rulebook.toml"), path)
    }

    fn place(&self, file: &str, path: &[&str]) -> TextPlace {
        let text = self.files.iter().find(|(known, _)| known == file);
        let text = text.map_or("", |(_, text)| text.as_str());
        let (line, column) = position(text, offset(text, path));
        TextPlace {
            file: self.shown(file),
            line,
            column,
        }
    }

    /// A file as its reader knows it: by its path on disk, where it has one.
    fn shown(&self, file: &str) -> String {
        let known = self.on_disk.iter().find(|(inside, _)| inside == file);
        known.map_or_else(|| file.to_owned(), |(_, path)| path.display().to_string())
    }
}

fn at(path: &Path, said: Said) -> Problem {
    Problem {
        file: path.display().to_string(),
        line: 0,
        column: 0,
        said,
    }
}

fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_none_or(|name| name.starts_with('.'))
}

/// The files of a rulebook: paths within the rulebooks, and on disk.
fn list(
    folder: &Path,
    inside: &str,
    found: &mut Vec<(String, PathBuf)>,
) -> Result<(), (PathBuf, std::io::Error)> {
    let cannot = |error| (folder.to_owned(), error);
    for entry in std::fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        if is_hidden(&path) {
            continue;
        }
        let inside = format!("{inside}/{name}");
        let ending = path.extension().and_then(|ending| ending.to_str());
        if path.is_dir() {
            list(&path, &inside, found)?;
        } else if matches!(ending, Some("toml" | "json")) {
            found.push((inside, path));
        }
    }
    Ok(())
}
