//! SQLite databases: every table, from memory; nothing of the file's own code runs but its stored rows are read.

mod blob;
mod definitions;
mod log;

use std::borrow::Cow;
use std::io::{Cursor, Read};

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Error as Sqlite, ErrorCode, Row};

use self::blob::text_of;
use self::log::Log;
use super::bytes::{be_u16_at, be_u32_at};
use super::holes::{self, BEGIN_DAMAGED};
use super::office::ole;
use super::rows::Rows;
use super::{Error, Extract, Format, Input, Reason, Sink, plist};

pub(super) static FORMAT: Format = Format {
    name: "sqlite",
    extensions: &["sqlite", "sqlite3", "db", "db3"],
    recognise: |head| begins(head.bytes),
    extract: Extract::Seek(extract),
};

const MAGIC: [u8; 16] = *b"SQLite format 3\0";

/// By its magic number; where some of that is spoilt, by fields of the header as well that always say the same.
fn begins(bytes: &[u8]) -> bool {
    let Some((header, _)) = bytes.split_first_chunk::<24>() else {
        return bytes.starts_with(&MAGIC);
    };
    let n_whole = header.iter().zip(&MAGIC).filter(|(byte, whole)| byte == whole).count();
    n_whole == MAGIC.len() || n_whole >= MAGIC.len() / 2 && header[21..] == [64, 32, 32]
}

/// A log whose database is not beside it. What it holds can be read where it holds the first page, which names the
/// tables.
pub(super) static LOG: Format = Format {
    name: "sqlite-wal",
    extensions: &[],
    recognise: |head| log::begins(head.bytes),
    extract: Extract::Seek(|input, sink| {
        let log = Log::read(input, sink)?.ok_or_else(|| Error::damaged("a log without a whole transaction"))?;
        if !log.holds_first_page() {
            return Err(Error::damaged("a log without its database"));
        }
        sink.gap(
            Reason::Damaged,
            "a log without its database: the pages that it holds are read",
        );
        rows(&mut log.over(&mut std::io::empty(), input), log.size(), sink)
    }),
};

/// The database is held in memory whole.
const LARGEST: u64 = 192 << 20;
const HEADER: usize = 100;

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let size = input.seek(std::io::SeekFrom::End(0))?;
    input.rewind()?;
    // Beside a file that is a member there is no log.
    let beside = sink.shared.log.take().filter(|_| sink.position.is_empty());
    let Some(mut beside) = beside else {
        return rows(input, size, sink);
    };
    match Log::read(&mut *beside, sink) {
        Ok(Some(log)) => rows(&mut log.over(input, &mut *beside), log.size(), sink),
        Ok(None) => rows(input, size, sink),
        Err(err) => {
            sink.gap(err.reason, err.detail);
            rows(input, size, sink)
        }
    }
}

/// Reads all tables of a database of this size.
fn rows(image: &mut dyn Read, size: u64, sink: &mut Sink<'_>) -> Result<(), Error> {
    if size > LARGEST.min(sink.limits().inflated) {
        return Err(Error::new(
            Reason::TooLarge,
            format!("a database of more than {} MB", LARGEST >> 20),
        ));
    }
    let mut header = Vec::new();
    (&mut *image).take(HEADER as u64).read_to_end(&mut header)?;
    if !header.starts_with(&MAGIC)
        && let Some(begin) = header.first_chunk_mut()
    {
        sink.gap(Reason::Damaged, BEGIN_DAMAGED);
        *begin = MAGIC;
    }
    if declared(&header).is_some_and(|declared| declared > size) {
        sink.gap(Reason::Damaged, "the end of the file is missing");
    }
    // Signs that were put in move all that follows.
    if page_size(&header).is_some_and(|page| !size.is_multiple_of(page)) {
        sink.gap(Reason::Damaged, "not a whole database");
    }
    let database = open(header, image, size as usize).map_err(|err| error(&err))?;
    let tables = tables(&database).map_err(|err| error(&err))?;
    for table in tables {
        sink.tick();
        // A table that is not whole costs only the rest of itself.
        if let Err(err) = walk(&database, &table, sink)? {
            let err = error(&err);
            sink.gap(err.reason, err.detail);
        }
    }
    sink.tick();
    match is_whole(&database) {
        true => definitions::tell(&database, sink),
        // Nothing may stand before what is found of the rows when no table gave any.
        false => sink.gap(Reason::Damaged, "not a whole database"),
    }
    Ok(())
}

