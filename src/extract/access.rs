//! Access databases (mdb, accdb): every table that people made, its columns named; documents in its fields as members.

use std::collections::{HashMap, HashSet};

use jetdb::{
    CatalogEntry, ColumnType, ComplexColumn, ComplexValues, FileError, PageReader, TableDef, TableRows, Value,
};

use super::bytes::u16_at;
use super::office::{number, ole};
use super::rows::Rows;
use super::{Error, Extract, Format, Head, Input, Reason, Sink, held, holes};

pub(super) static MDB: Format = Format {
    name: "mdb",
    extensions: &["mdb", "mde"],
    recognise: |head| is(head, b"Standard Jet DB"),
    extract: Extract::Seek(extract),
};

pub(super) static ACCDB: Format = Format {
    name: "accdb",
    extensions: &["accdb", "accde"],
    recognise: |head| is(head, b"Standard ACE DB"),
    extract: Extract::Seek(extract),
};

fn is(head: &Head<'_>, magic: &[u8]) -> bool {
    head.bytes.get(4..).is_some_and(|bytes| bytes.starts_with(magic))
}

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    // The reader owns what it reads from.
    let source = held::hold(input, sink.limits().inflated)?;
    let mut database = Database {
        reader: PageReader::open_reader(source).map_err(|err| error(&err))?,
    };
    let catalog = jetdb::read_catalog(&mut database.reader).map_err(|err| error(&err))?;
    // The library leaves out tables whose rows in the catalog are not whole.
    if let Ok(table) = jetdb::read_table_def(&mut database.reader, "MSysObjects", jetdb::format::CATALOG_PAGE) {
        database.tell_lost_rows(&table, sink);
        let (mut n_rows, none) = (0, HashMap::new());
        let mut walk = TableRows::new(&table, &none).with_columns(&[]);
        while let Ok(Some(_)) = walk.next_row(&mut database.reader) {
            n_rows += 1;
        }
        tell_missing_rows(&table, n_rows, sink);
    }
    let tables = catalog
        .iter()
        .filter(|entry| entry.object_type == jetdb::ObjectType::Table && !is_system(entry));
    for entry in tables {
        sink.tick();
        // A table that is not whole costs only the rest of itself.
        if let Err(err) = database.table(entry, &catalog, sink)? {
            let err = error(&err);
            sink.gap(err.reason, err.detail);
        }
    }
    if database.has_lost_pages(sink) {
        sink.gap(Reason::Damaged, holes::LOST);
    }
    Ok(())
}

/// The definition of a table counts its rows: some stand in pages that nothing leads to any more.
fn tell_missing_rows(table: &TableDef, n_rows: u32, sink: &mut Sink<'_>) {
    if n_rows < table.num_rows {
        sink.gap(Reason::Damaged, NOT_WHOLE);
    }
}

/// Older versions do not flag all tables of their own.
fn is_system(entry: &CatalogEntry) -> bool {
    entry.is_system() || entry.name.starts_with("MSys")
}

struct Database {
    reader: PageReader,
}

const NOT_WHOLE: &str = "rows that are not whole";
/// In the list of a page's rows: the row was deleted, or stands elsewhere.
const MOVED: u16 = 0xc000;
/// The record that lists the pages which are free: the first of the first page.
const FREE: u32 = 1 << 8;

impl Database {
    /// Whether pages that are in use are none: each begins with its kind.
    fn has_lost_pages(&mut self, sink: &mut Sink<'_>) -> bool {
        let free = self.reader.read_pg_row(FREE);
        let Ok(free) = free.and_then(|map| jetdb::map::collect_page_numbers(&mut self.reader, &map)) else {
            return true;
        };
        let free: HashSet<u32> = free.into_iter().collect();
        let mut pages = (1..self.reader.page_count()).filter(|page| !free.contains(page));
        pages.any(|page| {
            sink.tick();
            self.reader.read_page(page).is_ok_and(|page| page.first() == Some(&0))
        })
    }

    /// Each row begins with how many columns it has: one that has none is of a sector that was lost.
    fn tell_lost_rows(&mut self, table: &TableDef, sink: &mut Sink<'_>) {
        let (format, is_jet3) = (self.reader.format(), self.reader.header().version.is_jet3());
        let count_len = if is_jet3 { 1 } else { 2 };
        let first = format.data_row_count_pos + 2;
        let is_lost = |page: &[u8], number: u32, row: u16| {
            let is_moved = u16_at(page, first + 2 * usize::from(row)).is_none_or(|place| place & MOVED != 0);
            let bytes = jetdb::find_row(format, page, number, row);
            let begin = bytes.ok().and_then(|(at, _)| page.get(at..at + count_len));
            !is_moved && begin.is_some_and(|begin| begin.iter().all(|&byte| byte == 0))
        };
        for &number in &table.data_pages {
            sink.tick();
            let Ok(page) = self.reader.read_page(number) else {
                continue;
            };
            let n_rows = u16_at(page, format.data_row_count_pos).unwrap_or(0);
            if (0..n_rows).any(|row| is_lost(page, number, row)) {
                return sink.gap(Reason::Damaged, NOT_WHOLE);
            }
        }
    }

