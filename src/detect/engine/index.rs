//! Which terms may start at a word: by the first four bytes of it, and of the word behind it for terms of several
//! words, in a bit set and then in a table.
//!
//! Measured against an Aho-Corasick automaton over all terms: this looks at a text once per word, not once per byte.

use super::fold::{DIGITS, LETTERS, is_word};
use super::masks::{self, mask};
use super::strings::Strings;
use super::terms::{Kind, MAX_SPACES, Term};

/// The key of a word: its first four bytes, zeros behind a shorter one.
const KEY: usize = 4;
/// Which bytes of a key are the word's own, by the first bits of the mask of bytes that belong to words.
const KEY_MASKS: [u32; 1 << KEY] = {
    let mut masks = [u32::MAX; 1 << KEY];
    let mut bits = 0;
    while bits < masks.len() - 1 {
        masks[bits] = (1 << (8 * bits.trailing_ones())) - 1;
        bits += 1;
    }
    masks
};
const HASH_BITS: u32 = 16;
const N_WORDS: usize = 1 << (HASH_BITS - 6);

/// A bit per hash.
type Filter = Box<[u64; N_WORDS]>;

/// A word of the folded view that terms may start with.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) start: u32,
    key: u32,
    /// A bit per byte from its start on: whether that belongs to a word.
    words: u64,
}

/// A place whose first word is that of a term: where it and the next word start, and the hashes of one word and two.
#[derive(Clone, Copy, Default)]
pub(super) struct Closer {
    pub(super) start: u32,
    single: u32,
    second: u32,
    several: u32,
}

/// The terms that begin where a word begins.
pub(super) struct Starts {
    /// The digits that terms begin with: from the smallest to the largest.
    digits: masks::Class<1>,
    /// The first words of all terms. Most words of a text are none of them.
    filter: Filter,
    /// Terms of one word, and of several.
    single: Table,
    several: Table,
}

impl Starts {
    pub(super) fn new(terms: &[Term]) -> Self {
        let mut filter = empty_filter();
        let (mut single, mut several) = (Vec::new(), Vec::new());
        let starting = |(_, term): &(usize, &Term)| !matches!(term.kind, Kind::Suffix | Kind::Infix);
        for (id, term) in terms.iter().enumerate().filter(starting) {
            let mut words = term.words();
            let first = words.next().unwrap_or_default();
            let second = words.next();
            let grows = term.kind == Kind::Prefix && (second.is_none() || words.next().is_none());
            let id = super::offset(id);
            // A short word that grows has too many keys for what it tells.
            let second = second.filter(|second| !grows || second.len() >= KEY);
            for key in keys(first, grows && term.folded.len() == first.len()) {
                set(&mut filter, hash(key));
                match second {
                    Some(second) => several.push((hash_two(key, word_key(second)), Entry::new(second, id))),
                    None => single.push((hash(key), Entry::new(first, id))),
                }
            }
        }
        Self {
            digits: first_digits(terms),
            filter,
            single: Table::new(single),
            several: Table::new(several),
        }
    }

    /// Which bytes belong to words, and which of them terms may begin with.
    #[inline(always)]
    pub(super) fn masks(&self, chunk: &masks::Chunk) -> (u64, u64) {
        let letters = mask(chunk, LETTERS);
        match mask(chunk, DIGITS) {
            0 => (letters, letters),
            digits => (letters | digits, letters | mask(chunk, self.digits)),
        }
    }

    /// The word that starts at `start`, and whether a term may start with it. `words` has a bit per byte from there on.
    #[inline(always)]
    pub(super) fn place(&self, folded: &[u8], start: usize, words: u64) -> (Place, bool) {
        let key = key(folded, start, words);
        let start = start as u32;
        (Place { start, key, words }, is_set(&self.filter, hash(key)))
    }

    /// The place together with the word behind it, and whether a term may start there with both.
    #[inline(always)]
    pub(super) fn closer(&self, folded: &[u8], place: Place) -> (Closer, bool) {
        let (second, key_behind) = place.word_behind(folded);
        let closer = Closer {
            start: place.start,
            single: hash(place.key) as u32,
            second: second as u32,
            several: hash_two(place.key, key_behind) as u32,
        };
        let is_one = is_set(&self.single.filter, closer.single as usize);
        (closer, is_one | is_set(&self.several.filter, closer.several as usize))
    }

    /// The terms of one word, then those of several, that may start there.
    #[inline(always)]
    pub(super) fn at(&self, folded: &[u8], place: Closer) -> impl Iterator<Item = u32> {
        let single = self.single.find(place.single as usize, folded, place.start as usize);
        let several = self.several.find(place.several as usize, folded, place.second as usize);
        single.chain(several)
    }
}

impl Place {
    /// The start and the key of the next word; none has the key 0.
    #[inline(always)]
    fn word_behind(&self, folded: &[u8]) -> (usize, u32) {
        let n_first = self.words.trailing_ones();
        let rest = self.words.checked_shr(n_first).unwrap_or(0);
        let gap = rest.trailing_zeros();
        let seen = (n_first + gap) as usize;
        if seen + KEY <= masks::LANES {
            let second = self.start as usize + seen;
            return (second, key(folded, second, rest >> gap));
        }
        word_behind(folded, self.start as usize)
    }
}

