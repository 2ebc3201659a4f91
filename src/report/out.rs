//! Where a report goes: the standard output, or a new file for its owner alone.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Takes the bytes of a report.
pub trait Sink: Write {
    /// Everything is written and in its place. A sink that is dropped without it is a report without an end.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

impl Sink for BufWriter<io::Stdout> {
    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.flush()
    }
}

impl Sink for BufWriter<File> {
    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.flush()
    }
}

pub fn stdout() -> Box<dyn Sink> {
    Box::new(BufWriter::new(io::stdout()))
}

pub(super) fn create(path: &Path) -> io::Result<Box<dyn Sink>> {
    Ok(Box::new(BufWriter::new(create_private(path)?)))
}

/// Takes back a report's file that this run has made and written nothing to.
pub(super) fn discard(path: &Path) {
    #[expect(
        clippy::disallowed_methods,
        reason = "an empty file of this run's own, in the way of the next"
    )]
    let _ = std::fs::remove_file(path);
}

/// A file that nobody else can read, made anew: neither a link nor a file that is there is written to.
pub(crate) fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
