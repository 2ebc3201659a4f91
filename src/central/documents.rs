//! The central documents as the index keeps them: what search compares, and the name of each, on shelves of 64.

use super::Stamp;
use super::fingerprint::{Beside, Fingerprint, PARTS, Words, take};
use crate::finding::Token;

/// Documents that are read together; within a shelf a name is kept as what it adds to the one before it.
pub const SHELF: u32 = 64;

/// One central document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Number of its root.
    pub root: u16,
    /// Its path below the root, and its members.
    pub name: String,
    /// Of its file, as it was read.
    pub stamp: Stamp,
    pub content: Option<Token>,
    pub sketch: Option<Sketch>,
}

/// What is known of its text besides the features, which stand in the postings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sketch {
    pub n_words: u32,
    pub text: [u8; 16],
    pub words: Words,
    pub beside: Beside,
    pub passages: Size,
    pub records: Size,
}

/// A sample without its features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub level: u8,
    pub n: u32,
}

impl From<&Fingerprint> for Sketch {
    fn from(fingerprint: &Fingerprint) -> Self {
        let size = |sample: &super::fingerprint::Sample| Size {
            level: sample.level,
            n: sample.features.len() as u32,
        };
        Self {
            n_words: fingerprint.n_words,
            text: fingerprint.text,
            words: fingerprint.words,
            beside: fingerprint.beside,
            passages: size(&fingerprint.passages),
            records: size(&fingerprint.records),
        }
    }
}

const HAS_CONTENT: u8 = 1;
const HAS_SKETCH: u8 = 2;
/// Bytes of a sketch.
const SKETCH: usize = 4 + 16 + PARTS / 2 + 8 + 2 * 5;

impl Document {
    /// Appends it; `before` is the name of the one before it on the shelf.
    pub fn encode(&self, before: &str, out: &mut Vec<u8>) {
        let mut flags = 0;
        flags |= if self.content.is_some() { HAS_CONTENT } else { 0 };
        flags |= if self.sketch.is_some() { HAS_SKETCH } else { 0 };
        out.push(flags);
        out.extend(self.root.to_le_bytes());
        out.extend(self.stamp.size.to_le_bytes());
        out.extend(self.stamp.modified.to_le_bytes());
        let shared = before
            .bytes()
            .zip(self.name.bytes())
            .take_while(|(a, b)| a == b)
            .count();
        let shared = self.name.floor_char_boundary(shared.min(usize::from(u16::MAX)));
        let added = &self.name.as_bytes()[shared..];
        out.extend((shared as u16).to_le_bytes());
        out.extend((added.len() as u32).to_le_bytes());
        out.extend(added);
        if let Some(token) = self.content {
            out.extend(token.0);
        }
        if let Some(sketch) = &self.sketch {
            out.extend(sketch.n_words.to_le_bytes());
            out.extend(sketch.text);
            out.extend(sketch.words);
            out.extend(sketch.beside);
            for size in [sketch.passages, sketch.records] {
                out.push(size.level);
                out.extend(size.n.to_le_bytes());
            }
        }
    }

    /// The one at that place of a shelf. None where the bytes are no shelf.
    pub fn at(mut shelf: &[u8], place: u32) -> Option<Self> {
        let mut name = Vec::new();
        let mut entry = Entry::take(&mut shelf, &mut name)?;
        for _ in 0..place {
            entry = Entry::take(&mut shelf, &mut name)?;
        }
        Some(Self {
            root: entry.root,
            name: String::from_utf8(name).ok()?,
            stamp: entry.stamp,
            content: entry.content.map(Token),
            sketch: match entry.sketch {
                Some(mut bytes) => Some(Sketch::decode(&mut bytes)?),
                None => None,
            },
        })
    }
}

/// A document as its bytes lie on a shelf: to come to one, half a shelf is passed by.
struct Entry<'s> {
    root: u16,
    stamp: Stamp,
    content: Option<[u8; 16]>,
    sketch: Option<&'s [u8]>,
}

impl<'s> Entry<'s> {
    /// The next one; `name` is that of the one before it, and becomes its own.
    fn take(shelf: &mut &'s [u8], name: &mut Vec<u8>) -> Option<Self> {
        let [flags] = take(shelf)?;
        let root = u16::from_le_bytes(take(shelf)?);
        let stamp = Stamp {
            size: u64::from_le_bytes(take(shelf)?),
            modified: i64::from_le_bytes(take(shelf)?),
        };
        let shared = usize::from(u16::from_le_bytes(take(shelf)?));
        let n_added = u32::from_le_bytes(take(shelf)?) as usize;
        let (added, behind) = shelf.split_at_checked(n_added)?;
        if shared > name.len() {
            return None;
        }
        name.truncate(shared);
        name.extend_from_slice(added);
        *shelf = behind;
        let content = match flags & HAS_CONTENT {
            0 => None,
            _ => Some(take(shelf)?),
        };
        let (sketch, behind) = match flags & HAS_SKETCH {
            0 => (None, *shelf),
            _ => shelf
                .split_at_checked(SKETCH)
                .map(|(sketch, behind)| (Some(sketch), behind))?,
        };
        *shelf = behind;
        Some(Self {
            root,
            stamp,
            content,
            sketch,
        })
    }
}

impl Sketch {
    fn decode(rest: &mut &[u8]) -> Option<Self> {
        let size = |rest: &mut &[u8]| {
            let [level] = take(rest)?;
            Some(Size {
                level,
                n: u32::from_le_bytes(take(rest)?),
            })
        };
        Some(Self {
            n_words: u32::from_le_bytes(take(rest)?),
            text: take(rest)?,
            words: take(rest)?,
            beside: take(rest)?,
            passages: size(rest)?,
            records: size(rest)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shelf_comes_back_as_it_was_put() {
        let sketch = Sketch {
            n_words: 9,
            text: [1; 16],
            words: [2; 64],
            beside: [3; 8],
            passages: Size { level: 5, n: 16 },
            records: Size { level: 0, n: 3 },
        };
        let document = |name: &str, content, sketch| Document {
            root: 1,
            name: name.to_owned(),
            stamp: Stamp { size: 5, modified: -6 },
            content,
            sketch,
        };
        let shelf = [
            document("HR/personeel/lijst é.xlsx", Some(Token([7; 16])), Some(sketch)),
            document("HR/personeel/lijst è.xlsx", None, Some(sketch)),
            document("HR/z.zip > a.txt", Some(Token([8; 16])), None),
        ];
        let mut bytes = Vec::new();
        let mut before = "";
        for document in &shelf {
            document.encode(before, &mut bytes);
            before = &document.name;
        }
        for (place, expected) in (0..).zip(&shelf) {
            assert_eq!(Document::at(&bytes, place).as_ref(), Some(expected));
        }
        assert_eq!(Document::at(&bytes, 3), None);
        for cut in 0..bytes.len() {
            assert_eq!(Document::at(&bytes[..cut], 2), None);
        }
    }
}
