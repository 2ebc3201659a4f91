//! The console of Windows.

use std::os::windows::io::AsRawHandle;

use windows_sys::Win32::System::Console::{ENABLE_VIRTUAL_TERMINAL_PROCESSING, GetConsoleMode, SetConsoleMode};

/// Whether the console that is standard output shows colours: older ones do when they are told to.
#[expect(unsafe_code, reason = "the system's interface")]
pub fn shows_colors() -> bool {
    let console = std::io::stdout().as_raw_handle();
    let mut mode = 0;
    // SAFETY: a handle that is no console is refused, and `mode` is a valid place.
    unsafe {
        GetConsoleMode(console, &mut mode) != 0
            && SetConsoleMode(console, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0
    }
}
