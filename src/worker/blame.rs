//! Which document is to blame when workers die: what is settled, what is tried again, what is given up. Pure.

use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

use super::protocol::Position;
use crate::extract::Reason;
use crate::finding::{Facts, Gap};

/// Deaths over one file after which the rest of it is given up: two for each of 16 members.
const MAX_DEATHS: u32 = 32;
/// A worker that the system killed for want of memory says little about its document, unless it goes on.
const MAX_FOR_MEMORY: u32 = 4;
/// One that somebody killed says nothing about it: whoever kills so many may have come upon the same one by chance.
const MAX_OUTSIDE: u32 = 20;
/// Behind the first few, a killer is given the time to pass by: a little longer each time, three seconds in all.
const MAX_AT_ONCE: u32 = 4;
const PAUSE: Duration = Duration::from_millis(25);

/// How a worker ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Killed, and not gone: blocked in the kernel, as by a hung mount. Trying again would cost another one.
    Stuck,
    NotStarted(Obstacle),
    /// By a SIGKILL that was neither ours nor, as far as it tells, the system's.
    #[cfg_attr(not(unix), allow(dead_code, reason = "other systems have no such signal"))]
    KilledOutside,
    /// By one where the system was short of memory, or does not tell.
    KilledForMemory,
    OutOfMemory,
    OutOfTime,
    /// Longer at one document than it may take.
    TooLong,
    Silent,
    /// Silent, and not at work: what it waited for will not come at the next try either.
    Waiting,
    Crashed(String),
}

/// How a worker ended that gave an exit status.
pub(super) fn exited(code: i64) -> Fate {
    Fate::Crashed(if code == i64::from(super::UNREADY) {
        "the reading process could not make itself ready".to_owned()
    } else {
        format!("exit status {code}")
    })
}

/// Why no worker could be started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Obstacle {
    NoProgram,
    NotAllowed,
    NoMemory,
    /// Files or processes: there may be no more.
    TooMany,
    /// Started, and gone before it was told anything.
    EndedAtOnce,
    Other,
}

impl From<&io::Error> for Obstacle {
    fn from(err: &io::Error) -> Self {
        /// "Too many open files", of one process and of the system, which have no kind.
        const TOO_MANY_OPEN: [i32; 2] = if cfg!(windows) { [4, 4] } else { [24, 23] };
        match err.kind() {
            _ if err.raw_os_error().is_some_and(|code| TOO_MANY_OPEN.contains(&code)) => Self::TooMany,
            // What starting a process says where there may be no more.
            io::ErrorKind::WouldBlock => Self::TooMany,
            io::ErrorKind::NotFound => Self::NoProgram,
            io::ErrorKind::PermissionDenied => Self::NotAllowed,
            io::ErrorKind::OutOfMemory => Self::NoMemory,
            _ => Self::Other,
        }
    }
}

impl Obstacle {
    fn detail(self) -> &'static str {
        match self {
            Self::NoProgram => "no reading process could be started: its program is not there",
            Self::NotAllowed => "no reading process could be started: the system does not allow it",
            Self::NoMemory => "no reading process could be started: there is no memory for it",
            Self::TooMany => "no reading process could be started: too many files or processes are open",
            Self::EndedAtOnce => "no reading process could be started: it ended at once",
            Self::Other => "no reading process could be started",
        }
    }
}

impl Fate {
    fn gap(&self) -> Gap {
        let (reason, detail) = match self {
            Self::Stuck => (Reason::LimitTime, "the file system does not answer"),
            Self::NotStarted(obstacle) => (Reason::Crashed, obstacle.detail()),
            Self::KilledOutside => (Reason::Crashed, "somebody ended the reading process again and again"),
            Self::KilledForMemory => (Reason::LimitMemory, "the system ended the reading process"),
            Self::OutOfMemory => (Reason::LimitMemory, "more memory than a document may use"),
            Self::OutOfTime => (Reason::LimitTime, "more processor time than a document may use"),
            Self::TooLong => (Reason::LimitTime, "more time than a document may take"),
            Self::Silent | Self::Waiting => (Reason::LimitTime, "no progress"),
            Self::Crashed(how) => (Reason::Crashed, &how[..]),
        };
        Gap {
            reason,
            inner: Vec::new(),
            detail: detail.to_owned(),
        }
    }
}

