//! The five real projects: everything that their sources list is there, and what the rules say of
//! them is the truth about them. The illustrative reporting year: it adds up, and rests on the plan.

#![expect(
    clippy::unwrap_used,
    clippy::format_push_string,
    reason = "a test fails by panicking, and reads best when short"
)]

use selvitys::{
    Answer, Assessment, Cause, Figure, Line, Money, PackageKind, Project, Rulebooks, Stage, Stated,
    Status, Verdict, assess, assess_together,
};
use selvitys_tests::{CASES, project, text};

/// The illustrative reporting year.
const YEAR: &str = "reporting-year/pohjois-pohjanmaa";

fn lines(project: &Project, budget: &str) -> Vec<Line> {
    let budget = project.budgets.iter().find(|one| one.id == budget).unwrap();
    let mut open: Vec<&Line> = budget.lines.iter().collect();
    let mut all = Vec::new();
    while let Some(line) = open.pop() {
        all.push(line.clone());
        open.extend(&line.children);
    }
    all
}

fn packages(project: &Project) -> Vec<selvitys::Package> {
    let mut open: Vec<&selvitys::Package> = project.packages.iter().collect();
    let mut all = Vec::new();
    while let Some(package) = open.pop() {
        all.push(package.clone());
        open.extend(&package.children);
    }
    all
}

#[test]
fn pohjois_pohjanmaa_holds_what_its_source_lists() {
    let project = project("pohjois-pohjanmaa");
    assert_eq!(project.grants.len(), 2);
    let table = lines(&project, "ru-budget");
    assert_eq!(table.len(), 24);
    for line in &table {
        let figures = line.figures(Status::Applied).unwrap();
        let three = [figures.total, figures.grant, figures.own];
        assert!(three.iter().all(Option::is_some), "{}", line.id);
    }
    let packages = packages(&project);
    let subs: Vec<_> = packages
        .iter()
        .filter(|one| one.kind == PackageKind::SubProject)
        .collect();
    assert_eq!(subs.len(), 13);
    let parts = |number: &str| {
        let sub = subs
            .iter()
            .find(|one| one.number.as_deref() == Some(number))
            .unwrap();
        sub.children.len()
    };
    assert_eq!(parts("10"), 5, "ICT");
    assert_eq!(parts("11"), 3, "digital services");
    let own = |code: &str| selvitys::register::municipality(code).unwrap().region == "17";
    let codes = project
        .participants
        .iter()
        .map(|one| one.municipality.as_str());
    let (inside, outside): (Vec<&str>, Vec<&str>) = codes.partition(|code| own(code));
    assert_eq!((inside.len(), outside), (30, vec!["751"]));
    assert_eq!(
        project.strategy.as_ref().unwrap().common_objectives.len(),
        8
    );
    let governance = project.governance.as_ref().unwrap();
    assert_eq!(governance.writing_groups.len(), 9);
    assert!(governance.bodies.len() >= 12, "{}", governance.bodies.len());
    assert_eq!(project.private_services.len(), 3);
}

#[test]
fn pohjois_savo_holds_what_its_source_lists() {
    let project = project("pohjois-savo");
    assert_eq!(project.packages.len(), 5);
    assert_eq!(project.views.len(), 3);
    assert!(project.packages.iter().all(|one| one.views.len() == 3));
    let leads: Vec<usize> = project.packages.iter().map(|one| one.leads.len()).collect();
    assert_eq!(leads, [3, 1, 1, 1, 0]);
    assert!(
        project
            .packages
            .iter()
            .flat_map(|one| &one.leads)
            .all(|lead| lead.tentative)
    );
    let developers = project
        .organisations
        .iter()
        .filter(|one| one.roles.contains(&selvitys::Role::Developer))
        .count();
    assert_eq!(developers, 7);
}

#[test]
fn pohjois_karjala_holds_what_its_source_lists() {
    let project = project("pohjois-karjala");
    let goals = project.goals.as_ref().unwrap();
    let of = |goal: &str| goals.process.iter().filter(|one| one.goal == goal).count();
    assert_eq!(["H1", "H2", "H3", "H4", "H5"].map(of), [1, 4, 3, 2, 0]);
    assert!(goals.advanced.iter().any(|one| one.goal == "H5"));
    assert_eq!(project.results.len(), 4);
    assert!(project.results.iter().all(|one| one.text.is_none()));
    assert_eq!(project.participants.len(), 13);
}

