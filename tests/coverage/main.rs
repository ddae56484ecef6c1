//! Every provision has a rule or a reason, and every rule stands where its basis says.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod data;
mod page;

use std::collections::BTreeSet;

use data::{Coverage, Place, rests_on};
use selvitys::Rulebooks;
use selvitys_tests::generated;

/// Fails with all that is wrong, not with the first.
fn nothing(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_subsection_sentence_and_item_is_there_once() {
    let mut wrong = Vec::new();
    for statute in Coverage::read().statutes {
        for part in statute.parts() {
            let at = format!("{} {}", statute.source, part.number);
            let mut seen = BTreeSet::new();
            for provision in &part.provisions {
                match Place::read(&provision.at) {
                    Some(place) if !seen.insert(place) => {
                        wrong.push(format!("{at}: {} stands twice", provision.at));
                    }
                    Some(_) => {}
                    None => wrong.push(format!("{at}: {} is no place", provision.at)),
                }
            }
            let outline = part.places();
            wrong.extend(
                outline
                    .difference(&seen)
                    .map(|one| format!("{at}: lacks {one:?}")),
            );
            wrong.extend(
                seen.difference(&outline)
                    .map(|one| format!("{at}: no {one:?} in it")),
            );
        }
        let numbers: BTreeSet<&String> = statute.amendment.iter().map(|one| &one.number).collect();
        let named = statute.section.iter().flat_map(|one| &one.provisions);
        for by in named.filter_map(|one| one.by.as_ref()) {
            if !numbers.contains(by) {
                wrong.push(format!("{}: {by} is no amendment of it", statute.source));
            }
        }
    }
    nothing(&wrong);
}

#[test]
fn every_provision_has_rules_that_exist_or_a_reason() {
    let books = Rulebooks::builtin();
    let mut wrong = Vec::new();
    for provision in Coverage::read().provisions() {
        if provision.rules.is_empty() == provision.reason.is_none() {
            wrong.push(format!(
                "rules or a reason, one of them: {}",
                provision.says
            ));
        }
        if !provision.rules.is_sorted_by(|one, next| one < next) {
            wrong.push(format!("rules by their ids, each once: {}", provision.says));
        }
        let unknown = provision.rules.iter().filter(|id| books.rule(id).is_none());
        wrong.extend(unknown.map(|id| format!("no rule `{id}`: {}", provision.says)));
    }
    nothing(&wrong);
}

#[test]
fn every_rule_stands_where_its_basis_says() {
    let books = Rulebooks::builtin();
    let coverage = Coverage::read();
    let mut wrong = Vec::new();
    for (book, rule) in books.rules() {
        let named = |rules: &[String]| rules.iter().any(|one| rule.id == *one);
        for basis in &rests_on(books, book, rule) {
            let there = if let Some(statute) = coverage.statutes.iter().find(|one| one.is_of(basis))
            {
                let part = statute.part(basis);
                part.is_some_and(|part| part.of(basis).any(|one| named(&one.rules)))
            } else {
                let mut papers = coverage
                    .papers()
                    .filter(|paper| paper.source.as_ref() == Some(&basis.source));
                papers.any(|paper| paper.provisions.iter().any(|one| named(&one.rules)))
            };
            if !there {
                wrong.push(format!(
                    "{} rests on {basis:?} and is not named there",
                    rule.id
                ));
            }
        }
        if !coverage.provisions().any(|one| named(&one.rules)) {
            wrong.push(format!("{} is named nowhere", rule.id));
        }
    }
    nothing(&wrong);
}

#[test]
fn every_rule_that_a_provision_names_rests_on_it() {
    let books = Rulebooks::builtin();
    let mut wrong = Vec::new();
    for statute in Coverage::read().statutes {
        for part in statute.section.iter().chain(&statute.annex) {
            for provision in &part.provisions {
                for (book, rule) in provision.rules.iter().filter_map(|id| books.rule(id)) {
                    let all = rests_on(books, book, rule);
                    let mut here = all.iter().filter(|basis| {
                        statute.is_of(basis)
                            && statute
                                .part(basis)
                                .is_some_and(|one| one.number == part.number)
                    });
                    if !here.any(|basis| part.of(basis).any(|one| one.at == provision.at)) {
                        let at = format!("{} {} {}", statute.source, part.number, provision.at);
                        wrong.push(format!("{} does not rest on {at}", rule.id));
                    }
                }
            }
        }
    }
    nothing(&wrong);
}

#[test]
fn every_source_of_the_rulebooks_is_covered() {
    let coverage = Coverage::read();
    let mut wrong = Vec::new();
    for book in Rulebooks::builtin().books() {
        for id in book.file.sources.keys() {
            let statutes = coverage.statutes.iter();
            let amendments = statutes.clone().flat_map(|one| &one.amendment);
            let statute = statutes
                .map(|one| &one.source)
                .chain(amendments.filter_map(|one| one.source.as_ref()))
                .any(|one| one == id);
            let paper = coverage.papers().any(|one| one.source.as_ref() == Some(id));
            if !statute && !paper {
                wrong.push(format!("{id} of {} is not covered", book.file.id));
            }
        }
    }
    nothing(&wrong);
}

#[test]
fn at_most_a_third_of_the_rules_ask_for_presence_alone() {
    let rules = Rulebooks::builtin().rules();
    let presence = rules
        .iter()
        .filter(|(_, one)| one.check.kind() == "required")
        .count();
    assert!(presence * 3 <= rules.len(), "{presence} of {}", rules.len());
}

#[test]
fn the_page_is_generated() {
    let page = page::page(&Coverage::read(), Rulebooks::builtin());
    generated("docs/coverage.md", &page);
}
