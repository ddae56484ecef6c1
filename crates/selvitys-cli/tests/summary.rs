//! What `selvitys check` ends with: three causes, and the limit that is kept most narrowly.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{err, out, selvitys};

/// The lines from "What matters most" on.
fn ending(file: &str, as_of: &str, stage: &str) -> Vec<String> {
    let output = selvitys(&[
        "check", file, "--as-of", as_of, "--stage", stage, "--lang", "en",
    ]);
    assert_eq!(err(&output), "");
    let text = out(&output).replace('\u{a0}', " ");
    let lines = text.lines().map(str::to_owned);
    lines
        .skip_while(|line| !line.starts_with("What matters most"))
        .collect()
}

#[test]
fn a_broken_row_is_one_of_the_three_things_with_its_distance_and_all_that_depends_on_it() {
    let scan = "examples/as-scanned/pohjois-pohjanmaa.json";
    let lines = ending(scan, "2020-03-01", "application");
    assert_eq!(lines[1], "  1. Error: The figures do not agree");
    assert!(
        lines[2].contains("state grant: Difference: €500,000.00."),
        "{}",
        lines[2]
    );
    assert_eq!(lines[3], "     Rules that depend on this: 4.");
    assert_eq!(lines[5], "  2. Error: Missing: project administrator");
    let third = lines
        .iter()
        .filter(|line| line.starts_with("  3. "))
        .count();
    let fourth = lines
        .iter()
        .filter(|line| line.starts_with("  4. "))
        .count();
    assert_eq!((third, fourth), (1, 0));
}

#[test]
fn the_closest_call_says_how_much_room_is_left() {
    let lines = ending(
        "examples/pohjois-pohjanmaa.json",
        "2020-03-01",
        "application",
    );
    let at = lines
        .iter()
        .position(|line| line.starts_with("Closest to the limit: "));
    let room = &lines[at.unwrap_or_default() + 1];
    assert!(
        room.contains("At most: €4,914,000.00. Room left: €14,000.00."),
        "{room}"
    );
}

#[test]
fn without_a_limit_that_is_kept_nothing_is_called_close() {
    let lines = ending("examples/pohde.json", "2022-12-31", "draft");
    assert!(lines.iter().any(|line| line.starts_with("  1. ")));
    assert!(
        lines.iter().all(|line| !line.starts_with("Closest")),
        "{lines:#?}"
    );
}

#[test]
fn a_document_without_findings_ends_with_its_answer() {
    let base = "crates/selvitys/rulebooks/common/base.json";
    let output = selvitys(&[
        "check",
        base,
        "--as-of",
        "2020-03-01",
        "--stage",
        "application",
    ]);
    let text = out(&output);
    assert!(text.starts_with("Closest to the limit: "), "{text}");
    assert!(text.contains("\nMeets the requirements."), "{text}");
}
