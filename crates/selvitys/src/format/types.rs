//! The types of rulebooks' files and of the project document as their schemas describe them: fields, words, and what each means.
//!
//! The schemas are made from the types, so that what is added to a type, or a new kind of check, is
//! covered by being written.

use std::sync::LazyLock;

use schemars::SchemaGenerator;
use serde_json::{Map, Value as Json};

use crate::model::Project;
use crate::rulebook::{BookFile, Rule};

/// The definitions of all types that stand in a rulebook's files or in a project document, by name.
static TYPES: LazyLock<Map<String, Json>> = LazyLock::new(|| {
    let mut generator = SchemaGenerator::default();
    generator.subschema_for::<BookFile>();
    generator.subschema_for::<Rule>();
    generator.subschema_for::<Project>();
    generator.take_definitions(true)
});

/// A type of a field, as its schema states it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Type<'s>(&'s Json);

/// A word of a closed set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word<'s> {
    /// As data writes it.
    pub(crate) key: &'s str,
    /// What it means.
    pub(crate) doc: &'s str,
}

/// What a field holds.
#[derive(Debug, Clone)]
pub(crate) enum Shape<'s> {
    /// Yes or no.
    Switch,
    /// A word of a closed set.
    Words(Vec<&'s str>),
    /// A whole number.
    Whole,
    /// A day.
    Day,
    /// A sum in euros.
    Money,
    /// Fields of its own.
    Fields(&'s Map<String, Json>, Vec<&'s str>),
    /// A list.
    List,
    /// Names of the author's choice, each with what belongs to it.
    Map,
    /// Free words: names of parameters, ids.
    Free,
}

/// A type, by its name.
pub(crate) fn named(name: &str) -> Option<Type<'static>> {
    TYPES.get(name).map(Type)
}

/// The kinds of check in their order: the name, and what it asks in a few words.
pub(crate) fn kinds() -> impl Iterator<Item = Word<'static>> {
    let kinds = named("Check").map(Type::choices).unwrap_or_default();
    kinds.into_iter().map(|(key, _, doc)| Word { key, doc })
}

/// The type of a kind's fields.
pub(crate) fn of_kind(kind: &str) -> Option<Type<'static>> {
    let kinds = named("Check").map(Type::choices)?;
    let mut kinds = kinds.into_iter().filter(|(name, _, _)| *name == kind);
    kinds.next().map(|(_, fields, _)| fields)
}

/// The type of a rule's conditions.
pub(crate) fn of_applies() -> Type<'static> {
    named("Applies").unwrap_or(Type(&Json::Null))
}

fn description(node: &Json) -> &str {
    node.get("description")
        .and_then(Json::as_str)
        .unwrap_or_default()
}

