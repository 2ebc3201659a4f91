//! A zip archive without its directory: the headers in front of the members are looked for, and a directory is made of
//! them. What is read is the archive as it is, with that directory behind it.

use std::collections::HashSet;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;

use super::super::Input;
use crate::extract::bytes::{u16_at, u32_at};

/// As many members as a directory without 64-bit records can name.
const MOST: usize = 60_000;
const BLOCK: usize = 256 << 10;
/// A header without its name.
const HEADER: usize = 30;
const LONGEST_NAME: usize = 1024;
/// Signature, checksum and sizes behind a member that was written before its size was known.
const DESCRIPTOR: u64 = 16;
/// Said by bit 3 of the flags.
const SIZES_BEHIND: u16 = 1 << 3;

/// The archive with a directory of its own.
pub(in crate::extract) struct Archive<'i> {
    inner: &'i mut dyn Input,
    /// Of the first member, in the file.
    start: u64,
    /// Of the archive, without the directory.
    len: u64,
    directory: Vec<u8>,
    names: Vec<Vec<u8>>,
    /// Where the first member begins whose name another one has.
    repeated: Option<u64>,
    at: u64,
}

/// What office packages list their types in. Some programs write it last, where a cut takes it first; what remains is
/// still the document that its folders show it to be.
const TYPES: &str = "[Content_Types].xml";

/// A member as its own header tells of it.
pub(in crate::extract) struct Member {
    /// The header, its name and extra field left out.
    header: [u8; HEADER],
    name: Vec<u8>,
    at: u64,
    data: u64,
    /// None when it stands behind the data.
    packed: Option<u64>,
    /// Checksum, packed and unpacked size, once they are settled.
    sizes: [u32; 3],
}

impl<'i> Archive<'i> {
    /// None when no header is found.
    pub(in crate::extract) fn find(inner: &'i mut dyn Input) -> std::io::Result<Option<Self>> {
        let end = inner.seek(SeekFrom::End(0))?;
        let places = signatures(inner, &(0..end))?;
        let mut members: Vec<Member> = Vec::new();
        let mut behind = 0;
        for place in places {
            // Inside the member before, an archive may be stored.
            if place < behind || members.len() >= MOST {
                continue;
            }
            let Some(member) = Member::read(inner, place, end)? else {
                continue;
            };
            behind = member
                .packed
                .map_or(member.data, |packed| member.data.saturating_add(packed));
            members.push(member);
        }
        let Some(start) = members.first().map(|first| first.at) else {
            return Ok(None);
        };
        let end = settle(inner, &mut members, end)?;
        let (directory, repeated) = directory(&members, start, end);
        let len = end - start;
        Ok(Some(Self {
            names: members.into_iter().map(|member| member.name).collect(),
            repeated,
            inner,
            start,
            len,
            directory,
            at: 0,
        }))
    }

    /// A whole one of so many bytes, with another directory than its own.
    pub(in crate::extract) fn with_directory(inner: &'i mut dyn Input, len: u64, directory: Vec<u8>) -> Self {
        Self {
            inner,
            start: 0,
            len,
            directory,
            names: Vec::new(),
            repeated: None,
            at: 0,
        }
    }

    /// Where the first member begins in the file.
    pub(in crate::extract) fn start(&self) -> u64 {
        self.start
    }

    pub(in crate::extract) fn n_members(&self) -> usize {
        self.names.len()
    }

    /// Where another archive may begin behind the first: one has no name twice.
    pub(in crate::extract) fn repeated(&self) -> Option<u64> {
        self.repeated
    }

    /// Names for [`crate::extract::identify`].
    pub(in crate::extract) fn members(&self) -> Vec<String> {
        let names = self.names.iter().map(|name| String::from_utf8_lossy(name).into_owned());
        names.chain([TYPES.to_owned()]).collect()
    }
}

