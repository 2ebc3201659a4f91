//! Where the current version of each slide stands: a presentation is saved by adding to its stream (\[MS-PPT\] 2.1.2).

use std::collections::{HashMap, HashSet};

use super::records::{Record, Walk, kind};
use crate::extract::bytes::u32_at;
use crate::extract::{Error, Reason};

/// Saves that are followed back; PowerPoint writes the file anew long before.
const MOST_EDITS: usize = 10_000;
const ENCRYPTED: u32 = 0xf3d1_c4df;

pub(super) struct Persist {
    /// Offset of each object by its number.
    offsets: HashMap<u32, u32>,
    document: u32,
}

impl Persist {
    pub fn read(stream: &[u8], user: &[u8]) -> Result<Self, Error> {
        if u32_at(user, 12) == Some(ENCRYPTED) {
            return Err(Error::new(Reason::Encrypted, "protected by a password"));
        }
        let mut persist = Self {
            offsets: HashMap::new(),
            document: 0,
        };
        let mut edit = u32_at(user, 16).or_else(|| last_edit(stream));
        for n in 0..MOST_EDITS {
            let Some(body) = edit.and_then(|at| record(stream, at, kind::USER_EDIT)) else {
                break;
            };
            if n == 0 {
                persist.document = u32_at(body, 16).unwrap_or(0);
            }
            if let Some(directory) = u32_at(body, 12).and_then(|at| record(stream, at, kind::PERSIST_DIRECTORY)) {
                persist.add(directory);
            }
            // Each save refers to an earlier place.
            let before = u32_at(body, 8).filter(|before| *before > 0 && edit.is_some_and(|edit| *before < edit));
            edit = before;
        }
        Ok(persist)
    }

    /// Adds the objects of a directory that no newer one has.
    fn add(&mut self, directory: &[u8]) {
        let mut at = 0;
        while let Some(head) = u32_at(directory, at) {
            let (first, n) = (head & 0xf_ffff, head >> 20);
            for id in first..first + n {
                at += 4;
                let Some(offset) = u32_at(directory, at) else { return };
                self.offsets.entry(id).or_insert(offset);
            }
            at += 4;
        }
    }

    /// The object of this number.
    pub fn object<'s>(&self, stream: &'s [u8], id: u32) -> Option<Record<'s>> {
        Record::read(stream.get(*self.offsets.get(&id)? as usize..)?)
    }

    /// The record that lists the slides.
    pub fn document<'s>(&self, stream: &'s [u8]) -> Option<Record<'s>> {
        let document = self.object(stream, self.document);
        document.filter(|record| record.kind == kind::DOCUMENT)
    }

    /// All objects, in the order of their numbers.
    pub fn objects<'s>(&self, stream: &'s [u8]) -> Vec<Record<'s>> {
        self.but(&HashSet::new(), stream)
    }

    /// Those that no list of the document names, in that order.
    pub fn unlisted<'s>(&self, document: Record<'s>, stream: &'s [u8]) -> Vec<Record<'s>> {
        let listed = Walk::new(document.body).filter(|(_, record)| record.kind == kind::SLIDE_PERSIST);
        self.but(
            &listed.filter_map(|(_, record)| u32_at(record.body, 0)).collect(),
            stream,
        )
    }

    fn but<'s>(&self, listed: &HashSet<u32>, stream: &'s [u8]) -> Vec<Record<'s>> {
        let mut ids: Vec<u32> = self.offsets.keys().filter(|id| !listed.contains(id)).copied().collect();
        ids.sort_unstable();
        ids.into_iter().filter_map(|id| self.object(stream, id)).collect()
    }
}

/// The body of a record of this kind at an offset.
fn record(stream: &[u8], at: u32, kind: u16) -> Option<&[u8]> {
    let record = Record::read(stream.get(at as usize..)?)?;
    (record.kind == kind).then_some(record.body)
}

/// The last save that the stream tells of, where nobody says which is the current one.
fn last_edit(stream: &[u8]) -> Option<u32> {
    let edits = Walk::new(stream).filter(|(depth, record)| *depth == 0 && record.kind == kind::USER_EDIT);
    let (_, last) = edits.last()?;
    u32::try_from(last.body.as_ptr() as usize - stream.as_ptr() as usize - 8).ok()
}