#[test]
fn lappi_holds_what_its_source_lists() {
    let project = project("lappi");
    assert_eq!(project.focus_areas.len(), 4);
    let goals = project.goals.as_ref().unwrap();
    let targets = |goal: &str| goals.targets.iter().filter(|one| one.goal == goal).count();
    assert_eq!(["H1", "H2", "H3", "H4", "H5"].map(targets), [4, 2, 1, 1, 1]);
    let round = |name: &str| {
        let mut all = project.self_assessments.iter();
        all.find(|one| one.round.to_string() == name).unwrap()
    };
    assert_eq!(round("spring-2021").entries.len(), 9);
    assert!(
        round("spring-2021")
            .entries
            .iter()
            .all(|one| one.text.is_some())
    );
    assert_eq!(round("autumn-2021").entries.len(), 4);
    assert!(
        round("autumn-2021")
            .entries
            .iter()
            .all(|one| one.text.is_none())
    );
    assert_eq!(project.participants.len(), 21);
}

#[test]
fn pohde_holds_what_its_source_lists() {
    let project = project("pohde");
    let table = &project.goals.as_ref().unwrap().table;
    assert_eq!(table.len(), 6);
    assert_eq!(
        table.iter().map(|row| row.measures.len()).sum::<usize>(),
        24
    );
    assert!(table.iter().all(|row| row.indicators.is_empty()));
    let strategy = project.strategy.as_ref().unwrap();
    let principles: Vec<usize> = strategy
        .principles
        .iter()
        .map(|block| block.principles.len())
        .collect();
    assert_eq!(principles, [3, 3, 3, 3]);
    assert_eq!(
        (strategy.programmes.len(), strategy.shared_parts.len()),
        (6, 5)
    );
    assert_eq!(strategy.links.len(), 10);
    assert!(project.grants.is_empty());
}

/// Every figure of a budget that has lines, level by level: what it states is what its parts state.
fn adds_up(line: &Line, status: Status) {
    for figure in Figure::ALL {
        let stated = |line: &Line| line.stated(figure, status).map(Stated::lowest);
        let parts: Option<Vec<Money>> = line.children.iter().map(stated).collect();
        let (Some(whole), Some(parts)) = (stated(line), parts) else {
            continue;
        };
        if !parts.is_empty() {
            let sum = parts.into_iter().fold(Money::ZERO, |sum, part| sum + part);
            assert_eq!(sum, whole, "{} {}", line.id, figure.key());
        }
    }
    line.children
        .iter()
        .for_each(|child| adds_up(child, status));
}

#[test]
fn the_reporting_year_adds_up_and_keeps_the_plan() {
    let (plan, year) = (project("pohjois-pohjanmaa"), project(YEAR));
    let illustrative = year.illustrative.as_ref().unwrap();
    assert_eq!(illustrative.each().count(), 3);
    assert!(plan.illustrative.is_none());
    // What was applied for is the plan's, word by word.
    assert_eq!(year.budgets[..2], plan.budgets[..]);
    assert_eq!(year.stated_counts, plan.stated_counts);
    let titles = |project: &Project| -> Vec<_> {
        let packages = packages(project).into_iter();
        packages
            .map(|one| (one.id, one.title, one.objectives, one.deliverables))
            .collect()
    };
    assert_eq!(titles(&year), titles(&plan));
    for (grant, budget) in year.grants.iter().zip(&year.budgets[2..]) {
        let decision = grant.decision.as_ref().unwrap();
        let top = &budget.lines[0];
        let figure = |figure: Figure, status: Status| top.stated(figure, status).unwrap().lowest();
        let sum = |amounts: Vec<Money>| amounts.into_iter().fold(Money::ZERO, |sum, one| sum + one);
        adds_up(top, Status::Granted);
        adds_up(top, Status::Realised);
        assert_eq!(
            figure(Figure::Grant, Status::Granted),
            decision.amount.unwrap()
        );
        let by_class = budget.by_class.iter().map(|one| one.amount).collect();
        assert_eq!(sum(by_class), figure(Figure::Total, Status::Granted));
        let costs = grant.claims.iter().map(|one| one.costs.unwrap()).collect();
        assert_eq!(sum(costs), figure(Figure::Total, Status::Realised));
        let accepted = grant
            .claims
            .iter()
            .map(|one| one.accepted.or(one.costs).unwrap());
        assert_eq!(
            sum(accepted.collect()),
            figure(Figure::Eligible, Status::Realised)
        );
        for claim in &grant.claims {
            let by_class = claim.by_class.iter().map(|one| one.amount).collect();
            assert_eq!(Some(sum(by_class)), claim.costs, "{}", claim.id);
        }
    }
}

