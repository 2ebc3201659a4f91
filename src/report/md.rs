//! Markdown (GitHub's flavour), for tickets and notes: what several machines say together, then for each run a table
//! of the violations and of what was not read.

use std::borrow::Cow;
use std::io;

use super::aggregate::{Aggregate, Counts};
use super::machines::{MachineNames, department};
use super::names::{Named, other_names};
use super::notice::{is_overdue_in_place, overdue_in_place};
use super::whole::Lacks;
use super::{Form, Format, Sink, Style, Writer, said, visible};
use crate::finding::Read;
use crate::language::Texts;
use crate::record::{Coverage, Document, End, Record, RunRecord, token};

pub(super) static FORM: Form = Form {
    format: Format::Md,
    endings: &["md", "markdown"],
    open,
};

struct Markdown {
    out: Box<dyn Sink>,
    texts: Texts,
    names: MachineNames,
    /// In this run.
    named: Named,
    /// Rows of the table of this run so far.
    n_rows: u64,
    /// Of this run: kept in the central storage longer than their term.
    n_overdue: u64,
    /// Of this run: for which somebody asked for an exception.
    n_asked: u64,
}

fn open(out: Box<dyn Sink>, style: Style) -> Box<dyn Writer> {
    Box::new(Markdown {
        out,
        texts: style.texts,
        names: MachineNames::default(),
        named: Named::default(),
        n_rows: 0,
        n_overdue: 0,
        n_asked: 0,
    })
}

impl Writer for Markdown {
    fn merged(&mut self, aggregate: &Aggregate) -> io::Result<()> {
        let texts = self.texts;
        self.names = MachineNames::new(&aggregate.machines);
        machines(&mut *self.out, texts, aggregate, &self.names)?;
        let mut last = "";
        for (by, name, counts) in aggregate.every_count(texts) {
            if last != by {
                writeln!(self.out, "\n## {}\n", texts.sentence("merged-by", by))?;
                head(&mut *self.out, &[texts.get("md-column-name")], &Counts::names(texts))?;
            }
            last = by;
            writeln!(self.out, "| {} |{}", escape(&name), counted(counts))?;
        }
        copies(&mut *self.out, texts, aggregate, &self.names)?;
        left_out(&mut *self.out, texts, aggregate)
    }

    fn record(&mut self, record: &Record) -> io::Result<()> {
        match record {
            Record::Run(run) => self.run(run),
            Record::Document(document) => self.document(document),
            Record::File(_) | Record::Gone(_) => Ok(()),
            Record::End(end) => self.end(end),
        }
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.out.finish()
    }
}

impl Markdown {
    fn run(&mut self, run: &RunRecord) -> io::Result<()> {
        (self.n_rows, self.n_overdue, self.n_asked, self.named) = (0, 0, 0, Named::default());
        let roots: Vec<_> = run.roots.iter().map(|root| escape(root)).collect();
        let values = [
            ("speur", escape(&run.speur).into()),
            ("started", self.texts.moment_of(&run.started).into()),
            ("run", escape(&run.run).into()),
            ("roots", roots.join(", ").into()),
        ];
        let told = self.texts.with("md-run", &values);
        writeln!(self.out, "\n# {}\n\n{told}\n", escape(&self.names.of(&run.device)))
    }

    fn document(&mut self, document: &Document) -> io::Result<()> {
        self.n_asked += u64::from(!document.requests.is_empty());
        let is_gap = matches!(document.read, Read::Partly | Read::None);
        if document.severity.is_none() && !is_gap {
            return Ok(());
        }
        if self.n_rows == 0 {
            let columns = COLUMNS.map(|name| self.texts.sentence("md-column", name));
            head(&mut *self.out, &columns, &[])?;
        }
        self.n_rows += 1;
        self.n_overdue += u64::from(is_overdue_in_place(document));
        let cells = self.cells(document, is_gap);
        writeln!(self.out, "| {} |", cells.join(" | "))
    }

    fn cells(&mut self, document: &Document, is_gap: bool) -> [String; COLUMNS.len()] {
        let texts = self.texts;
        let word = |kind: &str, name: &str| texts.sentence(kind, name).into_owned();
        let found = document.findings.iter();
        let found = found.map(|finding| {
            let name = escape(&word("rule", &finding.rule));
            format!("{name} {}", texts.number(finding.distinct))
        });
        let articles: Vec<_> = document.articles.iter().map(token).collect();
        let aliases = self.named.untold("", &document.path, &document.aliases);
        let names = other_names(aliases, document.advice, texts, escape);
        let gaps = document.unread.iter().filter(|_| is_gap);
        let gaps = gaps.map(|gap| word("reason-name", &token(gap.reason)));
        [
            document
                .severity
                .map_or_else(String::new, |level| word("level", &token(level))),
            std::iter::once(chain(&document.path.path, &document.inner))
                .chain(names)
                .chain(said::requests(document, self.texts).map(|told| escape(&told)))
                .collect::<Vec<_>>()
                .join("; "),
            found.collect::<Vec<_>>().join(", "),
            texts.number(document.subjects),
            word("storage", &token(document.storage)),
            articles.join(", "),
            word("advice-name", &token(document.advice)),
            gaps.collect::<Vec<_>>().join(", "),
        ]
    }

