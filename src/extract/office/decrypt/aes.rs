//! AES over the whole blocks of some bytes, in place; a rest of less than a block stays as it is.

use aes::cipher::{Array, BlockCipherDecrypt, BlockModeDecrypt, KeyInit, KeyIvInit};
use aes::{Aes128, Aes192, Aes256};

/// Bytes of a block, and of what the first one is chained to.
pub(super) const BLOCK: usize = 16;

/// Each block by itself. None for a key of no length that there is.
pub(super) fn ecb(key: &[u8], bytes: &mut [u8]) -> Option<()> {
    match key.len() {
        16 => alone::<Aes128>(key, bytes),
        24 => alone::<Aes192>(key, bytes),
        32 => alone::<Aes256>(key, bytes),
        _ => None,
    }
}

/// Each block chained to the one before it, the first to `begin`.
pub(super) fn cbc(key: &[u8], begin: &[u8], bytes: &mut [u8]) -> Option<()> {
    match key.len() {
        16 => chained::<cbc::Decryptor<Aes128>>(key, begin, bytes),
        24 => chained::<cbc::Decryptor<Aes192>>(key, begin, bytes),
        32 => chained::<cbc::Decryptor<Aes256>>(key, begin, bytes),
        _ => None,
    }
}

fn alone<C: BlockCipherDecrypt + KeyInit>(key: &[u8], bytes: &mut [u8]) -> Option<()> {
    let (blocks, _) = Array::slice_as_chunks_mut(bytes);
    C::new_from_slice(key).ok()?.decrypt_blocks(blocks);
    Some(())
}

fn chained<M: BlockModeDecrypt + KeyIvInit>(key: &[u8], begin: &[u8], bytes: &mut [u8]) -> Option<()> {
    let (blocks, _) = Array::slice_as_chunks_mut(bytes);
    M::new_from_slices(key, begin).ok()?.decrypt_blocks(blocks);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NIST SP 800-38A, F.1 and F.2: the first two blocks.
    const PLAIN: [u8; 32] = [
        0x6b, 0xc1, 0xbe, 0xe2, 0x2e, 0x40, 0x9f, 0x96, 0xe9, 0x3d, 0x7e, 0x11, 0x73, 0x93, 0x17, 0x2a, 0xae, 0x2d,
        0x8a, 0x57, 0x1e, 0x03, 0xac, 0x9c, 0x9e, 0xb7, 0x6f, 0xac, 0x45, 0xaf, 0x8e, 0x51,
    ];
    const KEY: [u8; 16] = [
        0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6, 0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c,
    ];

    #[test]
    fn blocks_are_those_of_the_standard() {
        let mut alone = [
            0x3a, 0xd7, 0x7b, 0xb4, 0x0d, 0x7a, 0x36, 0x60, 0xa8, 0x9e, 0xca, 0xf3, 0x24, 0x66, 0xef, 0x97, 0xf5, 0xd3,
            0xd5, 0x85, 0x03, 0xb9, 0x69, 0x9d, 0xe7, 0x85, 0x89, 0x5a, 0x96, 0xfd, 0xba, 0xaf,
        ];
        assert_eq!(ecb(&KEY, &mut alone), Some(()));
        assert_eq!(alone, PLAIN);
        let mut chained = [
            0x76, 0x49, 0xab, 0xac, 0x81, 0x19, 0xb2, 0x46, 0xce, 0xe9, 0x8e, 0x9b, 0x12, 0xe9, 0x19, 0x7d, 0x50, 0x86,
            0xcb, 0x9b, 0x50, 0x72, 0x19, 0xee, 0x95, 0xdb, 0x11, 0x3a, 0x91, 0x76, 0x78, 0xb2,
        ];
        let begin: Vec<u8> = (0..16).collect();
        assert_eq!(cbc(&KEY, &begin, &mut chained), Some(()));
        assert_eq!(chained, PLAIN);
    }

    #[test]
    fn keys_and_beginnings_of_another_length_are_none() {
        let mut bytes = [0; 40];
        for len in [0, 1, 15, 17, 33, 64] {
            assert_eq!(ecb(&vec![0; len], &mut bytes), None);
            assert_eq!(cbc(&vec![0; len], &[0; BLOCK], &mut bytes), None);
            assert_eq!(cbc(&KEY, &vec![0; len], &mut bytes), None);
        }
    }
}
