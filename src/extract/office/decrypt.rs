//! Documents that are encrypted, but under a password that Office tries itself before it asks for one: whoever opens
//! them sees what they hold (\[MS-OFFCRYPTO\] 2.3). Under any other they stay what they are, encrypted.

mod aes;
mod agile;
mod hash;
mod header;
mod rc4;
mod standard;
mod xor;

use std::io::Cursor;

use super::compound::Compound;
use crate::extract::bytes::u16_at;
use crate::extract::{Error, Input, Reason, Sink};
use agile::Agile;
use header::Header;

pub(in crate::extract) use rc4::Stream as Rc4;
pub(in crate::extract) use xor::Xor;

/// Excel gives it to what is protected against changes only.
pub(in crate::extract) const EXCEL: &str = "VelvetSweatshop";
/// PowerPoint, likewise.
const POWERPOINT: &str = "/01Hannes Ruescher/01";

/// A package with a password, in a compound file.
pub(in crate::extract) fn package(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let opened = Compound::open(input).and_then(|mut file| {
        let info = file.stream("/EncryptionInfo", sink)?.unwrap_or_default();
        Ok((file, info))
    });
    let (mut file, info) = match opened {
        // Nothing says that it is not just any password.
        Err(err) if err.reason == Reason::Damaged => return Err(key_needed()),
        opened => opened?,
    };
    let scheme = Scheme::of(&info, sink).ok_or_else(key_needed)?;
    let keys = [EXCEL, POWERPOINT].into_iter();
    let key = keys.map(|password| scheme.key(password, sink)).find_map(|key| key);
    let key = key.ok_or_else(key_needed)?;
    let package = file.stream("/EncryptedPackage", sink)?.unwrap_or_default();
    drop(file);
    let package = scheme.decrypted(&key, package, sink)?;
    sink.instead(&mut Cursor::new(package))
}

/// As of what is encrypted in any way.
pub(in crate::extract) fn key_needed() -> Error {
    Error::new(Reason::Encrypted, "a key is needed")
}

enum Scheme<'i> {
    Standard(Header<'i>),
    Agile(Agile),
}

impl<'i> Scheme<'i> {
    fn of(info: &'i [u8], sink: &mut Sink<'_>) -> Option<Self> {
        match (u16_at(info, 0)?, u16_at(info, 2)?) {
            (4, 4) => Agile::of(info.get(8..)?, sink).map(Self::Agile),
            _ => Header::of(info).map(Self::Standard),
        }
    }

    fn key(&self, password: &str, sink: &mut Sink<'_>) -> Option<Vec<u8>> {
        match self {
            Self::Standard(header) => standard::key(password, header, sink),
            Self::Agile(agile) => agile.key(password, sink),
        }
    }

    /// In place of what was encrypted: two packages may be more than there is memory for.
    fn decrypted(&self, key: &[u8], mut package: Vec<u8>, sink: &mut Sink<'_>) -> Result<Vec<u8>, Error> {
        const LEN: usize = 8;
        let cut = || Error::damaged("the end of the file is missing");
        let len = u64::from_le_bytes(*package.first_chunk().ok_or_else(cut)?);
        let body = &mut package[LEN..];
        let done = match self {
            Self::Standard(_) => standard::decrypt(key, body, sink),
            Self::Agile(agile) => agile.decrypt(key, body, sink),
        };
        done.ok_or_else(key_needed)?;
        package.drain(..LEN);
        if len > package.len() as u64 {
            sink.gap(Reason::Damaged, "the end of the file is missing");
        }
        package.truncate(usize::try_from(len).unwrap_or(usize::MAX));
        Ok(package)
    }
}
