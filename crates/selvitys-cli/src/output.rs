//! Writing files whole or not at all.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::failure::Failure;

/// Files to write, by name and content.
pub(crate) struct Files(pub(crate) Vec<(String, Vec<u8>)>);

impl Files {
    /// Writes all files into a folder. Each is written beside its place first and moved there
    /// whole; nothing is moved before all are written.
    pub(crate) fn write(self, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
        let mut written = Vec::new();
        for (path, file) in self.ready(folder)? {
            file.persist(&path)
                .map_err(|error| Failure::Write(path.clone(), error.error))?;
            written.push(path);
        }
        Ok(written)
    }

    /// Writes files that are not there yet, as [`Files::write`]: one that is there stays as it is,
    /// and is told as a file that cannot be written.
    pub(crate) fn write_new(self, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
        let mut written = Vec::new();
        for (path, file) in self.ready(folder)? {
            file.persist_noclobber(&path)
                .map_err(|error| Failure::Write(path.clone(), error.error))?;
            written.push(path);
        }
        Ok(written)
    }

    /// The files written beside their places.
    fn ready(self, folder: &Path) -> Result<Vec<(PathBuf, NamedTempFile)>, Failure> {
        std::fs::create_dir_all(folder)
            .map_err(|error| Failure::Write(folder.to_owned(), error))?;
        let mut ready = Vec::new();
        for (name, bytes) in self.0 {
            let path = folder.join(name);
            let failed = |error| Failure::Write(path.clone(), error);
            let mut file = tempfile::Builder::new()
                .prefix(".selvitys-")
                .tempfile_in(folder)
                .map_err(failed)?;
            file.write_all(&bytes).map_err(failed)?;
            file.as_file().sync_all().map_err(failed)?;
            readable(file.path()).map_err(failed)?;
            ready.push((path, file));
        }
        Ok(ready)
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
