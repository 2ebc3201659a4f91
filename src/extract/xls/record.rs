//! The records of a BIFF stream and the fields in them (\[MS-XLS\] 2.1.4, 2.5.293; OpenOffice's "Excel File Format").

use std::ops::Range;

use super::proof::{LOST, is_record, length_of_kind, next_records};
use crate::extract::bytes::{u16_at, utf16};
use crate::extract::codepage::CodePage;

/// Begins of parts: of Excel 2, 3, 4, and from 5 on.
pub(super) const BEGIN: [u16; 4] = [0x0009, 0x0209, 0x0409, 0x0809];
/// Goes on with the record before it.
pub(super) const CONTINUE: u16 = 0x3c;

/// A record with those that go on with it.
pub(super) struct Record<'d> {
    pub kind: u16,
    /// Where it stands in the stream.
    pub at: usize,
    /// Whether others before it are lost, or its own length is spoilt.
    pub is_behind_lost: bool,
    first: &'d [u8],
    rest: Vec<&'d [u8]>,
}

/// The records of a stream; a cut one is the last.
pub(super) struct Records<'d> {
    stream: &'d [u8],
    at: usize,
}

/// Where the body is of the record that stands at `at`.
pub(super) fn body_at(stream: &[u8], at: usize) -> Option<Range<usize>> {
    let len = usize::from(u16_at(stream, at + 2)?);
    Some(at + 4..(at + 4 + len).min(stream.len()))
}

impl<'d> Records<'d> {
    pub fn new(stream: &'d [u8]) -> Self {
        Self::from(stream, 0)
    }

    /// Those that stand from `at` on.
    pub fn from(stream: &'d [u8], at: usize) -> Self {
        Self { stream, at }
    }

    fn body(&mut self) -> Option<&'d [u8]> {
        let body = body_at(self.stream, self.at)?;
        self.at = body.end;
        Some(&self.stream[body])
    }
}

impl<'d> Iterator for Records<'d> {
    type Item = Record<'d>;

    fn next(&mut self) -> Option<Record<'d>> {
        // Zeros stand between records, behind the last one, and where the file was cut.
        let zeros = self.stream.get(self.at..)?.iter().position(|&byte| byte != 0)?;
        let mut is_behind_lost = zeros >= LOST;
        let (mut from, before) = (self.at + zeros - usize::from(is_behind_lost), self.at);
        self.at += zeros / 4 * 4;
        if !is_behind_lost && !is_record(self.stream, self.at) && self.at + 4 <= self.stream.len() {
            (is_behind_lost, from) = (true, before);
        }
        if is_behind_lost && let Some(at) = next_records(self.stream, from) {
            self.at = at;
        }
        let at = self.at;
        let kind = u16_at(self.stream, at)?;
        let first = match length_of_kind(self.stream, at) {
            Some(len) => {
                is_behind_lost = true;
                self.at = at + 4 + len;
                &self.stream[at + 4..self.at]
            }
            None => self.body()?,
        };
        let mut rest = Vec::new();
        while u16_at(self.stream, self.at) == Some(CONTINUE) {
            let Some(body) = self.body() else { break };
            rest.push(body);
        }
        Some(Record {
            kind,
            at,
            is_behind_lost,
            first,
            rest,
        })
    }
}

impl<'d> Record<'d> {
    /// All of it, without where it was cut.
    pub fn bytes(&self) -> Vec<u8> {
        [&[self.first][..], &self.rest].concat().concat()
    }

    /// As far as no other record goes on with it.
    pub fn first(&self) -> &'d [u8] {
        self.first
    }

    pub fn fields(&self) -> Fields<'_, 'd> {
        Fields {
            record: self,
            part: 0,
            at: 0,
        }
    }

    fn part(&self, n: usize) -> Option<&'d [u8]> {
        match n.checked_sub(1) {
            None => Some(self.first),
            Some(n) => self.rest.get(n).copied(),
        }
    }
}

/// The fields of a record, one after the other; none where it is cut.
#[derive(Clone)]
pub(super) struct Fields<'r, 'd> {
    record: &'r Record<'d>,
    part: usize,
    at: usize,
}

