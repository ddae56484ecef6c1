//! A set of rulebooks that use one another.

use std::collections::HashMap;

use super::{Call, CallContent, Id, Override, Param, Rule, Rulebook, Source};

/// Rulebooks that use one another, checked as a whole.
#[derive(Debug, Clone)]
pub struct Rulebooks {
    /// The ids of the rulebooks, in order.
    ids: Vec<String>,
    /// The rulebooks, each at the place of its id.
    pub(super) books: Vec<Rulebook>,
    /// Of each rulebook the places of those that it uses, directly or through others, itself first.
    layers: Vec<Vec<usize>>,
    /// Of each number's name the places of the rulebooks that define it.
    holders: HashMap<Id, Vec<usize>>,
}

impl Rulebooks {
    /// Rulebooks with their layers, each by the id of the rulebook.
    pub(super) fn new(ids: Vec<String>, books: Vec<Rulebook>, layers: Vec<Vec<usize>>) -> Self {
        let mut holders: HashMap<Id, Vec<usize>> = HashMap::new();
        for (at, book) in books.iter().enumerate() {
            for name in book.file.params.keys() {
                holders.entry(name.as_str().into()).or_default().push(at);
            }
        }
        Rulebooks {
            ids,
            books,
            layers,
            holders,
        }
    }

    /// The rulebooks, by id.
    pub fn books(&self) -> impl Iterator<Item = &Rulebook> {
        self.books.iter()
    }

    fn at(&self, id: &str) -> Option<usize> {
        self.ids
            .binary_search_by(|known| known.as_str().cmp(id))
            .ok()
    }

    /// A rulebook.
    pub fn book(&self, id: &str) -> Option<&Rulebook> {
        self.books.get(self.at(id)?)
    }

    fn book_mut(&mut self, id: &str) -> Option<&mut Rulebook> {
        let at = self.at(id)?;
        self.books.get_mut(at)
    }

    /// What a rulebook says of its call, if it describes one.
    pub fn call(&self, id: &str) -> Option<&Call> {
        self.book(id).and_then(|book| book.file.call.as_ref())
    }

    /// A content that a call defines, or a rulebook that it uses, with that rulebook.
    pub fn content(&self, call: &str, id: &str) -> Option<(&Rulebook, &CallContent)> {
        let mut books = self.layer(call);
        books.find_map(|book| Some((book, book.file.call.as_ref()?.contents.get(id)?)))
    }

    /// The rulebooks by the order of layers and then of ids.
    pub(crate) fn in_order(&self) -> Vec<&Rulebook> {
        let mut books: Vec<(usize, &Rulebook)> =
            self.layers.iter().map(Vec::len).zip(&self.books).collect();
        books.sort_by_key(|(layers, _)| *layers);
        books.into_iter().map(|(_, book)| book).collect()
    }

    /// All rules with the rulebooks that they stand in, by the order of layers and then of ids.
    pub fn rules(&self) -> Vec<(&Rulebook, &Rule)> {
        let count = self.books.iter().map(|book| book.rules.len()).sum();
        let mut rules = Vec::with_capacity(count);
        for book in self.in_order() {
            rules.extend(book.rules.values().map(|rule| (book, rule)));
        }
        rules
    }

    /// A rule and the rulebook that it stands in.
    pub fn rule(&self, id: &str) -> Option<(&Rulebook, &Rule)> {
        self.books
            .iter()
            .find_map(|book| book.rules.get(id).map(|rule| (book, rule)))
    }

    /// A rule of a rulebook, to try a change of it.
    pub(crate) fn rule_mut(&mut self, book: &str, rule: &str) -> Option<&mut Rule> {
        self.book_mut(book)?.rules.get_mut(rule)
    }

    /// A parameter of a rulebook, to try a change of it.
    pub(crate) fn param_mut(&mut self, book: &str, name: &str) -> Option<&mut Param> {
        self.book_mut(book)?.file.params.get_mut(name)
    }

    /// A change that a rulebook makes to a rule, to try it without.
    pub(crate) fn override_mut(&mut self, book: &str, rule: &str) -> Option<&mut Override> {
        self.book_mut(book)?.file.overrides.get_mut(rule)
    }

    /// A source, by its id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.books.iter().find_map(|book| book.file.sources.get(id))
    }

    /// A rulebook and those that it uses, nearest first.
    pub fn layer(&self, id: &str) -> impl Iterator<Item = &Rulebook> {
        let layer = self.at(id).and_then(|at| self.layers.get(at));
        let places = layer.into_iter().flatten();
        places.filter_map(|at| self.books.get(*at))
    }

    /// Whether a rulebook is another or uses it.
    pub fn reaches(&self, from: &str, to: &str) -> bool {
        let layer = self.at(from).and_then(|at| self.layers.get(at));
        let to = self.at(to);
        layer.zip(to).is_some_and(|(layer, to)| layer.contains(&to))
    }

    /// A parameter as a rulebook sees it: its own, else that of the nearest that it uses.
    pub fn param(&self, from: &str, name: &str) -> Option<&Param> {
        self.param_and_book(from, name).map(|(_, _, param)| param)
    }

    /// A parameter as a rulebook sees it, with the rulebook that defines it and its name.
    pub(crate) fn param_and_book(
        &self,
        from: &str,
        name: &str,
    ) -> Option<(&Rulebook, &Id, &Param)> {
        let (id, holders) = self.holders.get_key_value(name)?;
        let layer = self.layers.get(self.at(from)?)?;
        let nearest = layer.iter().find(|at| holders.contains(at))?;
        let book = self.books.get(*nearest)?;
        book.file.params.get(name).map(|param| (book, id, param))
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
        let books = self.layer(call);
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
        let books = self.layer(id);
        let mut bases = books.filter_map(|book| book.base.as_deref());
        bases.next()
    }

    /// The day that the examples of a rulebook are assessed for.
    pub fn examples_as_of(&self, id: &str) -> Option<jiff::civil::Date> {
        let books = self.layer(id);
        let mut days = books.filter_map(|book| book.file.examples_as_of);
        days.next()
    }
}
