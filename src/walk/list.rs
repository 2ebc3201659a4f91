//! Lists a file system, directory by directory, in the walk child.
//!
//! Not by the `ignore` or `walkdir` crate: both open a directory before they ask whether to, which triggers automounts
//! and hangs at a dead mount that lies under a healthy one; the parallel walker of `ignore` also holds whole
//! directories in memory and cannot say which one it is stuck in. Ignore files count only where the policy says so:
//! else anyone could hide data with them.

use std::collections::HashSet;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::child::Out;
use super::exclude::Exclusions;
use super::ignored::Ignored;
use super::keeping::Keeping;
use super::protocol::{Job, Record};
use super::{Entry, Passed, Tally, log, name};
use crate::extract::Reason;
use crate::language::io_words;

/// Walks all roots of the job; only what cannot be said to the main process any more is an error.
pub fn walk(job: &Job, out: &Out) -> io::Result<Tally> {
    let exclusions = Exclusions::new(&job.exclusions).map_err(io::Error::other)?;
    let own_paths: HashSet<_> = job.own_paths.iter().map(|path| name::key(path)).collect();
    // Who names Speur's own state, or a part of it, gets it no more than who names the folder around it.
    let is_own = |root: &&PathBuf| root.ancestors().any(|above| own_paths.contains(&name::key(above)));
    let (own, roots): (Vec<_>, Vec<_>) = job.roots.iter().partition(is_own);
    let mut listing = Listing {
        job,
        out,
        exclusions,
        mount_points: job.mount_points.iter().map(PathBuf::as_path).collect(),
        #[cfg(unix)]
        device: None,
        ahead: roots.into_iter().map(|root| (root.clone(), None)).collect(),
        ignored: None,
        keeping: Keeping::default(),
        tally: Tally {
            own: own.len() as u64,
            ..Tally::default()
        },
        own_paths,
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
    keeping: Keeping,
    tally: Tally,
}

/// What a directory entry is, as far as a scan cares.
enum Kind {
    File,
    Directory,
    /// Counted and never opened.
    Passed(Passed),
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
            Kind::Passed(_) => return Ok(false),
        };
        let by = self.ignored.as_ref().and_then(|ignored| ignored.by(path, is_directory));
        let Some(by) = by else { return Ok(false) };
        let detail = format!("left out by {}, which the policy honours", by.display());
        self.out.gap(path.to_owned(), Reason::Excluded, detail).map(|()| true)
    }

    fn gap(&self, path: PathBuf, error: &io::Error) -> io::Result<()> {
        self.out.gap(path, reason(error), io_words(error))
    }

    fn file(&mut self, entry: Entry, online_only: bool) -> io::Result<()> {
        if self.job.own_files.contains(&(entry.device, entry.inode)) && entry.inode != 0 {
            self.tally.own += 1;
            return Ok(());
        }
        if self.keeping.holds(&entry.path, open_local) {
            self.tally.states += 1;
            return Ok(());
        }
        self.tally.files += 1;
        self.out.say(&Record::Entry { entry, online_only })
    }

    fn pass(&mut self, path: PathBuf, what: Passed) -> io::Result<()> {
        match what {
            Passed::Link => self.tally.links += 1,
            Passed::Pipe | Passed::Socket | Passed::Device => self.tally.special += 1,
        }
        match self.job.name_passed {
            true => self.out.say(&Record::Passed { path, what }),
            false => Ok(()),
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
mod unix;
#[cfg(unix)]
use unix::open_local;

#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows::open_local;
