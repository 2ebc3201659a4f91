//! Directories as Windows lists them: links, folders of sync clients and what is online only told apart.

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

const ONLINE_ONLY: u32 = FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS | FILE_ATTRIBUTE_RECALL_ON_OPEN | FILE_ATTRIBUTE_OFFLINE;

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
            kind if kind.is_symlink() => Kind::Passed(Passed::Link),
            kind if kind.is_dir() => Kind::Directory,
            kind if kind.is_file() => Kind::File,
            _ if metadata.file_attributes() & FILE_ATTRIBUTE_REPARSE_POINT != 0 => Kind::Passed(Passed::Link),
            _ => Kind::Passed(Passed::Device),
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
            Kind::Passed(what) => self.pass(path, what)?,
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
pub(super) fn open_local(path: &Path) -> Option<File> {
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
