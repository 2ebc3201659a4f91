//! The facts of this machine, gathered once per run, and the classification of every path by them.

use std::path::{Path, PathBuf};

use super::{Account, PlaceFacts, Provider, Storage, Volume, classify, names_a_place, provider};
use crate::walk::{self, Mount};

/// Classifies paths.
pub struct Places(PlaceFacts);

impl Places {
    /// Gathers mounts and the markers of sync clients. `central` are the roots of the central storage.
    pub fn gather(central: Vec<String>, mounts: &[Mount], homes: &[PathBuf], options: &walk::Options) -> Self {
        let facts = PlaceFacts {
            central,
            volumes: volumes(mounts),
            homes: homes.iter().map(|home| home.to_string_lossy().into_owned()).collect(),
            temp: vec![std::env::temp_dir().to_string_lossy().into_owned()],
            sync: walk::sync_folders(homes, options),
            ..PlaceFacts::default()
        };
        Self(facts)
    }

    /// Where a file lives, and with which sync client.
    pub fn classify(&self, path: &Path) -> (Storage, Option<String>) {
        let path = path.to_string_lossy();
        let storage = classify(&path, &self.0);
        let provider = match storage {
            Storage::CloudSync => provider(&path, &self.0).map(|provider| name(&provider)),
            Storage::Central | Storage::LocalDisk | Storage::Removable | Storage::Share => None,
            Storage::MailStore | Storage::Temp | Storage::Trash => None,
        };
        (storage, provider)
    }
}

/// Classifies the files of one folder after the other: most have names that say nothing, and lie where their folder does.
pub struct ByFolder<'p> {
    places: &'p Places,
    last: Option<(PathBuf, (Storage, Option<String>))>,
}

impl<'p> ByFolder<'p> {
    pub fn new(places: &'p Places) -> Self {
        Self { places, last: None }
    }

    pub fn classify(&mut self, path: &Path) -> (Storage, Option<String>) {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return self.places.classify(path);
        };
        if names_a_place(&name.to_string_lossy()) || self.places.0.has_central_file(folder) {
            return self.places.classify(path);
        }
        match &self.last {
            Some((last, found)) if last == folder => found.clone(),
            _ => {
                let found = self.places.classify(path);
                self.last = Some((folder.to_owned(), found.clone()));
                found
            }
        }
    }
}

#[cfg(unix)]
fn volumes(mounts: &[Mount]) -> Vec<Volume> {
    super::mount_facts(mounts, Path::new("/sys"))
}

/// Windows has drives; what is mounted in a folder is found as a link, and not followed.
#[cfg(windows)]
fn volumes(_mounts: &[Mount]) -> Vec<Volume> {
    crate::worker::sys::drives()
}

/// "onedrive-business", as a policy names it.
fn name(provider: &Provider) -> String {
    let service = provider.name.to_lowercase().replace(' ', "-");
    match provider.account {
        Account::Personal => format!("{service}-personal"),
        Account::Business => format!("{service}-business"),
        Account::Unknown => service,
    }
}
