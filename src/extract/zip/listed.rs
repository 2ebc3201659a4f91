//! Accounts for the bytes of an archive: whether members stand where its directory lists none. The directory may be
//! that of an archive stored in a cut one, be the last of several, or leave members out: what it does not list would be
//! lost without a word.

use std::io::{Read as _, SeekFrom};
use std::ops::Range;

use zip::ZipArchive;

use crate::extract::bytes::u16_at;
use crate::extract::{Input, salvage};

/// A member's header without its name.
const HEADER: u64 = 30;

/// Where the listed members are, by what the directory tells of them, in their order.
pub(super) fn spans(archive: &ZipArchive<&mut dyn Input>) -> Vec<Range<u64>> {
    let entries = (0..archive.len()).filter_map(|at| archive.by_index_data(at).ok());
    let mut spans: Vec<_> = entries
        .map(|entry| {
            let len = HEADER + entry.name_raw().len() as u64;
            let start = entry.header_start();
            start..start.saturating_add(len).saturating_add(entry.compressed_size())
        })
        .collect();
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    spans
}

/// Whether headers of members stand before, between or behind the listed ones, where descriptors, padding, signatures
/// and the directory may stand.
pub(super) fn leave_members_out(spans: &[Range<u64>], input: &mut dyn Input) -> std::io::Result<bool> {
    let len = input.seek(SeekFrom::End(0))?;
    let first = spans.first().map_or(len, |span| span.start);
    let mut end = 0;
    if salvage::holds_member(input, end..first.min(len))? {
        return Ok(true);
    }
    let next = spans.iter().skip(1).map(|span| span.start).chain([len]);
    for (span, next) in spans.iter().zip(next) {
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
