//! The facts of each run: what was scanned, when, under which rules and policy.

use askama::Template;

use super::{Run, said, visible};
use crate::language::Texts;

#[derive(Template)]
#[template(path = "about.html")]
struct Page {
    texts: Texts,
    runs: Vec<Vec<(String, String)>>,
}

pub(super) fn render(runs: &[Run], texts: Texts) -> askama::Result<String> {
    let runs = runs.iter().map(|run| facts(run, texts)).collect();
    Page { texts, runs }.render()
}

fn facts(run: &Run, texts: Texts) -> Vec<(String, String)> {
    let begin = &run.begin;
    let finished = run.end.as_ref().and_then(|end| end.finished.as_deref());
    let finished = finished.map_or_else(
        || texts.get("html-not-finished").into_owned(),
        |finished| texts.moment_of(finished),
    );
    let policy = match begin.policy.is_empty() {
        true => texts.get("html-policy-none").into_owned(),
        false => visible(&begin.policy),
    };
    let roots: Vec<_> = begin.roots.iter().map(|root| visible(root)).collect();
    let device = format!("{} ({}, {})", begin.device.name, begin.device.os, begin.device.id);
    let index = begin.central_index.as_ref();
    let index = index.map(|index| (texts.get("html-index"), said::index_age(index, texts)));
    let facts = [
        (texts.get("html-device"), visible(&device)),
        (texts.get("html-places"), roots.join(", ")),
        (texts.get("html-started"), texts.moment_of(&begin.started)),
        (texts.get("html-finished"), finished),
        (texts.get("html-policy"), policy),
        (texts.get("html-rules"), visible(&begin.rules)),
        (texts.get("html-key"), visible(&begin.key)),
        (
            texts.get("html-run"),
            format!("{} (speur {})", visible(&begin.run), visible(&begin.speur)),
        ),
    ];
    facts
        .into_iter()
        .chain(index)
        .map(|(name, value)| (name.into_owned(), value))
        .collect()
}
