//! Lists a file system, directory by directory, in the walk child.
//!
//! Not by the `ignore` or `walkdir` crate: both open a directory before they ask whether to, which triggers automounts
//! and hangs at a dead mount that lies under a healthy one; the parallel walker of `ignore` also holds whole directories
//! in memory and cannot say which one it is stuck in. Ignore files count only where the policy says so: else anyone could
//! hide data with them.

use std::collections::HashSet;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::child::Out;
use super::exclude::Exclusions;
use super::ignored::Ignored;
use super::protocol::{Job, Record};
use super::{Entry, Tally, log, name};
use crate::extract::Reason;

/// Walks all roots of the job; only what cannot be said to the main process any more is an error.
pub fn walk(job: &Job, out: &Out) -> io::Result<Tally> {
    let exclusions = Exclusions::new(&job.exclusions).map_err(io::Error::other)?;
    let mut listing = Listing {
        job,
        out,
        exclusions,
        mount_points: job.mount_points.iter().map(PathBuf::as_path).collect(),
        own_paths: job.own_paths.iter().map(|path| name::key(path)).collect(),
        #[cfg(unix)]
        device: None,
        ahead: job.roots.iter().map(|root| (root.clone(), None)).collect(),
        ignored: None,
        tally: Tally::default(),
    };
    while let Some((directory, above)) = listing.ahead.pop() {
        listing.ignored = above;
        listing.directory(directory)?;
    }
    Ok(listing.tally)
}

struct Listing<'j> {
    job: &'j Job,
    out: &'j Out,
    exclusions: Exclusions,
    mount_points: HashSet<&'j Path>,
    own_paths: HashSet<OsString>,
    /// The device of the first root: another one further down is another file system.
    #[cfg(unix)]
    device: Option<u64>,
    /// Directories still to be read, and the ignore files above them.
    ahead: Vec<(PathBuf, Option<Rc<Ignored>>)>,
    /// The ignore files that count in the directory that is being read.
    ignored: Option<Rc<Ignored>>,
    tally: Tally,
}

/// What a directory entry is, as far as a scan cares.
enum Kind {
    File,
    Directory,
    /// A symbolic link, junction or other reparse point: what it names has its own place, and is found there.
    Link,
    /// A device, FIFO or socket: no document, so no gap either; it is counted and never opened.
    Special,
}

impl Listing<'_> {
    /// Whether to look at this path at all: asked before anything is done that could wait for it.
    fn enters(&mut self, path: &Path) -> io::Result<bool> {
        if self.mount_points.contains(path) {
            return Ok(false);
        }
        if !self.own_paths.is_empty() && self.own_paths.contains(&name::key(path)) {
            self.tally.own += 1;
            return Ok(false);
        }
        match self.exclusions.reason(path) {
            Some(reason) => {
                self.out.gap(path.to_owned(), Reason::Excluded, reason.to_owned())?;
                Ok(false)
            }
            None => Ok(true),
        }
    }

    /// Called when a directory answers, before its entries are looked at.
    fn read_ignore_files(&mut self, directory: &Path) {
        if self.job.honour_ignore_files {
            self.ignored = Ignored::of(directory, self.ignored.as_ref());
        }
    }

    /// Whether an ignore file leaves this path out, which is a gap. What is no document needs no leaving out.
    fn is_ignored(&self, path: &Path, kind: &Kind) -> io::Result<bool> {
        let is_directory = match kind {
            Kind::File => false,
            Kind::Directory => true,
            Kind::Link | Kind::Special => return Ok(false),
        };
        let by = self.ignored.as_ref().and_then(|ignored| ignored.by(path, is_directory));
        let Some(by) = by else { return Ok(false) };
        let detail = format!("left out by {}, which the policy honours", by.display());
        self.out.gap(path.to_owned(), Reason::Excluded, detail).map(|()| true)
    }

    fn gap(&self, path: PathBuf, error: &io::Error) -> io::Result<()> {
        self.out.gap(path, reason(error), error.to_string())
    }

    fn file(&mut self, entry: Entry, online_only: bool) -> io::Result<()> {
        if self.job.own_files.contains(&(entry.device, entry.inode)) && entry.inode != 0 {
            self.tally.own += 1;
            return Ok(());
        }
        self.tally.files += 1;
        self.out.say(&Record::Entry { entry, online_only })
    }

    fn count(&mut self, kind: &Kind) {
        match kind {
            Kind::Link => self.tally.links += 1,
            Kind::Special => self.tally.special += 1,
            Kind::File | Kind::Directory => {}
        }
    }
}

