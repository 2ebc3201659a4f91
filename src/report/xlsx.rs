//! A workbook (Office Open XML), one row per finding: typed columns, a header that stays, filters, and no formulas.
//!
//! Written as a stream: sheets go into the zip as they come, their texts inside the cells. Neither a table of shared
//! texts nor a temporary file is needed (the constant-memory mode of rust_xlsxwriter makes one, in clear also where the
//! report is encrypted).

mod overview;
mod sheet;

use std::io;

use super::rows::{COLUMNS, Names, Rows};
use super::{Aggregate, Form, Format, Sink, Style, Writer};
use crate::language::Texts;
use crate::record::Record;
use sheet::Workbook;

pub(super) static FORM: Form = Form {
    format: Format::Xlsx,
    endings: &["xlsx"],
    open,
};

struct Xlsx {
    rows: Rows,
    book: Workbook,
    texts: Texts,
    names: Names,
    is_begun: bool,
}

fn open(out: Box<dyn Sink>, style: Style) -> Box<dyn Writer> {
    Box::new(Xlsx {
        rows: Rows::default(),
        book: Workbook::new(out, style.texts),
        texts: style.texts,
        names: Names::new(style.texts),
        is_begun: false,
    })
}

impl Xlsx {
    fn begin(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.is_begun, true) {
            return Ok(());
        }
        let columns = COLUMNS.iter().map(|column| (column.name, column.width));
        self.book.begin_sheet("findings", columns.collect())
    }
}

impl Writer for Xlsx {
    fn merged(&mut self, aggregate: &Aggregate) -> io::Result<()> {
        self.rows.merged(aggregate);
        overview::write(&mut self.book, self.texts, aggregate)
    }

    fn record(&mut self, record: &Record) -> io::Result<()> {
        self.begin()?;
        let (book, names) = (&mut self.book, &mut self.names);
        self.rows.record(record, &mut |row| {
            book.row(COLUMNS.iter().map(|column| row.told(column, names)))
        })
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.begin()?;
        self.book.finish()
    }
}

#[cfg(test)]
mod tests;
