//! The world of one text: itself, the fonts, and nothing else.

use std::path::PathBuf;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World, WorldExt};

use crate::Problem;
use crate::fonts::FONTS;

/// `pdf.header-cell` stands behind a switch yet: the cell that heads a row needs it.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

pub(crate) struct Text {
    source: Source,
    today: Option<Datetime>,
}

impl Text {
    pub(crate) fn new(typst: &str, today: Option<Datetime>) -> Self {
        Self {
            source: Source::detached(typst),
            today,
        }
    }

    /// What was found, with its line.
    pub(crate) fn problem(&self, found: &SourceDiagnostic) -> Problem {
        let line = self
            .range(found.span)
            .and_then(|range| self.source.lines().byte_to_line(range.start))
            .map(|line| line + 1);
        Problem {
            line,
            message: found.message.to_string(),
            hints: found.hints.iter().map(|hint| hint.v.to_string()).collect(),
        }
    }
}

/// A text has no file beside it.
fn refused<T>(id: FileId) -> FileResult<T> {
    let path = id.vpath().get_with_slash().to_string();
    Err(FileError::NotFound(PathBuf::from(path)))
}

impl World for Text {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() {
            Ok(self.source.clone())
        } else {
            refused(id)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        refused(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}