/// The start and the key of the word behind the one at `start`, where the bits of one mask do not reach that far.
#[cold]
fn word_behind(folded: &[u8], start: usize) -> (usize, u32) {
    let len = |from: usize, most: usize, of_word: bool| {
        let bytes = folded[from..].iter().take(most);
        bytes.take_while(|&&byte| is_word(byte) == of_word).count()
    };
    let end = start + len(start, super::terms::MAX_WORD, true);
    let second = end + len(end, MAX_SPACES + 1, false);
    (second, key(folded, second, (1 << len(second, KEY, true)) - 1))
}

/// One term under its key.
#[derive(Clone, Copy)]
struct Entry {
    /// The first bytes of its first word, or of its second if it has several, and which they are.
    head: u64,
    head_mask: u64,
    id: u32,
}

impl Entry {
    fn new(word: &[u8], id: u32) -> Self {
        let (mut head, mut head_mask) = (0, 0);
        for (at, &byte) in word.iter().take(8).enumerate() {
            head |= u64::from(byte) << (8 * at);
            head_mask |= 0xff << (8 * at);
        }
        Self { head, head_mask, id }
    }
}

/// Terms by hash; far smaller than a table with a place per hash, so that it stays in the processor's cache.
struct Table {
    filter: Filter,
    /// How many bits are set in the words of the filter before this one.
    ranks: Box<[u16; N_WORDS]>,
    /// Where the entries of the nth hash whose bit is set begin in `entries`, and where the last ones end.
    begins: Vec<u32>,
    entries: Vec<Entry>,
}

impl Table {
    fn new(mut keyed: Vec<(usize, Entry)>) -> Self {
        keyed.sort_by_key(|&(hash, entry)| (hash, entry.id));
        keyed.dedup_by_key(|&mut (hash, entry)| (hash, entry.id));
        let mut filter = empty_filter();
        let mut begins = Vec::new();
        for (at, &(hash, _)) in keyed.iter().enumerate() {
            if !is_set(&filter, hash) {
                set(&mut filter, hash);
                begins.push(super::offset(at));
            }
        }
        begins.push(super::offset(keyed.len()));
        let mut ranks = Box::new([0; N_WORDS]);
        let mut n_before = 0_u16;
        for (rank, word) in ranks.iter_mut().zip(filter.iter()) {
            // All bits set would be one too many for the type, and no filter.
            *rank = n_before;
            n_before = n_before.saturating_add(word.count_ones() as u16);
        }
        Self {
            filter,
            ranks,
            begins,
            entries: keyed.into_iter().map(|(_, entry)| entry).collect(),
        }
    }

    /// The terms of a hash whose word may be the one at `at`.
    #[inline(always)]
    fn find(&self, hash: usize, folded: &[u8], at: usize) -> impl Iterator<Item = u32> {
        let bucket = match is_set(&self.filter, hash) {
            true => self.bucket(hash),
            false => &[],
        };
        let head = folded.get(at..).and_then(|rest| rest.first_chunk());
        let head = head.map_or(0, |head| u64::from_le_bytes(*head));
        let fitting = bucket.iter().filter(move |entry| head & entry.head_mask == entry.head);
        fitting.map(|entry| entry.id)
    }

    fn bucket(&self, hash: usize) -> &[Entry] {
        let before = self.filter[hash / 64] & ((1 << (hash % 64)) - 1);
        let nth = usize::from(self.ranks[hash / 64]) + before.count_ones() as usize;
        &self.entries[self.begins[nth] as usize..self.begins[nth + 1] as usize]
    }
}

fn empty_filter() -> Filter {
    Box::new([0; N_WORDS])
}

fn set(filter: &mut Filter, hash: usize) {
    filter[hash / 64] |= 1 << (hash % 64);
}

#[inline(always)]
fn is_set(filter: &Filter, hash: usize) -> bool {
    filter[hash / 64] >> (hash % 64) & 1 != 0
}

#[inline(always)]
fn key(folded: &[u8], at: usize, words: u64) -> u32 {
    let first = folded.get(at..).and_then(|rest| rest.first_chunk());
    first.map_or(0, |first| u32::from_le_bytes(*first)) & KEY_MASKS[words as usize % KEY_MASKS.len()]
}

#[inline(always)]
fn hash(key: u32) -> usize {
    (key.wrapping_mul(0x9e37_79b1) >> (u32::BITS - HASH_BITS)) as usize
}

#[inline(always)]
fn hash_two(key: u32, behind: u32) -> usize {
    let both = u64::from(key) << 32 | u64::from(behind);
    (both.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - HASH_BITS)) as usize
}

fn word_key(word: &[u8]) -> u32 {
    let bytes = word.iter().take(KEY).rev();
    bytes.fold(0, |key, &byte| key << 8 | u32::from(byte))
}

/// The keys that words have which begin with these bytes: `cv*` goes on in any way if it `grows`.
fn keys(word: &[u8], grows: bool) -> Vec<u32> {
    let mut words = vec![word.to_vec()];
    let mut from = 0;
    while grows && from < words.len() && words[from].len() < KEY {
        let longer = (0..=u8::MAX)
            .filter(|&byte| is_word(byte))
            .map(|byte| [&words[from][..], &[byte]].concat());
        let longer: Vec<_> = longer.collect();
        words.extend(longer);
        from += 1;
    }
    words.iter().map(|word| word_key(word)).collect()
}

fn first_digits(terms: &[Term]) -> masks::Class<1> {
    let digits = || {
        let first = terms.iter().filter_map(|term| term.folded.bytes().next());
        first.filter(u8::is_ascii_digit)
    };
    // Without any, a class that adds nothing to the letters.
    [digits().min().zip(digits().max()).unwrap_or((b'a', b'a'))]
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
