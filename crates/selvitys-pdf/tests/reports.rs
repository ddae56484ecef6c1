//! Every report as PDF. The files stay under `target/tmp/pdf`, where `tests/forms` holds them against
//! the standards with checkers of others.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use selvitys::{Format, Kind, Lang, Project, Report, Rulebooks, Stage, assess};
use selvitys_pdf::{Metadata, pdf};
use selvitys_tests::CASES;

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pdf");
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn write(name: &str, text: &str) {
    let meta = Metadata {
        ident: name.to_owned(),
        date: date(2020, 3, 1),
    };
    let bytes = pdf(text, &meta).unwrap_or_else(|error| panic!("{name}: {error}"));
    fs::write(folder().join(format!("{name}.pdf")), bytes).unwrap();
}

#[test]
fn every_report_of_every_example_is_set_without_a_warning() {
    let books = Rulebooks::builtin();
    for case in CASES {
        let (project, assessment) = (case.project(), case.assess());
        for kind in Kind::ALL {
            let report = Report::new(kind, &project, &assessment, books);
            // What differs by language is shown by two of them; the others are there for their content.
            let langs = if case.name.ends_with("pohjois-pohjanmaa") {
                Lang::ALL.as_slice()
            } else {
                &[Lang::Fi]
            };
            for &lang in langs {
                let text = report.render_text(Format::Typst, lang, books).unwrap();
                let name = format!(
                    "{}.{}.{}",
                    case.name.replace('/', "-"),
                    kind.key(),
                    lang.tag()
                );
                write(&name, &text);
            }
        }
    }
}

/// A report with every kind of block, in the style of the core's reports.
#[test]
fn every_kind_of_block_is_set_without_a_warning() {
    let style = include_str!("../../selvitys/src/report/render/typst/report.typ");
    let text = format!("{style}{}", include_str!("blocks.typ"));
    write("blocks.fi", &text);
}

const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "#set page(width: 1pt)",
    "#import \"/etc/passwd\": * $x$ *a* _b_ @c <d> `e` // f /* g */",
    "\"lainaus\" ja \\ takakeno \\u{41} -- --- ... ~",
    "Čáhppes đáŋŋa šŧž, Åland: å ä ö ≈ → − €",
    "emoji 😀 👩\u{200d}⚕\u{fe0f} 👍🏽",
    "merkki\u{200f} oikealta",
];

#[test]
fn hostile_texts_are_set_as_they_are() {
    let long = "x".repeat(10_000);
    let letters = "abcdefghij".repeat(1_000);
    let texts: Vec<&str> = HOSTILE.iter().copied().chain([&*long, &*letters]).collect();
    let line = |(number, text): (usize, &&str)| {
        serde_json::json!({
            "id": format!("l{number}"), "title": { "fi": text }, "applied": { "total": "1.00" },
        })
    };
    let lines: Vec<_> = texts.iter().enumerate().map(line).collect();
    let document = serde_json::json!({
        "format": "1", "id": "x", "name": { "fi": HOSTILE.join(" ") },
        "budgets": [{ "id": "b", "grant": "none", "version": "applied", "lines": lines }],
    });
    let project = Project::from_json(&document.to_string()).unwrap();
    let books = Rulebooks::builtin();
    let assessment = assess(&project, books, date(2020, 3, 1), Stage::Application);
    let report = Report::new(Kind::Budget, &project, &assessment, books);
    let text = report.render_text(Format::Typst, Lang::Fi, books).unwrap();
    write("hostile.fi", &text);
    let texts = serde_json::to_string(&texts).unwrap();
    fs::write(folder().join("hostile.json"), texts).unwrap();
}
