//! The index file's container: sections of blocks, each encrypted and authenticated, under one authenticated header.
//!
//! A block is XChaCha20-Poly1305 under a key derived from the token key; its nonce is the file's random id, the section
//! and the block's number, so that no block can be moved, swapped or left out unnoticed. The header names every
//! section's length and keyed BLAKE3, and ends with a keyed BLAKE3 of itself: that is the digest of the whole file.

use std::cell::RefCell;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{AeadInOut as _, KeyInit as _};
use chacha20poly1305::{Tag, XChaCha20Poly1305, XNonce};

use super::error::{Error, Result};
use super::header::{BLOCK, HEADER, Header, ID, MAGIC, N_SECTIONS, Section, TAG};

/// Blocks kept in memory: an index up to this size is read once, a larger one by random access.
const KEPT: usize = (256 << 20) / BLOCK;

/// The keys of an index file, and the name of the token key they come from.
#[derive(Clone)]
pub struct IndexKey {
    cipher: XChaCha20Poly1305,
    mac: [u8; 32],
    /// `k_…`.
    pub id: String,
    id_bytes: [u8; 8],
}

impl IndexKey {
    pub fn new(key: &crate::state::DeviceKey) -> Self {
        let id_bytes = key.id_bytes();
        let cipher = blake3::derive_key("speur 2026-11 central index: blocks", key.bytes());
        Self {
            cipher: XChaCha20Poly1305::new(&cipher.into()),
            mac: blake3::derive_key("speur 2026-11 central index: checksums", key.bytes()),
            id: key.id(),
            id_bytes,
        }
    }
}

fn nonce(id: [u8; ID], section: usize, block: u64) -> XNonce {
    let mut nonce = [0; 24];
    nonce[..ID].copy_from_slice(&id);
    nonce[ID..].copy_from_slice(&block.to_le_bytes());
    // No section has 2^56 blocks.
    nonce[23] = section as u8;
    nonce.into()
}

/// Writes the sections one after the other, each from front to back.
pub struct Sealer<'k> {
    key: &'k IndexKey,
    file: std::io::BufWriter<File>,
    path: PathBuf,
    header: Header,
    /// The section that is being written.
    section: usize,
    block: Vec<u8>,
    checksum: blake3::Hasher,
    offset: u64,
}

impl<'k> Sealer<'k> {
    /// `file` is empty and only the owner may read it; `path` names it in errors.
    pub fn new(file: File, path: &Path, key: &'k IndexKey, id: [u8; ID]) -> Result<Self> {
        let header = Header {
            key_id: key.id_bytes,
            id,
            sections: [Section::default(); N_SECTIONS],
        };
        let mut file = std::io::BufWriter::with_capacity(1 << 20, file);
        file.write_all(&[0; HEADER]).map_err(|err| Error::io(path, err))?;
        Ok(Self {
            key,
            file,
            path: path.to_owned(),
            header,
            section: 0,
            block: Vec::with_capacity(BLOCK + TAG),
            checksum: blake3::Hasher::new_keyed(&key.mac),
            offset: HEADER as u64,
        })
    }

    /// Plain bytes of the section so far.
    pub fn n_bytes(&self) -> u64 {
        self.header.sections[self.section].len
    }

    pub fn write(&mut self, mut bytes: &[u8]) -> Result<()> {
        self.header.sections[self.section].len += bytes.len() as u64;
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(BLOCK - self.block.len()));
            self.block.extend_from_slice(now);
            bytes = later;
            if self.block.len() == BLOCK {
                self.seal_block()?;
            }
        }
        Ok(())
    }

    fn seal_block(&mut self) -> Result<()> {
        let n = (self.offset_in_section()) / (BLOCK + TAG) as u64;
        let nonce = nonce(self.header.id, self.section, n);
        let tag = self
            .key
            .cipher
            .encrypt_inout_detached(&nonce, &[], self.block.as_mut_slice().into())
            .expect("a block is far shorter than the cipher's limit");
        self.block.extend_from_slice(&tag);
        self.checksum.update(&self.block);
        self.offset += self.block.len() as u64;
        self.file
            .write_all(&self.block)
            .map_err(|err| Error::io(&self.path, err))?;
        self.block.clear();
        Ok(())
    }

    fn offset_in_section(&self) -> u64 {
        let before: u64 = self.header.sections[..self.section]
            .iter()
            .map(Section::sealed_len)
            .sum();
        self.offset - HEADER as u64 - before
    }

    /// Ends a section and begins the next.
    pub fn end_section(&mut self) -> Result<()> {
        if !self.block.is_empty() {
            self.seal_block()?;
        }
        let section = &mut self.header.sections[self.section];
        section.checksum = *self.checksum.finalize().as_bytes();
        section.offset = self.offset - section.sealed_len();
        self.checksum.reset();
        self.section += 1;
        Ok(())
    }

    /// Writes the header, and all of it to the disk; says the file's digest.
    pub fn finish(mut self) -> Result<[u8; 32]> {
        let digest = self.header.digest(&self.key.mac);
        let written = self.file.seek(SeekFrom::Start(0)).and_then(|_| {
            self.file.write_all(&self.header.body())?;
            self.file.write_all(&digest)?;
            self.file.flush()?;
            self.file.get_ref().sync_all()
        });
        written.map_err(|err| Error::io(&self.path, err))?;
        Ok(digest)
    }
}

/// Reads plain bytes at any place of a section.
pub struct Sealed {
    key: IndexKey,
    path: PathBuf,
    header: Header,
    pub digest: [u8; 32],
    pub size: u64,
    blocks: RefCell<Blocks>,
}

struct Blocks {
    file: File,
    /// By section, then by block.
    kept: [Vec<Option<Box<[u8]>>>; N_SECTIONS],
    n_kept: usize,
}

