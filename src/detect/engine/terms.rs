//! Terms of the lexicon and the context lists: their patterns, and whether one stands at a place.

use std::ops::Range;

use super::fold::{self, Folded, OTHER, fold, is_space, is_word};
use super::index::{Closer, Insides, Starts};
use super::masks::{self, LANES};
use super::{BEHIND, MAX_LEN, TermHit, offset};

/// No pattern and no word of a text that counts is longer (bytes, folded).
pub(super) const MAX_WORD: usize = 128;
/// No run of spaces between two words of a term is longer: a line end and its indentation.
pub(super) const MAX_SPACES: usize = 64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `word`: ends where the pattern ends.
    Whole,
    /// `word*`: ends where the word ends.
    Prefix,
    /// `*word`
    Suffix,
    /// `*word*`
    Infix,
}

/// One pattern, ready to compare.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) kind: Kind,
    /// Folded; a space stands for any run of spaces, line ends, hyphens and underscores.
    pub(super) folded: Box<str>,
    is_one_word: bool,
    /// As written, where case matters.
    pub(super) exact: Option<Box<str>>,
}

/// Terms to look for; a term's id is its index in the list given.
pub struct Terms {
    pub(super) list: Vec<Term>,
    starts: Starts,
    insides: Insides,
}

impl Terms {
    /// Compiles patterns. The error names the pattern and says what is wrong with it.
    pub fn new(patterns: impl IntoIterator<Item: AsRef<str>, IntoIter: ExactSizeIterator>) -> Result<Self, String> {
        let patterns = patterns.into_iter();
        // No room for more: there are tens of thousands.
        let mut list = Vec::with_capacity(patterns.len());
        for pattern in patterns {
            let pattern = pattern.as_ref();
            list.push(Term::new(pattern).map_err(|why| format!("term `{pattern}`: {why}"))?);
        }
        Ok(Self {
            starts: Starts::new(&list),
            insides: Insides::new(&list)?,
            list,
        })
    }

    /// Adds the terms that start in `range` of the text.
    pub(super) fn find(&self, folded: &mut Folded, text: &str, range: Range<usize>, out: &mut Vec<TermHit>) {
        let first = out.len();
        folded.begin(range.start);
        folded.push(&text[range.clone()]);
        let n_own = folded.len();
        let end = text.ceil_char_boundary(text.len().min(range.end + BEHIND));
        folded.push(&text[range.end..end]);
        let inside = fold::ends_in_word(&text[..range.start]);
        folded.pad();
        self.find_starts(text, folded, n_own, inside, out);
        if !self.insides.ids().is_empty() && self.find_insides(text, folded, n_own, inside, out) {
            out[first..].sort_by_key(|hit| (hit.start, hit.term));
        }
    }

    /// Adds the terms that begin where one of the first `n_own` bytes begins a word.
    fn find_starts(&self, text: &str, folded: &Folded, n_own: usize, inside: bool, out: &mut Vec<TermHit>) {
        let padded = folded.padded();
        let mut places = Places {
            terms: self,
            text,
            folded,
            origins: folded.origins(),
            closer: [Closer::default(); LANES],
        };
        let mut found = [0; LANES];
        let chunks = masks::chunks(folded.view());
        let mut chunks = chunks.map(|chunk| self.starts.masks(&chunk));
        let (mut word, mut first) = chunks.next().unwrap_or_default();
        let mut carry = u64::from(inside);
        for at in (0..n_own).step_by(LANES) {
            let (next, next_first) = chunks.next().unwrap_or_default();
            let words = u128::from(word) | u128::from(next) << LANES;
            let Some(bytes) = padded[at..].first_chunk() else { break };
            let mut n_found = 0;
            for bit in masks::ones(first & !(word << 1 | carry)) {
                found[n_found] = bit as u8;
                n_found += usize::from(self.starts.may_start(bytes, bit, words));
            }
            places.find((at, words), &found[..n_found], n_own, out);
            carry = word >> (LANES - 1);
            (word, first) = (next, next_first);
        }
    }

