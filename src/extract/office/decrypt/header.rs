//! The binary description of an encryption, of documents since 2002 and packages of 2007 (\[MS-OFFCRYPTO\] 2.3.2,
//! 2.3.3).

use crate::extract::bytes::{u16_at, u32_at};

pub(super) struct Header<'i> {
    pub algorithm: u32,
    /// Of the key, in bytes.
    pub key_len: usize,
    pub salt: &'i [u8],
    /// Encrypted bytes by which a password is known.
    pub verifier: &'i [u8],
    /// Their hash, encrypted as well, and whatever stands behind it.
    pub verifier_hash: &'i [u8],
}

impl<'i> Header<'i> {
    /// From its version on; none where it is cut, or of another version.
    pub fn of(info: &'i [u8]) -> Option<Self> {
        const FIXED: usize = 32;
        let (2..=4, 2) = (u16_at(info, 0)?, u16_at(info, 2)?) else {
            return None;
        };
        let len = u32_at(info, 8)? as usize;
        let header = info.get(12..)?.get(..len).filter(|header| header.len() >= FIXED)?;
        let verifier = &info[12 + len..];
        (u32_at(verifier, 0)? == 16).then_some(())?;
        // A key whose length is not told has that of before there was a choice.
        let bits = Some(u32_at(header, 16)?).filter(|&bits| bits != 0).unwrap_or(40);
        Some(Self {
            algorithm: u32_at(header, 8)?,
            key_len: (bits / 8) as usize,
            salt: verifier.get(4..20)?,
            verifier: verifier.get(20..36)?,
            verifier_hash: verifier.get(40..)?,
        })
    }
}
