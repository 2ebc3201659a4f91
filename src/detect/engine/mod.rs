//! The one pass over a text: where numbers, addresses, letter-digit shapes, machine-readable lines and terms may be.
//!
//! Nothing is decided here. A candidate says that a rule may look at a place; rules check digits, neighbours and
//! context. Every list of a [`Sweep`] is in increasing order of its starts and does not depend on how a text is cut
//! into ranges.

use std::ops::Range;

mod fold;
mod runs;
mod terms;
#[cfg(test)]
mod tests;

pub use terms::Terms;

/// No candidate is longer than this many bytes.
const MAX_LEN: usize = 2 << 10;

/// A term at `start..end`: byte offsets of the text, on word borders (but `d'` ends behind its apostrophe). The end
/// is the end of the word for `word*`, and both ends are the word's for `*word` and `*word*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TermHit {
    pub start: u32,
    pub end: u32,
    pub term: u32,
}

/// A run of digits and single separators of `[ ./()-]` (at most three in a row), from a digit to a digit.
///
/// A longer row of numbers is cut between groups of digits, so that no run has more than [`MAX_DIGITS`] digits. A
/// group that is longer than that by itself is no number of a person and ends the run before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DigitRun {
    pub start: u32,
    pub end: u32,
    pub digits: u16,
}

pub use runs::MAX_DIGITS;

/// What one sweep found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sweep {
    /// Runs of at least 8 digits.
    pub digits: Vec<DigitRun>,
    /// Runs of 8 to 40 digits that stand on two lines: one line end (and indentation) where a separator may be. Not
    /// both lines have 8 digits of their own there.
    pub wrapped: Vec<DigitRun>,
    /// `@`.
    pub ats: Vec<u32>,
    /// Words that start with two ASCII letters and, after at most one separator of `[ .-]`, two digits.
    pub alnum: Vec<u32>,
    /// Machine-readable lines: runs of `[A-Z0-9< ]` of at least 28 bytes that are no space, with `<<` twice. `digits`
    /// is 0. A run is on one line.
    pub mrz: Vec<DigitRun>,
    /// By start, then by id. Every id that matches is there; so are equal patterns with different ids.
    pub terms: Vec<TermHit>,
}

/// Finds candidates; keeps its buffers from sweep to sweep.
pub struct Engine {
    terms: Terms,
}

impl Engine {
    pub fn new(terms: Terms) -> Self {
        Self { terms }
    }

    /// The candidates that start in `range`, with their ends up to 2 KiB behind it. `out` is cleared first.
    pub fn sweep(&mut self, buf: &str, range: Range<usize>, out: &mut Sweep) {
        out.digits.clear();
        out.wrapped.clear();
        out.ats.clear();
        out.alnum.clear();
        out.mrz.clear();
        out.terms.clear();
        runs::digits(buf.as_bytes(), &range, out);
        runs::letters(buf, &range, out);
        runs::mrz(buf.as_bytes(), &range, out);
        self.find_terms(buf, &range, out);
    }

    fn find_terms(&self, buf: &str, range: &Range<usize>, out: &mut Sweep) {
        let mut folded = String::new();
        let mut origin = Vec::new();
        for (at, c) in buf.char_indices() {
            fold::fold_char(c, &mut folded);
            origin.resize(folded.len(), at);
        }
        origin.push(buf.len());
        let bytes = folded.as_bytes();
        let starts = (0..bytes.len()).filter(|&at| {
            let before = at.checked_sub(1).map(|before| bytes[before]);
            range.contains(&origin[at]) && fold::is_word(bytes[at]) && !before.is_some_and(fold::is_word)
        });
        for at in starts {
            for (id, term) in self.terms.list.iter().enumerate() {
                let Some(end) = term.end_at(bytes, at) else { continue };
                let span = origin[at]..origin[end];
                if span.len() <= MAX_LEN && term.agrees(&buf[span.clone()]) {
                    out.terms.push(TermHit {
                        start: offset(span.start),
                        end: offset(span.end),
                        term: offset(id),
                    });
                }
            }
        }
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("a window is far smaller than 4 GiB")
}
