//! What is solved for is true: every bound is held against what the rules say at it and one cent
//! or day beyond it, and dates against what they say on every day.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use selvitys::{
    Id, Money, Project, Rulebooks, Solved, Stage, Value, Verdict, WhatIfError, assess, what_if,
};
use selvitys_tests::{CASES, Case};
use serde_json::Value as Json;

/// The pointers of all strings of a document that are sums or days.
fn cells(json: &Json) -> Vec<String> {
    fn walk(json: &Json, pointer: &str, to: &mut Vec<String>) {
        match json {
            Json::Object(fields) => {
                for (name, field) in fields {
                    walk(field, &format!("{pointer}/{name}"), to);
                }
            }
            Json::Array(items) => {
                for (number, item) in items.iter().enumerate() {
                    walk(item, &format!("{pointer}/{number}"), to);
                }
            }
            Json::String(text) if text.ends_with(".00") || text.parse::<Date>().is_ok() => {
                to.push(pointer.to_owned());
            }
            _ => {}
        }
    }
    let mut pointers = Vec::new();
    walk(json, "", &mut pointers);
    pointers
}

/// A document, for a day and a stage.
struct Setting {
    project: Project,
    as_of: Date,
    stage: Stage,
}

impl Setting {
    fn of(case: &Case) -> Self {
        Setting {
            project: case.project(),
            as_of: case.as_of.parse().unwrap(),
            stage: case.stage,
        }
    }

    fn solve(&self, pointer: &str) -> Result<Solved, WhatIfError> {
        let solve = [pointer.to_owned()];
        let books = Rulebooks::builtin();
        let then = what_if(&self.project, &[], &solve, books, self.as_of, self.stage)?;
        Ok(then.solved.into_iter().next().unwrap())
    }

    /// How many faults and open questions each rule has with a value at a place, by way of the
    /// text of the document: nothing of what solves is used.
    fn faults(&self, pointer: &str, value: &Value) -> BTreeMap<Id, usize> {
        let mut json = serde_json::to_value(&self.project).unwrap();
        match json.pointer_mut(pointer) {
            Some(place) => *place = value.as_data().into(),
            None => {
                let (parent, name) = pointer.rsplit_once('/').unwrap();
                let parent = json.pointer_mut(parent).unwrap().as_object_mut().unwrap();
                parent.insert(name.to_owned(), value.as_data().into());
            }
        }
        let project = Project::from_json(&json.to_string()).unwrap();
        let said = assess(&project, Rulebooks::builtin(), self.as_of, self.stage);
        let mut faults = BTreeMap::new();
        for finding in &said.findings {
            if finding.verdict != Verdict::Waived {
                *faults.entry(finding.rule.clone()).or_default() += 1;
            }
        }
        faults
    }
}

fn cents(value: &Value, more: i64) -> Value {
    match value {
        Value::Money(sum) => Value::Money(*sum + Money::from_cents(more)),
        Value::Date(day) => Value::Date(day.checked_add(more.days()).unwrap()),
        other => panic!("{other:?} is neither a sum nor a date"),
    }
}

/// Holds each bound of each rule against what the rule says there and one step beyond.
fn prove(setting: &Setting, pointer: &str, solved: &Solved) -> usize {
    let mut proven = 0;
    let mut known = BTreeMap::new();
    for rule in &solved.rules {
        let mut count = |value: &Value| {
            let faults = known.entry(value.as_data());
            let faults = faults.or_insert_with(|| setting.faults(pointer, value));
            faults.get(&rule.rule).copied().unwrap_or_default()
        };
        for (least, greatest) in &rule.spans {
            for (bound, step) in [(least, -1), (greatest, 1)] {
                let Some(bound) = bound else { continue };
                let (at, beyond) = (count(bound), count(&cents(bound, step)));
                assert!(
                    at < beyond,
                    "{} at {pointer}: {at} faults at {}, {beyond} beyond",
                    rule.rule,
                    bound.as_data()
                );
                proven += 1;
            }
        }
    }
    proven
}

#[test]
fn every_bound_holds_at_itself_and_not_a_cent_or_day_beyond() {
    let (mut solved, mut proven) = (0, 0);
    for case in CASES {
        let setting = Setting::of(&case);
        let json = serde_json::to_value(&setting.project).unwrap();
        // One in eleven, so that the test is over soon: tables have three figures a line, so that
        // all kinds of cells come up.
        for pointer in cells(&json).iter().step_by(11) {
            let one = setting.solve(pointer).unwrap();
            solved += 1;
            proven += prove(&setting, pointer, &one);
        }
    }
    assert!(
        solved > 25 && proven > 120,
        "{solved} places, {proven} bounds"
    );
}

