//! How long data may be kept (Article V): terms by category, and which of them a document is past. Pure.

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::finding::{Dates, Finding};

/// A term and the law or decision that sets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Categories of rules, or special categories.
    pub categories: Vec<String>,
    pub months: u32,
    pub reason: String,
}

/// What a document's age is told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The latest date in its text or records.
    Content,
    /// What its properties say, or a mail's header.
    Document,
    /// When the file was last changed.
    Modified,
}

/// A document that was kept longer than its term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overdue {
    /// The category whose term is the longest.
    pub category: String,
    pub months: u32,
    /// The day that the term began.
    pub dated: Date,
    pub by: Basis,
    /// The last day that it might be kept.
    pub until: Date,
    pub reason: String,
}

/// The day a term begins on: that of the content, else the document's own, else the file's.
pub fn dated(dates: Dates, modified: Option<Date>) -> Option<(Date, Basis)> {
    let by_content = dates.content.map(|day| (day, Basis::Content));
    let by_document = dates.document.map(|day| (day, Basis::Document));
    by_content
        .or(by_document)
        .or(modified.map(|day| (day, Basis::Modified)))
}

/// The day of a time in nanoseconds since 1970, in UTC; none where the system told none.
pub fn day_of(nanoseconds: i128) -> Option<Date> {
    let seconds = i64::try_from(nanoseconds.div_euclid(1_000_000_000)).ok()?;
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    (nanoseconds != 0).then(|| moment.to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// Of a document with data of several categories the longest term counts: what one law demands to be kept, no other
/// term takes away. Without a term for any of its categories nothing is overdue.
pub fn overdue(
    terms: &[Term],
    findings: &[Finding],
    special: &[String],
    (dated, by): (Date, Basis),
    today: Date,
) -> Option<Overdue> {
    let categories = || {
        let found = findings.iter().map(|finding| finding.category.as_str());
        found.chain(special.iter().map(String::as_str))
    };
    let of_document = terms.iter().filter_map(|term| {
        let category = categories().find(|category| term.categories.iter().any(|known| known == category))?;
        Some((term, category))
    });
    let (term, category) = of_document.max_by_key(|(term, _)| term.months)?;
    let until = dated.checked_add(Span::new().try_months(term.months).ok()?).ok()?;
    (until < today).then(|| Overdue {
        category: category.to_owned(),
        months: term.months,
        dated,
        by,
        until,
        reason: term.reason.clone(),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::state::tests::finding;

    const TODAY: Date = date(2026, 11, 22);

    fn terms() -> Vec<Term> {
        let term = |categories: &[&str], months| Term {
            categories: categories.iter().map(|&name| name.to_owned()).collect(),
            months,
            reason: "law".to_owned(),
        };
        vec![
            term(&["salary", "national-id"], 60),
            term(&["health"], 360),
            term(&["cv"], 24),
        ]
    }

    fn found(categories: &[&str]) -> Vec<Finding> {
        let of = |&category: &&str| Finding {
            category: category.to_owned(),
            ..finding("x", 1)
        };
        categories.iter().map(of).collect()
    }

    #[test]
    fn a_document_is_overdue_the_day_after_its_term() {
        #[track_caller]
        fn check(categories: &[&str], special: &[&str], dated: Date, expected: Option<(&str, Date)>) {
            let special: Vec<_> = special.iter().map(|&name| name.to_owned()).collect();
            let overdue = overdue(&terms(), &found(categories), &special, (dated, Basis::Content), TODAY);
            let overdue = overdue
                .as_ref()
                .map(|overdue| (overdue.category.as_str(), overdue.until));
            assert_eq!(overdue, expected, "{categories:?} {special:?} {dated}");
        }
        check(
            &["salary"],
            &[],
            date(2021, 11, 21),
            Some(("salary", date(2026, 11, 21))),
        );
        check(&["salary"], &[], date(2021, 11, 22), None);
        check(&["salary"], &[], date(2030, 1, 1), None);
        check(&["contact"], &[], date(1990, 1, 1), None);
        check(
            &["contact", "cv"],
            &[],
            date(2024, 2, 29),
            Some(("cv", date(2026, 2, 28))),
        );
        check(&["cv", "salary"], &[], date(2024, 1, 1), None);
        check(&["salary"], &["health"], date(2000, 1, 1), None);
        check(
            &["salary"],
            &["health"],
            date(1996, 1, 1),
            Some(("health", date(2026, 1, 1))),
        );
    }

    #[test]
    fn content_speaks_before_the_document_and_the_document_before_the_file() {
        #[track_caller]
        fn check(
            content: Option<Date>,
            document: Option<Date>,
            modified: Option<Date>,
            expected: Option<(Date, Basis)>,
        ) {
            assert_eq!(dated(Dates { content, document }, modified), expected);
        }
        let (a, b, c) = (date(2001, 1, 1), date(2002, 2, 2), date(2003, 3, 3));
        check(Some(a), Some(b), Some(c), Some((a, Basis::Content)));
        check(None, Some(b), Some(c), Some((b, Basis::Document)));
        check(None, None, Some(c), Some((c, Basis::Modified)));
        check(None, None, None, None);
        assert_eq!(day_of(1_790_000_000_000_000_000), Some(date(2026, 9, 21)));
        assert_eq!(day_of(0), None);
    }
}
