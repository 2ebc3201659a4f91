//! Windows: the path travels instead of the opened file, over pipes; a job object holds the limits.

mod console;
mod drives;
mod limits;
mod power;
mod process;

pub use console::shows_colors;
pub use drives::{drives, system_drive};
pub use limits::be_gentle;
pub(in crate::worker) use limits::{
    Channel, CpuClock, Resident, await_end, confine_calls, confine_process, limit_process,
};
pub use power::battery;
pub(in crate::worker) use process::Process;

/// How a worker ends that used more processor time than a document may (an application's own code, bit 29).
const OUT_OF_TIME: u32 = 0x2000_0018;
/// The same for memory.
const OUT_OF_MEMORY: u32 = 0x2000_0019;

/// What std has no kind of error for.
pub fn device_error(number: i32) -> Option<&'static str> {
    use windows_sys::Win32::Foundation::{ERROR_CANT_RESOLVE_FILENAME, ERROR_CRC, ERROR_IO_DEVICE};
    match u32::try_from(number).ok()? {
        ERROR_CRC | ERROR_IO_DEVICE => Some(super::UNREADABLE),
        ERROR_CANT_RESOLVE_FILENAME => Some(super::CIRCLE),
        _ => None,
    }
}
