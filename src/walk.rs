//! From roots to opened files: a killable child process per mount walks, opens, and passes descriptors.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// What a directory entry says of a file; the key by which an unchanged file is known again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub path: PathBuf,
    pub size: u64,
    /// Nanoseconds since the epoch; 0 where the system does not tell.
    pub modified: i128,
    pub changed: i128,
    pub device: u64,
    pub inode: u64,
    pub links: u64,
}
