//! The notice to the data protection officer (Article IX): a dossier of what was found where it may not be, for a
//! person to judge and send. It holds counts, places and masks, and never a value.

use std::collections::BTreeMap;
use std::convert::Infallible;

use jiff::{SignedDuration, Timestamp};

use crate::finding::Level;
use crate::language::Texts;
use crate::policy::{Article, Policy, Verdict};
use crate::record::{Document, End, Record, RunRecord};
use crate::report::Families;
use crate::report::whole::Lacks;
use crate::state::Device;
use crate::storage::Storage;

mod dossier;
mod draft;
#[cfg(test)]
mod tests;

pub use dossier::dossier;
pub use draft::draft;

/// A personal data breach is notified within 72 hours after having become aware of it (GDPR art. 33(1)).
const CLOCK: SignedDuration = SignedDuration::from_hours(72);
/// Documents that are named one by one, the worst first; all are counted.
const MOST_NAMED: usize = 100;

/// The category of national numbers.
const NATIONAL_ID: &str = "national-id";

/// What the records of one or more runs say together.
#[derive(Default)]
pub struct Notice {
    pub runs: Vec<RunRecord>,
    /// The worst documents.
    pub named: Vec<Named>,
    pub n_documents: u64,
    /// The worst of those that the central storage keeps longer than their term, and how many there are of them.
    pub overdue: Vec<Named>,
    pub n_overdue: u64,
    /// The most people of one document, or of one run where it can tell them apart.
    pub people_at_least: u64,
    /// Of all documents together: so many if nobody is in two of them.
    pub people_at_most: u64,
    pub kinds: BTreeMap<String, Sum>,
    pub storages: BTreeMap<Storage, Sum>,
    pub articles: BTreeMap<Article, u64>,
    /// When the oldest and the newest of the documents was last changed, as records write it.
    pub since: Option<String>,
    pub until: Option<String>,
    pub n_minors: u64,
    pub lacks: Lacks,
    pub n_requests: u64,
    /// When the first run that found something ended.
    found: Option<Timestamp>,
    /// Of the run whose records come by.
    any_found: bool,
    families: Families,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub documents: u64,
    pub people: u64,
}

/// A document as the dossier names it.
pub struct Named {
    pub device: Option<Device>,
    pub severity: Level,
    pub document: Document,
}

/// The 72 hours, and what they are counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    pub began: Timestamp,
    pub ends: Timestamp,
    /// Somebody said when the organisation became aware.
    pub is_given: bool,
}

impl Clock {
    /// The text that says what they are counted from.
    fn counted(self) -> &'static str {
        match self.is_given {
            true => "notice-clock-given",
            false => "notice-clock-of-scan",
        }
    }
}

impl Notice {
    pub fn record(&mut self, record: &Record) {
        let mut families = std::mem::take(&mut self.families);
        let Ok(()) = families.record::<Infallible>(record, &mut |record| {
            self.take(record);
            Ok(())
        });
        self.families = families;
    }

    fn take(&mut self, record: &Record) {
        match record {
            Record::Run(run) => {
                self.any_found = false;
                self.runs.push(run.clone());
            }
            Record::Document(document) => self.document(document),
            Record::End(end) => self.end(end),
            Record::File(_) | Record::Gone(_) => {}
        }
    }

    /// From the moment that somebody became aware; nobody says when, so from the end of the run that found it.
    pub fn clock(&self, aware: Option<Timestamp>) -> Option<Clock> {
        let began = aware.or(self.found)?;
        let ends = began.checked_add(CLOCK).ok()?;
        Some(Clock {
            began,
            ends,
            is_given: aware.is_some(),
        })
    }

    /// Where nothing was ever found there is nothing to decide.
    fn is_to_be_judged(&self, clock: Option<Clock>) -> bool {
        self.n_documents > 0 || clock.is_some()
    }

    fn document(&mut self, document: &Document) {
        self.n_requests += u64::from(!document.requests.is_empty());
        if is_overdue_in_place(document) {
            self.n_overdue += 1;
            let named = self.named(document);
            keep(&mut self.overdue, named);
        }
        if !is_misplaced(document) {
            return;
        }
        self.any_found = true;
        self.n_documents += 1;
        self.n_minors += u64::from(document.minors);
        self.people_at_least = self.people_at_least.max(document.subjects);
        self.people_at_most = self.people_at_most.saturating_add(document.subjects);
        for kind in kinds(document) {
            add(self.kinds.entry(kind).or_default(), document);
        }
        add(self.storages.entry(document.storage).or_default(), document);
        for article in &document.articles {
            *self.articles.entry(*article).or_default() += 1;
        }
        if let Some(modified) = &document.modified {
            if self.since.as_ref().is_none_or(|since| modified < since) {
                self.since = Some(modified.clone());
            }
            if self.until.as_ref().is_none_or(|until| modified > until) {
                self.until = Some(modified.clone());
            }
        }
        let named = self.named(document);
        keep(&mut self.named, named);
    }

