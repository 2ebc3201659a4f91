//! Runs of digits, on one line and over two, and the shapes of letters and digits.
//!
//! Most of a text is far from a digit, so that all but one of the masks are made only near one.

use std::ops::Range;

use super::masks::{self, LANES, before, behind, mask, ones};
use super::{DigitRun, MAX_LEN, Sweep, offset, shapes};

/// Digits in one run, at most.
pub const MAX_DIGITS: u16 = 64;
/// Separators between two digits of a run, at most.
const MAX_SEPARATORS: usize = 3;
const MIN_DIGITS: usize = 8;
const MAX_WRAPPED: usize = 40;
/// A number in two halves that could each be one has no more digits.
const MOST_IN_HALVES: usize = 19;
const MAX_INDENT: usize = 64;

/// Digits with nothing between them.
pub(super) type Group = Range<usize>;

/// A run of digits before it is emitted.
#[derive(Clone)]
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) digits: usize,
}

impl From<Run> for DigitRun {
    fn from(run: Run) -> Self {
        Self {
            start: offset(run.start),
            end: offset(run.end),
            digits: u16::try_from(run.digits).unwrap_or(u16::MAX),
        }
    }
}

/// The classes of the bytes from `from` on, a bit per byte.
#[derive(Default)]
pub(super) struct Classes {
    from: usize,
    digits: Vec<u64>,
    separators: Vec<u64>,
    letters: Vec<u64>,
    line_ends: Vec<u64>,
    /// Digits and the gaps between the digits of one chain.
    chains: Vec<u64>,
}

impl Classes {
    /// Finds what starts in `range`.
    pub(super) fn sweep(&mut self, buf: &str, range: &Range<usize>, out: &mut Sweep) {
        let bytes = buf.as_bytes();
        self.read(bytes, range);
        for at in 0..self.digits.len() {
            if self.digits[at] | self.chains[at] | before(&self.digits, at, 4) | behind(&self.digits, at, 8) == 0 {
                continue;
            }
            self.chains_at(bytes, at, range, out);
            self.wraps_at(bytes, at, range, out);
            self.shapes_at(buf, at, range, out);
        }
    }

    /// Makes the masks of the chains that touch `range`, and of what may belong to what starts there.
    fn read(&mut self, buf: &[u8], range: &Range<usize>) {
        self.from = chain_start(buf, range.start);
        let end = buf.len().min(range.end + MAX_LEN);
        self.digits.clear();
        let chunks = || masks::chunks(&buf[self.from..end]);
        self.digits.extend(chunks().map(|chunk| mask(&chunk, [(b'0', b'9')])));
        let n_masks = self.digits.len();
        for masks in [&mut self.separators, &mut self.letters, &mut self.line_ends] {
            masks.clear();
            masks.resize(n_masks, 0);
        }
        for at in 0..n_masks {
            let near = self.digits[at] | before(&self.digits, at, 8) | behind(&self.digits, at, 8);
            if near != 0 {
                self.read_near(&chunk_at(&buf[self.from..end], at), at);
            }
        }
        self.chains.clear();
        self.chains
            .extend((0..n_masks).map(|at| chain_mask(&self.digits, &self.separators, at)));
    }

    fn read_near(&mut self, chunk: &masks::Chunk, at: usize) {
        self.separators[at] = mask(chunk, [(b' ', b' '), (b'(', b')'), (b'-', b'/')]);
        self.letters[at] = mask(chunk, [(b'A', b'Z'), (b'a', b'z')]);
        self.line_ends[at] = mask(chunk, [(b'\n', b'\n')]);
    }

    /// Emits the chains of eight bytes or more that start in the chunk `at`.
    fn chains_at(&self, buf: &[u8], at: usize, range: &Range<usize>, out: &mut Sweep) {
        let starts = self.chains[at] & !before(&self.chains, at, 1);
        let mut eight = masks::with_next(&self.chains, at);
        for n in [1, 2, 4] {
            eight &= eight >> n;
        }
        for bit in ones(starts & eight as u64) {
            let start = at * LANES + bit;
            let end = self.chain_end(start);
            self.emit(buf, start..end, range, out);
        }
    }

    /// The end of the chain that starts at bit `start`.
    fn chain_end(&self, start: usize) -> usize {
        let mut at = start / LANES;
        let mut gaps = !self.chains[at] & (u64::MAX << (start % LANES));
        while gaps == 0 {
            at += 1;
            match self.chains.get(at) {
                Some(mask) => gaps = !mask,
                None => return at * LANES,
            }
        }
        at * LANES + gaps.trailing_zeros() as usize
    }