#[test]
fn the_final_account_of_the_reporting_year_leaves_a_sum_to_return() {
    let day = "2022-03-31".parse().unwrap();
    let project = project(YEAR);
    let assessment = assess(&project, Rulebooks::builtin(), day, Stage::Final);
    assert_eq!(
        rules_with(&assessment, Verdict::NotMet, Some("error")),
        ["overpayment-not-returned"]
    );
    assert!(rules_with(&assessment, Verdict::CannotTell, None).is_empty());
    let found = |one: &&selvitys::Finding| one.rule == "overpayment-not-returned";
    let finding = assessment.findings.iter().find(found).unwrap();
    assert_eq!(finding.values["amount"].as_data(), "18880.00");
}

#[test]
fn the_public_edition_of_the_reporting_year_lacks_the_confidential_part() {
    let year = project(YEAR);
    let edition = year.public().unwrap();
    let secret = year.risks[2]
        .precaution
        .as_ref()
        .unwrap()
        .fi
        .as_ref()
        .unwrap();
    assert!(year.to_json().contains(secret.as_str()));
    assert!(!edition.project.to_json().contains(secret.as_str()));
    assert_eq!(edition.left_out.len(), 1);
    assert_eq!(edition.left_out[0].public, "/risks/2/precaution");
    assert_eq!(edition.project.illustrative, year.illustrative);
}

#[test]
fn examples_are_written_as_the_library_writes_them() {
    for case in CASES {
        let text = text(case.name);
        assert!(
            case.project().to_json() == text,
            "{} is written otherwise",
            case.name
        );
    }
}

#[test]
fn the_scan_differs_only_in_cells_of_the_table() {
    let (whole, scan) = (
        text("pohjois-pohjanmaa"),
        text("as-scanned/pohjois-pohjanmaa"),
    );
    let mut whole: serde_json::Value = serde_json::from_str(&whole).unwrap();
    let scan: serde_json::Value = serde_json::from_str(&scan).unwrap();
    let area_2 = "/budgets/1/lines/0/children/1/children/4/applied";
    *whole.pointer_mut(&format!("{area_2}/grant")).unwrap() = "260000.00".into();
    *whole.pointer_mut(&format!("{area_2}/own")).unwrap() = "150000.00".into();
    let area_3 = whole.pointer_mut("/budgets/1/lines/0/children/2").unwrap();
    area_3.as_object_mut().unwrap().remove("applied");
    for key in ["$schema", "id"] {
        whole[key] = scan[key].clone();
    }
    assert!(whole == scan, "more than the table's cells differs");
}

/// What is not met or cannot be told, as one reads it in review.
fn findings(assessment: &Assessment) -> String {
    let mut out = format!("{}\n", assessment.answer.key());
    for verdict in [Verdict::NotMet, Verdict::CannotTell, Verdict::Waived] {
        for outcome in assessment
            .outcomes
            .iter()
            .filter(|one| one.verdict == verdict)
        {
            out.push_str(&format!(
                "\n{} {} {}\n",
                verdict.key(),
                outcome.severity.key(),
                outcome.rule
            ));
            for number in &outcome.findings {
                let finding = &assessment.findings[*number];
                let values: Vec<String> = finding
                    .values
                    .iter()
                    .map(|(name, value)| format!("{name}={}", value.as_data()))
                    .collect();
                out.push_str(&format!(
                    "  {} {} {}\n",
                    finding.verdict.key(),
                    finding.place.pointer,
                    values.join(" ")
                ));
            }
        }
    }
    for group in &assessment.groups {
        let places = group.cause.places().iter();
        let places: Vec<&str> = places.map(|one| one.pointer.as_str()).collect();
        let asked = match &group.cause {
            Cause::Values(_) => String::new(),
            Cause::Missing { asked, .. } => format!("{asked:?} missing at "),
        };
        let rules = group.findings.iter();
        let rules: Vec<&str> = rules
            .map(|one| assessment.findings[*one].rule.as_str())
            .collect();
        out.push_str(&format!(
            "\ncause: {asked}{}\n  {}\n",
            places.join(" "),
            rules.join("; ")
        ));
    }
    let met: Vec<String> = assessment
        .outcomes
        .iter()
        .filter(|one| one.verdict == Verdict::Met)
        .map(|one| {
            let closest = one.closest.as_ref().and_then(|one| one.distance.as_ref());
            let room = closest
                .map(|one| format!(", {}", one.by.as_data()))
                .unwrap_or_default();
            format!("{} ({}{room})", one.rule, one.counts.met)
        })
        .collect();
    out.push_str(&format!("\nmet: {}\n", met.join("; ")));
    out
}

