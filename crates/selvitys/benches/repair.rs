//! How long it takes to repair and to assess a budget of 10,000 lines, sound, damaged or with lost
//! rows.
//!
//! The lines stand in areas of nine, or all below one line, which makes equations of 10,000 cells.

use std::fmt::Write as _;
use std::hint::black_box;

use divan::Bencher;
use jiff::civil::date;
use selvitys::{Project, Rulebooks, Stage, assess, repair};

const LINES: usize = 10_000;

/// What is wrong with a budget: of which lines, by number, the grant of 800 is misread.
struct Case {
    name: &'static str,
    /// How many lines an area has.
    wide: usize,
    misread: fn(usize) -> bool,
    lost: fn(usize) -> bool,
}

const CASES: [Case; 11] = [
    Case {
        name: "areas, sound",
        wide: 9,
        misread: |_| false,
        lost: |_| false,
    },
    Case {
        name: "areas, 3 misread",
        wide: 9,
        misread: |at| matches!(at, 5 | 4_000 | 9_000),
        lost: |_| false,
    },
    Case {
        name: "areas, 3 misread in one",
        wide: 9,
        misread: |at| matches!(at, 2 | 4 | 7),
        lost: |_| false,
    },
    Case {
        name: "areas, 3 misread, every tenth row lost",
        wide: 9,
        misread: |at| matches!(at, 5 | 4_001 | 9_001),
        lost: |at| at % 10 == 3,
    },
    Case {
        name: "flat, 3 misread",
        wide: LINES,
        misread: |at| matches!(at, 5 | 4_000 | 9_000),
        lost: |_| false,
    },
    Case {
        name: "flat, 3 misread, half of the rows lost",
        wide: LINES,
        misread: |at| matches!(at, 5 | 4_001 | 9_001),
        lost: |at| at % 2 == 0,
    },
    Case {
        name: "areas, one misread in each",
        wide: 9,
        misread: |at| at % 9 == 4,
        lost: |_| false,
    },
    Case {
        name: "areas, all misread",
        wide: 9,
        misread: |at| at < LINES,
        lost: |_| false,
    },
    Case {
        name: "areas, one misread and one lost in each",
        wide: 9,
        misread: |at| at % 9 == 4,
        lost: |at| at % 9 == 7,
    },
    Case {
        name: "flat, every tenth misread",
        wide: LINES,
        misread: |at| at % 10 == 5 && at < LINES,
        lost: |_| false,
    },
    Case {
        name: "flat, the sum misread",
        wide: LINES,
        misread: |at| at == LINES,
        lost: |_| false,
    },
];

impl std::fmt::Display for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

fn line(id: &str, units: usize, grant: usize, children: &str) -> String {
    format!(
        r#"{{"id":"{id}","title":{{"fi":"{id}"}},"applied":{{"total":"{}.00","grant":"{grant}.00","own":"{}.00"}}{children}}}"#,
        units * 1_000,
        units * 200,
    )
}

fn document(case: &Case) -> String {
    let grant = |at: usize, sound: usize| {
        if (case.misread)(at) { 80 } else { sound }
    };
    let mut areas = String::new();
    for (number, first) in (0..LINES).step_by(case.wide).enumerate() {
        let last = (first + case.wide).min(LINES);
        let mut children = String::new();
        for at in first..last {
            let comma = if at == first { "" } else { "," };
            if (case.lost)(at) {
                let _ = write!(
                    children,
                    r#"{comma}{{"id":"l{at}","title":{{"fi":"Rivi"}}}}"#
                );
            } else {
                let _ = write!(
                    children,
                    "{comma}{}",
                    line(&format!("l{at}"), 1, grant(at, 800), "")
                );
            }
        }
        let children = format!(r#","children":[{children}]"#);
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(
            areas,
            "{comma}{}",
            line(
                &format!("a{number}"),
                last - first,
                (last - first) * 800,
                &children
            )
        );
    }
    let whole = line(
        "all",
        LINES,
        grant(LINES, LINES * 800),
        &format!(r#","children":[{areas}]"#),
    );
    format!(
        r#"{{"format":"1","id":"generated","name":{{"fi":"Tuotettu"}},
        "grants":[{{"id":"ru","call":"ru-2020","status":"applied"}}],
        "budgets":[{{"id":"b","grant":"ru","version":"applied","stated_shares":{{"grant":"0.80","own":"0.20"}},
        "lines":[{whole}]}}]}}"#
    )
}

#[divan::bench(args = CASES)]
fn ten_thousand_lines(bencher: Bencher<'_, '_>, case: &Case) {
    let Ok(project) = Project::from_json(&document(case)) else {
        return;
    };
    bencher.bench(|| repair(black_box(&project), Rulebooks::builtin()));
}

/// An assessment repairs too, and looks for the causes of what is broken.
#[divan::bench(args = CASES)]
fn assess_ten_thousand_lines(bencher: Bencher<'_, '_>, case: &Case) {
    let Ok(project) = Project::from_json(&document(case)) else {
        return;
    };
    let (day, books) = (date(2020, 3, 1), Rulebooks::builtin());
    bencher.bench(|| assess(black_box(&project), books, day, Stage::Application));
}

fn main() {
    divan::main();
}
