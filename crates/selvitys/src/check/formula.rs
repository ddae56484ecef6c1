//! What a check asks, as one line that can be put into words.

use serde::Serialize;

use super::{ContentOf, Quantity, SetOf};
use crate::model::Money;
use crate::rulebook::Unit;

/// A line of `texts.toml` under `[formula]`, and what the names in it stand for.
#[derive(Debug)]
pub(crate) struct Formula<'a> {
    pub(crate) key: &'static str,
    pub(crate) terms: Vec<(&'static str, Term<'a>)>,
}

/// What a name in a formula stands for.
#[derive(Debug)]
pub(crate) enum Term<'a> {
    /// A quantity, and the unit of its literal.
    Quantity(&'a Quantity, Unit),
    /// A parameter, by its name.
    Param(&'a str),
    Set(SetOf),
    Contents(&'a [ContentOf]),
    /// A declaration, by its statement.
    Statement(&'a str),
    Money(Money),
    /// A word of `texts.toml`, by its section and key.
    Word(&'static str, String),
}

impl<'a> Formula<'a> {
    pub(crate) fn new(key: &'static str) -> Self {
        Formula {
            key,
            terms: Vec::new(),
        }
    }

    pub(crate) fn with(mut self, name: &'static str, term: Term<'a>) -> Self {
        self.terms.push((name, term));
        self
    }

    pub(crate) fn money(self, name: &'static str, quantity: &'a Quantity) -> Self {
        self.with(name, Term::Quantity(quantity, Unit::Money))
    }

    pub(crate) fn share(self, name: &'static str, quantity: &'a Quantity) -> Self {
        self.with(name, Term::Quantity(quantity, Unit::Share))
    }

    pub(crate) fn date(self, name: &'static str, quantity: &'a Quantity) -> Self {
        self.with(name, Term::Quantity(quantity, Unit::Date))
    }

    pub(crate) fn count(self, name: &'static str, quantity: &'a Quantity) -> Self {
        self.with(name, Term::Quantity(quantity, Unit::Count))
    }
}

/// The word that data writes for a value of a closed set.
pub(crate) fn key_of(value: &impl Serialize) -> String {
    let json = serde_json::to_value(value).ok();
    json.and_then(|json| json.as_str().map(str::to_owned))
        .unwrap_or_default()
}
