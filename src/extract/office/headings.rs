//! Which row of a table says what its columns hold.

use crate::extract::Sink;
use crate::text::{NameId, is_value};

/// Headings are looked for in this many rows that hold anything.
const ROWS: u32 = 10;
/// The columns that a sheet of Excel has; a damaged cell may stand four thousand million columns away.
const COLUMNS: u32 = 1 << 14;

/// The headings of one table: its first row of texts. A single text above it is a title, and gives way.
#[derive(Default)]
pub(in crate::extract) struct Headings {
    labels: Vec<NameId>,
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
        if is_heading && (self.labels.is_empty() || self.cells > 1) {
            self.labels.clear();
            for (col, text) in self.row.drain(..) {
                let col = col as usize;
                if self.labels.len() <= col {
                    self.labels.resize(col + 1, 0);
                }
                self.labels[col] = sink.intern(&text);
            }
        }
        // A row of several cells is the headings, or shows that there are none.
        self.settled = self.rows >= ROWS || (self.cells > 1 && is_heading) || self.cells > 2;
        self.row.clear();
        (self.cells, self.has_value) = (0, false);
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
