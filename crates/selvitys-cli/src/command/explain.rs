//! `selvitys explain`: a rule as prose.

use std::io::Write;

use selvitys::{Lang, Presenter, rule_page};

use crate::arguments::{Explain, ExplainFormat};
use crate::failure::Failure;
use crate::input;

pub(crate) fn run(explain: &Explain, lang: Lang, out: &mut dyn Write) -> Result<u8, Failure> {
    let books = input::rulebooks(explain.rulebooks.as_deref())?;
    let says = Presenter::new(&books, lang);
    let rule = explain.rule.as_str();
    let text = match explain.format {
        ExplainFormat::Text => says.explain(rule).map(|one| says.explanation(&one)),
        ExplainFormat::Markdown => rule_page(&books, rule, &[lang]),
        ExplainFormat::Json => says.explain(rule).map(|one| one.to_json()),
    };
    match text {
        Some(text) => {
            out.write_all(text.as_bytes())?;
            Ok(crate::CLEAN)
        }
        None => Err(Failure::no_rule(rule, &books.rules())),
    }
}
