//! One sheet of an xls, record by record: cells, notes, links, headers, text boxes, texts of charts.

use super::globals::Globals;
use super::record::{Fields, Record};
use super::{formula, link, scenario};
use crate::extract::bytes::u16_at;
use crate::extract::office::binary::{Cells, Position, packed_number};
use crate::extract::office::drawn;
use crate::extract::office::number::Show;
use crate::extract::office::sheet::{CONDITION, VALIDATION, without_codes};
use crate::extract::office::workbook::sheet_name;
use crate::extract::{Error, Reason, Sink};
use crate::text::Unit;

pub(super) struct Sheet {
    name: String,
    cells: Cells,
    /// The cell whose formula gives the text that comes next.
    formula: Option<Position>,
    /// The number of the last object, which the text that comes next stands in.
    object: u16,
    /// Texts of objects; notes name theirs by number.
    texts: Vec<(u16, String)>,
}

/// How the numbers of a cell are shown: by its style, or before Excel 3 by itself.
#[derive(Clone, Copy)]
enum Style {
    Number(u16),
    Format(u32),
}

impl Sheet {
    pub fn new(name: &str, sink: &mut Sink<'_>) -> Self {
        Self {
            name: name.to_owned(),
            cells: Cells::new(name, sink),
            formula: None,
            object: 0,
            texts: Vec::new(),
        }
    }

