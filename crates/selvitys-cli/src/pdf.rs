//! Reports as PDF, set from the text that the core writes.

use selvitys::{Format, Lang, Report, Rulebooks};
use selvitys_pdf::Metadata;

use crate::failure::Failure;

/// A report as PDF. The file names the day of the report, never that of its making.
pub(crate) fn render(report: &Report, lang: Lang, books: &Rulebooks) -> Result<Vec<u8>, Failure> {
    let text = report.render_text(Format::Typst, lang, books)?;
    let header = &report.header;
    let meta = Metadata {
        ident: format!("{}-{}", header.project, report.kind.key()),
        date: header.as_of,
    };
    selvitys_pdf::pdf(&text, &meta).map_err(Failure::Pdf)
}
