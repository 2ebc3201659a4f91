//! Binary workbooks (xls, xlsb): cells as calamine reads them, shown like those of an xlsx.

use calamine::{CellErrorType, DataType};

use super::headings::Headings;
use super::number;
use crate::extract::{Error, Sink};
use crate::text::{NameId, Unit};

pub(in crate::extract) struct Cells {
    table: NameId,
    since_1904: bool,
    headings: Headings,
    row: u32,
    shown: String,
}

impl Cells {
    pub fn new(sheet: &str, since_1904: bool, sink: &mut Sink<'_>) -> Self {
        Self {
            table: sink.intern(sheet),
            since_1904,
            headings: Headings::default(),
            row: 0,
            shown: String::new(),
        }
    }

    /// A cell by its 0-based row and column, in reading order.
    pub fn push(&mut self, row: u32, col: u32, value: &impl DataType, sink: &mut Sink<'_>) -> Result<(), Error> {
        if row != self.row {
            self.headings.end_row(sink);
            self.row = row;
        }
        self.shown.clear();
        show(value, self.since_1904, &mut self.shown);
        if self.shown.is_empty() {
            return Ok(());
        }
        self.headings.cell(col, &self.shown);
        let label = self.headings.label(col);
        sink.cell(self.table, row.saturating_add(1), col, label, &self.shown)
    }
}

fn show(value: &impl DataType, since_1904: bool, out: &mut String) {
    if let Some(text) = value.get_string() {
        out.push_str(text);
    } else if let Some(date) = value.get_datetime() {
        match number::date(date.as_f64(), since_1904) {
            Some(date) => out.push_str(&date),
            None => number::plain(&date.as_f64().to_string(), out),
        }
    } else if let Some(whole) = value.get_int() {
        out.push_str(&whole.to_string());
    } else if let Some(number) = value.get_float() {
        number::plain(&number.to_string(), out);
    } else if let Some(is_true) = value.get_bool() {
        out.push_str(if is_true { "TRUE" } else { "FALSE" });
    } else if let Some(text) = value.get_datetime_iso().or_else(|| value.get_duration_iso()) {
        out.push_str(text);
    } else if let Some(err) = value.get_error() {
        out.push_str(error_name(err));
    }
}

fn error_name(err: &CellErrorType) -> &'static str {
    match err {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        _ => "",
    }
}

/// What the workbook says about itself, and the names it defines.
pub(in crate::extract) fn about(
    properties: &calamine::WorkbookProperties,
    names: &[(String, String)],
    sink: &mut Sink<'_>,
) -> Result<(), Error> {
    let part = sink.intern("properties");
    sink.push_raw("\n");
    for (label, value) in [
        ("creator", &properties.creator),
        ("lastModifiedBy", &properties.last_modified_by),
        ("title", &properties.title),
        ("subject", &properties.subject),
        ("description", &properties.description),
        ("keywords", &properties.keywords),
        ("category", &properties.category),
        ("company", &properties.company),
        ("manager", &properties.manager),
    ] {
        if let Some(value) = value.as_deref().filter(|value| !value.trim().is_empty()) {
            let label = sink.intern(label);
            sink.piece(Unit::Field { part }, label, value)?;
        }
    }
    let part = sink.intern("names");
    let label = sink.intern("defined name");
    for (name, formula) in names {
        sink.piece(Unit::Field { part }, label, &format!("{name} {formula}"))?;
    }
    Ok(())
}
