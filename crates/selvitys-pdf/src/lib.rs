//! Turns the Typst text of a report into a PDF: tagged, to PDF/UA-1 and PDF/A-2a at once, the same
//! bytes for the same text.
//!
//! The core writes the text (its `Format::Typst`); this crate knows nothing of
//! reports. It reads no file and asks no network: fonts are part of the program, and a text that
//! names a file or a package is refused.
//!
//! ```
//! let text = r#"#set document(title: "Malli")
//! #set text(lang: "fi")
//! = Malli"#;
//! let bytes = selvitys_pdf::pdf(text, &selvitys_pdf::Metadata {
//!     ident: "malli".to_owned(),
//!     date: jiff::civil::date(2020, 3, 1),
//! })?;
//! assert!(bytes.starts_with(b"%PDF-1.7"));
//! # Ok::<(), selvitys_pdf::PdfError>(())
//! ```

mod fonts;
mod world;

use jiff::civil::Date;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use fonts::FONTS;
use world::Text;

/// What a PDF says of itself beyond what its text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    /// What names the document for good: the same for each edition of it. Only its hash is written.
    pub ident: String,
    /// The day that the document speaks of: when it was made, as far as the file says.
    pub date: Date,
}

/// What keeps a text from becoming a PDF.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the text cannot be set as PDF/UA-1 and PDF/A-2a: {}", listed(.problems))]
pub struct PdfError {
    /// All that was found, in the order of the text where a line is known.
    pub problems: Vec<Problem>,
}

/// One fault of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line of the text, counted from 1.
    pub line: Option<usize>,
    /// What is wrong, in the words of the typesetter.
    pub message: String,
    /// What may help.
    pub hints: Vec<String>,
}

/// How many documents the typesetter's memory outlives: figures, styles and fonts repeat from one
/// report to the next, and a batch must not grow without end.
const REMEMBERED: usize = 4;

/// Sets a text into pages and writes the PDF.
///
/// # Errors
/// Whatever the typesetter finds, warnings too: a text that is not Typst, a file that it asks for,
/// a picture without an alternative text, headings out of order. Nothing is written in part.
pub fn pdf(typst: &str, meta: &Metadata) -> Result<Vec<u8>, PdfError> {
    let text = FONTS.showable(typst);
    let bytes = set(&text, meta).or_else(|fault| match fault {
        Fault::Text(problems) => Err(PdfError { problems }),
        // A mark without the letter that it belongs on, say: what a font has and still cannot show
        // alone. The lines in question are set with letters that stand alone, and code points.
        Fault::Pages(problems) => {
            let mut lines: Vec<usize> = problems.iter().filter_map(|one| one.line).collect();
            // What stands in a drawing is found without its place.
            if problems.iter().any(|one| one.line.is_none()) {
                let drawn = text.lines().enumerate();
                let drawn = drawn.filter(|(_, line)| line.contains("<svg"));
                lines.extend(drawn.map(|(number, _)| number + 1));
            }
            let plain = FONTS.plain(&text, &lines);
            if plain == text {
                return Err(PdfError { problems });
            }
            set(&plain, meta).map_err(|fault| match fault {
                Fault::Text(problems) | Fault::Pages(problems) => PdfError { problems },
            })
        }
    });
    comemo::evict(REMEMBERED);
    bytes
}

/// Where it came to light that a text cannot be set.
enum Fault {
    Text(Vec<Problem>),
    Pages(Vec<Problem>),
}

fn set(typst: &str, meta: &Metadata) -> Result<Vec<u8>, Fault> {
    let text = Text::new(typst, datetime(meta.date));
    let listed = |found: &[SourceDiagnostic]| found.iter().map(|one| text.problem(one)).collect();
    let Warned { output, warnings } = typst::compile::<PagedDocument>(&text);
    let document = output.map_err(|errors| Fault::Text(listed(&errors)))?;
    if !warnings.is_empty() {
        return Err(Fault::Text(listed(&warnings)));
    }
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| Fault::Text(vec![Problem::of(error.message())]))?;
    let options = PdfOptions {
        ident: Smart::Custom(meta.ident.clone()),
        creator: Smart::Custom(Some("selvitys".to_owned())),
        timestamp: datetime(meta.date).map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| Fault::Pages(listed(&errors)))
}

fn datetime(date: Date) -> Option<Datetime> {
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    Datetime::from_ymd_hms(i32::from(date.year()), month, day, 0, 0, 0)
}

impl Problem {
    fn of(message: &str) -> Self {
        Problem {
            line: None,
            message: message.to_owned(),
            hints: Vec::new(),
        }
    }
}

fn listed(problems: &[Problem]) -> String {
    let one = |problem: &Problem| match problem.line {
        Some(line) => format!("line {line}: {}", problem.message),
        None => problem.message.clone(),
    };
    problems.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests;
