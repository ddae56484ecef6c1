//! The reference of the formats of rulebooks, in Markdown: from the types that read them.

use std::collections::BTreeSet;

use super::document::{Block, Cell, Column, Row, Span, Spans, Table, plain};
use super::render;
use crate::check::{Check, key_of};
use crate::format::{
    About, AboutWord, Can, Shape, Type, kinds, named, of_kind, quantities, quantity_fields,
};
use crate::model::Lang;
use crate::rulebook::{RuleStatus, Rulebooks, Unit};
use crate::words::Presenter;

/// Types whose fields are told elsewhere on the page.
const APART: [&str; 4] = ["BookFile", "Rule", "Check", "Quantity"];

/// The reference of what stands in a rulebook's files, in Markdown and English: every field, every kind
/// of check, every quantity and every word, with the rules of some rulebooks as examples.
///
/// ```
/// let page = selvitys::rulebook_reference(selvitys::Rulebooks::builtin());
/// assert!(page.contains("\n### share-at-most\n"));
/// ```
pub fn rulebook_reference(books: &Rulebooks) -> String {
    let mut blocks = vec![
        Block::Paragraph(marked(
            "A rulebook is a folder with `rulebook.toml` and, in its folder `rules`, a file for each \
             rule, named after the rule's id. Both are TOML. This page is generated from the types \
             that read them: it lists every field, every kind of check, every quantity and every word.",
        )),
        Block::Paragraph(marked(
            "`selvitys new-rule` writes a rule's file with all of this in comments, `selvitys lint` \
             says what is wrong in a rulebook and where, `selvitys schema rule` and `selvitys schema \
             rulebook` print the schemas that editors use.",
        )),
        Block::Paragraph(marked(
            "A day is written `2022-10-31`, a sum `1225000.00`, a share `0.80`, all of them in \
             quotation marks.",
        )),
    ];
    let mut reached = Reached::default();
    section("rulebook.toml", "BookFile", &mut reached, &mut blocks);
    section("A rule's file", "Rule", &mut reached, &mut blocks);
    reached.check();
    quantity_section(&mut reached, &mut blocks);
    kind_sections(books, &mut blocks);
    word_sections(&reached, &mut blocks);
    let says = Presenter::new(books, Lang::En);
    render::markdown_page("The formats of rulebooks", &blocks, says.locale())
}

/// The types that are met on the way, in order.
#[derive(Default)]
struct Reached {
    known: BTreeSet<&'static str>,
    /// Types with fields of their own that are not told yet.
    fields: Vec<&'static str>,
    /// Closed sets of words, each with the fields that hold one.
    words: Vec<(&'static str, Vec<&'static str>)>,
}

impl Reached {
    fn see(&mut self, field: &'static str, of: Type<'static>) {
        let mut of = of;
        while let Some(item) = of.items() {
            of = item;
        }
        let Some(name) = of.name() else { return };
        if !of.words().is_empty() {
            let name = of.own_name();
            match self.words.iter_mut().find(|(known, _)| *known == name) {
                Some((_, fields)) if fields.contains(&field) => {}
                Some((_, fields)) => fields.push(field),
                None => self.words.push((name, vec![field])),
            }
        } else if matches!(of.shape(), Shape::Fields(..))
            && !APART.contains(&name)
            && self.known.insert(name)
        {
            self.fields.push(name);
        }
    }

    /// The words that fields of checks hold.
    fn check(&mut self) {
        for kind in Check::KINDS {
            let fields = of_kind(kind).map(Type::fields).unwrap_or_default();
            for (name, field, _) in fields {
                self.see(name, field);
            }
        }
    }
}

/// A file's fields, and those of every type that stands in it.
fn section(title: &str, root: &'static str, reached: &mut Reached, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(2, plain(title)));
    let mut next = Some(root);
    while let Some(name) = next {
        let Some(of) = named(name) else { break };
        if name != root {
            blocks.push(Block::Heading(3, plain(heading(name))));
        }
        paragraphs(of.doc(), blocks);
        let fields = of.fields();
        for (field, one, _) in &fields {
            reached.see(field, *one);
        }
        blocks.push(field_table(&fields, |_, field| holds(field)));
        next = (!reached.fields.is_empty()).then(|| reached.fields.remove(0));
    }
}

