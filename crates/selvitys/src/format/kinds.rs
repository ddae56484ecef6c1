//! What a kind of check does with its fields: asked of the kind itself, with fields of every sort.

use serde_json::{Map, Value as Json, json};

use super::types::{Shape, Type, named, of_kind};
use crate::check::{Check, Quantity, SetOf};
use crate::rulebook::{Over, Unit};

/// What is known of a kind of check, whatever its fields name.
pub(crate) struct About {
    /// The fields that are quantities, with their units.
    pub(crate) quantities: Vec<(&'static str, Unit)>,
    /// The fields that name parameters which are lists, with their units.
    pub(crate) lists: Vec<(String, Unit)>,
    /// The values that messages may use.
    pub(crate) values: &'static [&'static str],
    /// The only things that it can be decided for; all of them, where none is named.
    pub(crate) over: Vec<Over>,
    /// Whether all fields are for these things alone, or only some words of them.
    pub(crate) over_always: bool,
    /// Whether it can find fault.
    pub(crate) fails: Can,
    /// Whether it can leave something open, once the plan is written.
    pub(crate) opens: Can,
    /// Whether what is not open later is so while the plan is being written.
    pub(crate) opens_in_draft: bool,
    /// What is wrong where no field is given that may be left out.
    pub(crate) bare: Option<String>,
}

/// Whether something can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Can {
    Always,
    /// It depends on what the fields name.
    Sometimes,
    Never,
}

impl Can {
    fn of<T>(all: &[T], can: impl Fn(&T) -> bool) -> Can {
        match all.iter().filter(|one| can(one)).count() {
            0 => Can::Never,
            some if some == all.len() => Can::Always,
            _ => Can::Sometimes,
        }
    }
}

/// One of the fields of which a quantity names exactly one.
pub(crate) struct Choice {
    pub(crate) name: &'static str,
    /// Its unit; nothing where what it names decides.
    pub(crate) unit: Option<Unit>,
    /// Whether a document can leave it out, round it or state it coarsely.
    pub(crate) opens: Can,
    /// Quantities that name it and nothing else, with each of its words where it has any.
    values: Vec<Json>,
}

impl Choice {
    /// Whether a quantity of a unit can name it.
    pub(crate) fn can_be(&self, unit: Unit) -> bool {
        self.unit.is_none_or(|own| own == unit)
    }
}

/// A field of a quantity that goes with another one.
pub(crate) struct With {
    pub(crate) name: &'static str,
    /// What it goes with.
    pub(crate) with: &'static str,
}

/// The fields of a quantity: of some it names exactly one, the others go with one of these. Where a
/// parameter is named, it has the given unit.
pub(crate) fn quantities(unit: Unit) -> (Vec<Choice>, Vec<With>) {
    let (mut choices, mut withs) = (Vec::new(), Vec::new());
    for (name, field) in quantity_fields() {
        let value = json!({ name: sample(field, &Json::Null, true) });
        let Some(quantity) = quantity(&value) else {
            continue;
        };
        if quantity.choices() == 1 {
            let words = field.words().into_iter();
            let mut values: Vec<Json> = words.map(|word| json!({ name: word.key })).collect();
            if values.is_empty() {
                values.push(value);
            }
            let read: Vec<Quantity> = values.iter().filter_map(self::quantity).collect();
            choices.push(Choice {
                name,
                unit: quantity.unit(),
                opens: Can::of(&read, Quantity::may_be_open),
                values,
            });
        } else if let Some((_, with)) = quantity.idle(unit) {
            withs.push(With { name, with });
        }
    }
    (choices, withs)
}

/// The fields of a quantity, in their order.
pub(crate) fn quantity_fields() -> impl Iterator<Item = (&'static str, Type<'static>)> {
    let fields = named("Quantity").map(Type::fields).unwrap_or_default();
    fields.into_iter().map(|(name, field, _)| (name, field))
}

fn quantity(value: &Json) -> Option<Quantity> {
    serde_json::from_value(value.clone()).ok()
}

/// What is known of a word of a type, beside its meaning.
pub(crate) struct AboutWord {
    /// The only things that have it; all of them, where none is named.
    pub(crate) over: &'static [Over],
    /// Whether a document can leave open what it stands for.
    pub(crate) opens: bool,
}

impl AboutWord {
    /// Of a date or a set; of other types nothing is known.
    pub(crate) fn of(name: &str, word: &str) -> Option<AboutWord> {
        let (over, opens) = match name {
            "DateOf" => {
                let date = quantity(&json!({ "date": word }))?;
                (date.only_over(), date.may_be_open())
            }
            "SetOf" => {
                let set: SetOf = serde_json::from_value(word.into()).ok()?;
                (set.only_over(), set.may_be_open())
            }
            _ => return None,
        };
        let over = over.unwrap_or_default();
        Some(AboutWord { over, opens })
    }
}

