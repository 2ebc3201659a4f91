//! The commands: one file each. They parse nothing, decide nothing; they call the stages and print.

use std::ffi::OsStr;
use std::fmt;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Once;

use clap::FromArgMatches as _;

use args::{Cli, Command, ConfigCommand, IndexCommand, Schema, SubjectCommand};
use exit::Exit;

use crate::language::{self, texts, told};
use crate::{state, walk, worker};

pub mod args;
mod central;
mod config;
mod doctor;
mod exception;
pub mod exit;
mod explain;
mod extract;
mod help;
mod index;
mod lang;
mod named;
mod notice;
mod output;
mod place;
mod report;
mod rules;
mod scan;
mod subject;
mod typed;

/// Parses the command line and runs it. Never panics at the edge: an error is one message and exit code 2.
pub fn main() -> ExitCode {
    // The child processes first: they are started by the thousand and read no other argument.
    match std::env::args_os().nth(1).as_deref().and_then(OsStr::to_str) {
        Some(worker::SUBCOMMAND) => return worker::serve(),
        Some(walk::SUBCOMMAND) => return walk::run_child(),
        Some(worker::ocr::SUBCOMMAND) => return worker::sys::read_pictures(&arguments()),
        Some(worker::ocr::PAGE_SUBCOMMAND) => return worker::sys::read_picture(&arguments()),
        _ => {}
    }
    worker::sys::survive_size_limits();
    lang::settle();
    parse_and_run().into()
}

/// What a hidden subcommand is told.
fn arguments() -> Vec<String> {
    std::env::args().skip(2).collect()
}

/// What is installed, if pictures are to be read; says so when nothing is.
fn tesseract(wanted: bool) -> Option<worker::ocr::Tesseract> {
    let found = wanted.then(worker::ocr::Tesseract::find);
    if let Some(None) = found {
        say(format_args!("speur: {}", told!("no-tesseract")));
    }
    found.flatten()
}

fn parse_and_run() -> Exit {
    let parsed = help::command(texts())
        .try_get_matches_from(typed::joined(std::env::args_os()))
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(err) => return help::answer(&err, texts()),
    };
    let exit = dispatch(cli.command).unwrap_or_else(|err| failed(&err));
    match BROKEN_LOG.is_completed() {
        true => exit.with_a_broken_log(),
        false => exit,
    }
}

/// Tells what went wrong, where that was not done yet.
fn failed(err: &anyhow::Error) -> Exit {
    if let Some(told) = err.downcast_ref() {
        return *told;
    }
    say(format_args!("speur: {}", language::error(err)));
    exit_of(err)
}

/// What went wrong with the state has exit codes of its own; all else is something the command was given.
fn exit_of(err: &anyhow::Error) -> Exit {
    match err.downcast_ref::<state::Error>() {
        Some(state::Error::Locked(_)) => Exit::Locked,
        Some(state::Error::DiskFull(_)) => Exit::Stopped,
        Some(err) if err.is_damage() => Exit::Integrity,
        None if err.downcast_ref().is_some_and(crate::central::Error::is_damage) => Exit::Integrity,
        None if err.downcast_ref().is_some_and(crate::central::Error::is_full) => Exit::Stopped,
        None if is_disk_full(err) => Exit::Stopped,
        Some(_) | None => Exit::Usage,
    }
}

/// Whether what went wrong is that there was no room for what had to be written.
fn is_disk_full(err: &anyhow::Error) -> bool {
    let mut causes = err.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    causes.any(state::is_no_room)
}

fn dispatch(command: Command) -> anyhow::Result<Exit> {
    match command {
        Command::Scan(args) => scan::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Extract { files, ocr } => extract::run(&files, ocr),
        Command::Index { command } => match command {
            IndexCommand::Build(args) => index::build(&args, true),
            IndexCommand::Update(args) => index::build(&args, false),
            IndexCommand::Verify(file) => index::verify(&file),
            IndexCommand::Info(file) => index::info(&file),
        },
        Command::Subject {
            command: SubjectCommand::Find(args),
        } => subject::find(&args),
        Command::Subject {
            command: SubjectCommand::Export(args),
        } => subject::export(&args),
        Command::Rules { command } => rules::run(&command),
        Command::Explain {
            what,
            coverage,
            central_index,
            common,
            rules,
        } => {
            let asked = explain::Asked {
                what,
                coverage,
                central: central_index,
            };
            explain::run(asked, &common, &rules)
        }
        Command::Exception { command } => exception::run(&command),
        Command::Doctor { audit, common } => doctor::run(audit, &common),
        Command::Config {
            command: ConfigCommand::Show(args),
        } => config::show(&args),
        Command::Config {
            command: ConfigCommand::Check(args),
        } => config::check(&args),
        Command::Schema { name: Schema::Records } => print(crate::record::JSON_SCHEMA),
        Command::Completions { shell } => completions(shell),
        Command::Man => man(),
        Command::ExtractChild { path, ocr } => extract::run_child(&path, ocr),
    }
}

