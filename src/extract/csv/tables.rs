//! Delimited text on its way to the sink: as it was written, until another table begins below the first one, or where the
//! headings stand at the beginnings of the rows. From there on it is told cell by cell, like a sheet.

use std::borrow::Cow;

use super::super::Sink;
use super::super::office::headings::{Headings, Next, ROWS_ACROSS, Row, are_of_one_word, are_same_headings};
use super::SEPARATORS;
use crate::text::{DelimitedCursor, NameId};

/// A row that is longer holds values, and is not kept for what stands below it.
const LONGEST: usize = 16 << 10;
/// A row that is told cell by cell ends here at the latest: a quote may be open that nobody closes.
const LONGEST_TOLD: usize = 1 << 20;

/// A table that comes in parts.
pub(super) struct Tables {
    sep: u8,
    headings: Vec<String>,
    next: Next,
    /// The number of the row that is read next.
    row: u32,
    /// What was not handed on: the row that may head another table, which was read, and the one that is not complete.
    held: String,
    n_read: usize,
    /// The beginning of the row was handed on; inside quotes or not.
    cut: Option<bool>,
    cells: Option<Cells>,
}

/// What is told cell by cell.
struct Cells {
    table: NameId,
    headings: Headings,
}

impl Tables {
    pub fn new(sep: u8, headings: Vec<String>) -> Self {
        Self {
            sep,
            headings,
            next: Next::default(),
            row: 1,
            held: String::new(),
            n_read: 0,
            cut: None,
            cells: None,
        }
    }

    /// From here on, all is told cell by cell.
    pub fn begin_cells(&mut self, sink: &mut Sink<'_>) {
        let (table, headings) = (sink.another(0), Headings::default());
        self.cells = Some(Cells { table, headings });
    }

    pub fn feed(&mut self, text: &str, sink: &mut Sink<'_>) {
        let held = std::mem::take(&mut self.held);
        let text: Cow<'_, str> = match held.is_empty() {
            true => text.into(),
            false => (held + text).into(),
        };
        let rest = match self.cells {
            Some(_) => self.tell(&text, sink),
            None => self.pass(&text, sink),
        };
        rest.clone_into(&mut self.held);
    }

    pub fn end(&mut self, sink: &mut Sink<'_>) {
        let mut held = std::mem::take(&mut self.held);
        if self.cells.is_none() && !held[self.n_read..].is_empty() {
            // The last row shows what the one before it is.
            held.push('\n');
            let rest = self.pass(&held, sink);
            held = rest.to_owned();
            if self.cells.is_none() {
                held.pop();
            }
        }
        match self.cells {
            Some(_) => drop(self.tell(&(held + "\n"), sink).len()),
            None => self.push(&held, sink),
        }
    }

    /// Hands on whole rows as they were written; gives what is left.
    fn pass<'t>(&mut self, text: &'t str, sink: &mut Sink<'_>) -> &'t str {
        let (mut at, mut above) = (std::mem::take(&mut self.n_read), 0);
        while let Ok(end) = row_end(&text[at..], self.cut.unwrap_or(false)) {
            let row = &text[at..at + end];
            let read = match self.cut.take() {
                Some(_) => Row::of_values(),
                None => self.read(row),
            };
            if let Some(heading_row) = self.next.end_row(read, self.row)
                && !self.are_again(&text[above..at])
            {
                self.push(&text[..above], sink);
                self.row = heading_row;
                self.begin_cells(sink);
                return self.tell(&text[above..], sink);
            }
            self.row = self.row.saturating_add(1);
            above = at;
            at += end;
        }
        let mut kept = if self.next.is_open() { above } else { at };
        if text.len() - kept > LONGEST {
            self.next.close();
            self.cut = row_end(&text[at..], self.cut.unwrap_or(false)).err();
            (kept, at) = (text.len(), text.len());
        }
        self.n_read = at - kept;
        self.push(&text[..kept], sink);
        &text[kept..]
    }

    fn are_again(&self, row: &str) -> bool {
        let headings: Vec<&str> = self.headings.iter().map(String::as_str).collect();
        are_same_headings(&fields(row, self.sep).collect::<Vec<_>>(), &headings)
    }

    /// Tells whole rows cell by cell; gives what is left.
    fn tell<'t>(&mut self, text: &'t str, sink: &mut Sink<'_>) -> &'t str {
        let mut at = 0;
        while let Ok(end) = row_end(&text[at..], false) {
            self.tell_row(&text[at..at + end], sink);
            at += end;
        }
        if text.len() - at > LONGEST_TOLD {
            self.tell_row(&text[at..], sink);
            at = text.len();
        }
        &text[at..]
    }

    fn tell_row(&mut self, row: &str, sink: &mut Sink<'_>) {
        let fields = fields(row, self.sep);
        let Some(Cells { table, headings }) = &mut self.cells else {
            return;
        };
        for (col, text) in (0..).zip(fields).filter(|(_, text)| !text.is_empty()) {
            let text = text.replace("\"\"", "\"");
            headings.cell(col, &text);
            let label = headings.label(col);
            sink.cell(headings.table(*table), self.row, col, label, &text);
        }
        headings.end_row((*table, self.row), sink);
        self.row = self.row.saturating_add(1);
    }

    fn push(&self, text: &str, sink: &mut Sink<'_>) {
        match self.sep {
            b'\t' => sink.push_tabbed(text),
            _ => sink.push(text),
        }
    }

    /// What is known of a row. Most rows have too many digits for headings: their cells are asked only below such.
    fn read(&self, row: &str) -> Row {
        if !self.next.is_open() && Row::has_too_many_digits(row.as_bytes()) {
            return Row::of_values();
        }
        Row::of(fields(row, self.sep))
    }
}

