//! What form controls show: captions, values and names of groups in their binary form (\[MS-OFORMS\] 2.2), which
//! documents of Word hold in storages of their own and packages in parts.

use std::io::Cursor;
use std::path::Path;

use memchr::memmem;

use super::compound::Compound;
use super::package::Package;
use crate::extract::bytes::{u16_at, u32_at, utf16};
use crate::extract::known::COMPOUND_FILE;
use crate::extract::{Error, Sink};
use crate::text::Unit;

/// The stream of a control in a storage.
const CONTENTS: &str = "contents";
/// A control is larger only for its picture, and says nothing behind so much.
const LARGEST: usize = 1 << 20;
/// A control begins with it.
const VERSION: &[u8] = b"\0\x02";
/// In front of a control that a part holds by itself: its class.
const CLASS: usize = 16;
/// The bit of a length that says that each character takes one byte.
const COMPRESSED: u32 = 1 << 31;
/// The bit that says that the control has a size, which takes so many bytes among the texts.
const SIZE: usize = 8;

/// The bytes that each field of a text box, list, check box or option takes, by its bit.
#[rustfmt::skip]
const OF_VALUES: [usize; 33] = [
    4, 4, 4, 4, 1, 1, 1, 1, 0, 2, 4, 2, 2, 2, 2, 2, 1, 1, 1, 0, 1, 1, 4, 4, 4, 4, 4, 2, 2, 2, 0, 0, 4,
];
/// Value, caption and name of the group.
const TEXTS_OF_VALUES: [usize; 3] = [22, 23, 32];
/// Of a button.
const OF_BUTTON: [usize; 11] = [4, 4, 4, 4, 4, 0, 1, 2, 2, 0, 2];
/// Of a label.
const OF_LABEL: [usize; 13] = [4, 4, 4, 4, 4, 0, 1, 4, 2, 2, 2, 2, 2];

/// The texts of the control in a storage.
pub(super) fn storage(file: &mut Compound<'_>, path: &Path, sink: &mut Sink<'_>) -> Result<(), Error> {
    if let Some(contents) = file.stream(path.join(CONTENTS), sink)? {
        tell(&contents, sink);
    }
    Ok(())
}

/// The texts of controls that stand one behind the other, each behind its class, as those of a workbook do.
pub(in crate::extract) fn row(stream: &[u8], sink: &mut Sink<'_>) {
    let mut rest = stream;
    while let Some(at) = memmem::find(rest, VERSION) {
        rest = &rest[at..];
        let is_told = tell(rest, sink);
        let len = usize::from(u16_at(rest, 2).unwrap_or(0));
        rest = rest.get(if is_told { 4 + len } else { 1 }..).unwrap_or_default();
    }
}

/// The texts of the controls of a package.
pub(super) fn parts(package: &mut Package<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    for name in package.names().iter() {
        let lower = name.to_ascii_lowercase();
        if !lower.contains("/activex/") || !lower.ends_with(".bin") {
            continue;
        }
        package.stream(name, sink, |bytes, sink| {
            let mut held = Vec::new();
            std::io::Read::read_to_end(&mut std::io::Read::take(bytes, LARGEST as u64), &mut held)?;
            if !held.starts_with(COMPOUND_FILE) {
                tell(held.get(CLASS..).unwrap_or_default(), sink);
                return Ok(());
            }
            match Compound::open(&mut Cursor::new(&held[..])) {
                Ok(mut file) => storage(&mut file, Path::new("/"), sink),
                // A control of another program, or one that is cut.
                Err(_) => Ok(()),
            }
        })?;
    }
    Ok(())
}

/// Says whether there were any.
fn tell(contents: &[u8], sink: &mut Sink<'_>) -> bool {
    let part = sink.intern("form");
    let texts = texts(contents);
    for text in &texts {
        sink.piece(Unit::Field { part }, 0, text);
    }
    !texts.is_empty()
}

