//! How rules are decided: a closed set of kinds, one a file.
//!
//! A kind knows nothing of statutes. It reads quantities as ranges and says of each subject: met,
//! not met, or cannot tell. Words, severities and exceptions are added by the assessment.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::finding::{Asked, Assumption, Distance, NotApplicable, Step, Value};
use crate::index::Index;
use crate::model::{Figure, Grant, Money, PartialDate, Status};
use crate::place::At;
use crate::range::{Range, Truth};
use crate::rulebook::{By, Param, ParamValue, Rulebook, Rulebooks, Stage, Unit};

mod content;
pub(crate) mod count;
mod quantity;
mod sets;

pub use content::ContentOf;
pub(crate) use content::Texts;
pub(crate) use quantity::{Absent, Amount, Reading, money_value, ratio, share_value};
pub use quantity::{DateOf, Quantity, Whose};
pub use sets::SetOf;
pub(crate) use sum_matches::headline_sum;

/// What every kind of check does.
pub(crate) trait Kind {
    /// Its name in rule files.
    const NAME: &'static str;
    /// The names of the values that messages may use.
    const VALUES: &'static [&'static str];

    /// Says of a subject what it finds.
    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink);

    /// The key of the sentence in `texts.toml` that says why it is met.
    fn evidence(&self) -> &'static str {
        Self::NAME
    }

    /// Its quantities, by field, each with the unit that it must have.
    fn quantities(&self) -> Vec<(&'static str, &Quantity, Unit)> {
        Vec::new()
    }

    /// The parameters that it names as lists, by field, each with the unit that it must have.
    fn lists(&self) -> Vec<(&'static str, &str, Unit)> {
        Vec::new()
    }
}

/// Lists the kinds of check: module, type, and the name in rule files.
macro_rules! checks {
    ($($(#[$doc:meta])* $module:ident :: $kind:ident),* $(,)?) => {
        $(mod $module; pub use $module::$kind;)*

        /// A check: its kind, then the kind's fields.
        #[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum Check {
            $($(#[$doc])* $kind($kind),)*
        }

        impl Check {
            pub(crate) fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
                match self {
                    $(Check::$kind(check) => check.decide(subject, ctx, out),)*
                }
            }

            /// The names of the values that messages may use.
            pub fn values(&self) -> &'static [&'static str] {
                match self {
                    $(Check::$kind(_) => $kind::VALUES,)*
                }
            }

            /// The name of the kind in rule files.
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Check::$kind(_) => $kind::NAME,)*
                }
            }

            /// The key of the sentence that says why it is met.
            pub(crate) fn evidence(&self) -> &'static str {
                match self {
                    $(Check::$kind(check) => check.evidence(),)*
                }
            }

            /// The quantities of the check, each with the unit that it must have, if fixed.
            pub(crate) fn quantities(&self) -> Vec<(&'static str, &Quantity, Unit)> {
                match self {
                    $(Check::$kind(check) => check.quantities(),)*
                }
            }

            /// The parameters of the check that are lists, by field and name.
            pub(crate) fn lists(&self) -> Vec<(&'static str, &str, Unit)> {
                match self {
                    $(Check::$kind(check) => check.lists(),)*
                }
            }

            /// The names of all kinds.
            pub const KINDS: &'static [&'static str] = &[$($kind::NAME,)*];
        }
    };
}

checks! {
    /// A sum is at most a limit.
    amount_at_most::AmountAtMost,
    /// Cost classes of lines are among those listed.
    cost_class_allowed::CostClassAllowed,
    /// Two counts are the same.
    counts_match::CountsMatch,
    /// Each code of a list is covered.
    covers_all::CoversAll,
    /// At least one code of a list is covered.
    covers_any::CoversAny,
    /// A date lies within bounds.
    date_within::DateWithin,
    /// Something is declared.
    declared::Declared,
    /// Identifiers are valid.
    identifier_valid::IdentifierValid,
    /// Every cell of a matrix that must be filled is filled.
    matrix_complete::MatrixComplete,
    /// No cell of a matrix is filled that should not be.
    matrix_within::MatrixWithin,
    /// A date is not after another.
    not_after::NotAfter,
    /// A period is covered by budget lines.
    period_covered::PeriodCovered,
    /// Texts are no placeholders.
    placeholder_text::PlaceholderText,
    /// Municipalities hold a share of a region's population.
    population_share::PopulationShare,
    /// Something is there.
    required::Required,
    /// Members of one set are members of another.
    set_within::SetWithin,
    /// Sets of several documents have nothing in common.
    sets_disjoint::SetsDisjoint,
    /// A part is at most a share of a whole.
    share_at_most::ShareAtMost,
    /// A part is exactly a share of a whole.
    share_equals::ShareEquals,
    /// Sums add up.
    sum_matches::SumMatches,
    /// Ids stand once.
    unique::Unique,
}

