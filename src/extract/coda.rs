//! Statements of account of Belgian banks (CODA, Febelfin, version 2): records of 128 characters, whose fields stand at
//! fixed places and run into each other. What a person would call one text, a communication, goes on over records.

use std::io::Read;

use super::encoding::TextReader;
use super::{Error, Extract, Format, Head, Sink};
use crate::text::Unit;

pub(super) static FORMAT: Format = Format {
    name: "coda",
    extensions: &["cod", "coda", "bc2"],
    recognise,
    extract: Extract::Stream(extract),
};

/// Characters of a record. Programs that trim lines leave fewer.
const RECORD: usize = 128;
/// A line that is longer than any record is told as it stands, up to this.
const LONGEST: usize = 4096;

/// Where a field stands in its record: first character, number of characters.
type At = (usize, usize);

/// A kind of record: what its line begins with, and its fields with their labels. A field without a label is a part of
/// the communication.
struct Kind {
    begins: &'static str,
    fields: &'static [(&'static str, At)],
}

const COMMUNICATION: &str = "";

static KINDS: [Kind; 9] = [
    kind(
        "0",
        &[
            ("addressee", (34, 26)),
            ("bic", (60, 11)),
            ("enterprise number", (71, 11)),
        ],
    ),
    kind(
        "1",
        &[
            ("account", (5, 37)),
            ("account holder", (64, 26)),
            ("description", (90, 35)),
        ],
    ),
    kind("21", &[(COMMUNICATION, (62, 53))]),
    kind(
        "22",
        &[(COMMUNICATION, (10, 53)), ("reference", (63, 35)), ("bic", (98, 11))],
    ),
    kind(
        "23",
        &[("account", (10, 37)), ("name", (47, 35)), (COMMUNICATION, (82, 43))],
    ),
    kind("31", &[(COMMUNICATION, (40, 73))]),
    kind("32", &[(COMMUNICATION, (10, 105))]),
    kind("33", &[(COMMUNICATION, (10, 90))]),
    kind("4", &[("message", (32, 80))]),
];

