//! The long texts of dBase and FoxPro tables: a file of blocks (dbt, fpt) beside the table, which names them by number.
//! It is read as a document of its own, from its first block to its last: what no record names any more is there still.

use std::io::Read;

use super::{CodePage, guess};
use crate::extract::bytes::{be_u16_at, be_u32_at, fill, u16_at, u32_at};
use crate::extract::{Error, Extract, Format, Head, Sink};
use crate::text::Unit;

pub(in crate::extract) static FORMAT: Format = Format {
    name: "dbf-memo",
    extensions: &["dbt", "fpt"],
    recognise,
    extract: Extract::Stream(extract),
};

/// The first block, whose length every kind has in common.
const HEADER: usize = 512;
/// A text since dBase IV begins so, with its length.
const BEGINS: [u8; 4] = [0xff, 0xff, 0x08, 0];
/// Before its text a block has eight bytes, which count as a part of it in dBase.
const BLOCK_HEADER: usize = 8;
/// A longer text is handed on in parts.
const LONG: usize = 64 << 10;

/// What the texts begin with.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Nothing: texts end with a sign.
    Dbase3,
    Dbase4,
    FoxPro,
}

fn recognise(head: &Head<'_>) -> bool {
    let bytes = head.bytes;
    let Some((kind, block_len)) = kind(bytes).filter(|_| bytes.len() > HEADER) else {
        return false;
    };
    let first = &bytes[HEADER
        .max(if kind == Kind::Dbase4 { block_len } else { 0 })
        .min(bytes.len())..];
    let begins = match kind {
        Kind::Dbase3 => first.first().is_some_and(|&byte| byte >= b' '),
        _ => length(kind, first).is_some(),
    };
    // Under another name only where the header holds nothing else, and the first text begins behind it.
    let is_clean = bytes[24..HEADER].iter().all(|&byte| byte == 0) && bytes[8..16] == [0; 8];
    FORMAT.extensions.contains(&head.extension) || is_clean && begins
}

/// The kind of a file, and how long its blocks are.
fn kind(header: &[u8]) -> Option<(Kind, usize)> {
    // The number of the next free block comes first, and is small in the order of bytes that it is written in.
    let (next, version) = (*header.first_chunk::<4>()?, *header.get(16)?);
    let fox_pro = usize::from(be_u16_at(header, 6)?);
    let dbase_4 = usize::from(u16_at(header, 20)?);
    match next {
        [0, 0, 0, 0] => None,
        [0, ..] if fox_pro > 0 && header[4..6] == [0; 2] => Some((Kind::FoxPro, fox_pro)),
        // dBase III leaves in the rest of its header what stood in memory.
        [.., 0] if version != 3 && dbase_4 > 0 && dbase_4.is_multiple_of(64) => Some((Kind::Dbase4, dbase_4)),
        [.., 0] => Some((Kind::Dbase3, HEADER)),
        _ => None,
    }
}

fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut header = [0; HEADER];
    input.read_exact(&mut header)?;
    let Some((kind, block_len)) = kind(&header) else {
        return Err(Error::damaged("no whole header"));
    };
    // Blocks of dBase IV are counted from the begin of the file, whose header takes one of them.
    let behind = if kind == Kind::Dbase4 {
        block_len.saturating_sub(HEADER)
    } else {
        0
    };
    pass_over(input, behind as u64)?;
    let mut texts = Texts::new(sink);
    // Blocks may be as short as one byte.
    let mut block = vec![0; block_len.max(BLOCK_HEADER)];
    loop {
        let n = fill(input, &mut block)?;
        if n == 0 {
            texts.end(sink);
            return Ok(());
        }
        sink.tick();
        let Some((is_text, len)) = length(kind, &block[..n]) else {
            texts.add(&block[..n], sink);
            continue;
        };
        texts.end(sink);
        let begun = (n - BLOCK_HEADER).min(len);
        let rest = (len - begun) as u64;
        if is_text {
            texts.add(&block[BLOCK_HEADER..][..begun], sink);
            texts.read(&mut input.take(rest), sink)?;
            texts.end(sink);
        } else {
            pass_over(input, rest)?;
        }
        // The next text begins with a block.
        let over = (BLOCK_HEADER + len % block_len) % block_len;
        if over > 0 && rest > 0 {
            pass_over(input, (block_len - over) as u64)?;
        }
    }
}

fn pass_over(input: &mut dyn Read, n: u64) -> std::io::Result<u64> {
    std::io::copy(&mut input.take(n), &mut std::io::sink())
}

/// Whether the text that begins here is one, and its length; none where no text begins.
fn length(kind: Kind, block: &[u8]) -> Option<(bool, usize)> {
    let (begin, len) = (block.first_chunk::<4>()?, u32_at(block, 4)?);
    match kind {
        Kind::Dbase3 => None,
        Kind::Dbase4 if *begin == BEGINS => {
            let len = (len as usize).checked_sub(BLOCK_HEADER)?;
            Some((true, len))
        }
        // 0 is a picture, 1 a text, 2 an object.
        Kind::FoxPro if begin[..3] == [0; 3] && begin[3] <= 2 && len != 0 => {
            Some((begin[3] == 1, be_u32_at(block, 4)? as usize))
        }
        _ => None,
    }
}

/// Texts on their way to the sink: what stands between the signs that end one.
struct Texts {
    unit: Unit,
    text: Vec<u8>,
    page: Option<CodePage>,
}

impl Texts {
    fn new(sink: &mut Sink<'_>) -> Self {
        Self {
            unit: Unit::Field {
                part: sink.intern("memo"),
            },
            text: Vec::new(),
            page: None,
        }
    }

    fn read(&mut self, input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
        let mut bytes = [0; 4096];
        loop {
            match fill(input, &mut bytes)? {
                0 => return Ok(()),
                n => self.add(&bytes[..n], sink),
            }
        }
    }

    fn add(&mut self, bytes: &[u8], sink: &mut Sink<'_>) {
        let is_sign = |byte: &u8| matches!(byte, 0..=0x08 | 0x0e..=0x1f);
        for (n, part) in bytes.split(is_sign).enumerate() {
            if n > 0 {
                self.end(sink);
            }
            self.text.extend_from_slice(part);
            if self.text.len() > LONG {
                self.end(sink);
            }
        }
    }

    fn end(&mut self, sink: &mut Sink<'_>) {
        // The first letters with accents tell.
        if self.page.is_none() && !self.text.is_ascii() {
            self.page = Some(guess(&self.text));
        }
        let text = self.page.unwrap_or_default().decode(&self.text);
        if !text.trim().is_empty() {
            sink.piece(self.unit, 0, text.trim());
        }
        self.text.clear();
    }
}