    fn end(&mut self, end: &End) -> io::Result<()> {
        if self.n_rows == 0 {
            writeln!(self.out, "{}", self.texts.get("md-none"))?;
        }
        if let Some(overdue) = overdue_in_place(self.n_overdue, self.texts) {
            writeln!(self.out, "\n{overdue}")?;
        }
        if self.n_asked > 0 {
            writeln!(
                self.out,
                "\n{}",
                self.texts.with("asked", &[("n", self.n_asked.into())])
            )?;
        }
        if let Some(allowed) = said::allowed(&end.totals.by_verdict, self.texts) {
            writeln!(self.out, "\n{allowed}")?;
        }
        let lacks = Lacks::of(end);
        let whole = match (lacks.is_empty(), lacks.is_nothing()) {
            (true, _) => lacks.empty_key(),
            (false, true) => "md-whole",
            (false, false) => "md-not-whole",
        };
        let stopped = lacks.stopped.then(|| self.texts.get("html-stopped"));
        let whole: Vec<_> = [self.texts.get(whole)].into_iter().chain(stopped).collect();
        writeln!(
            self.out,
            "\n{}\n\n{}",
            whole.join(" "),
            covered(self.texts, &end.coverage)
        )
    }
}

const COLUMNS: [&str; 8] = [
    "risk", "document", "found", "people", "storage", "articles", "advice", "unread",
];

/// How much of all files was read.
pub(super) fn covered(texts: Texts, coverage: &Coverage) -> String {
    let files = &coverage.files;
    texts.with(
        "merged-coverage",
        &[
            ("seen", files.seen.into()),
            ("read", files.read.into()),
            ("partly", files.partly.into()),
            ("unread", files.unread.into()),
            ("none", files.no_text.into()),
        ],
    )
}

fn chain(path: &str, inner: &[String]) -> String {
    let names = std::iter::once(path).chain(inner.iter().map(String::as_str));
    names.map(escape).collect::<Vec<_>>().join(" › ")
}

fn machines(out: &mut dyn Sink, texts: Texts, aggregate: &Aggregate, names: &MachineNames) -> io::Result<()> {
    let title = texts.with("html-title-many", &[("n", aggregate.machines.len().into())]);
    writeln!(out, "# {title}\n\n{}\n", covered(texts, &aggregate.coverage))?;
    let columns = [
        texts.sentence("merged-by", "machine"),
        texts.sentence("merged-by", "department"),
        texts.get("merged-scanned"),
    ];
    head(out, &columns, &Counts::names(texts))?;
    for machine in &aggregate.machines {
        writeln!(
            out,
            "| {} | {} | {} |{}",
            escape(&names.of(&machine.device)),
            escape(&department(&machine.department, texts)),
            texts.sentence("scanned", &token(machine.scanned)),
            counted(&machine.counts)
        )?;
    }
    Ok(())
}

fn copies(out: &mut dyn Sink, texts: Texts, aggregate: &Aggregate, names: &MachineNames) -> io::Result<()> {
    let copies = &aggregate.copies;
    if let Some(title) = copies.title(texts) {
        writeln!(out, "\n## {title}\n")?;
    }
    for group in &copies.groups {
        writeln!(out, "- {}", group.told(texts))?;
        for place in &group.places {
            let machine = names.of(&aggregate.machines[place.machine].device);
            writeln!(
                out,
                "  - {}: {}",
                escape(&machine),
                chain(&place.path.path, &place.inner)
            )?;
        }
    }
    if let Some(warning) = copies.warning(texts) {
        writeln!(out, "\n{warning}")?;
    }
    Ok(())
}

fn left_out(out: &mut dyn Sink, texts: Texts, aggregate: &Aggregate) -> io::Result<()> {
    if !aggregate.skipped.is_empty() {
        let title = texts.with("merged-skipped", &[("n", aggregate.skipped.len().into())]);
        writeln!(out, "\n## {title}\n")?;
    }
    for skipped in &aggregate.skipped {
        writeln!(
            out,
            "- {}{}{}",
            escape(&skipped.input),
            texts.colon(),
            escape(&skipped.why.told(texts))
        )?;
    }
    Ok(())
}

