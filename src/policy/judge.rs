//! The verdict on one document: facts and the policy's answers in, a judgement out. No clock, no files.

use serde::{Deserialize, Serialize};

use super::severity::{Raise, Violation, severity};
use crate::finding::{Finding, Level, Read};
use crate::storage::Storage;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Clean,
    InPlace,
    Allowed,
    NotRead,
    LocalCopy,
    Orphan,
}

impl Verdict {
    /// Personal data where the policy does not allow it.
    pub fn is_misplaced(self) -> bool {
        match self {
            Self::LocalCopy | Self::Orphan => true,
            Self::InPlace | Self::Allowed | Self::Clean | Self::NotRead => false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Advice {
    None,
    DeleteCopy,
    MoveToCentral,
    AskDpo,
}

/// The article of the policy that grounds a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Article {
    /// No copies outside the central storage.
    #[serde(rename = "IX")]
    Copies,
    /// Special categories.
    #[serde(rename = "III")]
    Special,
    /// Transfers out of the European Economic Area.
    #[serde(rename = "IV")]
    Transfers,
    /// Kept longer than the term of its category.
    #[serde(rename = "V")]
    Retention,
}

/// What a document is to its twin in the central storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    Exact,
    SameText,
    Stale,
    Extract,
}

impl Relation {
    /// All of the document is in its twin.
    pub fn is_whole(self) -> bool {
        match self {
            Self::Exact | Self::SameText => true,
            Self::Stale | Self::Extract => false,
        }
    }
}

/// Where a sync folder sends its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transfer {
    /// Nowhere: no sync folder.
    None,
    /// To a provider the policy names as staying within the EEA.
    WithinEea,
    /// To a provider outside the EEA, on a ground that the policy names; `special` when that covers special categories.
    Allowed { special: bool },
    /// To a provider of which the policy says nothing.
    OutsideEea,
}

#[derive(Clone, Copy, Debug)]
pub struct JudgeInput<'a> {
    pub storage: Storage,
    pub read: Read,
    /// Those that no exception accepts.
    pub findings: &'a [Finding],
    /// Findings that an exception accepts.
    pub n_accepted: usize,
    pub special: &'a [String],
    pub subjects: u64,
    pub level: Level,
    /// The policy exempts the place, or an exception the document.
    pub exempt: bool,
    /// It was kept longer than its term.
    pub overdue: bool,
    pub transfer: Transfer,
    /// Whether an index of the central storage was searched.
    pub searched: bool,
    pub twin: Option<Relation>,
    /// The central storage has all of it, and still has it as far as can be seen.
    pub in_central: bool,
    /// The policy's own rows of severity, and its floor for this storage.
    pub raise: &'a [Raise],
    pub floor: Option<Level>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    pub verdict: Verdict,
    pub articles: Vec<Article>,
    pub advice: Advice,
    /// Only of a violation.
    pub severity: Option<Level>,
}

/// Names, addresses and birth dates alone are a violation from this many persons on: a list of people.
const LIST_OF_PEOPLE: u64 = 10;

pub fn judge(input: &JudgeInput<'_>) -> Judgement {
    let verdict = verdict(input);
    let articles = articles(input, verdict);
    let advice = advice(input, verdict, &articles);
    Judgement {
        verdict,
        severity: (!articles.is_empty()).then(|| {
            let violation = Violation {
                level: input.level,
                storage: input.storage,
                findings: input.findings,
                special: input.special,
                subjects: input.subjects,
                twin: input.twin,
            };
            severity(&violation, input.raise, input.floor)
        }),
        articles,
        advice,
    }
}

