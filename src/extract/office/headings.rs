//! Which row of a table says what its columns hold.

use crate::extract::Sink;
use crate::text::{NameId, is_value};

/// Headings are looked for in this many rows that hold anything.
const ROWS: u32 = 10;
/// The columns that a sheet of Excel has; a damaged cell may stand four thousand million columns away.
const COLUMNS: u32 = 1 << 14;

/// A title, or a label and its value, are no more cells than this.
const NARROW: u32 = 2;

/// The headings of one table: its first row of texts. One or two texts above it are a title, or a label with its value,
/// and give way.
#[derive(Default)]
pub(in crate::extract) struct Headings {
    labels: Vec<NameId>,
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

impl Headings {
    pub fn label(&self, col: u32) -> NameId {
        self.labels.get(col as usize).copied().unwrap_or(0)
    }

    /// A cell of the row being read that is not empty.
    pub fn cell(&mut self, col: u32, text: &str) {
        if self.settled {
            return;
        }
        self.cells += 1;
        match heading(text) {
            Some(heading) if col < COLUMNS => self.row.push((col, heading)),
            _ => self.has_value = true,
        }
    }

    /// The row is complete.
    pub fn end_row(&mut self, sink: &mut Sink<'_>) {
        if self.settled || self.cells == 0 {
            return;
        }
        self.rows += 1;
        let is_heading = !self.has_value && self.row.iter().any(|(_, text)| has_letter(text));
        // What stood in one row alone over narrower ones was no heading of theirs.
        if let Some(narrow) = self.narrow.take().filter(|_| self.cells <= NARROW) {
            self.labels = narrow;
        } else if is_heading && (self.labels.is_empty() || self.is_wider()) {
            let labels = self.row.drain(..).fold(Vec::new(), |mut labels, (col, text)| {
                let col = col as usize;
                labels.resize(labels.len().max(col + 1), 0);
                labels[col] = sink.intern(&text);
                labels
            });
            let before = std::mem::replace(&mut self.labels, labels);
            self.narrow = (self.cells > NARROW && self.n_labels == NARROW).then_some(before);
            self.n_labels = self.cells;
        }
        // A row of more cells is the headings, or shows that there are none.
        self.settled = self.rows >= ROWS || self.cells > NARROW && self.narrow.is_none();
        self.row.clear();
        (self.cells, self.has_value) = (0, false);
    }

    /// A row of more texts than the one that was taken for headings: that was a title, a label with its value, or the
    /// names of groups of columns.
    fn is_wider(&self) -> bool {
        let is_word = |text: &str| text.chars().nth(1).is_some() && !text.bytes().any(|byte| byte.is_ascii_digit());
        let is_more = self.cells > self.n_labels && self.n_labels <= NARROW;
        is_more && (self.n_labels == 1 || self.row.iter().all(|(_, text)| is_word(text)))
    }
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
