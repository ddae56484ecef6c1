use serde_json::json;

use super::*;

fn replace(path: &str, value: impl Into<Json>) -> PatchOp {
    PatchOp::Replace {
        path: path.to_owned(),
        value: value.into(),
    }
}

fn add(path: &str, value: impl Into<Json>) -> PatchOp {
    PatchOp::Add {
        path: path.to_owned(),
        value: value.into(),
    }
}

/// A document with one budget line, laid out as people and programs do.
const LINES: &str = r#"{
  "format": "1",
  "id": "savo",
  "name": { "fi": "Hanke" },
  "budgets": [
    {
      "id": "b",
      "grant": "g",
      "version": "applied",
      "lines": [
        {
          "id": "a",
          "title": { "fi": "Henkilöstö" },
          "note": { "fi": "Luvut puuttuvat." }
        },
        {
          "id": "c",
          "title": { "fi": "Matkat" },
          "applied": { "total": "10.00",   "own": "2.00" }
        }
      ]
    }
  ]
}
"#;

fn figures() -> Json {
    json!({ "total": "5.00", "grant": "4.00", "own": "1.00" })
}

#[test]
fn a_value_is_replaced_and_nothing_else() {
    let path = "/budgets/0/lines/1/applied/own";
    let new = edit(LINES, &[replace(path, "3.00")]).unwrap();
    assert_eq!(new, LINES.replace("\"2.00\"", "\"3.00\""));
}

#[test]
fn a_field_that_is_lost_comes_where_the_model_has_it() {
    let new = edit(LINES, &[add("/budgets/0/lines/0/applied", figures())]).unwrap();
    let applied = "\"Henkilöstö\" },
          \"applied\": {
            \"total\": \"5.00\",
            \"grant\": \"4.00\",
            \"own\": \"1.00\"
          },";
    assert_eq!(new, LINES.replace("\"Henkilöstö\" },", applied));
}

#[test]
fn a_field_on_one_line_stays_on_it() {
    let new = edit(LINES, &[add("/budgets/0/lines/1/applied/grant", "8.00")]).unwrap();
    assert_eq!(
        new,
        LINES.replace("\"10.00\",   ", "\"10.00\",   \"grant\": \"8.00\",   ")
    );
    let one = LINES.replace(",   \"own\": \"2.00\"", "");
    let both = [
        add("/budgets/0/lines/1/applied/own", "2.00"),
        add("/budgets/0/lines/1/applied/grant", "8.00"),
    ];
    let wanted = one.replace(
        "\"10.00\"",
        "\"10.00\", \"grant\": \"8.00\", \"own\": \"2.00\"",
    );
    assert_eq!(edit(&one, &both).unwrap(), wanted);
    let last = one.replace("\"total\": \"10.00\"", "\"own\": \"2.00\"");
    let new = edit(&last, &[add("/budgets/0/lines/1/applied/total", "10.00")]).unwrap();
    assert_eq!(
        new,
        last.replace("{ \"own\"", "{ \"total\": \"10.00\", \"own\"")
    );
}

#[test]
fn line_ends_and_tabs_are_kept() {
    let windows = LINES.replace('\n', "\r\n");
    let patch = [
        add("/budgets/0/lines/0/applied", figures()),
        replace("/id", "karjala"),
    ];
    let unix = edit(LINES, &patch).unwrap();
    assert_eq!(edit(&windows, &patch).unwrap(), unix.replace('\n', "\r\n"));
    let tabs = LINES.replace("  ", "\t").replace("\t\"own\"", "   \"own\"");
    let expected = unix
        .replace("  ", "\t")
        .replace("\t\"own\": \"2", "   \"own\": \"2");
    assert_eq!(edit(&tabs, &patch).unwrap(), expected);
}

#[test]
fn a_missing_last_line_end_stays_missing_and_a_byte_order_mark_stays() {
    let patch = [add("/budgets/0/lines/0/applied", figures())];
    let short = LINES.trim_end();
    assert_eq!(
        edit(short, &patch).unwrap(),
        edit(LINES, &patch).unwrap().trim_end()
    );
    let marked = format!("\u{feff}{LINES}");
    assert_eq!(
        edit(&marked, &patch).unwrap(),
        format!("\u{feff}{}", edit(LINES, &patch).unwrap())
    );
}

