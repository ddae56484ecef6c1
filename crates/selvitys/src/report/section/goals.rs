//! Goals: which national goals are advanced and how, process goals, targets by focus area.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{NamedThing, Under, code, joined, labelled, spans_cell, trimmed, with_aside};
use super::packages::{PackageName, name_spans};
use super::{SectionBody, Source};
use crate::check::key_of;
use crate::model::{Advance, How, Part, Text};
use crate::report::document::{Block, Cell, Column, Row, Span, Spans, Table, plain};
use crate::report::view::spans;
use crate::words::{Presenter, capital};

/// What the project aims at, goal by goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoalsSection {
    /// The national goals that are advanced.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub national: Vec<NationalGoal>,
    /// Process goals, by the benefit goal that they serve.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub process: Vec<GoalTexts>,
    /// Targets, by goal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<GoalTexts>,
    /// The focus areas that targets and self-assessments are set out by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub focus_areas: Vec<Part>,
}

/// A national goal or object of a call, and what advances it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NationalGoal {
    /// The goal, by the call's id.
    pub goal: String,
    /// What advances it, the project as a whole first.
    pub by: Vec<Advancing>,
}

/// What advances a goal, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Advancing {
    /// The package; absent when it is the project as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package: Option<PackageName>,
    /// In which way.
    pub how: How,
    /// The goals through which it is advanced by consequence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub through: Vec<String>,
    /// How, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
}

/// What is said under a goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoalTexts {
    /// The goal, by the call's id.
    pub goal: String,
    /// What is said.
    pub texts: Vec<GoalText>,
}

/// A process goal or a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoalText {
    /// The focus area; absent when it is common to all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus_area: Option<NamedThing>,
    /// The text.
    pub text: Text,
    /// Contents that a call requires by name, by the call's ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
}

pub(super) fn build(source: &Source<'_>) -> Option<SectionBody> {
    let project = source.project;
    let goals = project.goals.as_ref();
    let process = goals.iter().flat_map(|goals| &goals.process).map(|one| {
        let text = GoalText {
            focus_area: None,
            text: one.text.clone(),
            themes: one.themes.clone(),
        };
        (one.goal.as_str(), text)
    });
    let areas = || {
        let areas = project.focus_areas.iter();
        areas.map(|area| (area.id.as_str(), &area.title))
    };
    let targets = goals.iter().flat_map(|goals| &goals.targets).map(|one| {
        let text = GoalText {
            focus_area: one
                .focus_area
                .as_ref()
                .map(|id| NamedThing::of(id, areas())),
            text: one.text.clone(),
            themes: one.themes.clone(),
        };
        (one.goal.as_str(), text)
    });
    let section = GoalsSection {
        national: national(source),
        process: by_goal(process, source),
        targets: by_goal(targets, source),
        focus_areas: project.focus_areas.clone(),
    };
    let empty = section.national.is_empty()
        && section.process.is_empty()
        && section.targets.is_empty()
        && section.focus_areas.is_empty();
    (!empty).then_some(SectionBody::Goals(section))
}

fn national(source: &Source<'_>) -> Vec<NationalGoal> {
    let advancing = |advance: &Advance, package: Option<PackageName>| Advancing {
        package,
        how: advance.how,
        through: advance.through.clone(),
        text: advance.text.clone(),
    };
    let goals = source.project.goals.iter();
    let whole = goals.flat_map(|goals| &goals.advanced);
    let whole = whole.map(|one| (one.goal.as_str(), advancing(one, None)));
    let packages = source.index.packages.iter();
    let packages = packages.flat_map(|node| {
        let name = PackageName::of(node.package);
        let advances = node.package.national_goals.iter();
        advances.map(move |one| (one.goal.as_str(), advancing(one, Some(name.clone()))))
    });
    let all = whole.chain(packages);
    let grouped = grouped(all, source).into_iter();
    grouped
        .map(|(goal, by)| NationalGoal { goal, by })
        .collect()
}

fn by_goal<'a>(
    texts: impl Iterator<Item = (&'a str, GoalText)>,
    source: &Source<'_>,
) -> Vec<GoalTexts> {
    let grouped = grouped(texts, source).into_iter();
    grouped
        .map(|(goal, texts)| GoalTexts { goal, texts })
        .collect()
}

/// Things by goal, in the order of the call's goals.
fn grouped<'a, T>(
    all: impl Iterator<Item = (&'a str, T)>,
    source: &Source<'_>,
) -> Vec<(String, Vec<T>)> {
    let mut groups: Vec<(String, Vec<T>)> = Vec::new();
    for (goal, one) in all {
        match groups.iter_mut().find(|(known, _)| known == goal) {
            Some((_, members)) => members.push(one),
            None => groups.push((goal.to_owned(), vec![one])),
        }
    }
    groups.sort_by_cached_key(|(goal, _)| (source.rank(goal), goal.clone()));
    groups
}

