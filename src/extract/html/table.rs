//! One table of a page: where its cells stand, and which of them say what others hold.

use super::super::csv::look_like_headings;
use crate::extract::Sink;
use crate::extract::office::headings::Headings;
use crate::text::{NameId, is_value};

#[derive(Default)]
pub(super) struct Table {
    pub name: NameId,
    pub row: u32,
    pub col: u32,
    pub in_cell: bool,
    /// Cells of the first row, then its headings.
    first_row: Vec<String>,
    headings: Vec<String>,
    heading_cells: usize,
    /// The heading at the start of this row.
    row_heading: String,
    cell_is_heading: bool,
    /// Of another table below the rows of the first one, and of rows that begin with theirs.
    others: Headings,
}

impl Table {
    pub fn new(name: NameId) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }

    pub fn begin_cell(&mut self, heading: bool) {
        self.row = self.row.max(1);
        self.col = self.col.saturating_add(1);
        self.in_cell = true;
        self.cell_is_heading = heading;
    }

    /// Hands on a cell.
    pub fn cell(&mut self, text: &str, sink: &mut Sink<'_>) {
        let col = self.col.saturating_sub(1);
        let label = sink.intern(self.take(text));
        self.others.cell(col, text);
        let label = match self.others.have_begun() && !self.cell_is_heading {
            true => self.others.label(col),
            false => label,
        };
        sink.cell(self.others.table(self.name), self.row, col, label, text);
    }

    /// Notes a cell's text; says its label.
    fn take(&mut self, text: &str) -> &str {
        let col = self.col as usize;
        if self.row == 1 && self.first_row.len() < 1000 {
            self.first_row.resize(col.clamp(1, 1000) - 1, String::new());
            self.first_row.push(text.to_owned());
            self.heading_cells += usize::from(self.cell_is_heading);
        }
        if self.cell_is_heading {
            as_heading(text).clone_into(&mut self.row_heading);
            return "";
        }
        match self
            .headings
            .get(col.saturating_sub(1))
            .filter(|heading| !heading.is_empty())
        {
            Some(heading) => heading,
            None => &self.row_heading,
        }
    }

    pub fn end_row(&mut self, sink: &mut Sink<'_>) {
        if self.col > 0 {
            self.others.end_row((self.name, self.row), sink);
            if self.row == 1 && self.first_row.len() > 1 {
                let cells = std::mem::take(&mut self.first_row);
                let all = self.heading_cells == cells.len();
                if all {
                    self.headings = cells.iter().map(|cell| as_heading(cell).to_owned()).collect();
                } else if self.heading_cells == 0 && look_like_headings(&cells) {
                    self.headings = cells;
                }
            }
            self.row = self.row.saturating_add(1);
        }
        self.col = 0;
        self.row_heading.clear();
    }
}

/// What a cell that is marked as a heading says of others: a value says nothing.
fn as_heading(text: &str) -> &str {
    if is_value(text) { "" } else { text }
}
