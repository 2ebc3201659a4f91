//! The words of a text as hashes, in one cheap pass: letters fold to lower case by one bit, nothing is copied.

use std::ops::Range;

use crate::masks::{self, LANES, mask};

/// Letters and everything above ASCII.
const LETTERS: masks::Class<3> = [(b'a', b'z'), (b'A', b'Z'), (0x80, 0xff)];
const DIGITS: masks::Class<1> = [(b'0', b'9')];
/// Lower case for ASCII letters and for the two bytes of Latin-1 letters; digits stay digits.
const LOWER: u64 = 0x2020_2020_2020_2020;

/// Secret numbers that make the hash of a word one of a family (almost universal): who has not the key cannot tell
/// which words collide, and what leaves a worker goes through a keyed BLAKE3 besides.
#[derive(Clone, Copy)]
pub(super) struct Seeds(pub [u64; 4]);

#[derive(Clone, Copy)]
pub(super) struct Word {
    pub start: usize,
    pub end: usize,
    pub hash: u64,
    ahead: Ahead,
}

impl Word {
    /// Among its first 64 bytes: nothing that identifies is longer.
    pub fn has_digit(&self) -> bool {
        self.ahead.digits & first(self.end - self.start) != 0
    }
}

/// Which of the 64 bytes from a place on belong to words, and which are digits.
#[derive(Clone, Copy, Default)]
struct Ahead {
    words: u64,
    digits: u64,
}

impl Ahead {
    fn of(chunk: &masks::Chunk) -> Self {
        let digits = mask(chunk, DIGITS);
        let words = mask(chunk, LETTERS) | digits;
        Self { words, digits }
    }

    /// From byte `at` of this on, where `next` follows.
    #[inline(always)]
    fn moved(self, at: usize, next: Self) -> Self {
        let joined = |low: u64, high: u64| ((u128::from(low) | u128::from(high) << LANES) >> at) as u64;
        Self {
            words: joined(self.words, next.words),
            digits: joined(self.digits, next.digits),
        }
    }
}

/// The first `n` bits.
#[inline(always)]
fn first(n: usize) -> u64 {
    if n < LANES { (1 << n) - 1 } else { u64::MAX }
}

impl Seeds {
    /// Mixes two numbers into one: the halves of their product.
    #[inline(always)]
    pub fn mix(&self, a: u64, b: u64) -> u64 {
        let product = u128::from(a ^ self.0[0]) * u128::from(b ^ self.0[1]);
        (product >> 64) as u64 ^ product as u64
    }

    /// The hash of a word, in any case.
    #[inline(always)]
    pub fn hash(&self, bytes: &[u8], range: Range<usize>) -> u64 {
        let mut hash = self.0[2] ^ range.len() as u64;
        let mut at = range.start;
        while at < range.end {
            let n = (range.end - at).min(8);
            let keep = u64::MAX >> (64 - 8 * n);
            hash = self.mix(hash, (load(bytes, at) | LOWER) & keep);
            at += 8;
        }
        hash
    }
}

/// Eight bytes from `at` on; behind the end are zeros.
#[inline(always)]
fn load(bytes: &[u8], at: usize) -> u64 {
    match bytes[at..].first_chunk::<8>() {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => {
            let mut chunk = [0; 8];
            chunk[..bytes.len() - at].copy_from_slice(&bytes[at..]);
            u64::from_le_bytes(chunk)
        }
    }
}

#[inline(always)]
fn is_word(byte: u8) -> bool {
    (byte | 0x20).wrapping_sub(b'a') < 26 || byte.wrapping_sub(b'0') < 10 || byte >= 0x80
}