/// A number of a rulebook, read as its unit; nothing when it is not of the unit.
pub(crate) fn parse_number(unit: Unit, text: &str) -> Option<Amount> {
    quantity::parse(unit, text)
}

/// What a rule is decided for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) thing: Thing,
    /// The grant that it belongs to, by number.
    pub(crate) grant: Option<usize>,
    /// The call whose numbers count, by the id of its rulebook.
    pub(crate) call: Option<&'a str>,
}

/// The thing itself, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Thing {
    Project,
    Grant(usize),
    Line(usize),
    Headline(usize, usize),
    Package(usize),
    Participant(usize),
    PrivateService(usize),
    Organisation(usize),
    Goal(usize),
    StatedCount(usize),
}

impl Thing {
    pub(crate) fn at(self) -> At {
        match self {
            Thing::Project => At::Root,
            Thing::Grant(number) => At::Grant(number, ""),
            Thing::Line(number) => At::Line(number, ""),
            Thing::Headline(budget, number) => At::Headline(budget, number),
            Thing::Package(number) => At::Package(number, ""),
            Thing::Participant(number) => At::Participant(number),
            Thing::PrivateService(number) => At::PrivateService(number, ""),
            Thing::Organisation(number) => At::Organisation(number, ""),
            Thing::Goal(number) => At::Goal(number, ""),
            Thing::StatedCount(number) => At::StatedCount(number),
        }
    }
}

/// What a check may look at beside its subject.
pub(crate) struct Context<'a> {
    pub(crate) index: &'a Index<'a>,
    /// All documents of a joint assessment; the one alone otherwise.
    pub(crate) all: &'a [Index<'a>],
    pub(crate) books: &'a Rulebooks,
    /// The rulebook that the rule stands in.
    pub(crate) book: &'a str,
    pub(crate) as_of: Date,
    pub(crate) stage: Stage,
    pub(crate) texts: &'a Texts,
}

