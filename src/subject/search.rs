//! Found, not found, or nobody can say: what each document of each run answers.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Identifier, Kind};
use crate::config::Detail;
use crate::finding::{Read, Token};
use crate::merge::{ReadRun, Reader, Source, by_age};
use crate::policy::{Advice, Article, Verdict};
use crate::record::{Document, FindingRecord, PathText, Record, Twin};
use crate::report::Families;
use crate::report::aggregate::Skipped;
use crate::report::machines::MachineNames;
use crate::state::{Device, Holding};
use crate::storage::Storage;

/// What the runs say of a person.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    pub answer: Answer,
    pub searched: Vec<Searched>,
    pub found: Vec<Found>,
    /// Each of these may hold the person, or does not.
    pub cannot_say: Vec<Doubt>,
    pub skipped: Vec<Skipped>,
}

impl Outcome {
    /// What the machines that were searched are called.
    pub(crate) fn names(&self) -> MachineNames {
        MachineNames::of_devices(self.searched.iter().map(|run| &run.device))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    Found,
    NotFound,
    /// Nothing found, and not everything could be looked at.
    CannotSay,
}

/// A run that was searched.
#[derive(Clone, Debug, Serialize)]
pub struct Searched {
    pub device: Device,
    pub run: String,
    pub started: String,
    pub roots: Vec<String>,
    pub seen: u64,
    pub complete: bool,
}

/// A document that holds the person. What it holds besides is named by category, never by value.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    pub device: Device,
    #[serde(flatten)]
    pub path: PathText,
    pub inner: Vec<String>,
    pub by: Vec<Kind>,
    pub categories: BTreeSet<String>,
    pub special: Vec<String>,
    pub subjects: u64,
    pub format: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    pub storage: Storage,
    pub verdict: Verdict,
    pub articles: Vec<Article>,
    pub advice: Advice,
    pub twin: Option<Twin>,
    pub aliases: Vec<String>,
    /// The same number is the same document, byte for byte; 0 where that is not known.
    pub copy_of: usize,
    /// A part of it was not read: it may hold more.
    pub read: Read,
    #[serde(skip)]
    content: Option<Token>,
}

/// A document, or a whole run, that nobody can say it of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Doubt {
    pub device: Device,
    /// Empty where it is about the whole run.
    pub path: String,
    pub inner: Vec<String>,
    pub why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    NotRead,
    PartlyRead,
    /// It holds more such values than are kept.
    TokensTruncated,
    /// The report says of some or all of its values only how many there are.
    OnlyCounts,
    /// The name is in it, and no birth date of that day: it may be somebody else's.
    NameAlone,
    /// The run was stopped before its end.
    Stopped,
    /// Files in personal folders were counted, not read.
    Personal,
    /// Its tokens were made with another key.
    OtherKey,
}

/// Whether a document holds what is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Holds {
    No,
    Unknown(Why),
    Yes,
}

/// Looks for a person in the runs. `families` tells the family of a rule's tokens, `key` the id of the key they were
/// made with.
pub fn search(
    identifiers: &[Identifier],
    families: &BTreeMap<String, String>,
    key: &str,
    runs: Vec<ReadRun>,
    reader: Reader<'_>,
) -> anyhow::Result<Outcome> {
    let mut looking = Looking {
        identifiers,
        families,
        holdings: BTreeSet::new(),
        is_stored: false,
        outcome: Outcome {
            answer: Answer::NotFound,
            searched: Vec::new(),
            found: Vec::new(),
            cannot_say: Vec::new(),
            skipped: Vec::new(),
        },
    };
    for run in that_count(runs) {
        looking.run(&run, key, reader)?;
    }
    Ok(looking.settled())
}

