//! The records of schema `speur/1`: what a run says, line by line. Additive only; readers ignore what they do not know.

pub(crate) mod base64;
mod build;
mod change;
mod host;
pub(crate) mod newer;
mod persons;
mod sums;
#[cfg(test)]
mod tests;
mod twins;
mod weighed;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub(crate) use base64::encode as base64;
pub use build::{Error, View, write_run};
pub(crate) use sums::add_counts;

use crate::central::Drift;
use crate::extract::Reason;
use crate::finding::{Confidence, Dates, Gap, Level, Place, Read, Risk, Token, Value, Why};
use crate::policy::{Advice, Article, Overdue, Relation, Verdict};
use crate::state::{Change, Device, Request};
use crate::storage::Storage;

pub const SCHEMA: &str = "speur/1";
/// The JSON Schema of a record.
pub const JSON_SCHEMA: &str = include_str!("../schema/speur-1.json");

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "lowercase")]
pub enum Record {
    Run(RunRecord),
    Document(Box<Document>),
    File(File),
    Gone(Gone),
    End(End),
}

/// Opens a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunRecord {
    pub schema: String,
    pub run: String,
    pub speur: String,
    pub rules: String,
    pub policy: String,
    /// Id of the token key.
    #[serde(default)]
    pub key: String,
    pub started: String,
    pub device: Device,
    pub roots: Vec<String>,
    /// The index of the central storage that twins were looked for in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub central_index: Option<CentralIndex>,
}

/// Which index twins were looked for in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CentralIndex {
    pub digest: String,
    /// The moment it was built.
    pub built: String,
}

/// One document worth saying something about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    #[serde(flatten)]
    pub path: PathText,
    #[serde(default)]
    pub inner: Vec<String>,
    /// Not there for what no listing told of, or for a member that was not read far enough to know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Not there where the system did not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    pub format: String,
    pub storage: Storage,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Token>,
    #[serde(default)]
    pub findings: Vec<FindingRecord>,
    #[serde(default)]
    pub special: Vec<String>,
    #[serde(default)]
    pub minors: bool,
    #[serde(default)]
    pub subjects: u64,
    pub risk: Risk,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub twin: Option<Twin>,
    pub verdict: Verdict,
    #[serde(default)]
    pub articles: Vec<Article>,
    pub advice: Advice,
    /// Of a violation: its risk, raised by what the policy says of the storage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Level>,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub read: Read,
    #[serde(default)]
    pub unread: Vec<Gap>,
    /// How old it is, by what it says itself.
    #[serde(default, skip_serializing_if = "Dates::is_empty")]
    pub dates: Dates,
    /// Of a document that was kept longer than its term (Article V).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention: Option<Overdue>,
    /// What became of its file since the run that [`End`] names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// Exceptions that allow it, or findings of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<Accepted>,
    /// What users asked the DPO to except.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<Request>,
}

/// An exception that was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    pub id: String,
    /// What it fits by: `content`, `finding` or `path`.
    pub by: String,
    /// The one finding that it accepts; none when it allows the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<String>,
    pub reason: String,
    pub approver: String,
    /// The last day that it counts.
    pub until: Date,
}

/// A document with findings in the run before, whose file is there no more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gone {
    #[serde(flatten)]
    pub path: PathText,
    #[serde(default)]
    pub inner: Vec<String>,
    pub storage: Storage,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// What was found in it.
    #[serde(default)]
    pub rules: Vec<String>,
    #[serde(default)]
    pub special: Vec<String>,
    pub subjects: u64,
    pub risk: Risk,
}

/// A path as text; where that is lossy, its bytes too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PathText {
    pub path: String,
    /// Base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path_bytes: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindingRecord {
    /// `f_…`: the same place and rule have the same id in every run of a device.
    pub id: String,
    pub rule: String,
    pub category: String,
    pub confidence: Confidence,
    pub score: u8,
    pub count: u64,
    pub distinct: u64,
    #[serde(default)]
    pub why: Vec<Why>,
    #[serde(default)]
    pub places: Vec<Place>,
    /// Only with `--detail values`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<Value>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tokens_truncated: bool,
    /// It stands in more places than are named.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub places_truncated: bool,
}

