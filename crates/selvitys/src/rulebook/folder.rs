//! Rulebooks from where they lie: compiled in, in a folder, or in memory.

use std::path::Path;
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};

use super::{RulebookError, RulebookFiles, Rulebooks};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rulebooks");

#[expect(
    clippy::expect_used,
    reason = "the tests load the built-in rulebooks: they are sound"
)]
static BUILTIN: LazyLock<Rulebooks> =
    LazyLock::new(|| Rulebooks::from_files(builtin_files()).expect("the built-in rulebooks load"));

/// The files of the built-in rulebooks: path and text.
pub(super) fn builtin_files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![&FILES];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files().filter_map(|file| {
            Some((
                file.path().to_str()?.to_owned(),
                file.contents_utf8()?.to_owned(),
            ))
        }));
    }
    files
}

impl Rulebooks {
    /// The rulebooks that come with this library.
    ///
    /// ```
    /// let books = selvitys::Rulebooks::builtin();
    /// assert!(books.call("tsk-2020").is_some());
    /// ```
    pub fn builtin() -> &'static Rulebooks {
        &BUILTIN
    }

    /// The built-in rulebooks and those in a folder: one folder a rulebook below it, or the
    /// rulebook itself. A rulebook with the id of a built-in one takes its place.
    ///
    /// # Errors
    ///
    /// All problems of all files at once, also when a file cannot be read.
    pub fn load(folder: &Path) -> Result<Rulebooks, RulebookError> {
        RulebookFiles::read(&[folder])?.load()
    }

    /// The built-in rulebooks and others from memory: paths such as `my-call/rulebook.toml` and
    /// `my-call/rules/late.toml`, each with its text.
    ///
    /// # Errors
    ///
    /// All problems of all files at once.
    pub fn with_files(
        files: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Rulebooks, RulebookError> {
        Rulebooks::from_files(builtin_files().into_iter().chain(files))
    }
}
