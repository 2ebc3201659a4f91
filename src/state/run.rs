//! Runs: begun, continued, ended, and purged when the policy's term is over.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};

use super::device::{Device, random_hex};
use super::write::{UNLISTED, UNREAD};
use super::{Error, Result, State, path};
use crate::extract::Reason;
use crate::finding::Facts;
use crate::walk::{Exclusion, Exclusions};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunId(pub(super) i64);

/// What a run was made with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunMeta {
    /// Speur's version.
    pub speur: String,
    /// Digest of the rules.
    pub rules: String,
    /// Name and digest of the policy.
    pub policy: String,
    /// Id of the token key.
    pub key: String,
    pub device: Device,
    /// As a person reads them.
    pub roots: Vec<String>,
    /// Somebody's own folders. No file in them has a row, so that only this says why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub personal: Vec<Exclusion>,
}

impl RunMeta {
    pub(super) fn personal(&self) -> Result<Exclusions> {
        Exclusions::new(&self.personal).map_err(|_| Error::NotOurs("state-strange"))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub id: RunId,
    /// `r_…`, as records and the command line name it.
    pub name: String,
    pub meta: RunMeta,
    pub started: Timestamp,
    /// Not there for a run that was stopped, or is still going on.
    pub finished: Option<Timestamp>,
    pub passed: Passed,
}

/// What a run came by and did not open: counted, and nothing else is kept of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// Files in personal folders.
    pub personal: u64,
    /// Symbolic links and junctions: what they lead to is read where it lies, if that is under a root.
    pub links: u64,
    /// Devices, FIFOs and sockets.
    pub special: u64,
    /// Files of states of Speur other than its own.
    pub states: u64,
}

pub(super) const COLUMNS: &str = "SELECT id, name, started, finished, meta, personal, links, special, states FROM run";

impl State {
    pub fn begin(&self, roots: &[PathBuf], meta: &RunMeta, started: Timestamp) -> Result<Run> {
        let name = format!("r_{}", random_hex()?);
        self.database.execute(
            "INSERT INTO run(name, started, roots, meta) VALUES (?1, ?2, ?3, ?4)",
            params![name, started.as_millisecond(), roots_key(roots), to_json(meta)?],
        )?;
        let id = self.database.last_insert_rowid();
        Ok(self
            .database
            .query_row(&format!("{COLUMNS} WHERE id = ?1"), [id], run)?)
    }

    /// The newest unfinished run over the same roots, to be continued as `meta` says: what was read under other
    /// rules or limits is read again, because its digest differs.
    pub fn resume(&self, roots: &[PathBuf], meta: &RunMeta) -> Result<Option<Run>> {
        let sql = format!("{COLUMNS} WHERE finished IS NULL AND roots = ?1 ORDER BY id DESC LIMIT 1");
        let found = self.database.query_row(&sql, [roots_key(roots)], run).optional()?;
        let Some(found) = found else { return Ok(None) };
        self.database.execute(
            "UPDATE run SET meta = ?2, personal = 0, links = 0, special = 0 WHERE id = ?1",
            params![found.id.0, to_json(meta)?],
        )?;
        self.database.execute(
            "INSERT OR IGNORE INTO unmet SELECT run, version FROM seen WHERE run = ?1",
            [found.id.0],
        )?;
        Ok(Some(Run {
            meta: meta.clone(),
            passed: Passed::default(),
            ..found
        }))
    }

    /// Takes from a run that goes on what it leaves out from now on, every folder that could not be listed or was left
    /// out, and what was refused by its entry alone (too large, online only), under a limit that may be another now:
    /// the walk comes by all of them again, and says what holds now.
    pub fn forget(&self, run: RunId, is_left_out: impl Fn(&Path) -> bool) -> Result<()> {
        let work = self.database.unchecked_transaction()?;
        {
            let sql = format!(
                "SELECT v.path, v.id, {UNLISTED}, ({UNREAD})
                 FROM version v CROSS JOIN seen s ON s.run = ?1 AND s.version = v.id"
            );
            let mut statement = work.prepare(&sql)?;
            let mut rows = statement.query([run.0])?;
            while let Some(row) = rows.next()? {
                let unread: Option<String> = row.get(3)?;
                let is_refused =
                    unread.map_or(Ok(false), |facts| from_json(3, &facts).map(|facts| is_refused(&facts)))?;
                if row.get(2)? || is_refused || is_left_out(&path::from_bytes(row.get(0)?)) {
                    let seen = params![run.0, row.get::<_, i64>(1)?];
                    work.prepare_cached("DELETE FROM seen WHERE run = ?1 AND version = ?2")?
                        .execute(seen)?;
                }
            }
        }
        Ok(work.commit()?)
    }

    /// Every stored run, the oldest first.
    pub fn runs(&self) -> Result<Vec<Run>> {
        let mut statement = self.database.prepare(&format!("{COLUMNS} ORDER BY id"))?;
        let runs = statement.query_map([], run)?.collect::<rusqlite::Result<_>>()?;
        Ok(runs)
    }

