//! What commands that report have in common: where the report goes, in which form, and how they end.

use std::ffi::OsString;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use super::exit::Exit;
use crate::config::{Color, Config};
use crate::finding::Level;
use crate::language::{self, texts, told};
use crate::record::{Coverage, End, Record};
use crate::report::whole::Lacks;
use crate::report::{self, Format, Style, Writer};
use crate::{walk, worker};

/// The report's writers: the one for stdout and one per `-o FILE`. Files are created before the scan, so that a name
/// that cannot be used costs no scan; they have their names when they are whole.
pub(super) fn writers(config: &Config) -> anyhow::Result<Writers> {
    super::place::check_outputs(&config.output, config)?;
    let terminal = io::stdout().is_terminal();
    let color = match config.color {
        Color::Auto => terminal && wants_colors(|name| std::env::var_os(name)) && worker::sys::shows_colors(),
        Color::Always => true,
        Color::Never => false,
    };
    let mut writers = Writers::default();
    if let Some(format) = format_on_stdout(config) {
        check_terminal(format, terminal)?;
        let width = terminal_size::terminal_size().map_or(120, |(width, _)| usize::from(width.0));
        let style = Style {
            texts: texts(),
            color,
            width,
        };
        // What a person sees at the terminal is for that person; what goes on from here is for the recipients.
        let recipients = if terminal { &[][..] } else { &config.encrypt_to };
        writers.push("stdout", report::stdout(format, style, recipients)?);
    }
    for path in &config.output {
        let (writer, draft) = report::create(path, texts(), &config.encrypt_to)?;
        writers.push(path.display().to_string(), writer);
        writers.drafts.push(draft);
    }
    Ok(writers)
}

/// A workbook is no text: at a terminal its bytes are commands to it.
fn check_terminal(format: Format, is_terminal: bool) -> anyhow::Result<()> {
    let is_text = match format {
        Format::Xlsx => false,
        Format::Table | Format::Jsonl | Format::Html | Format::Csv | Format::Sarif | Format::Md => true,
    };
    anyhow::ensure!(is_text || !is_terminal, told!("xlsx-at-terminal"));
    Ok(())
}

/// Whether the environment of the terminal allows it (no-color.org; a dumb terminal shows the codes themselves).
fn wants_colors(variable: impl Fn(&str) -> Option<OsString>) -> bool {
    variable("NO_COLOR").is_none() && variable("TERM").is_none_or(|term| term != "dumb")
}

/// A table for a terminal, records for a program; nothing where the report goes to files alone.
pub(super) fn format_on_stdout(config: &Config) -> Option<Format> {
    let usual = match io::stdout().is_terminal() {
        true => Some(Format::Table),
        false => config.output.is_empty().then_some(Format::Jsonl),
    };
    config.format.or(usual)
}

/// How much was read, on stderr.
pub(super) fn tell_coverage(config: &Config, coverage: &Coverage) {
    let in_files = config.output.iter().filter_map(|path| report::format_of(path, texts()));
    if has_coverage(config.quiet, format_on_stdout(config), in_files) {
        return;
    }
    let coverage = report::said::coverage(coverage, texts());
    let told = texts().with("coverage-line", &[("coverage", coverage.into())]);
    super::say(format_args!("speur: {told}"));
}

/// Whether coverage is told without a line on stderr: by a table at the terminal, and for whoever wants no word by any
/// report that has it. It is never left out: what was not read may hold what was looked for.
fn has_coverage(quiet: bool, on_stdout: Option<Format>, in_files: impl Iterator<Item = Format>) -> bool {
    match quiet {
        false => on_stdout == Some(Format::Table),
        true => on_stdout.into_iter().chain(in_files).any(Format::tells_coverage),
    }
}

/// The reports of one command. One that cannot be written any further is no reason to cut the others short.
#[derive(Default)]
pub(super) struct Writers {
    writers: Vec<(String, Box<dyn Writer>)>,
    /// The files that are being written.
    pub drafts: Vec<PathBuf>,
    /// What went wrong, each with the name of its report.
    failed: Vec<anyhow::Error>,
}

impl Writers {
    fn push(&mut self, name: impl Into<String>, writer: Box<dyn Writer>) {
        self.writers.push((name.into(), writer));
    }

    /// A writer whose reader has gone (`| head`) or whose disk is full is left out from there on; the others go on.
    pub fn each(&mut self, mut write: impl FnMut(&mut dyn Writer) -> io::Result<()>) {
        let failed = &mut self.failed;
        self.writers.retain_mut(|(name, writer)| match write(&mut **writer) {
            Ok(()) => true,
            Err(err) => {
                note(failed, name, err);
                false
            }
        });
    }

    /// Every report gets its end, also when one of them fails.
    pub fn finish(self) -> anyhow::Result<()> {
        let mut failed = self.failed;
        for (name, writer) in self.writers {
            if let Err(err) = writer.finish() {
                note(&mut failed, &name, err);
            }
        }
        // The first is what the command ends with; every other report is missing too.
        let mut failed = failed.into_iter();
        let first = failed.next();
        for other in failed {
            super::say(format_args!("speur: {}", language::error(&other)));
        }
        first.map_or(Ok(()), Err)
    }
}

fn note(failed: &mut Vec<anyhow::Error>, name: &str, err: io::Error) {
    if let Err(err) = super::closed_pipe_is_fine(err) {
        failed.push(anyhow::Error::from(err).context(name.to_owned()));
    }
}

/// Where everything was left out nobody looked at anything; an empty folder is looked at in full.
pub(super) fn is_complete(end: &End, left_out: bool) -> bool {
    let left_out = left_out || end.coverage.personal > 0;
    end.complete && !(left_out && Lacks::of(end).is_empty())
}

