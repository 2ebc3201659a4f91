//! dBase and FoxPro tables (dbf): every record, deleted ones too, as they are still in the file. Their long texts stand
//! in a file of their own beside the table.

mod memo;
mod value;

use std::io::Read;

use super::codepage::CodePage;
use super::rows::Rows;
use super::{Error, Extract, Format, Head, Reason, Sink};
pub(super) use memo::FORMAT as MEMO;
use value::{Kind, value};

pub(super) static FORMAT: Format = Format {
    name: "dbf",
    extensions: &["dbf"],
    recognise,
    extract: Extract::Stream(extract),
};

const HEADER: usize = 32;
const FIELD: usize = 32;
/// Since dBase 7 header and fields are longer.
const LONG_HEADER: usize = 68;
const LONG_FIELD: usize = 48;
const ENDS_FIELDS: u8 = 0x0d;
/// Before a record that was deleted; a space stands before others.
const DELETED: u8 = b'*';

fn recognise(head: &Head<'_>) -> bool {
    let &[version, _, month, day, ..] = head.bytes else {
        return false;
    };
    let known = matches!(
        version,
        0x02 | 0x03 | 0x04 | 0x30..=0x32 | 0x43 | 0x63 | 0x7b | 0x83 | 0x8b | 0x8c | 0x8e | 0xcb | 0xe5 | 0xf5 | 0xfb
    );
    let reserved = head.bytes.get(12..28).is_some_and(|bytes| bytes == [0; 16]);
    known && (1..=12).contains(&month) && (1..=31).contains(&day) && (head.extension == "dbf" || reserved)
}

struct Field {
    name: String,
    kind: Kind,
    len: usize,
}

fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut header = [0; HEADER];
    input.read_exact(&mut header)?;
    let header_len = usize::from(u16::from_le_bytes([header[8], header[9]]));
    let fields = match header[0] & 7 {
        4 => long_fields(input, header_len)?,
        _ => fields(input, header_len, header[0])?,
    };
    let record_len = usize::from(u16::from_le_bytes([header[10], header[11]]));
    if record_len < 1 + fields.iter().map(|field| field.len).sum::<usize>() {
        return Err(Error::damaged("records shorter than their fields"));
    }
    let names: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
    let mut rows = Rows::new("table", &names, sink);
    let mut record = vec![0; record_len];
    let n_records = u32::from_le_bytes([header[4], header[5], header[6], header[7]]);
    let mut page = page(header[29]);
    for n in 0_u64.. {
        if n < n_records.into() {
            input.read_exact(&mut record)?;
        } else if next(input, &mut record)? {
            sink.gap(Reason::Damaged, "more records than its header says");
        } else {
            break;
        }
        sink.tick();
        // Some programs write a zero for the space before it; the values behind that are filled up with spaces.
        if record.iter().all(|&byte| byte == 0) {
            sink.gap(Reason::Damaged, "records that are not whole");
        }
        // The first letters with accents tell.
        if page.is_none() && !record.is_ascii() {
            page = Some(guess(&record));
        }
        let page = page.unwrap_or_default();
        rows.begin_row();
        let mut rest = &record[1..];
        for field in &fields {
            let (bytes, behind) = rest.split_at(field.len);
            rest = behind;
            rows.value(&value(field.kind, bytes, page), sink);
        }
    }
    Ok(())
}

/// Reads what stands behind the last record that the header counts, and says whether it is one more: programs mark the
/// end of the records, or fill the file up.
fn next(input: &mut dyn Read, record: &mut Vec<u8>) -> Result<bool, Error> {
    let len = record.len();
    record.clear();
    input.take(len as u64).read_to_end(record)?;
    let is_filling = record.iter().all(|byte| byte.is_ascii_whitespace());
    Ok(record.len() == len && matches!(record[0], b' ' | DELETED) && !is_filling)
}

