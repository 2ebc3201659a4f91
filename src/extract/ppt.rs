//! PowerPoint 97 to 2003 presentations (ppt, \[MS-PPT\]): slides, notes, headers, comments, links, properties, objects.

mod heights;
mod persist;
mod records;

use std::cell::Cell;
use std::io::Read as _;
use std::rc::Rc;

use super::bytes::{u32_at, utf16};
use super::holes;
use super::office::compound::Compound;
use super::office::raised::parted;
use super::office::{drawn, objects, property_set};
use super::pictures::Pictures;
use super::ratio::Ratio;
use super::salvage::PART;
use super::{Error, Extract, Format, Input, Reason, Sink};
use crate::text::{NameId, Unit};
use persist::Persist;
use records::{Record, Walk, kind};

pub(super) static FORMAT: Format = Format {
    name: "ppt",
    extensions: &["ppt", "pps", "pot"],
    recognise: |head| super::known::stream(head, "PowerPoint Document"),
    extract: Extract::Seek(extract),
};

/// Lists of slides in the document's record, by their instance.
const SLIDES: u16 = 0;
const NOTES: u16 = 2;
const EARLIER: &str = "earlier version";

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut file = Compound::open(input)?;
    let Some(stream) = file.stream("/PowerPoint Document", sink)? else {
        return Err(Error::damaged("no presentation inside"));
    };
    let user = file.stream("/Current User", sink)?.unwrap_or_default();
    let persist = Persist::read(&stream, &user)?;
    if !records::are_whole(&stream) {
        salvaged(&stream, sink);
    }
    match persist.document(&stream) {
        Some(document) => {
            let n_text = presentation(&stream, &persist, document, sink);
            pictures(&mut file, n_text, sink)?;
            earlier(&stream, &persist, sink);
        }
        None => {
            // Every text of the stream, of slides that were deleted too.
            sink.gap(Reason::Damaged, "its directory is not whole");
            texts(&stream, Unit::Slide { slide: 1, part: 0 }, sink);
        }
    }
    embedded(&stream, &persist, sink)?;
    property_set::properties(&mut file, sink);
    Ok(())
}

/// Pictures stand in a stream of their own.
const PICTURES: &str = "/Pictures";

fn pictures(file: &mut Compound<'_>, n_text: u64, sink: &mut Sink<'_>) -> Result<(), Error> {
    if !Pictures::are_due(n_text, sink) {
        sink.saw_stream(file.len_of(PICTURES));
        return Ok(());
    }
    let mut pictures = Pictures::default();
    let drawn = file.stream(PICTURES, sink)?.unwrap_or_default();
    pictures.drawn(&drawn, sink)?;
    pictures.finish(n_text, sink);
    Ok(())
}

/// The document's record lists slides and notes, with the text of their placeholders. Gives how many bytes of text
/// stand on slides: what masters and notes say besides is beside no picture.
fn presentation(stream: &[u8], persist: &Persist, document: Record<'_>, sink: &mut Sink<'_>) -> u64 {
    let mut n_text = 0;
    let notes = sink.intern("notes");
    let master = sink.intern("master");
    let part = sink.intern("presentation");
    for record in children(document.body) {
        match (record.kind, record.instance) {
            (kind::SLIDE_LIST, SLIDES) => {
                let before = sink.n_text;
                list(stream, persist, record, (kind::SLIDE, 0), sink);
                n_text += sink.n_text - before;
            }
            (kind::SLIDE_LIST, NOTES) => list(stream, persist, record, (kind::NOTES, notes), sink),
            (kind::SLIDE_LIST, _) => list(stream, persist, record, (kind::MAIN_MASTER, master), sink),
            _ => texts(record.body, Unit::Field { part }, sink),
        }
    }
    unlisted(stream, persist, document, master, sink);
    n_text
}

/// The masters of notes and of what is handed out stand in no list, nor do slides that a save took out of it.
fn unlisted(stream: &[u8], persist: &Persist, document: Record<'_>, master: NameId, sink: &mut Sink<'_>) {
    let earlier = sink.intern(EARLIER);
    for record in persist.unlisted(document, stream) {
        match record.kind {
            kind::NOTES | kind::HANDOUT => texts(record.body, Unit::Field { part: master }, sink),
            kind::SLIDE | kind::MAIN_MASTER => texts(record.body, Unit::Field { part: earlier }, sink),
            _ => {}
        }
    }
}

/// The records right inside another one.
fn children(body: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut rest = body;
    std::iter::from_fn(move || {
        let record = Record::read(rest)?;
        rest = &rest[8 + record.body.len()..];
        Some(record)
    })
}

