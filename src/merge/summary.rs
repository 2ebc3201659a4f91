//! What one run adds to a merged report, counted as its records come by.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::Source;
use super::coherent::Counted;
use crate::extract::Reason;
use crate::finding::{Level, Token};
use crate::policy::{Article, Relation, Verdict};
use crate::record::{Document, End, RuleTotal, RunRecord, Tally, add_counts};
use crate::report::aggregate::{Counts, Damage, TwinStatus, merge_counts};
use crate::report::notice::{ended, is_misplaced};
use crate::report::said;
use crate::storage::Storage;

/// Folders of one machine that a report can name: those of all machines together are chosen from them.
pub(super) const FOLDERS: usize = 50;

pub(super) struct Summary {
    pub source: Source,
    /// What a person calls the input.
    pub input: String,
    pub run: RunRecord,
    pub end: End,
    pub tables: Tables,
    /// The worst, worst first.
    pub folders: Vec<(String, Counts)>,
    /// Content tokens of the documents with findings, and where their records stand in the source.
    pub contents: Vec<(Token, u64)>,
    /// When the run ended, where it found something that is not where it may be.
    pub found: Option<Timestamp>,
    digest: u64,
}

/// A run of which the end has not come by yet.
pub(super) struct Counting {
    run: RunRecord,
    tables: Tables,
    /// As the end has them.
    rules: BTreeMap<String, RuleTotal>,
    folders: BTreeMap<String, Counts>,
    contents: Vec<(Token, u64)>,
    any_misplaced: bool,
    /// Of every verdict, as the end has them.
    by_severity: BTreeMap<Level, u64>,
    counted: Counted,
}

/// The documents of one run, or of many, counted in every way.
#[derive(Default)]
pub(super) struct Tables {
    pub totals: Counts,
    pub by_category: BTreeMap<String, Counts>,
    pub by_rule: BTreeMap<String, Counts>,
    pub by_article: BTreeMap<Article, Counts>,
    pub by_storage: BTreeMap<Storage, Counts>,
    pub by_twin: BTreeMap<TwinStatus, Counts>,
    pub by_verdict: BTreeMap<Verdict, u64>,
}

impl Counting {
    pub(super) fn new(run: RunRecord) -> Self {
        Self {
            run,
            tables: Tables::default(),
            rules: BTreeMap::new(),
            folders: BTreeMap::new(),
            contents: Vec::new(),
            any_misplaced: false,
            by_severity: BTreeMap::new(),
            counted: Counted::default(),
        }
    }

    /// A document whose record stands at `position` of the source; how far it was read may be said in a newer word.
    pub(super) fn document(&mut self, document: &Document, position: u64, is_read_new: bool) {
        let mut counts = Counts::default();
        counts.add(document);
        self.tables.add(document, &counts);
        self.any_misplaced |= is_misplaced(document);
        self.counted.add(document, is_read_new);
        if let Some(severity) = document.severity {
            *self.by_severity.entry(severity).or_default() += 1;
        }
        if document.findings.is_empty() {
            return;
        }
        for finding in &document.findings {
            let total = self.rules.entry(finding.rule.clone()).or_default();
            total.documents += 1;
            total.count = total.count.saturating_add(finding.count);
        }
        self.contents
            .extend(document.content.map(|content| (content, position)));
        if counts.violations > 0 {
            count(&mut self.folders, folder(&document.path.path), &counts);
        }
    }

    /// Says what is wrong where the end does not tell of what came by: lines were taken out or put in.
    pub(super) fn end(self, end: End, source: Source, input: String) -> Result<Summary, Damage> {
        let n_documents = self.tables.totals.documents;
        let same = (n_documents, &self.by_severity) == (end.totals.documents, &end.totals.by_severity);
        // A report may leave the rules out.
        let same_rules = end.totals.by_rule.is_empty() || self.rules == end.totals.by_rule;
        if !same || !same_rules {
            return Err(Damage::OtherDocuments);
        }
        if !adds_up(&end) {
            return Err(Damage::OtherSums);
        }
        if !self.counted.agrees(&end) {
            return Err(Damage::OtherDocuments);
        }
        let mut tables = self.tables;
        tables.by_verdict = end.totals.by_verdict.clone();
        let mut folders: Vec<_> = self.folders.into_iter().collect();
        folders.sort_by(|a, b| worst_first((&a.1, &a.0), (&b.1, &b.0)));
        folders.truncate(FOLDERS);
        Ok(Summary {
            found: ended(&self.run, &end).filter(|_| self.any_misplaced),
            source,
            input,
            run: self.run,
            end,
            tables,
            folders,
            contents: self.contents,
            digest: self.counted.digest(),
        })
    }
}

