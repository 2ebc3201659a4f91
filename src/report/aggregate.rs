//! What the runs of many machines say together: the model that the writers of a merged report are fed with.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::machines::{MachineNames, department};
use super::notice::is_misplaced;
use super::{Closed, said, visible};
use crate::finding::Level;
use crate::language::Texts;
use crate::policy::{Article, Verdict};
use crate::record::{Coverage, Document, PathText, add_counts, token};
use crate::state::Device;
use crate::storage::Storage;

/// Of each machine only the newest run counts; older ones are its trend. Everything is sorted, so that the same inputs
/// give the same bytes in whatever order they came.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(tag = "record", rename = "merge")]
pub struct Aggregate {
    pub totals: Counts,
    /// Of all machines together.
    pub coverage: Coverage,
    pub scanned: BTreeMap<Scanned, u64>,
    pub by_verdict: BTreeMap<Verdict, u64>,
    pub by_category: BTreeMap<String, Counts>,
    pub by_rule: BTreeMap<String, Counts>,
    pub by_article: BTreeMap<Article, Counts>,
    pub by_storage: BTreeMap<Storage, Counts>,
    /// Violations only.
    pub by_twin: BTreeMap<TwinStatus, Counts>,
    /// "" holds the machines of which no list tells the department.
    pub by_department: BTreeMap<String, Department>,
    /// By name, then id; after them those that were never scanned.
    pub machines: Vec<Machine>,
    /// The folders with the worst violations, worst first.
    pub folders: Vec<Folder>,
    pub copies: Copies,
    pub skipped: Vec<Skipped>,
}

/// How many documents, of a machine, a folder, a category and so on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Documents with findings.
    pub documents: u64,
    /// In a place where the policy does not allow them.
    pub violations: u64,
    /// Of the violations.
    pub by_severity: BTreeMap<Level, u64>,
    /// With special categories of data (Article III).
    pub special: u64,
    /// About minors.
    pub minors: u64,
    /// Kept longer than the policy allows (Article V), also where they may be.
    pub overdue: u64,
}

impl Counts {
    /// The levels that are counted, worst first.
    pub const LEVELS: [Level; 4] = [Level::Critical, Level::High, Level::Medium, Level::Low];

    pub fn by_level(&self) -> [u64; 4] {
        Self::LEVELS.map(|level| self.by_severity.get(&level).copied().unwrap_or(0))
    }

    /// What a list tells, in the order of [`Counts::names`].
    pub fn numbers(&self) -> impl Iterator<Item = u64> + use<> {
        let all = [self.documents, self.violations].into_iter().chain(self.by_level());
        all.chain([self.overdue])
    }

    pub fn level_names(texts: Texts) -> [Cow<'static, str>; 4] {
        Self::LEVELS.map(|level| texts.sentence("level", &token(level)))
    }

    pub fn names(texts: Texts) -> Vec<Cow<'static, str>> {
        [texts.get("merged-documents"), texts.get("merged-violations")]
            .into_iter()
            .chain(Self::level_names(texts))
            .chain([texts.get("merged-overdue")])
            .collect()
    }
}

/// What is known of the twin of a violation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TwinStatus {
    Exact,
    SameText,
    Stale,
    Extract,
    /// Searched for, and none found.
    Orphan,
    /// No index of the central storage was given.
    NotSearched,
}

/// How far a machine was scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scanned {
    /// In the list of devices, and no run of it among the inputs.
    Never,
    /// Its newest run did not come to its end.
    Stopped,
    /// Some files were not read, or not wholly.
    Partly,
    Complete,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Department {
    pub machines: u64,
    /// Never, stopped or partly scanned ones.
    pub not_complete: u64,
    pub counts: Counts,
}

#[derive(Clone, Debug, Serialize)]
pub struct Machine {
    pub device: Device,
    pub department: String,
    pub scanned: Scanned,
    pub counts: Counts,
    /// The oldest first; the last one is the run that counts.
    pub runs: Vec<Point>,
    /// The id of the token key of the run that counts; "" without a run.
    pub key: String,
}

