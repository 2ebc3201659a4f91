//! What the runs of many machines say together: the model that the writers of a merged report are fed with.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::finding::Level;
use crate::policy::{Article, Verdict};
use crate::record::{Coverage, Document, PathText, add_counts};
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
    /// By name, then id; those that were never scanned are among them.
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
    pub violations: u64,
    pub by_severity: BTreeMap<Level, u64>,
    /// With special categories of data (Article III).
    pub special: u64,
    /// About minors.
    pub minors: u64,
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
    Damaged { line: u64, detail: String },
    /// The same run is read from another input.
    Duplicate { of: String },
    /// Another schema than this Speur reads.
    OtherSchema { schema: String },
    /// It could not be opened or read.
    Unreadable { detail: String },
    /// Encrypted to somebody else.
    NotForUs,
    /// Encrypted, and altered or cut short.
    NotAuthentic,
}

impl Counts {
    pub fn add(&mut self, document: &Document) {
        self.documents += u64::from(!document.findings.is_empty());
        self.special += u64::from(!document.special.is_empty());
        self.minors += u64::from(document.minors);
        if let Some(severity) = document.severity {
            self.violations += 1;
            *self.by_severity.entry(severity).or_default() += 1;
        }
    }

    pub fn merge(&mut self, other: &Self) {
        self.documents += other.documents;
        self.violations += other.violations;
        self.special += other.special;
        self.minors += other.minors;
        add_counts(&mut self.by_severity, &other.by_severity);
    }
}

/// Adds up what is counted by name and severity.
pub(crate) fn merge_counts<K: Ord + Clone>(sum: &mut BTreeMap<K, Counts>, more: &BTreeMap<K, Counts>) {
    for (key, counts) in more {
        sum.entry(key.clone()).or_default().merge(counts);
    }
}
