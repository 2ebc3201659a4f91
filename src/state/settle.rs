//! Files with several links: the smallest path is the document's, the others its aliases, whoever was read first.

use rusqlite::{CachedStatement, params};

use super::write::LINK;
use super::{Result, RunId, State};

/// The facts of this version are told of under another path of the run.
pub(super) const ALIAS: i64 = 0;

/// One name of an inode with several.
struct Name {
    inode: (i64, i64),
    version: i64,
    path: Vec<u8>,
    kind: i64,
}

/// In path order within an inode, so that the first one is the document's.
const NAMES: &str = "
SELECT v.device, v.inode, v.id, v.path, v.kind FROM version v INDEXED BY version_inode
CROSS JOIN seen s ON s.run = ?1 AND s.version = v.id
WHERE v.links > 1 ORDER BY v.device, v.inode, v.path, v.id";

/// A name outside the roots of this run may be the one that was read, in an earlier run.
const ELSEWHERE: &str = "
SELECT o.id FROM version v JOIN version o ON o.links > 1 AND o.device = v.device AND o.inode = v.inode
AND o.size = v.size AND o.modified = v.modified AND o.changed = v.changed AND o.digest = v.digest
WHERE v.path = ?1 AND v.id = ?2 AND o.kind <> ?3 ORDER BY o.id DESC LIMIT 1";

impl State {
    /// Settles the names of a run. May be done at any time, and again. In a state that is only read they stay as they are.
    pub fn settle(&self, run: RunId) -> Result<()> {
        if self.is_read_only {
            return Ok(());
        }
        let work = self.database.unchecked_transaction()?;
        work.execute("DELETE FROM alias WHERE run = ?1", [run.0])?;
        work.execute(
            "UPDATE seen SET facts = NULL WHERE run = ?1 AND facts IS NOT NULL",
            [run.0],
        )?;
        {
            let mut statement = work.prepare(NAMES)?;
            let mut rows = statement.query([run.0])?;
            let mut group: Vec<Name> = Vec::new();
            while let Some(row) = rows.next()? {
                let name = Name {
                    inode: (row.get(0)?, row.get(1)?),
                    version: row.get(2)?,
                    path: row.get(3)?,
                    kind: row.get(4)?,
                };
                if group.first().is_some_and(|first| first.inode != name.inode) {
                    self.settle_group(run, &group)?;
                    group.clear();
                }
                group.push(name);
            }
            self.settle_group(run, &group)?;
        }
        Ok(work.commit()?)
    }

    fn settle_group(&self, run: RunId, names: &[Name]) -> Result<()> {
        let Some((head, others)) = names.split_first() else {
            return Ok(());
        };
        let facts = match names.iter().find(|name| name.kind != LINK) {
            Some(read) => Some(read.version),
            None => self.read_elsewhere(head)?,
        };
        let mut point: CachedStatement<'_> = self
            .database
            .prepare_cached("UPDATE seen SET facts = ?3 WHERE run = ?1 AND version = ?2")?;
        if facts.is_some_and(|facts| facts != head.version) {
            point.execute(params![run.0, head.version, facts])?;
        }
        let mut alias = self
            .database
            .prepare_cached("INSERT OR IGNORE INTO alias VALUES (?1, ?2, ?3)")?;
        for other in others {
            point.execute(params![run.0, other.version, ALIAS])?;
            alias.execute(params![run.0, head.version, other.path])?;
        }
        Ok(())
    }

    fn read_elsewhere(&self, name: &Name) -> Result<Option<i64>> {
        let mut statement = self.database.prepare_cached(ELSEWHERE)?;
        let mut rows = statement.query(params![name.path, name.version, LINK])?;
        Ok(match rows.next()? {
            Some(row) => Some(row.get(0)?),
            None => None,
        })
    }
}
