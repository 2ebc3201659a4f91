//! Which terms may start at a word: by the first bytes of it, and of the word behind it for terms of several words, in a
//! bit set and then in a table.
//!
//! Measured against an Aho-Corasick automaton over all terms: this looks at a text once per word, not once per byte.

use super::fold::{DIGITS, LETTERS, PADDING, is_word};
use super::masks::{self, mask};
use super::strings::Strings;
use super::terms::{Kind, MAX_SPACES, Term};

/// The key of a word: its first eight bytes, zeros behind a shorter one.
const KEY: usize = 8;
/// The open key, of a word that goes on in any way and of the second word of a term: its first four bytes.
const OPEN_KEY: usize = 4;
/// Which bytes of a key are the word's own, by the first bits of the mask of bytes that belong to words.
const KEY_MASKS: [u64; 1 << KEY] = {
    let mut masks = [u64::MAX; 1 << KEY];
    let mut bits = 0;
    while bits < masks.len() - 1 {
        masks[bits] = (1 << (8 * bits.trailing_ones())) - 1;
        bits += 1;
    }
    masks
};
const HASH_BITS: u32 = 17;
const N_WORDS: usize = 1 << (HASH_BITS - 6);

/// A bit per hash.
type Filter = Box<[u64; N_WORDS]>;

/// A word of the folded view that is the first one of a term: where it and the next word start, and the hashes of the
/// word, of its beginning, and of both words.
#[derive(Clone, Copy, Default)]
pub(super) struct Closer {
    pub(super) start: u32,
    whole: u32,
    open: u32,
    second: u32,
    several: u32,
}

/// The terms that begin where a word begins.
pub(super) struct Starts {
    /// The digits that terms begin with: from the smallest to the largest.
    digits: masks::Class<1>,
    /// The first words of all terms but the open ones. Most words of a text are none of them.
    filter: Filter,
    /// Terms of one word; those that go on behind fewer letters than a key has; and terms of several words.
    whole: Table,
    open: Table,
    several: Table,
}

