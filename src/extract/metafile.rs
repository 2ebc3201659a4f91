//! Drawings as lists of commands (emf, \[MS-EMF\]; wmf, \[MS-WMF\]): the texts that they draw, line by line. Office
//! keeps tables, charts and embedded documents as such pictures, often where the original is gone.

mod emf;
mod wmf;

use std::io::Read;

use super::{Error, Extract, Format, Reason, Sink};
use crate::text::Unit;

pub(super) static EMF: Format = Format {
    name: "emf",
    extensions: &["emf"],
    recognise: |head| is_emf(head.bytes),
    extract: Extract::Stream(extract),
};

pub(super) static WMF: Format = Format {
    name: "wmf",
    extensions: &["wmf"],
    recognise: |head| wmf::begin(head.bytes).is_some(),
    extract: Extract::Stream(extract),
};

/// So much of a drawing is held and looked at.
pub(super) const LARGEST: u64 = 64 << 20;
/// Drawings that are this short draw a line or an arrow.
const MANY: u32 = 200;

fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut bytes = Vec::new();
    input.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        sink.gap(Reason::LimitOutput, format!("more than {} MB", LARGEST >> 20));
    }
    let drawn = tell(&bytes, Unit::Paragraph { part: 0, n: 1 }, sink);
    if !sink.any_text() {
        // Glyphs without characters, outlines, a photo: what they show is not known.
        if drawn.is_some_and(|drawn| drawn.is_picture()) {
            sink.gap(Reason::NeedsOcr, "a picture");
        }
        sink.set_no_text();
    }
    Ok(())
}

pub(super) fn is_emf(bytes: &[u8]) -> bool {
    bytes.starts_with(&[1, 0, 0, 0]) && bytes.get(40..44) == Some(b" EMF")
}

/// Whether bytes begin as one of the two formats does.
pub(super) fn is_metafile(bytes: &[u8]) -> bool {
    is_emf(bytes) || wmf::begin(bytes).is_some()
}

/// What a drawing is made of, besides its texts.
#[derive(Default)]
pub(super) struct Drawn {
    n_records: u32,
    has_bitmap: bool,
    /// Its records do not lead to its end, or not to the letters of a text.
    is_damaged: bool,
}

impl Drawn {
    /// Whether it may show what its commands do not tell.
    pub(super) fn is_picture(&self) -> bool {
        self.has_bitmap || self.n_records >= MANY
    }
}

/// Adds the texts of a drawing; none if it is no drawing.
pub(super) fn tell(bytes: &[u8], unit: Unit, sink: &mut Sink<'_>) -> Option<Drawn> {
    let mut lines = Lines::default();
    let drawn = if is_emf(bytes) {
        emf::read(bytes, &mut lines)
    } else if let Some(at) = wmf::begin(bytes) {
        wmf::read(&bytes[at..], &mut lines)
    } else {
        return None;
    };
    if drawn.is_damaged {
        sink.gap(Reason::Damaged, "records that are not whole");
    }
    if lines.is_cut {
        sink.gap(Reason::LimitEntries, format!("more than {MOST_LINES} entries"));
    }
    for line in lines.done() {
        if !line.trim().is_empty() {
            sink.piece(unit, 0, line.trim());
        }
    }
    sink.tick();
    Some(drawn)
}

/// Texts that are drawn one after the other: those of one height are one line.
#[derive(Default)]
struct Lines {
    lines: Vec<String>,
    /// There were more.
    is_cut: bool,
    /// The last text, and where it ends and how wide its letters are.
    last: Option<(Place, Option<(i64, i64)>)>,
}

/// Where a text stands, in units of the drawing.
#[derive(Clone, Copy)]
struct Place {
    x: i64,
    y: i64,
    /// How wide it is, where the advances of its letters are told.
    width: Option<i64>,
}

/// The most lines that are told of one drawing.
const MOST_LINES: usize = 100_000;

impl Lines {
    fn add(&mut self, text: &str, place: Place) {
        let text = text.trim_matches('\0');
        if text.is_empty() {
            return;
        }
        if self.lines.len() >= MOST_LINES {
            self.is_cut = true;
            return;
        }
        let n_chars = i64::try_from(text.chars().count()).unwrap_or(1);
        let end = place.width.map(|width| (place.x + width, width / n_chars));
        let before = self.last.replace((place, end));
        let before = before.filter(|(last, _)| last.y == place.y && last.x < place.x);
        match (before, self.lines.last_mut()) {
            (Some((_, ended)), Some(line)) => {
                // A third of a letter is a space; what touches is one word, cut for its looks.
                let touches = ended
                    .zip(end)
                    .is_some_and(|((ended, before), (_, letter))| place.x - ended <= letter.max(before) / 3);
                if !touches && !line.ends_with(' ') && !text.starts_with(' ') {
                    line.push(' ');
                }
                line.push_str(text);
            }
            _ => self.lines.push(text.to_owned()),
        }
    }

