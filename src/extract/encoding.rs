//! From bytes to text: which encoding a document has, and a reader that decodes it in constant memory.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::io::Read;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, ISO_8859_15, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::codepage::CodePage;
use super::{Error, holes};
use crate::text::cut;

mod binary;
mod central;
mod ebcdic;
mod old;
mod wide;

pub(super) use binary::CONTROL_SEPARATORS;
use binary::is_binary;
pub(super) use old::is_filled;

/// How much is read and decoded at a time.
const CHUNK: usize = 64 << 10;
/// How much of the head tells structured text formats apart.
const SAMPLE: usize = 8 << 10;

/// How much text an encoding is guessed by.
const GUESS: usize = 4 << 10;

/// How bytes become characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    /// UTF-8; a byte that is none stands for itself in this single-byte encoding. So a file that changes its encoding
    /// half-way (a log, a list appended to by two programs) is right all over.
    Utf8Or(CodePage),
    Fixed(&'static Encoding),
    Utf32(Order),
    Ebcdic,
}

/// How the four bytes of a character follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Little,
    Big,
}

impl Order {
    /// By the mark at the beginning; the first half of the small one is that of UTF-16, which no zero follows.
    fn for_mark(head: &[u8]) -> Option<Self> {
        match head {
            [0xff, 0xfe, 0, 0, ..] => Some(Self::Little),
            [0, 0, 0xfe, 0xff, ..] => Some(Self::Big),
            _ => None,
        }
    }

    fn decode(self, bytes: &[u8], text: &mut String) {
        let number = match self {
            Self::Little => u32::from_le_bytes,
            Self::Big => u32::from_be_bytes,
        };
        let (characters, cut) = bytes.as_chunks::<4>();
        let decoded = characters.iter().map(|&bytes| char::from_u32(number(bytes)));
        text.extend(decoded.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
        text.extend((!cut.is_empty()).then_some(char::REPLACEMENT_CHARACTER));
    }
}

/// The encoding of a document that begins with `head`, and the length of its byte order mark; none for binary data.
pub(super) fn charset(head: &[u8], declared: Option<CodePage>) -> Option<(Charset, usize)> {
    if let Some(order) = Order::for_mark(head) {
        return Some((Charset::Utf32(order), 4));
    }
    if let Some((encoding, len)) = Encoding::for_bom(head) {
        let charset = if encoding == UTF_8 {
            Charset::Utf8Or(CodePage::default())
        } else {
            Charset::Fixed(encoding)
        };
        return Some((charset, len));
    }
    if let Some(encoding) = utf16_without_mark(head) {
        return Some((Charset::Fixed(encoding), 0));
    }
    if ebcdic::is(head) {
        return Some((Charset::Ebcdic, 0));
    }
    if is_binary(head) {
        return None;
    }
    let declared = declared.filter(|page| page.is_ascii_compatible() && *page != CodePage::Named(UTF_8));
    let legacy = match declared {
        Some(page) => page,
        None if std::str::from_utf8(&head[..complete_len(head)]).is_ok() => CodePage::default(),
        None => guess(head),
    };
    let charset = match legacy {
        CodePage::Named(encoding) if ![WINDOWS_1252, ISO_8859_15, MACINTOSH].contains(&encoding) => {
            Charset::Fixed(encoding)
        }
        page => Charset::Utf8Or(page),
    };
    Some((charset, 0))
}

/// UTF-16 of Latin text shows as zeros in every second place.
fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.as_chunks::<2>().0;
    if pairs.len() < 2 || memchr::memchr(0, head).is_none() {
        return None;
    }
    let first = pairs.iter().filter(|pair| pair[0] == 0).count();
    let second = pairs.iter().filter(|pair| pair[1] == 0).count();
    let (encoding, zeros, others) = if first > second {
        (UTF_16BE, first, second)
    } else {
        (UTF_16LE, second, first)
    };
    let (text, _, malformed) = encoding.decode(&head[..pairs.len() * 2]);
    let controls = text
        .chars()
        .filter(|&c| c < '\t' || ('\u{e}'..' ').contains(&c))
        .count();
    let binary = text.contains('\u{fffd}') || controls > 0 && !binary::is_separated(text.as_bytes(), controls);
    let half = zeros * 2 >= pairs.len() && others * 20 <= pairs.len();
    let is_wide = half || others == 0 && wide::is_text(&text);
    (is_wide && !binary && (!malformed || head.len() >= super::HEAD_LEN)).then_some(encoding)
}

