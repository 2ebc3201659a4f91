//! The one pass over a text: where numbers, addresses, letter-digit shapes, machine-readable lines and terms may be.
//!
//! Nothing is decided here. A candidate says that a rule may look at a place; rules check digits, neighbours and
//! context. Every list of a [`Sweep`] is in increasing order of its starts and does not depend on how a text is cut
//! into ranges.

use std::ops::Range;
use std::sync::Arc;

mod fold;
mod index;
mod lines;
mod runs;
mod shapes;
mod strings;
mod terms;
#[cfg(test)]
mod tests;

use crate::masks;
use fold::Folded;
pub use runs::MAX_DIGITS;
pub(super) use strings::Strings;
pub use terms::Terms;

/// No candidate is longer than this many bytes.
const MAX_LEN: usize = 2 << 10;
/// Terms are looked for in parts of this size: the folded part stays in the processor's cache.
const BLOCK: usize = 64 << 10;
/// A folded part goes on this far, for the ends of what starts in it.
const BEHIND: usize = MAX_LEN + 256;

/// A term at `start..end`: byte offsets of the text, on word borders (but `d'` ends behind its apostrophe). The end
/// is the end of the word for `word*`, and both ends are the word's for `*word` and `*word*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TermHit {
    pub start: u32,
    pub end: u32,
    pub term: u32,
}

/// A run of digits and separators of `[ ./()-]` (at most three in a row), from a digit to a digit.
///
/// A longer row of numbers is cut between groups of digits, at a wide gap if there is one, so that no run has more
/// than [`MAX_DIGITS`] digits. A group that is longer than that by itself is no number of a person: no run goes over
/// it. Runs do not overlap, so that looking at all of them stays linear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DigitRun {
    pub start: u32,
    pub end: u32,
    pub digits: u16,
}

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
    /// Where shapes of letters and digits may begin, as the module `shapes` lists them.
    pub alnum: Vec<u32>,
    /// Two letters and two digits right behind other letters: a label may be glued to them.
    pub glued: Vec<u32>,
    /// Machine-readable lines: runs of `[A-Z0-9< ]` of at least 28 bytes that are no space, with `<<` twice. `digits`
    /// is 0. A run is on one line.
    pub mrz: Vec<DigitRun>,
    /// By start, then by id. Every id that matches is there; so are equal patterns with different ids.
    pub terms: Vec<TermHit>,
}

/// Finds candidates; keeps its buffers from sweep to sweep. Engines of one detector share their terms.
pub struct Engine {
    terms: Arc<Terms>,
    classes: runs::Classes,
    folded: Folded,
}

impl Engine {
    pub fn new(terms: impl Into<Arc<Terms>>) -> Self {
        Self {
            terms: terms.into(),
            classes: runs::Classes::default(),
            folded: Folded::default(),
        }
    }

    /// The candidates that start in `range` (on character borders), with their ends up to 2 KiB behind it. `out` is
    /// cleared first.
    pub fn sweep(&mut self, buf: &str, range: Range<usize>, out: &mut Sweep) {
        out.clear();
        self.classes.sweep(buf, &range, out);
        let ats = memchr::memchr_iter(b'@', &buf.as_bytes()[range.clone()]);
        out.ats.extend(ats.map(|at| offset(range.start + at)));
        lines::find(buf.as_bytes(), &range, &mut out.mrz);
        let mut start = range.start;
        while start < range.end {
            let end = buf.floor_char_boundary(range.end.min(start + BLOCK));
            self.terms.find(&mut self.folded, buf, start..end, &mut out.terms);
            start = end;
        }
    }
}

impl Sweep {
    fn clear(&mut self) {
        self.digits.clear();
        self.wrapped.clear();
        self.ats.clear();
        self.alnum.clear();
        self.glued.clear();
        self.mrz.clear();
        self.terms.clear();
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("a window is far smaller than 4 GiB")
}
