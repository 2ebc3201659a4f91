//! The header of the index file: where its sections stand, their checksums, and its own.

use super::fingerprint::take;

pub(super) const MAGIC: [u8; 8] = *b"SPEURIX1";
/// Plain bytes of a block.
pub(super) const BLOCK: usize = 8 << 10;
pub(super) const TAG: usize = 16;
pub(super) const N_SECTIONS: usize = 5;
pub(super) const ID: usize = 16;
const SECTION_ENTRY: usize = 8 + 8 + 32;
pub(super) const HEADER: usize = MAGIC.len() + 8 + ID + N_SECTIONS * SECTION_ENTRY + 32;

/// Where a section stands in the file.
#[derive(Clone, Copy, Default)]
pub(super) struct Section {
    pub offset: u64,
    /// Plain bytes.
    pub len: u64,
    pub checksum: [u8; 32],
}

impl Section {
    pub fn n_blocks(&self) -> u64 {
        self.len.div_ceil(BLOCK as u64)
    }

    pub fn sealed_len(&self) -> u64 {
        self.len + self.n_blocks() * TAG as u64
    }
}

pub(super) struct Header {
    pub key_id: [u8; 8],
    pub id: [u8; ID],
    pub sections: [Section; N_SECTIONS],
}

impl Header {
    pub fn body(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER);
        bytes.extend(MAGIC);
        bytes.extend(self.key_id);
        bytes.extend(self.id);
        for section in &self.sections {
            bytes.extend(section.offset.to_le_bytes());
            bytes.extend(section.len.to_le_bytes());
            bytes.extend(section.checksum);
        }
        bytes
    }

    pub fn digest(&self, mac: &[u8; 32]) -> [u8; 32] {
        *blake3::keyed_hash(mac, &self.body()).as_bytes()
    }

    /// The header and what it says its digest is.
    pub fn parse(bytes: &[u8]) -> Option<(Self, [u8; 32])> {
        let mut rest = bytes.strip_prefix(&MAGIC)?;
        let (key_id, id) = (take(&mut rest)?, take(&mut rest)?);
        let mut sections = [Section::default(); N_SECTIONS];
        for section in &mut sections {
            *section = Section {
                offset: u64::from_le_bytes(take(&mut rest)?),
                len: u64::from_le_bytes(take(&mut rest)?),
                checksum: take(&mut rest)?,
            };
        }
        let digest = take(&mut rest)?;
        Some((Self { key_id, id, sections }, digest))
    }
}