impl Fields<'_, '_> {
    pub fn u8(&mut self) -> Option<u8> {
        loop {
            if let Some(&byte) = self.record.part(self.part)?.get(self.at) {
                self.at += 1;
                return Some(byte);
            }
            (self.part, self.at) = (self.part + 1, 0);
        }
    }

    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let mut bytes = [0; N];
        for byte in &mut bytes {
            *byte = self.u8()?;
        }
        Some(bytes)
    }

    pub fn u16(&mut self) -> Option<u16> {
        self.bytes().map(u16::from_le_bytes)
    }

    pub fn u32(&mut self) -> Option<u32> {
        self.bytes().map(u32::from_le_bytes)
    }

    pub fn f64(&mut self) -> Option<f64> {
        self.bytes().map(f64::from_le_bytes)
    }

    pub fn skip(&mut self, mut n: usize) -> Option<()> {
        loop {
            let left = self.record.part(self.part)?.len() - self.at;
            if n <= left {
                self.at += n;
                return Some(());
            }
            n -= left;
            (self.part, self.at) = (self.part + 1, 0);
        }
    }

    /// Whether nothing is left of the record.
    pub fn is_end(&self) -> bool {
        self.clone().u8().is_none()
    }

    /// What is left of the record, up to where other fields stand.
    pub fn bytes_until(&self, until: Option<&Self>) -> Vec<u8> {
        let mut fields = self.clone();
        let is_there = |fields: &Self| until.is_some_and(|until| (fields.part, fields.at) == (until.part, until.at));
        std::iter::from_fn(|| if is_there(&fields) { None } else { fields.u8() }).collect()
    }

    /// Bytes left in this part of the record.
    pub fn left(&self) -> usize {
        self.record.part(self.part).map_or(0, |part| part.len() - self.at)
    }

    /// Characters of a string of BIFF8. Each part that goes on with it says anew whether its characters have two bytes.
    pub fn chars(&mut self, n: usize, mut wide: bool, out: &mut String) -> Option<()> {
        let mut left = n;
        loop {
            let part = self.record.part(self.part)?;
            let size = 1 + usize::from(wide);
            let here = ((part.len() - self.at) / size).min(left);
            let bytes = &part[self.at..self.at + here * size];
            match wide {
                true => out.push_str(&utf16(bytes)),
                false => out.extend(bytes.iter().map(|&byte| char::from(byte))),
            }
            self.at += bytes.len();
            left -= here;
            if left == 0 {
                return Some(());
            }
            (self.part, self.at) = (self.part + 1, 0);
            wide = self.u8()? & 1 != 0;
        }
    }

    /// A string of BIFF8 whose length was read.
    pub fn unicode(&mut self, n: usize) -> Option<String> {
        self.unicode_with_runs(n).map(|(text, _)| text)
    }

    /// With its runs of fonts, which stand behind it as its pronunciation does: from which character on which font is its.
    pub fn unicode_with_runs(&mut self, n: usize) -> Option<(String, Vec<(u16, u16)>)> {
        let flags = self.u8()?;
        let runs = if flags & 8 != 0 { self.u16()? } else { 0 };
        let more = if flags & 4 != 0 { self.u32()? } else { 0 };
        let mut text = String::new();
        self.chars(n, flags & 1 != 0, &mut text)?;
        // What only belongs to the last string of a cut record is not missed.
        let runs = (0..runs).map_while(|_| self.u16().zip(self.u16())).collect();
        let _ = self.skip(more as usize);
        Some((text, runs))
    }

    /// A string of earlier versions.
    pub fn narrow(&mut self, n: usize, page: CodePage) -> Option<String> {
        let mut bytes = Vec::with_capacity(n.min(self.left()));
        for _ in 0..n {
            bytes.push(self.u8()?);
        }
        Some(page.decode(&bytes).into_owned())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A record as it stands in a stream.
    pub(in crate::extract::xls) fn bytes(kind: u16, body: &[u8]) -> Vec<u8> {
        let len = u16::try_from(body.len()).unwrap();
        [&kind.to_le_bytes(), &len.to_le_bytes(), body].concat()
    }

    #[test]
    fn a_string_goes_on_in_the_next_record_with_another_width() {
        let stream = [bytes(0xfc, b"\x06\0\0abc"), bytes(CONTINUE, b"\x01d\0e\0f\0\x07")].concat();
        let record = Records::new(&stream).next().unwrap();
        let mut fields = record.fields();
        let n = usize::from(fields.u16().unwrap());
        assert_eq!(fields.unicode(n).as_deref(), Some("abcdef"));
        assert_eq!(fields.u8(), Some(7));
        assert_eq!(fields.u8(), None);
    }

    #[test]
    fn runs_of_fonts_are_passed_over() {
        let stream = bytes(0xfc, b"\x02\0\x08\x01\0hi\0\0\0\0\x07");
        let record = Records::new(&stream).next().unwrap();
        let mut fields = record.fields();
        fields.skip(2).unwrap();
        assert_eq!(fields.unicode(2).as_deref(), Some("hi"));
        assert_eq!(fields.u8(), Some(7));
    }

    #[test]
    fn zeros_are_passed_over() {
        let stream = [bytes(0, b""), bytes(0, b""), bytes(0x204, b"text"), vec![0; 99]].concat();
        let records: Vec<_> = Records::new(&stream).map(|record| (record.kind, record.at)).collect();
        assert_eq!(records, [(0x204, 8)]);
    }

    #[test]
    fn records_go_on_behind_zeros_that_others_are_lost_in() {
        let row = bytes(0x208, &[7; 16]);
        let text = bytes(0x204, b"text");
        let torn = |between: &[u8]| [&text, between, &row, &text, &bytes(0x0a, b"")].concat();
        #[track_caller]
        fn check(stream: &[u8], expected: &[(u16, bool)]) {
            let records = Records::new(stream).map(|record| (record.kind, record.is_behind_lost));
            assert_eq!(records.collect::<Vec<_>>(), expected);
        }
        let whole = [(0x204, false), (0x208, false), (0x204, false), (0x0a, false)];
        let lost = [(0x204, false), (0x208, true), (0x204, false), (0x0a, false)];
        check(&torn(&[]), &whole);
        check(&torn(&[0; 12]), &whole);
        let size = [whole[0], (0, false), whole[1], whole[2], whole[3]];
        check(&torn(&bytes(0, &[0, 0, 9, 0, 0, 0, 3, 0, 0, 0])), &size);
        // Where the last of those that are lost ends is not known; nor where a length leads that none has.
        check(&torn(&[&[0; 40][..], b"rest of a text"].concat()), &lost);
        check(&torn(b"\x04\x02\xff\xffany text"), &lost);
    }

    #[test]
    fn a_cut_record_is_the_last() {
        let mut stream = bytes(0x204, b"whole");
        stream.extend(b"\x04\x02\xff\x7fcut");
        let records: Vec<_> = Records::new(&stream).map(|record| record.fields().left()).collect();
        assert_eq!(records, [5, 3]);
        // Cut within the head of one that goes on with it.
        let mut stream = bytes(0x204, b"whole");
        stream.extend(b"\x3c\0\x09");
        assert_eq!(Records::new(&stream).count(), 1);
    }
}