/// Whether the header of a member begins in some part of a file.
pub(in crate::extract) fn holds_member(input: &mut dyn Input, within: Range<u64>) -> std::io::Result<bool> {
    if within.end.saturating_sub(within.start) <= HEADER as u64 {
        return Ok(false);
    }
    let end = input.seek(SeekFrom::End(0))?;
    for place in signatures(input, &within)? {
        if Member::read(input, place, end)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Where headers may begin.
fn signatures(input: &mut dyn Input, within: &Range<u64>) -> std::io::Result<Vec<u64>> {
    input.seek(SeekFrom::Start(within.start))?;
    let mut input = input.take(within.end - within.start);
    let mut places = Vec::new();
    let mut block = Vec::new();
    let mut at = within.start;
    loop {
        let n = input.by_ref().take(BLOCK as u64).read_to_end(&mut block)?;
        for found in memchr::memmem::find_iter(&block, b"PK\x03\x04") {
            places.push(at + found as u64);
        }
        // A signature may stand across two blocks.
        let keep = block.len().min(3);
        at += (block.len() - keep) as u64;
        block.drain(..block.len() - keep);
        if n == 0 || places.len() > 4 * MOST {
            return Ok(places);
        }
    }
}

impl Member {
    pub(in crate::extract) fn name(&self) -> &[u8] {
        &self.name
    }

    pub(in crate::extract) fn method(&self) -> u16 {
        u16_at(&self.header, 8).unwrap_or(0)
    }

    /// Where what is packed begins.
    pub(in crate::extract) fn data(&self) -> u64 {
        self.data
    }

    /// How long that is, unless it stands behind it.
    pub(in crate::extract) fn packed(&self) -> Option<u64> {
        self.packed
    }

    /// None where no header stands there. `end`: of the file.
    pub(in crate::extract) fn read(input: &mut dyn Input, at: u64, end: u64) -> std::io::Result<Option<Self>> {
        input.seek(SeekFrom::Start(at))?;
        let mut header = [0; HEADER];
        match input.read_exact(&mut header) {
            Err(err) if err.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
            read => read?,
        }
        let word = |at| u16_at(&header, at).unwrap_or(0);
        let (flags, method) = (word(6), word(8));
        let (name_len, extra_len) = (usize::from(word(26)), usize::from(word(28)));
        let mut name = Vec::with_capacity(name_len.min(LONGEST_NAME));
        if name_len <= LONGEST_NAME {
            input.take(name_len as u64).read_to_end(&mut name)?;
        }
        if name.len() < name_len {
            name.clear();
        }
        let data = at + (HEADER + name_len + extra_len) as u64;
        let is_header = word(4) & 0xff <= 63 && method <= 99 && !name.is_empty() && !name.contains(&0) && data <= end;
        let packed = u64::from(u32_at(&header, 18).unwrap_or(0));
        let is_known = packed != u64::from(u32::MAX) && (flags & SIZES_BEHIND == 0 || packed > 0);
        Ok(is_header.then_some(Self {
            header,
            name,
            at,
            data,
            packed: is_known.then(|| packed.min(end.saturating_sub(data))),
            sizes: [0; 3],
        }))
    }

    /// Checksum and sizes of a member; what stands behind it, begins at `next`.
    fn sizes(&self, input: &mut dyn Input, next: u64) -> std::io::Result<[u32; 3]> {
        let long = |at| u32_at(&self.header, at).unwrap_or(0);
        if let Some(packed) = self.packed {
            return Ok([long(14), short(packed), long(22)]);
        }
        if let Some(described) = self.described(input, next)? {
            return Ok(described);
        }
        // A directory stands between the last member of an archive and the next archive.
        let next = first_entry(input, self.data, next)?;
        if let Some(described) = self.described(input, next)? {
            return Ok(described);
        }
        // Cut: what is packed ends with the file, or an unpacker stops by itself.
        let packed = short(next.saturating_sub(self.data));
        Ok([0, packed, packed])
    }

    /// As the descriptor says that ends at `next`, if one does.
    pub(in crate::extract) fn described(&self, input: &mut dyn Input, next: u64) -> std::io::Result<Option<[u32; 3]>> {
        let behind = next.saturating_sub(DESCRIPTOR);
        if behind < self.data {
            return Ok(None);
        }
        let mut descriptor = [0; DESCRIPTOR as usize];
        input.seek(SeekFrom::Start(behind))?;
        input.read_exact(&mut descriptor)?;
        let long = |at| u32_at(&descriptor, at).unwrap_or(0);
        let is_whole = descriptor.starts_with(b"PK\x07\x08") && u64::from(long(8)) == behind - self.data;
        Ok(is_whole.then(|| [long(4), long(8), long(12)]))
    }
}

fn short(len: u64) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX - 1)
}