/// One run in the trend of a machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Point {
    pub run: String,
    pub started: String,
    pub complete: bool,
    pub seen: u64,
    /// Not read or not wholly.
    pub gaps: u64,
    pub documents: u64,
    pub violations: u64,
    /// Over the same places, under the same rules and policy as the run that counts: only such numbers compare.
    pub comparable: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct Folder {
    /// Its place in [`Aggregate::machines`].
    pub machine: usize,
    pub path: String,
    pub counts: Counts,
}

/// Documents with findings that stand on several machines, known by the keyed token of their bytes.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Copies {
    /// Different documents that are on more than one machine.
    pub documents: u64,
    /// Token keys of the runs: tokens of different keys do not compare, so with several of them copies are missed.
    pub keys: Vec<String>,
    /// Those on most machines first.
    pub groups: Vec<CopyGroup>,
}

impl Copies {
    /// How many documents there are copies of.
    pub fn title(&self, texts: Texts) -> Option<String> {
        (self.documents > 0).then(|| texts.with("merged-copies", &[("n", self.documents.into())]))
    }

    /// That copies may have been missed.
    pub fn warning(&self, texts: Texts) -> Option<String> {
        (self.keys.len() > 1).then(|| texts.with("merged-keys", &[("n", self.keys.len().into())]))
    }
}

impl CopyGroup {
    pub fn told(&self, texts: Texts) -> String {
        let values = [("copies", self.copies.into()), ("machines", self.machines.into())];
        texts.with("merged-group", &values)
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct CopyGroup {
    pub machines: u64,
    pub copies: u64,
    /// The first few.
    pub places: Vec<CopyPlace>,
}

#[derive(Clone, Debug, Serialize)]
pub struct CopyPlace {
    pub machine: usize,
    #[serde(flatten)]
    pub path: PathText,
    pub inner: Vec<String>,
}

/// An input that is not in the report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Skipped {
    pub input: String,
    #[serde(flatten)]
    pub why: Why,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum Why {
    /// No report, cut short, or altered: what the end says is not what is there. The line, and what is wrong with it.
    Damaged { line: u64, detail: Damage },
    /// The same run is read from another input.
    Duplicate { of: String },
    /// The same run is read from another input, and says something else there.
    OtherContent { of: String },
    /// Another schema than this Speur reads.
    OtherSchema { schema: String },
    /// It could not be opened or read.
    Unreadable { detail: String },
    /// Encrypted, and no key was given.
    NoKey,
    /// Encrypted to another key, or altered: the two cannot be told apart.
    OtherKey,
    /// Encrypted, and altered or cut short.
    NotAuthentic,
}

/// What is wrong with a line of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Damage {
    NoJson,
    CutLine,
    /// It was altered, or made by a newer version.
    NoRecord,
    NoBegin,
    TwoBegins,
    NoEnd,
    NoRun,
    /// The end tells of other documents than there are: lines were taken out or put in.
    OtherDocuments,
    /// What the end counts does not add up, or it is complete with gaps.
    OtherSums,
    /// A document is judged as no document can be.
    Contradiction,
}

impl Aggregate {
    /// Those with the most of the worst violations first.
    pub fn worst_machines(&self) -> Vec<&Machine> {
        let mut worst: Vec<_> = self.machines.iter().collect();
        worst.sort_by_key(|machine| Reverse((machine.counts.by_level(), machine.counts.violations)));
        worst
    }

    /// Every way of counting, one after the other: what is counted by, the name as people say it, and how many.
    pub fn every_count(&self, texts: Texts) -> impl Iterator<Item = (&'static str, String, &Counts)> {
        let departments = self.by_department.iter();
        let names = MachineNames::new(&self.machines);
        let folders = self.folders.iter().map(move |folder| {
            let machine = names.of(&self.machines[folder.machine].device);
            ("folder", format!("{machine}: {}", folder.path), &folder.counts)
        });
        departments
            .map(move |(name, counted)| ("department", department(name, texts), &counted.counts))
            .chain(named("category", &self.by_category, move |category| {
                texts.sentence("category", category).into_owned()
            }))
            .chain(named("rule", &self.by_rule, move |rule| {
                texts.sentence("rule", rule).into_owned()
            }))
            .chain(named("article", &self.by_article, move |article| {
                said::article(*article, texts)
            }))
            .chain(named("storage", &self.by_storage, move |storage| {
                texts.sentence("storage", &token(storage)).into_owned()
            }))
            .chain(named("twin", &self.by_twin, move |twin| match twin {
                TwinStatus::Exact | TwinStatus::SameText | TwinStatus::Stale | TwinStatus::Extract => {
                    texts.sentence("relation", &token(twin)).into_owned()
                }
                TwinStatus::Orphan | TwinStatus::NotSearched => texts.sentence("twin", &token(twin)).into_owned(),
            }))
            .chain(folders)
    }
}

fn named<'a, K>(
    by: &'static str,
    counts: &'a BTreeMap<K, Counts>,
    name: impl Fn(&K) -> String + 'a,
) -> impl Iterator<Item = (&'static str, String, &'a Counts)> {
    counts.iter().map(move |(key, counts)| (by, name(key), counts))
}

