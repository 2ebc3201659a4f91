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
    /// The device's key is missing where it was, or is another one: exit code 7.
    KeyLost(PathBuf),
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
    /// SQLite does not say where the file is that does not fit.
    pub fn located(self, dir: &Path) -> Self {
        match self {
            Self::DiskFull(path) => Self::DiskFull(dir.join(path)),
            other => other,
        }
    }

    /// With where the database is, which SQLite does not say.
    pub(super) fn at(self, path: &Path) -> Self {
        let is_damage = self.is_damage();
        match self {
            Self::Sqlite(err) if !is_damage => Self::unusable(path, sqlite(&err)),
            other => other,
        }
    }

    /// The state cannot be written for want of room, and may still be read.
    pub fn only_full(self) -> Result<(), Self> {
        match self {
            Self::DiskFull(_) => Ok(()),
            other => Err(other),
        }
    }

    /// The file of the state is not what was written.
    pub fn is_damage(&self) -> bool {
        let err = match self {
            Self::Sqlite(err) => err,
            other => return matches!(other, Self::NotOurs(_) | Self::KeyLost(_)),
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

/// What is wrong with the database, by its code: the words of SQLite are English.
fn sqlite(err: &rusqlite::Error) -> String {
    use rusqlite::ErrorCode;
    let elsewhere = |why: String| told!("state-elsewhere", why = why);
    match err.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt) => told!("sqlite-malformed"),
        Some(ErrorCode::NotADatabase) => told!("sqlite-none"),
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            elsewhere(told!("sqlite-read-only"))
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => told!("sqlite-busy"),
        Some(ErrorCode::SystemIoFailure) => elsewhere(told!("sqlite-disk")),
        Some(ErrorCode::OutOfMemory) => told!("gap-out-of-memory"),
        Some(_) | None => {
            let code = err.sqlite_error().map_or(0, |code| code.extended_code);
            told!("sqlite-other", code = code)
        }
    }
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
            Self::KeyLost(path) => f.write_str(&told!("state-key-lost", path = path.display())),
            Self::Io { path, source } => f.write_str(&language::of(path, &language::io(source))),
            Self::Sqlite(err) if is_strange(err) => f.write_str(&told!("state-damaged", why = told!("state-strange"))),
            Self::Sqlite(err) if self.is_damage() => f.write_str(&told!("state-damaged", why = sqlite(err))),
            Self::Sqlite(err) => f.write_str(&told!("state-file", why = sqlite(err))),
            Self::NotOurs(why) => f.write_str(&told!("state-damaged", why = texts().get(why))),
            Self::Stopped => f.write_str(&told!("state-stopped")),
        }
    }
}

/// Without a source: the message says the cause already.
impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sqlite_says_is_told_in_words_of_ours() {
        let failed = |code| {
            let words = Some("words of sqlite".to_owned());
            Error::from(rusqlite::Error::SqliteFailure(ffi::Error::new(code), words))
        };
        #[track_caller]
        fn check(err: &Error, expected: &[&str]) {
            let told = err.to_string();
            assert!(!told.contains("words of sqlite"), "{told}");
            assert!(expected.iter().all(|part| told.contains(part)), "{told}");
        }
        let path = Path::new("/s/state.db");
        check(&failed(ffi::SQLITE_CORRUPT), &["damaged", "does not hold together"]);
        check(&failed(ffi::SQLITE_NOTADB), &["damaged", "no database"]);
        check(
            &failed(ffi::SQLITE_READONLY).at(path),
            &["/s/state.db: ", "cannot be written", "--state-dir"],
        );
        check(&failed(ffi::SQLITE_BUSY).at(path), &["/s/state.db: ", "wait"]);
        check(&failed(ffi::SQLITE_MISUSE), &["error 21 of SQLite"]);
        assert!(failed(ffi::SQLITE_CORRUPT).at(path).is_damage());
        assert!(!failed(ffi::SQLITE_READONLY).at(path).is_damage());
    }

    #[test]
    fn a_state_that_is_in_use_says_what_to_do() {
        let told = Error::Locked(PathBuf::from("/s")).to_string();
        assert!(
            told.contains("/s") && told.contains("wait") && told.contains("--state-dir"),
            "{told}"
        );
    }
}