/// Something that a field of a type could hold.
fn sample(field: Type<'_>, quantity: &Json, on: bool) -> Json {
    match field.shape() {
        Shape::Switch => Json::Bool(on),
        Shape::Words(words) => words.first().copied().into(),
        Shape::Whole => 1.into(),
        Shape::Day => "2020-01-31".into(),
        Shape::Money => "1.00".into(),
        Shape::List => field
            .items()
            .map(|one| vec![sample(one, quantity, on)])
            .into(),
        Shape::Map => json!({}),
        Shape::Free => "x".into(),
        Shape::Fields(..) if field.name() == Some("Quantity") => quantity.clone(),
        Shape::Fields(..) => {
            let fields = field.fields().into_iter();
            let fields = fields.map(|(name, one, _)| (name.to_owned(), sample(one, quantity, on)));
            Json::Object(fields.collect())
        }
    }
}

impl About {
    /// What is known of a kind; nothing where there is no such kind.
    pub(crate) fn of(kind: &str) -> Option<About> {
        let fields = of_kind(kind)?.fields();
        let full = |quantity: &Json, on: bool| -> Map<String, Json> {
            let all = fields.iter();
            all.map(|(name, field, _)| ((*name).to_owned(), sample(*field, quantity, on)))
                .collect()
        };
        let check = |fields: Map<String, Json>| -> Option<Check> {
            serde_json::from_value(json!({ kind: fields })).ok()
        };
        let plain = full(&json!({ "literal": "1" }), false);
        let first = check(plain.clone())?;
        let quantities: Vec<(&'static str, Unit)> = first
            .quantities()
            .into_iter()
            .map(|(name, _, unit)| (name, unit))
            .collect();
        let lists = first.lists().into_iter();
        let lists = lists
            .map(|(name, _, unit)| (name.to_owned(), unit))
            .collect();

        // Every quantity in turn, every word, every switch, and each optional field there or not.
        let choices = self::quantities(Unit::Date).0;
        let mut tried = vec![plain, full(&json!({ "literal": "1" }), true)];
        for (name, unit) in &quantities {
            for choice in choices.iter().filter(|choice| choice.can_be(*unit)) {
                for value in &choice.values {
                    vary(&mut tried, name, value);
                }
            }
        }
        for (name, field, _) in &fields {
            let words = field.items().map_or(field.words(), Type::words);
            for word in words {
                let word = match field.shape() {
                    Shape::List => json!([word.key]),
                    _ => word.key.into(),
                };
                vary(&mut tried, name, &word);
            }
        }
        for (name, _, required) in &fields {
            if !required {
                let without = tried.iter().cloned().map(|mut one| {
                    one.remove(*name);
                    one
                });
                let without: Vec<_> = without.collect();
                tried.extend(without);
            }
        }
        let all: Vec<Check> = tried.into_iter().filter_map(check).collect();
        let bare = fields.iter().filter(|(_, _, required)| *required);
        let bare = bare.map(|(name, field, _)| {
            let literal = json!({ "literal": "1" });
            ((*name).to_owned(), sample(*field, &literal, false))
        });
        let bare = check(bare.collect()).and_then(|one| one.wrong_fields());
        let sound: Vec<Check> = all
            .into_iter()
            .filter(|one| one.wrong_fields().is_none())
            .collect();
        let mut over: Vec<Over> = Vec::new();
        for one in sound.iter().filter_map(Check::only_over).flatten() {
            if !over.contains(one) {
                over.push(*one);
            }
        }
        Some(About {
            quantities,
            lists,
            values: first.values(),
            over,
            over_always: Can::of(&sound, |one| one.only_over().is_some()) == Can::Always,
            fails: Can::of(&sound, Check::may_fail),
            opens: Can::of(&sound, |one| one.may_be_open(false)),
            opens_in_draft: sound
                .iter()
                .any(|one| one.may_be_open(true) && !one.may_be_open(false)),
            bare: bare.map(|(_, said)| said.message(crate::model::Lang::En)),
        })
    }

    /// The only things that the kind can be decided for, whatever its fields name.
    pub(crate) fn only(&self) -> Option<&[Over]> {
        self.over_always.then_some(self.over.as_slice())
    }
}

/// The same fields with one of them otherwise, beside those that are there.
fn vary(tried: &mut Vec<Map<String, Json>>, name: &str, value: &Json) {
    let Some(mut one) = tried.first().cloned() else {
        return;
    };
    one.insert(name.to_owned(), value.clone());
    tried.push(one);
}
