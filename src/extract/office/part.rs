//! The bytes of one package part on their way to the XML reader: UTF-8 whatever the part was written in, counted.

use std::cell::Cell;
use std::io::{self, Read};
use std::ops::Range;
use std::rc::Rc;

const BUFFER: usize = 64 << 10;
/// A single tag or text longer than this is no office document.
pub(super) const TOKEN: usize = 16 << 20;
/// A part in another encoding is converted in memory.
const CONVERTED: u64 = 32 << 20;

/// Bytes taken from the file and bytes inflated, not yet charged to the sink.
#[derive(Default)]
pub(super) struct Meter {
    pub taken: Cell<u64>,
    pub inflated: Cell<u64>,
    /// Nothing is packed: what comes out is what the file holds, and has no limit.
    is_plain: bool,
    /// The buffers of the part before: most parts are small, and there are many.
    buffers: Cell<(Vec<u8>, String)>,
}

impl Meter {
    /// For a file that is its own part.
    pub fn plain() -> Self {
        Self {
            is_plain: true,
            ..Self::default()
        }
    }

    /// Bytes taken and inflated since the last time.
    pub fn take(&self) -> (u64, u64) {
        let (taken, inflated) = (self.taken.take(), self.inflated.take());
        (taken, if self.is_plain { 0 } else { inflated })
    }
}

/// An i/o error of the reader that stands for a limit.
pub(super) fn is_limit(err: &io::Error) -> bool {
    err.kind() == io::ErrorKind::FileTooLarge
}

/// A part's bytes as UTF-8; what is not UTF-8 becomes `?`.
pub(super) struct PartReader<'p> {
    inner: Box<dyn Read + 'p>,
    meter: Rc<Meter>,
    /// What is read and not yet dropped.
    text: String,
    /// What of it is consumed.
    at: usize,
    raw: Vec<u8>,
    /// Bytes of a character that ends in the next ones.
    carried: usize,
}

impl<'p> PartReader<'p> {
    pub fn new(inner: Box<dyn Read + 'p>, meter: Rc<Meter>) -> io::Result<Self> {
        let (mut raw, mut text) = meter.buffers.take();
        raw.resize(BUFFER, 0);
        text.clear();
        let mut reader = Self {
            inner,
            meter,
            text,
            at: 0,
            raw,
            carried: 0,
        };
        let n = reader.read()?;
        match foreign_encoding(&reader.raw[..n]) {
            Some(encoding) => reader.convert(encoding, n)?,
            None => reader.keep(n),
        }
        Ok(reader)
    }

    /// What is read and not consumed.
    pub fn window(&self) -> &str {
        &self.text[self.at..]
    }

    /// A range of the window that was consumed last: it stands until more is read.
    pub fn consumed(&self, range: Range<usize>) -> &str {
        &self.text[range]
    }

    /// Passes over `n` bytes of the window, and tells where they stand.
    pub fn consume(&mut self, n: usize) -> Range<usize> {
        let start = self.at;
        self.at += n;
        start..self.at
    }

    /// Makes the window longer; twice as long where it holds much already. False at the end of the part.
    pub fn more(&mut self) -> io::Result<bool> {
        self.text.drain(..self.at);
        self.at = 0;
        let before = self.text.len();
        if before > TOKEN {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        while self.text.len() <= before || self.text.len() < 2 * before {
            let n = self.read()?;
            if n == 0 {
                // The part ended within a character.
                self.text
                    .extend(std::iter::repeat_n('?', std::mem::take(&mut self.carried)));
                break;
            }
            self.keep(n);
        }
        Ok(self.text.len() > before)
    }

    /// Reads on behind what is carried.
    fn read(&mut self) -> io::Result<usize> {
        let n = self.inner.read(&mut self.raw[self.carried..])?;
        self.meter.inflated.set(self.meter.inflated.get() + n as u64);
        Ok(n)
    }

    /// Takes over the characters of what was carried and read.
    fn keep(&mut self, n: usize) {
        let len = self.carried + n;
        self.carried = 0;
        let mut rest = &self.raw[..len];
        loop {
            let err = match std::str::from_utf8(rest) {
                Ok(text) => return self.text.push_str(text),
                Err(err) => err,
            };
            let (valid, behind) = rest.split_at(err.valid_up_to());
            self.text.push_str(std::str::from_utf8(valid).unwrap_or_default());
            let Some(bad) = err.error_len() else {
                self.carried = behind.len();
                break;
            };
            self.text.extend(std::iter::repeat_n('?', bad));
            rest = &behind[bad..];
        }
        self.raw.copy_within(len - self.carried..len, 0);
    }

    fn convert(&mut self, encoding: &'static encoding_rs::Encoding, n: usize) -> io::Result<()> {
        let mut bytes = self.raw[..n].to_vec();
        let more = self.inner.by_ref().take(CONVERTED).read_to_end(&mut bytes)?;
        self.meter.inflated.set(self.meter.inflated.get() + more as u64);
        if more as u64 == CONVERTED {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.text.push_str(&encoding.decode(&bytes).0);
        self.inner = Box::new(io::empty());
        Ok(())
    }
}

impl Drop for PartReader<'_> {
    fn drop(&mut self) {
        let buffers = (std::mem::take(&mut self.raw), std::mem::take(&mut self.text));
        self.meter.buffers.set(buffers);
    }
}

/// The encoding of a part that is not UTF-8: by its byte order mark or its XML declaration.
fn foreign_encoding(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(head) {
        return Some(encoding).filter(|&encoding| encoding != encoding_rs::UTF_8);
    }
    match head {
        [b'<', 0, ..] => return Some(encoding_rs::UTF_16LE),
        [0, b'<', ..] => return Some(encoding_rs::UTF_16BE),
        _ => {}
    }
    let declaration = head.strip_prefix(b"<?xml")?;
    let declaration = &declaration[..memchr::memchr(b'>', declaration)?];
    let at = memchr::memmem::find(declaration, b"encoding")? + b"encoding".len();
    let label = declaration[at..].split(|byte| matches!(byte, b'"' | b'\'')).nth(1)?;
    // A declaration that could be read as ASCII is not UTF-16, whatever it says.
    encoding_rs::Encoding::for_label(label)
        .filter(|encoding| encoding.is_ascii_compatible() && *encoding != encoding_rs::UTF_8)
}