/// The descriptions of the fields, up to the end of the header.
fn fields(input: &mut dyn Read, header_len: usize, version: u8) -> Result<Vec<Field>, Error> {
    described(input, header_len, HEADER, FIELD, |field| {
        let (kind, len, decimals) = (field[11], usize::from(field[16]), usize::from(field[17]));
        Field {
            name: name(&field[..11]),
            kind: Kind::of(kind, version),
            // Long texts use the place of the decimals for the high byte.
            len: if kind == b'C' { len | decimals << 8 } else { len },
        }
    })
}

/// Those of dBase 7.
fn long_fields(input: &mut dyn Read, header_len: usize) -> Result<Vec<Field>, Error> {
    described(input, header_len, LONG_HEADER, LONG_FIELD, |field| Field {
        name: name(&field[..32]),
        kind: Kind::of_dbase_7(field[32]),
        len: usize::from(field[33]),
    })
}

/// The fields that a header of `header_len` bytes describes; `begin` is where, `len` how long a description is.
fn described(
    input: &mut dyn Read,
    header_len: usize,
    begin: usize,
    len: usize,
    field: impl Fn(&[u8]) -> Field,
) -> Result<Vec<Field>, Error> {
    let mut bytes = vec![0; header_len.saturating_sub(HEADER)];
    input.read_exact(&mut bytes)?;
    let bytes = bytes.get(begin - HEADER..).unwrap_or_default();
    let fields = bytes.chunks_exact(len).take_while(|field| field[0] != ENDS_FIELDS);
    Ok(fields.map(field).collect())
}

fn name(bytes: &[u8]) -> String {
    let name = bytes.split(|&byte| byte == 0).next().unwrap_or_default();
    String::from_utf8_lossy(name).into_owned()
}

/// The code page by the number of the language driver; none where it is not told.
fn page(driver: u8) -> Option<CodePage> {
    let number = match driver {
        0x01 | 0x09 | 0x0b | 0x0d | 0x0f | 0x11 | 0x15 | 0x18 | 0x19 | 0x1b => 437,
        0x02 | 0x0a | 0x0e | 0x10 | 0x12 | 0x14 | 0x16 | 0x1a | 0x1d | 0x25 | 0x37 => 850,
        0x03 | 0x57..=0x59 => 1252,
        0x04 => 10000,
        0x08 | 0x17 | 0x66 => 865,
        0x13 | 0x7b => 932,
        0x1f | 0x22 | 0x23 | 0x40 | 0x64 | 0x87 => 852,
        0x24 => 860,
        0x1c | 0x6c => 863,
        0x26 | 0x65 => 866,
        0x4d | 0x7a => 936,
        0x4e | 0x79 => 949,
        0x4f | 0x78 => 950,
        0x50 | 0x7c => 874,
        0x6a => 737,
        0x6b => 857,
        0xc8 => 1250,
        0xc9 => 1251,
        0xca => 1254,
        0xcb => 1253,
        0xcc => 1257,
        _ => return None,
    };
    Some(CodePage::of(number))
}

/// Some programs write UTF-8. Letters with accents stand at 0x80 to 0xa7 in the pages of DOS, from 0xc0 on in those of
/// Windows.
fn guess(record: &[u8]) -> CodePage {
    const UTF_8: u16 = 65001;
    if str::from_utf8(record).is_ok() {
        return CodePage::of(UTF_8);
    }
    let n = |range: std::ops::RangeInclusive<u8>| record.iter().filter(|byte| range.contains(byte)).count();
    CodePage::of(if n(0x80..=0xa7) > n(0xc0..=0xff) { 850 } else { 1252 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letters_with_accents_tell_the_code_page() {
        let decoded = |bytes: &[u8]| guess(bytes).decode(bytes).into_owned();
        assert_eq!(decoded("Céline".as_bytes()), "Céline");
        assert_eq!(decoded(b"C\xe9line"), "Céline");
        assert_eq!(decoded(b"C\x82line"), "Céline");
    }
}
