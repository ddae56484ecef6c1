//! The rules on one day and on another: numbers, and rules that begin or cease to apply.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use jiff::civil::{Date, date};
use selvitys::{By, RulebookChanges, Rulebooks};

fn between(from: Date, to: Date) -> RulebookChanges {
    Rulebooks::builtin().changes(None, from, to)
}

fn valid(name: &str, data: &impl serde::Serialize) {
    let schemas = selvitys::schemas();
    let (_, schema) = schemas.iter().find(|(known, _)| *known == name).unwrap();
    let validator = jsonschema::draft202012::new(&serde_json::from_str(schema).unwrap()).unwrap();
    let json = serde_json::to_value(data).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&json)
        .map(|one| one.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn nothing_differs_on_the_same_day() {
    let day = date(2020, 3, 1);
    let changes = between(day, day);
    assert!(changes.numbers.is_empty());
    assert!(changes.begin.is_empty() && changes.cease.is_empty());
}

#[test]
fn the_limit_of_section_20_depends_on_the_day_of_the_award() {
    let changes = between(date(2018, 12, 31), date(2019, 1, 1));
    let limit = changes
        .numbers
        .iter()
        .find(|one| one.name == "return-limit")
        .unwrap();
    assert_eq!(limit.by, By::Award);
    let value = |value: &Option<selvitys::ParamValue>| value.as_ref().unwrap().value.clone();
    assert_eq!(value(&limit.before).as_deref(), Some("10.00"));
    assert_eq!(value(&limit.after).as_deref(), Some("100.00"));
    assert!(
        limit
            .rules
            .iter()
            .any(|rule| rule == "overpayment-not-returned"),
        "{limit:#?}"
    );
    // A day earlier nothing has changed yet.
    assert!(
        between(date(2018, 12, 30), date(2018, 12, 31))
            .numbers
            .is_empty()
    );
}

#[test]
fn a_rule_for_later_awards_begins_on_its_first_day() {
    let changes = between(date(2018, 12, 31), date(2019, 1, 1));
    let begin: Vec<(&str, &[By])> = changes
        .begin
        .iter()
        .map(|one| (one.rule.as_str(), one.by.as_slice()))
        .collect();
    assert_eq!(begin, [("employment-offence-undeclared", &[By::Award][..])]);
    assert!(changes.cease.is_empty());
    // Looked at from the other end, it ceases.
    let back = between(date(2019, 1, 1), date(2018, 12, 31));
    assert_eq!(back.cease, changes.begin);
    assert!(back.begin.is_empty());
}

#[test]
fn the_rules_of_a_decree_begin_with_its_numbers() {
    let changes = between(date(2020, 1, 19), date(2020, 1, 20));
    let ceiling = changes
        .begin
        .iter()
        .find(|one| one.rule == "regional-ceiling-exceeded")
        .unwrap();
    assert!(
        ceiling
            .basis
            .iter()
            .any(|one| one.source == "decree-13-2020"),
        "{ceiling:#?}"
    );
    let before = Rulebooks::builtin().list(Some("tsk-2020"), Some(date(2020, 1, 19)));
    let after = Rulebooks::builtin().list(Some("tsk-2020"), Some(date(2020, 1, 20)));
    let has = |list: &selvitys::RuleList| {
        list.rules
            .iter()
            .any(|one| one.rule == "regional-ceiling-exceeded")
    };
    assert_eq!((has(&before), has(&after)), (false, true));
}

#[test]
fn only_the_rulebook_that_is_asked_for_is_compared() {
    let (from, to) = (date(2020, 1, 19), date(2020, 1, 20));
    let of_ru = Rulebooks::builtin().changes(Some("ru-2020"), from, to);
    assert!(
        of_ru
            .numbers
            .iter()
            .all(|one| one.rulebook != "asetus-13-2020")
    );
    assert!(
        of_ru
            .numbers
            .iter()
            .any(|one| one.rulebook == "asetus-7-2020")
    );
    assert!(
        of_ru
            .begin
            .iter()
            .all(|one| !one.rule.starts_with("regional-"))
    );
}

#[test]
fn data_is_valid_against_its_schema() {
    valid("rules", &Rulebooks::builtin().list(None, None));
    valid(
        "rules",
        &Rulebooks::builtin().list(Some("tsk-2021"), Some(date(2021, 9, 1))),
    );
    for (from, to) in [
        (date(2018, 12, 31), date(2019, 1, 1)),
        (date(2020, 1, 1), date(2022, 7, 1)),
        (date(2023, 1, 1), date(2019, 1, 1)),
    ] {
        let changes = between(from, to);
        valid("rules-diff", &changes);
        let json = serde_json::to_string(&changes).unwrap();
        assert!(serde_json::from_str::<RulebookChanges>(&json).unwrap() == changes);
    }
}
