//! The middle layer of a mail store (\[MS-PST\] 2.3): heaps of values, lists of properties, and tables.

use super::data::{Blocks, subnodes};
use super::store::{Node, Store};
use crate::extract::bytes::{u16_at, u32_at};
use crate::extract::{Error, Reason};

/// What a node's heap is for.
const PROPERTIES: u8 = 0xbc;
const TABLE: u8 = 0x7c;
/// A heap is held in memory: long values stand outside it.
const LARGEST: usize = 32 << 20;
/// A value that is held in memory.
const LONGEST: u64 = 64 << 20;

struct Heap {
    blocks: Vec<Vec<u8>>,
    /// Blocks of 64 KiB have more values each.
    large: bool,
}

impl Heap {
    fn read(data: u64, kind: u8, store: &mut Store<'_>) -> Result<Self, Error> {
        let mut blocks = Vec::new();
        let mut len = 0;
        let mut all = Blocks::new(data, store);
        while let Some(block) = all.next(store) {
            let block = block?;
            len += block.len();
            if len > LARGEST {
                return Err(Error::new(
                    Reason::LimitMemory,
                    format!("an item of more than {} MB", LARGEST >> 20),
                ));
            }
            blocks.push(block);
        }
        let is_heap = blocks
            .first()
            .is_some_and(|first| first.get(2..4) == Some(&[0xec, kind]));
        let large = store.has_large_heaps();
        is_heap
            .then_some(Self { blocks, large })
            .ok_or_else(|| Error::damaged("an item whose properties are not whole"))
    }

    fn root(&self) -> Option<u32> {
        u32_at(self.blocks.first()?, 4)
    }

    /// A value by its identifier: which block, and the how-manieth of it.
    fn get(&self, id: u32) -> Option<&[u8]> {
        let (block, n) = if self.large {
            (id >> 19, id >> 5 & 0x3fff)
        } else {
            (id >> 16, id >> 5 & 0x7ff)
        };
        let block = self.blocks.get(block as usize)?;
        let map = usize::from(u16_at(block, 0)?);
        let n_values = u32::from(u16_at(block, map)?);
        let n = (1..=n_values).contains(&n).then_some(n)? as usize;
        let begin = u16_at(block, map + 2 + 2 * n)?;
        let end = u16_at(block, map + 4 + 2 * n)?;
        block.get(usize::from(begin)..usize::from(end))
    }

    /// The records of a tree on the heap, key and data together (\[MS-PST\] 2.3.2).
    fn records(&self, tree: u32) -> Vec<&[u8]> {
        let mut found = Vec::new();
        let Some(&[0xb5, key_len, data_len, levels, ..]) = self.get(tree) else {
            return found;
        };
        let root = self.get(tree).and_then(|header| u32_at(header, 4)).unwrap_or(0);
        let (key_len, data_len) = (usize::from(key_len), usize::from(data_len));
        let mut ahead = vec![(root, levels)];
        // A tree is as large as its heap: more leads back to itself.
        let mut left: usize = self.blocks.iter().map(Vec::len).sum();
        while let Some((id, level)) = ahead.pop() {
            let Some(bytes) = self.get(id).filter(|bytes| bytes.len() <= left) else {
                continue;
            };
            left -= bytes.len();
            if level == 0 {
                found.extend(bytes.chunks_exact((key_len + data_len).max(1)));
                continue;
            }
            let below = bytes
                .chunks_exact(key_len + 4)
                .filter_map(|entry| u32_at(entry, key_len));
            let first = ahead.len();
            ahead.extend(below.map(|id| (id, level - 1)));
            ahead[first..].reverse();
        }
        found
    }
}

/// A property or cell: which, of what type, and its value or where that is.
#[derive(Clone, Copy)]
pub(super) struct Property {
    pub id: u16,
    pub kind: u16,
    value: u32,
}

/// The properties of an item, a folder or an attachment.
pub(super) struct Properties {
    heap: Heap,
    pub all: Vec<Property>,
    pub subnodes: Vec<Node>,
}

impl Properties {
    pub fn read(data: u64, below: u64, store: &mut Store<'_>) -> Result<Self, Error> {
        let heap = Heap::read(data, PROPERTIES, store)?;
        let records = heap.records(heap.root().unwrap_or(0));
        let property = |record: &&[u8]| {
            Some(Property {
                id: u16_at(record, 0)?,
                kind: u16_at(record, 2)?,
                value: u32_at(record, 4)?,
            })
        };
        let all = records.iter().filter_map(property).collect();
        Ok(Self {
            heap,
            all,
            subnodes: subnodes(below, store)?,
        })
    }

    pub fn get(&self, id: u16) -> Option<Property> {
        self.all.iter().find(|property| property.id == id).copied()
    }

    /// Of a property of at most 32 bits.
    pub fn number(&self, id: u16) -> Option<u32> {
        self.get(id).map(|property| property.value)
    }

