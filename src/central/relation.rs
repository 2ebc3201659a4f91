//! What two documents are to each other, by how much of each is in the other. Pure: numbers in, a relation out.

use serde::{Deserialize, Serialize};

use crate::policy::Relation;

/// How one kind of feature is shared between a copy and a central document.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shared {
    /// Features that both have in their samples.
    pub both: f64,
    /// What the copy has, as far as the samples can be compared; likewise the central document.
    pub copy: f64,
    pub central: f64,
    /// Each feature of the samples stands for so many.
    pub rate: f64,
    /// How many they have in common that hardly another central document has.
    pub rarely: f64,
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

    /// How many they have in common, sampled or not.
    fn in_common(&self) -> f64 {
        self.both * self.rate
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
    pub fn of(records: &Shared) -> Self {
        let only = |all: f64| ((all - records.both).max(0.0) * records.rate).round() as u64;
        let (added, missing) = (only(records.copy), only(records.central));
        let changed = added.min(missing);
        Self {
            added: added - changed,
            missing: missing - changed,
            changed,
        }
    }
}

/// Of two lists of records, as much as this of one in the other is all of it: samples are estimates.
const SAME: f64 = 0.95;
/// Only equal texts are wholly alike: one cell that says something else may be all that matters, and samples miss it.
pub(super) const NEARLY: f64 = 0.99;
/// An older or edited version shares most of its identifying values, both ways: what was made from the same template
/// for somebody else shares the template's alone.
const VERSION: f64 = 0.6;
/// Nearly all of one is in the other: rows or columns were taken out, or it was pasted or merged whole.
const WITHIN: f64 = 0.8;
/// So many identifying values in common (some count twice, as a number and as what a rule found) are more than what two
/// documents about one person share.
const MANY_RECORDS: f64 = 12.0;
/// So many are a list's, even where most of a document is something else.
const LIST: f64 = 36.0;
/// So many values changed within one text are a form that was filled in again.
const REFILLED: u64 = 8;
/// So few identify nothing by themselves: passages alone decide.
const FEW_RECORDS: f64 = 3.0;
/// So many passages in common, about as many words, are more than a greeting, a signature or a disclaimer.
const MANY_PASSAGES: f64 = 160.0;
/// The text of a short letter, in words: what is pasted whole says enough by itself.
const LETTER: f64 = 48.0;

/// What the copy is whose text is not the central document's, and how alike the two are. None: they are two documents.
pub fn relation(evidence: &Evidence) -> Option<(Relation, f64)> {
    let Evidence {
        words,
        records,
        passages,
    } = evidence;
    if records.copy.max(records.central) < FEW_RECORDS {
        return by_passages(records, passages);
    }
    if is_version(*words, records, passages) {
        let is_part = records.most() >= SAME && records.least() < WITHIN && passages.least() < 0.7;
        return Some(match is_part {
            true => (Relation::Extract, records.most()),
            false => version(records),
        });
    }
    is_extract(records, passages).then(|| (Relation::Extract, records.most()))
}

fn version(by: &Shared) -> (Relation, f64) {
    (Relation::Stale, by.least().min(NEARLY))
}

fn is_version(words: f64, records: &Shared, passages: &Shared) -> bool {
    // All of the text is the same and many values are not: the same form for somebody else, or of another month.
    // Who edits a letter changes a few values, who fills a form in again changes most: then nearly all of the text is
    // enough.
    let text = if Drift::of(records).changed >= REFILLED {
        WITHIN
    } else {
        0.9
    };
    let is_form = passages.least() >= text && records.least() < 0.75;
    let many = records.least() >= 0.75 && records.in_common() >= MANY_RECORDS;
    // The fewer values two texts share, the more of the text they must: a team's minutes have its members in common.
    let half = if records.in_common() >= MANY_RECORDS { 0.5 } else { 0.6 };
    let agrees = passages.least() >= half || words >= 0.85 || many;
    records.least() >= VERSION && agrees && !is_form
}

fn is_extract(records: &Shared, passages: &Shared) -> bool {
    // Minutes of the next meeting are about the same people and have values of their own: to be a part of the others,
    // they would have to share nearly all of the text too.
    let enough = if is_of_another(records) { WITHIN } else { 0.45 };
    let speaks = records.in_common() >= MANY_RECORDS || passages.most() >= enough;
    let within = speaks && records.most() >= WITHIN && records.in_common() >= FEW_RECORDS;
    let many = records.in_common() >= LIST && records.most() >= 0.3;
    // A part of a longer text among values of one's own (a signature): it brings values along. What shares its whole
    // text and not its values is a form again.
    let is_part = passages.of_copy() >= 0.45 && passages.of_central() <= 0.6;
    let pasted = passages.rarely >= MANY_PASSAGES && records.rarely >= 2.0 && is_part && !is_of_another(records);
    within || many || pasted || is_pasted_letter(records, passages)
}

/// As many values of its own as the central document has: the same form for somebody else. A greeting and a signature
/// around a part of it have fewer.
fn is_of_another(records: &Shared) -> bool {
    let only = |all: f64| (all - records.both).max(0.0);
    only(records.copy) > 0.7 * only(records.central)
}

/// The whole text of a letter among a greeting and a signature, without its address block. The letter then has values
/// that the copy lacks; a blank form brings none along.
fn is_pasted_letter(records: &Shared, passages: &Shared) -> bool {
    let is_whole = passages.of_central() >= WITHIN && passages.of_copy() < 0.9 && passages.rarely >= LETTER;
    is_whole && records.rarely >= 1.0 && !is_of_another(records)
}

fn by_passages(records: &Shared, passages: &Shared) -> Option<(Relation, f64)> {
    let contradicted = records.copy.max(records.central) >= 2.0 && records.both < 1.0;
    if contradicted {
        return None;
    }
    if passages.least() >= 0.5 {
        return Some(version(passages));
    }
    let within = passages.most() >= 0.7 && passages.rarely >= MANY_PASSAGES / 2.0;
    (within || passages.rarely >= 2.0 * MANY_PASSAGES).then(|| (Relation::Extract, passages.most()))
}

#[cfg(test)]
mod tests;