pub(super) fn blocks(
    section: &GoalsSection,
    under: Under,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    if !section.focus_areas.is_empty() {
        let areas = section.focus_areas.iter();
        let areas = joined(areas.map(|area| spans(&area.title, says)));
        let label = plain(says.field("focus_areas"));
        out.push(Block::Paragraph(labelled(label, areas)));
    }
    if !section.national.is_empty() {
        under.title(plain(says.word("plan", "national_goals")), out);
        if under.page() {
            advanced_in_words(&section.national, says, out);
        } else {
            out.push(Block::Table(advanced(&section.national, says)));
        }
    }
    for (key, groups) in [("process", &section.process), ("targets", &section.targets)] {
        if groups.is_empty() {
            continue;
        }
        under.title(plain(says.field(key)), out);
        for group in groups {
            under.deeper().title(code(&group.goal, says), out);
            let items = group.texts.iter().map(|text| goal_text(text, says));
            out.push(Block::List(items.collect()));
        }
    }
}

/// Which goals are advanced, by what and how.
fn advanced(goals: &[NationalGoal], says: &Presenter<'_>) -> Table {
    let mut rows = Vec::new();
    for goal in goals {
        rows.push(Row {
            cells: vec![
                Cell::text(code(&goal.goal, says)),
                Cell::empty(),
                Cell::empty(),
            ],
            level: 0,
            total: false,
        });
        rows.extend(goal.by.iter().map(|one| Row {
            cells: vec![
                Cell::text(by_what(one, says)),
                Cell::text(plain(says.word("how", &key_of(&one.how)))),
                spans_cell(in_words(one, says)),
            ],
            level: 1,
            total: false,
        }));
    }
    trimmed(Table {
        caption: says.word("plan", "advanced_caption"),
        columns: vec![
            Column::words(says.word("plan", "goal_and_what_advances")),
            Column::words(says.field("how")),
            Column::words(says.word("plan", "in_words")),
        ],
        rows,
    })
}

fn advanced_in_words(goals: &[NationalGoal], says: &Presenter<'_>, out: &mut Vec<Block>) {
    let mut items = Vec::new();
    for goal in goals {
        for one in &goal.by {
            let words = in_words(one, says);
            items.push(if words.is_empty() {
                let how = plain(says.word("how", &key_of(&one.how)));
                labelled(code(&goal.goal, says), how)
            } else {
                labelled(code(&goal.goal, says), words)
            });
        }
    }
    out.push(Block::List(items));
}

fn by_what(one: &Advancing, says: &Presenter<'_>) -> Spans {
    match &one.package {
        Some(package) => name_spans(package, says),
        None => plain(says.word("plan", "project_as_a_whole")),
    }
}

/// How a goal is advanced: the goals through which, and the document's own words.
fn in_words(one: &Advancing, says: &Presenter<'_>) -> Spans {
    let mut line = Vec::new();
    if !one.through.is_empty() {
        let goals = joined(one.through.iter().map(|goal| code(goal, says)));
        line = labelled(plain(says.word("plan", "through_goals")), goals);
        line.push(Span::Plain(".".to_owned()));
    }
    if let Some(text) = &one.text {
        if !line.is_empty() {
            line.push(Span::Plain(" ".to_owned()));
        }
        line.extend(spans(text, says));
    }
    line
}

fn goal_text(one: &GoalText, says: &Presenter<'_>) -> Spans {
    let themes = joined(one.themes.iter().map(|theme| code(theme, says)));
    let text = with_aside(spans(&one.text, says), themes);
    match &one.focus_area {
        Some(area) => labelled(area.spans(says), text),
        None => text,
    }
}

/// The national goals of a package in a line: each with the way in which it is advanced.
pub(super) fn advances(all: &[Advance], says: &Presenter<'_>) -> Spans {
    let one = |advance: &Advance| {
        let how = plain(says.word("how", &key_of(&advance.how)));
        with_aside(code(&advance.goal, says), how)
    };
    joined(all.iter().map(one))
}

/// What a package says in words of a goal that it advances, goal by goal.
pub(super) fn advances_in_words(all: &[Advance], says: &Presenter<'_>) -> Vec<Spans> {
    let told = all.iter().filter_map(|advance| {
        let one = Advancing {
            package: None,
            how: advance.how,
            through: advance.through.clone(),
            text: advance.text.clone(),
        };
        let words = in_words(&one, says);
        (!words.is_empty()).then(|| labelled(code(&advance.goal, says), words))
    });
    told.collect()
}

/// A closed word of the document with its first letter raised.
pub(super) fn word(section: &str, key: &str, says: &Presenter<'_>) -> String {
    capital(&says.word(section, key))
}
