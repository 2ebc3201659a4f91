//! The main side of a worker on Unix: a child whose standard input is one end of a socket pair.

use std::io::{self, BufReader, Read};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::Signal;

use crate::handoff::{Handoff, send_with};
use crate::worker::SUBCOMMAND;
use crate::worker::blame::{Fate, exited};
use crate::worker::protocol::{HEADER, length};
use crate::worker::sys::{GRACE, wait};

/// Who took less of the processor than one part in so many of the time was waiting.
#[cfg(target_os = "linux")]
const WORKING: u32 = 20;
/// How often one who waits for an answer looks whether the scan goes on.
const TICK: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 100_000_000,
};

/// A running worker.
pub(in crate::worker) struct Process {
    child: Child,
    replies: BufReader<UnixStream>,
    errors: UnixStream,
    /// Processes that the system had killed for want of memory when this one began.
    n_killed: Option<u64>,
}

impl Process {
    /// Starts one. `silent`: how long it may say nothing while it reads.
    pub(in crate::worker) fn start(program: Option<&Path>, silent: Duration) -> io::Result<Self> {
        let (ours, theirs) = UnixStream::pair()?;
        ours.set_read_timeout(Some(silent))?;
        ours.set_write_timeout(Some(silent))?;
        let (errors, their_errors) = UnixStream::pair()?;
        // What a library writes there must not block the worker when nobody reads it.
        errors.set_nonblocking(true)?;
        their_errors.set_nonblocking(true)?;
        let this = this_program()?;
        let child = Command::new(program.unwrap_or(&this))
            .arg0("speur")
            .arg(SUBCOMMAND)
            // Ctrl-C on a terminal is for the main process, which ends its workers.
            .process_group(0)
            .env_clear()
            // Every arena reserves 64 MB of the address space that is limited.
            .env("MALLOC_ARENA_MAX", "1")
            // Under the sandbox a backtrace could only fail.
            .env("RUST_BACKTRACE", "0")
            .current_dir("/")
            .stdin(OwnedFd::from(theirs))
            .stdout(Stdio::null())
            .stderr(OwnedFd::from(their_errors))
            .spawn()?;
        Ok(Self {
            child,
            replies: BufReader::new(ours),
            errors,
            n_killed: killed_for_memory(),
        })
    }

    pub(in crate::worker) fn send(&mut self, message: &[u8], file: Option<&Handoff>) -> io::Result<()> {
        let files = file.map(Handoff::descriptors).unwrap_or_default();
        send_with(self.replies.get_ref(), message, &files)
    }

    /// Whether there is something to receive; it waits for that a moment.
    pub(in crate::worker) fn has_answer(&self) -> io::Result<bool> {
        if !self.replies.buffer().is_empty() {
            return Ok(true);
        }
        let mut sockets = [PollFd::new(self.replies.get_ref(), PollFlags::IN)];
        let n_ready = rustix::io::retry_on_intr(|| poll(&mut sockets, Some(&TICK)))?;
        Ok(n_ready > 0)
    }

    /// The next message. An error of kind `WouldBlock` says that the worker was silent for too long.
    pub(in crate::worker) fn receive(&mut self, message: &mut Vec<u8>) -> io::Result<()> {
        let mut header = [0; HEADER];
        self.replies.read_exact(&mut header)?;
        message.resize(length(header)?, 0);
        self.replies.read_exact(message)
    }

    pub(in crate::worker) fn id(&self) -> u32 {
        self.child.id()
    }

    /// What the worker took of the processor until now, where the system tells.
    pub(in crate::worker) fn processor_time(&self) -> Option<Duration> {
        #[cfg(target_os = "linux")]
        return super::super::linux::processor_time(self.id()).map(|(time, _)| time);
        #[cfg(not(target_os = "linux"))]
        None
    }

    /// Whether the worker waited for something all that time. One that would work and gets no processor does not.
    pub(in crate::worker) fn has_waited_since(&self, before: Duration, time: Duration) -> bool {
        #[cfg(target_os = "linux")]
        return super::super::linux::processor_time(self.id())
            .is_some_and(|(now, is_waiting)| is_waiting && now.saturating_sub(before) < time / WORKING);
        #[cfg(not(target_os = "linux"))]
        return before > time;
    }

    /// Ends the worker and says how it went. It never waits longer than a moment.
    pub(in crate::worker) fn end(mut self) -> Fate {
        // A process that died of itself keeps its own status.
        let _ = self.child.kill();
        match wait(&mut self.child, GRACE) {
            Some(status) => fate(status, &mut self.errors, self.n_killed),
            None => Fate::Stuck,
        }
    }
}

/// The running program itself, also when its file was replaced since.
pub(super) fn this_program() -> io::Result<std::path::PathBuf> {
    if cfg!(target_os = "linux") {
        return Ok("/proc/self/exe".into());
    }
    std::env::current_exe()
}

/// How many processes the system killed so far because there was no memory left, where it tells.
fn killed_for_memory() -> Option<u64> {
    #[cfg(target_os = "linux")]
    return super::super::linux::killed_for_memory();
    #[cfg(not(target_os = "linux"))]
    None
}

/// Only marks of the Rust runtime are looked for in what the worker wrote: the rest might hold text of a document.
fn fate(status: ExitStatus, errors: &mut UnixStream, n_killed: Option<u64>) -> Fate {
    let mut written = Vec::new();
    // The other end is gone or would block: what there is was read.
    let _ = errors.take(64 << 10).read_to_end(&mut written);
    let wrote = |mark: &str| memchr::memmem::find(&written, mark.as_bytes()).is_some();
    match status.signal().and_then(Signal::from_named_raw) {
        Some(Signal::XCPU) => Fate::OutOfTime,
        Some(Signal::KILL) if n_killed.is_some() && killed_for_memory() == n_killed => Fate::KilledOutside,
        Some(Signal::KILL) => Fate::KilledForMemory,
        Some(Signal::ABORT) if wrote("memory allocation of ") => Fate::OutOfMemory,
        Some(Signal::ABORT) if wrote("has overflowed its stack") => Fate::Crashed("stack overflow".to_owned()),
        Some(Signal::ABORT) => Fate::Crashed("abort".to_owned()),
        #[cfg(target_os = "linux")]
        Some(Signal::SYS) => Fate::Crashed("forbidden system call".to_owned()),
        Some(signal) => Fate::Crashed(format!("signal {}", signal.as_raw())),
        None => exited(status.code().unwrap_or(-1).into()),
    }
}
