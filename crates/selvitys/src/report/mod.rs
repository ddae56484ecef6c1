//! Reports: typed, from a project and its assessment; then blocks in one language; then a format.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assess::Assessment;
use crate::edition::PublicEditionError;
use crate::model::{Lang, Project};
use crate::rulebook::{Kind, Rulebooks};
use crate::words::Presenter;

mod document;
mod format_page;
mod header;
mod markup;
mod picture;
mod public;
mod render;
mod rule_page;
mod section;
mod view;

pub use format_page::{document_reference, rulebook_reference};
pub use header::*;
pub use picture::*;
pub use rule_page::{rule_index, rule_page, rule_verdicts_page};
pub use section::*;

use section::Source;

/// A format that a report is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// One HTML file without script.
    Html,
    /// Markdown with tables.
    Markdown,
    /// The report as data, in no language.
    Json,
    /// A word-processor file that an office edits on.
    Docx,
    /// A workbook: a sheet a table, with numbers, dates and formulas.
    Xlsx,
    /// The text that `selvitys-pdf` sets as PDF.
    Typst,
}

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Format; 6] = [
        Format::Html,
        Format::Docx,
        Format::Xlsx,
        Format::Markdown,
        Format::Typst,
        Format::Json,
    ];

    /// The word on the command line, which is the ending of files too.
    pub fn key(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Markdown => "md",
            Format::Json => "json",
            Format::Docx => "docx",
            Format::Xlsx => "xlsx",
            Format::Typst => "typ",
        }
    }

    /// Whether the format is the same in every language.
    pub fn is_data(self) -> bool {
        self == Format::Json
    }

    /// Whether the format is text; the others are files of bytes.
    pub fn is_text(self) -> bool {
        match self {
            Format::Html | Format::Markdown | Format::Typst | Format::Json => true,
            Format::Docx | Format::Xlsx => false,
        }
    }
}

/// Why a report could not be written in a format.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RenderError {
    /// Text was asked for in a format that is not text.
    #[error("`{0}` is not a text format: render it as bytes")]
    NotText(&'static str),
    /// The format was left out when the library was built.
    #[error("`{0}` is not built in: build with the feature of that name")]
    NotBuilt(&'static str),
    /// The format cannot hold the report.
    #[error("the report cannot be written as `{format}`: {reason}")]
    Unwritable {
        /// The format.
        format: &'static str,
        /// Why not.
        reason: String,
    },
}

/// A picture of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SvgPicture {
    /// Names it within the report, as files are named: small letters, digits and hyphens.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it finds, for those who do not see it.
    pub text: String,
    /// The picture as an SVG file.
    pub svg: String,
}

/// A report as data: what is promised. Its words are made only when it is rendered.
///
/// ```
/// use selvitys::{assess, Format, Kind, Lang, Project, Report, Rulebooks, Stage};
/// let project = Project::from_json(r#"{"format": "1", "id": "demo", "name": {"fi": "Malli"}}"#)?;
/// let books = Rulebooks::builtin();
/// let assessment = assess(&project, books, jiff::civil::date(2020, 3, 1), Stage::Draft);
/// let report = Report::new(Kind::Compliance, &project, &assessment, books);
/// let text = report.render_text(Format::Markdown, Lang::Fi, books)?;
/// assert!(text.starts_with("# "));
/// # Ok::<(), Box<dyn std::error::Error>>(())
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
    /// Parts of the kind of report that nothing asks for and of which the document says nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_stated: Vec<NotStated>,
}

impl Report {
    /// Builds a report from a project and its assessment. The rulebooks of the project's calls say
    /// what the report must contain.
    pub fn new(kind: Kind, project: &Project, assessment: &Assessment, books: &Rulebooks) -> Self {
        let source = Source::new(kind, project, assessment, books);
        section::build(&source, Edition::Internal)
    }

    /// Builds the public edition of a report: without persons, and without what the document marks
    /// as confidential. What the rules say of the whole document stays; the reckoning of a rule that
    /// rests on what is left out is not shown.
    ///
    /// # Errors
    ///
    /// When what the document marks as confidential cannot be left out.
    pub fn public(
        kind: Kind,
        project: &Project,
        assessment: &Assessment,
        books: &Rulebooks,
    ) -> Result<Self, PublicEditionError> {
        let edition = project.public()?;
        let told = public::assessment(assessment, &edition, books);
        let source = Source::new(kind, &edition.project, &told.assessment, books);
        let source = source.public(&edition, project, &told.withheld);
        let left_out = edition.left_out.len();
        Ok(section::build(&source, Edition::Public { left_out }))
    }

    /// What the report must contain and the document does not have.
    pub fn lacks(&self) -> impl Iterator<Item = &Section> {
        let sections = self.sections.iter();
        sections.filter(|section| matches!(section.body, SectionBody::Missing(_)))
    }

    /// Writes the report in a format and a language. The rulebooks give the words of rules.
    ///
    /// # Errors
    ///
    /// When the format cannot hold the report.
    pub fn render(
        &self,
        format: Format,
        lang: Lang,
        books: &Rulebooks,
    ) -> Result<Vec<u8>, RenderError> {
        if format.is_text() {
            return self
                .render_text(format, lang, books)
                .map(String::into_bytes);
        }
        let presenter = Presenter::new(books, lang);
        let document = view::document(self, &presenter);
        match format {
            #[cfg(feature = "docx")]
            Format::Docx => render::docx(&document, presenter.locale()),
            #[cfg(feature = "xlsx")]
            Format::Xlsx => render::xlsx(&document, presenter.locale()),
            _ => Err(RenderError::NotBuilt(format.key())),
        }
    }

    /// The pictures of the report, each as an SVG file of its own, in the order of the report.
    pub fn pictures(&self, lang: Lang, books: &Rulebooks) -> Vec<SvgPicture> {
        let presenter = Presenter::new(books, lang);
        let mut found = Vec::new();
        document::each_picture(&view::document(self, &presenter).blocks, &mut |picture| {
            found.push(SvgPicture {
                name: picture.name.clone(),
                title: picture.title.clone(),
                text: picture.text.clone(),
                svg: picture::svg::file(&picture.drawing, &picture.title, &picture.text),
            });
        });
        found
    }

    /// Writes the report in a format that is text.
    ///
    /// # Errors
    ///
    /// When the format is not text.
    pub fn render_text(
        &self,
        format: Format,
        lang: Lang,
        books: &Rulebooks,
    ) -> Result<String, RenderError> {
        if format == Format::Json {
            return Ok(render::json(self));
        }
        if !format.is_text() {
            return Err(RenderError::NotText(format.key()));
        }
        let presenter = Presenter::new(books, lang);
        let document = view::document(self, &presenter);
        Ok(match format {
            Format::Html => render::html(&document, presenter.locale()),
            Format::Typst => render::typst(&document, presenter.locale()),
            _ => render::markdown(&document, presenter.locale()),
        })
    }
}
