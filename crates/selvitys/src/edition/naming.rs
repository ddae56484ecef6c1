//! Ids of what is left out, and the places that still name them.

use serde_json::Value as Json;

use crate::pointer::{get, join};

/// The lists whose items have ids that are named elsewhere, and the fields that name them.
const NAMED: [(&str, &[&str]); 11] = [
    (
        "organisations",
        &["organisation", "recipient", "through", "partner"],
    ),
    ("grants", &["grant", "grants", "of"]),
    ("claims", &["claim", "of"]),
    ("lines", &["lines"]),
    ("packages", &["package", "packages"]),
    ("focus_areas", &["focus_area", "focus_areas"]),
    ("views", &["views"]),
    ("bodies", &["reports_to"]),
    ("sub_areas", &["covers", "chairs"]),
    ("programmes", &["part"]),
    ("shared_parts", &["part"]),
];

/// The first place of a public edition that names something by an id that stood in what was left
/// out, and the id. An id that something else of the same list bears too tells nothing.
pub(super) fn still_named(
    whole: &Json,
    left_out: &[String],
    public: &Json,
) -> Option<(String, String)> {
    let mut gone = Vec::new();
    let mut path = left_out.to_vec();
    each_id(get(whole, left_out)?, &mut path, &mut |list, id| {
        gone.push((list, id.to_owned()));
    });
    let mut there = Vec::new();
    each_id(public, &mut Vec::new(), &mut |list, id| {
        there.push((list, id.to_owned()));
    });
    gone.retain(|one| !there.contains(one));
    gone.into_iter().find_map(|(list, id)| {
        let (_, fields) = NAMED.iter().find(|(name, _)| *name == list)?;
        let by = naming(public, &mut Vec::new(), fields, &id)?;
        Some((by, id))
    })
}

/// Each id that is named elsewhere, with the list that it stands in.
fn each_id(json: &Json, path: &mut Vec<String>, visit: &mut impl FnMut(&'static str, &str)) {
    if let (Some(id), Some(list)) = (json.get("id").and_then(Json::as_str), list_of(path)) {
        visit(list, id);
    }
    each::<()>(json, path, &mut |_, value, path| {
        each_id(value, path, visit);
        None
    });
}

/// The list that an item at a path belongs to; the parts of lines and packages are such too.
fn list_of(path: &[String]) -> Option<&'static str> {
    let names = path
        .iter()
        .rev()
        .filter(|step| crate::pointer::number(step).is_none());
    let list = names.into_iter().find(|step| *step != "children")?;
    NAMED
        .iter()
        .map(|(name, _)| *name)
        .find(|name| name == list)
}

/// The first place that names an id in one of the fields.
fn naming(json: &Json, path: &mut Vec<String>, fields: &[&str], id: &str) -> Option<String> {
    each(json, path, &mut |field, value, path| {
        let named = field.is_some_and(|field| fields.contains(&field));
        if named && value.as_str() == Some(id) {
            return Some(join(path));
        }
        naming(value, path, fields, id)
    })
}

/// What is done with a value, told the field and the path that it stands at.
type Visit<'a, T> = dyn FnMut(Option<&str>, &Json, &mut Vec<String>) -> Option<T> + 'a;

/// Visits what stands directly in an object or a list, with the field that it stands in, until
/// something is found.
fn each<T>(json: &Json, path: &mut Vec<String>, visit: &mut Visit<'_, T>) -> Option<T> {
    // An item of a list stands in the field of the list.
    let list = path.last().cloned();
    let mut step = |name: String, field: Option<&str>, value: &Json| {
        path.push(name);
        let found = visit(field, value, path);
        path.pop();
        found
    };
    match json {
        Json::Object(fields) => {
            let mut fields = fields.iter();
            fields.find_map(|(name, value)| step(name.clone(), Some(name), value))
        }
        Json::Array(items) => {
            let mut items = items.iter().enumerate();
            items.find_map(|(number, value)| step(number.to_string(), list.as_deref(), value))
        }
        _ => None,
    }
}
