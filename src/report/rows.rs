//! The rows that spreadsheets and lists are made of: one per finding, and one per document without findings.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::aggregate::Aggregate;
use super::machines::MachineNames;
use super::{said, visible};
use crate::finding::{Gap, Place};
use crate::language::Texts;
use crate::record::{Document, FindingRecord, Record, RunRecord, token};

/// One row, as the columns read it.
pub(super) struct Row<'r> {
    machine: &'r Machine,
    document: &'r Document,
    finding: Option<&'r FindingRecord>,
}

#[derive(Default)]
struct Machine {
    name: String,
    department: String,
    run: String,
    started: String,
}

pub(super) enum Cell<'r> {
    Empty,
    Text(Cow<'r, str>),
    Number(u64),
    /// A moment as records write it (RFC 3339, UTC).
    Moment(&'r str),
}

pub(super) struct Column {
    /// As records name it: programs read it too, so that it is in no language.
    pub name: &'static str,
    /// In characters, where a page has room for it.
    pub width: u16,
    /// Of tokens, what they are tokens of in the texts; empty where the value says itself.
    pub kind: &'static str,
    pub of: for<'r> fn(&Row<'r>) -> Cell<'r>,
}

#[rustfmt::skip]
pub(super) static COLUMNS: &[Column] = &[
    Column { name: "machine", width: 16, kind: "", of: |row| text(&row.machine.name) },
    Column { name: "department", width: 16, kind: "", of: |row| text(&row.machine.department) },
    Column { name: "severity", width: 10, kind: "level", of: |row| named(row.document.severity) },
    Column { name: "path", width: 60, kind: "", of: |row| owned(&row.document.path.escaped()) },
    Column { name: "inner", width: 24, kind: "", of: |row| joined(row.document.inner.iter().map(String::as_str), " > ") },
    Column { name: "rule", width: 22, kind: "rule", of: |row| row.finding.map_or(Cell::Empty, |found| text(&found.rule)) },
    Column { name: "category", width: 16, kind: "category", of: |row| row.finding.map_or(Cell::Empty, |found| text(&found.category)) },
    Column { name: "confidence", width: 11, kind: "confidence", of: |row| named(row.finding.map(|found| found.confidence)) },
    Column { name: "score", width: 7, kind: "", of: |row| number(row.finding.map(|found| found.score.into())) },
    Column { name: "count", width: 8, kind: "", of: |row| number(row.finding.map(|found| found.count)) },
    Column { name: "distinct", width: 8, kind: "", of: |row| number(row.finding.map(|found| found.distinct)) },
    Column { name: "places", width: 40, kind: "", of: |row| row.finding.map_or(Cell::Empty, places) },
    Column { name: "subjects", width: 9, kind: "", of: |row| number(Some(row.document.subjects)) },
    Column { name: "special", width: 16, kind: "rule-special", of: |row| joined(row.document.special.iter().map(String::as_str), ", ") },
    Column { name: "minors", width: 8, kind: "", of: |row| if row.document.minors { text("yes") } else { Cell::Empty } },
    Column { name: "risk", width: 6, kind: "", of: |row| number(Some(row.document.risk.score.into())) },
    Column { name: "verdict", width: 12, kind: "verdict-name", of: |row| named(Some(row.document.verdict)) },
    Column { name: "articles", width: 10, kind: "", of: |row| tokens(&row.document.articles) },
    Column { name: "overdue", width: 11, kind: "", of: |row| row.document.retention.as_ref().map_or(Cell::Empty, |kept| owned(&kept.until.to_string())) },
    Column { name: "advice", width: 16, kind: "advice-name", of: |row| named(Some(row.document.advice)) },
    Column { name: "storage", width: 12, kind: "storage", of: |row| named(Some(row.document.storage)) },
    Column { name: "twin", width: 11, kind: "relation", of: |row| named(row.document.twin.as_ref().map(|twin| twin.relation)) },
    Column { name: "twin_of", width: 40, kind: "", of: twin_of },
    Column { name: "read", width: 8, kind: "read", of: |row| named(Some(row.document.read)) },
    Column { name: "unread", width: 20, kind: "reason-name", of: |row| unread(&row.document.unread) },
    Column { name: "format", width: 8, kind: "", of: |row| text(&row.document.format) },
    Column { name: "size", width: 12, kind: "", of: |row| number(row.document.size) },
    Column { name: "modified", width: 18, kind: "", of: |row| row.document.modified.as_deref().map_or(Cell::Empty, Cell::Moment) },
    Column { name: "aliases", width: 20, kind: "", of: |row| joined(row.document.aliases.iter().map(String::as_str), ", ") },
    Column { name: "requests", width: 30, kind: "", of: |row| joined(row.document.requests.iter().map(|request| request.reason.as_str()), "; ") },
    Column { name: "finding", width: 20, kind: "", of: |row| row.finding.map_or(Cell::Empty, |found| text(&found.id)) },
    Column { name: "run", width: 20, kind: "", of: |row| text(&row.machine.run) },
    Column { name: "started", width: 18, kind: "", of: |row| Cell::Moment(&row.machine.started) },
];

/// Turns the records of one run after another into rows.
#[derive(Default)]
pub(super) struct Rows {
    /// By the id of the device.
    departments: BTreeMap<String, String>,
    names: MachineNames,
    machine: Machine,
}

