//! Tests of reading a document front to end, as a worker does it.

pub(super) mod containers;
mod databases;
mod encrypted;
mod formats;
mod kinds;
mod labels;
mod mailboxes;
mod mails;
mod nested;
mod objects;
mod outlook;
mod salvage;
mod structured;
mod tables;
mod torn;
mod values;
mod writers;

use std::io::{Cursor, Read as _};
use std::ops::Range;

use super::*;
use crate::finding::Read as HowRead;
use crate::text::Text;

/// Notes what a reader is told.
#[derive(Default)]
struct Notes {
    /// Inner path, format, and indices of its pieces.
    documents: Vec<Document>,
    open: Vec<usize>,
    longest_window: usize,
}

#[derive(Default, Debug)]
pub(super) struct Document {
    pub inner: String,
    pub format: &'static str,
    /// Label and text of each piece.
    pub pieces: Vec<(String, String)>,
    places: Vec<crate::finding::Place>,
    read: Option<HowRead>,
    pub reasons: Vec<Reason>,
    size: u64,
    content: Option<crate::finding::Token>,
    dated: Option<jiff::civil::Date>,
}

impl Reader for Notes {
    fn begin(&mut self, inner: &[String], format: &'static str) {
        self.open.push(self.documents.len());
        self.documents.push(Document {
            inner: inner.join("/"),
            format,
            ..Document::default()
        });
    }

    fn window(&mut self, text: &Text, fresh: Range<usize>) {
        self.longest_window = self.longest_window.max(text.buf.len());
        let document = &mut self.documents[*self.open.last().unwrap()];
        // What ends one piece and what begins the next are no word together.
        for mark in text.marks.iter().skip(1).filter(|mark| mark.offset > 0) {
            let (before, behind) = text.buf.split_at(mark.offset as usize);
            let joined = before.ends_with(char::is_alphanumeric) && behind.starts_with(char::is_alphanumeric);
            assert!(!joined, "{}: {:?}", document.format, mark.unit);
        }
        for piece in text.pieces(fresh) {
            let label = piece.location.label.unwrap_or("").to_owned();
            document.places.push(piece.location.place(text));
            document.pieces.push((label, piece.text.into_owned()));
        }
    }

    fn end(&mut self, end: End) {
        let document = &mut self.documents[self.open.pop().unwrap()];
        document.read = Some(end.read);
        document.reasons = end.gaps.iter().map(|gap| gap.reason).collect();
        document.size = end.size;
        document.content = end.content;
        document.dated = end.dated;
    }
}

impl Document {
    pub fn text(&self) -> String {
        self.pieces
            .iter()
            .map(|(_, text)| text.as_str())
            .collect::<Vec<_>>()
            .join("\n")
    }

    pub(super) fn labelled(&self) -> Vec<(&str, &str)> {
        self.pieces
            .iter()
            .map(|(label, text)| (label.as_str(), text.as_str()))
            .collect()
    }
}

fn notes_of(name: &str, bytes: &[u8], limits: Limits) -> Notes {
    let mut notes = Notes::default();
    let mut shared = Shared::new(limits, [7; 32]);
    read(&mut Cursor::new(bytes), name, &mut notes, &mut shared);
    assert!(notes.open.is_empty(), "every document that began has ended");
    notes
}

pub(super) fn documents(name: &str, bytes: &[u8]) -> Vec<Document> {
    notes_of(name, bytes, Limits::default()).documents
}

pub(super) fn document(name: &str, bytes: &[u8]) -> Document {
    documents(name, bytes).remove(0)
}

/// What is named as unread is looked at first: it would hide the format.
#[test]
fn no_format_that_is_read_is_also_named_as_unread() {
    let is_read = |named: &&Format| FORMATS.iter().any(|format| format.name == named.name);
    let hidden: Vec<_> = known::NAMED.iter().filter(is_read).map(|named| named.name).collect();
    assert_eq!(hidden, Vec::<&str>::new());
}

