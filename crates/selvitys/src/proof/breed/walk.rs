//! Changes to what a schema describes: the fields of a check and the conditions of a rule.

use serde_json::{Map, Value as Json};

use super::super::mutant::{Edit, Mutation};
use super::Bred;
use crate::check::DateOf;
use crate::format::{Shape, Type};
use crate::rulebook::{Over, Rule, Unit};

/// Changes to what a schema describes.
pub(super) fn walk<'p>(
    kind: Type<'p>,
    value: &'p Json,
    path: &mut Vec<&'p str>,
    rule: &Rule,
    bred: &mut Bred<'_>,
) {
    match (kind.shape(), value) {
        (Shape::Fields(fields, required), Json::Object(stated)) => {
            for (name, _) in fields {
                let Some(field) = Type::field(fields, name) else {
                    continue;
                };
                if kind.name() == Some("Quantity") && name == "of" {
                    whose(field, stated, path, rule, bred);
                    continue;
                }
                path.push(name);
                match stated.get(name) {
                    Some(value) => {
                        walk(field, value, path, rule, bred);
                        // A list is left out item by item, a switch by being turned off.
                        let whole = !matches!(field.shape(), Shape::List | Shape::Switch);
                        if whole && !required.contains(&name.as_str()) {
                            bred.dropped(path, value);
                        }
                    }
                    // What a quantity does not reckon with need not be shown not to matter.
                    None if matches!(field.shape(), Shape::Switch)
                        && kind.name() != Some("Quantity")
                        && !(name == "stated_only" && always_known(rule))
                        // Without a last day nothing is awaited.
                        && (name != "awaited" || stated.contains_key("until")) =>
                    {
                        bred.exchanged(path, &Json::Bool(false), Json::Bool(true));
                    }
                    None => {}
                }
                path.pop();
            }
        }
        (Shape::List, Json::Array(items)) => {
            for (number, item) in items.iter().enumerate() {
                let number = number.to_string();
                let mut path = path.clone();
                path.push(&number);
                bred.dropped(&path, item);
            }
        }
        (Shape::Switch, Json::Bool(on)) => bred.exchanged(path, value, Json::Bool(!on)),
        (Shape::Words(words), Json::String(word)) => {
            for other in words.into_iter().filter(|other| other != word) {
                bred.exchanged(path, value, Json::String(other.to_owned()));
            }
        }
        (Shape::Whole, Json::Number(number)) => {
            let number = number.as_i64().unwrap_or_default();
            for to in [number - 1, number + 1] {
                let change = Mutation::Moved {
                    unit: Unit::Count,
                    from: number.to_string(),
                    to: to.to_string(),
                };
                bred.push(path, change, &Edit::Set(to.into()));
            }
        }
        (Shape::Day, Json::String(day)) => bred.moved(path, Unit::Date, day),
        (Shape::Money, Json::String(sum)) => bred.moved(path, Unit::Money, sum),
        (Shape::Free, Json::String(text)) if path.last() == Some(&"literal") => {
            let field = path.get(2).copied();
            let quantities = rule.check.quantities();
            let known = quantities.iter().find(|(name, ..)| Some(*name) == field);
            if let Some((.., unit)) = known {
                bred.moved(path, *unit, text);
            }
        }
        _ => {}
    }
}

/// Whether the dates of a rule are known wherever it is decided: what does not state them is no
/// subject of it.
fn always_known(rule: &Rule) -> bool {
    let quantities = rule.check.quantities();
    quantities
        .iter()
        .all(|(_, quantity, _)| match quantity.date {
            Some(DateOf::AsOf | DateOf::Until | DateOf::KeptUntil | DateOf::LastDay) => true,
            Some(DateOf::Due) => matches!(rule.over, Over::Milestone | Over::Measure),
            _ => false,
        })
}

/// Whose a quantity is, exchanged where another reading comes of it.
fn whose(
    kind: Type<'_>,
    quantity: &Map<String, Json>,
    path: &[&str],
    rule: &Rule,
    bred: &mut Bred<'_>,
) {
    let Shape::Words(words) = kind.shape() else {
        return;
    };
    let stated = quantity
        .get("of")
        .and_then(Json::as_str)
        .unwrap_or("subject");
    let path = [path, &["of"]].concat();
    let dated = quantity.contains_key("date");
    for other in words.into_iter().filter(|other| *other != stated) {
        // A date of a budget or a paper is the grant's.
        if dated && matches!(other, "budget" | "paper") {
            continue;
        }
        if reads(quantity, other, rule.over) != reads(quantity, stated, rule.over) {
            bred.exchanged(&path, &stated.into(), other.into());
        }
    }
}

/// What a quantity is read from: what has no figures or dates of its own has its grant's.
fn reads<'w>(quantity: &Map<String, Json>, whose: &'w str, over: Over) -> &'w str {
    let date = quantity.get("date").and_then(Json::as_str);
    let own = match (over, date) {
        (Over::Line, None) | (Over::Line | Over::Package | Over::Claim, Some("start" | "end")) => {
            true
        }
        (Over::Extension, Some(date)) => matches!(date, "decided" | "end" | "previous-end"),
        (Over::Milestone | Over::Measure, Some(date)) => matches!(date, "due" | "done"),
        (Over::Round, Some(date)) => date == "done",
        _ => false,
    };
    match (whose, date) {
        // Nothing else is someone's.
        (_, None) if !quantity.contains_key("figure") => "subject",
        (
            _,
            Some(
                "as-of" | "declared" | "last-round-due" | "last-paid" | "last-day" | "previous-end",
            ),
        ) => "subject",
        ("subject", _) if own => "subject",
        ("project", Some(_)) => "project",
        // The period that the decision sets is not the one applied for.
        ("paper", Some("start" | "end")) => "paper",
        ("subject", Some(_)) if over == Over::Project => "project",
        // Only the grant itself stands both in the budget and in the decision or application.
        ("budget" | "paper", None) if quantity.get("figure") == Some(&"grant".into()) => whose,
        _ => "grant",
    }
}
