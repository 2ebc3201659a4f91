//! The table for people: violations worst first, then what was not read, the coverage and the next step.

use std::collections::BTreeMap;
use std::io;

use super::{Aggregate, Form, Sink, Style, Writer, visible};
use crate::config::Format;
use crate::extract::Reason;
use crate::finding::{Confidence, Level, Read};
use crate::language::Texts;
use crate::policy::{Advice, Verdict};
use crate::record::{Changes, Document, End, Record, RunRecord, token};
use crate::storage::Storage;

mod merged;

pub(super) static FORM: Form = Form {
    format: Format::Table,
    endings: &["txt"],
    open,
};

/// A table longer than this is for a program (jsonl): the worst rows are shown, the others counted.
const ROWS: usize = 200;
/// Unread documents listed one by one; all of them are counted.
const UNREAD: usize = 20;

fn open(out: Box<dyn Sink>, style: Style) -> Box<dyn Writer> {
    Box::new(Table {
        out,
        style,
        texts: style.texts,
        roots: Vec::new(),
        rows: Vec::new(),
        unread: Vec::new(),
        n_unread: 0,
        n_violations: 0,
        n_asked: 0,
        is_merged: false,
    })
}

struct Table {
    out: Box<dyn Sink>,
    style: Style,
    texts: Texts,
    roots: Vec<String>,
    rows: Vec<Row>,
    unread: Vec<(String, Reason)>,
    n_unread: usize,
    n_violations: usize,
    /// Documents that an exception is asked for.
    n_asked: usize,
    /// What the runs say together has been told; their documents are for other writers.
    is_merged: bool,
}

/// One violation.
struct Row {
    severity: Level,
    subjects: u64,
    what: String,
    storage: Storage,
    advice: Advice,
    partly: bool,
    path: String,
}

impl Writer for Table {
    fn merged(&mut self, aggregate: &Aggregate) -> io::Result<()> {
        self.is_merged = true;
        merged::write(&mut *self.out, self.style.texts, aggregate)
    }

    fn record(&mut self, record: &Record) -> io::Result<()> {
        if self.is_merged {
            return Ok(());
        }
        match record {
            Record::Run(run) => self.run(run),
            Record::Document(document) => {
                self.document(document);
                Ok(())
            }
            Record::File(_) | Record::Gone(_) => Ok(()),
            Record::End(end) => self.end(end),
        }
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.out.finish()
    }
}

impl Table {
    fn run(&mut self, run: &RunRecord) -> io::Result<()> {
        self.roots = run.roots.clone();
        let roots: Vec<_> = run.roots.iter().map(|root| visible(root)).collect();
        writeln!(
            self.out,
            "Speur {}, {} on {}: {}",
            run.speur,
            run.started,
            visible(&run.device.name),
            roots.join(", ")
        )
    }

    fn document(&mut self, document: &Document) {
        let path = self.name_of(document);
        self.n_asked += usize::from(!document.requests.is_empty());
        match document.verdict {
            Verdict::LocalCopy | Verdict::Orphan => self.violation(document, path.clone()),
            Verdict::Clean | Verdict::InPlace | Verdict::Allowed | Verdict::NotRead => {}
        }
        if let (Read::Partly | Read::None, Some(gap)) = (document.read, document.unread.first()) {
            self.n_unread += 1;
            if self.unread.len() < UNREAD {
                self.unread.push((path, gap.reason));
            }
        }
    }

    fn violation(&mut self, document: &Document, path: String) {
        self.n_violations += 1;
        let worth = |confidence| matches!(confidence, Confidence::Medium | Confidence::High);
        let mut findings: Vec<_> = document
            .findings
            .iter()
            .filter(|finding| worth(finding.confidence))
            .collect();
        findings.sort_by_key(|finding| std::cmp::Reverse((finding.score, finding.distinct)));
        let what: Vec<_> = findings
            .iter()
            .map(|finding| format!("{} {}", short(&finding.rule), finding.distinct.max(1)))
            .collect();
        self.rows.push(Row {
            severity: document.severity.unwrap_or(document.risk.level),
            subjects: document.subjects,
            what: if what.is_empty() {
                "only weak signs".to_owned()
            } else {
                what.join(", ")
            },
            storage: document.storage,
            advice: document.advice,
            partly: document.read != Read::All,
            path,
        });
        if self.rows.len() >= 2 * ROWS {
            self.keep_the_worst();
        }
    }

    fn keep_the_worst(&mut self) {
        self.rows
            .sort_by(|a, b| (b.severity, b.subjects, &a.path).cmp(&(a.severity, a.subjects, &b.path)));
        self.rows.truncate(ROWS);
    }

    /// The path from the root of the scan on, and the way into a container.
    fn name_of(&self, document: &Document) -> String {
        let path = &document.path.path;
        let below = self
            .roots
            .iter()
            .filter_map(|root| path.strip_prefix(root.as_str()))
            .find(|rest| !rest.is_empty());
        let below = if self.roots.len() == 1 { below } else { None };
        let outer = below.map_or(path.as_str(), |rest| rest.trim_start_matches(['/', '\\']));
        let chain: Vec<_> = std::iter::once(outer)
            .chain(document.inner.iter().map(String::as_str))
            .map(visible)
            .collect();
        chain.join(" > ")
    }

    fn end(&mut self, end: &End) -> io::Result<()> {
        self.keep_the_worst();
        self.table()?;
        self.not_read()?;
        self.coverage(end)?;
        self.change(end)?;
        self.next_step(end)
    }