    /// The outer error is the document's, the inner one the table's.
    fn table(
        &mut self,
        entry: &CatalogEntry,
        catalog: &[CatalogEntry],
        sink: &mut Sink<'_>,
    ) -> Result<Result<(), FileError>, Error> {
        let table = match jetdb::read_table_def(&mut self.reader, &entry.name, entry.table_page) {
            Ok(table) => table,
            Err(err) => return Ok(Err(err)),
        };
        self.tell_lost_rows(&table, sink);
        let names: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
        let calculated = jetdb::calculated_column_types_in(catalog, &table);
        let complex = self.complex(&table, catalog);
        let mut rows = Rows::new(&entry.name, &names, sink);
        let mut walk = TableRows::new(&table, &calculated);
        loop {
            let row = match walk.next_row(&mut self.reader) {
                Ok(Some(row)) => row,
                Ok(None) => break,
                Err(err) => return Ok(Err(err)),
            };
            sink.tick();
            rows.begin_row();
            // Numbers that the database gives itself are never left out.
            let mut numbers = table.columns.iter().zip(&row.values);
            if numbers.any(|(column, value)| column.is_auto_number() && matches!(value, Value::Null)) {
                sink.gap(Reason::Damaged, NOT_WHOLE);
            }
            for (at, value) in row.values.iter().enumerate() {
                let name = format!("{}-{}-{}", entry.name, names[at], rows.row());
                self.value(value, complex.get(&at), &name, &mut rows, sink)?;
            }
        }
        if walk.skipped_rows() > 0 {
            sink.gap(Reason::Damaged, NOT_WHOLE);
        }
        tell_missing_rows(&table, rows.row(), sink);
        Ok(Ok(()))
    }

    /// One value of a row: a document or several values are called by the name.
    fn value(
        &mut self,
        value: &Value,
        complex: Option<&ComplexColumn>,
        name: &str,
        rows: &mut Rows,
        sink: &mut Sink<'_>,
    ) -> Result<(), Error> {
        match (complex, value) {
            (Some(column), Value::Long(number)) => {
                let values = column.values(&mut self.reader, *number);
                let texts = several(values, name, rows, sink)?;
                rows.value(&texts, sink);
            }
            (_, Value::Binary(bytes)) => {
                rows.value("", sink);
                document(bytes, name, rows, sink)?;
            }
            (_, value) => {
                let text = shown(value);
                if holes::is_hollow(text.as_bytes()) {
                    sink.gap(Reason::Damaged, holes::LOST);
                }
                rows.value(&text, sink);
            }
        }
        Ok(())
    }

    /// The columns that hold files, or several values: these stand in tables of their own.
    fn complex(&mut self, table: &TableDef, catalog: &[CatalogEntry]) -> HashMap<usize, ComplexColumn> {
        let columns = table.columns.iter().enumerate();
        let complex = columns.filter(|(_, column)| column.col_type == ColumnType::ComplexType);
        let read = complex.filter_map(|(at, column)| {
            let read = jetdb::read_complex_column(&mut self.reader, catalog, table, column);
            Some((at, read.ok()??))
        });
        read.collect()
    }
}

fn several(
    values: Result<ComplexValues, FileError>,
    name: &str,
    rows: &mut Rows,
    sink: &mut Sink<'_>,
) -> Result<String, Error> {
    let mut texts = Vec::new();
    match values {
        Ok(ComplexValues::MultiValue(values)) => texts.extend(values.iter().map(shown)),
        Ok(ComplexValues::VersionHistory(versions)) => {
            texts.extend(versions.iter().map(|version| shown(&version.value)));
        }
        Ok(ComplexValues::Attachment(files)) => {
            for file in files {
                let label = shown(&file.name);
                if let Value::Binary(bytes) = &file.data
                    && rows.may_read_another(sink)
                {
                    sink.member(if label.is_empty() { name } else { &label }, &mut bytes.as_slice())?;
                }
                texts.push(label);
            }
        }
        Ok(_) => {}
        Err(err) => {
            let err = error(&err);
            sink.gap(err.reason, err.detail);
        }
    }
    Ok(texts.join("; "))
}

/// What stands in a field as an object: behind a header of Access, as any program embeds it. Other bytes are none.
fn document(bytes: &[u8], name: &str, rows: &mut Rows, sink: &mut Sink<'_>) -> Result<(), Error> {
    let object = match bytes {
        [0x15, 0x1c, low, high, ..] => bytes.get(usize::from(u16::from_le_bytes([*low, *high]))..),
        _ => None,
    };
    if object.is_none() && !ole::is_document(bytes) || !rows.may_read_another(sink) {
        return Ok(());
    }
    match object {
        Some(object) => ole::object(object, name, sink),
        None => ole::document(b"", bytes, name, sink),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null | Value::Binary(_) => String::new(),
        Value::Bool(is_true) => is_true.to_string(),
        Value::Byte(number) => number.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Long(number) => number.to_string(),
        Value::BigInt(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Double(number) => number.to_string(),
        // The days of Access are counted as those of sheets.
        Value::Timestamp(days) => number::date(*days, false).unwrap_or_default(),
        Value::Text(text)
        | Value::Money(text)
        | Value::Numeric(text)
        | Value::Guid(text)
        | Value::DateTimeExtended(text) => text.clone(),
        _ => String::new(),
    }
}

/// What the library says may hold names of the database: only the kind is told.
fn error(err: &FileError) -> Error {
    match err {
        FileError::PasswordRequired | FileError::InvalidPassword => {
            Error::new(Reason::Encrypted, "a password is needed")
        }
        FileError::UnsupportedEncryption { .. } => Error::new(Reason::Encrypted, "a key is needed"),
        FileError::Io(err) => Error::from(std::io::Error::from(err.kind())),
        FileError::Format(_) => Error::new(Reason::Unsupported, "a version of Access that is not read"),
        _ => Error::damaged("not a whole database"),
    }
}