/// The separator under which the most rows are as wide as the one before or behind: tables below each other need not be as
/// wide.
pub(super) fn separator(text: &str) -> Option<u8> {
    let n_alike = |sep: u8| {
        let widths: Vec<usize> = super::rows(text, sep).iter().map(Vec::len).collect();
        let alike = |at: usize| {
            widths[at] > 1 && (at > 0 && widths[at - 1] == widths[at] || widths.get(at + 1) == Some(&widths[at]))
        };
        let n_alike = (0..widths.len()).filter(|at| alike(*at)).count();
        (n_alike * 4 > widths.len() * 3).then_some(n_alike)
    };
    let of_all = SEPARATORS
        .iter()
        .filter(|&&sep| memchr::memchr(sep, text.as_bytes()).is_some());
    let counted = of_all.filter_map(|&sep| Some((n_alike(sep)?, sep)));
    counted
        .max_by_key(|&(n, sep)| (n, sep == b';', sep == b'\t'))
        .map(|(_, sep)| sep)
}

/// The columns of the first two rows that are as wide as each other, and are what is asked.
pub(super) fn width(rows: &[Vec<String>], are: impl Fn(&Row, &Row) -> bool) -> Option<usize> {
    let is_table = |pair: &&[Vec<String>]| pair[0].len() > 1 && pair[0].len() == pair[1].len();
    let mut pairs = rows.windows(2).filter(is_table);
    pairs
        .find(|pair| are(&known(&pair[0]), &known(&pair[1])))
        .map(|pair| pair[0].len())
}

/// Whether the rows that a table begins with begin with headings: each person has a column.
pub(super) fn is_across(rows: &[Vec<String>]) -> bool {
    let wide = || {
        let is_wide = |cells: &&Vec<String>| cells.iter().filter(|cell| !cell.is_empty()).count() > 1;
        rows.iter().filter(is_wide).take(ROWS_ACROSS)
    };
    let first = |cells: &'_ Vec<String>| cells.iter().find(|cell| !cell.is_empty()).cloned().unwrap_or_default();
    let firsts: Vec<String> = wide().map(first).collect();
    let is_again = |at: usize| firsts[..at].iter().any(|above| are_of_one_word(above, &firsts[at]));
    let known: Vec<Row> = wide().map(|cells| known(cells)).collect();
    Row::are_across(&known) && !(0..firsts.len()).any(is_again)
}

/// What is known of the cells of a row.
fn known(cells: &[String]) -> Row {
    Row::of(cells.iter().map(String::as_str))
}

/// The cells of one row, without their quotes.
fn fields(row: &str, sep: u8) -> impl Iterator<Item = &str> {
    let mut cursor = DelimitedCursor {
        row: 1,
        col: 0,
        quoted: false,
    };
    let row = row.trim_end_matches(['\n', '\r']);
    let mut at = Some(0);
    std::iter::from_fn(move || {
        let from = at?;
        let col = cursor.col;
        let (field, next) = cursor.field(row, from, sep);
        at = (cursor.col > col).then_some(next);
        Some(&row[field])
    })
}

/// Where the row ends that a text begins with, of which the beginning may be inside quotes; else whether its end is.
fn row_end(text: &str, mut quoted: bool) -> Result<usize, bool> {
    let bytes = text.as_bytes();
    for at in memchr::memchr2_iter(b'\n', b'"', bytes) {
        match bytes[at] {
            b'"' => quoted = !quoted,
            _ if !quoted => return Ok(at + 1),
            _ => {}
        }
    }
    Err(quoted)
}
