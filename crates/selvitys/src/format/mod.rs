//! The formats of rulebooks and of the project document, from the types that read them: what their
//! references say, and what a new rule starts from.

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

mod kinds;
mod skeleton;
mod types;

pub(crate) use kinds::{About, AboutWord, Can, quantities, quantity_fields};
pub use skeleton::Skeleton;
pub(crate) use types::{Shape, Type, kinds, named, of_applies, of_kind};

/// The words of a closed set as data writes them, each with its value.
///
/// ```
/// use selvitys::{Over, closed_words};
/// let words = closed_words::<Over>();
/// assert!(words.contains(&("grant", Over::Grant)));
/// ```
pub fn closed_words<T: JsonSchema + DeserializeOwned>() -> Vec<(&'static str, T)> {
    let words = named(&T::schema_name())
        .map(Type::words)
        .unwrap_or_default();
    let each = words.into_iter().filter_map(|word| {
        let value = serde_json::from_value(word.key.into()).ok()?;
        Some((word.key, value))
    });
    each.collect()
}
