//! Word 2 to 2003 documents (doc, \[MS-DOC\]): all their parts by the piece table, tables, fields, properties, objects.

mod beside;
mod header;
mod lists;
mod pages;
mod paragraphs;
mod pieces;
mod revisions;
mod styles;

use std::io::Read as _;

use super::bytes::{u16_at, utf16};
use super::codepage::CodePage;
use super::holes;
use super::office::compound::Compound;
use super::office::flow::{Flow, Tables, shown};
use super::office::{drawn, macros, objects, property_set};
use super::pictures::Pictures;
use super::{Error, Extract, Format, Head, Input, Reason, Sink};
use crate::text::Unit;
use header::Header;
use lists::Lists;
use paragraphs::{Mark, Paragraphs};
use pieces::{Piece, are_all, hole, pieces};
use revisions::Revisions;

pub(super) static FORMAT: Format = Format {
    name: "doc",
    extensions: &["doc", "dot", "wbk"],
    recognise,
    extract: Extract::Seek(extract),
};

/// Word 2 wrote its stream as a file of its own.
const WORD_2: &[u8] = b"\xdb\xa5\x2d\0";
const STREAM: &str = "/WordDocument";
/// What is told of properties that are lost.
const PROPERTIES: &str = "properties that are not whole";
/// Pictures, and what form fields are.
const DATA: &str = "/Data";

fn recognise(head: &Head<'_>) -> bool {
    super::known::stream(head, "WordDocument") || head.bytes.starts_with(WORD_2)
}

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut magic = [0; 4];
    input.read_exact(&mut magic)?;
    input.rewind()?;
    if magic == WORD_2 {
        let mut main = Vec::new();
        let most = sink.limits().inflated;
        input.take(most).read_to_end(&mut main)?;
        return text(&main, &[], sink).map(drop);
    }
    let mut file = Compound::open(input)?;
    let Some(main) = file.stream(STREAM, sink)? else {
        return Err(Error::damaged("no text stream inside"));
    };
    let table = table_stream(&mut file, &main, sink);
    let has_forms = table.and_then(|table| text(&main, &table, sink));
    let is_form = has_forms == Ok(true);
    let result = has_forms.map(drop);
    sink.unread_if_encrypted(&result);
    if result.is_ok() {
        if is_form && let Some(data) = file.stream(DATA, sink)? {
            beside::form_fields(&data, sink);
        }
        pictures(&mut file, &main, sink)?;
    }
    drop(main);
    property_set::properties(&mut file, sink);
    macros::modules(&mut file, "/Macros", sink)?;
    objects::pool(&mut file, sink)?;
    result
}

/// The pictures in the text stand in a stream of their own, those of drawings behind the text.
fn pictures(file: &mut Compound<'_>, main: &[u8], sink: &mut Sink<'_>) -> Result<(), Error> {
    let n_text = sink.n_text;
    if !Pictures::are_due(n_text, sink) {
        sink.saw_stream(file.len_of(DATA));
        return Ok(());
    }
    let mut pictures = Pictures::default();
    let data = file.stream(DATA, sink)?.unwrap_or_default();
    pictures.drawn(&data, sink)?;
    pictures.drawn(main, sink)?;
    pictures.finish(n_text, sink);
    Ok(())
}

fn table_stream(file: &mut Compound<'_>, main: &[u8], sink: &mut Sink<'_>) -> Result<Vec<u8>, Error> {
    let header = Header::read(main)?;
    let table = file.stream(header.table_stream, sink)?;
    Ok(table.unwrap_or_default())
}

