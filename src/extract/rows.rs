//! Tables of databases: a row at a time, its columns named; and how many documents of one are read.

use super::fragment::{self, Written};
use super::{Reason, Sink};
use crate::text::NameId;

/// Documents inside a table that are read as documents of their own.
const MOST_DOCUMENTS: u32 = 10_000;

/// One table on its way to the sink.
pub(super) struct Rows {
    table: NameId,
    columns: Vec<NameId>,
    row: u32,
    col: u32,
    n_documents: u32,
}

impl Rows {
    /// The first row that holds values is row 1.
    pub fn new(table: &str, columns: &[String], sink: &mut Sink<'_>) -> Self {
        Self {
            table: sink.intern(table),
            columns: columns.iter().map(|name| sink.intern(name)).collect(),
            row: 0,
            col: 0,
            n_documents: 0,
        }
    }

    pub fn begin_row(&mut self) {
        self.row = self.row.saturating_add(1);
        self.col = 0;
    }

    /// The next value of the row; empty ones take their place and nothing else.
    pub fn value(&mut self, text: &str, sink: &mut Sink<'_>) {
        let col = self.col;
        self.col = col.saturating_add(1);
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let label = self.columns.get(col as usize).copied().unwrap_or(0);
        sink.cell(
            self.table,
            self.row,
            col,
            label,
            fragment::shown(text, Written::Value).trim(),
        );
    }

    pub fn row(&self) -> u32 {
        self.row
    }

    /// Whether one more document that stands in the table is to be read.
    pub fn may_read_another(&mut self, sink: &mut Sink<'_>) -> bool {
        if self.n_documents >= MOST_DOCUMENTS {
            sink.gap(Reason::LimitEntries, format!("more than {MOST_DOCUMENTS} members"));
            return false;
        }
        self.n_documents += 1;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::office::tests::unheard;

    #[test]
    fn documents_that_are_too_many_are_a_gap() {
        unheard(|sink| {
            let mut rows = Rows::new("files", &[], sink);
            assert!((0..MOST_DOCUMENTS).all(|_| rows.may_read_another(sink)));
            assert!(sink.gaps.is_empty());
            assert!(!rows.may_read_another(sink));
            assert!(sink.gaps.has(Reason::LimitEntries));
        });
    }
}
