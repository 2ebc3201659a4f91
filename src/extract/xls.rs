//! Excel 97-2003 workbooks (xls), after a look at what they would cost.

use std::io::Read as _;

use calamine::{Reader as _, Xls, XlsError};

use super::known::COMPOUND_FILE;
use super::office::binary::{Cells, about};
use super::{Error, Extract, Format, Head, Input, Reason, Sink};

pub(super) static FORMAT: Format = Format {
    name: "xls",
    extensions: &["xls", "xlt"],
    recognise: is_xls,
    extract: Extract::Seek(extract),
};

/// Streams of the workbook: since Excel 97, and of Excel 5 and 95.
const STREAMS: [&str; 2] = ["Workbook", "Book"];
/// The library lays a sheet out as a full rectangle: two far cells would ask for all of it.
const CELLS: u64 = 6 << 20;

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
    let stream = workbook_stream(input, sink.limits().inflated)?;
    check(&stream)?;
    drop(stream);
    sink.tick();
    input.rewind()?;
    let mut workbook: Xls<_> = Xls::new(&mut *input).map_err(error)?;
    sink.tick();
    let since_1904 = workbook.has_1904_epoch();
    for name in workbook.sheet_names() {
        let range = match workbook.worksheet_range(&name) {
            Ok(range) => range,
            Err(err) => {
                let err = error(err);
                sink.gap(err.reason, err.detail);
                continue;
            }
        };
        let (top, left) = range.start().unwrap_or_default();
        let mut cells = Cells::new(&name, since_1904, sink);
        for (row, col, value) in range.used_cells() {
            let (row, col) = (top.saturating_add(row as u32), left.saturating_add(col as u32));
            cells.push(row, col, value, sink)?;
        }
        sink.tick();
    }
    let properties = workbook.workbook_properties().unwrap_or_default();
    about(&properties, workbook.defined_names(), sink)
}

/// The workbook's stream. Reading it also shows that its chain of sectors ends.
fn workbook_stream(input: &mut dyn Input, limit: u64) -> Result<Vec<u8>, Error> {
    let damaged = |err: std::io::Error| match err.raw_os_error() {
        Some(_) => Error::new(Reason::IoError, err.kind().to_string()),
        None => Error::damaged("damaged compound file"),
    };
    let mut file = cfb::CompoundFile::open(input).map_err(damaged)?;
    let name = STREAMS.into_iter().find(|name| file.is_stream(name));
    let name = name.ok_or_else(|| Error::damaged("no workbook inside"))?;
    let mut bytes = Vec::new();
    let stream = file.open_stream(name).map_err(damaged)?;
    stream.take(limit).read_to_end(&mut bytes).map_err(damaged)?;
    Ok(bytes)
}

/// Refuses what is encrypted, or whose cells lie so far apart that their rectangle would not fit in memory.
fn check(stream: &[u8]) -> Result<(), Error> {
    const FILE_PASS: u16 = 0x2f;
    const BEGIN: [u16; 4] = [0x0009, 0x0209, 0x0409, 0x0809];
    // BLANK and MULBLANK are left out: they hold nothing.
    const CELL: [u16; 9] = [0x0006, 0x00bd, 0x00d6, 0x00fd, 0x0203, 0x0204, 0x0205, 0x027e, 0x0406];
    let word = |at: usize| {
        stream
            .get(at..at + 2)
            .map(|bytes| u16::from_le_bytes([bytes[0], bytes[1]]))
    };
    let (mut rows, mut cols) = (Span::default(), Span::default());
    let mut at = 0;
    while let (Some(kind), Some(len)) = (word(at), word(at + 2)) {
        if kind == FILE_PASS {
            return Err(Error::new(Reason::Encrypted, "protected by a password"));
        }
        if BEGIN.contains(&kind) {
            (rows, cols) = (Span::default(), Span::default());
        }
        if CELL.contains(&kind)
            && let (Some(row), Some(col)) = (word(at + 4), word(at + 6))
        {
            rows.cover(row);
            cols.cover(col);
            let area = rows.len() * cols.len();
            if area > CELLS {
                return Err(Error::new(Reason::LimitMemory, "cells too far apart"));
            }
        }
        at += 4 + usize::from(len);
    }
    Ok(())
}

/// From the first to the last row or column that holds anything.
#[derive(Default)]
struct Span(Option<(u16, u16)>);

impl Span {
    fn cover(&mut self, at: u16) {
        let (first, last) = self.0.unwrap_or((at, at));
        self.0 = Some((first.min(at), last.max(at)));
    }

    fn len(&self) -> u64 {
        self.0.map_or(0, |(first, last)| u64::from(last - first) + 1)
    }
}

fn error(err: XlsError) -> Error {
    match err {
        XlsError::Password => Error::new(Reason::Encrypted, "protected by a password"),
        XlsError::Io(err) if err.raw_os_error().is_some() => Error::new(Reason::IoError, err.kind().to_string()),
        _ => Error::damaged("damaged workbook"),
    }
}
