//! What the machine runs on.

use windows_sys::Win32::System::Power::{GetSystemPowerStatus, SYSTEM_POWER_STATUS};

const OFFLINE: u8 = 0;

/// Percent left, while the machine runs on its batteries.
#[expect(unsafe_code, reason = "the system's interface")]
pub fn battery() -> Option<u8> {
    let mut status = SYSTEM_POWER_STATUS::default();
    // SAFETY: the structure is ours, and of the size that the system fills.
    let is_told = unsafe { GetSystemPowerStatus(&mut status) } != 0;
    // 255: unknown, or there is no battery.
    (is_told && status.ACLineStatus == OFFLINE && status.BatteryLifePercent <= 100).then_some(status.BatteryLifePercent)
}
