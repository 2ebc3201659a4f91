//! Opens a file or a directory without following a link, waiting for a FIFO, or changing an access time.

use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::sync::OnceLock;

use rustix::fs::{CWD, FileType, Mode, OFlags, fstat, openat};
use rustix::io::Errno;

use super::protocol::Request;
use crate::extract::Reason;
use crate::language::io_words;

/// Why a file could not be handed over: the reason, and the system's word for it where there is one.
#[derive(Debug, PartialEq, Eq)]
pub struct Refusal {
    pub reason: Reason,
    pub errno: i32,
}

impl From<Errno> for Refusal {
    fn from(errno: Errno) -> Self {
        let reason = match errno {
            Errno::NOENT => Reason::Vanished,
            Errno::ACCESS | Errno::PERM => Reason::Permission,
            // A link where the listing saw a file or a directory: it was swapped in between.
            Errno::LOOP | Errno::NOTDIR => Reason::Changed,
            // A FIFO without writers, a socket, a device without driver: none was there when the directory was listed.
            Errno::NXIO | Errno::NODEV => Reason::SpecialFile,
            Errno::AGAIN | Errno::TXTBSY | Errno::BUSY => Reason::Locked,
            _ => Reason::IoError,
        };
        Self {
            reason,
            errno: errno.raw_os_error(),
        }
    }
}

/// Opens the regular file that was listed, and no other.
pub fn open_file(request: &Request) -> Result<OwnedFd, Refusal> {
    let file = open_kept(&request.path, OFlags::NONBLOCK)?;
    let stat = fstat(&file)?;
    let reason = match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile if (device(&stat), inode(&stat)) == (request.device, request.inode) => return Ok(file),
        FileType::RegularFile | FileType::Directory => Reason::Changed,
        _ => Reason::SpecialFile,
    };
    Err(Refusal { reason, errno: 0 })
}

/// Opens a regular file, if this is one.
pub fn open_plain(path: &Path) -> Option<OwnedFd> {
    let file = open_kept(path, OFlags::NONBLOCK).ok()?;
    let is_plain = FileType::from_raw_mode(fstat(&file).ok()?.st_mode) == FileType::RegularFile;
    is_plain.then_some(file)
}

pub fn open_directory(path: &Path) -> Result<OwnedFd, Errno> {
    open_kept(path, OFlags::DIRECTORY)
}

/// The access time is kept where one may (owner or root), else the kernel refuses and the file is opened as it is.
fn open_kept(path: &Path, flags: OFlags) -> Result<OwnedFd, Errno> {
    let flags = flags | OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NOCTTY;
    #[cfg(target_os = "linux")]
    match open_without_links(path, flags | OFlags::NOATIME) {
        Err(Errno::PERM) => {}
        done => return done,
    }
    open_without_links(path, flags)
}

#[cfg(target_os = "linux")]
fn open_without_links(path: &Path, flags: OFlags) -> Result<OwnedFd, Errno> {
    use rustix::fs::{ResolveFlags, openat2};

    /// Kernels before 5.6 and some containers know no openat2: then only the last step of a path is guarded.
    static KNOWN: OnceLock<bool> = OnceLock::new();
    let resolve = ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
    let known =
        *KNOWN.get_or_init(|| openat2(CWD, "/", OFlags::PATH | OFlags::CLOEXEC, Mode::empty(), resolve).is_ok());
    if !known {
        return openat(CWD, path, flags, Mode::empty());
    }
    openat2(CWD, path, flags, Mode::empty(), resolve)
}

#[cfg(not(target_os = "linux"))]
fn open_without_links(path: &Path, flags: OFlags) -> Result<OwnedFd, Errno> {
    openat(CWD, path, flags, Mode::empty())
}

#[expect(clippy::unnecessary_cast, reason = "the type differs between systems")]
pub fn device(stat: &rustix::fs::Stat) -> u64 {
    stat.st_dev as u64
}

#[expect(clippy::unnecessary_cast, reason = "the type differs between systems")]
pub fn inode(stat: &rustix::fs::Stat) -> u64 {
    stat.st_ino as u64
}

/// What a record says of an error number.
pub fn message(errno: i32) -> String {
    match errno {
        0 => String::new(),
        errno => io_words(&io::Error::from_raw_os_error(errno)),
    }
}
