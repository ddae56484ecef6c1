//! The command `selvitys` as a library, so that the Python package carries it too.
//!
//! It is one of the faces: it knows files, the clock and the terminal, which the core does not.

use std::ffi::OsString;
use std::io::Write;

use clap::Parser;

mod arguments;
mod command;
mod failure;
mod input;
mod output;
#[cfg(feature = "pdf")]
mod pdf;
mod terminal;

use arguments::{Arguments, Command};
use failure::Failure;

/// Nothing of severity error; or the command did what it was asked.
const CLEAN: u8 = 0;
/// Something of severity error was found.
const FOUND: u8 = 1;
/// The command could not run.
const FAILED: u8 = 2;

/// Runs the command. Returns its exit code: 0 nothing of severity error, 1 findings of severity
/// error, 2 could not run.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let help = !error.use_stderr();
            let text = error.render().ansi().to_string();
            let to: &mut dyn Write = if help { out } else { err };
            // Nobody is left to tell when the terminal itself is gone.
            let _ = write!(to, "{text}");
            return if help { CLEAN } else { FAILED };
        }
    };
    let lang = arguments.language();
    let done = match arguments.command {
        Command::Check(check) => command::check::run(&check, lang, out),
        Command::Deadlines(deadlines) => command::deadlines::run(&deadlines, lang, out),
        Command::Diff(diff) => command::diff::run(&diff, lang, out),
        Command::Report(report) => command::report::run(&report, lang, out),
        Command::Fix(fix) => command::fix::run(&fix, lang, out),
        Command::Explain(explain) => command::explain::run(&explain, lang, out),
        Command::Rules(rules) => command::rules::run(&rules, lang, out),
        Command::Schema(schema) => command::schema::run(schema.name, out),
        Command::WhatIf(what_if) => command::what_if::run(&what_if, lang, out),
        Command::Lint(arguments) => command::lint::run(&arguments, lang, out),
        Command::NewRule(new) => command::new_rule::run(&new, lang, out),
        Command::Test(test) => command::test::run(&test, lang, out),
    };
    match done {
        Ok(code) => code,
        // The reader of a pipe has seen enough.
        Err(Failure::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => CLEAN,
        Err(failure) => {
            let _ = failure.write(lang, err);
            FAILED
        }
    }
}

/// Runs the command on this process's own output, with colours where it is a terminal.
pub fn run_on_terminal(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    run(arguments, &mut anstream::stdout(), &mut anstream::stderr())
}
