//! Compound files (\[MS-CFB\]): the streams that hold an older office document or a message.

use std::cell::Cell;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::rc::Rc;

use super::mend::Mended;
use crate::extract::bytes::{u16_at, u32_at};
use crate::extract::{Error, Input, Reason, Sink};

pub(in crate::extract) struct Compound<'i> {
    file: cfb::CompoundFile<Padded<'i>>,
    /// Sectors were asked for that the file is too short for.
    is_short: Rc<Cell<bool>>,
    /// Of the file; no stream is longer.
    len: u64,
}

impl<'i> Compound<'i> {
    pub fn open(input: &'i mut dyn Input) -> Result<Self, Error> {
        let padded = Padded::new(input)?;
        let (is_short, len) = (Rc::clone(&padded.was_read), padded.padded);
        let file = cfb::CompoundFile::open(padded).map_err(error)?;
        Ok(Self { file, is_short, len })
    }

    /// All of a stream, if it is there. What it takes counts as inflated: sectors can be chained more than once.
    pub fn stream(&mut self, path: impl AsRef<Path>, sink: &mut Sink<'_>) -> Result<Option<Vec<u8>>, Error> {
        if !self.file.is_stream(&path) {
            return Ok(None);
        }
        let most = sink.limits().inflated;
        let stream = self.file.open_stream(&path).map_err(error)?;
        if stream.len() > self.len {
            return Err(Error::damaged("a stream that is longer than the file"));
        }
        if stream.len() > most {
            return Err(Error::new(
                Reason::LimitOutput,
                format!("a stream of more than {} MB", most >> 20),
            ));
        }
        let (mut bytes, len) = (Vec::new(), stream.len());
        stream.take(most).read_to_end(&mut bytes).map_err(error)?;
        // The sectors of a stream may be chained to an end before its own.
        if (bytes.len() as u64) < len {
            sink.gap(Reason::Damaged, "a stream that ends early");
        }
        if self.is_short.replace(false) {
            sink.gap(Reason::Damaged, "the end of the file is missing");
        }
        sink.charge(bytes.len() as u64, bytes.len() as u64)?;
        Ok(Some(bytes))
    }

    /// How long a stream is; zero where it is not there.
    pub fn len_of(&self, path: impl AsRef<Path>) -> u64 {
        self.file.entry(path).map_or(0, |entry| entry.len())
    }

    /// Names of the streams and storages of a storage.
    pub fn names(&self, storage: impl AsRef<Path>) -> Vec<String> {
        let entries = self.file.read_storage(storage);
        entries.map_or_else(
            |_| Vec::new(),
            |entries| entries.map(|entry| entry.name().to_owned()).collect(),
        )
    }
}

/// A file with zeros behind it, as far as its table of sectors says that it should go: a table that is longer than the
/// file, or a file that was cut, is no reason to leave the rest unread.
struct Padded<'i> {
    inner: &'i mut dyn Input,
    at: u64,
    len: u64,
    padded: u64,
    was_read: Rc<Cell<bool>>,
    mended: Mended,
}

/// The header of a compound file.
const HEADER: u64 = 512;

/// No file is taken for longer than this because its table says so.
const MOST_PADDED: u64 = 64 << 20;

impl<'i> Padded<'i> {
    fn new(inner: &'i mut dyn Input) -> Result<Self, Error> {
        let len = inner.seek(SeekFrom::End(0))?;
        inner.rewind()?;
        let mut header = Vec::new();
        (&mut *inner).take(HEADER).read_to_end(&mut header)?;
        let shift = if u16_at(&header, 30) == Some(12) { 12 } else { 9 };
        let n_tables = u64::from(u32_at(&header, 44).unwrap_or(0));
        // Each sector of the table has four bytes for every sector of the file, which has one more for its header.
        let described = (n_tables.saturating_mul(1 << (shift - 2)).saturating_add(1)).saturating_mul(1 << shift);
        let mended = Mended::of(inner, &header, shift)?;
        inner.rewind()?;
        Ok(Self {
            inner,
            at: 0,
            len,
            padded: len.max(described.min(MOST_PADDED)),
            was_read: Rc::default(),
            mended,
        })
    }
}

impl Read for Padded<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        if self.at < self.len {
            let n = self.inner.read(buf)?;
            self.mended.apply(self.at, &mut buf[..n]);
            self.at += n as u64;
            return Ok(n);
        }
        let left = usize::try_from(self.padded.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let n = buf.len().min(left);
        buf[..n].fill(0);
        self.at += n as u64;
        self.was_read.set(self.was_read.get() || n > 0);
        Ok(n)
    }
}

impl Seek for Padded<'_> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.padded.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(std::io::ErrorKind::InvalidInput)?;
        self.inner.seek(SeekFrom::Start(self.at.min(self.len)))?;
        Ok(self.at)
    }
}

fn error(err: std::io::Error) -> Error {
    match err.raw_os_error() {
        Some(_) => Error::new(Reason::IoError, crate::language::io_words(&err)),
        None => Error::damaged("damaged compound file"),
    }
}
