//! Numbers and sources: gaps between dated values, what nothing uses, what cannot be looked up.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Level, Lints};
use crate::rulebook::{
    Basis, Param, ParamValue, Rank, RuleStatus, Rulebook, Rulebooks, Said, Unit,
};

pub(super) fn of_book(book: &Rulebook, found: &mut Lints<'_>) {
    let used = used(book, found.books);
    for (name, param) in &book.file.params {
        let path = ["params", name.as_str()];
        if !used.params.contains(name.as_str()) {
            found.heading(
                Level::Warning,
                book,
                &path,
                Said::new("param_unused").with("name", name),
            );
        }
        gaps(book, name, param, found);
        for (number, value) in param.values.iter().enumerate() {
            let number = number.to_string();
            let single = value
                .value
                .iter()
                .chain(&value.up_to)
                .chain(value.by_region.values());
            let whole = |text: &&String| crate::check::is_less(Unit::Share, "1", text);
            if let Some(text) = single.filter(|_| param.unit == Unit::Share).find(whole) {
                let said = Said::new("share_above_whole").with("text", text);
                found.heading(
                    Level::Warning,
                    book,
                    &["params", name, "values", &number],
                    said,
                );
            }
            if let Some(said) = before_its_source(value, found.books) {
                let path = ["params", name, "values", &number, "until"];
                found.heading(Level::Error, book, &path, said);
            }
        }
    }
    for (id, source) in &book.file.sources {
        let path = ["sources", id.as_str()];
        if !used.sources.contains(id.as_str()) {
            found.heading(
                Level::Warning,
                book,
                &path,
                Said::new("source_unused").with("id", id),
            );
        }
        // Whether an act or a decree has one is a matter of loading.
        if source.rank == Rank::Call && source.address.is_none() {
            found.heading(
                Level::Warning,
                book,
                &path,
                Said::new("call_without_address"),
            );
        }
    }
    let contents = book.file.call.iter().flat_map(|call| call.contents.keys());
    for id in contents.filter(|id| !used.contents.contains(id.as_str())) {
        let path = ["call", "contents", id.as_str()];
        found.heading(
            Level::Warning,
            book,
            &path,
            Said::new("content_unused").with("id", id),
        );
    }
    overrides(book, found);
}

/// What rules and deadlines use of a rulebook.
#[derive(Default)]
struct Used<'a> {
    params: BTreeSet<&'a str>,
    sources: BTreeSet<&'a str>,
    contents: BTreeSet<&'a str>,
}

/// Numbers are used by rules of the rulebook, of those that it uses and of those that use it.
fn used<'a>(book: &Rulebook, books: &'a Rulebooks) -> Used<'a> {
    let mut used = Used::default();
    // What the library itself looks up.
    used.params.insert("placeholder-phrases");
    for near in books.books() {
        let related = books.reaches(&near.file.id, &book.file.id)
            || books.reaches(&book.file.id, &near.file.id);
        if !related {
            continue;
        }
        let cite = |bases: &'a [Arc<Basis>]| bases.iter().map(|basis| basis.source.as_str());
        let values = near.file.params.values().flat_map(|param| &param.values);
        used.sources
            .extend(values.flat_map(|value| cite(&value.basis)));
        for bound in near.file.deadlines.values() {
            used.sources.extend(cite(&bound.basis));
            used.params.extend(bound.params());
        }
        let rules = near
            .rules
            .values()
            .filter(|rule| rule.status == RuleStatus::Active);
        for rule in rules {
            used.sources.extend(cite(&rule.basis));
            used.sources
                .extend(rule.exception.iter().flat_map(|one| cite(&one.basis)));
            used.params.extend(rule.params());
            used.contents.extend(rule.check.contents());
        }
    }
    used
}

/// Days on which no value holds, between two that do.
fn gaps(book: &Rulebook, name: &str, param: &Param, found: &mut Lints<'_>) {
    let mut order: Vec<(usize, &ParamValue)> = param.values.iter().enumerate().collect();
    order.sort_by_key(|(_, value)| value.from);
    for pair in order.windows(2) {
        let [(_, earlier), (number, later)] = pair else {
            continue;
        };
        let Some((until, from)) = earlier.until.zip(later.from) else {
            continue;
        };
        if until.tomorrow().is_ok_and(|next| next < from) {
            let first = until.tomorrow().unwrap_or(until);
            let last = from.yesterday().unwrap_or(from);
            let said = Said::new("gap_in_values")
                .with("first", first.to_string())
                .with("last", last.to_string());
            let number = number.to_string();
            let path = ["params", name, "values", &number];
            found.heading(Level::Warning, book, &path, said);
        }
    }
}

/// A value that had ceased to hold before anything that it rests on came into force.
fn before_its_source(value: &ParamValue, books: &Rulebooks) -> Option<Said> {
    let until = value.until?;
    let sources = value
        .basis
        .iter()
        .filter_map(|basis| books.source(&basis.source));
    let in_force: Vec<_> = sources.map(|source| source.in_force).collect();
    let first = in_force
        .iter()
        .copied()
        .collect::<Option<Vec<_>>>()?
        .into_iter()
        .min()?;
    (until < first).then(|| Said::new("value_before_its_source").with("day", first.to_string()))
}

/// Changes that change nothing.
fn overrides(book: &Rulebook, found: &mut Lints<'_>) {
    for (rule, change) in &book.file.overrides {
        let path = ["override", rule.as_str()];
        let owner = found.books.rule(rule);
        let own = owner.map(|(_, rule)| rule.severity);
        if owner.is_some_and(|(owner, rule)| owner.file.general && !rule.over.is_under_a_grant()) {
            let said = Said::new("override_out_of_reach").with("rule", rule);
            found.heading(Level::Error, book, &path, said);
        } else if change.off && change.severity.is_some() {
            found.heading(Level::Error, book, &path, Said::new("override_of_both"));
        } else if !change.off && (change.severity.is_none() || change.severity == own) {
            found.heading(
                Level::Error,
                book,
                &path,
                Said::new("override_without_effect"),
            );
        }
    }
}
