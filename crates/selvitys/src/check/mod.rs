//! How rules are decided: a closed set of kinds, one a file.
//!
//! A kind knows nothing of statutes. It reads quantities as ranges and says of each subject: met,
//! not met, or cannot tell. Words, severities and exceptions are added by the assessment.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::lint::Bounded;
use crate::rulebook::{Over, Said, Unit};

mod bound;
mod business_id;
mod case;
mod content;
mod context;
pub(crate) mod count;
mod formula;
mod inequality;
mod quantity;
mod reckoning;
mod sets;
mod shares;
mod subject;
mod terms;

pub(crate) use amount_equals::in_cents;
pub(crate) use case::{Case, Sink};
pub use content::ContentOf;
pub(crate) use content::{Presence, Texts};
pub(crate) use context::Context;
pub(crate) use formula::{Formula, Term, key_of};
pub use identifier_valid::Identifier;
pub(crate) use inequality::{Inequality, Point};
pub(crate) use quantity::{
    Absent, Amount, Earning, Given, Reading, claim_statement, count_value, date_value, ends_at,
    grant_statement, grant_subject, lacking, money_value, ratio, share_value, starts_at,
};
pub use quantity::{DateOf, Quantity, Sum, Whose};
pub(crate) use reckoning::{Done, From, Reckoning, Used, fixed};
pub use sets::SetOf;
pub(crate) use subject::{Subject, Thing};
pub use sum_matches::SumOf;
pub(crate) use sum_matches::{Counts, FUNDING, headline_places, headline_sum, summed_lines};

