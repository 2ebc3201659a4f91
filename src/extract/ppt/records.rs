//! Records of a presentation (\[MS-PPT\] 2.3.1): a head of eight bytes, then a body, which may hold records.

use crate::extract::bytes::{u16_at, u32_at};

/// Record types (\[MS-PPT\] 2.13.24).
pub(super) mod kind {
    pub const DOCUMENT: u16 = 0x03e8;
    pub const SLIDE: u16 = 0x03ee;
    pub const NOTES: u16 = 0x03f0;
    pub const SLIDE_PERSIST: u16 = 0x03f3;
    pub const MAIN_MASTER: u16 = 0x03f8;
    pub const TEXT_CHARS: u16 = 0x0fa0;
    pub const STYLE: u16 = 0x0fa1;
    pub const TEXT_BYTES: u16 = 0x0fa8;
    pub const STRING: u16 = 0x0fba;
    pub const HANDOUT: u16 = 0x0fc9;
    pub const HYPERLINK: u16 = 0x0fd7;
    pub const HEADERS_FOOTERS: u16 = 0x0fd9;
    pub const SLIDE_LIST: u16 = 0x0ff0;
    pub const USER_EDIT: u16 = 0x0ff5;
    pub const OBJECT_STORAGE: u16 = 0x1011;
    pub const PROGRAM_DATA: u16 = 0x138b;
    pub const PERSIST_DIRECTORY: u16 = 0x1772;
    pub const COMMENT: u16 = 0x2ee0;
    /// From here on they are of drawings.
    pub const DRAWINGS: u16 = 0xf000;
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

/// Lower numbers are no record's (\[MS-PPT\] 2.13.24).
const FIRST: u16 = 0x03e8;

/// Whether every record, and what it holds, ends where it says. What stands behind the last one, and what programs keep
/// of their own, may be anything.
pub(super) fn are_whole(stream: &[u8]) -> bool {
    let mut open = vec![stream];
    while let Some(mut rest) = open.pop() {
        while let Some(record) = Record::read(rest) {
            let len = u32_at(rest, 4).unwrap_or(0) as usize;
            let is_empty = len == 0 && record.holds_records && record.kind != kind::PROGRAM_DATA;
            // Only lists of drawings are ever empty: elsewhere a length is lost, and what it counted stands behind.
            if record.body.len() < len || record.kind < FIRST || is_empty && record.kind < kind::DRAWINGS {
                return false;
            }
            // Newer programs keep packages in what says that it holds records.
            let holds_others = record.kind == kind::PROGRAM_DATA || record.body.starts_with(b"PK\x03\x04");
            if record.holds_records && !holds_others && open.len() < MOST_DEEP {
                open.push(record.body);
            }
            rest = &rest[8 + len..];
        }
    }
    true
}

/// Records of texts wherever their heads stand, in whatever order: the way to them is lost.
pub(super) fn texts(stream: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(record) = stream.get(at..).and_then(Record::read) {
            let is_text = matches!(record.kind, kind::TEXT_CHARS | kind::TEXT_BYTES | kind::STRING);
            let len = u32_at(stream, at + 4).unwrap_or(0) as usize;
            if is_text
                && !record.holds_records
                && u16_at(stream, at).is_some_and(|head| head & 0xf == 0)
                && record.body.len() == len
            {
                at += 8 + len;
                return Some(record);
            }
            at += 1;
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(head: u16, kind: u16, body: &[u8]) -> Vec<u8> {
        let len = u32::try_from(body.len()).unwrap().to_le_bytes();
        [&head.to_le_bytes()[..], &kind.to_le_bytes(), &len, body].concat()
    }

    #[test]
    fn records_are_whole_while_they_end_where_they_say() {
        let inner = [record(0, kind::TEXT_BYTES, b"naam"), record(0, 0x0f9f, &[0; 4])].concat();
        let whole = [record(0xf, kind::SLIDE, &inner), record(0, kind::USER_EDIT, &[0; 28])].concat();
        assert!(are_whole(&whole) && are_whole(&[&whole[..], b"rest"].concat()) && are_whole(&[]));
        // What programs keep of their own.
        assert!(are_whole(&record(0, kind::PROGRAM_DATA, &[0; 40])));
        let spoil = |at: usize, bytes: &[u8]| {
            let mut spoilt = whole.clone();
            spoilt[at..at + bytes.len()].copy_from_slice(bytes);
            assert!(!are_whole(&spoilt), "{at}");
        };
        spoil(0, &[0; 8]);
        spoil(4, &[10]);
        spoil(4, &[0xff; 3]);
        spoil(12, &[200]);
        spoil(4, &[0; 4]);
        assert!(are_whole(&record(0xf, kind::DRAWINGS, &[])));
        spoil(8 + inner.len() + 4, &[200]);
        assert!(!are_whole(&whole[..whole.len() - 1]));
    }

    #[test]
    fn texts_are_found_without_the_records_around_them() {
        let stream = [
            &b"\xf0\xf1rommel"[..],
            &record(0, kind::TEXT_BYTES, b"naam"),
            &[7; 9],
            &record(0, kind::STRING, b"a\0b\0"),
        ];
        let found: Vec<_> = texts(&stream.concat()).map(|record| record.body.to_vec()).collect();
        assert_eq!(found, [&b"naam"[..], b"a\0b\0"]);
    }
}
