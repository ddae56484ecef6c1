//! Rulebooks that someone writes: another call without Rust, and errors that point at the line.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use selvitys::{Project, Rulebooks, Stage, Verdict, assess};

fn file(path: &str, text: &str) -> (String, String) {
    (path.to_owned(), text.to_owned())
}

const HEADING: &str = r#"
id = "oma-2024"
version = "1"
uses = ["common"]
title = { fi = "Kunnan avustus", sv = "Kommunens understöd", en = "A municipality's grant" }

[call]
authority = { fi = "kunta", sv = "kommunen", en = "the municipality" }
[call.contents.risk-plan]
type = "text"
title = { fi = "riskisuunnitelma", sv = "riskplan", en = "risk plan" }

[sources.oma-call]
rank = "call"
title = { fi = "Hakuilmoitus", sv = "Utlysning", en = "Call" }
publisher = { fi = "kunta", sv = "kommunen", en = "the municipality" }
date = "2024-01-15"

[params.greatest-share]
unit = "share"
title = { fi = "enimmäisosuus", sv = "högsta andel", en = "greatest share" }
values = [{ value = "0.50", basis = [{ source = "oma-call" }] }]
"#;

fn rule(id: &str, check: &str) -> String {
    let text = |key: &str| format!("[{key}]\nfi = \"x\"\nsv = \"x\"\nen = \"x\"\n");
    let texts: String = ["requirement", "title", "message", "why", "advice"]
        .map(text)
        .concat();
    format!(
        "id = \"{id}\"\nseverity = \"error\"\nover = \"grant\"\nbasis = [{{ source = \"oma-call\" }}]\n{check}\n{texts}"
    )
}

#[test]
fn a_new_call_needs_no_rust() {
    let share = rule(
        "oma-share",
        "[check.share-at-most]\npart = { figure = \"grant\" }\nof = { figure = \"total\" }\nlimit = { param = \"greatest-share\" }",
    );
    let content = rule(
        "oma-risk-plan",
        "[check.required]\nall = [\"contents.risk-plan\"]",
    );
    let books = Rulebooks::with_files([
        file("oma-2024/rulebook.toml", HEADING),
        file("oma-2024/rules/oma-share.toml", &share),
        file("oma-2024/rules/oma-risk-plan.toml", &content),
    ])
    .unwrap();
    let document = |grant: &str, own: &str, contents: &str| {
        Project::from_json(&format!(
            r#"{{"format": "1", "id": "p", "name": {{"fi": "P"}},
                "grants": [{{"id": "g", "call": "oma-2024", "status": "applied"}}],
                "budgets": [{{"id": "b", "grant": "g", "version": "applied", "lines": [
                    {{"id": "l", "title": {{"fi": "L"}},
                      "applied": {{"total": "100.00", "grant": "{grant}", "own": "{own}"}}}}]}}],
                "contents": {contents}}}"#
        ))
        .unwrap()
    };
    let day = jiff::civil::date(2024, 2, 1);
    let verdict = |project: &Project, rule: &str| {
        let assessment = assess(project, &books, day, Stage::Application);
        assessment
            .outcomes
            .iter()
            .find(|one| one.rule == rule)
            .unwrap()
            .verdict
    };
    let good = document(
        "50.00",
        "50.00",
        r#"{"risk-plan": {"text": {"fi": "Riskit on arvioitu."}}}"#,
    );
    let bad = document("50.01", "49.99", "{}");
    assert_eq!(verdict(&good, "oma-share"), Verdict::Met);
    assert_eq!(verdict(&bad, "oma-share"), Verdict::NotMet);
    assert_eq!(verdict(&good, "oma-risk-plan"), Verdict::Met);
    assert_eq!(verdict(&bad, "oma-risk-plan"), Verdict::NotMet);
    // The decrees' rules do not concern a grant of another call.
    assert_eq!(
        verdict(&good, "ru-grant-above-greatest-share"),
        Verdict::NotApplicable
    );
}

