//! What the references of formats are made of: types with their fields, words, and links between them.

use std::collections::BTreeSet;

use super::super::document::{Block, Cell, Column, Row, Span, Spans, Table, plain};
use crate::check::{Check, key_of};
use crate::format::{AboutWord, Shape, Type, named, of_kind};

/// Types whose fields are told elsewhere on the page.
const APART: [&str; 4] = ["BookFile", "Rule", "Check", "Quantity"];

/// The types that are met on the way, in order.
#[derive(Default)]
pub(super) struct Reached {
    known: BTreeSet<&'static str>,
    /// Types with fields of their own that are not told yet.
    fields: Vec<&'static str>,
    /// Closed sets of words, each with the fields that hold one.
    words: Vec<(&'static str, Vec<&'static str>)>,
}

impl Reached {
    pub(super) fn see(&mut self, field: &'static str, of: Type<'static>) {
        let mut of = of;
        while let Some(item) = of.items() {
            of = item;
        }
        let Some(name) = of.name() else { return };
        for way in of.ways() {
            self.see(field, way);
        }
        if !of.words().is_empty() {
            let name = of.own_name();
            match self.words.iter_mut().find(|(known, _)| *known == name) {
                Some((_, fields)) if fields.contains(&field) => {}
                Some((_, fields)) => fields.push(field),
                None => self.words.push((name, vec![field])),
            }
        } else if named(name).is_some_and(|of| !of.own_fields().is_empty())
            && !APART.contains(&name)
            && self.known.insert(name)
        {
            self.fields.push(name);
        }
    }

    /// The words that fields of checks hold.
    pub(super) fn check(&mut self) {
        for kind in Check::KINDS {
            let fields = of_kind(kind).map(Type::fields).unwrap_or_default();
            for (name, field, _) in fields {
                self.see(name, field);
            }
        }
    }
}

/// A file's fields, and those of every type that stands in it, each after the type that leads to it.
pub(super) fn section(
    title: &str,
    root: &'static str,
    reached: &mut Reached,
    blocks: &mut Vec<Block>,
) {
    blocks.push(Block::Heading(2, plain(title)));
    let mut next = Some(root);
    while let Some(name) = next {
        let Some(of) = named(name) else { break };
        if name != root {
            blocks.push(Block::Heading(3, plain(heading(name))));
        }
        paragraphs(of.doc(), blocks);
        // What is reached from here comes before what waits from earlier.
        let waiting = std::mem::take(&mut reached.fields);
        for (field, one, _) in of.own_fields() {
            reached.see(field, one);
        }
        reached.fields.extend(waiting);
        let choices = of.choices();
        if choices.is_empty() {
            blocks.push(field_table(&of.own_fields(), |_, field| holds(field)));
        } else {
            let rows = choices.iter().map(|(name, field, doc)| {
                let name = vec![Span::Code((*name).to_owned())];
                row([name, holds(*field), marked(&flat(doc))])
            });
            blocks.push(Block::Paragraph(plain(
                "It has exactly one of these fields.",
            )));
            blocks.push(table(["Field", "Holds", "What it says"], rows.collect()));
        }
        next = (!reached.fields.is_empty()).then(|| reached.fields.remove(0));
    }
}

/// A table of fields.
pub(super) fn field_table<'a>(
    fields: &[(&'a str, Type<'a>, bool)],
    holds: impl Fn(&str, Type<'a>) -> Spans,
) -> Block {
    let rows = fields.iter().map(|(name, field, required)| {
        row([
            vec![Span::Code((*name).to_owned())],
            plain(if *required { "yes" } else { "no" }),
            holds(name, *field),
            marked(&flat(field.doc())),
        ])
    });
    table(
        ["Field", "Must be given", "Holds", "What it says"],
        rows.collect(),
    )
}

