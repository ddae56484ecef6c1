//! One change to a rulebook.

use serde_json::Value as Json;

use crate::rulebook::{Param, Rule, Rulebooks, Unit};

/// A change to a rule or to a number that an example should notice.
#[derive(Debug, Clone)]
pub struct Mutant {
    pub(super) book: String,
    pub(super) at: MutantAt,
    pub(super) path: Vec<String>,
    pub(super) change: Mutation,
    pub(super) changed: Changed,
    pub(super) rules: Vec<String>,
}

/// In which file a change is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MutantAt {
    /// In the file of a rule, by its id.
    Rule(String),
    /// In `rulebook.toml`.
    Heading,
}

/// What is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mutation {
    /// A number or a day, by the smallest unit: a cent, a basis point (0.0001), one, a day.
    Moved {
        /// Of which unit it is.
        unit: Unit,
        /// What stands in the file.
        from: String,
        /// What is tried.
        to: String,
    },
    /// Something listed or stated is left out.
    Dropped(String),
    /// Something is added to a list.
    Added(String),
    /// A word or a switch is exchanged.
    Exchanged {
        /// What stands in the file, or holds while nothing stands there.
        from: String,
        /// What is tried.
        to: String,
    },
}

/// What stands in the place of what was changed.
#[derive(Debug, Clone)]
pub(super) enum Changed {
    /// A rule; without its examples, which are not asked.
    Rule(Box<Rule>),
    /// A parameter, by its name.
    Param(String, Box<Param>),
    /// An override that switches its rule off no longer, by the rule's id.
    On(String),
}

/// How a change is made to data.
#[derive(Debug, Clone)]
pub(super) enum Edit {
    Set(Json),
    Remove,
    Push(Json),
}

impl Mutant {
    /// The rulebook that is changed.
    pub fn book(&self) -> &str {
        &self.book
    }

    /// In which of its files.
    pub fn at(&self) -> &MutantAt {
        &self.at
    }

    /// Where in the file: keys, and in lists numbers from 0.
    pub fn path(&self) -> Vec<&str> {
        self.path.iter().map(String::as_str).collect()
    }

    /// What is changed.
    pub fn change(&self) -> &Mutation {
        &self.change
    }

    /// The rules whose examples may notice it.
    pub fn rules(&self) -> &[String] {
        &self.rules
    }

    /// Runs something with the change made; nothing when it cannot be made. The rulebooks are left
    /// as they were.
    pub(super) fn applied<T>(
        &self,
        books: &mut Rulebooks,
        run: impl FnOnce(&Rulebooks) -> T,
    ) -> Option<T> {
        match &self.changed {
            Changed::Rule(changed) => {
                let mut changed = changed.clone();
                let id = changed.id.clone();
                std::mem::swap(books.rule_mut(&self.book, &id)?, &mut changed);
                let done = run(books);
                std::mem::swap(books.rule_mut(&self.book, &id)?, &mut changed);
                Some(done)
            }
            Changed::Param(name, changed) => {
                let mut changed = changed.clone();
                std::mem::swap(books.param_mut(&self.book, name)?, &mut changed);
                let done = run(books);
                std::mem::swap(books.param_mut(&self.book, name)?, &mut changed);
                Some(done)
            }
            Changed::On(rule) => {
                books.override_mut(&self.book, rule)?.off = false;
                let done = run(books);
                books.override_mut(&self.book, rule)?.off = true;
                Some(done)
            }
        }
    }
}

/// Data with a change made.
pub(super) fn edited(mut data: Json, path: &[&str], edit: &Edit) -> Option<Json> {
    let (last, above) = path.split_last()?;
    let mut at = &mut data;
    for key in above {
        at = below(at, key)?;
    }
    match edit {
        Edit::Set(value) => match at {
            Json::Object(fields) => {
                fields.insert((*last).to_owned(), value.clone());
            }
            list => *below(list, last)? = value.clone(),
        },
        Edit::Remove => match at {
            Json::Object(fields) => {
                fields.remove(*last)?;
            }
            Json::Array(items) => {
                let number: usize = last.parse().ok()?;
                if number >= items.len() {
                    return None;
                }
                items.remove(number);
            }
            _ => return None,
        },
        Edit::Push(value) => below(at, last)?.as_array_mut()?.push(value.clone()),
    }
    Some(data)
}

fn below<'j>(json: &'j mut Json, key: &str) -> Option<&'j mut Json> {
    match json {
        Json::Object(fields) => fields.get_mut(key),
        Json::Array(items) => items.get_mut(key.parse::<usize>().ok()?),
        _ => None,
    }
}
