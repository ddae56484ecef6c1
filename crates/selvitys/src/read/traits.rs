//! What the names of our schema say of the values that follow them, for the scan.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::Value as Json;

use super::form::{Form, document, each_field, forms};

static TRAITS: LazyLock<HashMap<&'static str, Traits>> = LazyLock::new(traits);

/// What a name says of the value that follows it, wherever it stands in a document.
///
/// serde reads more than the schema allows: a list for an object, by the order of its fields, and
/// `{"applied": null}` for the word `"applied"`. The scan sends such documents to the walk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Traits {
    /// At some place of the name there is an object with known fields.
    pub(super) record: bool,
    /// At some place of the name there is a word of a fixed set, or a list of such words.
    pub(super) word: bool,
}

/// What a name says, if the model has it.
pub(super) fn traits_of(name: &[u8]) -> Option<Traits> {
    TRAITS.get(std::str::from_utf8(name).ok()?).copied()
}

fn traits() -> HashMap<&'static str, Traits> {
    let mut traits: HashMap<&str, Traits> = HashMap::new();
    each_field(document(), &mut |name, schema| {
        let one = traits.entry(name).or_default();
        for form in forms(schema) {
            match form {
                Form::Object(_) | Form::Text(_) => one.record = true,
                Form::Const(_) => one.word = true,
                Form::List(items) => one.word |= is_word(items),
                _ => {}
            }
        }
    });
    traits
}

fn is_word(schema: &'static Json) -> bool {
    forms(schema)
        .iter()
        .any(|form| matches!(form, Form::Const(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_records_and_words() {
        let of = |name: &str| traits_of(name.as_bytes()).map(|traits| (traits.record, traits.word));
        assert_eq!(of("roles"), Some((false, true)));
        assert_eq!(of("kind"), Some((false, true)));
        assert_eq!(of("status"), Some((true, true)));
        assert_eq!(of("budgets"), Some((false, false)));
        assert_eq!(of("through"), Some((false, false)));
        assert_eq!(of("period"), Some((true, false)));
        assert_eq!(of("no-such-name"), None);
    }
}
