//! Directories as Unix lists them: by descriptors, so that nothing swapped in on the way is followed.

use std::ffi::OsStr;
use std::fs::File;
use std::os::unix::ffi::OsStrExt;

use rustix::fs::{AtFlags, Dir, FileType, Stat, fstat, statat};

use super::*;
use crate::walk::open::{device, inode, open_directory, open_plain};

impl From<FileType> for Kind {
    fn from(kind: FileType) -> Self {
        match kind {
            FileType::RegularFile => Self::File,
            FileType::Directory => Self::Directory,
            FileType::Symlink => Self::Passed(Passed::Link),
            FileType::Fifo => Self::Passed(Passed::Pipe),
            FileType::Socket => Self::Passed(Passed::Socket),
            FileType::CharacterDevice | FileType::BlockDevice | FileType::Unknown => Self::Passed(Passed::Device),
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
        if matches!(kind, Kind::File) && log::belongs_to_database(&path, open_local) {
            return Ok(());
        }
        match (kind, stat) {
            (Kind::File, Some(stat)) => self.file(with_log(path, &stat), false)?,
            // Its facts were asked for above.
            (Kind::File, None) => {}
            (Kind::Directory, _) => self.ahead.push((path, self.ignored.clone())),
            (Kind::Passed(what), _) => self.pass(path, what)?,
        }
        Ok(())
    }

    /// A root that is a file, as in `speur scan letter.docx`.
    fn root_file(&mut self, path: PathBuf) -> io::Result<()> {
        match statat(rustix::fs::CWD, &path, NO_FOLLOW) {
            Ok(stat) if FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile => {
                self.file(with_log(path, &stat), false)
            }
            // Within a folder these are no gaps; whoever names one expects it to be read.
            Ok(_) => self
                .out
                .gap(path, Reason::SpecialFile, "not a file that can be read".to_owned()),
            Err(error) => self.gap(path, &error.into()),
        }
    }
}

/// Opens a plain file whose beginning the walk looks at.
pub(super) fn open_local(path: &Path) -> Option<File> {
    open_plain(path).map(Into::into)
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
