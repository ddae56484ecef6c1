//! Pictures as files of their own: golden ones, and what must hold of every one.

use std::collections::BTreeSet;

use selvitys::{Kind, Lang, Report, Rulebooks};
use selvitys_tests::{CASES, generated};

#[test]
fn golden_pictures_of_pohjois_pohjanmaa() {
    let case = CASES[0];
    let books = Rulebooks::builtin();
    let report = Report::new(Kind::Budget, &case.project(), &case.assess(), books);
    let pictures = report.pictures(Lang::Fi, books);
    let names: Vec<&str> = pictures.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "budget-by-area",
            "budget-periods",
            "budget-by-area-2",
            "place"
        ]
    );
    for picture in &pictures {
        let file = format!("tests/golden/{}/{}.fi.svg", case.name, picture.name);
        generated(&file, &picture.svg);
    }
}

#[test]
fn every_picture_is_one_svg_element_that_says_what_it_shows() {
    let books = Rulebooks::builtin();
    let mut seen = 0;
    for case in CASES {
        let (project, assessment) = (case.project(), case.assess());
        for kind in Kind::ALL {
            let report = Report::new(kind, &project, &assessment, books);
            for lang in Lang::ALL {
                let mut names = BTreeSet::new();
                for picture in report.pictures(lang, books) {
                    seen += 1;
                    assert!(names.insert(picture.name.clone()), "{} twice", picture.name);
                    assert!(!picture.title.is_empty() && !picture.text.is_empty());
                    let svg = picture.svg.as_str();
                    assert_eq!(svg.matches("<svg ").count(), 1);
                    assert_eq!(svg.matches("</desc>").count(), 1);
                    assert!(svg.contains("role=\"img\" aria-labelledby=\"title text\""));
                    // Programs that read the file know no variables of a page.
                    assert!(!svg.contains("var(") && !svg.contains("class="), "{svg}");
                }
            }
        }
    }
    assert!(seen > 30, "{seen}");
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let books = Rulebooks::builtin();
    let case = CASES[0];
    let of = |_| {
        Report::new(Kind::Plan, &case.project(), &case.assess(), books).pictures(Lang::Sv, books)
    };
    let [one, other] = [0, 1].map(of);
    assert_eq!(one, other);
}
