//! What can go wrong with the state. No text of a scanned document is ever in here.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ffi;

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
    /// The thread that writes has ended.
    Stopped,
}

impl Error {
    pub(super) fn io(path: &Path, source: io::Error) -> Self {
        if source.kind() == io::ErrorKind::StorageFull {
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
        let Self::Sqlite(err) = self else { return false };
        matches!(
            err.sqlite_error_code(),
            Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase)
        )
    }
}

impl From<rusqlite::Error> for Error {
    fn from(err: rusqlite::Error) -> Self {
        match err.sqlite_error() {
            // The shared-memory file of the log grows on the same disk, with an error of its own.
            Some(code) if code.extended_code == ffi::SQLITE_FULL || code.extended_code == ffi::SQLITE_IOERR_SHMSIZE => {
                Self::DiskFull(PathBuf::from(super::DATABASE))
            }
            _ => Self::Sqlite(err),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Locked(path) => write!(f, "another run is using the state in {}", path.display()),
            Self::DiskFull(path) => write!(
                f,
                "no room left on the disk of the state ({}): free some space, then continue with --resume",
                path.display()
            ),
            Self::Unusable { path, why } => write!(f, "{}: {why}", path.display()),
            Self::Newer { path, version } => write!(
                f,
                "{}: made by a newer speur (state version {version}); use that one, or another --state-dir",
                path.display()
            ),
            Self::BadKey { path, why } => write!(f, "{}: not a key: {why}", path.display()),
            Self::Io { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Sqlite(err) if self.is_damage() => {
                write!(
                    f,
                    "the state file is damaged ({err}): move it away and the next scan makes a new one"
                )
            }
            Self::Sqlite(err) => write!(f, "the state file: {err}"),
            Self::Stopped => write!(f, "the state is no longer written, because of an earlier error"),
        }
    }
}

/// Without a source: the message says the cause already.
impl std::error::Error for Error {}
