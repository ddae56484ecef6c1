//! Reports: golden files, and what must hold of every one.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and so do its helpers"
)]

use std::fmt::Write as _;
use std::io::{Cursor, Read};

use selvitys::{Format, Kind, Lang, Project, Report, ReportPart, Rulebooks, Stage, assess};
use selvitys_tests::{CASES, REPORTING_YEAR, generated};

/// The reports of the plan alone, and those of the year that has everything, each in the formats
/// that are text, in full; of the others a checksum of what is packed in them: any change is
/// noticed, and how tightly a machine packs them plays no part.
#[test]
fn golden_reports() {
    let books = Rulebooks::builtin();
    for case in [CASES[0], REPORTING_YEAR] {
        let (project, assessment) = (case.project(), case.assess());
        let folder = case.name.replace('/', "-");
        let mut sums = String::new();
        for kind in Kind::ALL {
            let whole = case == REPORTING_YEAR;
            if !whole && !matches!(kind, Kind::Budget | Kind::Compliance) {
                continue;
            }
            let report = Report::new(kind, &project, &assessment, books);
            for format in Format::ALL {
                for lang in Lang::ALL {
                    let name = match format.is_data() {
                        true if lang != Lang::Fi => continue,
                        true => format!("{}.{}", kind.key(), format.key()),
                        false => format!("{}.{}.{}", kind.key(), lang.tag(), format.key()),
                    };
                    if format.is_text() {
                        let text = report.render_text(format, lang, books).unwrap();
                        generated(&format!("tests/golden/{folder}/{name}"), &text);
                    } else {
                        let bytes = report.render(format, lang, books).unwrap();
                        let _ = writeln!(sums, "{}  {name}", sha256(&unpacked(&bytes)));
                    }
                }
            }
        }
        generated(&format!("tests/golden/{folder}/files.sha256"), &sums);
    }
}

/// The names and contents of a package's parts.
fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = Vec::new();
    for number in 0..package.len() {
        let mut part = package.by_index(number).unwrap();
        all.extend(part.name().unwrap().as_bytes());
        all.push(0);
        part.read_to_end(&mut all).unwrap();
    }
    all
}

fn sha256(bytes: &[u8]) -> String {
    let digest = <sha2::Sha256 as sha2::Digest>::digest(bytes);
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[test]
fn every_example_reports_in_every_language_and_format() {
    let books = Rulebooks::builtin();
    for case in CASES {
        let (project, assessment) = (case.project(), case.assess());
        for kind in Kind::ALL {
            let report = Report::new(kind, &project, &assessment, books);
            for lang in Lang::ALL {
                let html = report.render_text(Format::Html, lang, books).unwrap();
                assert!(html.contains(&format!("<html lang=\"{}\">", lang.tag())));
                assert!(!html.contains("<script"), "{}", case.name);
                let markdown = report.render_text(Format::Markdown, lang, books).unwrap();
                for text in [&html, &markdown] {
                    // A value that no one filled in, or a word that no one wrote.
                    assert!(!text.contains("{}"), "{} {}", case.name, kind.key());
                    for line in text.lines().filter(|line| !line.contains("--")) {
                        let hole = line.find('{').zip(line.find('}'));
                        let css = line.trim_end().ends_with(['{', ';', '}', ','])
                            || line.trim_start().starts_with(['*', '.', ':', '@']);
                        assert!(hole.is_none() || css, "{}: {line}", case.name);
                    }
                }
            }
        }
    }
}

#[test]
fn no_heading_stands_without_content() {
    let books = Rulebooks::builtin();
    for case in CASES {
        let (project, assessment) = (case.project(), case.assess());
        for kind in Kind::ALL {
            let report = Report::new(kind, &project, &assessment, books);
            let text = report
                .render_text(Format::Markdown, Lang::Fi, books)
                .unwrap();
            let lines: Vec<&str> = text
                .lines()
                .filter(|line| !line.trim().is_empty())
                .collect();
            for pair in lines.windows(2) {
                if let [heading, next] = pair
                    && let Some(level) = level(heading)
                {
                    let deeper = self::level(next).is_none_or(|other| other > level);
                    assert!(deeper, "{}: nothing under `{heading}`", case.name);
                }
            }
        }
    }
}

fn level(line: &str) -> Option<usize> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    (level > 0 && line.as_bytes().get(level) == Some(&b' ')).then_some(level)
}

#[test]
fn a_project_without_a_budget_says_so() {
    let books = Rulebooks::builtin();
    let case = CASES[3];
    let report = Report::new(Kind::Budget, &case.project(), &case.assess(), books);
    let text = report
        .render_text(Format::Markdown, Lang::Fi, books)
        .unwrap();
    let said = selvitys::phrase("lacks", "rests_on", Lang::Fi, &[]);
    assert!(text.contains(&said), "{text}");
}

