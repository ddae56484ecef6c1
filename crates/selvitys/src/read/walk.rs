//! The walk of a document with errors: its tree against our own schema, all problems at once.

use std::collections::HashMap;
use std::ops::Range;

use jsonc_parser::ast::{NumberLit, Object, ObjectProp, StringLit, Value};
use jsonc_parser::common::Ranged;
use serde_json::Value as Json;

use super::form::{self, Form};
use super::position::{Lines, Sink};
use super::{JsonType, ReadProblemKind as Kind, clip, meant};
use crate::hidden::hidden;
use crate::model::{Money, PartialDate, Round, Share};
use crate::pointer::escape;

/// A walk under way.
struct Walk<'a> {
    text: &'a str,
    sink: &'a mut Sink,
    lines: Lines,
    pointer: String,
}

/// Reports everything in a document that our schema does not allow.
pub(super) fn walk(text: &str, document: &Value<'_>, sink: &mut Sink) {
    let mut walk = Walk {
        text,
        sink,
        lines: Lines::new(text),
        pointer: String::new(),
    };
    let start = document.range().start;
    walk.value(document, form::document(), start..start + 1);
}

/// Where a property's name stands, its quotes included.
pub(crate) fn key_range(field: &ObjectProp<'_>) -> Range<usize> {
    range(&field.name)
}

fn range(node: &impl Ranged) -> Range<usize> {
    node.start()..node.end()
}

impl Walk<'_> {
    fn report(&mut self, span: Range<usize>, kind: impl FnOnce() -> Kind) {
        self.sink.report(span, &self.pointer, kind);
    }

    /// Does something with a name or number added to the pointer.
    fn under(&mut self, step: &str, then: impl FnOnce(&mut Self)) {
        let outer = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(step);
        then(self);
        self.pointer.truncate(outer);
    }

    /// `anchor` is where a field that the value lacks is reported: its name, else its bracket.
    fn value(&mut self, value: &Value<'_>, schema: &'static Json, anchor: Range<usize>) {
        let forms = form::forms(schema);
        let found = match value {
            Value::StringLit(string) => return self.string(string, &forms),
            Value::NumberLit(number) => return self.number(number, &forms),
            Value::Object(object) => return self.object(object, &forms, anchor),
            Value::Array(list) => {
                if let Some(items) = form::items(&forms) {
                    for (number, item) in list.elements.iter().enumerate() {
                        let start = item.start();
                        self.under(&number.to_string(), |walk| {
                            walk.value(item, items, start..start + 1);
                        });
                    }
                    return;
                }
                JsonType::List
            }
            Value::BooleanLit(_) if forms.contains(&Form::Boolean) => return,
            Value::NullKeyword(_) if forms.contains(&Form::Null) => return,
            Value::BooleanLit(_) => JsonType::Boolean,
            Value::NullKeyword(_) => JsonType::Null,
        };
        self.wrong_type(range(value), found, &forms);
    }

    fn wrong_type(&mut self, span: Range<usize>, found: JsonType, forms: &[Form]) {
        self.report(span, || Kind::WrongType {
            found,
            expected: form::shapes(forms),
        });
    }

    fn string(&mut self, string: &StringLit<'_>, forms: &[Form]) {
        let (text, span) = (string.value.as_ref(), range(string));
        for form in forms {
            let (right, wrong): (bool, fn(&str) -> Kind) = match form {
                Form::String => return self.visible(text, span),
                Form::Const(word) if *word == text => return,
                Form::Money => (text.parse::<Money>().is_ok(), not_money),
                Form::Share => (text.parse::<Share>().is_ok(), not_share),
                Form::Date => (text.parse::<PartialDate>().is_ok(), not_date),
                Form::Round => (text.parse::<Round>().is_ok(), not_round),
                _ => continue,
            };
            if !right {
                self.report(span, || wrong(text));
            }
            return;
        }
        let allowed = || form::words(forms);
        if allowed().next().is_none() {
            self.wrong_type(span, JsonType::String, forms);
            return;
        }
        self.report(span, || Kind::UnknownValue {
            value: clip(text),
            nearest: meant::nearest(text, allowed()).map(str::to_owned),
            allowed: allowed().map(str::to_owned).collect(),
        });
    }

    fn visible(&mut self, text: &str, span: Range<usize>) {
        // What JSON itself forbids unescaped is reported where it stands.
        let written = self.text.get(span.clone()).unwrap_or_default();
        if let Some(character) = hidden(text)
            && !(character < ' ' && written.contains(character))
        {
            self.report(span, || Kind::HiddenCharacter {
                code: format!("U+{:04X}", u32::from(character)),
            });
        }
    }

    fn number(&mut self, number: &NumberLit<'_>, forms: &[Form]) {
        let (text, span) = (number.value, range(number));
        for form in forms {
            match form {
                Form::Count { greatest } => {
                    if !text.parse::<u64>().is_ok_and(|count| count <= *greatest) {
                        let greatest = *greatest;
                        self.report(span, || Kind::NotCount {
                            value: clip(text),
                            greatest,
                        });
                    }
                }
                Form::Money => self.report(span, || Kind::MoneyNumber {
                    value: clip(text),
                    meant: text.parse::<Money>().ok().map(|sum| sum.to_string()),
                }),
                Form::Share => self.report(span, || Kind::ShareNumber {
                    value: clip(text),
                    meant: meant::share_of_number(text),
                }),
                _ => continue,
            }
            return;
        }
        self.wrong_type(span, JsonType::Number, forms);
    }

    fn object(&mut self, object: &Object<'_>, forms: &[Form], anchor: Range<usize>) {
        let several = form::exclusive(forms).nth(1).is_some();
        for form in forms {
            match form {
                Form::Text(schema) => self.text(object, schema),
                Form::Map(values) => {
                    self.fields(object, &there(object), |_| Some(values), Vec::new);
                }
                Form::Object(_) if several => self.one_field(object, forms),
                Form::Object(schema) => self.record(object, schema, anchor),
                _ => continue,
            }
            return;
        }
        self.wrong_type(range(object), JsonType::Object, forms);
    }

    /// An object with known fields.
    fn record(&mut self, object: &Object<'_>, schema: &'static Json, anchor: Range<usize>) {
        let there = there(object);
        for name in form::required(schema) {
            if !there.contains_key(name) {
                let missing = || Kind::MissingField {
                    name: name.to_owned(),
                };
                self.report(anchor.clone(), missing);
            }
        }
        let schema_of = |name: &str| form::field(schema, name);
        self.fields(object, &there, schema_of, || names(form::fields(schema)));
    }

    /// A free text in at least one language.
    fn text(&mut self, object: &Object<'_>, schema: &'static Json) {
        let schema_of = |name: &str| form::field(schema, name);
        let says_something = object.properties.iter().any(|field| {
            let is_null = matches!(field.value, Value::NullKeyword(_));
            !is_null && schema_of(field.name.as_str()).is_some()
        });
        if !says_something {
            self.report(range(object), || Kind::EmptyText);
        }
        self.fields(object, &there(object), schema_of, || {
            names(form::fields(schema))
        });
    }

    /// An object with exactly one field of several, which says what kind of value follows.
    fn one_field(&mut self, object: &Object<'_>, forms: &[Form]) {
        let allowed = || names(form::exclusive(forms));
        if object.properties.len() != 1 {
            self.report(range(object), || Kind::NotOneField {
                found: object.properties.len(),
                allowed: allowed().into_iter().map(str::to_owned).collect(),
            });
        }
        let schema_of = |wanted: &str| {
            let mut fields = form::exclusive(forms);
            fields
                .find(|(name, _)| *name == wanted)
                .map(|(_, schema)| schema)
        };
        self.fields(object, &there(object), schema_of, allowed);
    }

    /// The fields of an object one by one, each by its own schema if it has one.
    fn fields(
        &mut self,
        object: &Object<'_>,
        there: &HashMap<&str, usize>,
        schema_of: impl Fn(&str) -> Option<&'static Json>,
        allowed: impl Fn() -> Vec<&'static str>,
    ) {
        for field in &object.properties {
            let (name, key) = (field.name.as_str(), key_range(field));
            let first = there.get(name).copied().unwrap_or(key.start);
            self.under(&escape(name), |walk| {
                if first < key.start {
                    let (first_line, clipped) = (walk.lines.line(first), || clip(name));
                    walk.report(key.clone(), || Kind::DuplicateKey {
                        name: clipped(),
                        first_line,
                    });
                }
                match schema_of(name) {
                    Some(schema) => {
                        walk.visible(name, key.clone());
                        walk.value(&field.value, schema, key.clone());
                    }
                    None => walk.report(key.clone(), || unknown(name, there, &allowed())),
                }
            });
        }
    }
}

