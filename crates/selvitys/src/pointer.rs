//! JSON Pointers (RFC 6901): their steps, and what they lead to in a tree of JSON.

use serde_json::{Map, Value as Json};

/// A name as a pointer writes it.
pub(crate) fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// A step of a pointer as the name that it stands for.
pub(crate) fn unescape(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// A number as a pointer writes it: digits without leading zeros.
pub(crate) fn number(step: &str) -> Option<usize> {
    let plain = step.bytes().all(|byte| byte.is_ascii_digit());
    let zeros = step.len() > 1 && step.starts_with('0');
    if plain && !zeros {
        step.parse().ok()
    } else {
        None
    }
}

/// The steps of a pointer, in plain names; nothing when the text is no pointer. The empty pointer
/// is the document itself and has no steps.
pub(crate) fn steps(pointer: &str) -> Option<Vec<String>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    let steps = pointer.strip_prefix('/')?.split('/');
    Some(steps.map(unescape).collect())
}

/// The pointer of steps.
pub(crate) fn join(steps: &[String]) -> String {
    let steps = steps.iter().map(|step| format!("/{}", escape(step)));
    steps.collect()
}

/// How many of the first steps lead to something.
pub(crate) fn reach(json: &Json, steps: &[String]) -> usize {
    let mut at = json;
    for (depth, step) in steps.iter().enumerate() {
        let next = match at {
            Json::Object(fields) => fields.get(step),
            Json::Array(items) => number(step).and_then(|number| items.get(number)),
            _ => None,
        };
        let Some(next) = next else { return depth };
        at = next;
    }
    steps.len()
}

/// What steps lead to.
pub(crate) fn get<'a>(json: &'a Json, steps: &[String]) -> Option<&'a Json> {
    steps.iter().try_fold(json, |at, step| match at {
        Json::Object(fields) => fields.get(step),
        Json::Array(items) => items.get(number(step)?),
        _ => None,
    })
}

fn get_mut<'a>(json: &'a mut Json, steps: &[String]) -> Option<&'a mut Json> {
    steps.iter().try_fold(json, |at, step| match at {
        Json::Object(fields) => fields.get_mut(step),
        Json::Array(items) => items.get_mut(number(step)?),
        _ => None,
    })
}

/// Puts a value where steps lead: over what is there, as a new field, or at the end of a list
/// (`-`, or the number after the last). Nothing happens when there is no such place.
pub(crate) fn set(json: &mut Json, steps: &[String], value: Json) -> Option<()> {
    let Some((last, above)) = steps.split_last() else {
        *json = value;
        return Some(());
    };
    match get_mut(json, above)? {
        Json::Object(fields) => drop(fields.insert(last.clone(), value)),
        Json::Array(items) => match (number(last), items.len()) {
            (Some(number), len) if number < len => *items.get_mut(number)? = value,
            (number, len) if last == "-" || number == Some(len) => items.push(value),
            _ => return None,
        },
        _ => return None,
    }
    Some(())
}

/// As [`set`], making what is not there on the way: a list before `-` or `0`, else an object.
pub(crate) fn make(json: &mut Json, steps: &[String], value: Json) -> Option<()> {
    let there = reach(json, steps);
    // Only the last of the steps that lead somewhere can take what is made below it.
    let made = steps.get(there + 1..).unwrap_or_default();
    let value = made.iter().rev().fold(value, |inside, step| {
        if step == "-" || step == "0" {
            Json::Array(vec![inside])
        } else {
            Json::Object(Map::from_iter([(step.clone(), inside)]))
        }
    });
    let until = (there + 1).min(steps.len());
    set(json, steps.get(..until)?, value)
}

/// Takes away what steps lead to.
pub(crate) fn remove(json: &mut Json, steps: &[String]) -> Option<Json> {
    let (last, above) = steps.split_last()?;
    match get_mut(json, above)? {
        Json::Object(fields) => fields.remove(last),
        Json::Array(items) => {
            let number = number(last)?;
            (number < items.len()).then(|| items.remove(number))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn at(pointer: &str) -> Vec<String> {
        steps(pointer).unwrap()
    }

    #[test]
    fn steps_and_pointers_say_the_same() {
        for pointer in ["", "/", "/a~1b/m~0n/0", "/~01", "/ö//-"] {
            assert_eq!(join(&at(pointer)), pointer);
        }
        assert_eq!(at("/a~1b/~01"), ["a/b", "~1"]);
        assert_eq!(steps("a/b"), None);
    }

    #[test]
    fn values_are_put_over_others_as_fields_and_at_the_end_of_lists() {
        let before = json!({"a": [1, {"b": 2}], "c": "text"});
        for (pointer, after) in [
            ("/a/0", json!({"a": [9, {"b": 2}], "c": "text"})),
            ("/a/1/b", json!({"a": [1, {"b": 9}], "c": "text"})),
            ("/a/-", json!({"a": [1, {"b": 2}, 9], "c": "text"})),
            ("/a/2", json!({"a": [1, {"b": 2}, 9], "c": "text"})),
            ("/d", json!({"a": [1, {"b": 2}], "c": "text", "d": 9})),
            ("", json!(9)),
        ] {
            let mut json = before.clone();
            assert_eq!(
                set(&mut json, &at(pointer), json!(9)),
                Some(()),
                "{pointer}"
            );
            assert_eq!(json, after, "{pointer}");
        }
        for pointer in ["/a/3", "/a/x", "/a/01", "/c/d", "/x/y", "/a/1/b/c"] {
            let mut json = before.clone();
            assert_eq!(set(&mut json, &at(pointer), json!(9)), None, "{pointer}");
            assert_eq!(json, before, "{pointer}");
        }
    }

    #[test]
    fn what_is_not_there_on_the_way_is_made() {
        let before = json!({"a": [{"b": 2}]});
        for (pointer, after) in [
            ("/a/0/c/d", json!({"a": [{"b": 2, "c": {"d": 9}}]})),
            ("/e/-/f", json!({"a": [{"b": 2}], "e": [{"f": 9}]})),
            ("/e/0", json!({"a": [{"b": 2}], "e": [9]})),
            ("/a/-/b", json!({"a": [{"b": 2}, {"b": 9}]})),
            ("/a/0/b", json!({"a": [{"b": 9}]})),
        ] {
            let mut json = before.clone();
            assert_eq!(
                make(&mut json, &at(pointer), json!(9)),
                Some(()),
                "{pointer}"
            );
            assert_eq!(json, after, "{pointer}");
        }
        for pointer in ["/a/7/b", "/a/0/b/c", "/a/b"] {
            let mut json = before.clone();
            assert_eq!(make(&mut json, &at(pointer), json!(9)), None, "{pointer}");
            assert_eq!(json, before, "{pointer}");
        }
    }

    #[test]
    fn what_is_taken_away_is_given_back() {
        let mut json = json!({"a": [1, 2], "b": 3});
        assert_eq!(remove(&mut json, &at("/a/0")), Some(json!(1)));
        assert_eq!(remove(&mut json, &at("/b")), Some(json!(3)));
        assert_eq!(json, json!({"a": [2]}));
        for pointer in ["/a/1", "/b", "/a/-", ""] {
            assert_eq!(remove(&mut json, &at(pointer)), None, "{pointer}");
        }
    }
}