/// Errors outrank findings.
pub(super) fn exit(config: &Config, worst: Option<Level>, complete: bool) -> Exit {
    match config.fail_on {
        _ if config.require_complete && !complete => Exit::Incomplete,
        Some(level) if worst >= Some(level) => Exit::Found,
        _ => Exit::Done,
    }
}

/// With -v: what was passed by, and what it is.
pub(super) fn tell_passed(path: &Path, what: walk::Passed) {
    let what = texts().sentence("passed", &crate::record::token(what));
    super::say(format_args!("{}", language::of(path, &what)));
}

/// With -v: every document that was not wholly read, and why.
pub(super) fn tell_gaps(record: &Record) {
    if let Record::Document(document) = record {
        let colon = texts().colon();
        for gap in &document.unread {
            let chain: Vec<_> = document.inner.iter().chain(&gap.inner).map(String::as_str).collect();
            let inside = if chain.is_empty() {
                String::new()
            } else {
                format!(" > {}", chain.join(" > "))
            };
            let line = format!(
                "{}{inside}{colon}{}{colon}{}",
                document.path.path,
                texts().sentence("reason-name", &crate::record::token(gap.reason)),
                texts().phrase("gap", &gap.detail)
            );
            super::say(format_args!("{}", report::visible(&line)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_much_was_read_is_always_told() {
        #[track_caller]
        fn check(quiet: bool, on_stdout: Option<Format>, in_files: &[Format], expected: bool) {
            let has = has_coverage(quiet, on_stdout, in_files.iter().copied());
            assert_eq!(has, expected, "{quiet} {on_stdout:?} {in_files:?}");
        }
        check(false, Some(Format::Csv), &[], false);
        check(false, Some(Format::Jsonl), &[], false);
        check(false, Some(Format::Table), &[], true);
        check(true, Some(Format::Jsonl), &[], true);
        check(true, Some(Format::Csv), &[], false);
        check(true, None, &[Format::Xlsx, Format::Csv], false);
        check(true, None, &[Format::Xlsx, Format::Html], true);
        check(true, Some(Format::Csv), &[Format::Md], true);
    }
    use crate::report::Aggregate;

    #[test]
    fn a_run_that_left_everything_out_is_not_complete() {
        let mut end = End {
            complete: true,
            finished: Some(String::new()),
            ..End::default()
        };
        assert!(!is_complete(&end, true));
        assert!(is_complete(&end, false));
        end.coverage.personal = 1;
        assert!(!is_complete(&end, false), "personal folders are left out too");
        end.coverage.files.read = 1;
        assert!(is_complete(&end, true));
        assert!(is_complete(&end, false));
    }

    /// Takes so many records, then fails.
    struct Failing(usize, io::ErrorKind);

    impl Writer for Failing {
        fn merged(&mut self, _aggregate: &Aggregate) -> io::Result<()> {
            Ok(())
        }

        fn record(&mut self, _record: &Record) -> io::Result<()> {
            match self.0.checked_sub(1) {
                Some(left) => self.0 = left,
                None => return Err(self.1.into()),
            }
            Ok(())
        }

        fn finish(self: Box<Self>) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_is_passed_by_is_told_by_its_kind_in_every_language() {
        use crate::language::{Lang, Texts};
        use walk::Passed::{Device, Link, Pipe, Socket};
        for texts in Lang::ALL.map(Texts::new) {
            let told = [Link, Pipe, Socket, Device].map(crate::record::token);
            let told = told.map(|token| (texts.sentence("passed", &token).into_owned(), token));
            assert!(told.iter().all(|(told, token)| told != token), "{told:?}");
        }
    }

    #[test]
    fn a_workbook_is_not_written_to_a_terminal() {
        assert!(check_terminal(Format::Xlsx, true).is_err());
        assert!(check_terminal(Format::Xlsx, false).is_ok());
        assert!(check_terminal(Format::Csv, true).is_ok());
    }

    #[test]
    fn a_dumb_terminal_gets_no_colours() {
        #[track_caller]
        fn check(variables: &[(&str, &str)], expected: bool) {
            let of = |name: &str| {
                variables
                    .iter()
                    .find(|variable| variable.0 == name)
                    .map(|variable| variable.1.into())
            };
            assert_eq!(wants_colors(of), expected);
        }
        check(&[], true);
        check(&[("TERM", "xterm")], true);
        check(&[("TERM", "dumb")], false);
        check(&[("TERM", "xterm"), ("NO_COLOR", "1")], false);
    }

    #[test]
    fn one_full_disk_is_told_and_stops_no_other_report() {
        #[track_caller]
        fn check(kind: io::ErrorKind, expected: Option<&str>) {
            let mut writers = Writers::default();
            writers.push("a", Box::new(Failing(1, kind)));
            writers.push("b", Box::new(Failing(9, kind)));
            writers.push("c", Box::new(Failing(1, kind)));
            let end = Record::End(End::default());
            (0..3).for_each(|_| writers.each(|writer| writer.record(&end)));
            assert_eq!(writers.writers.len(), 1);
            let names: Vec<_> = writers.failed.iter().map(ToString::to_string).collect();
            let expected_names = if expected.is_some() { vec!["a", "c"] } else { vec![] };
            assert_eq!(names, expected_names);
            let failed = writers.finish().err();
            assert_eq!(failed.as_ref().map(ToString::to_string).as_deref(), expected);
            assert!(failed.is_none_or(|err| crate::cli::is_disk_full(&err)));
        }
        check(io::ErrorKind::StorageFull, Some("a"));
        check(io::ErrorKind::BrokenPipe, None);
    }
}
