//! Which rules want numbers of which groups or counts: a look-up per stretch of digits.

use super::digits::{self, MOST_DIGITS};
use super::engine::DigitRun;
use super::rule::{Kind, Rule};

/// Which rules want numbers of which groups or counts.
#[derive(Default)]
pub struct DigitRules {
    shaped: Vec<(u64, Vec<(u16, u8)>)>,
    /// A bit per hashed signature: most stretches of digits are of no rule.
    seen: [u64; 16],
    counted: Vec<Vec<u16>>,
    padded: Vec<Vec<u16>>,
    /// No number has fewer digits, but for lost zeros.
    pub fewest: usize,
    /// By rule.
    lengths: Vec<Lengths>,
}

/// How long the numbers of a rule are.
#[derive(Clone, Copy, Default)]
pub struct Lengths {
    /// A bit per number of digits that a number may have, also without its zeros.
    pub wanted: u32,
    /// A bit per number of digits that may go on behind a line end.
    pub wrapped: u32,
}

impl Lengths {
    fn add(&mut self, n_digits: usize, wraps: bool) {
        self.wanted |= 1 << n_digits;
        self.wrapped |= u32::from(wraps) << n_digits;
    }

    /// Those of several rules.
    pub fn with(self, other: Self) -> Self {
        Self {
            wanted: self.wanted | other.wanted,
            wrapped: self.wrapped | other.wrapped,
        }
    }
}

impl DigitRules {
    pub fn new(rules: &[Rule]) -> Self {
        let mut all = Self {
            shaped: Vec::new(),
            seen: [0; 16],
            counted: vec![Vec::new(); MOST_DIGITS + 1],
            padded: vec![Vec::new(); MOST_DIGITS + 1],
            fewest: MOST_DIGITS,
            lengths: vec![Lengths::default(); rules.len()],
        };
        let mut by_shape = std::collections::BTreeMap::<u64, Vec<(u16, u8)>>::new();
        for (at, rule) in (0_u16..)
            .zip(rules)
            .filter(|(_, rule)| rule.file.find.kind == Kind::Digits)
        {
            let lengths = &mut all.lengths[usize::from(at)];
            let find = &rule.file.find;
            for (grouping_at, grouping) in (0_u8..).zip(&rule.groupings) {
                by_shape
                    .entry(grouping.signature())
                    .or_default()
                    .push((at, grouping_at));
                all.fewest = all.fewest.min(grouping.n_digits());
                lengths.add(grouping.n_digits(), find.wrapped);
            }
            for &count in &find.counts {
                all.fewest = all.fewest.min(count);
                lengths.add(count, find.wrapped && rule.groupings.is_empty());
                if rule.groupings.is_empty() {
                    all.counted[count].push(at);
                }
            }
            if let (Some(fewest), Some(&most)) = (find.padded_from, find.counts.iter().min()) {
                for n_digits in fewest.min(most)..most {
                    lengths.add(n_digits, false);
                    all.padded[n_digits].push(at);
                }
            }
        }
        for &signature in by_shape.keys() {
            let (word, bit) = hashed(signature);
            all.seen[word] |= bit;
        }
        all.shaped = by_shape.into_iter().collect();
        all
    }

    pub fn lengths(&self, rule: u16) -> Lengths {
        self.lengths.get(usize::from(rule)).copied().unwrap_or_default()
    }

    /// The rules whose numbers have groups of these lengths, and which of their groupings that is.
    pub fn shaped(&self, signature: u64) -> &[(u16, u8)] {
        let (word, bit) = hashed(signature);
        if self.seen[word] & bit == 0 {
            return &[];
        }
        let found = self
            .shaped
            .binary_search_by_key(&signature, |(signature, _)| *signature);
        found.map_or(&[], |at| &self.shaped[at].1)
    }

    pub fn counted(&self, n_digits: usize) -> &[u16] {
        self.counted.get(n_digits).map_or(&[], Vec::as_slice)
    }

    /// The rules of numbers without separators, which may have lost their zeros where the text is `structured`.
    pub fn bare(&self, n_digits: usize, structured: bool) -> impl Iterator<Item = u16> {
        let shaped = self
            .shaped(digits::signature(0, n_digits))
            .iter()
            .map(|(rule, _)| *rule);
        let padded = if structured { self.padded(n_digits) } else { &[] };
        let counted = self.counted(n_digits).iter().chain(padded);
        shaped.chain(counted.copied())
    }

    pub fn padded(&self, n_digits: usize) -> &[u16] {
        self.padded.get(n_digits).map_or(&[], Vec::as_slice)
    }
}

impl Lengths {
    /// Whether a number may go over the line end in a run: it has all digits up to the next spaces.
    pub fn may_wrap(self, bytes: &[u8], run: DigitRun) -> bool {
        let run_bytes = &bytes[run.start as usize..run.end as usize];
        let Some(line_end) = memchr::memchr(b'\n', run_bytes) else {
            return true;
        };
        let (left, right) = (&run_bytes[..line_end], &run_bytes[line_end + 1..]);
        let fewest = digits_up_to_space(left.iter().rev()) + digits_up_to_space(right.iter());
        // A float's ".0" is not counted.
        let fewest = fewest - usize::from(run_bytes.ends_with(b".0"));
        let most = usize::from(run.digits).min(MOST_DIGITS);
        (fewest..=most).any(|n| self.wrapped & 1 << n != 0)
    }
}

/// The digits before a space, where spaces before all digits do not count.
fn digits_up_to_space<'b>(bytes: impl Iterator<Item = &'b u8>) -> usize {
    bytes
        .skip_while(|byte| !byte.is_ascii_digit())
        .take_while(|byte| !byte.is_ascii_whitespace())
        .filter(|byte| byte.is_ascii_digit())
        .count()
}

/// The word and bit that stand for a signature.
fn hashed(signature: u64) -> (usize, u64) {
    let hash = signature.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54;
    ((hash / 64) as usize, 1 << (hash % 64))
}