#[cfg(unix)]
pub fn reason(error: &io::Error) -> Reason {
    let errno = error.raw_os_error().map(rustix::io::Errno::from_raw_os_error);
    errno.map_or(Reason::IoError, |errno| super::open::Refusal::from(errno).reason)
}

#[cfg(windows)]
pub use windows::reason;

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use rustix::fs::{AtFlags, Dir, FileType, Stat, fstat, statat};

    use super::*;
    use crate::walk::open::{device, inode, open_directory, open_plain};

    impl From<FileType> for Kind {
        fn from(kind: FileType) -> Self {
            match kind {
                FileType::RegularFile => Self::File,
                FileType::Directory => Self::Directory,
                FileType::Symlink => Self::Link,
                FileType::Fifo
                | FileType::Socket
                | FileType::CharacterDevice
                | FileType::BlockDevice
                | FileType::Unknown => Self::Special,
            }
        }
    }

    impl Listing<'_> {
        pub(super) fn directory(&mut self, path: PathBuf) -> io::Result<()> {
            self.out.say(&Record::Directory(path.clone()))?;
            let opened = match open_directory(&path) {
                Ok(opened) => opened,
                Err(rustix::io::Errno::NOTDIR) if self.job.roots.contains(&path) => return self.root_file(path),
                Err(error) => return self.gap(path, &error.into()),
            };
            let on = match fstat(&opened) {
                Ok(stat) => device(&stat),
                Err(error) => return self.gap(path, &error.into()),
            };
            if *self.device.get_or_insert(on) != on && !self.job.subvolumes {
                return self.out.gap(
                    path,
                    Reason::Changed,
                    "a file system was mounted here during the scan".to_owned(),
                );
            }
            self.tally.directories += 1;
            self.read_ignore_files(&path);
            match Dir::new(opened) {
                Ok(entries) => self.entries(&path, entries),
                Err(error) => self.gap(path, &error.into()),
            }
        }

        fn entries(&mut self, path: &Path, mut entries: Dir) -> io::Result<()> {
            while let Some(found) = entries.read() {
                let found = match found {
                    Ok(found) => found,
                    Err(error) => return self.gap(path.to_owned(), &error.into()),
                };
                let name = found.file_name();
                if !matches!(name.to_bytes(), b"." | b"..") {
                    let full = path.join(OsStr::from_bytes(name.to_bytes()));
                    if self.enters(&full)? {
                        self.entry(&entries, name, found.file_type(), full)?;
                    }
                }
            }
            Ok(())
        }

        fn entry(&mut self, entries: &Dir, name: &std::ffi::CStr, kind: FileType, path: PathBuf) -> io::Result<()> {
            let stat = match kind {
                FileType::RegularFile | FileType::Unknown => {
                    match entries.fd().and_then(|directory| statat(directory, name, NO_FOLLOW)) {
                        Ok(stat) => Some(stat),
                        Err(error) => return self.gap(path, &error.into()),
                    }
                }
                _ => None,
            };
            let kind = stat
                .as_ref()
                .map_or(kind, |stat| FileType::from_raw_mode(stat.st_mode))
                .into();
            if self.is_ignored(&path, &kind)? {
                return Ok(());
            }
            if matches!(kind, Kind::File) && log::belongs_to_database(&path, |path| open_plain(path).map(Into::into)) {
                return Ok(());
            }
            match (&kind, stat) {
                (Kind::File, Some(stat)) => self.file(with_log(path, &stat), false)?,
                (Kind::Directory, _) => self.ahead.push((path, self.ignored.clone())),
                _ => {}
            }
            self.count(&kind);
            Ok(())
        }

        /// A root that is a file, as in `speur scan letter.docx`.
        fn root_file(&mut self, path: PathBuf) -> io::Result<()> {
            match statat(rustix::fs::CWD, &path, NO_FOLLOW) {
                Ok(stat) if FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile => {
                    self.file(with_log(path, &stat), false)
                }
                Ok(stat) => {
                    self.count(&FileType::from_raw_mode(stat.st_mode).into());
                    Ok(())
                }
                Err(error) => self.gap(path, &error.into()),
            }
        }
    }

    #[cfg(target_os = "linux")]
    const NO_FOLLOW: AtFlags = AtFlags::SYMLINK_NOFOLLOW.union(AtFlags::NO_AUTOMOUNT);
    #[cfg(not(target_os = "linux"))]
    const NO_FOLLOW: AtFlags = AtFlags::SYMLINK_NOFOLLOW;

    fn with_log(path: PathBuf, stat: &Stat) -> Entry {
        log::count_in(listed(path, stat), |log| {
            let stat = statat(rustix::fs::CWD, log, NO_FOLLOW).ok()?;
            Some(listed(log.to_owned(), &stat))
        })
    }

    #[allow(clippy::unnecessary_cast, reason = "the types differ between systems")]
    fn listed(path: PathBuf, stat: &Stat) -> Entry {
        let nanoseconds = |seconds: i128, rest: i128| seconds * 1_000_000_000 + rest;
        Entry {
            path,
            size: u64::try_from(stat.st_size).unwrap_or(0),
            modified: nanoseconds(stat.st_mtime as i128, stat.st_mtime_nsec as i128),
            changed: nanoseconds(stat.st_ctime as i128, stat.st_ctime_nsec as i128),
            device: device(stat),
            inode: inode(stat),
            links: stat.st_nlink as u64,
        }
    }
}

