//! Documents and pictures in base64 within a text: invoices (UBL) carry their PDF so, answers of services their files,
//! pages and flat documents of offices their pictures. Longer texts in base64 too, as tables beside an invoice are.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::io::Read;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};
use mail_parser::decoders::base64::base64_decode;

use super::encoding;
use super::known::picture;
use super::office::ole;
use super::pictures::Pictures;
use super::{Error, Reason, Sink};

/// How the documents of [`ole::is_document`] begin: `%PDF-`, a zip, a compound file, rtf; and pictures: png, jpeg, gif,
/// tiff of both orders, webp.
const BEGINNINGS: [&str; 10] = [
    "JVBERi",
    "UEsDBB",
    "0M8R4KGx",
    "e1xydGY",
    "iVBORw0KGgo",
    "/9j/",
    "R0lGOD",
    "SUkqA",
    "TU0AK",
    "UklGR",
];
/// The longest beginning without its last character may stand at the end of a part of the text.
const CARRIED: usize = 10;
/// Fewer digits are no document.
const SHORTEST: usize = 200;
/// So much is held, of all documents in a text.
const MOST: usize = 64 << 20;
/// A text told with its markup, or names of its values, has so many bytes for each that a person reads. An estimate, on
/// the high side: too high, a picture beside some text is said to need OCR; too low, a scan among tags would be passed
/// over.
const MARKUP: u64 = 16;
/// Stands before lines of another mail.
const QUOTE: u8 = b'>';
/// What the digits of an address follow (RFC 2397).
const MARK: &str = "base64,";

/// Looks for documents and pictures in a text that comes in parts.
#[derive(Default)]
pub(super) struct Embedded {
    digits: Vec<u8>,
    is_open: bool,
    /// What is open is a document by its beginning, and may stand in lines; else white space ends it.
    is_known: bool,
    /// What was taken last ends a line, or quotes the next.
    is_before_line: bool,
    carried: Vec<u8>,
    /// Text that may be the beginning of an address.
    pending: String,
    found: Vec<Vec<u8>>,
    pictures: Vec<Vec<u8>>,
    /// Digits of pictures, which are no text.
    n_drawn: u64,
    n_held: usize,
    is_cut: bool,
    /// So much of a picture is held.
    most_of_picture: usize,
}

/// Reads a text in which there may be such documents, and then what it found.
pub(super) fn watched(
    input: &mut dyn Read,
    sink: &mut Sink<'_>,
    extract: fn(&mut dyn Read, &mut Sink<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut watch = Watch::new(input, sink);
    let done = extract(&mut watch, sink);
    let n_text = watch.embedded.without_digits(sink.n_text);
    done.and(watch.embedded.hand_on(n_text, sink))
}

/// Looks through a document whose text of `n_text` bytes was read without its digits.
pub(super) fn beside(input: &mut dyn Read, n_text: u64, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut watch = Watch::new(input, sink);
    std::io::copy(&mut watch, &mut std::io::sink())?;
    watch.embedded.hand_on(n_text, sink)
}

/// Sees all that is read.
struct Watch<'r> {
    input: &'r mut dyn Read,
    embedded: Embedded,
}

impl<'r> Watch<'r> {
    fn new(input: &'r mut dyn Read, sink: &Sink<'_>) -> Self {
        let embedded = Embedded::new(sink);
        Self { input, embedded }
    }
}

impl Read for Watch<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let n = self.input.read(into)?;
        self.embedded.feed(&into[..n]);
        Ok(n)
    }
}

impl Embedded {
    pub fn new(sink: &Sink<'_>) -> Self {
        Self {
            most_of_picture: usize::try_from(Pictures::most(sink)).unwrap_or(MOST),
            ..Self::default()
        }
    }

    pub fn feed(&mut self, text: &[u8]) {
        let before = std::mem::take(&mut self.carried);
        self.begin_before(&before, text);
        let mut at = 0;
        // The next beginning of a document, once it was looked for.
        let mut next = Some(0);
        loop {
            if self.is_open {
                at += self.take_run(&text[at..]);
                if at == text.len() {
                    return;
                }
            }
            if next.is_some_and(|next| next <= at) {
                next = beginnings().find(&text[at..]).map(|found| at + found.start());
            }
            let begin = begin_of_text(&text[at..next.unwrap_or(text.len())], next.is_none());
            match begin.map(|begin| at + begin).or(next) {
                Some(found) => {
                    at = found;
                    (self.is_open, self.is_known) = (true, begin.is_none());
                }
                None => break,
            }
        }
        let last = &text[text.len().saturating_sub(CARRIED)..];
        let wanted = CARRIED - last.len();
        self.carried = [&before[before.len().saturating_sub(wanted)..], last].concat();
    }

