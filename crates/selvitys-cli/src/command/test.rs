//! `selvitys test`: the examples of rulebooks, as they are written.

use std::io::Write;
use std::path::Path;

use selvitys::{Lang, Presenter, Proof, RuleStatus, RulebookFiles, Scope, TextPlace, phrase};

use crate::arguments::Test;
use crate::command::proof::Show;
use crate::failure::Failure;

pub(crate) fn run(test: &Test, lang: Lang, out: &mut dyn Write) -> Result<u8, Failure> {
    let folders: Vec<&Path> = test.folders.iter().map(AsRef::as_ref).collect();
    let files = RulebookFiles::read(&folders)?;
    let books = files.load()?;
    let mut scope = Scope::of(files.own());
    let mut rules = books.rules();
    rules.retain(|(book, rule)| scope.holds(book, rule) && rule.status == RuleStatus::Active);
    if let Some(wanted) = &test.rule {
        scope = scope.rule(wanted);
        if !rules.iter().any(|(_, rule)| rule.id == *wanted) {
            return Err(Failure::no_rule(wanted, &rules));
        }
        rules.retain(|(_, rule)| rule.id == *wanted);
    }
    let proof = Proof::new(&books, scope);
    let show = Show {
        files: &files,
        books: &books,
        says: Presenter::new(&books, lang),
    };
    let failures = proof.failures();
    for failure in failures {
        show.failure(failure, out)?;
    }
    let say = |key: &str, values: &[(&str, usize)]| {
        let values: Vec<(&str, String)> = values
            .iter()
            .map(|(name, count)| (*name, count.to_string()))
            .collect();
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, count)| (*name, count.as_str()))
            .collect();
        phrase("test", key, lang, &values)
    };
    let examples = proof.ran();
    writeln!(
        out,
        "{}",
        say(
            "summary",
            &[
                ("rules", rules.len()),
                ("ran", examples),
                ("failed", failures.len())
            ]
        )
    )?;
    if !failures.is_empty() {
        return Ok(crate::FOUND);
    }
    let gaps = proof.gaps();
    for gap in &gaps {
        let (place, words) = show.gap(gap);
        writeln!(out, "{place}: {words}")?;
    }
    if test.no_mutants {
        return Ok(if gaps.is_empty() {
            crate::CLEAN
        } else {
            crate::FOUND
        });
    }
    let mutants = proof.mutants();
    let survivors = proof.unnoticed(&mutants);
    let shown = survivors.iter().map(|mutant| show.survivor(mutant));
    let mut shown: Vec<(TextPlace, String)> = shown.collect();
    shown.sort();
    for (place, words) in &shown {
        writeln!(out, "{place}: {words}")?;
    }
    let noticed = mutants.len() - survivors.len();
    writeln!(
        out,
        "{}",
        say("mutants", &[("tried", mutants.len()), ("noticed", noticed)])
    )?;
    let sound = gaps.is_empty() && survivors.is_empty();
    Ok(if sound { crate::CLEAN } else { crate::FOUND })
}
