//! Reads names and encoding of the glyphs of a CFF font program.

use std::collections::HashMap;

use super::truetype::u16_at;
use super::{encoding, glyphs};

/// Characters of the standard strings 150 to 378 (Adobe TN 5176, appendix A); 1 to 149 follow StandardEncoding, and
/// what is behind names the weight of a font. NUL is "none".
static MORE_STANDARD_STRINGS: &str = concat!(
    "¹¬µ™Ð½±Þ¼÷¦°þ¾²®−ð×³©ÁÂÄÀÅÃÇÉÊËÈÍÎÏÌÑÓÔÖÒÕŠÚÛÜÙÝŸŽáâäàåãçéêëèíîïìñóôöòõšúûüùýÿž",
    "!\0$$&\0⁽⁾‥․0123456789,\0.?ab¢deilmⁿorstﬀﬃﬄ₍₎\0-\0ABCDEFGHIJKLMNOPQRSTUVWXYZ₡1\0\0¡¢ŁŠŽ",
    "\0\0\0\0\0‒-\0\0\0¿⅛⅜⅝⅞⅓⅔⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉¢$.,ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖŒØÙÚÛÜÝÞŸ",
);
const N_STANDARD_STRINGS: usize = 391;

/// What the top dictionary leads to.
struct Program<'a> {
    bytes: &'a [u8],
    strings: Vec<&'a [u8]>,
    charset: usize,
    encoding: usize,
    n_glyphs: usize,
    by_cid: bool,
}

/// The program's own encoding: codes with their text. None when the program names no glyphs.
pub(super) fn encoding(bytes: &[u8]) -> Option<Vec<(u8, String)>> {
    let program = Program::read(bytes).filter(|program| !program.by_cid && program.encoding > 1)?;
    let names = program.glyph_strings()?;
    let codes = program.codes()?;
    let text = |(code, glyph): (u8, usize)| Some((code, program.text(*names.get(glyph)?)?));
    Some(codes.into_iter().filter_map(text).collect())
}

/// Texts by glyph number, where the program names its glyphs.
pub(super) fn glyph_names(bytes: &[u8]) -> Option<HashMap<u32, String>> {
    let program = Program::read(bytes).filter(|program| !program.by_cid)?;
    let names = program.glyph_strings()?;
    let text = |(glyph, &string): (u32, &usize)| Some((glyph, program.text(string)?));
    Some((0..).zip(&names).filter_map(text).collect())
}

impl<'a> Program<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let (_, at) = index(bytes, usize::from(*bytes.get(2)?))?;
        let (tops, at) = index(bytes, at)?;
        let (strings, _) = index(bytes, at)?;
        let top = dictionary(tops.first()?);
        let offset = |key| top.get(&(key, 0)).and_then(|&value| usize::try_from(value).ok());
        let (glyphs, _) = index(bytes, offset(17)?)?;
        Some(Self {
            bytes,
            strings,
            charset: offset(15).unwrap_or(0),
            encoding: offset(16).unwrap_or(0),
            n_glyphs: glyphs.len(),
            by_cid: top.contains_key(&(12, 30)),
        })
    }

    /// The string number of every glyph's name.
    fn glyph_strings(&self) -> Option<Vec<usize>> {
        // 0 is the predefined ISOAdobe character set: string numbers in order.
        if self.charset <= 2 {
            return Some((0..self.n_glyphs.min(229)).collect());
        }
        let format = *self.bytes.get(self.charset)?;
        let mut names = vec![0];
        let mut at = self.charset + 1;
        while names.len() < self.n_glyphs {
            let first = usize::from(u16_at(self.bytes, at)?);
            let n_more = match format {
                0 => 0,
                1 => usize::from(*self.bytes.get(at + 2)?),
                _ => usize::from(u16_at(self.bytes, at + 2)?),
            };
            at += 2 + usize::from(format.min(2));
            names.extend(first..=first + n_more);
        }
        Some(names)
    }

    /// Codes with their glyphs.
    fn codes(&self) -> Option<Vec<(u8, usize)>> {
        let format = *self.bytes.get(self.encoding)? & 0x7f;
        let n_entries = usize::from(*self.bytes.get(self.encoding + 1)?);
        let entries = self.bytes.get(self.encoding + 2..)?;
        if format == 0 {
            return Some(entries.iter().take(n_entries).copied().zip(1..).collect());
        }
        let mut codes = Vec::new();
        for range in entries.chunks_exact(2).take(n_entries) {
            let next = codes.len() + 1;
            codes.extend((range[0]..=range[0].saturating_add(range[1])).zip(next..));
        }
        Some(codes)
    }

    fn text(&self, string: usize) -> Option<String> {
        if let Some(own) = string.checked_sub(N_STANDARD_STRINGS) {
            return glyphs::text(self.strings.get(own)?);
        }
        let standard = encoding::STANDARD.iter().copied().filter(|&c| c != '\0');
        let mut all = standard.chain(MORE_STANDARD_STRINGS.chars());
        all.nth(string.checked_sub(1)?).filter(|&c| c != '\0').map(String::from)
    }
}