/// The parts, which stand one behind the other. Whether there are form fields in them.
fn text(main: &[u8], table: &[u8], sink: &mut Sink<'_>) -> Result<bool, Error> {
    let header = Header::read(main)?;
    let (paragraphs, are_paragraphs_whole) = Paragraphs::read(main, table, &header);
    let (revisions, are_revisions_whole) = Revisions::read(main, table, &header);
    let (pieces, whole) = pieces(main, table, &header);
    let mut walk = Walk::new(main, &paragraphs, Lists::read(table, &header), header.page, sink);
    walk.revisions = revisions;
    let mut begins = 0_u32;
    for (part, len) in &header.parts {
        let ends = begins.saturating_add(*len);
        if *len > 0 {
            let part = sink.intern(part);
            walk.part(part, &pieces, begins..ends, sink);
        }
        begins = ends;
    }
    if walk.is_hollow {
        sink.gap(Reason::Damaged, holes::LOST);
    }
    let (has_forms, has_changes) = (walk.has_forms, walk.revisions.has_changes());
    commenters(table, header.commenters, sink);
    beside::authors(table, header.revisers, has_changes, sink);
    let (at, len) = header.drawings;
    drawn::texts(
        at.checked_add(len)
            .and_then(|end| table.get(at..end))
            .unwrap_or_default(),
        sink,
    );
    // Both begin with how much they hold.
    let begins_with_zeros = |(at, len): (usize, usize)| len > 0 && u16_at(table, at) == Some(0);
    let is_any_zeros = [header.styles, header.lists].into_iter().any(begins_with_zeros);
    if !are_paragraphs_whole || !are_revisions_whole || is_any_zeros {
        sink.gap(Reason::Damaged, PROPERTIES);
    }
    if header.len > main.len() as u64 {
        sink.gap(Reason::Damaged, "the end is missing");
    }
    if !whole {
        sink.gap(Reason::Damaged, "its table of pieces is not whole");
    } else if !are_all(&pieces, main, &header) {
        // The rest of its characters may stand somewhere in the file.
        return Err(Error::damaged("its table of pieces is not whole"));
    }
    Ok(has_forms)
}

/// Names, each behind its length in characters.
fn commenters(table: &[u8], (at, len): (usize, usize), sink: &mut Sink<'_>) {
    let mut rest = at
        .checked_add(len)
        .and_then(|end| table.get(at..end))
        .unwrap_or_default();
    let unit = Unit::Field {
        part: sink.intern("comments"),
    };
    let label = sink.intern("author");
    while let Some(n) = u16_at(rest, 0)
        && let Some(name) = rest.get(2..2 + 2 * usize::from(n))
    {
        let name = utf16(name);
        if !name.trim().is_empty() {
            sink.piece(unit, label, name.trim());
        }
        rest = &rest[2 + 2 * usize::from(n)..];
    }
}

/// One walk over the characters of all parts.
struct Walk<'d> {
    main: &'d [u8],
    paragraphs: &'d Paragraphs,
    revisions: Revisions,
    lists: Lists,
    page: CodePage,
    tables: Tables,
    flow: Flow,
    /// Fields that are open; the text between their begin and their separator is a code.
    fields: Vec<Field>,
    /// What stands before the next control character.
    text: String,
    /// Zeros stand in the place of characters.
    is_hollow: bool,
    has_forms: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Code,
    Result,
}

/// Fields inside fields.
const MOST_FIELDS: usize = 256;

impl<'d> Walk<'d> {
    fn new(main: &'d [u8], paragraphs: &'d Paragraphs, lists: Lists, page: CodePage, sink: &mut Sink<'_>) -> Self {
        Self {
            main,
            paragraphs,
            revisions: Revisions::default(),
            lists,
            page,
            tables: Tables::default(),
            flow: Flow::new(sink.intern("body")),
            fields: Vec::new(),
            text: String::new(),
            is_hollow: false,
            has_forms: false,
        }
    }

    /// The characters of one part.
    fn part(&mut self, part: crate::text::NameId, pieces: &[Piece], range: std::ops::Range<u32>, sink: &mut Sink<'_>) {
        self.flow = Flow::new(part);
        self.fields.clear();
        for piece in pieces {
            let from = range.start.max(piece.begins);
            let to = range.end.min(piece.ends);
            if from < to {
                self.revised(piece.part(from, to), sink);
            }
        }
        self.hand_on(sink);
        self.flow.finish(sink);
    }

    /// Some bytes, run by run of tracked changes and of heights.
    fn revised(&mut self, (bytes, wide): (std::ops::Range<usize>, bool), sink: &mut Sink<'_>) {
        let runs: Vec<_> = self.revisions.cut(bytes).collect();
        for (run, said) in runs {
            if self.flow.change != said.change || self.flow.raised.is() != said.is_raised {
                self.hand_on(sink);
                self.flow.change = said.change;
                self.flow.raised.set(said.is_raised);
            }
            self.piece((run, wide), sink);
        }
    }

