//! Which changes are tried.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json};

use super::fields::{self, Shape, Type};
use super::mutant::{Edit, Mutant, MutantAt, Mutation};
use super::{Scope, in_use};
use crate::model::Money;
use crate::rulebook::{By, Over, Param, ParamValue, Rule, Rulebook, Rulebooks, Stage, Unit};

/// A code that no document uses.
const UNKNOWN: &str = "selvitys-unknown";

/// Every change within a scope.
pub(super) fn mutants(books: &Rulebooks, scope: &Scope) -> Vec<Mutant> {
    let mut bred = Vec::new();
    for (book, rule) in in_use(books) {
        if scope.holds(book, rule) {
            bred.extend(of_rule(books, book, rule));
        }
    }
    let own = books.books().filter(|book| scope.holds_book(book));
    for book in own {
        of_heading(books, book, scope, &mut bred);
    }
    bred
}

/// Changes to one file, gathered by their paths.
struct Bred<'a> {
    book: &'a Rulebook,
    at: MutantAt,
    rules: Vec<String>,
    found: Vec<Mutant>,
}

impl Bred<'_> {
    fn push(&mut self, path: &[&str], change: Mutation, edit: Edit) {
        self.found.push(Mutant {
            book: self.book.file.id.clone(),
            at: self.at.clone(),
            path: path.iter().map(|key| (*key).to_owned()).collect(),
            change,
            edit,
            rules: self.rules.clone(),
        });
    }

    /// A number or a day, one unit up and one down.
    fn moved(&mut self, path: &[&str], unit: Unit, text: &str) {
        for to in beside(unit, text) {
            let change = Mutation::Moved {
                unit,
                from: text.to_owned(),
                to: to.clone(),
            };
            self.push(path, change, Edit::Set(Json::String(to)));
        }
    }

    fn day(&mut self, path: &[&str], day: Option<Date>, is_sound: impl Fn(Date) -> bool) {
        let before = self.found.len();
        if let Some(day) = day {
            self.moved(path, Unit::Date, &day.to_string());
        }
        let moved = self.found.split_off(before).into_iter();
        let sound = moved.filter(|mutant| match &mutant.change {
            Mutation::Moved { to, .. } => to.parse().is_ok_and(&is_sound),
            _ => true,
        });
        self.found.extend(sound);
    }

    fn exchanged(&mut self, path: &[&str], from: &Json, to: Json) {
        let word = |json: &Json| match json {
            Json::String(word) => word.clone(),
            other => other.to_string(),
        };
        let change = Mutation::Exchanged {
            from: word(from),
            to: word(&to),
        };
        self.push(path, change, Edit::Set(to));
    }

    fn dropped(&mut self, path: &[&str], what: &Json) {
        let what = match what {
            Json::String(word) => word.clone(),
            other => other.to_string(),
        };
        self.push(path, Mutation::Dropped(what), Edit::Remove);
    }
}

fn of_rule(books: &Rulebooks, book: &Rulebook, rule: &Rule) -> Vec<Mutant> {
    let Ok(json) = serde_json::to_value(rule) else {
        return Vec::new();
    };
    let mut bred = Bred {
        book,
        at: MutantAt::Rule(rule.id.clone()),
        rules: vec![rule.id.clone()],
        found: Vec::new(),
    };
    stages(rule, &mut bred);
    if let Some(applies) = json.get("applies") {
        walk(
            fields::of_applies(),
            applies,
            &mut vec!["applies"],
            rule,
            &mut bred,
        );
    }
    if rule.exception.is_some() {
        bred.push(
            &["exception"],
            Mutation::Dropped("exception".to_owned()),
            Edit::Remove,
        );
    }
    let kind = rule.check.kind();
    if let (Some(of_kind), Some(check)) = (
        fields::of_kind(kind),
        json.pointer(&format!("/check/{kind}")),
    ) {
        walk(of_kind, check, &mut vec!["check", kind], rule, &mut bred);
    }
    // What does not load is refused before any example is asked.
    bred.found.retain(|mutant| {
        let changed = mutant.changed_rule(books);
        changed.is_some_and(|changed| books.is_sound(book, &changed))
    });
    bred.found
}

/// Each stage left out, and the ones beside those listed put in.
fn stages(rule: &Rule, bred: &mut Bred<'_>) {
    let path = |number: usize| number.to_string();
    for (number, stage) in rule.stages.iter().enumerate() {
        bred.dropped(
            &["stages", &path(number)],
            &Json::String(stage.key().to_owned()),
        );
    }
    let listed = |stage: Option<&Stage>| stage.is_some_and(|one| rule.stages.contains(one));
    for (number, stage) in Stage::ALL.iter().enumerate() {
        let before = number
            .checked_sub(1)
            .and_then(|number| Stage::ALL.get(number));
        let beside = listed(before) || listed(Stage::ALL.get(number + 1));
        if beside && !listed(Some(stage)) {
            let word = stage.key().to_owned();
            bred.push(
                &["stages"],
                Mutation::Added(word.clone()),
                Edit::Push(Json::String(word)),
            );
        }
    }
}

