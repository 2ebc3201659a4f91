//! The worker's own side on Windows: its pipes, the clock of a document, its memory.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::windows::ffi::OsStringExt;
use std::os::windows::fs::OpenOptionsExt;
use std::os::windows::io::AsRawHandle;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use windows_sys::Win32::Foundation::{FILETIME, STATUS_STACK_OVERFLOW};
use windows_sys::Win32::Storage::FileSystem::{FILE_FLAG_OPEN_NO_RECALL, FILE_FLAG_SEQUENTIAL_SCAN};
use windows_sys::Win32::System::JobObjects::IsProcessInJob;
use windows_sys::Win32::System::ProcessStatus::{K32GetProcessMemoryInfo, PROCESS_MEMORY_COUNTERS};
use windows_sys::Win32::System::Threading::{
    GetCurrentProcess, GetExitCodeThread, GetProcessTimes, IDLE_PRIORITY_CLASS, INFINITE, SetPriorityClass,
    TerminateProcess, WaitForSingleObject,
};

use super::{OUT_OF_MEMORY, OUT_OF_TIME};
use crate::extract::Reason;
use crate::walk::{log, unread_reason};
use crate::worker::limits;
use crate::worker::protocol::{HEADER, length};

pub(in crate::worker) struct Channel;

impl Channel {
    pub(in crate::worker) fn open() -> io::Result<Self> {
        Ok(Self)
    }

    /// The next message; none when the main process is gone.
    pub(in crate::worker) fn receive(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut requests = io::stdin().lock();
        let mut header = [0; HEADER];
        match requests.read_exact(&mut header) {
            Err(err) if err.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            read => read?,
        }
        let mut message = vec![0; length(header)?];
        requests.read_exact(&mut message)?;
        Ok(Some(message))
    }

    /// Opens the file that a message names, and its write-ahead log: never fetching it from a cloud or a tape.
    pub(in crate::worker) fn opened(&mut self, path: Option<Vec<u16>>) -> Result<(File, Option<File>), Reason> {
        let path = PathBuf::from(OsString::from_wide(&path.unwrap_or_default()));
        let open = |path: &Path| {
            OpenOptions::new()
                .read(true)
                .custom_flags(FILE_FLAG_OPEN_NO_RECALL | FILE_FLAG_SEQUENTIAL_SCAN)
                .open(path)
        };
        let mut file = open(&path).map_err(|err| unread_reason(&err))?;
        let log = log::is_database(&mut file)
            .then(|| open(&log::of(&path)).ok())
            .flatten();
        Ok((file, log))
    }

    pub(in crate::worker) fn send(&mut self, messages: &[u8]) -> io::Result<()> {
        let mut replies = io::stdout().lock();
        replies.write_all(messages)?;
        replies.flush()
    }
}

/// The job object that the main process puts this one in has the limits.
pub(in crate::worker) fn limit_process() -> io::Result<()> {
    Ok(())
}

/// The processor time of the document being read. A job's own limit cannot be begun again for every document, so a
/// thread looks at the clock; and at the memory, for where there is no job.
pub(in crate::worker) struct CpuClock {
    /// In units of 100 ns of this process's time.
    time: u64,
    until: Arc<AtomicU64>,
}

impl CpuClock {
    pub(in crate::worker) fn new(seconds: u32) -> Self {
        let until = Arc::new(AtomicU64::new(u64::MAX));
        let deadline = Arc::clone(&until);
        // Without the thread, the main process still ends what is silent.
        let _ = std::thread::Builder::new().spawn(move || {
            loop {
                std::thread::sleep(Duration::from_millis(100));
                if used() >= deadline.load(Ordering::Relaxed) {
                    end(OUT_OF_TIME);
                }
                if memory().PagefileUsage as u64 >= limits::ADDRESS_SPACE {
                    end(OUT_OF_MEMORY);
                }
            }
        });
        Self {
            time: u64::from(seconds) * 10_000_000,
            until,
        }
    }

