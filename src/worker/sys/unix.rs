//! Unix: descriptors travel over socket pairs, limits are rlimits, sandboxes are the system's own.

mod channel;
mod limits;
mod pictures;
mod power;
mod process;

pub(in crate::worker) use channel::Channel;
pub(in crate::worker) use limits::{CpuClock, Resident, confine_calls, confine_process, limit_process};
pub use limits::{be_gentle, open_files, survive_size_limits};
pub(in crate::worker) use pictures::start_picture_reader;
pub use pictures::{read_picture, read_pictures};
pub use power::battery;
pub(in crate::worker) use process::Process;

/// What std has no kind of error for.
pub fn device_error(number: i32) -> Option<&'static str> {
    match rustix::io::Errno::from_raw_os_error(number) {
        rustix::io::Errno::IO => Some(super::UNREADABLE),
        rustix::io::Errno::LOOP => Some(super::CIRCLE),
        _ => None,
    }
}