/// The members of an INDEX, and where it ends.
fn index(bytes: &[u8], at: usize) -> Option<(Vec<&[u8]>, usize)> {
    let n_members = usize::from(u16_at(bytes, at)?);
    if n_members == 0 {
        return Some((Vec::new(), at + 2));
    }
    let width = usize::from(*bytes.get(at + 2)?);
    let offsets = bytes.get(at + 3..at + 3 + width.checked_mul(n_members + 1)?)?;
    let base = at + 2 + offsets.len();
    let value = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(0_usize, |value, &byte| value << 8 | usize::from(byte))
    };
    let ends: Vec<usize> = offsets.chunks_exact(width.clamp(1, 4)).map(value).collect();
    let members = ends
        .windows(2)
        .map(|pair| bytes.get(base.checked_add(pair[0])?..base.checked_add(pair[1])?));
    Some((members.collect::<Option<_>>()?, base.checked_add(*ends.last()?)?))
}

/// Operators with their last operand; one-byte operators have 0 for the second.
fn dictionary(bytes: &[u8]) -> HashMap<(i32, i32), i32> {
    let mut entries = HashMap::new();
    let mut operand = 0;
    let mut bytes = bytes.iter().map(|&byte| i32::from(byte));
    while let Some(byte) = bytes.next() {
        let mut next = || bytes.next().unwrap_or(0x0f);
        match byte {
            12 => drop(entries.insert((12, next()), operand)),
            0..=21 => drop(entries.insert((byte, 0), operand)),
            28 => operand = next() << 8 | next(),
            29 => operand = next() << 24 | next() << 16 | next() << 8 | next(),
            // A decimal number in half bytes up to 0xf: no offset is written so.
            30 => while next() & 0xf != 0xf {},
            32..=246 => operand = byte - 139,
            247..=250 => operand = (byte - 247) * 256 + next() + 108,
            251..=254 => operand = -(byte - 251) * 256 - next() - 108,
            _ => {}
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Glyphs .notdef, A, own name "eacute", with codes 7 and 9.
    fn program() -> Vec<u8> {
        let mut bytes = vec![1, 0, 4, 1];
        bytes.extend(b"\0\x01\x01\x01\x02X");
        // charset 41, Encoding 46, CharStrings 50.
        let top = [139 + 41, 15, 139 + 46, 16, 139 + 50, 17];
        bytes.extend([0, 1, 1, 1, 7].iter().chain(&top));
        bytes.extend(b"\0\x01\x01\x01\x07eacute");
        bytes.resize(41, 0);
        bytes.extend([0, 0, 34, 1, 135]);
        bytes.extend([0, 2, 7, 9]);
        bytes.extend([0, 3, 1, 1, 2, 3, 4, 14, 14, 14]);
        bytes
    }

    #[test]
    fn codes_lead_to_text_by_glyph_names() {
        assert_eq!(
            encoding(&program()),
            Some(vec![(7, "A".to_owned()), (9, "é".to_owned())])
        );
        let named = [(1, "A".to_owned()), (2, "é".to_owned())];
        assert_eq!(glyph_names(&program()), Some(HashMap::from(named)));
    }

    #[test]
    fn standard_strings_are_ligatures_and_old_style_digits_too() {
        #[track_caller]
        fn check(string: usize, expected: Option<&str>) {
            let bytes = program();
            let text = Program::read(&bytes).unwrap().text(string);
            assert_eq!(text.as_deref(), expected);
        }
        check(150, Some("¹"));
        check(239, Some("0"));
        check(266, Some("ﬀ"));
        check(267, Some("ﬃ"));
        check(378, Some("Ÿ"));
        check(230, None);
        check(390, None);
        check(391, Some("é"));
    }

    #[test]
    fn a_cut_off_program_has_no_names() {
        let whole = program();
        for len in 0..whole.len() {
            assert_eq!(encoding(&whole[..len]), None);
        }
    }
}