/// The counterpart in the central storage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Twin {
    pub relation: Relation,
    pub root: String,
    pub of: String,
    pub similarity: f64,
    /// Of an older or edited version: in how many identifying values it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drift: Option<Drift>,
    /// Whether it was seen at its place as it was when it was read for the index. None: nobody could look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands: Option<bool>,
}

impl Twin {
    /// The central storage has all of the document, as far as can be seen: it may be deleted.
    pub fn has_all(&self) -> bool {
        self.relation.is_whole() && self.stands != Some(false)
    }
}

/// Rolls a container up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct File {
    #[serde(flatten)]
    pub path: PathText,
    pub verdict: Verdict,
    pub advice: Advice,
    pub members: Tally,
    /// The worst document's.
    pub risk: Risk,
}

/// Closes a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct End {
    /// The run came to its end, and nothing was partly read or unread except what was excluded.
    pub complete: bool,
    /// Not there for a run that was stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished: Option<String>,
    pub coverage: Coverage,
    pub totals: Totals,
    /// Since the run before over the same roots, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<ChangeTotals>,
}

/// What changed since an earlier run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeTotals {
    /// That run, and when it ended.
    pub since: String,
    pub finished: String,
    pub files: Changes,
    /// Documents with findings.
    pub documents: Changes,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    pub new: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub gone: u64,
}

/// `seen = read + partly + unread + no_text`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub seen: u64,
    pub read: u64,
    #[serde(default)]
    pub partly: u64,
    pub unread: u64,
    #[serde(default)]
    pub no_text: u64,
}

/// Files; what is inside them is counted apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    #[serde(flatten)]
    pub files: Tally,
    /// Of the files that were read, whole or partly.
    #[serde(default)]
    pub bytes: u64,
    /// Other names of files that are counted.
    #[serde(default)]
    pub aliases: u64,
    /// Files not read in this run, because they are as they were.
    #[serde(default)]
    pub unchanged: u64,
    /// Files in personal folders, which are counted under `unread` as `excluded` and never named.
    #[serde(default, skip_serializing_if = "is_none")]
    pub personal: u64,
    /// Symbolic links and junctions, which are not followed and counted nowhere else.
    #[serde(default, skip_serializing_if = "is_none")]
    pub links: u64,
    /// Devices, FIFOs and sockets, which are not opened and counted nowhere else.
    #[serde(default, skip_serializing_if = "is_none")]
    pub special: u64,
    /// Reports that Speur wrote here, and copies of them: left out, and counted nowhere else.
    #[serde(default, skip_serializing_if = "is_none")]
    pub own: u64,
    /// Files that Speur keeps in a state other than the one in use, whoever's: left out, and counted nowhere else.
    #[serde(default, skip_serializing_if = "is_none")]
    pub states: u64,
    #[serde(default)]
    pub members: Members,
    /// Each unread file under its first reason.
    #[serde(default)]
    pub by_reason: BTreeMap<Reason, u64>,
    /// Each partly read file under its first reason.
    #[serde(default)]
    pub partly_by_reason: BTreeMap<Reason, u64>,
    /// What content shows to hold no text.
    #[serde(default)]
    pub no_text_by_format: BTreeMap<String, u64>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Members {
    #[serde(flatten)]
    pub tally: Tally,
    #[serde(default)]
    pub by_reason: BTreeMap<Reason, u64>,
    #[serde(default)]
    pub partly_by_reason: BTreeMap<Reason, u64>,
}

fn is_none(n: &u64) -> bool {
    *n == 0
}

/// Over all documents, also those that are not written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Documents with findings.
    pub documents: u64,
    #[serde(default)]
    pub by_verdict: BTreeMap<Verdict, u64>,
    /// Violations by severity.
    #[serde(default)]
    pub by_severity: BTreeMap<Level, u64>,
    #[serde(default)]
    pub by_rule: BTreeMap<String, RuleTotal>,
    /// People whom the violations concern together, at least.
    #[serde(default, skip_serializing_if = "is_none")]
    pub subjects: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleTotal {
    pub documents: u64,
    pub count: u64,
}

/// The name that a unit variant has in records.
pub fn token(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(token)) => token,
        _ => String::new(),
    }
}
