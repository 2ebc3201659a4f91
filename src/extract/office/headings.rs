//! Which row of a table says what its columns hold.

mod next;
mod words;

pub(in crate::extract) use next::{Next, Row};
pub(in crate::extract) use words::are_of_one_word;
use words::are_same;

use crate::extract::Sink;
use crate::text::{NameId, is_value};

/// Headings are looked for in this many rows that hold anything.
const ROWS: u32 = 10;
/// The columns that a sheet of Excel has; a damaged cell may stand four thousand million columns away.
const COLUMNS: u32 = 1 << 14;

/// A title, or a label and its value, are no more cells than this.
const NARROW: u32 = 2;

/// So many rows below each other that begin with a heading show that each person or thing has a column.
pub(in crate::extract) const ROWS_ACROSS: usize = 3;

/// The headings of one table: its first row of texts. One or two texts above it are a title, or a label with its value,
/// and give way. Below its rows another table may begin, with headings of its own.
#[derive(Default)]
pub(in crate::extract) struct Headings {
    labels: Vec<NameId>,
    /// The table that began below the first one, as which its rows are told.
    table: Option<NameId>,
    next: Next,
    read: Row,
    /// The texts of the row that may head another table.
    candidate: Vec<(u32, String)>,
    across: Across,
    /// Cells that they were made of.
    n_labels: u32,
    /// The two texts that gave way to the last row, until the next one shows that the table is as wide.
    narrow: Option<Vec<NameId>>,
    /// The texts of the row being read.
    row: Vec<(u32, String)>,
    has_value: bool,
    cells: u32,
    rows: u32,
    settled: bool,
}

/// Whether the headings of a table stand at the beginnings of its rows.
enum Across {
    /// So far: rows, and in which column each has its heading.
    Maybe(Vec<RowHeading>, Vec<Row>),
    Yes,
    No,
}

/// The heading that a row begins with.
#[derive(Clone, Copy)]
struct RowHeading {
    row: u32,
    col: u32,
    label: NameId,
}

impl Default for Across {
    fn default() -> Self {
        Self::Maybe(Vec::new(), Vec::new())
    }
}

impl Headings {
    pub fn label(&self, col: u32) -> NameId {
        label_of(&self.labels, col)
    }

    /// The table that the rows being read belong to, on the sheet or in the document's table of that name.
    pub fn table(&self, named: NameId) -> NameId {
        self.table.unwrap_or(named)
    }

    /// Whether they are others than those that the first row of the table holds.
    pub fn have_begun(&self) -> bool {
        self.table.is_some() || matches!(self.across, Across::Yes)
    }

    /// A cell of the row being read that is not empty.
    pub fn cell(&mut self, col: u32, text: &str) {
        self.read.cell(text);
        if self.settled && !self.read.begins_with_heading() && !matches!(self.across, Across::Yes) {
            return;
        }
        self.cells += 1;
        match heading(text) {
            Some(heading) if col < COLUMNS => self.row.push((col, heading)),
            _ => self.has_value = true,
        }
    }

    /// The row is complete.
    pub fn end_row(&mut self, (named, row): (NameId, u32), sink: &mut Sink<'_>) {
        let read = std::mem::take(&mut self.read);
        if read.n_cells == 0 {
            return;
        }
        let table = self.table(named);
        let begins = self.next.end_row(read, row);
        let candidate = std::mem::take(&mut self.candidate);
        if let Some(heading_row) = begins {
            self.begin_table(&candidate, (table, heading_row), sink);
        } else if !candidate.is_empty() && !self.settled {
            // It headed no other table: it may head this one.
            let read = (std::mem::replace(&mut self.row, candidate), self.cells, self.has_value);
            (self.cells, self.has_value) = (u32::try_from(self.row.len()).unwrap_or(COLUMNS), false);
            self.settle(sink);
            (self.row, self.cells, self.has_value) = read;
        }
        self.end_row_across(read, (table, row), sink);
        if self.next.is_open() {
            self.candidate.clone_from(&self.row);
        } else if !self.settled {
            self.settle(sink);
        }
        self.row.clear();
        (self.cells, self.has_value) = (0, false);
    }

    /// The row above the last one heads another table, unless it is the same headings again.
    fn begin_table(&mut self, texts: &[(u32, String)], (table, heading_row): (NameId, u32), sink: &mut Sink<'_>) {
        let labels = labels_of(texts, sink);
        if are_again(&labels, &self.labels, sink) {
            return;
        }
        let before = std::mem::replace(&mut self.labels, labels);
        let begun = sink.another(table);
        sink.tell_rows((table, heading_row), |row, col, label| {
            let is_heading = row == heading_row;
            let now = if is_heading { 0 } else { label_of(&self.labels, col) };
            let is_own = label != 0 && label != label_of(&before, col);
            (begun, if is_own { label } else { now })
        });
        (self.table, self.narrow, self.settled) = (Some(begun), None, true);
        self.across = Across::No;
    }

