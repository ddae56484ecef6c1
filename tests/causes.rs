//! One cause, one concern: what follows from a missing or broken value stands under it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use selvitys::{
    About, Asked, Assessment, Cause, Concern, Lang, Presenter, Project, Rulebooks, Severity, Stage,
    Verdict, assess,
};
use selvitys_tests::{CASES, text};
use serde_json::{Value as Json, json};

fn read(name: &str, change: impl FnOnce(&mut Json)) -> Project {
    let mut json: Json = serde_json::from_str(&text(name)).unwrap();
    change(&mut json);
    Project::from_json(&json.to_string()).unwrap()
}

fn check(project: &Project, stage: Stage) -> Assessment {
    assess(
        project,
        Rulebooks::builtin(),
        jiff::civil::date(2020, 3, 1),
        stage,
    )
    .into_assessment()
}

fn missing(assessment: &Assessment, asked: Asked) -> Vec<Concern<'_>> {
    let is = |concern: &Concern<'_>| match concern.about {
        About::Cause(group) => {
            matches!(&group.cause, Cause::Missing { asked: known, .. } if *known == asked)
        }
        About::Rule(_) => false,
    };
    assessment.concerns().into_iter().filter(is).collect()
}

#[test]
fn each_finding_stands_in_one_concern_and_the_gravest_come_first() {
    for case in CASES {
        let assessment = case.assess();
        let concerns = assessment.concerns();
        let mut seen: Vec<*const selvitys::Finding> = Vec::new();
        for concern in &concerns {
            seen.extend(concern.findings.iter().map(|one| std::ptr::from_ref(*one)));
            let worst = concern.findings.iter().map(|one| one.verdict).max();
            assert_eq!(Some(concern.verdict), worst);
        }
        let all: BTreeSet<_> = seen.iter().collect();
        assert_eq!(
            (seen.len(), all.len()),
            (assessment.findings.len(), all.len()),
            "{}",
            case.name
        );
        let faults = concerns
            .iter()
            .map(|one| one.verdict == Verdict::NotMet && one.severity == Severity::Error);
        assert!(
            faults.collect::<Vec<_>>().is_sorted_by_key(|error| !error),
            "{}",
            case.name
        );
    }
}

#[test]
fn without_a_budget_all_that_needs_one_waits_for_it() {
    let project = read("pohjois-pohjanmaa", |json| json["budgets"] = json!([]));
    let assessment = check(&project, Stage::Application);
    // A cause for each grant: either could have its budget without the other.
    let concerns = missing(&assessment, Asked::Budget);
    assert_eq!(concerns.len(), 2);
    let of_tsk = &concerns[0].rules();
    assert_eq!(
        of_tsk[0], "budget-missing",
        "the rule that asks for it comes first"
    );
    for rule in ["grant-amount-missing", "regional-ceiling-exceeded"] {
        assert!(of_tsk.contains(&rule), "{of_tsk:?}");
    }
    assert_eq!(concerns[0].verdict, Verdict::NotMet);
    let elsewhere = assessment
        .findings
        .iter()
        .filter(|one| one.place.pointer == "/budgets");
    assert!(elsewhere.into_iter().all(|one| one.group.is_some()));
    // With one of the two budgets the other grant alone waits.
    let project = read("pohjois-pohjanmaa", |json| {
        json["budgets"].as_array_mut().unwrap().remove(0);
    });
    assert_eq!(
        missing(&check(&project, Stage::Application), Asked::Budget).len(),
        1
    );
}

#[test]
fn without_participants_all_that_counts_them_waits_for_them() {
    let project = read("pohjois-pohjanmaa", |json| json["participants"] = json!([]));
    let assessment = check(&project, Stage::Draft);
    let [concern] = &missing(&assessment, Asked::Participants)[..] else {
        panic!("{:#?}", assessment.groups)
    };
    assert!(
        concern.rules().contains(&"participation-too-small"),
        "{:?}",
        concern.rules()
    );
    assert!(
        concern.rules().contains(&"commitments-too-few"),
        "{:?}",
        concern.rules()
    );
    assert!(missing(&assessment, Asked::Commitments).is_empty());
}

#[test]
fn what_cannot_be_told_for_a_lost_row_stands_under_it() {
    let project = read("pohjois-pohjanmaa", |json| {
        for row in ["0", "3"] {
            let pointer = format!("/budgets/1/lines/0/children/{row}");
            let row = json.pointer_mut(&pointer).unwrap();
            row.as_object_mut().unwrap().remove("applied").unwrap();
        }
    });
    let assessment = check(&project, Stage::Application);
    let [concern] = &missing(&assessment, Asked::Figures)[..] else {
        panic!("{:#?}", assessment.groups)
    };
    // The row itself, the sums and headlines above it, and its own shares.
    assert_eq!(concern.verdict, Verdict::NotMet);
    assert_eq!(concern.findings.len(), 8);
    assert_eq!(
        concern.rules(),
        [
            "line-without-figures",
            "children-do-not-add-up",
            "line-grant-share-differs",
            "line-own-share-differs",
            "headline-does-not-match"
        ]
    );
    // The other lost row is a fault of its own: nothing waits for it alone.
    let other = assessment.concerns();
    let other = other
        .iter()
        .find(|one| one.rules() == ["line-without-figures"])
        .unwrap();
    assert_eq!(
        other.findings[0].place.pointer,
        "/budgets/1/lines/0/children/3"
    );
}

#[test]
fn the_three_things_are_three_causes() {
    let assessment = CASES[1].assess();
    let concerns = assessment.concerns();
    let says = Presenter::new(Rulebooks::builtin(), Lang::En);
    let titles: Vec<String> = concerns
        .iter()
        .take(3)
        .map(|one| says.title_of(one))
        .collect();
    assert_eq!(
        titles,
        [
            "The figures do not agree",
            "Missing: project administrator",
            "The plan for evaluating the project is missing"
        ]
    );
    // The distance is that of the cell that is wrong, not of a sum above it.
    let far = concerns[0].farthest().unwrap();
    let distance = says.distance(far.distance.as_ref().unwrap());
    assert_eq!(distance, "Difference: €500,000.00.");
    assert_eq!(far.rule, "line-grant-share-differs");
}

#[test]
fn the_closest_call_is_the_least_room_below_a_limit() {
    let call = |number: usize| {
        let assessment = CASES[number].assess();
        let call = assessment.closest_call(Rulebooks::builtin());
        call.map(|(outcome, closest)| {
            let room = closest.distance.as_ref().unwrap().by.as_data();
            (outcome.rule.to_string(), room)
        })
    };
    let ceiling = |room: &str| Some(("regional-ceiling-exceeded".to_owned(), room.to_owned()));
    assert_eq!(call(0), ceiling("14000.00"));
    assert_eq!(call(2), ceiling("17000.00"));
    // Nothing in Pohde's document is held against a limit.
    assert_eq!(call(5), None);
}