/// What every kind of check does.
pub(crate) trait Kind {
    /// Its name in rule files.
    const NAME: &'static str;
    /// The names of the values that messages may use.
    const VALUES: &'static [&'static str];

    /// Says of a subject what it finds.
    fn decide(&self, subject: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink);

    /// What it asks of a subject as inequalities of sums or of days: all of them hold when it is
    /// not at fault and not open. By default it asks something else, and cannot be solved.
    fn asks(&self, _subject: &Subject<'_>, _ctx: &Context<'_>) -> Option<Vec<Inequality>> {
        None
    }

    /// What it asks as one line, every field of it told.
    fn formula(&self) -> Formula<'_>;

    /// What is wrong with its fields taken together: a field, and what is expected of it.
    fn wrong_fields(&self) -> Option<(&'static str, Said)> {
        None
    }

    /// The only things that it can be decided for; all of them, where nothing is said.
    fn only_over(&self) -> Option<&'static [Over]> {
        let quantities = self.quantities();
        quantities
            .iter()
            .find_map(|(_, quantity, _)| quantity.only_over())
    }

    /// The bounds that it sets by numbers of the rulebook, to be held against those of other rules.
    fn bounds(&self) -> Vec<Bounded<'_>> {
        Vec::new()
    }

    /// Whether it can find a subject at fault.
    fn may_fail(&self) -> bool {
        true
    }

    /// Whether what a document leaves out or rounds can leave a subject open; `draft` tells whether
    /// the rule is decided while the plan is being written.
    fn may_be_open(&self, _draft: bool) -> bool {
        let quantities = self.quantities();
        quantities
            .iter()
            .any(|(_, quantity, _)| quantity.may_be_open())
    }

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

            /// What it asks of a subject as inequalities, where it does.
            pub(crate) fn asks(
                &self,
                subject: &Subject<'_>,
                ctx: &Context<'_>,
            ) -> Option<Vec<Inequality>> {
                match self {
                    $(Check::$kind(check) => check.asks(subject, ctx),)*
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

            /// What it asks, as one line.
            pub(crate) fn formula(&self) -> Formula<'_> {
                match self {
                    $(Check::$kind(check) => check.formula(),)*
                }
            }

            /// What is wrong with its fields taken together.
            pub(crate) fn wrong_fields(&self) -> Option<(&'static str, Said)> {
                match self {
                    $(Check::$kind(check) => check.wrong_fields(),)*
                }
            }

            /// The only things that it can be decided for, if not all.
            pub(crate) fn only_over(&self) -> Option<&'static [Over]> {
                match self {
                    $(Check::$kind(check) => check.only_over(),)*
                }
            }

            /// The bounds that it sets by numbers of the rulebook.
            pub(crate) fn bounds(&self) -> Vec<Bounded<'_>> {
                match self {
                    $(Check::$kind(check) => check.bounds(),)*
                }
            }

            /// Whether it can find a subject at fault.
            pub(crate) fn may_fail(&self) -> bool {
                match self {
                    $(Check::$kind(check) => check.may_fail(),)*
                }
            }

            /// Whether what a document leaves out or rounds can leave a subject open.
            pub(crate) fn may_be_open(&self, draft: bool) -> bool {
                match self {
                    $(Check::$kind(check) => check.may_be_open(draft),)*
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
    /// Two sums are the same.
    amount_equals::AmountEquals,
    /// A sum is at least a limit.
    amount_at_least::AmountAtLeast,
    /// A sum is at most a limit.
    amount_at_most::AmountAtMost,
    /// What a call asks for beyond the model is given as the call defines it.
    content_as_defined::ContentAsDefined,
    /// No round of self-assessment repeats an earlier one.
    copied_text::CopiedText,
    /// Cost classes of lines are among those listed.
    cost_class_allowed::CostClassAllowed,
    /// There are at least so many of something.
    count_at_least::CountAtLeast,
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
    /// Something was done by the day that it was due.
    due_by::DueBy,
    /// An exception is from a rule that allows one.
    exception_allowed::ExceptionAllowed,
    /// Identifiers are valid.
    identifier_valid::IdentifierValid,
    /// The public is told in a language of the municipalities.
    languages_covered::LanguagesCovered,
    /// Every cell of a matrix that must be filled is filled.
    matrix_complete::MatrixComplete,
    /// No cell of a matrix is filled that should not be.
    matrix_within::MatrixWithin,
    /// A date is not after another.
    not_after::NotAfter,
    /// No figure is negative.
    not_negative::NotNegative,
    /// A period is covered by budget lines.
    period_covered::PeriodCovered,
    /// Periods follow one another.
    periods_follow::PeriodsFollow,
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
    /// A part is at least a share of a whole.
    share_at_least::ShareAtLeast,
    /// A part is at most a share of a whole.
    share_at_most::ShareAtMost,
    /// A part is exactly a share of a whole.
    share_equals::ShareEquals,
    /// Sums add up.
    sum_matches::SumMatches,
    /// Ids stand once.
    unique::Unique,
}

impl Check {
    /// The contents of calls that it asks for or reckons with, by their ids.
    pub(crate) fn contents(&self) -> impl Iterator<Item = &str> {
        let all = match self {
            Check::Required(required) => required.all.as_slice(),
            _ => &[],
        };
        let asked = all.iter().filter_map(|content| match content {
            ContentOf::Call(id) => Some(id.as_str()),
            ContentOf::Part(_) => None,
        });
        let quantities = self.quantities().into_iter();
        let reckoned = quantities.filter_map(|(_, quantity, _)| quantity.content.as_deref());
        asked.chain(reckoned)
    }
}

/// Whether a number of a rulebook is less than another of the same unit.
pub(crate) fn is_less(unit: Unit, one: &str, other: &str) -> bool {
    match (parse_number(unit, one), parse_number(unit, other)) {
        (Some(Amount::Money(one)), Some(Amount::Money(other))) => one.low < other.low,
        (Some(Amount::Share(one)), Some(Amount::Share(other))) => one.low < other.low,
        (Some(Amount::Date(one)), Some(Amount::Date(other))) => one.low < other.low,
        (Some(Amount::Count(one)), Some(Amount::Count(other))) => one.low < other.low,
        _ => false,
    }
}

/// A number of a rulebook, read as its unit; nothing when it is not of the unit.
pub(crate) fn parse_number(unit: Unit, text: &str) -> Option<Amount> {
    quantity::parse(unit, text)
}
