//! Which mounted file systems lie under the roots of a scan: decided by their names alone, without touching them.

use std::path::{Path, PathBuf};

/// File systems that hold the kernel's state or trigger a mount when looked at, and never a document. They are not
/// entered.
const PSEUDO: &[&str] = &[
    "autofs",
    "binder",
    "binfmt_misc",
    "bpf",
    "cgroup",
    "cgroup2",
    "configfs",
    "debugfs",
    "devfs",
    "devpts",
    "devtmpfs",
    "efivarfs",
    "fuse.lxcfs",
    "fuse.portal",
    "fusectl",
    "hugetlbfs",
    "mqueue",
    "nsfs",
    "proc",
    "pstore",
    "resctrl",
    "rpc_pipefs",
    "securityfs",
    "selinuxfs",
    "smackfs",
    "sysfs",
    "tracefs",
    "xenfs",
];

/// File systems behind a network, which may stop answering.
const NETWORK: &[&str] = &[
    "9p",
    "acfs",
    "afs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "glusterfs",
    "gpfs",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "ocfs2",
    "smb3",
    "smbfs",
    "webdav",
];

/// One line of `/proc/self/mountinfo`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// `major:minor` of its device.
    pub device: String,
    /// The directory of the file system that is mounted: not `/` for a bind mount or a subvolume.
    pub root: PathBuf,
    pub point: PathBuf,
    pub fs_type: String,
    pub source: String,
}

impl Mount {
    pub fn is_pseudo(&self) -> bool {
        PSEUDO.contains(&self.fs_type.as_str())
    }

    pub fn is_network(&self) -> bool {
        NETWORK.contains(&self.fs_type.as_str()) || (self.is_fuse() && !self.is_local_fuse())
    }

    /// Whether a process that only waits for it may wait for ever.
    pub fn may_hang(&self) -> bool {
        self.is_fuse() || self.is_network()
    }

    /// Served by a program of this machine, which may stop answering.
    pub fn is_fuse(&self) -> bool {
        matches!(self.fs_type.as_str(), "fuse" | "fuseblk") || self.fs_type.starts_with("fuse.")
    }

    fn is_local_fuse(&self) -> bool {
        matches!(
            self.fs_type.as_str(),
            "fuse"
                | "fuseblk"
                | "fuse.ntfs-3g"
                | "fuse.exfat"
                | "fuse.bindfs"
                | "fuse.gocryptfs"
                | "fuse.encfs"
                | "fuse.cryfs"
                | "fuse.mergerfs"
                | "fuse.squashfuse"
                | "fuse.snapfuse"
                | "fuse.fuse-overlayfs"
                | "fuse.zfs"
        )
    }
}

/// What one walk covers: one file system, from one or more of its directories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MountWalk {
    pub mount: Mount,
    /// Where to begin; none lies under another.
    pub roots: Vec<PathBuf>,
    /// Other file systems below the roots: they have a walk of their own, or none.
    pub mount_points: Vec<PathBuf>,
}

/// The mounts of this machine; none where the system does not list them.
pub fn mounts() -> std::io::Result<Vec<Mount>> {
    match cfg!(target_os = "linux") {
        true => std::fs::read("/proc/self/mountinfo").map(|text| parse(&text)),
        false => Ok(Vec::new()),
    }
}

/// Reads the text of `/proc/self/mountinfo`. A mount that another one covers at the same point is left out.
pub fn parse(mountinfo: &[u8]) -> Vec<Mount> {
    let mut mounts: Vec<Mount> = Vec::new();
    for mount in mountinfo.split(|byte| *byte == b'\n').filter_map(parse_line) {
        // Only at the very same point: the root itself may be listed after what is mounted in it.
        mounts.retain(|earlier| earlier.point != mount.point);
        mounts.push(mount);
    }
    mounts
}

