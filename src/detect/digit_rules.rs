//! Which rules want numbers of which groups or counts: a look-up per stretch of digits.

use super::digits::{Grouping, MOST_DIGITS};
use super::rule::{Kind, Rule};

const HASH_BITS: u32 = 10;

/// Which rules want numbers of which groups or counts.
#[derive(Default)]
pub struct DigitRules {
    shaped: Vec<(u64, Vec<(u16, u8)>)>,
    /// A bit per hash of a signature of `shaped`: most groups of digits have no rule's signature.
    filter: [u64; 1 << (HASH_BITS - 6)],
    counted: Vec<Vec<u16>>,
    padded: Vec<Vec<u16>>,
    /// No rule wants fewer digits: without zeros left out, and with them.
    fewest: usize,
    fewest_padded: usize,
}

impl DigitRules {
    pub fn new(rules: &[Rule]) -> Self {
        let mut all = Self {
            shaped: Vec::new(),
            filter: [0; 1 << (HASH_BITS - 6)],
            counted: vec![Vec::new(); MOST_DIGITS + 1],
            padded: vec![Vec::new(); MOST_DIGITS + 1],
            fewest: MOST_DIGITS,
            fewest_padded: MOST_DIGITS,
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
            }
            let counts = &rule.file.find.counts;
            let grouped = rule.groupings.iter().map(Grouping::n_digits);
            let fewest = grouped.chain(counts.iter().copied()).min().unwrap_or(0);
            all.fewest = all.fewest.min(fewest);
            all.fewest_padded = all
                .fewest_padded
                .min(rule.file.find.padded_from.unwrap_or(fewest))
                .min(fewest);
            if rule.groupings.is_empty() {
                counts.iter().for_each(|&count| all.counted[count].push(at));
            }
            if let (Some(fewest), Some(&most)) = (rule.file.find.padded_from, counts.iter().min()) {
                all.padded[fewest.min(most)..most]
                    .iter_mut()
                    .for_each(|rules| rules.push(at));
            }
        }
        for signature in by_shape.keys() {
            let hash = hash(*signature);
            all.filter[hash / 64] |= 1 << (hash % 64);
        }
        all.shaped = by_shape.into_iter().collect();
        all
    }

    /// Fewest digits of a number of any rule; `padded` where zeros may be left out.
    pub fn fewest(&self, padded: bool) -> usize {
        if padded { self.fewest_padded } else { self.fewest }
    }

    #[inline]
    pub fn shaped(&self, signature: u64) -> &[(u16, u8)] {
        let hash = hash(signature);
        if self.filter[hash / 64] >> (hash % 64) & 1 == 0 {
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

fn hash(signature: u64) -> usize {
    (signature.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - HASH_BITS)) as usize
}
