//! The drives of a Windows machine and what each is, without touching what lies on them.

use std::fs::OpenOptions;
use std::os::windows::fs::OpenOptionsExt;
use std::os::windows::io::AsRawHandle;
use std::path::PathBuf;

use windows_sys::Win32::Storage::FileSystem::{
    BusType1394, BusTypeUsb, FILE_SHARE_READ, FILE_SHARE_WRITE, GetDriveTypeW, GetLogicalDrives,
};
use windows_sys::Win32::System::IO::DeviceIoControl;
use windows_sys::Win32::System::Ioctl::{
    IOCTL_STORAGE_QUERY_PROPERTY, PropertyStandardQuery, STORAGE_DEVICE_DESCRIPTOR, STORAGE_PROPERTY_QUERY,
    StorageDeviceProperty,
};
use windows_sys::Win32::System::WindowsProgramming::{
    DRIVE_CDROM, DRIVE_FIXED, DRIVE_RAMDISK, DRIVE_REMOTE, DRIVE_REMOVABLE,
};

use crate::storage::{Kind, Volume};

/// Every drive with a letter. Neither question goes to the drive itself: the session keeps both answers.
#[expect(unsafe_code, reason = "the system's interface")]
pub fn drives() -> Vec<Volume> {
    // SAFETY: it takes nothing.
    let present = unsafe { GetLogicalDrives() };
    ('A'..='Z')
        .enumerate()
        .filter(|(bit, _)| present >> bit & 1 == 1)
        .filter_map(|(_, letter)| {
            Some(Volume {
                point: format!(r"{letter}:\"),
                kind: kind(letter)?,
            })
        })
        .collect()
}

/// `C:\`, or where else Windows is.
pub fn system_drive() -> PathBuf {
    let drive = std::env::var_os("SystemDrive").unwrap_or_else(|| "C:".into());
    let mut root = PathBuf::from(drive);
    root.push(r"\");
    root
}

#[expect(unsafe_code, reason = "the system's interface")]
fn kind(letter: char) -> Option<Kind> {
    let root = [letter as u16, u16::from(b':'), u16::from(b'\\'), 0];
    // SAFETY: the text ends with a zero.
    match unsafe { GetDriveTypeW(root.as_ptr()) } {
        DRIVE_FIXED if is_external(letter) => Some(Kind::Removable),
        DRIVE_FIXED | DRIVE_RAMDISK => Some(Kind::Local),
        DRIVE_REMOVABLE | DRIVE_CDROM => Some(Kind::Removable),
        DRIVE_REMOTE => Some(Kind::Share),
        _ => None,
    }
}

/// A disk in a case of its own says that it is fixed: its bus tells.
#[expect(unsafe_code, reason = "the system's interface")]
fn is_external(letter: char) -> bool {
    // Without any right to it: anybody may ask a device what it is.
    let device = OpenOptions::new()
        .access_mode(0)
        .share_mode(FILE_SHARE_READ | FILE_SHARE_WRITE)
        .open(format!(r"\\.\{letter}:"));
    let Ok(device) = device else {
        return false;
    };
    let query = STORAGE_PROPERTY_QUERY {
        PropertyId: StorageDeviceProperty,
        QueryType: PropertyStandardQuery,
        AdditionalParameters: [0],
    };
    let mut descriptor = STORAGE_DEVICE_DESCRIPTOR::default();
    let mut n_bytes = 0;
    // SAFETY: the handle is open, both structures are what the request names, and their lengths are their own.
    let known = unsafe {
        DeviceIoControl(
            device.as_raw_handle(),
            IOCTL_STORAGE_QUERY_PROPERTY,
            (&raw const query).cast(),
            size_of_val(&query) as u32,
            (&raw mut descriptor).cast(),
            size_of_val(&descriptor) as u32,
            &mut n_bytes,
            std::ptr::null_mut(),
        )
    };
    known != 0 && [BusTypeUsb, BusType1394].contains(&descriptor.BusType)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_drive_is_a_local_disk() {
        let system = system_drive();
        let drives = drives();
        let found = drives.iter().find(|drive| system == PathBuf::from(&drive.point));
        assert_eq!(found.map(|drive| &drive.kind), Some(&Kind::Local), "{drives:?}");
    }
}