    /// From now on, the full time again.
    pub(in crate::worker) fn arm(&mut self) {
        self.until.store(used() + self.time, Ordering::Relaxed);
    }
}

/// Processor time of this process, in units of 100 ns.
#[expect(unsafe_code, reason = "the system's interface")]
fn used() -> u64 {
    let [mut created, mut ended, mut kernel, mut user] = [FILETIME::default(); 4];
    // SAFETY: the handle of one's own process is always valid, and so are the four places.
    let known = unsafe { GetProcessTimes(GetCurrentProcess(), &mut created, &mut ended, &mut kernel, &mut user) };
    let count = |time: FILETIME| u64::from(time.dwHighDateTime) << 32 | u64::from(time.dwLowDateTime);
    if known == 0 { 0 } else { count(kernel) + count(user) }
}

/// At once: running what is registered to run at exit could wait for the thread that hangs.
#[expect(unsafe_code, reason = "the system's interface")]
fn end(status: u32) {
    // SAFETY: the handle of one's own process is always valid.
    unsafe { TerminateProcess(GetCurrentProcess(), status) };
}

/// Waits for a thread to end. Where a thread ends without its process (wine 8 does that to one whose stack is used up,
/// and wakes who waits for it before it ends the process of an abort), the process ends as it would have: there is
/// nothing to join.
#[expect(unsafe_code, reason = "the system's interface")]
pub(in crate::worker) fn await_end<T>(thread: &JoinHandle<T>) {
    let mut status = 0;
    // SAFETY: the thread's handle is open as long as its owner lives, and `status` is a valid place.
    unsafe {
        WaitForSingleObject(thread.as_raw_handle(), INFINITE);
        GetExitCodeThread(thread.as_raw_handle(), &mut status);
    }
    match status {
        // A thread that ends by itself lets go of what it had to say.
        _ if thread.is_finished() => {}
        0 | 1 => end(STATUS_STACK_OVERFLOW.cast_unsigned()),
        status => end(status),
    }
}

/// This process's memory; all 0 where the system does not tell.
#[expect(unsafe_code, reason = "the system's interface")]
fn memory() -> PROCESS_MEMORY_COUNTERS {
    let mut memory = PROCESS_MEMORY_COUNTERS::default();
    let len = size_of_val(&memory) as u32;
    // SAFETY: the handle of one's own process is always valid, and the length is that of the structure.
    unsafe { K32GetProcessMemoryInfo(GetCurrentProcess(), &mut memory, len) };
    memory
}

/// This process's resident memory.
pub(in crate::worker) struct Resident;

impl Resident {
    pub(in crate::worker) fn open() -> Self {
        Self
    }

    /// In bytes; 0 where the system does not tell.
    pub(in crate::worker) fn bytes(&self) -> u64 {
        memory().WorkingSetSize as u64
    }
}

/// Says whether this process is in a job: nothing more can be closed from inside.
#[expect(unsafe_code, reason = "the system's interface")]
pub(in crate::worker) fn confine_process() -> Vec<(String, String)> {
    let mut in_job = 0;
    // SAFETY: the handle of one's own process is always valid; no job means any job.
    let known = unsafe { IsProcessInJob(GetCurrentProcess(), std::ptr::null_mut(), &mut in_job) };
    let (job, memory) = if known != 0 && in_job != 0 {
        ("on", format!("{} MB", limits::ADDRESS_SPACE >> 20))
    } else {
        ("off", "unlimited".to_owned())
    };
    vec![("memory".to_owned(), memory), ("job-object".to_owned(), job.to_owned())]
}

/// There is no filter of system calls.
pub(in crate::worker) fn confine_calls() -> Vec<(String, String)> {
    Vec::new()
}

/// Yields to everything else; child processes inherit it.
#[expect(unsafe_code, reason = "the system's interface")]
pub fn be_gentle() -> io::Result<()> {
    // SAFETY: the handle of one's own process is always valid.
    match unsafe { SetPriorityClass(GetCurrentProcess(), IDLE_PRIORITY_CLASS) } {
        0 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}
