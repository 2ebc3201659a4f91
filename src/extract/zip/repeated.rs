//! An archive whose directory lists several members of one name, as a program does that puts a newer version behind the
//! older one: the library keeps one of each name, so that the others are given names of their own.

use std::collections::HashSet;
use std::io::{Read as _, SeekFrom};
use std::ops::Range;

use zip::ZipArchive;

use crate::extract::Input;
use crate::extract::bytes::{u16_at, u32_at};
use crate::extract::salvage::Archive;

/// An entry of the directory without its name.
const ENTRY: usize = 46;
/// A larger directory is not read a second time.
const LARGEST: u64 = 16 << 20;

/// Where a directory stands, and what the offsets in it are counted from.
pub(super) struct Directory {
    at: u64,
    begin: u64,
    comment: Vec<u8>,
}

/// One entry of it as it is written.
pub(super) struct Entry {
    bytes: Vec<u8>,
    pub name: Vec<u8>,
    /// Of the header in front of the member.
    pub start: u64,
    pub method: u16,
    pub packed: u64,
    pub unpacked: u64,
}

impl Directory {
    pub fn of(archive: &ZipArchive<&mut dyn Input>) -> Self {
        Self {
            at: archive.central_directory_start(),
            begin: archive.offset(),
            comment: archive.comment().to_vec(),
        }
    }

    /// All entries; none where one cannot be told by its short record alone.
    pub fn entries(&self, input: &mut dyn Input) -> std::io::Result<Vec<Entry>> {
        let mut bytes = Vec::new();
        input.seek(SeekFrom::Start(self.at))?;
        input.take(LARGEST).read_to_end(&mut bytes)?;
        let mut entries = Vec::new();
        let mut rest = &bytes[..];
        while rest.starts_with(b"PK\x01\x02") {
            let Some((entry, len)) = Entry::read(rest, self.begin) else {
                return Ok(Vec::new());
            };
            entries.push(entry);
            rest = &rest[len..];
        }
        Ok(entries)
    }

    /// The archive with a directory in which no name stands twice; none where that is not known.
    pub fn apart<'i>(&self, input: &'i mut dyn Input) -> std::io::Result<Option<Archive<'i>>> {
        let entries = self.entries(input)?;
        let Ok(n) = u16::try_from(entries.len()) else {
            return Ok(None);
        };
        let Ok(at) = u32::try_from(self.at - self.begin) else {
            return Ok(None);
        };
        let (mut names, mut directory) = (HashSet::new(), Vec::new());
        for (nth, mut entry) in (1..).zip(entries) {
            while !names.insert(entry.name.clone()) {
                entry.rename(&format!("{nth}/"));
            }
            directory.extend(entry.bytes);
        }
        let len = u32::try_from(directory.len()).unwrap_or(u32::MAX);
        directory.extend(b"PK\x05\x06\0\0\0\0");
        directory.extend([n.to_le_bytes(), n.to_le_bytes()].concat());
        directory.extend([len.to_le_bytes(), at.to_le_bytes()].concat());
        directory.extend(u16::try_from(self.comment.len()).unwrap_or(0).to_le_bytes());
        directory.extend(&self.comment);
        Ok((n > 0).then(|| Archive::with_directory(input, self.at, directory)))
    }
}

impl Entry {
    /// The first entry of these bytes, and its length.
    fn read(bytes: &[u8], begin: u64) -> Option<(Self, usize)> {
        let long = |at| u32_at(bytes, at).filter(|&number| number != u32::MAX).map(u64::from);
        let name = ENTRY..ENTRY + usize::from(u16_at(bytes, 28)?);
        let len = name.end + usize::from(u16_at(bytes, 30)?) + usize::from(u16_at(bytes, 32)?);
        let entry = Self {
            name: bytes.get(name)?.to_vec(),
            start: begin + long(42)?,
            method: u16_at(bytes, 10)?,
            packed: long(20)?,
            unpacked: long(24)?,
            bytes: bytes.get(..len)?.to_vec(),
        };
        Some((entry, len))
    }

    fn rename(&mut self, before: &str) {
        self.name.splice(..0, before.bytes());
        self.bytes.splice(ENTRY..ENTRY, before.bytes());
        let len = u16::try_from(self.name.len()).unwrap_or(u16::MAX);
        self.bytes[28..30].copy_from_slice(&len.to_le_bytes());
    }

    pub fn span(&self, header: u64) -> Range<u64> {
        let len = header + self.name.len() as u64;
        self.start..self.start.saturating_add(len).saturating_add(self.packed)
    }
}
