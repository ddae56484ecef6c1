use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use jiff::civil::date;

use super::*;
use crate::assess::assess;
use crate::model::{Lang, Money, Project};
use crate::report::document::{At, Cell, Column, Formula, Row, Span, Value, plain};
use crate::report::{Report, view};
use crate::rulebook::{Kind, Rulebooks, Stage};
use crate::words::Presenter;

type Book = Xlsx<Cursor<Vec<u8>>>;

/// A workbook of these blocks, as an independent reader reads it.
fn read(blocks: Vec<Block>) -> Book {
    let books = Rulebooks::builtin();
    let text = r#"{"format": "1", "id": "demo", "name": {"fi": "Malli"}}"#;
    let project = Project::from_json(text).unwrap();
    let assessment = assess(&project, books, date(2020, 3, 1), Stage::Draft);
    let report = Report::new(Kind::Budget, &project, &assessment, books);
    let says = Presenter::new(books, Lang::Fi);
    let mut document = view::document(&report, &says);
    document.blocks = blocks;
    let bytes = xlsx(&document, says.locale()).unwrap();
    assert_eq!(bytes, xlsx(&document, says.locale()).unwrap());
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn table(rows: Vec<Vec<Cell>>) -> Block {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    Block::Table(Table {
        caption: "Luvut".to_owned(),
        columns: (0..columns)
            .map(|column| Column {
                title: format!("Sarake {column}"),
                numeric: column > 0,
            })
            .collect(),
        rows: rows.into_iter().map(Row::of).collect(),
    })
}

fn words(text: &str) -> Cell {
    Cell::text(plain(text))
}

fn sum(text: &str) -> Cell {
    Cell::money(text.parse().unwrap())
}

fn at(row: usize, column: usize) -> At {
    At { row, column }
}

fn value(book: &mut Book, sheet: &str, cell: (u32, u32)) -> Data {
    let range = book.worksheet_range(sheet).unwrap();
    range.get_value(cell).cloned().unwrap_or(Data::Empty)
}

fn formula(book: &mut Book, sheet: &str, cell: (u32, u32)) -> String {
    let range = book.worksheet_formula(sheet).unwrap();
    range.get_value(cell).cloned().unwrap_or_default()
}

#[test]
fn formulas_reckon_what_the_cells_show() {
    let mut book = read(vec![table(vec![
        vec![words("a"), sum("0.10")],
        vec![words("b"), sum("0.20")],
        vec![
            words("summa"),
            sum("0.30").by(Formula::Sum(vec![at(0, 1), at(1, 1)])),
        ],
        vec![
            words("erotus"),
            sum("0.10").by(Formula::Less {
                from: vec![at(2, 1)],
                less: vec![at(1, 1)],
            }),
        ],
        vec![
            words("osuus"),
            Cell::share("0.5".parse().unwrap()).by(Formula::Share {
                part: at(0, 1),
                whole: at(1, 1),
            }),
        ],
        vec![
            words("tulo"),
            sum("0.15").by(Formula::Product {
                one: at(2, 1),
                other: at(4, 1),
            }),
        ],
        vec![
            words("toinen summa"),
            sum("0.40").by(Formula::Sum(vec![at(0, 1), at(2, 1)])),
        ],
    ])]);
    for (row, text, gives) in [
        (5, "ROUND(SUM(B4:B5),2)", 0.3),
        (6, "ROUND(B6-B5,2)", 0.1),
        (7, "B4/B5", 0.5),
        (8, "ROUND(B6*B8,2)", 0.15),
        (9, "ROUND(SUM(B4,B6),2)", 0.4),
    ] {
        assert_eq!(formula(&mut book, "Luvut", (row, 1)), text);
        assert_eq!(value(&mut book, "Luvut", (row, 1)), Data::Float(gives));
    }
    let told = value(&mut book, "Lähteet", (4, 7));
    assert_eq!(told, Data::String("Summa: B4:B5".to_owned()));
}

#[test]
fn a_formula_that_would_give_something_else_is_not_written() {
    let mut book = read(vec![table(vec![
        vec![words("a"), sum("1.00")],
        vec![words("b"), words("ei lukua")],
        vec![words("muuta"), sum("3.00").by(Formula::Sum(vec![at(0, 1)]))],
        vec![
            words("ei lukua"),
            sum("1.00").by(Formula::Sum(vec![at(0, 1), at(1, 1)])),
        ],
        vec![
            words("ei solua"),
            sum("1.00").by(Formula::Sum(vec![at(0, 1), at(9, 9)])),
        ],
        vec![words("suuri"), sum("99999999999999.99")],
        vec![
            words("suurista"),
            Cell::money(Money::ZERO).by(Formula::Less {
                from: vec![at(5, 1)],
                less: vec![at(5, 1)],
            }),
        ],
    ])]);
    for row in [5, 6, 7, 9] {
        assert_eq!(formula(&mut book, "Luvut", (row, 1)), "");
        assert!(matches!(
            value(&mut book, "Luvut", (row, 1)),
            Data::Float(_)
        ));
    }
    // A sum that no number of a workbook holds is marked text, and the mark is explained.
    let Data::String(large) = value(&mut book, "Luvut", (8, 1)) else {
        panic!("a number");
    };
    assert_eq!(large.replace('\u{a0}', " "), "99 999 999 999 999,99 € *");
    let Data::String(note) = value(&mut book, "Luvut", (11, 0)) else {
        panic!("no note");
    };
    assert!(note.starts_with("* "), "{note}");
}

#[test]
fn dates_and_precision_are_values_of_their_own() {
    let rounded = Value::Rounded("2560000".parse().unwrap(), "10000".parse().unwrap());
    let mut book = read(vec![table(vec![
        vec![
            words("päivä"),
            Cell::date("2022-10-31".parse().unwrap()),
            Cell::number(3.into()),
        ],
        vec![
            words("kuukausi"),
            Cell::date("2022-10".parse().unwrap()),
            words("x"),
        ],
        vec![words("summa"), rounded.into(), words("x")],
    ])]);
    let Data::DateTime(day) = value(&mut book, "Luvut", (3, 1)) else {
        panic!("no date");
    };
    assert_eq!(day.to_ymd_hms_milli(), (2022, 10, 31, 0, 0, 0, 0));
    let month = value(&mut book, "Luvut", (4, 1));
    assert_eq!(month, Data::String("10/2022".to_owned()));
    assert_eq!(value(&mut book, "Luvut", (5, 1)), Data::Float(2_560_000.0));
    assert_eq!(value(&mut book, "Luvut", (5, 2)), Data::Float(5_000.0));
    // What stands after the precision has moved beside it.
    assert_eq!(value(&mut book, "Luvut", (3, 3)), Data::Float(3.0));
}

#[test]
fn texts_come_back_as_they_went_in() {
    let ten_thousand = "x".repeat(10_000);
    let hostile = [
        "=cmd|' /C calc'!A0",
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tsarkain",
        " väli edessä ja takana ",
        "rivi\nrivi",
        "<r><t>merkintä</t></r>",
        "<script>alert(1)</script> & \"'",
        "_x0041_",
        "{=1}",
        "2020-01-01",
        "1e5",
        "TRUE",
        "#REF!",
        "https://example.org/",
        "internal:A1",
        "👩‍⚕️ čáhppes, å ä ö",
        "שלום עולם مرحبا\u{200f}",
        ten_thousand.as_str(),
    ];
    let rows = hostile.iter().map(|text| vec![words(text), words(text)]);
    let mut book = read(vec![table(rows.collect())]);
    for (row, text) in (3..).zip(hostile) {
        for column in [0, 1] {
            let read = value(&mut book, "Luvut", (row, column));
            assert_eq!(read, Data::String(text.to_owned()));
            assert_eq!(formula(&mut book, "Luvut", (row, column)), "");
        }
    }
}

#[test]
fn a_text_longer_than_a_cell_goes_on_in_the_next_row() {
    let long = "pitkä teksti ".repeat(4_000);
    let mut book = read(vec![
        Block::Paragraph(plain(long.as_str())),
        table(vec![
            vec![words(&long), sum("1.00")],
            vec![words("b"), sum("2.00")],
            vec![
                words("summa"),
                sum("3.00").by(Formula::Sum(vec![at(0, 1), at(1, 1)])),
            ],
        ]),
    ]);
    let text = |book: &mut Book, sheet: &str, row: u32, column: u32| match value(
        book,
        sheet,
        (row, column),
    ) {
        Data::String(text) => text,
        _ => String::new(),
    };
    let first = text(&mut book, "Luvut", 3, 0);
    assert_eq!(first.clone() + &text(&mut book, "Luvut", 4, 0), long);
    assert_eq!(first.encode_utf16().count(), 32_767);
    let summed = formula(&mut book, "Luvut", (6, 1));
    assert_eq!(summed, "ROUND(SUM(B4,B6),2)");
    let all: String = (0..200)
        .map(|row| text(&mut book, "Raportti", row, 1))
        .collect();
    assert!(all.contains(&long));
}

#[test]
fn addresses_of_the_web_alone_lead_elsewhere() {
    let link = |to: &str| Span::Link("sanat".to_owned(), to.to_owned());
    let web = vec![link("https://example.org/a?b=1&c=%20")];
    assert_eq!(
        line(&web),
        ("sanat".to_owned(), Some("https://example.org/a?b=1&c=%20"))
    );
    for no in ["javascript:alert(1)", "file:///etc/passwd", "internal:A1"] {
        assert_eq!(line(&vec![link(no)]), ("sanat".to_owned(), None));
    }
    let long = format!("https://example.org/{}", "x".repeat(2_100));
    assert_eq!(line(&vec![link(&long)]), (format!("sanat ({long})"), None));
    let two = vec![link("https://a.example"), link("https://b.example")];
    let told = "sanat (https://a.example)sanat (https://b.example)";
    assert_eq!(line(&two), (told.to_owned(), None));
}

#[test]
fn lines_of_a_text_join_to_the_text() {
    for text in [
        "",
        "a",
        "kaksi sanaa",
        "rivi\nrivi\n",
        &"x".repeat(100),
        "å-ä ö",
    ] {
        for room in [1, 4, 9, 200] {
            assert_eq!(sheet::wrapped(text, room).concat(), text);
        }
    }
    assert_eq!(sheet::wrapped("kaksi sanaa", 8), ["kaksi ", "sanaa"]);
}
