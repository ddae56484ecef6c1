//! What `docs/coverage/` states.

use std::collections::BTreeSet;

use selvitys::{Basis, Rule, Rulebook, Rulebooks};
use selvitys_tests::root;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// An act or a decree, provision by provision.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Statute {
    /// The id of a source of the rulebooks.
    pub(crate) source: String,
    pub(crate) section: Vec<Section>,
    #[serde(default)]
    pub(crate) annex: Vec<Section>,
    #[serde(default)]
    pub(crate) amendment: Vec<Section>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Section {
    pub(crate) number: String,
    #[serde(default)]
    pub(crate) title: String,
    /// Of an amendment: the id of a source of the rulebooks, if it is one.
    pub(crate) source: Option<String>,
    /// Subsection by subsection: sentences, and after a plus the items of a list.
    pub(crate) outline: Vec<String>,
    pub(crate) provisions: Vec<Provision>,
}

/// Other papers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Papers {
    pub(crate) paper: Vec<Paper>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Paper {
    /// The id of a source of the rulebooks, if it is one.
    pub(crate) source: Option<String>,
    /// Its title, where it is not that of the source.
    pub(crate) title: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) provisions: Vec<Provision>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Provision {
    /// Where it stands: "subsection.sentence" or "subsection(item)" in a statute.
    #[serde(default)]
    pub(crate) at: String,
    /// The act or decree that gave it its present form or place.
    pub(crate) by: Option<String>,
    /// What it says, in our words.
    pub(crate) says: String,
    #[serde(default)]
    pub(crate) rules: Vec<String>,
    pub(crate) reason: Option<Reason>,
    pub(crate) note: Option<String>,
}

/// Why a provision has no rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Reason {
    AuthorityDiscretion,
    OutsideTheProject,
    NeedsEvidence,
}

impl Reason {
    pub(crate) const ALL: [Reason; 3] = [
        Reason::AuthorityDiscretion,
        Reason::OutsideTheProject,
        Reason::NeedsEvidence,
    ];

    pub(crate) fn words(self) -> &'static str {
        match self {
            Reason::AuthorityDiscretion => "the authority's discretion",
            Reason::OutsideTheProject => "outside the project",
            Reason::NeedsEvidence => "needs evidence that no document holds",
        }
    }
}

/// A place within a section: subsection, then sentence or item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Sentence(u8, u8),
    Item(u8, u8),
}

impl Place {
    pub(crate) fn read(at: &str) -> Option<Place> {
        if let Some((paragraph, item)) = at.split_once('(') {
            let item = item.strip_suffix(')')?.parse().ok()?;
            return Some(Place::Item(paragraph.parse().ok()?, item));
        }
        let (paragraph, sentence) = at.split_once('.')?;
        Some(Place::Sentence(
            paragraph.parse().ok()?,
            sentence.parse().ok()?,
        ))
    }

    /// Whether a basis in the same section speaks of it.
    fn is_of(self, basis: &Basis) -> bool {
        let (paragraph, item) = match self {
            Place::Sentence(paragraph, _) => (paragraph, None),
            Place::Item(paragraph, item) => (paragraph, Some(item)),
        };
        basis.paragraph.is_none_or(|one| one == paragraph)
            && basis.item.is_none_or(|one| Some(one) == item)
    }
}

impl Section {
    /// The places that its outline counts.
    pub(crate) fn places(&self) -> BTreeSet<Place> {
        let mut places = BTreeSet::new();
        for (paragraph, counts) in (1..).zip(&self.outline) {
            let (sentences, items) = counts.split_once('+').unwrap_or((counts, "0"));
            let number = |text: &str| text.parse::<u8>().expect("a count");
            places.extend((1..=number(sentences)).map(|one| Place::Sentence(paragraph, one)));
            places.extend((1..=number(items)).map(|one| Place::Item(paragraph, one)));
        }
        places
    }

    /// Its provisions that a basis in it speaks of.
    pub(crate) fn of<'a>(&'a self, basis: &'a Basis) -> impl Iterator<Item = &'a Provision> {
        let of = |one: &&Provision| Place::read(&one.at).is_some_and(|place| place.is_of(basis));
        self.provisions.iter().filter(of)
    }
}

impl Statute {
    /// Whether a basis speaks of it, as enacted or as amended.
    pub(crate) fn is_of(&self, basis: &Basis) -> bool {
        let mut amendments = self.amendment.iter().filter_map(|one| one.source.as_ref());
        self.source == basis.source || amendments.any(|one| *one == basis.source)
    }

    /// The section or annex that a basis speaks of.
    pub(crate) fn part(&self, basis: &Basis) -> Option<&Section> {
        let annex = basis.annex.map(|one| one.to_string());
        match (&annex, &basis.section) {
            (Some(number), _) => self.annex.iter().find(|one| one.number == *number),
            (None, Some(number)) => self.section.iter().find(|one| one.number == *number),
            (None, None) => None,
        }
    }

    pub(crate) fn parts(&self) -> impl Iterator<Item = &Section> {
        let parts = self.section.iter().chain(&self.annex);
        parts.chain(&self.amendment)
    }
}

/// Everything below `docs/coverage/`.
pub(crate) struct Coverage {
    pub(crate) statutes: Vec<Statute>,
    pub(crate) papers: Vec<(&'static str, Papers)>,
}

impl Coverage {
    pub(crate) fn read() -> Self {
        let statutes = ["decree-13-2020", "decree-7-2020", "act-688-2001"];
        let papers = [
            ("Calls", "calls"),
            ("Practice and registers", "practice"),
            ("Other statutes", "other-acts"),
            ("Own plans", "own-plans"),
        ];
        Coverage {
            statutes: statutes.into_iter().map(read).collect(),
            papers: papers.map(|(title, file)| (title, read(file))).into(),
        }
    }

    pub(crate) fn papers(&self) -> impl Iterator<Item = &Paper> {
        self.papers.iter().flat_map(|(_, papers)| &papers.paper)
    }

    pub(crate) fn provisions(&self) -> impl Iterator<Item = &Provision> {
        let statutes = self.statutes.iter().flat_map(Statute::parts);
        let statutes = statutes.flat_map(|part| &part.provisions);
        statutes.chain(self.papers().flat_map(|paper| &paper.provisions))
    }
}

fn read<T: DeserializeOwned>(file: &str) -> T {
    let path = root().join("docs/coverage").join(format!("{file}.toml"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// On what a rule rests: its own basis, that of its exception, and that of its numbers.
pub(crate) fn rests_on(books: &Rulebooks, book: &Rulebook, rule: &Rule) -> selvitys::Bases {
    let numbers = books.numbers(&book.file.id, rule).into_iter();
    let values = numbers.flat_map(|(_, _, param)| &param.values);
    let exception = rule.exception.iter().flat_map(|one| &one.basis);
    let all = rule.basis.iter().chain(exception);
    all.chain(values.flat_map(|value| &value.basis))
        .cloned()
        .collect()
}
