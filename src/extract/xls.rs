//! Workbooks of Excel 2 to 2003 (xls, \[MS-XLS\]), record by record: whatever the size of a sheet, only its cells cost.

mod encrypted;
mod formula;
mod globals;
mod link;
mod proof;
mod record;
mod scenario;
mod shared;
mod sheet;

use std::collections::HashSet;
use std::io::Read as _;
use std::path::Path;

use super::bytes::u16_at;
use super::holes;
use super::known::COMPOUND_FILE;
use super::office::compound::Compound;
use super::office::workbook::sheet_name;
use super::office::{controls, macros, objects, property_set};
use super::pictures::Pictures;
use super::{Error, Extract, Format, Head, Input, Reason, Sink};
use crate::text::Unit;
use encrypted::Cipher;
use globals::Globals;
use proof::are_records;
use record::{BEGIN, CONTINUE, Record, Records};
use sheet::Sheet;

pub(super) static FORMAT: Format = Format {
    name: "xls",
    extensions: &["xls", "xlt", "xlw"],
    recognise: |head| is_bare(head.bytes) || is_xls(head),
    extract: Extract::Seek(extract),
};

/// Streams of the workbook: since Excel 97, and of Excel 5 and 95.
const STREAMS: [&str; 2] = ["Workbook", "Book"];
/// Where pivot tables keep copies of the rows they were made from.
const PIVOT_CACHES: &str = "/_SX_DB_CUR";
/// The stream of its form controls.
const CONTROLS: &str = "/Ctls";
const MACROS: &str = "/_VBA_PROJECT_CUR";
/// Parts inside parts: workbook, sheet, chart.
const DEEP: usize = 8;
/// Records between two signs of life.
const TICK: usize = 4096;

/// Texts of cells, formulas and objects, without those that strings stand in.
const TEXTS: [u16; 3] = [0x204, 0x207, 0x1b6];
const END: u16 = 0x0a;
const FILE_PASS: u16 = 0x2f;
const DRAWING_GROUP: u16 = 0xeb;

/// Before Excel 5 the records stood in a file of their own.
fn is_bare(bytes: &[u8]) -> bool {
    const LENGTHS: [u16; 4] = [4, 6, 6, 8];
    const KINDS: [u16; 4] = [0x05, 0x10, 0x20, 0x40];
    let word = |at: usize| u16_at(bytes, at);
    let begins = BEGIN.iter().zip(LENGTHS);
    begins.into_iter().any(|(&kind, len)| {
        let long = kind == 0x0809 && word(2) == Some(16);
        word(0) == Some(kind) && (word(2) == Some(len) || long) && word(6).is_some_and(|of| KINDS.contains(&of))
    })
}

fn is_xls(head: &Head<'_>) -> bool {
    if !head.bytes.starts_with(COMPOUND_FILE) {
        return false;
    }
    let names = |name: &str| head.members.iter().any(|member| member.eq_ignore_ascii_case(name));
    // A name in the directory, with the zero that ends it, where the streams are not listed.
    let seen = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find_iter(head.bytes, &wide).any(|at| at % 128 == 0)
    };
    STREAMS.iter().any(|name| names(name)) || head.members.is_empty() && STREAMS.iter().any(|name| seen(name))
}

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut magic = [0; 8];
    input.read_exact(&mut magic)?;
    input.rewind()?;
    if magic != COMPOUND_FILE {
        let mut stream = Vec::new();
        let most = sink.limits().inflated;
        input.take(most).read_to_end(&mut stream)?;
        encrypted::open(&mut stream, sink);
        return workbook(&stream, sink);
    }
    let mut file = Compound::open(input)?;
    let names = file.names("/");
    let wanted = STREAMS
        .iter()
        .find_map(|wanted| names.iter().find(|name| name.eq_ignore_ascii_case(wanted)));
    let stream = match wanted {
        Some(name) => file.stream(Path::new("/").join(name), sink)?,
        None => None,
    };
    let Some(mut stream) = stream else {
        return Err(Error::damaged("no workbook inside"));
    };
    let cipher = encrypted::open(&mut stream, sink);
    let result = workbook(&stream, sink);
    sink.unread_if_encrypted(&result);
    if result.is_ok() {
        pictures(&stream, sink)?;
    }
    drop(stream);
    property_set::properties(&mut file, sink);
    result?;
    macros::modules(&mut file, MACROS, sink)?;
    beside(&mut file, &names, cipher, sink)
}

