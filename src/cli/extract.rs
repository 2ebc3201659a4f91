//! `speur extract FILE`: what the scanner reads in a file, as JSON Lines. The one place where text is shown.
//!
//! Each file is read by a child process of its own with the worker's limits and sandbox, so that a hostile document
//! ends that child and nothing else.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context as _;
use serde::Serialize;

use super::args::{Common, RulesDir};
use super::exit::Exit;
use super::named::named;
use crate::extract::{self, End, Input, Limits, Reader, Shared};
use crate::finding::{Place, Read};
use crate::language::{texts, told};
use crate::text::Text;
use crate::{walk, worker};

/// One piece of text.
#[derive(Serialize)]
struct Piece<'a> {
    path: &'a Path,
    inner: &'a [String],
    place: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    text: &'a str,
}

pub fn run(files: &[PathBuf], ocr: bool) -> anyhow::Result<Exit> {
    let config = super::config::resolve_stateless(&Common::default(), &RulesDir::default(), |flags| flags.ocr = ocr)?;
    let mut exit = Exit::Done;
    for path in files {
        // Asked before it is opened: a FIFO would wait for its other end, and Windows opens no folder.
        let metadata = fs::metadata(path).with_context(|| named(path))?;
        let shown = path.display().to_string();
        anyhow::ensure!(
            metadata.is_file(),
            texts().with("not-a-file", &[("path", shown.into())])
        );
        let file = File::open(path).with_context(|| path.display().to_string())?;
        let status = Command::new(std::env::current_exe()?)
            .arg("__extract")
            .env("SPEUR_LANG", texts().lang().code())
            .arg(path)
            .args(config.ocr.then_some("--ocr"))
            .stdin(Stdio::from(file))
            .status()
            .with_context(|| told!("worker-not-started"))?;
        match told_by_child(status.code()) {
            Some(Exit::Done) => {}
            // The next one would find the same disk full.
            Some(Exit::Stopped) => return Ok(Exit::Stopped),
            Some(_) => exit = Exit::Incomplete,
            None => {
                let values = [
                    ("path", path.display().to_string().into()),
                    ("status", status.to_string().into()),
                ];
                super::say(format_args!("{}", texts().with("reader-died", &values)));
                exit = Exit::Incomplete;
            }
        }
    }
    Ok(exit)
}

/// How the child ended, where it could say so itself: it has told why. None: it died. With 1, which it never gives,
/// other processes end one on Windows.
fn told_by_child(code: Option<i32>) -> Option<Exit> {
    [Exit::Done, Exit::Usage, Exit::Incomplete, Exit::Stopped]
        .into_iter()
        .find(|exit| code == Some(exit.code().into()))
}

/// The child: reads the file on stdin within a worker's limits and sandbox.
pub fn run_child(path: &Path, ocr: bool) -> anyhow::Result<Exit> {
    let path = path.to_owned();
    let start = |tesseract: worker::ocr::Tesseract| tesseract.start();
    let recogniser = super::tesseract(ocr).map(start).transpose();
    let recogniser = recogniser.with_context(|| told!("pictures-not-started"))?;
    // Opened before this process may open nothing more.
    let log = File::open(walk::log::of(&path)).ok();
    worker::read_alone(move |mut input| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut printer = Printer {
            path: &path,
            out: BufWriter::new(io::stdout()),
            stack: Vec::new(),
            complete: true,
        };
        let mut shared = Shared::new(Limits::default(), None);
        shared.recogniser = recogniser;
        shared.log = log.map(|log| Box::new(io::BufReader::new(log)) as Box<dyn Input>);
        extract::read(&mut input, &name, &mut printer, &mut shared);
        printer.out.flush().or_else(super::closed_pipe_is_fine)?;
        Ok(if printer.complete { Exit::Done } else { Exit::Incomplete })
    })?
}

struct Printer<'p, W: io::Write> {
    path: &'p Path,
    out: W,
    /// The inner paths of the documents that are open.
    stack: Vec<Vec<String>>,
    complete: bool,
}

impl<W: io::Write> Printer<'_, W> {
    fn print(&mut self, text: &Text, fresh: Range<usize>) -> io::Result<()> {
        let inner = self.stack.last().map_or(&[][..], Vec::as_slice);
        for piece in text.pieces(fresh) {
            let place = Place {
                label: None,
                ..piece.location.place(text)
            };
            let piece = Piece {
                path: self.path,
                inner,
                place,
                label: piece.location.label,
                text: &piece.text,
            };
            serde_json::to_writer(&mut self.out, &piece)?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }
}

/// How a child ends that cannot print: what it has not read yet would go nowhere.
fn unprinted(err: io::Error) -> Exit {
    super::closed_pipe_is_fine(err).map_or_else(|err| super::failed(&err.into()), |()| Exit::Done)
}

impl<W: io::Write> Reader for Printer<'_, W> {
    fn begin(&mut self, inner: &[String], _format: &'static str) {
        self.stack.push(inner.to_vec());
    }

    fn window(&mut self, text: &Text, fresh: Range<usize>) {
        if let Err(err) = self.print(text, fresh) {
            std::process::exit(unprinted(err).code().into());
        }
    }

    fn end(&mut self, end: End) {
        let inner = self.stack.pop().unwrap_or_default();
        self.complete &= matches!(end.read, Read::All | Read::NoText);
        let colon = texts().colon();
        for gap in end.gaps {
            let inner: Vec<_> = inner.iter().chain(&gap.inner).map(String::as_str).collect();
            let inside = if inner.is_empty() {
                String::new()
            } else {
                format!(" [{}]", crate::report::visible(&inner.join(" > ")))
            };
            super::say(format_args!(
                "{}{inside}{colon}{}{colon}{}",
                crate::report::visible(&self.path.display().to_string()),
                texts().sentence("reason-name", &crate::record::token(gap.reason)),
                texts().phrase("gap", &gap.detail)
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_that_says_how_it_ended_did_not_die() {
        for exit in [Exit::Done, Exit::Usage, Exit::Incomplete, Exit::Stopped] {
            assert_eq!(told_by_child(Some(exit.code().into())), Some(exit));
        }
        for died in [None, Some(1), Some(101), Some(-1)] {
            assert_eq!(told_by_child(died), None, "{died:?}");
        }
    }

    #[test]
    fn a_reader_that_has_gone_is_fine_and_a_full_disk_is_not() {
        assert_eq!(unprinted(io::ErrorKind::BrokenPipe.into()), Exit::Done);
        assert_eq!(unprinted(io::ErrorKind::StorageFull.into()), Exit::Stopped);
        assert_eq!(unprinted(io::ErrorKind::PermissionDenied.into()), Exit::Usage);
    }
}
