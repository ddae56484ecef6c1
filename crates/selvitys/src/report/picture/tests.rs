//! What must hold of every picture: its words lie inside it and apart, its text says what its data
//! say, its colours can be told from the ground.

use std::collections::BTreeMap;

use jiff::civil::date;

use super::drawing::{Anchor, Drawing, Role, Shape};
use super::label::width;
use super::{ScheduleKind, svg};
use crate::assess::assess;
use crate::model::{Lang, Project};
use crate::report::document::{Picture, each_picture};
use crate::report::section::SectionBody;
use crate::report::{Report, view};
use crate::rulebook::{Kind, Rulebooks, Stage};
use crate::words::Presenter;

/// A project with something for each picture, and titles that are hard on them.
const RICH: &str = r#"{"format": "1", "id": "rich", "name": {"fi": "Malli"}, "region": "17",
"schedule": {"period": {"start": "2020", "end": "2022-10-31"}, "milestones": [
  {"title": {"fi": "Hankejohto nimitetty"}, "date": "2020-06-01", "reached": "2020-09-15"},
  {"title": {"fi": "Suunnitelma hyväksytty"}, "date": "2021-03"},
  {"title": {"fi": "TITLE"}, "date": "2022-10-30"},
  {"title": {"fi": "Jälkiarviointi"}, "date": "2023-02-01"}]},
"grants": [{"id": "tsk", "call": "tsk-2020", "status": "granted",
  "decision": {"date": "2020-06-30", "amount": "4900000.00",
    "period": {"start": "2020-01-01", "end": "2022-10-31"}},
  "claims": [
    {"id": "1", "period": {"start": "2020-01-01", "end": "2020-12-31"}, "costs": "812345.67"},
    {"id": "TITLE", "period": {"start": "2021-01-01", "end": "2021-06-30"}, "costs": "956000.00"},
    {"id": "3", "period": {"start": "2021-07-01", "end": "2021-12-31"}, "costs": "1111111.11"},
    {"id": "4"}]}],
"budgets": [{"id": "b", "grant": "tsk", "version": "decided", "lines": [
  {"id": "all", "title": {"fi": "Kaikki"}, "children": [
  {"id": "l1", "title": {"fi": "TITLE"}, "period": {"start": "2020-01-01", "end": "2021-06-30"},
    "granted": {"total": "2450000.00", "grant": "1960000.00", "own": "290000.00",
      "other_public": "150000.00", "other_private": "50000.00"}},
  {"id": "l2", "title": {"fi": "Ikääntyvien palvelut"},
    "period": {"start": "2020-01-01", "end": "2021-12-31"},
    "granted": {"total": "1225000.00", "grant": "1225000.00", "own": "0.00"}},
  {"id": "l3", "title": {"fi": "Hoitotakuu"}, "period": {"start": "2022-03-01", "end": "2022-10-31"},
    "granted": {"total": "1225000.00"}}]}]}],
"focus_areas": [{"id": "a", "title": {"fi": "TITLE"}}, {"id": "b", "title": {"fi": "Lapset"}}],
"self_assessments": [{"round": "spring-2021", "entries": [
  {"goal": "H1", "focus_area": "a", "text": {"fi": "Etenee."}},
  {"goal": "H2", "focus_area": "b"},
  {"goal": "TITLE", "text": {"fi": "Etenee."}}]}]}"#;

const KINDS: [Kind; 4] = [
    Kind::Plan,
    Kind::Budget,
    Kind::Progress,
    Kind::SelfAssessment,
];

fn rich(title: &str) -> Project {
    let title = serde_json::to_string(title).unwrap();
    Project::from_json(&RICH.replace("\"TITLE\"", &title)).unwrap()
}

fn reports(project: &Project) -> Vec<Report> {
    let books = Rulebooks::builtin();
    let assessment = assess(project, books, date(2022, 1, 15), Stage::Interim);
    let report = |kind| Report::new(kind, project, &assessment, books);
    KINDS.into_iter().map(report).collect()
}

/// Shows every picture of a project in every language.
fn each(project: &Project, mut see: impl FnMut(&Picture, Lang)) -> usize {
    let mut seen = 0;
    for report in reports(project) {
        for lang in Lang::ALL {
            let says = Presenter::new(Rulebooks::builtin(), lang);
            let document = view::document(&report, &says);
            each_picture(&document.blocks, &mut |picture| {
                seen += 1;
                see(picture, lang);
            });
        }
    }
    seen
}

/// What a text covers: from the left, from above, to the right, to below.
fn boxed(shape: &Shape) -> Option<([i32; 4], &str)> {
    let Shape::Text {
        at: (x, y),
        anchor,
        letters,
        text,
    } = shape
    else {
        return None;
    };
    let wide = width(text, letters.size, letters.weight);
    let left = match anchor {
        Anchor::Start => *x,
        Anchor::Middle => x - wide / 2,
        Anchor::End => x - wide,
    };
    // Letters rise by less than their size and hang by less than a quarter of it.
    let (above, below) = (letters.size * 3 / 4, letters.size / 5);
    Some(([left, y - above, left + wide, y + below], text))
}

