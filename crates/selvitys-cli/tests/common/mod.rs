//! What the tests of the command share: running it as its users do.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The project's root, where every command runs.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs the command in the project's root, in English and without colours.
pub(crate) fn selvitys(arguments: &[&str]) -> Output {
    selvitys_in(&root(), arguments)
}

/// Runs the command in a folder, in English and without colours.
pub(crate) fn selvitys_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_selvitys"))
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// What it printed.
pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What it said of errors.
pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
