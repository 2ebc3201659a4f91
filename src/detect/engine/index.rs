//! Which terms may start at a word: a bit set over the first four bytes of words, then a table.
//!
//! Measured against an Aho-Corasick automaton over all terms: this looks at a text once per word, not once per byte.

use super::fold::{WORD, is_word};
use super::masks;
use super::strings::Strings;
use super::terms::{Kind, Term};

/// The key of a word: its first four bytes, zeros behind a shorter one.
const KEY: usize = 4;
const KEY_MASKS: [u32; KEY + 1] = [0, 0xff, 0xffff, 0xff_ffff, 0xffff_ffff];
const HASH_BITS: u32 = 16;

/// One term under its key.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    /// The first bytes of the term, up to eight of its first word, and which they are.
    head: u64,
    head_mask: u64,
    pub(super) id: u32,
}

/// The terms that begin where a word begins.
pub(super) struct Starts {
    /// What terms begin with: letters, and the digits from the smallest to the largest of any term.
    pub(super) first: masks::Class<3>,
    filter: Box<[u64; 1 << (HASH_BITS - 6)]>,
    /// How many bits are set in the words of the filter before this one.
    ranks: Box<[u16; 1 << (HASH_BITS - 6)]>,
    /// Where the entries of the nth hash whose bit is set begin in `entries`, and where the last ones end. Together
    /// far smaller than a table by hash, so that they stay in the processor's cache.
    begins: Vec<u32>,
    entries: Vec<Entry>,
}

impl Starts {
    pub(super) fn new(terms: &[Term]) -> Self {
        let mut keyed: Vec<(usize, Entry)> = Vec::new();
        for (id, term) in terms.iter().enumerate() {
            let entry = Entry::new(term, super::offset(id));
            keyed.extend(hashes(term).into_iter().map(|hash| (hash, entry)));
        }
        keyed.sort_by_key(|&(hash, entry)| (hash, entry.id));
        let mut filter = Box::new([0_u64; 1 << (HASH_BITS - 6)]);
        let mut begins = Vec::new();
        for (at, &(hash, _)) in keyed.iter().enumerate() {
            if filter[hash / 64] >> (hash % 64) & 1 == 0 {
                filter[hash / 64] |= 1 << (hash % 64);
                begins.push(super::offset(at));
            }
        }
        begins.push(super::offset(keyed.len()));
        let mut ranks = Box::new([0; 1 << (HASH_BITS - 6)]);
        let mut n_before = 0_u16;
        for (rank, word) in ranks.iter_mut().zip(filter.iter()) {
            // All bits set would be one too many for the type, and no filter.
            *rank = n_before;
            n_before = n_before.saturating_add(word.count_ones() as u16);
        }
        let digits = || {
            let first = terms.iter().filter_map(|term| term.folded.bytes().next());
            first.filter(u8::is_ascii_digit)
        };
        let digits = digits().min().zip(digits().max());
        let [_, small, above] = WORD;
        let entries = keyed.into_iter().map(|(_, entry)| entry).collect();
        Self {
            first: [digits.unwrap_or(small), small, above],
            filter,
            ranks,
            begins,
            entries,
        }
    }

    /// The hash under which terms that may start at `at` are found, where a word of `n_word` bytes starts (four stand for more).
    #[inline(always)]
    pub(super) fn may_start(&self, folded: &[u8], at: usize, n_word: usize) -> (usize, bool) {
        let hash = hash(key(folded, at, n_word));
        (hash, self.filter[hash / 64] >> (hash % 64) & 1 != 0)
    }

    /// The terms that may start there.
    #[inline(always)]
    pub(super) fn at(&self, folded: &[u8], at: usize, hash: usize) -> impl Iterator<Item = u32> {
        let head = folded
            .get(at..at + 8)
            .and_then(|head| head.try_into().ok())
            .map_or(0, u64::from_le_bytes);
        let bucket = self.bucket(hash);
        bucket
            .iter()
            .filter(move |entry| head & entry.head_mask == entry.head)
            .map(|entry| entry.id)
    }

    /// The entries of a hash whose bit is set.
    fn bucket(&self, hash: usize) -> &[Entry] {
        let before = self.filter[hash / 64] & ((1 << (hash % 64)) - 1);
        let nth = usize::from(self.ranks[hash / 64]) + before.count_ones() as usize;
        &self.entries[self.begins[nth] as usize..self.begins[nth + 1] as usize]
    }
}

impl Entry {
    fn new(term: &Term, id: u32) -> Self {
        let first_word = term.folded.bytes().take_while(|&byte| byte != b' ').take(8);
        let (mut head, mut head_mask) = (0, 0);
        for (at, byte) in first_word.enumerate() {
            head |= u64::from(byte) << (8 * at);
            head_mask |= 0xff << (8 * at);
        }
        Self { head, head_mask, id }
    }
}

#[inline(always)]
fn key(folded: &[u8], at: usize, n_word: usize) -> u32 {
    let first = folded
        .get(at..at + KEY)
        .and_then(|key| key.try_into().ok())
        .map_or(0, u32::from_le_bytes);
    first & KEY_MASKS[n_word.min(KEY)]
}

#[inline(always)]
fn hash(key: u32) -> usize {
    (key.wrapping_mul(0x9e37_79b1) >> (u32::BITS - HASH_BITS)) as usize
}

/// The hashes of the keys that words have where the term may start.
fn hashes(term: &Term) -> Vec<usize> {
    if matches!(term.kind, Kind::Suffix | Kind::Infix) {
        return Vec::new();
    }
    let word: Vec<u8> = term
        .folded
        .bytes()
        .take_while(|&byte| is_word(byte))
        .take(KEY)
        .collect();
    let grows = term.kind == Kind::Prefix && word.len() == term.folded.len();
    let mut keys = vec![word];
    if grows {
        // `cv*`: words go on in any way.
        let mut from = 0;
        while from < keys.len() && keys[from].len() < KEY {
            let longer = (0..=u8::MAX)
                .filter(|&byte| is_word(byte))
                .map(|byte| [&keys[from][..], &[byte]].concat());
            let longer: Vec<_> = longer.collect();
            keys.extend(longer);
            from += 1;
        }
    }
    let key = |word: &Vec<u8>| word.iter().rev().fold(0, |key, &byte| key << 8 | u32::from(byte));
    let mut hashes: Vec<_> = keys.iter().map(|word| hash(key(word))).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// The terms that may begin inside a word: few, so that a search for their letters finds the words.
pub(super) struct Insides {
    ids: Vec<u32>,
    search: Strings,
}

impl Insides {
    pub(super) fn new(terms: &[Term]) -> Result<Self, String> {
        let inside = |(_, term): &(usize, &Term)| matches!(term.kind, Kind::Suffix | Kind::Infix);
        let (ids, letters): (Vec<_>, Vec<_>) = terms
            .iter()
            .enumerate()
            .filter(inside)
            .map(|(id, term)| (super::offset(id), term.folded.as_bytes()))
            .unzip();
        let search = Strings::new(&letters).map_err(|err| format!("terms that begin with `*`: {err}"))?;
        Ok(Self { ids, search })
    }

    pub(super) fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// The next word at or behind `from` that one of the terms may be in: its start.
    pub(super) fn next_word(&self, folded: &[u8], from: usize) -> Option<usize> {
        let rest = folded.get(from..)?;
        let found = self.search.find(rest)?.start + from;
        let before = folded[from..found]
            .iter()
            .rev()
            .take_while(|&&byte| is_word(byte))
            .count();
        Some(found - before)
    }
}
