//! A FUSE file system that stops answering at a chosen question, served by the test itself.
//!
//! It holds `first.txt` and `stuck/letter.txt`. What it does not answer is kept and answered with an error when the
//! mount is dropped, so that processes that hang in the kernel are freed and nothing stays mounted, also when a test
//! fails.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use fuser::{
    BackgroundSession, Config, Errno, FileAttr, FileHandle, FileType, Filesystem, Generation, INodeNo, LockOwner,
    MountOption, OpenFlags, ReplyAttr, ReplyData, ReplyDirectory, ReplyEmpty, ReplyEntry, ReplyOpen, Request,
};

/// The question that gets no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hang {
    /// About any file or directory, the mount's own included, by handle or by name.
    Getattr,
    /// Of the directory `stuck`.
    Readdir,
    /// Of `stuck/letter.txt`.
    Open,
    /// Of `stuck/letter.txt`; closing it hangs as well.
    Read,
    /// Of `letters/1.txt` to `6.txt`, which are there for this; who waits for them can be killed.
    EveryRead,
}

pub const CONTENT: &[u8] = b"Jan woont hier.\n";

const ROOT: u64 = 1;
const FIRST: u64 = 2;
const STUCK: u64 = 3;
const LETTER: u64 = 4;
const LETTERS: u64 = 5;
const NAMES: [(u64, &str, u64); 10] = [
    (ROOT, "first.txt", FIRST),
    (ROOT, "stuck", STUCK),
    (STUCK, "letter.txt", LETTER),
    (ROOT, "letters", LETTERS),
    (LETTERS, "1.txt", LETTERS + 1),
    (LETTERS, "2.txt", LETTERS + 2),
    (LETTERS, "3.txt", LETTERS + 3),
    (LETTERS, "4.txt", LETTERS + 4),
    (LETTERS, "5.txt", LETTERS + 5),
    (LETTERS, "6.txt", LETTERS + 6),
];

/// A mounted file system; dropping it frees who hangs in it and unmounts.
pub struct HungFs {
    point: PathBuf,
    state: Arc<State>,
    session: Option<BackgroundSession>,
}

impl HungFs {
    /// `None` where this machine or user cannot mount FUSE: the test says so and passes.
    pub fn mount(point: &Path, hang: Hang) -> Option<Self> {
        std::fs::create_dir_all(point).expect("the place for the mount is writable");
        let state = Arc::new(State {
            hang,
            freed: AtomicBool::new(false),
            unanswered: Mutex::default(),
        });
        let mut config = Config::default();
        config.mount_options = vec![MountOption::FSName("hungfs".to_owned()), MountOption::RO];
        match fuser::spawn_mount(Served(Arc::clone(&state)), point, &config) {
            Ok(session) => Some(Self {
                point: point.to_owned(),
                state,
                session: Some(session),
            }),
            Err(error) => {
                say(&format!("not tested: FUSE cannot be mounted here: {error}"));
                None
            }
        }
    }
}

#[expect(clippy::print_stderr, reason = "a test that cannot run says so")]
fn say(message: &str) {
    eprintln!("{message}");
}

impl Drop for HungFs {
    fn drop(&mut self) {
        self.state.freed.store(true, Ordering::SeqCst);
        self.state.answer_all();
        // Lazily, in case a process still stands in it; whatever it asks from now on is answered with an error.
        let _ = Command::new("umount").arg("-l").arg(&self.point).output();
        self.state.answer_all();
        drop(self.session.take());
    }
}

struct State {
    hang: Hang,
    freed: AtomicBool,
    unanswered: Mutex<Vec<Box<dyn FnOnce() + Send>>>,
}

impl State {
    /// Whether the question hangs here; if so, it is answered with an error when the mount is dropped.
    fn hangs(&self, hang: Hang) -> bool {
        self.hang == hang && !self.freed.load(Ordering::SeqCst)
    }

