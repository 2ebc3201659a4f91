//! The second reading of a damaged document: its format's reader could not go on, and what is still there is looked for
//! without the tables that should lead to it. What comes out this way is always `partly` read, and `damaged`.
//!
//! Two ways. An archive that lost its directory, or a PDF that lost its structure, is given a new one made of what can
//! be seen in its bytes, and is read by the same reader again. Of everything else, the text is taken as it stands: the
//! records on a database's pages and of a workbook, and runs of characters.

use std::io::{Cursor, Read as _, SeekFrom};

use super::bytes::u16_at;
use super::known::{self, COMPOUND_FILE};
use super::office::compound::Compound;
use super::{Error, Extract, FORMATS, Format, Head, Input, Reason, Sink, pdf, sqlite, xls};

mod archive;
mod objects;
mod records;
mod strings;

pub(super) use archive::{Archive, Member as Header, holds_member};
pub(super) use strings::{PART, read as strings, runs};

/// A document held in memory to be given a new structure may be this large.
const HELD: u64 = 64 << 20;
/// Their text stands in the file as it is, by whatever program it was written. Runs of characters in anything packed
/// are chance.
const PLAIN: [&str; 20] = [
    "doc",
    "xls",
    "ppt",
    "msg",
    "rtf",
    "sqlite",
    "mdb",
    "dbf",
    "pst",
    "mbox",
    "eml",
    "vcf",
    "ics",
    "ldif",
    "html",
    "xml",
    "json",
    "csv",
    "text",
    "compound-file",
];
/// Other programs' files have this extension too.
const VAGUE: &str = "db";

/// Whether the first reading left something to look for: it was given up, or brought nothing but gaps.
pub(super) fn is_due(result: &Result<(), Error>, sink: &Sink<'_>) -> bool {
    // What stands inside the document would be told twice.
    if sink.any_member {
        return false;
    }
    match result {
        Err(err) => err.reason == Reason::Damaged,
        Ok(()) => !sink.any_text() && sink.gaps.has(Reason::Damaged),
    }
}

/// Reads what `format`'s own reader could not.
pub(super) fn read(format: &Format, input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    input.rewind()?;
    match format.name {
        name if name == pdf::FORMAT.name => {
            let mut bytes = Vec::new();
            input.take(HELD).read_to_end(&mut bytes)?;
            match (objects::with_structure(bytes), &format.extract) {
                (Some(repaired), Extract::Seek(extract)) => extract(&mut Cursor::new(repaired), sink),
                _ => Ok(()),
            }
        }
        name if name == sqlite::FORMAT.name => records::read(input, sink),
        name => plain(name, input, sink),
    }
}

/// Reads a format that nobody here knows more of than that its texts stand in the file as they are.
pub(super) fn texts(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    strings::read(input, sink)?;
    let detail = "its texts are read as they stand in the file, its layout is not";
    Err(Error::new(Reason::Unsupported, detail))
}

/// Takes the text of a document as it stands, where its format lets it stand so.
fn plain(format: &str, input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    if !PLAIN.contains(&format) {
        return Ok(());
    }
    if format == xls::FORMAT.name || format == known::COMPOUND.name {
        let mut bytes = Vec::new();
        input.rewind()?;
        (&mut *input).take(HELD).read_to_end(&mut bytes)?;
        xls::without_tables(&bytes, sink)?;
    }
    input.rewind()?;
    strings::read(input, sink)
}

/// Reads what is not recognised, but should be: by its name, or as a compound file whose tables are damaged. None when
/// it is a document of a kind that nobody here knows.
pub(super) fn headless(
    head: &[u8],
    name: &str,
    input: &mut dyn Input,
    sink: &mut Sink<'_>,
) -> Result<Option<Error>, Error> {
    let is_compound = head.starts_with(COMPOUND_FILE);
    let format = match name.rsplit_once('.') {
        _ if is_compound => Compound::open(input).is_err().then_some(known::COMPOUND.name),
        Some((_, extension)) if !extension.eq_ignore_ascii_case(VAGUE) => {
            let extension = extension.to_ascii_lowercase();
            let named = |format: &&&Format| format.extensions.contains(&extension.as_str());
            FORMATS.iter().find(named).map(|format| format.name)
        }
        _ => None,
    };
    let Some(format) = format else {
        return Ok(None);
    };
    plain(format, input, sink)?;
    Ok(Some(Error::damaged(if is_compound {
        "the tables that lead to its text are damaged"
    } else if begins_as_text(head) {
        "it begins as text and goes on with zeros"
    } else {
        "it does not begin as a document of its kind"
    })))
}

/// A file that was made larger than what was written in it: the rest is a hole.
fn begins_as_text(head: &[u8]) -> bool {
    let written = head.iter().position(|byte| *byte == 0).unwrap_or(head.len());
    let is_hole = head[written..].iter().all(|byte| *byte == 0);
    written > 0 && is_hole && Head::new(&head[..written], "txt", &[]).sample().is_some()
}

/// Whether a zip archive ends where the file does, whatever the file begins as (a program that unpacks itself, two
/// documents in one file).
pub(super) fn ends_as_archive(input: &mut dyn Input) -> std::io::Result<bool> {
    let len = input.seek(SeekFrom::End(0))?;
    let ends = end_records(input, len)?;
    Ok(ends.iter().any(|&(end, n_members)| end == len && n_members > 0))
}

/// How many members the directory of an archive lists that ends where the file does.
pub(super) fn n_listed(input: &mut dyn Input) -> std::io::Result<Option<usize>> {
    let len = input.seek(SeekFrom::End(0))?;
    let ends = end_records(input, len)?;
    let ending = ends.iter().find(|&&(end, _)| end == len);
    Ok(ending.map(|&(_, n_members)| n_members.into()))
}

/// Where a zip archive ends that other bytes may follow on.
pub(super) fn end_of_archive(input: &mut dyn Input) -> std::io::Result<Option<u64>> {
    let len = input.seek(SeekFrom::End(0))?;
    let ends = end_records(input, len)?;
    Ok(ends.last().map(|&(end, _)| end).filter(|&end| end <= len))
}

/// Where the records that may end an archive do so, their comments included, and how many members it has.
fn end_records(input: &mut dyn Input, len: u64) -> std::io::Result<Vec<(u64, u16)>> {
    const RECORD: usize = 22;
    let start = len.saturating_sub((64 << 10) + RECORD as u64);
    input.seek(SeekFrom::Start(start))?;
    let mut tail = Vec::new();
    input.take((64 << 10) + RECORD as u64).read_to_end(&mut tail)?;
    let records = memchr::memmem::find_iter(&tail, b"PK\x05\x06").filter_map(|at| {
        let record = tail.get(at..at + RECORD)?;
        let comment = u64::from(u16_at(record, 20)?);
        let end = start + (at + RECORD) as u64 + comment;
        Some((end, u16_at(record, 10)?))
    });
    Ok(records.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_with_a_hole_behind_it_begins_as_text() {
        #[track_caller]
        fn check(written: &[u8], n_zeros: usize, rest: &[u8], expected: bool) {
            let head = [written, &vec![0; n_zeros], rest].concat();
            assert_eq!(begins_as_text(&head), expected);
        }
        let text = "Naam;Rijksregisternummer\nAn Peeters;85.07.30-951.80\n".as_bytes();
        check(text, 4000, b"", true);
        check(text, 40, b"and more", false);
        check(b"", 4000, b"", false);
        check(&[0x89, 0x01, 0xff, 0x80, 0x02], 4000, b"", false);
    }
}
