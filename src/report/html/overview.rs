//! What all documents come to, and its charts: each is a table whose rows have a bar.

use std::borrow::Cow;
use std::collections::BTreeMap;

use askama::Template;
use jiff::Timestamp;

use crate::finding::Level;
use crate::language::Texts;
use crate::policy::{Advice, Article, Verdict};
use crate::record::{Coverage, Document, End, Twin, token};
use crate::report::notice::{is_misplaced, is_overdue_in_place};
use crate::report::said;
use crate::report::whole::Lacks;
use crate::storage::Storage;

/// Counted as the documents come by. Every number is of those in the wrong place, where it does not say otherwise.
#[derive(Default)]
pub(super) struct Overview {
    pub n_violations: u64,
    pub severities: BTreeMap<Level, u64>,
    pub categories: BTreeMap<String, u64>,
    pub storages: BTreeMap<Storage, u64>,
    pub formats: BTreeMap<String, u64>,
    pub ages: BTreeMap<Age, u64>,
    /// Of what is kept too long in the right place, too.
    pub articles: BTreeMap<Article, u64>,
    /// The same.
    pub advice: BTreeMap<Advice, u64>,
    pub n_special: u64,
    pub n_minors: u64,
    /// Kept longer than their term, wherever they are.
    pub n_overdue: u64,
    /// Kept longer than their term in the central storage.
    pub n_overdue_in_place: u64,
    /// That an exception is asked for.
    pub n_asked: u64,
    /// With the same in the central storage.
    pub n_twins: u64,
    /// Of one document or run, the most: others may be about the same persons, so that a sum would say too much.
    pub persons: u64,
    /// All documents that were seen.
    pub verdicts: BTreeMap<Verdict, u64>,
    pub coverage: Coverage,
    pub lacks: Lacks,
    /// Of the documents in the list, for its filters.
    pub listed: Listed,
}

/// What the documents of the list have.
#[derive(Default)]
pub(super) struct Listed {
    pub severities: BTreeMap<Level, u64>,
    pub verdicts: BTreeMap<Verdict, u64>,
    pub categories: BTreeMap<String, u64>,
    pub storages: BTreeMap<Storage, u64>,
    pub formats: BTreeMap<String, u64>,
}

/// Years since a document was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Age {
    Year,
    Two,
    Five,
    Ten,
    More,
}

impl Overview {
    pub(super) fn add(&mut self, document: &Document, now: &str) {
        self.n_asked += u64::from(!document.requests.is_empty());
        if document.findings.is_empty() {
            return;
        }
        let categories = said::categories(document);
        let listed = &mut self.listed;
        one_more(&mut listed.severities, document.severity.unwrap_or(document.risk.level));
        one_more(&mut listed.verdicts, document.verdict);
        one_more(&mut listed.storages, document.storage);
        one_more(&mut listed.formats, document.format.clone());
        for category in &categories {
            one_more(&mut listed.categories, (*category).to_owned());
        }
        let Some(severity) = document.severity else { return };
        one_more(&mut self.advice, document.advice);
        for article in &document.articles {
            one_more(&mut self.articles, *article);
        }
        self.n_overdue += u64::from(document.retention.is_some());
        self.n_overdue_in_place += u64::from(is_overdue_in_place(document));
        if !is_misplaced(document) {
            return;
        }
        self.n_violations += 1;
        one_more(&mut self.severities, severity);
        one_more(&mut self.storages, document.storage);
        one_more(&mut self.formats, document.format.clone());
        for category in categories {
            one_more(&mut self.categories, category.to_owned());
        }
        if let Some(age) = document.modified.as_deref().and_then(|modified| age(modified, now)) {
            one_more(&mut self.ages, age);
        }
        self.n_special += u64::from(!document.special.is_empty());
        self.n_minors += u64::from(document.minors);
        self.n_twins += u64::from(document.twin.as_ref().is_some_and(Twin::has_all));
        self.persons = self.persons.max(document.subjects);
    }

    pub(super) fn end(&mut self, end: &End) {
        self.coverage.merge(&end.coverage);
        self.lacks.add(end);
        self.persons = self.persons.max(end.totals.subjects);
        for (verdict, n) in &end.totals.by_verdict {
            *self.verdicts.entry(*verdict).or_default() += n;
        }
    }
}

fn one_more<K: Ord>(table: &mut BTreeMap<K, u64>, key: K) {
    *table.entry(key).or_default() += 1;
}

/// How long ago a document was changed, when the scan began.
fn age(modified: &str, now: &str) -> Option<Age> {
    let (modified, now): (Timestamp, Timestamp) = (modified.parse().ok()?, now.parse().ok()?);
    let days = (now.as_second() - modified.as_second()) / 86_400;
    Some(match days {
        ..365 => Age::Year,
        365..731 => Age::Two,
        731..1827 => Age::Five,
        1827..3653 => Age::Ten,
        3653.. => Age::More,
    })
}

