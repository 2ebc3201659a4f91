//! What is kept of a document's text to find it again: keyed hashes, none of which leads back to the text.
//!
//! | part | of what | finds |
//! |---|---|---|
//! | `text` | all words as a bag (their sum) | the same words in any order |
//! | `words` | the smallest hash of each of 128 parts of the vocabulary | how alike two vocabularies are |
//! | `beside` | what stands outside of the text: values in properties and headers, pictures | that a copy holds more |
//! | `passages` | three words in a row, 1 of 32, at least 16 | prose: older versions, parts |
//! | `records` | identifying values: numbers and codes from five digits up, what the rules found | lists in any order, parts |
//!
//! A sample holds every feature whose level (the zeros its inner hash begins with) is at least the sample's: two
//! samples of different size are compared at the higher level, and what both documents hold is in both or in neither.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Parts of the vocabulary; each has four bits.
pub const PARTS: usize = 128;
/// What is known of each part: 0 where no word fell into it, else some of its smallest hash.
pub type Words = [u8; PARTS / 2];
/// A hash of what a document holds besides its text; zeros where that is nothing.
pub type Beside = [u8; 8];
/// Two parts that differ look the same once in so many.
const CHANCE: f64 = 15.0;
/// The lowest bits of a feature hold its level; the rest is a keyed hash.
const LEVEL: u64 = 63;

/// One keyed hash of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature(pub u64);

/// The features of a document whose level is at least `level`, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    pub level: u8,
    pub features: Vec<Feature>,
}

#[derive(Clone, PartialEq, Eq)]
pub struct Fingerprint {
    pub n_words: u32,
    pub text: [u8; 16],
    pub words: Words,
    pub beside: Beside,
    pub passages: Sample,
    pub records: Sample,
}

impl Feature {
    pub(super) fn new(hash: u64, level: u8) -> Self {
        Self(hash & !LEVEL | u64::from(level.min(LEVEL as u8)))
    }

    pub fn level(self) -> u8 {
        (self.0 & LEVEL) as u8
    }
}

impl Fingerprint {
    /// How alike the vocabularies are: the share of their words that both have (Jaccard), estimated.
    pub fn likeness(one: &Words, other: &Words) -> f64 {
        let halves = |byte: u8| [byte >> 4, byte & 15];
        let pairs = || {
            let bytes = one.iter().zip(other);
            bytes.flat_map(|(&a, &b)| halves(a).into_iter().zip(halves(b)))
        };
        let filled = pairs().filter(|&(a, b)| a != 0 || b != 0).count();
        let same = pairs().filter(|&(a, b)| a != 0 && a == b).count();
        if filled == 0 {
            return 0.0;
        }
        let seen = same as f64 / filled as f64;
        ((seen - 1.0 / CHANCE) / (1.0 - 1.0 / CHANCE)).max(0.0)
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes =
            Vec::with_capacity(40 + PARTS / 2 + 8 * (self.passages.features.len() + self.records.features.len()));
        bytes.push(VERSION);
        bytes.extend(self.n_words.to_le_bytes());
        bytes.extend(self.text);
        bytes.extend(self.words);
        bytes.extend(self.beside);
        for sample in [&self.passages, &self.records] {
            bytes.push(sample.level);
            bytes.extend((sample.features.len() as u32).to_le_bytes());
            bytes.extend(sample.features.iter().flat_map(|feature| feature.0.to_le_bytes()));
        }
        bytes
    }

    /// None for bytes that are no fingerprint of this version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let [VERSION] = take::<1>(&mut rest)? else { return None };
        let fingerprint = Self {
            n_words: u32::from_le_bytes(take(&mut rest)?),
            text: take(&mut rest)?,
            words: take(&mut rest)?,
            beside: take(&mut rest)?,
            passages: Sample::take(&mut rest)?,
            records: Sample::take(&mut rest)?,
        };
        rest.is_empty().then_some(fingerprint)
    }
}

/// Of the bytes, of how the features are made, and of what an index keeps of a document.
pub const VERSION: u8 = 3;

impl Sample {
    fn take(rest: &mut &[u8]) -> Option<Self> {
        let [level] = take(rest)?;
        let n = u32::from_le_bytes(take(rest)?) as usize;
        let (features, behind) = rest.split_at_checked(n.checked_mul(8)?)?;
        *rest = behind;
        let features = features.as_chunks::<8>().0.iter();
        Some(Self {
            level,
            features: features.map(|bytes| Feature(u64::from_le_bytes(*bytes))).collect(),
        })
    }
}

/// The first bytes of `rest`, which goes on behind them.
pub(super) fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (first, behind) = rest.split_first_chunk::<N>()?;
    *rest = behind;
    Some(*first)
}

/// Only how much it holds.
impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (passages, records) = (self.passages.features.len(), self.records.features.len());
        write!(
            f,
            "Fingerprint({} words, {passages} passages, {records} records)",
            self.n_words
        )
    }
}

/// As hex digits: a list of numbers in JSON would be twice as long, and slower.
impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&crate::finding::to_hex(&self.to_bytes()))
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let hex = std::borrow::Cow::<str>::deserialize(deserializer)?;
        let bytes = crate::finding::from_hex(&hex);
        let fingerprint = bytes.and_then(|bytes| Self::from_bytes(&bytes));
        fingerprint.ok_or_else(|| serde::de::Error::custom("not a fingerprint"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_comes_back_as_it_went() {
        let fingerprint = Fingerprint {
            n_words: 7,
            text: [9; 16],
            words: [3; PARTS / 2],
            beside: [4; 8],
            passages: Sample {
                level: 5,
                features: vec![Feature::new(u64::MAX, 5), Feature::new(64, 9)],
            },
            records: Sample::default(),
        };
        let json = serde_json::to_string(&fingerprint).unwrap();
        assert_eq!(serde_json::from_str::<Fingerprint>(&json).unwrap(), fingerprint);
        let bytes = fingerprint.to_bytes();
        for len in 0..bytes.len() {
            assert!(Fingerprint::from_bytes(&bytes[..len]).is_none());
        }
        assert_eq!(fingerprint.passages.features[1].level(), 9);
    }

    #[test]
    fn vocabularies_are_alike_by_the_parts_that_both_fill() {
        let one = [0x11; PARTS / 2];
        let mut other = one;
        assert_eq!(Fingerprint::likeness(&one, &other), 1.0);
        other[..PARTS / 4].fill(0x12);
        assert!((Fingerprint::likeness(&one, &other) - 0.73).abs() < 0.01);
        assert_eq!(Fingerprint::likeness(&one, &[0x22; PARTS / 2]), 0.0);
        assert_eq!(Fingerprint::likeness(&[0; PARTS / 2], &[0; PARTS / 2]), 0.0);
    }
}