    /// Adds the terms inside words that begin in the first `n_own` bytes; says whether there are any.
    fn find_insides(&self, text: &str, folded: &Folded, n_own: usize, inside: bool, out: &mut Vec<TermHit>) -> bool {
        let view = folded.view();
        let n_before = out.len();
        let mut origins = folded.origins();
        let mut from = if inside {
            view.iter().take_while(|&&byte| is_word(byte)).count()
        } else {
            0
        };
        while let Some(start) = self.insides.next_word(view, from).filter(|&start| start < n_own) {
            for &id in self.insides.ids() {
                out.extend(self.hit(text, view, &mut origins, start, id));
            }
            from = start + view[start..].iter().take_while(|&&byte| is_word(byte)).count();
        }
        out.len() > n_before
    }

    #[inline]
    fn hit(&self, text: &str, view: &[u8], origins: &mut fold::Origins, start: usize, id: u32) -> Option<TermHit> {
        let term = &self.list[id as usize];
        let end = term.end_at(view, start)?;
        let (start, end) = origins.span(start, end);
        (end - start <= MAX_LEN && term.agrees(&text[start..end])).then(|| TermHit {
            start: offset(start),
            end: offset(end),
            term: id,
        })
    }
}

/// The search at places of one folded text.
struct Places<'a> {
    terms: &'a Terms,
    text: &'a str,
    folded: &'a Folded,
    origins: fold::Origins<'a>,
    closer: [Closer; LANES],
}

impl Places<'_> {
    /// Adds the terms at those places of the chunk at `from` that are in the first `n_own` bytes; `words` has a bit per
    /// byte from there on. Here and before, what may be is collected first: a branch per word would be guessed wrong too
    /// often.
    #[inline(always)]
    fn find(&mut self, (from, words): (usize, u128), bits: &[u8], n_own: usize, out: &mut Vec<TermHit>) {
        let padded = self.folded.padded();
        let mut n_closer = 0;
        for &bit in bits {
            let (closer, may_start) = self
                .terms
                .starts
                .closer(padded, from + usize::from(bit), (words >> bit) as u64);
            self.closer[n_closer] = closer;
            n_closer += usize::from(may_start);
        }
        for at in 0..n_closer {
            if (self.closer[at].start as usize) < n_own {
                self.find_at(self.closer[at], out);
            }
        }
    }

    fn find_at(&mut self, place: Closer, out: &mut Vec<TermHit>) {
        let n_before = out.len();
        for id in self.terms.starts.at(self.folded.padded(), place) {
            let start = place.start as usize;
            let hit = self
                .terms
                .hit(self.text, self.folded.view(), &mut self.origins, start, id);
            if let Some(hit) = hit {
                out.push(hit);
            }
        }
        out[n_before..].sort_unstable_by_key(|hit| hit.term);
    }
}

