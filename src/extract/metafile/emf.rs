//! The records of an enhanced metafile, and those of GDI+ in its comments (\[MS-EMFPLUS\]).

use super::{Drawn, Lines, Place};
use crate::extract::bytes::{u16_at, u32_at, utf16};

const END: u32 = 14;
const COMMENT: u32 = 70;
/// Texts in one byte a letter, in two, and short ones.
const TEXT_A: u32 = 83;
const TEXT_W: u32 = 84;
const SMALL_TEXT: u32 = 108;
/// Bitmaps that are shown: `BITBLT` to `STRETCHDIBITS`, `ALPHABLEND`.
const BITMAPS: [u32; 7] = [76, 77, 78, 79, 80, 81, 114];
/// The letters are numbers of glyphs.
const GLYPHS: u32 = 0x10;
const NO_BOUNDS: u32 = 0x100;
const SMALL_CHARS: u32 = 0x200;

pub(super) fn read(bytes: &[u8], lines: &mut Lines) -> Drawn {
    let mut drawn = Drawn::default();
    // Most programs draw twice, for those that know GDI+ and for others.
    let mut of_plus = Lines::default();
    let mut rest = bytes;
    let mut has_end = false;
    while let (Some(kind), Some(len)) = (u32_at(rest, 0), u32_at(rest, 4)) {
        let len = len as usize;
        let Some(record) = rest.get(..len).filter(|_| len >= 8) else {
            break;
        };
        rest = &rest[len..];
        drawn.n_records = drawn.n_records.saturating_add(1);
        match kind {
            END => {
                has_end = true;
                break;
            }
            TEXT_A | TEXT_W => drawn.is_damaged |= text(record, kind == TEXT_W, lines).is_none(),
            SMALL_TEXT => drawn.is_damaged |= small_text(record, lines).is_none(),
            COMMENT if record.get(12..16) == Some(b"EMF+") => {
                let data = u32_at(record, 8).map_or(0, |len| len as usize);
                plus(record.get(16..record.len().min(12 + data)).unwrap_or(&[]), &mut of_plus);
            }
            kind => drawn.has_bitmap |= BITMAPS.contains(&kind) && len > 200,
        }
    }
    if lines.lines.is_empty() {
        *lines = of_plus;
    }
    let n_promised = u32_at(bytes, 52).unwrap_or(0);
    drawn.is_damaged |= !has_end || drawn.n_records < n_promised;
    drawn
}

/// `EMR_EXTTEXTOUT`: how, where, how many letters, where in the record they and their advances are. None if they are not
/// there.
fn text(record: &[u8], is_wide: bool, lines: &mut Lines) -> Option<()> {
    let long = |at: usize| u32_at(record, at);
    let (x, y, n) = (long(36)?, long(40)?, long(44)? as usize);
    let (at, options, advances) = (long(48)? as usize, long(52)?, long(72)? as usize);
    if options & GLYPHS != 0 || n == 0 {
        return Some(());
    }
    let size = if is_wide { 2 } else { 1 };
    let letters = record.get(at..at.checked_add(n.checked_mul(size)?)?)?;
    let widths = advances
        .checked_add(n.checked_mul(4)?)
        .and_then(|end| record.get(advances..end));
    let width = widths.filter(|_| advances >= 76).map(|widths| {
        let widths = widths.as_chunks::<4>().0.iter();
        widths.map(|width| i64::from(i32::from_le_bytes(*width))).sum()
    });
    lines.add(&decoded(letters, is_wide), place(x, y, width));
    Some(())
}

/// `EMR_SMALLTEXTOUT`
fn small_text(record: &[u8], lines: &mut Lines) -> Option<()> {
    let long = |at: usize| u32_at(record, at);
    let (x, y, n, options) = (long(8)?, long(12)?, long(16)? as usize, long(20)?);
    if options & GLYPHS != 0 || n == 0 {
        return Some(());
    }
    let at = if options & NO_BOUNDS != 0 { 36 } else { 52 };
    let is_wide = options & SMALL_CHARS == 0;
    let size = if is_wide { 2 } else { 1 };
    let letters = record.get(at..n.checked_mul(size)?.checked_add(at)?)?;
    lines.add(&decoded(letters, is_wide), place(x, y, None));
    Some(())
}

/// Records of GDI+: kind, flags, size, and size of the data.
fn plus(mut records: &[u8], lines: &mut Lines) {
    const DRAW_STRING: u16 = 0x401c;
    const DRAW_DRIVER_STRING: u16 = 0x4036;
    while let (Some(kind), Some(len)) = (u16_at(records, 0), u32_at(records, 4)) {
        let len = len as usize;
        let Some(record) = records.get(..len).filter(|_| len >= 12) else {
            return;
        };
        match kind {
            DRAW_STRING => drop(string(&record[12..], lines)),
            DRAW_DRIVER_STRING => drop(driver_string(&record[12..], lines)),
            _ => {}
        }
        records = &records[len..];
    }
}

/// A text in a rectangle: brush, format, length, rectangle, letters.
fn string(data: &[u8], lines: &mut Lines) -> Option<()> {
    let n = u32_at(data, 8)? as usize;
    let letters = data.get(28..n.checked_mul(2)?.checked_add(28)?)?;
    let number = |at: usize| Some(f32::from_bits(u32_at(data, at)?) as i64);
    let (x, y) = (number(12)?, number(16)?);
    lines.add(&utf16(letters), Place { x, y, width: None });
    Some(())
}

/// Letters and the place of each: brush, options, whether a matrix follows, length.
fn driver_string(data: &[u8], lines: &mut Lines) -> Option<()> {
    const ARE_CHARACTERS: u32 = 1;
    let n = u32_at(data, 12)? as usize;
    if u32_at(data, 4)? & ARE_CHARACTERS == 0 {
        return None;
    }
    let end = n.checked_mul(2)?.checked_add(16)?;
    let letters = data.get(16..end)?;
    let places = end + (n % 2) * 2;
    let number = |at: usize| Some(f32::from_bits(u32_at(data, at)?) as i64);
    let (x, y) = (number(places)?, number(places + 4)?);
    lines.add(&utf16(letters), Place { x, y, width: None });
    Some(())
}

fn decoded(letters: &[u8], is_wide: bool) -> String {
    match is_wide {
        true => utf16(letters),
        false => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(letters)
            .0
            .into_owned(),
    }
}

fn place(x: u32, y: u32, width: Option<i64>) -> Place {
    Place {
        x: x.cast_signed().into(),
        y: y.cast_signed().into(),
        width,
    }
}