/// The texts of a control, whichever of the three kinds it is: of one alone its fields and texts fill what it takes.
fn texts(contents: &[u8]) -> Vec<String> {
    let kinds: [(usize, &[usize], &[usize], bool); 3] = [
        (8, &OF_VALUES, &TEXTS_OF_VALUES, true),
        (4, &OF_BUTTON, &[3], false),
        (4, &OF_LABEL, &[3], false),
    ];
    let found = kinds.into_iter().find_map(|kind| texts_of(contents, kind));
    let told = found.unwrap_or_default().into_iter();
    // A check box has a number for a value.
    told.filter(|text| text.chars().any(char::is_alphanumeric) && text.chars().count() > 1)
        .collect()
}

/// The texts behind the fields of a kind: how long its mask is, how many bytes each field takes, which of them are the
/// lengths of texts, and whether the size stands in front of those.
fn texts_of(
    contents: &[u8],
    (mask_len, sizes, of_texts, is_size_first): (usize, &[usize], &[usize], bool),
) -> Option<Vec<String>> {
    let end = 4 + usize::from(u16_at(contents, 2)?);
    let control = contents.get(4..end)?;
    let mut mask = u64::from(u32_at(control, 0)?);
    if mask_len == 8 {
        mask |= u64::from(u32_at(control, 4)?) << 32;
    }
    let (mut at, mut lens) = (mask_len, Vec::new());
    for (bit, &size) in sizes
        .iter()
        .enumerate()
        .filter(|&(bit, &size)| mask >> bit & 1 == 1 && size > 0)
    {
        // Each stands at a multiple of its size.
        at = at.next_multiple_of(size);
        if of_texts.contains(&bit) {
            lens.push(u32_at(control, at)?);
        }
        at += size;
    }
    at = at.next_multiple_of(4);
    let extent = if mask >> bit_of_size(mask_len) & 1 == 1 {
        SIZE
    } else {
        0
    };
    at += if is_size_first { extent } else { 0 };
    let mut texts = Vec::new();
    for len in lens {
        let n = (len & !COMPRESSED) as usize;
        let bytes = control.get(at..at.checked_add(n)?)?;
        texts.push(match len & COMPRESSED {
            0 => utf16(bytes),
            _ => bytes.iter().map(|&byte| char::from(byte)).collect(),
        });
        at = (at + n).next_multiple_of(4);
    }
    at += if is_size_first { 0 } else { extent };
    (at == control.len() && !texts.is_empty()).then_some(texts)
}

fn bit_of_size(mask_len: usize) -> usize {
    if mask_len == 8 { 8 } else { 5 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn control(mask: &[u8], fields: &[&[u8]]) -> Vec<u8> {
        let body = [mask, &fields.concat()].concat();
        let len = u16::try_from(body.len()).unwrap().to_le_bytes();
        // The font stands behind it.
        [&[0, 2], &len[..], &body, b"\0\x02\x0c\0Tahoma"].concat()
    }

    fn wide(text: &str) -> Vec<u8> {
        let mut bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.resize(bytes.len().next_multiple_of(4), 0);
        bytes
    }

    #[test]
    fn what_a_control_shows_is_told() {
        let size = &[0xa1, 15, 0, 0, 0x84, 3, 0, 0];
        let option = control(
            &[0x45, 1, 0xc0, 0x84, 1, 0, 0, 0],
            &[
                &[0x1b, 8, 0, 0x2c, 0, 0, 0, 0, 5, 0, 0, 0],
                &[2, 0, 0, 0, 10, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0x80],
                size,
                &wide("0"),
                &wide("Anouk"),
                b"leden\0\0\0",
            ],
        );
        assert_eq!(texts(&option), ["Anouk", "leden"]);
        let button = control(
            &[0x2d, 2, 0, 0],
            &[&[0, 0, 0, 0, 0x1b, 0, 0, 0, 12, 0, 0, 0x80], b"Bel Anouk nu", size],
        );
        assert_eq!(texts(&button), ["Bel Anouk nu"]);
        let label = control(&[0x28, 1, 0, 0], &[&[4, 0, 0, 0x80, 1, 0, 0, 0], b"Els.", size]);
        assert_eq!(texts(&label), ["Els."]);
        // Cut, or of no kind that is known.
        assert_eq!(texts(&button[..20]), [""; 0]);
        assert_eq!(texts(&control(&[0x2d, 2, 0, 0], &[&[1; 30]])), [""; 0]);
        assert_eq!(texts(&[0, 2, 8, 0]), [""; 0]);
    }
}
