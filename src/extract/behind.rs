//! A document behind other bytes: lines of the transfer that brought it, junk, a beginning that was lost. Its own first
//! bytes do not tell what it is, its name does; it is looked for behind them, and they are read as text.

use std::io::Read;

use super::encoding::TextReader;
use super::holes::BEGIN_DAMAGED;
use super::{Error, FORMATS, Format, Input, Reason, Sink, eml, extension, held, identify, mbox};
use crate::text::Unit;

/// Formats whose beginning is plain enough to be told from a line of another text.
const PLAIN_BEGIN: [&str; 19] = [
    "rtf",
    "mbox",
    "eml",
    "vcf",
    "ics",
    "ldif",
    "plist",
    "wordml",
    "spreadsheetml",
    "xml",
    "odt",
    "ods",
    "odp",
    "odg",
    "7z",
    "gz",
    "bz2",
    "xz",
    "sqlite",
];
/// What reads any text.
const FALLBACKS: [&str; 2] = ["text", "csv"];
/// It begins within so many bytes, and at one of so many lines.
const NEAR: usize = 8 << 10;
const MOST_LINES: usize = 100;

/// Where the document begins that the name says, and which it is. A mail behind lines that belong before one needs no
/// name.
fn found(head: &[u8], name: &str) -> Option<(usize, &'static Format)> {
    let extension = extension(name);
    let is_named =
        |format: &Format| PLAIN_BEGIN.contains(&format.name) && format.extensions.contains(&extension.as_str());
    // Most texts are no more than that, and each look costs as much as the first.
    let is_looked_for = FORMATS.iter().any(|format| is_named(format));
    starts(head).find_map(|at| {
        let is_usual = is_usual(&head[..at]);
        if !is_looked_for && !is_usual {
            return None;
        }
        let format = identify(&head[at..], name, &[]);
        let is_plain = format.name != eml::FORMAT.name || eml::begins(&head[at..]);
        let is_mail = [eml::FORMAT.name, mbox::FORMAT.name].contains(&format.name) && is_usual;
        (is_named(format) && is_plain || is_mail).then_some((at, format))
    })
}

/// Where it may begin: behind zeros and other signs that are none, and with each line.
fn starts(head: &[u8]) -> impl Iterator<Item = usize> {
    let near = &head[..head.len().min(NEAR)];
    let first = near.iter().position(u8::is_ascii_graphic).filter(|&at| at > 0);
    let lines = memchr::memchr2_iter(b'\n', b'\r', near).map(|at| at + 1);
    let lines = lines.filter(|&at| !near.get(at).is_none_or(u8::is_ascii_whitespace));
    first.into_iter().chain(lines.take(MOST_LINES))
}

impl Sink<'_> {
    /// The format of a document whose first bytes are of no format in particular, or `format`.
    pub(super) fn behind(&mut self, format: &'static Format, head: &[u8]) -> &'static Format {
        if !format.is_unknown() && !FALLBACKS.contains(&format.name) {
            return format;
        }
        match found(head, &self.name) {
            Some((at, found)) => {
                self.begins = at;
                found
            }
            None => format,
        }
    }

    /// Reads what stands before the document as text, and tells what does not belong there.
    pub(super) fn tell_before(&mut self, input: &mut dyn Read) -> Result<(), Error> {
        if self.begins == 0 {
            return Ok(());
        }
        let mut before = Vec::new();
        input.take(self.begins as u64).read_to_end(&mut before)?;
        if !is_usual(&before) {
            self.gap(Reason::Damaged, BEGIN_DAMAGED);
        }
        let is_sign = |byte: &u8| byte.is_ascii_alphanumeric();
        let Some(first) = before.iter().position(is_sign) else {
            return Ok(());
        };
        self.mark(Unit::Lines { first: 1 }, 0);
        self.push_all(TextReader::new(&mut &before[first..], |_| None))?;
        self.line_break();
        Ok(())
    }

    /// What stands behind them, to be sought in.
    pub(super) fn held_behind(&mut self, input: &mut dyn Input) -> Result<Box<dyn held::Held>, Error> {
        self.tell_before(input)?;
        held::hold(input, self.limits().inflated)
    }
}

