//! What an author wrote into the shapes of older office documents and not into a text box: letters drawn as WordArt, and
//! descriptions (\[MS-ODRAW\] `OfficeArtFOPT`, `gtextUNICODE`, `wzDescription`).

use crate::extract::Sink;
use crate::extract::bytes::{u16_at, u32_at, utf16};
use crate::text::Unit;

/// Records of the properties of a shape: the first, the second, the third.
const PROPERTIES: [u16; 3] = [0xf00b, 0xf121, 0xf122];
const VERSION: u16 = 3;
/// Letters drawn, and a description.
const TEXTS: [u16; 2] = [0x00c0, 0x0381];
/// A property whose value stands behind all of them.
const IS_BEHIND: u16 = 0x8000;
const NUMBER: u16 = 0x3fff;

/// Tells the texts of all shapes of a drawing.
pub(in crate::extract) fn texts(drawing: &[u8], sink: &mut Sink<'_>) {
    let unit = Unit::Field {
        part: sink.intern("properties"),
    };
    let label = sink.intern("shape");
    for text in found(drawing) {
        sink.piece(unit, label, text.trim());
    }
}

/// Records are looked for wherever they stand: what they stand in differs by program.
fn found(drawing: &[u8]) -> Vec<String> {
    let begins = memchr::memchr2_iter(0xf0, 0xf1, drawing).filter_map(|at| at.checked_sub(3));
    begins.filter_map(|at| properties(&drawing[at..])).flatten().collect()
}

fn properties(record: &[u8]) -> Option<Vec<String>> {
    const SIZE: usize = 6;
    let (head, kind) = (u16_at(record, 0)?, u16_at(record, 2)?);
    if !PROPERTIES.contains(&kind) || head & 0xf != VERSION {
        return None;
    }
    let body = record.get(8..)?.get(..u32_at(record, 4)? as usize)?;
    let (listed, mut behind) = body.split_at_checked(SIZE * usize::from(head >> 4))?;
    let mut texts = Vec::new();
    for property in listed.as_chunks::<SIZE>().0 {
        let number = u16::from_le_bytes([property[0], property[1]]);
        if number & IS_BEHIND == 0 {
            continue;
        }
        let (value, rest) = behind.split_at_checked(u32_at(property, 2)? as usize)?;
        behind = rest;
        let text = utf16(value);
        let text = text.trim_end_matches('\0');
        if TEXTS.contains(&(number & NUMBER)) && !text.trim().is_empty() {
            texts.push(text.to_owned());
        }
    }
    Some(texts)
}

#[cfg(test)]
mod tests {
    use super::found;

    /// A record of properties: their numbers, and their values where these stand behind.
    fn record(kind: u16, properties: &[(u16, &str)]) -> Vec<u8> {
        let wide = |text: &str| {
            text.encode_utf16()
                .chain([0])
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<u8>>()
        };
        let (mut listed, mut behind) = (Vec::new(), Vec::new());
        for &(number, text) in properties {
            let value = if text.is_empty() { Vec::new() } else { wide(text) };
            listed.extend(number.to_le_bytes());
            listed.extend(u32::try_from(value.len()).unwrap().to_le_bytes());
            behind.extend(value);
        }
        let body = [listed, behind].concat();
        let head = u16::try_from(properties.len()).unwrap() << 4 | 3;
        let len = u32::try_from(body.len()).unwrap();
        [&head.to_le_bytes()[..], &kind.to_le_bytes(), &len.to_le_bytes(), &body].concat()
    }

    #[test]
    fn letters_drawn_and_descriptions_are_texts() {
        let font = (0xc0c5, "Arial");
        let shape = record(0xf00b, &[(0x007f, ""), (0xc0c0, "Vertrouwelijk"), font]);
        let described = record(0xf122, &[font, (0x8381, "Foto van Anouk")]);
        let drawing = [&b"\x0f\xf0"[..], &shape, &[0; 5], &described].concat();
        assert_eq!(found(&drawing), ["Vertrouwelijk", "Foto van Anouk"]);
        // Other properties, other records, and one that is cut.
        assert!(found(&record(0xf00b, &[font, (0x8380, "Image 1")])).is_empty());
        assert!(found(&record(0xf00d, &[(0xc0c0, "Vertrouwelijk")])).is_empty());
        assert!(found(&shape[..shape.len() - 60]).is_empty());
    }
}
