//! The verdict on one document: facts and the policy's answers in, a judgement out. No clock, no files.

use serde::{Deserialize, Serialize};

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

/// Where a sync folder sends its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transfer {
    /// Nowhere: no sync folder.
    None,
    /// To a provider the policy names as staying within the EEA.
    WithinEea,
    /// To a provider of which the policy says nothing.
    OutsideEea,
}

#[derive(Clone, Copy, Debug)]
pub struct JudgeInput<'a> {
    pub storage: Storage,
    pub read: Read,
    pub findings: &'a [Finding],
    pub special: &'a [String],
    pub subjects: u64,
    pub level: Level,
    /// The policy exempts the place.
    pub exempt: bool,
    pub transfer: Transfer,
    /// Whether an index of the central storage was searched.
    pub searched: bool,
    pub twin: Option<Relation>,
    /// The least severity of a violation in this storage.
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
    match verdict {
        Verdict::LocalCopy | Verdict::Orphan => Judgement {
            verdict,
            articles: articles(input),
            advice: advice(input),
            severity: Some(input.floor.map_or(input.level, |floor| floor.max(input.level))),
        },
        Verdict::Clean | Verdict::InPlace | Verdict::Allowed | Verdict::NotRead => Judgement {
            verdict,
            articles: Vec::new(),
            advice: Advice::None,
            severity: None,
        },
    }
}

/// Personal data outside the central storage and outside what is allowed is a copy. That it has no twin, an orphan,
/// is only known when the central storage was searched. Nothing unread is ever called clean.
fn verdict(input: &JudgeInput<'_>) -> Verdict {
    if !is_personal(input) {
        return match input.read {
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
    let is_anchor = |finding: &Finding| matches!(finding.rule.as_str(), "person-name" | "be.address" | "birth-date");
    match input.level {
        Level::Info => false,
        Level::Low | Level::Medium | Level::High | Level::Critical => {
            input.subjects >= LIST_OF_PEOPLE || !input.findings.iter().all(is_anchor)
        }
    }
}

fn articles(input: &JudgeInput<'_>) -> Vec<Article> {
    let mut articles = vec![Article::Copies];
    if !input.special.is_empty() {
        articles.push(Article::Special);
    }
    match input.transfer {
        Transfer::OutsideEea => articles.push(Article::Transfers),
        Transfer::None | Transfer::WithinEea => {}
    }
    articles
}

/// Only what the central storage holds whole may be deleted; everything else is moved first, so that nothing is lost.
/// A mail store is neither moved nor deleted by an employee.
fn advice(input: &JudgeInput<'_>) -> Advice {
    match (input.storage, input.twin) {
        (Storage::MailStore, _) => Advice::AskDpo,
        (_, Some(Relation::Exact | Relation::SameText)) => Advice::DeleteCopy,
        (_, Some(Relation::Stale | Relation::Extract) | None) => Advice::MoveToCentral,
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
    pub fn add(&mut self, judgement: &Judgement, twin: Option<Relation>) {
        self.verdict = self.verdict.max(judgement.verdict);
        self.advice = self.advice.max(judgement.advice);
        self.all_central &= match twin {
            Some(Relation::Exact | Relation::SameText) => true,
            Some(Relation::Stale | Relation::Extract) | None => false,
        };
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
