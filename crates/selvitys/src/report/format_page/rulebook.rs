//! The reference of the formats of rulebooks, in Markdown: from the types that read them.

use super::super::document::{Block, Span, Spans, plain};
use super::super::render;
use super::parts::{
    Reached, field_table, flat, heading, holds, join, marked, paragraphs, row, section, table,
    word_sections,
};
use crate::check::{Check, key_of};
use crate::format::{About, Can, Type, kinds, named, of_kind, quantities, quantity_fields};
use crate::model::Lang;
use crate::rulebook::{RuleStatus, Rulebooks, Unit};
use crate::words::Presenter;

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
                Span::Link(id.to_string(), format!("rules/{id}.md")),
                Span::Plain(" (".to_owned()),
                Span::Link("its file".to_owned(), file),
                Span::Plain(")".to_owned()),
            ];
            facts.push(("A rule that uses it".to_owned(), spans));
        }
        facts
    }
}
