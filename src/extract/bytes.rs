//! Numbers and texts at a place of a record, little-endian where nothing else is said; none where it is cut.

use std::io::Read;

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// Big-endian.
pub(super) fn be_u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// Big-endian.
pub(super) fn be_u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// A number of up to eight bytes.
pub(super) fn number(bytes: &[u8], at: usize, len: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(len)?)?;
    Some(
        bytes
            .iter()
            .rev()
            .fold(0, |number, &byte| number << 8 | u64::from(byte)),
    )
}

/// A big-endian number of up to eight bytes.
pub(super) fn be_number(bytes: &[u8], at: usize, len: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(len)?)?;
    Some(bytes.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)))
}

/// The day of a time in 100 ns since 1601 (\[MS-DTYP\] 2.3.3); none where it was not written.
pub(super) fn filetime(bytes: &[u8]) -> Option<jiff::civil::Date> {
    let ticks = u64::from_le_bytes(*bytes.first_chunk()?);
    let days = i64::try_from(ticks / (10_000_000 * 86_400)).ok()?;
    let day = jiff::civil::date(1601, 1, 1)
        .checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()?;
    (ticks > 0).then_some(day)
}

/// Fills as much of a block as there are bytes for; says how much.
pub(super) fn fill(input: &mut dyn Read, block: &mut [u8]) -> std::io::Result<usize> {
    let mut n = 0;
    while n < block.len() {
        match input.read(&mut block[n..])? {
            0 => break,
            more => n += more,
        }
    }
    Ok(n)
}

/// UTF-16, little-endian.
pub(super) fn utf16(bytes: &[u8]) -> String {
    encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
}