/// Whether this text is in a page of DOS.
pub(super) fn is_of_dos(head: &[u8]) -> bool {
    matches!(charset(head, None), Some((Charset::Utf8Or(CodePage::Oem(_)), _)))
}

fn guess(head: &[u8]) -> CodePage {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut fed = 0;
    // Plain ASCII words tell nothing of the encoding, and the detector is slow: the words that do tell are enough.
    for word in head
        .split_inclusive(u8::is_ascii_whitespace)
        .filter(|word| !word.is_ascii())
    {
        let word = &word[..word.len().min(GUESS)];
        detector.feed(word, false);
        fed += word.len();
        if fed >= GUESS {
            break;
        }
    }
    detector.feed(b"", true);
    let guessed = detector.guess(Some(b"be"), Utf8Detection::Deny);
    if let Some(page) = central::page(head) {
        return page;
    }
    match old::page(head, guessed) {
        Some(page) => page,
        None if guessed == WINDOWS_1252 && old::is_latin_9(head) => CodePage::Named(ISO_8859_15),
        None => CodePage::Named(guessed),
    }
}

/// Whether these bytes begin a text, in whatever encoding.
pub(super) fn is_text(head: &[u8]) -> bool {
    Order::for_mark(head).is_some()
        || Encoding::for_bom(head).is_some()
        || utf16_without_mark(head).is_some()
        || !is_binary(head)
}

/// The beginning as text, for looking at its structure; none for binary data. Structure is ASCII, so which single-byte
/// encoding it is need not be known.
pub(super) fn sample(head: &[u8]) -> Option<Cow<'_, str>> {
    let bytes = &head[..head.len().min(SAMPLE)];
    if let Some(order) = Order::for_mark(bytes) {
        let mut text = String::new();
        order.decode(&bytes[4..bytes.len() / 4 * 4], &mut text);
        return Some(text.into());
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Some(encoding.decode_without_bom_handling(&bytes[mark..]).0);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Some(encoding.decode_without_bom_handling(bytes).0);
    }
    if ebcdic::is(bytes) {
        let mut text = String::new();
        ebcdic::decode(bytes, &mut text);
        return Some(text.into());
    }
    (!is_binary(bytes)).then(|| match std::str::from_utf8(&bytes[..complete_len(bytes)]) {
        Ok(text) => text.into(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    })
}

/// The length without a character that is cut at the end.
fn complete_len(bytes: &[u8]) -> usize {
    let len = bytes.len();
    for back in 1..=len.min(3) {
        let byte = bytes[len - back];
        let whole = match byte {
            0xc0..0xe0 => 2,
            0xe0..0xf0 => 3,
            0xf0..=0xff => 4,
            0x80..0xc0 => continue,
            _ => 1,
        };
        return if whole > back { len - back } else { len };
    }
    len
}

/// Decodes front to back.
pub(super) struct TextReader<'r> {
    input: &'r mut dyn Read,
    /// Bytes not yet decoded; refilled up to [`CHUNK`].
    buffer: Vec<u8>,
    charset: Charset,
    failed: Option<std::io::Error>,
    at_end: bool,
}

impl<'r> TextReader<'r> {
    /// `declared` finds the encoding that the text itself names, if it does.
    pub(super) fn new(input: &'r mut dyn Read, declared: fn(&[u8]) -> Option<CodePage>) -> Self {
        let mut reader = Self {
            input,
            buffer: Vec::with_capacity(CHUNK),
            charset: Charset::Utf8Or(CodePage::default()),
            failed: None,
            at_end: false,
        };
        reader.fill();
        let charset_of = |bytes: &[u8]| charset(bytes, declared(bytes));
        let with_holes = || holes::closed(&reader.buffer).and_then(|closed| Some((charset_of(&closed)?.0, 0)));
        if let Some((charset, mark)) = charset_of(&reader.buffer).or_else(with_holes) {
            reader.charset = charset;
            reader.buffer.drain(..mark);
        }
        reader
    }