    /// The text without the digits of such addresses, which are looked into; some of it may be held back until the end.
    pub fn strip<'t>(&mut self, text: &'t str, at_end: bool) -> Cow<'t, str> {
        let is_plain = self.pending.is_empty() && !self.is_open && !text.ends_with(|c| MARK.contains(c));
        if is_plain && memchr::memmem::find(text.as_bytes(), MARK.as_bytes()).is_none() {
            return text.into();
        }
        let all = std::mem::take(&mut self.pending) + text;
        let (mut rest, mut kept) = (&all[..], String::with_capacity(all.len()));
        loop {
            if self.is_open {
                rest = &rest[self.take_run(rest.as_bytes())..];
                if rest.is_empty() {
                    return kept.into();
                }
            }
            let Some(at) = rest.find(MARK).map(|at| at + MARK.len()) else {
                break;
            };
            if rest.len() - at <= CARRIED && !at_end {
                kept.push_str(&rest[..at - MARK.len()]);
                rest[at - MARK.len()..].clone_into(&mut self.pending);
                return kept.into();
            }
            kept.push_str(&rest[..at]);
            rest = &rest[at..];
            self.is_open = beginnings().find(Input::new(rest).anchored(Anchored::Yes)).is_some();
            self.is_known = self.is_open;
        }
        let held = if at_end { 0 } else { MARK.len() - 1 };
        let at = rest.floor_char_boundary(rest.len().saturating_sub(held));
        kept.push_str(&rest[..at]);
        rest[at..].clone_into(&mut self.pending);
        kept.into()
    }

    /// A beginning that was cut by the end of the part before.
    fn begin_before(&mut self, before: &[u8], text: &[u8]) {
        let both = [before, &text[..text.len().min(CARRIED)]].concat();
        let found = beginnings().find(&both).filter(|found| found.start() < before.len());
        if let Some(found) = found.filter(|_| !self.is_open) {
            (self.is_open, self.is_known) = (true, true);
            self.take(&before[found.start()..]);
        }
    }

    /// The digits that a text begins with; they end where it goes on. Returns how long they are.
    fn take_run(&mut self, text: &[u8]) -> usize {
        // A beginning that was cut begins like any text.
        if !self.is_known && self.digits.len() < CARRIED {
            let begin = [&self.digits[..], &text[..text.len().min(CARRIED)]].concat();
            self.is_known = beginnings().find(Input::new(&begin).anchored(Anchored::Yes)).is_some();
        }
        let is_digit = |byte: &u8| is_sign(byte) || self.is_known && byte.is_ascii_whitespace();
        let end_of = |at: usize| {
            at + text[at..]
                .iter()
                .position(|byte| !is_digit(byte))
                .unwrap_or(text.len() - at)
        };
        let mut len = end_of(0);
        // An answer quotes each line.
        while text.get(len) == Some(&QUOTE) && self.is_known && self.begins_line(&text[..len]) {
            len = end_of(len + 1);
        }
        self.is_before_line = self.begins_line(&text[..len]);
        self.take(&text[..len]);
        if len < text.len() {
            self.close();
        }
        len
    }

    fn take(&mut self, text: &[u8]) {
        match self.digits.len() + text.len() > MOST {
            true => self.is_cut = true,
            false => self.digits.extend(text.iter().filter(|&byte| is_sign(byte))),
        }
    }

    /// Whether a line begins behind what follows on the text before, marks of quotes left out.
    fn begins_line(&self, text: &[u8]) -> bool {
        let mut last = text.iter().rev().filter(|byte| !matches!(**byte, b' ' | b'\t' | QUOTE));
        last.next().map_or(self.is_before_line, |&byte| byte == b'\n')
    }

    fn close(&mut self) {
        self.is_open = false;
        let digits = std::mem::take(&mut self.digits);
        if digits.len() < SHORTEST {
            return;
        }
        // A digit that is left over belongs to no byte.
        let Some(mut bytes) = base64_decode(&digits) else {
            return;
        };
        let held = if ole::is_document(&bytes) || is_text(&bytes) {
            &mut self.found
        } else if picture::is_known(&bytes) && picture::shows(&bytes).is_some() {
            self.n_drawn += digits.len() as u64;
            bytes.truncate(self.most_of_picture);
            &mut self.pictures
        } else {
            return;
        };
        self.n_held += bytes.len();
        match self.n_held > MOST {
            true => self.is_cut = true,
            false => held.push(bytes),
        }
    }

    /// Ends what is open: the next part is of another text.
    pub fn end_text(&mut self) {
        self.close();
        self.carried.clear();
    }

    /// Bytes of a text with which the digits of pictures were told.
    pub fn without_digits(&mut self, n_text: u64) -> u64 {
        self.close();
        n_text.saturating_sub(self.n_drawn)
    }

    /// Hands on what was found, at the end of a text that was told with its markup.
    pub fn finish_markup(mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        let n_text = self.without_digits(sink.n_text) / MARKUP;
        self.hand_on(n_text, sink)
    }

    /// Hands on what was found, at the end of the text; it has so many bytes.
    pub fn hand_on(mut self, n_text: u64, sink: &mut Sink<'_>) -> Result<(), Error> {
        self.close();
        let mut pictures = Pictures::default();
        for picture in &self.pictures {
            pictures.add(&mut &picture[..], sink)?;
        }
        pictures.finish(n_text, sink);
        if self.is_cut {
            sink.gap(Reason::LimitOutput, format!("more than {} MB", MOST >> 20));
        }
        for (n, document) in self.found.iter().enumerate() {
            sink.member(&format!("embedded-{}", n + 1), &mut &document[..])?;
        }
        Ok(())
    }
}

