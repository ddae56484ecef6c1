//! `selvitys deadlines` on a real project, in every format, and with wrong input.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{err, out, selvitys};

const LAPPI: [&str; 4] = ["deadlines", "examples/lappi.json", "--as-of", "2021-12-01"];

fn lappi(more: &[&str]) -> (Option<i32>, String, String) {
    let output = selvitys(&[&LAPPI, more].concat());
    (output.status.code(), out(&output), err(&output))
}

#[test]
fn dates_are_a_table_in_three_languages() {
    for lang in ["fi", "sv", "en"] {
        let (code, out, err) = lappi(&["--lang", lang]);
        assert_eq!((code, err.as_str()), (Some(0), ""));
        insta::assert_snapshot!(format!("table-{lang}"), out);
    }
}

#[test]
fn dates_are_data_and_a_calendar_too() {
    let (code, out, _) = lappi(&["--format", "json"]);
    assert_eq!(code, Some(0));
    let data: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(data["as_of"], "2021-12-01");
    let dates = data["dates"].as_array().unwrap();
    assert!(dates.iter().any(|one| one["round"] == "baseline-2020"));
    let (code, out, _) = lappi(&["--format", "ics"]);
    assert_eq!(code, Some(0));
    assert!(out.starts_with("BEGIN:VCALENDAR\r\n") && out.ends_with("END:VCALENDAR\r\n"));
}

#[test]
fn a_wrong_day_and_a_missing_file_are_told() {
    for (arguments, named) in [
        (
            ["examples/lappi.json", "--as-of", "2021-02-30"],
            "2021-02-30",
        ),
        (["nowhere.json", "--lang", "en"], "nowhere.json"),
    ] {
        let output = selvitys(&[&["deadlines"], arguments.as_slice()].concat());
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(out(&output), "");
        assert!(err(&output).contains(named), "{}", err(&output));
    }
}
