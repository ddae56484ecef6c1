//! `selvitys lint`: what keeps rulebooks from loading, and what is doubtful in those that do.

use std::io::Write;
use std::path::Path;

use selvitys::{Lang, Level, RulebookFiles, Said, TextPlace, lint, phrase};
use serde::Serialize;

use crate::arguments::{Lint, LintFormat};
use crate::failure::Failure;

/// Something found, with its place.
struct Found {
    place: TextPlace,
    level: Level,
    said: Said,
}

/// Something found, as data.
#[derive(Serialize)]
struct Row<'a> {
    level: &'static str,
    code: String,
    file: &'a str,
    line: usize,
    column: usize,
    message: String,
}

pub(crate) fn run(arguments: &Lint, lang: Lang, out: &mut dyn Write) -> Result<u8, Failure> {
    let folders: Vec<&Path> = arguments.folders.iter().map(AsRef::as_ref).collect();
    let files = RulebookFiles::read(&folders)?;
    let mut found = look(&files);
    found.sort_by(|a, b| (&a.place, a.level, &a.said).cmp(&(&b.place, b.level, &b.said)));
    let errors = found.iter().filter(|one| one.level == Level::Error).count();
    match arguments.format {
        LintFormat::Text => {
            for one in &found {
                let level = phrase("lint", one.level.key(), lang, &[]);
                let code = one.said.code();
                let message = one.said.message(lang);
                writeln!(out, "{}: {level}[{code}]: {message}", one.place)?;
            }
            let numbers = [files.own().count(), errors, found.len() - errors];
            let [books, errors, warnings] = numbers.map(|count| count.to_string());
            let values = [
                ("books", books.as_str()),
                ("errors", &errors),
                ("warnings", &warnings),
            ];
            writeln!(out, "{}", phrase("lint", "summary", lang, &values))?;
        }
        LintFormat::Json => {
            let rows = found.iter().map(|one| Row {
                level: one.level.key(),
                code: one.said.code(),
                file: &one.place.file,
                line: one.place.line,
                column: one.place.column,
                message: one.said.message(lang),
            });
            let rows: Vec<Row<'_>> = rows.collect();
            let text = serde_json::to_string_pretty(&rows).map_err(std::io::Error::from)?;
            writeln!(out, "{text}")?;
        }
    }
    Ok(if errors > 0 {
        crate::FOUND
    } else {
        crate::CLEAN
    })
}

fn look(files: &RulebookFiles) -> Vec<Found> {
    let books = match files.load() {
        Ok(books) => books,
        Err(error) => {
            let problems = error.problems.into_iter().map(|problem| Found {
                place: TextPlace {
                    file: problem.file,
                    line: problem.line,
                    column: problem.column,
                },
                level: Level::Error,
                said: problem.said,
            });
            return problems.collect();
        }
    };
    let lints = lint(&books, |book| files.is_own(book)).into_iter();
    let placed = lints.map(|one| {
        let path: Vec<&str> = one.path.iter().map(String::as_str).collect();
        let place = match &one.rule {
            Some(rule) => files.in_rule(&one.book, rule, &path),
            None => files.in_heading(&one.book, &path),
        };
        Found {
            place,
            level: one.level,
            said: one.said,
        }
    });
    placed.collect()
}
