//! `selvitys check`: what the rules say of documents, pointing into them.

use std::io::Write;

use selvitys::{Assessment, Lang, Presenter, Severity, Verdict, assess, assess_together};

use crate::arguments::Check;
use crate::failure::Failure;
use crate::input::Document;
use crate::{input, terminal};

pub(crate) fn run(check: &Check, lang: Lang, out: &mut dyn Write) -> Result<u8, Failure> {
    let books = input::rulebooks(check.assess.rulebooks.as_deref())?;
    let says = Presenter::new(&books, lang);
    // All documents are read before the first is shown: a wrong one stops the command at once.
    let documents: Vec<Document> = check
        .files
        .iter()
        .map(|path| input::document(path))
        .collect::<Result<_, _>>()?;
    let mut found = false;
    for document in &documents {
        let when = input::when(&check.assess, &document.project);
        let assessment = assess(&document.project, &books, when.as_of, when.stage);
        if documents.len() > 1 {
            writeln!(out, "{}", document.name)?;
        }
        terminal::findings(&assessment, std::slice::from_ref(document), &says, out)?;
        terminal::top_three(&assessment, &says, out)?;
        terminal::answer(&assessment, &when, &says, out)?;
        found |= has_error(&assessment);
    }
    if let [first, _, ..] = documents.as_slice() {
        let when = input::when(&check.assess, &first.project);
        let projects: Vec<_> = documents.iter().map(|one| one.project.clone()).collect();
        let assessment = assess_together(&projects, &books, when.as_of, when.stage);
        writeln!(out, "\n{}", says.word("cli", "together"))?;
        terminal::findings(&assessment, &documents, &says, out)?;
        if assessment.findings.is_empty() {
            writeln!(out, "{}", says.word("cli", "nothing_together"))?;
        }
        found |= has_error(&assessment);
    }
    Ok(if found { crate::FOUND } else { crate::CLEAN })
}

fn has_error(assessment: &Assessment) -> bool {
    assessment
        .outcomes
        .iter()
        .any(|one| one.verdict == Verdict::NotMet && one.severity == Severity::Error)
}
