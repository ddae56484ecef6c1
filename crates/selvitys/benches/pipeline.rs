//! How long reading, assessing and reporting take, and the ratio assess/parse to steer by.
//!
//! `cargo bench` prints a table of each and then, for each document, what assessing costs beside
//! reading: every rule decided, with the answer, the counts and the verdicts; and then the same
//! with all told, every finding with its place, its reckoning and its cause, and the record with
//! its hash. Ratios hold on noisy machines where times do not.

use std::hint::black_box;
use std::time::{Duration, Instant};

use divan::Bencher;
use jiff::civil::date;
use selvitys::{
    Assessment, Format, Judgement, Kind, Lang, Project, Report, Rulebooks, Stage, assess,
};

const DOCUMENTS: [&str; 6] = [
    "pohjois-pohjanmaa",
    "pohjois-savo",
    "pohjois-karjala",
    "lappi",
    "pohde",
    "generated-1000-lines",
];

fn text(name: &str) -> String {
    if name == "generated-1000-lines" {
        return generated(1_000);
    }
    let path = format!("{}/../../examples/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap_or_default()
}

/// A project whose budget has a number of lines in three levels, all sums sound.
fn generated(lines: u64) -> String {
    let figures = |total: u64| {
        let (grant, own) = (total * 8 / 10, total * 2 / 10);
        format!(r#"{{"total":"{total}.00","grant":"{grant}.00","own":"{own}.00"}}"#)
    };
    let leaves = lines - lines / 10 - 1;
    let mut areas = Vec::new();
    let (mut left, mut sum, mut number) = (leaves, 0, 0);
    while left > 0 {
        let count = left.min(9);
        left -= count;
        let mut children = Vec::new();
        for _ in 0..count {
            number += 1;
            children.push(format!(
                r#"{{"id":"l{number}","title":{{"fi":"Rivi {number}"}},"applied":{},"cost_classes":["personnel"]}}"#,
                figures(1_000)
            ));
        }
        sum += count * 1_000;
        areas.push(format!(
            r#"{{"id":"a{number}","title":{{"fi":"Alue {number}"}},"applied":{},"children":[{}]}}"#,
            figures(count * 1_000),
            children.join(",")
        ));
    }
    format!(
        r#"{{"format":"1","id":"generated","name":{{"fi":"Tuotettu"}},"region":"17",
        "grants":[{{"id":"ru","call":"ru-2020","status":"applied","period":{{"start":"2020-03-01","end":"2021-12-31"}}}}],
        "budgets":[{{"id":"b","grant":"ru","version":"applied","stated_shares":{{"grant":"0.80","own":"0.20"}},
        "lines":[{{"id":"all","title":{{"fi":"Yhteensä"}},"applied":{},"children":[{}]}}]}}]}}"#,
        figures(sum),
        areas.join(",")
    )
}

fn read(text: &str) -> Option<Project> {
    Project::from_json(text).ok()
}

fn judge(project: &Project) -> Judgement<'_> {
    assess(
        project,
        Rulebooks::builtin(),
        date(2020, 3, 1),
        Stage::Application,
    )
}

fn tell(project: &Project) -> Assessment {
    judge(project).into_assessment()
}

fn write(project: &Project, assessment: &Assessment) -> String {
    let books = Rulebooks::builtin();
    let report = Report::new(Kind::Compliance, project, assessment, books);
    let text = report.render_text(Format::Html, Lang::Fi, books);
    text.unwrap_or_else(|error| panic!("{error}"))
}

#[divan::bench(args = DOCUMENTS)]
fn parse(bencher: Bencher<'_, '_>, name: &str) {
    let text = text(name);
    bencher.bench(|| read(black_box(&text)));
}

#[divan::bench(args = DOCUMENTS)]
fn assess_all_rules(bencher: Bencher<'_, '_>, name: &str) {
    let Some(project) = read(&text(name)) else {
        return;
    };
    bencher.bench(|| judge(black_box(&project)));
}

#[divan::bench(args = DOCUMENTS)]
fn assess_and_tell_all(bencher: Bencher<'_, '_>, name: &str) {
    let Some(project) = read(&text(name)) else {
        return;
    };
    bencher.bench(|| tell(black_box(&project)));
}

#[divan::bench(args = DOCUMENTS)]
fn report_html(bencher: Bencher<'_, '_>, name: &str) {
    let Some(project) = read(&text(name)) else {
        return;
    };
    let assessment = tell(&project);
    bencher.bench(|| write(black_box(&project), black_box(&assessment)));
}

#[divan::bench]
fn load_rulebooks(bencher: Bencher<'_, '_>) {
    bencher.bench(|| Rulebooks::with_files([]));
}

/// The median of many runs.
fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..101)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

#[expect(
    clippy::print_stdout,
    reason = "the ratio is what the benchmark is for"
)]
fn main() {
    divan::main();
    println!("\n  {:24} assess/parse  all told/parse", "");
    for name in DOCUMENTS {
        let text = text(name);
        let Some(project) = read(&text) else { continue };
        let parse = median(|| {
            black_box(read(black_box(&text)));
        });
        let assess = median(|| {
            black_box(judge(black_box(&project)));
        });
        let told = median(|| {
            black_box(tell(black_box(&project)));
        });
        let [ratio, told] = [assess, told].map(|one| one.as_secs_f64() / parse.as_secs_f64());
        let bytes = text.len();
        println!("  {name:24} {ratio:12.2} {told:15.2}   ({bytes} bytes)");
    }
}
