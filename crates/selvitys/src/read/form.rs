//! Our own schema, as the walk needs it: which forms a value may have at a place.

use std::sync::LazyLock;

use serde_json::Value as Json;

use super::Shape;
use crate::model::Project;
use crate::pointer::number;
use crate::pointer::steps;

static SCHEMA: LazyLock<Json> = LazyLock::new(schema);

/// One form that a value may have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Form {
    Null,
    Boolean,
    Count {
        greatest: u64,
    },
    /// A free text by language: the schema of the object.
    Text(&'static Json),
    Money,
    Share,
    Date,
    Round,
    String,
    /// This string alone.
    Const(&'static str),
    /// The schema of the items.
    List(&'static Json),
    /// An object with names of any kind: the schema of the values.
    Map(&'static Json),
    /// An object with known fields: its schema.
    Object(&'static Json),
}

/// Our schema, widened by what the model reads beyond it: a language of a text may be `null`. The
/// walk must not call wrong what is read.
fn schema() -> Json {
    let mut schema = schemars::schema_for!(Project).to_value();
    for language in ["fi", "sv", "en"] {
        if let Some(text) = schema.pointer_mut(&format!("/$defs/Text/properties/{language}/type")) {
            *text = serde_json::json!(["string", "null"]);
        }
    }
    schema
}

/// The schema of a whole document.
pub(crate) fn document() -> &'static Json {
    &SCHEMA
}

/// The forms that a schema allows, unions and references resolved.
pub(crate) fn forms(schema: &'static Json) -> Vec<Form> {
    let mut forms = Vec::new();
    collect(schema, &mut forms);
    forms
}

fn collect(schema: &'static Json, to: &mut Vec<Form>) {
    if let Some(name) = schema.get("$ref").and_then(Json::as_str) {
        let name = name.trim_start_matches("#/$defs/");
        let Some(named) = SCHEMA.get("$defs").and_then(|defs| defs.get(name)) else {
            return;
        };
        match name {
            "Money" => to.push(Form::Money),
            "Share" => to.push(Form::Share),
            "PartialDate" => to.push(Form::Date),
            "Round" => to.push(Form::Round),
            "Text" => to.push(Form::Text(named)),
            _ => collect(named, to),
        }
        return;
    }
    for union in ["anyOf", "oneOf"] {
        if let Some(forms) = schema.get(union).and_then(Json::as_array) {
            for form in forms {
                collect(form, to);
            }
            return;
        }
    }
    if let Some(word) = schema.get("const").and_then(Json::as_str) {
        to.push(Form::Const(word));
        return;
    }
    match schema.get("type") {
        Some(Json::String(name)) => to.extend(plain(name, schema)),
        Some(Json::Array(names)) => {
            to.extend(
                names
                    .iter()
                    .filter_map(Json::as_str)
                    .filter_map(|name| plain(name, schema)),
            );
        }
        _ => {}
    }
}

fn plain(name: &str, schema: &'static Json) -> Option<Form> {
    match name {
        "null" => Some(Form::Null),
        "boolean" => Some(Form::Boolean),
        "string" => Some(Form::String),
        "integer" => {
            let greatest = match schema.get("format").and_then(Json::as_str) {
                Some("uint8") => u64::from(u8::MAX),
                Some("uint32") => u64::from(u32::MAX),
                _ => u64::MAX,
            };
            Some(Form::Count { greatest })
        }
        "array" => schema.get("items").map(Form::List),
        "object" => Some(match schema.get("additionalProperties") {
            Some(values @ Json::Object(_)) => Form::Map(values),
            _ => Form::Object(schema),
        }),
        _ => None,
    }
}

/// The schemas of one field of all objects that may stand somewhere.
pub(crate) fn below(forms: &[Form], name: &str) -> Vec<&'static Json> {
    let schema = |form: &Form| match form {
        Form::Object(schema) | Form::Text(schema) => field(schema, name),
        Form::Map(values) => Some(*values),
        _ => None,
    };
    forms.iter().filter_map(schema).collect()
}

/// What may stand where steps lead; nothing when the model has no such place.
pub(crate) fn shapes_at(steps: &[String]) -> Option<Vec<Shape>> {
    let mut at = forms(document());
    for step in steps {
        let is_item = step == "-" || number(step).is_some();
        let schemas = match items(&at).filter(|_| is_item) {
            Some(items) => vec![items],
            None => below(&at, step),
        };
        at = schemas.into_iter().flat_map(forms).collect();
    }
    (!at.is_empty()).then(|| shapes(&at))
}

/// The names that an array of a schema lists.
pub(super) fn required(schema: &'static Json) -> impl Iterator<Item = &'static str> {
    schema
        .get("required")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
}

/// The schemas of an object's fields by name, in the order of the model.
pub(super) fn fields(schema: &'static Json) -> impl Iterator<Item = (&'static str, &'static Json)> {
    let fields = schema.get("properties").and_then(Json::as_object);
    fields
        .into_iter()
        .flatten()
        .map(|(name, field)| (name.as_str(), field))
}

/// The fields that an object at a pointer of a document may have, in the order of the model.
pub(crate) fn fields_at(pointer: &str) -> Vec<&'static str> {
    let mut here = vec![Form::Object(document())];
    for name in steps(pointer).unwrap_or_default() {
        let inside = here.iter().find_map(|form| match form {
            Form::Object(schema) | Form::Text(schema) => field(schema, &name),
            Form::List(inside) | Form::Map(inside) => Some(*inside),
            _ => None,
        });
        here = inside.map(forms).unwrap_or_default();
    }
    let objects = here.iter().filter_map(|form| match form {
        Form::Object(schema) | Form::Text(schema) => Some(*schema),
        _ => None,
    });
    objects.flat_map(fields).map(|(name, _)| name).collect()
}

/// The schema of one field.
pub(crate) fn field(schema: &'static Json, name: &str) -> Option<&'static Json> {
    schema.get("properties")?.get(name)
}

/// The forms as a message names them; that a value may be absent goes without saying.
pub(super) fn shapes(forms: &[Form]) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let words: Vec<String> = words(forms).map(str::to_owned).collect();
    if !words.is_empty() {
        shapes.push(Shape::Choice(words));
    }
    let exclusive: Vec<String> = exclusive(forms).map(|(name, _)| name.to_owned()).collect();
    for form in forms {
        let shape = match form {
            Form::Null | Form::Const(_) => continue,
            Form::Object(_) if exclusive.len() > 1 => Shape::OneField(exclusive.clone()),
            Form::Object(_) | Form::Map(_) => Shape::Object,
            Form::Boolean => Shape::Boolean,
            Form::Count { .. } => Shape::Count,
            Form::Text(_) => Shape::Text,
            Form::Money => Shape::Money,
            Form::Share => Shape::Share,
            Form::Date => Shape::Date,
            Form::Round => Shape::Round,
            Form::String => Shape::String,
            Form::List(_) => Shape::List,
        };
        if !shapes.contains(&shape) {
            shapes.push(shape);
        }
    }
    shapes
}

/// The schema of a list's items.
pub(crate) fn items(forms: &[Form]) -> Option<&'static Json> {
    forms.iter().find_map(|form| match form {
        Form::List(items) => Some(*items),
        _ => None,
    })
}

/// The words of a fixed set.
pub(super) fn words(forms: &[Form]) -> impl Iterator<Item = &'static str> {
    forms.iter().filter_map(|form| match form {
        Form::Const(word) => Some(*word),
        _ => None,
    })
}

