//! The bytes of one package part on their way to the XML reader: UTF-8 whatever the part was written in, counted.

use std::cell::Cell;
use std::io::{self, Cursor, Read};
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
}

/// An i/o error of the reader that stands for a limit.
pub(super) fn is_limit(err: &io::Error) -> bool {
    err.kind() == io::ErrorKind::FileTooLarge
}

/// A part's bytes as UTF-8; what is not UTF-8 becomes `?`.
pub(super) struct PartReader<'p> {
    inner: Box<dyn Read + 'p>,
    meter: Rc<Meter>,
    buffer: Vec<u8>,
    at: usize,
    /// What may be handed out: up to the last whole character.
    valid: usize,
    filled: usize,
}

impl<'p> PartReader<'p> {
    pub fn new(inner: Box<dyn Read + 'p>, meter: Rc<Meter>) -> io::Result<Self> {
        let mut reader = Self {
            inner,
            meter,
            buffer: vec![0; BUFFER],
            at: 0,
            valid: 0,
            filled: 0,
        };
        reader.read_more()?;
        if let Some(encoding) = foreign_encoding(&reader.buffer[..reader.filled]) {
            reader.convert(encoding)?;
        }
        reader.validate();
        Ok(reader)
    }

    /// What is read and not consumed.
    pub fn window(&self) -> &[u8] {
        &self.buffer[self.at..self.valid]
    }

    /// A range of the window that was consumed last: it stands until more is read.
    pub fn consumed(&self, range: Range<usize>) -> &[u8] {
        &self.buffer[range]
    }

    /// Passes over `n` bytes of the window, and tells where they stand.
    pub fn consume(&mut self, n: usize) -> Range<usize> {
        let start = self.at;
        self.at += n;
        start..self.at
    }

    /// Makes the window longer. False at the end of the part.
    pub fn more(&mut self) -> io::Result<bool> {
        let before = self.valid - self.at;
        loop {
            self.read_more()?;
            self.validate();
            if self.valid > before {
                return Ok(true);
            }
            if self.filled == self.valid {
                return Ok(false);
            }
        }
    }

    fn convert(&mut self, encoding: &'static encoding_rs::Encoding) -> io::Result<()> {
        let mut bytes = self.buffer[..self.filled].to_vec();
        let more = self.inner.by_ref().take(CONVERTED).read_to_end(&mut bytes)?;
        self.meter.inflated.set(self.meter.inflated.get() + more as u64);
        if more as u64 == CONVERTED {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let (text, _, _) = encoding.decode(&bytes);
        self.inner = Box::new(Cursor::new(text.into_owned().into_bytes()));
        (self.filled, self.valid) = (0, 0);
        self.read_more()
    }

    /// Moves what is not consumed to the front and reads on.
    fn read_more(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.at..self.filled, 0);
        self.filled -= self.at;
        self.valid -= self.at;
        self.at = 0;
        if self.filled == self.buffer.len() {
            if self.filled > TOKEN {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            self.buffer.resize(2 * self.filled, 0);
        }
        let n = self.inner.read(&mut self.buffer[self.filled..])?;
        self.meter.inflated.set(self.meter.inflated.get() + n as u64);
        if n == 0 {
            // The file ended within a character.
            self.buffer[self.valid..self.filled].fill(b'?');
            self.valid = self.filled;
        }
        self.filled += n;
        Ok(())
    }

    fn validate(&mut self) {
        let mut at = self.valid;
        while let Err(err) = std::str::from_utf8(&self.buffer[at..self.filled]) {
            at += err.valid_up_to();
            let Some(bad) = err.error_len() else {
                self.valid = at;
                return;
            };
            self.buffer[at..at + bad].fill(b'?');
            at += bad;
        }
        self.valid = self.filled;
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