/// Whether the pages of a database lead to each other as they should, by its library: rows on a page that nothing leads to
/// any more are missed by no query. What it says of values that a column does not allow is no damage.
fn is_whole(database: &Connection) -> bool {
    const OF_PAGES: [&str; 4] = ["*** in database", "Tree ", "Freelist", "Page "];
    let check = || {
        let mut query = database.prepare("PRAGMA quick_check(20)")?;
        let found = query.query_map([], text)?;
        found.collect::<Result<Vec<_>, _>>()
    };
    let found = check().unwrap_or_default();
    !found
        .iter()
        .any(|said| OF_PAGES.iter().any(|begin| said.starts_with(begin)))
}

/// `image`: what stands behind the header.
fn open(mut header: Vec<u8>, image: &mut dyn Read, size: usize) -> Result<Connection, Sqlite> {
    // As if it had never been written through a log: an image in memory can have none.
    if let Some(versions) = header.get_mut(18..20) {
        versions.fill(1);
    }
    let mut database = Connection::open_in_memory()?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    database.deserialize_read_exact("main", Cursor::new(header).chain(image), size, true)?;
    Ok(database)
}

fn page_size(header: &[u8]) -> Option<u64> {
    let page = u64::from(be_u16_at(header, 16)?);
    let page = if page == 1 { 65_536 } else { page };
    (page >= 512 && page.is_power_of_two()).then_some(page)
}

/// How long the file is by its own header; none where an old program left that unsaid.
fn declared(header: &[u8]) -> Option<u64> {
    let page = page_size(header)?;
    // The count holds when it was written along with the last change.
    let n_pages = be_u32_at(header, 28)?;
    (be_u32_at(header, 24)? == be_u32_at(header, 92)?).then_some(page * u64::from(n_pages))
}

/// Tables that hold rows of their own, with their columns.
fn tables(database: &Connection) -> Result<Vec<String>, Sqlite> {
    let mut query =
        database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name")?;
    let names = query.query_map([], text)?;
    names.collect()
}

/// The names of the columns that `SELECT *` gives. A damaged one may hold any bytes.
fn columns(database: &Connection, table: &str) -> Result<Vec<String>, Sqlite> {
    let mut query = database.prepare("SELECT name FROM pragma_table_xinfo(?1) WHERE hidden <> 1 ORDER BY cid")?;
    let names = query.query_map([table], text)?;
    names.collect()
}

