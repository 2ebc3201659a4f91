//! Stretches of bytes of ones in a text: what an erased part of a stick is read as. In texts of DOS such a byte is the
//! space that no line breaks at.

use super::{BESIDE, FEW, SECTOR, is_text};
use crate::extract::encoding;

pub(super) const BYTE: u8 = 0xff;
/// So much of the beginning shows whether a text is one of DOS.
const HEAD: usize = 64 << 10;

#[derive(Default)]
pub(super) struct Ones {
    head: Vec<u8>,
    /// How many the last bytes are.
    pub n: u64,
    /// What stands behind a stretch that is a lost sector, or one that may be of spaces.
    behind: Option<Vec<u8>>,
    is_short: bool,
    /// Whether one stands between texts.
    any: bool,
    any_short: bool,
}

impl Ones {
    pub fn begin(&mut self, bytes: &[u8]) {
        let room = HEAD - self.head.len();
        self.head.extend(&bytes[..bytes.len().min(room)]);
    }

    /// What stands behind a stretch that ends at `at`. As many of them as there may be zeros by chance stand in no text.
    pub fn text(&mut self, bytes: &[u8], before: &[u8], at: u64) {
        let n = std::mem::take(&mut self.n);
        if n >= FEW && is_letters(before) {
            self.settle();
            self.behind = Some(Vec::new());
            // What is lost with whole sectors begins or ends where one does.
            self.is_short = n < SECTOR || !at.is_multiple_of(SECTOR) && !(at - n).is_multiple_of(SECTOR);
        }
        if let Some(behind) = &mut self.behind {
            behind.extend(bytes.iter().take(BESIDE - behind.len()));
            if behind.len() == BESIDE {
                self.settle();
            }
        }
    }

    fn settle(&mut self) {
        if self.behind.take().as_deref().is_some_and(is_letters) {
            self.any |= !self.is_short;
            self.any_short |= self.is_short;
        }
    }

    /// Whether they stand in the place of text. Asked at the end, which they may fill up.
    pub fn any(&mut self) -> bool {
        self.settle();
        let are_spaces = || encoding::is_filled(&self.head) || encoding::is_of_dos(&self.head);
        self.any || self.any_short && !are_spaces()
    }
}

/// Whether they are of a text beyond doubt: pictures have many of such bytes, and some without control characters beside.
fn is_letters(bytes: &[u8]) -> bool {
    is_text(bytes) && bytes.iter().filter(|byte| byte.is_ascii()).count() * 4 >= bytes.len() * 3
}
