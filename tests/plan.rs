//! The plan, the cards, the goal table, the self-assessments and the public page: all that a
//! document says is in them, and what it does not say is told.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and so do its helpers"
)]

use std::collections::BTreeSet;

use jiff::civil::date;
use selvitys::{
    Format, Kind, Lang, Project, Report, ReportPart, Rulebooks, SectionBody, Stage, assess, phrase,
};
use selvitys_tests::{CASES, project, root};
use serde_json::{Value as Json, json};

/// A report in Finnish without the marks of Markdown.
fn words(report: &Report, books: &Rulebooks) -> String {
    let text = report.render_text(Format::Markdown, Lang::Fi, books);
    bare(&text.unwrap().replace('\\', ""))
}

/// A text with single spaces.
fn bare(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn report_of(document: &Json, kind: Kind) -> Report {
    let project: Project = serde_json::from_value(document.clone()).unwrap();
    let books = Rulebooks::builtin();
    let assessment = assess(&project, books, date(2020, 4, 15), Stage::Application);
    Report::new(kind, &project, &assessment, books)
}

/// The model project that the rules' examples start from: it lacks nothing.
fn model() -> Json {
    let base = Rulebooks::builtin().base("common").unwrap();
    serde_json::from_str(base).unwrap()
}

/// Every text of a document in the language that a Finnish report shows it in, with its pointer.
fn texts(value: &Json, at: &str, out: &mut Vec<(String, String)>) {
    match value {
        Json::Object(fields) => {
            let langs = ["fi", "sv", "en"];
            let shown = langs.iter().find_map(|lang| fields.get(*lang));
            match shown.and_then(Json::as_str) {
                Some(text) if fields.keys().all(|key| langs.contains(&key.as_str())) => {
                    out.push((at.to_owned(), text.to_owned()));
                }
                _ => {
                    for (key, value) in fields {
                        texts(value, &format!("{at}/{key}"), out);
                    }
                }
            }
        }
        Json::Array(items) => {
            for (number, value) in items.iter().enumerate() {
                texts(value, &format!("{at}/{number}"), out);
            }
        }
        _ => {}
    }
}

#[test]
fn every_text_of_the_examples_is_in_the_plan_or_on_the_public_page() {
    let books = Rulebooks::builtin();
    // What other reports tell: accounts and decisions, deviations, papers; counts are judged alone.
    let others = [
        "/grants",
        "/stated_counts",
        "/schedule",
        "/risks",
        "/deviations",
        "/attachments",
        "/confidential",
    ];
    let of_page = ["/results", "/self_assessments", "/topics", "/phenomena"];
    let mut seen = 0;
    for case in CASES {
        let (project, assessment) = (case.project(), case.assess());
        let of = |kind| words(&Report::new(kind, &project, &assessment, books), books);
        let (plan, page) = (of(Kind::Plan), of(Kind::Innokyla));
        let mut all = Vec::new();
        texts(&serde_json::to_value(&project).unwrap(), "", &mut all);
        for (at, text) in all {
            let under = |prefix: &&str| at.starts_with(*prefix);
            if others.iter().any(&under) {
                continue;
            }
            let report = if of_page.iter().any(&under) {
                &page
            } else {
                &plan
            };
            assert!(report.contains(&bare(&text)), "{} {at}: {text}", case.name);
            seen += 1;
        }
        for participant in &project.participants {
            let code = &participant.municipality;
            let name = selvitys::register::municipality(code).unwrap().fi;
            assert!(plan.contains(name), "{}: {name}", case.name);
        }
    }
    assert!(seen > 800, "only {seen} texts seen");
}

#[test]
fn a_part_of_a_report_has_a_section_or_is_said_not_to_be_stated() {
    let books = Rulebooks::builtin();
    for case in CASES {
        let (project, assessment) = (case.project(), case.assess());
        for kind in Kind::ALL
            .into_iter()
            .filter(|kind| *kind != Kind::Compliance)
        {
            let report = Report::new(kind, &project, &assessment, books);
            let said = report.sections.iter().map(|section| section.part);
            let not = report.not_stated.iter().map(|one| one.part);
            let told: BTreeSet<ReportPart> = said.chain(not).collect();
            for part in kind.parts() {
                let of_grant = part.of_grant() && project.grants.is_empty();
                // Where nothing is claimed, nothing is signed.
                let of_grant = of_grant || *part == ReportPart::Confirmation;
                assert!(
                    told.contains(part) || of_grant,
                    "{} {}: {part:?}",
                    case.name,
                    kind.key()
                );
            }
        }
    }
}

#[test]
fn the_model_project_lacks_nothing_that_its_plan_must_contain() {
    let report = report_of(&model(), Kind::Plan);
    assert_eq!(report.lacks().count(), 0);
}

#[test]
fn what_the_plan_must_contain_and_the_document_lacks_is_told_on_top_and_at_its_place() {
    let books = Rulebooks::builtin();
    for (pointer, field, asked, cited) in [
        (
            "/plans",
            "evaluation",
            "evaluation_plan",
            "13/2020 5 § 1 mom. 5 kohta",
        ),
        (
            "/plans",
            "participation",
            "participation_plan",
            "13/2020 5 § 1 mom. 7 kohta",
        ),
        (
            "/plans",
            "exploitation",
            "exploitation_plan",
            "7/2020 7 § 2 mom. 2 kohta",
        ),
        (
            "/plans",
            "related_projects",
            "related_projects",
            "7/2020 7 § 2 mom. 7 kohta",
        ),
        (
            "",
            "governance",
            "organisation",
            "7/2020 7 § 2 mom. 3 kohta",
        ),
        (
            "",
            "organisations",
            "coordinator",
            "13/2020 5 § 1 mom. 1 kohta",
        ),
        ("", "budgets", "budget", "13/2020 5 § 1 mom. 3 kohta"),
    ] {
        let mut document = model();
        let holder = document.pointer_mut(pointer).unwrap();
        holder.as_object_mut().unwrap().remove(field).unwrap();
        let report = report_of(&document, Kind::Plan);
        let text = words(&report, books).replace('\u{a0}', " ");
        let asked = phrase("asked", asked, Lang::Fi, &[]);
        let mut letters = asked.chars();
        let first = letters.next().unwrap().to_uppercase();
        let title: String = first.chain(letters).collect();
        assert!(text.contains(&format!("- **{title}**.")), "{field}: {text}");
        let missing = phrase("lacks", "label", Lang::Fi, &[]);
        assert!(
            text.contains(&format!("### {missing}: {title} ")),
            "{field}: {text}"
        );
        assert!(text.matches(cited).count() >= 2, "{field}: {cited}");
    }
}

#[test]
fn what_stands_elsewhere_in_the_document_is_not_lacking_and_a_placeholder_is() {
    let mut document = model();
    let fields = document.as_object_mut().unwrap();
    fields.remove("goals");
    fields.remove("main_goal");
    fields.remove("focus_areas");
    for package in fields["packages"].as_array_mut().unwrap() {
        let package = package.as_object_mut().unwrap();
        package.remove("national_goals");
        package.remove("focus_areas");
        package.insert(
            "objectives".to_owned(),
            json!([{"fi": "Hoitoon pääsee nopeammin."}]),
        );
    }
    let report = report_of(&document, Kind::Plan);
    let goals = |part| part == ReportPart::Goals;
    assert!(report.lacks().all(|section| !goals(section.part)));
    assert!(report.not_stated.iter().any(|one| goals(one.part)));

    let mut document = model();
    document["plans"]["evaluation"] = json!({"fi": "Täydennetään myöhemmin"});
    let report = report_of(&document, Kind::Plan);
    let evaluation = report.sections.iter();
    let evaluation = evaluation.filter(|section| section.part == ReportPart::Evaluation);
    // The text as it stands, and that it says nothing.
    assert_eq!(evaluation.count(), 2);
    assert_eq!(report.lacks().count(), 1);
}

#[test]
fn what_is_asked_for_in_some_cases_is_lacking_in_these_alone() {
    let of = |declarations: Json| {
        let mut document = model();
        document["declarations"] = declarations;
        let report = report_of(&document, Kind::Plan);
        let experience = |part| part == ReportPart::Experience;
        let lacking = report.lacks().any(|section| experience(section.part));
        let mut not_stated = report.not_stated.iter();
        let open = not_stated.find(|one| experience(one.part));
        (lacking, open.map(|one| one.asked_in_some_cases.len()))
    };
    let declared =
        |holds: bool| json!([{"statement": "introduces-earlier-activity", "holds": holds}]);
    assert_eq!(of(declared(true)), (true, None));
    assert_eq!(of(declared(false)), (false, Some(0)));
    assert_eq!(of(json!([])), (false, Some(1)));
}

#[test]
fn a_part_left_out_of_a_public_plan_is_not_said_to_be_lacking() {
    let books = Rulebooks::builtin();
    let mut document = model();
    document["confidential"] = json!([{"at": "/plans/evaluation"}]);
    let project: Project = serde_json::from_value(document).unwrap();
    let assessment = assess(&project, books, date(2020, 4, 15), Stage::Application);
    let report = Report::public(Kind::Plan, &project, &assessment, books).unwrap();
    assert_eq!(report.lacks().count(), 0);
    let mut sections = report.sections.iter();
    let evaluation = sections.find(|section| section.part == ReportPart::Evaluation);
    assert!(matches!(evaluation.unwrap().body, SectionBody::Withheld(_)));
}

#[test]
fn a_line_within_another_is_not_counted_twice() {
    let mut document: Json = serde_json::to_value(project("pohjois-pohjanmaa")).unwrap();
    let lines = |document: &Json| -> Vec<(usize, Json)> {
        let report = report_of(document, Kind::Card);
        let json = serde_json::to_value(&report.sections).unwrap();
        let cards = json[0]["body"]["cards"].as_array().unwrap().clone();
        let used = cards.iter().map(|card| &card["package"]["lines"][0]);
        let used = used.map(|used| (used["rows"].as_array().unwrap().len(), used["sums"].clone()));
        used.collect()
    };
    // The sixth sub-project uses three lines.
    let (count, sums) = &lines(&document)[5];
    assert_eq!(*count, 3);
    assert_eq!(sums[0], json!({"low": "2557000.00", "high": "2557000.00"}));
    // With the line above them, that line alone counts.
    let area = document.pointer("/packages/5/lines/0").unwrap().clone();
    let used = document
        .pointer_mut("/packages/5/children/0/lines")
        .unwrap();
    used.as_array_mut().unwrap().push(area);
    let (count, with) = &lines(&document)[5];
    assert_eq!(*count, 4);
    let id = document.pointer("/packages/5/lines/0").unwrap();
    let whole = line(document.pointer("/budgets/1/lines").unwrap(), id).unwrap();
    assert_eq!(with[0]["low"], whole["applied"]["total"]);
    assert_ne!(with[0], sums[0]);
}

/// The budget line with an id, anywhere below lines.
fn line<'a>(lines: &'a Json, id: &Json) -> Option<&'a Json> {
    let lines = lines.as_array()?;
    lines.iter().find_map(|one| {
        let here = one["id"] == *id;
        if here {
            Some(one)
        } else {
            line(&one["children"], id)
        }
    })
}

