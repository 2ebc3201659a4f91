//! A search for a few fixed strings.

use aho_corasick::{AhoCorasick, MatchKind, packed};

/// Fixed strings to look for, as they are.
pub(in crate::detect) struct Strings {
    search: Option<AhoCorasick>,
    /// The same search with vector instructions, where the processor and the number of strings allow it.
    packed: Option<packed::Searcher>,
}

impl Strings {
    pub(in crate::detect) fn new<S: AsRef<[u8]>>(strings: &[S]) -> Result<Self, aho_corasick::BuildError> {
        let search = || {
            AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostFirst)
                .build(strings)
        };
        Ok(Self {
            search: (!strings.is_empty()).then(search).transpose()?,
            packed: packed::Searcher::new(strings),
        })
    }

    /// Where the first of them stands.
    pub(in crate::detect) fn find(&self, bytes: &[u8]) -> Option<std::ops::Range<usize>> {
        let found = match &self.packed {
            Some(packed) => packed.find(bytes)?,
            None => self.search.as_ref()?.find(bytes)?,
        };
        Some(found.range())
    }
}