    fn names(&self) -> &'static [(u64, &'static str, u64)] {
        match self.hang {
            Hang::EveryRead => &NAMES,
            _ => &NAMES[..3],
        }
    }

    fn hangs_reading(&self, inode: INodeNo) -> bool {
        inode.0 == LETTER && self.hangs(Hang::Read) || inode.0 > LETTERS && self.hangs(Hang::EveryRead)
    }

    fn keep(&self, answer: impl FnOnce() + Send + 'static) {
        self.unanswered.lock().expect("no answer panics").push(Box::new(answer));
    }

    fn answer_all(&self) {
        let unanswered = std::mem::take(&mut *self.unanswered.lock().expect("no answer panics"));
        unanswered.into_iter().for_each(|answer| answer());
    }
}

struct Served(Arc<State>);

fn attributes(inode: u64) -> FileAttr {
    let is_directory = matches!(inode, ROOT | STUCK | LETTERS);
    FileAttr {
        ino: INodeNo(inode),
        size: if is_directory { 0 } else { CONTENT.len() as u64 },
        blocks: 1,
        atime: UNIX_EPOCH,
        mtime: UNIX_EPOCH,
        ctime: UNIX_EPOCH,
        crtime: UNIX_EPOCH,
        kind: if is_directory {
            FileType::Directory
        } else {
            FileType::RegularFile
        },
        perm: 0o755,
        nlink: 1,
        uid: 0,
        gid: 0,
        rdev: 0,
        blksize: 512,
        flags: 0,
    }
}

impl Filesystem for Served {
    fn lookup(&self, _request: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEntry) {
        if self.0.hangs(Hang::Getattr) {
            return self.0.keep(|| reply.error(Errno::EIO));
        }
        match self
            .0
            .names()
            .iter()
            .find(|(directory, known, _)| (INodeNo(*directory), OsStr::new(known)) == (parent, name))
        {
            Some((_, _, inode)) => reply.entry(&Duration::ZERO, &attributes(*inode), Generation(0)),
            None => reply.error(Errno::ENOENT),
        }
    }

    fn getattr(&self, _request: &Request, inode: INodeNo, _handle: Option<FileHandle>, reply: ReplyAttr) {
        match self.0.hangs(Hang::Getattr) {
            true => self.0.keep(|| reply.error(Errno::EIO)),
            false => reply.attr(&Duration::ZERO, &attributes(inode.0)),
        }
    }

    fn readdir(&self, _request: &Request, inode: INodeNo, _handle: FileHandle, offset: u64, mut reply: ReplyDirectory) {
        if inode.0 == STUCK && self.0.hangs(Hang::Readdir) {
            return self.0.keep(|| reply.error(Errno::EIO));
        }
        let entries = self.0.names().iter().filter(|(directory, ..)| *directory == inode.0);
        for (index, (_, name, child)) in (1..).zip(entries).skip(offset as usize) {
            let _ = reply.add(INodeNo(*child), index, attributes(*child).kind, name);
        }
        reply.ok();
    }

    fn open(&self, _request: &Request, inode: INodeNo, _flags: OpenFlags, reply: ReplyOpen) {
        match inode.0 == LETTER && self.0.hangs(Hang::Open) {
            true => self.0.keep(|| reply.error(Errno::EIO)),
            false => reply.opened(FileHandle(0), fuser::FopenFlags::empty()),
        }
    }

    fn read(
        &self,
        _request: &Request,
        inode: INodeNo,
        _handle: FileHandle,
        offset: u64,
        _size: u32,
        _flags: OpenFlags,
        _owner: Option<LockOwner>,
        reply: ReplyData,
    ) {
        match self.0.hangs_reading(inode) {
            true => self.0.keep(|| reply.error(Errno::EIO)),
            false => reply.data(CONTENT.get(offset as usize..).unwrap_or_default()),
        }
    }

    fn flush(&self, _request: &Request, inode: INodeNo, _handle: FileHandle, _owner: LockOwner, reply: ReplyEmpty) {
        match inode.0 == LETTER && self.0.hangs(Hang::Read) {
            true => self.0.keep(|| reply.error(Errno::EIO)),
            false => reply.ok(),
        }
    }
}
