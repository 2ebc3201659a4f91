//! What kind of place a document lives in: a pure function over facts about mounts, drives and folders.

use serde::{Deserialize, Serialize};

mod facts;
mod folders;
mod places;
mod sync;

pub use facts::{System, device_kind, mount_facts};
pub use places::{ByFolder, Places};
pub use sync::{Account, Provider, SyncFolder, markers, policy_names};

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

/// What a mounted file system or a drive is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Local,
    Removable,
    Share,
    /// A cloud drive that is mounted as a file system.
    Cloud(Provider),
}

/// A mount point or drive, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volume {
    pub point: String,
    pub kind: Kind,
}

/// Everything [`classify`] knows besides the path. Paths are text: those of another system must be judged as well.
#[derive(Clone, Debug, Default)]
pub struct PlaceFacts {
    pub system: System,
    /// Central roots of the policy.
    pub central: Vec<String>,
    pub volumes: Vec<Volume>,
    /// Home directories besides the usual ones (`/home/*`, `/Users/*`, `C:\Users\*`).
    pub homes: Vec<String>,
    /// Temporary directories besides the usual ones.
    pub temp: Vec<String>,
    /// Sync folders by their clients' own markers; the usual paths are known.
    pub sync: Vec<SyncFolder>,
}

/// Where a file lives. The order of the questions is the order of risk and of precedence: the policy's word first,
/// then what is about to be forgotten, then what has already left the machine, then the kind of disk.
pub fn classify(path: &str, facts: &PlaceFacts) -> Storage {
    let folders = folders::Folders::of(path, facts);
    let volume = volume(path, facts).map(|volume| &volume.kind);
    match () {
        () if facts.central.iter().any(|root| facts.system.is_under(path, root)) => Storage::Central,
        () if folders.is_trash() => Storage::Trash,
        () if provider(path, facts).is_some() => Storage::CloudSync,
        () if folders.is_mail_store() => Storage::MailStore,
        () if folders.is_temp(facts.temp.iter().any(|root| facts.system.is_under(path, root))) => Storage::Temp,
        () => match volume {
            Some(Kind::Share) => Storage::Share,
            Some(Kind::Removable) => Storage::Removable,
            Some(Kind::Cloud(_)) => Storage::CloudSync,
            Some(Kind::Local) => Storage::LocalDisk,
            None if facts.system.is_network_path(path) => Storage::Share,
            None if facts.system.is_external_volume(path) => Storage::Removable,
            None => Storage::LocalDisk,
        },
    }
}

/// The cloud service a path is synchronised with, and whose account it is.
pub fn provider(path: &str, facts: &PlaceFacts) -> Option<Provider> {
    let marked = facts
        .sync
        .iter()
        .filter(|folder| facts.system.is_under(path, &folder.root));
    if let Some(folder) = marked.max_by_key(|folder| folder.root.len()) {
        return Some(folder.provider.clone());
    }
    match volume(path, facts).map(|volume| &volume.kind) {
        Some(Kind::Cloud(provider)) => Some(provider.clone()),
        _ => sync::by_usual_path(&folders::Folders::of(path, facts)),
    }
}

/// The deepest mount point or drive a path lies under.
fn volume<'f>(path: &str, facts: &'f PlaceFacts) -> Option<&'f Volume> {
    let under = facts
        .volumes
        .iter()
        .filter(|volume| facts.system.is_under(path, &volume.point));
    under.max_by_key(|volume| volume.point.len())
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
