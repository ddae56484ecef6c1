use super::*;
use crate::model::{Lang, Money};
use crate::report::document::{Column, Tone, plain};

fn document(blocks: &[Block]) -> String {
    body(blocks, &Locale::new(Lang::Fi))
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading(level, plain(text))
}

/// A table with so many columns of large sums.
fn table(sums: usize) -> Block {
    let sum = || Cell::money("12543200.00".parse::<Money>().unwrap());
    let mut columns = vec![Column::words("Kohde")];
    columns.extend((0..sums).map(|_| Column::figures("Kustannukset")));
    let mut cells = vec![Cell::text(plain("Hanke"))];
    cells.extend((0..sums).map(|_| sum()));
    Block::Table(Table {
        caption: "Talousarvio".to_owned(),
        columns,
        rows: vec![Row::of(cells)],
    })
}

#[test]
fn headings_go_down_by_one_step() {
    let text = document(&[heading(4, "a"), heading(2, "b"), heading(4, "c")]);
    let levels: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("heading("))
        .collect();
    assert_eq!(
        levels,
        [
            "heading(level: 2, \"a\")",
            "heading(level: 2, \"b\")",
            "heading(level: 3, \"c\")",
        ]
    );
}

#[test]
fn a_wide_table_takes_its_heading_to_a_wide_page() {
    let words = || Block::Paragraph(plain("Teksti."));
    let text = document(&[
        heading(2, "a"),
        words(),
        heading(3, "b"),
        words(),
        table(9),
        words(),
    ]);
    let wide = text.find("wide(297mm, {").unwrap();
    assert!(text.find("\"a\"").unwrap() < wide);
    assert!(text.find("\"b\"").unwrap() > wide);
    assert!(text.ends_with("})\npar(\"Teksti.\")\n"), "{text}");
}

#[test]
fn a_table_finds_room_on_some_page_however_wide() {
    assert!(!document(&[table(4)]).contains("wide("));
    assert!(document(&[table(16)]).contains("wide(420mm, {"));
    let text = document(&[table(60)]);
    let wide = text.split("wide(").nth(1).unwrap();
    let width: u32 = wide[..wide.find("mm").unwrap()].parse().unwrap();
    // Sixty sums of 13 letters, half as wide as high, in type of 7 points.
    assert!(width > 60 * 13 * 7 / 2 * 254 / 720, "{width}");
}

#[test]
fn a_card_stands_one_level_below_its_heading_and_leaves_it() {
    let card = |level| {
        Block::Card(Card {
            level,
            tone: Tone::Error,
            label: "Virhe".to_owned(),
            title: plain("Puuttuu"),
            blocks: vec![Block::Paragraph(plain("x".repeat(20_000)))],
        })
    };
    let text = document(&[heading(2, "a"), card(3), heading(3, "b"), card(4)]);
    assert!(text.contains("card(\"error\", \"Virhe\", 3, \"Puuttuu\", {"));
    assert!(text.contains("card(\"error\", \"Virhe\", 4, \"Puuttuu\", {"));
}

#[test]
fn only_addresses_of_the_web_become_links() {
    let link = |address: &str| span(&Span::Link("a".to_owned(), address.to_owned()));
    assert_eq!(
        link("https://example.org"),
        ["link(\"https://example.org\", \"a\")"]
    );
    assert_eq!(link("javascript:alert(1)"), ["\"a\""]);
}
