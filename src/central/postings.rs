//! Which documents hold a feature: one number of eight bytes per feature and document, found by a look into one bucket.
//!
//! Entries are sorted by feature. The first bits of a feature choose its bucket and are not kept; an entry is its next
//! 36 bits and the number of the document in 28. A feature of more than [`COMMON`] documents is boilerplate: a few of
//! them are kept, and a mark that there were more.

use std::ops::Range;

use super::error::Result;
use super::sealed::Sealed;
use super::sort::Pair;

/// Bits of an entry that number a document.
const DOCUMENT: u32 = 28;
/// Documents of one index.
pub const MOST_DOCUMENTS: u32 = (1 << DOCUMENT) - 1;
/// Stands for the documents that are not kept.
const MORE: u32 = MOST_DOCUMENTS;
/// More documents than this share boilerplate.
pub const COMMON: usize = 256;
/// Documents kept of what is common.
const KEPT: usize = 16;
/// Entries of a bucket, on average.
const BUCKET: u64 = 128;
const MOST_BITS: u32 = 22;

/// The documents that hold a feature, in room that serves one look-up after the other.
#[derive(Debug, Default)]
pub struct Holders {
    bucket: Vec<u8>,
    /// Sorted; a few of them where they are common.
    pub documents: Vec<u32>,
    pub common: bool,
}

impl Holders {
    /// How many there are; [`COMMON`] and one where there are more.
    pub fn n(&self) -> usize {
        if self.common { COMMON + 1 } else { self.documents.len() }
    }
}

/// Bits that choose the bucket among so many pairs.
fn bits(n_pairs: u64) -> u32 {
    (n_pairs / BUCKET).checked_ilog2().unwrap_or(0).min(MOST_BITS)
}

fn bucket(feature: u64, bits: u32) -> usize {
    feature.checked_shr(64 - bits).unwrap_or(0) as usize
}

/// What is kept of a feature in its bucket.
fn rest(feature: u64, bits: u32) -> u64 {
    feature << bits >> DOCUMENT
}

/// Turns sorted pairs into entries; gives the offsets of the buckets at the end.
pub struct Writer {
    bits: u32,
    /// Where each bucket ends.
    ends: Vec<u64>,
    n_entries: u64,
    /// The feature that is being gathered, as it is kept.
    feature: Option<(usize, u64)>,
    holders: Vec<u32>,
    n_holders: usize,
}

impl Writer {
    pub fn new(n_pairs: u64) -> Self {
        let bits = bits(n_pairs);
        Self {
            bits,
            ends: vec![0; 1 << bits],
            n_entries: 0,
            feature: None,
            holders: Vec::new(),
            n_holders: 0,
        }
    }

    /// Takes the next pair, in order; whole features are appended to `out`.
    pub fn add(&mut self, pair: Pair, out: &mut Vec<u8>) {
        let feature = (bucket(pair.feature, self.bits), rest(pair.feature, self.bits));
        if self.feature != Some(feature) {
            self.flush(out);
            self.feature = Some(feature);
        }
        if self.holders.last() == Some(&pair.document) {
            return;
        }
        self.n_holders += 1;
        if self.holders.len() < COMMON {
            self.holders.push(pair.document);
        }
    }

    fn flush(&mut self, out: &mut Vec<u8>) {
        let Some((bucket, rest)) = self.feature.take() else {
            return;
        };
        if self.n_holders > COMMON {
            self.holders.truncate(KEPT);
            self.holders.push(MORE);
        }
        for &document in &self.holders {
            out.extend((rest << DOCUMENT | u64::from(document)).to_le_bytes());
        }
        self.n_entries += self.holders.len() as u64;
        self.ends[bucket] = self.n_entries;
        self.holders.clear();
        self.n_holders = 0;
    }

    /// The rest of the entries goes to `out`; returns the bytes of the buckets.
    pub fn finish(mut self, out: &mut Vec<u8>) -> Vec<u8> {
        self.flush(out);
        let mut last = 0;
        let ends = self.ends.iter().map(|&end| {
            last = last.max(end);
            last
        });
        ends.flat_map(u64::to_le_bytes).collect()
    }
}

/// The buckets, in memory.
pub struct Postings {
    section: usize,
    bits: u32,
    ends: Vec<u64>,
}

impl Postings {
    pub fn open(file: &Sealed, section: usize, buckets: usize) -> Result<Self> {
        let bytes = file.read_all(buckets)?;
        let ends: Vec<u64> = bytes
            .as_chunks::<8>()
            .0
            .iter()
            .map(|end| u64::from_le_bytes(*end))
            .collect();
        Ok(Self {
            section,
            bits: ends.len().max(1).ilog2(),
            ends,
        })
    }

    /// Finds the holders of a feature.
    pub fn look_up(&self, file: &Sealed, feature: u64, holders: &mut Holders) -> Result<()> {
        let bucket = bucket(feature, self.bits);
        let start = bucket.checked_sub(1).map_or(0, |before| self.ends[before]);
        let end = self.ends.get(bucket).copied().unwrap_or(start);
        holders.documents.clear();
        holders.common = false;
        holders.bucket.clear();
        file.read(self.section, range(start, end), &mut holders.bucket)?;
        let rest = rest(feature, self.bits);
        let entries = holders.bucket.as_chunks::<8>().0;
        let first = entries.partition_point(|entry| u64::from_le_bytes(*entry) >> DOCUMENT < rest);
        for entry in &entries[first..] {
            let entry = u64::from_le_bytes(*entry);
            if entry >> DOCUMENT != rest {
                break;
            }
            match (entry & u64::from(MOST_DOCUMENTS)) as u32 {
                MORE => holders.common = true,
                document => holders.documents.push(document),
            }
        }
        Ok(())
    }
}

/// In bytes. An index may say anything of itself: too far is found to be too far when it is read.
fn range(start: u64, end: u64) -> Range<u64> {
    start.saturating_mul(8)..end.saturating_mul(8)
}