/// A call with a content of each type.
const CONTENTS: &str = r#"
[call.contents.volunteers]
type = "count"
title = { fi = "vapaaehtoisten määrä", sv = "antalet frivilliga", en = "number of volunteers" }
[call.contents.fee]
type = "money"
title = { fi = "jäsenmaksu", sv = "medlemsavgift", en = "membership fee" }
[call.contents.open-day]
type = "date"
title = { fi = "avajaispäivä", sv = "öppningsdag", en = "opening day" }
[call.contents.voluntary-share]
type = "share"
title = { fi = "talkootyön osuus", sv = "talkoarbetets andel", en = "share of voluntary work" }
[call.contents.audience]
type = "choice"
title = { fi = "kohderyhmä", sv = "målgrupp", en = "target group" }
choices = [{ code = "nuoret" }, { code = "ikääntyneet" }]
[call.contents.risks]
type = "table"
title = { fi = "riskit", sv = "risker", en = "risks" }
columns = [{ code = "risk" }, { code = "measure" }]
"#;

/// What a rule says of a project that gives these contents under the call `oma-2024`.
fn of_contents(books: &Rulebooks, rule: &str, contents: &str) -> selvitys::RuleAssessment {
    let project = Project::from_json(&format!(
        r#"{{"format": "1", "id": "p", "name": {{"fi": "P"}}, "contents": {contents},
            "grants": [{{"id": "g", "call": "oma-2024", "status": "applied"}}]}}"#
    ));
    let day = jiff::civil::date(2024, 2, 1);
    let projects = [project.unwrap()];
    selvitys::assess_rule(&projects, books, rule, day, Stage::Application).unwrap()
}

#[test]
fn contents_of_a_call_are_given_as_it_defines_them() {
    let books = Rulebooks::with_files([file(
        "oma-2024/rulebook.toml",
        &(HEADING.to_owned() + CONTENTS),
    )])
    .unwrap();
    let said = |contents: &str| {
        let said = of_contents(&books, "content-not-as-defined", contents);
        let fault = said
            .findings
            .first()
            .map(|one| one.values["fault"].as_data());
        (said.outcome.verdict, fault)
    };
    let all = r#"{"volunteers": {"count": 12}, "fee": {"money": "20.00"}, "open-day": {"date": "2024-05"},
        "voluntary-share": {"share": "0.20"}, "audience": {"choice": "nuoret"},
        "risk-plan": {"text": {"fi": "Riskit."}},
        "risks": {"table": [{"risk": "sade", "measure": "katos"}]}}"#;
    assert_eq!(said(all), (Verdict::Met, None));
    for (contents, fault) in [
        (
            r#"{"volunteers": {"money": "12.00"}}"#,
            "content-of-other-type",
        ),
        (
            r#"{"audience": {"choice": "kaikki"}}"#,
            "content-of-other-choice",
        ),
        (
            r#"{"risks": {"table": [{"risk": "sade"}]}}"#,
            "content-of-other-columns",
        ),
        (
            r#"{"risks": {"table": [{"risk": "sade", "measure": " "}]}}"#,
            "content-of-other-columns",
        ),
        (
            r#"{"risks": {"table": [{"risk": "a", "measure": "b", "cost": "c"}]}}"#,
            "content-of-other-columns",
        ),
        (r#"{"volunteer": {"count": 12}}"#, "content-undefined"),
    ] {
        assert_eq!(
            said(contents),
            (Verdict::NotMet, Some(fault.to_owned())),
            "{contents}"
        );
    }
}

