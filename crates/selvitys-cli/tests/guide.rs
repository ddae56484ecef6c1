//! The third call, a fictitious municipality's grant, and the guide that tells how it was written.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;
mod folders;

use std::path::{Path, PathBuf};

use common::{err, out, root, selvitys, selvitys_in};
use folders::copy;
use selvitys::Rulebooks;
use selvitys::check::Check;

const BOOK: &str = "examples/rulebooks/esimerkkila-2025";

fn guide() -> String {
    std::fs::read_to_string(root().join("docs/rulebooks.md")).unwrap()
}

#[test]
fn its_examples_hold_and_notice_every_change_and_lint_is_silent() {
    let tested = selvitys(&["test", BOOK]);
    let text = out(&tested);
    assert_eq!(tested.status.code(), Some(0), "{text}{}", err(&tested));
    let said = text.split_once("Changes tried: ").unwrap().1;
    let (tried, noticed) = said
        .trim_end()
        .split_once(". Noticed by examples: ")
        .unwrap();
    assert_eq!(format!("{tried}."), noticed, "{text}");
    assert!(tried.parse::<usize>().unwrap() > 250, "{text}");
    let linted = selvitys(&["lint", BOOK]);
    assert_eq!(out(&linted), "Rulebooks: 1. Errors: 0. Warnings: 0.\n");
}

#[test]
fn its_project_is_judged_in_three_languages() {
    for lang in ["fi", "sv", "en"] {
        let project = "examples/rulebooks/village-evenings.json";
        let place = ["--rulebooks", "examples/rulebooks", "--as-of", "2025-06-10"];
        let words = ["--stage", "application", "--lang", lang];
        let arguments = [&["check", project][..], &place, &words].concat();
        let checked = selvitys(&arguments);
        assert_eq!(checked.status.code(), Some(1), "{}", err(&checked));
        insta::assert_snapshot!(format!("village-evenings-{lang}"), out(&checked));
    }
}