/// Of the runs of one machine over the same places the newest finished one, and a newer one that was stopped.
fn that_count(mut runs: Vec<ReadRun>) -> Vec<ReadRun> {
    runs.sort_by(|a, b| by_age((&b.record, &b.source), (&a.record, &a.source)));
    let mut finished = BTreeSet::new();
    runs.retain(|run| {
        let mut roots = run.record.roots.clone();
        roots.sort();
        let places = (run.record.device.id.clone(), roots);
        let counts = !finished.contains(&places);
        if run.end.finished.is_some() {
            finished.insert(places);
        }
        counts
    });
    runs
}

struct Looking<'s> {
    identifiers: &'s [Identifier],
    families: &'s BTreeMap<String, String>,
    /// What a stored run holds of the wanted tokens.
    holdings: BTreeSet<(PathText, Vec<String>, String, Token)>,
    is_stored: bool,
    outcome: Outcome,
}

impl Looking<'_> {
    fn run(&mut self, run: &ReadRun, key: &str, reader: Reader<'_>) -> anyhow::Result<()> {
        self.outcome.searched.push(Searched {
            device: run.record.device.clone(),
            run: run.record.run.clone(),
            started: run.record.started.clone(),
            roots: run.record.roots.clone(),
            seen: run.end.coverage.files.seen,
            complete: run.end.complete,
        });
        if run.record.key != key {
            self.doubt(&run.record.device, None, Why::OtherKey);
            return Ok(());
        }
        if run.end.finished.is_none() {
            self.doubt(&run.record.device, None, Why::Stopped);
        }
        if run.end.coverage.personal > 0 {
            self.doubt(&run.record.device, None, Why::Personal);
        }
        self.hold(&run.source, reader)?;
        let mut families = Families::default();
        let mut look = |record: &Record| {
            if let Record::Document(document) = record {
                self.document(&run.record.device, document);
            }
            Ok(())
        };
        run.source
            .each_record(reader, Detail::Values, &mut |record| families.record(record, &mut look))
    }

    /// The state keeps every token; a report in a file has those of its samples.
    fn hold(&mut self, source: &Source, reader: Reader<'_>) -> anyhow::Result<()> {
        let (Source::Stored(run), Some(stored)) = (source, reader.stored) else {
            self.is_stored = false;
            return Ok(());
        };
        let needed = || self.identifiers.iter().flat_map(|identifier| &identifier.needed);
        let wanted: BTreeSet<_> = needed().flat_map(|needed| needed.tokens.iter().copied()).collect();
        let families: BTreeSet<_> = needed().map(|needed| needed.family).collect();
        let rules = self
            .families
            .iter()
            .filter(|(_, family)| families.contains(family.as_str()));
        let rules: BTreeSet<_> = rules.map(|(rule, _)| rule.as_str()).collect();
        let held = stored.state.holding(run.id, &rules, &wanted)?;
        let of = |held: Holding| (PathText::new(&held.path), held.inner, held.rule, held.token);
        self.holdings = held.into_iter().map(of).collect();
        self.is_stored = true;
        Ok(())
    }

    fn document(&mut self, device: &Device, document: &Document) {
        let answers: Vec<_> = self
            .identifiers
            .iter()
            .map(|identifier| (identifier.kind, self.holds(document, identifier)))
            .collect();
        let by: Vec<_> = answers
            .iter()
            .filter(|(_, holds)| *holds == Holds::Yes)
            .map(|(kind, _)| *kind)
            .collect();
        if !by.is_empty() {
            self.outcome.found.push(found(device, document, by));
            return;
        }
        match answers.into_iter().map(|(_, holds)| holds).max() {
            Some(Holds::Unknown(why)) => self.doubt(device, Some(document), why),
            Some(Holds::No | Holds::Yes) | None => {}
        }
    }

    /// All that is needed: the least sure answer counts.
    fn holds(&self, document: &Document, identifier: &Identifier) -> Holds {
        let each: Vec<_> = identifier
            .needed
            .iter()
            .map(|needed| self.holds_one(document, needed.family, &needed.tokens))
            .collect();
        match (identifier.kind, each.as_slice()) {
            (Kind::Person, [Holds::Yes, Holds::No]) => Holds::Unknown(Why::NameAlone),
            _ => each.into_iter().min().unwrap_or(Holds::No),
        }
    }

    fn holds_one(&self, document: &Document, family: &str, tokens: &BTreeSet<Token>) -> Holds {
        let is_of = |finding: &&FindingRecord| self.families.get(&finding.rule).is_some_and(|of| of == family);
        let found = document.findings.iter().filter(is_of);
        let known = found.map(|finding| self.holds_token(document, finding, tokens)).max();
        let unread = match document.read {
            Read::All | Read::NoText => Holds::No,
            Read::Partly => Holds::Unknown(Why::PartlyRead),
            Read::None => Holds::Unknown(Why::NotRead),
        };
        known.unwrap_or(Holds::No).max(unread)
    }

    fn holds_token(&self, document: &Document, finding: &FindingRecord, tokens: &BTreeSet<Token>) -> Holds {
        let sampled = finding.values.as_deref().unwrap_or_default();
        let held = |token: &Token| {
            let key = (
                document.path.clone(),
                document.inner.clone(),
                finding.rule.clone(),
                *token,
            );
            self.holdings.contains(&key) || sampled.iter().any(|value| value.token == *token)
        };
        if tokens.iter().any(held) {
            return Holds::Yes;
        }
        let sampled: BTreeSet<_> = sampled.iter().map(|value| value.token).collect();
        match (finding.tokens_truncated, self.is_stored) {
            (true, _) => Holds::Unknown(Why::TokensTruncated),
            (false, true) => Holds::No,
            (false, false) if sampled.len() as u64 >= finding.distinct => Holds::No,
            (false, false) => Holds::Unknown(Why::OnlyCounts),
        }
    }

    fn doubt(&mut self, device: &Device, document: Option<&Document>, why: Why) {
        self.outcome.cannot_say.push(Doubt {
            device: device.clone(),
            path: document.map_or_else(String::new, |document| document.path.path.clone()),
            inner: document.map_or_else(Vec::new, |document| document.inner.clone()),
            why,
        });
    }

    fn settled(self) -> Outcome {
        let mut outcome = self.outcome;
        // A document that several runs speak of is named by the newest of them.
        let mut named = BTreeSet::new();
        outcome
            .found
            .retain(|found| named.insert((found.device.id.clone(), found.path.clone(), found.inner.clone())));
        let doubted = |doubt: &Doubt| {
            (
                doubt.device.id.clone(),
                doubt.path.clone(),
                doubt.inner.clone(),
                doubt.why,
            )
        };
        let mut doubts = BTreeSet::new();
        outcome.cannot_say.retain(|doubt| doubts.insert(doubted(doubt)));
        number_copies(&mut outcome.found);
        outcome.answer = match (outcome.found.is_empty(), outcome.cannot_say.is_empty()) {
            (false, _) => Answer::Found,
            (true, false) => Answer::CannotSay,
            (true, true) => Answer::NotFound,
        };
        outcome
    }
}

/// Numbers from 1, in the order in which the documents come.
fn number_copies(found: &mut [Found]) {
    let mut numbers = BTreeMap::new();
    for found in found {
        if let Some(content) = found.content {
            let next = numbers.len() + 1;
            found.copy_of = *numbers.entry(content).or_insert(next);
        }
    }
}

fn found(device: &Device, document: &Document, by: Vec<Kind>) -> Found {
    Found {
        device: device.clone(),
        path: document.path.clone(),
        inner: document.inner.clone(),
        by,
        categories: document
            .findings
            .iter()
            .map(|finding| finding.category.clone())
            .collect(),
        special: document.special.clone(),
        subjects: document.subjects,
        format: document.format.clone(),
        size: document.size,
        modified: document.modified.clone(),
        storage: document.storage,
        verdict: document.verdict,
        articles: document.articles.clone(),
        advice: document.advice,
        twin: document.twin.clone(),
        aliases: document.aliases.clone(),
        copy_of: 0,
        read: document.read,
        content: document.content,
    }
}
