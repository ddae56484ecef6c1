//! Assessments for other programs: each format is read back by a reader that is not ours, and
//! nothing is lost on the way.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use quick_xml::events::Event;
use selvitys::{
    Assessment, CheckFormat, CheckReport, Checked, CheckedDocument, Lang, Presenter, Project,
    Rulebooks, Stage, Verdict, assess, assess_together,
};
use selvitys_tests::{CASES, root, text};
use serde_json::Value as Json;

/// The examples with what the rules say of them, and of two of them together.
struct Examples {
    texts: Vec<String>,
    alone: Vec<Assessment>,
    together: Assessment,
}

fn examples() -> Examples {
    let projects = [CASES[0].project(), CASES[4].project()];
    let day = jiff::civil::date(2020, 3, 1);
    Examples {
        texts: CASES.iter().map(|case| text(case.name)).collect(),
        alone: CASES.iter().map(selvitys_tests::Case::assess).collect(),
        together: assess_together(&projects, Rulebooks::builtin(), day, Stage::Application)
            .into_assessment(),
    }
}

impl Examples {
    fn checked(&self) -> Checked<'_> {
        let documents = CASES.iter().zip(&self.texts).zip(&self.alone);
        Checked {
            documents: documents
                .map(|((case, text), assessment)| CheckedDocument {
                    name: case.name,
                    text,
                    assessment,
                })
                .collect(),
            together: Some(&self.together),
        }
    }

    fn all(&self) -> impl Iterator<Item = &Assessment> {
        self.alone.iter().chain([&self.together])
    }

    fn findings(&self) -> usize {
        self.all().map(|one| one.findings.len()).sum()
    }

    fn verdicts(&self, verdict: Verdict) -> usize {
        let outcomes = self.all().flat_map(|one| &one.outcomes);
        outcomes.filter(|one| one.verdict == verdict).count()
    }
}

fn render(checked: &Checked<'_>, format: CheckFormat, lang: Lang) -> String {
    checked.render(format, &Presenter::new(Rulebooks::builtin(), lang))
}

fn sarif_validator() -> jsonschema::Validator {
    let path = root().join("tests/fixtures/sarif/sarif-schema-2.1.0.json");
    let schema: Json = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap()
}

fn errors(validator: &jsonschema::Validator, json: &Json) -> Vec<String> {
    validator
        .iter_errors(json)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn sarif_is_valid_against_the_schema_of_its_standard() {
    let (validator, examples) = (sarif_validator(), examples());
    for lang in Lang::ALL {
        let log: Json =
            serde_json::from_str(&render(&examples.checked(), CheckFormat::Sarif, lang)).unwrap();
        assert_eq!(errors(&validator, &log), Vec::<String>::new());
        let run = &log["runs"][0];
        assert_eq!(
            run["results"].as_array().unwrap().len(),
            examples.findings()
        );
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        for result in run["results"].as_array().unwrap() {
            let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(rule["id"], result["ruleId"]);
            let location = &result["locations"][0]["physicalLocation"];
            let index = location["artifactLocation"]["index"].as_u64().unwrap();
            let artifact = &run["artifacts"][usize::try_from(index).unwrap()];
            assert_eq!(
                artifact["location"]["uri"],
                location["artifactLocation"]["uri"]
            );
            assert!(location["region"]["startLine"].as_u64().unwrap() > 0);
        }
    }
    // The schema refuses what it should: a result without a message.
    let mut log: Json =
        serde_json::from_str(&render(&examples.checked(), CheckFormat::Sarif, Lang::Fi)).unwrap();
    let result = log.pointer_mut("/runs/0/results/0").unwrap();
    result.as_object_mut().unwrap().remove("message");
    assert!(!validator.is_valid(&log));
}

#[test]
fn sarif_points_at_the_value_and_says_how_far_it_is() {
    let examples = examples();
    let log: Json =
        serde_json::from_str(&render(&examples.checked(), CheckFormat::Sarif, Lang::En)).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let result = results
        .iter()
        .find(|one| one["ruleId"] == "provider-contract-ends-early" && one["kind"] == "fail")
        .unwrap();
    let location = &result["locations"][0];
    let region = &location["physicalLocation"]["region"];
    let line = usize::try_from(region["startLine"].as_u64().unwrap()).unwrap();
    let column = |key: &str| usize::try_from(region[key].as_u64().unwrap()).unwrap() - 1;
    let line: Vec<char> = examples.texts[0]
        .lines()
        .nth(line - 1)
        .unwrap()
        .chars()
        .collect();
    let marked: String = line[column("startColumn")..column("endColumn")]
        .iter()
        .collect();
    assert_eq!(marked, "\"2022-05-31\"");
    let logical = &location["logicalLocations"][0];
    assert_eq!(
        logical["fullyQualifiedName"],
        "/private_services/1/contract_end"
    );
    assert!(logical["name"].as_str().unwrap().contains("Lumijoki"));
    assert_eq!(result["level"], "warning");
    assert_eq!(
        result["properties"]["distance"],
        serde_json::json!({"side": "late", "amount": "153", "unit": "days"})
    );
    let open = results.iter().find(|one| one["kind"] == "open").unwrap();
    assert_eq!(open["level"], "none");
}

/// A text with the replacements of a fix made in it, from the last to the first.
fn mended(text: &str, fix: &Json) -> String {
    let number = |value: &Json| usize::try_from(value.as_u64().unwrap()).unwrap();
    let offset = |line: &Json, column: &Json| {
        let before = text
            .split_inclusive('\n')
            .take(number(line) - 1)
            .map(str::len)
            .sum::<usize>();
        let line = text[before..]
            .chars()
            .take(number(column) - 1)
            .map(char::len_utf8);
        before + line.sum::<usize>()
    };
    let replacements = fix["artifactChanges"][0]["replacements"]
        .as_array()
        .unwrap();
    let mut parts: Vec<(usize, usize, &str)> = replacements
        .iter()
        .map(|one| {
            let region = &one["deletedRegion"];
            let start = offset(&region["startLine"], &region["startColumn"]);
            let end = offset(&region["endLine"], &region["endColumn"]);
            (start, end, one["insertedContent"]["text"].as_str().unwrap())
        })
        .collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.0));
    let mut text = text.to_owned();
    for (start, end, inserted) in parts {
        text.replace_range(start..end, inserted);
    }
    text
}

