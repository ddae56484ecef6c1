//! What an assessment was made from, so that it can be made again.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Assessment;
use crate::model::Project;
use crate::rulebook::{Rulebooks, Stage};

/// What an assessment was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The version of this library.
    pub engine: String,
    /// The rulebooks.
    pub rulebooks: Vec<BookRecord>,
    /// The projects.
    pub projects: Vec<ProjectRecord>,
    /// The day that it was made for.
    pub as_of: Date,
    /// The stage that it was made for.
    pub stage: Stage,
}

/// A rulebook that an assessment was made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BookRecord {
    /// Its id.
    pub id: String,
    /// Its own version.
    pub version: String,
    /// SHA-256 of its files.
    pub sha256: String,
}

/// A project that was assessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProjectRecord {
    /// Its id.
    pub id: String,
    /// SHA-256 of the document as this library writes it: the same for any spacing of the file.
    pub sha256: String,
}

/// Why an assessment does not come out again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReplayError {
    /// Another version of the library.
    #[error("it was made by version {0} of the library")]
    Engine(String),
    /// A rulebook has changed, or is not loaded.
    #[error("the rulebook `{0}` is not the one that it was made with")]
    Rulebook(String),
    /// The document has changed.
    #[error("the document `{0}` is not the one that it was made from")]
    Project(String),
    /// The same input gave another result.
    #[error("the same input gives another result")]
    Result,
}

impl Record {
    pub(super) fn new(projects: &[Project], books: &Rulebooks, as_of: Date, stage: Stage) -> Self {
        Record {
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            rulebooks: books
                .books()
                .map(|book| BookRecord {
                    id: book.file.id.to_string(),
                    version: book.file.version.clone(),
                    sha256: book.hash.clone(),
                })
                .collect(),
            projects: projects
                .iter()
                .map(|project| ProjectRecord {
                    id: project.id.clone(),
                    sha256: hash(project),
                })
                .collect(),
            as_of,
            stage,
        }
    }
}

/// SHA-256 of a project in canonical form: fields in the model's order, nothing between them.
fn hash(project: &Project) -> String {
    struct Feed(Sha256);
    impl std::io::Write for Feed {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.update(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut feed = std::io::BufWriter::with_capacity(1 << 14, Feed(Sha256::new()));
    // Neither a model value nor this writer can fail to be written.
    let _ = serde_json::to_writer(&mut feed, project);
    match feed.into_inner() {
        Ok(Feed(digest)) => crate::hash::hex(digest),
        Err(_) => String::new(),
    }
}

impl Assessment {
    /// Makes the assessment again and compares.
    ///
    /// # Errors
    ///
    /// What differs: the library's version, a rulebook, the document, or the result itself.
    pub fn replay(&self, project: &Project, books: &Rulebooks) -> Result<(), ReplayError> {
        let again = super::assess(project, books, self.record.as_of, self.record.stage);
        if self.record.engine != again.record.engine {
            return Err(ReplayError::Engine(self.record.engine.clone()));
        }
        for book in &self.record.rulebooks {
            if !again.record.rulebooks.contains(book) {
                return Err(ReplayError::Rulebook(book.id.clone()));
            }
        }
        for one in &self.record.projects {
            if !again.record.projects.contains(one) {
                return Err(ReplayError::Project(one.id.clone()));
            }
        }
        if *self == *again {
            Ok(())
        } else {
            Err(ReplayError::Result)
        }
    }
}
