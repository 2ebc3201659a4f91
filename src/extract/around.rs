//! What stands around a document in the same file: before the header of a PDF, before or behind an archive. A file that
//! is two things is read as both: whoever hides one in the other hides nothing.

use std::io::{Cursor, Read as _, SeekFrom};
use std::ops::Range;

use super::document::head_of;
use super::{Error, Extract, Format, Input, Sink, encoding, identify, pdf, salvage};

impl Sink<'_> {
    /// Reads what stands before a PDF's own header, or behind an archive's end.
    pub(super) fn around(&mut self, format: &Format, head: &[u8], input: &mut dyn Input) -> Result<(), Error> {
        if format.name == pdf::FORMAT.name {
            let header = memchr::memmem::find(head, b"%PDF-").unwrap_or(0);
            return self.part(format, 0..header as u64, input);
        }
        let end = if head.starts_with(b"PK") {
            salvage::end_of_archive(input)?
        } else {
            None
        };
        end.map_or(Ok(()), |end| self.part(format, end..u64::MAX, input))
    }

    /// Reads a part of a file of `format` as a document of its own, where it is text or a document.
    pub(super) fn part(&mut self, format: &Format, part: Range<u64>, input: &mut dyn Input) -> Result<(), Error> {
        input.seek(SeekFrom::Start(part.start))?;
        let mut bytes = input.take(part.end - part.start);
        let (head, failed) = head_of(&mut bytes);
        failed.map_or(Ok(()), Err)?;
        let extension = self.name.rsplit_once('.').map(|(_, extension)| extension);
        let is_of_part = |extension: &&str| {
            let is_one = extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
            is_one && !format.extensions.contains(&extension.to_ascii_lowercase().as_str())
        };
        let name = match extension.filter(is_of_part) {
            Some(extension) => format!("content.{extension}"),
            None => "content".to_owned(),
        };
        let is_read = matches!(
            identify(&head, &name, &[]).extract,
            Extract::Stream(_) | Extract::Seek(_)
        );
        if !is_read || !head.iter().any(u8::is_ascii_alphanumeric) {
            return Ok(());
        }
        self.member(&name, &mut Cursor::new(head).chain(bytes))
    }
}

/// Whether nothing is lost before an archive that begins here: a text (the script that starts or unpacks it), which is
/// read, or the signatures of a program of Chromium (CRX3), which are none.
pub(super) fn belongs_before(start: u64, input: &mut dyn Input) -> std::io::Result<bool> {
    const LONGEST: u64 = 1 << 20;
    if start > LONGEST {
        return Ok(false);
    }
    input.rewind()?;
    let mut before = Vec::new();
    input.take(start).read_to_end(&mut before)?;
    let is_text = || before.iter().any(u8::is_ascii_alphanumeric) && encoding::is_text(&before);
    Ok(before.starts_with(b"Cr24") || is_text())
}

#[cfg(test)]
mod tests {
    use super::super::Reason;
    use super::super::tests::{Document, documents};
    use crate::extract::tests::containers::zip_of;

    const NUMBER: &str = "85.07.30-951.80";

