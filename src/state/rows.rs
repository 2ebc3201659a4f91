//! The rows of a run's files, in path order.

use crossbeam_channel::{Receiver, Sender};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::settle::ALIAS;
use super::{Result, RunId, path};
use crate::finding::Token;
use crate::walk::Entry;

/// With settled names: the head of a group speaks for all, with the facts of whichever name was read.
const FILES: &str = "WHERE s.facts IS NOT ?3 ORDER BY v.path, v.id";

/// Every name of a run behind a path whose version another run has not seen.
const PAGE: &str = "WHERE v.path > ?3 AND NOT was_there ORDER BY v.path, v.id LIMIT ?4";

/// One name of a run.
const ONE: &str = "WHERE v.path = ?3 ORDER BY v.id DESC LIMIT 1";

const ROWS: &str = "
SELECT v.path, v.size, v.modified, v.changed, v.device, v.inode, v.links, s.storage, s.provider, s.fresh, v.id, s.facts,
       v.kind, v.format, v.content, v.plain, EXISTS (SELECT 1 FROM seen o WHERE o.run = ?2 AND o.version = v.id) was_there
FROM version v CROSS JOIN seen s ON s.run = ?1 AND s.version = v.id";

/// Rows handed over at once.
const BATCH: usize = 256;

/// What the state has of one file of a run.
pub(super) struct Row {
    pub entry: Entry,
    pub storage: i64,
    pub provider: Option<String>,
    pub fresh: bool,
    pub version: i64,
    /// The version that holds its facts, where that is another one.
    pub facts: Option<i64>,
    pub kind: i64,
    pub format: Option<String>,
    pub content: Option<Token>,
    pub plain: bool,
    pub was_there: bool,
}

pub(super) type Batch = Result<Vec<Row>>;

impl Row {
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        let number = |column| row.get::<_, i64>(column).map(i64::cast_unsigned);
        let entry = Entry {
            path: path::from_bytes(row.get(0)?),
            size: number(1)?,
            modified: row.get::<_, i64>(2)?.into(),
            changed: row.get::<_, i64>(3)?.into(),
            device: number(4)?,
            inode: number(5)?,
            links: number(6)?,
        };
        Ok(Self {
            entry,
            storage: row.get(7)?,
            provider: row.get(8)?,
            fresh: row.get(9)?,
            version: row.get(10)?,
            facts: row.get(11)?,
            kind: row.get(12)?,
            format: row.get(13)?,
            content: token(row.get(14)?),
            plain: row.get(15)?,
            was_there: row.get(16)?,
        })
    }
}

pub(super) fn token(bytes: Option<Vec<u8>>) -> Option<Token> {
    bytes.and_then(|bytes| bytes.try_into().ok()).map(Token)
}

/// Every file of a run to `out`, until nobody listens any more. It has a connection of its own, so that a thread can
/// list files while another judges and writes them: each is half of a report's time.
pub(super) fn list(database: &Connection, run: RunId, other: Option<RunId>, out: &Sender<Batch>) {
    let listed = files(database, run, other, out);
    if listed.is_err() {
        let _nobody_listens = out.send(listed.map(|()| Vec::new()));
    }
}

fn files(database: &Connection, run: RunId, other: Option<RunId>, out: &Sender<Batch>) -> Result<()> {
    let mut statement = database.prepare(&format!("{ROWS} {FILES}"))?;
    let mut rows = statement.query_map(params![run.0, other.map(|other| other.0), ALIAS], Row::read)?;
    loop {
        let batch: Vec<Row> = rows.by_ref().take(BATCH).collect::<rusqlite::Result<_>>()?;
        if batch.is_empty() || out.send(Ok(batch)).is_err() {
            return Ok(());
        }
    }
}

/// At most `most` names of a run behind a path, aliases too, but for what another run saw as it is.
pub(super) fn page(database: &Connection, runs: [RunId; 2], behind: &[u8], most: i64) -> Result<Vec<Row>> {
    let mut statement = database.prepare_cached(&format!("{ROWS} {PAGE}"))?;
    let [run, other] = runs;
    let rows = statement.query_map(params![run.0, other.0, behind, most], Row::read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A name of a run.
pub(super) fn one(database: &Connection, runs: [RunId; 2], path: &[u8]) -> Result<Option<Row>> {
    let mut statement = database.prepare_cached(&format!("{ROWS} {ONE}"))?;
    let [run, other] = runs;
    Ok(statement
        .query_row(params![run.0, other.0, path], Row::read)
        .optional()?)
}

/// Room for a few batches.
pub(super) fn channel() -> (Sender<Batch>, Receiver<Batch>) {
    crossbeam_channel::bounded(4)
}
