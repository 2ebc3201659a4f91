//! Stretches of zeros in a text: no program writes them, they are what a lost sector of a disk is read as, as bytes of
//! ones alone are of a stick. At its very beginning a few zeros are enough. And sectors of another file.

mod noise;
mod ones;
mod wide;

use std::io::Read;

use noise::Noise;
use ones::{BYTE as ONES, Ones};

use super::{Format, Reason, Sink};

/// The least that is lost: disks and file systems lose sectors.
const SECTOR: u64 = 512;
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
        self.has_filled |= (SHORTEST_FILLED..FEW).contains(&n_zeros);
        if n_zeros >= FEW && is_text(&self.before) {
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

    /// Asked at the end. Zeros that a file ends with may fill it up: then it has ended before them, with a line or
    /// anywhere but at the border of a sector.
    fn any(&mut self) -> bool {
        self.end_of_behind();
        let begins_as_sector = (self.at - self.n_zeros).is_multiple_of(SECTOR);
        let ends_line = self.before.last().is_none_or(u8::is_ascii_whitespace);
        let is_end_lost = self.n_zeros >= SECTOR && begins_as_sector && !ends_line && is_text(&self.before);
        let is_few_lost = !self.has_filled && (1..=MOST_LOST).contains(&self.n_short);
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

#[cfg(test)]
mod tests {
    use super::super::tests::documents;
    use super::*;

    const NUMBER: &str = "rijksregisternummer 85.07.30-951.80";

    /// A text that goes on behind so many bytes of anything.
    fn torn(before: &str, hole: &[u8], behind: &str) -> Vec<u8> {
        [before.as_bytes(), hole, behind.as_bytes()].concat()
    }

    fn lines(n: usize) -> String {
        "een gewone regel van een gewoon verslag\n".repeat(n)
    }

    #[track_caller]
    fn check(name: &str, bytes: &[u8], is_torn: bool) {
        let documents = documents(name, bytes);
        let reasons: &[Reason] = if is_torn { &[Reason::Damaged] } else { &[] };
        assert_eq!(documents[0].reasons, reasons, "{name}");
        assert!(documents[0].text().contains(NUMBER), "{name}: {documents:?}");
    }

    #[test]
    fn a_sector_of_zeros_in_a_text_is_told_and_what_stands_around_it_is_read() {
        let (before, behind) = (lines(2000), format!("{NUMBER}\n{}", lines(10)));
        check("a.txt", &torn(&before, &[0; 512], &behind), true);
        check("a.txt", &torn(&before, &[0; 100_000], &behind), true);
        check("a.csv", &torn(&format!("a;b\n{before}"), &[0; 512], &behind), true);
        let page = torn(
            &format!("<html><body>{before}"),
            &[0; 512],
            &format!("{behind}</body></html>"),
        );
        check("a.html", &page, true);
        let xml = torn(
            &format!("<?xml version=\"1.0\"?><a>{before}"),
            &[0; 512],
            &format!("{behind}</a>"),
        );
        check("a.xml", &xml, true);
        let rtf = torn(&format!("{{\\rtf1 {}", lines(9)), &[0; 512], &format!("{behind}}}"));
        check("a.rtf", &rtf, true);
        let mail = torn(
            &format!("From: a@b.example\nSubject: x\nDate: x\n\n{before}"),
            &[0; 512],
            &behind,
        );
        check("a.eml", &mail, true);
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let wide = [&b"\xff\xfe"[..], &wide(&before), &[0; 512], &wide(&behind)].concat();
        check("a.txt", &wide, true);
    }

    #[test]
    fn ones_and_other_bytes_in_the_place_of_text_are_told() {
        // Longer than what the format is known by.
        let text = format!("{}{NUMBER}\n", lines(2000));
        let chance = |n: u32| n.wrapping_mul(2_654_435_761).to_be_bytes()[0];
        let other: Vec<u8> = (0..512).map(chance).collect();
        for stretch in [&[0xff; 64][..], &[0xff; 5000], &other] {
            check("a.txt", &torn(&text, stretch, &text), true);
            let page = torn(
                &format!("<html><body>{text}"),
                stretch,
                "tekst van een pagina, en dat was het\n".repeat(9).as_str(),
            );
            check("a.html", &page, true);
        }
        check("a.txt", &torn(&text, &[0xff; 63], &text), false);
        check("a.txt", &torn(&text, &[0xff; 512], ""), false);
        // Where they are spaces.
        let spaced = format!("naam{text}");
        let spaced = torn("", &[0xff; 9], &spaced);
        for (n, is_torn) in [
            (64, false),
            (400, false),
            (512 + 512 - (9 + 4 + text.len()) % 512, true),
        ] {
            let bytes = [&spaced[..], &vec![0xff; n], text.as_bytes()].concat();
            check("a.txt", &bytes, is_torn);
        }
        let short = format!("{}{NUMBER}\n", lines(20));
        let dos = [
            short.as_bytes(),
            b"Ren\x82e en Zo\x89\n",
            &[0xff; 90],
            b"een patient\n".as_slice(),
        ]
        .concat();
        check("a.txt", &dos, false);
        // Letters of a name in a text of one byte each, and a picture that has white in it.
        check("a.txt", &torn(&text, b"L'Ha\xff-les-Roses \xff\xff\xff", &text), false);
        let picture = [&[1, 5, 2][..], &[0xff; 2000], &[3, 7, 1]].concat();
        let rtf = format!("{{\\rtf1 {NUMBER} {{\\pict\\bin{} ", picture.len());
        check("a.rtf", &torn(&rtf, &picture, "}}"), false);
    }

    #[test]
    fn zeros_that_fill_a_file_up_and_few_of_them_are_no_damage() {
        let text = format!("{}{NUMBER}\n", lines(2000));
        check("a.txt", &torn(&text, &[0; 63], &text), false);
        check("a.txt", &torn(&text, &[0; 4096], ""), false);
        check("a.txt", &torn(text.trim_end(), &[0; 4096], ""), false);
        // The last sectors of a text that goes on are lost.
        let aligned = text.trim_end().len() / 512 * 512;
        let cut = &torn(&format!("{NUMBER}\n{text}")[..aligned], &[0; 1024], "");
        check("a.txt", cut, true);
    }

    #[test]
    fn a_few_zeros_in_a_text_are_told_where_they_fill_no_fields_up() {
        let text = format!("{}{NUMBER}\n", lines(20));
        check("a.txt", &torn(&text, &[0; 64], &text), true);
        let mail = format!("From: a@b.example\nSubject: x\nDate: x\n\n{text}");
        check("a.eml", &torn(&mail, &[0; 64], &text), true);
        // Records whose fields are as long as each other, and some of them.
        let text = format!("{}{NUMBER}\n", lines(2000));
        let record = torn(NUMBER, &[0; 93], "");
        check("a.txt", &torn(&text, &record.repeat(4), &text), false);
        let short = String::from_utf8(torn("naam", &[0; 9], &text)).unwrap();
        check("a.txt", &torn(&text, &[0; 64], &short), false);
    }

    #[test]
    fn a_text_of_zeros_is_hollow_and_one_that_ends_with_some_is_not() {
        assert!(is_hollow(&[0; 9]) && is_hollow(&[&b"naam"[..], &[0; 64], b"naam"].concat()));
        assert!(!is_hollow(&[]) && !is_hollow(&[0; 8]) && !is_hollow(&[&b"naam"[..], &[0; 63]].concat()));
        assert!(!is_hollow("naam".repeat(40).as_bytes()));
    }

    #[test]
    fn a_few_zeros_at_the_beginning_are_told() {
        let text = lines(30) + NUMBER;
        for name in ["a.txt", "a.md", "a.csv", "a.html"] {
            check(name, &torn("", &[0; 4], &text), true);
            check(name, &torn("", &[0; 3], &text), false);
        }
        let wide = format!("\u{feff}{text}");
        let wide = wide.chars().map(u32::from).flat_map(u32::to_be_bytes);
        check("a.txt", &wide.collect::<Vec<u8>>(), false);
    }

    #[test]
    fn zeros_of_a_picture_inside_a_text_are_its_own() {
        let picture = [&[1, 5, 2][..], &[0; 2000], &[3, 7, 1], &[b'x'; 40], &[0; 600], &[1, 2]].concat();
        let text = format!("{{\\rtf1 {NUMBER} {{\\pict\\bin{} ", picture.len());
        check("a.rtf", &torn(&text, &picture, "}}"), false);
    }
}
