//! A stretch of other bytes in a text, as where a sector of another file was written: control characters and bytes beyond
//! ASCII together, many of both, between texts that have neither.

use super::wide::{self, Order};
use crate::masks::{self, mask};

const BLOCK: usize = masks::LANES;
const CONTROLS: masks::Class<5> = [(0, 0x08), (0x0b, 0x0b), (0x0e, 0x1a), (0x1c, 0x1f), (0x7f, 0x7f)];
const BEYOND: masks::Class<1> = [(0x80, 0xff)];
/// Of 64 bytes of chance 7 are control characters and 32 are beyond ASCII.
const LEAST_CONTROLS: u32 = 3;
const LEAST_BEYOND: u32 = 16;
/// So many blocks are no chance.
const LEAST_STRANGE: usize = 3;
/// The most that is lost at once is a sector of 4 KiB; longer ones are files that a text holds.
const MOST: usize = 4096 / BLOCK + 2;
/// So many bytes before a stretch tell whether a file begins there.
const BEFORE: usize = 16;
/// What programs write before bytes that belong into a text: yEnc in messages, pictures in rtf, blobs in a dump of MySQL.
const BEGINNINGS: [&[u8]; 3] = [b"\n\n", b"\n\r\n", b"\n=y"];
const IN_RTF: &[u8] = b"\\bin";
const IN_DUMPS: &[u8] = b"_binary";

#[derive(Default)]
pub(super) struct Noise {
    /// Bytes of the block that is not yet full.
    rest: Vec<u8>,
    has_begun: bool,
    /// Of UTF-16, whose bytes are no characters.
    order: Option<Order>,
    /// The last block of text, and the first one behind it.
    clean: Option<[u8; BLOCK]>,
    edge: Option<[u8; BLOCK]>,
    n_blocks: usize,
    n_strange: usize,
    pub found: bool,
}

impl Noise {
    pub fn look(&mut self, mut bytes: &[u8]) {
        if !self.rest.is_empty() {
            let n = bytes.len().min(BLOCK - self.rest.len());
            self.rest.extend_from_slice(&bytes[..n]);
            bytes = &bytes[n..];
            let Some(&block) = self.rest.first_chunk::<BLOCK>() else {
                return;
            };
            self.block(&block);
            self.rest.clear();
        }
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        blocks.iter().for_each(|block| self.block(block));
        self.rest.extend_from_slice(rest);
    }

    fn block(&mut self, block: &[u8; BLOCK]) {
        if !std::mem::replace(&mut self.has_begun, true) {
            self.order = Order::of(block);
        }
        if let Some(order) = self.order {
            return self.wide_block(block, order);
        }
        let n_controls = mask(block, CONTROLS).count_ones();
        let n_beyond = mask(block, BEYOND).count_ones();
        if n_controls == 0 && n_beyond < LEAST_BEYOND {
            if self.n_blocks > 0 {
                // At both ends a block is a text in part, and among chance bytes some are like letters.
                let is_noise = self.n_strange >= LEAST_STRANGE && self.n_strange * 4 >= (self.n_blocks - 2) * 3;
                self.found |= is_noise && !self.begins_a_file();
                (self.n_blocks, self.n_strange) = (0, 0);
            }
            self.clean = Some(*block);
        } else if self.clean.is_some() {
            if self.n_blocks == 0 {
                self.edge = Some(*block);
            }
            self.n_blocks += 1;
            self.n_strange += usize::from(n_controls >= LEAST_CONTROLS && n_beyond >= LEAST_BEYOND);
            if self.n_blocks > MOST {
                self.clean = None;
                (self.n_blocks, self.n_strange) = (0, 0);
            }
        }
    }

    /// No text in UTF-16 looks like bytes of chance, however few.
    fn wide_block(&mut self, block: &[u8; BLOCK], order: Order) {
        match wide::kind(block, order) {
            wide::Kind::Text => {
                self.found |= self.n_strange > 0;
                self.n_strange = 0;
                self.clean = Some(*block);
            }
            wide::Kind::Chance => self.n_strange += usize::from(self.clean.is_some()),
            wide::Kind::Other => {}
        }
    }

