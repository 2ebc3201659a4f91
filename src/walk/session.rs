//! Drives one walk child: takes what it lists, has the wanted files opened, and reports where it got stuck.

use std::ops::ControlFlow;
use std::path::PathBuf;

#[cfg(unix)]
use super::process::{Answer, Answers};
use super::process::{Patience, Process, Silence};
use super::protocol::{Cursor, Job, Record, Task};
use super::{Breaker, Entry, Event, Found, MountEnd, MountWalk, Options, Receiver, Tally, gap};
use crate::extract::Reason;

/// Files that are opened at the same time, at most; and the bytes of their names, so that a request always fits the
/// socket and never waits for a child that hangs.
const OUTSTANDING: usize = 64;
const OUTSTANDING_BYTES: usize = 32 * 1024;

/// Walks one file system to its end in the calling thread. `wanted` decides from the directory entry alone (a state may
/// know the file unchanged); wanted files come back opened through `found`, and so does every gap.
pub fn walk_mount(
    walk: &MountWalk,
    options: &Options,
    breaker: &Breaker,
    wanted: &mut dyn FnMut(&Entry) -> bool,
    found: &mut Receiver<'_>,
) -> MountEnd {
    let process = match Process::start(options, &job(walk, options)) {
        Ok(process) => process,
        // No gap, as where it dies: a run that says it came to its end would never look there again.
        Err(error) => return MountEnd::NotStarted(error.raw_os_error()),
    };
    let mut session = Session {
        process: &process,
        patience: Patience { options, breaker },
        found,
        #[cfg(unix)]
        first_root: first_root(walk),
        at: first_root(walk),
        pending: Vec::new(),
        pending_bytes: 0,
        #[cfg(unix)]
        answers: Answers::default(),
    };
    let end = match session.run(wanted) {
        Ok(tally) => MountEnd::Finished(tally),
        Err(silence) => session.give_up(silence),
    };
    process.kill();
    end
}

fn first_root(walk: &MountWalk) -> PathBuf {
    walk.roots.first().unwrap_or(&walk.mount.point).clone()
}

fn job(walk: &MountWalk, options: &Options) -> Job {
    Job {
        task: Task::Walk,
        sealed: walk.mount.may_hang(),
        subvolumes: matches!(walk.mount.fs_type.as_str(), "btrfs" | "bcachefs" | "zfs"),
        roots: walk.roots.clone(),
        mount_points: walk.mount_points.clone(),
        own_files: options.own_files.clone(),
        own_paths: options.own_paths.clone(),
        exclusions: options.exclusions.clone(),
        honour_ignore_files: options.honour_ignore_files,
        name_passed: options.name_passed,
    }
}

struct Session<'s, 'r> {
    process: &'s Process,
    patience: Patience<'s>,
    found: &'s mut Receiver<'r>,
    #[cfg(unix)]
    first_root: PathBuf,
    /// The directory the child is at; the rest of the file system is a gap there.
    at: PathBuf,
    /// Listed and wanted, not opened yet.
    pending: Vec<Entry>,
    pending_bytes: usize,
    #[cfg(unix)]
    answers: Answers,
}

impl Session<'_, '_> {
    fn run(&mut self, wanted: &mut dyn FnMut(&Entry) -> bool) -> Result<Tally, Silence> {
        loop {
            let frame = self.process.frame(&self.patience)?;
            let mut records = Cursor(&frame);
            while let Some(record) = records.record().map_err(|_| Silence::Ended)? {
                match record {
                    Record::Entry { entry, online_only } => self.entry(entry, online_only, wanted)?,
                    Record::Directory(path) => self.at = path,
                    Record::Gap { path, reason, detail } => self.tell(Event::Gap {
                        path,
                        gap: gap(reason, detail),
                    })?,
                    Record::Passed { path, what } => self.tell(Event::Passed { path, what })?,
                    Record::Resolved(_) | Record::SyncFolders(_) => return Err(Silence::Ended),
                    Record::End(tally) => return self.open_pending().map(|()| tally),
                }
            }
            self.open_pending()?;
        }
    }

    fn entry(
        &mut self,
        entry: Entry,
        online_only: bool,
        wanted: &mut dyn FnMut(&Entry) -> bool,
    ) -> Result<(), Silence> {
        let limit = self.patience.options.max_file_size.unwrap_or(u64::MAX);
        let refusal = match () {
            () if online_only => gap(
                Reason::OnlineOnly,
                "its content is in the cloud only; reading would download it",
            ),
            () if entry.size > limit => gap(Reason::TooLarge, format!("{} bytes, the limit is {limit}", entry.size)),
            () if !wanted(&entry) => return Ok(()),
            () => {
                self.pending_bytes += entry.path.as_os_str().len();
                self.pending.push(entry);
                let is_full = self.pending.len() >= OUTSTANDING || self.pending_bytes >= OUTSTANDING_BYTES;
                return if is_full { self.open_pending() } else { Ok(()) };
            }
        };
        self.tell(Event::File(Found {
            entry,
            file: Err(refusal),
        }))
    }

    fn tell(&mut self, event: Event) -> Result<(), Silence> {
        match (self.found)(event) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Silence::Stopped),
        }
    }

    #[cfg(unix)]
    fn open_pending(&mut self) -> Result<(), Silence> {
        if self.pending.is_empty() {
            return Ok(());
        }
        self.process.ask(&self.pending)?;
        self.pending_bytes = 0;
        let mut asked = std::mem::take(&mut self.pending).into_iter();
        while let Some(entry) = asked.next() {
            let event = match self.process.answer(&mut self.answers, &self.patience) {
                Ok(Answer::Opened(file)) => Event::File(Found { entry, file: Ok(file) }),
                Ok(Answer::Alias) => Event::Alias(entry),
                Ok(Answer::Refused(gap)) => Event::File(Found { entry, file: Err(gap) }),
                Err(silence) => {
                    // The file is a gap of its own: the rest cannot bear its name as well.
                    self.at.clone_from(&self.first_root);
                    self.pending = std::iter::once(entry).chain(asked).collect();
                    return Err(silence);
                }
            };
            self.tell(event)?;
        }
        Ok(())
    }

    #[cfg(windows)]
    fn open_pending(&mut self) -> Result<(), Silence> {
        self.pending_bytes = 0;
        for entry in std::mem::take(&mut self.pending) {
            let file = Ok(super::name::exact(&entry.path).into());
            self.tell(Event::File(Found { entry, file }))?;
        }
        Ok(())
    }

    /// Accounts for what the child had named and was asked for, and for the rest as one gap.
    fn give_up(&mut self, silence: Silence) -> MountEnd {
        let seconds = self.patience.options.silent.as_secs();
        let (reason, detail, end) = match silence {
            Silence::Stopped => return MountEnd::Stopped,
            Silence::Stuck => (
                Reason::LimitTime,
                format!("the file system did not answer within {seconds} s: the rest of it was not read"),
                MountEnd::Stuck,
            ),
            Silence::BreakerOpen => (Reason::LimitTime, Breaker::gap().detail, MountEnd::Stuck),
            // No gap: a run that says it came to its end would never look at the rest again.
            Silence::Ended => return MountEnd::Died,
        };
        let unopened = std::mem::take(&mut self.pending).into_iter();
        let files = unopened.map(|entry| {
            Event::File(Found {
                entry,
                file: Err(gap(reason, detail.clone())),
            })
        });
        let rest = Event::Gap {
            path: self.at.clone(),
            gap: gap(reason, detail.clone()),
        };
        for event in files.chain([rest]) {
            if (self.found)(event).is_break() {
                break;
            }
        }
        end
    }
}
