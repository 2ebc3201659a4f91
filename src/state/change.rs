//! What changed since an earlier run: the files of one that the other did not see as they are, in path order, in
//! constant memory.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use rusqlite::{OptionalExtension as _, params};
use serde::{Deserialize, Serialize};

use super::run::{COLUMNS, run as read_run};
use super::write::{UNLISTED, kind_number};
use super::{Error, Result, Run, RunId, State, StoredFile, path};
use crate::finding::Read;
use crate::walk::Exclusions;

/// What became of a file since the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    New,
    Changed,
    Unchanged,
}

/// Files of the baseline read ahead at once.
const PAGE: i64 = 512;

/// The baseline beside the run that is compared with it. Files are asked for in path order, and know
/// ([`State::each_file_beside`]) whether the baseline has them.
pub struct Baseline<'s> {
    state: &'s State,
    baseline: RunId,
    run: RunId,
    /// The folders that the baseline left to somebody, and those that the run did.
    personal_before: Exclusions,
    personal: Exclusions,
    /// Whether the baseline could look in the folder that was asked for last.
    folder: Option<(PathBuf, bool)>,
    ahead: VecDeque<StoredFile<'s>>,
    /// Where the next page begins; none when there is no more.
    behind: Option<Vec<u8>>,
}

impl State {
    /// The last run over the same roots that came to its end before this one began.
    pub fn baseline(&self, run: &Run) -> Result<Option<Run>> {
        let sql = format!(
            "{COLUMNS} WHERE id < ?1 AND finished IS NOT NULL AND roots = (SELECT roots FROM run WHERE id = ?1)
             ORDER BY id DESC LIMIT 1"
        );
        Ok(self.database.query_row(&sql, [run.id.0], read_run).optional()?)
    }

    /// Both runs' names must be settled.
    pub fn compare(&self, baseline: &Run, run: &Run) -> Result<Baseline<'_>> {
        Ok(Baseline {
            state: self,
            baseline: baseline.id,
            run: run.id,
            personal_before: baseline.meta.personal()?,
            personal: run.meta.personal()?,
            folder: None,
            ahead: VecDeque::new(),
            behind: Some(Vec::new()),
        })
    }

    /// Whether a run has a row of this path: any, or one of what it did not read.
    fn has_row(&self, run: RunId, path: &Path, any: bool) -> Result<bool> {
        let sql = "SELECT 1 FROM version v CROSS JOIN seen s ON s.run = ?1 AND s.version = v.id
                   WHERE v.path = ?2 AND (?3 OR v.kind = ?4)";
        let mut statement = self.database.prepare_cached(sql)?;
        Ok(statement.exists(params![run.0, path::to_bytes(path), any, kind_number(Read::None)])?)
    }

    /// Whether a run listed this folder, and did not leave it out.
    fn looked_in(&self, run: RunId, folder: &Path) -> Result<bool> {
        for folder in folder.ancestors() {
            if self.has_row(run, folder, false)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What the last run before the baseline that came by this path has of it.
    fn earlier(&self, baseline: RunId, path: &Path) -> Result<Option<StoredFile<'_>>> {
        let sql = format!(
            "SELECT r.id FROM version v CROSS JOIN run r
             ON r.id < ?1 AND r.finished IS NOT NULL AND r.roots = (SELECT roots FROM run WHERE id = ?1)
             CROSS JOIN seen s ON s.run = r.id AND s.version = v.id
             WHERE v.path = ?2 AND NOT {UNLISTED} ORDER BY r.id DESC LIMIT 1"
        );
        let path = path::to_bytes(path);
        let mut statement = self.database.prepare_cached(&sql)?;
        let run = statement.query_row(params![baseline.0, path], |row| row.get(0));
        match run.optional()? {
            Some(run) => self.one(RunId(run), baseline, &path),
            None => Ok(None),
        }
    }
}

impl<'s> Baseline<'s> {
    /// The run that came before.
    pub fn id(&self) -> RunId {
        self.baseline
    }

