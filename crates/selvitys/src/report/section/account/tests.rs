//! What holds of every table of the reports on progress, claims and final accounts.

use rust_decimal::Decimal;
use serde_json::Value as Json;

use crate::assess::assess;
use crate::model::{Lang, Project};
use crate::report::Report;
use crate::report::document::{Block, Cell, Formula, Origin, Table, Value};
use crate::report::view;
use crate::rulebook::{Kind, Rulebooks, Stage};
use crate::words::Presenter;

const KINDS: [Kind; 3] = [Kind::Progress, Kind::PaymentClaim, Kind::Final];

fn example(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap()
}

/// The tables of a document's report.
fn tables(text: &str, kind: Kind, then: &mut dyn FnMut(&Table)) {
    fn walk(blocks: &[Block], then: &mut dyn FnMut(&Table)) {
        for block in blocks {
            match block {
                Block::Table(table) => then(table),
                Block::Card(card) => walk(&card.blocks, then),
                _ => {}
            }
        }
    }
    let books = Rulebooks::builtin();
    let project = Project::from_json(text).unwrap();
    let day = jiff::civil::date(2022, 3, 31);
    let assessment = assess(&project, books, day, Stage::Final);
    let report = Report::new(kind, &project, &assessment, books);
    let document = view::document(&report, &Presenter::new(books, Lang::Fi));
    walk(&document.blocks, then);
}

fn shown(cell: &Cell) -> Option<Decimal> {
    match &cell.value {
        Value::Money(sum) => Some(sum.decimal()),
        Value::Share(share) => Some(share.decimal()),
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

/// What a spreadsheet would work out.
fn evaluate(formula: &Formula, table: &Table) -> Decimal {
    let of =
        |at: &crate::report::document::At| shown(&table.rows[at.row].cells[at.column]).unwrap();
    match formula {
        Formula::Sum(cells) => cells.iter().map(of).sum(),
        Formula::Less { from, less } => {
            let from: Decimal = from.iter().map(of).sum();
            from - less.iter().map(of).sum::<Decimal>()
        }
        Formula::Share { part, whole } => of(part) / of(whole),
        Formula::Product { one, other } => of(one) * of(other),
    }
}

#[test]
fn formulas_give_exactly_what_their_cells_show() {
    let mut found = [0; 4];
    for name in [
        "reporting-year/pohjois-pohjanmaa",
        "lappi",
        "pohjois-karjala",
    ] {
        for kind in KINDS {
            tables(&example(name), kind, &mut |table| {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    let Some(formula) = &cell.formula else {
                        continue;
                    };
                    assert_eq!(
                        Some(evaluate(formula, table)),
                        shown(cell),
                        "{}",
                        table.caption
                    );
                    found[match formula {
                        Formula::Sum(_) => 0,
                        Formula::Less { .. } => 1,
                        Formula::Share { .. } => 2,
                        Formula::Product { .. } => 3,
                    }] += 1;
                }
            });
        }
    }
    // Sums, differences, shares and products are all live in a workbook.
    assert!(found.iter().all(|count| *count >= 4), "{found:?}");
}

/// Totals that follow from their table say so, or a workbook would show dead numbers.
#[test]
fn totals_of_the_year_are_live() {
    let text = example("reporting-year/pohjois-pohjanmaa");
    for kind in KINDS {
        tables(&text, kind, &mut |table| {
            let sums = table.rows.iter().filter(|row| row.total);
            let first = sums.filter(|row| {
                matches!(&row.cells[0].value, Value::Text(text)
                if crate::report::document::bare(text) == "Yhteensä")
            });
            for cell in first.flat_map(|row| &row.cells[1..]) {
                assert!(
                    shown(cell).is_none() || cell.formula.is_some(),
                    "{}",
                    table.caption
                );
            }
        });
    }
}

#[test]
fn every_amount_stands_in_the_document_or_names_what_it_is_reckoned_from() {
    let text = example("reporting-year/pohjois-pohjanmaa");
    let document: Json = serde_json::from_str(&text).unwrap();
    let stated_at = |pointer: &str| {
        let value = document
            .pointer(pointer)
            .unwrap_or_else(|| panic!("{pointer}"));
        let value = value.get("amount").unwrap_or(value);
        value.as_str().unwrap().parse::<Decimal>().unwrap()
    };
    let (mut stated, mut reckoned) = (0, 0);
    for kind in KINDS {
        tables(&text, kind, &mut |table| {
            for cell in table.rows.iter().flat_map(|row| &row.cells) {
                let Some(sum) = shown(cell) else { continue };
                match &cell.origin {
                    Some(Origin::Stated(pointer)) => {
                        assert_eq!(stated_at(pointer), sum, "{}: {pointer}", table.caption);
                        stated += 1;
                    }
                    Some(Origin::Reckoned(from)) => {
                        assert!(!from.is_empty(), "{}: {sum}", table.caption);
                        for pointer in from {
                            assert!(document.pointer(pointer).is_some(), "{pointer}");
                        }
                        reckoned += 1;
                    }
                    None => panic!("{}: {sum} has no origin", table.caption),
                }
            }
        });
    }
    assert!(stated > 100 && reckoned > 100, "{stated} {reckoned}");
}
