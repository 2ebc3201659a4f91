//! One sheet of an xlsb: its cells, headers and comments.

use super::Workbook;
use super::record::{Fields, Records};
use crate::extract::office::binary::{Cells, packed_number};
use crate::extract::office::sheet::without_codes;
use crate::extract::{Error, Sink};
use crate::text::Unit;

pub(super) struct Sheet<'w> {
    workbook: &'w Workbook,
    cells: Cells,
    row: u32,
    /// Of the last cell: short records stand for the one right of it (\[MS-XLSB\] 2.5.11).
    col: u32,
    /// A cell names a shared string that is not there.
    pub lacks_text: bool,
}

/// The records of short cells: kind 12 stands for what kind 1 does, and so on.
const SHORT: u32 = 11;

impl<'w> Sheet<'w> {
    pub fn new(name: &str, workbook: &'w Workbook, sink: &mut Sink<'_>) -> Self {
        Self {
            workbook,
            cells: Cells::new(name, sink),
            row: 0,
            col: 0,
            lacks_text: false,
        }
    }

    /// Whether a place is called by the sheet.
    pub fn has_any(&self) -> bool {
        self.cells.has_any
    }

    pub fn read(&mut self, records: &mut Records<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        while let Some((kind, mut fields)) = records.next(sink)? {
            match kind {
                0 => self.row = fields.u32().unwrap_or(self.row),
                1..=11 | 62 => {
                    self.col = fields.u32().unwrap_or(self.col);
                    self.cell(kind, &mut fields, sink)?;
                }
                12..=18 => {
                    self.col = self.col.saturating_add(1);
                    self.cell(kind - SHORT, &mut fields, sink)?;
                }
                479 => header_footer(&mut fields, sink),
                _ => {}
            }
        }
        sink.line_break();
        Ok(())
    }

    fn cell(&mut self, kind: u32, fields: &mut Fields<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let Some(style) = fields.u32() else {
            return Ok(());
        };
        let at = (self.row, self.col);
        // The highest byte holds flags.
        let show = self.workbook.show(style & 0xff_ffff);
        let number = match kind {
            1 => return Ok(()),
            2 => fields.u32().map(packed_number),
            5 | 9 => fields.f64(),
            3 | 11 => {
                self.cells.error(at, fields.u8().unwrap_or(u8::MAX), sink);
                return Ok(());
            }
            4 | 10 => {
                self.cells
                    .boolean(at, fields.u8().is_some_and(|value| value != 0), sink);
                return Ok(());
            }
            7 => {
                let n = fields.u32().map(|n| n as usize);
                let strings = &self.workbook.strings;
                self.lacks_text |= n.is_some_and(|n| strings.lacks(n));
                let text = n.and_then(|n| strings.get(n));
                return self.cells.shared(at, &show.around(text.unwrap_or_default()), sink);
            }
            62 => {
                self.cells
                    .text(at, &show.around(&fields.rich_text().unwrap_or_default()), sink);
                return Ok(());
            }
            _ => {
                self.cells
                    .text(at, &show.around(&fields.text().unwrap_or_default()), sink);
                return Ok(());
            }
        };
        match number {
            Some(number) => {
                self.cells.number(at, number, &show, self.workbook.since_1904, sink);
                Ok(())
            }
            None => Ok(()),
        }
    }

    pub fn comments(&self, records: &mut Records<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let mut at = (0, 0);
        let part = sink.intern("comments");
        let label = sink.intern("author");
        while let Some((kind, mut fields)) = records.next(sink)? {
            match kind {
                632 => {
                    let author = fields.text().unwrap_or_default();
                    if !author.is_empty() {
                        sink.piece(Unit::Field { part }, label, &author);
                    }
                }
                635 => {
                    let _ = fields.skip(4);
                    if let (Some(row), Some(_), Some(col)) = (fields.u32(), fields.u32(), fields.u32()) {
                        at = (row, col);
                    }
                }
                637 => self.cells.comment(at, &fields.rich_text().unwrap_or_default(), sink),
                _ => {}
            }
        }
        Ok(())
    }
}

fn header_footer(fields: &mut Fields<'_>, sink: &mut Sink<'_>) {
    let _ = fields.skip(2);
    for part in ["header", "footer", "header", "footer", "header", "footer"] {
        let text = without_codes(&fields.text().unwrap_or_default());
        if !text.trim().is_empty() {
            let part = sink.intern(part);
            sink.piece(Unit::Paragraph { part, n: 1 }, 0, text.trim());
        }
    }
}
