//! `selvitys report`: reports of a project, each file whole or not at all.

use std::io::Write;

use selvitys::{Kind, Lang, Presenter, assess};

use crate::arguments::Report;
use crate::failure::Failure;
use crate::output::{Files, safe_name};
use crate::{input, terminal};

pub(crate) fn run(report: &Report, lang: Lang, out: &mut dyn Write) -> Result<u8, Failure> {
    let books = input::rulebooks(report.assess.rulebooks.as_deref())?;
    let document = input::document(&report.file)?;
    let when = input::when(&report.assess, &document.project);
    let assessment = assess(&document.project, &books, when.as_of, when.stage);
    let kinds = if report.kind.is_empty() {
        Kind::ALL.to_vec()
    } else {
        report.kind.clone()
    };
    let langs = if report.lang.is_empty() {
        Lang::ALL.to_vec()
    } else {
        report.lang.clone()
    };
    let id = safe_name(&document.project.id);
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for kind in kinds {
        let built = selvitys::Report::new(kind, &document.project, &assessment, &books);
        for format in &report.format {
            let stem = format!("{id}-{}", kind.key());
            for lang in &langs {
                let name = if format.is_data() {
                    format!("{stem}.{}", format.key())
                } else {
                    format!("{stem}.{}.{}", lang.tag(), format.key())
                };
                // Data is the same in every language, and a format may be named twice.
                if !files.iter().any(|(known, _)| *known == name) {
                    files.push((name, built.render(*format, *lang, &books)?));
                }
            }
        }
    }
    for path in Files(files).write(&report.out)? {
        writeln!(out, "{}", path.display())?;
    }
    let says = Presenter::new(&books, lang);
    writeln!(out)?;
    terminal::answer(&assessment, &when, &says, out)?;
    Ok(crate::CLEAN)
}
