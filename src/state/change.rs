//! What changed since an earlier run: the files of one that the other did not see as they are, in path order, in
//! constant memory.

use std::collections::VecDeque;
use std::path::Path;

use rusqlite::{OptionalExtension as _, params};
use serde::{Deserialize, Serialize};

use super::run::{COLUMNS, run as read_run};
use super::write::kind_number;
use super::{Error, Result, Run, RunId, State, StoredFile, path};
use crate::finding::Read;

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
    pub fn compare(&self, baseline: RunId, run: RunId) -> Baseline<'_> {
        Baseline {
            state: self,
            baseline,
            run,
            ahead: VecDeque::new(),
            behind: Some(Vec::new()),
        }
    }

    /// Whether a run came by this path, or could not look where it lies.
    fn may_be_there(&self, run: RunId, path: &Path) -> Result<bool> {
        let sql = "SELECT 1 FROM version v CROSS JOIN seen s ON s.run = ?1 AND s.version = v.id
                   WHERE v.path = ?2 AND (?3 OR v.kind = ?4)";
        let mut statement = self.database.prepare_cached(sql)?;
        for (n, folder) in path.ancestors().enumerate() {
            let itself = n == 0;
            if statement.exists(params![run.0, path::to_bytes(folder), itself, kind_number(Read::None)])? {
                return Ok(true);
            }
        }
        Ok(false)
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
        Ok(match before {
            Some(before) if before.is_same(file) => Change::Unchanged,
            Some(_) => Change::Changed,
            None => Change::New,
        })
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
            if is_document && !self.state.may_be_there(self.run, &file.entry.path).map_err(E::from)? {
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