fn parse_line(line: &[u8]) -> Option<Mount> {
    let mut fields = line.split(|byte| *byte == b' ');
    let device = fields.nth(2)?;
    let root = fields.next()?;
    let point = fields.next()?;
    let mut rest = fields.skip_while(|field| *field != b"-").skip(1);
    let text = |field: &[u8]| String::from_utf8_lossy(&unescape(field)).into_owned();
    Some(Mount {
        device: text(device),
        root: path(unescape(root)),
        point: path(unescape(point)),
        fs_type: text(rest.next()?),
        source: text(rest.next()?),
    })
}

/// Space, tab, newline and backslash are written as three octal digits after a backslash.
fn unescape(field: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(field.len());
    let mut rest = field;
    while let Some((first, after)) = rest.split_first() {
        let digits = after
            .get(..3)
            .filter(|digits| *first == b'\\' && digits.iter().all(|digit| (b'0'..b'8').contains(digit)));
        match digits {
            Some(digits) => {
                plain.push(
                    digits
                        .iter()
                        .fold(0u8, |byte, digit| byte.wrapping_mul(8).wrapping_add(digit - b'0')),
                );
                rest = &after[3..];
            }
            None => {
                plain.push(*first);
                rest = after;
            }
        }
    }
    plain
}

#[cfg(unix)]
fn path(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn path(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

/// Whether a root lies on a file system that is never entered.
pub fn is_pseudo(root: &Path, mounts: &[Mount]) -> bool {
    let over = mounts.iter().filter(|mount| root.starts_with(&mount.point));
    over.max_by_key(|mount| mount.point.components().count())
        .is_some_and(Mount::is_pseudo)
}

/// One walk per file system under the roots (absolute, without links: see [`super::resolve`]). Roots inside one another
/// are merged, and a second view of the same files (a bind mount) is left out when the first is walked.
pub fn plan(roots: &[PathBuf], mounts: &[Mount]) -> Vec<MountWalk> {
    let roots = outermost(roots);
    let mut walks: Vec<MountWalk> = Vec::new();
    for root in &roots {
        push_root(&mut walks, owner(root, mounts), root.clone());
    }
    for mount in mounts {
        if roots
            .iter()
            .any(|root| mount.point.starts_with(root) && mount.point != *root)
        {
            push_root(&mut walks, mount.clone(), mount.point.clone());
        }
    }
    walks.retain(|walk| !walk.mount.is_pseudo());
    for walk in &mut walks {
        let below = |mount: &&Mount| {
            mount.point != walk.mount.point && walk.roots.iter().any(|root| mount.point.starts_with(root))
        };
        walk.mount_points = mounts.iter().filter(below).map(|mount| mount.point.clone()).collect();
    }
    without_second_views(walks)
}

fn push_root(walks: &mut Vec<MountWalk>, mount: Mount, root: PathBuf) {
    match walks.iter_mut().find(|walk| walk.mount.point == mount.point) {
        Some(walk) => walk.roots.push(root),
        None => walks.push(MountWalk {
            mount,
            roots: vec![root],
            mount_points: Vec::new(),
        }),
    }
}

fn outermost(roots: &[PathBuf]) -> Vec<PathBuf> {
    let mut sorted = roots.to_vec();
    sorted.sort();
    let mut outer: Vec<PathBuf> = Vec::new();
    for root in sorted {
        if !outer.iter().any(|other| root.starts_with(other)) {
            outer.push(root);
        }
    }
    outer
}

/// The file system a path lives on. Where mounts are not listed (Windows, macOS) it is the drive.
fn owner(path: &Path, mounts: &[Mount]) -> Mount {
    let deepest = mounts
        .iter()
        .filter(|mount| path.starts_with(&mount.point))
        .max_by_key(|mount| mount.point.components().count());
    deepest.cloned().unwrap_or_else(|| Mount {
        device: String::new(),
        root: PathBuf::from("/"),
        point: path.ancestors().last().unwrap_or(path).to_owned(),
        fs_type: String::new(),
        source: String::new(),
    })
}

fn without_second_views(walks: Vec<MountWalk>) -> Vec<MountWalk> {
    let mut kept: Vec<MountWalk> = Vec::new();
    for mut walk in walks {
        walk.roots
            .retain(|root| !kept.iter().any(|other| shows(other, &walk.mount, root)));
        if !walk.roots.is_empty() {
            kept.push(walk);
        }
    }
    kept
}

/// Whether a walk comes by the directory that `path` on `mount` is, under another name.
fn shows(walk: &MountWalk, mount: &Mount, path: &Path) -> bool {
    let inside = path.strip_prefix(&mount.point).map(|below| mount.root.join(below));
    let Some(same) = inside
        .ok()
        .and_then(|inside| Some(walk.mount.point.join(inside.strip_prefix(&walk.mount.root).ok()?)))
    else {
        return false;
    };
    walk.mount.device == mount.device
        && !mount.device.is_empty()
        && walk.roots.iter().any(|root| same.starts_with(root))
        && !walk.mount_points.iter().any(|point| same.starts_with(point))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTINFO: &[u8] = b"\
22 27 0:21 / /proc rw - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
28 27 254:1 / /home rw master:2 - ext4 /dev/vdb rw
29 28 8:1 / /home/jan/STICK\\040A rw - vfat /dev/sdb1 rw
30 28 0:50 / /home/jan/nas rw - cifs //nas/jan rw
31 27 254:1 /jan /mnt/jan rw - ext4 /dev/vdb rw
32 27 0:60 / /net rw - autofs systemd-1 rw
";

    fn summary(roots: &[&str]) -> Vec<String> {
        let roots: Vec<PathBuf> = roots.iter().map(PathBuf::from).collect();
        let plan = plan(&roots, &parse(MOUNTINFO));
        let lines = plan.iter().map(|walk| {
            format!(
                "{}: {:?} without {}",
                walk.mount.fs_type,
                walk.roots,
                walk.mount_points.len()
            )
        });
        lines.collect()
    }

    #[test]
    fn mountinfo_is_read_with_its_escapes() {
        let mounts = parse(MOUNTINFO);
        assert_eq!(mounts.len(), 7);
        assert_eq!(mounts[3].point, Path::new("/home/jan/STICK A"));
        assert_eq!(
            (mounts[3].fs_type.as_str(), mounts[3].source.as_str()),
            ("vfat", "/dev/sdb1")
        );
        assert!(parse(b"\n1 2\nx y z - \n1 2 3 4 5 -").is_empty());
    }

    #[test]
    fn of_two_mounts_at_one_point_the_later_counts() {
        let mounts = parse(b"1 0 0:1 / /x rw - autofs a rw\n2 1 0:2 / /x rw - nfs4 b rw\n");
        assert_eq!(
            mounts.iter().map(|mount| mount.fs_type.as_str()).collect::<Vec<_>>(),
            ["nfs4"]
        );
    }

    #[test]
    fn one_walk_per_file_system() {
        assert_eq!(
            summary(&["/"]),
            [
                r#"ext4: ["/"] without 6"#,
                r#"ext4: ["/home"] without 2"#,
                r#"vfat: ["/home/jan/STICK A"] without 0"#,
                r#"cifs: ["/home/jan/nas"] without 0"#,
            ]
        );
    }

    #[test]
    fn roots_inside_one_another_are_merged() {
        assert_eq!(
            summary(&["/home/jan/Docs", "/home/jan", "/home/jan"])[0],
            r#"ext4: ["/home/jan"] without 2"#
        );
        assert_eq!(
            summary(&["/home/jan2", "/home/an"]),
            [r#"ext4: ["/home/an", "/home/jan2"] without 0"#]
        );
    }

    #[test]
    fn a_bind_mount_is_walked_once() {
        assert_eq!(summary(&["/home/jan", "/mnt/jan"]).len(), 3);
        assert_eq!(summary(&["/mnt/jan"]), [r#"ext4: ["/mnt/jan"] without 0"#]);
    }

    #[test]
    fn a_pseudo_file_system_is_no_root_either() {
        assert!(summary(&["/net/server"]).is_empty());
    }

    #[test]
    fn a_root_without_listed_mounts_is_walked_by_drive() {
        let walks = plan(&[PathBuf::from("/Users/jan"), PathBuf::from("/Volumes/S")], &[]);
        assert_eq!(walks.len(), 1);
        assert_eq!(walks[0].roots.len(), 2);
    }
}