    pub fn bytes(&self, property: Property, store: &mut Store<'_>) -> Result<Option<Vec<u8>>, Error> {
        bytes(&self.heap, &self.subnodes, property.value, store)
    }

    /// The node that holds the value of a property, where it is too long for the heap.
    pub fn node(&self, property: Property) -> Option<Node> {
        self.subnode(property.value)
    }

    /// The node of an object: it is named by what stands on the heap.
    pub fn object(&self, property: Property) -> Option<Node> {
        self.subnode(u32_at(self.heap.get(property.value)?, 0)?)
    }

    fn subnode(&self, id: u32) -> Option<Node> {
        self.subnodes.iter().find(|node| node.id == id).copied()
    }
}

fn bytes(heap: &Heap, subnodes: &[Node], id: u32, store: &mut Store<'_>) -> Result<Option<Vec<u8>>, Error> {
    if id & 0x1f == 0 {
        return Ok(heap.get(id).map(<[u8]>::to_vec));
    }
    match subnodes.iter().find(|node| node.id == id) {
        Some(node) => Blocks::new(node.data, store).all(LONGEST, store).map(Some),
        None => Err(Error::damaged("a value that is missing")),
    }
}

/// A column of a table: what stands in it, where in a row, and the bit that says that it does.
struct Column {
    id: u16,
    kind: u16,
    at: usize,
    len: u8,
    bit: usize,
}

/// A table, such as that of a message's recipients (\[MS-PST\] 2.3.4).
pub(super) struct Table {
    heap: Heap,
    subnodes: Vec<Node>,
    columns: Vec<Column>,
    bits_at: usize,
    row_len: usize,
    /// Rows do not go over the end of a block.
    blocks: Vec<Vec<u8>>,
}

impl Table {
    pub fn read(node: &Node, store: &mut Store<'_>) -> Result<Self, Error> {
        let heap = Heap::read(node.data, TABLE, store)?;
        let broken = || Error::damaged("a table of the mail store is not whole");
        let info = heap.root().and_then(|root| heap.get(root)).ok_or_else(broken)?;
        let n_columns = usize::from(*info.get(1).ok_or_else(broken)?);
        let (bits_at, row_len) = (u16_at(info, 6).ok_or_else(broken)?, u16_at(info, 8).ok_or_else(broken)?);
        let rows = u32_at(info, 14).ok_or_else(broken)?;
        let column = |n: usize| {
            let column = info.get(22 + 8 * n..30 + 8 * n)?;
            Some(Column {
                kind: u16_at(column, 0)?,
                id: u16_at(column, 2)?,
                at: usize::from(u16_at(column, 4)?),
                len: column[6],
                bit: usize::from(column[7]),
            })
        };
        let columns = (0..n_columns).map_while(column).collect();
        let subnodes = subnodes(node.subnodes, store)?;
        let mut blocks = Vec::new();
        if rows & 0x1f == 0 {
            blocks.extend(heap.get(rows).map(<[u8]>::to_vec));
        } else if let Some(node) = subnodes.iter().find(|node| node.id == rows) {
            let mut all = Blocks::new(node.data, store);
            let mut len = 0;
            while let Some(block) = all.next(store) {
                let block = block?;
                len += block.len();
                if len > LARGEST {
                    return Err(broken());
                }
                blocks.push(block);
            }
        }
        Ok(Self {
            heap,
            subnodes,
            columns,
            bits_at: usize::from(bits_at),
            row_len: usize::from(row_len),
            blocks,
        })
    }

    pub fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.blocks
            .iter()
            .flat_map(|block| block.chunks_exact(self.row_len.max(1)))
    }

    /// The cells of a row that hold something, and whose values stand outside it: texts do.
    pub fn cells(&self, row: &[u8]) -> Vec<Property> {
        let holds = |column: &&Column| {
            let bits = row.get(self.bits_at + column.bit / 8).copied().unwrap_or(0);
            column.len == 4 && bits & (0x80 >> (column.bit % 8)) != 0
        };
        let columns = self.columns.iter().filter(holds);
        let cell = |column: &Column| {
            Some(Property {
                id: column.id,
                kind: column.kind,
                value: u32_at(row, column.at)?,
            })
        };
        columns.filter_map(cell).collect()
    }

    pub fn bytes(&self, cell: Property, store: &mut Store<'_>) -> Result<Option<Vec<u8>>, Error> {
        bytes(&self.heap, &self.subnodes, cell.value, store)
    }
}

/// The values of a property that has many, each as long as the next one's offset says (\[MS-PST\] 2.3.3.4.1).
pub(super) fn many(bytes: &[u8]) -> Vec<&[u8]> {
    let n = u32_at(bytes, 0).unwrap_or(0) as usize;
    let offset = |n: usize| u32_at(bytes, 4 + 4 * n).map(|at| at as usize);
    let value = |at: usize| {
        let end = if at + 1 < n { offset(at + 1)? } else { bytes.len() };
        bytes.get(offset(at)?..end)
    };
    (0..n).map_while(value).collect()
}
