//! Proving rulebooks: their examples hold, show every verdict and every bound, and notice it when a
//! number, a bound or a comparison is changed.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::example::{ExampleError, Setting};
use crate::rulebook::{Example, Rule, RuleStatus, Rulebook, Rulebooks};

mod breed;
mod gaps;
mod mutant;

pub use gaps::{Gap, Missing};
pub use mutant::{Mutant, MutantAt, Mutation};

/// The examples of rulebooks, set up once and run as often as the rulebooks are changed.
///
/// ```
/// use selvitys::{Proof, Rulebooks, Scope};
/// let books = Rulebooks::builtin();
/// let scope = Scope::of(["asetus-7-2020"]).rule("ru-grant-above-greatest-share");
/// let proof = Proof::new(books, scope);
/// assert!(proof.failures().is_empty());
/// let mutants = proof.mutants();
/// let mut copy = books.clone();
/// assert!(mutants.iter().all(|mutant| proof.notices(mutant, &mut copy)));
/// ```
#[derive(Debug)]
pub struct Proof<'a> {
    books: &'a Rulebooks,
    scope: Scope,
    ran: usize,
    prepared: BTreeMap<&'a str, Vec<Prepared<'a>>>,
    failures: Vec<Failure<'a>>,
}

/// What is to be proven: rulebooks, and in them all rules or one.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    books: BTreeSet<String>,
    rule: Option<String>,
}

impl Scope {
    /// All rules and numbers of some rulebooks, by their ids.
    pub fn of<'b>(books: impl IntoIterator<Item = &'b str>) -> Scope {
        Scope {
            books: books.into_iter().map(str::to_owned).collect(),
            rule: None,
        }
    }

    /// Of these only one rule, and the numbers that it names.
    #[must_use]
    pub fn rule(self, id: &str) -> Scope {
        Scope {
            rule: Some(id.to_owned()),
            ..self
        }
    }

    /// Whether a rule is within it.
    pub fn holds(&self, book: &Rulebook, rule: &Rule) -> bool {
        self.holds_book(book) && self.is_wanted(rule)
    }

    fn is_wanted(&self, rule: &Rule) -> bool {
        self.rule.as_ref().is_none_or(|wanted| *wanted == rule.id)
    }

    /// Whether a change within it may concern a rule.
    fn concerns(&self, books: &Rulebooks, book: &Rulebook, rule: &Rule) -> bool {
        let touches = |own: &Rulebook| {
            own.file.overrides.contains_key(rule.id.as_str())
                || own.file.examples.contains_key(rule.id.as_str())
                || rule.params().any(|name| own.file.params.contains_key(name))
        };
        self.holds(book, rule)
            || books
                .books()
                .any(|own| self.holds_book(own) && touches(own))
    }

    fn holds_book(&self, book: &Rulebook) -> bool {
        self.books.contains(book.file.id.as_str())
    }
}

/// The rules in use, with their rulebooks.
fn in_use(books: &Rulebooks) -> impl Iterator<Item = (&Rulebook, &Rule)> {
    let rules = books.rules().into_iter();
    rules.filter(|(_, rule)| rule.status == RuleStatus::Active)
}

/// An example with the projects that it makes of the base.
#[derive(Debug)]
struct Prepared<'a> {
    example: &'a Example,
    setting: Setting,
    /// Whether it lies exactly on a bound, where a distance to one is told.
    on_bound: Option<bool>,
}

/// Where an example stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExampleAt {
    /// In the file of its rule, by its number there, from 0.
    Rule(usize),
    /// In a `rulebook.toml`, by its number among those of the rule.
    Heading(usize),
}

/// An example that does not hold.
#[derive(Debug)]
#[non_exhaustive]
pub struct Failure<'a> {
    /// The rulebook that holds the example.
    pub book: &'a Rulebook,
    /// The rule.
    pub rule: &'a Rule,
    /// Where the example stands.
    pub at: ExampleAt,
    /// The example.
    pub example: &'a Example,
    /// Why it does not hold.
    pub error: ExampleError,
}

