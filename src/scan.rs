//! The spine: walks the roots, has every wanted file read by a worker, and keeps what they say in the state.
//!
//! One thread per mount lists files and hands them, opened, into a bounded channel; each thread of a rayon pool drives
//! one worker process and empties it. This process parses nothing and asks the file system nothing about a scanned
//! path.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use crossbeam_channel::{Receiver, Sender, bounded};

use crate::extract::Reason;
use crate::finding::{Facts, Gap};
use crate::handoff::Handoff;
use crate::policy;
use crate::progress::Counters;
use crate::state::{self, FileRecord, Known, Lookup, Passed, Recorder, Run, State};
use crate::storage::{ByFolder, Places, Storage};
use crate::walk::{self, Breaker, Entry, Event, Found, Mount, MountEnd, MountWalk};
use crate::worker::{self, Pace, Worker, sys};

/// Everything a scan is told.
pub struct Scan<'s> {
    /// Canonical: see [`walk::resolve`].
    pub roots: &'s [PathBuf],
    /// Roots that did not answer: gaps of the run.
    pub hung: Vec<(PathBuf, Gap)>,
    pub mounts: &'s [Mount],
    pub places: &'s Places,
    /// Folders whose files are counted, and neither read nor named.
    pub personal: &'s policy::Places,
    pub walk: walk::Options,
    pub worker: Arc<worker::Config>,
    /// What the facts depend on besides the bytes: another digest, and a file is read again.
    pub digest: Vec<u8>,
    /// Read unchanged files again.
    pub full: bool,
    pub jobs: usize,
    /// Leave the machine to others: list at a pace, and wait while its battery is nearly empty.
    pub gentle: bool,
    /// Set by Ctrl-C and the time limit; set here when the state cannot be written.
    pub stop: Arc<AtomicBool>,
    pub counters: Arc<Counters>,
    /// Is told what is passed by, where the walk names it.
    pub passed: &'s (dyn Fn(&Path, walk::Passed) + Sync),
    /// Is told of a walk whose process died or did not start: what it left, and why, is known to nobody else.
    pub unlisted: &'s (dyn Fn(&MountWalk, MountEnd) + Sync),
}

/// How a scan ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Complete,
    /// Early; what was read is in the state.
    Stopped,
    /// Early, because a process that lists files was ended or did not start.
    Unlisted,
    /// Early, because the disk of the state is full; what was committed is there.
    Full,
}

/// A gentle scan waits for power below so many percent of the battery,
const BATTERY: u8 = 20;
/// and looks that often.
const LOOK: Duration = Duration::from_secs(10);
/// How much of the time a gentle scan lists, in percent: the child that walks and the thread that writes work along
/// with it.
const LISTING: u32 = 8;

/// An opened file on its way to a worker.
struct Due {
    entry: Entry,
    file: Handoff,
    /// Of the mount it lies on.
    breaker: Arc<Breaker>,
    may_hang: bool,
}

/// What the threads of a scan share.
struct Shared<'s> {
    scan: &'s Scan<'s>,
    recorder: Recorder,
    /// Files of personal folders.
    n_personal: AtomicU64,
    n_links: AtomicU64,
    n_special: AtomicU64,
    n_states: AtomicU64,
    /// A walk did not start, or died before its end.
    is_unlisted: AtomicBool,
    /// The first thing that went wrong with the state; it ends the scan.
    failure: OnceLock<state::Error>,
}

/// Scans. What goes wrong with a file is part of the result; an error is about the state or this machine.
pub fn scan(scan: &Scan<'_>, state: &State, run: &Run) -> anyhow::Result<Ended> {
    let walks = walk::plan(scan.roots, scan.mounts).into_iter().map(|walk| {
        let lookup = state.lookup(run.id, &scan.digest, scan.full)?;
        Ok((walk, lookup))
    });
    let walks = walks.collect::<state::Result<Vec<_>>>()?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(scan.jobs)
        .build()
        .context("the threads could not be started")?;
    let shared = Shared {
        scan,
        recorder: state.recorder(run.id, &scan.digest)?,
        n_personal: AtomicU64::new(0),
        n_links: AtomicU64::new(0),
        n_special: AtomicU64::new(0),
        n_states: AtomicU64::new(0),
        is_unlisted: AtomicBool::new(false),
        failure: OnceLock::new(),
    };
    shared.unreadable_roots();
    shared.list_and_read(walks, &pool);
    // What the writing thread says is the cause of what the others ran into.
    let passed = shared.passed();
    let written = shared.recorder.close().err();
    match written.or(shared.failure.into_inner()) {
        Some(state::Error::DiskFull(_)) => return Ok(Ended::Full),
        Some(err) => return Err(err.into()),
        None => {}
    }
    state.count_passed(run.id, passed)?;
    Ok(match () {
        () if scan.stop.load(Relaxed) => Ended::Stopped,
        () if shared.is_unlisted.load(Relaxed) => Ended::Unlisted,
        () => Ended::Complete,
    })
}

