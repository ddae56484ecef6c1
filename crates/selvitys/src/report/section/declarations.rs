//! Statements that someone answers for.

use super::common::{date_cell, text_cell, trimmed};
use super::{SectionBody, Source};
use crate::check::Check;
use crate::model::Declaration;
use crate::report::document::{Block, Cell, Column, Row, Span, Spans, Table, plain};
use crate::words::{Presenter, capital};

pub(super) fn build(source: &Source<'_>) -> Option<SectionBody> {
    let declarations = source.project.declarations.clone();
    (!declarations.is_empty()).then_some(SectionBody::Declarations(declarations))
}

pub(super) fn blocks(all: &[Declaration], says: &Presenter<'_>, out: &mut Vec<Block>) {
    let row = |one: &Declaration| {
        let holds = if one.holds { "holds" } else { "does_not_hold" };
        Row::of(vec![
            Cell::text(statement(&one.statement, says)),
            Cell::text(plain(says.word("plan", holds))),
            text_cell(one.by.as_ref(), says),
            date_cell(one.date),
            text_cell(one.evidence.as_ref(), says),
        ])
    };
    out.push(Block::Table(trimmed(Table {
        caption: says.word("plan", "declarations_caption"),
        columns: vec![
            Column::words(says.field("statement")),
            Column::words(says.field("holds")),
            Column::words(says.field("by")),
            Column::words(says.field("date")),
            Column::words(says.field("evidence")),
        ],
        rows: all.iter().map(row).collect(),
    })));
}

/// What is stated: in our words, else as the rule that asks for the statement puts it, else as the
/// document writes it.
fn statement(id: &str, says: &Presenter<'_>) -> Spans {
    let key = id.replace('-', "_");
    if says.has("statement", &key) {
        return plain(capital(&says.word("statement", &key)));
    }
    let rules = says.books().rules().into_iter();
    let mut asking = rules.filter(|(_, rule)| match &rule.check {
        Check::Declared(check) => check.statement == id,
        _ => false,
    });
    match asking.next() {
        Some((_, rule)) => plain(says.requirement(&rule.id)),
        None => vec![Span::Code(id.to_owned())],
    }
}