#[test]
fn dates_are_admitted_exactly_on_the_days_on_which_the_rules_are_met() {
    let setting = Setting::of(&CASES[0]);
    for pointer in ["/grants/0/period/end", "/private_services/0/contract_end"] {
        let solved = setting.solve(pointer).unwrap();
        assert!(!solved.rules.is_empty(), "{pointer}");
        let within = |day: Date, (least, greatest): &(Option<Value>, Option<Value>)| {
            let bound = |value: &Option<Value>, free: Date| match value {
                Some(Value::Date(bound)) => *bound,
                _ => free,
            };
            (bound(least, Date::MIN)..=bound(greatest, Date::MAX)).contains(&day)
        };
        let mut fewest: BTreeMap<&str, usize> = BTreeMap::new();
        // Every 16th day of seven years, and all days around each bound.
        let mut days: Vec<Date> = date(2018, 1, 1).series(16.days()).take(160).collect();
        let bounds = solved.rules.iter().flat_map(|rule| &rule.spans);
        for bound in bounds
            .flat_map(|(least, greatest)| [least, greatest])
            .flatten()
        {
            let Value::Date(day) = bound else {
                panic!("{bound:?}")
            };
            days.extend((-2..=2).map(|more: i64| day.checked_add(more.days()).unwrap()));
        }
        days.sort_unstable();
        days.dedup();
        let said: Vec<_> = days
            .iter()
            .map(|day| setting.faults(pointer, &Value::Date(*day)))
            .collect();
        for rule in &solved.rules {
            let count = |said: &BTreeMap<Id, usize>| said.get(&rule.rule).copied().unwrap_or(0);
            let least = said.iter().map(count).min().unwrap();
            fewest.insert(&rule.rule, least);
            for (day, said) in days.iter().zip(&said) {
                let admitted = rule.spans.iter().any(|span| within(*day, span));
                assert_eq!(
                    admitted,
                    count(said) == least,
                    "{pointer} {} {day}",
                    rule.rule
                );
            }
        }
        // No other rule says anything else on another day.
        let others = |said: &BTreeMap<Id, usize>| {
            let mut said = said.clone();
            said.retain(|rule, _| !fewest.contains_key(rule.as_str()));
            said
        };
        assert!(
            said.windows(2)
                .all(|pair| others(&pair[0]) == others(&pair[1])),
            "{pointer}"
        );
    }
}

/// An example of a rule as a document; nothing when it is not set up by pointers alone.
fn of_example(base: &str, example: &selvitys::Example) -> Option<Project> {
    let mut json: Json = serde_json::from_str(base).unwrap();
    if !example.remove.is_empty() {
        return None;
    }
    for (pointer, value) in &example.set {
        let (parent, name) = pointer.rsplit_once('/')?;
        match json.pointer_mut(parent)? {
            Json::Object(fields) => drop(fields.insert(name.to_owned(), value.clone())),
            Json::Array(items) if name == "-" => items.push(value.clone()),
            Json::Array(items) => *items.get_mut(name.parse::<usize>().ok()?)? = value.clone(),
            _ => return None,
        }
    }
    Project::from_json(&json.to_string()).ok()
}

#[test]
fn bounds_are_true_of_what_the_examples_of_rules_change() {
    let books = Rulebooks::builtin();
    let (mut solved, mut proven, mut unsolved) = (0, 0, 0);
    // A fifth of the rules, so that the test is over soon.
    for (book, rule) in books.rules().into_iter().step_by(5) {
        let base = books.base(&book.file.id).unwrap();
        // The examples of a rule stand around one bound: each place is solved for once.
        let mut done: Vec<String> = Vec::new();
        for example in &rule.examples {
            let Some(project) = of_example(base, example) else {
                continue;
            };
            let as_of = example.as_of.or(books.examples_as_of(&book.file.id));
            let setting = Setting {
                project,
                as_of: as_of.unwrap(),
                stage: example.stage.unwrap_or(Stage::Application),
            };
            let set = example.set.iter();
            let places = set.flat_map(|(pointer, value)| {
                let pointer = pointer.replace("/-", "/0");
                let cells = cells(value).into_iter();
                cells.map(move |cell| format!("{pointer}{cell}"))
            });
            for pointer in places {
                if done.contains(&pointer) {
                    continue;
                }
                // What only looks like a sum or a date is a text.
                let Ok(one) = setting.solve(&pointer) else {
                    continue;
                };
                solved += 1;
                proven += prove(&setting, &pointer, &one);
                unsolved += one.unsolved.len();
                done.push(pointer);
            }
        }
    }
    assert!(
        solved > 40 && proven > 100 && unsolved < proven,
        "{solved} places, {proven} bounds, {unsolved} rules not turned round"
    );
}
