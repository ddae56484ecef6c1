//! A word-processor file that an office edits on: styles alone give the looks, headings are
//! headings, tables repeat their first row, and every part says its language.

mod address;
mod body;
mod columns;
mod parts;
mod picture;
mod styles;

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::report::RenderError;
use crate::report::document::Document;
use crate::words::Locale;

pub(in crate::report) fn docx(
    document: &Document,
    locale: &Locale,
) -> Result<Vec<u8>, RenderError> {
    let body = body::write(document, locale);
    let language = styles::language(document.lang);
    let footer = parts::footer();
    let files = [
        ("[Content_Types].xml", parts::content_types()),
        ("_rels/.rels", parts::package_relations()),
        ("docProps/core.xml", parts::properties(document, language)),
        ("word/document.xml", body.text),
        (
            "word/_rels/document.xml.rels",
            parts::relations(&body.links),
        ),
        (
            "word/styles.xml",
            styles::styles(language, document.paged, &body.letters),
        ),
        ("word/theme.xml", parts::theme()),
        ("word/fonts.xml", parts::fonts()),
        ("word/numbering.xml", parts::numbering()),
        (
            "word/settings.xml",
            parts::settings(document.lang, language),
        ),
        ("word/header.xml", parts::header(document)),
        ("word/footer.xml", footer.clone()),
        ("word/footer_first.xml", footer),
    ];
    package(&files).map_err(|error| RenderError::Unwritable {
        format: "docx",
        reason: error.to_string(),
    })
}

/// The parts in one file, with one time and one level of compression for all, so that the same
/// parts give the same bytes.
fn package(files: &[(&str, String)]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
