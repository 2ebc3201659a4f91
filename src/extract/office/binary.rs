//! Cells of binary workbooks (xls, xlsb), shown like those of an xlsx.

use super::headings::Headings;
use super::literals::Literals;
use super::number::Show;
use super::sheet::FREE;
use crate::extract::{Error, Sink};
use crate::text::{NameId, Unit};

pub(in crate::extract) struct Cells {
    table: NameId,
    headings: Headings,
    row: u32,
    raw: String,
    shown: String,
    literals: Literals,
    /// Whether a place is called by the sheet.
    pub has_any: bool,
}

/// Row and column, both counted from 0.
pub(in crate::extract) type Position = (u32, u32);

impl Cells {
    pub fn new(sheet: &str, sink: &mut Sink<'_>) -> Self {
        Self {
            table: sink.intern(sheet),
            headings: Headings::default(),
            row: 0,
            raw: String::new(),
            shown: String::new(),
            literals: Literals::default(),
            has_any: false,
        }
    }

    pub fn text(&mut self, (row, col): Position, text: &str, sink: &mut Sink<'_>) {
        if row != self.row {
            self.headings.end_row((self.table, self.row.saturating_add(1)), sink);
            self.literals.end_row(self.table, sink);
            self.row = row;
        }
        if text.is_empty() {
            return;
        }
        self.has_any = true;
        self.headings.cell(col, text);
        let label = self.headings.label(col);
        sink.cell(self.headings.table(self.table), row.saturating_add(1), col, label, text);
    }

    /// A text that the file holds once for all cells that show it.
    pub fn shared(&mut self, at: Position, text: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
        if text.len() > FREE {
            sink.charge(0, text.len() as u64)?;
        }
        self.text(at, text, sink);
        Ok(())
    }

    pub fn number(&mut self, at: Position, number: f64, show: &Show, since_1904: bool, sink: &mut Sink<'_>) {
        use std::fmt::Write as _;
        let (mut raw, mut shown) = (std::mem::take(&mut self.raw), std::mem::take(&mut self.shown));
        raw.clear();
        shown.clear();
        let _ = write!(raw, "{number}");
        show.write(&raw, since_1904, &mut shown);
        self.text(at, &shown, sink);
        (self.raw, self.shown) = (raw, shown);
    }

    pub fn boolean(&mut self, at: Position, is_true: bool, sink: &mut Sink<'_>) {
        self.text(at, if is_true { "TRUE" } else { "FALSE" }, sink);
    }

    pub fn error(&mut self, at: Position, code: u8, sink: &mut Sink<'_>) {
        self.text(at, error_name(code), sink);
    }

    /// What is written about a cell.
    pub fn comment(&self, at: Position, text: &str, sink: &mut Sink<'_>) {
        self.beside(at, "comment", text, sink);
    }

    /// Where a cell leads to.
    pub fn link(&self, at: Position, text: &str, sink: &mut Sink<'_>) {
        self.beside(at, "hyperlink", text, sink);
    }

    /// A text of a cell's formula.
    pub fn formula(&self, at: Position, text: &str, sink: &mut Sink<'_>) {
        self.beside(at, "formula", text, sink);
    }

    /// Texts of a cell's formula that others may repeat.
    pub fn literals(&mut self, (row, col): Position, texts: impl IntoIterator<Item = String>, shown: &str) {
        for text in texts {
            self.literals.text((row.saturating_add(1), col), text, shown);
        }
    }

    /// What the cell shows whose formula came last.
    pub fn formula_shows(&mut self, (row, col): Position, text: &str) {
        self.literals.shown((row.saturating_add(1), col), text);
    }

    /// The sheet ends.
    pub fn end(&mut self, sink: &mut Sink<'_>) {
        self.literals.hand_on(self.table, sink);
    }

    fn beside(&self, (row, col): Position, label: &str, text: &str, sink: &mut Sink<'_>) {
        if text.trim().is_empty() {
            return;
        }
        let table = self.table;
        let label = sink.intern(label);
        let row = row.saturating_add(1);
        sink.piece(Unit::Cell { table, row, col }, label, text.trim());
    }
}

/// The number that a cell packs into four bytes (\[MS-XLS\] 2.5.217).
pub(in crate::extract) fn packed_number(packed: u32) -> f64 {
    let number = if packed & 2 != 0 {
        f64::from(packed.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(packed & !3) << 32)
    };
    if packed & 1 != 0 { number / 100.0 } else { number }
}

fn error_name(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2a => "#N/A",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::packed_number;

    #[test]
    fn packed_numbers_are_whole_numbers_and_halves_of_floats() {
        assert_eq!(packed_number(12 << 2 | 2), 12.0);
        assert_eq!(packed_number((-12_i32).cast_unsigned() << 2 | 3), -0.12);
        assert_eq!(packed_number(0x3ff8_0000), 1.5);
    }
}
