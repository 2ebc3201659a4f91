//! Paragraphs and table rows of the formats that mark their ends inside the text (rtf, doc).

use super::headings::Headings;
use super::raised::Raised;
use super::revised::{Change, Deleted, Revised};
use crate::extract::Sink;
use crate::text::{NameId, SHOWN, Unit};

/// Around what is shown and was not written; both are no characters of any text.
const SHOWN_BEGINS: char = '\u{fdd0}';
const SHOWN_ENDS: char = '\u{fdd1}';
/// A longer paragraph is handed on in parts.
const LONG: usize = 64 << 10;
/// Cells of one row; the text of more stands in the last.
const MOST_CELLS: usize = 1024;

/// One stream of paragraphs: a body, a header, the notes.
pub(in crate::extract) struct Flow {
    part: NameId,
    /// Paragraphs so far.
    n: u32,
    text: Revised,
    /// What tracking says of the text that comes next.
    pub change: Change,
    /// How high that text stands.
    pub raised: Raised,
    /// What was deleted from the row being read, which must not be cut.
    deleted: Deleted,
    /// Where in the text its last line begins; a paragraph is one, but in cells.
    line: usize,
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
            text: Revised::default(),
            change: Change::None,
            raised: Raised::default(),
            deleted: Deleted::default(),
            line: 0,
            cells: Vec::new(),
            table: None,
        }
    }

    /// Text of the paragraph or cell being read.
    pub fn push(&mut self, text: &str, sink: &mut Sink<'_>) {
        let between = self.raised.between(self.text.told(self.change), text);
        self.text.push(between, self.change);
        self.text.push(text, self.change);
        if self.text.len() < LONG {
            return;
        }
        let unit = self.unit();
        let text = self.take_text();
        piece(unit, &text, sink);
        self.deleted.hand_on(self.n, sink);
    }

    /// A paragraph inside of a cell ends.
    pub fn end_line(&mut self, sink: &mut Sink<'_>) {
        self.push("\n", sink);
        self.line = self.text.now.len();
    }

    /// The text so far; what was deleted from it is kept apart.
    fn take_text(&mut self) -> String {
        if let Some(deleted) = self.text.deleted() {
            self.deleted.add(&written(deleted));
        }
        self.line = 0;
        std::mem::take(&mut self.text).now
    }

    /// The number that is shown before the paragraph being read.
    pub fn number(&mut self, number: &str) {
        self.text.insert(self.line, &shown(number));
    }

    /// A paragraph outside of tables ends.
    pub fn end_paragraph(&mut self, sink: &mut Sink<'_>) {
        self.end_row(sink);
        self.table = None;
        self.hand_on(sink);
    }

    fn hand_on(&mut self, sink: &mut Sink<'_>) {
        let unit = self.unit();
        self.n = self.n.saturating_add(1);
        let text = self.take_text();
        if !text.trim().is_empty() {
            piece(unit, &text, sink);
        }
        self.deleted.hand_on(self.n, sink);
    }

    /// The text so far is a cell.
    pub fn end_cell(&mut self) {
        if self.cells.len() < MOST_CELLS {
            let cell = self.take_text();
            self.cells.push(cell);
        } else {
            self.text.push(" ", Change::None);
            self.line = self.text.now.len();
        }
    }

    /// The cells so far are a row.
    pub fn end_row(&mut self, sink: &mut Sink<'_>) {
        if self.cells.is_empty() {
            return;
        }
        let Some(table) = &mut self.table else {
            // Cells whose row was never begun: paragraphs.
            for cell in std::mem::take(&mut self.cells) {
                let behind = std::mem::take(&mut self.text);
                self.text.push(&cell, Change::None);
                self.hand_on(sink);
                self.text = behind;
            }
            return;
        };
        table.row = table.row.saturating_add(1);
        for (col, cell) in (0..).zip(self.cells.drain(..)) {
            let cell = cell.trim();
            if !cell.is_empty() {
                table.headings.cell(col, &written(cell));
                let label = table.headings.label(col);
                for (part, is_shown) in parts(cell) {
                    let label = if is_shown { sink.intern(SHOWN) } else { label };
                    sink.cell(table.headings.table(table.name), table.row, col, label, part);
                }
            }
        }
        table.headings.end_row((table.name, table.row), sink);
        self.deleted.hand_on(self.n, sink);
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
    pub fn finish(&mut self, sink: &mut Sink<'_>) {
        self.end_paragraph(sink);
    }

    pub fn unit(&self) -> Unit {
        Unit::Paragraph {
            part: self.part,
            n: self.n.saturating_add(1),
        }
    }
}

/// Marks a text as shown, not written.
pub(in crate::extract) fn shown(text: &str) -> String {
    format!("{SHOWN_BEGINS}{text}{SHOWN_ENDS}")
}

/// The parts of a text, and whether they are only shown.
fn parts(text: &str) -> impl Iterator<Item = (&str, bool)> {
    text.split_inclusive([SHOWN_BEGINS, SHOWN_ENDS])
        .map(|part| {
            (
                part.trim_end_matches([SHOWN_BEGINS, SHOWN_ENDS]),
                part.ends_with(SHOWN_ENDS),
            )
        })
        .filter(|(part, _)| !part.is_empty())
}

fn written(text: &str) -> String {
    parts(text)
        .filter(|(_, is_shown)| !is_shown)
        .map(|(part, _)| part)
        .collect()
}

/// A paragraph, or a part of a long one.
fn piece(unit: Unit, text: &str, sink: &mut Sink<'_>) {
    sink.line_break();
    for (part, is_shown) in parts(text) {
        let label = if is_shown { sink.intern(SHOWN) } else { 0 };
        sink.mark(unit, label);
        sink.push(part);
    }
    sink.push_raw("\n");
}

/// The label of what stands in a field and not in the text.
pub(in crate::extract) const FIELD_CODE: &str = "field code";

/// A field's instruction is told when it holds data: an address, a quoted text, a number.
pub(in crate::extract) fn field_code(code: &str, unit: Unit, sink: &mut Sink<'_>) {
    let mut words = code.trim_start().splitn(3, char::is_whitespace);
    // What is shown to be clicked on stands behind the name of a macro or a place.
    let is_button = words.next().is_some_and(|name| {
        ["MACROBUTTON", "GOTOBUTTON"]
            .iter()
            .any(|button| name.eq_ignore_ascii_case(button))
    });
    if is_button && let Some(shown) = words.nth(1) {
        let label = sink.intern(FIELD_CODE);
        sink.piece(unit, label, shown.trim());
        return;
    }
    if !is_data(code) {
        return;
    }
    let label = sink.intern(FIELD_CODE);
    sink.piece(unit, label, code.trim());
}

/// Whether a field's instruction holds data.
pub(super) fn is_data(code: &str) -> bool {
    // A formula, which has no result, and what somebody is asked.
    const TEXTS: [&str; 3] = ["EQ", "FILLIN", "ASK"];
    let name = code.split_whitespace().next().unwrap_or_default();
    let is_text = TEXTS.iter().any(|text| name.eq_ignore_ascii_case(text));
    is_text || code.bytes().filter(u8::is_ascii_digit).count() > 4 || code.contains(['"', '@'])
}
