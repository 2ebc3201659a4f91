//! What differs between operating systems: starting, feeding, limiting, confining and ending a worker.
//!
//! Both systems' modules offer the same names: `Process` (the main side), `Channel`, `CpuClock`,
//! `Resident`, `limit_process`, `confine_process`, `confine_calls`, `await_end` (the worker's side), `battery`,
//! `be_gentle`, `device_error`, `survive_size_limits` and `start_picture_reader`, `read_pictures`, `read_picture`, `shows_colors`.

use std::process::{Child, ExitStatus};
use std::time::{Duration, Instant};

#[cfg(target_os = "linux")]
mod linux;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(super) use unix::{
    Channel, CpuClock, Process, Resident, confine_calls, confine_process, limit_process, start_picture_reader,
};
#[cfg(unix)]
pub use unix::{battery, be_gentle, device_error, open_files, read_picture, read_pictures, survive_size_limits};
#[cfg(windows)]
pub(super) use windows::{
    Channel, CpuClock, Process, Resident, await_end, confine_calls, confine_process, limit_process,
};
#[cfg(windows)]
pub use windows::{battery, be_gentle, device_error, drives, shows_colors, system_drive};

/// What `device_error` tells: a failing disk, and a link that leads to itself.
const UNREADABLE: &str = "the device cannot be read";
const CIRCLE: &str = "links that lead in a circle";

/// How long a killed process may take to go before it is left behind.
pub(super) const GRACE: Duration = Duration::from_millis(500);

/// How a child ended, if it does within that time: one that hangs in the kernel may not be waited for without end.
pub(super) fn wait(child: &mut Child, patience: Duration) -> Option<ExitStatus> {
    let begun = Instant::now();
    let mut pause = Duration::from_micros(100);
    loop {
        if let Ok(Some(status)) = child.try_wait() {
            return Some(status);
        }
        if begun.elapsed() >= patience {
            return None;
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

/// Whether a program that reads pictures can be closed off here.
pub(super) const CAN_READ_PICTURES: bool = cfg!(target_os = "linux");

#[cfg(windows)]
pub(super) fn start_picture_reader(_: &[String]) -> std::io::Result<Box<dyn crate::extract::Recognise>> {
    Err(std::io::ErrorKind::Unsupported.into())
}

#[cfg(windows)]
pub fn read_pictures(_: &[String]) -> std::process::ExitCode {
    std::process::ExitCode::from(2)
}

#[cfg(windows)]
pub fn read_picture(_: &[String]) -> std::process::ExitCode {
    std::process::ExitCode::from(2)
}

/// Waits for a thread to end; joining does that.
#[cfg(unix)]
pub(super) fn await_end<T>(_thread: &std::thread::JoinHandle<T>) {}

/// Windows has no such limit that a scan could come near to.
#[cfg(windows)]
pub fn open_files() -> usize {
    usize::MAX
}

/// There is no such limit there.
#[cfg(windows)]
pub fn survive_size_limits() {}

/// Whether the terminal that is standard output shows colours.
#[cfg(unix)]
pub fn shows_colors() -> bool {
    true
}

/// The file that is this process's standard input.
#[cfg(unix)]
pub(super) fn standard_input() -> std::io::Result<std::fs::File> {
    Ok(std::os::fd::AsFd::as_fd(&std::io::stdin()).try_clone_to_owned()?.into())
}

/// The file that is this process's standard input.
#[cfg(windows)]
pub(super) fn standard_input() -> std::io::Result<std::fs::File> {
    Ok(std::os::windows::io::AsHandle::as_handle(&std::io::stdin())
        .try_clone_to_owned()?
        .into())
}