    fn table(&mut self) -> io::Result<()> {
        if self.rows.is_empty() {
            return writeln!(
                self.out,
                "\nNo personal data found outside the central storage in what was read."
            );
        }
        let rows = std::mem::take(&mut self.rows);
        let lines = rows.iter().flat_map(|row| wrap(&row.what, self.found_at_most()));
        let found = lines.map(|line| line.chars().count()).max().unwrap_or(0).max(5);
        writeln!(
            self.out,
            "\n{:8}  {:>6}  {:12}  {:<found$}  Where",
            "Risk", "People", "Storage", "Found"
        )?;
        for row in &rows {
            self.row(row, found)?;
        }
        let more = self.n_violations - rows.len();
        if more > 0 {
            writeln!(
                self.out,
                "… and {more} more, less severe: -o report.jsonl writes them all"
            )?;
        }
        Ok(())
    }

    /// Columns for what was found: the paths need the rest.
    fn found_at_most(&self) -> usize {
        (self.style.width / 3).max(20)
    }

    fn row(&mut self, row: &Row, found: usize) -> io::Result<()> {
        let people = if row.subjects == 0 {
            "-".to_owned()
        } else {
            row.subjects.to_string()
        };
        let level = self.texts.sentence("level", &token(row.severity));
        let severity = self.colored(row.severity, &format!("{level:8}"));
        let mut lines = wrap(&row.what, self.found_at_most()).into_iter();
        let first = lines.next().unwrap_or_default();
        let partly = if row.partly { "  (partly read)" } else { "" };
        let advice = match row.advice {
            Advice::None | Advice::MoveToCentral => String::new(),
            Advice::DeleteCopy | Advice::AskDpo => {
                format!("  ({})", self.texts.sentence("advice-name", &token(row.advice)))
            }
        };
        let storage = self.texts.sentence("storage", &token(row.storage));
        let path = &row.path;
        writeln!(
            self.out,
            "{severity}  {people:>6}  {storage:12}  {first:found$}  {path}{partly}{advice}"
        )?;
        lines.try_for_each(|line| writeln!(self.out, "{:32}{line}", ""))
    }

    fn not_read(&mut self) -> io::Result<()> {
        if self.n_unread == 0 {
            return Ok(());
        }
        writeln!(self.out, "\nNot, or not wholly, read ({}):", self.n_unread)?;
        for (path, reason) in &self.unread {
            let reason = self.texts.sentence("reason-name", reason.token());
            writeln!(self.out, "  {reason:20}  {path}")?;
        }
        let more = self.n_unread - self.unread.len();
        if more > 0 {
            writeln!(self.out, "  … and {more} more")
        } else {
            Ok(())
        }
    }

    fn coverage(&mut self, end: &End) -> io::Result<()> {
        writeln!(self.out, "\nCoverage: {}.", end.coverage)?;
        let mut reasons: BTreeMap<_, u64> = end.coverage.by_reason.clone();
        end.coverage
            .partly_by_reason
            .iter()
            .for_each(|(reason, n)| *reasons.entry(*reason).or_default() += n);
        if !reasons.is_empty() {
            let list: Vec<_> = reasons
                .iter()
                .map(|(reason, n)| {
                    let reason = self.texts.sentence("reason-name", reason.token());
                    format!("{reason} {}", self.texts.number(*n))
                })
                .collect();
            writeln!(self.out, "Reasons: {}.", list.join(", "))?;
        }
        Ok(())
    }

    /// What is new since the last run, and what waits for the DPO.
    fn change(&mut self, end: &End) -> io::Result<()> {
        if let Some(change) = &end.change {
            let Changes {
                new,
                changed,
                unchanged,
                gone,
            } = change.documents;
            let values = [
                ("date", self.texts.moment_of(&change.finished).into()),
                ("new", new.into()),
                ("changed", changed.into()),
                ("gone", gone.into()),
                ("unchanged", unchanged.into()),
            ];
            writeln!(self.out, "{}", self.texts.with("since", &values))?;
        }
        match self.n_asked {
            0 => Ok(()),
            n => writeln!(self.out, "{}", self.texts.with("asked", &[("n", n.into())])),
        }
    }

    fn next_step(&mut self, end: &End) -> io::Result<()> {
        let violations = end.totals.by_severity.values().sum::<u64>();
        let step = match (violations, end.complete) {
            (0, true) => "Nothing to do.",
            (0, false) => "Next: look at what was not read; it may hold personal data.",
            _ => {
                "Next: move these documents to the central storage, worst first; ask the DPO where in doubt. Delete nothing yet."
            }
        };
        writeln!(self.out, "{step}")
    }

    fn colored(&self, severity: Level, text: &str) -> String {
        let code = match severity {
            Level::Critical => "1;31",
            Level::High => "31",
            Level::Medium => "33",
            Level::Low | Level::Info => "2",
        };
        if self.style.color {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

/// A rule's id without its country, as people say it.
fn short(rule: &str) -> String {
    let name = rule
        .strip_prefix("special.")
        .or_else(|| rule.strip_prefix("be."))
        .unwrap_or(rule);
    match name {
        "iban" => "IBAN".to_owned(),
        "email" => "e-mail".to_owned(),
        other => other.replace('-', " "),
    }
}

/// Lines of at most `width` characters, cut at commas.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for part in text.split_inclusive(", ") {
        let line = lines.last_mut().expect("there is always a line");
        if !line.is_empty() && line.chars().count() + part.trim_end().chars().count() > width {
            lines.push(part.to_owned());
        } else {
            line.push_str(part);
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}