    /// The beginning as text.
    pub(super) fn sample(&self) -> Cow<'_, str> {
        sample(&self.buffer).unwrap_or_default()
    }

    /// Gives the text, chunk by chunk. What was read before an error is given first.
    pub(super) fn each(mut self, mut give: impl FnMut(&str) -> Result<(), Error>) -> Result<(), Error> {
        match self.charset {
            Charset::Utf8Or(legacy) => self.mixed(legacy, &mut give)?,
            Charset::Fixed(encoding) => self.decoded(&mut encoding.new_decoder_without_bom_handling(), &mut give)?,
            Charset::Utf32(order) => self.parts_of(4, &|bytes, text| order.decode(bytes, text), &mut give)?,
            Charset::Ebcdic => self.parts_of(1, &ebcdic::decode, &mut give)?,
        }
        self.failed.map_or(Ok(()), |err| Err(err.into()))
    }

    /// Reads until the buffer is full, so that chunks do not depend on how the bytes come in.
    fn fill(&mut self) {
        let room = CHUNK.saturating_sub(self.buffer.len()) as u64;
        match self.input.take(room).read_to_end(&mut self.buffer) {
            Ok(n) => self.at_end = (n as u64) < room,
            Err(err) => {
                self.failed = Some(err);
                self.at_end = true;
            }
        }
    }

    /// Decodes characters of `size` bytes each.
    fn parts_of(
        &mut self,
        size: usize,
        decode: &dyn Fn(&[u8], &mut String),
        give: &mut dyn FnMut(&str) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut text = String::new();
        while !self.buffer.is_empty() {
            let len = match self.at_end {
                true => self.buffer.len(),
                false => self.buffer.len() / size * size,
            };
            text.clear();
            decode(&self.buffer[..len], &mut text);
            give(&text)?;
            self.buffer.drain(..len);
            if !self.at_end {
                self.fill();
            }
        }
        Ok(())
    }

    fn mixed(&mut self, legacy: CodePage, give: &mut dyn FnMut(&str) -> Result<(), Error>) -> Result<(), Error> {
        let mut scratch = String::new();
        let table = LazyCell::new(|| SingleBytes::new(legacy));
        while !self.buffer.is_empty() {
            let len = if self.at_end {
                self.buffer.len()
            } else {
                cut(&self.buffer[..complete_len(&self.buffer)])
            };
            match std::str::from_utf8(&self.buffer[..len]) {
                Ok(text) => give(text)?,
                Err(_) => {
                    scratch.clear();
                    table.decode_mixed(&self.buffer[..len], &mut scratch);
                    give(&scratch)?;
                }
            }
            self.buffer.drain(..len);
            if !self.at_end {
                self.fill();
            }
        }
        Ok(())
    }

    fn decoded(&mut self, decoder: &mut Decoder, give: &mut dyn FnMut(&str) -> Result<(), Error>) -> Result<(), Error> {
        let mut text = String::with_capacity(2 * CHUNK);
        loop {
            let mut from = 0;
            loop {
                let (result, n, _) = decoder.decode_to_string(&self.buffer[from..], &mut text, self.at_end);
                from += n;
                let whole = if self.at_end { text.len() } else { cut(text.as_bytes()) };
                give(&text[..whole])?;
                text.drain(..whole);
                if result == CoderResult::InputEmpty {
                    break;
                }
            }
            if self.at_end {
                return Ok(());
            }
            self.buffer.clear();
            self.fill();
        }
    }
}

/// The last characters of a text that comes in chunks: they tell whether it was cut.
#[derive(Default)]
pub(super) struct Tail(String);

impl Tail {
    const LEN: usize = 4 << 10;

    pub(super) fn add(&mut self, text: &str) {
        self.0
            .push_str(&text[text.floor_char_boundary(text.len().saturating_sub(Self::LEN))..]);
        if self.0.len() > 2 * Self::LEN {
            self.0.drain(..self.0.floor_char_boundary(self.0.len() - Self::LEN));
        }
    }

    /// Without white space at the end.
    pub(super) fn end(&self) -> &str {
        self.0.trim_end()
    }
}

/// What each byte of a single-byte encoding stands for.
struct SingleBytes([char; 256]);

impl SingleBytes {
    fn new(page: CodePage) -> Self {
        Self(std::array::from_fn(|byte| {
            let byte = [u8::try_from(byte).expect("an index below 256")];
            let text = page.decode(&byte);
            text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
        }))
    }

    /// UTF-8 where it is, each other byte in the single-byte encoding.
    fn decode_mixed(&self, bytes: &[u8], text: &mut String) {
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            text.extend(chunk.invalid().iter().map(|&byte| self.0[usize::from(byte)]));
        }
    }
}