/// What a field holds.
pub(super) fn holds(field: Type<'_>) -> Spans {
    let link = |name: &str| {
        let title = heading(name);
        let address = format!("#{}", title.to_lowercase().replace(' ', "-"));
        vec![Span::Link(title, address)]
    };
    if field.name() == Some("Check") {
        return vec![Span::Link(
            "a kind and its fields".to_owned(),
            "#kinds-of-check".to_owned(),
        )];
    }
    let ways = field.ways();
    if !ways.is_empty() {
        let ways = ways
            .into_iter()
            .map(|way| match (way.name(), field.name()) {
                (None, Some(name)) if !way.fields().is_empty() => link(name),
                (None, _) => marked(&flat(way.doc())),
                (Some(_), _) => holds(way),
            });
        return join(ways, " or ");
    }
    if let Some(name) = field.name().filter(|_| !field.choices().is_empty()) {
        return link(name);
    }
    match field.shape() {
        Shape::List => list("list of: ", field),
        Shape::Map => list("by name: ", field),
        Shape::Fields(..) => field.name().map_or_else(|| plain("fields"), link),
        Shape::Words(words) if words.len() < 3 => {
            let words = words.iter().map(|word| Span::Code((*word).to_owned()));
            join(words.map(|word| vec![word]), " or ")
        }
        Shape::Words(_) => {
            let mut spans = vec![Span::Plain("a word: ".to_owned())];
            spans.extend(link(field.own_name()));
            spans
        }
        Shape::Switch => marked("`true` or `false`"),
        Shape::Whole => plain("a whole number"),
        Shape::Day => plain("a day"),
        Shape::Money => plain("a sum in euros"),
        Shape::Free => match field.written().as_slice() {
            [] => plain("text"),
            written => {
                let written = written
                    .iter()
                    .map(|one| vec![Span::Code((*one).to_owned())]);
                join(written, " or ")
            }
        },
    }
}

/// A list, or a map, with what stands in it.
fn list(words: &str, field: Type<'_>) -> Spans {
    let mut spans = vec![Span::Plain(words.to_owned())];
    match field.items() {
        Some(items) => spans.extend(holds(items)),
        None => spans.push(Span::Plain("any value".to_owned())),
    }
    spans
}

pub(super) fn word_sections(reached: &Reached, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(2, plain("Words")));
    blocks.push(Block::Paragraph(plain(
        "Where a field holds a word, it is one of a closed set.",
    )));
    for (name, fields) in &reached.words {
        let Some(of) = named(name) else { continue };
        blocks.push(Block::Heading(3, plain(heading(name))));
        paragraphs(of.doc(), blocks);
        let fields = fields
            .iter()
            .map(|field| vec![Span::Code((*field).to_owned())]);
        let mut held = plain("Held by: ");
        held.extend(join(fields, ", "));
        blocks.push(Block::Paragraph(held));
        let words = of.words();
        let about = |word: &str| AboutWord::of(name, word);
        let known = words.iter().any(|word| about(word.key).is_some());
        let rows = words.iter().map(|word| {
            let mut cells = vec![
                vec![Span::Code(word.key.to_owned())],
                marked(&flat(word.doc)),
            ];
            if let Some(about) = about(word.key) {
                let over = about.over.iter().map(|one| vec![Span::Code(key_of(one))]);
                cells.push(join(over, ", "));
                cells.push(plain(if about.opens { "yes" } else { "no" }));
            }
            row(cells)
        });
        let rows = rows.collect();
        blocks.push(if known {
            let columns = [
                "Word",
                "What it means",
                "Only where the rule ranges over",
                "May be open",
            ];
            table(columns, rows)
        } else {
            table(["Word", "What it means"], rows)
        });
    }
}

/// The heading of a type: its title, else its name in words.
pub(super) fn heading(name: &str) -> String {
    if let Some(title) = named(name).and_then(Type::title) {
        return title.to_owned();
    }
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
            words.extend(letter.to_lowercase());
        } else {
            words.push(letter);
        }
    }
    words
}

/// A description as paragraphs.
pub(super) fn paragraphs(doc: &str, blocks: &mut Vec<Block>) {
    let each = doc.split("\n\n").filter(|one| !one.is_empty());
    blocks.extend(each.map(|one| Block::Paragraph(marked(&flat(one)))));
}

/// A description on one line.
pub(super) fn flat(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text in which what stands between backticks is data.
pub(super) fn marked(text: &str) -> Spans {
    let parts = text.split('`').enumerate();
    let spans = parts.filter(|(_, part)| !part.is_empty());
    let spans = spans.map(|(number, part)| match number % 2 {
        0 => Span::Plain(part.to_owned()),
        _ => Span::Code(part.to_owned()),
    });
    spans.collect()
}

pub(super) fn join(all: impl Iterator<Item = Spans>, between: &str) -> Spans {
    let mut spans = Spans::new();
    for one in all {
        if !spans.is_empty() {
            spans.push(Span::Plain(between.to_owned()));
        }
        spans.extend(one);
    }
    spans
}

pub(super) fn row(cells: impl IntoIterator<Item = Spans>) -> Row {
    Row {
        cells: cells.into_iter().map(Cell::text).collect(),
        level: 0,
        total: false,
    }
}

pub(super) fn table<const N: usize>(columns: [&str; N], rows: Vec<Row>) -> Block {
    let columns = columns.map(|title| Column {
        title: title.to_owned(),
        numeric: false,
    });
    Block::Table(Table {
        caption: String::new(),
        columns: columns.into(),
        rows,
    })
}
