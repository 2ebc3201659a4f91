//! The facts of this machine, gathered once per run, and the classification of every path by them.

use std::path::{Path, PathBuf};

use super::folders::is_mail_archive;
use super::{PlaceFacts, Storage, Volume, classify, provider};
use crate::walk::{self, Mount};

/// Where a file lives, and with which sync client.
type Place = (Storage, Option<String>);

/// Classifies paths.
pub struct Places(pub(super) PlaceFacts);

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

    /// Where the files of a folder live.
    pub fn classify_folder(&self, folder: &Path) -> Place {
        self.classify(&folder.join("any"))
    }

    /// Where a file lives.
    pub fn classify(&self, path: &Path) -> Place {
        let path = path.to_string_lossy();
        let storage = classify(&path, &self.0);
        let provider = match storage {
            Storage::CloudSync => provider(&path, &self.0).map(|provider| provider.policy_name()),
            Storage::Central | Storage::LocalDisk | Storage::Removable | Storage::Share => None,
            Storage::MailStore | Storage::Temp | Storage::Trash => None,
        };
        (storage, provider)
    }

    fn has_central_below(&self, folder: &Path) -> bool {
        let folder = folder.to_string_lossy();
        let Self(facts) = self;
        facts.central.iter().any(|root| facts.system.is_under(root, &folder))
    }
}

/// Classifies the files of one folder after the other: they lie where their folder does.
pub struct ByFolder<'p> {
    places: &'p Places,
    /// None where a central root is below the folder, and may be one of its files.
    last: Option<(PathBuf, Option<Place>)>,
}

impl<'p> ByFolder<'p> {
    pub fn new(places: &'p Places) -> Self {
        Self { places, last: None }
    }

    /// The same as [`Places::classify`].
    pub fn classify(&mut self, path: &Path) -> Place {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let Some(folder) = path.parent().filter(|_| !is_mail_archive(&name.to_lowercase())) else {
            return self.places.classify(path);
        };
        if self.last.as_ref().is_none_or(|(last, _)| last != folder) {
            let known = !self.places.has_central_below(folder);
            let found = known.then(|| self.places.classify_folder(folder));
            self.last = Some((folder.to_owned(), found));
        }
        let found = self.last.as_ref().and_then(|(_, found)| found.clone());
        found.unwrap_or_else(|| self.places.classify(path))
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