impl Rows {
    pub(super) fn merged(&mut self, aggregate: &Aggregate) {
        let departments = aggregate.machines.iter();
        self.departments = departments
            .map(|machine| (machine.device.id.clone(), machine.department.clone()))
            .collect();
        self.names = MachineNames::new(&aggregate.machines);
    }

    pub(super) fn record(
        &mut self,
        record: &Record,
        row: &mut dyn FnMut(&Row<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        match record {
            Record::Run(run) => self.run(run),
            Record::Document(document) => self.document(document, row)?,
            Record::File(_) | Record::Gone(_) | Record::End(_) => {}
        }
        Ok(())
    }

    fn run(&mut self, run: &RunRecord) {
        self.machine = Machine {
            name: self.names.of(&run.device),
            department: self.departments.get(&run.device.id).cloned().unwrap_or_default(),
            run: run.run.clone(),
            started: run.started.clone(),
        };
    }

    fn document(&self, document: &Document, row: &mut dyn FnMut(&Row<'_>) -> io::Result<()>) -> io::Result<()> {
        let mut each = |finding| {
            row(&Row {
                machine: &self.machine,
                document,
                finding,
            })
        };
        if document.findings.is_empty() {
            return each(None);
        }
        document.findings.iter().try_for_each(|finding| each(Some(finding)))
    }
}

/// What tokens are called, looked up once each: a workbook may have a million rows.
pub(super) struct Names {
    texts: Texts,
    known: FxHashMap<&'static str, FxHashMap<String, Cow<'static, str>>>,
}

/// Names of one kind; a report that was made to have more is not kept.
const MOST_NAMES: usize = 10_000;

impl Names {
    pub fn new(texts: Texts) -> Self {
        Self {
            texts,
            known: FxHashMap::default(),
        }
    }

    fn push(&mut self, kind: &'static str, token: &str, out: &mut String) {
        let known = self.known.entry(kind).or_default();
        if let Some(name) = known.get(token) {
            return out.push_str(name);
        }
        let name = self.texts.sentence(kind, token);
        out.push_str(&name);
        if known.len() < MOST_NAMES {
            known.insert(token.to_owned(), name);
        }
    }
}

impl Row<'_> {
    /// What stands in a column, in the reader's language.
    pub fn told(&self, column: &Column, names: &mut Names) -> Cell<'_> {
        match (column.name, (column.of)(self)) {
            ("places", Cell::Text(_)) => {
                let said = self
                    .finding
                    .map(|found| said::places(found, names.texts))
                    .unwrap_or_default();
                owned(&said.join("; "))
            }
            ("minors", Cell::Text(_)) => owned(&names.texts.get("yes")),
            (_, Cell::Text(tokens)) if !column.kind.is_empty() => {
                let mut said = String::new();
                for token in tokens.split(", ") {
                    said.push_str(if said.is_empty() { "" } else { ", " });
                    names.push(column.kind, token, &mut said);
                }
                owned(&said)
            }
            (_, cell) => cell,
        }
    }
}

/// A place in the words of the records: "sheet Klanten, column D, rows 2-215".
pub(super) fn place_of(place: &Place) -> String {
    let said = said::parts_of(place)
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name} {}", value?)));
    said.collect::<Vec<_>>().join(", ")
}

fn text(value: &str) -> Cell<'_> {
    match value {
        "" => Cell::Empty,
        value if value.chars().any(|c| c.is_control() || !c.is_ascii()) => Cell::Text(Cow::Owned(visible(value))),
        value => Cell::Text(Cow::Borrowed(value)),
    }
}

fn owned(value: &str) -> Cell<'static> {
    match value {
        "" => Cell::Empty,
        value => Cell::Text(Cow::Owned(visible(value))),
    }
}

fn number(value: Option<u64>) -> Cell<'static> {
    value.map_or(Cell::Empty, Cell::Number)
}

fn named(value: Option<impl Serialize>) -> Cell<'static> {
    value.map_or(Cell::Empty, |value| owned(&token(value)))
}

fn tokens(values: &[impl Serialize]) -> Cell<'static> {
    let names: Vec<_> = values.iter().map(token).collect();
    owned(&names.join(", "))
}

fn joined<'r>(parts: impl Iterator<Item = &'r str>, between: &str) -> Cell<'static> {
    owned(&parts.collect::<Vec<_>>().join(between))
}

fn places(found: &FindingRecord) -> Cell<'static> {
    let more = found.places_truncated.then(|| "…".to_owned());
    let named = found.places.iter().map(place_of).filter(|said| !said.is_empty());
    let said: Vec<_> = named.chain(more).collect();
    owned(&said.join("; "))
}

fn twin_of<'r>(row: &Row<'r>) -> Cell<'r> {
    let twin = row.document.twin.as_ref();
    twin.map_or(Cell::Empty, |twin| owned(&format!("{}/{}", twin.root, twin.of)))
}

/// Each reason once, in the order of the gaps.
fn unread(gaps: &[Gap]) -> Cell<'static> {
    let mut reasons: Vec<String> = Vec::new();
    for reason in gaps.iter().map(|gap| token(gap.reason)) {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    owned(&reasons.join(", "))
}