/// A table of fields.
fn field_table<'a>(
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
fn holds(field: Type<'_>) -> Spans {
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
    match field.shape() {
        Shape::List => list("list of: ", field),
        Shape::Map => list("by names of your own: ", field),
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

fn quantity_section(reached: &mut Reached, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(2, plain(heading("Quantity"))));
    paragraphs(named("Quantity").map(Type::doc).unwrap_or_default(), blocks);
    // A day has the most that may be added to it.
    let (choices, withs) = quantities(Unit::Date);
    let field = |name: &str| quantity_fields().find(|(known, _)| *known == name);
    let rows = choices.iter().filter_map(|choice| {
        let (name, field) = field(choice.name)?;
        let unit = match choice.unit {
            Some(unit) => vec![Span::Code(unit.key().to_owned())],
            None => plain("as what it names"),
        };
        Some(row([
            vec![Span::Code(name.to_owned())],
            unit,
            holds(field),
            marked(&flat(field.doc())),
            plain(choice.opens.words()),
        ]))
    });
    blocks.push(Block::Paragraph(marked(
        "It names exactly one of these. What may be open is what a document can leave out, round or \
         state coarsely: a rule that goes by it may then be `cannot-tell`.",
    )));
    let columns = ["Field", "Unit", "Holds", "What it says", "May be open"];
    blocks.push(table(columns, rows.collect()));
    let rows = withs.iter().filter_map(|with| {
        let (name, field) = field(with.name)?;
        Some(row([
            vec![Span::Code(name.to_owned())],
            marked(with.with),
            holds(field),
            marked(&flat(field.doc())),
        ]))
    });
    blocks.push(Block::Paragraph(plain(
        "These may be added to what they go with:",
    )));
    blocks.push(table(
        ["Field", "Goes with", "Holds", "What it says"],
        rows.collect(),
    ));
    for (name, field) in quantity_fields() {
        reached.see(name, field);
    }
}

fn kind_sections(books: &Rulebooks, blocks: &mut Vec<Block>) {
    let rules = books.rules();
    let active = |kind: &str| {
        let of = rules
            .iter()
            .filter(|(_, rule)| rule.status == RuleStatus::Active);
        let of = of.filter(|(_, rule)| rule.check.kind() == kind);
        of.copied().collect::<Vec<_>>()
    };
    blocks.push(Block::Heading(2, plain("Kinds of check")));
    blocks.push(Block::Paragraph(marked(
        "A rule has one check: its kind, then the kind's fields, such as `[check.share-at-most]`. What \
         is not met is a fault; what the document leaves open, rounds or states coarsely may leave the \
         rule open.",
    )));
    let index = kinds().map(|kind| {
        row([
            vec![Span::Link(kind.key.to_owned(), format!("#{}", kind.key))],
            marked(&flat(kind.doc)),
            plain(active(kind.key).len().to_string()),
        ])
    });
    blocks.push(table(
        ["Kind", "What it asks", "Built-in rules"],
        index.collect(),
    ));
    for kind in Check::KINDS {
        let (Some(of), Some(about)) = (of_kind(kind), About::of(kind)) else {
            continue;
        };
        blocks.push(Block::Heading(3, plain(*kind)));
        paragraphs(
            of.name().and_then(named).map(Type::doc).unwrap_or_default(),
            blocks,
        );
        let fields = of.fields();
        if fields.is_empty() {
            blocks.push(Block::Paragraph(marked(&format!(
                "It has no fields: `[check.{kind}]`."
            ))));
        } else {
            blocks.push(field_table(&fields, |name, field| about.holds(name, field)));
        }
        if let Some(bare) = &about.bare {
            blocks.push(Block::Paragraph(marked(&format!("Of its fields, {bare}."))));
        }
        blocks.push(Block::Facts(about.facts(&active(kind))));
    }
}

impl Can {
    fn words(self) -> &'static str {
        match self {
            Can::Always => "yes",
            Can::Sometimes => "depends on what is named",
            Can::Never => "no",
        }
    }
}

impl About {
    /// What a field of the kind holds, with its unit where it has one.
    fn holds(&self, name: &str, field: Type<'_>) -> Spans {
        let unit = |words: &str, unit: Unit| marked(&format!("{words} `{}`", unit.key()));
        let quantity = self.quantities.iter().find(|(known, _)| *known == name);
        let list = self.lists.iter().find(|(known, _)| known == name);
        match (quantity, list) {
            (Some((_, of)), _) => {
                let mut spans = holds(field);
                spans.extend(unit(" of unit", *of));
                spans
            }
            (None, Some((_, of))) => unit("the name of a parameter of unit", *of),
            (None, None) => holds(field),
        }
    }