/// The names of an object, and where each stands first.
fn there<'a>(object: &'a Object<'a>) -> HashMap<&'a str, usize> {
    let mut there = HashMap::with_capacity(object.properties.len());
    for field in &object.properties {
        there
            .entry(field.name.as_str())
            .or_insert(field.name.start());
    }
    there
}

fn names(fields: impl Iterator<Item = (&'static str, &'static Json)>) -> Vec<&'static str> {
    fields.map(|(name, _)| name).collect()
}

/// A field that is not known; of equally near names one that is still absent is the nearest.
fn unknown(name: &str, there: &HashMap<&str, usize>, allowed: &[&'static str]) -> Kind {
    let (taken, absent): (Vec<&str>, Vec<&str>) =
        allowed.iter().partition(|name| there.contains_key(*name));
    Kind::UnknownField {
        name: clip(name),
        nearest: meant::nearest(name, absent.into_iter().chain(taken)).map(str::to_owned),
        allowed: allowed.iter().map(|&name| name.to_owned()).collect(),
    }
}

fn not_money(text: &str) -> Kind {
    Kind::NotMoney {
        value: clip(text),
        meant: meant::money(text),
    }
}

fn not_share(text: &str) -> Kind {
    Kind::NotShare {
        value: clip(text),
        meant: meant::share(text),
    }
}

fn not_date(text: &str) -> Kind {
    match meant::last_day(text) {
        Some(last) => Kind::NoSuchDay {
            value: clip(text),
            last,
        },
        None => Kind::NotDate {
            value: clip(text),
            meant: meant::date(text),
        },
    }
}

fn not_round(text: &str) -> Kind {
    Kind::NotRound { value: clip(text) }
}
