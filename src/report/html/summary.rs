//! What comes first: the verdict in one sentence, and what it means for the employee, the administrator and the DPO.

use std::cmp::Reverse;

use askama::Template;

use super::list::Entry;
use super::overview::Overview;
use super::{Aggregate, Html, Run, coverage, said};
use crate::extract::Reason;
use crate::language::Texts;
use crate::record::token;
use crate::report::aggregate::Scanned;
use crate::report::notice::overdue_in_place;
use crate::report::steps::steps;

#[derive(Template)]
#[template(path = "summary.html")]
struct Page {
    texts: Texts,
    title: String,
    verdict: String,
    scanned: String,
    n_violations: u64,
    /// Files that may hold more than was read of them.
    n_gaps: u64,
    is_whole: bool,
    /// What else was not read.
    beyond: Vec<String>,
    /// Machines and inputs that the report says nothing of.
    missing: String,
    /// What the central storage keeps too long.
    overdue: String,
    /// What is new since the run before, of one run.
    change: String,
    stack: Vec<Part>,
    steps: Vec<String>,
    /// Many files have one name: with the folder, and the machine of many.
    worst: Vec<(u64, String, String)>,
    read_share: String,
    tally: Vec<(String, String)>,
    /// What was met and not opened.
    came_by: Vec<String>,
    reasons: Vec<(String, String)>,
    dpo: Vec<(String, String)>,
}

/// A part of the bar of severities, of 1,000.
struct Part {
    token: String,
    name: String,
    n: String,
    x: u64,
    width: u64,
}

/// Documents and reasons that are named at once.
const FIRST: usize = 5;

pub(super) fn render(html: &Html, title: &str, rows: &[Entry]) -> askama::Result<String> {
    let (overview, texts) = (&html.overview, html.texts);
    let n = overview.n_violations;
    let files = &overview.coverage.files;
    let reasons = reasons(html).into_iter().take(FIRST);
    let missing = html
        .merged
        .as_ref()
        .map(|merged| missing(merged, texts))
        .unwrap_or_default();
    let page = Page {
        texts,
        title: title.to_owned(),
        verdict: match n {
            0 => texts.get("html-verdict-none").into_owned(),
            n => texts.with("html-verdict-some", &[("n", n.into())]),
        },
        scanned: scanned(html),
        n_violations: n,
        n_gaps: overview.lacks.files,
        is_whole: overview.lacks.is_nothing() && !overview.lacks.is_empty(),
        beyond: {
            let personal = said::personal(&overview.coverage, texts);
            overview.lacks.beyond_files(texts).into_iter().chain(personal).collect()
        },
        overdue: overdue_in_place(overview.n_overdue_in_place, texts).unwrap_or_default(),
        change: change(html),
        stack: stack(html),
        steps: steps(&overview.advice, &overview.lacks, texts),
        worst: worst(rows),
        read_share: share_told(overview, !missing.is_empty(), texts),
        missing,
        tally: coverage::tally(files, texts),
        came_by: said::came_by(&overview.coverage, texts),
        reasons: reasons
            .map(|(reason, n)| {
                let name = texts.sentence("reason-name", &token(reason));
                (name.into_owned(), texts.number(n))
            })
            .collect(),
        dpo: dpo(html),
    };
    page.render()
}

/// When, of one run.
fn scanned(html: &Html) -> String {
    match html.runs.as_slice() {
        [run] => {
            let moment = html.texts.moment_of(&run.begin.started);
            html.texts.with("html-scanned", &[("moment", moment.into())])
        }
        _ => String::new(),
    }
}

fn change(html: &Html) -> String {
    let change = match html.runs.as_slice() {
        [Run { end: Some(end), .. }] => end.change.as_ref(),
        _ => None,
    };
    change.map_or_else(String::new, |change| said::change(change, html.texts))
}

fn worst(rows: &[Entry]) -> Vec<(u64, String, String)> {
    let broken = rows.iter().filter(|row| row.is_violation).take(FIRST);
    broken
        .map(|row| (row.id, row.name.clone(), row.place.clone()))
        .collect()
}

/// They add up to the files that were not, or not wholly, read.
fn reasons(html: &Html) -> Vec<(Reason, u64)> {
    let mut reasons: Vec<_> = html.overview.coverage.reasons().into_iter().collect();
    reasons.sort_by_key(|(_, n)| Reverse(*n));
    reasons
}

/// Of all documents that were seen, those inside files too; of a run that stopped nobody knows how many there are.
fn read_share(overview: &Overview) -> f64 {
    let (files, members) = (&overview.coverage.files, &overview.coverage.members.tally);
    let read = files.read + files.no_text + members.read + members.no_text;
    let share = read as f64 / (files.seen + members.seen).max(1) as f64;
    match overview.lacks.is_nothing() {
        true => share,
        false => share.min(0.99),
    }
}

/// Where machines are missing, a share of all that was seen must not pass for one of all there is.
fn share_told(overview: &Overview, has_missing: bool, texts: Texts) -> String {
    let key = if has_missing {
        "html-read-share-seen"
    } else {
        "html-read-share"
    };
    texts.with(key, &[("percent", texts.percent(read_share(overview)).into())])
}

/// A report in which machines are missing is not complete, however well the others were read.
fn missing(merged: &Aggregate, texts: Texts) -> String {
    let never = merged.scanned.get(&Scanned::Never).copied().unwrap_or_default();
    match (never, merged.skipped.len()) {
        (0, 0) => String::new(),
        (never, skipped) => texts.with("html-missing", &[("never", never.into()), ("skipped", skipped.into())]),
    }
}

fn stack(html: &Html) -> Vec<Part> {
    let total = html.overview.n_violations.max(1);
    let mut x = 0;
    let mut parts = Vec::new();
    for (level, n) in html.overview.severities.iter().rev() {
        let width = n * 1000 / total;
        parts.push(Part {
            token: token(level),
            name: html.texts.sentence("level", &token(level)).into_owned(),
            n: html.texts.number(*n),
            x,
            width,
        });
        x += width;
    }
    parts
}

fn dpo(html: &Html) -> Vec<(String, String)> {
    let (overview, texts) = (&html.overview, html.texts);
    let articles = overview
        .articles
        .iter()
        .map(|(article, n)| (said::article(*article, texts), *n));
    let mut rows: Vec<_> = articles.collect();
    rows.extend([
        (texts.get("html-special").into_owned(), overview.n_special),
        (texts.get("html-minors").into_owned(), overview.n_minors),
        (texts.get("html-twins").into_owned(), overview.n_twins),
        (texts.get("html-n-overdue").into_owned(), overview.n_overdue),
        (texts.get("html-n-asked").into_owned(), overview.n_asked),
        (texts.get("html-people").into_owned(), overview.persons),
    ]);
    rows.into_iter().map(|(name, n)| (name, texts.number(n))).collect()
}
