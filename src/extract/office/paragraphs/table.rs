//! The tables of a document: their cells in rows and columns, under their headings.

use super::{Paragraphs, Place};
use crate::extract::Sink;
use crate::extract::office::headings::Headings;
use crate::text::NameId;

pub(super) struct Table {
    pub name: NameId,
    pub row: u32,
    col: u32,
    /// Columns the cell being read covers.
    pub span: u32,
    pub cell: Option<String>,
    pub headings: Headings,
}

impl Paragraphs {
    pub(super) fn start_table(&mut self, sink: &mut Sink<'_>) {
        self.n_tables = self.n_tables.saturating_add(1);
        let name = match self.place {
            Place::Part(_) => format!("table {}", self.n_tables),
            Place::Slide { slide, .. } => format!("slide {slide} table {}", self.n_tables),
        };
        self.tables.push(Table {
            name: sink.intern(&name),
            row: 0,
            col: 0,
            span: 1,
            cell: None,
            headings: Headings::default(),
        });
    }

    pub(super) fn start_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.row = table.row.saturating_add(1);
            table.col = 0;
        }
    }

    pub(super) fn start_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.span = 1;
            table.cell = Some(String::new());
        }
    }

    pub(super) fn end_cell(&mut self, sink: &mut Sink<'_>) {
        self.hand_on_cell(sink);
        if let Some(table) = self.tables.last_mut()
            && table.cell.take().is_some()
        {
            table.col = table.col.saturating_add(table.span);
        }
    }

    pub(super) fn hand_on_cell(&mut self, sink: &mut Sink<'_>) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let Some(cell) = table.cell.as_mut().filter(|cell| !cell.trim().is_empty()) else {
            return;
        };
        let text = std::mem::take(cell);
        table.headings.cell(table.col, &text);
        let label = table.headings.label(table.col);
        sink.cell(
            table.headings.table(table.name),
            table.row,
            table.col,
            label,
            text.trim(),
        );
    }
}