    /// Whether what stands before the stretch says that bytes follow, or may end a header.
    fn begins_a_file(&self) -> bool {
        let blocks: Vec<u8> = self.clean.iter().chain(&self.edge).flatten().copied().collect();
        let is_strange = |byte: &u8| !byte.is_ascii() || byte.is_ascii_control() && !byte.is_ascii_whitespace();
        let end = blocks
            .iter()
            .skip(BLOCK)
            .position(is_strange)
            .map_or(blocks.len(), |at| BLOCK + at);
        let (all, last) = (&blocks[..end], &blocks[end.saturating_sub(BEFORE)..end]);
        let has = |text: &[u8], wanted: &[u8]| memchr::memmem::find(text, wanted).is_some();
        let is_named = has(all, BEGINNINGS[2]) || has(all, IN_DUMPS) || has(last, IN_RTF);
        is_named || BEGINNINGS.iter().any(|begin| has(last, begin))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes of chance, the same each time.
    fn chance(n: usize) -> Vec<u8> {
        let mut seed = 7u32;
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            seed.to_be_bytes()[0]
        };
        (0..n).map(|_| next()).collect()
    }

    #[track_caller]
    fn check(parts: &[&[u8]], expected: bool) {
        let bytes = parts.concat();
        for size in [1, 100, bytes.len()] {
            let mut noise = Noise::default();
            bytes.chunks(size).for_each(|part| noise.look(part));
            assert_eq!(noise.found, expected, "in parts of {size}");
        }
    }

    #[test]
    fn a_sector_of_other_bytes_in_a_text_is_noise() {
        let text = "een gewone regel, één van een gewoon verslag\n".repeat(20);
        let text = text.as_bytes();
        check(&[text, &chance(512), text], true);
        check(&[text, &chance(4096), text], true);
        check(&[text, text], false);
        // At an end, longer, or in the middle of more of them: a file.
        check(&[text, &chance(512)], false);
        check(&[&chance(512), text], false);
        check(&[text, &chance(9000), text], false);
    }

    #[test]
    fn files_that_a_text_holds_and_other_scripts_are_none() {
        let text = "een gewone regel van een gewoon verslag, een regel\n".repeat(20);
        let text = text.as_bytes();
        check(&[text, b"\r\n\r\n", &chance(512), text], false);
        check(
            &[text, b"=ybegin line=128 size=512 name=a.bin\r\n", &chance(512), text],
            false,
        );
        check(
            &[text, b"INSERT INTO t VALUES (1,_binary '", &chance(512), b"');\n", text],
            false,
        );
        check(&[text, b"een ander woord '", &chance(512), b"');\n", text], true);
        check(&[text, b"{\\pict\\bin512 ", &chance(512), text], false);
        check(&[text, "Жуковский улица, дом\n".repeat(30).as_bytes(), text], false);
        let wide: Vec<u8> = "村庄的名字"
            .repeat(60)
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let latin: Vec<u8> = "een regel "
            .repeat(60)
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        check(&[&latin, &wide, &latin], false);
        let signs: Vec<u8> = "→ ≤ ☎ ✓ 😀 한국어 ไทย Ελλάδα שלום "
            .repeat(20)
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        check(&[b"\xff\xfe", &latin, &signs, &latin], false);
        check(&[b"\xff\xfe", &latin, &chance(512), &latin], true);
        check(&[&latin, &chance(128), &latin], true);
        check(&[&latin, &chance(512)], false);
        let big: Vec<u8> = "een zin "
            .repeat(60)
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        check(&[b"\xfe\xff", &big, &chance(4096), &big], true);
        check(&[text, &[0xff; 512], text], false);
        check(&[text, &[0; 512], text], false);
    }
}
