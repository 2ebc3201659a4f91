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

/// Where removable media are mounted below a folder of the system.
const MEDIA: &[&str] = &["/media", "/mnt", "/run/media"];

/// One's own profile, or as administrator every profile; and every data volume.
pub fn default_roots(mounts: &[Mount]) -> Vec<PathBuf> {
    let mut roots = if is_administrator() { profiles() } else { homes() };
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