#[test]
fn the_public_page_has_its_headings_in_its_order() {
    let books = Rulebooks::builtin();
    let case = CASES[4];
    let report = Report::new(Kind::Innokyla, &case.project(), &case.assess(), books);
    let text = report
        .render_text(Format::Markdown, Lang::Fi, books)
        .unwrap();
    let headings = text.lines().filter_map(|line| {
        let title = line.trim_start_matches('#');
        let level = line.len() - title.len();
        (2..=3).contains(&level).then_some(title.trim())
    });
    let headings: Vec<&str> = headings.take(18).collect();
    assert_eq!(
        headings,
        [
            "Perustiedot",
            "Kokonaisuuden nimi",
            "Lyhyt kuvaus",
            "Kokonaisuuden tarkoitus ja tavoitteet",
            "Toimiaika",
            "Toimijat",
            "Rahoittaja",
            "Yhteyshenkilö",
            "Luotu ja viimeksi muokattu",
            "Lähtötilanne ja strategiset liittymäkohdat",
            "Päämäärä ja päätavoite",
            "Tavoiteltavat tulokset, tuotokset ja vaikutukset",
            "Tuotokset ja tulokset",
            "Tiivistelmä oma-arvioinnista, kevät 2021",
            "Tiivistelmä oma-arvioinnista, syksy 2021",
            "Aihealueet",
            "Ilmiöt",
            "Linkit",
        ]
    );
    let tables = text.lines().filter(|line| line.starts_with("| "));
    // The only table is that of what the report was made from.
    let record = 2 + 1 + books.books().count();
    assert_eq!(tables.count(), record, "{text}");
    let empty = phrase("plan", "heading_empty", Lang::Fi, &[]);
    assert_eq!(text.matches(&empty).count(), 4);
}

