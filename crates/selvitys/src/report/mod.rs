//! Reports: typed, from a project and its assessment; then blocks in one language; then a format.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assess::Assessment;
use crate::model::{Lang, Project};
use crate::rulebook::Rulebooks;
use crate::words::Presenter;

mod build;
mod document;
mod format_page;
mod render;
mod rule_page;
mod sections;
mod view;

pub use format_page::{document_reference, rulebook_reference};
pub use rule_page::{rule_index, rule_page, rule_verdicts_page};
pub use sections::*;

/// A kind of report.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The budget: every line with its figures (talousarvio).
    Budget,
    /// What each rule says, and on what basis (vaatimustenmukaisuus).
    Compliance,
}

impl Kind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Kind; 2] = [Kind::Budget, Kind::Compliance];

    /// The word on the command line and in file names.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Budget => "budget",
            Kind::Compliance => "compliance",
        }
    }
}

/// A format that a report is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// One HTML file without script.
    Html,
    /// Markdown with tables.
    Markdown,
    /// The report as data, in no language.
    Json,
}

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Format; 3] = [Format::Html, Format::Markdown, Format::Json];

    /// The word on the command line, which is the ending of files too.
    pub fn key(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Markdown => "md",
            Format::Json => "json",
        }
    }

    /// Whether the format is the same in every language.
    pub fn is_data(self) -> bool {
        self == Format::Json
    }
}

/// A report as data: what is promised. Its words are made only when it is rendered.
///
/// ```
/// use selvitys::{assess, Format, Kind, Lang, Project, Report, Rulebooks, Stage};
/// let project = Project::from_json(r#"{"format": "1", "id": "demo", "name": {"fi": "Malli"}}"#)?;
/// let books = Rulebooks::builtin();
/// let assessment = assess(&project, books, jiff::civil::date(2020, 3, 1), Stage::Draft);
/// let report = Report::new(Kind::Compliance, &project, &assessment);
/// assert!(report.render(Format::Markdown, Lang::Fi, books).starts_with("# "));
/// # Ok::<(), selvitys::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Report {
    /// Of which kind.
    pub kind: Kind,
    /// What stands at its head.
    pub header: Header,
    /// Its sections, in order.
    pub sections: Vec<Section>,
}

impl Report {
    /// Builds a report from a project and its assessment.
    pub fn new(kind: Kind, project: &Project, assessment: &Assessment) -> Self {
        build::build(kind, project, assessment)
    }

    /// Writes the report in a format and a language. The rulebooks give the words of rules.
    pub fn render(&self, format: Format, lang: Lang, books: &Rulebooks) -> String {
        if format == Format::Json {
            return render::json(self);
        }
        let presenter = Presenter::new(books, lang);
        let document = view::document(self, &presenter);
        match format {
            Format::Html => render::html(&document, presenter.locale()),
            Format::Markdown | Format::Json => render::markdown(&document, presenter.locale()),
        }
    }
}