/// What stands in the file beside the workbook. `cipher`: what that was encrypted with.
fn beside(
    file: &mut Compound<'_>,
    names: &[String],
    mut cipher: Option<Cipher>,
    sink: &mut Sink<'_>,
) -> Result<(), Error> {
    for name in file.names(PIVOT_CACHES) {
        if let Some(mut stream) = file.stream(Path::new(PIVOT_CACHES).join(name), sink)? {
            if let Some(cipher) = &mut cipher {
                cipher.decrypt(&mut stream, 0, sink);
            }
            pivot_cache(&stream, sink);
        }
    }
    if cipher.is_some() && names.iter().any(|name| name == encrypted::STREAM) {
        sink.gap(Reason::Encrypted, "a part is encrypted");
    }
    if let Some(controls) = file.stream(CONTROLS, sink)? {
        controls::row(&controls, sink);
    }
    for name in names.iter().filter(|name| name.starts_with("MBD")) {
        objects::storage(file, &Path::new("/").join(name), &format!("object_{name}"), sink)?;
    }
    Ok(())
}

/// Pictures stand in the group of drawings, cut into records.
fn pictures(stream: &[u8], sink: &mut Sink<'_>) -> Result<(), Error> {
    let n_text = sink.n_text;
    if !Pictures::are_due(n_text, sink) {
        return Ok(());
    }
    let mut pictures = Pictures::default();
    let groups = Records::new(stream).filter(|record| record.kind == DRAWING_GROUP);
    let drawings: Vec<u8> = groups.flat_map(|group| group.bytes()).collect();
    pictures.drawn(&drawings, sink)?;
    pictures.finish(n_text, sink);
    Ok(())
}