#[test]
fn a_document_on_one_line_stays_on_it() {
    let text = r#"{"format":"1","id":"savo","name":{"fi":"Hanke"},"budgets":[{"id":"b","grant":"g","version":"applied","lines":[{"id":"a","title":{"fi":"Matkat"}}]}]}"#;
    let new = edit(text, &[add("/budgets/0/lines/0/applied", figures())]).unwrap();
    let applied = r#""Matkat"},"applied":{"total":"5.00","grant":"4.00","own":"1.00"}"#;
    assert_eq!(new, text.replace(r#""Matkat"}"#, applied));
    let spaced = text.replace("\":", "\": ").replace(",\"", ", \"");
    let new = edit(&spaced, &[add("/budgets/0/lines/0/applied", figures())]).unwrap();
    let applied = applied.replace("\":", "\": ").replace(",\"", ", \"");
    assert_eq!(new, spaced.replace(r#""Matkat"}"#, &applied));
}

#[test]
fn the_first_fields_of_an_empty_object_are_laid_out() {
    let both = [
        add("/budgets/0/lines/1/applied/own", "2.00"),
        add("/budgets/0/lines/1/applied/total", "10.00"),
    ];
    for empty in ["{}", "{ }", "{\n          }"] {
        let text = LINES.replace(r#"{ "total": "10.00",   "own": "2.00" }"#, empty);
        let filled = "{
            \"total\": \"10.00\",
            \"own\": \"2.00\"
          }";
        let new = edit(&text, &both).unwrap();
        assert_eq!(
            new,
            text.replace(
                &format!("\"applied\": {empty}"),
                &format!("\"applied\": {filled}")
            )
        );
    }
    let line = r#"{"format":"1","id":"s","name":{"fi":"H"},"budgets":[{"id":"b","grant":"g","version":"applied","lines":[{"id":"a","title":{"fi":"M"}},{"id":"c","title":{"fi":"M"},"applied":{}}]}]}"#;
    let new = edit(line, &both).unwrap();
    assert_eq!(new, line.replace("{}", r#"{"total":"10.00","own":"2.00"}"#));
}

#[test]
fn a_rounded_sum_keeps_its_unit() {
    let text = LINES.replace("\"10.00\"", r#"{"amount": "10.00", "nearest": "5.00"}"#);
    let path = "/budgets/0/lines/1/applied/total/amount";
    let new = edit(&text, &[replace(path, "15.00")]).unwrap();
    assert_eq!(
        new,
        text.replace("{\"amount\": \"10.00\"", "{\"amount\": \"15.00\"")
    );
}

#[test]
fn what_does_not_fit_changes_nothing() {
    let test = |path: &str, value: &str| PatchOp::Test {
        path: path.to_owned(),
        value: value.into(),
    };
    let own = "/budgets/0/lines/1/applied/own";
    let differs = edit(LINES, &[test(own, "2.01"), replace(own, "3.00")]).unwrap_err();
    let stands = "\"2.00\"".to_owned();
    assert_eq!(
        differs,
        EditError::Differs {
            path: own.to_owned(),
            stands
        }
    );
    assert!(edit(LINES, &[test(own, "2.00"), replace(own, "3.00")]).is_ok());
    let no_place = |path: &str| Err(EditError::NoPlace(path.to_owned()));
    assert_eq!(
        edit(LINES, &[replace("/budgets/7", "x")]),
        no_place("/budgets/7")
    );
    assert_eq!(edit(LINES, &[replace("id", "x")]), no_place("id"));
    assert_eq!(
        edit(LINES, &[add("/budgets/0/lines/7/applied", "x")]),
        no_place("/budgets/0/lines/7")
    );
    assert_eq!(
        edit(LINES, &[add("/budgets/7", "x")]),
        Err(EditError::NoObject("/budgets".to_owned()))
    );
    assert_eq!(
        edit(LINES, &[replace(own, "3.00"), replace(own, "4.00")]),
        Err(EditError::Overlap(own.to_owned()))
    );
}

#[test]
fn what_cannot_be_read_before_or_after_is_refused() {
    let own = "/budgets/0/lines/1/applied/own";
    for wrong in ["", "{", "[]", "{\"format\": \"1\"}"] {
        assert!(
            matches!(
                edit(wrong, &[replace(own, "1.00")]),
                Err(EditError::Read(_))
            ),
            "{wrong}"
        );
    }
    assert!(matches!(
        edit(LINES, &[replace(own, 3)]),
        Err(EditError::Read(_))
    ));
    assert!(matches!(
        edit(LINES, &[add("/ownn", "3")]),
        Err(EditError::Read(_))
    ));
}
