//! Makes the fingerprint of one document while its text goes by, window by window, in bounded memory.

use std::ops::Range;

use super::fingerprint::{Beside, Feature, Fingerprint, PARTS, Sample, Words};
use super::words::{Joined, Seeds, Word, each_word, is_joint};
use crate::finding::Token;
use crate::text::{FILE_NAME, Mark, NameId, SHOWN, Text, Unit};

/// A number or code with so many digits identifies something; shorter ones are years, amounts, postcodes.
const IDENTIFYING_DIGITS: usize = 5;
/// What is kept of a document without this many words is the token of its bytes.
const LEAST_WORDS: u32 = 4;

/// How a sample grows: all features up to `all`, then the level rises to `level` while `all` are left, and above it
/// only beyond `most`.
struct Growth {
    all: usize,
    level: u8,
    most: usize,
}

/// One passage of 32 words: 500 words have 15 of them. A page has at least 16.
const PASSAGES: Growth = Growth {
    all: 16,
    level: 5,
    most: 4096,
};
/// All records up to 512, then one of four: 20 records of two identifying values have 10 of them.
const RECORDS: Growth = Growth {
    all: 512,
    level: 2,
    most: 1 << 15,
};

/// The keys of one organisation's fingerprints.
#[derive(Clone)]
pub struct SketchKey {
    seeds: Seeds,
    features: [u8; 32],
}

impl SketchKey {
    /// From the token key.
    pub fn new(key: &[u8; 32]) -> Self {
        let seeds = blake3::derive_key("speur 2026-11 fingerprint: hashes of words", key);
        let numbers = seeds.as_chunks::<8>().0.iter();
        let mut four = [0; 4];
        four.iter_mut()
            .zip(numbers)
            .for_each(|(seed, bytes)| *seed = u64::from_le_bytes(*bytes) | 1);
        Self {
            seeds: Seeds(four),
            features: blake3::derive_key("speur 2026-11 fingerprint: features", key),
        }
    }

    fn hash(&self, kind: u8, parts: &[u64]) -> blake3::Hash {
        let mut input = [0; 33];
        input[0] = kind;
        for (bytes, part) in input[1..].as_chunks_mut::<8>().0.iter_mut().zip(parts) {
            *bytes = part.to_le_bytes();
        }
        blake3::keyed_hash(&self.features, &input[..1 + 8 * parts.len()])
    }

    fn feature(&self, kind: u8, inner: u64) -> Feature {
        let bytes = *self.hash(kind, &[inner]).as_bytes();
        let first = bytes.first_chunk::<8>().copied().unwrap_or_default();
        Feature::new(u64::from_le_bytes(first), level(inner))
    }
}

fn level(inner: u64) -> u8 {
    inner.leading_zeros() as u8
}

/// Inner hashes of features, on their way to a sample.
struct Gathered {
    growth: Growth,
    level: u8,
    hashes: Vec<u64>,
}

impl Gathered {
    fn new(growth: Growth) -> Self {
        Self {
            growth,
            level: 0,
            hashes: Vec::new(),
        }
    }

    #[inline(always)]
    fn push(&mut self, inner: u64) {
        if level(inner) >= self.level {
            self.hashes.push(inner);
            if self.hashes.len() >= self.room() {
                self.settle();
            }
        }
    }

    /// Twice what may be kept: settling costs little per feature.
    fn room(&self) -> usize {
        let kept = if self.level < self.growth.level {
            self.growth.all << (self.growth.level - self.level + 1)
        } else {
            self.growth.most
        };
        (2 * kept).max(1024)
    }

    /// Sorts, counts each once, and raises the level as far as the growth says.
    fn settle(&mut self) {
        self.hashes.sort_unstable();
        self.hashes.dedup();
        loop {
            let left = self.hashes.partition_point(|&inner| level(inner) > self.level);
            let n = self.hashes.len();
            let rises = if self.level < self.growth.level {
                // Halved is still enough, or it is far more than what is kept whole.
                left >= self.growth.all
            } else {
                n > self.growth.most
            };
            if !rises {
                break;
            }
            self.level += 1;
            self.hashes.retain(|&inner| level(inner) >= self.level);
        }
    }

    fn sample(mut self, kind: u8, key: &SketchKey) -> Sample {
        self.settle();
        let mut features: Vec<_> = self.hashes.iter().map(|&inner| key.feature(kind, inner)).collect();
        features.sort_unstable();
        Sample {
            level: self.level,
            features,
        }
    }
}

/// The state of one document.
pub struct Sketcher {
    n_words: u32,
    /// Two sums over all words.
    bag: [u64; 2],
    smallest: [u64; PARTS],
    /// The last two words.
    last: [u64; 2],
    beside: Beside,
    passages: Gathered,
    records: Gathered,
}

impl Default for Sketcher {
    fn default() -> Self {
        Self {
            n_words: 0,
            bag: [0; 2],
            smallest: [u64::MAX; PARTS],
            last: [0; 2],
            beside: Beside::default(),
            passages: Gathered::new(PASSAGES),
            records: Gathered::new(RECORDS),
        }
    }
}

