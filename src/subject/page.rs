//! The case file as one HTML page: it loads nothing and runs nothing.

use askama::Template;

use super::Case;
use super::case::COLUMNS;
use crate::language::Texts;
use crate::report::names::Named;
use crate::report::{page_style, visible};

#[derive(Template)]
#[template(path = "case.html")]
struct Page<'t> {
    texts: Texts,
    style: &'static str,
    style_hash: String,
    answer: String,
    beside: Option<String>,
    clock: String,
    sought: String,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
    n_doubts: usize,
    /// What nobody can say, and why.
    doubts: Vec<(String, String)>,
    searched: &'t [String],
}

pub(super) fn render(case: &Case, texts: Texts) -> askama::Result<String> {
    let (style, style_hash) = page_style();
    let outcome = &case.outcome;
    let (names, mut named) = (outcome.names(), Named::default());
    let cells = |found| {
        case.cells(found, &names, &mut named, texts)
            .iter()
            .map(|cell| visible(cell))
            .collect()
    };
    let doubts = case
        .doubts(&names, texts)
        .into_iter()
        .map(|(what, why)| (visible(&what), visible(&why)));
    let searched: Vec<_> = case.searched(&names, texts, visible);
    let page = Page {
        style,
        style_hash,
        answer: super::answer(outcome.answer, &case.identifiers, texts),
        beside: super::beside(&case.identifiers, texts),
        clock: case.clock(texts),
        sought: case.sought(texts),
        heads: COLUMNS
            .map(|name| texts.sentence("subject-column", name).into_owned())
            .to_vec(),
        rows: outcome.found.iter().map(cells).collect(),
        n_doubts: outcome.cannot_say.len(),
        doubts: doubts.collect(),
        searched: &searched,
        texts,
    };
    page.render()
}
