//! Cards, calendars and directories as text (vcf, ics, ldif): lines that go on behind a space, a name before a value.

mod entries;
mod field;
mod frames;
mod parameters;

use std::io::Read;

use super::encoding::TextReader;
use super::{Error, Extract, Format, Head, Sink};
use entries::Entries;
use field::Field;
use frames::{Frame, Frames};

pub(super) static VCF: Format = format("vcf", &["vcf", "vcard"], |head| {
    begins(head, "BEGIN:VCARD") || is_headless(head, &VCF)
});
pub(super) static ICS: Format = format("ics", &["ics", "ical", "ifb", "vcs"], |head| {
    begins(head, "BEGIN:VCALENDAR") || is_headless(head, &ICS)
});
pub(super) static LDIF: Format = format("ldif", &["ldif", "ldi"], is_ldif);

const fn format(name: &'static str, extensions: &'static [&'static str], recognise: fn(&Head<'_>) -> bool) -> Format {
    Format {
        name,
        extensions,
        recognise,
        extract: Extract::Stream(extract),
    }
}

fn begins(head: &Head<'_>, first: &str) -> bool {
    let sample = head
        .sample()
        .unwrap_or_default()
        .trim_start_matches(['\u{feff}', '\r', '\n', ' ']);
    sample
        .get(..first.len())
        .is_some_and(|begin| begin.eq_ignore_ascii_case(first))
}

/// Whether what a name says it is has lost its beginning: the first that is of a card or a calendar is an end. Or a part:
/// some programs write an event with no calendar around it.
fn is_headless(head: &Head<'_>, format: &Format) -> bool {
    let lines = || head.bytes.split(|&byte| byte == b'\n');
    let mut frames = lines().filter_map(|line| Frame::of(std::str::from_utf8(line).ok()?));
    format.extensions.contains(&head.extension) && frames.next().is_some_and(Frame::lacks_begin)
}

/// A version, or an entry by its name.
fn is_ldif(head: &Head<'_>) -> bool {
    let sample = head.sample().unwrap_or_default();
    let mut lines = sample
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with(['#', ' ']));
    let first = lines.next().unwrap_or_default();
    let is_entry = |line: &str| line.starts_with("dn: ") || line.starts_with("dn:: ");
    is_entry(first) && first.contains('=') || first.starts_with("version: ") && lines.next().is_some_and(is_entry)
}

/// A longer line is taken in parts.
const LONGEST: usize = 256 << 10;

fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut lines = Lines::default();
    let done = TextReader::new(input, |_| None).each(|text| lines.feed(text, sink));
    lines.end(sink)?;
    lines.frames.tell(sink);
    lines.entries.tell(sink);
    done
}

#[derive(Default)]
struct Lines {
    /// The line of the file that is being read; of a long one what was not yet taken.
    line: String,
    /// A part of it was taken.
    begun: bool,
    /// What the lines before say, which this one may go on with.
    field: Field,
    frames: Frames,
    entries: Entries,
}

impl Lines {
    fn feed(&mut self, text: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
        for part in text.split_inclusive('\n') {
            let mut rest = part;
            while !rest.is_empty() {
                let room = rest.len().min(LONGEST - self.line.len());
                let (now, later) = rest.split_at(rest.floor_char_boundary(room));
                self.line.push_str(now);
                if now.ends_with('\n') || !later.is_empty() {
                    self.take(sink)?;
                }
                rest = later;
            }
        }
        Ok(())
    }

    fn end(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        self.frames.end(&self.line);
        self.entries.end(&self.line);
        self.take(sink)?;
        std::mem::take(&mut self.field).tell(sink)
    }

    /// Takes the line, or as much of it as there is.
    fn take(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        let line = std::mem::take(&mut self.line);
        let is_rest = std::mem::replace(&mut self.begun, !line.ends_with('\n'));
        let text = line.trim_end_matches(['\r', '\n']);
        if is_rest {
            self.field.add(text);
        } else {
            self.begin(text, sink)?;
        }
        self.field.tell_if_long(LONGEST, sink);
        Ok(())
    }

