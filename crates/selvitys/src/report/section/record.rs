//! The record: from what an assessment was made, and what it does not say.

use crate::assess::Record;
use crate::report::document::{Block, Cell, Column, Row, Span, Table, plain};
use crate::words::Presenter;

pub(super) fn blocks(record: &Record, says: &Presenter<'_>, out: &mut Vec<Block>) {
    let word = |key: &str| says.word("report", key);
    out.push(Block::Heading(2, plain(word("record"))));
    out.push(Block::Paragraph(plain(word("not_checked"))));
    let cell = |text: &str| Cell::text(vec![Span::Code(text.to_owned())]);
    let mut rows: Vec<Row> = record
        .projects
        .iter()
        .map(|project| Row {
            cells: vec![
                Cell::text(vec![
                    Span::Plain(format!("{} ", word("document"))),
                    Span::Code(project.id.clone()),
                ]),
                Cell::empty(),
                cell(&project.sha256),
            ],
            level: 0,
            total: false,
        })
        .collect();
    rows.extend(record.rulebooks.iter().map(|book| Row {
        cells: vec![
            Cell::text(plain(says.call(&book.id))),
            Cell::text(plain(book.version.as_str())),
            cell(&book.sha256),
        ],
        level: 0,
        total: false,
    }));
    let column = |key: &str| Column {
        title: word(key),
        numeric: false,
    };
    out.push(Block::Table(Table {
        caption: word("record_caption"),
        columns: vec![column("rulebook"), column("version"), column("checksum")],
        rows,
    }));
}
