//! Standard encryption of packages, that of 2007 (\[MS-OFFCRYPTO\] 2.3.4.5 to 2.3.4.9).

use super::aes;
use super::hash::Hash;
use super::header::Header;
use crate::extract::Sink;

const SPINS: u32 = 50_000;
/// AES' numbers among the algorithms of Windows, 128, 192 and 256 bits.
const ALGORITHMS: [u32; 3] = [0x660e, 0x660f, 0x6610];
/// Bytes between two signs of life.
const TICK: usize = 1 << 20;

/// The key of a package; none when the password is not the one of this description, or it is of no kind known here.
pub(super) fn key(password: &str, header: &Header<'_>, sink: &mut Sink<'_>) -> Option<Vec<u8>> {
    let is_known = ALGORITHMS.contains(&header.algorithm) && [16, 24, 32].contains(&header.key_len);
    let hash = header.verifier_hash.get(..2 * aes::BLOCK).filter(|_| is_known)?;
    let spun = Hash::Sha1.spun(header.salt, password, SPINS, sink);
    let last = Hash::Sha1.of(&[&spun, &0u32.to_le_bytes()]);
    let mut key = [stretched(&last, 0x36), stretched(&last, 0x5c)].concat();
    key.truncate(header.key_len);
    let mut verifier = [header.verifier, hash].concat();
    aes::ecb(&key, &mut verifier)?;
    let (verifier, hash) = verifier.split_at(header.verifier.len());
    hash.starts_with(&Hash::Sha1.of(&[verifier])).then_some(key)
}

pub(super) fn decrypt(key: &[u8], package: &mut [u8], sink: &mut Sink<'_>) -> Option<()> {
    for part in package.chunks_mut(TICK) {
        sink.tick();
        aes::ecb(key, part)?;
    }
    Some(())
}

/// The hash, made longer as Windows derives keys.
fn stretched(hash: &[u8], filler: u8) -> Vec<u8> {
    let mut block = [filler; 64];
    block.iter_mut().zip(hash).for_each(|(byte, of_hash)| *byte ^= of_hash);
    Hash::Sha1.of(&[&block])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::office::tests::unheard;

    /// Of msoffcrypto-tool's tests.
    const HEADER: Header<'_> = Header {
        algorithm: 0x660e,
        key_len: 16,
        salt: b"\xe8\x82fI\x0c[\xd1\xee\xbd+C\x94\xe3\xf80\xef",
        verifier: b"Qos.\x96o\xac\x17\xb1\xc5\xd7\xd8\xcc6\xc9(",
        verifier_hash: b"+ah\xda\xbe)\x11\xad+\xd3|\x17Ft\\\x14\xd3\xcf\x1b\xb1@\xa4\x8fNo=#\x88\x08r\xb1j",
    };

    #[test]
    fn a_key_is_made_of_the_password_and_proved() {
        let key = |password: &str| unheard(|sink| key(password, &HEADER, sink));
        let made = b"@\xb1:q\xf9\x0b\x96n7T\x08\xf2\xd1\x81\xa1\xaa";
        assert_eq!(key("Password1234_").as_deref(), Some(&made[..]));
        assert_eq!(key("Password1234"), None);
    }

    #[test]
    fn keys_of_lengths_that_aes_has_not_are_none() {
        for key_len in [0, 5, 15, 33, usize::MAX] {
            let header = Header { key_len, ..HEADER };
            assert_eq!(unheard(|sink| key("Password1234_", &header, sink)), None);
        }
        let verifier_hash = &HEADER.verifier_hash[..31];
        let cut = Header {
            verifier_hash,
            ..HEADER
        };
        assert_eq!(unheard(|sink| key("Password1234_", &cut, sink)), None);
    }
}
