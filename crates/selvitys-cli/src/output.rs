//! Writing files whole or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Files to write, by name and content.
pub(crate) struct Files(pub(crate) Vec<(String, String)>);

impl Files {
    /// Writes all files into a folder. Each is written beside its place first and moved there
    /// whole; nothing is moved before all are written.
    pub(crate) fn write(self, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
        std::fs::create_dir_all(folder)
            .map_err(|error| Failure::Write(folder.to_owned(), error))?;
        let mut ready = Vec::new();
        for (name, text) in self.0 {
            let path = folder.join(name);
            let failed = |error| Failure::Write(path.clone(), error);
            let mut file = tempfile::Builder::new()
                .prefix(".selvitys-")
                .tempfile_in(folder)
                .map_err(failed)?;
            file.write_all(text.as_bytes()).map_err(failed)?;
            file.as_file().sync_all().map_err(failed)?;
            readable(file.path()).map_err(failed)?;
            ready.push((path, file));
        }
        let mut written = Vec::new();
        for (path, file) in ready {
            file.persist(&path)
                .map_err(|error| Failure::Write(path.clone(), error.error))?;
            written.push(path);
        }
        Ok(written)
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
