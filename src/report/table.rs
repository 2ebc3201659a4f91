//! The report for a terminal: the verdict, the documents by folder, worst first, what was not read, and the next step.

use std::collections::BTreeMap;
use std::io;

use super::notice::{is_misplaced, is_overdue_in_place, overdue_in_place};
use super::steps::steps;
use super::whole::Lacks;
use super::{Aggregate, Form, Format, Sink, Style, Writer, said, visible};
use crate::extract::Reason;
use crate::finding::{Level, Read};
use crate::language::Texts;
use crate::policy::Advice;
use crate::record::{Document, End, Record, RunRecord, token};
use rows::{NARROW, Rows, wrap};

mod merged;
mod rows;

pub(super) static FORM: Form = Form {
    format: Format::Table,
    endings: &["txt"],
    open,
};

/// Unread documents listed one by one; all of them are counted.
const UNREAD: usize = 20;

fn open(out: Box<dyn Sink>, style: Style) -> Box<dyn Writer> {
    Box::new(Table {
        out,
        style,
        root: None,
        rows: Rows::default(),
        severities: BTreeMap::new(),
        advice: BTreeMap::new(),
        unread: Vec::new(),
        n_unread: 0,
        n_overdue: 0,
        n_asked: 0,
        merged: None,
    })
}

struct Table {
    out: Box<dyn Sink>,
    style: Style,
    /// Where the scan began, if at one place.
    root: Option<String>,
    rows: Rows,
    severities: BTreeMap<Level, u64>,
    advice: BTreeMap<Advice, u64>,
    unread: Vec<(Reason, String)>,
    n_unread: usize,
    /// Documents that the central storage keeps longer than their term.
    n_overdue: u64,
    /// Documents that an exception is asked for.
    n_asked: usize,
    /// What the runs say together, told at their end: of their documents only the overdue ones are counted here.
    merged: Option<Aggregate>,
}

impl Writer for Table {
    fn merged(&mut self, aggregate: &Aggregate) -> io::Result<()> {
        self.merged = Some(aggregate.clone());
        Ok(())
    }

    fn record(&mut self, record: &Record) -> io::Result<()> {
        match record {
            Record::Document(document) if self.merged.is_some() => {
                self.n_overdue += u64::from(is_overdue_in_place(document));
                Ok(())
            }
            Record::Run(_) | Record::End(_) if self.merged.is_some() => Ok(()),
            Record::Run(run) => self.run(run),
            Record::Document(document) => {
                self.document(document);
                Ok(())
            }
            Record::File(_) | Record::Gone(_) => Ok(()),
            Record::End(end) => self.end(end),
        }
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        if let Some(aggregate) = &self.merged {
            merged::write(&mut *self.out, self.style.texts, aggregate, self.n_overdue)?;
        }
        self.out.finish()
    }
}

impl Table {
    fn run(&mut self, run: &RunRecord) -> io::Result<()> {
        if let [root] = run.roots.as_slice() {
            self.root = Some(root.clone());
        }
        let texts = self.style.texts;
        let roots: Vec<_> = run.roots.iter().map(|root| visible(root)).collect();
        let head = texts.with(
            "table-head",
            &[
                ("version", run.speur.as_str().into()),
                ("device", visible(&run.device.name).into()),
                ("moment", texts.moment_of(&run.started).into()),
            ],
        );
        self.lines(&head)?;
        writeln!(self.out, "{}", roots.join(", "))?;
        match &run.central_index {
            Some(index) => self.lines(&said::index_age(index, texts)),
            None => Ok(()),
        }
    }

    fn document(&mut self, document: &Document) {
        self.n_asked += usize::from(!document.requests.is_empty());
        let severity = document.severity.unwrap_or(document.risk.level);
        let (is_misplaced, is_overdue) = (is_misplaced(document), is_overdue_in_place(document));
        if is_misplaced {
            *self.severities.entry(severity).or_default() += 1;
        }
        if is_misplaced || is_overdue {
            *self.advice.entry(document.advice).or_default() += 1;
            self.rows
                .add(document, severity, self.root.as_deref(), self.style.texts);
        }
        self.n_overdue += u64::from(is_overdue);
        if let (Read::Partly | Read::None, Some(gap)) = (document.read, document.unread.first()) {
            self.n_unread += 1;
            if self.unread.len() < UNREAD {
                let (folder, name) = said::folder_and_name(document, self.root.as_deref());
                let space = if folder.ends_with('›') { " " } else { "" };
                self.unread.push((gap.reason, format!("{folder}{space}{name}")));
            }
        }
    }

