//! Two versions of a document: what is found anew, what is gone, what remains, and what has changed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use selvitys::{Comparison, PathStep, Project, Rulebooks, Stage, Verdict, assess, compare};
use selvitys_tests::{CASES, project, text};
use serde_json::{Value as Json, json};

fn changed(before: &Project, after: &Project) -> Comparison {
    let day = jiff::civil::date(2020, 3, 1);
    let check = |project| assess(project, Rulebooks::builtin(), day, Stage::Application);
    compare((before, &check(before)), (after, &check(after)))
}

fn with(change: impl FnOnce(&mut Json)) -> Project {
    let mut json: Json = serde_json::from_str(&text(CASES[0].name)).unwrap();
    change(&mut json);
    Project::from_json(&json.to_string()).unwrap()
}

#[test]
fn a_document_does_not_differ_from_itself() {
    for case in CASES {
        let (project, assessment) = (case.project(), case.assess());
        let changes = compare((&project, &assessment), (&project, &assessment));
        assert_eq!(
            changes.kept.len(),
            assessment.findings.len(),
            "{}",
            case.name
        );
        assert!(
            changes.kept.iter().all(|one| !one.has_changed()),
            "{}",
            case.name
        );
        assert!(changes.new.is_empty() && changes.gone.is_empty());
        assert!(changes.amounts.is_empty() && changes.dates.is_empty());
        assert!(changes.added.is_empty() && changes.removed.is_empty());
        assert!(changes.others.is_empty() && !changes.has_new_errors());
    }
}

#[test]
fn the_scan_mended_loses_its_six_findings_and_gains_its_five_sums() {
    let (scan, whole) = (project(CASES[1].name), project(CASES[0].name));
    let changes = changed(&scan, &whole);
    assert_eq!(changes.gone.len(), 6);
    assert!(changes.new.is_empty());
    let sums: Vec<(Option<String>, Option<String>)> = changes
        .amounts
        .iter()
        .map(|one| {
            let text = |sum: Option<selvitys::Stated>| sum.map(|sum| sum.amount.to_string());
            (text(one.from), text(one.to))
        })
        .collect();
    let sum = |text: &str| Some(text.to_owned());
    assert_eq!(
        sums,
        [
            (sum("260000.00"), sum("760000.00")),
            (sum("150000.00"), sum("190000.00")),
            (None, sum("6233600.00")),
            (None, sum("1558400.00")),
            (None, sum("7792000.00")),
        ]
    );
    let differences: Vec<Option<String>> = changes
        .amounts
        .iter()
        .map(|one| one.difference.map(|sum| sum.to_string()))
        .collect();
    assert_eq!(differences[..3], [sum("500000.00"), sum("40000.00"), None]);
    // The other way round the same six are new, and two of the rules are errors.
    let back = changed(&whole, &scan);
    assert_eq!((back.new.len(), back.gone.len()), (6, 0));
    assert!(back.has_new_errors());
    assert_eq!(
        back.amounts[0].difference.unwrap().to_string(),
        "-500000.00"
    );
}

#[test]
fn findings_survive_a_change_of_order() {
    let before = project(CASES[0].name);
    // Rows, packages and municipalities in another order, and a municipality put in at the head.
    let after = with(|json| {
        for list in ["/packages", "/private_services", "/budgets", "/grants"] {
            json.pointer_mut(list)
                .unwrap()
                .as_array_mut()
                .unwrap()
                .reverse();
        }
        let participants = json["participants"].as_array_mut().unwrap();
        participants.reverse();
        participants.insert(0, json!({"municipality": "297"}));
    });
    let changes = changed(&before, &after);
    assert!(changes.gone.is_empty(), "{:#?}", changes.gone);
    let new: Vec<(&str, &str)> = changes
        .new
        .iter()
        .map(|one| (one.rule.as_str(), one.place.pointer.as_str()))
        .collect();
    assert_eq!(
        new,
        [
            ("municipality-outside-region", "/participants/0"),
            ("ru-municipality-outside-region", "/participants/0")
        ]
    );
    assert!(changes.amounts.is_empty() && changes.dates.is_empty());
    assert_eq!(changes.removed, []);
    assert_eq!(changes.added.len(), 1);
    assert_eq!(
        changes.added[0].path[1],
        PathStep::Municipality("297".to_owned())
    );
}