impl Context<'_> {
    /// The grant of a subject.
    pub(crate) fn grant(&self, subject: &Subject<'_>) -> Option<&Grant> {
        subject
            .grant
            .and_then(|number| self.index.project.grants.get(number))
    }

    /// A parameter and its value in force for a subject.
    pub(crate) fn param(&self, name: &str, subject: &Subject<'_>) -> Option<(&Param, &ParamValue)> {
        self.param_and_book(name, subject)
            .map(|(_, param, value)| (param, value))
    }

    /// What a number in force takes for granted, where its rulebook remarks on it.
    pub(crate) fn assumption(&self, name: &str, subject: &Subject<'_>) -> Option<Assumption> {
        let (book, _, value) = self.param_and_book(name, subject)?;
        value.remark.as_ref().map(|_| Assumption::Number {
            book: book.file.id.clone(),
            param: name.to_owned(),
        })
    }

    fn param_and_book(
        &self,
        name: &str,
        subject: &Subject<'_>,
    ) -> Option<(&Rulebook, &Param, &ParamValue)> {
        let scope = subject.call.unwrap_or(self.book);
        let (book, param) = self
            .books
            .param_and_book(scope, name)
            .or_else(|| self.books.param_and_book(self.book, name))?;
        let day = match param.by {
            By::AsOf => self.as_of,
            By::Award => self
                .grant(subject)
                .and_then(|grant| grant.decision.as_ref())
                .and_then(|decision| decision.date)
                .map_or(self.as_of, PartialDate::earliest),
            By::CallOpened => subject
                .call
                .and_then(|call| self.books.call(call)?.opened)
                .unwrap_or(self.as_of),
        };
        param.on(day).map(|value| (book, param, value))
    }

    /// A single number in force for a subject; of the project's region, where it goes by region.
    pub(crate) fn number(&self, name: &str, subject: &Subject<'_>) -> Option<(Unit, String)> {
        let (param, value) = self.param(name, subject)?;
        let single = value.value.clone().or_else(|| {
            let region = self.index.project.region.as_deref()?;
            value.by_region.get(region).cloned()
        })?;
        Some((param.unit, single))
    }

    /// The status in which a line's figures count at this stage.
    pub(crate) fn status_of_line(&self, line: usize) -> Status {
        let known = |status: &Status| {
            Figure::ALL
                .iter()
                .any(|figure| !self.index.figure(line, *figure, *status).is_unknown())
        };
        self.statuses()
            .into_iter()
            .find(known)
            .unwrap_or(Status::Applied)
    }

    /// The statuses in which figures count at this stage, the first that is known first.
    pub(crate) fn statuses(&self) -> [Status; 3] {
        match self.stage {
            Stage::Draft | Stage::Application => {
                [Status::Applied, Status::Granted, Status::Realised]
            }
            Stage::Decision | Stage::Interim => {
                [Status::Granted, Status::Applied, Status::Realised]
            }
            Stage::Payment | Stage::Final => [Status::Realised, Status::Granted, Status::Applied],
        }
    }

    /// Whether the budget of a grant sets apart the costs that entitle to it.
    pub(crate) fn states_eligible(&self, grant: Option<usize>) -> bool {
        let grant = grant.and_then(|number| self.index.project.grants.get(number));
        let budget = grant.and_then(|grant| self.index.budget_of(grant));
        let lines = budget.and_then(|(number, _)| self.index.budget_lines.get(number).copied());
        let (first, end) = lines.unwrap_or_default();
        let mut nodes = (first..end).filter_map(|at| self.index.lines.get(at));
        nodes.any(|node| {
            self.statuses()
                .iter()
                .any(|status| node.line.stated(Figure::Eligible, *status).is_some())
        })
    }

    /// A figure of a grant as a whole: of its budget, else of its decision or application.
    pub(crate) fn grant_figure(
        &self,
        grant: Option<usize>,
        figure: Figure,
        status: Option<Status>,
    ) -> Reading {
        let none = || Reading {
            amount: Amount::Money(Range::unknown()),
            at: Some(At::Asked(Asked::Budget)),
            param: None,
            missing: None,
            steps: Vec::new(),
            assumes: Vec::new(),
            stated: None,
        };
        let Some((number, grant)) =
            grant.and_then(|number| self.index.project.grants.get(number).map(|g| (number, g)))
        else {
            return none();
        };
        let statuses = status.map_or_else(|| self.statuses().to_vec(), |status| vec![status]);
        for status in statuses {
            let outright = match (figure, status) {
                (Figure::Grant, Status::Granted) => grant
                    .decision
                    .as_ref()
                    .and_then(|decision| decision.amount)
                    .map(|sum| (Range::exact(sum), "decision/amount")),
                (Figure::Grant, Status::Applied) => {
                    grant.applied.map(|sum| (quantity::stated(sum), "applied"))
                }
                _ => None,
            };
            let budget = self.index.budget_of(grant).and_then(|(budget, _)| {
                let (first, end) = self.index.budget_lines.get(budget).copied()?;
                let roots: Vec<usize> = (first..end)
                    .filter(|line| {
                        self.index
                            .lines
                            .get(*line)
                            .is_some_and(|n| n.parent.is_none())
                    })
                    .collect();
                let range = roots
                    .iter()
                    .map(|line| self.index.figure(*line, figure, status))
                    .fold(Range::exact(Money::ZERO), Range::plus);
                let at = match roots.as_slice() {
                    [] => return None,
                    [root] => At::Cell(*root, status, figure),
                    _ => At::Budget(budget, "lines"),
                };
                (!range.is_unknown()).then_some((range, at))
            });
            let chosen = match (status, budget, outright) {
                (Status::Granted, _, Some((range, field))) | (_, None, Some((range, field))) => {
                    Some((range, At::Grant(number, field)))
                }
                (_, Some(budget), _) => Some(budget),
                (_, None, None) => None,
            };
            if let Some((range, at)) = chosen {
                return Reading {
                    amount: Amount::Money(range),
                    at: Some(at),
                    ..none()
                };
            }
        }
        none()
    }
}