    fn end(&mut self, end: &End) -> io::Result<()> {
        self.verdict()?;
        if let Some(overdue) = overdue_in_place(self.n_overdue, self.style.texts) {
            self.paragraph("", &overdue)?;
        }
        if let Some(allowed) = said::allowed(&end.totals.by_verdict, self.style.texts) {
            self.paragraph("", &allowed)?;
        }
        self.rows.write(&mut *self.out, self.style)?;
        self.not_read()?;
        self.coverage(end)?;
        self.change(end)?;
        self.next_step(end)
    }

    fn verdict(&mut self) -> io::Result<()> {
        let texts = self.style.texts;
        let n: u64 = self.severities.values().sum();
        if n == 0 {
            return self.paragraph("", &texts.get("html-verdict-none"));
        }
        self.paragraph("", &texts.with("html-verdict-some", &[("n", n.into())]))?;
        let parts = self
            .severities
            .iter()
            .rev()
            .map(|(level, n)| self.style.painted(*level, &n_of_level(*level, *n, texts)));
        let parts: Vec<_> = parts.collect();
        let between = if self.style.width < NARROW { "\n" } else { " · " };
        writeln!(self.out, "{}", parts.join(between))
    }

    fn not_read(&mut self) -> io::Result<()> {
        if self.n_unread == 0 {
            return Ok(());
        }
        let texts = self.style.texts;
        let title = texts.with("table-unread", &[("n", self.n_unread.into())]);
        writeln!(self.out, "\n{title}")?;
        self.unread.sort();
        let named = self.unread.iter().map(|(reason, path)| {
            let name = texts.sentence("reason-name", &token(reason));
            (name.into_owned(), path)
        });
        let named: Vec<_> = named.collect();
        let width = named.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        for (name, path) in named {
            writeln!(self.out, "  {name:width$}  {path}")?;
        }
        match self.n_unread - self.unread.len() {
            0 => Ok(()),
            more => writeln!(self.out, "  {}", texts.with("table-more", &[("n", more.into())])),
        }
    }

    fn coverage(&mut self, end: &End) -> io::Result<()> {
        let texts = self.style.texts;
        let coverage = said::coverage(&end.coverage, texts);
        let mut text = texts.with("table-coverage", &[("coverage", coverage.into())]);
        let reasons = end.coverage.reasons();
        if !reasons.is_empty() {
            let list = reasons.iter().map(|(reason, n)| {
                let reason = texts.sentence("reason-name", &token(reason));
                format!("{reason} {}", texts.number(*n))
            });
            let list = list.collect::<Vec<_>>().join(", ");
            text = format!("{text} {}", texts.with("table-reasons", &[("reasons", list.into())]));
        }
        self.paragraph("", &text)?;
        match Lacks::of(end).stopped {
            true => self.paragraph("", &texts.get("html-stopped")),
            false => Ok(()),
        }
    }

    /// What is new since the last run, and what waits for the DPO.
    fn change(&mut self, end: &End) -> io::Result<()> {
        let texts = self.style.texts;
        if let Some(change) = &end.change {
            self.paragraph("", &said::change(change, texts))?;
        }
        match self.n_asked {
            0 => Ok(()),
            n => self.paragraph("", &texts.with("asked", &[("n", n.into())])),
        }
    }

    fn next_step(&mut self, end: &End) -> io::Result<()> {
        let texts = self.style.texts;
        let steps = steps(&self.advice, &Lacks::of(end), texts);
        let title = texts.get("table-next");
        self.paragraph(&format!("{title} "), &steps.join(" "))
    }

    /// Text that is broken at spaces, after an empty line.
    fn paragraph(&mut self, title: &str, text: &str) -> io::Result<()> {
        writeln!(self.out)?;
        self.lines(&format!("{title}{text}"))
    }

    /// Text that is broken at spaces; a longer line than this is hard to read, however wide the terminal is.
    fn lines(&mut self, text: &str) -> io::Result<()> {
        let lines = wrap(text, self.style.width.min(100), ' ');
        lines.iter().try_for_each(|line| writeln!(self.out, "{line}"))
    }
}

