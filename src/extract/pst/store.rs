//! The lower layer of a mail store (\[MS-PST\] 2.2): the trees of its nodes and blocks, and blocks as they were before
//! they were encoded.

use std::collections::HashMap;
use std::io::{Read as _, SeekFrom};
use std::rc::Rc;

use super::cipher::Cipher;
use super::sums::Sums;
use crate::extract::bytes::{number, u16_at, u32_at};
use crate::extract::{Error, Input, Reason};

/// Kinds of pages.
const BLOCKS: u8 = 0x80;
const NODES: u8 = 0x81;
/// Pages of the trees that are kept.
const MOST_PAGES: usize = 2048;
/// No tree is deeper.
const DEEPEST: usize = 12;

/// How wide numbers are and how long pages: three generations of the format.
#[derive(Clone, Copy)]
struct Layout {
    /// Bytes of an identifier or an offset.
    width: usize,
    page_len: usize,
    /// Where the number of entries stands in a page of a tree, and in how many bytes.
    count_at: usize,
    count_len: usize,
    /// Of a page's trailer.
    kind_at: usize,
    /// Blocks may be packed.
    packed: bool,
    /// Where a page's checksum stands.
    sum_at: usize,
    /// What stands behind a block: how long it is, where in it a checksum stands, and to a multiple of what both are
    /// filled up.
    trailer: usize,
    block_sum_at: usize,
    filled_to: usize,
}

const ANSI: Layout = Layout {
    width: 4,
    page_len: 512,
    count_at: 496,
    count_len: 1,
    kind_at: 500,
    packed: false,
    sum_at: 508,
    trailer: 12,
    block_sum_at: 8,
    filled_to: 64,
};
const UNICODE: Layout = Layout {
    width: 8,
    page_len: 512,
    count_at: 488,
    count_len: 1,
    kind_at: 496,
    packed: false,
    sum_at: 500,
    trailer: 16,
    block_sum_at: 4,
    filled_to: 64,
};
/// Of Outlook 2013 and later, for copies of mailboxes (ost).
const LARGE: Layout = Layout {
    width: 8,
    page_len: 4096,
    count_at: 4056,
    count_len: 2,
    kind_at: 4072,
    packed: true,
    sum_at: 4076,
    trailer: 24,
    block_sum_at: 4,
    filled_to: 512,
};

pub(super) struct Store<'i> {
    input: &'i mut dyn Input,
    len: u64,
    layout: Layout,
    cipher: Cipher,
    nodes: u64,
    blocks: u64,
    pages: HashMap<u64, Rc<Page>>,
    sums: Sums,
}

/// A page of one of the trees.
struct Page {
    kind: u8,
    level: u8,
    entry_len: usize,
    entries: Vec<u8>,
}

/// A node: what it is, its data, its subnodes, and the folder it is in.
#[derive(Clone, Copy)]
pub(super) struct Node {
    pub id: u32,
    pub data: u64,
    pub subnodes: u64,
    pub parent: u32,
}

impl<'i> Store<'i> {
    pub fn open(input: &'i mut dyn Input) -> Result<Self, Error> {
        let len = input.seek(SeekFrom::End(0))?;
        input.rewind()?;
        let mut head = Vec::new();
        (&mut *input).take(520).read_to_end(&mut head)?;
        let layout = match u16_at(&head, 10) {
            Some(14 | 15) => ANSI,
            Some(36..) => LARGE,
            Some(23..) => UNICODE,
            _ => {
                return Err(Error::new(
                    Reason::Unsupported,
                    "a mail store of a version that is not known",
                ));
            }
        };
        let (nodes, blocks, cipher) = if layout.width == 4 {
            (188, 196, 461)
        } else {
            (224, 240, 513)
        };
        let whole = || Error::damaged("the header of the mail store is not whole");
        let cipher = head.get(cipher).and_then(|&number| Cipher::of(number));
        Ok(Self {
            input,
            len,
            nodes: number(&head, nodes, layout.width).ok_or_else(whole)?,
            blocks: number(&head, blocks, layout.width).ok_or_else(whole)?,
            layout,
            // Encoded by something that only the company's own server undoes.
            cipher: cipher.ok_or_else(|| Error::new(Reason::Encrypted, "a key is needed"))?,
            pages: HashMap::new(),
            sums: Sums::default(),
        })
    }

