//! Documents in base64 within structured text: invoices (UBL) carry their PDF so, answers of services their files.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use mail_parser::decoders::base64::base64_decode;

use super::office::ole;
use super::{Error, Reason, Sink};

/// How the documents of [`ole::is_document`] begin: `%PDF-`, a zip, a compound file, rtf.
const BEGINNINGS: [&str; 4] = ["JVBERi", "UEsDBB", "0M8R4KGx", "e1xydGY"];
/// The longest beginning without its last character may stand at the end of a part of the text.
const CARRIED: usize = 7;
/// Fewer digits are no document.
const SHORTEST: usize = 200;
/// So much is held, of all documents in a text.
const MOST: usize = 64 << 20;

/// Looks for documents in a text that comes in parts.
#[derive(Default)]
pub(super) struct Embedded {
    digits: Vec<u8>,
    is_open: bool,
    carried: Vec<u8>,
    found: Vec<Vec<u8>>,
    n_held: usize,
    is_cut: bool,
}

impl Embedded {
    pub fn feed(&mut self, text: &str) {
        let mut rest = text.as_bytes();
        let before = std::mem::take(&mut self.carried);
        self.begin_before(&before, rest);
        loop {
            if self.is_open {
                let len = rest.iter().position(|&byte| !is_digit(byte)).unwrap_or(rest.len());
                self.take(&rest[..len]);
                rest = &rest[len..];
                if rest.is_empty() {
                    return;
                }
                self.close();
            }
            match beginnings().find(rest) {
                Some(found) => {
                    rest = &rest[found.start()..];
                    self.is_open = true;
                }
                None => break,
            }
        }
        let last = &text.as_bytes()[text.len().saturating_sub(CARRIED)..];
        let wanted = CARRIED - last.len();
        self.carried = [&before[before.len().saturating_sub(wanted)..], last].concat();
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
        let document = base64_decode(&digits).filter(|document| ole::is_document(document));
        if let Some(document) = document {
            self.n_held += document.len();
            match self.n_held > MOST {
                true => self.is_cut = true,
                false => self.found.push(document),
            }
        }
    }

    /// Hands on what was found, at the end of the text.
    pub fn hand_on(mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        self.close();
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
    static BEGINNING: LazyLock<AhoCorasick> = LazyLock::new(|| AhoCorasick::new(BEGINNINGS).expect("four plain texts"));
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
                embedded.feed(std::str::from_utf8(part).unwrap());
            }
            embedded.close();
            assert_eq!(embedded.found, [rtf.as_bytes()], "in parts of {size}");
        }
    }
}
