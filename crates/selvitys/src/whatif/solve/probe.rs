//! The document looked at with some value at the place that is solved for.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use super::When;
use super::unknown::Unknown;
use crate::assess::{Look, look};
use crate::check::{Inequality, Thing};

/// A rule and what it is decided for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    /// The rule, by its number among all.
    pub(super) rule: usize,
    /// The subject beside which this one is an alternative.
    pub(super) case: usize,
    pub(super) thing: Thing,
    pub(super) grant: Option<usize>,
}

/// What a rule asks of a subject; nothing when it cannot be said by inequalities.
pub(super) type Asked = Option<Vec<Inequality>>;

/// What the rules that read the place ask, for one value of it.
pub(super) type Sight = BTreeMap<Key, Asked>;

/// Looks at the document for one value after the other.
pub(super) struct Probe<'a> {
    unknown: &'a Unknown,
    when: &'a When<'a>,
    /// The cases that read the place: rule, and number of the case.
    reading: BTreeSet<(usize, usize)>,
    sights: HashMap<i64, Rc<Sight>>,
}

fn key(look: &Look<'_, '_>) -> Key {
    Key {
        rule: look.number,
        case: look.case,
        thing: look.subject.thing,
        grant: look.subject.grant,
    }
}

impl<'a> Probe<'a> {
    /// Finds which rules read the place: what they ask or find differs for some of the values.
    pub(super) fn new(unknown: &'a Unknown, when: &'a When<'a>, values: &[i64]) -> Self {
        let mut probe = Probe {
            unknown,
            when,
            reading: BTreeSet::new(),
            sights: HashMap::new(),
        };
        let mut first: HashMap<Key, u64> = HashMap::new();
        for (number, value) in values.iter().enumerate() {
            let mut seen = HashSet::new();
            probe.look(*value, &mut |look| {
                let (key, print) = (key(look), print(look));
                let known = match number {
                    0 => *first.entry(key).or_insert(print),
                    _ => first.get(&key).copied().unwrap_or_default(),
                };
                if known != print {
                    seen.insert((key.rule, key.case));
                }
            });
            probe.reading.extend(seen);
        }
        probe
    }

    /// The cases that read the place: rule, and number of the case.
    pub(super) fn reading(&self) -> &BTreeSet<(usize, usize)> {
        &self.reading
    }

    /// What the rules that read the place ask for a value.
    pub(super) fn sight(&mut self, value: i64) -> Rc<Sight> {
        if let Some(known) = self.sights.get(&value) {
            return Rc::clone(known);
        }
        let mut sight = Sight::new();
        self.look(value, &mut |look| {
            let key = key(look);
            if self.reading.contains(&(key.rule, key.case)) {
                sight.insert(key, look.asks());
            }
        });
        let sight = Rc::new(sight);
        self.sights.insert(value, Rc::clone(&sight));
        sight
    }

    /// Shows every subject of every rule for a value.
    pub(super) fn look(&self, value: i64, each: &mut dyn FnMut(&Look<'_, '_>)) {
        // A value of the right form always gives a document: the form was tried.
        if let Some(project) = self.unknown.project(value) {
            look(
                &project,
                self.when.books,
                self.when.as_of,
                self.when.stage,
                each,
            );
        }
    }
}

/// What a rule asks of a subject, else what it finds, as one number.
fn print(look: &Look<'_, '_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    match look.asks() {
        Some(asks) => asks.hash(&mut hasher),
        None => {
            let found = look.finds();
            (found.met, found.skips).hash(&mut hasher);
            let cases = found
                .faults
                .iter()
                .chain(&found.unclear)
                .chain(&found.closest);
            for case in cases {
                format!("{:?}", case.values).hash(&mut hasher);
            }
        }
    }
    hasher.finish()
}
