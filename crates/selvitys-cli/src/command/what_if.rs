//! `selvitys what-if`: what would be after changes of a document, which is itself never written.

use std::io::Write;

use selvitys::{Answer, Edit, Lang, Presenter, what_if};

use crate::arguments::{TextOrJson, WhatIf};
use crate::failure::Failure;
use crate::{input, terminal};

pub(crate) fn run(asked: &WhatIf, lang: Lang, out: &mut dyn Write) -> Result<u8, Failure> {
    let books = input::rulebooks(asked.assess.rulebooks.as_deref())?;
    let edits = asked.set.iter().map(|text| Edit::parse(text));
    let edits: Vec<Edit> = edits.collect::<Result<_, _>>()?;
    let document = input::document(&asked.file)?;
    let when = input::when(&asked.assess, &document.project);
    let then = what_if(
        &document.project,
        &edits,
        &asked.solve,
        &books,
        when.as_of,
        when.stage,
    )?;
    match asked.format {
        TextOrJson::Text => terminal::what_if(&then, &when, &Presenter::new(&books, lang), out)?,
        TextOrJson::Json => {
            serde_json::to_writer_pretty(&mut *out, &then).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    let error = then.answer.after == Answer::NotCompliant;
    Ok(if error { crate::FOUND } else { crate::CLEAN })
}