#[test]
fn every_format_that_is_read_is_fuzzed() {
    let fuzz = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = std::fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
    let mut targets = String::new();
    for file in std::fs::read_dir(fuzz.join("fuzz_targets")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name} is not built");
        targets += &std::fs::read_to_string(&path).unwrap();
    }
    let is_read = |format: &&&Format| matches!(format.extract, Extract::Stream(_) | Extract::Seek(_));
    for format in FORMATS
        .iter()
        .filter(is_read)
        .filter(|format| format.name != "test-box")
    {
        assert!(
            targets.contains(&format!("\"{}\"", format.name)),
            "no target reads {}",
            format.name
        );
    }
}

#[test]
fn content_decides_the_format_and_the_extension_only_helps() {
    #[track_caller]
    fn check(name: &str, bytes: &[u8], format: &str, how: HowRead) {
        let document = document(name, bytes);
        assert_eq!((document.format, document.read), (format, Some(how)), "{name}");
    }
    use HowRead::{All, NoText, None as Not};
    check("a.txt", b"Dag Jan,\ntot morgen.", "text", All);
    check("a.pdf", b"geen pdf maar tekst", "text", All);
    check("a.bin", b"\x01\x02\x00\x03\xff\xfe\x00", "unknown", Not);
    check("a.txt", b"", "empty", NoText);
    check("a.exe", b"MZ\x90\0\x03\0\0\0", "exe", NoText);
    check(
        "._nota.txt",
        b"\0\x05\x16\x07\0\x02\0\0Mac OS X        \0\x02",
        "apple-double",
        NoText,
    );
    check(".DS_Store", b"\0\0\0\x01Bud1\0\0\x10\0", "ds-store", NoText);
    check("a.mp3", b"ID3\x04\0\0\0\0\x08\x76TIT2\0\0\0\x0c", "mp3", NoText);
    check("a.tsv", b"ID3\tNaam\tNummer\n1\tAn\t12\n", "csv", All);
    check("a.csv", b"PAR1;PAR2\n1;12\n", "csv", All);
    check("a", b"PAR1\x15\0\x15\x4c\x15\x4c\x2c\x15\x04", "parquet", Not);
    check("MZ.txt", b"MZ is een afkorting van niets", "text", All);
    check("a.rtf", b"{\\rtf1\\ansi dag}", "rtf", All);
    check("a.txt", b"{\"naam\": \"An\"}\n{\"naam\": \"Bo\"}", "json", All);
    check("a.log", b"[INFO] start\n[INFO] stop\n", "text", All);
    check("a.log", b"[1] eerste noot\n", "text", All);
    check("a", b"<?xml version=\"1.0\"?><a>b</a>", "xml", All);
    check("a.txt", b"<lijst><naam>An</naam></lijst>", "xml", All);
    check("a.txt", b"a <b> c", "text", All);
    check("a", b"<!-- x --><HTML><body>dag</body></HTML>", "html", All);
    check("a.txt", b"naam;mail;tel\nAn;a@b.be;1\nBo;b@b.be;2\n", "csv", All);
    check("a.txt", b"Dag Jan, tot morgen\nGroeten, An\nen Bo, ook\n", "text", All);
    check("a.c", b"int a;\nint b;\nint c;\n", "text", All);
    check("a.csv", b"email\njan@voorbeeld.be\n", "csv", All);
    check("a.txt", b"Subject: dit is een notitie\n\ntekst", "text", All);
    check("a.txt", b"From: a@b.be\nTo: c@d.be\nSubject: x\n\ndag", "eml", All);
    check("a.7z", b"7z\xbc\xaf\x27\x1c\0\x04", "7z", Not);
}