    /// What became of a file of the run. The files of the baseline that come before it and are gone are told first.
    pub fn change<E: From<Error>>(
        &mut self,
        file: &StoredFile<'_>,
        gone: &mut dyn FnMut(&StoredFile<'_>) -> std::result::Result<(), E>,
    ) -> std::result::Result<Change, E> {
        self.tell_gone(Some(&path::to_bytes(&file.entry.path)), gone)?;
        if file.was_there {
            return Ok(Change::Unchanged);
        }
        let before = self.ahead.pop_front_if(|before| before.entry.path == file.entry.path);
        let before = match before {
            Some(before) if before.entry.is_listed() || !file.entry.is_listed() => Some(before),
            before => self.before_that(file, before.is_some())?,
        };
        Ok(match before {
            Some(before) if before.is_same(file) => Change::Unchanged,
            Some(_) => Change::Changed,
            None => Change::New,
        })
    }

    /// A file that the baseline left out, or could not come by, is not new for that: what an earlier run has of it.
    fn before_that(&mut self, file: &StoredFile<'_>, is_left_out: bool) -> Result<Option<StoredFile<'s>>> {
        let path = &file.entry.path;
        if !file.entry.is_listed() || !is_left_out && self.looked_at(path)? {
            return Ok(None);
        }
        self.state.earlier(self.baseline, path)
    }

    /// Whether the baseline would have come by a file of this name.
    fn looked_at(&mut self, path: &Path) -> Result<bool> {
        if self.personal_before.reason_around(path).is_some() {
            return Ok(false);
        }
        let folder = path.parent().unwrap_or(path);
        if let Some((last, looked)) = &self.folder
            && last == folder
        {
            return Ok(*looked);
        }
        let looked = self.state.looked_in(self.baseline, folder)?;
        self.folder = Some((folder.to_owned(), looked));
        Ok(looked)
    }

    /// Whether the run came by this path, or did not look where it lies.
    fn may_be_there(&self, path: &Path) -> Result<bool> {
        let looked_in = |folder| self.state.looked_in(self.run, folder);
        Ok(self.personal.reason_around(path).is_some()
            || self.state.has_row(self.run, path, true)?
            || !path.parent().map_or(Ok(true), looked_in)?)
    }

    /// The rest of the baseline, after the last file of the run.
    pub fn finish<E: From<Error>>(
        mut self,
        gone: &mut dyn FnMut(&StoredFile<'_>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        self.tell_gone(None, gone)
    }

    /// Passes the files of the baseline that come before a path.
    fn tell_gone<E: From<Error>>(
        &mut self,
        before: Option<&[u8]>,
        gone: &mut dyn FnMut(&StoredFile<'_>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        loop {
            if self.ahead.is_empty() {
                self.read_ahead().map_err(E::from)?;
            }
            let passed =
                |file: &StoredFile<'_>| before.is_none_or(|before| path::to_bytes(&file.entry.path)[..] < *before);
            let Some(file) = self.ahead.front().filter(|file| passed(file)) else {
                return Ok(());
            };
            let is_document = file.read != Read::None && !file.is_alias;
            if is_document && !self.may_be_there(&file.entry.path).map_err(E::from)? {
                gone(file)?;
            }
            self.ahead.pop_front();
        }
    }

    fn read_ahead(&mut self) -> Result<()> {
        let Some(behind) = self.behind.take() else {
            return Ok(());
        };
        self.ahead = self.state.page(self.baseline, self.run, &behind, PAGE)?;
        if self.ahead.len() as i64 == PAGE {
            self.behind = self.ahead.back().map(|file| path::to_bytes(&file.entry.path));
        }
        Ok(())
    }
}

impl StoredFile<'_> {
    /// By its bytes where both were read, else by what its folder says of it.
    fn is_same(&self, other: &StoredFile<'_>) -> bool {
        match (self.content, other.content) {
            (Some(content), Some(other)) => content == other,
            (None, _) | (_, None) => {
                let facts = |file: &StoredFile<'_>| (file.entry.size, file.entry.modified);
                self.version == other.version || facts(self) == facts(other)
            }
        }
    }
}
