//! Accounts for the bytes of an archive: whether members stand where its directory lists none. The directory may be
//! that of an archive stored in a cut one, be the last of several, or leave members out: what it does not list would be
//! lost without a word. An entry of it that was written over is found by the header in front of its member.

use std::collections::HashSet;
use std::io::{Read as _, SeekFrom};
use std::ops::Range;

use zip::{CompressionMethod, ZipArchive};

use super::repeated::Entry;
use crate::extract::Input;
use crate::extract::bytes::u16_at;
use crate::extract::salvage::{self, Header};

/// A member's header without its name.
const HEADER: u64 = 30;
/// An entry of the directory without its name.
const ENTRY: usize = 46;
/// More of a directory is not looked through, and not for more names.
const LARGEST: u64 = 4 << 20;
const MOST_NAMES: usize = 64;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// How long a descriptor behind a member can be: with or without a signature, with short or long sizes.
const DESCRIPTORS: [i128; 4] = [12, 16, 20, 24];

/// A member as the directory tells of it.
pub(super) struct Listed {
    span: Range<u64>,
    name: Vec<u8>,
    /// None for the rare ones.
    method: Option<u16>,
    packed: u64,
    unpacked: u64,
}

/// The listed members, by what the directory tells of them, in the order in which they stand.
pub(super) fn listed(archive: &ZipArchive<&mut dyn Input>) -> Vec<Listed> {
    let entries = (0..archive.len()).filter_map(|at| archive.by_index_data(at).ok());
    let mut listed: Vec<_> = entries
        .map(|entry| {
            let (name, start, packed) = (entry.name_raw().to_vec(), entry.header_start(), entry.compressed_size());
            let len = HEADER + name.len() as u64;
            Listed {
                span: start..start.saturating_add(len).saturating_add(packed),
                name,
                method: match entry.compression() {
                    CompressionMethod::Stored => Some(STORED),
                    CompressionMethod::Deflated => Some(DEFLATED),
                    _ => None,
                },
                packed,
                unpacked: entry.size(),
            }
        })
        .collect();
    sort(&mut listed);
    listed
}

fn sort(listed: &mut [Listed]) {
    listed.sort_unstable_by_key(|entry| (entry.span.start, entry.span.end));
}

/// Adds those that the library left out, since others have their names.
pub(super) fn add(listed: &mut Vec<Listed>, entries: Vec<Entry>) {
    let known: HashSet<u64> = listed.iter().map(|entry| entry.span.start).collect();
    let others = entries.into_iter().filter(|entry| !known.contains(&entry.start));
    listed.extend(others.map(|entry| Listed {
        span: entry.span(HEADER),
        method: Some(entry.method).filter(|&method| [STORED, DEFLATED].contains(&method)),
        packed: entry.packed,
        unpacked: entry.unpacked,
        name: entry.name,
    }));
    sort(listed);
}

impl Listed {
    /// Whether the header in front of the member tells another method or length, and is more likely right.
    /// `next`: where the next member or the directory begins.
    fn is_belied(&self, header: &Header, next: u64, input: &mut dyn Input) -> std::io::Result<bool> {
        // What is packed has hardly ever the length that it had.
        let likely = if self.packed == self.unpacked { STORED } else { DEFLATED };
        if self.method != Some(likely) && header.method() == likely {
            return Ok(true);
        }
        let behind = i128::from(next) - i128::from(header.data()) - i128::from(self.packed);
        if behind == 0 {
            return Ok(false);
        }
        let packed = match header.packed() {
            None if DESCRIPTORS.contains(&behind) => None,
            None => header.described(input, next)?.map(|[_, packed, _]| u64::from(packed)),
            Some(packed) => Some(packed).filter(|packed| header.data() + packed == next),
        };
        Ok(packed.is_some_and(|packed| packed != self.packed))
    }
}

/// Whether two names may be those of one member. Programs write letters with accents in several ways, and folders with
/// either slash.
fn are_alike(listed: &[u8], name: &[u8]) -> bool {
    if listed == name {
        return true;
    }
    if !name.is_ascii() || name.iter().any(u8::is_ascii_control) {
        return !listed.iter().any(u8::is_ascii_control);
    }
    if !listed.is_ascii() {
        return str::from_utf8(listed).is_ok_and(|listed| !listed.contains(char::is_control));
    }
    let plain = |name: &[u8]| {
        let name = name.strip_prefix(b"./").unwrap_or(name);
        let slashed = name.iter().map(|&byte| if byte == b'\\' { b'/' } else { byte });
        slashed.map(|byte| byte.to_ascii_lowercase()).collect::<Vec<u8>>()
    };
    plain(listed) == plain(name)
}

/// Whether an entry of the directory has a name as its own: beside it may stand another one, in Unicode, that counts.
fn names(name: &[u8], directory: u64, input: &mut dyn Input) -> std::io::Result<bool> {
    let mut entries = Vec::new();
    input.seek(SeekFrom::Start(directory))?;
    input.take(LARGEST).read_to_end(&mut entries)?;
    let mut found = memchr::memmem::find_iter(&entries, name);
    Ok(found.any(|at| {
        let entry = at.checked_sub(ENTRY).map(|entry| &entries[entry..at]);
        entry.is_some_and(|entry| entry.starts_with(b"PK\x01\x02"))
    }))
}

/// Whether the directory tells of a member what the header in front of it denies: read by it, the member would be
/// another one, or none. A header that is no whole one denies nothing.
pub(super) fn is_belied(listed: &[Listed], directory: u64, input: &mut dyn Input) -> std::io::Result<bool> {
    let len = input.seek(SeekFrom::End(0))?;
    let next = listed.iter().skip(1).map(|entry| entry.span.start).chain([directory]);
    let mut n_names = 0;
    for (entry, next) in listed.iter().zip(next) {
        let Some(header) = Header::read(input, entry.span.start, len)? else {
            continue;
        };
        if !are_alike(&entry.name, header.name()) {
            n_names += 1;
            if n_names > MOST_NAMES || !names(header.name(), directory, input)? {
                return Ok(true);
            }
        }
        if entry.is_belied(&header, next, input)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether headers of members stand before, between or behind the listed ones, where descriptors, padding, signatures
/// and the directory may stand.
pub(super) fn leave_members_out(listed: &[Listed], input: &mut dyn Input) -> std::io::Result<bool> {
    let len = input.seek(SeekFrom::End(0))?;
    let first = listed.first().map_or(len, |entry| entry.span.start);
    let mut end = 0;
    if salvage::holds_member(input, end..first.min(len))? {
        return Ok(true);
    }
    let next = listed.iter().skip(1).map(|entry| entry.span.start).chain([len]);
    for (Listed { span, .. }, next) in listed.iter().zip(next) {
        end = end.max(span.end);
        // Most members stand close together: nothing is read for them.
        if next.saturating_sub(end) <= HEADER {
            continue;
        }
        end = end.max(span.end.saturating_add(extra_len(input, span.start)?));
        if salvage::holds_member(input, end..next.min(len))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The length of a member's extra field: that in front of its data is another one than that in the directory.
fn extra_len(input: &mut dyn Input, at: u64) -> std::io::Result<u64> {
    let mut header = Vec::new();
    input.seek(SeekFrom::Start(at))?;
    input.take(HEADER).read_to_end(&mut header)?;
    let len = u16_at(&header, 28).filter(|_| header.starts_with(b"PK\x03\x04"));
    Ok(len.map_or(0, u64::from))
}