    fn done(self) -> Vec<String> {
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(x: i32, y: i32, text: &str, advance: i32) -> Vec<u8> {
        let letters: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let n = text.chars().count();
        let widths = vec![advance; n].into_iter().flat_map(i32::to_le_bytes);
        let mut letters = letters;
        letters.resize(letters.len().next_multiple_of(4), 0);
        let mut record = vec![0; 36];
        for number in [x, y, n as i32, 76, 0, 0, 0, 0, 0, 76 + letters.len() as i32] {
            record.extend(number.to_le_bytes());
        }
        record.extend(letters);
        record.extend(widths);
        let len = record.len() as u32;
        record[..4].copy_from_slice(&84_u32.to_le_bytes());
        record[4..8].copy_from_slice(&len.to_le_bytes());
        record
    }

    fn emf(texts: &[Vec<u8>]) -> Vec<u8> {
        let mut header = vec![0; 88];
        (header[0], header[4]) = (1, 88);
        header[40..44].copy_from_slice(b" EMF");
        [header, texts.concat()].concat()
    }

    fn lines(bytes: &[u8]) -> Vec<String> {
        let mut lines = Lines::default();
        emf::read(bytes, &mut lines);
        lines.lines
    }

    #[test]
    fn texts_of_one_height_are_words_of_a_line() {
        let drawing = emf(&[
            text(0, 10, "An", 5),
            text(10, 10, "ouk", 5),
            text(30, 10, "85.07.30-951.80", 5),
            text(0, 30, "Gent", 5),
            text(0, 30, "Melle", 5),
        ]);
        assert!(is_emf(&drawing));
        assert_eq!(lines(&drawing), ["Anouk 85.07.30-951.80", "Gent", "Melle"]);
    }

    /// Damage is known by the end that is not reached, and by a text whose letters are not there.
    #[test]
    fn drawings_that_are_cut_or_shifted_are_damaged() {
        let is_damaged = |bytes: &[u8]| match wmf::begin(bytes) {
            Some(at) => wmf::read(&bytes[at..], &mut Lines::default()).is_damaged,
            None => emf::read(bytes, &mut Lines::default()).is_damaged,
        };
        for path in [
            "emf/onthaal.emf",
            "emf/organigram.emf",
            "wmf/onthaal.wmf",
            "wmf/organigram.wmf",
        ] {
            let path = format!("{}/testdata/formats/{path}", env!("CARGO_MANIFEST_DIR"));
            let whole = std::fs::read(&path).unwrap();
            assert!(!is_damaged(&whole), "{path}");
            assert!(!is_damaged(&[&whole[..], b"behind it"].concat()), "{path}");
            let middle = whole.len() / 2;
            for len in [whole.len() - 2, middle, 150] {
                assert!(is_damaged(&whole[..len]), "{path} {len}");
            }
            let mut shifted = whole.clone();
            shifted.insert(middle, 0x0d);
            assert!(is_damaged(&shifted), "{path}");
            let mut zeroed = whole;
            let at = zeroed.len() - 150;
            zeroed[at..at + 100].fill(0);
            assert!(is_damaged(&zeroed), "{path}");
        }
        let end = [14, 0, 0, 0, 20, 0, 0, 0, 0, 0, 0, 0, 16, 0, 0, 0, 20, 0, 0, 0].to_vec();
        let mut record = text(0, 0, "heel", 5);
        assert!(!is_damaged(&emf(&[record.clone(), end.clone()])));
        record[44] = 200;
        assert!(is_damaged(&emf(&[record, end])));
    }

    #[test]
    fn lines_that_are_too_many_are_cut_and_that_is_known() {
        let mut lines = Lines::default();
        let place = |y| Place { x: 0, y, width: None };
        (0..MOST_LINES).for_each(|y| lines.add("An", place(y as i64)));
        assert!(!lines.is_cut);
        lines.add("\0", place(-1));
        assert!(!lines.is_cut, "nothing is drawn");
        lines.add("Bo", place(-1));
        assert!(lines.is_cut && lines.done().len() == MOST_LINES);
    }

    #[test]
    fn lengths_that_lie_end_the_reading() {
        let mut drawing = emf(&[text(0, 0, "heel", 5), text(0, 9, "fout", 5)]);
        let second = drawing.len() - 100;
        for len in [0_u32, 7, u32::MAX] {
            drawing[92..96].copy_from_slice(&len.to_le_bytes());
            assert_eq!(lines(&drawing), Vec::<String>::new());
        }
        drawing.truncate(second);
        lines(&drawing);
        assert!(!is_metafile(&[1, 0, 9, 0, 0, 9]) && is_metafile(&[1, 0, 9, 0, 0, 3, 0, 0]));
    }
}
