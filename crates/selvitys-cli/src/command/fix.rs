//! `selvitys fix`: the certain repairs of budgets, shown as a patch with the reasons, and written
//! only when asked.

use std::io::Write;
use std::path::{Path, PathBuf};

use selvitys::repair::{DocumentRepairs, Repairs};
use selvitys::{Lang, Presenter, Project, Repair, Rulebooks, edit, repair};

use crate::arguments::{Fix, TextOrJson};
use crate::failure::Failure;
use crate::input::Document;
use crate::output::Replacements;
use crate::{input, terminal};

pub(crate) fn run(fix: &Fix, lang: Lang, out: &mut dyn Write) -> Result<u8, Failure> {
    let books = input::rulebooks(fix.rulebooks.as_deref())?;
    let says = Presenter::new(&books, lang);
    if fix.write && fix.files.iter().any(|path| path == Path::new("-")) {
        return Err(Failure::WriteStandardInput);
    }
    let documents: Vec<Document> = fix
        .files
        .iter()
        .map(|path| input::document(path))
        .collect::<Result<_, _>>()?;
    let mut all: Vec<DocumentRepairs> = documents
        .iter()
        .map(|one| DocumentRepairs::new(one.name.clone(), repair(&one.project, &books)))
        .collect();
    if fix.write {
        write(&documents, &fix.files, &mut all, &books)?;
    }
    let open = all
        .iter()
        .flat_map(|one| &one.repairs)
        .any(|one| !one.unresolved.is_empty());
    let proposed = all.iter().any(|one| !one.patch.is_empty() && !one.written);
    match fix.format {
        TextOrJson::Text => {
            for (document, repairs) in documents.iter().zip(&all) {
                terminal::fix(document, repairs, &says, out)?;
            }
        }
        TextOrJson::Json => {
            let repairs = Repairs { documents: all };
            serde_json::to_writer_pretty(&mut *out, &repairs).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(if open || proposed {
        crate::FOUND
    } else {
        crate::CLEAN
    })
}

/// Writes every patch to its document: all of them, or none.
fn write(
    documents: &[Document],
    paths: &[PathBuf],
    all: &mut [DocumentRepairs],
    books: &Rulebooks,
) -> Result<(), Failure> {
    let mut replacements = Replacements::default();
    for ((document, path), repairs) in documents.iter().zip(paths).zip(all.iter_mut()) {
        if repairs.patch.is_empty() {
            continue;
        }
        let refused = || Failure::NotFixed(document.name.clone());
        let text = edit(&document.text, &repairs.patch).map_err(|_| refused())?;
        // What is written needs no further repair, or it is not written.
        let again = Project::from_json(&text).map_err(|_| refused())?;
        let again = repair(&again, books);
        if !again.iter().all(|one| one.patch.is_empty()) || open(&again) != open(&repairs.repairs) {
            return Err(refused());
        }
        replacements.add(path, &document.text, &text)?;
        repairs.written = true;
    }
    replacements.write()
}

/// How many places are not repaired.
fn open(repairs: &[Repair]) -> usize {
    repairs.iter().map(|one| one.unresolved.len()).sum()
}
