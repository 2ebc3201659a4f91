//! The command line: parse, dispatch, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::args_os().nth(1) {
        Some(command) if command == speur::walk::SUBCOMMAND => speur::walk::run_child(),
        Some(command) if command == speur::worker::SUBCOMMAND => speur::worker::serve(),
        _ => ExitCode::from(2),
    }
}