fn inside(drawing: &Drawing, name: &str) {
    let points = |shape: &Shape| match shape {
        Shape::Rect {
            x,
            y,
            width,
            height,
            ..
        } => vec![(*x, *y), (x + width, y + height)],
        Shape::Line { points, .. } | Shape::Polygon { points, .. } => points.clone(),
        Shape::Text { at, .. } => vec![*at],
    };
    for shape in &drawing.shapes {
        for (x, y) in points(shape) {
            let within = (0..=drawing.width).contains(&x) && (0..=drawing.height).contains(&y);
            assert!(
                within,
                "{name}: {x} {y} of {} {}",
                drawing.width, drawing.height
            );
        }
    }
    let texts: Vec<_> = drawing.shapes.iter().filter_map(boxed).collect();
    for (number, ([left, top, right, bottom], text)) in texts.iter().enumerate() {
        assert!(
            *left >= 0 && *right <= drawing.width && *top >= 0 && *bottom <= drawing.height,
            "{name}: `{text}` reaches out"
        );
        for ([other_left, other_top, other_right, other_bottom], other) in &texts[..number] {
            let apart = right <= other_left
                || other_right <= left
                || bottom <= other_top
                || other_bottom <= top;
            assert!(apart, "{name}: `{text}` lies over `{other}`");
        }
    }
}

/// That an XML reader that knows nothing of HTML reads it to its end.
fn well_formed(svg: &str) {
    let mut reader = quick_xml::Reader::from_str(svg);
    let mut depth = 0;
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(_) => depth += 1,
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
}

#[test]
fn the_words_of_every_example_lie_inside_and_apart() {
    let mut seen = BTreeMap::new();
    for name in [
        "lappi",
        "pohde",
        "pohjois-karjala",
        "pohjois-pohjanmaa",
        "pohjois-savo",
    ] {
        let path = format!("{}/../../examples/{name}.json", env!("CARGO_MANIFEST_DIR"));
        let project = Project::from_json(&std::fs::read_to_string(path).unwrap()).unwrap();
        each(&project, |picture, lang| {
            inside(
                &picture.drawing,
                &format!("{name} {} {}", picture.name, lang.tag()),
            );
            *seen.entry(picture.name.clone()).or_insert(0) += 1;
        });
    }
    let names: Vec<&str> = seen.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "budget-by-area",
            "budget-by-area-2",
            "budget-periods",
            "coverage",
            "place",
            "schedule"
        ]
    );
}

#[test]
fn no_title_breaks_a_picture() {
    let long = "x".repeat(10_000);
    let finnish = "Hyvinvointialuevalmistelukoordinaatiotoiminnanohjausjärjestelmä";
    for title in [
        "Palvelut",
        long.as_str(),
        finnish,
        "<script>alert(1)</script> & \"x\" 'y'",
        "👩\u{200d}⚕\u{fe0f} hoitaja 👩🏽",
        "مرحبا بالعالم",
        "Sámi čáhppes ŋ",
        "]]> \u{ffff} \u{fffe}",
        "",
    ] {
        let seen = each(&rich(title), |picture, _| {
            inside(&picture.drawing, &format!("{} {title:.20}", picture.name));
            let file = svg::file(&picture.drawing, &picture.title, &picture.text);
            let page = svg::page(&picture.drawing, "p1", &picture.title, &picture.text);
            for svg in [file, page] {
                assert!(!svg.contains("<script"), "{svg}");
                assert!(!svg.contains("\u{ffff}"));
                well_formed(&svg);
            }
        });
        // Of the plan: schedule, budget, its periods, place; of the budget the last three; of the
        // progress report schedule and costs; of the self-assessment its coverage.
        assert_eq!(seen, 10 * Lang::ALL.len(), "{title:.20}");
    }
}

#[test]
fn days_far_apart_still_make_a_picture() {
    let mut project = rich("Palvelut");
    let schedule = project.schedule.as_mut().unwrap();
    schedule.milestones[0].date = Some("0001-01-01".parse().unwrap());
    schedule.milestones[1].date = Some("9999-12-31".parse().unwrap());
    each(&project, |picture, _| {
        inside(&picture.drawing, &picture.name);
    });
}

#[test]
fn a_sum_of_any_size_still_makes_a_picture() {
    for sum in ["0.01", "-5.00", "0.00", "999999999999999.99"] {
        let mut project = rich("Palvelut");
        let sum = crate::model::Stated::exact(sum.parse().unwrap());
        let line = &mut project.budgets[0].lines[0].children[0];
        let figures = line.granted.as_mut().unwrap();
        (figures.total, figures.grant, figures.own) = (Some(sum), Some(sum), Some(sum));
        project.grants[0].claims[0].costs = Some(sum.amount);
        each(&project, |picture, _| {
            inside(&picture.drawing, &picture.name);
        });
    }
}

