//! One change to a rulebook.

use serde_json::Value as Json;

use crate::rulebook::{BookFile, Rule, Rulebooks, Unit};

/// A change to a rule or to a number that an example should notice.
#[derive(Debug, Clone, PartialEq)]
pub struct Mutant {
    pub(super) book: String,
    pub(super) at: MutantAt,
    pub(super) path: Vec<String>,
    pub(super) change: Mutation,
    pub(super) edit: Edit,
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

/// How a change is made to the file as data.
#[derive(Debug, Clone, PartialEq)]
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
        match &self.at {
            MutantAt::Rule(id) => {
                let changed = self.changed_rule(books)?;
                let rule = books.rule_mut(&self.book, id)?;
                let kept = std::mem::replace(rule, changed);
                let done = run(books);
                *books.rule_mut(&self.book, id)? = kept;
                Some(done)
            }
            MutantAt::Heading => {
                let changed = self.changed_heading(books)?;
                let heading = books.heading_mut(&self.book)?;
                let kept = std::mem::replace(heading, changed);
                let done = run(books);
                *books.heading_mut(&self.book)? = kept;
                Some(done)
            }
        }
    }

    pub(super) fn changed_rule(&self, books: &Rulebooks) -> Option<Rule> {
        let MutantAt::Rule(id) = &self.at else {
            return None;
        };
        let rule = books.book(&self.book)?.rules.get(id)?;
        serde_json::from_value(self.edited(serde_json::to_value(rule).ok()?)?).ok()
    }

    fn changed_heading(&self, books: &Rulebooks) -> Option<BookFile> {
        let heading = &books.book(&self.book)?.file;
        serde_json::from_value(self.edited(serde_json::to_value(heading).ok()?)?).ok()
    }

    /// The file as data, with the change made.
    fn edited(&self, mut file: Json) -> Option<Json> {
        let (last, above) = self.path.split_last()?;
        let mut at = &mut file;
        for key in above {
            at = below(at, key)?;
        }
        match &self.edit {
            Edit::Set(value) => match at {
                Json::Object(fields) => {
                    fields.insert(last.clone(), value.clone());
                }
                list => *below(list, last)? = value.clone(),
            },
            Edit::Remove => match at {
                Json::Object(fields) => {
                    fields.remove(last)?;
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
        Some(file)
    }
}

fn below<'j>(json: &'j mut Json, key: &str) -> Option<&'j mut Json> {
    match json {
        Json::Object(fields) => fields.get_mut(key),
        Json::Array(items) => items.get_mut(key.parse::<usize>().ok()?),
        _ => None,
    }
}
