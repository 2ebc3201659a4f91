//! What a decompressor gives, held to the highest ratio of a document: more is a bomb (docs/reliability.md, R12).

use std::cell::Cell;
use std::io::{BufRead, BufReader, Read};
use std::rc::Rc;

use super::{Error, Limits, Reason};

/// Reads what is unpacked; fails once that is more than the limits allow for what was packed.
pub(super) struct Ratio<R> {
    inner: R,
    /// Bytes that went in.
    packed: Rc<Cell<u64>>,
    inflated: u64,
    limits: Limits,
}

impl<R> Ratio<R> {
    /// `packed` is known before, or counted by [`Taken`].
    pub fn new(inner: R, packed: Rc<Cell<u64>>, limits: Limits) -> Self {
        Self {
            inner,
            packed,
            inflated: 0,
            limits,
        }
    }
}

impl<R: Read> Read for Ratio<R> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buf).map_err(unpacker_error)?;
        self.inflated += n as u64;
        if self.inflated > self.limits.ratio_after && self.inflated / self.packed.get().max(1) > self.limits.ratio {
            let detail = format!("inflates more than {}:1", self.limits.ratio);
            return Err(std::io::Error::other(Error::new(Reason::LimitOutput, detail)));
        }
        Ok(n)
    }
}

/// What unpackers say of bytes that they cannot have written says no more than that these are wrong; an error of ours
/// and one of the file stay.
pub(super) fn unpacker_error(err: std::io::Error) -> std::io::Error {
    let is_own = err.get_ref().is_some_and(|inner| inner.is::<Error>());
    match err.kind() {
        std::io::ErrorKind::InvalidInput | std::io::ErrorKind::Other if err.raw_os_error().is_none() && !is_own => {
            std::io::ErrorKind::InvalidData.into()
        }
        _ => err,
    }
}

/// Counts the bytes that a decompressor takes.
pub(super) struct Taken<'r> {
    inner: BufReader<&'r mut dyn Read>,
    n: Rc<Cell<u64>>,
}

impl<'r> Taken<'r> {
    /// The reader and its count.
    pub fn new(inner: &'r mut dyn Read) -> (Self, Rc<Cell<u64>>) {
        let n = Rc::new(Cell::new(0));
        let taken = Self {
            inner: BufReader::with_capacity(64 << 10, inner),
            n: Rc::clone(&n),
        };
        (taken, n)
    }
}

impl Read for Taken<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.n.set(self.n.get() + n as u64);
        Ok(n)
    }
}

impl BufRead for Taken<'_> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.inner.consume(n);
        self.n.set(self.n.get() + n as u64);
    }
}