#[test]
fn every_encoding_gives_the_same_text() {
    let text = "Gérard Müller — 85.07.30-951.80 €";
    let plain = "Gérard Müller - 85.07.30-951.80 €";
    let utf16 = |units: fn(u16) -> [u8; 2], mark: &[u8]| {
        let mut bytes = mark.to_vec();
        bytes.extend(text.encode_utf16().flat_map(units));
        bytes
    };
    let latin_9 = encoding_rs::ISO_8859_15.encode(&plain.replace('—', "-")).0.into_owned();
    for (name, bytes) in [
        ("utf-8", text.as_bytes().to_vec()),
        ("utf-8 with mark", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("utf-16le with mark", utf16(u16::to_le_bytes, b"\xff\xfe")),
        ("utf-16be with mark", utf16(u16::to_be_bytes, b"\xfe\xff")),
        ("utf-16le", utf16(u16::to_le_bytes, b"")),
        ("utf-16be", utf16(u16::to_be_bytes, b"")),
        ("windows-1252", encoding_rs::WINDOWS_1252.encode(text).0.into_owned()),
        ("iso-8859-15", latin_9),
    ] {
        assert_eq!(document("a.txt", &bytes).text(), plain, "{name}");
    }
}

#[test]
fn an_encoding_that_shows_only_late_is_still_right() {
    let ascii = "regel zonder accenten\n".repeat(20_000);
    for late in ["é à ü".as_bytes(), b"\xe9 \xe0 \xfc"] {
        let document = document("a.log", &[ascii.as_bytes(), late].concat());
        assert_eq!(document.pieces.last().unwrap().1, "é à ü");
        assert_eq!(document.places.last().unwrap().lines.as_deref(), Some("20001"));
    }
}

#[test]
fn a_line_without_end_streams_in_windows() {
    struct Endless;
    impl Read for Endless {
        fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
            for (at, byte) in buf.iter_mut().enumerate() {
                *byte = b"abcdefg "[at % 8];
            }
            Ok(buf.len())
        }
    }
    let mut notes = Notes::default();
    let mut shared = Shared::new(Limits::default(), [0; 32]);
    Sink::new(&mut notes, &mut shared, Vec::new())
        .member("a.txt", &mut Endless.take(8 << 20))
        .unwrap();
    let document = &notes.documents[0];
    assert!(notes.longest_window < 2 * WINDOW, "{}", notes.longest_window);
    assert_eq!(document.size, 8 << 20);
    assert_eq!(document.read, Some(HowRead::All));
    assert_eq!(
        document.pieces.iter().map(|(_, text)| text.len()).sum::<usize>(),
        8 << 20
    );
}

#[test]
fn the_content_token_is_of_all_bytes() {
    let bytes = b"Dag Jan";
    let token = crate::finding::Token::from(blake3::keyed_hash(&[7; 32], bytes));
    assert_eq!(document("a.txt", bytes).content, Some(token));
}

#[test]
fn a_tiny_picture_holds_no_text_and_a_large_one_needs_ocr() {
    let png = |width: u32, height: u32| {
        let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        for (kind, data) in [(b"IHDR", &[&sides[..], b"\x08\0\0\0\0"].concat()[..]), (b"IEND", b"")] {
            let named = [&kind[..], data].concat();
            bytes.extend((data.len() as u32).to_be_bytes());
            bytes.extend(&named);
            bytes.extend(crc32fast::hash(&named).to_be_bytes());
        }
        document("a.png", &bytes)
    };
    assert_eq!(png(100, 100).read, Some(HowRead::NoText));
    assert_eq!(png(100, 500).reasons, [Reason::NeedsOcr]);
    assert_eq!(png(u32::MAX, u32::MAX).reasons, [Reason::NeedsOcr]);
}

/// The text that a name adds comes last and makes no document a read one.
#[test]
fn the_name_of_a_file_is_looked_at_too() {
    let told = |name: &str, bytes: &[u8]| {
        let document = document(name, bytes);
        let last = document
            .pieces
            .last()
            .map_or_else(String::new, |(_, text)| text.clone());
        (document.read, last)
    };
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x04\0\0\0\x04\0";
    assert_eq!(
        told("61.02.02-951.90_ziekte.txt", b"dag"),
        (Some(HowRead::All), "61.02.02-951.90 ziekte".to_owned())
    );
    assert_eq!(
        told("kaart 85073095180.png", png),
        (Some(HowRead::None), "kaart 85073095180".to_owned())
    );
    assert_eq!(told("an@firma.be.msg.txt", b"dag").1, "an@firma.be.msg");
    assert_eq!(told("Verslag 2025-11-29.txt", b"dag").1, "dag");
}
