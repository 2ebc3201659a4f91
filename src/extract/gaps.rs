//! What of one document was not read: each gap once, and no more of them than a person looks at.

use std::collections::{BTreeMap, HashSet};
use std::hash::BuildHasher as _;

use super::Reason;
use crate::finding::Gap;

/// So many gaps of one document are kept. An archive can have a hundred thousand members that are not read: their names
/// would be longer than all that is found.
const MOST: usize = 100;

#[derive(Default)]
pub(super) struct Gaps {
    kept: Vec<Gap>,
    /// All that were told, by their hashes: names of members can be long.
    known: HashSet<u64>,
    /// How many were not kept.
    more: BTreeMap<Reason, u32>,
}

impl Gaps {
    pub(super) fn add(&mut self, gap: Gap) {
        if !self.known.insert(self.known.hasher().hash_one(&gap)) {
            return;
        }
        if self.kept.len() < MOST {
            self.kept.push(gap);
        } else {
            *self.more.entry(gap.reason).or_default() += 1;
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Whether anything was not read for this reason.
    pub(super) fn has(&self, reason: Reason) -> bool {
        self.more.contains_key(&reason) || self.kept.iter().any(|gap| gap.reason == reason)
    }

    /// Those that are kept, and of each reason how many more there were.
    pub(super) fn told(self) -> Vec<Gap> {
        let more = self.more.into_iter().map(|(reason, n)| Gap {
            reason,
            inner: Vec::new(),
            detail: format!("and {n} more"),
        });
        self.kept.into_iter().chain(more).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gap(reason: Reason, name: usize) -> Gap {
        Gap {
            reason,
            inner: vec![name.to_string()],
            detail: String::new(),
        }
    }

    #[test]
    fn each_gap_is_told_once() {
        let mut gaps = Gaps::default();
        assert!(gaps.is_empty());
        for _ in 0..2 {
            gaps.add(gap(Reason::Damaged, 1));
            gaps.add(gap(Reason::Encrypted, 1));
        }
        assert!(gaps.has(Reason::Damaged) && !gaps.has(Reason::LimitDepth));
        assert_eq!(gaps.told(), [gap(Reason::Damaged, 1), gap(Reason::Encrypted, 1)]);
    }

    #[test]
    fn of_too_many_the_number_is_told_by_reason() {
        let mut gaps = Gaps::default();
        for name in [0..MOST, 0..MOST + 3].into_iter().flatten() {
            gaps.add(gap(Reason::LimitDepth, name));
        }
        gaps.add(gap(Reason::Damaged, 0));
        gaps.add(gap(Reason::Damaged, 0));
        assert!(gaps.has(Reason::Damaged));
        let told = gaps.told();
        let more: Vec<_> = told[MOST..].iter().map(|gap| (gap.reason, &*gap.detail)).collect();
        assert_eq!(
            more,
            [(Reason::Damaged, "and 1 more"), (Reason::LimitDepth, "and 3 more")]
        );
        assert_eq!(
            told[..MOST],
            std::array::from_fn::<_, MOST, _>(|name| gap(Reason::LimitDepth, name))
        );
    }
}
