//! What commands that report have in common: where the report goes, in which form, and how they end.

use std::io::{self, IsTerminal as _};

use super::exit::Exit;
use crate::config::{Color, Config};
use crate::finding::Level;
use crate::language::texts;
use crate::record::Record;
use crate::report::{self, Format, Style, Writer};
use crate::worker;

/// The report's writers: the one for stdout and one per `-o FILE`. Files are created before the scan, so that a name
/// that cannot be used costs no scan, and after everything else that can be refused, so that none is left behind empty.
pub(super) fn writers(config: &Config) -> anyhow::Result<Vec<Box<dyn Writer>>> {
    super::place::check_outputs(&config.output, config)?;
    let terminal = io::stdout().is_terminal();
    let color = match config.color {
        Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none() && worker::sys::shows_colors(),
        Color::Always => true,
        Color::Never => false,
    };
    let mut writers = Vec::new();
    if let Some(format) = format_on_stdout(config) {
        let width = terminal_size::terminal_size().map_or(120, |(width, _)| usize::from(width.0));
        let style = Style {
            texts: texts(),
            color,
            width,
        };
        // What a person sees at the terminal is for that person; what goes on from here is for the recipients.
        let recipients = if terminal { &[][..] } else { &config.encrypt_to };
        writers.push(report::stdout(format, style, recipients)?);
    }
    for (n, path) in config.output.iter().enumerate() {
        match report::create(path, texts(), &config.encrypt_to) {
            Ok(writer) => writers.push(writer),
            Err(err) => {
                // The next run would find them in its way.
                config.output[..n].iter().for_each(|path| report::discard(path));
                return Err(err);
            }
        }
    }
    Ok(writers)
}

/// A table for a terminal, records for a program; nothing where the report goes to files alone.
pub(super) fn format_on_stdout(config: &Config) -> Option<Format> {
    let usual = match io::stdout().is_terminal() {
        true => Some(Format::Table),
        false => config.output.is_empty().then_some(Format::Jsonl),
    };
    config.format.or(usual)
}

/// A writer whose reader has gone (`| head`) is left out from there on; the others go on.
pub(super) fn write_to_all(
    writers: &mut Vec<Box<dyn Writer>>,
    mut write: impl FnMut(&mut dyn Writer) -> io::Result<()>,
) -> io::Result<()> {
    let mut written = Ok(());
    writers.retain_mut(|writer| match write(&mut **writer) {
        Err(err) if err.kind() == io::ErrorKind::BrokenPipe => false,
        result => {
            written = std::mem::replace(&mut written, Ok(())).and(result);
            true
        }
    });
    written
}

/// Every report gets its end, also when one of them fails.
pub(super) fn finish(writers: Vec<Box<dyn Writer>>) -> io::Result<()> {
    let ends: Vec<_> = writers
        .into_iter()
        .map(|writer| writer.finish().or_else(super::closed_pipe_is_fine))
        .collect();
    ends.into_iter().collect()
}

/// Errors outrank findings.
pub(super) fn exit(config: &Config, worst: Option<Level>, complete: bool) -> Exit {
    match config.fail_on {
        _ if config.require_complete && !complete => Exit::Incomplete,
        Some(level) if worst >= Some(level) => Exit::Found,
        _ => Exit::Done,
    }
}

/// With -v: every document that was not wholly read, and why.
pub(super) fn tell_gaps(record: &Record) {
    if let Record::Document(document) = record {
        for gap in &document.unread {
            let chain: Vec<_> = document.inner.iter().chain(&gap.inner).map(String::as_str).collect();
            let inside = if chain.is_empty() {
                String::new()
            } else {
                format!(" > {}", chain.join(" > "))
            };
            let line = format!(
                "{}{inside}: {}: {}",
                document.path.path,
                gap.reason,
                texts().phrase("gap", &gap.detail)
            );
            super::say(format_args!("{}", report::visible(&line)));
        }
    }
}
