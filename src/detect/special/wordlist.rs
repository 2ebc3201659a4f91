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
    /// The three letters that one of the whole words and prefixes begins with, or that one of the suffixes ends with: most
    /// words of a text have no such three.
    beginnings: Triples,
    endings: Triples,
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
            beginnings: Triples::default(),
            endings: Triples::default(),
        };
        for word in words {
            let folded = folded(word.trim_matches('*'));
            // Letters that a longer word may have there.
            let is_open = word.contains('*') && folded.len() < 3;
            match word.starts_with('*') {
                true => all.endings.add(ending(&folded).filter(|_| !is_open)),
                false => all.beginnings.add(beginning(&folded).filter(|_| !is_open)),
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

    /// Whether one of them is in a text.
    pub fn any_in(&self, text: &str) -> bool {
        self.first_in(text).is_some()
    }

    /// The first word of a text that is one of them. Most words are told from them by their first letters, without
    /// reading on.
    pub fn first_in<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut inside = false;
        for (n, chunk) in masks::chunks(text.as_bytes()).enumerate() {
            let (rows, foreign) = (mask(&chunk, ROW), mask(&chunk, [(0x80, 0xff)]));
            for bit in masks::ones(rows & !(rows << 1 | u64::from(inside))) {
                let start = n * LANES + bit;
                let len = (rows >> bit).trailing_ones();
                // A row of ASCII is a word, if it does not go on in the next chunk.
                let is_word = bit + (len as usize) < LANES && (foreign >> bit).trailing_zeros() >= len;
                let found = match is_word {
                    true => Some(&text[start..start + len as usize]).filter(|word| self.has(word)),
                    false => words(row_at(text, start)).find(|word| self.has(word)),
                };
                if found.is_some() {
                    return found;
                }
            }
            inside = rows >> (LANES - 1) != 0;
        }
        None
    }

    /// Whether a word, as it is written, is one of them.
    #[inline]
    pub fn has(&self, word: &str) -> bool {
        let may_be = self.beginnings.may_have(|| beginning(word)) || self.endings.may_have(|| ending(word));
        may_be && with_folded(word, |word| self.has_folded(word))
    }

    fn has_folded(&self, folded: &str) -> bool {
        let has_prefix = || {
            let behind = self.prefixes.partition_point(|prefix| prefix.as_str() <= folded);
            let prefix = behind.checked_sub(1).map(|at| &self.prefixes[at]);
            prefix.is_some_and(|prefix| folded.starts_with(prefix.as_str()))
        };
        self.whole.contains(folded)
            || has_prefix()
            || self.suffixes.iter().any(|suffix| folded.ends_with(suffix.as_str()))
    }
}

/// Bits that tell letters apart, in any case.
const LETTER_BITS: u32 = 5;

/// Threes of letters are told apart by so many bits: a few share a number, but the tables of all lists stay in the cache.
const TRIPLE_BITS: u32 = 13;
const TRIPLES: usize = 1 << TRIPLE_BITS;

/// Three letters, as a number below [`TRIPLES`].
type Triple = u16;

/// A set of three letters each, a bit for each three; without any, no table.
#[derive(Clone, Debug, Default)]
struct Triples(Option<Box<[u64; TRIPLES / 64]>>);

impl Triples {
    /// Adds three letters, or all there are, where it is not known which.
    fn add(&mut self, triple: Option<Triple>) {
        let table = self.0.get_or_insert_with(|| Box::new([0; TRIPLES / 64]));
        match triple {
            Some(triple) => table[usize::from(triple / 64)] |= 1 << (triple % 64),
            None => table.fill(u64::MAX),
        }
    }

    /// Whether three letters are in it, or may be.
    #[inline]
    fn may_have(&self, triple: impl FnOnce() -> Option<Triple>) -> bool {
        self.0.as_ref().is_some_and(|table| {
            triple().is_none_or(|triple| table[usize::from(triple / 64) % (TRIPLES / 64)] >> (triple % 64) & 1 != 0)
        })
    }
}

/// The first three letters, in any case; none if one of them may be folded to more than one letter.
#[inline]
fn beginning(word: &str) -> Option<Triple> {
    let first = match *word.as_bytes() {
        [first, second, third, ..] => [first, second, third],
        [first, second] => [first, second, 0],
        [first] => [first, 0, 0],
        [] => [0; 3],
    };
    match first.is_ascii() {
        true => Some(triple(first)),
        false => of_letters(word.chars()),
    }
}

/// The last three letters, from the last one on.
#[inline]
fn ending(word: &str) -> Option<Triple> {
    match word.as_bytes() {
        [.., third, second, last] if [*third, *second, *last].is_ascii() => Some(triple([*last, *second, *third])),
        _ => of_letters(word.chars().rev()),
    }
}

fn of_letters(chars: impl Iterator<Item = char>) -> Option<Triple> {
    let mut letters = [0; 3];
    for (at, c) in letters.iter_mut().zip(chars) {
        *at = letter(c)?;
    }
    Some(triple(letters))
}

fn triple(letters: [u8; 3]) -> Triple {
    let bits = letters.map(|letter| u16::from(letter) % (1 << LETTER_BITS));
    let letters = bits.iter().fold(0_u16, |letters, bits| letters << LETTER_BITS | bits);
    // Of the golden ratio, as usual: near numbers come to lie apart.
    letters.wrapping_mul(0x9e37) >> (u16::BITS - TRIPLE_BITS)
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

#[cfg(test)]
mod tests {
    use super::WordPatterns;

    #[test]
    fn a_word_is_told_by_its_beginning_or_its_end() {
        let list = |words: &[&str]| WordPatterns::new(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>());
        #[track_caller]
        fn check(list: &WordPatterns, word: &str, expected: bool) {
            assert_eq!(list.has(word), expected, "{word}");
            assert_eq!(list.any_in(&format!("een {word}, meer")), expected, "{word} in a text");
        }
        let both = list(&["ik", "vraagt", "ver*", "*boek", "*geschäft", "*strasse"]);
        for word in [
            "ik",
            "IK",
            "Vraagt",
            "vergeten",
            "ver",
            "dagboek",
            "Boek",
            "Fotogeschäft",
            "Hauptstraße",
        ] {
            check(&both, word, true);
        }
        for word in ["ikke", "vraag", "ve", "boeken", "oek", "geschäfte", "ß", "é"] {
            check(&both, word, false);
        }
        // Two letters that a longer word begins or ends with.
        let open = list(&["ab*", "*yz"]);
        for word in ["ab", "abel", "xyz", "yz"] {
            check(&open, word, true);
        }
        check(&open, "xab", false);
        check(&WordPatterns::default(), "boek", false);
    }
}
