//! One HTML file for people: it opens from disk or a mail, loads nothing, and reads the same without its script.
//!
//! The list shows the worst documents first, and each has a page of its own. With scripts off the pages follow the
//! list; with scripts on the browser keeps them as inert text (`noscript`), so that ten thousand of them cost little,
//! and shows the one that is asked for. Templates escape everything; names of files pass [`visible`] before. Nothing
//! can run but the one script whose digest the page's own policy names.

mod about;
mod coverage;
mod document;
mod list;
mod merged;
mod overview;
mod summary;

use std::io;

use askama::Template;
use sha2::{Digest as _, Sha256};

use super::machines::MachineNames;
use super::{Aggregate, Form, Format, Sink, Style, Writer, said, visible};
use crate::language::Texts;
use crate::record::{End, Record, RunRecord, base64};
use coverage::Gaps;
use document::Host;
use list::{Choice, Entry, Head, List};
use overview::Overview;

pub(super) static FORM: Form = Form {
    format: Format::Html,
    endings: &["html", "htm"],
    open,
};

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/script.js");

fn open(out: Box<dyn Sink>, style: Style) -> Box<dyn Writer> {
    Box::new(Html {
        out,
        texts: style.texts,
        runs: Vec::new(),
        overview: Overview::default(),
        list: List::default(),
        gaps: Gaps::default(),
        merged: None,
        names: None,
    })
}

struct Html {
    out: Box<dyn Sink>,
    texts: Texts,
    runs: Vec<Run>,
    overview: Overview,
    list: List,
    gaps: Gaps,
    merged: Option<Aggregate>,
    /// Of the machines, where there are many: one needs no name at every document.
    names: Option<MachineNames>,
}

/// One run of the report.
struct Run {
    host: Host,
    begin: RunRecord,
    end: Option<End>,
}

impl Writer for Html {
    fn merged(&mut self, aggregate: &Aggregate) -> io::Result<()> {
        self.names = (aggregate.machines.len() > 1).then(|| MachineNames::new(&aggregate.machines));
        self.merged = Some(aggregate.clone());
        Ok(())
    }

    fn record(&mut self, record: &Record) -> io::Result<()> {
        match record {
            Record::Run(run) => {
                let name = self.names.as_ref().map(|names| names.of(&run.device));
                self.runs.push(Run {
                    host: Host::new(run, &name.unwrap_or_default()),
                    begin: run.clone(),
                    end: None,
                });
            }
            Record::Document(document) => {
                let Some(run) = self.runs.last() else { return Ok(()) };
                self.overview.add(document, &run.begin.started);
                self.gaps.add(document, &run.host, self.texts);
                self.list
                    .add(document, &run.host, self.texts)
                    .map_err(io::Error::other)?;
            }
            Record::File(_) | Record::Gone(_) => {}
            Record::End(end) => {
                self.overview.end(end);
                if let Some(run) = self.runs.last_mut() {
                    run.end = Some(end.clone());
                }
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let page = self.page().map_err(io::Error::other)?;
        // The error as it is: a reader that has gone is a clean end.
        page.write_into(&mut self.out)?;
        self.out.finish()
    }
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page {
    texts: Texts,
    title: String,
    style: &'static str,
    style_hash: String,
    script: &'static str,
    script_hash: String,
    summary: String,
    merged: String,
    overview: String,
    coverage: String,
    about: String,
    choices: Vec<Choice>,
    heads: Vec<Head>,
    rows: Vec<Entry>,
    left_out: u64,
    /// "{shown} of {total} documents", for the script to fill in.
    shown: String,
    version: &'static str,
}

impl Html {
    fn page(&mut self) -> askama::Result<Page> {
        let texts = self.texts;
        let title = self.title();
        let (rows, left_out) = self.list.take();
        Ok(Page {
            summary: summary::render(self, &title, &rows)?,
            merged: match &self.merged {
                Some(aggregate) => merged::render(aggregate, texts)?,
                None => String::new(),
            },
            overview: overview::render(&self.overview, texts)?,
            coverage: coverage::render(&self.gaps, &self.overview.coverage, texts)?,
            about: about::render(&self.runs, texts)?,
            choices: list::choices(&self.overview, self.merged.as_ref(), texts),
            heads: list::heads(texts),
            rows,
            left_out,
            shown: texts.with(
                "html-shown",
                &[("shown", "{shown}".into()), ("total", "{total}".into())],
            ),
            texts,
            title,
            style: STYLE,
            style_hash: hash(STYLE),
            script: SCRIPT,
            script_hash: hash(SCRIPT),
            version: env!("CARGO_PKG_VERSION"),
        })
    }

    fn title(&self) -> String {
        let n_machines = self.merged.as_ref().map_or(1, |merged| merged.machines.len());
        match self.runs.first() {
            Some(run) if n_machines == 1 => {
                let name = visible(&run.begin.device.name);
                self.texts.with("html-title", &[("name", name.into())])
            }
            _ => self.texts.with("html-title-many", &[("n", n_machines.into())]),
        }
    }
}

/// The style of every page, and its digest.
pub(crate) fn page_style() -> (&'static str, String) {
    (STYLE, hash(STYLE))
}

/// The digest by which a page's policy names the one style and the one script that it allows (CSP 3, § 2.3.1).
fn hash(text: &str) -> String {
    base64::encode(&Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests;