#[derive(Template)]
#[template(path = "overview.html")]
struct Page {
    texts: Texts,
    charts: Vec<Chart>,
}

pub(super) struct Chart {
    pub title: String,
    pub bars: Vec<Bar>,
}

pub(super) struct Bar {
    pub name: String,
    /// Of 1,000.
    pub width: u64,
    pub class: &'static str,
    pub n: String,
}

/// Name, number and colour of a bar.
pub(super) type Row = (String, u64, &'static str);

/// Bars of one chart; the rest is one bar with the others.
const BARS: usize = 12;

impl Chart {
    pub(super) fn new(title: Cow<'static, str>, mut rows: Vec<Row>, texts: Texts) -> Self {
        rows.retain(|(_, n, _)| *n > 0);
        if rows.len() > BARS {
            let rest = rows.split_off(BARS - 1);
            let n = rest.iter().map(|(_, n, _)| n).sum();
            rows.push((texts.get("html-others").into_owned(), n, "f-plain"));
        }
        let most = rows.iter().map(|(_, n, _)| *n).max().unwrap_or(1);
        let bar = |(name, n, class): Row| Bar {
            name,
            width: (n * 1000 / most).max(4),
            class,
            n: texts.number(n),
        };
        Self {
            title: title.into_owned(),
            bars: rows.into_iter().map(bar).collect(),
        }
    }
}

/// The colour of a level, as the style names it.
pub(super) fn class_of(level: Level) -> &'static str {
    match level {
        Level::Critical => "f-critical",
        Level::High => "f-high",
        Level::Medium => "f-medium",
        Level::Low => "f-low",
        Level::Info => "f-info",
    }
}

pub(super) fn render(overview: &Overview, texts: Texts) -> askama::Result<String> {
    let severities = overview.severities.iter().rev();
    let severities = severities.map(|(level, n)| {
        (
            texts.sentence("level", &token(level)).into_owned(),
            *n,
            class_of(*level),
        )
    });
    // Clean ones are most of all documents: beside them no other bar would be seen.
    let verdicts = overview.verdicts.iter().rev().filter(|(verdict, _)| match verdict {
        Verdict::Clean => false,
        Verdict::InPlace | Verdict::Allowed | Verdict::NotRead | Verdict::LocalCopy | Verdict::Orphan => true,
    });
    let verdicts = verdicts.map(|(verdict, n)| (texts.sentence("verdict-name", &token(verdict)).into_owned(), *n));
    let ages = overview
        .ages
        .iter()
        .map(|(age, n)| (texts.sentence("age", &token(age)).into_owned(), *n));
    let categories = most_first(&overview.categories, |category| {
        super::visible(&texts.sentence("category", category))
    });
    let storages = most_first(&overview.storages, |storage| {
        texts.sentence("storage", &token(storage)).into_owned()
    });
    let formats = most_first(&overview.formats, |format| said::format(format, texts));
    let charts = [
        (texts.get("html-by-severity"), severities.collect()),
        (texts.get("html-by-category"), categories),
        (texts.get("html-by-storage"), storages),
        (texts.get("html-by-age"), plain(ages)),
        (texts.get("html-by-format"), formats),
        (texts.get("html-by-verdict"), plain(verdicts)),
    ];
    let charts = charts.map(|(title, rows)| Chart::new(title, rows, texts)).into();
    Page { texts, charts }.render()
}

fn plain(rows: impl Iterator<Item = (String, u64)>) -> Vec<Row> {
    rows.map(|(name, n)| (name, n, "f-plain")).collect()
}

/// Rows of a chart, the longest bar first.
pub(super) fn most_first<K: Ord>(table: &BTreeMap<K, u64>, name: impl Fn(&K) -> String) -> Vec<Row> {
    let mut rows: Vec<_> = table.iter().collect();
    rows.sort_by_key(|(key, n)| (std::cmp::Reverse(**n), *key));
    plain(rows.into_iter().map(|(key, n)| (name(key), *n)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_counted_from_the_scan() {
        #[track_caller]
        fn check(modified: &str, expected: Option<Age>) {
            assert_eq!(age(modified, "2026-11-28T00:00:00Z"), expected, "{modified}");
        }
        check("2026-11-27T00:00:00Z", Some(Age::Year));
        check("2027-01-01T00:00:00Z", Some(Age::Year));
        check("2025-06-01T00:00:00Z", Some(Age::Two));
        check("2022-06-01T00:00:00Z", Some(Age::Five));
        check("2018-06-01T00:00:00Z", Some(Age::Ten));
        check("1970-01-01T00:00:00Z", Some(Age::More));
        check("", None);
    }
}
