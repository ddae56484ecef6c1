//! The command `selvitys`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(selvitys_cli::run_on_terminal(std::env::args_os()))
}