/// Empty lines, and what programs that carry or keep mails write before one: no damage.
fn is_usual(before: &[u8]) -> bool {
    const LINES: [&[u8]; 9] = [
        b"+OK",
        b"HELO ",
        b"EHLO ",
        b"LHLO ",
        b"MAIL FROM:",
        b"RCPT TO:",
        b"DATA",
        b">From ",
        b"From ",
    ];
    const CONTENTS: &[u8] = b"*** MESSAGE CONTENTS ";
    let mut lines = before
        .split(|byte| matches!(byte, b'\r' | b'\n'))
        .filter(|line| !line.trim_ascii().is_empty());
    let is_usual = |line: &[u8]| {
        let begins = |begin: &&[u8]| {
            line.get(..begin.len())
                .is_some_and(|first| first.eq_ignore_ascii_case(begin))
        };
        LINES.iter().any(begins)
    };
    lines.clone().all(is_usual) || lines.next_back().is_some_and(|line| line.starts_with(CONTENTS))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Document, documents};
    use super::*;
    use crate::extract::tests::containers::zip_of;

    const NUMBER: &str = "85.07.30-951.80";
    const JUNK: &str = "HTTP/1.1 200 OK\r\nContent-Type: x\r\n\r\n";

    fn fixture(path: &str) -> Vec<u8> {
        std::fs::read(format!("{}/testdata/formats/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    }

    /// A mail whose body is encoded, with an attachment.
    fn mail() -> String {
        "From: An <an@bedrijf.example>\nSubject: =?utf-8?Q?caf=C3=A9?=\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\n\n\
         ODUuMDcuMzAtOTUxLjgw\n--b\nContent-Disposition: attachment; filename=nota.txt\n\nbijlage\n--b--\n"
            .to_owned()
    }

    #[track_caller]
    fn check(name: &str, bytes: &[u8], format: &str, text: &str, reasons: &[Reason]) -> Vec<Document> {
        let documents = documents(name, bytes);
        assert_eq!(
            (documents[0].format, &*documents[0].reasons),
            (format, reasons),
            "{documents:?}"
        );
        let all: String = documents.iter().map(|document| document.text() + "\n").collect();
        assert!(all.contains(text), "{text}: {documents:?}");
        documents
    }

    #[test]
    fn lines_that_programs_write_before_a_mail_hide_nothing_of_it() {
        let usual = [
            "\n",
            "\r\n\r\n",
            "+OK 1234 octets\r\n",
            "MAIL FROM:<an@bedrijf.example>\r\nRCPT TO:<bo@bedrijf.example>\r\nDATA\r\n",
            ">From an@bedrijf.example Mon Jun 16 2025\n",
            "*** ENVELOPE RECORDS deferred/1 ***\nmessage_size: 1\nsender: an@bedrijf.example\n*** MESSAGE CONTENTS deferred/1 ***\n",
        ];
        for before in usual {
            let found = check("a.eml", (before.to_owned() + &mail()).as_bytes(), "eml", NUMBER, &[]);
            assert_eq!(found.len(), 2, "{before}: {found:?}");
            assert!(found[0].text().contains("café"), "{before}: {found:?}");
            let first = before.split_ascii_whitespace().last().unwrap_or_default();
            assert!(found[0].text().contains(first), "{before}: {found:?}");
            let unnamed = (before.to_owned() + "To: bo@bedrijf.example\n" + &mail()).into_bytes();
            assert_eq!(check("1718.M2P3", &unnamed, "eml", NUMBER, &[]).len(), 2, "{before}");
        }
    }

    #[test]
    fn other_bytes_before_a_document_are_told() {
        let damaged = &[Reason::Damaged];
        for before in [JUNK, "\0\0\0\0", "#1 12345\n", "\u{feff}\u{feff}x\n"] {
            let bytes = before.to_owned() + &mail();
            for name in ["a.eml", "a.mht"] {
                assert_eq!(
                    check(name, bytes.as_bytes(), "eml", NUMBER, damaged).len(),
                    2,
                    "{before}"
                );
            }
        }
        let mailbox = format!(
            "From - Mon Jun 16 10:00:00 2025\n{}\nFrom - Mon Jun 16 11:00:00 2025\n{0}",
            mail()
        );
        assert_eq!(
            check(
                "a.mbox",
                (JUNK.to_owned() + &mailbox).as_bytes(),
                "mbox",
                NUMBER,
                damaged
            )
            .len(),
            5
        );
        let headless = format!("\0\0\0\0{}", &mailbox[4..]);
        assert_eq!(check("a.mbox", headless.as_bytes(), "mbox", NUMBER, damaged).len(), 5);
        let entry = format!("dn: cn=An,dc=x\nuid: {NUMBER}\ncn:: enFjbsOp\n");
        check(
            "a.ldif",
            (JUNK.to_owned() + &entry).as_bytes(),
            "ldif",
            "zqcné",
            damaged,
        );
        let drawing = format!("\0\0\0\0l version=\"1.0\"?>\n<svg><text>{NUMBER} &amp; caf&#233;</text></svg>");
        check("a.svg", drawing.as_bytes(), "xml", "& café", damaged);
        let book = fixture("ods/book.fods");
        check("a.fods", &[JUNK.as_bytes(), &book].concat(), "ods", "", damaged);
        check("a.fods", &[&[0; 4], &book[4..]].concat(), "ods", "", damaged);
    }

    #[test]
    fn an_archive_behind_lines_is_unpacked() {
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut gz, NUMBER.as_bytes()).unwrap();
        let gz = [JUNK.as_bytes(), &gz.finish().unwrap()].concat();
        check("a.txt.gz", &gz, "gz", NUMBER, &[Reason::Damaged]);
        let inside = zip_of(&[("a.txt.gz", &gz)]);
        assert_eq!(documents("a.zip", &inside)[2].text(), NUMBER);
    }

    #[test]
    fn rtf_that_lost_its_first_word_is_read() {
        let text = "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\f0 Nummer {\\b 85.07}.30-951.80\\par}".to_owned();
        let spoilt = [&[0; 4], &text.as_bytes()[4..]].concat();
        check("a.rtf", &spoilt, "rtf", NUMBER, &[Reason::Damaged]);
        assert_ne!(documents("a.txt", &spoilt)[0].format, "rtf");
        check(
            "a.rtf",
            (JUNK.to_owned() + &text).as_bytes(),
            "rtf",
            NUMBER,
            &[Reason::Damaged],
        );
        check("a.rtf", NUMBER.as_bytes(), "text", NUMBER, &[]);
    }

    #[test]
    fn the_midst_of_rtf_is_read_as_such() {
        let midst = "n de dienst\\par }{\\rtlch\\pard\\plain\\fs22\\lang2067 Nummer {\\b 85.07}.30-951.80\\par}}}";
        check("a.rtf", midst.as_bytes(), "rtf", NUMBER, &[Reason::Damaged]);
        check("a.rtf", midst.as_bytes(), "rtf", "n de dienst", &[Reason::Damaged]);
        // A text of TeX, and one that tells of RTF.
        let tex = format!("\\section{{Lijst}}\n{NUMBER}\\par\nMet \\plain en \\fsize");
        check("a.rtf", tex.as_bytes(), "text", NUMBER, &[]);
        assert_eq!(documents("a.txt", midst.as_bytes())[0].format, "text");
    }

    #[test]
    fn a_text_stays_a_text() {
        check("a.txt", (JUNK.to_owned() + &mail()).as_bytes(), "text", "Subject", &[]);
        check("a.eml", b"Dag An\nSubject: zie hieronder\n\nBo\n", "text", "zie", &[]);
        check("a.md", b"Zo:\n<?xml version=\"1.0\"?>\n<a>1</a>\n", "text", "Zo", &[]);
    }
}