fn head(out: &mut dyn Sink, texts: &[Cow<'_, str>], numbers: &[Cow<'_, str>]) -> io::Result<()> {
    let names: Vec<_> = texts.iter().chain(numbers).map(|name| escape(name)).collect();
    let texts = texts.iter().map(|_| "---|");
    let rules: String = texts.chain(numbers.iter().map(|_| "---:|")).collect();
    writeln!(out, "| {} |\n|{rules}", names.join(" | "))
}

fn counted(counts: &Counts) -> String {
    counts.numbers().map(|n| format!(" {n} |")).collect()
}

/// Text that no reader of Markdown takes for anything else: no markup, no cell of a table, no HTML, no link (a
/// backslash before any sign of ASCII means the sign, CommonMark 0.31 § 2.4).
pub fn escape(text: &str) -> String {
    let shown = visible(text);
    let mut escaped = String::with_capacity(shown.len());
    for (at, c) in shown.char_indices() {
        let makes_a_link = match c {
            '.' => shown[..at].to_ascii_lowercase().ends_with("www"),
            ':' => shown[at..].starts_with("://"),
            _ => false,
        };
        if makes_a_link || "\\`*_[]<>|~&@$#{}^".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;
    use crate::report::kept::Kept;

    /// The cells of the only row of a table, as a reader of Markdown sees them; nothing but text may be in them.
    #[track_caller]
    fn cells(markdown: &str) -> Vec<String> {
        let mut cells = Vec::new();
        let mut in_cell = false;
        // What turns "'" into "’" changes no meaning.
        let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Start(Tag::TableCell) => {
                    in_cell = true;
                    cells.push(String::new());
                }
                Event::End(TagEnd::TableCell) => in_cell = false,
                Event::Text(text) if in_cell => cells.last_mut().unwrap().push_str(&text),
                Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow) => {}
                Event::End(TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow) => {}
                other => panic!("{other:?} in {markdown}"),
            }
        }
        cells
    }

    fn table(text: &str) -> String {
        format!("| a | b |\n|---|---|\n| {} | end |\n", escape(text))
    }

    #[test]
    fn a_hostile_name_is_text_and_one_cell() {
        for name in [
            "a|b",
            "a\\|b",
            "`x`",
            "**b**",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "&lt;",
            "x\\",
            "http://example.org",
            "www.example.org",
            "jan@example.org",
            "~~x~~",
            "$x$",
            "![x](y)",
            "a\nb",
        ] {
            let cells = cells(&table(name));
            assert_eq!(cells[2..], [visible(name), "end".to_owned()], "{name}");
        }
    }

    #[test]
    fn the_title_of_many_machines_says_what_is_reported() {
        let mut out = Kept::default();
        let (texts, names) = (Texts::new(crate::language::Lang::Nl), MachineNames::default());
        machines(&mut out, texts, &Aggregate::default(), &names).unwrap();
        let text = out.text();
        assert!(text.starts_with("# Persoonsgegevens op 0 machines\n"), "{text}");
    }

    #[test]
    fn what_was_found_is_named_in_the_readers_language() {
        let line = r#"{"record":"document","path":"/a.csv","size":10,"modified":"2020-01-02T00:00:00Z","format":"csv",
            "storage":"local-disk","minors":false,"subjects":1,"special":[],"risk":{"score":50,"level":"high"},
            "verdict":"local-copy","articles":["IX"],"advice":"move-to-central","read":"all","severity":"high",
            "findings":[{"id":"f_1","rule":"be.national-number","category":"national-id","confidence":"high","score":93,
            "count":1,"distinct":1,"why":[],"places":[]}]}"#;
        let document: Document = serde_json::from_str(line).unwrap();
        let mut markdown = Markdown {
            out: Box::new(Kept::default()),
            texts: Texts::new(crate::language::Lang::Nl),
            names: MachineNames::default(),
            named: Named::default(),
            n_rows: 0,
            n_overdue: 0,
            n_asked: 0,
        };
        assert_eq!(markdown.cells(&document, false)[2], "rijksregisternummer 1");
    }

    proptest! {
        #[test]
        fn any_name_is_text_and_one_cell(name in "[!-~é ]{0,3}[!-~\\\\|`é][!-~]{0,12}") {
            let cells = cells(&table(name.trim()));
            prop_assert_eq!(&cells[2..], [visible(name.trim()), "end".to_owned()]);
        }
    }
}
