//! The hashes that keys are made with, once and many times over (\[MS-OFFCRYPTO\] 2.3.4.7, 2.3.4.11).

use md5::Md5;
use sha2::{Digest, Sha256, Sha384, Sha512};

use crate::extract::Sink;

/// Hashes between two signs of life.
const TICK: u32 = 1 << 14;

#[derive(Clone, Copy)]
pub(super) enum Hash {
    Md5,
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// By its name in the description of an agile encryption.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "SHA1" | "SHA-1" => Some(Self::Sha1),
            "SHA256" | "SHA-256" => Some(Self::Sha256),
            "SHA384" | "SHA-384" => Some(Self::Sha384),
            "SHA512" | "SHA-512" => Some(Self::Sha512),
            _ => None,
        }
    }

    pub fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        match self {
            Self::Md5 => digest::<Md5>(parts),
            Self::Sha1 => sha_1(parts),
            Self::Sha256 => digest::<Sha256>(parts),
            Self::Sha384 => digest::<Sha384>(parts),
            Self::Sha512 => digest::<Sha512>(parts),
        }
    }

    /// The hash of the salt and the password, hashed `spins` times more, each time behind its number.
    pub fn spun(self, salt: &[u8], password: &str, spins: u32, sink: &mut Sink<'_>) -> Vec<u8> {
        let mut hash = self.of(&[salt, &wide(password)]);
        for spin in 0..spins {
            if spin % TICK == 0 {
                sink.tick();
            }
            hash = self.of(&[&spin.to_le_bytes(), &hash]);
        }
        hash
    }
}

/// A password as it is hashed.
pub(super) fn wide(password: &str) -> Vec<u8> {
    password.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn digest<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
    let whole = parts.iter().fold(D::new(), |hash, part| hash.chain_update(part));
    whole.finalize().to_vec()
}

/// The version of it that is in the tree has the traits of before.
fn sha_1(parts: &[&[u8]]) -> Vec<u8> {
    use sha1::{Digest, Sha1};
    let whole = parts.iter().fold(Sha1::new(), |hash, part| hash.chain_update(part));
    whole.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 1321, FIPS 180-2: of "abc".
    #[test]
    fn hashes_are_those_of_their_standards() {
        #[track_caller]
        fn check(hash: Hash, begins: [u8; 4], len: usize) {
            let made = hash.of(&[b"a", b"bc"]);
            assert_eq!((&made[..4], made.len()), (&begins[..], len));
        }
        check(Hash::Md5, [0x90, 0x01, 0x50, 0x98], 16);
        check(Hash::Sha1, [0xa9, 0x99, 0x3e, 0x36], 20);
        check(Hash::Sha256, [0xba, 0x78, 0x16, 0xbf], 32);
        check(Hash::Sha384, [0xcb, 0x00, 0x75, 0x3f], 48);
        check(Hash::Sha512, [0xdd, 0xaf, 0x35, 0xa1], 64);
    }
}