#[test]
fn of_findings_at_one_place_each_is_its_own() {
    // Four rounds are missing from one list: giving one takes away that one.
    let mut json: Json = serde_json::from_str(&text(CASES[3].name)).unwrap();
    let before = Project::from_json(&json.to_string()).unwrap();
    json["self_assessments"] = json!([{"round": "spring-2021", "given": "2021-05-10",
        "entries": [{"goal": "H1", "text": {"fi": "Palvelut paranivat."}}]}]);
    let after = Project::from_json(&json.to_string()).unwrap();
    let day = jiff::civil::date(2022, 9, 30);
    let check = |project| assess(project, Rulebooks::builtin(), day, Stage::Interim);
    let changes = compare((&before, &check(&before)), (&after, &check(&after)));
    let gone: Vec<String> = changes
        .gone
        .iter()
        .filter(|one| one.rule == "round-missing")
        .map(|one| one.values["round"].as_data())
        .collect();
    assert_eq!(gone, ["spring-2021"]);
    let kept = changes
        .kept
        .iter()
        .filter(|one| one.after.rule == "round-missing");
    assert!(kept.clone().all(|one| !one.has_changed()));
    assert_eq!(kept.count(), 3);
}

#[test]
fn a_finding_that_says_something_else_is_kept_and_marked() {
    let before = project(CASES[0].name);
    let after = with(|json| json["private_services"][1]["contract_end"] = "2022-06-30".into());
    let changes = changed(&before, &after);
    let [kept] = &changes
        .kept
        .iter()
        .filter(|one| one.has_changed())
        .collect::<Vec<_>>()[..]
    else {
        panic!("{:#?}", changes.kept)
    };
    assert_eq!(kept.after.rule, "provider-contract-ends-early");
    let by = |one: &selvitys::Finding| one.distance.as_ref().unwrap().by.as_data();
    assert_eq!(
        (by(&kept.before), by(&kept.after)),
        ("153".into(), "123".into())
    );
    assert_eq!(changes.dates.len(), 1);
    assert_eq!(changes.dates[0].days, Some(30));
}

#[test]
fn an_open_rule_that_is_broken_now_is_a_new_error() {
    let before = project(CASES[0].name);
    let after = with(|json| json["grants"][0]["period"]["start"] = "2019-12-31".into());
    let changes = changed(&before, &after);
    assert!(changes.new.is_empty(), "{:#?}", changes.new);
    assert!(changes.has_new_errors());
    let worse = changes.kept.iter().find(|one| one.has_changed()).unwrap();
    let verdicts = (worse.before.verdict, worse.after.verdict);
    assert_eq!(verdicts, (Verdict::CannotTell, Verdict::NotMet));
    // Mended, it is none.
    assert!(!changed(&after, &before).has_new_errors());
}

#[test]
fn a_comparison_is_valid_against_its_schema_and_comes_back() {
    let schemas = selvitys::schemas();
    let (_, schema) = schemas.iter().find(|(name, _)| *name == "diff").unwrap();
    let validator = jsonschema::draft202012::new(&serde_json::from_str(schema).unwrap()).unwrap();
    for before in CASES {
        for after in CASES {
            let changes = changed(&before.project(), &after.project());
            let json = serde_json::to_value(&changes).unwrap();
            let errors: Vec<String> = validator
                .iter_errors(&json)
                .map(|error| error.to_string())
                .collect();
            assert!(
                errors.is_empty(),
                "{} {}: {errors:#?}",
                before.name,
                after.name
            );
            assert!(serde_json::from_value::<Comparison>(json).unwrap() == changes);
        }
    }
}
