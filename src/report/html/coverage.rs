//! What was read and what was not: every unread or partly read document, by reason and folder.

use std::collections::BTreeMap;

use askama::Template;

use super::document::parted;
use super::visible;
use crate::extract::Reason;
use crate::finding::Read;
use crate::language::Texts;
use crate::record::{Coverage, Document, Tally, token};

/// Names of files by reason and folder, escaped.
#[derive(Default)]
pub(super) struct Gaps {
    by_reason: BTreeMap<Reason, BTreeMap<String, Vec<String>>>,
}

/// One line of the list.
#[derive(Template)]
#[template(
    source = "<bdi>{{ name }}</bdi>{% if !note.is_empty() %} <span class=\"quiet\">{{ note }}</span>{% endif %}",
    ext = "html"
)]
struct Line<'g> {
    name: &'g str,
    note: String,
}

impl Gaps {
    pub(super) fn add(&mut self, document: &Document, machine: &str) {
        match document.read {
            Read::Partly | Read::None => {}
            Read::All | Read::NoText => return,
        }
        let (folder, name) = parted(document);
        let folder = match machine.is_empty() {
            true => folder,
            false => format!("{machine}: {folder}"),
        };
        for gap in &document.unread {
            let inner: Vec<_> = std::iter::once(name.clone())
                .chain(gap.inner.iter().map(|inner| visible(inner)))
                .collect();
            let line = Line {
                name: &inner.join(" › "),
                note: visible(&gap.detail),
            };
            let lines = self.by_reason.entry(gap.reason).or_default().entry(folder.clone()).or_default();
            lines.extend(line.render());
        }
    }

    pub(super) fn n_by_reason(&self) -> Vec<(Reason, u64)> {
        let n = |folders: &BTreeMap<String, Vec<String>>| folders.values().map(|lines| lines.len() as u64).sum();
        let mut reasons: Vec<_> = self.by_reason.iter().map(|(reason, folders)| (*reason, n(folders))).collect();
        reasons.sort_by_key(|(reason, n)| (std::cmp::Reverse(*n), *reason));
        reasons
    }
}

#[derive(Template)]
#[template(path = "coverage.html")]
struct Page<'g> {
    texts: Texts,
    heads: Vec<String>,
    rows: Vec<(String, Vec<String>)>,
    facts: Vec<(String, String)>,
    reasons: Vec<ReasonPart<'g>>,
    no_text: Vec<(String, String)>,
}

struct ReasonPart<'g> {
    name: String,
    sentence: String,
    n: String,
    open: bool,
    folders: &'g BTreeMap<String, Vec<String>>,
}

/// A reason with more files than this opens when it is asked for.
const OPEN: u64 = 20;

pub(super) fn render(gaps: &Gaps, coverage: &Coverage, texts: Texts) -> askama::Result<String> {
    let head = |read| texts.sentence("read", &token(read)).into_owned();
    let heads = [Read::All, Read::Partly, Read::None, Read::NoText].map(head);
    let row = |tally: &Tally| {
        [tally.seen, tally.read, tally.partly, tally.unread, tally.no_text]
            .map(|n| texts.number(n))
            .to_vec()
    };
    let mut rows = vec![(texts.get("html-files").into_owned(), row(&coverage.files))];
    if coverage.members.tally.seen > 0 {
        rows.push((texts.get("html-inside").into_owned(), row(&coverage.members.tally)));
    }
    let mut facts = vec![(texts.get("html-bytes").into_owned(), texts.size(coverage.bytes))];
    if coverage.unchanged > 0 {
        facts.push((texts.get("html-unchanged").into_owned(), texts.number(coverage.unchanged)));
    }
    let reasons = gaps.n_by_reason().into_iter().filter_map(|(reason, n)| {
        Some(ReasonPart {
            name: texts.sentence("reason-name", reason.token()).into_owned(),
            sentence: texts.sentence("reason", reason.token()).into_owned(),
            n: texts.number(n),
            open: n <= OPEN,
            folders: gaps.by_reason.get(&reason)?,
        })
    });
    let page = Page {
        texts,
        heads: std::iter::once(texts.get("html-seen").into_owned()).chain(heads).collect(),
        rows,
        facts,
        reasons: reasons.collect(),
        no_text: coverage
            .no_text_by_format
            .iter()
            .map(|(format, n)| (visible(format), texts.number(*n)))
            .collect(),
    };
    page.render()
}