/// Changes to what a schema describes.
fn walk<'p>(
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
                        && kind.name() != Some("Quantity") =>
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
                bred.push(path, change, Edit::Set(to.into()));
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
        (_, Some("as-of" | "declared" | "last-round-due" | "last-paid")) => "subject",
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

/// What lies one unit on either side: a cent, a basis point, one, a day.
fn beside(unit: Unit, text: &str) -> Vec<String> {
    let decimal = |step: Decimal| {
        let number: Option<Decimal> = text.parse().ok();
        let both = number.map(|number| [number - step, number + step]);
        let both = both
            .into_iter()
            .flatten()
            .filter(|one| *one >= Decimal::ZERO);
        both.collect::<Vec<_>>()
    };
    match unit {
        Unit::Money => {
            let sums = decimal(Decimal::new(1, 2)).into_iter();
            sums.map(|sum| Money::from_decimal(sum).to_string())
                .collect()
        }
        Unit::Share => decimal(Decimal::new(1, 4))
            .iter()
            .map(Decimal::to_string)
            .collect(),
        Unit::Count => decimal(Decimal::ONE)
            .iter()
            .map(Decimal::to_string)
            .collect(),
        Unit::Date => {
            let day: Option<Date> = text.parse().ok();
            let days = day.map(|day| [day.yesterday(), day.tomorrow()]);
            let days = days.into_iter().flatten().filter_map(Result::ok);
            days.map(|day| day.to_string()).collect()
        }
        Unit::Codes | Unit::Rounds => Vec::new(),
    }
}

fn of_heading(books: &Rulebooks, book: &Rulebook, scope: &Scope, found: &mut Vec<Mutant>) {
    for (name, param) in &book.file.params {
        let naming: Vec<&Rule> = in_use(books)
            .filter(|(_, rule)| rule.params().any(|named| named == name))
            .map(|(_, rule)| rule)
            .collect();
        let wanted = scope.rule.as_ref();
        if naming.is_empty() || wanted.is_some_and(|id| naming.iter().all(|rule| rule.id != *id)) {
            continue;
        }
        let mut bred = Bred {
            book,
            at: MutantAt::Heading,
            rules: naming.iter().map(|rule| rule.id.clone()).collect(),
            found: Vec::new(),
        };
        of_param(name, param, &naming, &mut bred);
        found.append(&mut bred.found);
    }
    for (rule, change) in &book.file.overrides {
        if change.off && scope.rule.as_ref().is_none_or(|wanted| wanted == rule) {
            let mut bred = Bred {
                book,
                at: MutantAt::Heading,
                rules: vec![rule.clone()],
                found: Vec::new(),
            };
            bred.exchanged(
                &["override", rule, "off"],
                &Json::Bool(true),
                Json::Bool(false),
            );
            found.append(&mut bred.found);
        }
    }
}

fn of_param(name: &str, param: &Param, naming: &[&Rule], bred: &mut Bred<'_>) {
    let dated = |value: &ParamValue| value.from.is_some() || value.until.is_some();
    if param.values.iter().any(dated) {
        let by = |by: By| serde_json::to_value(by).unwrap_or_default();
        for other in By::ALL.into_iter().filter(|other| *other != param.by) {
            bred.exchanged(&["params", name, "by"], &by(param.by), by(other));
        }
    }
    let covered = naming.iter().any(|rule| rule.check.kind() == "covers-all");
    for (number, value) in param.values.iter().enumerate() {
        let number = number.to_string();
        let of_value = ["params", name, "values", &number];
        let path = |more: &[&'static str]| [&of_value[..], more].concat();
        // Two values in force on the same day are refused before any example is asked.
        let alone = |moved: ParamValue| {
            let others = param.values.iter().filter(|other| *other != value);
            let mut others = others.map(|other| other.meets(&moved));
            others.all(|meets| !meets)
        };
        let from = |from: Date| {
            alone(ParamValue {
                from: Some(from),
                ..value.clone()
            })
        };
        bred.day(&path(&["from"]), value.from, from);
        let until = |until: Date| {
            alone(ParamValue {
                until: Some(until),
                ..value.clone()
            })
        };
        bred.day(&path(&["until"]), value.until, until);
        if let Some(text) = &value.value {
            bred.moved(&path(&["value"]), param.unit, text);
        }
        for (region, text) in &value.by_region {
            let path = [&of_value[..], &["by_region", region]].concat();
            bred.moved(&path, param.unit, text);
        }
        for (at, code) in value.codes.iter().enumerate() {
            let at = at.to_string();
            let path = [&of_value[..], &["codes", &at]].concat();
            bred.dropped(&path, &Json::String(code.code.clone()));
        }
        // Only where each code must be covered does one more make a difference.
        if covered && !value.codes.is_empty() {
            let code = serde_json::json!({ "code": UNKNOWN });
            bred.push(
                &path(&["codes"]),
                Mutation::Added(UNKNOWN.to_owned()),
                Edit::Push(code),
            );
        }
        for (at, round) in value.rounds.iter().enumerate() {
            let at = at.to_string();
            let of_round = [&of_value[..], &["rounds", &at]].concat();
            bred.dropped(&of_round, &Json::String(round.round.to_string()));
            bred.day(&[&of_round[..], &["due"]].concat(), Some(round.due), |_| {
                true
            });
        }
    }
}
