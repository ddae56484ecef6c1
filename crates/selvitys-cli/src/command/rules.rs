//! `selvitys rules`: the rules, a line each.

use std::io::Write;

use selvitys::{Lang, Presenter};

use crate::arguments::Rules;
use crate::failure::Failure;
use crate::input;

pub(crate) fn run(rules: &Rules, lang: Lang, out: &mut dyn Write) -> Result<u8, Failure> {
    let books = input::rulebooks(rules.rulebooks.as_deref())?;
    let says = Presenter::new(&books, lang);
    if let Some(wanted) = &rules.rulebook
        && books.book(wanted).is_none()
    {
        let known = books.books().map(|book| book.file.id.clone()).collect();
        return Err(Failure::NoRulebook(wanted.clone(), known));
    }
    let mut book_before = "";
    for (book, rule) in books.rules() {
        let id = book.file.id.as_str();
        if rules
            .rulebook
            .as_ref()
            .is_some_and(|wanted| !books.reaches(wanted, id))
        {
            continue;
        }
        if id != book_before {
            let gap = if book_before.is_empty() { "" } else { "\n" };
            writeln!(out, "{gap}{id}: {}", says.call(id))?;
            book_before = id;
        }
        let severity = says.severity(rule.severity);
        writeln!(
            out,
            "  {:36} {severity:10} {}",
            rule.id,
            says.title(&rule.id)
        )?;
    }
    Ok(crate::CLEAN)
}
