//! Paragraphs and table rows of the formats that mark their ends inside the text (rtf, doc).

use super::headings::Headings;
use crate::extract::{Error, Sink};
use crate::text::{NameId, Unit};

/// A longer paragraph is handed on in parts.
const LONG: usize = 64 << 10;
/// Cells of one row; the text of more stands in the last.
const MOST_CELLS: usize = 1024;

/// One stream of paragraphs: a body, a header, the notes.
pub(in crate::extract) struct Flow {
    part: NameId,
    /// Paragraphs so far.
    n: u32,
    text: String,
    cells: Vec<String>,
    table: Option<Table>,
}

struct Table {
    name: NameId,
    row: u32,
    headings: Headings,
}

/// Numbers the tables of a document.
#[derive(Default)]
pub(in crate::extract) struct Tables(u32);

impl Flow {
    pub fn new(part: NameId) -> Self {
        Self {
            part,
            n: 0,
            text: String::new(),
            cells: Vec::new(),
            table: None,
        }
    }

    /// Text of the paragraph or cell being read.
    pub fn push(&mut self, text: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
        self.text.push_str(text);
        if self.text.len() < LONG {
            return Ok(());
        }
        let unit = self.unit();
        let text = std::mem::take(&mut self.text);
        sink.piece(unit, 0, &text)
    }

    /// A paragraph outside of tables ends.
    pub fn end_paragraph(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        self.end_row(sink)?;
        self.table = None;
        self.hand_on(sink)
    }

    fn hand_on(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        let unit = self.unit();
        self.n = self.n.saturating_add(1);
        if !self.text.trim().is_empty() {
            sink.piece(unit, 0, &self.text)?;
        }
        self.text.clear();
        Ok(())
    }

    /// The text so far is a cell.
    pub fn end_cell(&mut self) {
        if self.cells.len() < MOST_CELLS {
            self.cells.push(std::mem::take(&mut self.text));
        } else {
            self.text.push(' ');
        }
    }

    /// The cells so far are a row.
    pub fn end_row(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        if self.cells.is_empty() {
            return Ok(());
        }
        let Some(table) = &mut self.table else {
            // Cells whose row was never begun: paragraphs.
            for cell in std::mem::take(&mut self.cells) {
                let behind = std::mem::replace(&mut self.text, cell);
                self.hand_on(sink)?;
                self.text = behind;
            }
            return Ok(());
        };
        table.row = table.row.saturating_add(1);
        for (col, cell) in (0..).zip(self.cells.drain(..)) {
            let cell = cell.trim();
            if !cell.is_empty() {
                table.headings.cell(col, cell);
                sink.cell(table.name, table.row, col, table.headings.label(col), cell)?;
            }
        }
        table.headings.end_row(sink);
        Ok(())
    }

    /// The row being read is one of a table.
    pub fn in_table(&mut self, tables: &mut Tables, sink: &mut Sink<'_>) {
        if self.table.is_none() {
            tables.0 = tables.0.saturating_add(1);
            self.table = Some(Table {
                name: sink.intern(&format!("table {}", tables.0)),
                row: 0,
                headings: Headings::default(),
            });
        }
    }

    /// What is left when the stream ends.
    pub fn finish(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        self.end_paragraph(sink)
    }

    pub fn unit(&self) -> Unit {
        Unit::Paragraph {
            part: self.part,
            n: self.n.saturating_add(1),
        }
    }
}

/// A field's instruction is told when it holds data: an address, a quoted text, a number.
pub(in crate::extract) fn field_code(code: &str, unit: Unit, sink: &mut Sink<'_>) -> Result<(), Error> {
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    if digits <= 4 && !code.contains(['"', '@']) {
        return Ok(());
    }
    let label = sink.intern("field code");
    sink.piece(unit, label, code.trim())
}
