//! Every rule is proven by its own examples.

use selvitys::{Project, Proof, Rulebooks, Scope, Stage, assess};

fn all() -> Scope {
    Scope::of(
        Rulebooks::builtin()
            .books()
            .map(|book| book.file.id.as_str()),
    )
}

#[test]
fn every_example_of_every_rule_holds_and_shows_every_verdict_and_bound() {
    let books = Rulebooks::builtin();
    let proof = Proof::new(books, all());
    let wrong = proof
        .failures()
        .iter()
        .map(|one| format!("{}: `{}`: {}", one.rule.id, one.example.name, one.error));
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let gaps = proof.gaps();
    let gaps: Vec<String> = gaps
        .iter()
        .map(|gap| format!("{}: {:?}", gap.rule.id, gap.missing))
        .collect();
    assert!(gaps.is_empty(), "{}", gaps.join("\n"));
    let ran: usize = books
        .rules()
        .iter()
        .map(|(_, rule)| rule.examples.len())
        .sum();
    assert!(ran >= 600, "only {ran} examples ran");
}

#[test]
fn every_change_of_a_number_a_bound_or_a_comparison_is_noticed() {
    let books = Rulebooks::builtin();
    let proof = Proof::new(books, all());
    let mutants = proof.mutants();
    let survivors: Vec<String> = proof
        .unnoticed(&mutants)
        .iter()
        .map(|one| {
            format!(
                "{} {:?} {}: {:?}",
                one.book(),
                one.at(),
                one.path().join("."),
                one.change()
            )
        })
        .collect();
    let noticed = mutants.len() - survivors.len();
    println!("mutants tried: {}; caught: {noticed}", mutants.len());
    assert!(survivors.is_empty(), "{}", survivors.join("\n"));
    // Each kind of change is tried.
    for kind in ["Moved", "Dropped", "Added", "Exchanged"] {
        let tried = mutants
            .iter()
            .any(|one| format!("{:?}", one.change()).starts_with(kind));
        assert!(tried, "{kind}");
    }
    assert!(mutants.len() > 1000, "only {} tried", mutants.len());
}

#[test]
fn trying_a_change_leaves_the_rulebooks_as_they_were() {
    let books = Rulebooks::builtin();
    let mut copy = books.clone();
    let scope = Scope::of(["asetus-7-2020"]).rule("ru-grant-above-greatest-share");
    let proof = Proof::new(books, scope);
    let mutants = proof.mutants();
    // The rule's fields, its parameter's value and dates: more than a handful.
    assert!(mutants.len() > 20, "{mutants:?}");
    for mutant in &mutants {
        assert!(proof.notices(mutant, &mut copy), "{mutant:?}");
    }
    for ((_, rule), (_, kept)) in books.rules().iter().zip(copy.rules()) {
        let text = |rule: &selvitys::Rule| serde_json::to_string(rule).unwrap();
        assert_eq!(text(rule), text(kept));
    }
    for (book, kept) in books.books().zip(copy.books()) {
        assert_eq!(book.file, kept.file);
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
