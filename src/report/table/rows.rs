//! The documents of the table: grouped by folder, in columns that fit the width.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

use super::super::names::{Named, other_names};
use super::super::{Style, said, visible};
use crate::finding::{Confidence, Level, Read};
use crate::language::Texts;
use crate::policy::{Advice, Article};
use crate::record::{Document, PathText, token};
use crate::storage::Storage;

/// A table longer than this is for a program (jsonl): the worst rows are shown, the others counted.
const ROWS: usize = 200;

/// Below this width columns would leave no room for what was found: one stands under the other.
pub(super) const NARROW: usize = 80;

#[derive(Default)]
pub(super) struct Rows {
    rows: Vec<Row>,
    n_seen: usize,
}

/// One violation.
struct Row {
    severity: Level,
    persons: u64,
    found: String,
    /// What is to be said behind the name.
    notes: String,
    path: PathText,
    /// The other names of its file.
    aliases: Vec<String>,
    advice: Advice,
    folder: String,
    storage: Storage,
    name: String,
}

impl Rows {
    pub(super) fn add(&mut self, document: &Document, severity: Level, root: Option<&str>, texts: Texts) {
        self.n_seen += 1;
        let (folder, name) = said::folder_and_name(document, root);
        self.rows.push(Row {
            severity,
            persons: document.subjects,
            found: found(document, texts),
            notes: notes(document, texts),
            path: document.path.clone(),
            aliases: document.aliases.clone(),
            advice: document.advice,
            folder,
            storage: document.storage,
            name,
        });
        if self.rows.len() >= 2 * ROWS {
            self.keep_the_worst();
        }
    }

    fn keep_the_worst(&mut self) {
        self.rows.sort_by(|a, b| {
            let rank = |row: &Row| Reverse((row.severity, row.persons));
            (rank(a), &a.folder, &a.name).cmp(&(rank(b), &b.folder, &b.name))
        });
        self.rows.truncate(ROWS);
    }

    /// Of all that lies in one file the worst tells its other names.
    fn name_others(&mut self, texts: Texts) {
        let mut named = Named::default();
        for row in &mut self.rows {
            let aliases = named.untold("", &row.path, &row.aliases);
            let names = other_names(aliases, row.advice, texts, visible);
            let notes = [
                Some(std::mem::take(&mut row.notes)).filter(|notes| !notes.is_empty()),
                names,
            ];
            row.notes = notes.into_iter().flatten().collect::<Vec<_>>().join(", ");
        }
    }

    pub(super) fn write(&mut self, out: &mut (impl io::Write + ?Sized), style: Style) -> io::Result<()> {
        self.keep_the_worst();
        self.name_others(style.texts);
        // In the order of their worst document.
        let mut order = Vec::new();
        let mut folders: BTreeMap<(&str, Storage), Vec<&Row>> = BTreeMap::new();
        for row in &self.rows {
            let key = (row.folder.as_str(), row.storage);
            let rows = folders.entry(key).or_default();
            if rows.is_empty() {
                order.push(key);
            }
            rows.push(row);
        }
        let columns = Columns::new(&self.rows, style);
        for key in order {
            let (folder, storage) = key;
            let folder = if folder.is_empty() { "." } else { folder };
            let storage = style.texts.sentence("storage", &token(storage));
            let between = if style.width < NARROW { "\n" } else { " " };
            writeln!(out, "\n{}{between}({storage})", style.bold(folder))?;
            for row in folders.get(&key).into_iter().flatten() {
                columns.write(out, row)?;
            }
        }
        match self.n_seen - self.rows.len() {
            0 => Ok(()),
            more => writeln!(out, "\n{}", style.texts.with("table-more-rows", &[("n", more.into())])),
        }
    }
}

/// Widths of the columns: severity, persons and name take what they need, what was found the rest.
struct Columns {
    style: Style,
    level: usize,
    persons: usize,
    name: usize,
    found: usize,
}

impl Columns {
    fn new(rows: &[Row], style: Style) -> Self {
        let texts = style.texts;
        let widest = |of: &dyn Fn(&Row) -> String| rows.iter().map(|row| of(row).chars().count()).max().unwrap_or(0);
        let level = widest(&|row| texts.sentence("level", &token(row.severity)).into_owned());
        let persons = widest(&|row| persons(row, texts));
        let rest = style.width.max(NARROW).saturating_sub(2 + level + 2 + persons + 2 + 2);
        // A name that is longer has a line of its own.
        let name = widest(&|row| row.name.clone()).min(rest * 9 / 20);
        Self {
            style,
            level,
            persons,
            name,
            found: rest - name,
        }
    }

