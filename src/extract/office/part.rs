//! The bytes of one package part on their way to the XML reader: UTF-8 whatever the part was written in, counted.

use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::rc::Rc;

use encoding_rs::{Decoder, Encoding, UTF_8};

use crate::extract::Input;
use crate::masks::{self, mask};

const BUFFER: usize = 64 << 10;
/// A single tag or text longer than this is no office document.
pub(super) const TOKEN: usize = 16 << 20;

/// Bytes taken from the file and bytes inflated, not yet charged to the sink.
#[derive(Default)]
pub(super) struct Meter {
    pub taken: Cell<u64>,
    pub inflated: Cell<u64>,
    /// Characters were met that XML forbids, or elements that are not whole, and that was not told yet.
    forbidden: Cell<bool>,
    malformed: Cell<bool>,
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

    /// Whether characters were met since the last time that no XML holds.
    pub fn take_forbidden(&self) -> bool {
        self.forbidden.take()
    }

    /// Whether elements were met since the last time that are not whole.
    pub fn take_malformed(&self) -> bool {
        self.malformed.take()
    }

    pub fn met_malformed(&self) {
        self.malformed.set(true);
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

/// A part's bytes as UTF-8; what its encoding does not know becomes U+FFFD.
pub(super) struct PartReader<'p> {
    inner: Box<dyn Read + 'p>,
    meter: Rc<Meter>,
    /// What is read and not yet dropped.
    text: String,
    /// What of it is consumed.
    at: usize,
    raw: Vec<u8>,
    decoder: Decoder,
    has_ended: bool,
    /// Told once what was read before it is consumed.
    failed: Option<io::Error>,
}

impl<'p> PartReader<'p> {
    pub fn new(mut inner: Box<dyn Read + 'p>, meter: Rc<Meter>) -> io::Result<Self> {
        let (mut raw, mut text) = meter.buffers.take();
        raw.resize(BUFFER, 0);
        text.clear();
        let n = inner.read(&mut raw)?;
        let decoder = encoding(&raw[..n]).new_decoder_with_bom_removal();
        let mut reader = Self {
            inner,
            meter,
            text,
            at: 0,
            raw,
            decoder,
            has_ended: false,
            failed: None,
        };
        reader.keep(n);
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
        if let Some(err) = self.failed.take() {
            return Err(err);
        }
        if self.has_ended {
            return Ok(false);
        }
        if before > TOKEN {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        while self.text.len() <= before || self.text.len() < 2 * before {
            match self.inner.read(&mut self.raw) {
                Ok(n) => self.keep(n),
                Err(err) if self.text.len() > before => self.failed = Some(err),
                Err(err) => return Err(err),
            }
            if self.has_ended || self.failed.is_some() {
                break;
            }
        }
        Ok(self.text.len() > before)
    }

    /// Takes over the first `n` bytes that were read; none of them: the part is at its end.
    fn keep(&mut self, n: usize) {
        self.meter.inflated.set(self.meter.inflated.get() + n as u64);
        let room = self.decoder.max_utf8_buffer_length(n);
        self.text.reserve(room.unwrap_or(3 * BUFFER));
        self.has_ended = n == 0;
        let before = self.text.len();
        // The room suffices, so that all is taken; a character that is cut is kept by the decoder.
        let (_, _, any_unknown) = self
            .decoder
            .decode_to_string(&self.raw[..n], &mut self.text, self.has_ended);
        if any_unknown || holds_forbidden(&self.text.as_bytes()[before..]) {
            self.meter.forbidden.set(true);
        }
    }
}

impl Drop for PartReader<'_> {
    fn drop(&mut self) {
        let buffers = (std::mem::take(&mut self.raw), std::mem::take(&mut self.text));
        self.meter.buffers.set(buffers);
    }
}

/// Control characters, of which XML knows but the tab and the ends of lines (XML 1.0, 2.2): its writer lets none out, and
/// zeros are what a lost sector is read as.
const FORBIDDEN: masks::Class<3> = [(0, 0x08), (0x0b, 0x0c), (0x0e, 0x1f)];

fn holds_forbidden(text: &[u8]) -> bool {
    let (chunks, rest) = text.as_chunks::<{ masks::LANES }>();
    let is_forbidden = |&byte: &u8| FORBIDDEN.iter().any(|&(first, last)| (first..=last).contains(&byte));
    // Most chunks of a packed part hold no control character at all, which is asked with a third of the work.
    let holds = |chunk: &masks::Chunk| mask(chunk, [(0, 0x1f)]) != 0 && mask(chunk, FORBIDDEN) != 0;
    chunks.iter().any(holds) || rest.iter().any(is_forbidden)
}

/// The encoding of a part: by its byte order mark or its XML declaration, else UTF-8.
fn encoding(head: &[u8]) -> &'static Encoding {
    let marked = Encoding::for_bom(head).map(|(encoding, _)| encoding);
    marked.or_else(|| declared(head)).unwrap_or(UTF_8)
}

fn declared(head: &[u8]) -> Option<&'static Encoding> {
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
    Encoding::for_label(label).filter(|encoding| encoding.is_ascii_compatible())
}

/// The file, counting what is taken from it.
pub(super) struct Taking<'i> {
    pub inner: &'i mut dyn Input,
    pub meter: Rc<Meter>,
}

impl Read for Taking<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.meter.taken.set(self.meter.taken.get() + n as u64);
        Ok(n)
    }
}

impl Seek for Taking<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}