    fn emit(&self, buf: &[u8], bits: Range<usize>, range: &Range<usize>, out: &mut Sweep) {
        let digits = self.count(&bits);
        let (start, end) = (self.from + bits.start, self.from + bits.end);
        if digits <= usize::from(MAX_DIGITS) {
            if digits >= MIN_DIGITS && range.contains(&start) {
                out.digits.push(Run { start, end, digits }.into());
            }
            return;
        }
        let chain = groups(buf, start..end);
        let runs = cut(buf, &chain).into_iter();
        let wanted = runs.filter(|run| run.digits >= MIN_DIGITS && range.contains(&run.start));
        out.digits.extend(wanted.map(DigitRun::from));
    }

    /// How many digits there are among the bits.
    fn count(&self, bits: &Range<usize>) -> usize {
        let (first, last) = (bits.start / LANES, bits.end / LANES);
        (first..=last.min(self.digits.len() - 1))
            .map(|at| {
                let from = bits.start.saturating_sub(at * LANES).min(LANES - 1) as u32;
                let up_to = bits.end - at * LANES;
                let below = if up_to >= LANES { u64::MAX } else { (1 << up_to) - 1 };
                (self.digits[at] & below & (u64::MAX << from)).count_ones() as usize
            })
            .sum()
    }

    /// Emits the runs that go over a line end in the chunk `at`.
    fn wraps_at(&self, buf: &[u8], at: usize, range: &Range<usize>, out: &mut Sweep) {
        let digits_before = (1..=4).fold(0, |any, n| any | before(&self.digits, at, n));
        for bit in ones(self.line_ends[at] & digits_before) {
            let run = wrap(buf, self.from + at * LANES + bit);
            out.wrapped
                .extend(run.filter(|run| range.contains(&run.start)).map(DigitRun::from));
        }
    }

    /// Emits where shapes of letters and digits begin in the chunk `at`.
    fn shapes_at(&self, buf: &str, at: usize, range: &Range<usize>, out: &mut Sweep) {
        let masks: [&[u64]; 4] = [&self.letters, &self.digits, &self.separators, &self.line_ends];
        for bit in ones(shapes::starts(masks, at)) {
            let start = self.from + at * LANES + bit;
            // The masks know no letter above ASCII, and nothing before the first chunk.
            let inside = buf[..start].chars().next_back().is_some_and(char::is_alphanumeric);
            if !inside && range.contains(&start) {
                out.alnum.push(offset(start));
            }
        }
        let first = self.from.checked_sub(1).map(|before| buf.as_bytes()[before]);
        let is_first_inside = first.is_some_and(|byte| byte.is_ascii_alphabetic());
        let glued = ones(shapes::glued(&self.letters, &self.digits, at, is_first_inside));
        let glued = glued.map(|bit| self.from + at * LANES + bit);
        out.glued
            .extend(glued.filter(|start| range.contains(start)).map(offset));
    }
}

fn chunk_at(buf: &[u8], at: usize) -> masks::Chunk {
    let rest = &buf[at * LANES..];
    rest.first_chunk().copied().unwrap_or_else(|| {
        let mut chunk = [0; LANES];
        chunk[..rest.len()].copy_from_slice(rest);
        chunk
    })
}

/// Digits, and the gaps of one to three separators between them.
fn chain_mask(digits: &[u64], separators: &[u64], at: usize) -> u64 {
    if separators[at] == 0 {
        return digits[at];
    }
    let digits_around = masks::with_neighbours(digits, at);
    let separators = masks::with_neighbours(separators, at);
    let first = separators & digits_around << 1;
    let second = separators & first << 1;
    let third = separators & second << 1;
    // From the digit behind a gap back to its start: the last of one, two or three separators.
    let closing = digits_around >> 1;
    let (one, two, three) = (first & closing, second & closing, third & closing);
    let gaps = one | two | two >> 1 | three | three >> 1 | three >> 2;
    digits[at] | (gaps >> masks::BEFORE) as u64
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b' ' | b'.' | b'/' | b'(' | b')' | b'-')
}

