//! `selvitys new-rule`: what it writes keeps from loading until it is filled in, and then passes.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::path::Path;
use std::process::Output;

use common::{err, out, root, selvitys_in};
use selvitys::check::Check;

/// A rulebook of its own, with a model project under it and a number for its rules to name.
const BOOK: &str = r#"id = "my-call"
version = "1"
uses = ["asetus-7-2020"]
base = "base.json"

[title]
fi = "Oma haku"
sv = "Egen utlysning"
en = "A call of our own"

[call]
authority = { fi = "Kunta", sv = "Kommunen", en = "The municipality" }

[sources.my-call]
rank = "call"
title = { fi = "Oma haku", sv = "Egen utlysning", en = "A call of our own" }
publisher = { fi = "Kunta", sv = "Kommunen", en = "The municipality" }
date = "2020-01-20"
address = "https://example.org/call"

[params.greatest-grant]
unit = "money"
title = { fi = "avustuksen enimmäismäärä", sv = "understödets maximibelopp", en = "the greatest grant" }
values = [{ value = "800000.00", basis = [{ source = "my-call" }] }]
"#;

fn book() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("my-call")).unwrap();
    std::fs::write(folder.path().join("my-call/rulebook.toml"), BOOK).unwrap();
    let base = root().join("crates/selvitys/rulebooks/common/base.json");
    let base = std::fs::read_to_string(base).unwrap();
    let declared = r#""declarations": [ { "statement": "residents-heard", "holds": true },"#;
    let base = base.replace(r#""ru-2020""#, r#""my-call""#);
    let base = base.replacen(r#""declarations": ["#, declared, 1);
    assert!(base.contains("my-call") && base.contains("residents-heard"));
    std::fs::write(folder.path().join("my-call/base.json"), base).unwrap();
    folder
}

fn begin(folder: &Path, id: &str, kind: &str, more: &[&str]) -> Output {
    let arguments = ["new-rule", id, "--book", "my-call", "--kind", kind];
    selvitys_in(folder, &[&arguments[..], more].concat())
}

fn rule(folder: &Path, id: &str) -> String {
    std::fs::read_to_string(folder.join(format!("my-call/rules/{id}.toml"))).unwrap()
}

/// The places of the blanks of a file, as errors name them: line and column.
fn blanks(text: &str) -> Vec<(usize, usize)> {
    let lines = text.lines().enumerate();
    let in_use = lines.filter(|(_, line)| !line.starts_with('#'));
    let places = in_use.flat_map(|(number, line)| {
        let blanks = line.match_indices("\"<fill in");
        blanks.map(move |(at, _)| (number + 1, line[..at].chars().count() + 1))
    });
    places.collect()
}

/// The file with its blanks filled in by TOML values, in their order.
fn filled(text: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    let mut lines = Vec::new();
    for line in text.lines() {
        let mut line = line.to_owned();
        while !line.starts_with('#')
            && let Some(at) = line.find("\"<fill in")
        {
            let end = at + line[at..].find(">\"").unwrap() + 2;
            let value = values
                .next()
                .unwrap_or_else(|| panic!("too few values: {line}"));
            line.replace_range(at..end, value);
        }
        lines.push(line);
    }
    assert_eq!(values.next(), None, "too many values");
    lines.join("\n") + "\n"
}

#[test]
fn a_rule_of_every_kind_is_refused_at_each_of_its_blanks() {
    let folder = book();
    let mut expected = Vec::new();
    for kind in Check::KINDS {
        let id = format!("{kind}-fails");
        let output = begin(folder.path(), &id, kind, &[]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        let text = rule(folder.path(), &id);
        let table: toml::Table = toml::from_str(&text).unwrap();
        assert!(table["check"].get(kind).is_some(), "{kind}");
        let places = blanks(&text);
        assert!(places.len() > 20, "{kind}");
        for (line, column) in places {
            expected.push(format!("my-call/rules/{id}.toml:{line}:{column}: "));
        }
    }
    let output = selvitys_in(folder.path(), &["lint", "my-call"]);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    let said = out(&output);
    for place in &expected {
        let line = said
            .lines()
            .find_map(|line| line.strip_prefix(place.as_str()));
        let what =
            line.and_then(|line| line.strip_prefix("error[blank-left]: not filled in yet: "));
        assert!(what.is_some_and(|what| !what.is_empty()), "{place}");
    }
    assert_eq!(said.lines().count(), expected.len() + 1, "{said}");
    let output = selvitys_in(folder.path(), &["test", "my-call"]);
    assert_eq!(output.status.code(), Some(2), "{}", out(&output));
    assert!(expected.iter().all(|place| err(&output).contains(place)));
}

#[test]
fn a_rule_holds_what_its_kind_asks_for_in_the_order_of_the_others() {
    let folder = book();
    let more = ["--over", "grant", "--severity", "error"];
    let output = begin(folder.path(), "grant-too-large", "share-at-most", &more);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    insta::assert_snapshot!("skeleton", rule(folder.path(), "grant-too-large"));
    for lang in ["fi", "sv", "en"] {
        let id = format!("grant-too-large-{lang}");
        let output = begin(folder.path(), &id, "unique", &["--lang", lang]);
        insta::assert_snapshot!(format!("written-{lang}"), out(&output));
    }
}

#[test]
fn a_rule_on_a_sum_passes_once_it_is_filled_in() {
    let folder = book();
    let more = ["--over", "grant", "--severity", "error"];
    begin(folder.path(), "grant-too-large", "amount-at-most", &more);
    let call = r#""/grants/1/call""#;
    let sum = r#""/budgets/1/lines/0/applied/grant""#;
    let text = filled(
        &rule(folder.path(), "grant-too-large"),
        &[
            r#""my-call""#,
            r#"{ figure = "grant", of = "grant" }"#,
            r#"{ param = "greatest-grant" }"#,
            r#""Avustus on enintään haussa määrätty.""#,
            r#""Understödet är högst det som anges i utlysningen.""#,
            r#""The grant is at most what the call sets.""#,
            r#""Avustus ylittää enimmäismäärän""#,
            r#""Understödet överskrider maximibeloppet""#,
            r#""The grant exceeds the greatest sum""#,
            r#""Avustus: {amount}. Enintään: {limit}.""#,
            r#""Understöd: {amount}. Högst: {limit}.""#,
            r#""Grant: {amount}. At most: {limit}.""#,
            r#""Haussa rajataan avustuksen määrä.""#,
            r#""Utlysningen begränsar understödets belopp.""#,
            r#""The call limits the grant.""#,
            r#""Pienennä haettavaa avustusta.""#,
            r#""Minska det sökta understödet.""#,
            r#""Lower the grant applied for.""#,
            r#""exactly the greatest sum""#,
            r#""one cent more""#,
            sum,
            r#""800000.01""#,
            r#""a rounded sum reaches over it""#,
            sum,
            r#"{ amount = "800000.00", nearest = "10000.00" }"#,
            r#""a grant under another call""#,
            call,
            r#""tsk-2020""#,
        ],
    );
    // What `selvitys test` then says that no example notices.
    let asked = r#"
[[example]]
name = "the sum that was decided counts before that of the budget"
verdict = "not-met"
stage = "decision"
set = { "/grants/1/decision" = { number = "D1", date = "2020-06-30", amount = "800000.01" }, "/budgets/1/lines/0/granted" = { total = "1000000.00", grant = "800000.00", own = "200000.00" } }

[[example]]
name = "no sum is stated"
verdict = "cannot-tell"
remove = ["/budgets/1"]
"#;
    passes(&folder, "grant-too-large", &(text + asked), 6);
}

#[test]
fn a_rule_on_a_declaration_passes_once_it_is_filled_in() {
    let folder = book();
    let more = ["--over", "project", "--severity", "warning"];
    begin(folder.path(), "residents-not-heard", "declared", &more);
    let declarations = r#""/declarations""#;
    let text = filled(
        &rule(folder.path(), "residents-not-heard"),
        &[
            r#""my-call""#,
            r#""residents-heard""#,
            r#""Asukkaita on kuultu.""#,
            r#""Invånarna har hörts.""#,
            r#""The residents have been heard.""#,
            r#""Asukkaita ei ole kuultu""#,
            r#""Invånarna har inte hörts""#,
            r#""The residents have not been heard""#,
            r#""Asiakirjan mukaan asukkaita ei ole kuultu.""#,
            r#""Enligt dokumentet har invånarna inte hörts.""#,
            r#""The document says that the residents have not been heard.""#,
            r#""Haussa edellytetään kuulemista.""#,
            r#""I utlysningen krävs hörande.""#,
            r#""The call asks for it.""#,
            r#""Kuule asukkaita ja ilmoita siitä.""#,
            r#""Hör invånarna och uppge det.""#,
            r#""Hear the residents and declare it.""#,
            r#""declared""#,
            r#""declared not to be so""#,
            declarations,
            r#"[{ statement = "residents-heard", holds = false }]"#,
            r#""nothing is declared""#,
            declarations,
            "[]",
            r#""a grant under another call""#,
            r#""/grants/1/call""#,
            r#""tsk-2020""#,
        ],
    );
    passes(&folder, "residents-not-heard", &text, 4);
}

/// Rulebooks that a filled-in rule is in pass, lint and run every change of it.
fn passes(folder: &tempfile::TempDir, id: &str, text: &str, examples: usize) {
    let path = folder.path().join(format!("my-call/rules/{id}.toml"));
    std::fs::write(path, text).unwrap();
    let output = selvitys_in(folder.path(), &["lint", "my-call"]);
    let said = out(&output);
    assert_eq!(output.status.code(), Some(0), "{said}{}", err(&output));
    let output = selvitys_in(folder.path(), &["test", "my-call", "--rule", id]);
    let said = out(&output);
    assert_eq!(output.status.code(), Some(0), "{said}{}", err(&output));
    let ran = format!("Rules: 1. Examples: {examples}. Failed: 0.\n");
    assert!(said.starts_with(&ran), "{said}");
}

#[test]
fn what_cannot_be_begun_says_why_and_writes_nothing() {
    let folder = book();
    let refused = |output: &Output| {
        assert_eq!(output.status.code(), Some(2), "{}", out(output));
        err(output)
    };
    for lang in ["fi", "sv", "en"] {
        let says = |id: &str, kind: &str, more: &[&str]| {
            refused(&begin(
                folder.path(),
                id,
                kind,
                &[more, &["--lang", lang]].concat(),
            ))
        };
        let said = [
            says("Grant-too-large", "unique", &[]),
            says("grant-", "unique", &[]),
            says("../grant", "unique", &[]),
            says("budget-missing", "unique", &[]),
            says("a-sum", "sum-matches", &["--over", "grant"]),
        ];
        insta::assert_snapshot!(format!("refused-{lang}"), said.concat());
    }
    let said = refused(&begin(
        folder.path(),
        "grant-too-large",
        "share-at-mots",
        &[],
    ));
    assert!(
        Check::KINDS.iter().all(|kind| said.contains(kind)),
        "{said}"
    );
    let said = refused(&begin(folder.path(), "x", "unique", &["--over", "grants"]));
    assert!(said.contains("project, grant, line"), "{said}");
    let none = |book: &str| {
        let arguments = ["new-rule", "x", "--book", book, "--kind", "unique"];
        refused(&selvitys_in(folder.path(), &arguments))
    };
    assert!(
        none(".").contains("The folder . has no rulebook.toml. A rulebook begins with that file")
    );
    assert!(none("nowhere").contains("cannot be read: nowhere"));
    assert!(!folder.path().join("my-call/rules").exists());
}

#[test]
fn a_file_that_is_there_is_never_written_over() {
    let folder = book();
    begin(folder.path(), "grant-too-large", "unique", &[]);
    let before = rule(folder.path(), "grant-too-large");
    let output = begin(folder.path(), "grant-too-large", "required", &[]);
    assert_eq!(output.status.code(), Some(2), "{}", out(&output));
    let said = "The id grant-too-large is taken by a rule of the rulebook my-call.";
    assert!(err(&output).contains(said), "{}", err(&output));
    assert_eq!(rule(folder.path(), "grant-too-large"), before);
    // Nor what is no rule that can be read, but has the name.
    let beside = folder.path().join("my-call/rules/other-name.toml");
    std::fs::create_dir(&beside).unwrap();
    let output = begin(folder.path(), "other-name", "unique", &[]);
    assert_eq!(output.status.code(), Some(2), "{}", out(&output));
    assert!(beside.is_dir());
    let left = std::fs::read_dir(folder.path().join("my-call/rules")).unwrap();
    assert_eq!(left.count(), 2);
}

#[test]
fn editors_find_the_schema_where_it_lies_above_the_rulebook() {
    let folder = book();
    let schemas = folder.path().join("schemas");
    std::fs::create_dir(&schemas).unwrap();
    let schema = root().join("schemas/rule.schema.json");
    std::fs::copy(schema, schemas.join("rule.schema.json")).unwrap();
    begin(folder.path(), "grant-too-large", "unique", &[]);
    let text = rule(folder.path(), "grant-too-large");
    let line = text.lines().next().unwrap();
    assert_eq!(line, "#:schema ../../schemas/rule.schema.json");
    let named = line.strip_prefix("#:schema ").unwrap();
    let rules = folder.path().join("my-call/rules");
    assert!(rules.join(named).is_file());
}
