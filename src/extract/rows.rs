//! Tables of databases: a row at a time, its columns named.

use super::fragment::{self, Written};
use super::{Error, Sink};
use crate::text::NameId;

/// One table on its way to the sink.
pub(super) struct Rows {
    table: NameId,
    columns: Vec<NameId>,
    row: u32,
    col: u32,
}

impl Rows {
    /// The first row that holds values is row 1.
    pub fn new(table: &str, columns: &[String], sink: &mut Sink<'_>) -> Self {
        Self {
            table: sink.intern(table),
            columns: columns.iter().map(|name| sink.intern(name)).collect(),
            row: 0,
            col: 0,
        }
    }

    pub fn begin_row(&mut self) {
        self.row = self.row.saturating_add(1);
        self.col = 0;
    }

    /// The next value of the row; empty ones take their place and nothing else.
    pub fn value(&mut self, text: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
        let col = self.col;
        self.col = col.saturating_add(1);
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        let label = self.columns.get(col as usize).copied().unwrap_or(0);
        sink.cell(
            self.table,
            self.row,
            col,
            label,
            fragment::shown(text, Written::Value).trim(),
        )
    }

    pub fn row(&self) -> u32 {
        self.row
    }
}
