//! Entries of a compound file's directory that are not what \[MS-CFB\] 2.6 asks for, and that no program minds.

use std::collections::BTreeMap;
use std::io::{Read, Result, Seek, SeekFrom};

use crate::extract::bytes::{u16_at, u32_at};

const ENTRY: usize = 128;
/// Sectors of a directory that are looked at.
const MOST_SECTORS: usize = 4096;
/// The header lists so many sectors of the table of sectors, from here on.
const LISTED: u32 = 109;
const LIST: usize = 76;
const NO_ENTRY: [u8; 4] = [0xff; 4];
/// Kinds of entries: of none, the root of all.
const UNUSED: u8 = 0;
const ROOT: u8 = 5;
/// The root's stream is cut into pieces of so many bytes.
const SMALL: u32 = 64;

/// Where bytes are to be taken for others.
#[derive(Default)]
pub(super) struct Mended(BTreeMap<u64, [u8; ENTRY]>);

impl Mended {
    /// Follows the directory from sector to sector.
    pub fn of(file: &mut (impl Read + Seek + ?Sized), header: &[u8], shift: u32) -> Result<Self> {
        let mut mended = Self::default();
        let mut sector = u32_at(header, 48).unwrap_or(u32::MAX);
        let mut bytes = vec![0; 1 << shift];
        for _ in 0..MOST_SECTORS {
            let at = begin(sector, shift);
            file.seek(SeekFrom::Start(at))?;
            if file.read_exact(&mut bytes).is_err() {
                break;
            }
            let entries = bytes.as_chunks::<ENTRY>().0;
            let mended_entries = (at..).step_by(ENTRY).zip(entries);
            mended
                .0
                .extend(mended_entries.filter_map(|(at, entry)| Some((at, mended_entry(entry)?))));
            match next(file, header, shift, sector)? {
                Some(behind) => sector = behind,
                None => break,
            }
        }
        Ok(mended)
    }

    /// Mends what was read from `at` on.
    pub fn apply(&self, at: u64, read: &mut [u8]) {
        let end = at + read.len() as u64;
        for (begin, entry) in self.0.range(at.saturating_sub(ENTRY as u64)..end) {
            let (from, to) = (at.max(*begin), end.min(begin + ENTRY as u64));
            if from < to {
                let of_entry = (from - begin) as usize..(to - begin) as usize;
                read[(from - at) as usize..(to - at) as usize].copy_from_slice(&entry[of_entry]);
            }
        }
    }
}

/// The entry as it should be; none if it is. Some programs fill entries that they do not use with ones.
fn mended_entry(entry: &[u8; ENTRY]) -> Option<[u8; ENTRY]> {
    let (kind, size) = (entry[66], u32_at(entry, 120)?);
    let name_len = u16_at(entry, 64)?;
    if !matches!(kind, UNUSED | 1 | 2 | ROOT) || kind != UNUSED && name_len > 64 {
        let mut unused = [0; ENTRY];
        for sibling in [68, 72, 76] {
            unused[sibling..sibling + 4].copy_from_slice(&NO_ENTRY);
        }
        return Some(unused);
    }
    if kind != ROOT || size.is_multiple_of(SMALL) {
        return None;
    }
    let mut root = *entry;
    root[120..124].copy_from_slice(&size.checked_next_multiple_of(SMALL)?.to_le_bytes());
    Some(root)
}

/// The sector behind one, by the table of sectors; none where the chain ends or the header does not say.
fn next(file: &mut (impl Read + Seek + ?Sized), header: &[u8], shift: u32, sector: u32) -> Result<Option<u32>> {
    let per_sector = 1 << (shift - 2);
    let nth = sector / per_sector;
    if nth >= LISTED {
        return Ok(None);
    }
    let Some(table) = u32_at(header, LIST + 4 * nth as usize) else {
        return Ok(None);
    };
    let mut behind = [0; 4];
    file.seek(SeekFrom::Start(
        begin(table, shift) + u64::from(sector % per_sector) * 4,
    ))?;
    let is_there = file.read_exact(&mut behind).is_ok();
    const LARGEST: u32 = 0xffff_fffa;
    Ok(Some(u32::from_le_bytes(behind)).filter(|behind| is_there && *behind <= LARGEST))
}

/// Where a sector stands: the header comes before the first.
fn begin(sector: u32, shift: u32) -> u64 {
    (u64::from(sector) + 1) << shift
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_no_kind_are_unused_and_whole_ones_stay() {
        let unused = mended_entry(&[0xff; ENTRY]).unwrap();
        assert_eq!((unused[66], &unused[68..80]), (UNUSED, &[0xff; 12][..]));
        assert_eq!(mended_entry(&unused), None);
        let mut root = [0; ENTRY];
        (root[66], root[120]) = (ROOT, 61);
        assert_eq!(mended_entry(&root).unwrap()[120], 64);
    }

    #[test]
    fn what_is_read_across_the_border_of_an_entry_is_mended() {
        let mended = Mended(BTreeMap::from([(100, [7; ENTRY])]));
        let mut read = [0; 4];
        mended.apply(98, &mut read);
        assert_eq!(read, [0, 0, 7, 7]);
        mended.apply(226, &mut read);
        assert_eq!(read, [7, 7, 7, 7]);
        let mut read = [0; 4];
        mended.apply(226, &mut read);
        assert_eq!(read, [7, 7, 0, 0]);
    }
}