/// Gives the words that begin in `range`, the last one to its end: so a text cut into ranges has the same words.
#[inline(always)]
pub(super) fn each_word(bytes: &[u8], range: Range<usize>, seeds: &Seeds, mut found: impl FnMut(Word)) {
    let mut chunks = masks::chunks(&bytes[range.start..]).map(|chunk| Ahead::of(&chunk));
    let mut here = chunks.next().unwrap_or_default();
    // The rest of a word that began before belongs to nobody here.
    let mut carry = u64::from(range.start > 0 && is_word(bytes[range.start - 1]));
    for from in range.clone().step_by(LANES) {
        let next = chunks.next().unwrap_or_default();
        let mut starts = here.words & !(here.words << 1 | carry) & first(range.end - from);
        carry = here.words >> (LANES - 1);
        while starts != 0 {
            let bit = starts.trailing_zeros() as usize;
            starts &= starts - 1;
            let ahead = here.moved(bit, next);
            let start = from + bit;
            let end = start + run(bytes, start, ahead.words, 0);
            let hash = seeds.hash(bytes, start..end);
            found(Word {
                start,
                end,
                hash,
                ahead,
            });
        }
        here = next;
    }
}

/// How many bytes of a word stand at byte `at` behind `start`, from where on `words` tells of 64 bytes.
#[inline(always)]
fn run(bytes: &[u8], start: usize, words: u64, at: usize) -> usize {
    let known = words.checked_shr(at as u32).map_or(0, u64::trailing_ones) as usize;
    if at + known < LANES {
        return known;
    }
    let rest = &bytes[start + at..];
    rest.iter().position(|&byte| !is_word(byte)).unwrap_or(rest.len())
}

/// A number, date or code without what joins its parts.
pub(super) struct Joined {
    /// In lower case; room for a whole part behind the longest.
    bytes: [u8; Self::LONGEST + 8],
    len: usize,
    /// Where its parts end, of the first few.
    ends: [u8; 3],
    n_parts: usize,
    /// How many of the bytes are digits.
    pub n_digits: usize,
    /// Where it ends in the text.
    pub end: usize,
}

impl Joined {
    /// No number of a person, file or account is longer.
    const LONGEST: usize = LANES;

    /// The one that begins with a word: words joined by one of `./-_`.
    #[inline(always)]
    pub fn read(bytes: &[u8], word: &Word) -> Self {
        let (start, ahead) = (word.start, word.ahead);
        let mut joined = Self {
            bytes: [0; Self::LONGEST + 8],
            len: 0,
            ends: [0; 3],
            n_parts: 0,
            n_digits: 0,
            end: start,
        };
        let mut at = 0;
        loop {
            let end = (at + run(bytes, start, ahead.words, at)).min(Self::LONGEST);
            while at < end {
                let eight = (load(bytes, start + at) | LOWER).to_le_bytes();
                joined.bytes[joined.len..joined.len + 8].copy_from_slice(&eight);
                let n = (end - at).min(8);
                joined.len += n;
                at += n;
            }
            if let Some(end) = joined.ends.get_mut(joined.n_parts) {
                *end = joined.len as u8;
            }
            joined.n_parts += 1;
            let joint = bytes.get(start + at).is_some_and(|&byte| is_joint(byte));
            if !joint || at + 1 >= Self::LONGEST || !bytes.get(start + at + 1).is_some_and(|&byte| is_word(byte)) {
                break;
            }
            at += 1;
        }
        joined.n_digits = (ahead.digits & first(at)).count_ones() as usize;
        joined.end = start + at;
        joined
    }

    /// A spreadsheet takes the zeros that a number begins with; programs write one date in many forms.
    pub fn hash(&self, seeds: &Seeds) -> u64 {
        match self.date() {
            Some(date) => seeds.hash(&date, 0..date.len()),
            None => seeds.hash(&self.bytes, self.zeros()..self.len),
        }
    }

    fn zeros(&self) -> usize {
        let zeros = self.bytes[..self.len].iter().take_while(|&&byte| byte == b'0');
        if self.n_digits == self.len { zeros.count() } else { 0 }
    }

    /// Year, month and day of a date with a year of four digits: 12/3/1985, 1985-03-12, and 3/22/1985.
    fn date(&self) -> Option<[u8; 8]> {
        if self.n_parts != 3 || self.n_digits != self.len || !(6..=8).contains(&self.len) {
            return None;
        }
        let [first, second, _] = self.ends.map(usize::from);
        let (a, b, c) = (
            &self.bytes[..first],
            &self.bytes[first..second],
            &self.bytes[second..self.len],
        );
        let (year, month, day) = match (a.len(), b.len(), c.len()) {
            (4, 1..=2, 1..=2) => (a, b, c),
            (1..=2, 1..=2, 4) if number(b) > 12 => (c, a, b),
            (1..=2, 1..=2, 4) => (c, b, a),
            _ => return None,
        };
        let mut date = *b"00000000";
        date[..4].copy_from_slice(year);
        date[6 - month.len()..6].copy_from_slice(month);
        date[8 - day.len()..].copy_from_slice(day);
        Some(date)
    }
}

fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |n, digit| 10 * n + u32::from(digit - b'0'))
}

/// Whether a number may go on behind this byte.
#[inline(always)]
pub(super) fn is_joint(byte: u8) -> bool {
    matches!(byte, b'.' | b'/' | b'-' | b'_')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SEEDS: Seeds = Seeds([3, 5, 7, 11]);

    fn hash(word: &[u8]) -> u64 {
        SEEDS.hash(word, 0..word.len())
    }

    fn words(text: &str, cuts: &[usize]) -> Vec<String> {
        let mut found = Vec::new();
        for range in cuts.windows(2) {
            each_word(text.as_bytes(), range[0]..range[1], &SEEDS, |word| {
                let plain = &text.as_bytes()[word.start..word.end];
                assert_eq!(word.hash, hash(plain));
                assert_eq!(word.has_digit(), plain.iter().take(64).any(u8::is_ascii_digit));
                found.push(String::from_utf8_lossy(plain).into_owned());
            });
        }
        found
    }

    #[test]
    fn words_fold_case_also_of_latin_letters() {
        assert_eq!(hash("ÉTÉ".as_bytes()), hash("été".as_bytes()));
        assert_eq!(hash(b"Verpleegkundige"), hash(b"VERPLEEGKUNDIGE"));
        assert_ne!(hash(b"abcdefgh"), hash(b"abcdefg"));
        assert_ne!(hash(b"12345678a"), hash(b"a12345678"));
    }

    #[test]
    fn numbers_are_joined_without_what_joins_them() {
        #[track_caller]
        fn check(text: &str, expected: (&str, usize)) {
            let mut numbers = Vec::new();
            each_word(text.as_bytes(), 0..text.len(), &SEEDS, |word| {
                numbers.push(Joined::read(text.as_bytes(), &word))
            });
            let joined = &numbers[0];
            let found = std::str::from_utf8(&joined.bytes[joined.zeros()..joined.len]).unwrap();
            assert_eq!((found, joined.n_digits), expected);
        }
        check("85.07.30-951.80 0470", ("85073095180", 11));
        check("12/03/1985.", ("12031985", 8));
        check("INV-2026_0042;x", ("inv20260042", 8));
        check("0470123456", ("470123456", 10));
        check("2.845,30", ("2845", 4));
    }

    #[test]
    fn dates_are_the_same_in_any_form() {
        let hash_of = |text: &str| {
            let mut hash = None;
            each_word(text.as_bytes(), 0..text.len(), &SEEDS, |word| {
                hash.get_or_insert(Joined::read(text.as_bytes(), &word).hash(&SEEDS));
            });
            hash.unwrap()
        };
        for same in ["12/03/1985", "12-3-1985", "1985-03-12", "1985/3/12"] {
            assert_eq!(hash_of(same), hash_of("12.03.1985"), "{same}");
        }
        assert_eq!(hash_of("3/22/1985"), hash_of("22/03/1985"));
        for other in ["11/03/1985", "3.12.1985", "85.03.12", "1985.03.12-951", "12/031985"] {
            assert_ne!(hash_of(other), hash_of("12.03.1985"), "{other}");
        }
    }

    proptest! {
        #[test]
        fn cuts_change_no_word(text in "([a-z]{1,12}|[0-9]{1,9}|é|[ .;\\n]){0,60}", cut in any::<usize>()) {
            let cut = cut % (text.len() + 1);
            let plain: Vec<String> = text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect();
            prop_assert_eq!(&words(&text, &[0, text.len()]), &plain);
            prop_assert_eq!(&words(&text, &[0, cut, text.len()]), &plain);
        }
    }
}
