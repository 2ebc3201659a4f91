//! What can go wrong with an index file. No text and no path of an indexed document is ever in here.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::language::{self, texts, told};

#[derive(Debug)]
pub enum Error {
    /// Made with another key: exit code 2.
    OtherKey {
        path: PathBuf,
        made: String,
        given: String,
    },
    /// Not an index, or of a version that this program does not know: exit code 2. `why` is the key of a text.
    NotAnIndex {
        path: PathBuf,
        why: &'static str,
    },
    /// Another file has the name that an index was to have: exit code 2.
    InTheWay {
        path: PathBuf,
    },
    /// Not what was written: exit code 7. `what` is the key of a text.
    Altered {
        path: PathBuf,
        what: &'static str,
    },
    Io {
        path: PathBuf,
        source: io::Error,
    },
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(super) fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        Self::Io { path, source }
    }

    pub(super) fn altered(path: &Path, what: &'static str) -> Self {
        let path = path.to_owned();
        Self::Altered { path, what }
    }

    pub(super) fn not_an_index(path: &Path, why: &'static str) -> Self {
        let path = path.to_owned();
        Self::NotAnIndex { path, why }
    }

    /// No room for what is written: exit code 4.
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Io { source, .. } if crate::state::is_no_room(source))
    }

    /// The file is not what was written.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Altered { .. })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherKey { path, made, given } => f.write_str(&told!(
                "index-other-key",
                path = path.display(),
                made = made,
                given = given
            )),
            Self::NotAnIndex { path, why } => {
                f.write_str(&told!("index-not-one", path = path.display(), why = texts().get(why)))
            }
            Self::InTheWay { path } => f.write_str(&told!("index-in-the-way", path = path.display())),
            Self::Altered { path, what } => {
                f.write_str(&told!("index-altered", path = path.display(), what = texts().get(what)))
            }
            Self::Io { path, .. } if self.is_full() => f.write_str(&told!("index-full", path = path.display())),
            Self::Io { path, source } => f.write_str(&language::of(path, &language::io(source))),
        }
    }
}

/// Without a source: the message says the cause already.
impl std::error::Error for Error {}
