//! Facts about mounts and drives: how paths of each system are written, and what a block device is by its sysfs entry.

use std::fs;
use std::path::{Path, PathBuf};

use super::sync::{GOOGLE, ONEDRIVE, PCLOUD};
use super::{Account, Kind, Provider, Volume};
use crate::walk::Mount;

/// Whose paths these are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    Linux,
    MacOs,
    Windows,
}

impl Default for System {
    /// The system this program was built for.
    fn default() -> Self {
        match std::env::consts::OS {
            "windows" => Self::Windows,
            "macos" => Self::MacOs,
            _ => Self::Linux,
        }
    }
}

impl System {
    /// The names a path is made of, the drive first.
    pub fn steps(self, path: &str) -> impl Iterator<Item = &str> {
        let path = match self {
            Self::Windows => match path.strip_prefix(r"\\?\") {
                Some(verbatim) => verbatim.strip_prefix(r"UNC\").unwrap_or(verbatim),
                None => path,
            },
            Self::Linux | Self::MacOs => path,
        };
        path.split(move |letter| letter == '/' || (letter == '\\' && self == Self::Windows))
            .filter(|step| !step.is_empty())
    }

    /// Whether a path is a directory or lies in it, by name.
    pub fn is_under(self, path: &str, directory: &str) -> bool {
        let mut steps = self.steps(path);
        self.steps(directory)
            .all(|wanted| steps.next().is_some_and(|step| self.is_same(step, wanted)))
    }

    fn is_same(self, one: &str, other: &str) -> bool {
        match self {
            Self::Linux => one == other,
            Self::MacOs | Self::Windows => {
                one == other
                    || one
                        .chars()
                        .flat_map(char::to_lowercase)
                        .eq(other.chars().flat_map(char::to_lowercase))
            }
        }
    }

    /// `\\server\share`.
    pub fn is_network_path(self, path: &str) -> bool {
        let is_verbatim = path.starts_with(r"\\?\") && !path.to_lowercase().starts_with(r"\\?\unc\");
        self == Self::Windows && (path.starts_with(r"\\") || path.starts_with("//")) && !is_verbatim
    }

    /// `/Volumes/STICK`: what macOS mounts for a person. Its own disk is mounted at `/`.
    pub fn is_external_volume(self, path: &str) -> bool {
        self == Self::MacOs && self.is_under(path, "/Volumes")
    }
}

/// What each mount is. `sysfs` is `/sys`.
pub fn mount_facts(mounts: &[Mount], sysfs: &Path) -> Vec<Volume> {
    let volume = |mount: &Mount| Volume {
        point: mount.point.to_string_lossy().into_owned(),
        kind: match cloud(&mount.fs_type) {
            Some(provider) => Kind::Cloud(provider),
            None if mount.is_network() => Kind::Share,
            None => device_kind(&mount.device, &mount.source, sysfs),
        },
    };
    mounts.iter().filter(|mount| !mount.is_pseudo()).map(volume).collect()
}

/// Programs that mount a cloud drive.
fn cloud(fs_type: &str) -> Option<Provider> {
    match fs_type {
        "fuse.onedriver" => Some(Provider::new(ONEDRIVE, Account::Unknown)),
        "fuse.google-drive-ocamlfuse" => Some(Provider::new(GOOGLE, Account::Unknown)),
        "fuse.pcloud" | "fuse.pCloud.fs" => Some(Provider::new(PCLOUD, Account::Unknown)),
        _ => None,
    }
}

/// Removable or local, by what sysfs says of the block device: on USB, marked removable, or an SD card.
pub fn device_kind(device: &str, source: &str, sysfs: &Path) -> Kind {
    let by_number = sysfs.join("dev/block").join(device);
    let by_name = Path::new(source)
        .file_name()
        .map(|name| sysfs.join("class/block").join(name));
    let found = [Some(by_number), by_name]
        .into_iter()
        .flatten()
        .find_map(|path| path.canonicalize().ok());
    match found.is_some_and(|block| is_removable(&block, 0)) {
        true => Kind::Removable,
        false => Kind::Local,
    }
}

/// A disk of disks (encryption, volumes) is removable when one below it is; eight levels are more than anyone stacks.
fn is_removable(block: &Path, depth: u8) -> bool {
    let says = |path: PathBuf, what: &str| fs::read_to_string(path).is_ok_and(|text| text.trim() == what);
    let is_usb = block.components().any(|step| {
        let step = step.as_os_str().to_string_lossy();
        step.strip_prefix("usb")
            .is_some_and(|bus| !bus.is_empty() && bus.bytes().all(|byte| byte.is_ascii_digit()))
    });
    // A partition lies in the directory of its disk.
    let disk = block
        .parent()
        .filter(|_| block.join("partition").exists())
        .unwrap_or(block);
    let slaves = fs::read_dir(block.join("slaves"))
        .into_iter()
        .flatten()
        .filter_map(Result::ok);
    is_usb
        || says(disk.join("removable"), "1")
        || says(disk.join("device/type"), "SD")
        || (depth < 8
            && slaves
                .filter_map(|slave| slave.path().canonicalize().ok())
                .any(|slave| is_removable(&slave, depth + 1)))
}
