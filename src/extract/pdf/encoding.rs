//! Character encodings of simple fonts: the named ones, and characters by their glyph names.

use std::sync::LazyLock;

use encoding_rs::{MACINTOSH, WINDOWS_1252};

/// A character per code; NUL is "none".
pub(super) type Table = [char; 256];

/// Adobe StandardEncoding from 0x20 on (PDF 32000-1, annex D).
static STANDARD_TEXT: &str = concat!(
    " !\"#$%&’()*+,-./0123456789:;<=>?",
    "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_",
    "‘abcdefghijklmnopqrstuvwxyz{|}~\0",
    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    "\0¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ\0–†‡·\0¶•‚„”»…‰\0¿",
    "\0`´ˆ˜¯˘˙¨\0˚¸\0˝˛ˇ—\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    "\0Æ\0ª\0\0\0\0ŁØŒº\0\0\0\0\0æ\0\0\0ı\0\0łøœß\0\0\0\0",
);

/// Encoding of the Symbol font from 0x20 on.
static SYMBOL_TEXT: &str = concat!(
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?",
    "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
    "\0αβχδεφγηιϕκλµνοπθρστυϖωξψζ{|}∼\0",
    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    "€ϒ′≤⁄∞ƒ♣♢♡♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…↕\0↵",
    "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇\0\0\0∏√⋅¬∧∨⇔⇐⇑⇒⇓",
    "◊〈\0\0\0∑\0|\0\0\0\0\0|\0|\0〉∫⌠\0⌡\0|\0\0\0\0\0‖\0\0",
);

/// PDFDocEncoding from 0x18 to 0x1f and from 0x80 to 0xa0; the rest is Latin-1.
static PDF_DOC_LOW: &str = "˘ˇˆ˙˝˛˚˜";
static PDF_DOC_HIGH: &str = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\0€";
/// Codes of ZapfDingbats whose character is not the one at the same place of the Unicode block made after it.
static DINGBATS_ELSEWHERE: &[(u8, char)] = &[
    (0x25, '☎'),
    (0x2a, '☛'),
    (0x2b, '☞'),
    (0x48, '★'),
    (0x6c, '●'),
    (0x6e, '■'),
    (0x73, '▲'),
    (0x74, '▼'),
    (0x75, '◆'),
    (0x77, '◗'),
];

pub(super) static STANDARD: LazyLock<Table> = LazyLock::new(|| from_text(STANDARD_TEXT));
pub(super) static SYMBOL: LazyLock<Table> = LazyLock::new(|| from_text(SYMBOL_TEXT));
pub(super) static WIN_ANSI: LazyLock<Table> = LazyLock::new(|| from_charset(WINDOWS_1252));
pub(super) static MAC_ROMAN: LazyLock<Table> = LazyLock::new(|| from_charset(MACINTOSH));
pub(super) static DINGBATS: LazyLock<Table> = LazyLock::new(|| {
    let mut table = from_text(" ");
    for code in 0x21..=0xfe_u8 {
        let offset = u32::from(code) - if code < 0x7f { 0x20 } else { 0x40 };
        let c = char::from_u32(0x2700 + offset).filter(|_| !(0x7f..0xa1).contains(&code));
        table[usize::from(code)] = c.unwrap_or('\0');
    }
    for &(code, c) in DINGBATS_ELSEWHERE {
        table[usize::from(code)] = c;
    }
    table
});
static PDF_DOC: LazyLock<Table> = LazyLock::new(|| {
    let mut table = std::array::from_fn(|code| char::from(u8::try_from(code).unwrap_or(0)));
    let special = PDF_DOC_LOW.chars().zip(0x18..).chain(PDF_DOC_HIGH.chars().zip(0x80..));
    for (c, code) in special {
        table[code] = c;
    }
    table
});

fn from_text(text: &str) -> Table {
    let mut table = ['\0'; 256];
    for (c, slot) in text.chars().zip(&mut table[0x20..]) {
        *slot = c;
    }
    table
}

fn from_charset(charset: &'static encoding_rs::Encoding) -> Table {
    let mut table = ['\0'; 256];
    for code in 0x20..=0xff_u8 {
        let (text, _) = charset.decode_without_bom_handling(std::slice::from_ref(&code));
        table[usize::from(code)] = text.chars().next().filter(|c| !c.is_control()).unwrap_or('\0');
    }
    table
}

/// The encoding a font names.
pub(super) fn named(name: &[u8]) -> Option<&'static Table> {
    match name {
        b"WinAnsiEncoding" => Some(&WIN_ANSI),
        b"MacRomanEncoding" => Some(&MAC_ROMAN),
        b"StandardEncoding" => Some(&STANDARD),
        b"PDFDocEncoding" => Some(&PDF_DOC),
        _ => None,
    }
}

/// A text string outside of content streams: UTF-16 or UTF-8 with a byte order mark, else PDFDocEncoding. Some writers
/// leave out the mark of UTF-8; other text hardly ever looks like it.
pub(super) fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => without_language(&encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0),
        [0xff, 0xfe, rest @ ..] => without_language(&encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ if is_utf8(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        _ => bytes
            .iter()
            .map(|&byte| PDF_DOC[usize::from(byte)])
            .filter(|&c| c != '\0')
            .collect(),
    }
}

/// Whether there are characters of several bytes, and no others outside of ASCII.
fn is_utf8(bytes: &[u8]) -> bool {
    !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok_and(|text| !text.contains(char::is_control))
}

/// UTF-16 strings may switch languages with escape sequences (PDF 32000-1, 7.9.2.2).
fn without_language(text: &str) -> String {
    let mut escaped = false;
    let kept = text.chars().filter(|&c| {
        escaped ^= c == '\u{1b}';
        !escaped && c != '\u{1b}' && c != '\0'
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_become_characters() {
        #[track_caller]
        fn check(table: &Table, code: u8, expected: char) {
            assert_eq!(table[usize::from(code)], expected);
        }
        check(&STANDARD, 0x27, '’');
        check(&STANDARD, 0xae, 'ﬁ');
        check(&STANDARD, 0xfb, 'ß');
        check(&SYMBOL, 0x61, 'α');
        check(&SYMBOL, 0xf2, '∫');
        check(&WIN_ANSI, 0x80, '€');
        check(&WIN_ANSI, 0xe9, 'é');
        check(&MAC_ROMAN, 0x8e, 'é');
        check(&DINGBATS, 0x34, '✔');
        check(&DINGBATS, 0x6e, '■');
        check(&PDF_DOC, 0xa0, '€');
        check(&PDF_DOC, 0x1f, '˜');
        check(&PDF_DOC, 0x92, '™');
    }

    #[test]
    fn text_strings_tell_their_encoding() {
        assert_eq!(text_string(b"\xfe\xff\x00A\x20\xac"), "A€");
        assert_eq!(text_string(b"\xfe\xff\x00\x1b\x00n\x00l\x00\x1b\x00A"), "A");
        assert_eq!(text_string(b"\xef\xbb\xbf\xc3\xa9"), "é");
        assert_eq!(text_string(b"caf\xe9 \x80"), "café •");
        assert_eq!(text_string(b"Zo\xc3\xab"), "Zoë");
        assert_eq!(text_string(b"Zo\xc3\xab \xe9"), "ZoÃ« é");
    }
}
