//! The header of a Word stream (the FIB, \[MS-DOC\] 2.5): which version wrote it, where its tables are, how long its
//! parts.

use crate::extract::bytes::{u16_at, u32_at};
use crate::extract::codepage::CodePage;
use crate::extract::{Error, Reason};

/// What headers begin with (\[MS-DOC\] 2.5.2): Word 97's, Word 6's and 95's, Word 2's, Word 1's, and those of the Far East.
const BEGIN: [u16; 8] = [0xa5ec, 0xa5dc, 0xa5db, 0xa59b, 0xa59c, 0xa697, 0xa698, 0xa699];
/// Versions of the format from here on are Word 6's and 95's, and Word 97's.
const WORD_6: u16 = 0x65;
const WORD_97: u16 = 0xc1;
/// Lengths of the parts begin here; since Word 97, and before.
const LENGTHS: [usize; 2] = [0x4c, 0x34];
const NAMES: [&str; 8] = [
    "body",
    "footnotes",
    "header",
    "macros",
    "comments",
    "endnotes",
    "text box",
    "header text box",
];

pub(super) struct Header {
    pub is_word_97: bool,
    /// Bytes of the stream that mean something; nothing before Word 97.
    pub len: u64,
    pub table_stream: &'static str,
    /// Name and length in characters of each part, in their order.
    pub parts: Vec<(&'static str, u32)>,
    /// Offset and length of the piece table; none where the text stands in one piece.
    pub pieces: Option<(usize, usize)>,
    /// Offset and length of the table of paragraph properties.
    pub paragraphs: (usize, usize),
    /// Of the table of properties of characters; nothing before Word 97.
    pub characters: (usize, usize),
    /// Offset and length of the style sheet, the lists, and the lists in use; nothing before Word 97.
    pub styles: (usize, usize),
    pub lists: (usize, usize),
    pub lists_in_use: (usize, usize),
    /// Of the names of those who commented; nothing before Word 97.
    pub commenters: (usize, usize),
    /// Of the drawings, and of the names of those who tracked changes; nothing before Word 97.
    pub drawings: (usize, usize),
    pub revisers: (usize, usize),
    /// Where the text begins when there is no piece table.
    pub text: usize,
    /// Of single-byte text.
    pub page: CodePage,
}

impl Header {
    pub fn read(main: &[u8]) -> Result<Self, Error> {
        let damaged = || Error::damaged("no whole header");
        let word = |at: usize| u16_at(main, at).ok_or_else(damaged);
        let long = |at: usize| u32_at(main, at).ok_or_else(damaged);
        // Anything else is a sector that was lost or stands elsewhere.
        if !BEGIN.contains(&word(0)?) {
            return Err(damaged());
        }
        let version = word(2)?;
        let flags = word(10)?;
        if flags & 0x0100 != 0 {
            return Err(Error::new(Reason::Encrypted, "protected by a password"));
        }
        let is_word_97 = version >= WORD_97;
        let [new, old] = LENGTHS;
        let lengths = if is_word_97 { new } else { old };
        let mut parts = Vec::new();
        for (n, name) in NAMES.into_iter().enumerate() {
            let len = long(lengths + 4 * n)?;
            parts.push((name, if len > i32::MAX as u32 { 0 } else { len }));
        }
        let place = |at: usize| Ok::<_, Error>((long(at)? as usize, long(at + 4)? as usize));
        let of_word_97 = |at: usize| if is_word_97 { place(at) } else { Ok((0, 0)) };
        let is_in_pieces = is_word_97 || flags & 0x0004 != 0;
        Ok(Self {
            is_word_97,
            len: if is_word_97 { u64::from(long(0x40)?) } else { 0 },
            table_stream: if flags & 0x0200 != 0 { "/1Table" } else { "/0Table" },
            pieces: match (is_word_97, is_in_pieces) {
                (true, _) => Some(place(0x1a2)?),
                (false, true) => Some(place(0x160)?),
                (false, false) => None,
            },
            paragraphs: match version {
                WORD_97.. => place(0x102)?,
                WORD_6.. => place(0xc0)?,
                _ => (0, 0),
            },
            characters: of_word_97(0xfa)?,
            styles: of_word_97(0xa2)?,
            lists: of_word_97(0x2e2)?,
            lists_in_use: of_word_97(0x2ea)?,
            commenters: of_word_97(0x1ba)?,
            drawings: of_word_97(0x22a)?,
            revisers: of_word_97(0x232)?,
            text: long(0x18)? as usize,
            // Since Word 97 single bytes are those of Windows, whatever the language.
            page: CodePage::of(if is_word_97 { 1252 } else { page(word(6)?, word(0x14)?) }),
            parts,
        })
    }
}

/// The code page of a language, where text was not yet Unicode.
fn page(language: u16, character_set: u16) -> u16 {
    const MACINTOSH: u16 = 0x100;
    if character_set == MACINTOSH {
        return 10000;
    }
    match language & 0x3ff {
        0x04 if language == 0x0404 => 950,
        0x04 => 936,
        0x11 => 932,
        0x12 => 949,
        0x05 | 0x0e | 0x15 | 0x18 | 0x1a | 0x1b | 0x1c | 0x24 => 1250,
        0x02 | 0x19 | 0x22 | 0x23 | 0x2f => 1251,
        0x08 => 1253,
        0x1f => 1254,
        0x0d => 1255,
        0x01 | 0x29 => 1256,
        0x25..=0x27 => 1257,
        0x1e => 874,
        _ => 1252,
    }
}
