//! `selvitys rules`: the rules, a line each, or what is otherwise in them on another day.

use std::io::Write;

use jiff::civil::Date;
use selvitys::{Lang, Presenter, RuleBound, RuleList, RulebookChanges, Value};

use crate::arguments::{Rules, TextOrJson};
use crate::failure::Failure;
use crate::input;

pub(crate) fn run(rules: &Rules, lang: Lang, out: &mut dyn Write) -> Result<u8, Failure> {
    let books = input::rulebooks(rules.rulebooks.as_deref())?;
    let says = Presenter::new(&books, lang);
    let wanted = rules.rulebook.as_deref();
    if let Some(wanted) = wanted.filter(|wanted| books.book(wanted).is_none()) {
        let known = books.books().map(|book| book.file.id.to_string()).collect();
        return Err(Failure::NoRulebook(wanted.to_owned(), known));
    }
    if let (Some(from), Some(to)) = (rules.as_of, rules.diff) {
        let changes = books.changes(wanted, from, to);
        match rules.format {
            TextOrJson::Json => json(serde_json::to_string_pretty(&changes), out)?,
            TextOrJson::Text => differences(&changes, &says, out)?,
        }
    } else {
        let list = books.list(wanted, rules.as_of);
        match rules.format {
            TextOrJson::Json => json(serde_json::to_string_pretty(&list), out)?,
            TextOrJson::Text => lines(&list, &says, out)?,
        }
    }
    Ok(crate::CLEAN)
}

fn json(text: serde_json::Result<String>, out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(out, "{}", text.map_err(std::io::Error::from)?)?;
    Ok(())
}

fn lines(list: &RuleList, says: &Presenter<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    let mut book_before = "";
    for rule in &list.rules {
        let id = rule.rulebook.as_str();
        if id != book_before {
            let gap = if book_before.is_empty() { "" } else { "\n" };
            writeln!(out, "{gap}{id}: {}", says.call(id))?;
            book_before = id;
        }
        let severity = says.severity(rule.severity);
        let title = rule.title.get(says.lang());
        writeln!(out, "  {:36} {severity:10} {title}", rule.rule)?;
    }
    Ok(())
}

fn differences(
    changes: &RulebookChanges,
    says: &Presenter<'_>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let say = |key: &str, values: &[(&str, &str)]| {
        selvitys::phrase("rules_diff", key, says.lang(), values)
    };
    let day = |day: Date| says.value(&Value::Date(day));
    let (from, to) = (day(changes.from), day(changes.to));
    writeln!(out, "{}", say("from_to", &[("from", &from), ("to", &to)]))?;
    if changes.numbers.is_empty() && changes.begin.is_empty() && changes.cease.is_empty() {
        writeln!(out, "{}", say("none", &[]))?;
    }
    if !changes.numbers.is_empty() {
        let count = changes.numbers.len().to_string();
        writeln!(out, "\n{}", say("numbers", &[("n", &count)]))?;
    }
    for number in &changes.numbers {
        let title = number.title.get(says.lang());
        writeln!(out, "  [{}: {}] {title}", number.rulebook, number.name)?;
        for line in says.number_change(number, changes.from, changes.to) {
            writeln!(out, "      {line}")?;
        }
        let by = says.chosen_by(number.by);
        writeln!(out, "      {}", say("by", &[("date", &by)]))?;
        if !number.rules.is_empty() {
            let rules = number.rules.join(", ");
            writeln!(out, "      {}", say("rules", &[("rules", &rules)]))?;
        }
    }
    for (key, rules) in [("begin", &changes.begin), ("cease", &changes.cease)] {
        if !rules.is_empty() {
            writeln!(out, "\n{}", say(key, &[("n", &rules.len().to_string())]))?;
        }
        for rule in rules {
            bound(rule, says, out)?;
        }
    }
    Ok(())
}

fn bound(rule: &RuleBound, says: &Presenter<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    let say = |key: &str, name: &str, value: &str| {
        selvitys::phrase("rules_diff", key, says.lang(), &[(name, value)])
    };
    writeln!(
        out,
        "  [{}: {}] {}",
        rule.rulebook,
        rule.rule,
        rule.requirement.get(says.lang())
    )?;
    let by: Vec<String> = rule.by.iter().map(|by| says.chosen_by(*by)).collect();
    writeln!(out, "      {}", say("rule_by", "date", &by.join("; ")))?;
    writeln!(
        out,
        "      {}",
        say("basis", "basis", &says.basis(&rule.basis).join("; "))
    )?;
    Ok(())
}