impl Shared<'_> {
    /// Roots that there is no walk for: those that do not answer, and file systems that hold no documents.
    fn unreadable_roots(&self) {
        let pseudo = self
            .scan
            .roots
            .iter()
            .filter(|root| walk::is_pseudo(root, self.scan.mounts));
        let gap = Gap {
            reason: Reason::SpecialFile,
            inner: Vec::new(),
            detail: "a file system of the kernel: it holds no documents".to_owned(),
        };
        let pseudo = pseudo.map(|root| (root.clone(), gap.clone()));
        for (path, gap) in self.scan.hung.iter().cloned().chain(pseudo) {
            let _the_next_one_too = self.unlisted(path, gap);
        }
    }

    /// Comes back when every walk is at its end and all that was due is read.
    fn list_and_read(&self, walks: Vec<(MountWalk, Lookup)>, pool: &rayon::ThreadPool) {
        // Short: an opened file is a descriptor, and may have changed by the time its turn comes.
        let (due, queue) = bounded(2 * self.scan.jobs);
        thread::scope(|threads| {
            let list = |(walk, lookup): (MountWalk, Lookup)| {
                let due = due.clone();
                threads.spawn(move || self.list_files(&walk, lookup, &due))
            };
            let listing: Vec<_> = walks.into_iter().map(list).collect();
            drop(due);
            threads.spawn(move || {
                for walk in listing {
                    let _if_it_panicked_too = walk.join();
                }
                self.scan.counters.walked.store(true, Relaxed);
            });
            pool.broadcast(|thread| self.read_files(thread.index(), &queue));
        });
    }

    fn passed(&self) -> Passed {
        Passed {
            personal: self.n_personal.load(Relaxed),
            links: self.n_links.load(Relaxed),
            special: self.n_special.load(Relaxed),
            states: self.n_states.load(Relaxed),
        }
    }

    /// Lists one mount and hands over what has to be read.
    fn list_files(&self, walk: &MountWalk, mut lookup: Lookup, due: &Sender<Due>) {
        let breaker = Arc::new(Breaker::default());
        let personal = &self.scan.personal;
        let (mut personal, mut personal_too) = (personal.in_walk(), personal.in_walk());
        let mut places = ByFolder::new(self.scan.places);
        let mut pace = Pace::new(self.scan.gentle.then_some(LISTING));
        let mut wanted = |entry: &Entry| {
            pace.begin();
            let wanted = self.counts_as_wanted(&mut lookup, &mut places, entry, personal.holds(&entry.path));
            pace.rest();
            wanted
        };
        let may_hang = walk.mount.may_hang();
        let mut found = |event| match event {
            Event::File(Found { entry, file: Ok(file) }) => {
                let breaker = Arc::clone(&breaker);
                let sent = due.send(Due {
                    entry,
                    file,
                    breaker,
                    may_hang,
                });
                sent.map_or(ControlFlow::Break(()), ControlFlow::Continue)
            }
            Event::File(Found { entry, file: Err(gap) }) => self.unopened(entry, gap),
            // A folder of somebody's own that cannot be listed is not named either.
            Event::Gap { path, .. } if personal_too.holds(&path) => ControlFlow::Continue(()),
            Event::Gap { path, gap } => self.unlisted(path, gap),
            Event::Passed { path, what } => {
                if !personal_too.holds(&path) {
                    (self.scan.passed)(&path, what);
                }
                ControlFlow::Continue(())
            }
            Event::Alias(entry) => self.alias(&entry),
        };
        let end = walk::walk_mount(walk, &self.scan.walk, &breaker, &mut wanted, &mut found);
        self.walked(walk, end);
    }

    /// Whether a file has to be read; it is counted whether or not.
    fn counts_as_wanted(
        &self,
        lookup: &mut Lookup,
        places: &mut ByFolder<'_>,
        entry: &Entry,
        is_personal: bool,
    ) -> bool {
        self.n_personal.fetch_add(u64::from(is_personal), Relaxed);
        let wanted = !is_personal && self.or_fail(self.is_wanted(lookup, places, entry)).unwrap_or(false);
        self.count_seen(entry, wanted);
        wanted
    }

    fn walked(&self, walk: &MountWalk, end: MountEnd) {
        match end {
            MountEnd::Finished(tally) => {
                self.n_links.fetch_add(tally.links, Relaxed);
                self.n_special.fetch_add(tally.special, Relaxed);
                self.n_states.fetch_add(tally.states, Relaxed);
            }
            MountEnd::Died | MountEnd::NotStarted(_) => {
                self.is_unlisted.store(true, Relaxed);
                (self.scan.unlisted)(walk, end);
            }
            MountEnd::Stopped | MountEnd::Stuck => {}
        }
    }

    /// Whether a file has to be read; what is known of an unchanged one is kept.
    fn is_wanted(&self, lookup: &mut Lookup, places: &mut ByFolder<'_>, entry: &Entry) -> state::Result<bool> {
        match lookup.known(entry)? {
            Known::Done(version) => self.recorder.met(version).map(|()| false),
            Known::Unchanged(version) => {
                let (storage, provider) = places.classify(&entry.path);
                self.recorder.unchanged(version, storage, provider).map(|()| false)
            }
            Known::Read => Ok(true),
        }
    }

    fn count_seen(&self, entry: &Entry, wanted: bool) {
        let Scan { counters, .. } = self.scan;
        counters.seen.fetch_add(1, Relaxed);
        match wanted {
            true => counters.bytes_due.fetch_add(entry.size, Relaxed),
            false => counters.done.fetch_add(1, Relaxed),
        };
    }

    fn alias(&self, entry: &Entry) -> ControlFlow<()> {
        let (storage, provider) = self.scan.places.classify(&entry.path);
        self.scan.counters.done.fetch_add(1, Relaxed);
        self.go_on(self.recorder.link(entry, storage, provider))
    }

    fn unopened(&self, entry: Entry, gap: Gap) -> ControlFlow<()> {
        let (storage, _) = self.scan.places.classify(&entry.path);
        self.unread(entry, storage, gap)
    }

    /// A folder that could not be listed.
    fn unlisted(&self, folder: PathBuf, gap: Gap) -> ControlFlow<()> {
        let (storage, _) = self.scan.places.classify_folder(&folder);
        self.unread(Entry::unlisted(folder), storage, gap)
    }

    fn unread(&self, entry: Entry, storage: Storage, gap: Gap) -> ControlFlow<()> {
        self.scan.counters.done.fetch_add(1, Relaxed);
        self.go_on(self.recorder.put(FileRecord::unread(entry, storage, gap)))
    }

    /// Drives one worker until nothing is due.
    fn read_files(&self, slot: usize, queue: &Receiver<Due>) {
        let Scan { counters, stop, .. } = self.scan;
        let mut worker = Worker::new(&self.scan.worker).stopped_by(stop);
        let mut looked = None;
        for due in queue {
            worker.may_hang(due.may_hang);
            let Due {
                entry, file, breaker, ..
            } = due;
            if self.scan.gentle {
                self.wait_for_power(&mut looked);
            }
            if stop.load(Relaxed) {
                continue; // Not read in this run: a resumed one will.
            }
            if breaker.is_open() {
                let _the_next_one_too = self.unopened(entry, Breaker::gap());
                continue;
            }
            counters.reading(slot, Some(&entry.path));
            let name = entry.path.file_name().unwrap_or_default().to_string_lossy();
            let mut answer = worker.read(file, &name);
            // A worker that died did not get so far as to tell the size.
            if let Some(own) = answer
                .documents
                .first_mut()
                .filter(|own| own.inner.is_empty() && own.size == 0)
            {
                own.size = entry.size;
            }
            if answer.stuck {
                breaker.report_stuck();
            }
            counters.reading(slot, None);
            if answer.stopped {
                continue; // A resumed run reads it.
            }
            self.keep(entry, answer.documents);
        }
    }

    /// Counts what was read, and hands it to the state.
    fn keep(&self, entry: Entry, documents: Vec<Facts>) {
        let Scan { counters, .. } = self.scan;
        counters.done.fetch_add(1, Relaxed);
        counters.bytes_done.fetch_add(entry.size, Relaxed);
        let findings: usize = documents.iter().map(|facts| facts.findings.len()).sum();
        counters.findings.fetch_add(findings as u64, Relaxed);
        let (storage, provider) = self.scan.places.classify(&entry.path);
        self.or_fail(self.recorder.put(FileRecord {
            entry,
            storage,
            provider,
            documents,
        }));
    }

    /// Comes back when there is power enough, or the scan is to end.
    fn wait_for_power(&self, looked: &mut Option<Instant>) {
        let Scan { counters, stop, .. } = self.scan;
        if looked.is_some_and(|at| at.elapsed() < LOOK) {
            return;
        }
        while sys::battery().is_some_and(|left| left < BATTERY) && !stop.load(Relaxed) {
            counters.waits_for_power.store(true, Relaxed);
            thread::park_timeout(Duration::from_secs(1));
        }
        counters.waits_for_power.store(false, Relaxed);
        *looked = Some(Instant::now());
    }

    fn go_on(&self, result: state::Result<()>) -> ControlFlow<()> {
        if self.or_fail(result).is_some() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }

    /// The first failure of the state ends the scan; what was committed stays.
    fn or_fail<T>(&self, result: state::Result<T>) -> Option<T> {
        result
            .map_err(|err| {
                let _only_the_first_counts = self.failure.set(err);
                self.scan.stop.store(true, Relaxed);
            })
            .ok()
    }
}
