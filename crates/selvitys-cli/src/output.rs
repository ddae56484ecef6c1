//! Writing files whole or not at all.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::{NamedTempFile, TempPath};

use crate::failure::Failure;

/// Files that are written beside their places, and moved there whole when all are.
pub(crate) struct Staged {
    folder: PathBuf,
    ready: Mutex<Vec<(PathBuf, TempPath)>>,
}

impl Staged {
    /// For files of a folder, which is made if it is not there.
    pub(crate) fn new(folder: &Path) -> Result<Self, Failure> {
        std::fs::create_dir_all(folder)
            .map_err(|error| Failure::Write(folder.to_owned(), error))?;
        Ok(Staged {
            folder: folder.to_owned(),
            ready: Mutex::new(Vec::new()),
        })
    }

    /// Writes a file beside its place. Any thread may do so.
    pub(crate) fn add(&self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        let failed = |error| Failure::Write(path.to_owned(), error);
        let mut file = tempfile::Builder::new()
            .prefix(".selvitys-")
            .tempfile_in(&self.folder)
            .map_err(failed)?;
        file.write_all(bytes).map_err(failed)?;
        file.as_file().sync_all().map_err(failed)?;
        readable(file.path()).map_err(failed)?;
        // Closed: thousands of files may wait for their places.
        let file = file.into_temp_path();
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        ready.push((path.to_owned(), file));
        Ok(())
    }

    /// Moves every file to its place.
    pub(crate) fn keep(self) -> Result<(), Failure> {
        for (path, file) in self.into_files() {
            file.persist(&path)
                .map_err(|error| Failure::Write(path.clone(), error.error))?;
        }
        Ok(())
    }

    /// Moves every file to its place; one that is there stays as it is, and is told as a file that
    /// cannot be written.
    pub(crate) fn keep_new(self) -> Result<(), Failure> {
        for (path, file) in self.into_files() {
            file.persist_noclobber(&path)
                .map_err(|error| Failure::Write(path.clone(), error.error))?;
        }
        Ok(())
    }

    fn into_files(self) -> Vec<(PathBuf, TempPath)> {
        let ready = self.ready.into_inner();
        ready.unwrap_or_else(PoisonError::into_inner)
    }
}

/// New texts for files that are there already.
#[derive(Default)]
pub(crate) struct Replacements(Vec<Replacement>);

struct Replacement {
    path: PathBuf,
    /// What the file held when it was read.
    old: String,
    new: NamedTempFile,
}

impl Replacements {
    /// Makes the new text ready beside its file, with the file's permissions.
    pub(crate) fn add(&mut self, path: &Path, old: &str, new: &str) -> Result<(), Failure> {
        let failed = |error| Failure::Write(path.to_owned(), error);
        // Where the name is a link, the file that it leads to is replaced.
        let path = path.canonicalize().map_err(failed)?;
        // What may not be written to is not replaced either.
        let file = OpenOptions::new().write(true).open(&path).map_err(failed)?;
        let permissions = file.metadata().map_err(failed)?.permissions();
        let folder = path.parent().unwrap_or(Path::new("."));
        let mut ready = tempfile::Builder::new()
            .prefix(".selvitys-")
            .tempfile_in(folder)
            .map_err(failed)?;
        ready.write_all(new.as_bytes()).map_err(failed)?;
        ready
            .as_file()
            .set_permissions(permissions)
            .map_err(failed)?;
        ready.as_file().sync_all().map_err(failed)?;
        self.0.push(Replacement {
            path,
            old: old.to_owned(),
            new: ready,
        });
        Ok(())
    }

    /// Puts every new text in its place. Nothing is moved when one of the files has changed since
    /// it was read.
    pub(crate) fn write(self) -> Result<(), Failure> {
        for one in &self.0 {
            let now = std::fs::read(&one.path);
            let now = now.map_err(|error| Failure::Write(one.path.clone(), error))?;
            if now != one.old.as_bytes() {
                return Err(Failure::Changed(one.path.clone()));
            }
        }
        for Replacement { path, new, .. } in self.0 {
            new.persist(&path)
                .map_err(|error| Failure::Write(path, error.error))?;
        }
        Ok(())
    }
}

/// A temporary file is readable by its owner alone; a report is meant to be read.
#[cfg(unix)]
fn readable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// A name that is safe as a part of a file's name.
pub(crate) fn safe_name(id: &str) -> String {
    let safe = |c: char| {
        if c.is_alphanumeric() || c == '-' || c == '_' {
            c
        } else {
            '-'
        }
    };
    let name: String = id.chars().map(safe).take(80).collect();
    let name = name.trim_matches('-').to_owned();
    if name.is_empty() {
        "project".to_owned()
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::safe_name;

    #[test]
    fn an_id_cannot_lead_out_of_the_folder() {
        assert_eq!(safe_name("pohjois-pohjanmaa"), "pohjois-pohjanmaa");
        assert_eq!(safe_name("../../etc/passwd"), "etc-passwd");
        assert_eq!(safe_name("/"), "project");
        assert_eq!(safe_name("a b\nc"), "a-b-c");
    }
}
