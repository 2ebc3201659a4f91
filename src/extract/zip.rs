//! Zip archives: members are read one after the other from the stream, never unpacked.

use std::cell::Cell;
use std::io::{Read, SeekFrom};
use std::rc::Rc;

use zip::ZipArchive;
use zip::result::ZipError;

use super::bytes::number;
use super::encoding::{TextReader, is_text};
use super::office::naming::Naming;
use super::ratio::Ratio;
use super::unpacking::Unreadable;
use super::{Error, Extract, Format, Input, Limits, Reason, Sink, identify, unpacking};
use crate::text::Unit;
use repeated::Directory;

mod listed;
mod repeated;
#[cfg(test)]
mod tests;

/// After so many members that met a limit the archive is a bomb.
const MOST_LIMITS: u32 = 16;
/// The end of the directory stands in the last bytes: 64 KiB of comment, its records, and the signature.
const TAIL: u64 = (64 << 10) + 1024;

pub(super) static FORMAT: Format = Format {
    name: "zip",
    extensions: &["zip"],
    recognise: |head| {
        let magics = [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"];
        magics.iter().any(|&magic| head.bytes.starts_with(magic)) || head.bytes.starts_with(b"PK00PK\x03\x04")
    },
    extract: Extract::Seek(extract),
};

/// The archive's directory; its size is looked at before room is made for it.
pub(super) fn open(input: &mut dyn Input, most: u32) -> Result<ZipArchive<&mut dyn Input>, Error> {
    let entries = declared_entries(input)?;
    if entries > u64::from(most) {
        return Err(Error::new(Reason::LimitEntries, format!("more than {most} members")));
    }
    ZipArchive::new(input).map_err(|err| error(&err))
}

/// Names of the members, of an office document as they usually are. An error where there are others, which the directory does not list, or where it is wrong.
pub(super) fn names(head: &[u8], input: &mut dyn Input) -> Result<Vec<String>, Error> {
    let mut archive = open(input, Limits::default().members)?;
    let naming = Naming::of(&mut archive);
    let names = archive.file_names().filter_map(Result::ok);
    let names = names.map(|name| {
        naming
            .as_ref()
            .map_or_else(|| name.to_string(), |naming| naming.usual(&name))
    });
    let names: Vec<String> = names.collect();
    let (mut listed, directory) = (listed::listed(&archive), archive.central_directory_start());
    let repeated = archive.has_duplicate_names().then(|| Directory::of(&archive));
    let input = archive.into_inner();
    // An archive may have several versions of a member, a document has one of each part.
    if let Some(repeated) = repeated.filter(|_| identify(head, "", &names).name == FORMAT.name) {
        listed::add(&mut listed, repeated.entries(input)?);
    }
    if listed::leave_members_out(&listed, input)? {
        return Err(Error::damaged("members that the directory does not list"));
    }
    if listed::is_belied(&listed, directory, input)? {
        return Err(Error::damaged("members that the directory describes wrongly"));
    }
    Ok(names)
}

/// The most entries that any end record in the file's tail declares.
fn declared_entries(input: &mut dyn Input) -> Result<u64, Error> {
    let len = input.seek(SeekFrom::End(0))?;
    input.seek(SeekFrom::Start(len.saturating_sub(TAIL)))?;
    let mut tail = Vec::with_capacity(len.min(TAIL) as usize);
    input.take(TAIL).read_to_end(&mut tail)?;
    let mut most = 0;
    for at in memchr::memmem::find_iter(&tail, b"PK") {
        let record = &tail[at..];
        // 0 where the record is cut.
        let number = |at, len| number(record, at, len).unwrap_or(0);
        let entries = match record.get(2..4) {
            Some([5, 6]) => number(10, 2),
            Some([6, 6]) => number(32, 8),
            Some([6, 7]) => entries_at(input, number(8, 8), len),
            _ => 0,
        };
        most = most.max(entries);
    }
    input.rewind()?;
    // 65,535 says that the 64-bit record knows; where there is none it is the number itself.
    Ok(most)
}

/// The entries that the 64-bit record at `offset` declares, if there is one.
fn entries_at(input: &mut dyn Input, offset: u64, len: u64) -> u64 {
    let mut record = [0; 40];
    let is_read = offset < len && input.seek(SeekFrom::Start(offset)).is_ok() && input.read_exact(&mut record).is_ok();
    if is_read && record.starts_with(b"PK\x06\x06") {
        number(&record, 32, 8).unwrap_or(0)
    } else {
        0
    }
}

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let len = input.seek(SeekFrom::End(0))?;
    let archive = open(input, sink.limits().members)?;
    if !archive.has_duplicate_names() {
        return read(archive, len, sink);
    }
    let directory = Directory::of(&archive);
    let input = archive.into_inner();
    let Some(mut apart) = directory.apart(input)? else {
        sink.gap(Reason::Damaged, "members under the same name");
        return read(open(input, sink.limits().members)?, len, sink);
    };
    let archive = open(&mut apart, sink.limits().members)?;
    if archive.has_duplicate_names() {
        sink.gap(Reason::Damaged, "members under the same name");
    }
    read(archive, len, sink)
}