/// The start of the chain that `at` may stand in or right behind.
fn chain_start(buf: &[u8], mut at: usize) -> usize {
    loop {
        let gap = buf[..at]
            .iter()
            .rev()
            .take(MAX_SEPARATORS + 1)
            .take_while(|&&byte| is_separator(byte))
            .count();
        let digits = &buf[..at - gap];
        let n_digits = digits.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        if gap > MAX_SEPARATORS || n_digits == 0 {
            return at;
        }
        at = digits.len() - n_digits;
    }
}

/// The groups of digits of one chain.
fn groups(buf: &[u8], chain: Range<usize>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for at in chain.filter(|&at| buf[at].is_ascii_digit()) {
        match groups.last_mut() {
            Some(group) if group.end == at => group.end += 1,
            _ => groups.push(at..at + 1),
        }
    }
    groups
}

/// The runs of a chain: a row of numbers is cut where the gap is widest, if that leaves at least half a run.
pub(super) fn cut(buf: &[u8], chain: &[Group]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut rest = chain;
    while let Some(first) = rest.first() {
        let mut best = (0, 0);
        let (mut digits, mut n_groups, mut cut_at) = (0, 0, 0);
        while let Some(group) = rest
            .get(n_groups)
            .filter(|group| digits + group.len() <= MAX_DIGITS.into())
        {
            digits += group.len();
            n_groups += 1;
            let next = rest.get(n_groups).map_or(usize::MAX, |next| next.start);
            let gap = buf
                .get(group.end..next)
                .map_or((MAX_LEN, 0), |gap| (gap.len(), usize::from(gap.contains(&b' '))));
            if 2 * digits >= usize::from(MAX_DIGITS) && gap >= best || next == usize::MAX {
                (best, cut_at) = (gap, n_groups);
            }
        }
        // A group before one that is too long by itself, or that group.
        let taken = if cut_at > 0 { cut_at } else { n_groups };
        if taken > 0 {
            let (start, end) = (first.start, rest[taken - 1].end);
            let digits = rest[..taken].iter().map(Range::len).sum();
            runs.push(Run { start, end, digits });
        }
        rest = &rest[taken.max(1)..];
    }
    runs
}

/// The run that is broken by the line end at `line_end`.
fn wrap(buf: &[u8], line_end: usize) -> Option<Run> {
    let before = buf[..line_end]
        .iter()
        .rev()
        .take(MAX_SEPARATORS + 1)
        .take_while(|&&byte| is_separator(byte))
        .count();
    let left_end = line_end - before;
    let behind = &buf[line_end + 1..];
    // Also where a mail quotes another one: "> ".
    let is_quoted = behind.starts_with(b">");
    let indent = behind
        .iter()
        .take(MAX_INDENT + 1)
        .take_while(|&&byte| byte == b' ' || is_quoted && byte == b'>')
        .count();
    let separators = behind[indent..]
        .iter()
        .take(MAX_SEPARATORS + 1)
        .take_while(|&&byte| is_separator(byte))
        .count();
    let right_start = line_end + 1 + indent + separators;
    let next_to_digits =
        buf[..left_end].last().is_some_and(u8::is_ascii_digit) && buf.get(right_start).is_some_and(u8::is_ascii_digit);
    if !next_to_digits || before > MAX_SEPARATORS || indent > MAX_INDENT || separators > MAX_SEPARATORS {
        return None;
    }
    let (start, left) = reach(left_end, |at| at.checked_sub(1).map(|at| (at, buf[at])))?;
    let (end, right) = reach(right_start, |at| buf.get(at).map(|&byte| (at + 1, byte)))?;
    let digits = left + right;
    // Numbers under one another are whole. Halves of one are written in groups, like a card's.
    let grouped = left_end - start > left && end - right_start > right && digits <= MOST_IN_HALVES;
    let whole = left >= MIN_DIGITS && right >= MIN_DIGITS && !grouped;
    (!whole && (MIN_DIGITS..=MAX_WRAPPED).contains(&digits)).then_some(Run { start, end, digits })
}

/// How far a chain reaches from `at`, and its digits; none if they are too many for a number on two lines.
fn reach(from: usize, step: impl Fn(usize) -> Option<(usize, u8)>) -> Option<(usize, usize)> {
    let (mut at, mut reached, mut digits, mut gap) = (from, from, 0, 0);
    while let Some((next, byte)) = step(at) {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                gap = 0;
                reached = next;
            }
            _ if is_separator(byte) && gap < MAX_SEPARATORS => gap += 1,
            _ => break,
        }
        if digits > MAX_WRAPPED {
            return None;
        }
        at = next;
    }
    Some((reached, digits))
}