fn is_sign(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// Where digits begin that a text may be behind, which has no beginning of its own: as many as there must be, or those
/// at the end, where they may go on in the next part. Only now and then one is looked at: no such step passes over as
/// many.
fn begin_of_text(text: &[u8], may_go_on: bool) -> Option<usize> {
    const STEP: usize = SHORTEST / 2;
    let begin_of = |at: usize| {
        text[..at]
            .iter()
            .rposition(|byte| !is_sign(byte))
            .map_or(0, |last| last + 1)
    };
    let mut at = STEP;
    while at < text.len() {
        let len = text[at..].iter().position(|byte| !is_sign(byte));
        let (begin, end) = (begin_of(at), at + len.unwrap_or(text.len() - at));
        if len.is_some() && end - begin >= SHORTEST && begins_text(&text[begin..end]) {
            return Some(begin);
        }
        at = end.max(at) + STEP;
    }
    let begin = begin_of(text.len());
    let is_enough = begin < text.len() && may_go_on || text.len() - begin >= SHORTEST;
    (is_enough && begins_text(&text[begin..])).then_some(begin)
}

/// Whether bytes are a text. Any bytes but some are characters of one encoding or another: mostly texts have few others
/// than those of ASCII, or are UTF-8.
fn is_text(bytes: &[u8]) -> bool {
    let is_utf8 = std::str::from_utf8(bytes).map_or_else(|err| err.error_len().is_none(), |_| true);
    let n_ascii = bytes.iter().filter(|byte| byte.is_ascii()).count();
    (is_utf8 || n_ascii * 10 >= bytes.len() * 8) && encoding::is_text(bytes)
}

/// Whether digits are those of a text, as far as the first of them tell.
fn begins_text(digits: &[u8]) -> bool {
    let first = &digits[..digits.len().min(SHORTEST) / 4 * 4];
    first.is_empty() || base64_decode(first).is_some_and(|bytes| is_text(&bytes))
}

fn beginnings() -> &'static AhoCorasick {
    static BEGINNING: LazyLock<AhoCorasick> = LazyLock::new(|| {
        AhoCorasick::builder()
            .start_kind(StartKind::Both)
            // Only so are the beginnings looked for many bytes at a time.
            .match_kind(MatchKind::LeftmostFirst)
            .build(BEGINNINGS)
            .expect("plain texts")
    });
    &BEGINNING
}
