//! Reads the character tables of TrueType and OpenType font programs.

use std::collections::HashMap;

use super::glyphs;

/// Characters of the glyphs of the Macintosh order (OpenType 1.9, `post`); NUL is "none".
static MACINTOSH_ORDER: &str = concat!(
    "\0\0\0 !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~",
    "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»… ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄¤‹›ﬁﬂ‡·‚„‰",
    "ÂÊÁËÈÍÎÏÌÓÔ\0ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇŁłŠšŽž¦ÐðÝýÞþ−×¹²³½¼¾₣ĞğİŞşĆćČčđ",
);

/// Pairs of one character table; Unicode has no more.
const MAX_PAIRS: usize = 1 << 17;

/// Character codes with their glyphs.
struct CharacterTable {
    platform: u16,
    kind: u16,
    pairs: Vec<(u32, u32)>,
}

/// Characters by glyph, from the program's Unicode table.
pub(super) fn characters(bytes: &[u8]) -> HashMap<u32, char> {
    let tables = character_tables(bytes).unwrap_or_default();
    let unicode = tables
        .iter()
        .filter(|table| table.platform == 0 || table.platform == 3 && table.kind != 0);
    let mut by_glyph = HashMap::new();
    for &(code, glyph) in unicode.flat_map(|table| &table.pairs) {
        if let Some(c) = char::from_u32(code).filter(|_| glyph != 0) {
            by_glyph.entry(glyph).or_insert(c);
        }
    }
    by_glyph
}

/// Texts by glyph: what the program's Unicode table has no character for may still have a name.
pub(super) fn texts(bytes: &[u8]) -> HashMap<u32, String> {
    let mut texts = named_glyphs(bytes).unwrap_or_default();
    let characters = characters(bytes).into_iter();
    texts.extend(characters.map(|(glyph, c)| (glyph, String::from(c))));
    texts
}

/// Texts by glyph, from the names in the program's `post` table.
fn named_glyphs(bytes: &[u8]) -> Option<HashMap<u32, String>> {
    let post = table(bytes, b"post")?;
    let macintosh = || {
        MACINTOSH_ORDER
            .chars()
            .map(|c| Some(String::from(c)).filter(|_| c != '\0'))
    };
    if u32_at(post, 0)? == 0x0001_0000 {
        return Some(
            (0..)
                .zip(macintosh())
                .filter_map(|(glyph, text)| Some((glyph, text?)))
                .collect(),
        );
    }
    if u32_at(post, 0)? != 0x0002_0000 {
        return None;
    }
    let n_glyphs = usize::from(u16_at(post, 32)?);
    let numbers = post.get(34..34 + 2 * n_glyphs)?.chunks_exact(2);
    // The names of its own follow, each with its length.
    let mut texts: Vec<Option<String>> = macintosh().collect();
    let mut rest = &post[34 + 2 * n_glyphs..];
    while let Some((name, behind)) = rest
        .split_first()
        .and_then(|(&len, rest)| rest.split_at_checked(len.into()))
    {
        texts.push(glyphs::text(name));
        rest = behind;
    }
    let text = |number: &[u8]| texts.get(usize::from(u16_at(number, 0)?))?.clone();
    Some(
        (0..)
            .zip(numbers)
            .filter_map(|(glyph, number)| Some((glyph, text(number)?)))
            .collect(),
    )
}

/// The text of the codes of a symbolic font: by way of its symbol or Macintosh table to a glyph, and by way of its
/// Unicode table or the glyph's name to text.
pub(super) fn symbol_encoding(bytes: &[u8]) -> Vec<(u8, String)> {
    let by_glyph = texts(bytes);
    if by_glyph.is_empty() {
        return Vec::new();
    }
    let tables = character_tables(bytes).unwrap_or_default();
    let Some(codes) = tables
        .iter()
        .find(|table| matches!((table.platform, table.kind), (3, 0) | (1, 0)))
    else {
        return Vec::new();
    };
    let text = |&(code, glyph): &(u32, u32)| {
        let code = if code >> 8 == 0xf0 { code & 0xff } else { code };
        Some((u8::try_from(code).ok()?, by_glyph.get(&glyph)?.clone()))
    };
    codes.pairs.iter().filter_map(text).collect()
}

/// A table of the program by its tag.
pub(super) fn table<'a>(bytes: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    if !matches!(bytes.get(..4)?, [0, 1, 0, 0] | b"true" | b"OTTO") {
        return None;
    }
    let n_tables = usize::from(u16_at(bytes, 4)?);
    let entry = bytes
        .get(12..)?
        .chunks_exact(16)
        .take(n_tables)
        .find(|entry| entry.starts_with(tag))?;
    let from = u32_at(entry, 8)? as usize;
    let rest = bytes.get(from..)?;
    Some(&rest[..rest.len().min(u32_at(entry, 12)? as usize)])
}