    /// The beginning of a line: it goes on with the field before, or begins one. Some programs write values with their
    /// line ends as they are.
    fn begin(&mut self, line: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
        // A space behind a soft line break is one of the value.
        if self.field.take_soft_break() {
            self.field.add(line);
        } else if let Some(folded) = line.strip_prefix([' ', '\t']) {
            self.field.add(folded);
        } else if let Some(field) = Field::of(line) {
            self.frames.add(Frame::of(line));
            self.entries.add(field.name());
            std::mem::replace(&mut self.field, field).tell(sink)?;
        } else if line.is_empty() {
            self.entries.empty_line();
            self.field.add_line(line);
        } else if line.starts_with('#') {
            // A comment of a directory.
            std::mem::replace(&mut self.field, Field::nameless(line)).tell(sink)?;
        } else if !self.field.add_line(line) {
            std::mem::replace(&mut self.field, Field::nameless(line)).tell(sink)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Reason;
    use super::super::tests::documents;
    use super::*;

    /// Label and text of what is told.
    fn told(name: &str, bytes: &str) -> Vec<String> {
        let documents = documents(name, bytes.as_bytes());
        let pieces = documents.iter().flat_map(|document| &document.pieces);
        pieces.map(|(label, text)| format!("[{label}] {text}")).collect()
    }

    fn card(lines: &str) -> Vec<String> {
        told(
            "a.vcf",
            &format!("BEGIN:VCARD\r\nVERSION:2.1\r\n{lines}\r\nEND:VCARD\r\n"),
        )
    }

    #[test]
    fn what_ends_inside_a_card_or_a_calendar_is_damaged() {
        let check = |name: &str, text: &str, text_of: &str, reasons: &[Reason]| {
            let read = super::super::tests::document(name, text.as_bytes());
            assert_eq!((read.text().as_str(), &*read.reasons), (text_of, reasons), "{text}");
        };
        let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:An\r\nAGENT:\r\nBEGIN:VCARD\r\nTEL:1\r\nEND:VCARD\r\nTEL:2\r\n";
        let event = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\n";
        for end in ["END:VCARD\r\n", "end:vcard ", "END:VCARD\r\n\r\n"] {
            check("a.vcf", &format!("{card}{end}"), "An\n1\n2", &[]);
        }
        for (end, told) in [("", ""), ("END:VCA", ""), ("NOTE:END:VCARD\r\n", "\nEND:VCARD")] {
            let told = format!("An\n1\n2{told}");
            check("a.vcf", &format!("{card}{end}"), &told, &[Reason::Damaged]);
        }
        for (behind, reasons) in [
            ("BEGIN", &[Reason::Damaged][..]),
            ("B", &[Reason::Damaged]),
            ("NOTE", &[]),
        ] {
            let read = super::super::tests::document("a.vcf", format!("{card}END:VCARD\r\n{behind}").as_bytes());
            assert_eq!(read.reasons, reasons, "{behind}");
        }
        // One is cut, and another follows.
        let next = format!("{card}{card}END:VCARD\r\n");
        check("a.vcf", &next, "An\n1\n2\nAn\n1\n2", &[Reason::Damaged]);
        check("a.ics", &format!("{event}END:VEVENT\nEND:VCALENDAR\n"), "a", &[]);
        check("a.ics", &format!("{event}END:VEVENT\n"), "a", &[Reason::Damaged]);
        check("a.ics", event, "a", &[Reason::Damaged]);
        check("a.ldif", "dn: cn=x\ncn: x\n", "cn=x\nx", &[]);
    }

    #[test]
    fn a_part_that_lost_its_beginning_or_its_end_is_damaged() {
        let zone = "BEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nTZNAME:CET\nEND:STANDARD\nEND:VTIMEZONE\n";
        let alarm = "begin:valarm\nTRIGGER:-PT5M\nend:valarm\nBEGIN:X-EIGEN\nX-A:b\n";
        let event = |n: u8| format!("BEGIN:VEVENT\nSUMMARY:les {n}\n{alarm}END:VEVENT\n");
        let whole = format!(
            "BEGIN:VCALENDAR\nVERSION:2.0\n{zone}{}{}END:VCALENDAR\n",
            event(1),
            event(2)
        );
        let is_damaged = |name: &str, text: &str| {
            let reasons = super::super::tests::document(name, text.as_bytes()).reasons;
            reasons.contains(&Reason::Damaged)
        };
        let two = format!("{whole}{}", whole.to_lowercase());
        let quoted = whole.replace("les 1", "les 1\n BEGIN:VEVENT\nBEGIN: om tien uur");
        for text in [&whole, &two, &quoted, &event(1), &format!("\n{}{}", event(1), event(2))] {
            assert!(!is_damaged("a.ics", text), "{text}");
        }
        let frames = ["BEGIN:V", "END:V", "BEGIN:STANDARD", "begin:valarm"];
        let is_frame = |line: &&str| frames.iter().any(|frame| line.starts_with(frame));
        for lost in whole.split_inclusive('\n').filter(is_frame) {
            let (before, behind) = whole.split_once(lost).unwrap();
            for text in [
                format!("{before}{behind}"),
                format!("{before}{}\n{behind}", "\0".repeat(lost.len() - 1)),
            ] {
                assert!(is_damaged("a.ics", &text), "{text}");
            }
        }
        // Around both events, where it ends as well.
        let without = &whole["BEGIN:VCALENDAR\n".len()..].replace("END:VCALENDAR\n", "");
        assert!(is_damaged("a.ics", without));
        let cards = "BEGIN:VCARD\nFN:An\nEND:VCARD\n".repeat(3);
        assert!(!is_damaged("a.vcf", &cards));
        let lost = format!("{cards}{}", &cards["BEGIN:VCARD\n".len()..]);
        assert!(is_damaged("a.vcf", &lost));
    }

    #[test]
    fn an_entry_of_a_directory_that_lost_its_name_is_damaged() {
        let entry = |name: &str| format!("dn: cn={name}\nobjectClass: person\ncn: {name}\n\n");
        let found = "# search result\nsearch: 2\nresult: 0 Success\n\n# numEntries: 2\n";
        let whole = format!("version: 1\n\n{}{}{found}", entry("An"), entry("Bo"));
        let reasons = |text: &str| super::super::tests::document("a.ldif", text.as_bytes()).reasons;
        assert_eq!(reasons(&whole), []);
        assert_eq!(reasons(&whole.replace("dn: cn=Bo\n", "")), [Reason::Damaged]);
        for (end, is_cut) in [
            ("dn: cn=Ca\nobjectC", true),
            ("dn: cn=Ca\ncn:: Q2FybG", true),
            ("dn: cn=Ca\ncn:: Q2FybGE=", false),
            ("dn: cn=Ca\ncn: Ca", false),
            ("# numEntries: 3", false),
        ] {
            assert_eq!(!reasons(&format!("{whole}\n{end}")).is_empty(), is_cut, "{end}");
        }
        for lost in ["dn: c\0\0\0\0\0\0", "\0\0\0\0\0\0\0\0"] {
            let torn = whole.replace("dn: cn=Bo", lost);
            assert!(reasons(&torn).contains(&Reason::Damaged), "{torn}");
        }
    }

    #[test]
    fn cards_and_calendars_that_lost_their_beginning_are_read_as_what_they_are() {
        let card = "BEGIN:VCARD\r\nVERSION:2.1\r\nNOTE;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB\r\nEND:VCARD\r\n";
        let event = "BEGIN:VCALENDAR\nPRODID:x\nBEGIN:VEVENT\nNOTE:Zo\n ë\nEND:VEVENT\nEND:VCALENDAR\n";
        for (name, text, lost) in [
            ("a.vcf", card, 3),
            ("a.vcf", card, 17),
            ("a.ics", event, 12),
            ("a.ics", event, 30),
        ] {
            let next = format!("{}{text}", &text[lost..]);
            for text in [&text[lost..], &next] {
                let read = super::super::tests::document(name, text.as_bytes());
                assert!(name.ends_with(read.format), "{text}: {read:?}");
                assert!(read.text().contains("Zoë"), "{text}: {read:?}");
                assert_eq!(read.reasons, [Reason::Damaged], "{text}");
            }
            assert_eq!(
                super::super::tests::document("a.txt", &text.as_bytes()[lost..]).reasons,
                []
            );
        }
        // Texts of that name.
        for text in ["Zoë Peeters\nEND\n", "BEGIN: 10 uur\nEND: 11 uur, in Zo\n"] {
            for name in ["a.vcf", "a.ics"] {
                assert_eq!(
                    super::super::tests::document(name, text.as_bytes()).reasons,
                    [],
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn a_soft_line_break_is_none_whatever_follows_it() {
        let note = "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB, nummer:=\r\n 85.07.30-951.80=\r\n.";
        assert_eq!(card(note), ["[note] Zoë, nummer: 85.07.30-951.80."]);
        assert_eq!(card("NOTE:a=\r\n b"), ["[note] a=b"]);
    }

    #[test]
    fn no_line_is_lost() {
        assert_eq!(
            card("NOTE:een\r\nnummer 85.07.30-951.80\r\n\r\nan@firma.be: 0470\r\nTEL:1"),
            ["[note] een\nnummer 85.07.30-951.80\n\nan@firma.be: 0470", "[tel] 1"]
        );
        assert_eq!(card("zomaar een regel\r\nFN:An"), ["[] zomaar een regel", "[fn] An"]);
        assert_eq!(
            card("PHOTO;ENCODING=BASE64:/9j/4AAQ\r\nSkZJRgAB\r\n\r\nnummer 85.07.30-951.80"),
            ["[] nummer 85.07.30-951.80"]
        );
        assert_eq!(
            told("a.ldif", "version: 1\n\n# nummer 85.07.30\n -951.80\ndn: cn=x\ncn: x\n"),
            ["[] # nummer 85.07.30-951.80", "[dn] cn=x", "[cn] x"]
        );
    }

    #[test]
    fn names_on_networks_are_told_and_other_parameters_are_not() {
        assert_eq!(
            card(
                "X-SOCIALPROFILE;x-user=an.peeters;type=iets:http://x\r\nSOCIALPROFILE;USERNAME=\"an\";PREF=1:http://y"
            ),
            ["[x-socialprofile] an.peeters http://x", "[socialprofile] an http://y"]
        );
    }

    #[test]
    fn a_long_value_is_told_in_parts_and_data_is_not() {
        let words = "woord ".repeat(100_000);
        for folded in [words.clone(), words.replace("woord woord ", "woord woord \r\n ")] {
            let parts = card(&format!("NOTE:{folded}85.07.30-951.80"));
            assert!(parts.len() > 1 && parts.iter().all(|part| part.starts_with("[note] woord")));
            assert!(parts.iter().all(|part| part.len() <= 2 * LONGEST));
            let n_words: usize = parts.iter().map(|part| part.matches("woord").count()).sum();
            assert_eq!(n_words, 100_000);
            assert!(parts.last().is_some_and(|part| part.ends_with(" 85.07.30-951.80")));
        }
        assert_eq!(
            card(&format!("PHOTO;ENCODING=b:{}\r\nFN:An", "/9j/".repeat(200_000))),
            ["[fn] An"]
        );
    }

    #[test]
    fn what_is_attached_is_a_document_of_its_own() {
        let event =
            |line: &str| format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{line}\nUID:1@x\nRELATED-TO:2@x\nEND:VEVENT\n");
        let attached = |line: &str| {
            let documents = documents("a.ics", event(line).as_bytes());
            let members = documents.iter().skip(1);
            members
                .map(|member| (member.inner.clone(), member.text()))
                .collect::<Vec<_>>()
        };
        let text = |name: &str| vec![(name.to_owned(), "85.07.30-951.80".to_owned())];
        assert_eq!(
            attached("ATTACH;ENCODING=BASE64;VALUE=BINARY;X-FILENAME=\"nota.txt\":\n ODUuMDcuMzAt\n OTUxLjgw"),
            text("nota.txt")
        );
        assert_eq!(attached("ATTACH;ENCODING=BASE64:ODUuMDcuMzAtOTUxLjgw"), text("attach"));
        // {\rtf1 85.07.30-951.80}
        assert_eq!(
            attached("X-NOTA;ENCODING=BASE64:e1xydGYxIDg1LjA3LjMwLTk1MS44MH0="),
            text("attach")
        );
        assert_eq!(
            attached("ATTACH:data:text/plain;base64,ODUuMDcuMzAtOTUxLjgw"),
            text("attach")
        );
        assert_eq!(
            attached("ATTACH:data:text/plain\\;base64\\,ODUuMDcuMzAt\n OTUxLjgw"),
            text("attach")
        );
        // A document is one under any name, also where there are mostly pictures and keys.
        for line in [
            "KEY:data:application/rtf;base64,e1xydGYxIDg1LjA3LjMwLTk1MS44MH0=",
            "PHOTO;ENCODING=b:e1xydGYxIDg1LjA3LjMwLTk1MS44MH0=",
            "jpegPhoto:: e1xydGYxIDg1LjA3LjMwLTk1MS44MH0=",
        ] {
            assert_eq!(attached(line), text("attach"));
        }
        assert_eq!(attached("KEY:data:text/plain;base64,ODUuMDcuMzAtOTUxLjgw"), []);
        assert_eq!(attached("ATTACH:https://firma.be/nota.txt"), []);
        assert_eq!(told("a.ics", &event("SUMMARY:x")), ["[summary] x"]);
    }
}