    /// By its name; `last` is the newest.
    pub fn run(&self, name: &str) -> Result<Option<Run>> {
        let (condition, name) = match name {
            "last" => ("?1 IS NULL ORDER BY id DESC LIMIT 1", None),
            name => ("name = ?1", Some(name)),
        };
        let sql = format!("{COLUMNS} WHERE {condition}");
        Ok(self.database.query_row(&sql, [name], run).optional()?)
    }

    /// When the newest of the runs began that began before this one.
    pub fn started_before(&self, id: RunId) -> Result<Option<Timestamp>> {
        let sql = "SELECT started FROM run WHERE id < ?1 ORDER BY id DESC LIMIT 1";
        let started = self.database.query_row(sql, [id.0], |row| row.get(0)).optional()?;
        Ok(started.map(moment))
    }

    pub fn count_passed(&self, id: RunId, passed: Passed) -> Result<()> {
        let counts = [passed.personal, passed.links, passed.special, passed.states];
        let [personal, links, special, states] = counts.map(u64::cast_signed);
        self.database.execute(
            "UPDATE run SET personal = ?2, links = ?3, special = ?4, states = ?5 WHERE id = ?1",
            params![id.0, personal, links, special, states],
        )?;
        Ok(())
    }

    /// Ends a run. Everything its recorder had must be committed by then. What it had seen before it was stopped, and its walk
    /// met no more, is gone.
    pub fn finish(&self, id: RunId, finished: Timestamp) -> Result<()> {
        let work = self.database.unchecked_transaction()?;
        let gone = "DELETE FROM seen WHERE run = ?1 AND version IN (SELECT version FROM unmet WHERE run = ?1)";
        work.execute(gone, [id.0])?;
        work.execute("DELETE FROM unmet WHERE run = ?1", [id.0])?;
        work.commit()?;
        self.settle(id)?;
        self.database.execute(
            "UPDATE run SET finished = ?2 WHERE id = ?1",
            params![id.0, finished.as_millisecond()],
        )?;
        self.checkpoint()
    }

    /// Forgets the runs that began before `before`, except `keep`, and every fact that no other run rests on; requests
    /// and reports of that time too.
    /// The pages are overwritten, given back, and the log is emptied: what is purged is gone from the disk.
    pub fn purge(&self, before: Timestamp, keep: Option<RunId>) -> Result<usize> {
        let old = params![before.as_millisecond(), keep.map_or(-1, |id| id.0)];
        let work = self.database.unchecked_transaction()?;
        let n_runs = work.execute("DELETE FROM run WHERE started < ?1 AND id <> ?2", old)?;
        let n_requests = work.execute("DELETE FROM request WHERE made < ?1", [before.as_millisecond()])?;
        if n_runs > 0 {
            work.execute_batch(
                "DELETE FROM seen WHERE run NOT IN (SELECT id FROM run);
                 DELETE FROM alias WHERE run NOT IN (SELECT id FROM run);
                 DELETE FROM unmet WHERE run NOT IN (SELECT id FROM run);
                 DELETE FROM version WHERE NOT EXISTS (
                     SELECT 1 FROM run CROSS JOIN seen ON seen.run = run.id AND seen.version = version.id)
                   AND NOT EXISTS (SELECT 1 FROM seen WHERE seen.facts = version.id);",
            )?;
        }
        let n_reports = super::own::purge(&work, before)?;
        if n_runs + n_requests + n_reports == 0 {
            return Ok(0);
        }
        work.commit()?;
        self.give_back_pages()?;
        self.checkpoint()?;
        Ok(n_runs)
    }

    /// The pragma frees one page a step.
    fn give_back_pages(&self) -> Result<()> {
        let mut statement = self.database.prepare("PRAGMA incremental_vacuum")?;
        let mut rows = statement.query([])?;
        while rows.next()?.is_some() {}
        Ok(())
    }

    pub(super) fn checkpoint(&self) -> Result<()> {
        self.database
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

/// Not worth keeping: to decide it again costs the walk nothing.
fn is_refused(facts: &Facts) -> bool {
    let refusals = [Reason::TooLarge, Reason::OnlineOnly];
    facts.unread.iter().any(|gap| refusals.contains(&gap.reason))
}

pub(super) fn run(row: &Row<'_>) -> rusqlite::Result<Run> {
    let meta: String = row.get(4)?;
    let count = |column| row.get::<_, i64>(column).map(i64::cast_unsigned);
    Ok(Run {
        id: RunId(row.get(0)?),
        name: row.get(1)?,
        meta: from_json(4, &meta)?,
        started: moment(row.get(2)?),
        finished: row.get::<_, Option<i64>>(3)?.map(moment),
        passed: Passed {
            personal: count(5)?,
            links: count(6)?,
            special: count(7)?,
            states: count(8)?,
        },
    })
}

pub(super) fn moment(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or_default()
}

/// The same roots in another order are the same roots.
fn roots_key(roots: &[PathBuf]) -> Vec<u8> {
    let mut roots: Vec<_> = roots.iter().map(|root| path::to_bytes(root)).collect();
    roots.sort();
    roots.join(&0)
}

pub(super) fn to_json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|err| rusqlite::Error::ToSqlConversionFailure(err.into()).into())
}

pub(super) fn from_json<'a, T: Deserialize<'a>>(column: usize, json: &'a str) -> rusqlite::Result<T> {
    serde_json::from_str(json)
        .map_err(|err| rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, err.into()))
}