/// What to do after a death.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Read again in a fresh worker, behind [`Tally::after`].
    Again,
    /// The file is settled.
    Over,
}

/// What is known of one file, over all the workers that read it.
#[derive(Default)]
pub(super) struct Tally {
    /// Sorted as read: the file itself, then its members in order.
    settled: BTreeMap<Position, Facts>,
    /// Come to and not ended, in the worker of now; outermost first.
    open: Vec<(Position, Vec<String>)>,
    snapshot: BTreeMap<Position, Facts>,
    after: Position,
    /// Died once.
    suspect: Option<Position>,
    n_deaths: u32,
    n_outside: u32,
}

impl Tally {
    /// A worker begins with the file.
    pub(super) fn begin(&mut self) {
        self.open.clear();
        self.open.push((Position::new(), Vec::new()));
    }

    /// Members up to here need not be read again.
    pub(super) fn after(&self) -> &Position {
        &self.after
    }

    /// Whether a worker died of this file.
    pub(super) fn careful(&self) -> bool {
        self.n_deaths > 0
    }

    pub(super) fn entered(&mut self, position: Position, inner: Vec<String>) {
        self.open.push((position, inner));
    }

    pub(super) fn ended(&mut self, position: Position, facts: Facts) {
        self.open.retain(|(open, _)| *open != position);
        self.settled.insert(position, facts);
    }

    pub(super) fn snapshot(&mut self, documents: Vec<(Position, Facts)>) {
        self.snapshot = documents.into_iter().collect();
    }

    /// A worker died with the file.
    pub(super) fn died(&mut self, fate: &Fate) -> Next {
        let (dying, inner) = self.open.last().cloned().unwrap_or_default();
        if let Some((last, _)) = self.settled.last_key_value() {
            self.after.clone_from(last);
        }
        if matches!(fate, Fate::Stuck | Fate::Waiting | Fate::NotStarted(_)) {
            return self.give_up(fate);
        }
        let most_outside = match fate {
            Fate::KilledOutside => MAX_OUTSIDE,
            Fate::KilledForMemory => MAX_FOR_MEMORY,
            _ => 0,
        };
        if self.n_outside < most_outside {
            self.n_outside += 1;
            return Next::Again;
        }
        self.n_deaths += 1;
        // Who had all the time there is would only take it twice.
        let once_is_enough = *fate == Fate::TooLong;
        if !once_is_enough && self.suspect.as_ref() != Some(&dying) && self.n_deaths < MAX_DEATHS {
            self.suspect = Some(dying);
            return Next::Again;
        }
        self.suspect = None;
        if dying.is_empty() || self.n_deaths >= MAX_DEATHS {
            return self.give_up(fate);
        }
        self.blame(&dying, inner, fate);
        self.after = dying;
        Next::Again
    }

    /// How long to wait before the file is read again.
    pub(super) fn pause(&self) -> Duration {
        PAUSE * self.n_outside.saturating_sub(MAX_AT_ONCE)
    }

    /// Everything begun stays as it is known now.
    fn give_up(&mut self, fate: &Fate) -> Next {
        for (position, inner) in std::mem::take(&mut self.open) {
            self.blame(&position, inner, fate);
        }
        Next::Over
    }

    fn blame(&mut self, position: &Position, inner: Vec<String>, fate: &Fate) {
        let mut facts = self.snapshot.remove(position).unwrap_or_else(|| Facts::unread(inner));
        facts.unread.push(fate.gap());
        self.settled.insert(position.clone(), facts);
    }

    /// The file itself first, then its members in order.
    pub(super) fn into_documents(mut self) -> Vec<Facts> {
        self.settled
            .entry(Position::new())
            .or_insert_with(|| Facts::unread(Vec::new()));
        self.settled.into_values().collect()
    }
}

#[cfg(test)]
mod tests;