impl Why {
    pub fn told(&self, texts: Texts) -> String {
        match self {
            Self::Damaged { line, detail } => {
                let what = texts.sentence("damage", &token(detail)).into_owned();
                texts.with("skipped-damaged", &[("line", (*line).into()), ("what", what.into())])
            }
            Self::Duplicate { of } => texts.with("skipped-duplicate", &[("of", of.as_str().into())]),
            Self::OtherContent { of } => texts.with("skipped-other-content", &[("of", of.as_str().into())]),
            Self::OtherSchema { schema } if schema.is_empty() => texts.get("skipped-no-schema").into_owned(),
            Self::OtherSchema { schema } => texts.with("skipped-other-schema", &[("schema", schema.as_str().into())]),
            Self::Unreadable { detail } => texts.phrase("gap", detail).into_owned(),
            Self::NoKey => texts.get("skipped-no-key").into_owned(),
            Self::OtherKey => texts.get("skipped-other-key").into_owned(),
            Self::NotAuthentic => texts.get("skipped-not-authentic").into_owned(),
        }
    }

    /// It does not verify: exit code 7.
    pub fn is_integrity(&self) -> bool {
        match self {
            Self::OtherKey | Self::NotAuthentic => true,
            // Every line is whole, so nothing was cut off: somebody changed what they say.
            Self::Damaged {
                detail: Damage::OtherDocuments | Damage::OtherSums | Damage::Contradiction,
                ..
            } => true,
            Self::Damaged { .. }
            | Self::Duplicate { .. }
            // A run may be resumed, and reported again under another policy.
            | Self::OtherContent { .. }
            | Self::OtherSchema { .. }
            | Self::Unreadable { .. }
            | Self::NoKey => false,
        }
    }
}

impl Skipped {
    /// One line for the person who gave the input.
    pub fn told(&self, texts: Texts) -> String {
        let values = [
            ("input", self.input.as_str().into()),
            ("why", self.why.told(texts).into()),
        ];
        visible(&texts.with("skipped-left-out", &values))
    }
}

impl From<Closed> for Why {
    fn from(closed: Closed) -> Self {
        match closed {
            Closed::NoKey => Self::NoKey,
            Closed::OtherKey => Self::OtherKey,
            Closed::NotAuthentic => Self::NotAuthentic,
        }
    }
}

impl Counts {
    pub fn add(&mut self, document: &Document) {
        self.documents += u64::from(!document.findings.is_empty());
        self.special += u64::from(!document.special.is_empty());
        self.minors += u64::from(document.minors);
        self.overdue += u64::from(document.retention.is_some());
        if let Some(severity) = document.severity.filter(|_| is_misplaced(document)) {
            self.violations += 1;
            *self.by_severity.entry(severity).or_default() += 1;
        }
    }

    pub fn merge(&mut self, other: &Self) {
        self.documents += other.documents;
        self.violations += other.violations;
        self.special += other.special;
        self.minors += other.minors;
        self.overdue += other.overdue;
        add_counts(&mut self.by_severity, &other.by_severity);
    }
}

/// Adds up what is counted by name and severity.
pub(crate) fn merge_counts<K: Ord + Clone>(sum: &mut BTreeMap<K, Counts>, more: &BTreeMap<K, Counts>) {
    for (key, counts) in more {
        sum.entry(key.clone()).or_default().merge(counts);
    }
}
