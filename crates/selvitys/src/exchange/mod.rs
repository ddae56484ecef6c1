//! Assessments as other programs read them: a file a format. Nothing is left out in any of them,
//! however many findings there are.

mod csv;
mod github;
mod json;
mod junit;
mod sarif;

pub use json::{CheckReport, CheckedPart, Region, Shown};

use crate::assess::Assessment;
use crate::finding::{Finding, Outcome, Place, Value};
use crate::read::SourceMap;
use crate::words::Presenter;

/// A format that other programs read.
///
/// ```
/// use selvitys::CheckFormat;
/// let known: Vec<&str> = CheckFormat::ALL.map(CheckFormat::key).to_vec();
/// assert_eq!(known, ["json", "sarif", "junit", "github", "csv"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CheckFormat {
    /// Everything as data, with places and words: `schemas/check.schema.json`.
    Json,
    /// SARIF 2.1.0, for code scanning and editors: a result a finding, all documents in one run.
    Sarif,
    /// JUnit XML: a suite a document, a case a rule.
    ///
    /// A rule that is not met is a `failure`, whose type is its severity. One that cannot be told is
    /// an `error`, which JUnit has for a test that came to no verdict. One that does not apply, or
    /// that a granted exception waives, is `skipped`.
    Junit,
    /// Workflow commands of GitHub Actions: an annotation a finding.
    ///
    /// What cannot be told is a warning where the rule is of severity error, else a notice.
    Github,
    /// RFC 4180: a row a finding, and one for each rule without any; headings in English.
    ///
    /// A spreadsheet would take a cell for a formula that begins with `=`, `+`, `-`, `@`, a tab or a
    /// line break: such a cell begins with an apostrophe.
    Csv,
}

impl CheckFormat {
    /// All formats, in the order in which they are offered.
    pub const ALL: [CheckFormat; 5] = [
        CheckFormat::Json,
        CheckFormat::Sarif,
        CheckFormat::Junit,
        CheckFormat::Github,
        CheckFormat::Csv,
    ];

    /// The word on the command line.
    pub fn key(self) -> &'static str {
        match self {
            CheckFormat::Json => "json",
            CheckFormat::Sarif => "sarif",
            CheckFormat::Junit => "junit",
            CheckFormat::Github => "github",
            CheckFormat::Csv => "csv",
        }
    }
}

/// A document that was assessed.
#[derive(Debug, Clone, Copy)]
pub struct CheckedDocument<'a> {
    /// Its file's name, as findings are to name it.
    pub name: &'a str,
    /// Its text, as it was read: lines and columns point into it.
    pub text: &'a str,
    /// What the rules say of it.
    pub assessment: &'a Assessment,
}

/// Documents that were assessed, to be handed to another program.
///
/// ```
/// use selvitys::{assess, CheckFormat, Checked, CheckedDocument, Lang, Presenter, Project, Rulebooks, Stage};
/// let text = r#"{"format": "1", "id": "demo", "name": {"fi": "Malli"}, "region": "77"}"#;
/// let books = Rulebooks::builtin();
/// let project = Project::from_json(text)?;
/// let assessment = assess(&project, books, jiff::civil::date(2020, 3, 1), Stage::Draft);
/// let document = CheckedDocument { name: "demo.json", text, assessment: &assessment };
/// let checked = Checked { documents: vec![document], together: None };
/// let commands = checked.render(CheckFormat::Github, &Presenter::new(books, Lang::En));
/// assert!(commands.starts_with("::warning file=demo.json,line=1,"), "{commands}");
/// # Ok::<(), selvitys::ReadError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Checked<'a> {
    /// The documents, in the order in which they were given.
    pub documents: Vec<CheckedDocument<'a>>,
    /// What was found of them together ([`assess_together`](crate::assess_together)).
    pub together: Option<&'a Assessment>,
}

