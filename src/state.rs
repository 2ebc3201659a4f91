//! The device's state: one SQLite file that keeps runs, file versions and what was found in them (masked).
//!
//! A file and its documents are committed in one transaction, so `kill -9` loses and doubles nothing; `--resume`,
//! skipping of unchanged files and `report` read from here.

mod audit;
mod change;
mod device;
mod error;
pub(crate) mod folder;
mod holding;
mod lookup;
mod own;
mod passing;
mod path;
mod read;
mod recorder;
mod request;
mod rows;
mod run;
mod schema;
mod settle;
#[cfg(test)]
pub(crate) mod tests;
mod twins;
mod write;

use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::language::told;

pub(crate) use audit::LOG as AUDIT;
pub use audit::Verified;
pub use change::{Baseline, Change};
pub(crate) use device::KEY;
pub use device::{Device, DeviceKey, key_name, random};
pub use error::Error;
pub(crate) use error::is_no_room;
pub use holding::Holding;
pub use lookup::{Known, Lookup, Version};
pub use passing::{passing, sweep};
pub use path::to_bytes as path_bytes;
pub use read::StoredFile;
pub use recorder::Recorder;
pub use request::Request;
pub use run::{Passed, Run, RunId, RunMeta};
pub(crate) use schema::APPLICATION;
pub use twins::Twins;
pub use write::FileRecord;

pub type Result<T> = std::result::Result<T, Error>;

pub(crate) const DATABASE: &str = "state.db";
const LOCK: &str = "lock";

/// The state of this device, open. It is not locked: reports may be made while a run goes on.
pub struct State {
    dir: PathBuf,
    database: Connection,
    /// It lies where nothing can be written: its runs are told, and nothing is kept.
    is_read_only: bool,
}

/// Held by the one run that may write. The system releases it when the process ends, however it ends.
pub struct RunLock {
    _file: File,
}

impl State {
    /// Opens the state in `dir`, which is made (for its owner alone) where it is missing.
    pub fn open(dir: &Path) -> Result<Self> {
        let dir = folder::prepare(dir)?;
        Self::open_in(dir.clone()).map_err(|err| err.located(&dir))
    }

    /// Opens the state that is in `dir`, for a command that only reads: it makes none where there is none, and one that
    /// may not be written is read.
    pub fn existing(dir: &Path) -> Result<Option<Self>> {
        let Some(dir) = folder::find(dir)? else { return Ok(None) };
        if folder::length(&dir.join(DATABASE)).is_none() {
            return Ok(None);
        }
        Self::open_in(dir.clone())
            .or_else(|err| match err {
                Error::Unusable { .. } => Self::read_only(dir.clone()).map_err(|_| err),
                other => Err(other),
            })
            .map(Some)
            .map_err(|err| err.located(&dir))
    }

    /// The same, for a command that is about what was stored.
    pub fn kept(dir: &Path) -> Result<Self> {
        Self::existing(dir)?.ok_or_else(|| Error::unusable(dir, told!("state-none")))
    }

    fn read_only(dir: PathBuf) -> Result<Self> {
        Ok(Self {
            database: schema::read_only(&dir.join(DATABASE))?,
            dir,
            is_read_only: true,
        })
    }

    fn open_in(dir: PathBuf) -> Result<Self> {
        let path = dir.join(DATABASE);
        // A log of what was done is begun behind a state that is whole: this one was emptied, and to begin it anew
        // would hide that. One that was moved away is begun anew.
        if folder::length(&path) == Some(0) && folder::length(&dir.join(audit::LOG)) > Some(0) {
            return Err(Error::NotOurs("state-emptied"));
        }
        drop(folder::private_file(&path)?);
        let database = schema::examine(&path)
            .and_then(|()| schema::connect(&path))
            .and_then(|database| schema::migrate(&database, &dir).map(|()| database))
            .map_err(|err| err.at(&path))?;
        Ok(Self {
            dir,
            database,
            is_read_only: false,
        })
    }

    /// The folder as it really is, to be kept out of every scan.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// What grows with each run.
    pub fn file(&self) -> PathBuf {
        self.dir.join(DATABASE)
    }

    pub fn lock(&self) -> Result<RunLock> {
        let file = folder::private_file(&self.dir.join(LOCK))?;
        match file.try_lock() {
            Ok(()) => Ok(RunLock { _file: file }),
            Err(std::fs::TryLockError::WouldBlock) => Err(Error::Locked(self.dir.clone())),
            Err(std::fs::TryLockError::Error(err)) => Err(Error::io(&self.dir.join(LOCK), err)),
        }
    }

    fn connect(&self) -> Result<Connection> {
        match self.is_read_only {
            true => schema::read_only(&self.file()),
            false => schema::connect(&self.file()),
        }
    }
}
