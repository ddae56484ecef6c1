//! What a thing of a list is known by, whatever its number in the list.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde_json::Value as Json;

use crate::pointer::{number, unescape};

/// What names an item of a list, the surest first. Of a group all that the item has counts.
const NAMES: [&[&str]; 16] = [
    &["id"],
    &["at"],
    &["municipality", "service"],
    &["round"],
    &["statement"],
    &["rule"],
    &["class"],
    &["title", "figure", "status"],
    &["name"],
    &["goal", "focus_area", "how"],
    &["date"],
    &["claim"],
    &["decision"],
    &["organisation", "field"],
    &["role"],
    &["text"],
];

/// What each item of a list is known by: its name, and the how manieth of that name it is.
pub(super) fn keys(items: &[Json]) -> Vec<(String, usize)> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let known = items.iter().map(|item| {
        let name = name(item);
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        (name, *count)
    });
    known.collect()
}

/// What an item says of itself that others of its list do not; of a plain value, the value.
fn name(item: &Json) -> String {
    let Json::Object(fields) = item else {
        return item.to_string();
    };
    // What is in a text in several languages is known by the first of them.
    let said = |field: &&str| {
        let value = fields.get(*field)?;
        let text = ["fi", "sv", "en"].iter().find_map(|lang| value.get(*lang));
        Some(format!("{field}={}", text.unwrap_or(value)))
    };
    let named = NAMES
        .iter()
        .map(|group| group.iter().filter_map(said).collect::<Vec<_>>());
    named
        .into_iter()
        .find(|parts| !parts.is_empty())
        .unwrap_or_default()
        .join(",")
}

/// Pointers into a document that survive changes of order.
pub(crate) struct Identities<'a> {
    document: &'a Json,
    /// What the items of a list are known by, by the list's pointer: worked out once.
    lists: HashMap<String, Vec<(String, usize)>>,
}

impl<'a> Identities<'a> {
    pub(crate) fn new(document: &'a Json) -> Self {
        Identities {
            document,
            lists: HashMap::new(),
        }
    }

    /// A pointer in which items stand by what they are known by. What the document does not have
    /// keeps its plain steps.
    pub(super) fn of(&mut self, pointer: &str) -> String {
        let mut at = Some(self.document);
        let (mut walked, mut identity) = (String::new(), String::new());
        for step in pointer.split('/').skip(1) {
            let list = at.and_then(Json::as_array);
            let item = number(step).and_then(|number| {
                let (list, at) = (list?, list?.get(number)?);
                let known = self
                    .lists
                    .entry(walked.clone())
                    .or_insert_with(|| keys(list));
                Some((at, known.get(number)?))
            });
            identity.push('/');
            match item {
                Some((item, (name, count))) => {
                    let _ = write!(identity, "[{name}#{count}]");
                    at = Some(item);
                }
                None => {
                    identity.push_str(step);
                    at = at.and_then(|at| at.get(unescape(step)));
                }
            }
            walked.push('/');
            walked.push_str(step);
        }
        identity
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_known_by_its_name_and_not_by_its_number() {
        let one = serde_json::json!({"lines": [
            {"id": "b", "title": {"fi": "Palkat"}},
            {"title": {"fi": "Matkat"}, "of": [1, 2, 2]},
            {"title": {"fi": "Matkat"}}
        ]});
        let identity = |document: &Json, pointer: &str| Identities::new(document).of(pointer);
        let mut other = one.clone();
        other["lines"]
            .as_array_mut()
            .unwrap()
            .insert(0, serde_json::json!({"id": "a"}));
        assert_eq!(
            identity(&one, "/lines/0/title"),
            identity(&other, "/lines/1/title")
        );
        assert_eq!(identity(&one, "/lines/1"), "/lines/[title=\"Matkat\"#1]");
        assert_eq!(identity(&one, "/lines/2"), "/lines/[title=\"Matkat\"#2]");
        assert_eq!(
            identity(&one, "/lines/1/of/2"),
            "/lines/[title=\"Matkat\"#1]/of/[2#2]"
        );
        // What is not there is known by where it would stand.
        assert_eq!(identity(&one, "/lines/9/own"), "/lines/9/own");
        assert_eq!(identity(&one, ""), "");
    }
}