/// Personal data outside the central storage and outside what is allowed is a copy. That it has no twin, an orphan,
/// is only known when the central storage was searched. Nothing unread is ever called clean.
fn verdict(input: &JudgeInput<'_>) -> Verdict {
    if !is_personal(input) {
        return match input.read {
            Read::All | Read::NoText if input.n_accepted > 0 => Verdict::Allowed,
            Read::All | Read::NoText => Verdict::Clean,
            Read::Partly | Read::None => Verdict::NotRead,
        };
    }
    match (input.storage, input.exempt, input.twin) {
        (Storage::Central, _, _) => Verdict::InPlace,
        (_, true, _) => Verdict::Allowed,
        (_, false, Some(_)) => Verdict::LocalCopy,
        (_, false, None) if input.searched => Verdict::Orphan,
        (_, false, None) => Verdict::LocalCopy,
    }
}

fn is_personal(input: &JudgeInput<'_>) -> bool {
    // Who somebody is, and nothing about them.
    let is_anchor = |finding: &Finding| matches!(finding.category.as_str(), "name" | "address" | "birth-date");
    // Whom the accepted findings are about is not known apart: the others count for themselves.
    let subjects = match input.n_accepted {
        0 => input.subjects,
        _ => input.findings.iter().map(|finding| finding.distinct).max().unwrap_or(0),
    };
    match input.level {
        Level::Info => false,
        Level::Low | Level::Medium | Level::High | Level::Critical => {
            subjects >= LIST_OF_PEOPLE || !input.findings.iter().all(is_anchor)
        }
    }
}

/// A term to be kept holds in the central storage too; what is allowed elsewhere was decided with its reason.
fn articles(input: &JudgeInput<'_>, verdict: Verdict) -> Vec<Article> {
    let mut articles = match verdict {
        Verdict::Clean | Verdict::NotRead | Verdict::Allowed => return Vec::new(),
        Verdict::InPlace => Vec::new(),
        Verdict::LocalCopy | Verdict::Orphan => violations(input),
    };
    if input.overdue {
        articles.push(Article::Retention);
    }
    articles
}

fn violations(input: &JudgeInput<'_>) -> Vec<Article> {
    let is_special = !input.special.is_empty();
    let mut articles = vec![Article::Copies];
    if is_special {
        articles.push(Article::Special);
    }
    match input.transfer {
        Transfer::OutsideEea => articles.push(Article::Transfers),
        Transfer::Allowed { special } if is_special && !special => articles.push(Article::Transfers),
        Transfer::None | Transfer::WithinEea | Transfer::Allowed { .. } => {}
    }
    articles
}

/// Only what the central storage holds whole may be deleted; everything else is moved first, so that nothing is lost.
/// A mail store is neither moved nor deleted by an employee, and nobody but the DPO ends what the central storage
/// keeps.
fn advice(input: &JudgeInput<'_>, verdict: Verdict, articles: &[Article]) -> Advice {
    match (verdict, input.storage, input.in_central) {
        (Verdict::Clean | Verdict::NotRead | Verdict::Allowed, _, _) => Advice::None,
        (Verdict::InPlace, _, _) if articles.is_empty() => Advice::None,
        (Verdict::InPlace, _, _) | (_, Storage::MailStore, _) => Advice::AskDpo,
        (_, _, true) => Advice::DeleteCopy,
        (_, _, false) => Advice::MoveToCentral,
    }
}

/// The judgement of a container: its worst document's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rollup {
    pub verdict: Verdict,
    advice: Advice,
    /// Every member so far stands whole in the central storage.
    all_central: bool,
}

impl Default for Rollup {
    fn default() -> Self {
        Self {
            verdict: Verdict::Clean,
            advice: Advice::None,
            all_central: true,
        }
    }
}

impl Rollup {
    pub fn add(&mut self, judgement: &Judgement, in_central: bool) {
        self.verdict = self.verdict.max(judgement.verdict);
        self.advice = self.advice.max(judgement.advice);
        self.all_central &= in_central;
    }

    /// A container may be deleted only when all of it stands in the central storage.
    pub fn advice(&self) -> Advice {
        match self.advice {
            Advice::DeleteCopy if !self.all_central => Advice::MoveToCentral,
            advice @ (Advice::None | Advice::DeleteCopy | Advice::MoveToCentral | Advice::AskDpo) => advice,
        }
    }
}

#[cfg(test)]
mod tests;
