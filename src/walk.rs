//! From roots to opened files: a killable child process per mount walks, opens, and passes descriptors.
//!
//! The main process asks the file system nothing about a scanned path, not even where it leads: [`resolve`] lets a
//! child find that out, [`plan`] divides the roots over file systems by their names alone, and [`walk_mount`] drives
//! one child to the end of one of them. What hangs is the child. It is killed and left behind, and the rest of its file
//! system is one gap.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::extract::Reason;
use crate::finding::Gap;
use crate::handoff::Handoff;

mod child;
mod exclude;
mod ignored;
mod keeping;
mod list;
pub(crate) mod log;
mod mounts;
mod name;
#[cfg(unix)]
mod open;
mod process;
mod protocol;
mod resolve;
mod roots;
#[cfg(unix)]
mod serve;
mod session;

pub use child::run as run_child;
pub use exclude::{Exclusion, Exclusions};
#[cfg(windows)]
pub(crate) use list::reason as unread_reason;
pub use mounts::{Mount, MountWalk, is_pseudo, mounts, parse as parse_mounts, plan};
pub(crate) use name::{key as name_key, plain};
pub use resolve::{resolve, sync_folders};
pub use roots::{default_roots, homes};
pub use session::walk_mount;

/// The hidden subcommand of the child.
pub const SUBCOMMAND: &str = "__walk";

/// What a directory entry says of a file; the key by which an unchanged file is known again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub path: PathBuf,
    pub size: u64,
    /// Nanoseconds since the epoch; 0 where the system does not tell.
    pub modified: i128,
    pub changed: i128,
    /// Device and inode are 0, and the number of links 1, where listing a directory does not tell them (Windows).
    pub device: u64,
    pub inode: u64,
    pub links: u64,
}

impl Entry {
    /// Stands for what has no entry: a folder that cannot be listed, a file system that does not answer.
    pub fn unlisted(path: PathBuf) -> Self {
        Self {
            path,
            size: 0,
            modified: 0,
            changed: 0,
            device: 0,
            inode: 0,
            links: 1,
        }
    }

    /// A directory told of it.
    pub fn is_listed(&self) -> bool {
        (self.size, self.modified, self.changed, self.inode) != (0, 0, 0, 0)
    }
}

/// How to walk.
#[derive(Clone, Debug)]
pub struct Options {
    /// The `speur` binary.
    pub program: PathBuf,
    /// A child that says nothing for this long, while it should, is stuck.
    pub silent: Duration,
    pub max_file_size: Option<u64>,
    /// Speur's own output and state, by device and inode, and by path: left out without a gap.
    pub own_files: Vec<(u64, u64)>,
    pub own_paths: Vec<PathBuf>,
    pub exclusions: Vec<Exclusion>,
    /// Leave out what `.gitignore` and `.ignore` files name.
    pub honour_ignore_files: bool,
    /// Name what is passed by, not only count it.
    pub name_passed: bool,
    /// Ends the walk soon after it was set.
    pub stop: Arc<AtomicBool>,
}

impl Options {
    pub fn new(program: PathBuf) -> Self {
        Self {
            program,
            silent: Duration::from_secs(30),
            max_file_size: None,
            own_files: Vec::new(),
            own_paths: Vec::new(),
            exclusions: Vec::new(),
            honour_ignore_files: false,
            name_passed: false,
            stop: Arc::default(),
        }
    }
}

/// A wanted file, opened, or why it could not be.
#[derive(Debug)]
pub struct Found {
    pub entry: Entry,
    pub file: Result<Handoff, Gap>,
}

#[derive(Debug)]
pub enum Event {
    File(Found),
    /// Another name of a file that was handed over earlier in this walk.
    Alias(Entry),
    /// Something that is no listed file: a directory that cannot be read, what the policy leaves out, the rest of a
    /// file system that stopped answering.
    Gap {
        path: PathBuf,
        gap: Gap,
    },
    /// Only where the options ask for its name.
    Passed {
        path: PathBuf,
        what: Passed,
    },
}

/// What a walk passes by: it is no document, so no gap either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Passed {
    /// A symbolic link, junction or other reparse point: what it names has its own place, and is found there.
    Link,
    /// Also called FIFO.
    Pipe,
    Socket,
    Device,
}

/// What a walk came by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub files: u64,
    pub directories: u64,
    /// Symbolic links and junctions: not followed.
    pub links: u64,
    /// Devices, FIFOs and sockets: never opened; they are no documents, so no gaps.
    pub special: u64,
    /// Speur's own output and state.
    pub own: u64,
    /// Files of states of Speur that others keep, or that were kept before.
    pub states: u64,
}

/// How a walk ended; `Stuck` has been reported as a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MountEnd {
    Finished(Tally),
    /// By `Options::stop`, or because the receiver broke off.
    Stopped,
    /// The file system stopped answering.
    Stuck,
    /// The child was ended by somebody else or by itself: nobody knows what it would have found.
    Died,
    /// The child could not be started, with the system's number of why where it gave one.
    NotStarted(Option<i32>),
}

/// Counts the readers that hang on one file system; two are enough to leave it alone.
#[derive(Debug, Default)]
pub struct Breaker(AtomicU32);

impl Breaker {
    const STUCK_READERS: u32 = 2;

    /// A worker is stuck in a file of this file system.
    pub fn report_stuck(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    pub fn is_open(&self) -> bool {
        self.0.load(Ordering::Relaxed) >= Self::STUCK_READERS
    }

    /// What is said of a file that is not read any more.
    pub fn gap() -> Gap {
        gap(
            Reason::LimitTime,
            "reading hangs on this file system: the rest of it was not read",
        )
    }
}

/// Receives what a walk finds.
type Receiver<'r> = dyn FnMut(Event) -> ControlFlow<()> + 'r;

/// By the system's number: its own words are in its own language.
fn not_started(error: &std::io::Error) -> String {
    let what = "the walk process does not start";
    error
        .raw_os_error()
        .map_or_else(|| what.to_owned(), |number| format!("{what}: system error {number}"))
}

fn gap(reason: Reason, detail: impl Into<String>) -> Gap {
    Gap {
        reason,
        inner: Vec::new(),
        detail: detail.into(),
    }
}
