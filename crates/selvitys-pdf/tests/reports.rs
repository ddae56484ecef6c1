//! Every report as PDF. The files stay under `target/tmp/pdf`, where `tests/forms` holds them against
//! the standards with checkers of others.

use std::fs;
use std::path::{Path, PathBuf};

use selvitys::{Format, Kind, Lang, Report, Rulebooks};
use selvitys_pdf::{Metadata, pdf};
use selvitys_tests::CASES;

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pdf");
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn every_report_of_every_example_is_set_without_a_warning() {
    let books = Rulebooks::builtin();
    for case in CASES {
        let (project, assessment) = (case.project(), case.assess());
        for kind in Kind::ALL {
            let report = Report::new(kind, &project, &assessment, books);
            // What differs by language is shown by two of them; the others are there for their content.
            let langs = if case.name.ends_with("pohjois-pohjanmaa") {
                Lang::ALL.as_slice()
            } else {
                &[Lang::Fi]
            };
            for &lang in langs {
                let text = report.render_text(Format::Typst, lang, books).unwrap();
                let name = format!("{}.{}.{}", case.name.replace('/', "-"), kind.key(), lang.tag());
                let meta = Metadata {
                    ident: name.clone(),
                    date: report.header.as_of,
                };
                let bytes = pdf(&text, &meta).unwrap_or_else(|error| panic!("{name}: {error}"));
                fs::write(folder().join(format!("{name}.pdf")), bytes).unwrap();
            }
        }
    }
}