/// `len`: of the file.
fn read(mut archive: ZipArchive<&mut dyn Input>, len: u64, sink: &mut Sink<'_>) -> Result<(), Error> {
    comments(&archive, sink)?;
    let limits_before = sink.shared.output_limits;
    let mut packed = 0;
    for at in 0..archive.len() {
        packed += member(&mut archive, at, sink)?;
        // Every byte belongs to one member: more was read only where members overlap.
        let overlapping = packed > len.saturating_mul(2);
        if overlapping || sink.shared.output_limits - limits_before >= MOST_LIMITS {
            return Err(Error::new(
                Reason::LimitOutput,
                format!("given up after {} of {} members", at + 1, archive.len()),
            ));
        }
    }
    Ok(())
}

/// What the archive says of itself and of its members.
fn comments(archive: &ZipArchive<&mut dyn Input>, sink: &mut Sink<'_>) -> Result<(), Error> {
    comment(archive.comment(), sink)?;
    for at in 0..archive.len() {
        if let Ok(entry) = archive.by_index_data(at) {
            comment(entry.comment_raw(), sink)?;
        }
    }
    Ok(())
}

fn comment(mut bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Error> {
    if bytes.iter().all(u8::is_ascii_whitespace) || !is_text(bytes) {
        return Ok(());
    }
    let part = sink.intern("comments");
    sink.line_break();
    sink.mark(Unit::Field { part }, 0);
    sink.push_all(TextReader::new(&mut bytes, |_| None))
}

/// Reads one member; says how many packed bytes it had.
fn member(archive: &mut ZipArchive<&mut dyn Input>, at: usize, sink: &mut Sink<'_>) -> Result<u64, Error> {
    let limits = *sink.limits();
    let (name, packed, skipped) = match archive.by_index_raw(at) {
        Ok(entry) => {
            let name = entry.name().map_or_else(
                |_| String::from_utf8_lossy(entry.name_raw()).into_owned(),
                |name| name.into_owned(),
            );
            (name, entry.compressed_size(), entry.is_dir() || entry.is_symlink())
        }
        Err(err) => {
            sink.member(&format!("member-{}", at + 1), &mut Unreadable::new(error(&err)))?;
            return Ok(0);
        }
    };
    if skipped {
        return Ok(0);
    }
    match unpacking::member(archive, at) {
        Ok(inner) => sink.member(&name, &mut Ratio::new(inner, Rc::new(Cell::new(packed)), limits))?,
        Err(err) => sink.member(&name, &mut Unreadable::new(error(&err)))?,
    }
    Ok(packed)
}

fn error(err: &ZipError) -> Error {
    match err {
        ZipError::UnsupportedArchive(what) if what.contains("assword") => {
            Error::new(Reason::Encrypted, "a password is needed")
        }
        ZipError::InvalidPassword => Error::new(Reason::Encrypted, "a password is needed"),
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            Error::new(Reason::Unsupported, "a method of packing that is not read yet")
        }
        ZipError::Io(err) => Error::from(std::io::Error::from(err.kind())),
        _ => Error::damaged("not a whole zip archive"),
    }
}
