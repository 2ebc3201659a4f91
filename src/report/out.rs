//! Where a report goes: the standard output, or a new file for its owner alone.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::draft::Draft;

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

/// A report in a file, which has its name when it is whole: what is left of one that was broken off or did not fit on
/// the disk would pass for a report, and be in the way of the next.
struct Drafted {
    out: BufWriter<File>,
    draft: Draft,
}

impl Write for Drafted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Sink for Drafted {
    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()?;
        self.draft.publish()
    }
}

pub fn stdout() -> Box<dyn Sink> {
    Box::new(BufWriter::new(io::stdout()))
}

/// A new file for its owner alone, and where its draft stands.
pub(super) fn create(path: &Path) -> io::Result<(Box<dyn Sink>, PathBuf)> {
    let (draft, file) = Draft::create_new(path)?;
    let at = draft.at().unwrap_or(path).to_owned();
    let out = BufWriter::new(file);
    Ok((Box::new(Drafted { out, draft }), at))
}

/// A file that nobody else can read, made anew: neither a link nor a file that is there is written to.
pub(crate) fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