    fn write(&self, out: &mut (impl io::Write + ?Sized), row: &Row) -> io::Result<()> {
        if self.style.width < NARROW {
            return self.write_narrow(out, row);
        }
        let texts = self.style.texts;
        let (level, n_persons) = (self.level, self.persons);
        let name = texts.sentence("level", &token(row.severity));
        let severity = self.style.painted(row.severity, &format!("{name:level$}"));
        let persons = persons(row, texts);
        write!(out, "  {severity}  {persons:>n_persons$}  ")?;
        let mut lines = wrap(&row.told(), self.found, ',').into_iter();
        let (width, indent) = (self.name, 2 + level + 2 + n_persons + 2);
        if row.name.chars().count() > width {
            writeln!(out, "{}", row.name)?;
        } else {
            writeln!(out, "{:width$}  {}", row.name, lines.next().unwrap_or_default())?;
        }
        lines.try_for_each(|line| writeln!(out, "{:indent$}{:width$}  {line}", "", ""))
    }

    /// The name is never cut: it is what a person opens.
    fn write_narrow(&self, out: &mut (impl io::Write + ?Sized), row: &Row) -> io::Result<()> {
        let texts = self.style.texts;
        let level = texts.sentence("level", &token(row.severity));
        let (level, persons) = (self.style.painted(row.severity, &level), persons(row, texts));
        writeln!(out, "  {}", format!("{level}  {persons}").trim_end())?;
        writeln!(out, "  {}", row.name)?;
        let lines = wrap(&row.told(), self.style.width.saturating_sub(4), ' ');
        lines.iter().try_for_each(|line| writeln!(out, "    {line}"))
    }
}

impl Row {
    /// What was found, and what is to be said besides.
    fn told(&self) -> String {
        match self.notes.is_empty() {
            true => self.found.clone(),
            false => format!("{}, {}", self.found, self.notes),
        }
    }
}

fn persons(row: &Row, texts: Texts) -> String {
    match row.persons {
        0 => String::new(),
        n => texts.with("table-persons", &[("n", n.into())]),
    }
}

/// "national number 210, IBAN 3": what counts, the surest first.
fn found(document: &Document, texts: Texts) -> String {
    let is_worth = |confidence| match confidence {
        Confidence::Medium | Confidence::High => true,
        Confidence::Low => false,
    };
    let mut findings: Vec<_> = document
        .findings
        .iter()
        .filter(|finding| is_worth(finding.confidence))
        .collect();
    findings.sort_by_key(|finding| Reverse((finding.score, finding.distinct)));
    let named = findings.iter().map(|finding| {
        let rule = texts.sentence("rule", &finding.rule);
        format!("{} {}", visible(&rule), texts.number(finding.distinct.max(1)))
    });
    let named: Vec<_> = named.collect();
    match named.is_empty() {
        true => texts.get("table-weak").into_owned(),
        false => named.join(", "),
    }
}

/// What this one needs besides: a move is what all others need.
fn notes(document: &Document, texts: Texts) -> String {
    let mut notes = Vec::new();
    match document.read {
        Read::All | Read::NoText => {}
        Read::Partly | Read::None => notes.push(texts.sentence("read", &token(document.read))),
    }
    if document.articles.contains(&Article::Retention) {
        notes.push(texts.get("table-overdue"));
    }
    match document.advice {
        Advice::None | Advice::MoveToCentral => {}
        Advice::DeleteCopy | Advice::AskDpo => {
            notes.push(texts.sentence("advice-name", &token(document.advice)));
        }
    }
    notes.join(", ")
}

impl Style {
    /// Colour says how severe something is, and nothing else.
    pub(super) fn painted(&self, severity: Level, text: &str) -> String {
        let code = match severity {
            Level::Critical => "1;31",
            Level::High => "31",
            Level::Medium => "33",
            Level::Low | Level::Info => "2",
        };
        self.with_code(code, text)
    }

    fn bold(&self, text: &str) -> String {
        self.with_code("1", text)
    }

