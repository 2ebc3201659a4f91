//! Paths as bytes that sort and come back whole: the system's own bytes on Unix, WTF-8 of UTF-16 on Windows.

use std::path::{Path, PathBuf};

#[cfg(unix)]
pub fn to_bytes(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt as _;
    path.as_os_str().as_bytes().to_owned()
}

#[cfg(unix)]
pub(super) fn from_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    PathBuf::from(std::ffi::OsString::from_vec(bytes))
}

#[cfg(windows)]
pub fn to_bytes(path: &Path) -> Vec<u8> {
    use std::os::windows::ffi::OsStrExt as _;
    match path.to_str() {
        Some(text) => text.as_bytes().to_owned(),
        None => wtf8(path.as_os_str().encode_wide()),
    }
}

#[cfg(windows)]
pub(super) fn from_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::os::windows::ffi::OsStringExt as _;
    match String::from_utf8(bytes) {
        Ok(text) => PathBuf::from(text),
        Err(err) => PathBuf::from(std::ffi::OsString::from_wide(&wide(err.as_bytes()))),
    }
}

/// A lone surrogate is written as the three bytes UTF-8 forbids; everything else is UTF-8.
#[cfg(any(windows, test))]
fn wtf8(units: impl Iterator<Item = u16>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for unit in char::decode_utf16(units) {
        match unit {
            Ok(c) => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Err(lone) => {
                let [high, low] = lone.unpaired_surrogate().to_be_bytes();
                bytes.extend([
                    0xe0 | (high >> 4),
                    0x80 | (high & 15) << 2 | low >> 6,
                    0x80 | (low & 63),
                ]);
            }
        }
    }
    bytes
}

#[cfg(any(windows, test))]
fn wide(bytes: &[u8]) -> Vec<u16> {
    let mut units = Vec::new();
    for chunk in bytes.utf8_chunks() {
        units.extend(chunk.valid().encode_utf16());
        // Three invalid bytes come one by one: the lead byte carries the top bits of the unit.
        for &byte in chunk.invalid() {
            match (byte, units.last_mut()) {
                (0xe0..=0xef, _) => units.push(u16::from(byte & 15)),
                (_, Some(unit)) => *unit = *unit << 6 | u16::from(byte & 63),
                (_, None) => {}
            }
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_surrogate_survives() {
        let units = [0x43, 0x3a, 0x5c, 0xd83d, 0x61, 0xd83d, 0xde00, 0xdc00, 0xdbff, 0xe9];
        assert_eq!(wide(&wtf8(units.into_iter())), units);
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_not_utf8_survives() {
        let bytes = b"/home/an/\xff\xfe.txt".to_vec();
        assert_eq!(to_bytes(&from_bytes(bytes.clone())), bytes);
    }
}