    fn piece(&mut self, (bytes, wide): (std::ops::Range<usize>, bool), sink: &mut Sink<'_>) {
        let size = if wide { 2 } else { 1 };
        let main = self.main;
        let end = bytes.end.min(main.len());
        let mut from = bytes.start.min(end);
        let mut at = from;
        while at + size <= end {
            let code = if wide {
                u16::from_le_bytes([main[at], main[at + 1]])
            } else {
                u16::from(main[at])
            };
            let next = at + size;
            if let Some(len) = (code == 0).then(|| hole(&main[at..], wide)).flatten() {
                self.decode(&main[from..at], wide);
                self.hole(sink);
                at = end.min(at + len);
                from = at;
                continue;
            }
            if code < 0x20 {
                self.decode(&main[from..at], wide);
                self.control(code, next, sink);
                from = next;
            } else if next - from >= 32 << 10 {
                self.decode(&main[from..next], wide);
                self.hand_on(sink);
                from = next;
            }
            at = next;
        }
        self.decode(&main[from..at], wide);
        sink.tick();
    }

    /// What stands behind zeros goes on with nothing that stood before them, and ends of fields may be lost.
    fn hole(&mut self, sink: &mut Sink<'_>) {
        self.is_hollow = true;
        self.hand_on(sink);
        self.fields.clear();
        self.flow.end_paragraph(sink);
    }

    fn decode(&mut self, bytes: &[u8], wide: bool) {
        match wide {
            true => self
                .text
                .push_str(&encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0),
            false => self.text.push_str(&self.page.decode(bytes)),
        }
    }

    /// `behind` is where the character ends in the stream: paragraphs are known by that.
    fn control(&mut self, code: u16, behind: usize, sink: &mut Sink<'_>) {
        match code {
            0x09 => self.text.push(' '),
            0x0b => self.text.push('\n'),
            0x1e => self.text.push('-'),
            0x0c..=0x0e => match self.end_paragraph(behind, sink) {
                Some(Mark::Cell) => {
                    self.flow.end_line(sink);
                }
                _ => {
                    self.flow.end_paragraph(sink);
                }
            },
            0x07 => match self.end_paragraph(behind, sink) {
                Some(Mark::Row) => {
                    self.flow.end_row(sink);
                }
                _ => {
                    self.flow.in_table(&mut self.tables, sink);
                    self.flow.end_cell();
                }
            },
            0x13 if self.fields.len() < MOST_FIELDS => {
                self.hand_on(sink);
                self.fields.push(Field::Code);
            }
            0x14 | 0x15 => {
                self.hand_on(sink);
                match (code, self.fields.last_mut()) {
                    (0x14, Some(field)) => *field = Field::Result,
                    _ => {
                        self.fields.pop();
                    }
                }
            }
            // Where a picture stands, as antiword shows it; in a field's code it is data of the field.
            0x01 if self.fields.last() != Some(&Field::Code) => self.text.push_str(&shown("[pic]")),
            // References to notes, drawings, optional hyphens.
            _ => {}
        }
    }

    /// A paragraph gets its number; says what it ends in a table.
    fn end_paragraph(&mut self, behind: usize, sink: &mut Sink<'_>) -> Option<Mark> {
        self.hand_on(sink);
        let properties = self.paragraphs.at(behind);
        if let Some(number) = self.lists.number(properties) {
            self.flow.number(&number);
        }
        properties.mark
    }

    /// Hands on the text so far: to the paragraph, or as a field's code.
    fn hand_on(&mut self, sink: &mut Sink<'_>) {
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        if self.fields.last() == Some(&Field::Code) {
            let label = sink.intern("field code");
            self.has_forms |= text.trim_start().starts_with("FORM");
            sink.piece(self.flow.unit(), label, text.trim());
        } else {
            self.flow.push(&text, sink);
        }
        self.text = text;
        self.text.clear();
    }
}
