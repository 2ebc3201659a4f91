//! What was read and what was not: every unread or partly read document, by reason and folder.

use std::collections::BTreeMap;

use askama::Template;

use super::document::Host;
use super::{said, visible};
use crate::extract::Reason;
use crate::finding::Read;
use crate::language::Texts;
use crate::record::{Coverage, Document, Tally, token};

/// What was not read for one reason.
#[derive(Default)]
struct Unread {
    n_documents: u64,
    /// Names of files by folder, escaped; of one document as many as it has places that were not read.
    folders: BTreeMap<String, Vec<String>>,
}

#[derive(Default)]
pub(super) struct Gaps {
    by_reason: BTreeMap<Reason, Unread>,
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
    pub(super) fn add(&mut self, document: &Document, host: &Host, texts: Texts) {
        match document.read {
            Read::Partly | Read::None => {}
            Read::All | Read::NoText => return,
        }
        let (folder, name) = said::folder_and_name(document, host.root.as_deref());
        let folder = match host.machine.as_str() {
            "" => folder,
            machine => format!("{machine}: {folder}"),
        };
        for (at, gap) in document.unread.iter().enumerate() {
            let inner: Vec<_> = std::iter::once(name.clone())
                .chain(gap.inner.iter().map(|inner| visible(inner)))
                .collect();
            let line = Line {
                name: &inner.join(" › "),
                note: visible(&texts.phrase("gap", &gap.detail)),
            };
            let unread = self.by_reason.entry(gap.reason).or_default();
            unread.folders.entry(folder.clone()).or_default().extend(line.render());
            let is_counted = document.unread[..at].iter().any(|before| before.reason == gap.reason);
            unread.n_documents += u64::from(!is_counted);
        }
    }

    /// The reasons of most documents first.
    fn sorted(&self) -> Vec<(Reason, &Unread)> {
        let mut reasons: Vec<_> = self
            .by_reason
            .iter()
            .map(|(reason, unread)| (*reason, unread))
            .collect();
        reasons.sort_by_key(|(reason, unread)| (std::cmp::Reverse(unread.n_documents), *reason));
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
    /// What is in personal folders is named nowhere.
    personal: Option<String>,
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

/// How many files were seen, read and not read.
pub(super) fn tally(tally: &Tally, texts: Texts) -> Vec<(String, String)> {
    let read = |read| texts.sentence("read", &token(read)).into_owned();
    let rows = [
        (texts.get("html-seen").into_owned(), tally.seen),
        (read(Read::All), tally.read),
        (read(Read::Partly), tally.partly),
        (read(Read::None), tally.unread),
        (read(Read::NoText), tally.no_text),
    ];
    rows.map(|(name, n)| (name, texts.number(n))).to_vec()
}

pub(super) fn render(gaps: &Gaps, coverage: &Coverage, texts: Texts) -> askama::Result<String> {
    let row = |counts: &Tally| tally(counts, texts).into_iter().map(|(_, n)| n).collect();
    let mut rows = vec![(texts.get("html-files").into_owned(), row(&coverage.files))];
    if coverage.members.tally.seen > 0 {
        rows.push((texts.get("html-inside").into_owned(), row(&coverage.members.tally)));
    }
    let mut facts = vec![(texts.get("html-bytes").into_owned(), texts.size(coverage.bytes))];
    let more = [
        ("html-unchanged", coverage.unchanged),
        ("html-links", coverage.links),
        ("html-devices", coverage.special),
        ("html-own", coverage.own),
        ("html-states", coverage.states),
    ];
    let more = more.into_iter().filter(|(_, n)| *n > 0);
    facts.extend(more.map(|(key, n)| (texts.get(key).into_owned(), texts.number(n))));
    let reasons = gaps.sorted().into_iter().map(|(reason, unread)| ReasonPart {
        name: texts.sentence("reason-name", &token(reason)).into_owned(),
        sentence: texts.sentence("reason", &token(reason)).into_owned(),
        n: texts.number(unread.n_documents),
        open: unread.n_documents <= OPEN,
        folders: &unread.folders,
    });
    let page = Page {
        texts,
        heads: tally(&coverage.files, texts)
            .into_iter()
            .map(|(name, _)| name)
            .collect(),
        rows,
        facts,
        reasons: reasons.collect(),
        personal: (coverage.personal > 0).then(|| texts.with("notice-personal", &[("n", coverage.personal.into())])),
        no_text: coverage
            .no_text_by_format
            .iter()
            .map(|(format, n)| (said::format(format, texts), texts.number(*n)))
            .collect(),
    };
    page.render()
}