#[test]
fn what_is_found_in_the_examples_is_reviewed() {
    for case in CASES {
        let name = case.name.replace('/', "-");
        insta::assert_snapshot!(name, findings(&case.assess()));
    }
}

fn rules_with(assessment: &Assessment, verdict: Verdict, severity: Option<&str>) -> Vec<String> {
    assessment
        .outcomes
        .iter()
        .filter(|one| one.verdict == verdict)
        .filter(|one| severity.is_none_or(|severity| one.severity.key() == severity))
        .map(|one| one.rule.to_string())
        .collect()
}

/// What is missing that several rules depend on.
fn causes(assessment: &Assessment) -> Vec<String> {
    let causes = assessment
        .groups
        .iter()
        .filter_map(|group| match &group.cause {
            Cause::Values(_) => None,
            Cause::Missing { asked, .. } => Some(format!("{asked:?}")),
        });
    causes.collect()
}

#[test]
fn pohjois_pohjanmaa_is_judged_as_its_source_deserves() {
    let assessment = CASES[0].assess();
    assert_eq!(assessment.answer, Answer::NotCompliant);
    let mut errors = rules_with(&assessment, Verdict::NotMet, Some("error"));
    errors.sort();
    assert_eq!(
        errors,
        [
            "administrator-missing",
            "evaluation-plan-missing",
            "participation-plan-missing",
            "ru-administrator-missing",
            "ru-exploitation-plan-missing",
        ]
    );
    // Who administers is one cause of two, and so are the commitments and the declarations. The
    // goals of one call and the objects of the other are not the same thing.
    assert_eq!(
        causes(&assessment),
        ["Coordinator", "Commitments", "Declaration"]
    );
    let below = rules_with(&assessment, Verdict::NotMet, Some("warning"));
    assert_eq!(
        below,
        [
            "budget-does-not-cover-period",
            "goals-without-indicators",
            "provider-contract-ends-early"
        ]
    );
    let value = |rule: &str, name: &str| {
        let finding = assessment
            .findings
            .iter()
            .find(|one| one.rule == rule && one.verdict == Verdict::NotMet)
            .unwrap();
        finding.values[name].as_data()
    };
    assert_eq!(value("budget-does-not-cover-period", "distance"), "304");
    assert_eq!(value("budget-does-not-cover-period", "lines"), "4");
    assert_eq!(value("provider-contract-ends-early", "distance"), "153");
    let outcome = |rule: &str| {
        assessment
            .outcomes
            .iter()
            .find(|one| one.rule == rule)
            .unwrap()
    };
    let room = |rule: &str| {
        let closest = outcome(rule).closest.as_ref().unwrap();
        closest.distance.as_ref().unwrap().by.as_data()
    };
    assert_eq!(
        outcome("tsk-grant-differs-from-costs").verdict,
        Verdict::Met
    );
    assert_eq!(room("regional-ceiling-exceeded"), "14000.00");
    assert_eq!(room("ru-grant-above-greatest-share"), "0.00");
    // 12,32 M€ is 4 800 from the exact sum, and half a unit is 5 000.
    assert_eq!(room("partner-share-does-not-match"), "200.00");
    assert_eq!(outcome("row-does-not-add-up").counts.met, 24);
    assert_eq!(outcome("starts-before-call-period").counts.cannot_tell, 21);
    assert_eq!(outcome("participation-too-small").verdict, Verdict::Met);
    for open in [
        "national-goal-not-advanced",
        "municipality-outside-region",
        "commitments-too-few",
        "not-handled-in-steering-group",
        "cost-class-not-listed",
    ] {
        assert_eq!(outcome(open).verdict, Verdict::CannotTell, "{open}");
    }
}