    /// Bytes of an identifier.
    pub fn width(&self) -> usize {
        self.layout.width
    }

    pub fn has_large_heaps(&self) -> bool {
        self.layout.packed
    }

    /// Of the file: what an item holds cannot be longer, unpacked, than what is reasonable for it.
    pub fn most_data(&self) -> u64 {
        self.len.saturating_mul(if self.layout.packed { 32 } else { 1 })
    }

    /// Whether pages or blocks were read since the last time whose checksums are wrong.
    pub fn take_torn(&mut self) -> bool {
        self.sums.take_torn()
    }

    fn read_at(&mut self, at: u64, len: usize) -> Result<Vec<u8>, Error> {
        if at.checked_add(len as u64).is_none_or(|end| end > self.len) {
            return Err(Error::damaged("the mail store is cut"));
        }
        let mut bytes = vec![0; len];
        self.input.seek(SeekFrom::Start(at))?;
        self.input.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn page(&mut self, at: u64, kind: u8) -> Result<Rc<Page>, Error> {
        if let Some(page) = self.pages.get(&at).filter(|page| page.kind == kind) {
            return Ok(Rc::clone(page));
        }
        let Layout {
            page_len,
            count_at,
            count_len,
            kind_at,
            ..
        } = self.layout;
        let mut bytes = self.read_at(at, page_len)?;
        let n_entries = number(&bytes, count_at, count_len).unwrap_or(0);
        let (entry_len, level) = (bytes[count_at + 2 * count_len], bytes[count_at + 2 * count_len + 1]);
        let is_page = bytes[kind_at] == kind && entry_len > 0 && usize::from(level) < DEEPEST;
        if !is_page {
            return Err(Error::damaged("a page of the mail store's index is not whole"));
        }
        self.sums.compare(&bytes[..kind_at], u32_at(&bytes, self.layout.sum_at));
        let entry_len = usize::from(entry_len);
        bytes.truncate((n_entries as usize * entry_len).min(count_at));
        if self.pages.len() >= MOST_PAGES {
            self.pages.clear();
        }
        let page = Rc::new(Page {
            kind,
            level,
            entry_len,
            entries: bytes,
        });
        self.pages.insert(at, Rc::clone(&page));
        Ok(page)
    }

    /// The entry of a tree under this key.
    fn find(&mut self, root: u64, kind: u8, key: u64) -> Result<Option<Vec<u8>>, Error> {
        let width = self.layout.width;
        let mut page = self.page(root, kind)?;
        loop {
            let entries = page.entries.chunks_exact(page.entry_len);
            let found = entries.take_while(|entry| key_of(entry, kind, width) <= key).last();
            let Some(entry) = found else { return Ok(None) };
            if page.level == 0 {
                return Ok((key_of(entry, kind, width) == key).then(|| entry.to_vec()));
            }
            let below = self.page(number(entry, 2 * width, width).unwrap_or(0), kind)?;
            if below.level >= page.level {
                return Err(Error::damaged("the mail store's index leads back to itself"));
            }
            page = below;
        }
    }

    pub fn node(&mut self, id: u32) -> Result<Option<Node>, Error> {
        let entry = self.find(self.nodes, NODES, u64::from(id))?;
        Ok(entry.and_then(|entry| Node::of(&entry, self.layout.width)))
    }

    /// A block by its identifier, decoded.
    pub fn block(&mut self, id: u64) -> Result<Vec<u8>, Error> {
        let width = self.layout.width;
        let entry = self.find(self.blocks, BLOCKS, id & !1)?;
        let missing = || Error::damaged("a block of the mail store is missing");
        let entry = entry.ok_or_else(missing)?;
        let at = number(&entry, width, width).ok_or_else(missing)?;
        let len = u16_at(&entry, 2 * width).ok_or_else(missing)?;
        let mut bytes = self.with_trailer(at, usize::from(len))?;
        let unpacked = u16_at(&entry, 2 * width + 2).filter(|&unpacked| self.layout.packed && unpacked != len);
        if let Some(unpacked) = unpacked {
            let packed = std::mem::take(&mut bytes);
            flate2::read::ZlibDecoder::new(&*packed)
                .take(u64::from(unpacked))
                .read_to_end(&mut bytes)
                .map_err(|_| Error::damaged("a block of the mail store cannot be unpacked"))?;
        }
        if !is_internal(id) {
            self.cipher.decode(id, &mut bytes);
        }
        Ok(bytes)
    }

    /// The bytes of a block, whose checksum was looked at.
    fn with_trailer(&mut self, at: u64, len: usize) -> Result<Vec<u8>, Error> {
        let Layout {
            trailer,
            block_sum_at,
            filled_to,
            ..
        } = self.layout;
        let end = (len + trailer).next_multiple_of(filled_to);
        let is_cut = at.saturating_add(end as u64) > self.len;
        let mut bytes = self.read_at(at, if is_cut { len } else { end })?;
        if !is_cut {
            let said = u32_at(&bytes, end - trailer + block_sum_at);
            self.sums.compare(&bytes[..len], said);
        }
        bytes.truncate(len);
        Ok(bytes)
    }

    /// All nodes, in the order of their identifiers.
    pub fn walk(&mut self) -> Result<Walk, Error> {
        let root = self.page(self.nodes, NODES)?;
        Ok(Walk {
            // Every page of the tree stands in the file once.
            left: self.len / self.layout.page_len as u64,
            pages: vec![(root, 0)],
        })
    }
}

/// Blocks that hold references to others; they are never encoded.
pub(super) fn is_internal(id: u64) -> bool {
    id & 2 != 0
}

/// Nodes have keys of 32 bits, whatever room there is.
fn key_of(entry: &[u8], kind: u8, width: usize) -> u64 {
    let key = number(entry, 0, width).unwrap_or(u64::MAX);
    if kind == NODES { key & 0xffff_ffff } else { key & !1 }
}

impl Node {
    fn of(entry: &[u8], width: usize) -> Option<Self> {
        Some(Self {
            id: u32_at(entry, 0)?,
            data: number(entry, width, width)?,
            subnodes: number(entry, 2 * width, width)?,
            parent: u32_at(entry, 3 * width)?,
        })
    }
}

/// A walk over all nodes that holds one page of each level.
pub(super) struct Walk {
    pages: Vec<(Rc<Page>, usize)>,
    left: u64,
}

impl Walk {
    /// The next node. An error costs the nodes below one page; the walk goes on behind it.
    pub fn next(&mut self, store: &mut Store<'_>) -> Option<Result<Node, Error>> {
        let width = store.layout.width;
        loop {
            let (page, at) = self.pages.last_mut()?;
            let Some(entry) = page.entries.chunks_exact(page.entry_len).nth(*at) else {
                self.pages.pop();
                continue;
            };
            *at += 1;
            if page.level == 0 {
                match Node::of(entry, width) {
                    Some(node) => return Some(Ok(node)),
                    None => continue,
                }
            }
            let (level, below) = (page.level, number(entry, 2 * width, width).unwrap_or(0));
            if self.left == 0 {
                self.pages.clear();
                return Some(Err(Error::damaged("the mail store's index leads back to itself")));
            }
            self.left -= 1;
            match store.page(below, NODES) {
                Ok(page) if page.level < level => self.pages.push((page, 0)),
                Ok(_) => {}
                Err(err) => return Some(Err(err)),
            }
        }
    }
}
