//! Reading documents and rulebooks from where they lie.

use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

use jiff::civil::Date;
use selvitys::{Project, Rulebooks, Stage};

use crate::arguments::Assess;
use crate::failure::Failure;

/// A document that was read.
pub(crate) struct Document {
    /// What the terminal calls it.
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) project: Project,
}

/// Reads a project document; `-` is standard input.
pub(crate) fn document(path: &Path) -> Result<Document, Failure> {
    let failed = |error| Failure::File(path.to_owned(), error);
    let (name, bytes) = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(failed)?;
        ("-".to_owned(), bytes)
    } else {
        if path.is_dir() {
            return Err(Failure::Folder(path.to_owned()));
        }
        (
            path.display().to_string(),
            std::fs::read(path).map_err(failed)?,
        )
    };
    match Project::from_slice(&bytes) {
        Ok(project) => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            Ok(Document {
                name,
                text,
                project,
            })
        }
        Err(error) => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            Err(Failure::Document { name, text, error })
        }
    }
}

/// The built-in rulebooks, with those of a folder if one is named.
pub(crate) fn rulebooks(folder: Option<&Path>) -> Result<Cow<'static, Rulebooks>, Failure> {
    match folder {
        None => Ok(Cow::Borrowed(Rulebooks::builtin())),
        Some(folder) if !folder.is_dir() => {
            let error = std::fs::read_dir(folder).err();
            let error = error.unwrap_or_else(|| std::io::ErrorKind::NotADirectory.into());
            Err(Failure::File(folder.to_owned(), error))
        }
        Some(folder) => Ok(Cow::Owned(Rulebooks::load(folder)?)),
    }
}

/// The day and the stage to assess for, and whether the command chose them.
pub(crate) struct When {
    pub(crate) as_of: Date,
    pub(crate) stage: Stage,
    pub(crate) day_chosen: bool,
    pub(crate) stage_chosen: bool,
}

pub(crate) fn when(assess: &Assess, project: &Project) -> When {
    When {
        as_of: assess.as_of.unwrap_or_else(|| jiff::Zoned::now().date()),
        stage: assess.stage.unwrap_or_else(|| project.stage()),
        day_chosen: assess.as_of.is_none(),
        stage_chosen: assess.stage.is_none(),
    }
}