impl Sketcher {
    /// Takes the words that begin in `fresh`.
    pub fn window(&mut self, text: &Text, fresh: Range<usize>, key: &SketchKey) {
        for part in content(text, fresh) {
            let bytes = text.buf.as_bytes();
            let mut joined_to = 0;
            each_word(bytes, part, &key.seeds, |word| {
                if word.has_digit() && word.start >= joined_to {
                    joined_to = self.number(bytes, &word, key);
                }
                self.word(word.hash, key);
            });
        }
    }

    #[inline(always)]
    fn word(&mut self, hash: u64, key: &SketchKey) {
        self.n_words = self.n_words.saturating_add(1);
        self.bag[0] = self.bag[0].wrapping_add(hash);
        self.bag[1] = self.bag[1].wrapping_add(hash.rotate_left(32).wrapping_mul(key.seeds.0[3]));
        let smallest = &mut self.smallest[(hash >> 57) as usize];
        *smallest = (*smallest).min(hash << 7);
        let [first, second] = self.last;
        if first != 0 {
            self.passages.push(key.seeds.mix(key.seeds.mix(first, second), hash));
        }
        self.last = [second, hash];
    }

    /// Takes the number that begins with a word, if it identifies something; says where it ends.
    #[inline(always)]
    fn number(&mut self, bytes: &[u8], word: &Word, key: &SketchKey) -> usize {
        let goes_on = bytes.get(word.end).is_some_and(|&byte| is_joint(byte));
        if !goes_on && word.end - word.start < IDENTIFYING_DIGITS {
            return word.end;
        }
        let number = Joined::read(bytes, word);
        if number.n_digits >= IDENTIFYING_DIGITS {
            self.records.push(key.seeds.mix(number.hash(&key.seeds), 1));
        }
        number.end
    }

    /// What the document holds besides its text: what is found in the parts that are left out of it, and a number of its
    /// pictures.
    pub fn beside(&mut self, mut tokens: Vec<Token>, pictures: u64, key: &SketchKey) {
        if tokens.is_empty() && pictures == 0 {
            return;
        }
        tokens.sort_unstable();
        tokens.dedup();
        let mut hasher = blake3::Hasher::new_keyed(&key.features);
        hasher.update(b"b").update(&pictures.to_le_bytes());
        for token in tokens {
            hasher.update(&token.0);
        }
        self.beside.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    }

    /// The end of the document. What the rules found identifies its records too; none for hardly any text.
    pub fn finish(mut self, identifiers: &[Token], key: &SketchKey) -> Option<Fingerprint> {
        if self.n_words < LEAST_WORDS {
            return None;
        }
        for token in identifiers {
            let first = token.0.first_chunk::<8>().copied().unwrap_or_default();
            self.records.push(u64::from_le_bytes(first));
        }
        let mut text = [0; 16];
        text.copy_from_slice(&key.hash(b't', &self.bag).as_bytes()[..16]);
        Some(Fingerprint {
            n_words: self.n_words,
            text,
            words: words(&self.smallest),
            beside: self.beside,
            passages: self.passages.sample(b'p', key),
            records: self.records.sample(b'r', key),
        })
    }
}

/// Four bits of the smallest hash of each part of the vocabulary; 0 says that it is empty.
fn words(smallest: &[u64; PARTS]) -> Words {
    let part = |hash: u64| match hash {
        u64::MAX => 0,
        hash => (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) % 15 + 1,
    };
    let mut words = [0; PARTS / 2];
    for (byte, &[high, low]) in words.iter_mut().zip(smallest.as_chunks::<2>().0) {
        *byte = (part(high) << 4 | part(low)) as u8;
    }
    words
}

/// Parts that say something about a document and change with its container: they are no text of it.
pub static ABOUT: &[&str] = &[
    FILE_NAME,
    "properties",
    "links",
    "custom XML",
    "names",
    "outline",
    "page label",
    "header",
    "recipient",
    "attributes",
];

/// Those of them that go with the document: the name that somebody gave its file is none.
pub static BESIDE: &[&str] = ABOUT.split_first().expect("it has parts").1;

/// The parts of `fresh` that are the document's own text.
fn content(text: &Text, fresh: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let name = |id: NameId| text.names.get(id as usize).map_or("", String::as_str);
    let is_about = move |mark: &Mark| match mark.unit {
        Unit::Field { part } => ABOUT.contains(&name(part)),
        _ => mark.label != 0 && name(mark.label) == SHOWN,
    };
    let mut left_out = text.marks.iter().enumerate().filter(move |(_, mark)| is_about(mark));
    let mut from = fresh.start;
    std::iter::from_fn(move || {
        while from < fresh.end {
            let Some((n, mark)) = left_out.next() else {
                let rest = from..fresh.end;
                from = fresh.end;
                return Some(rest);
            };
            let end = text
                .marks
                .get(n + 1)
                .map_or(text.buf.len(), |next| next.offset as usize);
            let part = from..(mark.offset as usize).clamp(from, fresh.end);
            from = from.max(end);
            if !part.is_empty() {
                return Some(part);
            }
        }
        None
    })
}