impl Term {
    fn new(pattern: &str) -> Result<Self, &'static str> {
        let (exact, rest) = match pattern.strip_prefix('=') {
            Some(rest) => (true, rest),
            None => (false, pattern),
        };
        let (open_start, rest) = strip(rest.strip_prefix('*'), rest);
        let (open_end, core) = strip(rest.strip_suffix('*'), rest);
        let kind = match (open_start, open_end) {
            (false, false) => Kind::Whole,
            (false, true) => Kind::Prefix,
            (true, false) => Kind::Suffix,
            (true, true) => Kind::Infix,
        };
        let folded = one_spaced(&fold(core));
        if exact && kind != Kind::Whole {
            return Err("`=` and `*` do not go together");
        }
        if core.contains('*') {
            return Err("`*` may stand at the start and at the end only");
        }
        if folded.contains(OTHER) || folded.contains('\t') {
            return Err("holds a character that no term can hold");
        }
        if !folded.starts_with(|c: char| c.is_alphanumeric()) {
            return Err("must begin with a letter or digit");
        }
        if folded.len() > MAX_WORD {
            return Err("is too long");
        }
        if kind != Kind::Whole && !folded.bytes().last().is_some_and(is_word) {
            return Err("has no letter or digit before its `*`");
        }
        let n_last = folded.bytes().rev().take_while(|&byte| is_word(byte)).count();
        if kind == Kind::Prefix && n_last < 2 {
            return Err("needs two letters before its `*`");
        }
        if open_start && !folded.bytes().all(is_word) {
            return Err("`*` at the start goes with one word only");
        }
        Ok(Self {
            kind,
            is_one_word: !folded.contains(' '),
            folded: folded.into(),
            exact: exact.then(|| core.into()),
        })
    }

    /// Its words, folded.
    pub(super) fn words(&self) -> impl Iterator<Item = &[u8]> + Clone {
        let words = self.folded.as_bytes().split(|&byte| !is_word(byte));
        words.filter(|word| !word.is_empty())
    }

    /// Where the term ends in `folded`, if it is there at the word that starts at `start`.
    pub(super) fn end_at(&self, folded: &[u8], start: usize) -> Option<usize> {
        if matches!(self.kind, Kind::Suffix | Kind::Infix) {
            let end = word_end(folded, start)?;
            let word = &folded[start..end];
            let core = self.folded.as_bytes();
            let found = match self.kind {
                Kind::Suffix => word.ends_with(core),
                _ => word.windows(core.len()).any(|part| part == core),
            };
            return found.then_some(end);
        }
        let end = match self.is_one_word {
            true => folded[start..]
                .starts_with(self.folded.as_bytes())
                .then_some(start + self.folded.len())?,
            false => compare(self.folded.as_bytes(), folded, start)?,
        };
        let inside = folded.get(end).is_some_and(|&byte| is_word(byte));
        match self.kind {
            _ if !is_word(folded[end - 1]) || !inside => Some(end),
            Kind::Prefix => word_end(folded, end),
            _ => None,
        }
    }

    /// Whether the text found, as written, is what the pattern asks for.
    pub(super) fn agrees(&self, text: &str) -> bool {
        self.exact.as_deref().is_none_or(|exact| {
            let end = compare(exact.as_bytes(), text.as_bytes(), 0);
            end == Some(text.len())
        })
    }
}

/// Where `pattern` ends in `text` when it starts at `start`; a space equals a run of spaces.
fn compare(pattern: &[u8], text: &[u8], start: usize) -> Option<usize> {
    pattern.iter().try_fold(start, |at, &byte| match byte {
        b' ' => spaces_end(text, at),
        _ => (text.get(at) == Some(&byte)).then_some(at + 1),
    })
}

/// The end of the run of spaces at `at`; an abbreviation's full stop may lead it ("num. nat.").
fn spaces_end(text: &[u8], at: usize) -> Option<usize> {
    let stop = usize::from(text.get(at) == Some(&b'.'));
    let rest = text.get(at + stop..)?;
    let len = stop + rest.iter().take_while(|&&byte| is_space(byte)).count();
    (1..=MAX_SPACES).contains(&len).then_some(at + len)
}

/// The end of the word that `at` stands in; none if no word is that long.
pub(super) fn word_end(text: &[u8], at: usize) -> Option<usize> {
    let len = text[at..]
        .iter()
        .take(MAX_WORD + 1)
        .take_while(|&&byte| is_word(byte))
        .count();
    (len <= MAX_WORD).then_some(at + len)
}

fn strip<'p>(stripped: Option<&'p str>, whole: &'p str) -> (bool, &'p str) {
    stripped.map_or((false, whole), |rest| (true, rest))
}

/// Each run of spaces, line ends, hyphens and underscores as one space.
fn one_spaced(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    for c in folded.trim_matches(' ').chars() {
        match u8::try_from(c).is_ok_and(is_space) {
            true if out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(c),
        }
    }
    out
}