fn texts(project: &Project) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    each(project, |picture, lang| {
        if lang == Lang::Fi {
            let text = picture.text.replace('\u{a0}', " ");
            texts.insert(picture.name.clone(), text);
        }
    });
    texts
}

#[test]
fn the_text_says_what_the_data_say() {
    let project = rich("Palvelut");
    let texts = texts(&project);
    assert_eq!(
        texts["budget-by-area"],
        "Kustannukset yhteensä: 4 900 000,00 €. Suurin osuus: Palvelut, 2 450 000,00 €. \
         Rivejä, joilla kustannuksia ei ole jaettu rahoituslähteittäin: 1."
    );
    assert_eq!(
        texts["budget-periods"],
        "Varhaisin ilmoitettu ajankohta: 1.1.2020. Viimeisin: 31.10.2022. \
         Ei talousarviota: 1.1.2022–28.2.2022."
    );
    assert_eq!(
        texts["schedule"],
        "Varhaisin ilmoitettu ajankohta: 2020. Viimeisin: 1.2.2023. \
         Ei talousarviota: 1.1.2022–28.2.2022. \
         Hankkeen tai valtionavustuksen ajan ulkopuolella (1): Jälkiarviointi (1.2.2023). \
         Ajankohta on ohitettu, eikä toteutumista ole kirjattu (1): Suunnitelma hyväksytty (3/2021)."
    );
    assert_eq!(
        texts["costs-over-time"],
        "Toteutuneet kustannukset 31.12.2021 mennessä: 2 879 456,78 €. \
         Talousarvion hyväksyttävät kustannukset: 4 900 000,00 €. Käytetty: ≈ 58,76 %. \
         Käyttämättä: 2 020 543,22 €. \
         Talousarviossa 31.12.2021 mennessä päättyville kausille: 3 675 000,00 €. \
         Maksatushakemuksia, joista puuttuu kustannus tai ajankohta: 1."
    );
    assert!(texts["coverage"].starts_with(
        "Kohtia yhteensä: 15. Arvioitu: 2. Otsikko ilman tekstiä: 1. Ei mukana kierroksella: 12. \
         Otsikot ilman tekstiä (1): kevät 2021, "
    ));
    assert!(texts["place"].starts_with(
        "Maakunta: Pohjois-Pohjanmaa. Enimmäisosuus jaettavasta avustuksesta: 7,02 %. \
         Suuruusjärjestys: 4/18. \
         Jaettava avustus: 70 000 000,00 €. Maakunnan enimmäismäärä: 4 914 000,00 €. \
         Hankkeen valtionavustus (myönnetty): 4 900 000,00 €. Osuus jaettavasta avustuksesta: 7 %."
    ));
}

#[test]
fn what_is_only_summed_for_the_whole_is_not_spread_over_time() {
    let mut project = rich("Palvelut");
    for line in &mut project.budgets[0].lines[0].children {
        line.period = None;
    }
    for report in reports(&project) {
        for section in &report.sections {
            if let SectionBody::OverTime(costs) = &section.body {
                assert!(costs.planned.is_empty());
                assert_eq!(costs.budget.unwrap().to_string(), "4900000.00");
            }
            if let SectionBody::Schedule(chart) = &section.body {
                let of = |kind| chart.rows.iter().any(|row| row.kind == kind);
                assert!(!of(ScheduleKind::Gap) && !of(ScheduleKind::Budget));
            }
        }
    }
    assert!(texts(&project)["costs-over-time"].contains("ei ole jaettu kausille"));
}

/// The colours of a page by the names of their variables.
fn colours(css: &str) -> BTreeMap<&str, &str> {
    let lines = css.lines().filter_map(|line| {
        let (name, colour) = line.trim().strip_prefix("--")?.split_once(": ")?;
        Some((name, colour.trim_end_matches(';')))
    });
    lines.collect()
}

/// The contrast of two colours as WCAG 2.1 reckons it.
fn contrast(one: &str, other: &str) -> f64 {
    let light = |colour: &str| {
        let part = |at: usize| {
            let value = u8::from_str_radix(&colour[at..at + 2], 16).unwrap();
            let value = f64::from(value) / 255.0;
            if value <= 0.039_28 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    };
    let (one, other) = (light(one), light(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn colours_stand_out_from_the_ground_by_day_and_by_night() {
    let css = include_str!("../render/report.css");
    let (light, rest) = css.split_once("prefers-color-scheme: dark").unwrap();
    let (dark, _) = rest.split_once("* {").unwrap();
    let (light, dark) = (colours(light), colours(dark));
    for role in Role::ALL {
        assert_eq!(light[role.variable()], role.on_paper(), "{role:?}");
    }
    for page in [&light, &dark] {
        let paper = page["paper"];
        for role in Role::ALL {
            let least = match role {
                Role::Ink | Role::Soft => 4.5,
                // These tell nothing by themselves.
                Role::Rule | Role::Wash | Role::Paper => continue,
                _ => 3.0,
            };
            let colour = page[role.variable()];
            assert!(
                contrast(colour, paper) >= least,
                "{role:?} {colour} on {paper}"
            );
        }
    }
}