    /// How many people, at least, some of the documents concern: where they are all of them, as many as these.
    fn people_of(&self, sum: Sum) -> u64 {
        match sum.documents == self.n_documents {
            true => self.people_at_least,
            false => sum.people,
        }
    }

    /// The same of those with data of a kind. More people than one document has are told apart by their national numbers.
    fn people_of_kind(&self, kind: &str, sum: Sum) -> u64 {
        let most_of_one = self.storages.values().map(|sum| sum.people).max().unwrap_or(0);
        match kind == NATIONAL_ID && self.people_at_least > most_of_one {
            true => self.people_at_least,
            false => self.people_of(sum),
        }
    }

    fn named(&self, document: &Document) -> Named {
        Named {
            device: self.runs.last().map(|run| run.device.clone()),
            severity: document.severity.unwrap_or(document.risk.level),
            document: document.clone(),
        }
    }

    fn end(&mut self, end: &End) {
        keep_the_worst(&mut self.named);
        keep_the_worst(&mut self.overdue);
        self.lacks.add(end);
        // A report that was handed in may say anything.
        let persons = end.totals.subjects.min(self.people_at_most);
        self.people_at_least = self.people_at_least.max(persons);
        if self.any_found {
            let ended = self.runs.last().and_then(|run| ended(run, end));
            self.found_earlier(ended);
        }
    }

    /// Of runs whose records do not come by: older ones of a machine whose newest run is told.
    pub fn found_earlier(&mut self, found: Option<Timestamp>) {
        self.found = [self.found, found].into_iter().flatten().min();
    }
}

fn keep(worst: &mut Vec<Named>, named: Named) {
    worst.push(named);
    if worst.len() >= 2 * MOST_NAMED {
        keep_the_worst(worst);
    }
}

fn keep_the_worst(worst: &mut Vec<Named>) {
    let order = |named: &Named| {
        let document = &named.document;
        let worst = std::cmp::Reverse((named.severity, document.subjects));
        (worst, document.path.path.clone(), document.inner.clone())
    };
    worst.sort_by_cached_key(order);
    worst.truncate(MOST_NAMED);
}

/// It holds personal data where the policy does not allow it.
pub fn is_misplaced(document: &Document) -> bool {
    document.verdict.is_misplaced()
}

/// It is where it may be, longer than it may be (Article V): nobody but the data protection officer ends that.
pub fn is_overdue_in_place(document: &Document) -> bool {
    match document.verdict {
        Verdict::InPlace => document.articles.contains(&Article::Retention),
        Verdict::LocalCopy | Verdict::Orphan | Verdict::Allowed | Verdict::Clean | Verdict::NotRead => false,
    }
}

/// How many there are, and whom to ask.
pub fn overdue_in_place(n: u64, texts: Texts) -> Option<String> {
    (n > 0).then(|| texts.with("overdue-in-place", &[("n", n.into())]))
}

/// When a run ended; one that was stopped is known by its begin.
pub fn ended(run: &RunRecord, end: &End) -> Option<Timestamp> {
    end.finished.as_ref().unwrap_or(&run.started).parse().ok()
}

fn add(sum: &mut Sum, document: &Document) {
    sum.documents += 1;
    sum.people = sum.people.max(document.subjects);
}

/// The categories of what was found, special ones by their own names.
fn kinds(document: &Document) -> Vec<String> {
    let found = document.findings.iter().map(|finding| finding.category.clone());
    let mut kinds: Vec<_> = found
        .filter(|category| category != "special-category")
        .chain(document.special.iter().cloned())
        .collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

/// How many people, at least.
fn people(n: u64, texts: Texts) -> String {
    texts.with("notice-at-least", &[("n", n.into())])
}

/// Whom the notice is from and for.
pub struct Letter<'a> {
    pub policy: &'a Policy,
    pub clock: Option<Clock>,
    /// When it is written.
    pub now: Timestamp,
}