    /// Reads a record of the sheet. Whether it was one; those of the workbook stand here too before Excel 5.
    pub fn record(&mut self, record: &Record<'_>, globals: &Globals, sink: &mut Sink<'_>) -> Result<bool, Error> {
        let mut fields = record.fields();
        match record.kind {
            0x02..=0x06 | 0xd6 | 0xfd | 0x203..=0x206 | 0x27e | 0x406 => {
                self.cell(record.kind, &mut fields, globals, sink)?;
                if matches!(record.kind, 0x06 | 0x206 | 0x406) && globals.version >= 5 {
                    self.formula_texts(record, globals, sink);
                }
            }
            0xaf => scenario::read(&mut fields, globals, sink),
            0xbd => self.packed_numbers(&mut fields, globals, sink),
            0x07 | 0x207 => {
                if let (Some(at), Some(text)) = (self.formula.take(), globals.text(&mut fields, record.kind == 0x207)) {
                    self.cells.formula_shows(at, &text);
                    self.cells.text(at, &text, sink);
                }
            }
            0x14 | 0x15 => {
                let part = if record.kind == 0x14 { "header" } else { "footer" };
                let text = globals.text(&mut fields, globals.version >= 8).unwrap_or_default();
                paragraph(&without_codes(&text), part, sink);
            }
            0xec => drawn::texts(&record.bytes(), sink),
            0x5d => self.object = fields.skip(6).and_then(|()| fields.u16()).unwrap_or(0),
            0x1b6 => {
                let text = object_text(&mut fields);
                self.texts.extend(text.map(|text| (self.object, text)));
            }
            0x1c => self.note(&mut fields, globals, sink),
            0x1be => validation(&mut fields, globals, sink),
            0x1b1 => condition(record, globals, sink),
            0x1b8 => self.link(&mut fields, sink),
            0x800 => self.tip(&mut fields, sink),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// What no note asked for, and the name if nothing is called by it.
    pub fn end(mut self, sink: &mut Sink<'_>) {
        sink.line_break();
        self.cells.end(sink);
        if !self.cells.has_any {
            sheet_name(&self.name, sink);
        }
        for (_, text) in &self.texts {
            paragraph(text, "drawing", sink);
        }
    }

    fn cell(
        &mut self,
        kind: u16,
        fields: &mut Fields<'_, '_>,
        globals: &Globals,
        sink: &mut Sink<'_>,
    ) -> Result<(), Error> {
        // Some programs write cells as Excel 2 did into the workbooks of later versions.
        let as_excel_2 = kind < 0x06 || kind == 0x06 && globals.version <= 2;
        let Some((at, style)) = head(fields, as_excel_2) else {
            return Ok(());
        };
        let number = match kind {
            0xfd => {
                let text = shared_text(fields, globals, sink);
                return self.cells.shared(at, &show(style, globals).around(text), sink);
            }
            0x04 | 0x204 | 0xd6 => {
                let text = globals.text(fields, !as_excel_2).unwrap_or_default();
                self.cells.text(at, &show(style, globals).around(&text), sink);
                return Ok(());
            }
            0x05 | 0x205 => {
                match (fields.u8(), fields.u8()) {
                    (Some(code), Some(1)) => self.cells.error(at, code, sink),
                    (Some(value), Some(_)) => self.cells.boolean(at, value != 0, sink),
                    _ => {}
                }
                return Ok(());
            }
            0x06 | 0x206 | 0x406 => match fields.f64().map(f64::to_le_bytes) {
                Some([what, _, value, _, _, _, 0xff, 0xff]) => {
                    self.formula_result(at, what, value, sink);
                    return Ok(());
                }
                Some(number) => Some(f64::from_le_bytes(number)),
                None => None,
            },
            0x02 => fields.u16().map(f64::from),
            0x27e => fields.u32().map(packed_number),
            _ => fields.f64(),
        };
        if let Some(number) = number {
            let show = show(style, globals);
            self.cells.number(at, number, &show, globals.since_1904, sink);
        }
        Ok(())
    }

    /// What a formula gives, if it is no number.
    fn formula_result(&mut self, at: Position, what: u8, value: u8, sink: &mut Sink<'_>) {
        match what {
            0 => self.formula = Some(at),
            1 => self.cells.boolean(at, value != 0, sink),
            2 => self.cells.error(at, value, sink),
            _ => {}
        }
    }

    /// What stands in a formula and may stand in no cell.
    fn formula_texts(&mut self, record: &Record<'_>, globals: &Globals, sink: &mut Sink<'_>) {
        let mut fields = record.fields();
        let (Some(row), Some(col)) = (fields.u16(), fields.u16()) else {
            return;
        };
        let at = (row.into(), col.into());
        let (alone, others) = formula::of_cell(record, globals.version, globals.page);
        self.cells.literals(at, others, "");
        self.cells.formula(at, &alone.join(" "), sink);
    }

    /// Numbers in cells side by side.
    fn packed_numbers(&mut self, fields: &mut Fields<'_, '_>, globals: &Globals, sink: &mut Sink<'_>) {
        let (Some(row), Some(first)) = (fields.u16(), fields.u16()) else {
            return;
        };
        let mut col = u32::from(first);
        // The number of the last column stands behind the numbers.
        while fields.left() >= 6
            && let (Some(style), Some(packed)) = (fields.u16(), fields.u32())
        {
            let show = globals.show(style);
            let number = packed_number(packed);
            self.cells
                .number((row.into(), col), number, &show, globals.since_1904, sink);
            col += 1;
        }
    }

    fn note(&mut self, fields: &mut Fields<'_, '_>, globals: &Globals, sink: &mut Sink<'_>) {
        let (Some(row), Some(col)) = (fields.u16(), fields.u16()) else {
            return;
        };
        let at = (row.into(), col.into());
        if globals.version < 8 {
            let text = globals.text(fields, true).unwrap_or_default();
            self.cells.comment(at, &text, sink);
            return;
        }
        let (Some(_), Some(object)) = (fields.u16(), fields.u16()) else {
            return;
        };
        let author = globals.text(fields, true).unwrap_or_default();
        let author = author.trim();
        let text = match self.texts.iter().position(|(of, _)| *of == object) {
            Some(found) => self.texts.swap_remove(found).1,
            None => String::new(),
        };
        // Most notes begin with their author's name.
        let text = match author.is_empty() || text.starts_with(author) {
            true => text,
            false => format!("{author}: {text}"),
        };
        self.cells.comment(at, &text, sink);
    }

    fn link(&self, fields: &mut Fields<'_, '_>, sink: &mut Sink<'_>) {
        let (Some(row), Some(_), Some(col), Some(_)) = (fields.u16(), fields.u16(), fields.u16(), fields.u16()) else {
            return;
        };
        let texts = link::texts(fields).join(" ");
        self.cells.link((row.into(), col.into()), &texts, sink);
    }

    /// What shows over a link, behind the kind of the record and the cells of the link.
    fn tip(&mut self, fields: &mut Fields<'_, '_>, sink: &mut Sink<'_>) {
        let (Some(_), Some(row), Some(_), Some(col), Some(_)) =
            (fields.u16(), fields.u16(), fields.u16(), fields.u16(), fields.u16())
        else {
            return;
        };
        let text = link::ended(fields).unwrap_or_default();
        self.cells.link((row.into(), col.into()), &text, sink);
    }
}

/// The texts of a rule that cells are shown by. Its formulas stand at its end, behind how they are shown then.
fn condition(record: &Record<'_>, globals: &Globals, sink: &mut Sink<'_>) {
    let rule = record.first();
    let len = |at: usize| u16_at(rule, at).map_or(0, usize::from);
    let begin = rule.len().saturating_sub(len(2) + len(4));
    let texts = formula::texts(&rule[begin..], globals.version, globals.page);
    paragraph(&texts.join("\n"), CONDITION, sink);
}

/// Titles and texts of what is shown when a cell is chosen or holds something else, and the choices it offers.
fn validation(fields: &mut Fields<'_, '_>, globals: &Globals, sink: &mut Sink<'_>) {
    const TEXT: u8 = 0x17;
    const ARRAYS: [u8; 3] = [0x20, 0x40, 0x60];
    if fields.skip(4).is_none() {
        return;
    }
    for _ in 0..4 {
        let text = globals.text(fields, true).unwrap_or_default();
        paragraph(text.trim_matches('\0'), VALIDATION, sink);
    }
    // The formula: choices that stand in it are one text, with zeros between them.
    let begins = fields.skip(4).and_then(|()| fields.u8());
    let choices = match begins {
        Some(TEXT) => globals.text(fields, false).unwrap_or_default().replace('\0', "\n"),
        // Gnumeric writes them as an array.
        Some(begins) if ARRAYS.contains(&begins) => {
            formula::constants(&fields.bytes_until(None), globals.version, globals.page).join("\n")
        }
        _ => String::new(),
    };
    paragraph(&choices, VALIDATION, sink);
}

/// A text of a chart.
pub(super) fn chart_text(record: &Record<'_>, globals: &Globals, sink: &mut Sink<'_>) {
    const SERIES_TEXT: u16 = 0x100d;
    let mut fields = record.fields();
    if record.kind != SERIES_TEXT || fields.u16().is_none() {
        return;
    }
    let text = globals.text(&mut fields, false).unwrap_or_default();
    paragraph(&text, "chart", sink);
}

/// The text of all sheets that a cell names by its number.
fn shared_text<'g>(fields: &mut Fields<'_, '_>, globals: &'g Globals, sink: &mut Sink<'_>) -> &'g str {
    let n = fields.u32().map_or(usize::MAX, |n| n as usize);
    if n >= globals.n_strings {
        sink.gap(Reason::Damaged, "a cell whose text is lost");
    }
    globals.strings.get(n).unwrap_or_default()
}

/// Where a cell stands, and how its numbers are shown.
fn head(fields: &mut Fields<'_, '_>, as_excel_2: bool) -> Option<(Position, Style)> {
    let at = (fields.u16()?.into(), fields.u16()?.into());
    if !as_excel_2 {
        return Some((at, Style::Number(fields.u16()?)));
    }
    let (_, format, _) = (fields.u8()?, fields.u8()?, fields.u8()?);
    Some((at, Style::Format(u32::from(format & 0x3f))))
}

fn show(style: Style, globals: &Globals) -> Show {
    match style {
        Style::Number(style) => globals.show(style),
        Style::Format(format) => globals.show_format(format),
    }
}

/// The text of an object: its length here, its characters in the records that go on with this one.
fn object_text(fields: &mut Fields<'_, '_>) -> Option<String> {
    fields.skip(10)?;
    let n = usize::from(fields.u16()?);
    fields.skip(fields.left())?;
    let mut text = String::new();
    fields.chars(n, false, &mut text).filter(|()| n > 0)?;
    Some(text)
}

fn paragraph(text: &str, part: &str, sink: &mut Sink<'_>) {
    if text.trim().is_empty() {
        return;
    }
    let part = sink.intern(part);
    sink.piece(Unit::Paragraph { part, n: 1 }, 0, text.trim());
}
