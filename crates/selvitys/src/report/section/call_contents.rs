//! What the calls of the project's grants ask for beyond the model, and contents that they name.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Under, code, joined};
use super::missing::MissingPart;
use super::packages::{PackageName, name_spans};
use super::{SectionBody, Source, Withheld};
use crate::check::{Check, SetOf};
use crate::model::{Content, GrantStatus, Text};
use crate::report::document::{Block, Cell, Column, Row, Table, plain};
use crate::report::view::spans;
use crate::rulebook::{ReportPart, Rulebook};
use crate::words::Presenter;

/// What the calls ask for beyond the model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallContentsSection {
    /// Contents that the document gives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<GivenContent>,
    /// Contents that a call names and packages carry out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<ThemeRow>,
}

/// A content that the document gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GivenContent {
    /// Its id.
    pub id: String,
    /// The calls that define it; none where it is the document's alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<String>,
    /// What is given.
    pub content: Content,
}

/// A content that a call names, and what carries it out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ThemeRow {
    /// The content, by the call's id.
    pub theme: String,
    /// The packages that carry it out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packages: Vec<PackageName>,
    /// Process goals and targets that name it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<Text>,
}

/// What is given, and each content that a call defines and the document does not give.
pub(super) fn build(source: &Source<'_>) -> Vec<SectionBody> {
    let project = source.project;
    let defines = |call: &str, id: &str| source.books.content(call, id).is_some();
    let grants = project.grants.iter();
    let grants = grants.filter(|grant| grant.status != GrantStatus::Refused);
    let calls: BTreeSet<&str> = grants.map(|grant| grant.call.as_str()).collect();
    let given = project.contents.iter().map(|(id, content)| GivenContent {
        id: id.clone(),
        calls: calls
            .iter()
            .filter(|call| defines(call, id))
            .map(|call| (*call).to_owned())
            .collect(),
        content: content.clone(),
    });
    let section = CallContentsSection {
        given: given.collect(),
        themes: themes(&calls, source),
    };
    let mut bodies = Vec::new();
    if !section.given.is_empty() || !section.themes.is_empty() {
        bodies.push(SectionBody::CallContents(section));
    }
    let mut told = BTreeSet::new();
    for call in &calls {
        let books = source.books.layer(call);
        let defined = books.filter_map(|book| book.file.call.as_ref());
        let ids = defined.flat_map(|one| one.contents.keys());
        for id in ids.filter(|id| !project.contents.contains_key(*id)) {
            if told.insert(id) {
                let place = format!("/contents/{id}");
                let left_out = source.edition.and_then(|one| one.left_out_at(&place));
                if let Some(left_out) = left_out {
                    bodies.push(SectionBody::Withheld(Withheld {
                        reason: left_out.reason.clone(),
                    }));
                    continue;
                }
                let basis = source.asked(ReportPart::CallContents, None, Some(id));
                bodies.push(SectionBody::Missing(MissingPart {
                    content: Some(id.clone()),
                    asked: None,
                    call: Some((*call).to_owned()),
                    basis,
                }));
            }
        }
    }
    bodies
}

/// The contents that rules of the calls' books look for among the themes of packages.
fn themes(calls: &BTreeSet<&str>, source: &Source<'_>) -> Vec<ThemeRow> {
    let project = source.project;
    let books = calls.iter().flat_map(|call| source.books.layer(call));
    let mut names: Vec<&str> = books.flat_map(listed).collect();
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(*name));
    let carried = |theme: &str| {
        let nodes = source.index.packages.iter();
        let carry = nodes.filter(|node| node.package.themes.iter().any(|one| one == theme));
        carry.map(|node| PackageName::of(node.package)).collect()
    };
    let goals = |theme: &str| {
        let goals = project.goals.iter();
        let process = goals.clone().flat_map(|one| &one.process);
        let process = process.map(|one| (&one.themes, &one.text));
        let targets = goals.flat_map(|one| &one.targets);
        let targets = targets.map(|one| (&one.themes, &one.text));
        let all = process.chain(targets);
        let named = all.filter(|(themes, _)| themes.iter().any(|one| one == theme));
        named.map(|(_, text)| text.clone()).collect()
    };
    let row = |theme: &str| ThemeRow {
        theme: theme.to_owned(),
        packages: carried(theme),
        goals: goals(theme),
    };
    names.into_iter().map(row).collect()
}

/// The codes that rules of a book look for among themes.
fn listed(book: &Rulebook) -> impl Iterator<Item = &str> {
    let lists = book.rules.values().filter_map(|rule| match &rule.check {
        Check::CoversAll(check) if check.by == SetOf::Themes => check.list.as_deref(),
        _ => None,
    });
    let params = lists.filter_map(|list| book.file.params.get(list));
    let codes = params.flat_map(|param| &param.values);
    let codes = codes.flat_map(|value| &value.codes);
    codes.map(|code| code.code.as_str())
}

pub(super) fn blocks(
    section: &CallContentsSection,
    under: Under,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    if !section.themes.is_empty() {
        out.push(Block::Table(theme_table(&section.themes, says)));
    }
    for one in &section.given {
        under.title(plain(says.content_words(&one.id)), out);
        if one.calls.is_empty() {
            let text = says.word("plan", "content_of_no_call");
            out.push(Block::Paragraph(plain(text)));
        }
        content(&one.content, says, out);
    }
}

fn theme_table(rows: &[ThemeRow], says: &Presenter<'_>) -> Table {
    let row = |row: &ThemeRow| {
        let packages = row.packages.iter().map(|one| name_spans(one, says));
        let goals = row.goals.iter().map(|text| spans(text, says));
        let carried = joined(packages.chain(goals));
        let carried = if carried.is_empty() {
            plain(says.word("plan", "carried_by_none"))
        } else {
            carried
        };
        Row::of(vec![
            Cell::text(code(&row.theme, says)),
            Cell::text(carried),
        ])
    };
    Table {
        caption: says.word("plan", "themes_caption"),
        columns: vec![
            Column::words(says.word("plan", "theme")),
            Column::words(says.word("plan", "carried_by")),
        ],
        rows: rows.iter().map(row).collect(),
    }
}

/// A content by its type.
fn content(content: &Content, says: &Presenter<'_>, out: &mut Vec<Block>) {
    let locale = says.locale();
    let text = match content {
        Content::Text(text) => spans(text, says),
        Content::Money(sum) => plain(locale.money(*sum)),
        Content::Date(date) => plain(says.partial(*date)),
        Content::Count(count) => plain(locale.count(*count)),
        Content::Share(share) => plain(locale.share(*share)),
        Content::Choice(choice) => code(choice, says),
        Content::Table(rows) => {
            let names: BTreeSet<&String> = rows.iter().flat_map(|row| row.keys()).collect();
            let cell = |row: &std::collections::BTreeMap<String, String>, name: &String| {
                let value = row.get(name).map(|value| plain(value.as_str()));
                value.map_or_else(Cell::empty, Cell::text)
            };
            let row = |row| Row::of(names.iter().map(|name| cell(row, name)).collect());
            out.push(Block::Table(Table {
                caption: String::new(),
                columns: names
                    .iter()
                    .map(|name| Column::words(says.content_words(name)))
                    .collect(),
                rows: rows.iter().map(row).collect(),
            }));
            return;
        }
    };
    out.push(Block::Paragraph(text));
}
