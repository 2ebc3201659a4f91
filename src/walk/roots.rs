//! What is scanned when no path is named: the user-writable places of this machine.

use std::env;
use std::path::{Path, PathBuf};

use super::Mount;
#[cfg(windows)]
use super::name;
#[cfg(windows)]
use crate::worker::sys;

/// Folders of the system and its programs: nobody keeps documents there.
const SYSTEM: &[&str] = &[
    "/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/nix", "/opt", "/proc", "/run", "/sbin", "/snap", "/sys",
    "/usr", "/var",
];

/// Folders at the top that no documents of anybody's are kept in either.
#[cfg(unix)]
const OTHERS: &[&str] = &[
    "/tmp",
    "/lost+found",
    "/lib32",
    "/libx32",
    "/cdrom",
    "/Applications",
    "/Library",
    "/System",
    "/Volumes",
    "/cores",
    "/private",
    "/Network",
];

/// Where removable media are mounted below a folder of the system.
const MEDIA: &[&str] = &["/media", "/mnt", "/run/media"];

/// One's own profile, or as administrator every profile and every folder beside them that is not the system's; and
/// every data volume.
pub fn default_roots(mounts: &[Mount]) -> Vec<PathBuf> {
    let mut roots = if is_administrator() {
        [profiles(), folders_beside(mounts)].concat()
    } else {
        homes()
    };
    roots.extend(data_volumes(mounts));
    roots.extend(drives());
    roots
}

/// The homes whose sync clients are asked for their folders: one's own and, as administrator, everybody's.
pub fn homes() -> Vec<PathBuf> {
    let own = env::var_os(if cfg!(windows) { "USERPROFILE" } else { "HOME" }).map(PathBuf::from);
    own.into_iter().filter(|home| home.is_absolute()).collect()
}

/// The folders that hold the profiles of all users.
#[cfg(unix)]
fn profiles() -> Vec<PathBuf> {
    let places: &[&str] = match env::consts::OS {
        "macos" => &["/Users"],
        _ => &["/home", "/root"],
    };
    places
        .iter()
        .map(PathBuf::from)
        .filter(|place| place.is_dir())
        .collect()
}

/// The folders that hold the profiles of all users.
#[cfg(windows)]
fn profiles() -> Vec<PathBuf> {
    vec![sys::system_drive().join("Users")]
}

/// Folders at the top that the system does not have of its own, as `/srv` and `/data`: what they are called is for the
/// one who made them. Their names are looked at and nothing else: one may be a mount that does not answer.
#[cfg(unix)]
fn folders_beside(mounts: &[Mount]) -> Vec<PathBuf> {
    let entries = std::fs::read_dir("/").into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let mut folders: Vec<_> = folders
        .map(|entry| entry.path())
        .filter(|path| is_beside(path, mounts))
        .collect();
    folders.sort();
    folders
}

#[cfg(windows)]
fn folders_beside(_mounts: &[Mount]) -> Vec<PathBuf> {
    Vec::new()
}

/// A mount is judged as one, and a folder for mounts by what is mounted there.
#[cfg(unix)]
fn is_beside(folder: &Path, mounts: &[Mount]) -> bool {
    let known = SYSTEM.iter().chain(MEDIA).chain(OTHERS);
    !known.map(Path::new).any(|known| known == folder)
        && !profiles().iter().any(|profile| profile == folder)
        && !mounts.iter().any(|mount| mount.point == folder)
}

/// Mounted file systems that are neither the system's nor hold a profile that is scanned anyway.
fn data_volumes(mounts: &[Mount]) -> Vec<PathBuf> {
    let is_data = |mount: &&Mount| {
        let below = |places: &[&str]| places.iter().any(|place| mount.point.starts_with(place));
        !mount.is_pseudo()
            && mount.point != Path::new("/")
            && mount.fs_type != "tmpfs"
            && (below(MEDIA) || !below(SYSTEM))
    };
    mounts.iter().filter(is_data).map(|mount| mount.point.clone()).collect()
}

#[cfg(unix)]
fn drives() -> Vec<PathBuf> {
    Vec::new()
}

/// Drives besides the system's, on Windows.
#[cfg(windows)]
fn drives() -> Vec<PathBuf> {
    let system = sys::system_drive();
    let points = sys::drives().into_iter().map(|drive| PathBuf::from(drive.point));
    points.filter(|point| *point != system).collect()
}

#[cfg(unix)]
fn is_administrator() -> bool {
    rustix::process::geteuid().is_root()
}

/// Listing another profile is what an administrator can do and nobody else.
#[cfg(windows)]
fn is_administrator() -> bool {
    let profiles = std::fs::read_dir(sys::system_drive().join("Users"))
        .into_iter()
        .flatten()
        .flatten();
    let own: Vec<_> = homes().iter().map(|home| name::key(home)).collect();
    profiles
        .filter(|profile| !own.contains(&name::key(&profile.path())))
        .any(|profile| {
            let is_public = ["Public", "Default", "All Users", "Default User"]
                .iter()
                .any(|name| profile.file_name().eq_ignore_ascii_case(name));
            !is_public && std::fs::read_dir(profile.path()).is_ok()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn folders_that_are_not_the_systems_are_scanned() {
        let mounted = Mount {
            device: "8:1".to_owned(),
            root: "/".into(),
            point: "/data".into(),
            fs_type: "nfs4".to_owned(),
            source: "server:/data".to_owned(),
        };
        #[track_caller]
        fn check(folder: &str, mounts: &[Mount], expected: bool) {
            assert_eq!(is_beside(Path::new(folder), mounts), expected, "{folder}");
        }
        check("/srv", &[], true);
        check("/data", &[], true);
        check("/data", &[mounted], false);
        for system in ["/usr", "/var", "/tmp", "/mnt", "/media", "/lost+found"] {
            check(system, &[], false);
        }
    }

    #[test]
    fn data_volumes_are_scanned_and_system_ones_are_not() {
        let mount = |point: &str, fs_type: &str| Mount {
            device: "8:1".to_owned(),
            root: "/".into(),
            point: point.into(),
            fs_type: fs_type.to_owned(),
            source: "/dev/sda1".to_owned(),
        };
        let mounts = [
            mount("/", "ext4"),
            mount("/boot/efi", "vfat"),
            mount("/proc", "proc"),
            mount("/dev/shm", "tmpfs"),
            mount("/tmp", "tmpfs"),
            mount("/data", "xfs"),
            mount("/run/media/an/STICK", "vfat"),
            mount("/mnt/share", "cifs"),
        ];
        let expected = ["/data", "/run/media/an/STICK", "/mnt/share"].map(PathBuf::from);
        assert_eq!(data_volumes(&mounts), expected);
    }
}