#[cfg(windows)]
mod windows {
    use std::fs::{File, Metadata, read_dir, symlink_metadata};
    use std::os::windows::fs::MetadataExt;
    use std::time::{SystemTime, UNIX_EPOCH};

    use windows_sys::Win32::Foundation::{
        ERROR_BAD_NET_NAME, ERROR_BAD_NETPATH, ERROR_CANT_ACCESS_FILE, ERROR_CLOUD_FILE_ACCESS_DENIED,
        ERROR_CLOUD_FILE_NETWORK_UNAVAILABLE, ERROR_CLOUD_FILE_PROVIDER_NOT_RUNNING, ERROR_CLOUD_FILE_UNSUCCESSFUL,
        ERROR_LOCK_VIOLATION, ERROR_NOT_READY, ERROR_SHARING_VIOLATION,
    };
    use windows_sys::Win32::Storage::FileSystem::{
        FILE_ATTRIBUTE_OFFLINE, FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS, FILE_ATTRIBUTE_RECALL_ON_OPEN,
        FILE_ATTRIBUTE_REPARSE_POINT,
    };

    use super::*;

    const ONLINE_ONLY: u32 =
        FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS | FILE_ATTRIBUTE_RECALL_ON_OPEN | FILE_ATTRIBUTE_OFFLINE;

    pub fn reason(error: &io::Error) -> Reason {
        match (error.raw_os_error().map(i32::cast_unsigned), error.kind()) {
            (Some(ERROR_SHARING_VIOLATION | ERROR_LOCK_VIOLATION), _) => Reason::Locked,
            (
                Some(
                    ERROR_CLOUD_FILE_PROVIDER_NOT_RUNNING
                    | ERROR_CLOUD_FILE_NETWORK_UNAVAILABLE
                    | ERROR_CLOUD_FILE_UNSUCCESSFUL
                    | ERROR_CLOUD_FILE_ACCESS_DENIED,
                ),
                _,
            ) => Reason::OnlineOnly,
            (Some(ERROR_BAD_NETPATH | ERROR_BAD_NET_NAME), _) => Reason::IoError,
            // A drive without a disk in it.
            (Some(ERROR_NOT_READY), _) | (_, io::ErrorKind::NotFound) => Reason::Vanished,
            // What stands for something else and has no content: the names of apps from the store, sockets.
            (Some(ERROR_CANT_ACCESS_FILE), _) => Reason::SpecialFile,
            (_, io::ErrorKind::PermissionDenied) => Reason::Permission,
            _ => Reason::IoError,
        }
    }

