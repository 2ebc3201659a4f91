//! What kind of place a document lives in: a pure function over facts about mounts, drives and folders.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Storage {
    Central,
    LocalDisk,
    Removable,
    CloudSync,
    Share,
    MailStore,
    Temp,
    Trash,
}