impl<'s> Type<'s> {
    /// What a field is for, as it stands with the field; of a type that is not a field's, its own.
    pub(crate) fn doc(self) -> &'s str {
        description(self.0)
    }

    /// What a type is called where its name is not to be read.
    pub(crate) fn title(self) -> Option<&'s str> {
        self.0.get("title").and_then(Json::as_str)
    }

    /// The default of a field that states one.
    pub(crate) fn default(self) -> Option<&'s Json> {
        self.0.get("default")
    }

    /// An example of how it is written, where its type gives one.
    pub(crate) fn written(self) -> Vec<&'s str> {
        let all = self.node().get("examples").and_then(Json::as_array);
        all.into_iter().flatten().filter_map(Json::as_str).collect()
    }

    /// Its words, where it is a closed set of them.
    pub(crate) fn words(self) -> Vec<Word<'s>> {
        let all = self.node().get("oneOf").and_then(Json::as_array);
        let words = all.into_iter().flatten();
        let words = words.filter_map(|one| {
            let key = one.get("const")?.as_str()?;
            Some(Word {
                key,
                doc: description(one),
            })
        });
        words.collect()
    }

    /// The fields in their order, where it has any, and whether each must be given.
    pub(crate) fn fields(self) -> Vec<(&'s str, Type<'s>, bool)> {
        let Shape::Fields(fields, required) = self.shape() else {
            return Vec::new();
        };
        let all = fields.iter();
        all.map(|(name, field)| {
            (
                name.as_str(),
                Type(field),
                required.contains(&name.as_str()),
            )
        })
        .collect()
    }

    /// The fields of which it has exactly one, each with what it means, where it is such a type.
    pub(crate) fn choices(self) -> Vec<(&'s str, Type<'s>, &'s str)> {
        let all = self.node().get("oneOf").and_then(Json::as_array);
        let choices = all.into_iter().flatten().filter_map(|one| {
            let (name, field) = one.get("properties")?.as_object()?.iter().next()?;
            Some((name.as_str(), Type(field), description(one)))
        });
        choices.collect()
    }

    /// The ways in which a value of it can be written, where there are several.
    pub(crate) fn ways(self) -> Vec<Type<'s>> {
        let of = self.name().and_then(|name| TYPES.get(name));
        let ways = of.and_then(|of| of.get("anyOf")?.as_array());
        ways.into_iter().flatten().map(Type).collect()
    }

    /// The fields of a type, those of its choices, or those of the way of writing it that has any.
    pub(crate) fn own_fields(self) -> Vec<(&'s str, Type<'s>, bool)> {
        let fields = self.fields();
        if !fields.is_empty() {
            return fields;
        }
        let choices = self.choices().into_iter();
        let choices = choices.map(|(name, field, _)| (name, field, true));
        let ways = self.0.get("anyOf").and_then(Json::as_array);
        let ways = ways.into_iter().flatten().map(Type);
        let ways = ways.filter(|way| way.name().is_none());
        choices.chain(ways.flat_map(Type::fields)).collect()
    }

    /// Of what a list is, or a map.
    pub(crate) fn items(self) -> Option<Type<'s>> {
        let node = self.present();
        let items = node.get("items").or(node.get("additionalProperties"))?;
        items.is_object().then_some(Type(items))
    }

    /// The name of the type, where it has one.
    pub(crate) fn name(self) -> Option<&'s str> {
        let node = self.present();
        node.get("$ref")?.as_str()?.strip_prefix("#/$defs/")
    }

    /// The name of the type that describes it: of one that can be written in several ways the first.
    pub(crate) fn own_name(self) -> &'s str {
        let of = self.name();
        let inner = of
            .and_then(|name| TYPES.get(name))
            .and_then(|node| Type(node).name());
        inner.or(of).unwrap_or_default()
    }

    /// What is there when the field is.
    fn present(self) -> &'s Json {
        let choices = self.0.get("anyOf").and_then(Json::as_array);
        let some = choices.and_then(|all| {
            all.iter()
                .find(|one| one.get("type") != Some(&"null".into()))
        });
        some.unwrap_or(self.0)
    }

    /// What describes it, where that stands elsewhere; of several ways to write it the first.
    fn node(self) -> &'s Json {
        let mut at = self;
        loop {
            let name = at.name();
            let node = at.present();
            let next = match name {
                Some(name) => TYPES.get(name).unwrap_or(node),
                None => node,
            };
            if std::ptr::eq(next, at.0) {
                return next;
            }
            at = Type(next);
        }
    }

    /// What a field of this type holds.
    pub(crate) fn shape(self) -> Shape<'s> {
        if self.name() == Some("Money") {
            return Shape::Money;
        }
        let node = self.node();
        let is = |name: &str| match node.get("type") {
            Some(Json::String(one)) => one == name,
            Some(Json::Array(all)) => all.iter().any(|one| one == name),
            _ => false,
        };
        if let Some(words) = words(node) {
            return Shape::Words(words);
        }
        if let Some(fields) = node.get("properties").and_then(Json::as_object) {
            let required = node.get("required").and_then(Json::as_array);
            let required = required.into_iter().flatten().filter_map(Json::as_str);
            return Shape::Fields(fields, required.collect());
        }
        if is("boolean") {
            Shape::Switch
        } else if is("integer") {
            Shape::Whole
        } else if is("array") {
            Shape::List
        } else if is("object") && node.get("additionalProperties") != Some(&Json::Bool(false)) {
            Shape::Map
        } else if node.get("format").and_then(Json::as_str) == Some("date") {
            Shape::Day
        } else {
            Shape::Free
        }
    }

    pub(crate) fn field(fields: &'s Map<String, Json>, name: &str) -> Option<Type<'s>> {
        fields.get(name).map(Type)
    }
}

/// The words of a closed set, whether its members are described or not.
fn words(node: &Json) -> Option<Vec<&str>> {
    if let Some(all) = node.get("enum").and_then(Json::as_array) {
        return all.iter().map(Json::as_str).collect();
    }
    let mut words = Vec::new();
    for one in node.get("oneOf")?.as_array()? {
        match (one.get("const"), one.get("enum").and_then(Json::as_array)) {
            (Some(word), _) => words.push(word.as_str()?),
            (None, Some(all)) => words.extend(all.iter().filter_map(Json::as_str)),
            (None, None) => return None,
        }
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Check;

    #[test]
    fn every_kind_is_described_by_its_schema() {
        let mut with_fields = 0;
        for kind in Check::KINDS {
            let fields = of_kind(kind).unwrap_or_else(|| panic!("{kind}"));
            with_fields += usize::from(matches!(fields.shape(), Shape::Fields(..)));
        }
        assert!(with_fields > 15, "only {with_fields} kinds have fields");
    }

    #[test]
    fn fields_are_told_apart() {
        let Shape::Fields(fields, required) = of_kind("share-equals").unwrap().shape() else {
            panic!("no fields");
        };
        assert!(required.contains(&"part"));
        let shape = |name: &str| Type::field(fields, name).unwrap().shape();
        assert!(matches!(shape("tolerance"), Shape::Money));
        assert_eq!(
            Type::field(fields, "part").unwrap().name(),
            Some("Quantity")
        );
        let Shape::Fields(quantity, _) = shape("part") else {
            panic!("a quantity has fields");
        };
        let shape = |name: &str| Type::field(quantity, name).unwrap().shape();
        assert!(matches!(shape("earmarks"), Shape::Switch));
        assert!(matches!(shape("of"), Shape::Words(words) if words.contains(&"grant")));
        assert!(matches!(shape("param"), Shape::Free));
    }
}
