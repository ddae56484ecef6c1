//! What a check's schema says of its fields: which changes are possible at all.
//!
//! The schema is made from the types, so that a new kind of check is covered by being written.

use std::sync::LazyLock;

use serde_json::{Map, Value as Json};

use crate::rulebook::Rule;

static SCHEMA: LazyLock<Json> = LazyLock::new(|| schemars::schema_for!(Rule).to_value());

/// A type of a field, as its schema states it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Type<'s>(&'s Json);

/// What a field holds.
#[derive(Debug, Clone)]
pub(super) enum Shape<'s> {
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
    /// Free words: names of parameters, ids.
    Free,
}

/// The type of a kind's fields.
pub(super) fn of_kind(kind: &str) -> Option<Type<'static>> {
    let kinds = SCHEMA.pointer("/$defs/Check/oneOf")?.as_array()?;
    let fields = kinds
        .iter()
        .find_map(|one| one.get("properties")?.get(kind))?;
    Some(Type(fields))
}

/// The type of a rule's conditions.
pub(super) fn of_applies() -> Type<'static> {
    Type(SCHEMA.pointer("/$defs/Applies").unwrap_or(&Json::Null))
}

impl<'s> Type<'s> {
    /// The name of the type, where it has one.
    pub(super) fn name(self) -> Option<&'s str> {
        let node = self.present();
        node.get("$ref")?.as_str()?.strip_prefix("#/$defs/")
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

    /// What a field of this type holds.
    pub(super) fn shape(self) -> Shape<'s> {
        if self.name() == Some("Money") {
            return Shape::Money;
        }
        let node = self.present();
        let node = match node.get("$ref").and_then(Json::as_str) {
            Some(name) => {
                let name = name.trim_start_matches("#/$defs/");
                SCHEMA
                    .get("$defs")
                    .and_then(|defs| defs.get(name))
                    .unwrap_or(node)
            }
            None => node,
        };
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
        } else if node.get("format").and_then(Json::as_str) == Some("date") {
            Shape::Day
        } else {
            Shape::Free
        }
    }

    pub(super) fn field(fields: &'s Map<String, Json>, name: &str) -> Option<Type<'s>> {
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