/// The one field of each object of a union: an enum with values is written as such a union.
pub(super) fn exclusive(forms: &[Form]) -> impl Iterator<Item = (&'static str, &'static Json)> {
    forms.iter().filter_map(|form| match form {
        Form::Object(schema) => fields(schema).next(),
        _ => None,
    })
}

/// Visits the fields of all objects of a schema.
pub(crate) fn each_field(
    schema: &'static Json,
    visit: &mut impl FnMut(&'static str, &'static Json),
) {
    fields(schema).for_each(|(name, field)| visit(name, field));
    match schema {
        Json::Object(parts) => parts.values().for_each(|part| each_field(part, visit)),
        Json::Array(parts) => parts.iter().for_each(|part| each_field(part, visit)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_says_nothing_that_the_walk_does_not_know() {
        const KNOWN: [&str; 19] = [
            "$ref",
            "$defs",
            "$schema",
            "title",
            "description",
            "examples",
            "type",
            "format",
            "anyOf",
            "oneOf",
            "const",
            "properties",
            "required",
            "additionalProperties",
            "items",
            // With the type of the number; with the pattern of a named type; of texts.
            "minimum",
            "maximum",
            "pattern",
            "minProperties",
        ];
        fn check(schema: &Json) {
            for (word, part) in schema.as_object().into_iter().flatten() {
                assert!(KNOWN.contains(&word.as_str()), "{word}: {part}");
                match part {
                    Json::Object(parts) if word == "properties" || word == "$defs" => {
                        parts.values().for_each(check);
                    }
                    Json::Array(parts) if word != "examples" => parts.iter().for_each(check),
                    _ => check(part),
                }
            }
        }
        check(&SCHEMA);
        let patterns = SCHEMA["$defs"].as_object().unwrap();
        let patterns = patterns
            .iter()
            .filter(|(_, def)| def.get("pattern").is_some());
        let names: Vec<_> = patterns.map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["PartialDate", "Money", "Share", "Round"]);
    }

    #[test]
    fn a_pointer_leads_to_what_may_stand_there() {
        let at = |pointer: &str| shapes_at(&crate::pointer::steps(pointer).unwrap());
        for (pointer, shapes) in [
            ("", vec![Shape::Object]),
            ("/id", vec![Shape::String]),
            ("/name", vec![Shape::Text]),
            ("/name/sv", vec![Shape::String]),
            (
                "/budgets/0/lines/7/children/0/applied/grant",
                vec![Shape::Money, Shape::Object],
            ),
            (
                "/budgets/0/lines/-/applied/grant/amount",
                vec![Shape::Money],
            ),
            ("/grants/0/decision/rate", vec![Shape::Share]),
            ("/grants/0/period/end", vec![Shape::Date]),
            ("/declarations/0/holds", vec![Shape::Boolean]),
            ("/stated_counts/0/count", vec![Shape::Count]),
            ("/contents/anything/money", vec![Shape::Money]),
        ] {
            assert_eq!(at(pointer), Some(shapes), "{pointer}");
        }
        for pointer in ["/nmae", "/grants/x", "/id/0", "/budgets/lines", "/name/de"] {
            assert_eq!(at(pointer), None, "{pointer}");
        }
    }

    #[test]
    fn every_place_has_a_form() {
        each_field(&SCHEMA, &mut |name, schema| {
            assert!(!shapes(&forms(schema)).is_empty(), "{name}");
        });
        let budgets = forms(field(document(), "budgets").unwrap());
        assert!(matches!(budgets.as_slice(), [Form::List(_)]));
    }
}
