//! The tables, and how a connection to them is set up.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::{Error, Result, folder};

/// The steps from an empty file to today's tables; a state of version n has the first n of them behind it. A step
/// only adds: what earlier runs found stays.
const STEPS: &[&str] = &[
    TABLES,
    REQUESTS,
    FINGERPRINTS,
    PLAIN,
    TWINS,
    PASSED,
    OWN,
    WRITTEN,
    STATES,
    UNMET,
];
const VERSION: i64 = STEPS.len() as i64;

/// Says in the header of the database whose it is: a walk knows the states of others by it.
pub(crate) const APPLICATION: i32 = i32::from_be_bytes(*b"SPUR");

/// `version` is one file as it was at one moment; its b-tree is in path order, so that a run streams sorted without
/// a sort. What a plain file has to say fits in its row; `document` holds the rest. `seen` says which run saw which
/// version. Tokens stand apart, because reports never need them and there may be 100,000. Long rows have numbers:
/// within a b-tree without them they leave room for four to a page, and every search walks seven pages.
const TABLES: &str = "
CREATE TABLE fact(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE run(
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, started INTEGER NOT NULL, finished INTEGER,
    roots BLOB NOT NULL, meta TEXT NOT NULL);
CREATE TABLE digest(id INTEGER PRIMARY KEY, value BLOB NOT NULL UNIQUE);
CREATE TABLE version(
    path BLOB NOT NULL, id INTEGER NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,
    changed INTEGER NOT NULL, device INTEGER NOT NULL, inode INTEGER NOT NULL, links INTEGER NOT NULL,
    digest INTEGER NOT NULL, kind INTEGER NOT NULL, again INTEGER NOT NULL, format TEXT, content BLOB,
    PRIMARY KEY(path, id)) WITHOUT ROWID;
CREATE INDEX version_inode ON version(device, inode) WHERE links > 1;
CREATE TABLE document(
    version INTEGER NOT NULL, n INTEGER NOT NULL, facts TEXT NOT NULL, PRIMARY KEY(version, n));
CREATE TABLE token(
    version INTEGER NOT NULL, n INTEGER NOT NULL, rule TEXT NOT NULL, tokens BLOB NOT NULL,
    PRIMARY KEY(version, n, rule));
CREATE TABLE seen(
    run INTEGER NOT NULL, version INTEGER NOT NULL, fresh INTEGER NOT NULL, storage INTEGER NOT NULL, provider TEXT,
    facts INTEGER, PRIMARY KEY(run, version)) WITHOUT ROWID;
CREATE INDEX seen_facts ON seen(facts) WHERE facts IS NOT NULL;
CREATE TRIGGER version_gone AFTER DELETE ON version BEGIN
    DELETE FROM document WHERE version = old.id;
    DELETE FROM token WHERE version = old.id;
END;
CREATE TABLE alias(
    run INTEGER NOT NULL, head INTEGER NOT NULL, path BLOB NOT NULL, PRIMARY KEY(run, head, path)) WITHOUT ROWID;
";

/// What a user said of a finding, for the DPO to decide; and how many files of personal folders a run came by.
const REQUESTS: &str = "
CREATE TABLE request(finding TEXT PRIMARY KEY, reason TEXT NOT NULL, made INTEGER NOT NULL) WITHOUT ROWID;
ALTER TABLE run ADD COLUMN personal INTEGER NOT NULL DEFAULT 0;
";

/// What the twins of a version's documents are found by; they stand apart, as a report without an index needs none.
const FINGERPRINTS: &str = "
CREATE TABLE fingerprint(
    version INTEGER NOT NULL, n INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY(version, n));
CREATE TRIGGER fingerprint_gone AFTER DELETE ON version BEGIN
    DELETE FROM fingerprint WHERE version = old.id;
END;
";

/// A plain version has no row in `document`: most files have not, and looking for one cost half of a report (measured).
const PLAIN: &str = "ALTER TABLE version ADD COLUMN plain INTEGER NOT NULL DEFAULT 0;";

/// What the last search for a document's twin found; `search` is the number of that search's name in `digest`.
const TWINS: &str = "
CREATE TABLE twin(
    version INTEGER NOT NULL, n INTEGER NOT NULL, search INTEGER NOT NULL, found TEXT, PRIMARY KEY(version, n));
CREATE TRIGGER twin_gone AFTER DELETE ON version BEGIN
    DELETE FROM twin WHERE version = old.id;
END;
";

/// What a run came by and did not open: links, and devices, FIFOs and sockets.
const PASSED: &str = "
ALTER TABLE run ADD COLUMN links INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN special INTEGER NOT NULL DEFAULT 0;
";

/// The reports that were written here, each by the token of its bytes.
const OWN: &str = "CREATE TABLE own(content BLOB PRIMARY KEY) WITHOUT ROWID;";

/// When each of them was written, in milliseconds since 1970; of earlier ones it is the moment of this step.
const WRITTEN: &str = "
ALTER TABLE own ADD COLUMN written INTEGER NOT NULL DEFAULT 0;
UPDATE own SET written = unixepoch() * 1000;
";

/// How many files of other states of Speur a run came by. From here on the header of the database says whose it is.
const STATES: &str = "ALTER TABLE run ADD COLUMN states INTEGER NOT NULL DEFAULT 0;";

/// What a run that goes on had seen before, until its walk meets it again: the rest of it is gone.
const UNMET: &str = "
CREATE TABLE unmet(run INTEGER NOT NULL, version INTEGER NOT NULL, PRIMARY KEY(run, version)) WITHOUT ROWID;
";

/// Looks whether a database is ours before anything is set or made in it: the file of another program stays as it is,
/// and one that lost a table is not mended, which would hide what it lost.
pub(super) fn examine(path: &Path) -> Result<()> {
    let database = open(path)?;
    let version: i64 = database.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let mut statement = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?;
    let tables: Vec<String> = statement
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    // A newer one is told by its number.
    let behind = usize::try_from(version).unwrap_or(0).min(STEPS.len());
    let made = STEPS[..behind]
        .iter()
        .flat_map(|step| step.split("CREATE TABLE ").skip(1));
    let mut ours = made.filter_map(|rest| rest.split('(').next());
    let is_whole = ours.all(|table| tables.iter().any(|there| there == table));
    match is_whole && (version != 0 || tables.is_empty()) {
        true => Ok(()),
        false => Err(Error::NotOurs("state-strange")),
    }
}

fn open(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NOFOLLOW | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(path, flags)?;
    database.busy_timeout(Duration::from_secs(30))?;
    Ok(database)
}

/// Opens a state that can only be read, and is of today's version. Where no log of SQLite's lies beside it, its file is
/// all of it, and nothing need be made beside it to read it.
pub(super) fn read_only(path: &Path) -> Result<Connection> {
    folder::plain(path)?;
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let is_whole = folder::length(Path::new(&log)).unwrap_or(0) == 0;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NOFOLLOW
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(address(path, is_whole), flags)?;
    database.busy_timeout(Duration::from_secs(30))?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    database.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000;")?;
    match database.pragma_query_value(None, "user_version", |row| row.get(0))? {
        VERSION => Ok(database),
        version => Err(Error::Newer {
            path: path.to_owned(),
            version,
        }),
    }
}

/// A path as SQLite takes it with a word behind it.
fn address(path: &Path, is_whole: bool) -> String {
    let mut address = "file://".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'\\' if cfg!(windows) => address.push('/'),
            b'/' | b':' | b'-' | b'_' | b'.' => address.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => address.push(char::from(*byte)),
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
    if cfg!(windows) {
        address.insert("file://".len(), '/');
    }
    address + if is_whole { "?immutable=1" } else { "" }
}

/// `synchronous = FULL`: what a run said it has survives a power cut, and at five commits a second the extra flush
/// is not to be measured. `secure_delete` and `temp_store`: purged facts are overwritten, and nothing is ever
/// written beside the state's own files.
pub(super) fn connect(path: &Path) -> Result<Connection> {
    let database = open(path)?;
    database.set_prepared_statement_cache_capacity(32);
    // Else a statement whose parameters might match a partial index is compiled again at every use (measured: most
    // of the time of a lookup).
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    database.execute_batch(
        "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000;",
    )?;
    Ok(database)
}

pub(super) fn migrate(database: &Connection, dir: &Path) -> Result<()> {
    let version = |database: &Connection| database.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0));
    match version(database)? {
        VERSION => return Ok(()),
        0..VERSION => {}
        version => {
            let path = dir.join(super::DATABASE);
            return Err(Error::Newer { path, version });
        }
    }
    // Two processes may come here at once: the second one waits, then finds the work done.
    database.execute_batch("BEGIN IMMEDIATE")?;
    let made = version(database).and_then(|found| {
        let behind = usize::try_from(found).unwrap_or(0);
        for step in STEPS.iter().skip(behind) {
            database.execute_batch(step)?;
        }
        database.pragma_update(None, "application_id", APPLICATION)?;
        database.pragma_update(None, "user_version", VERSION.max(found))
    });
    match made {
        Ok(()) => Ok(database.execute_batch("COMMIT")?),
        Err(err) => {
            database.execute_batch("ROLLBACK")?;
            Err(err.into())
        }
    }
}