impl<'a> Proof<'a> {
    /// Sets up the examples of a scope's rules, and of the rules that its numbers and overrides
    /// concern, and runs them.
    pub fn new(books: &'a Rulebooks, scope: Scope) -> Proof<'a> {
        let mut proof = Proof {
            books,
            scope,
            ran: 0,
            prepared: BTreeMap::new(),
            failures: Vec::new(),
        };
        for (book, rule) in in_use(books) {
            if !proof.scope.concerns(books, book, rule) {
                continue;
            }
            let own = rule.examples.iter().enumerate();
            for (number, example) in own {
                proof.add(book, rule, ExampleAt::Rule(number), example);
            }
            // A call shows what its numbers make of the rules below it.
            for holder in books.books() {
                let examples = holder.file.examples.get(rule.id.as_str());
                for (number, example) in examples.into_iter().flatten().enumerate() {
                    proof.add(holder, rule, ExampleAt::Heading(number), example);
                }
            }
        }
        proof
    }

    fn add(&mut self, book: &'a Rulebook, rule: &'a Rule, at: ExampleAt, example: &'a Example) {
        let wanted = self.scope.is_wanted(rule);
        self.ran += usize::from(wanted && self.scope.holds_book(book));
        let prepared = self.prepare(book, rule, example);
        match prepared {
            Ok(prepared) => self.prepared.entry(&rule.id).or_default().push(prepared),
            Err(error) if wanted => self.failures.push(Failure {
                book,
                rule,
                at,
                example,
                error,
            }),
            Err(_) => {}
        }
    }

    fn prepare(
        &self,
        book: &'a Rulebook,
        rule: &'a Rule,
        example: &'a Example,
    ) -> Result<Prepared<'a>, ExampleError> {
        let setting = example.setting(self.books, book, rule)?;
        let said = setting.assess(self.books, &rule.id)?;
        example.compare(&said)?;
        Ok(Prepared {
            example,
            setting,
            on_bound: gaps::on_bound(&said),
        })
    }

    /// How many examples of the scope's rulebooks and rules were run.
    pub fn ran(&self) -> usize {
        self.ran
    }

    /// The rulebooks as they are.
    pub fn books(&self) -> &'a Rulebooks {
        self.books
    }

    /// The examples that do not hold, in the order of rules; also those of other rulebooks' rules
    /// that a number or an override of the scope concerns.
    pub fn failures(&self) -> &[Failure<'a>] {
        &self.failures
    }

    /// The changes that examples should notice: to the rules of the scope, to the numbers that its
    /// rulebooks define and rules name, and to what they switch off.
    pub fn mutants(&self) -> Vec<Mutant> {
        breed::mutants(self.books, &self.scope)
    }

    /// The changes that no example notices, in the order of the mutants.
    ///
    /// Each core tries the next one. The tries are alike and independent: the standard library's
    /// threads do, and where there are none, one works through them all.
    pub fn unnoticed<'m>(&self, mutants: &'m [Mutant]) -> Vec<&'m Mutant> {
        let next = AtomicUsize::new(0);
        let work = || {
            let mut books = self.books.clone();
            let mut unnoticed = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                match mutants.get(number) {
                    Some(mutant) if !self.notices(mutant, &mut books) => unnoticed.push(number),
                    Some(_) => {}
                    None => return unnoticed,
                }
            }
        };
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let mut numbers = std::thread::scope(|scope| {
            let spawn = |_| std::thread::Builder::new().spawn_scoped(scope, work).ok();
            let others: Vec<_> = (1..cores).filter_map(spawn).collect();
            let mut numbers = work();
            for other in others {
                match other.join() {
                    Ok(more) => numbers.extend(more),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            numbers
        });
        numbers.sort_unstable();
        numbers
            .into_iter()
            .filter_map(|number| mutants.get(number))
            .collect()
    }

    /// Whether an example notices a change: whether one of the rules that it concerns gives another
    /// verdict or other values. The rulebooks are a copy of the proof's own; they are left as they
    /// were.
    pub fn notices(&self, mutant: &Mutant, books: &mut Rulebooks) -> bool {
        let run = |books: &Rulebooks| {
            mutant.rules().iter().any(|rule| {
                let examples = self.prepared.get(rule.as_str());
                let mut examples = examples.into_iter().flatten();
                examples.any(|example| example.run(books, rule).is_err())
            })
        };
        mutant.applied(books, run).unwrap_or(true)
    }
}

impl Prepared<'_> {
    fn run(&self, books: &Rulebooks, rule: &str) -> Result<(), ExampleError> {
        let said = self.setting.assess(books, rule)?;
        self.example.compare(&said)
    }
}
