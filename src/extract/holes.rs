//! Stretches of zeros in a text: no program writes them, they are what a lost sector of a disk is read as, as bytes of
//! ones alone are of a stick. At its very beginning a few zeros are enough. And sectors of another file.

mod closed;
mod noise;
mod ones;
#[cfg(test)]
mod tests;
mod wide;

use std::io::Read;

pub(super) use closed::{closed, format};
use noise::Noise;
use ones::{BYTE as ONES, Ones};

use super::{Format, Reason, Sink};

/// The least that is lost: disks and file systems lose sectors.
const SECTOR: u64 = 512;
/// What file systems keep room by: a file is filled up to no more.
const CLUSTER: u64 = 4096;
/// Nor is a file of which one part in so many is zeros at its end filled up.
const LARGE_PART: u64 = 4;
/// Fewer are lost where a copy went wrong, but as many may fill up a field of a record: a file of such records has many
/// of them, or shorter ones too.
const FEW: u64 = NO_CHARACTERS.len() as u64;
const SHORTEST_FILLED: u64 = 4;
const MOST_LOST: u32 = 3;
/// Zeros at the beginning that no encoding has there, and what is told of them.
const BEGIN: u64 = 4;
pub(super) const BEGIN_DAMAGED: &str = "its beginning is damaged";
/// So much on both sides of a stretch tells whether it stands in a text.
const BESIDE: usize = 32;
/// What is told of one.
pub(super) const LOST: &str = "a stretch of zeros: the text that stood there is lost";
/// What is told of other bytes.
const NO_TEXT: &str = "a stretch of bytes that are no text";
/// So many zeros in a row are no characters, nor is a text of zeros alone that is longer than a short number.
pub(super) const NO_CHARACTERS: [u8; 64] = [0; 64];
const LONGER_THAN_A_NUMBER: usize = 8;
/// Text as it stands in the file, members of their own left out: those tell of their own.
const TEXTS: [&str; 11] = [
    "rtf", "eml", "vcf", "ics", "ldif", "coda", "html", "xml", "json", "csv", "text",
];

/// Of these no field is filled up with zeros: a few are a loss.
const PLAIN: [&str; 3] = ["vcf", "ics", "ldif"];
/// Nor in a mail, but where it holds a file as it is.
const FEW_IN_MAIL: u64 = 8;

/// Reads a document, and tells where zeros stand in the place of its text.
pub(super) fn watched<T>(
    format: &Format,
    input: &mut dyn Read,
    sink: &mut Sink<'_>,
    read: impl FnOnce(&mut dyn Read, &mut Sink<'_>) -> T,
) -> T {
    if !TEXTS.contains(&format.name) {
        return read(input, sink);
    }
    let mut holes = Holes::new(input);
    (holes.few, holes.most) = match format.name {
        name if PLAIN.contains(&name) => (SHORTEST_FILLED, u32::MAX),
        "eml" => (FEW_IN_MAIL, MOST_LOST),
        _ => (FEW, MOST_LOST),
    };
    let result = read(&mut holes, sink);
    if holes.is_begin_lost {
        sink.gap(Reason::Damaged, BEGIN_DAMAGED);
    }
    if holes.any() {
        sink.gap(Reason::Damaged, LOST);
    }
    if holes.any_other() {
        sink.gap(Reason::Damaged, NO_TEXT);
    }
    result
}

/// Whether a stretch of zeros stands in what should be text, whole or a part of it, in a record or a stream of its own.
pub(super) fn is_hollow(text: &[u8]) -> bool {
    let zeros = memchr::memmem::find(text, &NO_CHARACTERS).is_some();
    zeros || text.len() > LONGER_THAN_A_NUMBER && text.iter().all(|&byte| byte == 0)
}

struct Holes<'r> {
    inner: &'r mut dyn Read,
    /// Bytes read, and how many of the last ones are zeros.
    at: u64,
    n_zeros: u64,
    /// The last bytes that are neither.
    before: Vec<u8>,
    /// What stands behind a stretch that may be a hole.
    behind: Option<Vec<u8>>,
    /// That one is shorter than a sector.
    is_short: bool,
    /// So many zeros are no fill, and so many stretches of them.
    few: u64,
    most: u32,
    found: bool,
    /// Short ones between texts, and whether zeros fill up fields.
    n_short: u32,
    has_filled: bool,
    is_begin_lost: bool,
    ones: Ones,
    noise: Noise,
}

