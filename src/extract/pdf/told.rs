//! What the pages showed, by which what was left behind is known to be nothing new.

use std::hash::{Hash as _, Hasher as _};

use rustc_hash::{FxHashSet, FxHasher};

/// Held in memory as long as the document is read.
const MOST: usize = 1 << 20;

/// Every two words that stood side by side, and words alone: pages may be put together so that their lines are others.
#[derive(Default)]
pub(super) struct Told(FxHashSet<u64>);

impl Told {
    pub(super) fn add(&mut self, line: &str) {
        if self.0.len() < MOST {
            self.0.extend(prints(line));
        }
    }

    pub(super) fn append(&mut self, other: Self) {
        if self.0.len() < MOST {
            self.0.extend(other.0);
        }
    }

    pub(super) fn knows(&self, line: &str) -> bool {
        prints(line).all(|print| self.0.contains(&print))
    }
}

fn prints(line: &str) -> impl Iterator<Item = u64> {
    let mut before = "";
    line.split_whitespace().flat_map(move |word| {
        let pair = (std::mem::replace(&mut before, word), word);
        [Some(("", word)), Some(pair).filter(|(before, _)| !before.is_empty())]
            .into_iter()
            .flatten()
            .map(print)
    })
}

fn print(words: (&str, &str)) -> u64 {
    let mut hasher = FxHasher::default();
    words.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_words_that_stood_side_by_side_are_known() {
        let mut told = Told::default();
        told.add("Jan Maes   Tom Smet");
        for line in ["Jan Maes", " Tom  Smet\n", "Maes", ""] {
            assert!(told.knows(line), "{line}");
        }
        for line in ["Jan Smet", "Maes Jan", "JanMaes", "Jan Maes Jr"] {
            assert!(!told.knows(line), "{line}");
        }
    }
}
