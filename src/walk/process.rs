//! A running walk child, seen from the main process: it can be waited for with patience that ends.

use std::io;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, bounded};
#[cfg(windows)]
use windows_sys::Win32::System::Threading::DETACHED_PROCESS;

use super::protocol::{Job, put_job, read_frame, write_frame};
use super::{Breaker, Options, SUBCOMMAND};

/// How often a waiting walk looks whether it was told to stop.
const TICK: Duration = Duration::from_millis(50);
/// A killed child that is not gone by then hangs in the kernel, and is left there.
const KILL_PATIENCE: Duration = Duration::from_millis(500);

/// Why no answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    Stopped,
    /// Too many readers hang on this file system.
    BreakerOpen,
    Stuck,
    Ended,
}

pub struct Process {
    child: Child,
    /// Closing it tells the child to end.
    #[cfg(unix)]
    asks: std::os::unix::net::UnixStream,
    #[cfg(windows)]
    _asks: std::process::ChildStdin,
    frames: Receiver<io::Result<Vec<u8>>>,
}

impl Process {
    pub fn start(options: &Options, job: &Job) -> io::Result<Self> {
        let mut frame = Vec::new();
        put_job(&mut frame, job);
        let mut command = Command::new(&options.program);
        command.arg(SUBCOMMAND).stdout(Stdio::piped()).stderr(Stdio::null());
        // Not in a scanned directory: it could not be unmounted while a stuck child is left behind.
        #[cfg(unix)]
        command.current_dir("/");
        #[cfg(windows)]
        command.current_dir(options.program.parent().unwrap_or(&options.program));
        // Ctrl-C on a terminal is for the main process, which ends its children.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        #[cfg(windows)]
        std::os::windows::process::CommandExt::creation_flags(&mut command, DETACHED_PROCESS);
        let (mut child, mut asks) = spawn(&mut command)?;
        let mut stdout = child
            .stdout
            .take()
            .ok_or_else(|| io::Error::other("no pipe to the walk process"))?;
        match write_frame(&mut asks, &frame) {
            // It ended before it took its job; that it says nothing tells so.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            written => written?,
        }
        // A thread, since a pipe cannot be waited for with a time limit on every system. It stays behind with a stuck
        // child.
        let (sender, frames) = bounded(2);
        thread::Builder::new().name("walk-frames".to_owned()).spawn(move || {
            loop {
                let frame = read_frame(&mut stdout).transpose();
                let Some(frame) = frame else { return };
                let failed = frame.is_err();
                if sender.send(frame).is_err() || failed {
                    return;
                }
            }
        })?;
        Ok(Self {
            child,
            #[cfg(unix)]
            asks,
            #[cfg(windows)]
            _asks: asks,
            frames,
        })
    }

    /// The next frame of what the child found.
    pub fn frame(&self, patience: &Patience<'_>) -> Result<Vec<u8>, Silence> {
        let asked = Instant::now();
        loop {
            patience.check(asked)?;
            match self.frames.recv_timeout(TICK) {
                Ok(Ok(frame)) => return Ok(frame),
                Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => return Err(Silence::Ended),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// Kills the child. One that hangs in the kernel is not waited for: it would keep the whole run from ending.
    pub fn kill(mut self) {
        // It fails only when the child is gone already.
        let _ = self.child.kill();
        let killed = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) && killed.elapsed() < KILL_PATIENCE {
            thread::sleep(Duration::from_millis(5));
        }
    }
}

/// How long to wait, and for what else to look while waiting.
pub struct Patience<'p> {
    pub options: &'p Options,
    pub breaker: &'p Breaker,
}

impl Patience<'_> {
    pub fn check(&self, asked: Instant) -> Result<(), Silence> {
        match () {
            () if self.options.stop.load(Ordering::Relaxed) => Err(Silence::Stopped),
            () if self.breaker.is_open() => Err(Silence::BreakerOpen),
            () if asked.elapsed() > self.options.silent => Err(Silence::Stuck),
            () => Ok(()),
        }
    }
}

#[cfg(unix)]
fn spawn(command: &mut Command) -> io::Result<(Child, std::os::unix::net::UnixStream)> {
    let (near, far) = std::os::unix::net::UnixStream::pair()?;
    near.set_read_timeout(Some(TICK))?;
    near.set_write_timeout(Some(Duration::from_secs(10)))?;
    let child = command.stdin(Stdio::from(std::os::fd::OwnedFd::from(far))).spawn()?;
    // The command keeps its copy of the far end, which would hide the child's death.
    command.stdin(Stdio::null());
    Ok((child, near))
}

#[cfg(windows)]
fn spawn(command: &mut Command) -> io::Result<(Child, std::process::ChildStdin)> {
    let mut child = command.stdin(Stdio::piped()).spawn()?;
    let asks = child
        .stdin
        .take()
        .ok_or_else(|| io::Error::other("no pipe to the walk process"))?;
    Ok((child, asks))
}

#[cfg(unix)]
mod opening {
    use std::collections::VecDeque;
    use std::os::fd::OwnedFd;

    use super::*;
    use crate::finding::Gap;
    use crate::handoff::Handoff;
    use crate::handoff::take_from;
    use crate::walk::open::message;
    use crate::walk::protocol::{REASONS, put_request};
    use crate::walk::serve::{ALIAS, ANSWER, OPENED, OPENED_WITH_LOG};
    use crate::walk::{Entry, gap};

    /// What the child made of one request.
    pub enum Answer {
        Opened(Handoff),
        Alias,
        Refused(Gap),
    }

    /// Answers that were received and not read yet.
    #[derive(Default)]
    pub struct Answers {
        bytes: VecDeque<u8>,
        files: VecDeque<OwnedFd>,
    }

    impl Process {
        pub fn ask(&self, entries: &[Entry]) -> Result<(), Silence> {
            let mut frame = Vec::new();
            entries.iter().for_each(|entry| put_request(&mut frame, entry));
            write_frame(&mut &self.asks, &frame).map_err(|_| Silence::Ended)
        }

        pub fn answer(&self, answers: &mut Answers, patience: &Patience<'_>) -> Result<Answer, Silence> {
            let asked = Instant::now();
            while answers.bytes.len() < ANSWER {
                patience.check(asked)?;
                let mut bytes = [0; 16 * ANSWER];
                match take_from(&self.asks, &mut bytes, &mut answers.files) {
                    Ok(0) => return Err(Silence::Ended),
                    Ok(n_bytes) => answers.bytes.extend(&bytes[..n_bytes]),
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(_) => return Err(Silence::Ended),
                }
            }
            let mut answer = [0; ANSWER];
            answer
                .iter_mut()
                .zip(answers.bytes.drain(..ANSWER))
                .for_each(|(byte, received)| *byte = received);
            let [what, errno @ ..] = answer;
            match what {
                OPENED | OPENED_WITH_LOG => {
                    let mut file = Handoff::from(answers.files.pop_front().ok_or(Silence::Ended)?);
                    if what == OPENED_WITH_LOG {
                        file = file.with_log(answers.files.pop_front().ok_or(Silence::Ended)?);
                    }
                    Ok(Answer::Opened(file))
                }
                ALIAS => Ok(Answer::Alias),
                reason => {
                    let reason = *REASONS.get(usize::from(reason)).ok_or(Silence::Ended)?;
                    Ok(Answer::Refused(gap(reason, message(i32::from_le_bytes(errno)))))
                }
            }
        }
    }
}

#[cfg(unix)]
pub use opening::{Answer, Answers};