#[test]
fn a_certain_repair_is_a_fix_that_mends_the_text() {
    let examples = examples();
    let log: Json =
        serde_json::from_str(&render(&examples.checked(), CheckFormat::Sarif, Lang::Fi)).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let fix = |rule: &str| {
        let mut of_rule = results.iter().filter(|one| one["ruleId"] == rule);
        of_rule.find_map(|one| one["fixes"].get(0)).unwrap().clone()
    };
    let scan = &examples.texts[1];
    let figures = |text: &str, pointer: &str| {
        let json: Json = serde_json::from_str(text).unwrap();
        json.pointer(&format!("/budgets/1/lines/0/children/{pointer}/applied"))
            .unwrap()
            .clone()
    };
    let row = mended(scan, &fix("row-does-not-add-up"));
    let whole = &examples.texts[0];
    assert_eq!(
        figures(&row, "1/children/4"),
        figures(whole, "1/children/4")
    );
    let lost = mended(&row, &fix("line-without-figures"));
    assert_eq!(figures(&lost, "2"), figures(whole, "2"));
    // Only those cells have changed, and the lines of the others stand as they stood.
    assert_eq!(
        row.lines()
            .zip(scan.lines())
            .filter(|(one, other)| one != other)
            .count(),
        2
    );
    assert_eq!(lost.lines().count(), scan.lines().count() + 1);
    let all = results.iter().filter(|one| one["fixes"].is_array()).count();
    let findings = examples.all().flat_map(|one| &one.findings);
    assert_eq!(all, findings.filter(|one| one.fix.is_some()).count());
}

#[test]
fn results_keep_their_fingerprints_when_lines_move() {
    let prints = |project: &Project| {
        let text = project.to_json();
        let day = jiff::civil::date(2020, 3, 1);
        let assessment = assess(project, Rulebooks::builtin(), day, Stage::Application);
        let document = CheckedDocument {
            name: "a.json",
            text: &text,
            assessment: &assessment,
        };
        let checked = Checked {
            documents: vec![document],
            together: None,
        };
        let log: Json =
            serde_json::from_str(&render(&checked, CheckFormat::Sarif, Lang::En)).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap().iter();
        let prints = results.map(|one| {
            one["partialFingerprints"]["findingIdentity/v1"]
                .as_str()
                .unwrap()
                .to_owned()
        });
        prints.collect::<BTreeSet<String>>()
    };
    let project = CASES[1].project();
    let before = prints(&project);
    assert_eq!(
        before.len(),
        CASES[1].assess().findings.len(),
        "each is its own"
    );
    let mut moved = project.clone();
    moved.packages.reverse();
    moved.participants.reverse();
    assert_eq!(prints(&moved), before);
}