    /// What is known of the kind beside its fields.
    fn facts(
        &self,
        rules: &[(&crate::rulebook::Rulebook, &crate::rulebook::Rule)],
    ) -> Vec<(String, Spans)> {
        let codes = |all: &mut dyn Iterator<Item = String>| {
            join(all.map(|one| vec![Span::Code(one)]), ", ")
        };
        let values = codes(&mut self.values.iter().map(|value| format!("{{{value}}}")));
        let mut over = codes(&mut self.over.iter().map(key_of));
        if self.over.is_empty() {
            over = plain("anything");
        } else if !self.over_always {
            over.insert(
                0,
                Span::Plain("anything; some of what it can name only ".to_owned()),
            );
        }
        let opens = match (self.opens, self.opens_in_draft) {
            (Can::Sometimes, true) => "in a draft; at other stages depends on what is named",
            (Can::Never, true) => "only in a draft",
            (opens, _) => opens.words(),
        };
        let mut facts = vec![
            ("Values of its messages".to_owned(), values),
            ("Ranges over".to_owned(), over),
            ("Can be not-met".to_owned(), plain(self.fails.words())),
            ("Can be cannot-tell".to_owned(), plain(opens)),
        ];
        if let Some((book, rule)) = rules.first() {
            let id = &rule.id;
            let file = format!(
                "../crates/selvitys/rulebooks/{}/rules/{id}.toml",
                book.file.id
            );
            let spans = vec![
                Span::Link(id.clone(), format!("rules/{id}.md")),
                Span::Plain(" (".to_owned()),
                Span::Link("its file".to_owned(), file),
                Span::Plain(")".to_owned()),
            ];
            facts.push(("A rule that uses it".to_owned(), spans));
        }
        facts
    }
}

fn word_sections(reached: &Reached, blocks: &mut Vec<Block>) {
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
fn heading(name: &str) -> String {
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
fn paragraphs(doc: &str, blocks: &mut Vec<Block>) {
    let each = doc.split("\n\n").filter(|one| !one.is_empty());
    blocks.extend(each.map(|one| Block::Paragraph(marked(&flat(one)))));
}

/// A description on one line.
fn flat(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text in which what stands between backticks is data.
fn marked(text: &str) -> Spans {
    let parts = text.split('`').enumerate();
    let spans = parts.filter(|(_, part)| !part.is_empty());
    let spans = spans.map(|(number, part)| match number % 2 {
        0 => Span::Plain(part.to_owned()),
        _ => Span::Code(part.to_owned()),
    });
    spans.collect()
}

fn join(all: impl Iterator<Item = Spans>, between: &str) -> Spans {
    let mut spans = Spans::new();
    for one in all {
        if !spans.is_empty() {
            spans.push(Span::Plain(between.to_owned()));
        }
        spans.extend(one);
    }
    spans
}

fn row(cells: impl IntoIterator<Item = Spans>) -> Row {
    Row {
        cells: cells.into_iter().map(Cell::Text).collect(),
        level: 0,
        total: false,
    }
}

fn table<const N: usize>(columns: [&str; N], rows: Vec<Row>) -> Block {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_is_a_place_of_its_own_and_every_link_leads_to_one() {
        let page = rulebook_reference(Rulebooks::builtin());
        let anchor = |heading: &str| {
            let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-');
            let text: String = heading.chars().filter(kept).collect();
            text.to_lowercase().replace(' ', "-")
        };
        let mut anchors = BTreeSet::new();
        for line in page.lines() {
            if let Some(heading) = line.strip_prefix('#') {
                let heading = heading.trim_start_matches('#').trim();
                assert!(anchors.insert(anchor(heading)), "twice: {heading}");
            }
        }
        let links = page.split("](<#").skip(1);
        for link in links {
            let link = link.split('>').next().unwrap();
            assert!(anchors.contains(link), "nowhere: {link}");
        }
    }

    #[test]
    fn names_become_words_and_backticks_data() {
        assert_eq!(heading("CallContent"), "Call content");
        assert_eq!(heading("Bound"), "Deadline");
        let spans = marked("a `b` c");
        assert_eq!(spans.get(1), Some(&Span::Code("b".to_owned())));
        assert_eq!(super::super::document::bare(&spans), "a b c");
    }
}