    fn with_code(&self, code: &str, text: &str) -> String {
        match self.color {
            true => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            false => text.to_owned(),
        }
    }
}

/// Lines of at most `width` characters, cut behind `at` where there is one.
pub(super) fn wrap(text: &str, width: usize, at: char) -> Vec<String> {
    let mut lines = vec![String::new()];
    for part in parts(text, at) {
        let line = lines.last_mut().expect("there is always a line");
        if !line.is_empty() && line.chars().count() + part.trim_end().chars().count() > width {
            lines.push(part.trim_start().to_owned());
        } else {
            line.push_str(part);
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// What a line may end behind. In French a space stands before a sign, which never begins a line.
fn parts(text: &str, at: char) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let ends = rest.match_indices(at).map(|(found, _)| found + at.len_utf8());
        let is_kept = |end: &usize| !rest[*end..].starts_with([':', ';', '!', '?', '»']);
        let end = ends.filter(is_kept).find(|end| *end < rest.len()).unwrap_or(rest.len());
        let (part, behind) = rest.split_at(end);
        rest = behind;
        (!part.is_empty()).then_some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        Row {
            severity: Level::High,
            persons: 8,
            found: "national number 8, person's name 8, e-mail address 8".to_owned(),
            notes: String::new(),
            path: PathText {
                path: "/an/leden.zip".to_owned(),
                path_bytes: None,
            },
            aliases: Vec::new(),
            advice: Advice::None,
            folder: String::new(),
            storage: Storage::LocalDisk,
            name: "list.csv".to_owned(),
        }
    }

    #[test]
    fn the_members_of_a_file_tell_its_other_names_once() {
        let mut rows = Rows {
            rows: vec![row(), row(), row()],
            n_seen: 3,
        };
        for (row, severity) in rows.rows.iter_mut().zip([Level::Low, Level::Critical, Level::High]) {
            row.severity = severity;
            row.aliases = vec!["/an/kopie.zip".to_owned()];
            row.notes = "kept".to_owned();
        }
        let style = Style {
            texts: Texts::new(crate::language::Lang::En),
            color: false,
            width: 200,
        };
        let mut out = Vec::new();
        rows.write(&mut out, style).unwrap();
        let written = String::from_utf8(out).unwrap();
        let told: Vec<_> = written.lines().filter(|line| line.contains("kopie.zip")).collect();
        assert!(
            matches!(told[..], [worst] if worst.starts_with("  critical")),
            "{written}"
        );
        assert!(told[0].contains("kept, other names"), "{written}");
    }

    #[test]
    fn in_a_narrow_terminal_one_column_stands_under_the_other() {
        let written = |width| {
            let style = Style {
                texts: Texts::new(crate::language::Lang::En),
                color: false,
                width,
            };
            let mut rows = Rows {
                rows: vec![row()],
                n_seen: 1,
            };
            let mut out = Vec::new();
            rows.write(&mut out, style).unwrap();
            String::from_utf8(out).unwrap()
        };
        for width in [20, 30, 79] {
            let narrow = written(width);
            let widest = narrow.lines().skip(2).map(|line| line.chars().count()).max();
            assert!(widest <= Some(width), "{narrow}");
        }
        assert!(
            written(80).contains("high  8 people  list.csv  national"),
            "{}",
            written(80)
        );
    }

    #[test]
    fn lines_are_cut_at_commas_and_nowhere_else() {
        #[track_caller]
        fn check(text: &str, width: usize, expected: &[&str]) {
            assert_eq!(wrap(text, width, ','), expected);
        }
        check("name 9, IBAN 8, phone 7", 16, &["name 9, IBAN 8,", "phone 7"]);
        check(
            "a very long one without a comma",
            5,
            &["a very long one without a comma"],
        );
        check("", 5, &[""]);
    }

    #[test]
    fn no_line_begins_with_a_sign() {
        let told = |text: &str, width| wrap(text, width, ' ');
        assert_eq!(told("Couverture : 15 fichiers", 11), ["Couverture :", "15 fichiers"]);
        assert_eq!(told("un deux ; trois", 8), ["un", "deux ;", "trois"]);
        assert_eq!(told("one two", 4), ["one", "two"]);
        assert_eq!(told("ends ", 9), ["ends"]);
    }
}
