//! Workbooks, read back by an independent reader.

use selvitys::{Format, Kind, Lang, Report, Rulebooks};
use selvitys_tests::CASES;

#[test]
fn tmp() {
    let books = Rulebooks::builtin();
    std::fs::create_dir_all("/tmp/xl").unwrap();
    for case in CASES {
        let (project, assessment) = (case.project(), case.assess());
        for kind in Kind::ALL {
            let report = Report::new(kind, &project, &assessment, books);
            for lang in Lang::ALL {
                let bytes = report.render(Format::Xlsx, lang, books).unwrap();
                std::fs::write(
                    format!(
                        "/tmp/xl/{}.{}.{}.xlsx",
                        case.name.replace('/', "_"),
                        kind.key(),
                        lang.tag()
                    ),
                    bytes,
                )
                .unwrap();
            }
        }
    }
}
