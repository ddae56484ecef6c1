//! `selvitys explain`: a rule as prose.

use std::io::Write;

use selvitys::{Lang, Presenter};

use crate::arguments::Explain;
use crate::failure::Failure;
use crate::input;

pub(crate) fn run(explain: &Explain, lang: Lang, out: &mut dyn Write) -> Result<u8, Failure> {
    let books = input::rulebooks(explain.rulebooks.as_deref())?;
    let says = Presenter::new(&books, lang);
    match says.explain(&explain.rule) {
        Some(text) => {
            out.write_all(text.as_bytes())?;
            Ok(crate::CLEAN)
        }
        None => Err(Failure::no_rule(&explain.rule, &books.rules())),
    }
}