    /// Where the rows begin with headings, those are the labels of what stands behind them.
    fn end_row_across(&mut self, read: Row, (table, row): (NameId, u32), sink: &mut Sink<'_>) {
        let first = self.row.first().filter(|(_, text)| has_letter(text));
        let (col, label) = first.map_or((0, ""), |(col, text)| (*col, text.as_str()));
        match &mut self.across {
            Across::No => {}
            Across::Yes => {
                let label = sink.intern(label);
                tell_across((table, row), &[RowHeading { row, col, label }], &[], sink);
            }
            Across::Maybe(..) if read.n_cells == 1 => {}
            Across::Maybe(rows, known) => {
                let is_again = |above: &RowHeading| are_of_one_word(sink.name(above.label), label);
                if !read.is_headed() || rows.iter().any(is_again) {
                    self.across = Across::No;
                    return;
                }
                let label = sink.intern(label);
                rows.push(RowHeading { row, col, label });
                known.push(read);
                if rows.len() == ROWS_ACROSS {
                    if !Row::are_across(known) {
                        self.across = Across::No;
                        return;
                    }
                    tell_across((table, rows[0].row), rows, &self.labels, sink);
                    self.labels.clear();
                    (self.across, self.narrow, self.settled) = (Across::Yes, None, true);
                }
            }
        }
    }

    /// Takes the row for headings, or finds that there are none.
    fn settle(&mut self, sink: &mut Sink<'_>) {
        self.rows += 1;
        let is_heading = !self.has_value && self.row.iter().any(|(_, text)| has_letter(text));
        // What stood in one row alone over narrower ones was no heading of theirs.
        if let Some(narrow) = self.narrow.take().filter(|_| self.cells <= NARROW) {
            self.labels = narrow;
        } else if is_heading && (self.labels.is_empty() || self.is_wider()) {
            let labels = labels_of(&self.row, sink);
            let before = std::mem::replace(&mut self.labels, labels);
            self.narrow = (self.cells > NARROW && self.n_labels == NARROW).then_some(before);
            self.n_labels = self.cells;
        }
        // A row of more cells is the headings, or shows that there are none.
        self.settled = self.rows >= ROWS || self.cells > NARROW && self.narrow.is_none();
    }

    /// A row of more texts than the one that was taken for headings: that was a title, a label with its value, or the
    /// names of groups of columns.
    fn is_wider(&self) -> bool {
        let is_word = |text: &str| text.chars().nth(1).is_some() && !text.bytes().any(|byte| byte.is_ascii_digit());
        let is_more = self.cells > self.n_labels && self.n_labels <= NARROW;
        is_more && (self.n_labels == 1 || self.row.iter().all(|(_, text)| is_word(text)))
    }
}

fn label_of(labels: &[NameId], col: u32) -> NameId {
    labels.get(col as usize).copied().unwrap_or(0)
}

/// By column.
fn labels_of(texts: &[(u32, String)], sink: &mut Sink<'_>) -> Vec<NameId> {
    texts.iter().fold(Vec::new(), |mut labels, (col, text)| {
        let col = *col as usize;
        labels.resize(labels.len().max(col + 1), 0);
        labels[col] = sink.intern(text);
        labels
    })
}

/// The headings of the same table again: most are the same, and the others begin with the same word ("Uren mei").
fn are_again(labels: &[NameId], above: &[NameId], sink: &Sink<'_>) -> bool {
    let names = |ids: &[NameId]| ids.iter().map(|id| sink.name(*id).to_owned()).collect::<Vec<_>>();
    are_same_headings(&names(labels), &names(above))
}

pub(in crate::extract) fn are_same_headings<T: AsRef<str>>(row: &[T], above: &[T]) -> bool {
    let pairs = || row.iter().zip(above).map(|(one, other)| (one.as_ref(), other.as_ref()));
    let n_same = pairs().filter(|(one, other)| are_same(one, other)).count();
    row.len() == above.len()
        && n_same * 2 > row.len()
        && pairs().all(|(one, other)| are_same(one, other) || are_of_one_word(one, other))
}

/// Labels the cells from a row on by what their rows begin with, and no more by what stands above them.
fn tell_across(from: (NameId, u32), rows: &[RowHeading], above: &[NameId], sink: &mut Sink<'_>) {
    sink.tell_rows(from, |row, col, label| {
        let heading = rows.iter().find(|known| known.row == row && known.col != col);
        let is_own = label != 0 && label != label_of(above, col);
        (
            from.0,
            if is_own {
                label
            } else {
                heading.map_or(0, |known| known.label)
            },
        )
    });
}

/// The text as a heading, unless it is a value.
fn heading(text: &str) -> Option<String> {
    let text = text.trim();
    (!is_value(text)).then(|| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn has_letter(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Room for all columns up to that one would be gigabytes.
    #[test]
    fn a_cell_that_stands_nowhere_is_no_heading() {
        let mut headings = Headings::default();
        headings.cell(3, "Naam");
        headings.cell(u32::MAX - 1, "Voornaam");
        assert_eq!(headings.row, [(3, "Naam".to_owned())]);
    }
}
