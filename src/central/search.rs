//! Looks for a document's twin: first by its bytes, then by its words, then by what its text holds.

use std::path::PathBuf;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::documents::{Document, Size, Sketch};
use super::error::Result;
use super::fingerprint::{Beside, Fingerprint, Sample};
use super::index::Index;
use super::original::Stamp;
use super::postings::Holders;
use super::relation::{Drift, Evidence, NEARLY, Shared, relation};
use crate::finding::Token;
use crate::policy::Relation;

/// What is known of a document, for the search.
#[derive(Clone, Copy, Debug)]
pub struct Query<'q> {
    pub content: Option<Token>,
    pub fingerprint: Option<&'q Fingerprint>,
}

/// A twin, by its number in the index: what a search finds, and all of it that may be kept. Names stay in the index.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    pub relation: Relation,
    pub document: u32,
    pub similarity: f64,
    /// Of an older or edited version.
    pub drift: Option<Drift>,
}

/// Where a central document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name of its central root, and where that is.
    pub root: String,
    pub path: PathBuf,
    pub of: String,
    /// Of its file, as it was read.
    pub stamp: Stamp,
}

/// To be raised when a search finds anything else: what earlier ones found is then looked for again.
const SEARCH: u8 = 3;

/// Central documents that are looked at closely.
const CANDIDATES: usize = 12;
/// What a feature weighs that three central documents have.
const RARE: f64 = 0.577;
/// Levels of features.
const LEVELS: usize = 64;

/// The first bytes of a token or hash, as a feature.
pub(super) fn first(bytes: &[u8; 16]) -> u64 {
    u64::from_le_bytes(bytes.first_chunk().copied().unwrap_or_default())
}

impl Index {
    /// Names the search: under the same name the same document has the same twin.
    pub fn search_name(&self) -> String {
        format!("{} {} {SEARCH}", self.digest(), env!("CARGO_PKG_VERSION"))
    }

    /// The central document that this one is a copy of. The same for the same index and document, whatever was
    /// searched before.
    pub fn search(&self, query: &Query<'_>) -> Result<Option<Found>> {
        let mut holders = Holders::default();
        let same = |relation, document| Found {
            relation,
            document,
            similarity: 1.0,
            drift: None,
        };
        if let Some(content) = query.content
            && let Some(number) = self.first_that(first(&content.0), &mut holders, |document| {
                document.content == Some(content)
            })?
        {
            return Ok(Some(same(Relation::Exact, number)));
        }
        let Some(fingerprint) = query.fingerprint else {
            return Ok(None);
        };
        if let Some(found) = self.by_text(fingerprint, &mut holders)? {
            return Ok(Some(found));
        }
        self.by_features(fingerprint, &mut holders)
    }

    /// The central document with the same text. Where every one of them lacks what this one holds besides its text, it is
    /// another version: what it alone has would be lost with it.
    fn by_text(&self, fingerprint: &Fingerprint, holders: &mut Holders) -> Result<Option<Found>> {
        let has_all = |sketch: Sketch| fingerprint.beside == Beside::default() || sketch.beside == fingerprint.beside;
        let mut first_with = |all: bool| {
            self.first_that(first(&fingerprint.text), holders, |document| {
                let twin = document.sketch.filter(|sketch| sketch.text == fingerprint.text);
                twin.is_some_and(|sketch| !all || has_all(sketch))
            })
        };
        let found = |relation, similarity| {
            move |document| Found {
                relation,
                document,
                similarity,
                drift: None,
            }
        };
        Ok(match first_with(true)? {
            Some(number) => Some(found(Relation::SameText, 1.0)(number)),
            None => first_with(false)?.map(found(Relation::Stale, NEARLY)),
        })
    }

    fn first_that(
        &self,
        feature: u64,
        holders: &mut Holders,
        is_twin: impl Fn(&Document) -> bool,
    ) -> Result<Option<u32>> {
        self.postings.look_up(&self.file, feature, holders)?;
        for &number in &holders.documents {
            if is_twin(&self.document(number)?) {
                return Ok(Some(number));
            }
        }
        Ok(None)
    }

