//! `selvitys rules`: the list, the rules of a day, and what is otherwise on another.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{err, out, selvitys};
use serde_json::Value as Json;

#[test]
fn what_is_otherwise_on_another_day_is_told_in_three_languages() {
    for lang in ["fi", "sv", "en"] {
        let arguments = [
            "rules",
            "--as-of",
            "2018-12-31",
            "--diff",
            "2019-01-01",
            "--lang",
            lang,
        ];
        let output = selvitys(&arguments);
        assert_eq!((output.status.code(), err(&output).as_str()), (Some(0), ""));
        insta::assert_snapshot!(format!("diff-{lang}"), out(&output));
    }
}

#[test]
fn a_list_says_what_leaves_it_and_what_joins_it() {
    let arguments = [
        "rules",
        "--as-of",
        "2022-06-30",
        "--diff",
        "2022-07-01",
        "--lang",
        "en",
    ];
    let text = out(&selvitys(&arguments));
    assert!(
        text.contains("Joins the list: wellbeing services county"),
        "{text}"
    );
    assert!(!text.contains("Leaves the list"), "{text}");
    assert!(text.contains("403/2022"), "{text}");
}

#[test]
fn two_days_without_a_difference_say_so() {
    let arguments = [
        "rules",
        "--as-of",
        "2019-06-01",
        "--diff",
        "2019-06-02",
        "--lang",
        "en",
    ];
    let text = out(&selvitys(&arguments));
    assert!(text.contains("Neither numbers nor rules differ."), "{text}");
}

#[test]
fn only_the_rules_of_a_day_are_listed() {
    let count = |more: &[&str]| {
        let text = out(&selvitys(&[&["rules"], more].concat()));
        text.lines().filter(|line| line.starts_with("  ")).count()
    };
    let all = count(&[]);
    assert_eq!(all, selvitys::Rulebooks::builtin().rules().len());
    let early = count(&["--as-of", "2019-12-31"]);
    let later = count(&["--as-of", "2020-03-01"]);
    assert!(early < later && later <= all, "{early} {later} {all}");
}

#[test]
fn json_lists_the_rules_with_their_rulebooks_and_severities() {
    let output = selvitys(&["rules", "--rulebook", "ru-2020", "--format", "json"]);
    let json: Json = serde_json::from_str(&out(&output)).unwrap();
    let rules = json["rules"].as_array().unwrap();
    let share = rules
        .iter()
        .find(|one| one["rule"] == "ru-grant-above-greatest-share")
        .unwrap();
    assert_eq!(
        (&share["rulebook"], &share["severity"]),
        (&"asetus-7-2020".into(), &"error".into())
    );
    assert!(share["title"]["sv"].is_string());
    let days = [
        "--as-of",
        "2020-01-19",
        "--diff",
        "2020-01-20",
        "--format",
        "json",
    ];
    let json: Json =
        serde_json::from_str(&out(&selvitys(&[&["rules"], &days[..]].concat()))).unwrap();
    assert!(!json["numbers"].as_array().unwrap().is_empty());
}

#[test]
fn wrong_input_is_named() {
    for (arguments, named) in [
        (&["rules", "--diff", "2020-01-20"][..], "--as-of"),
        (&["rules", "--as-of", "31.12.2019"], "31.12.2019"),
        (&["rules", "--as-of", "2020-02-30"], "2020-02-30"),
        (&["rules", "--rulebook", "ru-2021"], "ru-2020"),
        (&["rules", "--format", "csv"], "json"),
    ] {
        let output = selvitys(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(out(&output), "");
        assert!(err(&output).contains(named), "{}", err(&output));
    }
}