/// Reads a workbook whose stream no table leads to: from its first record on, which begins a sector, for as long as the
/// sectors follow each other. Programs write them so, and numbers are no characters that could be looked for.
pub(super) fn without_tables(bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Error> {
    const SECTOR: usize = 512;
    const KIND_OF_BOOK: [u8; 2] = [0x05, 0];
    let begins = |at: &usize| {
        let record = &bytes[*at..];
        record.starts_with(&BEGIN[3].to_le_bytes()) && record.get(6..8) == Some(&KIND_OF_BOOK)
    };
    match (0..bytes.len()).step_by(SECTOR).find(begins) {
        Some(at) => workbook(&bytes[at..], sink),
        None => Ok(()),
    }
}

/// A part of the stream between its begin and its end.
enum Part {
    Globals,
    Sheet(Box<Sheet>),
    Chart,
    Other,
}

/// All parts of the stream, as they follow each other: hidden sheets too, and those that no list names.
fn workbook(stream: &[u8], sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut globals = Globals::of(stream);
    let mut open: Vec<Part> = Vec::new();
    let mut n_sheets = 0;
    let mut begun = HashSet::new();
    let (mut is_any_lost, mut is_hollow) = (false, false);
    let lost = lost_begin(stream);
    if let Some((version, _)) = lost {
        globals.version = version;
        open.push(Part::Globals);
    }
    for (n, record) in Records::from(stream, lost.map_or(0, |(_, at)| at)).enumerate() {
        if n % TICK == 0 {
            sink.tick();
        }
        // Behind the last part other bytes may stand.
        is_any_lost |= record.is_behind_lost && (n == 0 || !open.is_empty());
        is_hollow |= TEXTS.contains(&record.kind) && holes::is_hollow(&record.bytes());
        match record.kind {
            FILE_PASS if !open.is_empty() => return Err(Error::new(Reason::Encrypted, "protected by a password")),
            kind if BEGIN.contains(&kind) && open.len() < DEEP => {
                begun.insert(record.at);
                let part = begin(&record, &mut globals, &mut n_sheets, sink);
                open.push(part);
            }
            END => {
                is_any_lost |= open.is_empty();
                end(open.pop(), sink);
            }
            CONTINUE => globals.stray(&record, sink)?,
            _ => inside(open.last_mut(), &record, &mut globals, sink)?,
        }
    }
    let is_cut = !open.is_empty();
    while let Some(part) = open.pop() {
        end(Some(part), sink);
    }
    let is_begin_lost = lost.is_some() || !globals.places().all(|at| begun.contains(&at));
    let losses = [
        (is_cut, "the workbook ends early"),
        (
            is_begin_lost && !is_cut,
            "the beginning of a sheet or of the workbook is lost",
        ),
        (is_any_lost, "records of the workbook are lost"),
        (is_hollow, holes::LOST),
    ];
    let told = losses.into_iter().filter(|(is_lost, _)| *is_lost);
    told.for_each(|(_, said)| sink.gap(Reason::Damaged, said));
    Ok(())
}

/// A record that neither begins nor ends a part, in the part that it stands in.
fn inside(
    part: Option<&mut Part>,
    record: &Record<'_>,
    globals: &mut Globals,
    sink: &mut Sink<'_>,
) -> Result<(), Error> {
    match part {
        Some(Part::Sheet(sheet)) => match sheet.record(record, globals, sink)? {
            true => Ok(()),
            false => globals.record(record, sink),
        },
        Some(Part::Chart) => {
            sheet::chart_text(record, globals, sink);
            Ok(())
        }
        Some(Part::Globals) => globals.record(record, sink),
        Some(Part::Other) | None => Ok(()),
    }
}

/// The version of a workbook whose first record was written over, and where the next one stands.
fn lost_begin(stream: &[u8]) -> Option<(u8, usize)> {
    const SINCE_97: (u8, usize) = (8, 20);
    const BEFORE: (u8, usize) = (5, 12);
    // Zeros may stand before it.
    let first = stream.iter().position(|&byte| byte != 0)? / 4 * 4;
    if u16_at(stream, first).is_none_or(|kind| BEGIN.contains(&kind)) {
        return None;
    }
    let is_next = |&(_, at): &(u8, usize)| are_records(stream, at);
    [SINCE_97, BEFORE].into_iter().find(is_next).or(Some(SINCE_97))
}

fn begin(record: &Record<'_>, globals: &mut Globals, n_sheets: &mut u32, sink: &mut Sink<'_>) -> Part {
    let mut fields = record.fields();
    let (version, what) = (fields.u16().unwrap_or(0), fields.u16().unwrap_or(0));
    // The first says it for all: some programs write another number into the sheets.
    if globals.version == 0 {
        globals.version = match (record.kind, version) {
            (0x0009, _) => 2,
            (0x0209, _) => 3,
            (0x0409, _) => 4,
            (_, 0x0600) => 8,
            _ => 5,
        };
    }
    match what {
        0x05 | 0x100 => Part::Globals,
        0x10 | 0x40 => {
            *n_sheets += 1;
            let unnamed = format!("sheet {n_sheets}");
            let name = globals.sheet_name(record.at).unwrap_or(&unnamed);
            Part::Sheet(Box::new(Sheet::new(name, sink)))
        }
        0x20 => {
            // One of a sheet has no name.
            sheet_name(globals.sheet_name(record.at).unwrap_or_default(), sink);
            Part::Chart
        }
        _ => Part::Other,
    }
}

fn end(part: Option<Part>, sink: &mut Sink<'_>) {
    if let Some(Part::Sheet(sheet)) = part {
        sheet.end(sink);
    }
}

/// The texts of a pivot table's copy of its rows.
fn pivot_cache(stream: &[u8], sink: &mut Sink<'_>) {
    const TEXT: u16 = 0xcd;
    let part = sink.intern("pivot table");
    for record in Records::new(stream).filter(|record| record.kind == TEXT) {
        let mut fields = record.fields();
        let text = fields.u16().and_then(|n| fields.unicode(usize::from(n)));
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            sink.piece(Unit::Field { part }, 0, &text);
        }
    }
}
