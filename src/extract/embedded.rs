//! Documents and pictures in base64 within a text: invoices (UBL) carry their PDF so, answers of services their files,
//! pages and flat documents of offices their pictures.

use std::borrow::Cow;
use std::io::Read;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};
use mail_parser::decoders::base64::base64_decode;

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
/// What the digits of an address follow (RFC 2397).
const MARK: &str = "base64,";

/// Looks for documents and pictures in a text that comes in parts.
#[derive(Default)]
pub(super) struct Embedded {
    digits: Vec<u8>,
    is_open: bool,
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
        let mut rest = text;
        let before = std::mem::take(&mut self.carried);
        self.begin_before(&before, rest);
        loop {
            if self.is_open {
                rest = &rest[self.take_run(rest)..];
                if rest.is_empty() {
                    return;
                }
            }
            match beginnings().find(rest) {
                Some(found) => {
                    rest = &rest[found.start()..];
                    self.is_open = true;
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
            self.is_open = true;
            self.take(&before[found.start()..]);
        }
    }

    /// The digits that a text begins with; they end where it goes on. Returns how long they are.
    fn take_run(&mut self, text: &[u8]) -> usize {
        let len = text.iter().position(|&byte| !is_digit(byte)).unwrap_or(text.len());
        self.take(&text[..len]);
        if len < text.len() {
            self.close();
        }
        len
    }

    fn take(&mut self, text: &[u8]) {
        match self.digits.len() + text.len() > MOST {
            true => self.is_cut = true,
            false => self
                .digits
                .extend(text.iter().filter(|byte| !byte.is_ascii_whitespace())),
        }
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
        let held = if ole::is_document(&bytes) {
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

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace() || matches!(byte, b'+' | b'/' | b'=')
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::base64;

    #[test]
    fn a_document_is_found_however_the_text_is_cut() {
        let rtf = format!(r"{{\rtf1 {} }}", "woord ".repeat(40));
        let digits = base64(rtf.as_bytes());
        let text = format!("<a>e1xydGY=</a><b>{}\n {}</b>", &digits[..100], &digits[100..]);
        for size in [1, 2, 5, 7, 64, text.len()] {
            let mut embedded = Embedded::default();
            for part in text.as_bytes().chunks(size) {
                embedded.feed(part);
            }
            embedded.close();
            assert_eq!(embedded.found, [rtf.as_bytes()], "in parts of {size}");
        }
    }
}
