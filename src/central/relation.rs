//! What two documents are to each other, by how much of each is in the other. Pure: numbers in, a relation out.

use serde::{Deserialize, Serialize};

use crate::policy::Relation;

/// How one kind of feature is shared between a copy and a central document.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shared {
    /// Features that both have.
    pub both: f64,
    /// What the copy has, as far as the samples can be compared; likewise the central document.
    pub copy: f64,
    pub central: f64,
    /// The same share as `both / copy`, with features that many central documents have weighing less.
    pub rare: f64,
}

impl Shared {
    /// How much of the copy is in the central document.
    fn of_copy(&self) -> f64 {
        self.rare
    }

    /// How much of the central document is in the copy.
    fn of_central(&self) -> f64 {
        part(self.both, self.central)
    }

    fn least(&self) -> f64 {
        self.of_copy().min(self.of_central())
    }

    fn most(&self) -> f64 {
        self.of_copy().max(self.of_central())
    }
}

fn part(some: f64, all: f64) -> f64 {
    if all > 0.0 { (some / all).min(1.0) } else { 0.0 }
}

/// Everything that speaks for or against two documents being one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// How alike the vocabularies are.
    pub words: f64,
    pub records: Shared,
    pub passages: Shared,
}

/// Counts of identifying values in which a copy and its central document differ; values themselves are never told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drift {
    /// Only in the copy.
    pub added: u64,
    /// Only in the central document.
    pub missing: u64,
    /// Another one in the copy than in the central document.
    pub changed: u64,
}

impl Drift {
    pub fn of(records: &Shared, rate: f64) -> Self {
        let only = |all: f64| ((all - records.both).max(0.0) * rate).round() as u64;
        let (added, missing) = (only(records.copy), only(records.central));
        let changed = added.min(missing);
        Self {
            added: added - changed,
            missing: missing - changed,
            changed,
        }
    }
}

/// Two vocabularies, and two lists of records, that are alike to this degree are the same content.
const SAME: f64 = 0.95;
/// An older or edited version shares most of its identifying values, both ways: what was made from the same template
/// for somebody else shares the template's alone.
const VERSION: f64 = 0.6;
/// Nearly all of one is in the other: rows or columns were taken out, or it was pasted or merged whole.
const WITHIN: f64 = 0.8;
/// So many identifying values in common are no chance.
const MANY_RECORDS: f64 = 10.0;
/// So few identify nothing by themselves: passages must speak too.
const FEW_RECORDS: f64 = 3.0;
/// About 250 words in common.
const MANY_PASSAGES: f64 = 8.0;

/// What the copy is, and how alike the two are. None: they are two documents.
pub fn relation(evidence: &Evidence) -> Option<(Relation, f64)> {
    let Evidence {
        words,
        records,
        passages,
    } = evidence;
    let has_records = records.copy.max(records.central) >= FEW_RECORDS;
    if has_records {
        by_records(*words, records, passages)
    } else {
        by_passages(*words, records, passages)
    }
}

fn by_records(words: f64, records: &Shared, passages: &Shared) -> Option<(Relation, f64)> {
    if words >= SAME && records.least() >= SAME {
        return Some((Relation::SameText, words.min(records.least())));
    }
    let speaks = records.both >= MANY_RECORDS || passages.most() >= 0.3 || words >= 0.5;
    if records.both < 1.0 || !speaks {
        return None;
    }
    if records.least() >= VERSION && (words >= 0.3 || passages.least() >= 0.3) {
        let is_part = records.of_copy() >= SAME && records.of_central() < WITHIN;
        return Some(match is_part {
            true => (Relation::Extract, records.of_copy()),
            false => (Relation::Stale, records.least()),
        });
    }
    let within = records.most() >= WITHIN && records.both >= FEW_RECORDS;
    let pasted = passages.both >= MANY_PASSAGES && records.most() >= 0.5;
    let many = records.both >= 2.0 * MANY_RECORDS;
    (within || pasted || many).then(|| (Relation::Extract, records.most()))
}

fn by_passages(words: f64, records: &Shared, passages: &Shared) -> Option<(Relation, f64)> {
    let contradicted = records.copy.max(records.central) >= 2.0 && records.both < 1.0;
    if contradicted {
        return None;
    }
    if words >= 0.97 && passages.least() >= SAME {
        return Some((Relation::SameText, words));
    }
    if passages.least() >= 0.5 {
        return Some((Relation::Stale, passages.least()));
    }
    let within = passages.most() >= 0.7 && passages.both >= 6.0;
    (within || passages.both >= 12.0).then(|| (Relation::Extract, passages.most()))
}
