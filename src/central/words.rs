//! The words of a text as hashes, in one cheap pass: letters fold to lower case by one bit, nothing is copied.

use std::ops::Range;

use crate::masks::{self, LANES, mask};

/// Letters, digits, and everything above ASCII.
const WORD: masks::Class<4> = [(b'a', b'z'), (b'A', b'Z'), (b'0', b'9'), (0x80, 0xff)];
/// Lower case for ASCII letters and for the two bytes of Latin-1 letters; digits stay digits.
const LOWER: u64 = 0x2020_2020_2020_2020;
/// Of lower-case bytes, those of digits alone have neither this bit nor the one above it.
const LETTER: u64 = 0x4040_4040_4040_4040;

/// Secret numbers that make the hash of a word one of a family (almost universal): who has not the key cannot tell
/// which words collide, and what leaves a worker goes through a keyed BLAKE3 besides.
#[derive(Clone, Copy)]
pub(super) struct Seeds(pub [u64; 4]);

#[derive(Clone, Copy)]
pub(super) struct Word {
    pub start: usize,
    pub end: usize,
    pub hash: u64,
    pub has_digit: bool,
}

impl Seeds {
    /// Mixes two numbers into one: the halves of their product.
    #[inline(always)]
    pub fn mix(&self, a: u64, b: u64) -> u64 {
        let product = u128::from(a ^ self.0[0]) * u128::from(b ^ self.0[1]);
        (product >> 64) as u64 ^ product as u64
    }

    #[inline(always)]
    fn word(&self, bytes: &[u8], range: Range<usize>) -> Word {
        let len = range.end - range.start;
        let mut hash = self.0[2] ^ len as u64;
        let mut has_digit = false;
        let mut at = range.start;
        while at < range.end {
            let n = (range.end - at).min(8);
            let keep = u64::MAX >> (64 - 8 * n);
            let lower = (load(bytes, at) | LOWER) & keep;
            has_digit |= (lower | lower >> 1) & LETTER & keep != LETTER & keep;
            hash = self.mix(hash, lower);
            at += 8;
        }
        Word {
            start: range.start,
            end: range.end,
            hash,
            has_digit,
        }
    }

    /// A short text that is no word of the text (a number without its separators).
    pub fn text(&self, bytes: &[u8]) -> u64 {
        self.word(bytes, 0..bytes.len()).hash
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
    let is_cut = range.start > 0 && is_word(bytes[range.start - 1]);
    let mut carry = u64::from(is_cut);
    // The rest of a word that began before belongs to nobody here.
    let mut begun = is_cut.then_some(usize::MAX);
    for (n, chunk) in masks::chunks(&bytes[range.clone()]).enumerate() {
        let words = mask(&chunk, WORD);
        let mut borders = words ^ (words << 1 | carry);
        carry = words >> (LANES - 1);
        while borders != 0 {
            let at = range.start + n * LANES + borders.trailing_zeros() as usize;
            borders &= borders - 1;
            match begun.take() {
                None => begun = Some(at),
                // The last chunk is filled up: its end is not the word's.
                Some(start) if at == range.end => begun = Some(start),
                Some(usize::MAX) => {}
                Some(start) => found(seeds.word(bytes, start..at)),
            }
        }
    }
    if let Some(start) = begun.filter(|&start| start != usize::MAX) {
        let rest = &bytes[range.end..];
        let end = range.end + rest.iter().position(|&byte| !is_word(byte)).unwrap_or(rest.len());
        found(seeds.word(bytes, start..end));
    }
}

/// A number, date or code without what joins its parts.
pub(super) struct Joined {
    bytes: [u8; Self::LONGEST],
    len: usize,
    /// How many of the bytes are digits.
    pub n_digits: usize,
    /// Where it ends in the text.
    pub end: usize,
}

impl Joined {
    /// No number of a person, file or account is longer.
    const LONGEST: usize = 64;

    /// The one that begins with the word at `start`: words joined by one of `./-_`, in lower case.
    #[inline(always)]
    pub fn read(bytes: &[u8], start: usize) -> Self {
        let mut joined = Self {
            bytes: [0; Self::LONGEST],
            len: 0,
            n_digits: 0,
            end: start,
        };
        let rest = &bytes[start..];
        let mut behind = rest.iter().skip(1);
        for &byte in rest.iter().take(Self::LONGEST) {
            let next = behind.next().copied().unwrap_or_default();
            if is_word(byte) {
                joined.bytes[joined.len] = byte.to_ascii_lowercase();
                joined.len += 1;
                joined.n_digits += usize::from(byte.is_ascii_digit());
            } else if !(is_joint(byte) && is_word(next)) {
                break;
            }
            joined.end += 1;
        }
        joined
    }

    /// A spreadsheet takes the zeros that a number begins with.
    pub fn without_zeros(&self) -> &[u8] {
        let all = &self.bytes[..self.len];
        let zeros = all.iter().take_while(|&&byte| byte == b'0').count();
        if self.n_digits == self.len { &all[zeros..] } else { all }
    }
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

    fn words(text: &str, cuts: &[usize]) -> Vec<String> {
        let mut found = Vec::new();
        for range in cuts.windows(2) {
            each_word(text.as_bytes(), range[0]..range[1], &SEEDS, |word| {
                let plain = &text.as_bytes()[word.start..word.end];
                assert_eq!(word.hash, SEEDS.text(plain));
                assert_eq!(word.has_digit, plain.iter().any(u8::is_ascii_digit));
                found.push(String::from_utf8_lossy(plain).into_owned());
            });
        }
        found
    }

    #[test]
    fn words_fold_case_also_of_latin_letters() {
        assert_eq!(SEEDS.text("ÉTÉ".as_bytes()), SEEDS.text("été".as_bytes()));
        assert_eq!(SEEDS.text(b"Verpleegkundige"), SEEDS.text(b"VERPLEEGKUNDIGE"));
        assert_ne!(SEEDS.text(b"abcdefgh"), SEEDS.text(b"abcdefg"));
        assert_ne!(SEEDS.text(b"12345678a"), SEEDS.text(b"a12345678"));
    }

    #[test]
    fn numbers_are_joined_without_what_joins_them() {
        #[track_caller]
        fn check(text: &str, expected: (&str, usize)) {
            let joined = Joined::read(text.as_bytes(), 0);
            let found = std::str::from_utf8(joined.without_zeros()).unwrap();
            assert_eq!((found, joined.n_digits), expected);
        }
        check("85.07.30-951.80 0470", ("85073095180", 11));
        check("12/03/1985.", ("12031985", 8));
        check("INV-2026_0042;x", ("inv20260042", 8));
        check("0470123456", ("470123456", 10));
        check("2.845,30", ("2845", 4));
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
