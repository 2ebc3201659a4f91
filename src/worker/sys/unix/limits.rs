//! A worker's limits on Unix.

use std::io;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};

use crate::worker::limits;

/// Limits this process for the rest of its life.
pub(in crate::worker) fn limit_process() -> io::Result<()> {
    lower(Resource::Core, 0)?;
    lower(Resource::Nofile, limits::OPEN_FILES)?;
    lower(Resource::As, limits::ADDRESS_SPACE)
}

pub(super) fn lower(resource: Resource, limit: u64) -> io::Result<()> {
    let limit = getrlimit(resource).maximum.map_or(limit, |maximum| maximum.min(limit));
    let limit = Rlimit {
        current: Some(limit),
        maximum: Some(limit),
    };
    Ok(setrlimit(resource, limit)?)
}

/// The processor time of the document being read. The kernel keeps it (`RLIMIT_CPU`, to the second, ending the
/// process by `SIGXCPU`): nothing that runs away in this process can keep it from doing so, and no thread is needed.
pub(in crate::worker) struct CpuClock {
    seconds: u64,
    armed: u64,
}

impl CpuClock {
    pub(in crate::worker) fn new(seconds: u32) -> Self {
        Self {
            seconds: seconds.into(),
            armed: 0,
        }
    }

    /// From now on, the full time again.
    pub(in crate::worker) fn arm(&mut self) {
        let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
        // The second that has begun does not count.
        let until = used + self.seconds + 1;
        if until != self.armed {
            let limit = Rlimit {
                current: Some(until),
                maximum: getrlimit(Resource::Cpu).maximum,
            };
            // Fails where the administrator's own limit is lower, which then holds.
            let _ = setrlimit(Resource::Cpu, limit);
            self.armed = until;
        }
    }
}

/// This process's resident memory. Opened before the sandbox closes the file system, which the page size is asked of
/// too.
pub(in crate::worker) struct Resident {
    #[cfg(target_os = "linux")]
    statm: Option<std::fs::File>,
    #[cfg(target_os = "linux")]
    page_size: u64,
}

impl Resident {
    pub(in crate::worker) fn open() -> Self {
        Self {
            #[cfg(target_os = "linux")]
            statm: std::fs::File::open("/proc/self/statm").ok(),
            #[cfg(target_os = "linux")]
            page_size: rustix::param::page_size() as u64,
        }
    }

    /// In bytes; 0 where the system does not tell.
    #[cfg(target_os = "linux")]
    pub(in crate::worker) fn bytes(&self) -> u64 {
        let mut line = [0; 128];
        let Some(Ok(len)) = self
            .statm
            .as_ref()
            .map(|statm| std::os::unix::fs::FileExt::read_at(statm, &mut line, 0))
        else {
            return 0;
        };
        let pages = std::str::from_utf8(&line[..len])
            .ok()
            .and_then(|line| line.split(' ').nth(1)?.parse::<u64>().ok());
        pages.unwrap_or(0) * self.page_size
    }

    #[cfg(not(target_os = "linux"))]
    pub(in crate::worker) fn bytes(&self) -> u64 {
        0
    }
}

/// Closes the file system and the network to this process. Before threads are started.
pub(in crate::worker) fn confine_process() -> Vec<(String, String)> {
    let mut states = vec![
        (
            "address-space".to_owned(),
            format!("{} MB", limits::ADDRESS_SPACE >> 20),
        ),
        ("core-dumps".to_owned(), "off".to_owned()),
    ];
    #[cfg(target_os = "linux")]
    states.extend(super::super::linux::confine_process());
    #[cfg(not(target_os = "linux"))]
    states.push(("sandbox".to_owned(), "none on this system".to_owned()));
    states
}

/// Leaves all threads of this process only the system calls that reading needs. After threads are started.
pub(in crate::worker) fn confine_calls() -> Vec<(String, String)> {
    #[cfg(target_os = "linux")]
    return super::super::linux::confine_calls();
    #[cfg(not(target_os = "linux"))]
    Vec::new()
}

/// Lets this process have as many files open as it may: the usual limit is far lower than that, for the sake of
/// programs of old. Says how many that are.
pub fn open_files() -> usize {
    let limit = getrlimit(Resource::Nofile);
    // Where it is refused, the limit that is asked for next is still true.
    let _ = setrlimit(
        Resource::Nofile,
        Rlimit {
            current: limit.maximum,
            maximum: limit.maximum,
        },
    );
    let now = getrlimit(Resource::Nofile).current;
    now.map_or(usize::MAX, |n| usize::try_from(n).unwrap_or(usize::MAX))
}

/// Yields to everything else: lowest priority for the processor and, with it, for disks. Call it before threads are
/// started: they and all child processes inherit it.
pub fn be_gentle() -> io::Result<()> {
    rustix::process::nice(19)?;
    Ok(())
}

/// What is written beyond a limit on the size of files (`RLIMIT_FSIZE`) is an error that can be told, not the end of
/// this process. Child processes begin without it. Call it before threads are started: they inherit it.
pub fn survive_size_limits() {
    let blocked = nix::sys::signal::SigSet::from(nix::sys::signal::Signal::SIGXFSZ);
    // Where it is refused, the process ends as it would have.
    let _ = blocked.thread_block();
}
