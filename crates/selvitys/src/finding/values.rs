//! The values of a message, by their names.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::iter::Map;
use std::ops::Index;
use std::slice::Iter;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Value;

/// The values of a message, by their names and in their order. There are few: a list that is
/// searched takes less room than a tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values(Vec<Named>);

impl Values {
    /// The value with a name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let at = self.at(name).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names with their values, by name.
    pub fn iter(&self) -> <&Self as IntoIterator>::IntoIter {
        self.into_iter()
    }

    pub(crate) fn insert(&mut self, name: &'static str, value: Value) {
        let new = (Cow::Borrowed(name), value);
        match self.at(name) {
            Ok(at) => {
                if let Some(known) = self.0.get_mut(at) {
                    *known = new;
                }
            }
            Err(at) => self.0.insert(at, new),
        }
    }

    fn at(&self, name: &str) -> Result<usize, usize> {
        self.0
            .binary_search_by(|(known, _)| known.as_ref().cmp(name))
    }
}

/// A name and its value, as the list keeps them.
type Named = (Cow<'static, str>, Value);

impl<'v> IntoIterator for &'v Values {
    type Item = (&'v str, &'v Value);
    type IntoIter = Map<Iter<'v, Named>, fn(&'v Named) -> Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(name, value)| (name.as_ref(), value))
    }
}

impl Index<&str> for Values {
    type Output = Value;

    /// The value with a name; panics where there is none, as maps do.
    fn index(&self, name: &str) -> &Value {
        match self.get(name) {
            Some(value) => value,
            None => panic!("no value `{name}`"),
        }
    }
}

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let values = BTreeMap::<String, Value>::deserialize(from)?;
        let values = values.into_iter();
        Ok(Values(
            values.map(|(name, value)| (name.into(), value)).collect(),
        ))
    }
}

/// In schemas it is a map like any other.
impl JsonSchema for Values {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        BTreeMap::<String, Value>::schema_name()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        BTreeMap::<String, Value>::json_schema(generator)
    }
}