/// Settles the sizes of all members; says where the last one ends.
fn settle(input: &mut dyn Input, members: &mut [Member], end: u64) -> std::io::Result<u64> {
    let mut ends = end;
    for nth in 0..members.len() {
        let next = members.get(nth + 1).map_or(end, |next| next.at);
        members[nth].sizes = members[nth].sizes(input, next)?;
        ends = members[nth].data + u64::from(members[nth].sizes[1]);
    }
    Ok(ends.min(end))
}

/// A directory of the members, and where the first one begins that has the name of another.
fn directory(members: &[Member], start: u64, end: u64) -> (Vec<u8>, Option<u64>) {
    let mut bytes = Vec::new();
    let mut n: u16 = 0;
    let (mut names, mut repeated) = (HashSet::new(), None);
    for member in members {
        let Ok(offset) = u32::try_from(member.at - start) else {
            break;
        };
        // The reader keeps one member of each name; those of archives that were joined may share names.
        let mut name = member.name.clone();
        if names.contains(&name) {
            repeated = repeated.or(Some(member.at));
            name.splice(..0, format!("{}/", n + 1).bytes());
        }
        let flags = u16_at(&member.header, 6).unwrap_or(0) & !SIZES_BEHIND;
        bytes.extend(b"PK\x01\x02\x3f\0");
        bytes.extend_from_slice(&member.header[4..6]);
        bytes.extend(flags.to_le_bytes());
        bytes.extend_from_slice(&member.header[8..14]);
        for number in member.sizes {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(u16::try_from(name.len()).unwrap_or(0).to_le_bytes());
        bytes.extend([0; 12]);
        bytes.extend(offset.to_le_bytes());
        bytes.extend_from_slice(&name);
        names.insert(name);
        n += 1;
    }
    let (len, at) = (bytes.len(), end - start);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(n.to_le_bytes());
    bytes.extend(n.to_le_bytes());
    bytes.extend(u32::try_from(len).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend(u32::try_from(at).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend([0; 2]);
    (bytes, repeated)
}

/// Where the old directory begins, if a part of it is left.
fn first_entry(input: &mut dyn Input, from: u64, end: u64) -> std::io::Result<u64> {
    input.seek(SeekFrom::Start(from))?;
    let mut input = input.take(end.saturating_sub(from));
    let mut block = Vec::new();
    let mut at = from;
    loop {
        let n = input.by_ref().take(BLOCK as u64).read_to_end(&mut block)?;
        if let Some(found) = memchr::memmem::find(&block, b"PK\x01\x02") {
            return Ok(at + found as u64);
        }
        if n == 0 {
            return Ok(end);
        }
        let keep = block.len().min(3);
        at += (block.len() - keep) as u64;
        block.drain(..block.len() - keep);
    }
}

impl Read for Archive<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let n = if self.at < self.len {
            let room = usize::try_from(self.len - self.at).unwrap_or(usize::MAX).min(buf.len());
            self.inner.seek(SeekFrom::Start(self.start + self.at))?;
            self.inner.read(&mut buf[..room])?
        } else {
            let at = usize::try_from(self.at - self.len).unwrap_or(usize::MAX);
            self.directory.get(at..).unwrap_or_default().read(buf)?
        };
        self.at += n as u64;
        Ok(n)
    }
}

impl Seek for Archive<'_> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let end = self.len + self.directory.len() as u64;
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => end.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(std::io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
