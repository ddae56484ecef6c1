//! Every rule is proven by its own examples.

use std::collections::BTreeSet;

use selvitys::{Project, Rulebooks, Stage, Verdict, assess};

#[test]
fn every_example_of_every_rule_holds() {
    let books = Rulebooks::builtin();
    let mut wrong = Vec::new();
    let mut ran = 0;
    for (book, rule) in books.rules() {
        for example in &rule.examples {
            ran += 1;
            if let Err(error) = example.prove(books, book, rule) {
                wrong.push(format!("{}: `{}`: {error}", rule.id, example.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(ran >= 500, "only {ran} examples ran");
}

#[test]
fn every_rule_has_an_example_that_it_is_met_and_one_that_it_is_not() {
    for (_, rule) in Rulebooks::builtin().rules() {
        let verdicts: BTreeSet<Verdict> = rule.examples.iter().map(|one| one.verdict).collect();
        let wanting = [Verdict::NotMet, Verdict::CannotTell];
        assert!(verdicts.contains(&Verdict::Met), "{}", rule.id);
        assert!(
            wanting.iter().any(|one| verdicts.contains(one)),
            "{}",
            rule.id
        );
        if rule.exception.is_some() {
            assert!(verdicts.contains(&Verdict::Waived), "{}", rule.id);
        }
        let names: BTreeSet<&str> = rule.examples.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(
            names.len(),
            rule.examples.len(),
            "{}: a name stands twice",
            rule.id
        );
    }
}

#[test]
fn the_model_project_has_nothing_to_remark() {
    let books = Rulebooks::builtin();
    let project = Project::from_json(books.base("tsk-2020").unwrap()).unwrap();
    let day = books.examples_as_of("tsk-2020").unwrap();
    let assessment = assess(&project, books, day, Stage::Application);
    let found: Vec<&str> = assessment
        .findings
        .iter()
        .map(|one| one.rule.as_str())
        .collect();
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(assessment.answer, selvitys::Answer::Compliant);
}

#[test]
fn the_ids_of_rules_change_only_on_purpose() {
    let ids: Vec<String> = Rulebooks::builtin()
        .rules()
        .iter()
        .map(|(book, rule)| format!("{}: {} ({})", book.file.id, rule.id, rule.severity.key()))
        .collect();
    insta::assert_snapshot!(ids.join("\n"));
}

#[test]
fn the_shares_of_annex_1_are_those_of_the_decree() {
    // 13/2020, annex 1: 99.99 % in all, for the table's own rounding.
    let books = Rulebooks::builtin();
    let param = books.param("tsk-2020", "annex-1-share").unwrap();
    let shares = &param.values.first().unwrap().by_region;
    assert_eq!(shares.len(), 18);
    let hundredths: u32 = shares
        .values()
        .map(|share| share.strip_prefix("0.").unwrap().parse::<u32>().unwrap())
        .sum();
    assert_eq!(hundredths, 9_999);
    // The decree's formula: a quarter in equal parts, the rest by population.
    let people = |region: &str| -> u64 {
        selvitys::register::municipalities()
            .filter(|town| town.region == region)
            .filter_map(|town| town.population(2018))
            .sum()
    };
    let all: u64 = shares.keys().map(|region| people(region)).sum();
    for (region, share) in shares {
        // In hundredths of a per cent, rounded half up, in whole numbers throughout.
        let numerator = 2_500 * all + 7_500 * 18 * people(region);
        let denominator = 18 * all;
        let reckoned = (2 * numerator + denominator) / (2 * denominator);
        assert_eq!(*share, format!("0.{reckoned:04}"), "{region}");
    }
}