fn completions(shell: clap_complete::Shell) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut help::visible_command(texts()), "speur", &mut script);
    print(&String::from_utf8(script)?)
}

/// One page: the program, and each command.
fn man() -> anyhow::Result<Exit> {
    let program = help::visible_command(texts());
    let mut page = Vec::new();
    clap_mangen::Man::new(program.clone()).render(&mut page)?;
    for command in program.get_subcommands() {
        clap_mangen::Man::new(command.clone()).render(&mut page)?;
    }
    print(&String::from_utf8(page)?)
}

/// That the log does not verify was told.
static BROKEN_LOG: Once = Once::new();

/// Writes down what was done (Article X). A log that was altered stops no work: it is told, once, and stays as it is;
/// the command ends with the exit code that says so.
fn log(state: &state::State, event: &str, what: serde_json::Value) -> anyhow::Result<()> {
    if let state::Verified::Broken { line, why } = state.audit(event, what)? {
        BROKEN_LOG.call_once(|| tell_broken(&state.audit_file(), line, why));
    }
    Ok(())
}

/// Reports of one's own are not reported when they are met.
fn keep_reports(state: &state::State, key: &state::DeviceKey, paths: &[PathBuf]) -> anyhow::Result<()> {
    for path in paths {
        state.keep_report(path, key)?;
    }
    Ok(())
}

fn tell_broken(log: &Path, line: u64, why: &str) {
    let place = format!("{}:{line}", log.display());
    say(format_args!(
        "speur: {}",
        told!("audit-broken", place = place, why = texts().get(why))
    ));
}

/// Data for stdout. A closed pipe is a clean end.
fn print(text: &str) -> anyhow::Result<Exit> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .or_else(closed_pipe_is_fine)?;
    Ok(Exit::Done)
}

/// What is for people, on stderr. Where stderr is closed there is nobody to tell. Names in it may come from what is
/// scanned: nothing of them reaches a terminal as a command.
pub(crate) fn say(line: fmt::Arguments<'_>) {
    let text = line.to_string();
    let shown: Vec<_> = text.split('\n').map(crate::report::visible).collect();
    let _ = writeln!(io::stderr().lock(), "{}", shown.join("\n"));
}

/// The reader of a pipe may have had enough (`| head`).
pub(crate) fn closed_pipe_is_fine(err: io::Error) -> io::Result<()> {
    if err.kind() == io::ErrorKind::BrokenPipe {
        Ok(())
    } else {
        Err(err)
    }
}

/// What was asked for is on stdout, or nobody wants it any more; on a full disk nobody has it.
fn printed(done: io::Result<()>) -> Exit {
    match done.or_else(closed_pipe_is_fine) {
        Ok(()) => Exit::Done,
        Err(err) => {
            say(format_args!("speur: {}", language::io(&err)));
            Exit::Stopped
        }
    }
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    #[test]
    fn help_that_nobody_gets_is_an_error_unless_nobody_wants_it() {
        assert_eq!(printed(Ok(())), Exit::Done);
        assert_eq!(printed(Err(io::ErrorKind::BrokenPipe.into())), Exit::Done);
        assert_eq!(printed(Err(io::ErrorKind::StorageFull.into())), Exit::Stopped);
    }

    #[test]
    fn what_was_told_already_gives_its_own_exit_code() {
        assert_eq!(failed(&Exit::Integrity.into()), Exit::Integrity);
        let around = Err::<(), _>(Exit::Stopped).context("around").unwrap_err();
        assert_eq!(failed(&around), Exit::Stopped);
        assert_eq!(failed(&anyhow::anyhow!("not told yet")), Exit::Usage);
    }
}