impl Checked<'_> {
    /// Writes everything in a format, with the words of the presenter's language.
    pub fn render(&self, format: CheckFormat, says: &Presenter<'_>) -> String {
        let sources = Sources::new(self);
        match format {
            CheckFormat::Json => json::render(self, &sources, says),
            CheckFormat::Sarif => sarif::render(self, &sources, says),
            CheckFormat::Junit => junit::render(self, &sources, says),
            CheckFormat::Github => github::render(self, &sources, says),
            CheckFormat::Csv => csv::render(self, &sources, says),
        }
    }

    /// Each assessment with the number of its document; the one of all together has none.
    fn parts(&self) -> impl Iterator<Item = (Option<usize>, &Assessment)> {
        let alone = self.documents.iter().enumerate();
        let alone = alone.map(|(number, document)| (Some(number), document.assessment));
        alone.chain(self.together.map(|together| (None, together)))
    }
}

/// The documents with the places of their values.
struct Sources<'a> {
    documents: &'a [CheckedDocument<'a>],
    /// Absent for a text that is not JSON.
    maps: Vec<Option<SourceMap>>,
}

impl<'a> Sources<'a> {
    fn new(checked: &'a Checked<'a>) -> Self {
        let maps = checked.documents.iter();
        Sources {
            documents: &checked.documents,
            maps: maps
                .map(|document| SourceMap::new(document.text).ok())
                .collect(),
        }
    }

    /// The number of the document that a place is in.
    fn document(&self, part: Option<usize>, place: &Place) -> Option<usize> {
        let named = place.document.as_deref();
        let is = |document: &CheckedDocument<'_>| {
            let mut projects = document.assessment.record.projects.iter();
            projects.any(|project| Some(project.id.as_str()) == named)
        };
        part.or_else(|| self.documents.iter().position(is))
    }

    fn name(&self, document: Option<usize>) -> &'a str {
        document
            .and_then(|number| self.documents.get(number))
            .map_or("", |one| one.name)
    }

    /// Where a pointer leads in a document's text.
    fn region(&self, document: Option<usize>, pointer: &str) -> Option<Region> {
        let number = document?;
        let (map, text) = (
            self.maps.get(number)?.as_ref()?,
            self.documents.get(number)?.text,
        );
        let span = map.mark(text, pointer);
        let columns = text.get(span.start..span.end)?.chars().count();
        Some(Region {
            line: span.line,
            column: span.column,
            end_column: span.column + columns,
            exact: span.exact,
        })
    }
}

/// The findings of a rule; what gave the rule its verdict first.
fn findings_of<'a>(outcome: &'a Outcome, assessment: &'a Assessment) -> Vec<&'a Finding> {
    let numbers = outcome.findings.iter();
    let mut found: Vec<&Finding> = numbers
        .filter_map(|number| assessment.findings.get(*number))
        .collect();
    found.sort_by_key(|finding| finding.verdict != outcome.verdict);
    found
}

/// What a finding and others come from, in words with its places.
fn cause(finding: &Finding, assessment: &Assessment, says: &Presenter<'_>) -> Option<String> {
    let cause = &assessment.groups.get(finding.group?)?.cause;
    let places = cause.places().iter().map(|place| says.place(place));
    let places: Vec<String> = places.collect();
    Some(format!(
        "{} ({})",
        says.cause(cause, finding.verdict),
        places.join("; ")
    ))
}

/// A distance as data: how many of which unit.
fn amount_and_unit(value: &Value) -> (String, &'static str) {
    let amount = value.as_data();
    match value {
        Value::Money(_) | Value::MoneyRange(..) => (amount, "EUR"),
        Value::Points(points) => {
            let points = points.decimal() * rust_decimal::Decimal::ONE_HUNDRED;
            (points.normalize().to_string(), "percentage-points")
        }
        Value::Days(_) => (amount, "days"),
        Value::DaysAtLeast(_) => (amount, "days-at-least"),
        Value::Count(_) => (amount, "count"),
        _ => (amount, ""),
    }
}
