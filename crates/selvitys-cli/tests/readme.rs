//! Every command that README.md and the guide for rulebooks show is run, and prints what they say.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod folders;

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The blocks of a language.
fn blocks(readme: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let parts = readme.split(fence.as_str()).skip(1);
    parts
        .filter_map(|part| part.split_once("```").map(|(code, _)| code.to_owned()))
        .collect()
}

#[test]
fn commands_print_what_the_readme_shows() {
    assert!(run_all("README.md") >= 2);
}

#[test]
fn commands_print_what_the_guide_for_rulebooks_shows() {
    assert!(run_all("docs/rulebooks.md") >= 6);
}

/// Runs every command that a page shows, and says how many there are.
fn run_all(page: &str) -> usize {
    let readme = std::fs::read_to_string(root().join(page)).unwrap();
    let mut ran = 0;
    for block in blocks(&readme, "console") {
        let mut lines = block.lines().peekable();
        while let Some(line) = lines.next() {
            let command = line
                .strip_prefix("$ ")
                .unwrap_or_else(|| panic!("no command: {line}"));
            let mut shown = Vec::new();
            while let Some(next) = lines.next_if(|next| !next.starts_with("$ ")) {
                shown.push(next.trim_end());
            }
            // `make test` is what runs this test.
            if command == "make test" {
                let makefile = std::fs::read_to_string(root().join("Makefile")).unwrap();
                assert!(makefile.contains("\ntest:"));
                continue;
            }
            let arguments = command
                .strip_prefix("cargo run --release --")
                .or_else(|| command.strip_prefix("selvitys"))
                .unwrap_or_else(|| panic!("unknown command: {command}"));
            let folder = tempfile::tempdir().unwrap();
            let mut place = root();
            // A rule is begun where it leaves nothing behind: in a copy of the rulebooks.
            if arguments.starts_with(" new-rule ") {
                let books = "examples/rulebooks";
                folders::copy(&place.join(books), &folder.path().join(books));
                place = folder.path().into();
            }
            let output = Command::new(env!("CARGO_BIN_EXE_selvitys"))
                .args(arguments.split_whitespace().map(|one| {
                    // Reports go where they leave nothing behind.
                    if one == "reports" {
                        folder.path().to_str().unwrap()
                    } else {
                        one
                    }
                }))
                .current_dir(&place)
                .env("LC_ALL", "C")
                .env("NO_COLOR", "1")
                .output()
                .unwrap();
            assert!(
                output.status.code().is_some_and(|code| code < 2),
                "{command}"
            );
            let printed = String::from_utf8(output.stdout).unwrap();
            let printed = printed.replace(folder.path().to_str().unwrap(), "reports");
            // A no-break space looks like any other on a page.
            let printed = printed.replace('\u{a0}', " ");
            let printed: Vec<&str> = printed.lines().map(str::trim_end).collect();
            ran += 1;
            // An ellipsis stands for lines left out.
            let mut rest = printed.as_slice();
            let pieces = shown.split(|line| *line == "...");
            for piece in pieces.filter(|piece| !piece.is_empty()) {
                let found = rest.windows(piece.len()).position(|window| window == piece);
                let at = found.unwrap_or_else(|| {
                    panic!(
                        "`{command}` does not print\n{}\nbut\n{}",
                        piece.join("\n"),
                        rest.join("\n")
                    )
                });
                rest = &rest[at + piece.len()..];
            }
        }
    }
    ran
}
