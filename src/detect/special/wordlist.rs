//! Lists of single words, and the words of a text, asked where they stand.

use serde::Deserialize;

use crate::detect::names::{WordSet, folded, is_alphanumeric, letter, with_folded};
use crate::detect::split::{Letters, Words};
use crate::masks::{self, LANES, mask};

/// Single words, folded; `word*` stands for all that begin so, `*word` for all that end so.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct WordPatterns {
    whole: WordSet<String>,
    /// Sorted, and none begins with another: of those, only the one right before a word in this order can begin it.
    prefixes: Vec<String>,
    suffixes: Vec<String>,
    /// A bit per three letters that one of them begins with: most words of a text begin with no such three. All bits,
    /// where only the end of a word tells.
    beginnings: Vec<u32>,
}

impl From<Vec<String>> for WordPatterns {
    fn from(words: Vec<String>) -> Self {
        Self::new(&words)
    }
}

/// A list that is not written holds no word.
impl Default for WordPatterns {
    fn default() -> Self {
        Self::new(&[])
    }
}

impl WordPatterns {
    pub fn new(words: &[String]) -> Self {
        let mut all = Self {
            whole: WordSet::default(),
            prefixes: Vec::new(),
            suffixes: Vec::new(),
            beginnings: vec![0; 1 << (2 * LETTER_BITS)],
        };
        for word in words {
            let folded = folded(word.trim_matches('*'));
            // Letters that a longer word may have there.
            let is_open = word.ends_with('*') && folded.len() < 3;
            match beginning(&folded).filter(|_| !word.starts_with('*') && !is_open) {
                Some((first_two, third)) => all.beginnings[first_two] |= 1 << third,
                None => all.beginnings.fill(u32::MAX),
            }
            match (word.ends_with('*'), word.starts_with('*')) {
                (true, _) => all.prefixes.push(folded),
                (_, true) => all.suffixes.push(folded),
                _ => {
                    all.whole.insert(folded);
                }
            }
        }
        all.prefixes.sort_unstable();
        all.prefixes.dedup_by(|next, prefix| next.starts_with(prefix.as_str()));
        all
    }

    /// Whether one of them is in a text. Most words are told from them by their first letters, without reading on.
    pub fn any_in(&self, text: &str) -> bool {
        let mut inside = false;
        for (n, chunk) in masks::chunks(text.as_bytes()).enumerate() {
            let (rows, foreign) = (mask(&chunk, ROW), mask(&chunk, [(0x80, 0xff)]));
            for bit in masks::ones(rows & !(rows << 1 | u64::from(inside))) {
                let start = n * LANES + bit;
                let len = (rows >> bit).trailing_ones();
                // A row of ASCII is a word, if it does not go on in the next chunk.
                let is_word = bit + (len as usize) < LANES && (foreign >> bit).trailing_zeros() >= len;
                let found = match is_word {
                    true => self.has(&text[start..start + len as usize]),
                    false => words(row_at(text, start)).any(|word| self.has(word)),
                };
                if found {
                    return true;
                }
            }
            inside = rows >> (LANES - 1) != 0;
        }
        false
    }

    /// Whether a word, as it is written, is one of them.
    #[inline]
    pub fn has(&self, word: &str) -> bool {
        beginning(word).is_none_or(|beginning| self.may_begin(beginning))
            && with_folded(word, |word| self.has_folded(word))
    }

    fn may_begin(&self, (first_two, third): (usize, u32)) -> bool {
        self.beginnings[first_two] >> third & 1 != 0
    }

    fn has_folded(&self, folded: &str) -> bool {
        let behind = self.prefixes.partition_point(|prefix| prefix.as_str() <= folded);
        let prefix = behind.checked_sub(1).map(|at| &self.prefixes[at]);
        self.whole.contains(folded)
            || prefix.is_some_and(|prefix| folded.starts_with(prefix.as_str()))
            || self.suffixes.iter().any(|suffix| folded.ends_with(suffix.as_str()))
    }
}

/// Bits that tell letters apart, in any case.
const LETTER_BITS: u32 = 5;

/// The first two letters and the third, in any case; none if one of them may be folded to more than one letter.
#[inline]
fn beginning(word: &str) -> Option<(usize, u32)> {
    let byte = |at: usize| word.as_bytes().get(at).copied().unwrap_or(0);
    let mut first = [byte(0), byte(1), byte(2)];
    if !first.is_ascii() {
        let mut letters = word.chars().map(letter);
        first = [0; 3];
        for (at, letter) in first.iter_mut().zip(&mut letters) {
            *at = letter?;
        }
    }
    let low = |letter: u8| u32::from(letter) % (1 << LETTER_BITS);
    let first_two = low(first[0]) << LETTER_BITS | low(first[1]);
    Some((first_two as usize, low(first[2])))
}

/// Letters, digits and apostrophes, and all that is not ASCII.
const ROW: masks::Class<5> = [(b'\'', b'\''), (b'0', b'9'), (b'A', b'Z'), (b'a', b'z'), (0x80, 0xff)];

/// The row of such bytes at a place.
fn row_at(text: &str, start: usize) -> &str {
    let is_row = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'\'' || !byte.is_ascii();
    let len = text.as_bytes()[start..].iter().take_while(|byte| is_row(byte)).count();
    &text[start..start + len]
}

static LETTERS: Letters = Letters::new(true, "'", is_alphanumeric);

pub(super) fn words(text: &str) -> Words<'_> {
    LETTERS.words(text)
}

/// The word right behind a space, if one is.
pub(super) fn next_word(behind: &str) -> Option<&str> {
    let rest = behind.strip_prefix(' ')?;
    words(rest).next().filter(|word| rest.starts_with(word))
}