/// The texts of the rulebooks and documents that snippets are taken from.
fn sources(folder: &Path, into: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path
            .extension()
            .is_some_and(|one| one == "toml" || one == "json")
        {
            into.push(std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_snippet_of_the_guide_is_part_of_a_real_file() {
    let mut files = Vec::new();
    sources(&root().join("examples/rulebooks"), &mut files);
    sources(&root().join("crates/selvitys/rulebooks"), &mut files);
    let guide = guide();
    let mut seen = 0;
    for language in ["toml", "json"] {
        let fence = format!("```{language}\n");
        for block in guide.split(fence.as_str()).skip(1) {
            let block = block.split_once("```").unwrap().0;
            // An ellipsis stands for lines left out.
            let pieces: Vec<&str> = block.split("...\n").collect();
            let whole = |file: &String| {
                let mut rest = file.as_str();
                pieces.iter().all(|piece| match rest.split_once(piece) {
                    Some((_, after)) => {
                        rest = after;
                        true
                    }
                    None => false,
                })
            };
            assert!(files.iter().any(whole), "no file has\n{block}");
            seen += 1;
        }
    }
    assert!(seen > 10, "only {seen}");
}

#[test]
fn the_guide_names_every_kind_and_the_values_of_those_it_lists() {
    let guide = guide();
    for kind in Check::KINDS {
        assert!(guide.contains(&format!("`{kind}`")), "{kind}");
    }
    let books = Rulebooks::load(&root().join(BOOK)).unwrap();
    let mut rows = 0;
    for (_, rule) in books.rules() {
        let start = format!("| `{}` |", rule.check.kind());
        let Some(row) = guide.lines().find(|line| line.contains(&start)) else {
            continue;
        };
        let shown: Vec<&str> = row
            .split("`{")
            .skip(1)
            .map(|one| one.split_once("}`").unwrap().0)
            .collect();
        assert_eq!(shown, rule.check.values(), "{row}");
        rows += 1;
    }
    assert!(rows > 100, "only {rows}");
}

#[test]
fn the_guide_names_every_rule_of_the_third_call() {
    let books = Rulebooks::load(&root().join(BOOK)).unwrap();
    let guide = guide();
    let book = books.book("esimerkkila-2025").unwrap();
    for id in book.rules.keys() {
        assert!(guide.contains(&format!("`{id}`")), "{id}");
    }
}

/// A mistake: the file, what stands there, what a newcomer writes instead, the command that tells.
struct Mistake {
    file: &'static str,
    from: &'static str,
    to: &'static str,
    command: &'static str,
    message: &'static str,
}

const HEADING: &str = "rulebook.toml";
const LIMIT: &str = "rules/wellbeing-grant-above-limit.toml";
const WINDOW: &str = "rules/wellbeing-applied-outside-window.toml";

/// A mistake in a file: what stands there, what is written instead, and what is said of it.
const fn mistake(command: &'static str, told: [&'static str; 4]) -> Mistake {
    let [file, from, to, message] = told;
    Mistake {
        file,
        from,
        to,
        command,
        message,
    }
}

type Words = &'static str;

const fn lint(file: Words, from: Words, to: Words, message: Words) -> Mistake {
    mistake("lint", [file, from, to, message])
}

const fn test(file: Words, from: Words, to: Words, message: Words) -> Mistake {
    mistake("test", [file, from, to, message])
}

const MISTAKES: &[Mistake] = &[
    lint(
        HEADING,
        "value = \"0.70\"",
        "value = 0.70",
        "a text in quotation marks is expected here, also for a number or a day: `\"0.80\"`, for example",
    ),
    lint(
        HEADING,
        "\"0.70\"",
        "\"70 %\"",
        "`70 %` is no share, such as `0.80`",
    ),
    lint(
        HEADING,
        "\"0.70\"",
        "\"70\"",
        "`70` as a share is more than the whole; 70 per cent is `0.70`",
    ),
    lint(
        HEADING,
        "value = \"2025-03-31\"",
        "value = \"31.3.2025\"",
        "`31.3.2025` is no day, such as `2024-01-31`",
    ),
    lint(
        LIMIT,
        "as_of = \"2025-09-01\"",
        "as_of = \"1.9.2025\"",
        "a day is expected here: `\"2024-01-31\"`, for example",
    ),
    lint(
        LIMIT,
        "basis = [{ source = \"esimerkkila-rules\", section = \"3\", paragraph = 2 }]",
        "basis = \"esimerkkila-rules\"",
        "a list in square brackets is expected here: `[\"a\", \"b\"]`, for example",
    ),
    lint(
        LIMIT,
        "severity",
        "severty",
        "there is no field `severty` here; the nearest right name is `severity`; the fields: ",
    ),
    lint(
        LIMIT,
        "basis = [{ source = \"esimerkkila-rules\", section = \"3\", paragraph = 2 }]\n\n[check.amount-at-most]",
        "\n[check.amount-at-most]\nbasis = [{ source = \"esimerkkila-rules\", section = \"3\", paragraph = 2 }]",
        "there is no field `basis` here; the fields: `amount`, `limit`, `stated_only`",
    ),
    lint(
        LIMIT,
        "sv = \"Understödet överskrider maximibeloppet\"\n",
        "",
        "the field `sv` is missing",
    ),
    lint(
        LIMIT,
        "{limit}. Ylitys",
        "{maximum}. Ylitys",
        "`{maximum}` is no value of the check; it gives `amount`, `limit`, `distance`",
    ),
    lint(
        LIMIT,
        "fi = \"Enimmäismäärä jakaa",
        "fi = \"Enimmäismäärä {limit} jakaa",
        "this text takes no values, and `{limit}` is one",
    ),
    lint(
        LIMIT,
        " Överskridning: {distance}.",
        "",
        "`sv` uses other values than `fi`",
    ),
    lint(
        LIMIT,
        "param = \"greatest-grant\"",
        "param = \"greatest-gant\"",
        "no rulebook defines the parameter `greatest-gant`; the nearest is `greatest-grant`",
    ),
    lint(
        LIMIT,
        "param = \"greatest-grant\"",
        "param = \"greatest-share\"",
        "the parameter `greatest-share` has another unit",
    ),
    lint(
        LIMIT,
        "source = \"esimerkkila-rules\"",
        "source = \"esimerkkila-rule\"",
        "no source has the id `esimerkkila-rule`; the nearest is `esimerkkila-rules`",
    ),
    lint(
        LIMIT,
        "figure = \"grant\", of",
        "figure = \"grant\", param = \"greatest-grant\", of",
        "name exactly one of `figure`, `sum`, `earmarks`, `date`, `count`, `content`, `stated_share`, `param` and `literal`",
    ),
    lint(
        LIMIT,
        "id = \"wellbeing-grant-above-limit\"",
        "id = \"grant-too-great\"",
        "the id `grant-too-great` is not the file's name",
    ),
    lint(
        "rules/wellbeing-evaluation-missing.toml",
        "severity = \"advice\"",
        "severity = \"error\"",
        "an error needs an act, a decree, a decision or the call",
    ),
    lint(
        "rules/wellbeing-application-incomplete.toml",
        "contents.audience",
        "contents.audiences",
        "no call defines the content `audiences`; the nearest is `audience`",
    ),
    lint(
        WINDOW,
        "date = \"applied\"",
        "date = \"committed\"",
        "the check never has a subject here: it is for `participant` only",
    ),
    lint(
        HEADING,
        "until = \"2025-05-31\"",
        "until = \"2025-06-02\"",
        "two values are in force on the same day",
    ),
    lint(
        HEADING,
        "until = \"2025-05-31\"",
        "until = \"2025-05-29\"",
        "no value is in force from 2025-05-30 to 2025-05-31",
    ),
    lint(
        HEADING,
        "up_to = \"25000.00\"",
        "up_to = \"15000.00\"",
        "`up_to` is less than `value`: the lesser comes first",
    ),
    lint(
        HEADING,
        "uses = [\"common\"]",
        "uses = [\"comon\"]",
        "no rulebook has the id `comon`; the nearest is `common`",
    ),
    lint(
        HEADING,
        "[override.line-without-package",
        "[override.swedish-missing",
        "no call can change the rule `swedish-missing`: it is about the document as a whole, not about a grant",
    ),
    lint(
        "base.json",
        "\"applied_on\"",
        "\"applied_at\"",
        "the base project of the examples cannot be read: there is no field `applied_at` here; the nearest right name is `applied`",
    ),
    test(
        LIMIT,
        "verdict = \"met\"\nset",
        "verdict = \"not-met\"\nset",
        "The example expects `not-met`. The rule says `met`.",
    ),
    test(
        LIMIT,
        "{ \"/budgets/0/lines/0/applied/grant\" = \"20000.00\" }",
        "{ \"/budget/0\" = \"20000.00\" }",
        "The base project has no place `/budget/0`.",
    ),
    test(
        "rules/wellbeing-too-few-organisations.toml",
        "verdict = \"cannot-tell\"\nremove = [\"/organisations\"]",
        "verdict = \"not-met\"\nremove = [\"/organisations/2\"]",
        "No example shows the verdict `cannot-tell`, which the rule can give.",
    ),
    test(
        LIMIT,
        "date = \"2025-05-31\"",
        "date = \"2025-05-30\"",
        "No example notices when `2025-05-31` is changed to `2025-05-30`. Add an example exactly on the bound, and one beyond it by the smallest unit.",
    ),
];

fn copy_of_the_book() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("esimerkkila-2025");
    copy(&root().join(BOOK), &book);
    (folder, book)
}

#[test]
fn what_newcomers_get_wrong_is_told_as_the_guide_has_it() {
    let guide = guide();
    for one in MISTAKES {
        let (folder, book) = copy_of_the_book();
        let file = book.join(one.file);
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains(one.from), "{}: {}", one.file, one.from);
        std::fs::write(&file, text.replace(one.from, one.to)).unwrap();
        let said = selvitys_in(folder.path(), &[one.command, "esimerkkila-2025"]);
        let said = out(&said) + &err(&said);
        assert!(said.contains(one.message), "{}\n{said}", one.message);
        assert!(
            guide.contains(one.message),
            "the guide lacks {}",
            one.message
        );
    }
}

#[test]
fn files_that_would_be_left_out_are_told_of() {
    let (folder, book) = copy_of_the_book();
    std::fs::rename(book.join(LIMIT), book.join("limit.toml")).unwrap();
    let said = out(&selvitys_in(folder.path(), &["lint", "esimerkkila-2025"]));
    let message = "this file is not read: rules stand in the folder `rules`";
    assert!(
        said.contains(&format!(
            "esimerkkila-2025/limit.toml:1:1: error[not-in-rules]: {message}"
        )),
        "{said}"
    );
    assert!(guide().contains(message));
    std::fs::remove_file(book.join("rulebook.toml")).unwrap();
    let said = err(&selvitys_in(folder.path(), &["lint", "esimerkkila-2025"]));
    let message = "the folder has no `rulebook.toml`";
    assert!(
        said.contains(message) && said.contains("esimerkkila-2025/rules"),
        "{said}"
    );
    assert!(guide().contains(message));
}