    fn by_features(&self, fingerprint: &Fingerprint, holders: &mut Holders) -> Result<Option<Found>> {
        let mut matches: FxHashMap<u32, Matches> = FxHashMap::default();
        let records = self.weigh(&fingerprint.records, holders, |number, weight| {
            matches.entry(number).or_default().records.add(weight);
        })?;
        let passages = self.weigh(&fingerprint.passages, holders, |number, weight| {
            matches.entry(number).or_default().passages.add(weight);
        })?;
        let mut best: Option<(Relation, f64, u32, Shared)> = None;
        for (number, matches) in candidates(matches) {
            let Some(sketch) = self.document(number)?.sketch else {
                continue;
            };
            let evidence = Evidence {
                words: Fingerprint::likeness(&fingerprint.words, &sketch.words),
                records: shared(&records, &matches.records, sketch.records),
                passages: shared(&passages, &matches.passages, sketch.passages),
            };
            let Some((relation, similarity)) = relation(&evidence) else {
                continue;
            };
            let is_better = best.as_ref().is_none_or(|(so_far, alike, at, _)| {
                let order = relation
                    .cmp(so_far)
                    .then(alike.total_cmp(&similarity))
                    .then(number.cmp(at));
                order.is_lt()
            });
            if is_better {
                best = Some((relation, similarity, number, evidence.records));
            }
        }
        Ok(best.map(|(relation, similarity, document, records)| Found {
            relation,
            document,
            similarity: (similarity * 100.0).round() / 100.0,
            drift: (relation == Relation::Stale).then(|| Drift::of(&records)),
        }))
    }

    /// Looks up a sample's features, and gives the documents that hold them, with what each feature weighs there.
    fn weigh(&self, sample: &Sample, holders: &mut Holders, mut held: impl FnMut(u32, f64)) -> Result<Weighed> {
        let mut weighed = Weighed {
            level: sample.level,
            n: [0.0; LEVELS],
            weight: [0.0; LEVELS],
        };
        for feature in &sample.features {
            self.postings.look_up(&self.file, feature.0, holders)?;
            let weight = 1.0 / (holders.n().max(1) as f64).sqrt();
            for level in 0..=usize::from(feature.level()) {
                weighed.n[level] += 1.0;
                weighed.weight[level] += weight;
            }
            // Boilerplate leads nowhere.
            for &document in holders.documents.iter().filter(|_| !holders.common) {
                held(document, weight);
            }
        }
        Ok(weighed)
    }

    /// Where the central document with that number is.
    pub fn name(&self, document: u32) -> Result<Name> {
        let document = self.document(document)?;
        let root = self.about.roots.get(usize::from(document.root));
        Ok(Name {
            root: root.map(|root| root.name.clone()).unwrap_or_default(),
            path: root.map(|root| root.path.clone()).unwrap_or_default(),
            of: document.name,
            stamp: document.stamp,
        })
    }
}

/// What of a sample is found in one central document.
#[derive(Clone, Copy, Default)]
struct Matched {
    n: f64,
    /// Of those that hardly another central document has.
    rare: f64,
    weight: f64,
}

impl Matched {
    fn add(&mut self, weight: f64) {
        self.n += 1.0;
        self.weight += weight;
        self.rare += if weight >= RARE { 1.0 } else { 0.0 };
    }
}

#[derive(Clone, Copy, Default)]
struct Matches {
    records: Matched,
    passages: Matched,
}

/// The features of the document that is searched for, from each level up: their number, and what they weigh.
struct Weighed {
    level: u8,
    n: [f64; LEVELS],
    weight: [f64; LEVELS],
}

/// The documents that share the most, the rarest counting most.
fn candidates(matches: FxHashMap<u32, Matches>) -> Vec<(u32, Matches)> {
    let mut all: Vec<_> = matches.into_iter().collect();
    let weight = |matches: &Matches| matches.records.weight + matches.passages.weight;
    all.sort_unstable_by(|(a, of_a), (b, of_b)| weight(of_b).total_cmp(&weight(of_a)).then(a.cmp(b)));
    all.truncate(CANDIDATES);
    all
}

/// Both samples, compared at the higher of their levels.
fn shared(weighed: &Weighed, matched: &Matched, central: Size) -> Shared {
    let level = weighed.level.max(central.level);
    let at = usize::from(level);
    // What the central document has above its own level is known by its share alone.
    let central = f64::from(central.n) / (1_u64 << (level - central.level)) as f64;
    let weight = weighed.weight[at];
    let rate = (1_u64 << level) as f64;
    Shared {
        both: matched.n,
        rate,
        rarely: matched.rare * rate,
        copy: weighed.n[at],
        central: central.max(matched.n),
        rare: if weight > 0.0 {
            (matched.weight / weight).min(1.0)
        } else {
            0.0
        },
    }
}