    fn fixture(path: &str) -> Vec<u8> {
        std::fs::read(format!("{}/testdata/formats/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    }

    fn formats(documents: &[Document]) -> Vec<(&str, &str)> {
        documents
            .iter()
            .map(|document| (document.inner.as_str(), document.format))
            .collect()
    }

    #[test]
    fn text_before_a_pdf_is_read_too() {
        let pdf = fixture("pdf/rotated.pdf");
        let alone = documents("a.pdf", &pdf);
        let found = documents("a.pdf", &[format!("Nummer {NUMBER}\n").as_bytes(), &pdf].concat());
        assert_eq!((found[0].format, found[0].text()), ("pdf", alone[0].text()));
        let before = found.last().unwrap();
        assert_eq!(
            (before.inner.as_str(), before.text()),
            ("content", format!("Nummer {NUMBER}"))
        );
        for blank in ["\n\r\n", "\u{feff}", "\0\x01\x02abc\0\0"] {
            let found = documents("a.pdf", &[blank.as_bytes(), &pdf].concat());
            assert_eq!(found.len(), alone.len(), "{blank:?}");
        }
    }

    #[test]
    fn text_before_an_archive_is_read_as_the_document_that_it_is() {
        let archive = zip_of(&[("lijst.txt", b"lijst")]);
        let page = format!("<html><body><p>Nummer {NUMBER}</p></body></html>");
        let found = documents("a.html", &[page.as_bytes(), &archive].concat());
        let expected = [("", "zip"), ("lijst.txt", "text"), ("content.html", "html")];
        assert_eq!(formats(&found), expected);
        assert!(found[2].text().contains(NUMBER), "{found:?}");
        let list = format!("naam;nummer\nAn;{NUMBER}\nBo;{NUMBER}\n");
        let found = documents("a.csv", &[list.as_bytes(), &archive].concat());
        assert_eq!(formats(&found).last(), Some(&("content.csv", "csv")));
        assert_eq!(found[2].labelled().last(), Some(&("nummer", NUMBER)));
    }

    #[test]
    fn an_archive_behind_what_starts_it_is_whole() {
        let archive = zip_of(&[("lijst.txt", NUMBER.as_bytes()), ("b/nota.txt", b"nota")]);
        let script = format!("#!/bin/sh\n# {}\nexec java -jar \"$0\"\n", "uitleg ".repeat(400));
        let signed = b"Cr24\x03\0\0\0\x08\0\0\0\x12\xac\x04\x0a\xff\xfe\0\x01";
        let reasons = |before: &[u8], archive: &[u8]| {
            let found = documents("a.bin", &[before, archive].concat());
            assert!(
                found.iter().any(|document| document.text().contains(NUMBER)),
                "{found:?}"
            );
            found
                .into_iter()
                .flat_map(|document| document.reasons)
                .collect::<Vec<_>>()
        };
        for before in [script.as_bytes(), b"#!/usr/bin/env python3\n", signed] {
            assert_eq!(reasons(before, &archive), [], "{before:?}");
        }
        let found = documents("a.jar", &[script.as_bytes(), &archive].concat());
        assert!(
            found.iter().any(|document| document.text().contains("exec java")),
            "{found:?}"
        );
        // Nobody knows what stood there, or a member is lost.
        let damaged = [Reason::Damaged];
        assert_eq!(reasons(b"\x07\x81\xff\0\x01\x99abc\0\0\x02", &archive), damaged);
        let second = memchr::memmem::find(&archive[4..], b"PK\x03\x04").unwrap() + 4;
        let spoilt = [&archive[..second], b"tekst", &archive[second + 5..]].concat();
        assert_eq!(reasons(script.as_bytes(), &spoilt), damaged);
    }

    /// Words as in the body of a PDF make none of it.
    #[test]
    fn a_document_behind_an_archive_is_read_as_what_it_is() {
        let archive = zip_of(&[("lijst.txt", b"lijst")]);
        let found = documents("a.zip", &[&archive[..], &fixture("pdf/rotated.pdf")].concat());
        assert_eq!(formats(&found)[2], ("content", "pdf"));
        let found = documents(
            "a.pdf",
            &[b"An obj and a number\n", &fixture("pdf/rotated.pdf")[..]].concat(),
        );
        assert_eq!(formats(&found).last(), Some(&("content", "text")));
    }

    #[test]
    fn text_behind_an_archive_is_read_too() {
        let archive = zip_of(&[("lijst.txt", b"lijst")]);
        let found = documents("a.zip", &[&archive, format!("Nummer {NUMBER}\n").as_bytes()].concat());
        assert_eq!(formats(&found)[2], ("content", "text"));
        assert!(found[2].text().contains(NUMBER) && found.iter().all(|document| document.reasons.is_empty()));
        for blank in [&[0; 512][..], b"\r\n", b"\x01\0\x03\xff\0\0"] {
            assert_eq!(documents("a.zip", &[&archive, blank].concat()).len(), 2);
        }
    }
}