fn character_tables(bytes: &[u8]) -> Option<Vec<CharacterTable>> {
    let cmap = table(bytes, b"cmap")?;
    let n_tables = usize::from(u16_at(cmap, 2)?);
    let entries = cmap.get(4..)?.chunks_exact(8).take(n_tables.min(16));
    let read = |entry: &[u8]| {
        Some(CharacterTable {
            platform: u16_at(entry, 0)?,
            kind: u16_at(entry, 2)?,
            pairs: pairs(cmap.get(u32_at(entry, 4)? as usize..)?).unwrap_or_default(),
        })
    };
    Some(entries.filter_map(read).collect())
}

fn pairs(table: &[u8]) -> Option<Vec<(u32, u32)>> {
    match u16_at(table, 0)? {
        0 => Some(
            (0..)
                .zip(table.get(6..262)?.iter().map(|&glyph| u32::from(glyph)))
                .collect(),
        ),
        4 => segments(table),
        6 => {
            let first = u32::from(u16_at(table, 6)?);
            let n_codes = usize::from(u16_at(table, 8)?);
            let glyphs = table.get(10..)?.chunks_exact(2).take(n_codes);
            Some(
                (first..)
                    .zip(glyphs.filter_map(|pair| u16_at(pair, 0).map(u32::from)))
                    .collect(),
            )
        }
        12 => {
            let n_groups = u32_at(table, 12)? as usize;
            let mut pairs = Vec::new();
            for group in table.get(16..)?.chunks_exact(12).take(n_groups) {
                let (start, end, glyph) = (u32_at(group, 0)?, u32_at(group, 4)?, u32_at(group, 8)?);
                let room = MAX_PAIRS.saturating_sub(pairs.len());
                pairs.extend((start..=end).zip(glyph..=u32::MAX).take(room));
            }
            Some(pairs)
        }
        _ => None,
    }
}

/// Format 4: segments with a shift, or with an offset into a list of glyphs.
fn segments(table: &[u8]) -> Option<Vec<(u32, u32)>> {
    let double = usize::from(u16_at(table, 6)?);
    let mut pairs = Vec::new();
    for at in (0..double).step_by(2) {
        let end = u16_at(table, 14 + at)?;
        let start = u16_at(table, 16 + double + at)?;
        let shift = u16_at(table, 16 + 2 * double + at)?;
        let place = 16 + 3 * double + at;
        let offset = usize::from(u16_at(table, place)?);
        for code in start..=end {
            let glyph = if offset == 0 {
                code.wrapping_add(shift)
            } else {
                match u16_at(table, place + offset + 2 * usize::from(code - start)) {
                    Some(glyph) if glyph != 0 => glyph.wrapping_add(shift),
                    _ => 0,
                }
            };
            if code != 0xffff {
                pairs.push((u32::from(code), u32::from(glyph)));
            }
        }
        if pairs.len() > MAX_PAIRS {
            break;
        }
    }
    Some(pairs)
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes([pair[0], pair[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16_at(bytes, at)?) << 16 | u32::from(u16_at(bytes, at.checked_add(2)?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program of one table, `cmap`, with one character table of platform 3, kind 1.
    fn program(table: &[u16]) -> Vec<u8> {
        let mut bytes = vec![0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        bytes.extend(b"cmap\0\0\0\0\0\0\0\x1c\0\0\x01\0");
        let words = [0, 1, 3, 1, 0, 12].iter().chain(table);
        bytes.extend(words.flat_map(|word| u16::to_be_bytes(*word)));
        bytes
    }

    #[test]
    fn glyphs_lead_to_characters() {
        // Format 4: A-C with a shift, and the end segment.
        let format4 = [4, 32, 0, 4, 4, 1, 0, 0x43, 0xffff, 0, 0x41, 0xffff, 0xffc2, 1, 0, 0];
        let characters = characters(&program(&format4));
        assert_eq!(characters.get(&3), Some(&'A'));
        assert_eq!(characters.get(&5), Some(&'C'));
        assert_eq!(characters.len(), 3);
        // Format 6.
        assert_eq!(
            super::characters(&program(&[6, 14, 0, 0x61, 2, 7, 9])).get(&9),
            Some(&'b')
        );
    }

    #[test]
    fn names_lead_to_text_where_no_character_table_does() {
        let mut bytes = vec![0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        bytes.extend(b"post\0\0\0\0\0\0\0\x1c\0\0\x01\0");
        bytes.extend([0, 2, 0, 0]);
        bytes.resize(28 + 32, 0);
        // .notdef, A of the Macintosh order, and two names of its own.
        bytes.extend([0, 4, 0, 0, 0, 36, 1, 2, 1, 3]);
        bytes.extend(b"\x06eacute\x05f_f_i");
        let texts = texts(&bytes);
        assert_eq!(texts.get(&1).map(String::as_str), Some("A"));
        assert_eq!(texts.get(&2).map(String::as_str), Some("é"));
        assert_eq!(texts.get(&3).map(String::as_str), Some("ffi"));
        assert_eq!(texts.len(), 3);
        assert_eq!(MACINTOSH_ORDER.chars().count(), 258);
    }

    #[test]
    fn a_cut_off_program_has_no_characters() {
        let whole = program(&[4, 32, 0, 4, 4, 1, 0, 0x43, 0xffff, 0, 0x41]);
        for len in 0..whole.len() {
            assert!(characters(&whole[..len]).is_empty());
        }
    }
}
