//! Macros of Office documents (\[MS-OVBA\]): the source text of their modules, which stands packed in a compound file.

use std::io::Cursor;
use std::path::Path;

use super::compound::Compound;
use crate::extract::bytes::{u16_at, u32_at, utf16};
use crate::extract::codepage::CodePage;
use crate::extract::{Error, Reason, Sink};
use crate::text::Unit;

/// Source text longer than this is cut.
const LONGEST: usize = 4 << 20;
/// Bytes of a packed text that are unpacked by themselves.
const CHUNK: usize = 4096;

/// The macros of a package, which are a file of their own in it.
pub(super) fn file(bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Error> {
    modules(&mut Compound::open(&mut Cursor::new(bytes))?, "/", sink)
}

/// The macros in this storage of a file.
pub(in crate::extract) fn modules(file: &mut Compound<'_>, storage: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
    let storage = Path::new(storage).join("VBA");
    let Some(list) = file
        .stream(storage.join("dir"), sink)?
        .and_then(|list| text(&list, sink))
    else {
        return Ok(());
    };
    let part = sink.intern("macros");
    let (page, modules) = listed(&list);
    for (name, at) in modules {
        let Some(stream) = file.stream(storage.join(&name), sink)? else {
            continue;
        };
        let Some(source) = stream.get(at..).and_then(|packed| text(packed, sink)) else {
            continue;
        };
        sink.charge(0, source.len() as u64)?;
        let source = page.decode(&source);
        // What stands before it is the same in every module.
        let own: Vec<&str> = source
            .lines()
            .filter(|line| !line.starts_with("Attribute VB_"))
            .collect();
        let own = own.join("\n");
        if !own.trim().is_empty() {
            let label = sink.intern(&name);
            sink.piece(Unit::Field { part }, label, own.trim());
        }
    }
    Ok(())
}

/// The code page, and of every module the stream it stands in and where in that its source text begins.
fn listed(list: &[u8]) -> (CodePage, Vec<(String, usize)>) {
    const CODE_PAGE: u16 = 0x03;
    const VERSION: u16 = 0x09;
    const STREAM: u16 = 0x1a;
    const WIDE_STREAM: u16 = 0x32;
    const OFFSET: u16 = 0x31;
    let (mut page, mut name, mut modules) = (CodePage::default(), String::new(), Vec::new());
    let mut at = 0;
    while let (Some(id), Some(len)) = (u16_at(list, at), u32_at(list, at + 2)) {
        // Its length is told two bytes short.
        let len = if id == VERSION { 6 } else { len as usize };
        let Some(body) = list.get(at + 6..).and_then(|rest| rest.get(..len)) else {
            break;
        };
        match id {
            CODE_PAGE => page = CodePage::of(u16_at(body, 0).unwrap_or_default()),
            STREAM => name = page.decode(body).into_owned(),
            WIDE_STREAM => name = utf16(body),
            OFFSET => modules.extend(u32_at(body, 0).map(|at| (std::mem::take(&mut name), at as usize))),
            _ => {}
        }
        at += 6 + len;
    }
    (page, modules)
}

/// Unpacks a text as far as it is read; none where the bytes are none.
fn text(bytes: &[u8], sink: &mut Sink<'_>) -> Option<Vec<u8>> {
    let mut text = unpacked(bytes)?;
    if text.len() > LONGEST {
        sink.gap(Reason::LimitOutput, format!("more than {} MB", LONGEST >> 20));
        text.truncate(LONGEST);
    }
    Some(text)
}

/// Unpacks a text, no further than that it is known to be too long; none where the bytes are none. What is read of one
/// that is not whole stands.
fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let (1, mut rest) = bytes.split_first()? else {
        return None;
    };
    let mut text = Vec::new();
    while let Some(header) = u16_at(rest, 0).filter(|_| text.len() <= LONGEST) {
        let len = (usize::from(header & 0xfff) + 1).min(rest.len() - 2);
        let chunk = &rest[2..2 + len];
        match header >> 15 {
            1 => unpack(chunk, &mut text),
            _ => text.extend_from_slice(chunk),
        }
        rest = &rest[2 + len..];
    }
    Some(text)
}

/// Unpacks a chunk: bytes, and copies of what came before in the same chunk.
fn unpack(chunk: &[u8], text: &mut Vec<u8>) {
    let begin = text.len();
    let mut bytes = chunk.iter().copied();
    while let Some(flags) = bytes.next() {
        for bit in 0..8 {
            if text.len() - begin >= CHUNK {
                return;
            }
            let Some(byte) = bytes.next() else {
                return;
            };
            if flags >> bit & 1 == 0 {
                text.push(byte);
                continue;
            }
            let Some(high) = bytes.next() else {
                return;
            };
            let token = u16::from_le_bytes([byte, high]);
            // The farther into the chunk, the more bits tell how far back the copy begins, and the fewer how long it
            // is.
            let told = text.len() - begin;
            let for_offset = (usize::BITS - told.saturating_sub(1).leading_zeros()).clamp(4, 12);
            let offset = usize::from(token >> (16 - for_offset)) + 1;
            let len = usize::from(token & (0xffff >> for_offset)) + 3;
            for _ in 0..len.min(CHUNK) {
                match text.len().checked_sub(offset).filter(|&from| from >= begin) {
                    Some(from) => text.push(text[from]),
                    None => return,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of MS-OVBA 3.2.1 and 3.2.3.
    #[test]
    fn a_packed_text_is_unpacked() {
        let packed = [0x01, 0x03, 0xb0, 0x02, 0x61, 0x45, 0x00];
        assert_eq!(unpacked(&packed).as_deref(), Some(&[b'a'; 73][..]));
        let plain = *b"\x01\x19\xb0\x00abcdefgh\x00ijklmnop\x00qrstuv.";
        assert_eq!(unpacked(&plain).as_deref(), Some(&b"abcdefghijklmnopqrstuv."[..]));
    }

    #[test]
    fn a_text_that_is_too_long_is_cut_and_told() {
        use crate::extract::office::tests::unheard;
        let chunk = [&[0xff, 0x3f][..], &[b'a'; CHUNK]].concat();
        let read = |n: usize| {
            let packed = [&[1][..], &chunk.repeat(n)].concat();
            unheard(|sink| (text(&packed, sink).unwrap().len(), sink.gaps.has(Reason::LimitOutput)))
        };
        assert_eq!(read(LONGEST / CHUNK), (LONGEST, false));
        assert_eq!(read(LONGEST / CHUNK + 2), (LONGEST, true));
    }

    #[test]
    fn any_bytes_end() {
        // A copy of what is not there, and one that is cut.
        assert_eq!(unpacked(&[1, 0xff, 0xbf, 0xff, 0xff, 0xff]).as_deref(), Some(&b""[..]));
        assert_eq!(unpacked(&[1, 0x05, 0xb0, 0x02, b'a', 0xff]).as_deref(), Some(&b"a"[..]));
        assert_eq!(unpacked(&[1, 0xff]).as_deref(), Some(&b""[..]));
        assert_eq!(listed(&[0x1a, 0, 0xff, 0xff, 0xff, 0xff]).1, []);
    }
}