/// What a kind found of one thing.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) at: At,
    pub(crate) values: BTreeMap<String, Value>,
    pub(crate) distance: Option<Distance>,
    pub(crate) operands: Vec<(Option<At>, Option<String>, Option<Value>)>,
    pub(crate) steps: Vec<Step>,
    pub(crate) missing: Vec<Asked>,
    pub(crate) assumes: Vec<Assumption>,
    /// The project that the case is about, by number, where several are assessed together.
    pub(crate) document: usize,
}

impl Case {
    pub(crate) fn at(at: At) -> Self {
        Case {
            at,
            values: BTreeMap::new(),
            distance: None,
            operands: Vec::new(),
            steps: Vec::new(),
            missing: Vec::new(),
            assumes: Vec::new(),
            document: 0,
        }
    }

    pub(crate) fn value(mut self, name: &'static str, value: impl Into<Option<Value>>) -> Self {
        if let Some(value) = value.into() {
            self.values.insert(name.to_owned(), value);
        }
        self
    }

    pub(crate) fn distance(mut self, distance: impl Into<Option<Distance>>) -> Self {
        self.distance = distance.into();
        self
    }

    pub(crate) fn operand(mut self, reading: &Reading) -> Self {
        self.operands
            .push((reading.at, reading.param.clone(), reading.value()));
        self.steps.extend(reading.steps.iter().cloned());
        self.assume(reading.assumes.iter().cloned())
    }

    pub(crate) fn assume(mut self, assumes: impl IntoIterator<Item = Assumption>) -> Self {
        self.assumes.extend(assumes);
        self.assumes.sort_unstable();
        self.assumes.dedup();
        self
    }

    pub(crate) fn step(mut self, step: impl Into<Option<Step>>) -> Self {
        self.steps.extend(step.into());
        self
    }

    pub(crate) fn missing(mut self, missing: impl IntoIterator<Item = Asked>) -> Self {
        self.missing.extend(missing);
        self.missing.sort_unstable();
        self.missing.dedup();
        self
    }
}

/// Where a kind puts what it found.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    pub(crate) met: u64,
    pub(crate) closest: Option<Case>,
    pub(crate) faults: Vec<Case>,
    pub(crate) unclear: Vec<Case>,
    pub(crate) skipped: Vec<NotApplicable>,
    pub(crate) skips: u64,
    /// Cells of met equations, gathered only when broken ones must be explained.
    pub(crate) sound: Option<Vec<At>>,
}

impl Sink {
    /// A verdict by truth; the case is made only when it is kept.
    pub(crate) fn decide(
        &mut self,
        truth: Truth,
        distance: Option<Distance>,
        case: impl FnOnce() -> Case,
    ) {
        match truth {
            Truth::Yes => self.met(distance, case),
            Truth::No => self.faults.push(case().distance(distance)),
            Truth::Unknown => self.unclear.push(case()),
        }
    }

    /// Met; kept as evidence when it is the closest call so far.
    pub(crate) fn met(&mut self, distance: Option<Distance>, case: impl FnOnce() -> Case) {
        self.met += 1;
        let closer = match &self.closest {
            None => true,
            Some(kept) => closer(distance.as_ref(), kept.distance.as_ref()),
        };
        if closer {
            self.closest = Some(case().distance(distance));
        }
    }

    /// Not concerned, and why.
    pub(crate) fn skip(&mut self, reason: NotApplicable) {
        self.skips += 1;
        if !self.skipped.contains(&reason) {
            self.skipped.push(reason);
        }
    }

    pub(crate) fn absent(&mut self, absent: Absent) {
        self.skip(match absent {
            Absent::NoSubject => NotApplicable::NoSubject,
            Absent::NoNumber(name) => NotApplicable::NoNumber(name),
        });
    }
}

/// Whether one distance is less than another of the same unit.
fn closer(one: Option<&Distance>, other: Option<&Distance>) -> bool {
    match (
        one.map(|distance| &distance.by),
        other.map(|distance| &distance.by),
    ) {
        (Some(Value::Money(one)), Some(Value::Money(other))) => one < other,
        (Some(Value::Points(one)), Some(Value::Points(other))) => one < other,
        (Some(Value::Days(one)), Some(Value::Days(other))) => one < other,
        (Some(Value::Count(one)), Some(Value::Count(other))) => one < other,
        (Some(_), None) => true,
        _ => false,
    }
}
