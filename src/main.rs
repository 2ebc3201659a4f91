//! The command line: parse, dispatch, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|command| command == "__worker") {
        return speur::worker::serve();
    }
    ExitCode::SUCCESS
}
