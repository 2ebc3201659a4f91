//! Checksums of a mail store's pages and blocks (\[MS-PST\] 5.3): where one is wrong, what it is of was written over.

use crc32fast::Hasher;

/// Programs that never count them write anything in their place: only beside right ones wrong ones tell.
#[derive(Default)]
pub(super) struct Sums {
    any_right: bool,
    any_wrong: bool,
}

impl Sums {
    /// Compares the checksum of some bytes with the one that stands behind them.
    pub fn compare(&mut self, bytes: &[u8], said: Option<u32>) {
        match said == Some(sum(bytes)) {
            true => self.any_right = true,
            false => self.any_wrong = true,
        }
    }

    /// Whether a wrong one was met since the last time.
    pub fn take_torn(&mut self) -> bool {
        self.any_right && std::mem::take(&mut self.any_wrong)
    }
}

/// The usual CRC, begun with zero and not turned over.
fn sum(bytes: &[u8]) -> u32 {
    let mut crc = Hasher::new_with_initial(!0);
    crc.update(bytes);
    !crc.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By the definition of the format, bit by bit.
    fn by_bits(bytes: &[u8]) -> u32 {
        bytes.iter().fold(0, |sum, &byte| {
            (0..8).fold(sum ^ u32::from(byte), |sum, _| (sum >> 1) ^ ((sum & 1) * 0xedb8_8320))
        })
    }

    #[test]
    fn sums_are_those_of_the_format() {
        for bytes in [&b""[..], b"a", b"85.07.30-951.80", &[7; 20_000]] {
            assert_eq!(sum(bytes), by_bits(bytes));
        }
    }

    #[test]
    fn a_wrong_sum_tells_beside_a_right_one_and_once() {
        let mut sums = Sums::default();
        sums.compare(b"a", Some(0));
        sums.compare(b"a", None);
        assert!(!sums.take_torn());
        sums.compare(b"b", Some(sum(b"b")));
        assert!(sums.take_torn() && !sums.take_torn());
    }
}