#[test]
fn an_exception_that_a_decision_grants_suppresses_its_result() {
    let mut json: Json = serde_json::from_str(&text(CASES[0].name)).unwrap();
    json["grants"][0]["decision"] = serde_json::json!({"number": "D1", "date": "2020-06-30"});
    json["grants"][0]["exceptions"] =
        serde_json::json!([{"rule": "municipality-outside-region", "decision": "D1"}]);
    let project = Project::from_json(&json.to_string()).unwrap();
    let day = jiff::civil::date(2020, 7, 1);
    let assessment = assess(&project, Rulebooks::builtin(), day, Stage::Decision);
    let document = CheckedDocument {
        name: "a.json",
        text: "",
        assessment: &assessment,
    };
    let checked = Checked {
        documents: vec![document],
        together: None,
    };
    let log: Json = serde_json::from_str(&render(&checked, CheckFormat::Sarif, Lang::Sv)).unwrap();
    assert_eq!(errors(&sarif_validator(), &log), Vec::<String>::new());
    let results = log["runs"][0]["results"].as_array().unwrap();
    let mut waived = results
        .iter()
        .filter(|one| one["properties"]["verdict"] == "waived");
    let waived = waived.next().unwrap();
    assert_eq!(waived["ruleId"], "municipality-outside-region");
    assert_eq!(
        waived["suppressions"],
        serde_json::json!([{"kind": "external", "status": "accepted", "justification": "D1"}])
    );
    // A text that is not JSON has no regions, and the result stands all the same.
    assert!(waived["locations"][0]["physicalLocation"]["region"].is_null());
}

#[test]
fn json_is_valid_against_its_schema_and_comes_back_as_it_was() {
    let schemas = selvitys::schemas();
    let (_, schema) = schemas.iter().find(|(name, _)| *name == "check").unwrap();
    let validator = jsonschema::draft202012::new(&serde_json::from_str(schema).unwrap()).unwrap();
    let examples = examples();
    for lang in Lang::ALL {
        let text = render(&examples.checked(), CheckFormat::Json, lang);
        let json: Json = serde_json::from_str(&text).unwrap();
        assert_eq!(errors(&validator, &json), Vec::<String>::new());
        let back: CheckReport = serde_json::from_str(&text).unwrap();
        assert_eq!(back.lang, lang);
        for (part, assessment) in back.parts.iter().zip(examples.all()) {
            assert!(part.assessment == *assessment);
            assert_eq!(part.shown.len(), assessment.findings.len());
        }
        assert_eq!(back.parts.len(), CASES.len() + 1);
        let together = back.parts.last().unwrap();
        assert_eq!((&together.document, together.shown.len()), (&None, 1));
        assert_eq!(together.shown[0].document, CASES[0].name);
        assert!(together.shown[0].region.is_some());
    }
}

#[test]
fn csv_has_a_row_for_each_finding_and_each_rule_without_any() {
    let examples = examples();
    let table = render(&examples.checked(), CheckFormat::Csv, Lang::Fi);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
    let silent = examples.all().flat_map(|one| &one.outcomes);
    let silent = silent.filter(|one| one.findings.is_empty()).count();
    assert_eq!(rows.len(), examples.findings() + silent);
    let cell = |row: &csv::StringRecord, name: &str| {
        let at = headings.iter().position(|heading| heading == name).unwrap();
        row[at].to_owned()
    };
    let scanned = rows.iter().find(|row| {
        cell(row, "document") == CASES[1].name
            && cell(row, "rule") == "children-do-not-add-up"
            && cell(row, "pointer").ends_with("/own")
    });
    let scanned = scanned.unwrap();
    assert_eq!(cell(scanned, "verdict"), "not-met");
    assert_eq!(
        (cell(scanned, "distance"), cell(scanned, "unit")),
        ("40000.00".into(), "EUR".into())
    );
    let ceiling = rows.iter().find(|row| {
        cell(row, "document") == CASES[0].name && cell(row, "rule") == "regional-ceiling-exceeded"
    });
    let ceiling = ceiling.unwrap();
    assert_eq!(
        (cell(ceiling, "verdict"), cell(ceiling, "side")),
        ("met".into(), "within".into())
    );
    assert_eq!(cell(ceiling, "distance"), "14000.00");
}

/// Suites and cases as another parser sees them: name, verdict.
fn junit(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut suites: Vec<(String, Vec<(String, String)>)> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) | Event::Empty(start) => {
                let name = start.try_get_attribute("name").unwrap();
                let name = name.map(|one| {
                    one.normalized_value(quick_xml::XmlVersion::Explicit1_0)
                        .unwrap()
                        .into_owned()
                });
                match (start.name().as_ref(), name) {
                    ("testsuite", Some(name)) => suites.push((name, Vec::new())),
                    ("testcase", Some(name)) => {
                        suites.last_mut().unwrap().1.push((name, "passed".into()));
                    }
                    (kind @ ("failure" | "error" | "skipped"), _) => {
                        let case = suites.last_mut().unwrap().1.last_mut().unwrap();
                        case.1 = kind.into();
                    }
                    _ => {}
                }
            }
            Event::Eof => return suites,
            _ => {}
        }
    }
}

