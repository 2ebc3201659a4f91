//! Comma-separated values (RFC 4180), one row per finding: for programs and for those who open it in a spreadsheet.

use std::borrow::Cow;
use std::io;

use super::rows::{COLUMNS, Cell, Row, Rows};
use super::{Aggregate, Form, Format, Sink, Style, Writer};
use crate::record::Record;

pub(super) static FORM: Form = Form {
    format: Format::Csv,
    endings: &["csv"],
    open,
};

struct Csv {
    rows: Rows,
    out: csv::Writer<Box<dyn Sink>>,
    /// How the byte order mark was written; gone once the names of the columns follow it.
    mark: Option<io::Result<()>>,
}

fn open(mut out: Box<dyn Sink>, _style: Style) -> Box<dyn Writer> {
    let mark = Some(out.write_all(BYTE_ORDER_MARK));
    let out = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .quote_style(csv::QuoteStyle::NonNumeric)
        .from_writer(out);
    Box::new(Csv {
        rows: Rows::default(),
        out,
        mark,
    })
}

/// Without it Excel takes a csv for the machine's old code page and shows "é" as two signs. Readers that do not know
/// it see it in the name of the first column alone.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

impl Csv {
    fn begin(&mut self) -> io::Result<()> {
        match self.mark.take() {
            Some(mark) => {
                mark?;
                let names = COLUMNS.iter().map(|column| column.name);
                self.out.write_record(names).map_err(as_it_is)
            }
            None => Ok(()),
        }
    }
}

impl Writer for Csv {
    fn merged(&mut self, aggregate: &Aggregate) -> io::Result<()> {
        self.rows.merged(aggregate);
        Ok(())
    }

    fn record(&mut self, record: &Record) -> io::Result<()> {
        self.begin()?;
        let out = &mut self.out;
        self.rows.record(record, &mut |row| write(out, row).map_err(as_it_is))
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.begin()?;
        let out = self.out.into_inner().map_err(|err| err.into_error())?;
        out.finish()
    }
}

fn write(out: &mut csv::Writer<Box<dyn Sink>>, row: &Row<'_>) -> csv::Result<()> {
    for column in COLUMNS {
        match (column.of)(row) {
            Cell::Empty => out.write_field("")?,
            Cell::Number(number) => out.write_field(number.to_string())?,
            Cell::Moment(moment) => out.write_field(moment)?,
            Cell::Text(text) => out.write_field(&*harmless(&text))?,
        }
    }
    // An empty record ends the line.
    out.write_record(None::<&[u8]>)
}

/// With its kind, which the crate's own conversion hides: a reader that has gone is a clean end, a full disk is not.
fn as_it_is(err: csv::Error) -> io::Error {
    match err.into_kind() {
        csv::ErrorKind::Io(err) => err,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A file name that begins like a formula is text for every spreadsheet (CWE-1236; OWASP ASVS 5.0 § 1.2.10, and the
/// full-width signs that Excel takes for the same).
fn harmless(text: &str) -> Cow<'_, str> {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\0' | '＝' | '＋' | '－' | '＠') => {
            Cow::Owned(format!("'{text}"))
        }
        Some(_) | None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_begins_like_a_formula_is_text() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(harmless(text), expected);
        }
        check("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")");
        check("+32", "'+32");
        check("-1", "'-1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\tx", "'\tx");
        check("\rx", "'\rx");
        check("\0x", "'\0x");
        check("＝1", "'＝1");
        check("a=b", "a=b");
        check("", "");
    }

    proptest! {
        #[test]
        fn no_text_begins_a_formula(text in "\\PC*|[=+@\\t\\r\\x00-].*") {
            let shown = harmless(&text);
            prop_assert!(!shown.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']));
            prop_assert!(shown.ends_with(&text));
        }
    }
}
