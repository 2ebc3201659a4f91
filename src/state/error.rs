//! What can go wrong with the state. No text of a scanned document is ever in here.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ffi;

use crate::language::{self, texts, told};

#[derive(Debug)]
pub enum Error {
    /// Another run holds the lock: exit code 5.
    Locked(PathBuf),
    /// No room for what was found: exit code 4. What was committed stays, and can be resumed.
    DiskFull(PathBuf),
    /// A file or folder of the state that cannot be used, and why.
    Unusable {
        path: PathBuf,
        why: String,
    },
    /// The state was made by a newer Speur.
    Newer {
        path: PathBuf,
        version: i64,
    },
    /// A key file that holds no key.
    BadKey {
        path: PathBuf,
        why: String,
    },
    Io {
        path: PathBuf,
        source: io::Error,
    },
    Sqlite(rusqlite::Error),
    /// The database is not what was written here; why is the key of a text.
    NotOurs(&'static str),
    /// The thread that writes has ended.
    Stopped,
}

impl Error {
    pub(super) fn io(path: &Path, source: io::Error) -> Self {
        if is_no_room(&source) {
            return Self::DiskFull(path.to_owned());
        }
        let path = path.to_owned();
        Self::Io { path, source }
    }

    pub(super) fn unusable(path: &Path, why: impl Into<String>) -> Self {
        Self::Unusable {
            path: path.to_owned(),
            why: why.into(),
        }
    }
}

impl Error {
    /// The file of the state is not what was written.
    pub fn is_damage(&self) -> bool {
        let err = match self {
            Self::Sqlite(err) => err,
            other => return matches!(other, Self::NotOurs(_)),
        };
        let by_sqlite = matches!(
            err.sqlite_error_code(),
            Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase)
        );
        by_sqlite || is_strange(err)
    }
}

/// Whether what went wrong is that there is no room for what is written, on the disk or for this user or process.
pub(crate) fn is_no_room(err: &io::Error) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(err.kind(), StorageFull | QuotaExceeded | FileTooLarge)
}

/// A database that is whole, with rows or tables that were not written here.
fn is_strange(err: &rusqlite::Error) -> bool {
    use rusqlite::Error::{
        FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnIndex, InvalidColumnType, SqlInputError,
        Utf8Error,
    };
    matches!(
        err,
        FromSqlConversionFailure(..)
            | IntegralValueOutOfRange(..)
            | InvalidColumnIndex(..)
            | InvalidColumnType(..)
            | SqlInputError { .. }
            | Utf8Error(..)
    )
}

impl From<rusqlite::Error> for Error {
    fn from(err: rusqlite::Error) -> Self {
        match err.sqlite_error() {
            // The shared-memory file of the log grows on the same disk, with an error of its own.
            // And what may not be written for a limit on the size of files is an error of writing.
            Some(code)
                if [ffi::SQLITE_FULL, ffi::SQLITE_IOERR_SHMSIZE, ffi::SQLITE_IOERR_WRITE]
                    .contains(&code.extended_code) =>
            {
                Self::DiskFull(PathBuf::from(super::DATABASE))
            }
            _ => Self::Sqlite(err),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Locked(path) => f.write_str(&told!("state-locked", path = path.display())),
            Self::DiskFull(path) => f.write_str(&told!("state-disk-full", path = path.display())),
            Self::Unusable { path, why } => f.write_str(&language::of(path, why)),
            Self::Newer { path, version } => {
                f.write_str(&told!("state-newer", path = path.display(), version = version))
            }
            Self::BadKey { path, why } => f.write_str(&told!("state-bad-key", path = path.display(), why = why)),
            Self::Io { path, source } => f.write_str(&language::of(path, &language::io(source))),
            Self::Sqlite(err) if is_strange(err) => f.write_str(&told!("state-damaged", why = told!("state-strange"))),
            Self::Sqlite(err) if self.is_damage() => f.write_str(&told!("state-damaged", why = err)),
            Self::Sqlite(err) => f.write_str(&told!("state-file", why = err)),
            Self::NotOurs(why) => f.write_str(&told!("state-damaged", why = texts().get(why))),
            Self::Stopped => f.write_str(&told!("state-stopped")),
        }
    }
}

/// Without a source: the message says the cause already.
impl std::error::Error for Error {}
