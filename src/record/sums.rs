//! Adding up what documents and runs count.

use std::collections::BTreeMap;

use super::{Coverage, Tally};
use crate::extract::Reason;
use crate::finding::Read;

impl Coverage {
    /// Files that were not, or not wholly, read, each under its first reason.
    pub(crate) fn reasons(&self) -> BTreeMap<Reason, u64> {
        let mut reasons = self.by_reason.clone();
        add_counts(&mut reasons, &self.partly_by_reason);
        reasons
    }

    /// Of another run.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.files.merge(&other.files);
        self.bytes += other.bytes;
        self.aliases += other.aliases;
        self.unchanged += other.unchanged;
        self.personal += other.personal;
        self.links += other.links;
        self.special += other.special;
        self.own += other.own;
        self.states += other.states;
        self.members.tally.merge(&other.members.tally);
        add_counts(&mut self.members.by_reason, &other.members.by_reason);
        add_counts(&mut self.members.partly_by_reason, &other.members.partly_by_reason);
        add_counts(&mut self.by_reason, &other.by_reason);
        add_counts(&mut self.partly_by_reason, &other.partly_by_reason);
        add_counts(&mut self.no_text_by_format, &other.no_text_by_format);
    }
}

/// Adds up what is counted by name.
pub(crate) fn add_counts<K: Ord + Clone>(sum: &mut BTreeMap<K, u64>, more: &BTreeMap<K, u64>) {
    for (key, n) in more {
        *sum.entry(key.clone()).or_default() += n;
    }
}

impl Tally {
    fn merge(&mut self, other: &Self) {
        self.seen += other.seen;
        self.read += other.read;
        self.partly += other.partly;
        self.unread += other.unread;
        self.no_text += other.no_text;
    }

    pub(crate) fn add(&mut self, read: Read) {
        self.seen += 1;
        match read {
            Read::All => self.read += 1,
            Read::Partly => self.partly += 1,
            Read::None => self.unread += 1,
            Read::NoText => self.no_text += 1,
        }
    }
}