/// `seen = read + partly + unread + no_text`, and a run is complete where it came to its end and every gap was decided.
fn adds_up(end: &End) -> bool {
    let (files, members) = (&end.coverage.files, &end.coverage.members);
    let add = |numbers: &[u64]| numbers.iter().try_fold(0_u64, |sum, n| sum.checked_add(*n));
    let sums = |tally: &Tally| add(&[tally.read, tally.partly, tally.unread, tally.no_text]) == Some(tally.seen);
    let excluded = |by_reason: &BTreeMap<Reason, u64>| by_reason.get(&Reason::Excluded).copied().unwrap_or(0);
    let gaps = add(&[files.partly, files.unread, members.tally.partly, members.tally.unread]);
    let decided = [
        &end.coverage.by_reason,
        &end.coverage.partly_by_reason,
        &members.by_reason,
        &members.partly_by_reason,
    ];
    let decided = add(&decided.map(excluded));
    sums(files) && sums(&members.tally) && (!end.complete || (end.finished.is_some() && gaps == decided))
}

impl Summary {
    /// Of another copy of the same run.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        (self.digest, &self.end) == (other.digest, &other.end)
    }

    /// Once a newer run of the machine is there, only its trend is left.
    pub(super) fn forget_documents(&mut self) {
        self.tables = Tables {
            totals: std::mem::take(&mut self.tables.totals),
            ..Tables::default()
        };
        self.folders = Vec::new();
        self.contents = Vec::new();
    }
}

impl Tables {
    fn add(&mut self, document: &Document, counts: &Counts) {
        self.totals.merge(counts);
        for category in said::categories(document) {
            count(&mut self.by_category, category, counts);
        }
        for finding in &document.findings {
            count(&mut self.by_rule, &finding.rule, counts);
        }
        for article in &document.articles {
            self.by_article.entry(*article).or_default().merge(counts);
        }
        if !document.findings.is_empty() {
            self.by_storage.entry(document.storage).or_default().merge(counts);
        }
        if counts.violations > 0 {
            self.by_twin.entry(twin(document)).or_default().merge(counts);
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.totals.merge(&other.totals);
        merge_counts(&mut self.by_category, &other.by_category);
        merge_counts(&mut self.by_rule, &other.by_rule);
        merge_counts(&mut self.by_article, &other.by_article);
        merge_counts(&mut self.by_storage, &other.by_storage);
        merge_counts(&mut self.by_twin, &other.by_twin);
        add_counts(&mut self.by_verdict, &other.by_verdict);
    }
}

/// Most of the worst severity first; the name settles the rest.
pub(super) fn worst_first(a: (&Counts, &str), b: (&Counts, &str)) -> std::cmp::Ordering {
    let n_info = |counts: &Counts| counts.by_severity.get(&Level::Info).copied().unwrap_or(0);
    let ranked = |counts: &Counts| (counts.by_level(), n_info(counts));
    ranked(b.0).cmp(&ranked(a.0)).then_with(|| a.1.cmp(b.1))
}

fn twin(document: &Document) -> TwinStatus {
    match (&document.twin, document.verdict) {
        (Some(twin), _) => match twin.relation {
            Relation::Exact => TwinStatus::Exact,
            Relation::SameText => TwinStatus::SameText,
            Relation::Stale => TwinStatus::Stale,
            Relation::Extract => TwinStatus::Extract,
        },
        (None, Verdict::Orphan) => TwinStatus::Orphan,
        (None, _) => TwinStatus::NotSearched,
    }
}

/// Most names are there already: they cost no copy.
fn count(table: &mut BTreeMap<String, Counts>, name: &str, counts: &Counts) {
    match table.get_mut(name) {
        Some(sum) => sum.merge(counts),
        None => drop(table.insert(name.to_owned(), counts.clone())),
    }
}

fn folder(path: &str) -> &str {
    match path.rfind(said::separators(path)) {
        Some(0) | None => path.get(..1).unwrap_or_default(),
        Some(at) => &path[..at],
    }
}

#[cfg(test)]
mod tests {
    use super::folder;

    #[test]
    fn a_backslash_parts_folders_on_windows_alone() {
        assert_eq!(folder("/home/an/odd/back\\slash.txt"), "/home/an/odd");
        assert_eq!(folder("C:\\Users\\An\\a.txt"), "C:\\Users\\An");
        assert_eq!(folder("\\\\srv\\share\\a.txt"), "\\\\srv\\share");
        assert_eq!(folder("C:/Users/a.txt"), "C:/Users");
        assert_eq!(folder("/a.txt"), "/");
    }
}