#[test]
fn junit_has_a_suite_for_each_document_and_a_case_for_each_rule() {
    let examples = examples();
    let suites = junit(&render(&examples.checked(), CheckFormat::Junit, Lang::Sv));
    let mut names: Vec<&str> = CASES.iter().map(|case| case.name).collect();
    names.push("together");
    assert_eq!(
        suites
            .iter()
            .map(|(name, _)| name.as_str())
            .collect::<Vec<_>>(),
        names
    );
    let count = |kind: &str| {
        let cases = suites.iter().flat_map(|(_, cases)| cases);
        cases.filter(|(_, verdict)| verdict == kind).count()
    };
    assert_eq!(count("passed"), examples.verdicts(Verdict::Met));
    assert_eq!(count("failure"), examples.verdicts(Verdict::NotMet));
    assert_eq!(count("error"), examples.verdicts(Verdict::CannotTell));
    let skipped = examples.verdicts(Verdict::NotApplicable) + examples.verdicts(Verdict::Waived);
    assert_eq!(count("skipped"), skipped);
}

#[test]
fn github_annotates_each_finding() {
    let examples = examples();
    let text = render(&examples.checked(), CheckFormat::Github, Lang::En);
    assert_eq!(text.lines().count(), examples.findings());
    for line in text.lines() {
        let (head, _) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (command, properties) = head.split_once(' ').unwrap();
        assert!(["error", "warning", "notice"].contains(&command), "{line}");
        let keys: Vec<&str> = properties
            .split(',')
            .map(|one| one.split_once('=').unwrap().0)
            .collect();
        assert_eq!(
            keys,
            ["file", "line", "endLine", "col", "endColumn", "title"],
            "{line}"
        );
    }
}

const HOSTILE: &[&str] = &[
    "=HYPERLINK(\"http://example.org\")",
    "]]><failure/>&lt;\"'",
    "100 %\n::error::x, y: z",
    "{0} [here](1) \\",
    "👩‍⚕️ čáhppes å",
    "\u{fffe}\u{ffff}",
];

/// A project whose texts are hostile, with many findings that show them.
fn hostile(text: &str, lines: usize) -> Project {
    let name = serde_json::to_string(text).unwrap();
    let line = |number: usize| {
        format!(
            r#"{{"id": "l{number}", "title": {{"fi": {name}}},
                "applied": {{"total": "3.00", "grant": "1.00", "own": "1.00"}}}}"#
        )
    };
    let lines: Vec<String> = (0..lines).map(line).collect();
    let document = format!(
        r#"{{"format": "1", "id": "x", "name": {{"fi": {name}}},
            "budgets": [{{"id": "b", "grant": "none", "version": "applied", "lines": [{}]}}]}}"#,
        lines.join(",")
    );
    Project::from_json(&document).unwrap()
}

#[test]
fn hostile_texts_stay_texts_and_a_thousand_findings_are_a_thousand() {
    let books = Rulebooks::builtin();
    let day = jiff::civil::date(2020, 3, 1);
    for text in HOSTILE {
        let project = hostile(text, 1_000);
        let json = project.to_json();
        let assessment = assess(&project, books, day, Stage::Application);
        assert!(assessment.findings.len() >= 1_000);
        let document = CheckedDocument {
            name: text,
            text: &json,
            assessment: &assessment,
        };
        let checked = Checked {
            documents: vec![document],
            together: None,
        };
        let of = |format| render(&checked, format, Lang::Fi);
        let log: Json = serde_json::from_str(&of(CheckFormat::Sarif)).unwrap();
        assert_eq!(errors(&sarif_validator(), &log), Vec::<String>::new());
        let results = log["runs"][0]["results"].as_array().unwrap().len();
        assert_eq!(results, assessment.findings.len());
        assert_eq!(junit(&of(CheckFormat::Junit)).len(), 1, "{text}");
        assert_eq!(
            of(CheckFormat::Github).lines().count(),
            assessment.findings.len(),
            "{text}"
        );
        let table = of(CheckFormat::Csv);
        for record in csv::Reader::from_reader(table.as_bytes()).records() {
            for cell in &record.unwrap() {
                assert!(
                    !cell.starts_with(['=', '+', '-', '@', '\t', '\n', '\r']),
                    "{cell}"
                );
            }
        }
        let back: CheckReport = serde_json::from_str(&of(CheckFormat::Json)).unwrap();
        assert_eq!(back.parts[0].document.as_deref(), Some(*text));
    }
}
