//! `selvitys explain`: a rule as prose, and what it says of documents.

use std::io::Write;

use selvitys::{
    Lang, Over, Presenter, Project, RuleStatus, RuleTold, Rulebooks, assess_rule_in_full,
    rule_page, rule_verdicts_page,
};

use crate::arguments::{Assess, Explain, ExplainFormat};
use crate::failure::Failure;
use crate::input;

pub(crate) fn run(explain: &Explain, lang: Lang, out: &mut dyn Write) -> Result<u8, Failure> {
    let books = input::rulebooks(explain.rulebooks.as_deref())?;
    let says = Presenter::new(&books, lang);
    let rule = explain.rule.as_str();
    let Some((_, found)) = books.rule(rule) else {
        return Err(Failure::no_rule(rule, &books.rules()));
    };
    // A rule that is no longer in use says nothing of any document.
    if explain.files.is_empty() || found.status == RuleStatus::Retired {
        let text = match explain.format {
            ExplainFormat::Text => says.explain(rule).map(|one| says.explanation(&one)),
            ExplainFormat::Markdown => rule_page(&books, rule, &[lang]),
            ExplainFormat::Json => says.explain(rule).map(|one| one.to_json()),
        };
        out.write_all(text.unwrap_or_default().as_bytes())?;
        return Ok(crate::CLEAN);
    }
    let told = verdicts(explain, found.over, &books, &says)?;
    let text = match explain.format {
        ExplainFormat::Text => {
            let each: Vec<String> = told.iter().map(|one| says.rule_told(one)).collect();
            each.join("\n")
        }
        ExplainFormat::Markdown => {
            let each: Vec<String> = told
                .iter()
                .map(|one| rule_verdicts_page(&says, one))
                .collect();
            each.join("\n")
        }
        ExplainFormat::Json => {
            let text = serde_json::to_string_pretty(&told);
            let mut text = text.map_err(std::io::Error::from)?;
            text.push('\n');
            text
        }
    };
    out.write_all(text.as_bytes())?;
    Ok(crate::CLEAN)
}

/// What the rule says of each document, or of all of them where it ranges over several.
fn verdicts(
    explain: &Explain,
    over: Over,
    books: &Rulebooks,
    says: &Presenter<'_>,
) -> Result<Vec<RuleTold>, Failure> {
    let projects: Vec<Project> = explain
        .files
        .iter()
        .map(|file| input::document(file).map(|document| document.project))
        .collect::<Result<_, _>>()?;
    let assess = Assess {
        as_of: explain.as_of,
        stage: explain.stage,
        rulebooks: None,
    };
    let parts: Vec<&[Project]> = if over == Over::Together {
        vec![&projects]
    } else {
        projects.chunks(1).collect()
    };
    let told = parts.into_iter().filter_map(|part| {
        let when = input::when(&assess, part.first()?);
        let said = assess_rule_in_full(part, books, &explain.rule, when.as_of, when.stage)?;
        let ids: Vec<&str> = part.iter().map(|project| project.id.as_str()).collect();
        Some(says.told_rule(&ids.join(", "), &said, when.as_of, when.stage))
    });
    Ok(told.collect())
}