/// "53 high", in the form that the number asks for.
fn n_of_level(level: Level, n: u64, texts: Texts) -> String {
    let key = match level {
        Level::Critical => "n-critical",
        Level::High => "n-high",
        Level::Medium => "n-medium",
        Level::Low => "n-low",
        Level::Info => "n-info",
    };
    texts.with(key, &[("n", n.into())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Lang;
    use crate::policy::Verdict;
    use crate::report::kept::Kept;
    use crate::report::{html, md};

    fn written(form: &Form, lang: Lang, n_allowed: u64) -> String {
        let kept = Kept::default();
        let style = Style {
            texts: Texts::new(lang),
            color: false,
            width: 500,
        };
        let mut end = End::default();
        end.totals.by_verdict = [(Verdict::Allowed, n_allowed), (Verdict::Clean, 9)].into();
        let mut writer = (form.open)(Box::new(kept.clone()), style);
        writer.record(&Record::End(end)).unwrap();
        writer.finish().unwrap();
        let text = kept.text();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Of one document, judged so, in the central storage or not.
    fn of_one(form: &Form, storage: &str, verdict: &str, article: &str) -> String {
        of(form, None, [storage, verdict, article])
    }

    /// The same in a report of several runs.
    fn of_many(form: &Form, storage: &str, verdict: &str, article: &str) -> String {
        of(form, Some(Aggregate::default()), [storage, verdict, article])
    }

    fn of(form: &Form, merged: Option<Aggregate>, [storage, verdict, article]: [&str; 3]) -> String {
        let kept = Kept::default();
        let style = Style {
            texts: Texts::new(Lang::En),
            color: false,
            width: 500,
        };
        let begin = include_str!("../../testdata/records/run.jsonl").lines().next().unwrap();
        let document = serde_json::json!({
            "record": "document", "path": "/srv/a.txt", "format": "txt", "storage": storage, "verdict": verdict,
            "articles": [article], "advice": "ask-dpo", "severity": "high", "read": "all", "subjects": 1,
            "risk": {"score": 50, "level": "high"},
            "findings": [{"id": "f_0", "rule": "iban", "category": "bank-account", "confidence": "high", "score": 93,
                "count": 1, "distinct": 1, "why": [], "places": []}],
        });
        let mut writer = (form.open)(Box::new(kept.clone()), style);
        merged.iter().for_each(|merged| writer.merged(merged).unwrap());
        writer.record(&serde_json::from_str(begin).unwrap()).unwrap();
        writer.record(&serde_json::from_value(document).unwrap()).unwrap();
        writer.record(&Record::End(End::default())).unwrap();
        writer.finish().unwrap();
        kept.text()
    }

    #[test]
    fn what_the_central_storage_keeps_too_long_is_told_apart_from_what_is_misplaced() {
        let overdue = "One document in the central storage is kept longer than its term (Article V)";
        let misplaced = "1 document holds personal data in a place where the policy does not allow it";
        for form in [&FORM, &md::FORM, &html::FORM] {
            let text = of_one(form, "central", "in-place", "V");
            assert!(text.contains(overdue) && text.contains("a.txt"), "{text}");
            assert!(!text.contains(misplaced), "{text}");
            assert!(!of_one(form, "local-disk", "local-copy", "IX").contains(overdue));
            let many = |storage, verdict, article| of_many(form, storage, verdict, article);
            assert!(many("central", "in-place", "V").contains(overdue), "{:?}", form.format);
            assert!(!many("local-disk", "local-copy", "V").contains(overdue));
        }
        for form in [&FORM, &html::FORM] {
            assert!(of_one(form, "local-disk", "local-copy", "IX").contains(misplaced));
            let text = of_one(form, "central", "in-place", "V");
            assert!(
                text.contains("Ask the data protection officer about one document"),
                "{text}"
            );
        }
    }

    #[test]
    fn a_level_agrees_with_its_number() {
        let told = |lang, n| n_of_level(Level::High, n, Texts::new(lang));
        assert_eq!([told(Lang::Fr, 1), told(Lang::Fr, 53)], ["1 élevé", "53 élevés"]);
        assert_eq!([told(Lang::En, 1), told(Lang::En, 53)], ["1 high", "53 high"]);
        assert_eq!(told(Lang::Nl, 2), "2 hoog");
    }

    #[test]
    fn what_was_allowed_is_counted_in_what_people_read() {
        for form in [&FORM, &md::FORM] {
            for (lang, one, many) in [
                (
                    Lang::En,
                    "One document with findings is allowed",
                    "12 documents with findings are",
                ),
                (
                    Lang::Nl,
                    "Eén document met vondsten is",
                    "12 documenten met vondsten zijn",
                ),
                (
                    Lang::Fr,
                    "Un document avec des trouvailles est",
                    "12 documents avec des trouvailles sont",
                ),
                (Lang::De, "Ein Dokument mit Funden ist", "12 Dokumente mit Funden sind"),
            ] {
                let none = written(form, lang, 0);
                for (n, part) in [(1, one), (12, many)] {
                    let text = written(form, lang, n);
                    assert!(text.contains(part), "no `{part}` in {text}");
                    assert!(none.len() < text.len(), "{none}");
                }
            }
        }
    }
}
