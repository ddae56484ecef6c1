//! Workbooks, read back by an independent reader.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and so do its helpers"
)]

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use rust_decimal::Decimal;
use selvitys::{
    Format, Kind, Lang, Project, Report, Rulebooks, SectionBody, Stage, assess, phrase,
};
use selvitys_tests::CASES;

type Book = Xlsx<Cursor<Vec<u8>>>;

fn open(report: &Report, lang: Lang) -> Book {
    let bytes = report
        .render(Format::Xlsx, lang, Rulebooks::builtin())
        .unwrap();
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// The formulas of a workbook by sheet and cell, with the values that it shows for them.
fn formulas(book: &mut Book) -> Vec<(String, Data)> {
    let mut all = Vec::new();
    for sheet in book.sheet_names() {
        let values = book.worksheet_range(&sheet).unwrap();
        let formulas = book.worksheet_formula(&sheet).unwrap();
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells() {
            let at = (
                top + u32::try_from(row).unwrap(),
                left + u32::try_from(column).unwrap(),
            );
            let value = values.get_value(at).cloned().unwrap_or_default();
            all.push((formula.clone(), value));
        }
    }
    all
}

/// Only what the renderer itself makes: functions of sums, cells, and signs between them.
fn is_own(formula: &str) -> bool {
    let bare = formula.replace("ROUND", "").replace("SUM", "");
    let sign = |one: char| "(),:+-*/".contains(one);
    bare.chars()
        .all(|one| sign(one) || one.is_ascii_uppercase() || one.is_ascii_digit())
        && formula.chars().any(|one| one.is_ascii_digit())
}

#[test]
fn every_example_makes_a_sound_workbook_of_every_kind_in_every_language() {
    let mut live = 0;
    for case in CASES {
        let (project, assessment) = (case.project(), case.assess());
        for kind in Kind::ALL {
            let report = Report::new(kind, &project, &assessment, Rulebooks::builtin());
            for lang in Lang::ALL {
                let mut book = open(&report, lang);
                let names = book.sheet_names();
                let word = |key: &str| phrase("spreadsheet", key, lang, &[]);
                assert_eq!(names.first(), Some(&word("report")));
                assert_eq!(names.last(), Some(&word("sources")));
                for name in &names {
                    assert!(name.encode_utf16().count() <= 31, "{name}");
                    assert!(
                        !name.contains(['[', ']', ':', '*', '?', '/', '\\']),
                        "{name}"
                    );
                }
                for (formula, value) in formulas(&mut book) {
                    assert!(is_own(&formula), "{} {}: {formula}", case.name, kind.key());
                    assert!(matches!(value, Data::Float(_) | Data::Int(_)), "{formula}");
                    live += 1;
                }
            }
        }
    }
    assert!(live > 500, "only {live} formulas");
}

#[test]
fn the_same_report_is_the_same_bytes() {
    let books = Rulebooks::builtin();
    let case = CASES[0];
    let (project, assessment) = (case.project(), case.assess());
    for kind in Kind::ALL {
        let bytes = || {
            let report = Report::new(kind, &project, &assessment, books);
            report.render(Format::Xlsx, Lang::Sv, books).unwrap()
        };
        assert!(bytes() == bytes(), "{}", kind.key());
    }
}

/// A number of a workbook as the exact decimal that it stands for.
fn decimal(value: &Data) -> Decimal {
    match value {
        Data::Float(number) => number.to_string().parse().unwrap(),
        Data::Int(number) => Decimal::from(*number),
        other => panic!("{other} is no number"),
    }
}

/// `B12` counted from nought, row first.
fn cell(name: &str) -> (u32, u32) {
    let digits = name.find(|one: char| one.is_ascii_digit()).unwrap();
    let column = name[..digits].bytes();
    let column = column.fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A' + 1));
    (name[digits..].parse::<u32>().unwrap() - 1, column - 1)
}

#[test]
fn every_stated_sum_of_a_budget_is_found_where_the_sources_say() {
    let mut found = 0;
    for case in CASES {
        let (project, assessment) = (case.project(), case.assess());
        let report = Report::new(Kind::Budget, &project, &assessment, Rulebooks::builtin());
        let mut book = open(&report, Lang::Fi);
        let sources = book.worksheet_range("Lähteet").unwrap();
        let stated = phrase("spreadsheet", "stated", Lang::Fi, &[]);
        let rows = sources
            .rows()
            .filter(|row| row[5] == Data::String(stated.clone()));
        let places: BTreeMap<String, (String, String)> = rows
            .map(|row| (row[6].to_string(), (row[0].to_string(), row[1].to_string())))
            .collect();
        let mut look_up = |pointer: &str, exact: Decimal| {
            let (sheet, name) = places.get(pointer).unwrap_or_else(|| panic!("{pointer}"));
            let value = book.worksheet_range(sheet).unwrap();
            let value = value.get_value(cell(name)).unwrap();
            assert_eq!(decimal(value), exact.normalize(), "{pointer}");
            found += 1;
        };
        for section in &report.sections {
            let SectionBody::Budget(budget) = &section.body else {
                continue;
            };
            for row in &budget.rows {
                for (figure, shown) in budget.figures.iter().zip(&row.cells) {
                    let (status, figure) = (budget.status.key(), figure.key());
                    if let Some(sum) = shown.stated {
                        let pointer = format!("{}/{status}/{figure}", row.place);
                        look_up(&pointer, sum.amount.decimal());
                    }
                }
                for (number, part) in row.earmarks.iter().enumerate() {
                    let pointer = format!("{}/of_which/{number}/amount", row.place);
                    look_up(&pointer, part.amount.amount.decimal());
                }
            }
            for headline in &budget.headlines {
                let pointer = format!("{}/amount", headline.place);
                look_up(&pointer, headline.stated.amount.decimal());
            }
        }
    }
    assert!(found > 300, "only {found} sums");
}

#[test]
fn no_text_of_a_project_becomes_a_formula() {
    let books = Rulebooks::builtin();
    for hostile in [
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(1)",
        "\t=1",
        "=HYPERLINK(\"x\")",
    ] {
        let name = serde_json::to_string(hostile).unwrap();
        let document = format!(
            r#"{{"format": "1", "id": "x", "name": {{"fi": {name}}},
                "budgets": [{{"id": "b", "grant": "none", "version": "applied",
                  "lines": [{{"id": "l", "title": {{"fi": {name}}}, "applied": {{"total": "1.00"}}}}]}}]}}"#
        );
        let project = Project::from_json(&document).unwrap();
        let day = jiff::civil::date(2020, 3, 1);
        let assessment = assess(&project, books, day, Stage::Application);
        for kind in Kind::ALL {
            let report = Report::new(kind, &project, &assessment, books);
            let mut book = open(&report, Lang::Fi);
            for (formula, _) in formulas(&mut book) {
                assert!(is_own(&formula), "{formula}");
            }
            let front = book.worksheet_range("Raportti").unwrap();
            let as_text = Data::String(hostile.to_owned());
            assert!(
                front.rows().flatten().any(|one| *one == as_text),
                "{hostile}"
            );
        }
    }
}

#[test]
fn a_workbook_is_no_text() {
    let case = CASES[0];
    let books = Rulebooks::builtin();
    let report = Report::new(Kind::Budget, &case.project(), &case.assess(), books);
    let error = report
        .render_text(Format::Xlsx, Lang::Fi, books)
        .unwrap_err();
    assert!(error.to_string().contains("`xlsx`"), "{error}");
}