    impl Listing<'_> {
        pub(super) fn directory(&mut self, path: PathBuf) -> io::Result<()> {
            self.out.say(&Record::Directory(path.clone()))?;
            let entries = match read_dir(name::exact(&path)) {
                Ok(entries) => entries,
                Err(error) if self.job.roots.contains(&path) => return self.root_file(path, &error),
                Err(error) => return self.gap(path, &error),
            };
            self.tally.directories += 1;
            self.read_ignore_files(&path);
            for found in entries {
                let full = match &found {
                    Ok(found) => path.join(found.file_name()),
                    Err(error) => return self.gap(path, error),
                };
                if self.enters(&full)? {
                    match found.and_then(|found| found.metadata()) {
                        Ok(metadata) => self.entry(full, &metadata)?,
                        Err(error) => self.gap(full, &error)?,
                    }
                }
            }
            Ok(())
        }

        fn entry(&mut self, path: PathBuf, metadata: &Metadata) -> io::Result<()> {
            let online_only = metadata.file_attributes() & ONLINE_ONLY != 0;
            // A folder of a sync client is a reparse point as well, but neither a link nor a junction.
            let kind = match metadata.file_type() {
                kind if kind.is_symlink() => Kind::Link,
                kind if kind.is_dir() => Kind::Directory,
                kind if kind.is_file() => Kind::File,
                _ if metadata.file_attributes() & FILE_ATTRIBUTE_REPARSE_POINT != 0 => Kind::Link,
                _ => Kind::Special,
            };
            if self.is_ignored(&path, &kind)? {
                return Ok(());
            }
            if matches!(kind, Kind::File) && log::belongs_to_database(&path, open_local) {
                return Ok(());
            }
            match kind {
                Kind::File => {
                    let entry = log::count_in(listed(path, metadata), |log| {
                        let metadata = symlink_metadata(name::exact(log)).ok()?;
                        Some(listed(log.to_owned(), &metadata))
                    });
                    self.file(entry, online_only)?;
                }
                // Listing a folder that is online only would fetch it.
                Kind::Directory if online_only => self.out.gap(path, Reason::OnlineOnly, String::new())?,
                Kind::Directory => self.ahead.push((path, self.ignored.clone())),
                Kind::Link | Kind::Special => self.count(&kind),
            }
            Ok(())
        }

        /// A root that cannot be listed: a file, as in `speur scan letter.docx`, or a folder that is closed.
        fn root_file(&mut self, path: PathBuf, not_listed: &io::Error) -> io::Result<()> {
            match symlink_metadata(name::exact(&path)) {
                Ok(metadata) if metadata.is_dir() => self.gap(path, not_listed),
                Ok(metadata) => self.entry(path, &metadata),
                Err(error) => self.gap(path, &error),
            }
        }
    }

    /// Opens a file whose content is on this machine.
    fn open_local(path: &Path) -> Option<File> {
        let path = name::exact(path);
        let metadata = symlink_metadata(&path).ok()?;
        let is_local = metadata.is_file() && metadata.file_attributes() & ONLINE_ONLY == 0;
        is_local.then(|| File::open(&path).ok()).flatten()
    }

    fn listed(path: PathBuf, metadata: &Metadata) -> Entry {
        let time = |time: io::Result<SystemTime>| {
            let since = time.ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
            since
                .and_then(|since| i128::try_from(since.as_nanos()).ok())
                .unwrap_or(0)
        };
        Entry {
            path,
            size: metadata.file_size(),
            modified: time(metadata.modified()),
            changed: 0,
            device: 0,
            inode: 0,
            links: 1,
        }
    }
}
