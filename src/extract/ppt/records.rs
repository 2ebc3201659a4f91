//! Records of a presentation (\[MS-PPT\] 2.3.1): a head of eight bytes, then a body, which may hold records.

use crate::extract::bytes::{u16_at, u32_at};

/// Record types (\[MS-PPT\] 2.13.24).
pub(super) mod kind {
    pub const SLIDE: u16 = 0x03ee;
    pub const NOTES: u16 = 0x03f0;
    pub const SLIDE_PERSIST: u16 = 0x03f3;
    pub const MAIN_MASTER: u16 = 0x03f8;
    pub const TEXT_CHARS: u16 = 0x0fa0;
    pub const STYLE: u16 = 0x0fa1;
    pub const TEXT_BYTES: u16 = 0x0fa8;
    pub const STRING: u16 = 0x0fba;
    pub const HYPERLINK: u16 = 0x0fd7;
    pub const HEADERS_FOOTERS: u16 = 0x0fd9;
    pub const SLIDE_LIST: u16 = 0x0ff0;
    pub const USER_EDIT: u16 = 0x0ff5;
    pub const OBJECT_STORAGE: u16 = 0x1011;
    pub const PROGRAM_DATA: u16 = 0x138b;
    pub const PERSIST_DIRECTORY: u16 = 0x1772;
    pub const COMMENT: u16 = 0x2ee0;
}

/// Records inside records; PowerPoint itself needs about ten.
const MOST_DEEP: usize = 64;

#[derive(Clone, Copy)]
pub(super) struct Record<'s> {
    pub kind: u16,
    pub instance: u16,
    pub body: &'s [u8],
    holds_records: bool,
}

impl<'s> Record<'s> {
    /// The record at the begin of some bytes; its body is cut where they end.
    pub fn read(bytes: &'s [u8]) -> Option<Self> {
        let head = u16_at(bytes, 0)?;
        let kind = u16_at(bytes, 2)?;
        let len = u32_at(bytes, 4)? as usize;
        let body = bytes.get(8..)?;
        Some(Self {
            kind,
            instance: head >> 4,
            body: &body[..len.min(body.len())],
            holds_records: head & 0xf == 0xf || kind == kind::PROGRAM_DATA,
        })
    }
}

/// Records in their order, each before those it holds.
pub(super) struct Walk<'s> {
    /// What is left of the records that are open.
    open: Vec<&'s [u8]>,
}

impl<'s> Walk<'s> {
    pub fn new(bytes: &'s [u8]) -> Self {
        Self { open: vec![bytes] }
    }
}

impl<'s> Iterator for Walk<'s> {
    /// How many records are around it, and the record.
    type Item = (usize, Record<'s>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let depth = self.open.len().checked_sub(1)?;
            let rest = self.open[depth];
            let Some(record) = Record::read(rest) else {
                self.open.pop();
                continue;
            };
            self.open[depth] = &rest[8 + record.body.len()..];
            if record.holds_records && depth < MOST_DEEP {
                self.open.push(record.body);
            }
            return Some((depth, record));
        }
    }
}
