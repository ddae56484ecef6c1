//! `selvitys report`: reports of projects, on all cores, each file whole or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use selvitys::{Assessment, Kind, Lang, Presenter, Project, Rulebooks, assess};

use crate::arguments::{Form, Report};
use crate::failure::Failure;
use crate::input::{Document, When};
use crate::output::{Staged, safe_name};
use crate::{input, terminal};

/// A document with its assessment.
struct Assessed {
    document: Document,
    when: When,
    assessment: Assessment,
}

/// A report to write: of which document, of which kind, and its files.
struct Task<'a> {
    of: &'a Assessed,
    kind: Kind,
    files: Vec<(Form, Lang, PathBuf)>,
}

pub(crate) fn run(report: &Report, lang: Lang, out: &mut dyn Write) -> Result<u8, Failure> {
    let books = input::rulebooks(report.assess.rulebooks.as_deref())?;
    let stdin = report.files.iter().filter(|path| *path == Path::new("-"));
    if stdin.count() > 1 {
        return Err(Failure::TwiceStandardInput);
    }
    let documents = report.files.iter().map(|path| input::document(path));
    let documents = documents.collect::<Result<Vec<Document>, Failure>>()?;
    let assessed: Vec<Assessed> = documents
        .into_par_iter()
        .map(|document| {
            let when = input::when(&report.assess, &document.project);
            let judgement = assess(&document.project, &books, when.as_of, when.stage);
            let assessment = judgement.into_assessment();
            Assessed {
                document,
                when,
                assessment,
            }
        })
        .collect();
    let tasks = tasks(report, &assessed)?;
    let staged = Staged::new(&report.out)?;
    let bar = bar(tasks.iter().map(|task| task.files.len()).sum());
    let written: Vec<Vec<PathBuf>> = tasks
        .par_iter()
        .map(|task| write(task, report.public, &books, &staged, &bar))
        .collect::<Result<_, Failure>>()?;
    bar.finish_and_clear();
    staged.keep()?;
    for path in written.iter().flatten() {
        writeln!(out, "{}", path.display())?;
    }
    let says = Presenter::new(&books, lang);
    for one in &assessed {
        writeln!(out)?;
        if assessed.len() > 1 {
            writeln!(out, "{}", one.document.name)?;
        }
        terminal::answer(&one.assessment, &one.when, &says, out)?;
    }
    if report.open
        && let Some(first) = written.iter().flatten().next()
    {
        open::that_detached(first).map_err(|error| Failure::Open(first.clone(), error))?;
    }
    Ok(crate::CLEAN)
}

/// What is to be written, in the order in which it is told.
fn tasks<'a>(report: &Report, assessed: &'a [Assessed]) -> Result<Vec<Task<'a>>, Failure> {
    let kinds = or_all(&report.kind, &Kind::ALL);
    let langs = or_all(&report.lang, &Lang::ALL);
    let mut names: Vec<PathBuf> = Vec::new();
    let mut tasks = Vec::new();
    for of in assessed {
        let id = safe_name(&of.document.project.id);
        for kind in &kinds {
            let edition = if report.public { "_public" } else { "" };
            let stem = format!("{id}_{}_{}{edition}", of.when.as_of, kind.key());
            let mut files: Vec<(Form, Lang, PathBuf)> = Vec::new();
            for form in &report.format {
                for lang in &langs {
                    let name = if form.is_data() {
                        format!("{stem}.{}", form.key())
                    } else {
                        format!("{stem}.{}.{}", lang.tag(), form.key())
                    };
                    let path = report.out.join(name);
                    // Data is the same in every language, and a format may be named twice.
                    if !files.iter().any(|(.., known)| *known == path) {
                        files.push((*form, *lang, path));
                    }
                }
            }
            for (.., path) in &files {
                if names.contains(path) {
                    let id = of.document.project.id.clone();
                    return Err(Failure::SameName(id, path.clone()));
                }
            }
            names.extend(files.iter().map(|(.., path)| path.clone()));
            tasks.push(Task {
                of,
                kind: *kind,
                files,
            });
        }
    }
    Ok(tasks)
}

/// What was asked for, each once; all where nothing was.
fn or_all<T: Copy + PartialEq>(asked: &[T], all: &[T]) -> Vec<T> {
    let mut once: Vec<T> = Vec::new();
    for one in if asked.is_empty() { all } else { asked } {
        if !once.contains(one) {
            once.push(*one);
        }
    }
    once
}

fn write(
    task: &Task<'_>,
    public: bool,
    books: &Rulebooks,
    staged: &Staged,
    bar: &ProgressBar,
) -> Result<Vec<PathBuf>, Failure> {
    let project: &Project = &task.of.document.project;
    let assessment = &task.of.assessment;
    let built = if public {
        selvitys::Report::public(task.kind, project, assessment, books)?
    } else {
        selvitys::Report::new(task.kind, project, assessment, books)
    };
    let mut written = Vec::new();
    for (form, lang, path) in &task.files {
        let bytes = match form {
            Form::Of(format) => built.render(*format, *lang, books)?,
            #[cfg(feature = "pdf")]
            Form::Pdf => crate::pdf::render(&built, *lang, books)?,
        };
        staged.add(path, &bytes)?;
        bar.inc(1);
        written.push(path.clone());
    }
    Ok(written)
}

/// How far the work is; on a terminal alone.
fn bar(files: usize) -> ProgressBar {
    let bar = ProgressBar::new(files as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len}") {
        bar.set_style(style);
    }
    bar
}