impl<'r> Holes<'r> {
    fn new(inner: &'r mut dyn Read) -> Self {
        Self {
            inner,
            at: 0,
            n_zeros: 0,
            before: Vec::new(),
            behind: None,
            is_short: false,
            few: FEW,
            most: MOST_LOST,
            found: false,
            n_short: 0,
            has_filled: false,
            is_begin_lost: false,
            ones: Ones::default(),
            noise: Noise::default(),
        }
    }

    fn look(&mut self, mut bytes: &[u8]) {
        self.at += bytes.len() as u64;
        self.noise.look(bytes);
        self.ones.begin(bytes);
        while !bytes.is_empty() {
            let n_zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
            let n_ones = bytes[n_zeros..].iter().take_while(|&&byte| byte == ONES).count();
            self.n_zeros += n_zeros as u64;
            self.ones.n += n_ones as u64;
            bytes = &bytes[n_zeros + n_ones..];
            let len = memchr::memchr2(0, ONES, bytes).unwrap_or(bytes.len());
            if len > 0 {
                let at = self.at - bytes.len() as u64;
                self.ones.text(&bytes[..len], &self.before, at);
                self.text(&bytes[..len]);
                bytes = &bytes[len..];
            }
        }
    }

    /// What stands between zeros: each second byte of a text in UTF-16.
    fn text(&mut self, bytes: &[u8]) {
        if self.before.is_empty() && self.n_zeros >= BEGIN {
            self.is_begin_lost = is_text(&bytes[..bytes.len().min(BESIDE)]);
        }
        let n_zeros = std::mem::take(&mut self.n_zeros);
        self.has_filled |= (SHORTEST_FILLED..self.few).contains(&n_zeros);
        if n_zeros >= self.few && is_text(&self.before) {
            self.end_of_behind();
            self.behind = Some(Vec::new());
            self.is_short = n_zeros < SECTOR;
        }
        if let Some(behind) = &mut self.behind {
            behind.extend(bytes.iter().take(BESIDE - behind.len()));
            if behind.len() == BESIDE {
                self.end_of_behind();
            }
        }
        self.before.extend(&bytes[bytes.len().saturating_sub(BESIDE)..]);
        if self.before.len() > 4 * BESIDE {
            self.before.drain(..self.before.len() - BESIDE);
        }
    }

    /// Whether other bytes stand in the place of text. Asked at the end, which they may fill up.
    fn any_other(&mut self) -> bool {
        self.ones.any() || self.noise.found
    }

    /// Counts a stretch between two texts.
    fn end_of_behind(&mut self) {
        if self.behind.take().as_deref().is_some_and(is_text) {
            self.found |= !self.is_short;
            self.n_short += u32::from(self.is_short);
        }
    }

    /// Asked at the end. Few zeros that a file ends with fill it up, where it has ended before them, with a line or
    /// anywhere but at the border of a sector. More of them, or a large part of the file, are room that nobody wrote to:
    /// whether text was to stand there, nobody can know.
    fn any(&mut self) -> bool {
        self.end_of_behind();
        let begins_as_sector = (self.at - self.n_zeros).is_multiple_of(SECTOR);
        let ends_line = self.before.last().is_none_or(u8::is_ascii_whitespace);
        let is_sector_lost = self.n_zeros >= SECTOR && begins_as_sector && !ends_line;
        let is_large = self.n_zeros >= FEW && self.n_zeros * LARGE_PART >= self.at;
        let is_end_lost = (is_sector_lost || is_large || self.n_zeros > CLUSTER) && is_text(&self.before);
        let is_few_lost = !self.has_filled && (1..=self.most).contains(&self.n_short);
        self.found || is_end_lost || is_few_lost
    }
}

/// Whether bytes are of a text, whatever its encoding: in a picture or a program control characters are among them.
fn is_text(bytes: &[u8]) -> bool {
    let is_strange = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace() && *byte != 0x1b;
    !bytes.is_empty() && !bytes.iter().any(is_strange)
}

impl Read for Holes<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.look(&buf[..n]);
        Ok(n)
    }
}
