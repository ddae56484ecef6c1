//! On what a rule or a number rests.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use super::Localized;

/// How much a source binds. Only decree and above, and the decision and call themselves, can make
/// an error; a practice or an own plan warns or advises at most.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Rank {
    /// What the project's own plan promises.
    OwnPlan,
    /// What grant authorities usually do.
    Practice,
    /// A guide of the authority.
    Guide,
    /// The call, as published.
    Call,
    /// The grant decision.
    Decision,
    /// A government decree (asetus).
    Decree,
    /// An act of parliament (laki).
    Act,
}

/// A document that rules and numbers rest on; listed once in a rulebook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// How much it binds.
    pub rank: Rank,
    /// The number of an act or a decree, such as `13/2020`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its title.
    pub title: Localized,
    /// Where it can be read. Act and decree need it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Where the Swedish text can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address_sv: Option<String>,
    /// Who published it. Ranks below decree need it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Localized>,
    /// When it was published, as far as known: a year, a month or a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<crate::model::PartialDate>,
    /// The first day that it is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force: Option<Date>,
}

/// The place in a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// The source, by its id in this rulebook or one that it uses.
    pub source: String,
    /// Section (pykälä), such as `5` or `1 a`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Subsection (momentti).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u8>,
    /// Item (kohta).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u8>,
    /// An annex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annex: Option<u8>,
}

/// On what something rests: places in sources, in order. A copy costs nothing: an assessment quotes
/// each of them many times.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Bases(Arc<[Arc<Basis>]>);

impl Bases {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of several, each once.
    pub(crate) fn joined<'b>(all: impl IntoIterator<Item = &'b Bases>) -> Bases {
        all.into_iter()
            .fold(Bases::default(), |known, more| known.with(more))
    }

    /// These, and what another has beside them.
    pub(crate) fn with(&self, other: &Bases) -> Bases {
        let is_new = |one: &&Arc<Basis>| !self.contains(one);
        if Arc::ptr_eq(&self.0, &other.0) || !other.iter().any(|one| is_new(&one)) {
            return self.clone();
        }
        if self.is_empty() {
            return other.clone();
        }
        self.iter()
            .chain(other.iter().filter(is_new))
            .cloned()
            .collect()
    }
}

impl Deref for Bases {
    type Target = [Arc<Basis>];
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'a> IntoIterator for &'a Bases {
    type Item = &'a Arc<Basis>;
    type IntoIter = std::slice::Iter<'a, Arc<Basis>>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl FromIterator<Arc<Basis>> for Bases {
    fn from_iter<I: IntoIterator<Item = Arc<Basis>>>(all: I) -> Self {
        Bases(all.into_iter().collect())
    }
}

impl FromIterator<Basis> for Bases {
    fn from_iter<I: IntoIterator<Item = Basis>>(all: I) -> Self {
        all.into_iter().map(Arc::new).collect()
    }
}

/// In schemas it is a list like any other.
impl JsonSchema for Bases {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        Vec::<Basis>::schema_name()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<Basis>::json_schema(generator)
    }
}
