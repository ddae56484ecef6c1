//! `selvitys check`: what the rules say of documents, pointing into them.

use std::io::Write;

use selvitys::{
    Assessment, CheckFormat, Checked, CheckedDocument, Lang, Presenter, Severity, Verdict, assess,
    assess_together,
};

use crate::arguments::{Check, Shape};
use crate::failure::Failure;
use crate::input::{Document, When};
use crate::{input, terminal};

/// All documents with what was found of them.
struct Found {
    documents: Vec<Document>,
    alone: Vec<(Assessment, When)>,
    together: Option<Assessment>,
}

pub(crate) fn run(check: &Check, lang: Lang, out: &mut dyn Write) -> Result<u8, Failure> {
    let books = input::rulebooks(check.assess.rulebooks.as_deref())?;
    let says = Presenter::new(&books, lang);
    // All documents are read before the first is shown: a wrong one stops the command at once.
    let documents: Vec<Document> = check
        .files
        .iter()
        .map(|path| input::document(path))
        .collect::<Result<_, _>>()?;
    let alone = documents.iter().map(|document| {
        let when = input::when(&check.assess, &document.project);
        let assessment = assess(&document.project, &books, when.as_of, when.stage);
        (assessment.into_assessment(), when)
    });
    let alone: Vec<(Assessment, When)> = alone.collect();
    let together = match alone.as_slice() {
        [(_, when), _, ..] => {
            let projects: Vec<_> = documents.iter().map(|one| one.project.clone()).collect();
            let together = assess_together(&projects, &books, when.as_of, when.stage);
            Some(together.into_assessment())
        }
        _ => None,
    };
    let found = Found {
        documents,
        alone,
        together,
    };
    match check.format {
        Shape::Text => text(&found, &says, out)?,
        Shape::Data(format) => data(&found, format, &says, out)?,
    }
    let alone = found.alone.iter().map(|(assessment, _)| assessment);
    let error = alone.chain(&found.together).any(has_error);
    Ok(if error { crate::FOUND } else { crate::CLEAN })
}

fn text(found: &Found, says: &Presenter<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    for (document, (assessment, when)) in found.documents.iter().zip(&found.alone) {
        if found.documents.len() > 1 {
            writeln!(out, "{}", document.name)?;
        }
        terminal::findings(assessment, std::slice::from_ref(document), says, out)?;
        terminal::proposed(assessment, document, says, out)?;
        terminal::top_three(assessment, says, out)?;
        terminal::closest_call(assessment, says, out)?;
        terminal::answer(assessment, when, says, out)?;
    }
    if let Some(together) = &found.together {
        writeln!(out, "\n{}", says.word("cli", "together"))?;
        terminal::findings(together, &found.documents, says, out)?;
        if together.findings.is_empty() {
            writeln!(out, "{}", says.word("cli", "nothing_together"))?;
        }
    }
    Ok(())
}

fn data(
    found: &Found,
    format: CheckFormat,
    says: &Presenter<'_>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let documents = found.documents.iter().zip(&found.alone);
    let documents = documents.map(|(document, (assessment, _))| CheckedDocument {
        name: &document.name,
        text: &document.text,
        assessment,
    });
    let checked = Checked {
        documents: documents.collect(),
        together: found.together.as_ref(),
    };
    out.write_all(checked.render(format, says).as_bytes())?;
    Ok(())
}

fn has_error(assessment: &Assessment) -> bool {
    assessment
        .outcomes
        .iter()
        .any(|one| one.verdict == Verdict::NotMet && one.severity == Severity::Error)
}
