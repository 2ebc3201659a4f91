//! Is this file known? Asked for every entry of a walk, by several threads, each with a connection of its own.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::write::{Key, LINK};
use super::{Result, RunId, State, path};
use crate::walk::Entry;

/// One version of a file that the state knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version(pub(super) i64);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Already in this run, which was stopped and goes on. To be told to [`super::Recorder::met`].
    Done(Version),
    /// As it was: its facts are kept. To be told to [`super::Recorder::unchanged`].
    Unchanged(Version),
    /// New, changed, or not read before: to be read.
    Read,
}

pub struct Lookup {
    database: Connection,
    run: RunId,
    digest: i64,
    full: bool,
    /// The run had begun before.
    resumed: bool,
}

impl State {
    /// For one thread. With `full`, only what this very run has read is not read again.
    pub fn lookup(&self, run: RunId, digest: &[u8], full: bool) -> Result<Lookup> {
        let begun = "SELECT EXISTS (SELECT 1 FROM seen WHERE run = ?1)";
        Ok(Lookup {
            resumed: self.database.query_row(begun, [run.0], |row| row.get(0))?,
            database: self.connect()?,
            run,
            digest: self.digest_number(digest)?,
            full,
        })
    }
}

/// Only in a run that goes on is there anything done already.
const SAME: &str = "
SELECT id, again, kind, CASE WHEN ?8 THEN EXISTS (SELECT 1 FROM seen WHERE run = ?7 AND version = id) ELSE 0 END
FROM version WHERE path = ?1 AND size = ?2 AND modified = ?3 AND changed = ?4 AND inode = ?5 AND digest = ?6
ORDER BY id DESC LIMIT 1";

/// Any name of the inode may hold the facts. The device counts here: inode numbers repeat between disks.
const OTHER_NAME: &str = "
SELECT again FROM version WHERE links > 1 AND device = ?1 AND inode = ?2 AND size = ?3 AND modified = ?4
AND changed = ?5 AND digest = ?6 AND kind <> ?7 ORDER BY id DESC LIMIT 1";

impl Lookup {
    pub fn known(&mut self, entry: &Entry) -> Result<Known> {
        let Key {
            size,
            modified,
            changed,
            inode,
            ..
        } = Key::of(entry);
        let found = self
            .database
            .prepare_cached(SAME)?
            .query_row(
                params![
                    path::to_bytes(&entry.path),
                    size,
                    modified,
                    changed,
                    inode,
                    self.digest,
                    self.run.0,
                    self.resumed
                ],
                |row| {
                    Ok((
                        Version(row.get(0)?),
                        row.get::<_, bool>(1)?,
                        row.get::<_, i64>(2)?,
                        row.get::<_, bool>(3)?,
                    ))
                },
            )
            .optional()?;
        let Some((version, again, kind, done)) = found else {
            return Ok(Known::Read);
        };
        if done {
            return Ok(Known::Done(version));
        }
        let again = self.full || again || (kind == LINK && self.no_facts(entry)?);
        Ok(if again { Known::Read } else { Known::Unchanged(version) })
    }

    /// Nothing is known of the file under any of its names, or nothing that may be kept.
    fn no_facts(&self, entry: &Entry) -> Result<bool> {
        let Key {
            size,
            modified,
            changed,
            device,
            inode,
            ..
        } = Key::of(entry);
        let again: Option<bool> = self
            .database
            .prepare_cached(OTHER_NAME)?
            .query_row(
                params![device, inode, size, modified, changed, self.digest, LINK],
                |row| row.get(0),
            )
            .optional()?;
        Ok(again.unwrap_or(true))
    }
}