impl Sealed {
    /// Opens a file whose header is whole and made with this key.
    pub fn open(mut file: File, path: &Path, key: &IndexKey) -> Result<Self> {
        let io = |err| Error::io(path, err);
        let size = file.metadata().map_err(io)?.len();
        let mut bytes = Vec::with_capacity(HEADER);
        (&mut file).take(HEADER as u64).read_to_end(&mut bytes).map_err(io)?;
        if !bytes.starts_with(&MAGIC[..7]) {
            return Err(Error::not_an_index(path, "index-none"));
        }
        if !bytes.starts_with(&MAGIC) {
            return Err(Error::not_an_index(path, "index-newer"));
        }
        let Some((header, digest)) = Header::parse(&bytes) else {
            return Err(Error::altered(path, "index-its-length"));
        };
        let key_id = header.key_id;
        let header = Header {
            key_id: key.id_bytes,
            ..header
        };
        // Under our own key id the header verifies: then only its key id was altered.
        let is_ours = same(&header.digest(&key.mac), &digest);
        match (key_id == key.id_bytes, is_ours) {
            (true, true) => {}
            (false, false) => {
                return Err(Error::OtherKey {
                    path: path.to_owned(),
                    made: crate::state::key_name(key_id),
                    given: key.id.clone(),
                });
            }
            (true, false) | (false, true) => return Err(Error::altered(path, "index-its-header")),
        }
        let end = header.sections.iter().map(Section::sealed_len).sum::<u64>() + HEADER as u64;
        if end != size {
            return Err(Error::altered(path, "index-its-length"));
        }
        let kept = header.sections.map(|section| vec![None; section.n_blocks() as usize]);
        Ok(Self {
            key: key.clone(),
            path: path.to_owned(),
            header,
            digest,
            size,
            blocks: RefCell::new(Blocks { file, kept, n_kept: 0 }),
        })
    }

    pub fn len(&self, section: usize) -> u64 {
        self.header.sections[section].len
    }

    pub fn key_id(&self) -> &str {
        &self.key.id
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Appends the plain bytes of `range` to `out`.
    pub fn read(&self, section: usize, range: Range<u64>, out: &mut Vec<u8>) -> Result<()> {
        if range.end > self.len(section) {
            return Err(Error::altered(&self.path, "index-its-part"));
        }
        let mut blocks = self.blocks.borrow_mut();
        let mut at = range.start;
        while at < range.end {
            let (n, from) = (at / BLOCK as u64, (at % BLOCK as u64) as usize);
            let block = self.block(&mut blocks, section, n)?;
            let len = (block.len() - from).min((range.end - at) as usize);
            out.extend_from_slice(&block[from..from + len]);
            at += len as u64;
        }
        Ok(())
    }

    /// A whole section.
    pub fn read_all(&self, section: usize) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        self.read(section, 0..self.len(section), &mut out)?;
        Ok(out)
    }

    fn block<'b>(&self, blocks: &'b mut Blocks, section: usize, n: u64) -> Result<&'b [u8]> {
        if blocks.kept[section][n as usize].is_none() {
            if blocks.n_kept >= KEPT {
                blocks.kept.iter_mut().for_each(|section| section.fill(None));
                blocks.n_kept = 0;
            }
            let sealed = self.sealed_block(&mut blocks.file, section, n)?;
            let plain = self.open_block(sealed, section, n)?;
            blocks.kept[section][n as usize] = Some(plain.into());
            blocks.n_kept += 1;
        }
        Ok(blocks.kept[section][n as usize].as_deref().unwrap_or_default())
    }

    fn open_block(&self, mut block: Vec<u8>, section: usize, n: u64) -> Result<Vec<u8>> {
        let Some((_, tag)) = block.split_last_chunk::<TAG>() else {
            return Err(Error::altered(&self.path, "index-its-block"));
        };
        let tag = Tag::from(*tag);
        block.truncate(block.len() - TAG);
        let nonce = nonce(self.header.id, section, n);
        self.key
            .cipher
            .decrypt_inout_detached(&nonce, &[], block.as_mut_slice().into(), &tag)
            .map_err(|_| Error::altered(&self.path, "index-its-block"))?;
        Ok(block)
    }

    fn sealed_block(&self, file: &mut File, section: usize, n: u64) -> Result<Vec<u8>> {
        let Section { offset, len, .. } = self.header.sections[section];
        let plain = (len - n * BLOCK as u64).min(BLOCK as u64);
        let mut block = vec![0; plain as usize + TAG];
        file.seek(SeekFrom::Start(offset + n * (BLOCK + TAG) as u64))
            .and_then(|_| file.read_exact(&mut block))
            .map_err(|err| match err.kind() {
                std::io::ErrorKind::UnexpectedEof => Error::altered(&self.path, "index-its-length"),
                _ => Error::io(&self.path, err),
            })?;
        Ok(block)
    }

    /// Reads the whole file: every block opens, and every section has the checksum that the header says.
    pub fn verify(&self) -> Result<()> {
        let mut blocks = self.blocks.borrow_mut();
        for (at, section) in self.header.sections.iter().enumerate() {
            let mut checksum = blake3::Hasher::new_keyed(&self.key.mac);
            for n in 0..section.n_blocks() {
                let sealed = self.sealed_block(&mut blocks.file, at, n)?;
                checksum.update(&sealed);
                self.open_block(sealed, at, n)?;
            }
            if !same(checksum.finalize().as_bytes(), &section.checksum) {
                return Err(Error::altered(&self.path, "index-its-section"));
            }
        }
        Ok(())
    }
}

/// In constant time.
fn same(one: &[u8; 32], other: &[u8; 32]) -> bool {
    blake3::Hash::from_bytes(*one) == blake3::Hash::from_bytes(*other)
}
