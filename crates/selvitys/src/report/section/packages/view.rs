//! A package laid out: facts, objectives, measures with their dates, deliverables, budget lines.

use super::{LeadRow, PackageItem, PackagesSection, name_spans};
use crate::check::key_of;
use crate::model::{Measure, Part};
use crate::report::document::{Block, Cell, Column, Row, Span, Spans, Table, plain};
use crate::report::section::common::{
    NamedThing, Under, code, date_cell, joined, labelled, list, period_spans, trimmed, with_aside,
};
use crate::report::section::goals::{advances, advances_in_words};
use crate::report::section::lines;
use crate::report::view::spans;
use crate::words::Presenter;

pub(in crate::report::section) fn blocks(
    section: &PackagesSection,
    under: Under,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    if !section.views.is_empty() {
        let views = section.views.iter();
        let views = joined(views.map(|view: &Part| spans(&view.title, says)));
        let label = plain(says.field("views"));
        out.push(Block::Paragraph(labelled(label, views)));
    }
    for package in &section.packages {
        let deep = u8::try_from(package.level).unwrap_or(u8::MAX);
        let level = under.level.saturating_add(1).saturating_add(deep).min(4);
        out.push(Block::Heading(level, name_spans(&package.name, says)));
        // How it advances goals stands in words among the goals.
        package_blocks(package, false, says, out);
    }
}

/// All that the document says of a package, below its heading.
pub(in crate::report::section) fn package_blocks(
    package: &PackageItem,
    goals_in_words: bool,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let facts = facts(package, says);
    if !facts.is_empty() {
        out.push(Block::Facts(facts));
    }
    let in_words = advances_in_words(&package.national_goals, says);
    if goals_in_words && !in_words.is_empty() {
        out.push(label("goals_in_words", says));
        out.push(Block::List(in_words));
    }
    if !package.objectives.is_empty() {
        out.push(label("objectives", says));
        out.push(list(&package.objectives, says));
    }
    measures(&package.measures, says, out);
    if !package.deliverables.is_empty() {
        out.push(label("deliverables", says));
        out.push(list(&package.deliverables, says));
    }
    for used in &package.lines {
        lines::blocks(used, says, out);
    }
    if !package.unknown_lines.is_empty() {
        let ids = package.unknown_lines.iter();
        let ids = joined(ids.map(|id| vec![Span::Code(id.clone())]));
        let text = labelled(plain(says.word("plan", "unknown_lines")), ids);
        out.push(Block::Paragraph(text));
    }
    if let Some(note) = &package.note {
        let label = plain(says.field("note"));
        out.push(Block::Paragraph(labelled(label, spans(note, says))));
    }
    let bare = package.objectives.is_empty()
        && package.measures.is_empty()
        && package.deliverables.is_empty()
        && package.lines.is_empty()
        && package.unknown_lines.is_empty()
        && package.note.is_none();
    if bare && package.children.is_empty() {
        let text = says.word("plan", "package_says_no_more");
        out.push(Block::Paragraph(plain(text)));
    }
}

/// A line that says what the list below it is.
fn label(key: &str, says: &Presenter<'_>) -> Block {
    let word = if says.has("plan", key) {
        says.word("plan", key)
    } else {
        says.field(key)
    };
    Block::Paragraph(vec![Span::Strong(word)])
}

fn facts(package: &PackageItem, says: &Presenter<'_>) -> Vec<(String, Spans)> {
    let mut facts = Vec::new();
    let mut fact = |key: &str, text: Spans| {
        if !text.is_empty() {
            facts.push((says.field(key), text));
        }
    };
    let named = |all: &[NamedThing]| joined(all.iter().map(|one| one.spans(says)));
    let calls = package.calls.iter().map(|call| plain(says.call(call)));
    fact("call", joined(calls));
    let period = package.period.as_ref();
    fact(
        "period",
        period.map_or_else(Vec::new, |one| period_spans(one, says)),
    );
    fact("leads", leads(&package.leads, says));
    let promised = package.leads_promised.iter();
    let promised = promised.map(|field| plain(says.word("lead_field", &key_of(field))));
    fact("leads_promised", joined(promised));
    fact("national_goals", advances(&package.national_goals, says));
    fact("focus_areas", named(&package.focus_areas));
    let themes = package.themes.iter().map(|theme| code(theme, says));
    fact("themes", joined(themes));
    fact("views", named(&package.views));
    let children = package.children.iter().map(|one| name_spans(one, says));
    fact("children", joined(children));
    facts
}

fn leads(leads: &[LeadRow], says: &Presenter<'_>) -> Spans {
    let lead = |one: &LeadRow| {
        let field = one
            .field
            .map(|field| plain(says.word("lead_field", &key_of(&field))));
        let tentative = one.tentative.then(|| plain(says.word("plan", "tentative")));
        let aside = joined(field.into_iter().chain(tentative));
        with_aside(one.organisation.spans(says), aside)
    };
    joined(leads.iter().map(lead))
}

/// Measures: a list, and a table where some have dates.
fn measures(measures: &[Measure], says: &Presenter<'_>, out: &mut Vec<Block>) {
    if measures.is_empty() {
        return;
    }
    let dated = measures
        .iter()
        .any(|one| one.due.is_some() || one.done.is_some());
    if !dated {
        out.push(label("measures", says));
        let items = measures.iter().map(|one| spans(&one.text, says));
        out.push(Block::List(items.collect()));
        return;
    }
    let row = |one: &Measure| {
        Row::of(vec![
            Cell::text(spans(&one.text, says)),
            date_cell(one.due),
            date_cell(one.done),
        ])
    };
    out.push(Block::Table(trimmed(Table {
        caption: says.word("plan", "measures_caption"),
        columns: vec![
            Column::words(says.field("measures")),
            Column::words(says.word("plan", "promised")),
            Column::words(says.field("done")),
        ],
        rows: measures.iter().map(row).collect(),
    })));
}