#[test]
fn the_scan_adds_one_group_with_two_cells_and_a_lost_row() {
    let (whole, scan) = (CASES[0].assess(), CASES[1].assess());
    let keys = |assessment: &Assessment| -> Vec<(String, String)> {
        let found = assessment.findings.iter();
        found
            .map(|one| (one.rule.to_string(), one.place.pointer.clone()))
            .collect()
    };
    let known = keys(&whole);
    let mut new: Vec<(String, String)> = keys(&scan)
        .into_iter()
        .filter(|one| !known.contains(one))
        .collect();
    new.sort();
    let cell = |rule: &str, pointer: &str| {
        (
            rule.to_owned(),
            format!("/budgets/1/lines/0/children/{pointer}"),
        )
    };
    assert_eq!(
        new,
        [
            cell("children-do-not-add-up", "1/applied/grant"),
            cell("children-do-not-add-up", "1/applied/own"),
            cell("line-grant-share-differs", "1/children/4/applied/grant"),
            cell("line-own-share-differs", "1/children/4/applied/own"),
            cell("line-without-figures", "2"),
            cell("row-does-not-add-up", "1/children/4/applied/total"),
        ]
    );
    assert!(known.iter().all(|one| keys(&scan).contains(one)));
    let group = scan
        .groups
        .iter()
        .find(|group| group.findings.len() == 5)
        .unwrap();
    let causes: Vec<&str> = group
        .cause
        .places()
        .iter()
        .map(|one| one.pointer.as_str())
        .collect();
    assert_eq!(
        causes,
        [
            "/budgets/1/lines/0/children/1/children/4/applied/grant",
            "/budgets/1/lines/0/children/1/children/4/applied/own",
        ]
    );
}

#[test]
fn pohde_is_judged_without_a_grant() {
    let assessment = CASES[5].assess();
    let open: Vec<String> = rules_with(&assessment, Verdict::NotMet, None);
    assert_eq!(
        open,
        [
            "goals-without-indicators",
            "links-do-not-match-parts",
            "part-without-link",
            "resource-impact-open"
        ]
    );
    let books = Rulebooks::builtin();
    for outcome in &assessment.outcomes {
        if !books.book(&outcome.book).unwrap().file.general {
            assert_eq!(outcome.verdict, Verdict::NotApplicable, "{}", outcome.rule);
        }
    }
}

#[test]
fn a_municipality_in_two_projects_is_found_only_together() {
    let projects = [project("pohjois-pohjanmaa"), project("lappi")];
    let day = jiff::civil::date(2020, 3, 1);
    let together = assess_together(&projects, Rulebooks::builtin(), day, Stage::Application);
    assert_eq!(together.findings.len(), 1);
    let finding = &together.findings[0];
    assert_eq!(finding.rule, "municipality-in-two-projects");
    assert_eq!(finding.values["member"].as_data(), "751");
    assert_eq!(finding.place.document.as_deref(), Some("pohjois-pohjanmaa"));
}

#[test]
fn an_assessment_replays_and_says_what_has_changed() {
    let books = Rulebooks::builtin();
    let (document, assessment) = (CASES[1].project(), CASES[1].assess());
    assert_eq!(assessment.replay(&document, books), Ok(()));
    // As data it comes back as it was.
    let json = serde_json::to_string(&assessment).unwrap();
    let back: Assessment = serde_json::from_str(&json).unwrap();
    assert!(back == assessment);
    assert_eq!(back.replay(&document, books), Ok(()));
    let mut changed = document.clone();
    changed.region = Some("19".to_owned());
    assert!(matches!(
        assessment.replay(&changed, books),
        Err(selvitys::ReplayError::Project(_))
    ));
}

#[test]
fn lappi_owes_the_autumn_round_only_after_its_day() {
    let document = project("lappi");
    let empty = |day: jiff::civil::Date| {
        let assessment = assess(&document, Rulebooks::builtin(), day, Stage::Interim);
        let outcome = assessment
            .outcomes
            .iter()
            .find(|one| one.rule == "round-heading-empty");
        outcome.unwrap().counts.not_met
    };
    assert_eq!(empty(jiff::civil::date(2021, 11, 15)), 0);
    assert_eq!(empty(jiff::civil::date(2021, 11, 16)), 4);
}

#[test]
fn what_is_found_rests_on_the_call_that_it_concerns() {
    let mut late = project("pohjois-pohjanmaa");
    late.grants[0].period.as_mut().unwrap().end = Some("2022-11-01".parse().unwrap());
    let day = jiff::civil::date(2020, 3, 1);
    let found = |project: &Project| -> Vec<String> {
        let assessment = assess(project, Rulebooks::builtin(), day, Stage::Application);
        let outcome = assessment
            .outcomes
            .iter()
            .find(|one| one.rule == "grant-ends-after-call-period")
            .unwrap();
        outcome.basis.iter().map(|one| one.source.clone()).collect()
    };
    assert_eq!(
        found(&project("pohjois-pohjanmaa")),
        ["tsk-terms-2020", "ru-terms-2020"]
    );
    assert_eq!(found(&late), ["tsk-terms-2020"]);
}
