//! What a call asks for beyond the model is given as the call defines it.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, From, Kind, Reckoning, Sink, Subject, key_of};
use crate::finding::{NotApplicable, Op, Truth, Value};
use crate::model::Content;
use crate::place::At;
use crate::rulebook::{Call, CallContent, ContentType};

/// Each content that the document gives under `contents` is one that a call of its grants defines,
/// and is given as defined: of its type, a choice among those of the call, each row of a table with
/// the table's columns. Each that is not is a fault of its own.
///
/// Where a grant's call is not described by any rulebook, nothing can be told of what is not known.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContentAsDefined {}

/// A content of the document held against its definition.
struct Held {
    fault: Option<&'static str>,
    op: Op,
    found: Value,
    expected: Value,
}

impl Kind for ContentAsDefined {
    const NAME: &'static str = "content-as-defined";
    const VALUES: &'static [&'static str] = &["content", "fault", "found", "expected"];

    fn formula(&self) -> Formula<'_> {
        Formula::new("content_as_defined")
    }

    fn may_be_open(&self, _draft: bool) -> bool {
        true
    }

    fn decide(&self, _: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let project = ctx.index.project;
        if project.contents.is_empty() {
            return out.skip(NotApplicable::NoSubject);
        }
        let grants = project.grants.iter();
        let calls: BTreeSet<&str> = grants.map(|grant| grant.call.as_str()).collect();
        let undescribed = calls.iter().find(|call| ctx.books.call(call).is_none());
        for (number, (id, content)) in project.contents.iter().enumerate() {
            let at = At::Content(number);
            let case = || Case::at(at).value("content", Value::Code(id.clone()));
            let found = calls.iter().find_map(|call| ctx.books.content(call, id));
            let Some((book, definition)) = found else {
                // What a call that no rulebook describes defines cannot be told.
                let open = calls.is_empty() || undescribed.is_some();
                let fault = "content-undefined";
                let truth = if open { Truth::Unknown } else { Truth::No };
                out.decide(truth, None, || {
                    let mut how = Reckoning::default();
                    let id = Value::Code(id.clone());
                    let asked = how.at(at, id.clone());
                    let named = if calls.is_empty() { BTreeSet::from([""]) } else { calls.clone() };
                    let mut among = Vec::new();
                    for call in named {
                        let defined = ctx.books.call(call).map(defined_by);
                        let truth = if defined.is_some() { Truth::No } else { Truth::Unknown };
                        // Any content may be among those of a call that is not described.
                        let defined = defined.unwrap_or(Value::Open(Vec::new()));
                        let defined = how.used(From::Rulebook(call.into()), defined);
                        among.push(how.truth(Op::OneOf, [asked.clone(), defined], truth));
                    }
                    if among.len() > 1 {
                        how.truth(Op::Any, among, truth);
                    }
                    case()
                        .value("fault", Value::Code(fault.to_owned()))
                        .value("found", id)
                        .reckoned(how)
                });
                continue;
            };
            let held = held(content, definition);
            let truth = if held.fault.is_none() { Truth::Yes } else { Truth::No };
            out.decide(truth, None, || {
                let mut how = Reckoning::default();
                let found = how.at(at, held.found.clone());
                let asked = how.used(From::Rulebook(book.file.id.clone()), held.expected.clone());
                if held.op == Op::HasAll {
                    let all = members_of(&held.expected, &held.found);
                    let all = how.truth(Op::HasAll, [found.clone(), asked.clone()], all);
                    let only = members_of(&held.found, &held.expected);
                    let only = how.truth(Op::HasAll, [asked, found], only);
                    how.truth(Op::All, [all, only], truth);
                } else {
                    how.truth(held.op, [found, asked], truth);
                }
                case()
                    .value("fault", held.fault.map(|fault| Value::Code(fault.to_owned())))
                    .value("found", held.found)
                    .value("expected", held.expected)
                    .reckoned(how)
            });
        }
    }
}

/// The contents that a call defines, by their ids.
fn defined_by(call: &Call) -> Value {
    let ids = call.contents.keys();
    Value::Several(ids.map(|id| Value::Code(id.clone())).collect())
}

fn held(content: &Content, definition: &CallContent) -> Held {
    let kind = kind_of(content);
    let codes = |codes: &mut dyn Iterator<Item = &str>| {
        Value::Several(codes.map(|code| Value::Code(code.to_owned())).collect())
    };
    let alike = |fault| Held {
        fault,
        op: Op::OneOf,
        found: Value::Code(key_of(&kind)),
        expected: Value::Code(key_of(&definition.kind)),
    };
    if kind != definition.kind {
        return alike(Some("content-of-other-type"));
    }
    match content {
        Content::Choice(choice) => {
            let known = definition.choices.iter().any(|one| one.code == *choice);
            Held {
                fault: (!known).then_some("content-of-other-choice"),
                op: Op::OneOf,
                found: Value::Code(choice.clone()),
                expected: codes(&mut definition.choices.iter().map(|one| one.code.as_str())),
            }
        }
        Content::Table(rows) => {
            let columns = || definition.columns.iter().map(|one| one.code.as_str());
            let wanted: BTreeSet<&str> = columns().collect();
            // An empty cell is no cell.
            let filled = |row: &'_ BTreeMap<String, String>| -> BTreeSet<String> {
                let cells = row.iter().filter(|(_, cell)| !cell.trim().is_empty());
                cells.map(|(column, _)| column.clone()).collect()
            };
            let wrong = rows.iter().map(filled).find(|row| {
                row.len() != wanted.len() || row.iter().any(|one| !wanted.contains(one.as_str()))
            });
            let shown = wrong.clone().or_else(|| rows.first().map(filled)).unwrap_or_default();
            Held {
                fault: wrong.map(|_| "content-of-other-columns"),
                op: Op::HasAll,
                found: codes(&mut shown.iter().map(String::as_str)),
                expected: codes(&mut columns()),
            }
        }
        _ => alike(None),
    }
}

/// Whether all members of one list are among those of another.
fn members_of(one: &Value, other: &Value) -> Truth {
    match (one, other) {
        (Value::Several(one), Value::Several(other)) => {
            if one.iter().all(|member| other.contains(member)) { Truth::Yes } else { Truth::No }
        }
        _ => Truth::Unknown,
    }
}

/// The type that a content is given in.
fn kind_of(content: &Content) -> ContentType {
    match content {
        Content::Text(_) => ContentType::Text,
        Content::Money(_) => ContentType::Money,
        Content::Date(_) => ContentType::Date,
        Content::Count(_) => ContentType::Count,
        Content::Share(_) => ContentType::Share,
        Content::Choice(_) => ContentType::Choice,
        Content::Table(_) => ContentType::Table,
    }
}