#[test]
fn an_account_without_a_grant_says_so() {
    let books = Rulebooks::builtin();
    let case = CASES[5];
    let project = case.project();
    assert!(project.grants.is_empty());
    for (kind, part) in [
        (Kind::Final, ReportPart::AccountCosts),
        (Kind::PaymentClaim, ReportPart::ClaimCosts),
    ] {
        let report = Report::new(kind, &project, &case.assess(), books);
        assert!(report.lacks().any(|section| section.part == part));
        // No part goes without a word; where nothing is claimed there is nothing to sign.
        let parts = kind.parts().iter();
        for part in parts.filter(|part| **part != ReportPart::Confirmation) {
            let told = report.sections.iter().any(|section| section.part == *part);
            let listed = report.not_stated.iter().any(|one| one.part == *part);
            assert!(told || listed, "{part:?} of {}", kind.key());
        }
    }
}

const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "#set page(width: 1pt)",
    "**not bold** | `code` <b> &amp;",
    "👩‍⚕️ emoji",
    "Sámi: čáhppes, Åland: å ä ö",
    "\"quotes\" and 'apostrophes' \\ {braces}",
];

#[test]
fn hostile_texts_come_out_as_text() {
    let long = "x".repeat(10_000);
    let books = Rulebooks::builtin();
    for hostile in HOSTILE.iter().copied().chain([long.as_str()]) {
        let name = serde_json::to_string(hostile).unwrap();
        let document = format!(
            r#"{{"format": "1", "id": "x", "name": {{"fi": {name}}},
                "budgets": [{{"id": "b", "grant": "none", "version": "applied",
                  "lines": [{{"id": "l", "title": {{"fi": {name}}}, "applied": {{"total": "1.00"}}}}]}}]}}"#
        );
        let project = Project::from_json(&document).unwrap();
        let assessment = assess(
            &project,
            books,
            jiff::civil::date(2020, 3, 1),
            Stage::Application,
        );
        for kind in Kind::ALL {
            let report = Report::new(kind, &project, &assessment, books);
            let html = report.render_text(Format::Html, Lang::Fi, books).unwrap();
            assert!(!html.contains("<script"), "{hostile}");
            assert!(!html.contains("<b>"), "{hostile}");
            let escaped = hostile
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
                .replace('"', "&quot;")
                .replace('\'', "&#39;");
            assert!(html.contains(&escaped), "{hostile}");
            let back: Report =
                serde_json::from_str(&report.render_text(Format::Json, Lang::Fi, books).unwrap())
                    .unwrap();
            assert_eq!(back.header.name.fi.as_deref(), Some(hostile));
        }
    }
}

#[test]
fn hidden_characters_are_not_read_and_leave_a_mark_in_reports() {
    let mut project = selvitys_tests::project("pohde");
    project.name.fi = Some("Summa \u{202e}000 1\u{1b}[31m\0".to_owned());
    let read = Project::from_json(&project.to_json()).unwrap_err();
    assert_eq!(read.problems.len(), 1);
    assert_eq!(read.problems[0].pointer, "/name/fi");
    let books = Rulebooks::builtin();
    let day = jiff::civil::date(2022, 12, 31);
    let assessment = assess(&project, books, day, Stage::Draft);
    let report = Report::new(Kind::Compliance, &project, &assessment, books);
    for format in [Format::Html, Format::Markdown, Format::Typst] {
        let text = report.render_text(format, Lang::Fi, books).unwrap();
        assert!(text.contains("Summa \u{fffd}000 1\u{fffd}"), "{format:?}");
        assert!(!text.contains(['\u{202e}', '\u{1b}', '\0']), "{format:?}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let books = Rulebooks::builtin();
    let case = CASES[0];
    let render = || {
        let report = Report::new(Kind::Compliance, &case.project(), &case.assess(), books);
        report.render_text(Format::Html, Lang::Sv, books).unwrap()
    };
    assert_eq!(render(), render());
}

#[test]
fn the_pictures_of_the_documentation_show_the_reports_as_they_are() {
    let root = selvitys_tests::root();
    for shown in [
        "pohjois-pohjanmaa/compliance",
        "reporting-year-pohjois-pohjanmaa/budget",
        "reporting-year-pohjois-pohjanmaa/final",
    ] {
        let name = shown.rsplit('/').next().unwrap();
        let report = root.join(format!("tests/golden/{shown}.en.html"));
        let pictured =
            std::fs::read_to_string(root.join(format!("docs/images/{name}.sha256"))).unwrap();
        assert!(
            pictured.trim() == sha256(&std::fs::read(report).unwrap()),
            "the report {shown} has changed: renew its picture with `make pictures`"
        );
        assert!(root.join(format!("docs/images/{name}.png")).is_file());
    }
}
