//! The records of a Windows metafile: sizes in words of two bytes, letters in the code page of their font.

use super::{Drawn, Lines, Place};
use crate::extract::bytes::{u16_at, u32_at};
use crate::extract::codepage::CodePage;
use crate::extract::rtf::page_of_charset;

/// A header that some programs put before the format's own, with the size on paper.
const PLACEABLE: &[u8] = &[0xd7, 0xcd, 0xc6, 0x9a];
const PLACEABLE_LEN: usize = 22;
const HEADER_LEN: usize = 18;
/// Words and kind of the last record.
const END: (u32, u16) = (3, 0);
const TEXT: u16 = 0x0521;
const TEXT_WITH_ADVANCES: u16 = 0x0a32;
const FONT: u16 = 0x02fb;
/// Bitmaps that are shown.
const BITMAPS: [u16; 6] = [0x0922, 0x0940, 0x0b23, 0x0b41, 0x0d33, 0x0f43];

/// Where the format's own header begins; none if it is another format.
pub(super) fn begin(bytes: &[u8]) -> Option<usize> {
    let at = if bytes.starts_with(PLACEABLE) { PLACEABLE_LEN } else { 0 };
    let header = bytes.get(at..)?;
    // In memory or a file, nine words of header, a version of 1 or 3.
    let is_header =
        matches!(u16_at(header, 0)?, 1 | 2) && u16_at(header, 2)? == 9 && matches!(u16_at(header, 4)?, 0x100 | 0x300);
    is_header.then_some(at)
}

pub(super) fn read(bytes: &[u8], lines: &mut Lines) -> Drawn {
    let mut drawn = Drawn::default();
    let mut page = CodePage::default();
    let mut rest = bytes.get(HEADER_LEN..).unwrap_or(&[]);
    let mut has_end = false;
    while let (Some(words), Some(kind)) = (u32_at(rest, 0), u16_at(rest, 4)) {
        let len = (words as usize).saturating_mul(2);
        has_end = (words, kind) == END;
        let Some(record) = rest.get(..len).filter(|_| len >= 6 && kind != 0) else {
            break;
        };
        rest = &rest[len..];
        drawn.n_records = drawn.n_records.saturating_add(1);
        let data = &record[6..];
        match kind {
            TEXT => drawn.is_damaged |= text(data, page, lines).is_none(),
            TEXT_WITH_ADVANCES => drawn.is_damaged |= text_with_advances(data, page, lines).is_none(),
            // Height, width, two angles, weight, three flags, then the character set.
            FONT => {
                let charset = data.get(13).copied().unwrap_or(0);
                page = page_of_charset(charset.into()).map_or(CodePage::default(), CodePage::of);
            }
            kind => drawn.has_bitmap |= BITMAPS.contains(&kind) && len > 200,
        }
    }
    drawn.is_damaged |= !has_end;
    drawn
}

/// None if the letters are not there.
fn text(data: &[u8], page: CodePage, lines: &mut Lines) -> Option<()> {
    let n = usize::from(u16_at(data, 0)?);
    if n == 0 {
        return Some(());
    }
    let letters = data.get(2..2 + n)?;
    let behind = 2 + n.next_multiple_of(2);
    let (y, x) = (signed(data, behind)?, signed(data, behind + 2)?);
    lines.add(&page.decode(letters), Place { x, y, width: None });
    Some(())
}

fn text_with_advances(data: &[u8], page: CodePage, lines: &mut Lines) -> Option<()> {
    const HAS_RECTANGLE: u16 = 0x06;
    const GLYPHS: u16 = 0x10;
    let (y, x) = (signed(data, 0)?, signed(data, 2)?);
    let (n, options) = (usize::from(u16_at(data, 4)?), u16_at(data, 6)?);
    if options & GLYPHS != 0 || n == 0 {
        return Some(());
    }
    let at = if options & HAS_RECTANGLE != 0 { 16 } else { 8 };
    let letters = data.get(at..at + n)?;
    let advances = at + n.next_multiple_of(2);
    let widths = data.get(advances..advances + 2 * n);
    let width = widths.map(|widths| {
        let widths = widths.as_chunks::<2>().0.iter();
        widths.map(|width| i64::from(i16::from_le_bytes(*width))).sum()
    });
    lines.add(&page.decode(letters), Place { x, y, width });
    Some(())
}

fn signed(bytes: &[u8], at: usize) -> Option<i64> {
    Some(u16_at(bytes, at)?.cast_signed().into())
}
