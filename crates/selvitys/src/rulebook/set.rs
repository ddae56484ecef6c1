//! A set of rulebooks that use one another.

use std::collections::BTreeMap;

use super::{Call, CallContent, Override, Param, Rule, Rulebook, Source};

/// Rulebooks that use one another, checked as a whole.
#[derive(Debug, Clone)]
pub struct Rulebooks {
    pub(super) books: BTreeMap<String, Rulebook>,
    /// Each book's id with those it uses, directly or through others, itself first.
    pub(super) layers: BTreeMap<String, Vec<String>>,
}

impl Rulebooks {
    /// The rulebooks, by id.
    pub fn books(&self) -> impl Iterator<Item = &Rulebook> {
        self.books.values()
    }

    /// A rulebook.
    pub fn book(&self, id: &str) -> Option<&Rulebook> {
        self.books.get(id)
    }

    /// What a rulebook says of its call, if it describes one.
    pub fn call(&self, id: &str) -> Option<&Call> {
        self.books.get(id).and_then(|book| book.file.call.as_ref())
    }

    /// A content that a call defines, or a rulebook that it uses, with that rulebook.
    pub fn content(&self, call: &str, id: &str) -> Option<(&Rulebook, &CallContent)> {
        let mut books = self.layer(call).iter().filter_map(|id| self.books.get(id));
        books.find_map(|book| Some((book, book.file.call.as_ref()?.contents.get(id)?)))
    }

    /// All rules with the rulebooks that they stand in, by the order of layers and then of ids.
    pub fn rules(&self) -> Vec<(&Rulebook, &Rule)> {
        let mut books: Vec<&Rulebook> = self.books.values().collect();
        books.sort_by_key(|book| (self.layer(&book.file.id).len(), &book.file.id));
        books
            .into_iter()
            .flat_map(|book| book.rules.values().map(move |rule| (book, rule)))
            .collect()
    }

    /// A rule and the rulebook that it stands in.
    pub fn rule(&self, id: &str) -> Option<(&Rulebook, &Rule)> {
        self.books
            .values()
            .find_map(|book| book.rules.get(id).map(|rule| (book, rule)))
    }

    /// A rule of a rulebook, to try a change of it.
    pub(crate) fn rule_mut(&mut self, book: &str, rule: &str) -> Option<&mut Rule> {
        self.books.get_mut(book)?.rules.get_mut(rule)
    }

    /// A parameter of a rulebook, to try a change of it.
    pub(crate) fn param_mut(&mut self, book: &str, name: &str) -> Option<&mut Param> {
        self.books.get_mut(book)?.file.params.get_mut(name)
    }

    /// A change that a rulebook makes to a rule, to try it without.
    pub(crate) fn override_mut(&mut self, book: &str, rule: &str) -> Option<&mut Override> {
        self.books.get_mut(book)?.file.overrides.get_mut(rule)
    }

    /// A source, by its id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.books
            .values()
            .find_map(|book| book.file.sources.get(id))
    }

    /// A rulebook's id and those of the rulebooks that it uses, nearest first.
    pub fn layer(&self, id: &str) -> &[String] {
        self.layers.get(id).map_or(&[], Vec::as_slice)
    }

    /// Whether a rulebook is another or uses it.
    pub fn reaches(&self, from: &str, to: &str) -> bool {
        self.layer(from).iter().any(|id| id == to)
    }

    /// A parameter as a rulebook sees it: its own, else that of the nearest that it uses.
    pub fn param(&self, from: &str, name: &str) -> Option<&Param> {
        self.param_and_book(from, name).map(|(_, param)| param)
    }

    /// A parameter as a rulebook sees it, with the rulebook that defines it.
    pub(crate) fn param_and_book(&self, from: &str, name: &str) -> Option<(&Rulebook, &Param)> {
        let mut books = self.layer(from).iter().filter_map(|id| self.books.get(id));
        books.find_map(|book| book.file.params.get(name).map(|param| (book, param)))
    }

    /// The numbers that a rule of a rulebook names, with the rulebooks that set them: its own, those
    /// that it uses and those that use it.
    pub fn numbers<'a>(
        &'a self,
        book: &str,
        rule: &'a Rule,
    ) -> Vec<(&'a Rulebook, &'a str, &'a Param)> {
        let quantities = rule.check.quantities();
        let named = quantities
            .into_iter()
            .flat_map(|(_, quantity, _)| quantity.params());
        let lists = rule.check.lists().into_iter().map(|(_, name, _)| name);
        let mut numbers: Vec<(&Rulebook, &str, &Param)> = Vec::new();
        for name in named.chain(lists) {
            for other in self.books() {
                let id = other.file.id.as_str();
                let near = self.reaches(id, book) || self.reaches(book, id);
                let known =
                    |one: &(&Rulebook, &str, &Param)| (one.0.file.id == id) && one.1 == name;
                let Some(param) = other.file.params.get(name) else {
                    continue;
                };
                if near && !numbers.iter().any(known) {
                    numbers.push((other, name, param));
                }
            }
        }
        numbers
    }

    /// What a call makes of a rule of a book that it uses: the nearest override and its book.
    pub fn override_of(&self, call: &str, rule: &str) -> Option<(&str, &Override)> {
        let books = self.layer(call).iter().filter_map(|id| self.books.get(id));
        let mut overrides = books.filter_map(|book| {
            book.file
                .overrides
                .get(rule)
                .map(|one| (book.file.id.as_str(), one))
        });
        overrides.next()
    }

    /// The project that the examples of a rulebook start from: its own, else that of the nearest
    /// that it uses.
    pub fn base(&self, id: &str) -> Option<&str> {
        let books = self.layer(id).iter().filter_map(|id| self.books.get(id));
        let mut bases = books.filter_map(|book| book.base.as_deref());
        bases.next()
    }

    /// The day that the examples of a rulebook are assessed for.
    pub fn examples_as_of(&self, id: &str) -> Option<jiff::civil::Date> {
        let books = self.layer(id).iter().filter_map(|id| self.books.get(id));
        let mut days = books.filter_map(|book| book.file.examples_as_of);
        days.next()
    }
}
