//! The piece table (\[MS-DOC\] 2.8.35): where in the stream the characters of the document stand.

use std::ops::Range;

use super::header::Header;
use crate::extract::bytes::{u16_at, u32_at};

/// Characters `begins..ends` of the document stand at `offset` of the stream.
pub(super) struct Piece {
    pub begins: u32,
    pub ends: u32,
    offset: usize,
    /// Two bytes per character.
    wide: bool,
}

impl Piece {
    /// The bytes of some of its characters.
    pub fn part(&self, from: u32, to: u32) -> (Range<usize>, bool) {
        let size = if self.wide { 2 } else { 1 };
        let at = |character: u32| self.offset.saturating_add((character - self.begins) as usize * size);
        (at(from)..at(to), self.wide)
    }
}

/// The header of Word 97 stands there, and no text.
const FIRST: usize = 512;

/// Whether the pieces stand inside the stream, behind its header, and hold all characters of the document.
pub(super) fn are_all(pieces: &[Piece], main: &[u8], header: &Header) -> bool {
    let n = header.parts.iter().fold(0_u32, |n, (_, len)| n.saturating_add(*len));
    let ends = pieces.last().map_or(0, |piece| piece.ends);
    let first = if header.is_word_97 { FIRST } else { 0 };
    let is_inside = |piece: &Piece| {
        let (bytes, _) = piece.part(piece.begins, piece.ends.min(n).max(piece.begins));
        bytes.is_empty() || bytes.start >= first && bytes.end <= main.len()
    };
    ends >= n && pieces.iter().all(is_inside)
}

/// The pieces in the order of the document, and whether their table is whole.
pub(super) fn pieces(main: &[u8], table: &[u8], header: &Header) -> (Vec<Piece>, bool) {
    let in_stream = if header.is_word_97 { table } else { main };
    let listed = header
        .pieces
        .and_then(|(at, len)| in_stream.get(at..at.checked_add(len)?))
        .and_then(|bytes| list(bytes, header.is_word_97));
    match listed {
        Some(pieces) => (pieces, true),
        None => {
            let n = header.parts.iter().fold(0_u32, |n, (_, len)| n.saturating_add(*len));
            let piece = Piece {
                begins: 0,
                ends: n,
                offset: header.text,
                wide: false,
            };
            (vec![piece], header.pieces.is_none())
        }
    }
}

/// So many zeros in a row are no characters: one alone stands for the number of a page.
const HOLE: usize = 8;

/// How many bytes of zeros stand at the begin of what is left of a stream, where they are what a lost sector is read as.
/// They may go on behind the piece.
pub(super) fn hole(left: &[u8], wide: bool) -> Option<usize> {
    let size = if wide { 2 } else { 1 };
    let n = left.iter().take_while(|&&byte| byte == 0).count() / size;
    (n >= HOLE).then_some(n * size)
}

/// What stands before the table itself (\[MS-DOC\] 2.9.178).
const TABLE: u8 = 2;

fn list(bytes: &[u8], is_word_97: bool) -> Option<Vec<Piece>> {
    let mut at = 0;
    // Properties that pieces share stand before the table.
    while *bytes.get(at)? == 1 {
        at += 3 + usize::from(u16_at(bytes, at + 1)?);
    }
    if bytes[at] != TABLE {
        return None;
    }
    let len = u32_at(bytes, at + 1)? as usize;
    let table = bytes.get(at + 5..)?;
    let table = &table[..len.min(table.len())];
    let n = table.len().checked_sub(4)? / 12;
    let mut pieces = Vec::with_capacity(n);
    for piece in 0..n {
        let (begins, ends) = (u32_at(table, 4 * piece)?, u32_at(table, 4 * piece + 4)?);
        let offset = u32_at(table, 4 * (n + 1) + 8 * piece + 2)?;
        let narrow = offset & 0x4000_0000 != 0;
        let offset = offset & 0x3fff_ffff;
        if ends < begins {
            return None;
        }
        pieces.push(Piece {
            begins,
            ends,
            offset: if is_word_97 && narrow { offset / 2 } else { offset } as usize,
            wide: is_word_97 && !narrow,
        });
    }
    Some(pieces)
}
