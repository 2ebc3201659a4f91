//! What a node of a mail store holds: its data, in one block or in many (\[MS-PST\] 2.2.2.8.3), and its subnodes.

use std::io::Read;

use super::store::{Node, Store, is_internal};
use crate::extract::Error;
use crate::extract::bytes::{number, u16_at};

/// Kinds of internal blocks.
const LIST: u8 = 1;
const SUBNODES: u8 = 2;
/// Subnodes of one node.
const MOST_SUBNODES: usize = 100_000;

/// The blocks of a node's data, one after the other.
pub(super) struct Blocks {
    /// Identifiers still to come, the next one last, each with how many levels of lists may stand below it.
    ahead: Vec<(u64, u8)>,
    /// Bytes that may still come: more are not in the file.
    left: u64,
}

impl Blocks {
    pub fn new(id: u64, store: &Store<'_>) -> Self {
        Self {
            // A block without a number holds nothing.
            ahead: if id == 0 { Vec::new() } else { vec![(id, 2)] },
            left: store.most_data(),
        }
    }

    pub fn next(&mut self, store: &mut Store<'_>) -> Option<Result<Vec<u8>, Error>> {
        loop {
            let (id, levels) = self.ahead.pop()?;
            let block = match store.block(id) {
                Ok(block) => block,
                Err(err) => return Some(Err(err)),
            };
            self.left = self.left.saturating_sub(block.len() as u64);
            if self.left == 0 {
                self.ahead.clear();
                return Some(Err(Error::damaged("data that is longer than the mail store")));
            }
            if !is_internal(id) {
                return Some(Ok(block));
            }
            if levels == 0 || block.first() != Some(&LIST) {
                return Some(Err(Error::damaged("a list of blocks that is not whole")));
            }
            let n = usize::from(u16_at(&block, 2).unwrap_or(0));
            let width = store.width();
            let ids = (0..n).map_while(|n| number(&block, 8 + n * width, width));
            let first = self.ahead.len();
            self.ahead.extend(ids.map(|id| (id, levels - 1)));
            self.ahead[first..].reverse();
        }
    }

    /// All of it, up to `most` bytes.
    pub fn all(mut self, most: u64, store: &mut Store<'_>) -> Result<Vec<u8>, Error> {
        let mut whole = Vec::new();
        while let Some(block) = self.next(store) {
            whole.extend(block?);
            if whole.len() as u64 > most {
                return Err(Error::new(
                    crate::extract::Reason::LimitOutput,
                    format!("a value of more than {} MB", most >> 20),
                ));
            }
        }
        Ok(whole)
    }
}

/// The data of a node as a stream.
pub(super) struct Stream<'s, 'i> {
    store: &'s mut Store<'i>,
    blocks: Blocks,
    block: Vec<u8>,
    given: usize,
}

impl<'s, 'i> Stream<'s, 'i> {
    pub fn new(id: u64, store: &'s mut Store<'i>) -> Self {
        Self {
            blocks: Blocks::new(id, store),
            store,
            block: Vec::new(),
            given: 0,
        }
    }
}

impl Read for Stream<'_, '_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        while self.given == self.block.len() {
            match self.blocks.next(self.store) {
                Some(block) => self.block = block.map_err(std::io::Error::other)?,
                None => return Ok(0),
            }
            self.given = 0;
        }
        let n = (&self.block[self.given..]).read(buf)?;
        self.given += n;
        Ok(n)
    }
}

/// The subnodes of a node, in the order of their identifiers (\[MS-PST\] 2.2.2.8.3.3).
pub(super) fn subnodes(id: u64, store: &mut Store<'_>) -> Result<Vec<Node>, Error> {
    let mut found = Vec::new();
    // Lists of lists have one level.
    let mut ahead = if id == 0 { Vec::new() } else { vec![(id, 1)] };
    let width = store.width();
    while let Some((id, levels)) = ahead.pop() {
        let block = store.block(id)?;
        let (Some(&SUBNODES), Some(&level)) = (block.first(), block.get(1)) else {
            return Err(Error::damaged("a list of subnodes that is not whole"));
        };
        let n = usize::from(u16_at(&block, 2).unwrap_or(0));
        // Behind the count, wide numbers are aligned.
        let begin = if width == 8 { 8 } else { 4 };
        if level > 0 {
            if levels == 0 {
                return Err(Error::damaged("a list of subnodes that leads back to itself"));
            }
            let ids = (0..n).map_while(|n| number(&block, begin + n * 2 * width + width, width));
            let first = ahead.len();
            ahead.extend(ids.map(|id| (id, levels - 1)));
            ahead[first..].reverse();
            continue;
        }
        let nodes = (0..n).map_while(|n| {
            let at = begin + n * 3 * width;
            Some(Node {
                id: number(&block, at, 4)? as u32,
                data: number(&block, at + width, width)?,
                subnodes: number(&block, at + 2 * width, width)?,
                parent: 0,
            })
        });
        found.extend(nodes);
        if found.len() > MOST_SUBNODES {
            return Err(Error::damaged("more subnodes than an item has"));
        }
    }
    Ok(found)
}
