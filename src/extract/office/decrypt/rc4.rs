//! RC4 as the documents of 97 to 2003 use it, a key of its own for each block of a stream (\[MS-OFFCRYPTO\] 2.3.5,
//! 2.3.6).

use rc4::{KeyInit, Rc4, StreamCipher};

use super::hash::{Hash, wide};
use super::header::Header;
use crate::extract::bytes::u16_at;

/// Bytes of a workbook's stream under one key.
const BLOCK: usize = 1024;
/// RC4's number among the algorithms of Windows.
const ALGORITHM: u32 = 0x6801;
const VERIFIER: usize = 16;
/// A key of 40 bits, all that could be exported, is one of 128 with zeros behind.
const SHORT: usize = 5;

/// What the keys of the blocks are made of.
enum Secret {
    /// Of 97 and 2000.
    Short(Vec<u8>),
    /// Since 2002, for keys of so many bytes.
    CryptoApi(Vec<u8>, usize),
}

/// The bytes of a stream, deciphered from front to back.
pub(in crate::extract) struct Stream {
    secret: Secret,
    cipher: Rc4,
    /// Where the cipher stands.
    at: usize,
}

impl Stream {
    /// None when the password is not the one of this description, or it is of no kind known here.
    pub fn of(password: &str, info: &[u8]) -> Option<Self> {
        let secret = match (u16_at(info, 0)?, u16_at(info, 2)?) {
            (1, 1) => short(password, info)?,
            _ => crypto_api(password, &Header::of(info)?)?,
        };
        let cipher = secret.cipher(0);
        Some(Self { secret, cipher, at: 0 })
    }

    /// Deciphers the bytes that stand at `at` in a stream. A place before the last one begins another stream.
    pub fn apply(&mut self, mut at: usize, mut bytes: &mut [u8]) {
        while !bytes.is_empty() {
            self.go_to(at);
            let (now, rest) = bytes.split_at_mut((BLOCK - at % BLOCK).min(bytes.len()));
            self.cipher.apply_keystream(now);
            at += now.len();
            self.at = at;
            bytes = rest;
        }
    }

    fn go_to(&mut self, at: usize) {
        // At the border of two blocks the cipher is still that of the one before.
        let is_begun = !self.at.is_multiple_of(BLOCK) && self.at / BLOCK == at / BLOCK && self.at <= at;
        let from = if is_begun {
            self.at
        } else {
            self.cipher = self.secret.cipher((at / BLOCK) as u32);
            at - at % BLOCK
        };
        self.cipher.apply_keystream(&mut [0; BLOCK][..at - from]);
        self.at = at;
    }
}

impl Secret {
    fn cipher(&self, block: u32) -> Rc4 {
        let number = block.to_le_bytes();
        let key = match self {
            Self::Short(hash) => Hash::Md5.of(&[hash, &number]),
            Self::CryptoApi(hash, len) => {
                let mut key = Hash::Sha1.of(&[hash, &number]);
                key.truncate(*len);
                key.resize(if *len == SHORT { 16 } else { *len }, 0);
                key
            }
        };
        Rc4::new_from_slice(&key).expect("keys have 5 to 16 bytes")
    }

    /// Whether the bytes and their hash are the ones that belong together.
    fn is_right(&self, verifier: &[u8], its_hash: &[u8], hash: Hash) -> bool {
        let mut bytes = [verifier, its_hash].concat();
        self.cipher(0).apply_keystream(&mut bytes);
        let (verifier, its_hash) = bytes.split_at(VERIFIER);
        hash.of(&[verifier]) == its_hash
    }
}

fn short(password: &str, info: &[u8]) -> Option<Secret> {
    let (salt, verifier, hash) = (info.get(4..20)?, info.get(20..36)?, info.get(36..52)?);
    let of_password = &Hash::Md5.of(&[&wide(password)])[..SHORT];
    let salted = [of_password, salt].concat().repeat(16);
    let mut made = Hash::Md5.of(&[&salted]);
    made.truncate(SHORT);
    let secret = Secret::Short(made);
    secret.is_right(verifier, hash, Hash::Md5).then_some(secret)
}

fn crypto_api(password: &str, header: &Header<'_>) -> Option<Secret> {
    let is_known = header.algorithm == ALGORITHM && (SHORT..=VERIFIER).contains(&header.key_len);
    let hash = header.verifier_hash.get(..20).filter(|_| is_known)?;
    let secret = Secret::CryptoApi(Hash::Sha1.of(&[header.salt, &wide(password)]), header.key_len);
    secret.is_right(header.verifier, hash, Hash::Sha1).then_some(secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of msoffcrypto-tool's tests: the password is `password1`.
    fn info() -> Vec<u8> {
        [
            &b"\x01\0\x01\0"[..],
            b"\xe8w,\x1d\x91\xc5j7\x96Ga\xb2\x80\x182\x17",
            b"\xc9\xe9\x97\xd4T\x97=1\x0b\xb1\xbap\x14&\x83~",
            b"\xb1\xde\x17\x8f\x07\xe9\x89\xc4M\xae^L\xf9j\xc4\x07",
        ]
        .concat()
    }

    #[test]
    fn a_password_is_known_by_its_verifier() {
        assert!(Stream::of("password1", &info()).is_some());
        assert!(Stream::of("password2", &info()).is_none());
        for len in 0..info().len() {
            assert!(Stream::of("password1", &info()[..len]).is_none(), "{len}");
        }
    }

    #[test]
    fn the_cipher_is_the_same_whatever_parts_it_is_used_for() {
        let mut whole = vec![0; 5 * BLOCK];
        Stream::of("password1", &info()).unwrap().apply(0, &mut whole);
        assert_ne!(whole[..BLOCK], whole[BLOCK..2 * BLOCK]);
        let mut stream = Stream::of("password1", &info()).unwrap();
        // The last begins a stream anew.
        for part in [
            0..1,
            1..1,
            1..BLOCK,
            BLOCK..BLOCK + 7,
            BLOCK + 9..3 * BLOCK,
            3 * BLOCK + 1..5 * BLOCK,
            4..9,
        ] {
            let mut bytes = vec![0; part.len()];
            stream.apply(part.start, &mut bytes);
            assert_eq!(bytes, whole[part.clone()], "{part:?}");
        }
    }

    #[test]
    fn keys_of_lengths_that_no_rc4_has_are_none() {
        for bits in [8u32, 32, 136, u32::MAX] {
            let mut info = vec![4, 0, 2, 0, 0, 0, 0, 0, 32, 0, 0, 0];
            info.extend(
                [
                    &[0; 8][..],
                    &ALGORITHM.to_le_bytes(),
                    &[0; 4],
                    &bits.to_le_bytes(),
                    &[0; 12],
                ]
                .concat(),
            );
            info.extend([&[16, 0, 0, 0][..], &[0; 100]].concat());
            assert!(Header::of(&info).is_some());
            assert!(Stream::of("password1", &info).is_none(), "{bits}");
        }
    }
}