const fn kind(begins: &'static str, fields: &'static [(&'static str, At)]) -> Kind {
    Kind { begins, fields }
}

/// The first record is a header with a date, and the second begins a statement.
fn recognise(head: &Head<'_>) -> bool {
    let Some(sample) = head.sample() else { return false };
    let mut lines = sample.lines().map(str::trim_end);
    let (first, second) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let is_zeros = first.starts_with("00000");
    let is_date = first
        .get(5..11)
        .is_some_and(|date| date.bytes().all(|byte| byte.is_ascii_digit()));
    let is_long = |line: &str| (60..=RECORD).contains(&line.chars().count());
    // Version 2 stands in the last place.
    is_zeros && is_date && is_long(first) && first.ends_with('2') && second.starts_with('1') && is_long(second)
}

fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut records = Records::default();
    TextReader::new(input, |_| None).each(|text| {
        records.feed(text, sink);
        Ok(())
    })?;
    records.record(sink);
    records.hand_on(sink);
    Ok(())
}

#[derive(Default)]
struct Records {
    line: String,
    n: u32,
    /// The communication so far, and the record that it began in.
    communication: String,
    begun: u32,
}

impl Records {
    fn feed(&mut self, text: &str, sink: &mut Sink<'_>) {
        for part in text.split_inclusive('\n') {
            if self.line.len() + part.len() <= LONGEST {
                self.line.push_str(part);
            }
            if part.ends_with('\n') {
                self.record(sink);
            }
        }
    }

    fn record(&mut self, sink: &mut Sink<'_>) {
        let line = std::mem::take(&mut self.line);
        let line: Vec<char> = line.trim_end_matches(['\r', '\n']).chars().collect();
        self.n += 1;
        let kind = KINDS
            .iter()
            .find(|kind| kind.begins.chars().eq(line.iter().copied().take(kind.begins.len())));
        let Some(kind) = kind.filter(|_| line.len() <= RECORD) else {
            self.tell("", &line.iter().collect::<String>(), sink);
            return;
        };
        // A movement begins, or information about one.
        if ["21", "31"].contains(&kind.begins) || !kind.begins.starts_with(['2', '3']) {
            self.hand_on(sink);
            self.begun = self.n;
        }
        for &(label, (at, len)) in kind.fields {
            let text: String = line.iter().skip(at).take(len).collect();
            match label {
                COMMUNICATION => self.communication.push_str(&text),
                label => self.tell(label, &text, sink),
            }
        }
    }

    fn hand_on(&mut self, sink: &mut Sink<'_>) {
        let text = std::mem::take(&mut self.communication);
        let n = std::mem::replace(&mut self.n, self.begun);
        self.tell("communication", &text, sink);
        self.n = n;
    }

    fn tell(&self, label: &str, text: &str, sink: &mut Sink<'_>) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return;
        }
        let label = sink.intern(label);
        sink.piece(Unit::Lines { first: self.n }, label, &text);
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::tests::{document, documents};

    /// A record with these texts at these places, counted from 1 as the standard does.
    fn record(fields: &[(usize, &str)]) -> String {
        let mut line = vec![' '; super::RECORD];
        for (at, text) in fields {
            for (n, c) in text.chars().enumerate() {
                line[at - 1 + n] = c;
            }
        }
        line.into_iter().collect::<String>() + "\r\n"
    }

    fn statement() -> String {
        [
            record(&[
                (1, "0000029112500005"),
                (35, "VOORBEELDFIRMA NV"),
                (61, "KREDBEBB"),
                (72, "00403019261"),
                (128, "2"),
            ]),
            record(&[
                (1, "12001BE68539007547034"),
                (40, "EUR"),
                (65, "VOORBEELDFIRMA NV"),
                (91, "ZICHTREKENING"),
            ]),
            record(&[
                (1, "2100010000"),
                (33, "1000000000125000"),
                (62, "0"),
                (63, "LOON NOVEMBER RIJKSREGISTER 85.07.30-"),
            ]),
            record(&[(1, "2200010000"), (11, "951.80")]),
            record(&[(1, "2300010000BE43068999999501"), (45, "EUR"), (48, "PEETERS ANOUK")]),
            record(&[(1, "3100010001"), (41, "EERSTE MEDEDELING")]),
            record(&[(1, "3200010001"), (11, "VERVOLG")]),
            record(&[(1, "8001BE68539007547034")]),
            record(&[(1, "9"), (128, "2")]),
        ]
        .concat()
    }

    #[test]
    fn fields_are_told_by_their_places_and_communications_as_one() {
        let document = document("a.cod", statement().as_bytes());
        assert_eq!((document.format, &document.reasons[..]), ("coda", &[][..]));
        let told = document.labelled();
        for piece in [
            ("account", "BE43068999999501 EUR"),
            ("name", "PEETERS ANOUK"),
            ("account holder", "VOORBEELDFIRMA NV"),
            ("communication", "EERSTE MEDEDELING VERVOLG"),
        ] {
            assert!(told.contains(&piece), "{piece:?} in {told:#?}");
        }
    }

    #[test]
    fn a_text_that_fills_its_field_goes_on_in_the_next_record() {
        let text = "MEDEDELING VAN PRECIES DRIEENVIJFTIG TEKENS 85.07.30-";
        assert_eq!(text.len(), 53);
        let statement = statement().replace(&format!("{:53}", "LOON NOVEMBER RIJKSREGISTER 85.07.30-"), text);
        let document = document("a.txt", statement.as_bytes());
        let whole = (
            "communication",
            "MEDEDELING VAN PRECIES DRIEENVIJFTIG TEKENS 85.07.30-951.80",
        );
        assert!(document.labelled().contains(&whole), "{:#?}", document.labelled());
    }

    #[test]
    fn other_texts_of_numbers_are_none() {
        assert_eq!(document("a.txt", b"0000029112500005 2\n1 2\n").format, "text");
        assert_eq!(documents("a.cod", b"0").len(), 1);
    }
}
