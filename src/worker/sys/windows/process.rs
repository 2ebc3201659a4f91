//! The main side of a worker on Windows: a child with pipes, in a job that limits it and ends with this process.

use std::io::{self, Read, Write};
use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};
use std::os::windows::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use windows_sys::Win32::Foundation::{STATUS_STACK_BUFFER_OVERRUN, STATUS_STACK_OVERFLOW};
use windows_sys::Win32::System::JobObjects::{
    AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_ACTIVE_PROCESS,
    JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION, JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE, JOB_OBJECT_LIMIT_PROCESS_MEMORY,
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION, JobObjectExtendedLimitInformation, SetInformationJobObject,
};
use windows_sys::Win32::System::Threading::DETACHED_PROCESS;

use super::{OUT_OF_MEMORY, OUT_OF_TIME};
use crate::handoff::Handoff;
use crate::worker::SUBCOMMAND;
use crate::worker::blame::{Fate, exited};
use crate::worker::limits;
use crate::worker::protocol::{HEADER, length};
use crate::worker::sys::{GRACE, wait};

/// A running worker.
pub(in crate::worker) struct Process {
    child: Child,
    requests: ChildStdin,
    /// Pipes have no time-outs: a thread reads, and this side waits as long as it wants to.
    replies: Receiver<io::Result<Vec<u8>>>,
    errors: Receiver<Vec<u8>>,
    silent: Duration,
    /// Ends the worker when it is closed. None where this process is in a job that allows no other.
    _job: Option<OwnedHandle>,
}

impl Process {
    /// Starts one. `silent`: how long it may say nothing while it reads.
    pub(in crate::worker) fn start(program: Option<&Path>, silent: Duration) -> io::Result<Self> {
        let this = std::env::current_exe()?;
        let mut command = Command::new(program.unwrap_or(&this));
        command.arg(SUBCOMMAND).env_clear().env("RUST_BACKTRACE", "0");
        // The loader finds libraries by these.
        for name in ["PATH", "SystemRoot"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        // Without a console: Ctrl-C is for the main process, and a console of its own costs another process.
        let mut child = command.creation_flags(DETACHED_PROCESS).spawn()?;
        // It waits for its first message, and has read nothing yet.
        let job = limiting_job(&child).ok();
        let requests = child.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let replies = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let errors = child.stderr.take().ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Self {
            child,
            requests,
            replies: read_replies(replies)?,
            errors: read_errors(errors)?,
            silent,
            _job: job,
        })
    }

    pub(in crate::worker) fn send(&mut self, message: &[u8], _file: Option<&Handoff>) -> io::Result<()> {
        self.requests.write_all(message)?;
        self.requests.flush()
    }

    /// The next message. An error of kind `TimedOut` says that the worker was silent for too long.
    pub(in crate::worker) fn receive(&mut self, message: &mut Vec<u8>) -> io::Result<()> {
        *message = match self.replies.recv_timeout(self.silent) {
            Ok(reply) => reply?,
            Err(RecvTimeoutError::Timeout) => return Err(io::ErrorKind::TimedOut.into()),
            Err(RecvTimeoutError::Disconnected) => return Err(io::ErrorKind::UnexpectedEof.into()),
        };
        Ok(())
    }

    pub(in crate::worker) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends the worker and says how it went. It never waits longer than a moment.
    pub(in crate::worker) fn end(mut self) -> Fate {
        // A pipe closes before the process that held it has ended: what dies of itself shall keep its own status.
        let status = wait(&mut self.child, GRACE / 10).or_else(|| {
            let _ = self.child.kill();
            wait(&mut self.child, GRACE)
        });
        let Some(status) = status else {
            return Fate::Stuck;
        };
        fate(status, &self.errors.recv_timeout(GRACE).unwrap_or_default())
    }
}

/// Only marks of the Rust runtime are looked for in what the worker wrote: the rest might hold text of a document.
fn fate(status: ExitStatus, written: &[u8]) -> Fate {
    /// What `kill` and the task manager end a process with.
    const TERMINATED: u32 = 1;
    let wrote = |mark: &str| memchr::memmem::find(written, mark.as_bytes()).is_some();
    match status.code().map(i32::cast_unsigned) {
        Some(OUT_OF_TIME) => Fate::OutOfTime,
        Some(OUT_OF_MEMORY) => Fate::OutOfMemory,
        Some(TERMINATED) => Fate::KilledForMemory,
        _ if wrote("memory allocation of ") => Fate::OutOfMemory,
        Some(code) if code == STATUS_STACK_OVERFLOW.cast_unsigned() || wrote("has overflowed its stack") => {
            Fate::Crashed("stack overflow".to_owned())
        }
        // What a failed assertion of the runtime ends a process with, whatever its name says.
        Some(code) if code == STATUS_STACK_BUFFER_OVERRUN.cast_unsigned() => Fate::Crashed("abort".to_owned()),
        Some(code) => exited(code.into()),
        None => Fate::Crashed("no exit status".to_owned()),
    }
}

fn read_replies(mut from: impl Read + Send + 'static) -> io::Result<Receiver<io::Result<Vec<u8>>>> {
    let (replies, receiver) = channel();
    let mut next = move || {
        let mut header = [0; HEADER];
        from.read_exact(&mut header)?;
        let mut message = vec![0; length(header)?];
        from.read_exact(&mut message)?;
        Ok(message)
    };
    std::thread::Builder::new().spawn(move || {
        loop {
            let reply = next();
            let ended = reply.is_err();
            if replies.send(reply).is_err() || ended {
                return;
            }
        }
    })?;
    Ok(receiver)
}

/// Reads all, so that the worker never blocks on it, and keeps the beginning.
fn read_errors(mut from: impl Read + Send + 'static) -> io::Result<Receiver<Vec<u8>>> {
    let (errors, receiver) = channel();
    std::thread::Builder::new().spawn(move || {
        let mut written = Vec::new();
        // The end of the worker is the end of both.
        let _ = (&mut from).take(64 << 10).read_to_end(&mut written);
        let _ = io::copy(&mut from, &mut io::sink());
        let _ = errors.send(written);
    })?;
    Ok(receiver)
}

/// A job that holds the worker alone, limits its memory, and ends it when this process ends.
#[expect(unsafe_code, reason = "the system's interface")]
fn limiting_job(child: &Child) -> io::Result<OwnedHandle> {
    // SAFETY: no attributes and no name are given, which is allowed.
    let raw = unsafe { CreateJobObjectW(std::ptr::null(), std::ptr::null()) };
    if raw.is_null() {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the handle is valid and nobody else's.
    let job = unsafe { OwnedHandle::from_raw_handle(raw) };
    let mut limits = JOBOBJECT_EXTENDED_LIMIT_INFORMATION {
        ProcessMemoryLimit: limits::ADDRESS_SPACE as usize,
        ..JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default()
    };
    limits.BasicLimitInformation.ActiveProcessLimit = 1;
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_PROCESS_MEMORY
        | JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
        | JOB_OBJECT_LIMIT_ACTIVE_PROCESS
        | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
    // SAFETY: the handle is valid, the structure is the one that its class names, and its length is its own.
    let limited = unsafe {
        SetInformationJobObject(
            raw,
            JobObjectExtendedLimitInformation,
            (&raw const limits).cast(),
            size_of_val(&limits) as u32,
        )
    };
    // SAFETY: both handles are valid.
    if limited == 0 || unsafe { AssignProcessToJobObject(raw, child.as_raw_handle()) } == 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(job)
}
