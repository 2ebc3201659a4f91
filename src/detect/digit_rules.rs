//! Which rules want numbers of which groups or counts: a look-up per stretch of digits.

use super::digits::MOST_DIGITS;
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
    /// A bit per number of digits that a number may have, also without its zeros.
    pub wanted: u32,
    /// A bit per number of digits that may go on behind a line end.
    wrapped: u32,
}

impl DigitRules {
    pub fn new(rules: &[Rule]) -> Self {
        let mut all = Self {
            shaped: Vec::new(),
            seen: [0; 16],
            counted: vec![Vec::new(); MOST_DIGITS + 1],
            padded: vec![Vec::new(); MOST_DIGITS + 1],
            fewest: MOST_DIGITS,
            wanted: 0,
            wrapped: 0,
        };
        let mut by_shape = std::collections::BTreeMap::<u64, Vec<(u16, u8)>>::new();
        for (at, rule) in (0_u16..)
            .zip(rules)
            .filter(|(_, rule)| rule.file.find.kind == Kind::Digits)
        {
            for (grouping_at, grouping) in (0_u8..).zip(&rule.groupings) {
                by_shape
                    .entry(grouping.signature())
                    .or_default()
                    .push((at, grouping_at));
                all.fewest = all.fewest.min(grouping.n_digits());
                all.wanted |= 1 << grouping.n_digits();
                if rule.file.find.wrapped {
                    all.wrapped |= 1 << grouping.n_digits();
                }
            }
            let counts = &rule.file.find.counts;
            all.wanted |= counts.iter().fold(0, |bits, count| bits | 1 << count);
            all.fewest = counts.iter().copied().fold(all.fewest, usize::min);
            if rule.groupings.is_empty() {
                counts.iter().for_each(|&count| all.counted[count].push(at));
                if rule.file.find.wrapped {
                    all.wrapped |= counts.iter().fold(0, |bits, count| bits | 1 << count);
                }
            }
            if let (Some(fewest), Some(&most)) = (rule.file.find.padded_from, counts.iter().min()) {
                all.wanted |= (fewest.min(most)..most).fold(0, |bits, n| bits | 1 << n);
                all.padded[fewest.min(most)..most]
                    .iter_mut()
                    .for_each(|rules| rules.push(at));
            }
        }
        for &signature in by_shape.keys() {
            let (word, bit) = hashed(signature);
            all.seen[word] |= bit;
        }
        all.shaped = by_shape.into_iter().collect();
        all
    }

    /// Whether a number of a rule may go over the line end in a run: it has all digits up to the next spaces.
    pub fn may_wrap(&self, bytes: &[u8], run: DigitRun) -> bool {
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

    pub fn padded(&self, n_digits: usize) -> &[u16] {
        self.padded.get(n_digits).map_or(&[], Vec::as_slice)
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