fn list(stream: &[u8], persist: &Persist, list: Record<'_>, (wanted, part): (u16, NameId), sink: &mut Sink<'_>) {
    let mut slide = 0;
    let mut records = children(list.body).peekable();
    while let Some(record) = records.next() {
        if record.kind != kind::SLIDE_PERSIST {
            text((record, records.peek()), Unit::Slide { slide, part }, 0, sink);
            continue;
        }
        slide += 1;
        let id = u32_at(record.body, 0).unwrap_or(0);
        match persist
            .object(stream, id)
            .filter(|record| is_wanted(record.kind, wanted))
        {
            Some(record) => texts(record.body, Unit::Slide { slide, part }, sink),
            None => sink.gap(Reason::Damaged, "a slide that is not where the directory says"),
        }
    }
}

/// Title masters, which are slides, stand in the list of masters.
fn is_wanted(kind: u16, wanted: u16) -> bool {
    kind == wanted || wanted == kind::MAIN_MASTER && kind == kind::SLIDE
}

/// What earlier saves left behind: nobody sees it, but it is in the file.
fn earlier(stream: &[u8], persist: &Persist, sink: &mut Sink<'_>) {
    let part = sink.intern(EARLIER);
    let current = persist.objects(stream);
    for record in children(stream) {
        let is_current = current.iter().any(|current| std::ptr::eq(current.body, record.body));
        if !is_current && record.kind != kind::OBJECT_STORAGE {
            texts(record.body, Unit::Field { part }, sink);
        }
    }
}

/// Every text that is left where records are torn: what is read of them the usual way may not be all.
fn salvaged(stream: &[u8], sink: &mut Sink<'_>) {
    sink.gap(Reason::Damaged, "records that are not whole");
    let part = sink.intern(PART);
    for record in records::texts(stream) {
        text((record, None), Unit::Field { part }, 0, sink);
    }
}

/// Documents embedded in the presentation; most are packed.
fn embedded(stream: &[u8], persist: &Persist, sink: &mut Sink<'_>) -> Result<(), Error> {
    let limits = *sink.limits();
    let storages = persist.objects(stream);
    let storages = storages.iter().filter(|record| record.kind == kind::OBJECT_STORAGE);
    for (n, record) in (1..).zip(storages) {
        let name = format!("object-{n}");
        if record.instance != 1 {
            objects::file(record.body, &name, sink)?;
            continue;
        }
        // The length comes first.
        let packed = record.body.get(4..).unwrap_or_default();
        let len = Rc::new(Cell::new(packed.len() as u64));
        let mut bytes = Vec::new();
        let unpacked = Ratio::new(flate2::read::ZlibDecoder::new(packed), len, limits);
        let read = unpacked.take(limits.inflated).read_to_end(&mut bytes);
        sink.charge(packed.len() as u64, bytes.len() as u64)?;
        match read {
            Ok(_) => objects::file(&bytes, &name, sink)?,
            Err(err) => sink.gap_in(vec![name], err.into()),
        }
    }
    Ok(())
}

/// Tells every text in some records; what comments, links and headers say is labelled.
fn texts(records: &[u8], unit: Unit, sink: &mut Sink<'_>) {
    let mut labelled: Option<(usize, NameId)> = None;
    let mut walk = Walk::new(records).peekable();
    while let Some((depth, record)) = walk.next() {
        labelled = labelled.filter(|(around, _)| depth > *around);
        let label = match record.kind {
            kind::COMMENT => "comment",
            kind::HYPERLINK => "hyperlink",
            kind::HEADERS_FOOTERS => "header",
            _ => {
                let next = walk.peek().map(|(_, next)| next);
                text((record, next), unit, labelled.map_or(0, |(_, label)| label), sink);
                continue;
            }
        };
        labelled = Some((depth, sink.intern(label)));
    }
    drawn::texts(records, sink);
}

/// A text; the record behind it may tell how high its characters stand.
fn text((record, next): (Record<'_>, Option<&Record<'_>>), unit: Unit, label: NameId, sink: &mut Sink<'_>) {
    let mut text: String = match record.kind {
        kind::TEXT_CHARS | kind::STRING => utf16(record.body),
        // The low bytes of UTF-16 whose high bytes are all zero.
        kind::TEXT_BYTES => record.body.iter().map(|&byte| char::from(byte)).collect(),
        _ => return,
    };
    if holes::is_hollow(record.body) {
        sink.gap(Reason::Damaged, holes::LOST);
    }
    if text.trim().is_empty() {
        return;
    }
    if let Some(style) = next.filter(|next| next.kind == kind::STYLE) {
        text = parted(&text, heights::runs(style.body, text.encode_utf16().count()));
    }
    sink.piece(unit, label, &text.replace(['\r', '\u{b}'], "\n"));
}