#[test]
fn goals_of_a_round_stand_in_the_order_of_the_call() {
    let mut document = model();
    document["self_assessments"] = json!([{
        "round": "spring-2021",
        "entries": [
            {"goal": "H3", "text": {"fi": "Kolmas."}},
            {"goal": "H1", "focus_area": "lapset", "text": {"fi": "Lapset."}},
            {"goal": "H1", "focus_area": "keskus", "text": {"fi": "Keskus."}},
            {"goal": "H1", "text": {"fi": "Kaikki."}}
        ]
    }]);
    let text = words(
        &report_of(&document, Kind::SelfAssessment),
        Rulebooks::builtin(),
    );
    let at = |word: &str| text.find(word).unwrap_or_else(|| panic!("{word}: {text}"));
    assert!(at("Kaikki.") < at("Keskus."));
    assert!(at("Keskus.") < at("Lapset."));
    assert!(at("Lapset.") < at("Kolmas."));
}

#[test]
fn contents_that_a_call_defines_are_given_by_type_or_told_to_be_missing() {
    let folder = root().join("examples/rulebooks");
    let books = Rulebooks::load(&folder).unwrap();
    let text = std::fs::read_to_string(folder.join("village-evenings.json")).unwrap();
    let mut document: Json = serde_json::from_str(&text).unwrap();
    let contents = document["contents"].as_object().unwrap().clone();
    assert!(!contents.is_empty());
    let plan = |document: &Json| {
        let project: Project = serde_json::from_value(document.clone()).unwrap();
        let assessment = assess(&project, &books, date(2025, 3, 1), Stage::Application);
        let report = Report::new(Kind::Plan, &project, &assessment, &books);
        let parts = report
            .lacks()
            .filter(|one| one.part == ReportPart::CallContents);
        (parts.count(), words(&report, &books))
    };
    let (before, text) = plan(&document);
    let call = books
        .call(document["grants"][0]["call"].as_str().unwrap())
        .unwrap();
    assert_eq!(before, call.contents.len() - contents.len());
    for (id, content) in &call.contents {
        if contents.contains_key(id) {
            let mut letters = content.title.fi.chars();
            letters.next();
            assert!(text.contains(letters.as_str()), "{id}: {text}");
        }
    }
    document["contents"] = json!({});
    let (after, text) = plan(&document);
    assert_eq!(after, call.contents.len());
    for content in call.contents.values() {
        assert!(text.contains(&content.title.fi), "{text}");
    }
}