/// The first value of a row.
fn text(row: &Row<'_>) -> Result<String, Sqlite> {
    let bytes = row.get_ref(0)?.as_bytes_or_null()?.unwrap_or_default();
    Ok(String::from_utf8_lossy(bytes).into_owned())
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The outer error is the document's, the inner one the table's.
fn walk(database: &Connection, table: &str, sink: &mut Sink<'_>) -> Result<Result<(), Sqlite>, Error> {
    let mut query = match database.prepare(&format!("SELECT * FROM {}", quoted(table))) {
        Ok(query) => query,
        Err(err) => return Ok(Err(err)),
    };
    let mut columns = match columns(database, table) {
        Ok(columns) => columns,
        Err(err) => return Ok(Err(err)),
    };
    columns.resize(query.column_count(), String::new());
    let mut rows = Rows::new(table, &columns, sink);
    let mut values = match query.query([]) {
        Ok(values) => values,
        Err(err) => return Ok(Err(err)),
    };
    loop {
        let row = match values.next() {
            Ok(Some(row)) => row,
            Ok(None) => return Ok(Ok(())),
            Err(err) => return Ok(Err(err)),
        };
        rows.begin_row();
        for (at, column) in columns.iter().enumerate() {
            let value = row.get_ref(at).unwrap_or(ValueRef::Null);
            let name = || format!("{table}-{column}");
            self::value(value, name, &mut rows, sink)?;
        }
    }
}

/// One value of a row; a document in it is called by the name of its column.
fn value(value: ValueRef<'_>, column: impl Fn() -> String, rows: &mut Rows, sink: &mut Sink<'_>) -> Result<(), Error> {
    match value {
        ValueRef::Text(text) => {
            if holes::is_hollow(unfilled(text)) {
                sink.gap(Reason::Damaged, holes::LOST);
            }
            rows.value(&String::from_utf8_lossy(text), sink);
        }
        ValueRef::Integer(number) => rows.value(&number.to_string(), sink),
        ValueRef::Real(number) => rows.value(&number.to_string(), sink),
        ValueRef::Blob(bytes) if ole::is_document(bytes) => {
            rows.value("", sink);
            if rows.may_read_another(sink) {
                let name = format!("{}-{}", column(), rows.row());
                ole::document(b"", bytes, &name, sink)?;
            }
        }
        ValueRef::Blob(bytes) => {
            let text = text_of(bytes).or_else(|| blob::unpacked(bytes, sink).map(Cow::Owned));
            let text = text.or_else(|| plist::text_of(bytes).map(Cow::Owned));
            let text = text.or_else(|| {
                let text = torn_text(bytes)?;
                sink.gap(Reason::Damaged, holes::LOST);
                Some(text.into())
            });
            rows.value(&text.unwrap_or_default(), sink);
        }
        ValueRef::Null => rows.value("", sink),
    }
    Ok(())
}

/// A text or bytes without the zeros that may fill them up: longer ones stand in no field of a fixed length.
fn unfilled(bytes: &[u8]) -> &[u8] {
    const LONGEST: usize = 4096;
    let end = bytes.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
    if end > LONGEST { bytes } else { &bytes[..end] }
}

/// What stands before and behind zeros that a text in bytes was lost in; none where it is something else.
fn torn_text(bytes: &[u8]) -> Option<String> {
    /// Shorter ones are chance.
    const SHORTEST: usize = 32;
    let mut parts = Vec::new();
    let mut rest = unfilled(bytes);
    while let Some(at) = memchr::memmem::find(rest, &holes::NO_CHARACTERS) {
        let part = rest[..at].to_vec();
        let zeros = rest[at..].iter().take_while(|&&byte| byte == 0).count();
        rest = &rest[at + zeros..];
        parts.push(part);
    }
    if parts.is_empty() {
        return None;
    }
    if !rest.is_empty() {
        parts.push(rest.to_vec());
    }
    let texts = parts.into_iter().map(|mut part| {
        let is_long = part.len() >= SHORTEST;
        // The upper half of the last character is one of the zeros.
        if is_long && text_of(&part).is_none() {
            part.push(0);
        }
        text_of(&part).filter(|_| is_long).map(Cow::into_owned)
    });
    Some(texts.collect::<Option<Vec<String>>>()?.join("\n"))
}

/// What SQLite says may hold names of the database: only the kind is told.
fn error(err: &Sqlite) -> Error {
    match err.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => Error::new(Reason::Encrypted, "encrypted, or damaged at its beginning"),
        Some(ErrorCode::OutOfMemory) => Error::new(Reason::LimitMemory, "it needs more memory to be read"),
        _ => Error::damaged("not a whole database"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_zeros_stand_in_is_what_stands_around_them() {
        let (before, behind) = (
            "Dossier van Céline Dumoulin, rijksregister",
            "nummer 85.07.30-951.80, Melle, Gent",
        );
        let torn = |before: &[u8], n: usize, behind: &[u8]| torn_text(&[before, &vec![0; n], behind].concat());
        let expected = Some(format!("{before}\n{behind}"));
        assert_eq!(torn(before.as_bytes(), 64, behind.as_bytes()), expected);
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert_eq!(torn(&wide(before), 512, &wide(behind)), expected);
        // Few zeros, some that fill it up, and other bytes.
        assert_eq!(torn(before.as_bytes(), 63, behind.as_bytes()), None);
        assert_eq!(torn(before.as_bytes(), 512, b""), None);
        assert_eq!(torn(b"PNG", 512, b"IHDR"), None);
        assert_eq!(torn(&[0xff; 64], 512, behind.as_bytes()), None);
    }
}