impl Starts {
    pub(super) fn new(terms: &[Term]) -> Self {
        let mut filter = empty_filter();
        let (mut whole, mut open, mut several) = (Vec::new(), Vec::new(), Vec::new());
        let starting = |(_, term): &(usize, &Term)| !matches!(term.kind, Kind::Suffix | Kind::Infix);
        for (id, term) in terms.iter().enumerate().filter(starting) {
            let mut words = term.words();
            let first = words.next().unwrap_or_default();
            let second = words.next();
            let grows = term.kind == Kind::Prefix && (second.is_none() || words.next().is_none());
            let id = super::offset(id);
            if grows && second.is_none() && first.len() < KEY {
                open.extend(open_keys(first).map(|key| (open_hash(key), Entry::new(first, id))));
                continue;
            }
            let key = word_key(first);
            set(&mut filter, hash(key));
            // A short word that grows has too many keys for what it tells.
            match second.filter(|second| !grows || second.len() >= OPEN_KEY) {
                Some(second) => several.push((hash_two(key, open_key(second)), Entry::new(second, id))),
                None => whole.push((hash(key), Entry::new(first, id))),
            }
        }
        Self {
            digits: first_digits(terms),
            filter,
            whole: Table::new(whole),
            open: Table::new(open),
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

    /// Whether a term may start with the word at `bit` of a chunk of the folded view. `words` has a bit per byte of it and
    /// of the next chunk.
    #[inline(always)]
    pub(super) fn may_start(&self, chunk: &[u8; PADDING], bit: usize, words: u128) -> bool {
        let bit = bit % masks::LANES;
        let key = key(chunk, bit, (words >> bit) as u64);
        is_set(&self.filter, hash(key)) | is_set(&self.open.filter, open_hash(key as u32))
    }

    /// The word at `start` together with the one behind it, and whether a term may start there with both. `words` has a
    /// bit per byte from there on.
    #[inline(always)]
    pub(super) fn closer(&self, folded: &[u8], start: usize, words: u64) -> (Closer, bool) {
        let key = key(folded, start, words);
        let (second, key_behind) = behind_word(folded, start, words);
        let closer = Closer {
            start: start as u32,
            whole: hash(key) as u32,
            open: open_hash(key as u32) as u32,
            second: second as u32,
            several: hash_two(key, key_behind) as u32,
        };
        let is_one =
            is_set(&self.whole.filter, closer.whole as usize) | is_set(&self.open.filter, closer.open as usize);
        (closer, is_one | is_set(&self.several.filter, closer.several as usize))
    }

    /// The terms of one word, then those of several, that may start there.
    #[inline(always)]
    pub(super) fn at(&self, folded: &[u8], place: Closer) -> impl Iterator<Item = u32> {
        let start = place.start as usize;
        let whole = self.whole.find(place.whole as usize, folded, start);
        let open = self.open.find(place.open as usize, folded, start);
        let several = self.several.find(place.several as usize, folded, place.second as usize);
        whole.chain(open).chain(several)
    }
}

/// The start and the open key of the word behind the one at `start`; none has the key 0.
#[inline(always)]
fn behind_word(folded: &[u8], start: usize, words: u64) -> (usize, u32) {
    let n_first = words.trailing_ones();
    let rest = words.checked_shr(n_first).unwrap_or(0);
    let gap = rest.trailing_zeros();
    let seen = (n_first + gap) as usize;
    if seen + OPEN_KEY <= masks::LANES {
        let second = start + seen;
        return (second, key(folded, second, rest >> gap) as u32);
    }
    far_behind_word(folded, start)
}

/// The start and the open key of the word behind the one at `start`, where the bits of one mask do not reach that far.
#[cold]
fn far_behind_word(folded: &[u8], start: usize) -> (usize, u32) {
    let len = |from: usize, most: usize, of_word: bool| {
        let bytes = folded[from..].iter().take(most);
        bytes.take_while(|&&byte| is_word(byte) == of_word).count()
    };
    let end = start + len(start, super::terms::MAX_WORD, true);
    let second = end + len(end, MAX_SPACES + 1, false);
    let words = (1 << len(second, OPEN_KEY, true)) - 1;
    (second, key(folded, second, words) as u32)
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
        keyed.sort_unstable_by_key(|&(hash, entry)| (hash, entry.id));
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
        // They take over the room of the pairs, which is larger.
        let mut entries: Vec<_> = keyed.into_iter().map(|(_, entry)| entry).collect();
        entries.shrink_to_fit();
        begins.shrink_to_fit();
        Self {
            filter,
            ranks,
            begins,
            entries,
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
fn key(folded: &[u8], at: usize, words: u64) -> u64 {
    let first = folded.get(at..).and_then(|rest| rest.first_chunk());
    first.map_or(0, |first| u64::from_le_bytes(*first)) & KEY_MASKS[words as usize % KEY_MASKS.len()]
}

#[inline(always)]
fn hash(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - HASH_BITS)) as usize
}

#[inline(always)]
fn open_hash(key: u32) -> usize {
    (key.wrapping_mul(0x9e37_79b1) >> (u32::BITS - HASH_BITS)) as usize
}

#[inline(always)]
fn hash_two(key: u64, behind: u32) -> usize {
    hash(key ^ u64::from(behind).wrapping_mul(0xff51_afd7_ed55_8ccd))
}

fn word_key(word: &[u8]) -> u64 {
    let bytes = word.iter().take(KEY).rev();
    bytes.fold(0, |key, &byte| key << 8 | u64::from(byte))
}

fn open_key(word: &[u8]) -> u32 {
    word_key(word) as u32
}

/// The open keys of words that begin with these bytes: `cv*` goes on in any way.
fn open_keys(word: &[u8]) -> impl Iterator<Item = u32> {
    let mut words = vec![word.to_vec()];
    let mut from = 0;
    while from < words.len() && words[from].len() < OPEN_KEY {
        let longer = (0..=u8::MAX)
            .filter(|&byte| is_word(byte))
            .map(|byte| [&words[from][..], &[byte]].concat());
        let longer: Vec<_> = longer.collect();
        words.extend(longer);
        from += 1;
    }
    words.into_iter().map(|word| open_key(&word))
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