#[test]
fn a_content_of_a_call_is_reckoned_with_as_a_number() {
    let heading = HEADING.to_owned()
        + CONTENTS
        + "[params.least-volunteers]\nunit = \"count\"\ntitle = { fi = \"luku\", sv = \"tal\", en = \"number\" }\nvalues = [{ value = \"10\", basis = [{ source = \"oma-call\" }] }]\n";
    let volunteers = |unit: &str| {
        rule(
            "oma-volunteers",
            &format!(
                "[check.{unit}]\n{} = {{ content = \"volunteers\" }}\nlimit = {{ param = \"least-volunteers\" }}",
                if unit == "count-at-least" {
                    "count"
                } else {
                    "amount"
                }
            ),
        )
    };
    let books = Rulebooks::with_files([
        file("oma-2024/rulebook.toml", &heading),
        file(
            "oma-2024/rules/oma-volunteers.toml",
            &volunteers("count-at-least"),
        ),
    ])
    .unwrap();
    let verdict = |contents: &str| {
        let said = of_contents(&books, "oma-volunteers", contents);
        said.outcome.verdict
    };
    assert_eq!(verdict(r#"{"volunteers": {"count": 10}}"#), Verdict::Met);
    assert_eq!(verdict(r#"{"volunteers": {"count": 9}}"#), Verdict::NotMet);
    // Not given, or given in another type, it is not known.
    assert_eq!(verdict("{}"), Verdict::CannotTell);
    assert_eq!(
        verdict(r#"{"volunteers": {"money": "10.00"}}"#),
        Verdict::CannotTell
    );
    // A count is no sum, a table has columns, and a content is one of a call that the rule is for.
    let said = errors(&[
        ("oma-2024/rulebook.toml", heading.clone()),
        (
            "oma-2024/rules/oma-volunteers.toml",
            volunteers("amount-at-most"),
        ),
    ]);
    assert!(
        said.contains("the call defines the content `volunteers` as another type"),
        "{said}"
    );
    let said = errors(&[(
        "oma-2024/rulebook.toml",
        heading.replace(
            "columns = [{ code = \"risk\" }, { code = \"measure\" }]",
            "choices = [{ code = \"risk\" }]",
        ),
    )]);
    assert!(
        said.contains("`columns` goes with the type `table`"),
        "{said}"
    );
    assert!(
        said.contains("`choices` goes with the type `choice`"),
        "{said}"
    );
}

#[test]
fn a_day_that_a_number_sets_moves_to_the_next_working_day() {
    // 28.2.2027 is a Sunday: what is due then is due on Monday (150/1930 5 §).
    let heading = HEADING.to_owned()
        + "[params.last-day]\nunit = \"date\"\ntitle = { fi = \"päivä\", sv = \"dag\", en = \"day\" }\nvalues = [{ value = \"2027-02-28\", basis = [{ source = \"oma-call\" }] }]\n";
    let late = |limit: &str| {
        let check =
            format!("[check.not-after]\ndate = {{ date = \"applied\" }}\nlimit = {{ {limit} }}");
        rule("oma-late", &check)
    };
    let verdict = |limit: &str, applied: &str| {
        let books = Rulebooks::with_files([
            file("oma-2024/rulebook.toml", &heading),
            file("oma-2024/rules/oma-late.toml", &late(limit)),
        ])
        .unwrap();
        let project = Project::from_json(&format!(
            r#"{{"format": "1", "id": "p", "name": {{"fi": "P"}},
                "grants": [{{"id": "g", "call": "oma-2024", "status": "applied", "applied_on": "{applied}"}}]}}"#
        ))
        .unwrap();
        let day = jiff::civil::date(2027, 4, 1);
        let stage = Stage::Application;
        let said = selvitys::assess_rule_in_full(&[project], &books, "oma-late", day, stage);
        let said = said.unwrap();
        let steps = serde_json::to_string(&(&said.findings, &said.passes)).unwrap();
        (said.outcome.verdict, steps.contains("\"next-working-day\""))
    };
    let plain = "param = \"last-day\"";
    let moved = "param = \"last-day\", working_day = true";
    assert_eq!(verdict(plain, "2027-02-28"), (Verdict::Met, false));
    assert_eq!(verdict(plain, "2027-03-01"), (Verdict::NotMet, false));
    assert_eq!(verdict(moved, "2027-03-01"), (Verdict::Met, true));
    assert_eq!(verdict(moved, "2027-03-02"), (Verdict::NotMet, true));
    // A sum is no day, so that there is nothing to move.
    let share = "[check.share-at-most]\npart = { figure = \"grant\" }\nof = { figure = \"total\" }\nlimit = { param = \"greatest-share\", working_day = true }";
    let said = errors(&[
        ("oma-2024/rulebook.toml", HEADING.to_owned()),
        ("oma-2024/rules/oma-share.toml", rule("oma-share", share)),
    ]);
    let message = "`working_day` has no effect here: it goes with `date`";
    assert!(said.contains(message), "{said}");
}

/// What loading says of wrong files, all of it at once.
fn errors(files: &[(&str, String)]) -> String {
    let files = files.iter().map(|(path, text)| file(path, text));
    Rulebooks::with_files(files).unwrap_err().to_string()
}

#[test]
fn every_problem_is_named_with_its_file_line_and_column() {
    let heading = HEADING.replace("uses = [\"common\"]", "uses = [\"commom\"]");
    let unknown_param = rule(
        "oma-share",
        "[check.share-at-most]\npart = { figure = \"grant\" }\nof = { figure = \"total\" }\nlimit = { param = \"greatest-shore\" }",
    );
    let wrong_unit = rule(
        "oma-amount",
        "[check.amount-at-most]\namount = { date = \"end\" }\nlimit = { param = \"greatest-share\" }",
    );
    let no_swedish = rule("oma-text", "[check.declared]\nstatement = \"x\"").replacen(
        "[title]\nfi = \"x\"\nsv = \"x\"",
        "[title]\nfi = \"x\"",
        1,
    );
    let wrong_value = rule("oma-value", "[check.declared]\nstatement = \"x\"").replacen(
        "[message]\nfi = \"x\"",
        "[message]\nfi = \"{share}\"",
        1,
    );
    let unknown_kind = rule(
        "oma-kind",
        "[check.share-at-mast]\npart = { figure = \"grant\" }",
    );
    let wrong_name = rule("another-id", "[check.declared]\nstatement = \"x\"");
    insta::assert_snapshot!(errors(&[
        ("oma-2024/rulebook.toml", heading),
        ("oma-2024/rules/oma-share.toml", unknown_param),
        ("oma-2024/rules/oma-amount.toml", wrong_unit),
        ("oma-2024/rules/oma-text.toml", no_swedish),
        ("oma-2024/rules/oma-value.toml", wrong_value),
        ("oma-2024/rules/oma-kind.toml", unknown_kind),
        ("oma-2024/rules/oma-name.toml", wrong_name),
        (
            "no-heading/rules/x.toml",
            rule("x", "[check.declared]\nstatement = \"x\"")
        ),
    ]));
}

#[test]
fn a_practice_cannot_make_an_error() {
    let heading = HEADING.replace("rank = \"call\"", "rank = \"practice\"");
    let declared = rule("oma-text", "[check.declared]\nstatement = \"x\"");
    let said = errors(&[
        ("oma-2024/rulebook.toml", heading),
        ("oma-2024/rules/oma-text.toml", declared),
    ]);
    assert!(said.contains("oma-text.toml:2:1: an error needs"), "{said}");
}

#[test]
fn two_values_cannot_hold_on_the_same_day() {
    let heading = HEADING.replace(
        "values = [{ value = \"0.50\", basis = [{ source = \"oma-call\" }] }]",
        "values = [{ until = \"2024-06-30\", value = \"0.50\", basis = [{ source = \"oma-call\" }] }, { from = \"2024-06-30\", value = \"0.60\", basis = [{ source = \"oma-call\" }] }]",
    );
    let said = errors(&[("oma-2024/rulebook.toml", heading)]);
    assert!(
        said.contains("two values are in force on the same day"),
        "{said}"
    );
}

/// What lint says of wrong rulebooks, by code, rule and path.
fn lints(files: &[(&str, String)]) -> Vec<String> {
    let files = files.iter().map(|(path, text)| file(path, text));
    let books = Rulebooks::with_files(files).unwrap();
    let found = selvitys::lint(&books, |book| book.starts_with("oma"));
    let shown = found.iter().map(|one| {
        let rule = one.rule.as_deref().unwrap_or("-");
        format!(
            "{} {} {}: {}",
            one.level.key(),
            rule,
            one.path.join("."),
            one.said.code()
        )
    });
    shown.collect()
}

#[test]
fn the_built_in_rulebooks_lint_clean() {
    let books = Rulebooks::builtin();
    let found = selvitys::lint(books, |_| true);
    let found: Vec<String> = found
        .iter()
        .map(|one| {
            format!(
                "{} {:?} {}: {}",
                one.book,
                one.rule,
                one.path.join("."),
                one.said.code()
            )
        })
        .collect();
    // The terms of the calls of 2020 are known from the plans of those who applied: no page has them.
    let known = |one: &String| one.ends_with("terms-2020: call-without-address");
    let others: Vec<&String> = found.iter().filter(|one| !known(one)).collect();
    assert!(others.is_empty(), "{others:#?}");
}

const SHARE: &str = "[check.share-at-most]\npart = { figure = \"grant\" }\nof = { figure = \"total\" }\nlimit = { param = \"greatest-share\" }";

#[test]
fn bounds_that_cannot_both_hold_are_found() {
    let heading = HEADING.to_owned()
        + "[params.exact-share]\nunit = \"share\"\ntitle = { fi = \"osuus\", sv = \"andel\", en = \"share\" }\nvalues = [{ value = \"0.60\", basis = [{ source = \"oma-call\" }] }]\n";
    let exact = rule(
        "oma-exact",
        "[check.share-equals]\npart = { figure = \"grant\", of = \"subject\" }\nof = { figure = \"total\" }\nshare = { param = \"exact-share\" }",
    );
    let found = lints(&[
        ("oma-2024/rulebook.toml", heading.clone()),
        ("oma-2024/rules/oma-share.toml", rule("oma-share", SHARE)),
        ("oma-2024/rules/oma-exact.toml", exact.clone()),
    ]);
    assert!(
        found.contains(&"error oma-share check: contradiction".to_owned()),
        "{found:#?}"
    );
    assert!(
        found.contains(&"error oma-exact check: contradiction".to_owned()),
        "{found:#?}"
    );
    // One percentage point apart the other way, both can be met; so can they one after the other.
    let lower = heading.replace("value = \"0.60\"", "value = \"0.50\"");
    let later = heading
        .replace(
            "value = \"0.50\"",
            "until = \"2024-12-31\", value = \"0.50\"",
        )
        .replace(
            "value = \"0.60\"",
            "from = \"2025-01-01\", value = \"0.60\"",
        );
    for heading in [lower, later] {
        let found = lints(&[
            ("oma-2024/rulebook.toml", heading),
            ("oma-2024/rules/oma-share.toml", rule("oma-share", SHARE)),
            ("oma-2024/rules/oma-exact.toml", exact.clone()),
        ]);
        assert!(
            !found.iter().any(|one| one.ends_with("contradiction")),
            "{found:#?}"
        );
    }
}

#[test]
fn dead_rules_repeated_checks_and_idle_overrides_are_found() {
    let text = "fi = \"Syy\"\nsv = \"Skäl\"\nen = \"Reason\"\n";
    let heading = HEADING.replace(
        "[params",
        "[override.row-does-not-add-up.reason]\nREASON\n[params",
    );
    let heading = heading.replace("REASON", text);
    let upper = format!(
        "id = \"oma-2025\"\nversion = \"1\"\nuses = [\"oma-2024\"]\n[title]\n{text}[call.authority]\n{text}[override.oma-share]\noff = true\n[override.oma-share.reason]\n{text}[override.oma-copy]\noff = true\n[override.oma-copy.reason]\n{text}"
    );
    let lower = heading.replace("[call]\nauthority = { fi = \"kunta\", sv = \"kommunen\", en = \"the municipality\" }\n[call.contents.risk-plan]\ntype = \"text\"\ntitle = { fi = \"riskisuunnitelma\", sv = \"riskplan\", en = \"risk plan\" }\n", "");
    assert!(!lower.contains("[call]"), "{lower}");
    let awarded = rule(
        "oma-awarded",
        "[applies]\nawarded_from = \"2024-06-01\"\nawarded_before = \"2024-06-01\"\n[check.declared]\nstatement = \"x\"",
    );
    let earmarks = rule(
        "oma-earmarks",
        "[check.amount-at-most]\namount = { earmarks = true }\nlimit = { literal = \"10.00\" }",
    );
    let found = lints(&[
        ("oma-2024/rulebook.toml", lower),
        ("oma-2025/rulebook.toml", upper),
        ("oma-2024/rules/oma-share.toml", rule("oma-share", SHARE)),
        ("oma-2024/rules/oma-copy.toml", rule("oma-copy", SHARE)),
        ("oma-2024/rules/oma-awarded.toml", awarded),
        ("oma-2024/rules/oma-earmarks.toml", earmarks),
    ]);
    for expected in [
        "error - override.row-does-not-add-up: override-without-effect",
        "warning oma-share id: off-everywhere",
        "error oma-share check: same-check",
        "error oma-awarded applies.awarded_before: never-awarded",
        "error oma-earmarks over: over-has-none",
        "error oma-share id: no-examples",
    ] {
        assert!(
            found.contains(&expected.to_owned()),
            "{expected}\n{found:#?}"
        );
    }
}

#[test]
fn gaps_idle_names_and_wrong_texts_are_found() {
    let heading = HEADING.replace(
        "values = [{ value = \"0.50\"",
        "values = [{ until = \"2024-06-29\", value = \"0.40\", basis = [{ source = \"oma-call\" }] }, { from = \"2024-07-01\", value = \"0.50\"",
    ) + "[params.idle]\nunit = \"count\"\ntitle = { fi = \"luku\", sv = \"tal\", en = \"number\" }\nvalues = [{ value = \"1\", basis = [{ source = \"oma-call\" }] }]\n[sources.oma-idle]\nrank = \"call\"\ntitle = { fi = \"Toinen\", sv = \"Annan\", en = \"Other\" }\npublisher = { fi = \"kunta\", sv = \"kommunen\", en = \"the municipality\" }\ndate = \"2024\"\n";
    let share = rule("must-share", SHARE)
        .replacen("[why]\nfi = \"x\"\nsv = \"x\"\nen = \"x\"", "[why]\nfi = \"Enintään 60 %.\"\nsv = \"Högst 60 procent.\"\nen = \"At most 50%.\"", 1)
        .replacen("[advice]\nfi = \"x\"\nsv = \"x\"", "[advice]\nfi = \"Pienennä avustusta 5 000 eurolla.\"\nsv = \"Pienennä avustusta 5 000 eurolla.\"", 1);
    let found = lints(&[
        ("oma-2024/rulebook.toml", heading),
        ("oma-2024/rules/must-share.toml", share),
    ]);
    for expected in [
        "warning - params.greatest-share.values.1: gap-in-values",
        "warning - params.idle: param-unused",
        "warning - sources.oma-idle: source-unused",
        "warning - sources.oma-call: call-without-address",
        "warning - call.contents.risk-plan: content-unused",
        "warning must-share id: id-names-cure",
        "error must-share why.fi: figure-differs",
        "error must-share why.sv: figure-differs",
        "error must-share why.en: numbers-differ",
        "warning must-share advice.fi: figure-of-no-number",
        "error must-share advice.en: numbers-differ",
        "warning must-share advice.sv: not-translated",
    ] {
        assert!(
            found.contains(&expected.to_owned()),
            "{expected}\n{found:#?}"
        );
    }
    assert!(
        !found.iter().any(|one| one.contains("why.en: figure")),
        "{found:#?}"
    );
}
