//! Rules that repeat another, that can never be decided, or that no example shows.

use super::{Level, Lints, is_off, views};
use crate::rulebook::{Over, Rule, RuleStatus, Rulebook, Said};

pub(super) fn of_rule(book: &Rulebook, rule: &Rule, found: &mut Lints<'_>) {
    names_cure(book, rule, found);
    if rule.status == RuleStatus::Retired {
        return;
    }
    if rule.examples.is_empty() {
        found.rule(Level::Error, book, rule, &["id"], Said::new("no_examples"));
    }
    for (number, example) in rule.examples.iter().enumerate() {
        let earlier = rule.examples.get(..number).unwrap_or_default();
        if earlier.iter().any(|one| one.name == example.name) {
            let number = number.to_string();
            let said = Said::new("example_name_twice").with("name", &example.name);
            found.rule(
                Level::Error,
                book,
                rule,
                &["example", &number, "name"],
                said,
            );
        }
    }
    dead(book, rule, found);
    repeats(book, rule, found);
}

/// An id names the fault: it reads after "this document has".
fn names_cure(book: &Rulebook, rule: &Rule, found: &mut Lints<'_>) {
    const STARTS: [&str; 8] = [
        "must-", "should-", "check-", "ensure-", "has-", "is-", "no-", "valid-",
    ];
    const ENDS: [&str; 6] = [
        "-required",
        "-needed",
        "-ok",
        "-valid",
        "-correct",
        "-allowed",
    ];
    let cure = STARTS.iter().any(|start| rule.id.starts_with(start))
        || ENDS.iter().any(|end| rule.id.ends_with(end));
    // What is not allowed, or not valid, is a fault again.
    let denied = rule.id.contains("-not-");
    if cure && !denied {
        found.rule(
            Level::Warning,
            book,
            rule,
            &["id"],
            Said::new("id_names_cure"),
        );
    }
}

/// What keeps a rule from ever being decided.
fn dead(book: &Rulebook, rule: &Rule, found: &mut Lints<'_>) {
    if let Some(only) = rule.check.only_over()
        && !only.contains(&rule.over)
    {
        let words = |over: &Over| {
            let word = serde_json::to_value(over).unwrap_or_default();
            format!("`{}`", word.as_str().unwrap_or_default())
        };
        let known: Vec<String> = only.iter().map(words).collect();
        let said = Said::new("over_has_none").with("known", known.join(", "));
        found.rule(Level::Error, book, rule, &["over"], said);
    }
    let (from, before) = (rule.applies.awarded_from, rule.applies.awarded_before);
    if from
        .zip(before)
        .is_some_and(|(from, before)| before <= from)
    {
        let path = ["applies", "awarded_before"];
        found.rule(Level::Error, book, rule, &path, Said::new("never_awarded"));
    }
    let calls: Vec<&Rulebook> = views(found.books, book, book)
        .filter(|view| view.file.call.is_some())
        .collect();
    if !calls.is_empty() && calls.iter().all(|call| is_off(found.books, call, rule)) {
        found.rule(
            Level::Warning,
            book,
            rule,
            &["id"],
            Said::new("off_everywhere"),
        );
    }
}

/// Another rule that asks the same of the same things.
fn repeats(book: &Rulebook, rule: &Rule, found: &mut Lints<'_>) {
    let same = |other: &Rule| {
        let check = |rule: &Rule| serde_json::to_value(&rule.check).ok();
        other.over == rule.over && other.applies == rule.applies && check(other) == check(rule)
    };
    let stages = |one: &Rule, other: &Rule| {
        let at = |stage| {
            let decided = |rule: &Rule| rule.severity_at(stage, rule.severity).is_some();
            decided(one) && decided(other)
        };
        crate::rulebook::Stage::ALL.into_iter().any(at)
    };
    let earlier = found.books.rules().into_iter().find(|(owner, other)| {
        let before = (&owner.file.id, &other.id) < (&book.file.id, &rule.id);
        let active = other.status == RuleStatus::Active;
        let both =
            |view: &Rulebook| !is_off(found.books, view, rule) && !is_off(found.books, view, other);
        before
            && active
            && same(other)
            && stages(rule, other)
            && views(found.books, owner, book).any(both)
    });
    if let Some((_, other)) = earlier {
        let said = Said::new("same_check").with("rule", &other.id);
        found.rule(Level::Error, book, rule, &["check"], said);
    }
}
